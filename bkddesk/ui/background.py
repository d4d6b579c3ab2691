"""The worker: one thread that synchronises, and a small pool for short jobs. Results return to the main thread.

Knows when to try again; what to send, and what an error means for it, is the engine's business.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from bkddesk.desk import Desk
from bkddesk.model.changes import Changes
from bkddesk.model.clock import Clock
from bkddesk.model.errors import DeskError, NetworkTroubleError, SignInNeededError, UnauthorizedError
from bkddesk.model.outbox import Progress, SyncReport

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger(__name__)

AFTER_A_CHANGE = timedelta(seconds=2)
"""How long after the last decision it is sent: most second thoughts come at once."""
REGULARLY = timedelta(minutes=5)
_FIRST_RETRY = timedelta(seconds=5)
_LONGEST_RETRY = timedelta(minutes=5)


class Connection(Enum):
    """How things stand between this computer and the site."""

    UNKNOWN = auto()
    ONLINE = auto()
    SYNCING = auto()
    OFFLINE = auto()
    SIGN_IN_NEEDED = auto()
    TROUBLE = auto()
    """The site answers, but with something nobody expects: see the error."""
    PAUSED = auto()
    """The person asked for a pause; nothing is read or sent until `sync_now`."""


@dataclass(frozen=True, slots=True)
class State:
    """What the status bar shows."""

    connection: Connection = Connection.UNKNOWN
    since: datetime | None = None
    """When it came to be so."""
    progress: Progress | None = None
    error: DeskError | None = None
    retry_at: datetime | None = None
    held: bool = False
    """Sending is held back by the person; the site is still read."""


class Worker(QObject):
    """Synchronises one Desk until it is stopped."""

    changed = Signal(object)
    """A `State`; emitted on the worker's thread, so received on the main one through the event loop."""
    finished = Signal(object)
    """The `SyncReport` of a pass that came to its end."""

    def __init__(self, desk: Desk, clock: Clock, parent: QObject | None = None, *, held: bool = False) -> None:
        """Does nothing until `start`. `held`: sending is held back from the beginning."""
        super().__init__(parent)
        self._desk = desk
        self._clock = clock
        self._wake = threading.Condition()
        self._due: datetime | None = clock()
        self._full = False
        self._stopping = False
        self._paused = False
        self._told_of_bug = False
        self._failures = 0
        self._state = State(held=held)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    @property
    def state(self) -> State:
        """How things stand."""
        return self._state

    def start(self) -> None:
        """Begin, with a first pass at once."""
        self._thread.start()

    def stop(self) -> None:
        """End soon: a request under way is broken off, everything decided is already on disk."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def sync_now(self, *, full: bool = False) -> None:
        """A pass at once; ends a pause."""
        self._paused = False
        self._request(self._clock(), full=full)

    def network_is_back(self) -> None:
        """The computer has a network again: what could not be reached is tried at once."""
        if self._state.connection is Connection.OFFLINE:
            self._failures = 0
            self.sync_now()

    def pause(self) -> None:
        """Break off what is under way and rest until `sync_now`; what was fetched stays, and the next pass goes on."""
        self._paused = True
        self._show(replace(self._state, connection=Connection.PAUSED, since=self._clock(), error=None, retry_at=None))

    def on_change(self, changes: Changes) -> None:
        """Something was decided or written: send it soon. To be called on the main thread."""
        # Also told of what a pass itself sent; then nothing waits any more, and no further pass is made for it.
        if changes & Changes.OUTBOX and self._desk.outbox_counts().waiting:
            self._request(self._clock() + AFTER_A_CHANGE)

    def hold_sending(self, held: bool) -> None:
        """Keep the outbox back, or let it go."""
        self._show(replace(self._state, held=held))
        if not held:
            self.sync_now()

    def _request(self, at: datetime, *, full: bool = False) -> None:
        with self._wake:
            self._full = self._full or full
            self._due = at if self._due is None else min(at, self._due)
            self._wake.notify()

    # On the worker's thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        while self._wait_until_due():
            try:
                self._one_pass()
            except Exception as error:  # the worker's outer edge: the thread must outlive a bug
                log.exception("sync failed")
                self._tell_of_bug(error)
                self._show(State(Connection.TROUBLE, self._clock(), held=self._state.held))
                self._schedule(REGULARLY)

    def _tell_of_bug(self, error: Exception) -> None:
        if not self._told_of_bug:  # it may come again every few minutes
            self._told_of_bug = True
            told = (type(error), error, error.__traceback__, threading.current_thread())
            threading.excepthook(threading.ExceptHookArgs(told))

    def _wait_until_due(self) -> bool:
        with self._wake:
            while not self._stopping:
                if self._due is not None and not self._paused:
                    seconds = (self._due - self._clock()).total_seconds()
                    if seconds <= 0:
                        self._due = None
                        return True
                    self._wake.wait(seconds)
                else:
                    self._wake.wait()
        return False

    def _one_pass(self) -> None:
        full, self._full = self._full, False
        before = self._state
        if before.connection is not Connection.OFFLINE:  # offline stays offline until the site has answered
            self._show(replace(before, connection=Connection.SYNCING, progress=None, error=None))
        try:
            report = self._desk.sync_once(
                full=full,
                send=not before.held,
                progress=self._show_progress,
                cancelled=self._is_broken_off,
            )
        except (UnauthorizedError, SignInNeededError) as error:
            self._settle(Connection.SIGN_IN_NEEDED, before, error)
        except NetworkTroubleError as error:
            if not self._is_broken_off():
                self._failures += 1
                retry = min(_FIRST_RETRY * (1 << min(self._failures - 1, 10)), _LONGEST_RETRY)
                self._settle(Connection.OFFLINE, before, error, retry)
        except DeskError as error:
            self._settle(Connection.TROUBLE, before, error, REGULARLY)
        else:
            self._failures = 0
            if not self._is_broken_off():
                self._settle(Connection.ONLINE, before, None, self._until_next(report))
                self.finished.emit(report)

    def _is_broken_off(self) -> bool:
        return self._stopping or self._paused

    def _until_next(self, report: SyncReport) -> timedelta:
        if not report.next_attempt or self._state.held:
            return REGULARLY
        wait = datetime.fromisoformat(report.next_attempt) - self._clock()
        return max(min(wait, REGULARLY), timedelta(seconds=1))

    def _settle(
        self, connection: Connection, before: State, error: DeskError | None, retry: timedelta | None = None
    ) -> None:
        since = before.since if before.connection is connection else self._clock()
        retry_at = self._clock() + retry if retry and error is not None else None
        self._show(State(connection, since, None, error, retry_at, self._state.held))
        if retry is not None:
            self._schedule(retry)

    def _show_progress(self, progress: Progress) -> None:
        if not self._is_broken_off():
            self._show(replace(self._state, connection=Connection.SYNCING, progress=progress, error=None))

    def _schedule(self, wait: timedelta) -> None:
        self._request(self._clock() + wait)

    def _show(self, state: State) -> None:
        self._state = state
        self.changed.emit(state)


class Jobs(QObject):
    """Short work off the main thread, its result handed over on the main thread."""

    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Two threads: a slow discovery does not hold up a thumbnail."""
        super().__init__(parent)
        self._stopped = False
        self._pool: ThreadPoolExecutor | None = None
        self._done.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], object], receive: Callable[[object], None]) -> None:
        """Do `work`; `receive` its result, or the DeskError that it raised. Other exceptions surface as bugs."""
        if self._stopped:
            return
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(2, thread_name_prefix="job")
        self._pool.submit(work).add_done_callback(lambda future: self._done.emit(future, receive))

    def _hand_over(self, future: Future[object], receive: Callable[[object], None]) -> None:
        if self._stopped or future.cancelled():
            return  # whoever asked is gone
        error = future.exception()
        if error is None:
            receive(future.result())
        elif isinstance(error, DeskError):
            receive(error)
        else:
            raise error

    def stop(self) -> None:
        """Begin nothing more, hand nothing over any more."""
        self._stopped = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
