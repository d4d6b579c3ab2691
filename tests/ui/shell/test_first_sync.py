"""The first sync while it is slow: held comments come first, it can be paused, and it gives way to a comment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from bkddesk.demo.site import DemoSite
from bkddesk.ui.background import Connection
from bkddesk.ui.first_sync import FirstSync, about
from tests.proxy import Exchange, Phase, Proxy
from tests.ui.shell.conftest import Running


class Gate:
    """Lets requests for articles through only when it is open."""

    def __init__(self) -> None:
        self.open = threading.Event()

    def breaks(self, exchange: Exchange, phase: Phase) -> bool:
        if phase is Phase.BEFORE and "/wp/v2/posts" in exchange.path:
            self.open.wait(30)
        return False


@pytest.fixture
def gate(running: Running, site: DemoSite) -> Iterator[Gate]:
    """Signed in, on a site whose articles wait behind a gate; the first sync has begun and stands before it."""
    gate = Gate()
    with Proxy(site.url) as proxy:
        workspace = running.application.workspace
        found = replace(workspace.discover(site.url), api_root=f"{proxy.url}/wp-json/")
        workspace.sign_in(found, *site.users["editor"], remember=False)
        proxy.breaks = gate.breaks
        running.show()
        running.qtbot.waitUntil(lambda: pane_of(running) is not None, timeout=10_000)
        yield gate
        gate.open.set()
        running.end()


def pane_of(running: Running) -> FirstSync | None:
    pane = running.view.findChild(FirstSync, "first-sync")
    return pane if pane is not None and pane.isVisible() else None


def test_held_comments_can_be_decided_while_the_rest_is_fetched(running: Running, gate: Gate) -> None:
    pane = pane_of(running)
    assert pane is not None
    assert "Pending comments 313" in pane._list.accessibleName()
    assert "Older comments to follow" in pane._list.accessibleName()
    table = running.view.findChild(QTableView, "comment-list")
    assert table.model().rowCount() == 313
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_J)
    assert pane_of(running) is None
    QTest.keyClick(table, Qt.Key.Key_S)
    assert len(running.view.desk.outbox()) == 1


def test_it_is_gone_when_everything_was_read(running: Running, gate: Gate) -> None:
    gate.open.set()
    running.until(Connection.ONLINE)
    running.qtbot.waitUntil(lambda: pane_of(running) is None)
    assert running.view.desk.article_counts()["publish"] == 13


def test_a_pause_breaks_it_off_and_it_goes_on_from_there(running: Running, gate: Gate) -> None:
    pane = pane_of(running)
    assert pane is not None
    button = running.view.findChild(QPushButton, "pause-sync")
    running.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    running.until(Connection.PAUSED)
    gate.open.set()
    running.qtbot.waitUntil(lambda: button.text() == "Resume")
    assert not running.view.desk.last_sync()
    running.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    running.until(Connection.ONLINE)
    assert running.view.desk.last_sync()


def test_an_end_is_guessed_in_whole_minutes() -> None:
    assert about(10) == "Less than a minute more"
    assert about(62) == "About 1 minute more"
    assert about(260) == "About 4 minutes more"
