"""The text widget: keys, letters kept as they are, repainting, focus mode."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkddesk.ui.editor.highlighter import paragraph_of
from bkddesk.ui.editor.text_edit import MarkdownEdit


class _Paints(QObject):
    def __init__(self, parent: QObject, heights: list[int]) -> None:
        super().__init__(parent)
        self._heights = heights

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002
        if isinstance(event, QPaintEvent):
            self._heights.append(event.rect().height())
        return False


@pytest.fixture
def edit(qtbot: QtBot) -> MarkdownEdit:
    widget = MarkdownEdit()
    qtbot.addWidget(widget)
    widget.resize(700, 400)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.setFocus()
    return widget


def select(edit: MarkdownEdit, start: int, end: int) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


def test_typing_and_lists(qtbot: QtBot, edit: MarkdownEdit) -> None:
    edit.show_text("")
    qtbot.keyClicks(edit, "- satu")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "dua")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "akhir")
    assert edit.text() == "- satu\n    - dua\nakhir"


def test_bold_italic_and_link_by_key(qtbot: QtBot, edit: MarkdownEdit) -> None:
    QGuiApplication.clipboard().setText("https://dinas.example.org")
    edit.show_text("satu dua tiga")
    select(edit, 0, 4)
    qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    select(edit, 9, 12)
    qtbot.keyClick(edit, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    select(edit, 15, 19)
    qtbot.keyClick(edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "**satu** *dua* [tiga](https://dinas.example.org)"


def test_ctrl_k_without_a_selection_is_left_to_the_window(qtbot: QtBot, edit: MarkdownEdit) -> None:
    edit.show_text("satu")
    qtbot.keyClick(edit, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "satu"


def test_tab_never_makes_code_of_a_paragraph(qtbot: QtBot, edit: MarkdownEdit) -> None:
    edit.show_text("paragraf")
    with qtbot.waitSignal(edit.tab_refused):
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.text() == "paragraf"


@pytest.mark.parametrize("text", ["a\u00a0b", "a\r\nb\r\n", "“kutip” – …", "🔥", "a\n\n\nb", "  akhir  ", "\tx", ""])
def test_an_untouched_text_is_given_back_letter_for_letter(edit: MarkdownEdit, text: str) -> None:
    edit.show_text(text)
    assert edit.text() == text


def test_no_break_spaces_survive_an_edit(qtbot: QtBot, edit: MarkdownEdit) -> None:
    edit.show_text("5\u00a0kg")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(edit, " beras")
    assert edit.text() == "5\u00a0kg beras"


def test_what_came_in_moves_neither_cursor_nor_scroll(edit: MarkdownEdit) -> None:
    lines = [f"baris {number}" for number in range(200)]
    edit.show_text("\n".join(lines))
    edit.setTextCursor(QTextCursor(edit.document().findBlockByNumber(100)))
    edit.verticalScrollBar().setValue(95)
    edit.bring_in("\n".join(["baru", *lines[:150], "lagi", *lines[151:]]))
    assert edit.textCursor().block().text() == "baris 100"
    assert edit.text().splitlines()[0] == "baru"
    edit.undo()
    assert edit.text() == "\n".join(lines)


def test_pasting_an_address_over_words_links_them(edit: MarkdownEdit) -> None:
    edit.show_text("laman dinas")
    select(edit, 0, 11)
    data = QMimeData()
    data.setText("https://dinas.example.org")
    data.setHtml("<b>https://dinas.example.org</b>")
    edit.insertFromMimeData(data)
    assert edit.text() == "[laman dinas](https://dinas.example.org)"


def test_paste_is_plain_text(edit: MarkdownEdit) -> None:
    edit.show_text("")
    data = QMimeData()
    data.setText("satu\ndua")
    data.setHtml("<h1>satu</h1><script>dua</script>")
    edit.insertFromMimeData(data)
    assert edit.text() == "satu\ndua"


def formats_at(edit: MarkdownEdit, line: int, column: int) -> QFont:
    block = edit.document().findBlockByNumber(line)
    for part in block.layout().formats():
        if part.start <= column < part.start + part.length:
            return part.format.font()
    return QFont()


def test_headings_and_strong_words_are_bold(edit: MarkdownEdit) -> None:
    edit.show_text("## Judul\n\nbiasa 🔥 **tebal** biasa\n\n```\n**kode**\n```\n")
    assert formats_at(edit, 0, 4).bold()
    line = edit.document().findBlockByNumber(2).text()
    place = len(line[: line.index("tebal")].encode("utf-16-le")) // 2
    assert formats_at(edit, 2, place).bold()
    assert not formats_at(edit, 2, 1).bold()
    assert not formats_at(edit, 5, 3).bold()


@pytest.mark.parametrize("evil", ["[" * 20_000, "*" * 20_000, "**a" * 7000, "`" * 20_000, "_a" * 10_000, "<a " * 7000])
def test_colouring_hostile_lines_takes_no_time(edit: MarkdownEdit, evil: str) -> None:
    edit.show_text(evil)  # quadratic matching would take seconds: the suite's time limit is the measure
    assert edit.text() == evil


def test_focus_mode_knows_its_paragraph(qtbot: QtBot, edit: MarkdownEdit) -> None:
    edit.show_text("satu\n\ndua\nlagi\n\ntiga")
    edit.setTextCursor(QTextCursor(edit.document().findBlockByNumber(3)))
    assert paragraph_of(edit.textCursor().block()) == range(2, 4)
    edit.set_focus_mode(True)
    assert edit.column_margins(1366)[0] == (1366 - 640) // 2
    qtbot.keyClicks(edit, "x")
    edit.set_focus_mode(False)
    assert edit.column_margins(604) == (32, 24)


def test_one_letter_repaints_one_paragraph(qtbot: QtBot, edit: MarkdownEdit) -> None:
    edit.show_text("\n\n".join(["satu **dua** tiga"] * 40))
    edit.setTextCursor(QTextCursor(edit.document().findBlockByNumber(4)))
    QApplication.processEvents()
    heights: list[int] = []

    original = edit.viewport().rect().height()
    edit.viewport().installEventFilter(_Paints(edit, heights))
    qtbot.keyClicks(edit, "x")
    QApplication.processEvents()
    assert heights
    assert max(heights) < original / 2
