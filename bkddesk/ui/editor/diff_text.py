"""Two texts compared word by word, as text with struck and underlined words. Knows no draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bkddesk.ui import theme

_PIECES = re.compile(r"\n|[^\S\n]+|\w+(?:[.,:/-]\w+)*|[^\w\s]")
_MOST_PIECES = 3000
"""Of one paragraph: beyond it the paragraph counts as wholly changed instead of being compared for seconds."""

Piece = tuple[str, str]
"""(text, "" or "ins" or "del")."""


def compare(old: str, new: str) -> list[Piece]:
    """What became of `old`: kept, deleted and inserted pieces in reading order.

    Lines are compared first, words only within lines that changed, so that a long text
    takes no longer than its changes.
    """
    before, after = old.splitlines(True), new.splitlines(True)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        pieces.extend([(come, "")] if tag == "equal" else _words(gone, come))
    return _joined(pieces)


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if not before or not after or len(before) + len(after) > _MOST_PIECES:
        yield old, "del"
        yield new, "ins"
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "".join(after[j1:j2]), ""
        else:
            yield "".join(before[i1:i2]), "del"
            yield "".join(after[j1:j2]), "ins"


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece, empty ones gone."""
    joined: list[Piece] = []
    for text, kind in pieces:
        if joined and joined[-1][1] == kind:
            joined[-1] = (joined[-1][0] + text, kind)
        elif text:
            joined.append((text, kind))
    return joined


class DiffView(QPlainTextEdit):
    """Read-only text with marked differences."""

    def __init__(self, *, font: str = "body", bare: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: list[Piece] = []
        self.setReadOnly(True)
        self.setProperty("bare" if bare else "boxed", True)
        theme.dress(self, font=font)
        theme.current().changed.connect(self._show)

    def show_pieces(self, pieces: list[Piece]) -> None:
        """Show these pieces."""
        self._pieces = pieces
        self._show()

    def _show(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for text, kind in self._pieces:
            cursor.insertText(text, piece_format(kind))
        self.moveCursor(QTextCursor.MoveOperation.Start)


def piece_format(kind: str) -> QTextCharFormat:
    """Inserted: underlined on its tint; deleted: struck on its tint."""
    look = QTextCharFormat()
    look.setForeground(QColor(theme.colour("text")))
    if kind == "ins":
        look.setBackground(QColor(theme.colour("ok-tint")))
        look.setFontUnderline(True)
        look.setUnderlineColor(QColor(theme.colour("ok")))
    elif kind == "del":
        look.setBackground(QColor(theme.colour("danger-tint")))
        look.setFontStrikeOut(True)
    return look
