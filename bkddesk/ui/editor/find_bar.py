"""Find and replace in the text. Matches are marked where they stand; nothing is changed before a button says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from bkddesk.language import ntr, tr
from bkddesk.ui import theme
from bkddesk.ui.editor.formatting import one_step
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button, IconButton
from bkddesk.ui.widgets.fields import Field
from bkddesk.ui.widgets.label import Label

_MOST_MARKED = 1000


class FindBar(QWidget):
    """Hidden until Ctrl+F; Esc gives the text back."""

    marks_changed = Signal(list)
    """`QTextEdit.ExtraSelection`s for the matches."""

    def __init__(self, edit: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._words = Field(tr("Find in the text"), icon="search")
        self._words.setObjectName("find-words")
        self._with = Field(tr("Replace with"))
        self._with.setObjectName("find-with")
        self._count = Label("", "caption", "text2")
        row = theme.hbox(self, margins=(Space.S, 0, Space.S, Size.LINE), spacing=Space.XS)
        row.addWidget(self._words, 2)
        row.addWidget(self._count)
        row.addWidget(self._icon("up", tr("Previous match"), "Shift+Return", lambda: self.seek(backwards=True)))
        row.addWidget(self._icon("down", tr("Next match"), "Return", self.seek))
        row.addWidget(self._with, 2)
        self._replace = Button(tr("Replace"))
        self._replace_all = Button(tr("Replace all"))
        row.addWidget(self._replace)
        row.addWidget(self._replace_all)
        row.addWidget(self._icon("close", tr("Close"), "Escape", self.close_bar))
        theme.dress(self, fill="window", height=Size.BAR)
        self._later = QTimer(self, singleShot=True, interval=150)
        self._later.timeout.connect(self._mark)
        self._words.textChanged.connect(self._later.start)
        self._replace.clicked.connect(self.replace_one)
        self._replace_all.clicked.connect(self.replace_all)
        edit.textChanged.connect(self._text_changed)
        self.hide()

    def _icon(self, name: str, text: str, key: str, then: Callable[..., object]) -> IconButton:
        button = IconButton(name, text, key)
        button.clicked.connect(then)
        return button

    def open_bar(self) -> None:
        """Show it with the selected words."""
        words = self._edit.textCursor().selectedText()
        if words and "\u2029" not in words:
            self._words.setText(words)
        self.set_writable(not self._edit.isReadOnly())
        self.show()
        self._words.setFocus()
        self._words.selectAll()
        self._mark()

    def set_writable(self, writable: bool) -> None:
        """Whether replacing is possible."""
        for widget in (self._with, self._replace, self._replace_all):
            widget.setVisible(writable)

    def close_bar(self) -> None:
        """Hide it; the text has the focus again, at the last match."""
        self.hide()
        self.marks_changed.emit([])
        self._edit.setFocus()

    def seek(self, *_checked: object, backwards: bool = False) -> bool:
        """Select the next match, around the end if need be."""
        words = self._words.text()
        if not words:
            return False
        flags = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
        cursor = self._edit.textCursor()
        found = self._edit.document().find(words, cursor, flags)
        if found.isNull():
            edge = QTextCursor(self._edit.document())
            edge.movePosition(QTextCursor.MoveOperation.End if backwards else QTextCursor.MoveOperation.Start)
            found = self._edit.document().find(words, edge, flags)
        if found.isNull():
            return False
        self._edit.setTextCursor(found)
        self._edit.centerCursor()
        self._mark()
        return True

    def replace_one(self) -> None:
        """Replace the match that is selected, then select the next."""
        cursor = self._edit.textCursor()
        if cursor.selectedText().casefold() == self._words.text().casefold() and cursor.hasSelection():
            cursor.insertText(self._with.text())
        self.seek()

    def replace_all(self) -> None:
        """Replace every match, as one step of undo."""
        edit = QTextCursor(self._edit.document())
        with one_step(edit):
            for found in reversed(self._matches()):
                edit.setPosition(found.selectionStart())
                edit.setPosition(found.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
                edit.insertText(self._with.text())
        self._mark()

    def _matches(self, most: int = 1_000_000) -> list[QTextCursor]:
        words, document = self._words.text(), self._edit.document()
        matches: list[QTextCursor] = []
        cursor = document.find(words, 0) if words else QTextCursor()
        while not cursor.isNull() and len(matches) < most:
            matches.append(cursor)
            cursor = document.find(words, cursor)
        return matches

    def _text_changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def _mark(self) -> None:
        if not self.isVisible():
            return
        matches = self._matches(_MOST_MARKED)
        look = QTextCharFormat()
        look.setBackground(QColor(theme.colour("mark")))
        look.setForeground(QColor(theme.colour("mark-text")))
        marks = []
        for cursor in matches:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.marks_changed.emit(marks)
        here = self._edit.textCursor().selectionStart()
        place = next((n for n, found in enumerate(matches, 1) if found.selectionStart() == here), 0)
        if not self._words.text():
            self._count.setText("")
        elif place:
            self._count.setText(tr("{place} of {count}", place=place, count=len(matches)))
        else:
            self._count.setText(ntr("{n} match", "{n} matches", len(matches)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Shift+Enter search, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._with.hasFocus():
                self.replace_one()
            else:
                self.seek(backwards=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
