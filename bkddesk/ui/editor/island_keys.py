"""Keys on and beside an island: it stays whole, nothing is typed into it, and deleting it is asked about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from bkddesk.ui.editor.formatting import one_step
from bkddesk.ui.editor.islands import is_island, placeholder_in

_DELETES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def handle(edit: QPlainTextEdit, event: QKeyEvent, ask: Callable[[str], None]) -> bool:
    """Whether the key was meant for an island; `ask` is called with the placeholder that is to be deleted."""
    cursor = edit.textCursor()
    if edit.isReadOnly() or cursor.hasSelection():
        return False
    if not is_island(cursor.block()):
        return event.key() in _DELETES and _would_join(event.key(), cursor)
    if event.key() in _DELETES:
        ask(placeholder_in(cursor.block().text()))
        return True
    if event.key() in _ENTERS:
        edit.setTextCursor(_line_beside(cursor))
        return True
    return event.key() == Qt.Key.Key_Tab or (bool(event.text()) and event.text().isprintable())


def _line_beside(cursor: QTextCursor) -> QTextCursor:
    """A new line for a paragraph: above where the cursor stands at the island's beginning, else below."""
    above = cursor.atBlockStart()
    if not above:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.insertText("\n\n")
    if above:
        cursor.movePosition(QTextCursor.MoveOperation.Up, QTextCursor.MoveMode.MoveAnchor, 2)
    return cursor


def _would_join(key: int, cursor: QTextCursor) -> bool:
    """Whether the deletion would join a line that holds something with an island."""
    block = cursor.block()
    backwards = key == Qt.Key.Key_Backspace
    other = block.previous() if backwards else block.next()
    at_edge = cursor.atBlockStart() if backwards else cursor.atBlockEnd()
    return at_edge and other.isValid() and is_island(other) and bool(block.text().strip())


def delete(edit: QPlainTextEdit, placeholder: str) -> None:
    """Take the island under the cursor away, with the blank line that held it apart."""
    cursor = edit.textCursor()
    if placeholder_in(cursor.block().text()) != placeholder:
        return
    with one_step(cursor):
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        following = cursor.block().next()
        if following.isValid() and not following.text().strip():
            cursor.deleteChar()
            cursor.deleteChar()
    edit.setTextCursor(cursor)
