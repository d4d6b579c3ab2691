"""`?`: every key that works here, in groups; a field finds one by what it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.places import PLACE_KEYS
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.fields import SearchField
from bkddesk.ui.widgets.label import KeyCap, Label, SectionTitle
from bkddesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from bkddesk.ui.main_window import MainWindow

_Take = Callable[..., "list[_Entry]"]
_KEYS_WIDTH = 80
_SEARCH_WIDTH = 220


@dataclass(frozen=True, slots=True)
class _Entry:
    """Keys, and what they do."""

    keys: tuple[str, ...]
    text: str


class KeySheet(Sheet):
    """All commands with keys, in columns; Esc leaves."""

    def __init__(self, window: MainWindow) -> None:
        """Lists what the window can do now."""
        super().__init__(window, tr("Keyboard shortcuts"), ground="surface")
        self._groups = _groups(window.commands())
        self._search = SearchField(tr("Find a shortcut"))
        self._search.setObjectName("key-search")
        theme.dress(self._search, width=_SEARCH_WIDTH)
        self._search.textChanged.connect(self._show)
        self.head.addWidget(self._search)
        self.head.addWidget(KeyCap("Esc"))
        self._shown: QWidget | None = None
        self._show("")
        self.set_foot_text(
            tr("Single letters do nothing while you type, while a key is held, or while a word is composed.")
        )
        self._search.setFocus()

    def _show(self, typed: str) -> None:
        words = typed.casefold().split()
        groups = [
            (title, fitting)
            for title, entries in self._groups
            if (fitting := [entry for entry in entries if all(word in entry.text.casefold() for word in words)])
        ]
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = _columns(groups, self._column_count())
        self.body.addWidget(self._shown)

    def _column_count(self) -> int:
        effective = self._main_width() * 100 // theme.current().text_size
        return 3 if effective >= Size.SHEET else 2 if effective >= Size.FOCUS_COLUMN else 1

    def _main_width(self) -> int:
        parent = self.parentWidget()
        return parent.width() if parent is not None else theme.px(Size.SHEET)


def _columns(groups: Sequence[tuple[str, Sequence[_Entry]]], count: int) -> QWidget:
    """The groups in columns, in reading order, each column about as high as the others."""
    shown = QWidget()
    row = theme.hbox(shown, spacing=Space.XXL)
    bodies = [theme.vbox(None, spacing=Space.L) for _ in range(count)]
    total = sum(len(entries) + 2 for _, entries in groups)
    filled = 0
    for title, entries in groups:
        height = len(entries) + 2
        # A group goes where its middle falls.
        bodies[min(count - 1, (filled + height // 2) * count // max(total, 1))].addWidget(_group(title, entries))
        filled += height
    for body in bodies:
        body.addStretch(1)
        row.addLayout(body, 1)
    return shown


def _group(title: str, entries: Sequence[_Entry]) -> QWidget:
    box = QWidget()
    grid = theme.grid(box, across=Space.M, down=Space.S)
    grid.addWidget(SectionTitle(title), 0, 0, 1, 2)
    for row, entry in enumerate(entries, start=1):
        keys = theme.hbox(None, spacing=Space.XS)
        for key in entry.keys:
            keys.addWidget(KeyCap(key))
        keys.addStretch(1)
        grid.addLayout(keys, row, 0)
        grid.addWidget(Label(entry.text, "body", elide="right"), row, 1)
    grid.setColumnMinimumWidth(0, theme.px(_KEYS_WIDTH))
    grid.setColumnStretch(1, 1)
    return box


def _groups(commands: Sequence[Command]) -> list[tuple[str, list[_Entry]]]:
    """The keys of these commands by what they are for; a key that no group knows stands under the last title."""
    left = {command.name: command for command in commands if command.keys}
    here = {name.split(".")[0] for name in left}

    def take(*names: str) -> list[_Entry]:
        found = [left.pop(name) for name in names if name in left]
        return [_Entry(tuple(command.keys[:2]), _text(command)) for command in found]

    groups: list[tuple[str, list[_Entry]]] = []
    if "comment" in here:
        groups = _comment_groups(take, [name for name in left if name.endswith("_selected")])
    for family, title in (("editor", tr("Writing")), ("articles", tr("Articles")), ("outbox", tr("Outbox"))):
        groups.append((title, take(*[name for name in left if name.startswith(f"{family}.")])))
    places = take(*[f"place.{place.value}" for place in PLACE_KEYS])
    everywhere = take("help.palette", "file.new")
    if places:
        everywhere.append(_Entry(("Ctrl+1…8",), f"{places[0].text} … {places[-1].text}"))
    everywhere += take("sync.now", "pane.next", "pane.previous")
    groups.append((tr("Everywhere"), everywhere + take(*list(left))))
    return [(title, entries) for title, entries in groups if entries]


def _comment_groups(take: _Take, selected: Sequence[str]) -> list[tuple[str, list[_Entry]]]:
    def comment(*names: str) -> list[_Entry]:
        return take(*[f"comment.{name}" for name in names])

    stepping = comment("next", "previous")
    moving = [
        _Entry(tuple(entry.keys[0] for entry in stepping), tr("Next comment, the one before")),
        _Entry(("Down", "Up"), tr("the same as j and k")),
        *comment("select", "select_all"),
        _Entry(("Escape",), tr("Deselect; back to the list")),
    ]
    answering = [
        *comment("reply"),
        _Entry(("Ctrl+Return",), tr("Send the reply")),
        _Entry(("Ctrl+Shift+Return",), tr("Approve and reply")),
        *comment("quick_edit", "edit"),
    ]
    return [
        (tr("Deciding"), comment("approve", "hold", "spam", "trash", "restore", "undo")),
        (tr("All that are selected"), take(*selected)),
        (tr("Moving"), moving),
        (tr("Answering and editing"), answering),
        (tr("Finding and looking up"), comment("search", "context", "article")),
    ]


def _text(command: Command) -> str:
    return command.text.replace("…", "")
