"""The worker: what it makes of errors and bugs, and that it stops. The answers of a sync are given by hand here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.model.errors import (
    DeskError,
    ForbiddenError,
    NetworkTroubleError,
    SignInNeededError,
    StoppedError,
    UnauthorizedError,
)
from bkddesk.model.outbox import SyncReport
from bkddesk.store.database import open_database
from bkddesk.ui.background import Connection, Jobs, Worker
from tests.builders import a_site

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


@dataclass
class Passes:
    """What the next passes answer, in order; then all is well."""

    answers: list[Exception] = field(default_factory=list)
    during: Callable[[Callable[[], bool]], None] = lambda _cancelled: None
    seen: int = 0

    def sync(self, *, cancelled: Callable[[], bool], **_: object) -> SyncReport:
        self.seen += 1
        self.during(cancelled)
        if self.answers:
            raise self.answers.pop(0)
        return SyncReport(requests=1)


@pytest.fixture
def passes() -> Passes:
    return Passes()


@pytest.fixture
def worker(tmp_path: Path, passes: Passes, qapp: QApplication) -> Iterator[Worker]:
    opened = open_database(tmp_path / "desk.sqlite3", NOW)
    desk = Desk(a_site(), opened.connection, clock=lambda: NOW, synchronise=passes.sync)
    made = Worker(desk, lambda: NOW)
    yield made
    made.stop()
    desk.close()


def settled(qtbot: QtBot, worker: Worker, connection: Connection) -> None:
    qtbot.waitUntil(lambda: worker.state.connection is connection, timeout=5000)


@pytest.mark.parametrize(
    ("error", "connection"),
    [
        (NetworkTroubleError("no route"), Connection.OFFLINE),
        (UnauthorizedError("401"), Connection.SIGN_IN_NEEDED),
        (SignInNeededError("x"), Connection.SIGN_IN_NEEDED),
        (ForbiddenError("403"), Connection.TROUBLE),
    ],
)
def test_each_error_is_told_in_its_own_way(
    qtbot: QtBot, worker: Worker, passes: Passes, error: DeskError, connection: Connection
) -> None:
    passes.answers = [error]
    worker.start()
    settled(qtbot, worker, connection)
    assert worker.state.error is error
    assert worker.state.since == NOW


def test_offline_it_tries_again_later_and_at_once_when_a_network_is_back(
    qtbot: QtBot, worker: Worker, passes: Passes
) -> None:
    passes.answers = [NetworkTroubleError("no route")]
    worker.start()
    settled(qtbot, worker, Connection.OFFLINE)
    assert worker.state.retry_at == NOW + timedelta(seconds=5)
    worker.network_is_back()
    settled(qtbot, worker, Connection.ONLINE)
    assert passes.seen == 2


def test_a_pause_lasts_until_somebody_asks(qtbot: QtBot, worker: Worker, passes: Passes) -> None:
    worker.start()
    settled(qtbot, worker, Connection.ONLINE)
    worker.pause()
    assert worker.state.connection is Connection.PAUSED
    worker.network_is_back()
    assert worker.state.connection is Connection.PAUSED
    worker.sync_now()
    settled(qtbot, worker, Connection.ONLINE)
    assert passes.seen == 2


def test_what_is_broken_off_by_a_pause_is_no_network_trouble(qtbot: QtBot, worker: Worker, passes: Passes) -> None:
    inside, go_on = threading.Event(), threading.Event()
    broken_off: list[bool] = []

    def wait(cancelled: Callable[[], bool]) -> None:
        inside.set()
        go_on.wait(5)
        broken_off.append(cancelled())

    passes.during, passes.answers = wait, [StoppedError()]
    worker.start()
    qtbot.waitUntil(inside.is_set)
    worker.pause()
    go_on.set()
    worker.stop()
    assert broken_off == [True]
    assert worker.state.connection is Connection.PAUSED


def test_a_bug_is_shown_once_and_the_worker_lives_on(
    qtbot: QtBot, worker: Worker, passes: Passes, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda told: caught.append(told.exc_type))
    passes.answers = [KeyError("x"), KeyError("y")]
    worker.start()
    settled(qtbot, worker, Connection.TROUBLE)
    worker.sync_now()
    qtbot.waitUntil(lambda: passes.seen == 2)
    settled(qtbot, worker, Connection.TROUBLE)
    worker.sync_now()
    settled(qtbot, worker, Connection.ONLINE)
    assert caught == [KeyError]


def test_jobs_hand_their_result_or_their_error_over_on_the_main_thread(qtbot: QtBot, qapp: QApplication) -> None:
    jobs = Jobs()
    received: list[tuple[object, int]] = []

    def fail() -> object:
        raise NetworkTroubleError("x")

    for work in (lambda: 7, fail):
        jobs.run(work, lambda result: received.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: len(received) == 2)
    assert {type(result) for result, _ in received} == {int, NetworkTroubleError}
    assert {thread for _, thread in received} == {threading.get_ident()}
    jobs.stop()
    jobs.run(lambda: 8, lambda result: received.append((result, 0)))
    assert len(received) == 2
