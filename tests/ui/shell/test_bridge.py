"""A sync's many small changes reach the screens gathered; what a person did reaches them at once."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkddesk.model.changes import Changes
from bkddesk.ui.context import Bridge


def test_changes_of_another_thread_are_gathered(qtbot: QtBot, qapp: QApplication) -> None:
    bridge = Bridge()
    told: list[Changes] = []
    bridge.changed.connect(told.append)

    def sync() -> None:
        for _ in range(500):
            bridge.announce(Changes.COMMENTS)
        bridge.announce(Changes.OUTBOX)

    thread = threading.Thread(target=sync)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [Changes.COMMENTS | Changes.OUTBOX]


def test_a_persons_own_change_is_told_at_once(qapp: QApplication) -> None:
    bridge = Bridge()
    told: list[Changes] = []
    bridge.changed.connect(told.append)
    bridge.announce(Changes.DRAFTS)
    assert told == [Changes.DRAFTS]
