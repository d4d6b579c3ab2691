"""`?`: every key that works here, by menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.theme import Space
from bkddesk.ui.widgets.label import KeyCap, Label, SectionTitle
from bkddesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from bkddesk.ui.main_window import MainWindow

_COLUMNS = 3
_KEYS_WIDTH = 84


class KeySheet(Sheet):
    """All commands with keys, in three columns; Esc leaves."""

    def __init__(self, window: MainWindow) -> None:
        """Lists what the window can do now."""
        super().__init__(window, tr("Keyboard shortcuts"), note=tr("Esc closes"), ground="surface")
        groups = [(title, keyed) for title, menu in _groups() if (keyed := _keyed(window, menu))]
        columns = theme.hbox(None, spacing=Space.XXL)
        heights = [0] * _COLUMNS
        bodies = [theme.vbox(None, spacing=Space.S) for _ in range(_COLUMNS)]
        for title, commands in groups:
            shortest = heights.index(min(heights))
            bodies[shortest].addWidget(_group(title, commands))
            heights[shortest] += len(commands) + 2
        for body in bodies:
            body.addStretch(1)
            columns.addLayout(body, 1)
        self.body.addLayout(columns)
        self.set_foot_text(
            tr("Single letters do nothing while you type, while a key is held, or while a word is composed.")
        )


def _groups() -> list[tuple[str, str]]:
    return [
        (tr("Comments"), "comment"), (tr("Articles"), "article"), (tr("Edit"), "edit"), (tr("View"), "view"),
        (tr("File"), "file"), (tr("Site"), "site"), (tr("Help"), "help"),
    ]  # fmt: skip


def _keyed(window: MainWindow, menu: str) -> list[Command]:
    return [command for command in window.commands() if command.menu == menu and command.keys]


def _group(title: str, commands: list[Command]) -> QWidget:
    box = QWidget()
    grid = theme.grid(box, across=Space.M, down=Space.XS)
    grid.addWidget(SectionTitle(title), 0, 0, 1, 2)
    for row, command in enumerate(commands, start=1):
        keys = theme.hbox(None, spacing=Space.XS)
        for key in command.keys[:2]:
            keys.addWidget(KeyCap(key))
        keys.addStretch(1)
        grid.addLayout(keys, row, 0)
        grid.addWidget(Label(command.text.replace("…", ""), "body", elide="right"), row, 1)
    grid.setColumnMinimumWidth(0, theme.px(_KEYS_WIDTH))
    grid.setColumnStretch(1, 1)
    return box
