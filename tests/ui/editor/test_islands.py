"""Locked blocks in the text: they are named, stay whole, and are deleted only after a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.model.article import Draft, Fields
from bkddesk.store import drafts as draft_store
from bkddesk.store.database import transaction
from bkddesk.ui.context import Context
from bkddesk.ui.editor import islands
from bkddesk.ui.editor.checks import count_words
from bkddesk.ui.editor.page import EditorPage
from bkddesk.ui.preview.plain import PlainPreview

GALLERY = '<!-- wp:gallery -->\n<figure><img src="a"/><img src="b"/></figure>\n<!-- /wp:gallery -->'
STRAY = "<!-- wp:shortcode -->\n[/content_bar_item]\n<!-- /wp:shortcode -->"
CONTENT = f"<!-- wp:paragraph -->\n<p>Satu.</p>\n<!-- /wp:paragraph -->\n\n{GALLERY}\n\n{STRAY}"


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> Iterator[EditorPage]:
    made = EditorPage(context, PlainPreview)
    qtbot.addWidget(made)
    made.resize(1318, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.set_effective_width(1366)
    draft = desk.new_draft(Draft(0, "", title="J", markdown=desk.as_markdown(CONTENT), categories=("Berita",)))
    with transaction(desk._db):
        base = replace(Fields(), title="J", content=CONTENT)
        draft_store.set_base(desk._db, draft.id, article_id=7, base=base, unsent=False)
    made.open_draft(draft.id)
    yield made
    made.autosave.begin(None)


def placeholders(page: EditorPage) -> list[str]:
    return [found[1] for found in islands.PLACEHOLDER.finditer(page.writing.edit.text())]


def go_to(page: EditorPage, placeholder: str) -> None:
    cursor = page.writing.edit.document().find(placeholder)
    cursor.setPosition(cursor.selectionStart())
    page.writing.edit.setTextCursor(cursor)
    page.writing.edit.setFocus()


def test_islands_are_named(page: EditorPage) -> None:
    gallery, stray = (page.writing.edit.island(placeholder) for placeholder in placeholders(page))
    assert (gallery.name, gallery.kind, gallery.block) == ("Gallery, 2 pictures", "locked block", "core/gallery")
    assert (stray.name, stray.is_faulty) == ("[/content_bar_item]", True)
    assert stray.kind == "closing shortcode without an opening"


def test_a_stray_shortcode_behind_an_island_is_found(page: EditorPage) -> None:
    finding = next(f for f in page._find(page._current_or_nothing()) if f.is_visible_to_readers)
    page.jump(finding)
    assert islands.placeholder_in(page.writing.edit.textCursor().block().text()) == placeholders(page)[1]


def test_nothing_is_typed_into_an_island(qtbot: QtBot, page: EditorPage) -> None:
    edit, before = page.writing.edit, page.writing.edit.text()
    go_to(page, placeholders(page)[0])
    qtbot.keyClicks(edit, "abc ")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    qtbot.keyClicks(edit, "abc")
    assert edit.text() == before


def test_enter_makes_room_beside_it(qtbot: QtBot, page: EditorPage) -> None:
    edit = page.writing.edit
    go_to(page, placeholders(page)[0])
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "di atas")
    go_to(page, placeholders(page)[0])
    edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "di bawah")
    first, second = placeholders(page)
    assert edit.text().strip() == f"Satu.\n\ndi atas\n\n{first}\n\ndi bawah\n\n{second}"


def test_neighbours_are_not_joined_to_it(qtbot: QtBot, page: EditorPage) -> None:
    edit = page.writing.edit
    edit.show_text(f"atas\n{placeholders(page)[0]}\nbawah")
    page._look()
    before = edit.text()
    edit.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    edit.moveCursor(QTextCursor.MoveOperation.End)
    edit.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.text() == before


def test_deleting_asks_and_can_be_undone(qtbot: QtBot, page: EditorPage) -> None:
    edit, before = page.writing.edit, page.writing.edit.text()
    first, second = placeholders(page)
    go_to(page, first)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert edit.text() == before
    go = page.window().findChild(QPushButton, "island-delete")
    assert isinstance(go, QPushButton)
    go.click()
    assert edit.text().strip() == f"Satu.\n\n{second}"
    edit.undo()
    assert edit.text() == before


def test_islands_are_no_words() -> None:
    assert count_words("satu dua\n\n⟦core/gallery #2 9d71293f⟧\n") == 2


def test_unlocked_text_keeps_every_place() -> None:
    text = "a\n\n⟦core/shortcode #2 9d71293f⟧\n\n⟦core/gallery #3 9d71293f⟧\n"
    shown = islands.shortcodes_behind(text, {"⟦core/shortcode #2 9d71293f⟧": STRAY})
    assert len(shown) == len(text)
    assert shown[3:].startswith("[/content_bar_item]")
