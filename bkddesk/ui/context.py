"""What every screen is given: the Desk, one signal that says what changed, and what only the window can do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from bkddesk.desk import Desk
from bkddesk.model.changes import Changes
from bkddesk.ui.commands import Command

_GATHER_MS = 120


class Place(StrEnum):
    """The places of the sidebar, in its order. `places.PLACE_KEYS` opens them."""

    PENDING = "comments.hold"
    APPROVED = "comments.approved"
    SPAM = "comments.spam"
    TRASH = "comments.trash"
    DRAFTS = "articles.draft"
    PENDING_REVIEW = "articles.pending"
    SCHEDULED = "articles.future"
    PUBLISHED = "articles.publish"
    OUTBOX = "outbox"


class Bridge(QObject):
    """Carries `changed` to the main thread, from whichever thread a change was made on."""

    changed = Signal(object)
    """A `Changes`. What a person did is told at once; what a sync changes is gathered, or 500 sent decisions would
    have every screen read and drawn 500 times."""
    _gathering = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home = threading.get_ident()
        self._lock = threading.Lock()
        self._gathered = Changes.NONE
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_GATHER_MS)
        self._soon.timeout.connect(self._tell)
        self._gathering.connect(self._soon.start, Qt.ConnectionType.QueuedConnection)

    def announce(self, changes: Changes) -> None:
        """Tell every screen what to read again."""
        if threading.get_ident() == self._home:
            self.changed.emit(changes)
            return
        with self._lock:
            first = not self._gathered
            self._gathered |= changes
        if first:
            self._gathering.emit()

    def _tell(self) -> None:
        with self._lock:
            gathered, self._gathered = self._gathered, Changes.NONE
        self.changed.emit(gathered)


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to each page when it is built."""

    desk: Desk
    bridge: Bridge
    navigate: Callable[[Place], None]
    """Open a place of the sidebar."""
    open_draft: Callable[[int], None]
    """Open a draft in the editor."""
    open_article: Callable[[int], None]
    """Open an article of the site in the editor (a draft of it, or read-only)."""
    sync_now: Callable[[], None]
    open_url: Callable[[str], None]
    """Open an address in the person's own browser (the site's pages only)."""
    say: Callable[[str], None]
    """Announce a short sentence: status bar and screen reader."""
    show_error: Callable[[Exception], None]
    """Show an error in its three parts."""
    run_in_background: Callable[[Callable[[], object], Callable[[object], None]], None]
    """Run work off the main thread; its result (or a DeskError) is handed over on the main thread."""


class Page(Protocol):
    """A screen in the middle of the window."""

    def widget(self) -> QWidget:
        """The page's widget."""

    def open_place(self, place: Place) -> None:
        """Show this place's content."""

    def window_title(self) -> str:
        """What stands before the site's name in the window's title."""

    def commands(self) -> Sequence[Command]:
        """What can be done here; read again whenever the page becomes current."""

    def hints(self) -> Sequence[tuple[str, str]]:
        """(key, word) pairs for the right of the status bar, three or four."""

    def set_effective_width(self, width: int) -> None:
        """The window's width divided by the text size: choose which panes show (1280, 1024, 820)."""

    def may_close(self) -> bool:
        """Save what is typed; False only where it could not be saved."""
