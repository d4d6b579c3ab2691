"""Keeps what is typed: within a second, at every pause, and whenever asked. Knows the Desk, no widget.

A save is one short durable write on the main thread. It is made in the pause after a key, where nobody waits for the
next glyph, and during steady typing at the latest 700 ms after the first unsaved key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from bkddesk.desk import Desk
from bkddesk.model.article import Draft
from bkddesk.model.errors import StoreFullError
from bkddesk.model.reconcile import TYPED, reconcile

PAUSE_MS = 250
DEADLINE_MS = 700
RETRY_MS = 2000


class Saved(Enum):
    """Where the text stands."""

    STORED = "stored"
    TYPING = "typing"
    """Something is typed that is not stored yet, or was stored a moment ago and typing goes on."""
    FAILED = "failed"
    """It could not be stored; it stays on screen and is tried again."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the bar shows. `at` is UTC, when the draft was last stored; `error` is what stood in the way."""

    saved: Saved
    at: str = ""
    error: StoreFullError | None = None


class Autosave(QObject):
    """Holds the open draft as it is stored, and brings what is typed there."""

    state_changed = Signal(object)
    """A `SaveState`."""
    received = Signal(object)
    """A `Draft`: something else changed the stored one; this is what the editor is to show now."""

    def __init__(self, desk: Desk, collect: Callable[[Draft], Draft], parent: QObject | None = None) -> None:
        """`collect` answers the draft given to it with what the widgets hold now."""
        super().__init__(parent)
        self._desk = desk
        self._collect = collect
        self._dirty = False
        self._saving = False
        self.stored: Draft | None = None
        """As it was last read or written; None while no draft is open."""
        self.state = SaveState(Saved.STORED)
        self._pause = self._timer(PAUSE_MS, self._save_in_pause)
        self._deadline = self._timer(DEADLINE_MS, self._save_while_typing)
        self._retry = self._timer(RETRY_MS, self.flush)

    def _timer(self, milliseconds: int, then: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not stored."""
        return self._dirty

    def begin(self, draft: Draft | None) -> None:
        """This draft is open now, as stored. What was typed into the one before must have been flushed."""
        self._settle()
        self.stored = draft
        self._show(SaveState(Saved.STORED, draft.modified if draft else ""))

    def touch(self) -> None:
        """Something was typed."""
        if self.stored is None or self.stored.read_only:
            return
        if not self._dirty:
            self._dirty = True
            self._deadline.start()
            if self.state.saved is Saved.STORED:
                self._show(replace(self.state, saved=Saved.TYPING))
        self._pause.start()

    def current(self) -> Draft | None:
        """The open draft with what is typed now."""
        return self._collect(self.stored) if self.stored is not None else None

    def flush(self, cause: str = "autosave") -> bool:
        """Store what is typed now; False where it could not be stored. `cause` "saved" also marks it in the history."""
        if self.stored is None or self.stored.read_only or (not self._dirty and cause == "autosave"):
            return True
        return self._store(self.stored, cause, Saved.STORED)

    def _store(self, seen: Draft, cause: str, then: Saved) -> bool:
        typed = self._collect(seen)
        self._saving = True
        try:
            stored = self._desk.save_draft(typed, cause=cause, seen=seen)
        except StoreFullError as error:
            self._settle(dirty=True)
            self._retry.start()
            self._show(SaveState(Saved.FAILED, self.state.at, error))
            return False
        finally:
            self._saving = False
        self.stored = stored
        self._settle()
        self._show(SaveState(then, stored.modified))
        if _differ(stored, typed):
            self.received.emit(stored)
        return True

    def refresh(self) -> None:
        """Read the stored draft again: a sync or another screen may have changed it."""
        if self.stored is None or self._saving:
            return
        found = self._desk.draft(self.stored.id)
        if found == self.stored:
            return
        wanted = reconcile(self.stored, self._collect(self.stored), found)
        self.stored = found
        self.received.emit(wanted)
        if _differ(found, wanted):
            self.touch()
        elif not self._dirty:
            self._show(SaveState(Saved.STORED, found.modified))

    def _save_in_pause(self) -> None:
        if self._dirty:
            self.flush()
        elif self.stored is not None:
            self._show(SaveState(Saved.STORED, self.stored.modified))

    def _save_while_typing(self) -> None:
        # The pause has not come yet: typing goes on, and the bar does not blink between two words.
        if self.stored is not None and self._store(self.stored, "autosave", Saved.TYPING):
            self._pause.start()

    def _settle(self, *, dirty: bool = False) -> None:
        self._dirty = dirty
        for timer in (self._pause, self._deadline, self._retry):
            timer.stop()

    def _show(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


def _differ(one: Draft, other: Draft) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in TYPED)
