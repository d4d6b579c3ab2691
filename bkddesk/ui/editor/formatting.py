"""What Ctrl+B, Enter in a list and their like do to Markdown text. Knows nothing of drafts or screens.

Every function makes one step of undo. Positions are those of Qt: UTF-16 units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

LIST_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|(?P<number>\d{1,9})(?P<dot>[.)]))(?P<gap>[ \t]+)(?P<text>.*)")
QUOTE = re.compile(r"(?P<mark>(?:> ?)+)(?P<text>.*)")
HEADING = re.compile(r"(?P<mark>#{1,6})[ \t]+")
INDENT = "    "
"""One level of a nested list: Markdown's own measure."""


@contextmanager
def one_step(cursor: QTextCursor) -> Iterator[None]:
    """Everything inside is one step of undo."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def toggle_around(cursor: QTextCursor, mark: str) -> QTextCursor:
    """Put `mark` around the selection or the word under the cursor, or take it away; the cursor to go on with.

    Blanks at the ends of a selection stay outside: `** word**` would not be bold. A selection over several lines is
    wrapped line by line, since no inline mark reaches across paragraphs.
    """
    if cursor.hasSelection():
        return _wrap(cursor, mark)
    word = QTextCursor(cursor)
    word.select(QTextCursor.SelectionType.WordUnderCursor)
    if not word.selectedText().strip():
        return _empty_pair(cursor, mark)
    _wrap(word, mark)
    return QTextCursor(cursor)  # Qt moved it along with its letters


def _empty_pair(cursor: QTextCursor, mark: str) -> QTextCursor:
    made = QTextCursor(cursor)
    made.insertText(mark + mark)
    made.setPosition(made.position() - len(mark))
    return made


def _wrap(cursor: QTextCursor, mark: str) -> QTextCursor:
    document = cursor.document()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    shift = growth = 0
    with one_step(cursor):
        for block in reversed(list(_blocks(document, start, end))):
            first = max(start, block.position())
            last = min(end, block.position() + block.length() - 1)
            shift, grown = _wrap_span(document, first, last, mark)
            growth += grown
    made = QTextCursor(cursor)
    made.setPosition(start + shift)
    made.setPosition(end + shift + growth, QTextCursor.MoveMode.KeepAnchor)
    return made


def _wrap_span(document: QTextDocument, first: int, last: int, mark: str) -> tuple[int, int]:
    """Wrap or unwrap within one line; by how much the words moved, and how much longer the span became."""
    text = _between(document, first, last)
    first += len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return 0, 0
    last = first + units(text)
    size = len(mark)
    cursor = QTextCursor(document)
    if _is_marked(text, mark):
        _replace(cursor, last - size, last, "")
        _replace(cursor, first, first + size, "")
        return 0, -2 * size
    runs = _run(_between(document, first - 3, first)[::-1], mark), _run(_between(document, last, last + 3), mark)
    if min(runs) in (size, 3):
        _replace(cursor, last, last + size, "")
        _replace(cursor, first - size, first, "")
        return -size, 0
    _replace(cursor, last, last, mark)
    _replace(cursor, first, first, mark)
    return 0, 2 * size


def _is_marked(text: str, mark: str) -> bool:
    # "**bold**" is not italic although it begins and ends with "*"; "***both***" is.
    runs = _run(text, mark), _run(text[::-1], mark)
    return min(runs) in (len(mark), 3) and len(text) > 2 * min(runs)


def _run(text: str, mark: str) -> int:
    return len(text) - len(text.lstrip(mark[0]))


def insert_link(cursor: QTextCursor, address: str) -> QTextCursor:
    """Make the selection a link to `address`, or leave the cursor where one is still missing."""
    words = cursor.selectedText()
    if _looks_like_address(words) and not address:
        words, address = "", words
    made = QTextCursor(cursor)
    start = made.selectionStart()
    made.insertText(f"[{words}]({address})")
    if not words:
        made.setPosition(start + 1)
    elif not address:
        made.setPosition(made.position() - 1)
    return made


def _looks_like_address(text: str) -> bool:
    return re.fullmatch(r"https?://\S+", text) is not None


def address_in(text: str) -> str:
    """The web address that the whole text is, or ""."""
    text = text.strip()
    return text if _looks_like_address(text) else ""


def cycle_heading(cursor: QTextCursor) -> None:
    """Paragraph, heading 2, heading 3, paragraph again; heading 1 is the article's title."""

    def next_level(line: str) -> str:
        found = HEADING.match(line)
        rest = line[found.end() :] if found else line
        level = len(found["mark"]) if found else 1
        return f"{'#' * (level + 1)} {rest}" if level < 3 else rest

    _change_lines(cursor, next_level)


def toggle_list(cursor: QTextCursor) -> None:
    """Make the lines items of a list, or plain lines again where all are items."""
    lines = [line for line in _lines(cursor) if line.strip()]
    if lines and all(LIST_ITEM.fullmatch(line) for line in lines):
        _change_lines(cursor, lambda line: found["text"] if (found := LIST_ITEM.fullmatch(line)) else line)
    else:
        _change_lines(cursor, lambda line: line if LIST_ITEM.fullmatch(line) else f"- {line}", blank=len(lines) == 0)


