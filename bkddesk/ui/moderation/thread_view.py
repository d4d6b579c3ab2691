"""The comments around one comment: those it answers above it, the answers to it below. Plain text, in short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space
from bkddesk.ui.widgets.label import Label, SectionTitle


class Entry(NamedTuple):
    """One comment of a thread in short."""

    name: str
    when: str
    text: str
    note: str = ""
    """What stands of it: waiting, held, spam."""
    note_role: Role = "text2"


class _Entry(QWidget):
    """Name and time, then the text; a bar at the left says that it belongs to another comment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = Label("", "body-strong", elide="right")
        self._note = Label("", "caption-medium")
        self._when = Label("", "caption", "text2")
        self._text = Label("", "body", "text2", wrap=True)
        column = theme.vbox(self, margins=(Space.M, Space.XS, 0, Space.XS), spacing=Size.RING)
        head = theme.hbox(spacing=Space.S)
        head.addWidget(self._name, 1)
        head.addWidget(self._note)
        head.addWidget(self._when)
        column.addLayout(head)
        column.addWidget(self._text)

    def show_entry(self, entry: Entry) -> None:
        self._name.setText(entry.name)
        self._when.setText(entry.when)
        self._when.setVisible(bool(entry.when))
        self._text.setText(entry.text)
        self._note.setText(entry.note)
        self._note.setVisible(bool(entry.note))
        self._note.set_colour(entry.note_role)
        self.setAccessibleName(", ".join(part for part in entry[:4] if part))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        QPainter(self).fillRect(0, 0, theme.px(Size.RING), self.height(), theme.colour("line"))


class ThreadView(QWidget):
    """A title and some entries; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = SectionTitle()
        self._entries: list[_Entry] = []
        self._column = theme.vbox(self, spacing=Space.S)
        self._column.addWidget(self._title)
        self.hide()

    def show_entries(self, title: str, entries: Sequence[Entry]) -> None:
        """Show these under a title."""
        while len(self._entries) < len(entries):
            widget = _Entry(self)
            self._entries.append(widget)
            self._column.addWidget(widget)
        for place, widget in enumerate(self._entries):
            widget.setVisible(place < len(entries))
            if place < len(entries):
                widget.show_entry(entries[place])
        self._title.setText(title)
        self.setVisible(bool(entries))
