"""Everything a stranger can write, in every field: shown as typed, nothing rendered, loaded, or followed by a click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QAction, QTextDocument
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.language import use_language
from bkddesk.model.comment import CommentQuery
from bkddesk.ui.context import Place
from bkddesk.ui.moderation.filters import filter_menu
from bkddesk.ui.moderation.page import ModerationPage
from bkddesk.ui.moderation.safe_text import SafeText
from tests.builders import a_comment, a_desk, an_article, site_says
from tests.ui.moderation.helpers import Asked, make_context

BAD = '<img src="file:///etc/passwd"><b>R&D</b>\u202egnp.exe\u202c <a href="javascript:alert(1)">klik</a>'
TEXT = (
    '<script>alert(1)</script><iframe src="data:text/html,x" onload="a()"></iframe><svg onload=a()>'
    '<a href="https://jahat.example.invalid/x" onclick="a()">https://bkd.example.go.id</a> '
    '<img src="file:///etc/hostname"> <meta http-equiv=refresh content="0;url=https://jahat.example.invalid">'
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    fields = {"author_name": BAD, "author_email": BAD, "author_url": BAD, "author_ip": BAD}
    site_says(
        tmp_path,
        [a_comment(1, content=TEXT, **fields), a_comment(2, content=TEXT, parent=1, **fields)],
        [an_article(10, title=BAD, excerpt=BAD)],
    )
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, asked: Asked) -> Iterator[ModerationPage]:
    use_language("en")
    made = ModerationPage(make_context(desk, asked))
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.open_place(Place.PENDING)
    made.show()
    qtbot.waitUntil(lambda: made.info is not None)
    yield made
    made.close()


def test_the_text_is_shown_as_typed_and_targets_are_spelled_out(page: ModerationPage) -> None:
    shown = page.detail.view.text.toPlainText()
    assert "<script>alert(1)</script>" in shown
    assert "https://bkd.example.go.id [https://jahat.example.invalid/x]" in shown
    assert '<img src="file:///etc/hostname">' in shown


def test_nothing_in_the_text_is_a_link_or_a_picture(page: ModerationPage) -> None:
    text = page.detail.view.text
    block = text.document().begin()
    while block.isValid():
        for fragment in block:
            look = fragment.fragment().charFormat()
            assert not look.isAnchor()
            assert not look.isImageFormat()
        block = block.next()
    assert not text.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse
    assert text.loadResource(QTextDocument.ResourceType.ImageResource.value, "file:///etc/hostname") is None


def test_what_is_copied_is_plain(page: ModerationPage) -> None:
    text: SafeText = page.detail.view.text
    text.selectAll()
    data: QMimeData = text.createMimeDataFromSelection()
    assert data.formats() == ["text/plain"]


def test_no_label_or_tooltip_reads_it_as_html(page: ModerationPage) -> None:
    page.detail.start_edit()
    for widget in page.findChildren(QWidget):
        assert not QtGui.Qt.mightBeRichText(widget.toolTip()), widget
        if isinstance(widget, QLabel) and "<img" in widget.text():
            assert widget.textFormat() == Qt.TextFormat.PlainText
        if isinstance(widget, QTextEdit):
            assert isinstance(widget, SafeText)


def test_names_keep_their_direction(page: ModerationPage) -> None:
    spoken = page.queue.model.data(page.queue.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(spoken, str)
    assert "\u202e" not in spoken


def test_a_menu_takes_no_letter_from_a_title(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    menu = filter_menu(page, CommentQuery(), desk, page.current(), lambda _: None)
    texts = [action.text() for action in menu.findChildren(QAction)]
    assert any("R&&D" in text for text in texts)


def test_a_screen_reader_finds_the_row(page: ModerationPage) -> None:
    table = QAccessible.queryAccessibleInterface(page.table)
    assert table.text(QAccessible.Text.Name) == "Comments: Pending"
    assert table.role() == QAccessible.Role.Table
    # Qt puts the hidden headers' cells before the rows'.
    names = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert any("3 links" in name for name in names), names
