"""Buttons that carry commands, and the bar of one comment: decisions, reply, edit, "…", where in the list it stands."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.widgets.button import Button, IconButton, Kind
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.pane_bar import PaneBar


class CommandButton(Button):
    """A button for whichever command it is given."""

    def __init__(self, kind: Kind = "normal", parent: QWidget | None = None) -> None:
        super().__init__(kind=kind, parent=parent)
        self._command: Command | None = None
        self.clicked.connect(self._run)

    def carry(self, command: Command, words: str = "") -> None:
        """Be the button for this command; `words` instead of its text."""
        self._command = command
        self.setObjectName(command.name)
        self.setText(words or command.text)
        self.set_icon(command.icon)
        self.set_key(command.keys[0] if command.keys else "")
        self.refresh()

    def refresh(self) -> None:
        """Ask again whether the command can run, and say why not."""
        if self._command is not None:
            why = self._command.why_not()
            self.setEnabled(not why)
            self.setToolTip(html.escape(why))

    def _run(self) -> None:
        if self._command is not None and not self._command.why_not():
            self._command.run()


class ActionBar(PaneBar):
    """The bar over one comment."""

    stepped = Signal(int)
    back_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("action-bar")
        self._back = IconButton("left", tr("Back to the list"), key="Escape")
        self._back.clicked.connect(self.back_pressed)
        self._back.hide()
        self.add_left(self._back)
        self._place_left = Label("", "pane_title")
        self._place_left.hide()
        # Where it shows, it takes all the room that is left: the buttons stand at the right.
        self.add_left(self._place_left, 100)
        self.main = [CommandButton() for _ in range(3)]
        self.quiet = [CommandButton("quiet") for _ in range(2)]
        for button in (*self.main, *self.quiet):
            self.add(button)
        self._place = Label("", "caption", "text2")
        self.add_end(self._place)
        self._up = IconButton("up", tr("Previous comment"), key="k")
        self._down = IconButton("down", tr("Next comment"), key="j")
        self._up.clicked.connect(lambda: self.stepped.emit(-1))
        self._down.clicked.connect(lambda: self.stepped.emit(1))
        self.add_end(self._up)
        self.add_end(self._down)
        self._listed: list[tuple[QAction, Command]] = []
        self.more.aboutToShow.connect(self._refresh_listed)
        self.show_more()

    def carry(self, main: Sequence[Command], quiet: Sequence[Command], more: Sequence[Command]) -> None:
        """Show these commands: three decisions, reply and edit, and the rest in "…"."""
        for button, command in zip((*self.main, *self.quiet), (*main, *quiet), strict=True):
            button.carry(command)
        self.more.clear()
        self._listed.clear()
        for command in more:
            action = self.more.addAction(theme.icon(command.icon), command.text) if command.icon else None
            action = action or self.more.addAction(command.text)
            if command.keys:
                # Shown only: the page's own keys work where nobody is typing.
                action.setText(f"{command.text}\t{theme.key_text(command.keys[0])}")
            action.triggered.connect(command.run)
            self._listed.append((action, command))

    def refresh(self) -> None:
        """The comment has changed: what can be done with it?"""
        for button in (*self.main, *self.quiet):
            button.refresh()

    def _refresh_listed(self) -> None:
        for action, command in self._listed:
            action.setEnabled(not command.why_not())

    def set_place(self, words: str, *, first: bool, last: bool) -> None:
        """Where the comment stands: "1 of 313"."""
        for label in (self._place, self._place_left):
            label.setText(words)
        self._up.setEnabled(not first)
        self._down.setEnabled(not last)

    def set_alone(self, alone: bool) -> None:
        """Whether the pane stands alone in a narrow window: then there is a way back to the list."""
        self._back.setVisible(alone)
        self._place_left.setVisible(alone)
        for widget in (self._place, self._up, self._down):
            widget.setVisible(not alone)
