"""Formatting commands on Markdown text: "|" is the cursor, "[" and "]" written as ⟦ ⟧ hold the selection."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

from bkddesk.ui.editor import formatting


def made(marked: str) -> tuple[QTextDocument, QTextCursor]:
    document = QTextDocument(marked.replace("|", "").replace("⟦", "").replace("⟧", ""))
    document.clearUndoRedoStacks()
    cursor = QTextCursor(document)
    if "⟦" in marked:
        cursor.setPosition(marked.index("⟦"))
        cursor.setPosition(marked.index("⟧") - 1, QTextCursor.MoveMode.KeepAnchor)
    else:
        cursor.setPosition(marked.index("|"))
    return document, cursor


def shown(document: QTextDocument, cursor: QTextCursor) -> str:
    text = document.toPlainText()
    if cursor.hasSelection():
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        return f"{text[:first]}⟦{text[first:last]}⟧{text[last:]}"
    return f"{text[: cursor.position()]}|{text[cursor.position() :]}"


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("a ⟦bold⟧ word", "**", "a ⟦**bold**⟧ word"),
        ("a ⟦**bold**⟧ word", "**", "a ⟦bold⟧ word"),
        ("a **⟦bold⟧** word", "**", "a ⟦bold⟧ word"),
        ("a **⟦bold⟧** word", "*", "a **⟦*bold*⟧** word"),
        ("a ⟦***both***⟧ word", "*", "a ⟦**both**⟧ word"),
        ("a ⟦ blanks ⟧ word", "**", "a ⟦ **blanks** ⟧ word"),
        ("one ⟦two\n\nthree⟧ four", "**", "one ⟦**two**\n\n**three**⟧ four"),
        ("wo|rd", "**", "**wo|rd**"),
        ("**wo|rd**", "**", "wo|rd"),
        ("gap |", "**", "gap **|**"),
        ("⟦“Kutipan”⟧", "*", "⟦*“Kutipan”*⟧"),
    ],
)
def test_marks_go_around_and_come_off(before: str, mark: str, after: str) -> None:
    document, cursor = made(before)
    assert shown(document, formatting.toggle_around(cursor, mark)) == after
    document.undo()
    assert document.toPlainText() == before.replace("|", "").replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- satu|", "- satu\n- |"),
        ("  * satu|", "  * satu\n  * |"),
        ("9. satu|", "9. satu\n10. |"),
        ("3) satu| dua", "3) satu\n4) | dua"),
        ("- [x] satu|", "- [x] satu\n- [ ] |"),
        ("> kutip|", "> kutip\n> |"),
        ("- satu\n- |", "- satu\n|"),
        ("> kutip\n> |", "> kutip\n|"),
        ("- satu\n    - |", "- satu\n- |"),
    ],
)
def test_enter_goes_on_with_a_list_and_ends_it(before: str, after: str) -> None:
    document, cursor = made(before)
    assert formatting.new_line(cursor)
    assert shown(document, cursor) == after


@pytest.mark.parametrize("before", ["plain|", "-|", "|- satu", "#hash|", "-satu|"])
def test_enter_is_only_enter_elsewhere(before: str) -> None:
    document, cursor = made(before)
    assert not formatting.new_line(cursor)
    assert document.toPlainText() == before.replace("|", "")


def test_headings_go_round() -> None:
    document, cursor = made("Judul kec|il")
    seen = []
    for _ in range(3):
        formatting.cycle_heading(cursor)
        seen.append(shown(document, cursor))
    assert seen == ["## Judul kec|il", "### Judul kec|il", "Judul kec|il"]


def test_lists_and_quotes_toggle_over_several_lines() -> None:
    document, cursor = made("⟦satu\ndua⟧\n\ntiga")
    formatting.toggle_list(cursor)
    assert document.toPlainText() == "- satu\n- dua\n\ntiga"
    formatting.toggle_list(cursor)
    assert document.toPlainText() == "satu\ndua\n\ntiga"
    cursor.select(QTextCursor.SelectionType.Document)
    formatting.toggle_quote(cursor)
    assert document.toPlainText() == "> satu\n> dua\n>\n> tiga"
    cursor.select(QTextCursor.SelectionType.Document)
    formatting.toggle_quote(cursor)
    assert document.toPlainText() == "satu\ndua\n\ntiga"


def test_tab_moves_items_only() -> None:
    document, cursor = made("- satu\n- d|ua")
    assert formatting.shift_lines(cursor, outwards=False)
    assert shown(document, cursor) == "- satu\n    - d|ua"
    assert formatting.shift_lines(cursor, outwards=True)
    assert shown(document, cursor) == "- satu\n- d|ua"
    document, cursor = made("par|agraf")
    assert not formatting.shift_lines(cursor, outwards=False)


@pytest.mark.parametrize(
    ("before", "address", "after"),
    [
        ("⟦laman dinas⟧", "https://dinas.example.org", "[laman dinas](https://dinas.example.org)|"),
        ("⟦laman dinas⟧", "", "[laman dinas](|)"),
        ("|", "https://dinas.example.org", "[|](https://dinas.example.org)"),
        ("⟦https://dinas.example.org⟧", "", "[|](https://dinas.example.org)"),
    ],
)
def test_links(before: str, address: str, after: str) -> None:
    document, cursor = made(before)
    assert shown(document, formatting.insert_link(cursor, address)) == after


def test_letters_beyond_the_basic_plane_keep_positions() -> None:
    document = QTextDocument("- 🔥 api")
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert formatting.new_line(cursor)
    assert document.toPlainText() == "- 🔥 api\n- "
    cursor.setPosition(2)
    cursor.setPosition(8, QTextCursor.MoveMode.KeepAnchor)
    formatting.toggle_around(cursor, "**")
    assert document.toPlainText() == "- **🔥 api**\n- "


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("paragraf|", "paragraf\n\n⟦X⟧ tabel"),
        ("paragraf\n|", "paragraf\n\n⟦X⟧ tabel"),
        ("|\nberikut", "⟦X⟧ tabel\n\nberikut"),
        ("|", "⟦X⟧ tabel"),
    ],
)
def test_blocks_stand_between_blank_lines(before: str, after: str) -> None:
    document, cursor = made(before)
    made_cursor = formatting.insert_block(cursor, "X tabel", select="X")
    assert shown(document, made_cursor).rstrip("\n") == after
