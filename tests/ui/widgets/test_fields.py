"""Fields: their box, their ring, what they tell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.theme.tokens import LIGHT, Role
from bkddesk.ui.widgets.fields import Field, SearchField, TextBox
from tests.ui.widgets.conftest import Stage


def edge(widget: QWidget) -> QColor:
    """The colour in the middle of the left border."""
    return widget.grab().toImage().pixelColor(0, widget.height() // 2)


def is_role(colour: QColor, role: Role) -> bool:
    return colour.name().upper() == LIGHT[role]


@pytest.mark.parametrize("kind", [Field, SearchField, QComboBox, QSpinBox, QDateTimeEdit])
def test_field_is_28_high_at_every_text_size(kind: type[QWidget], stage: Stage, qtbot: QtBot) -> None:
    field = kind()
    stage(field)
    assert field.height() == Size.FIELD
    theme.change(text_size=200)
    qtbot.waitUntil(lambda: field.height() == 2 * Size.FIELD, timeout=1000)


def test_big_and_huge_fields(stage: Stage, qtbot: QtBot) -> None:
    big, huge = Field(big=True), Field(huge=True)
    stage(big)
    stage(huge)
    assert (big.height(), huge.height()) == (Size.FIELD_BIG, Size.FIELD_WELCOME)


@pytest.mark.parametrize("kind", [Field, TextBox, QComboBox, QSpinBox])
def test_ring_in_place_of_the_border(kind: type[QWidget], stage: Stage, qtbot: QtBot) -> None:
    field = kind()
    stage(field)
    before = field.height()
    assert is_role(edge(field), "outline")
    field.setFocus()
    assert is_role(edge(field), "accent")
    assert field.height() == before


def test_invalid_field_says_why(stage: Stage, qtbot: QtBot) -> None:
    field = Field("Jam")
    stage(field)
    field.set_invalid(True, "Jam hanya sampai 23")
    assert is_role(edge(field), "danger")
    assert field.toolTip() == field.accessibleDescription() == "Jam hanya sampai 23"
    field.set_invalid(False)
    assert is_role(edge(field), "outline")


def test_field_is_named_by_its_placeholder(stage: Stage, qtbot: QtBot) -> None:
    field = Field("Cari komentar")
    qtbot.addWidget(field)
    assert field.accessibleName() == "Cari komentar"


def test_search_shows_its_cross_only_with_words(stage: Stage, qtbot: QtBot) -> None:
    search = SearchField("Cari")
    stage(search)
    search.setFocus()
    qtbot.keyClicks(search, "kopi")
    assert search.cross is not None
    assert search.cross.isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert not search.cross.isVisible()
    qtbot.keyClicks(search, "teh")
    qtbot.mouseClick(search.cross, Qt.MouseButton.LeftButton)
    assert search.text() == ""


def test_tab_leaves_a_text_box(stage: Stage, qtbot: QtBot) -> None:
    box = TextBox("Catatan")
    stage(box)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert not box.hasFocus()
    assert box.toPlainText() == ""


def test_unboxed_text_wears_what_it_is_dressed_in(stage: Stage, qtbot: QtBot) -> None:
    edit = QPlainTextEdit("Klinik")
    theme.dress(edit, fill="sunken", colour="text2")
    stage(edit)
    image = edit.grab().toImage()
    assert is_role(image.pixelColor(image.width() - 3, image.height() - 3), "sunken")
    assert is_role(image.pixelColor(0, 0), "sunken")


def test_bare_text_lets_its_pane_through(stage: Stage, qtbot: QtBot) -> None:
    edit = QPlainTextEdit("Klinik")
    edit.setProperty("bare", True)
    window = stage(edit)
    theme.dress(window, fill="wait-tint")
    image = window.grab().toImage()
    spot = edit.geometry().bottomRight()
    assert is_role(image.pixelColor(spot.x() - 3, spot.y() - 3), "wait-tint")