def toggle_quote(cursor: QTextCursor) -> None:
    """Make the lines a quotation, or plain lines again where all are quoted."""
    lines = _lines(cursor)
    if all(QUOTE.fullmatch(line) for line in lines):
        _change_lines(cursor, lambda line: found["text"] if (found := QUOTE.fullmatch(line)) else line, blank=True)
    else:
        # Blank lines between quoted paragraphs are quoted too, or they would be two quotations.
        _change_lines(cursor, lambda line: f"> {line}" if line.strip() else ">", blank=True)


def insert_block(cursor: QTextCursor, text: str, select: str = "") -> QTextCursor:
    """Put `text` between blank lines after the cursor's line, or there where it is blank; `select` becomes selected."""
    made = QTextCursor(cursor)
    made.clearSelection()
    with one_step(made):
        made.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = made.block().text().strip()
        previous = made.block().previous()
        if before:
            made.insertText("\n\n")
        elif previous.isValid() and previous.text().strip():
            made.insertText("\n")
        start = made.position()
        made.insertText(text)
        following = made.block().next()
        if not following.isValid() or following.text().strip():
            made.insertText("\n")
            end = made.position() - 1
        else:
            end = made.position()
    made.setPosition(end)
    if select:
        offset = units(text[: text.index(select)])
        made.setPosition(start + offset)
        made.setPosition(start + offset + units(select), QTextCursor.MoveMode.KeepAnchor)
    return made


def new_line(cursor: QTextCursor) -> bool:
    """What Enter does inside a list or quotation: the next item, or out of it after an empty one. False elsewhere."""
    if cursor.hasSelection():
        return False
    line = cursor.block().text()
    before = line[: _characters(line, cursor.positionInBlock())]
    item, quote = LIST_ITEM.fullmatch(line), QUOTE.fullmatch(line)
    found = item or quote
    if not found or len(before) < len(line) - len(found["text"]):
        return False
    with one_step(cursor):
        if not found["text"].strip():
            _end_of_list(cursor, item["indent"] if item else "")
        else:
            cursor.insertText("\n" + (_next_item(item) if item else found["mark"]))
    return True


def _next_item(item: re.Match[str]) -> str:
    mark = item["mark"]
    if item["number"]:
        mark = f"{int(item['number']) + 1}{item['dot']}"
    box = "[ ] " if re.match(r"\[[ xX]\] ", item["text"]) else ""
    return f"{item['indent']}{mark}{item['gap']}{box}"


def _end_of_list(cursor: QTextCursor, indent: str) -> None:
    outer = indent[: -len(INDENT)] if len(indent) >= len(INDENT) else ""
    previous = cursor.block().previous().text() if indent else ""
    found = LIST_ITEM.fullmatch(previous)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(f"{outer}{found['mark']}{found['gap']}" if indent and found else "")


def shift_lines(cursor: QTextCursor, *, outwards: bool) -> bool:
    """Tab and Shift+Tab on items of a list; False where no line is one, and nothing was changed."""
    lines = _lines(cursor)
    if not any(LIST_ITEM.fullmatch(line) for line in lines):
        return False
    if outwards:
        _change_lines(cursor, lambda line: re.sub(r"^(?: {1,4}|\t)", "", line))
    else:
        _change_lines(cursor, lambda line: INDENT + line)
    return True


# Lines ------------------------------------------------------------------------------------------------------------


def _blocks(document: QTextDocument, start: int, end: int) -> Iterator[QTextBlock]:
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        yield block
        block = block.next()


def _lines(cursor: QTextCursor) -> list[str]:
    return [block.text() for block in _selected_blocks(cursor)]


def _selected_blocks(cursor: QTextCursor) -> list[QTextBlock]:
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    blocks = list(_blocks(cursor.document(), start, end))
    # A selection that ends before the first letter of a line does not mean that line.
    return blocks[:-1] if len(blocks) > 1 and blocks[-1].position() == end else blocks


def _change_lines(cursor: QTextCursor, change: Callable[[str], str], *, blank: bool = False) -> None:
    """Rewrite the selected lines; blank ones among several are left alone unless `blank`."""
    blocks = _selected_blocks(cursor)
    edit = QTextCursor(cursor)
    with one_step(edit):
        for block in blocks:
            line = block.text()
            if line.strip() or blank or len(blocks) == 1:
                _rewrite(edit, block, line, change(line))


def _rewrite(edit: QTextCursor, block: QTextBlock, old: str, new: str) -> None:
    """Replace only what differs, so that cursors within the line stay at their letters."""
    tail = 0
    while tail < min(len(old), len(new)) and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    start = block.position()
    _replace(edit, start, start + units(old[: len(old) - tail]), new[: len(new) - tail])


def _replace(cursor: QTextCursor, first: int, last: int, text: str) -> None:
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)


def _between(document: QTextDocument, first: int, last: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(max(first, 0))
    cursor.setPosition(min(last, document.characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def units(text: str) -> int:
    """How many places Qt counts for a text."""
    return len(text) + sum(ord(letter) > 0xFFFF for letter in text)


def _characters(text: str, units: int) -> int:
    seen = 0
    for number, letter in enumerate(text):
        if seen >= units:
            return number
        seen += 2 if ord(letter) > 0xFFFF else 1
    return len(text)
