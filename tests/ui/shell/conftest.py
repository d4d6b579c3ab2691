"""A whole bkddesk over a temporary profile: the real window, the real worker, the practice site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkddesk.demo.site import DemoSite
from bkddesk.language import use_language
from bkddesk.paths import Paths
from bkddesk.ui.application import Application, Practice
from bkddesk.ui.background import Connection
from bkddesk.ui.site_view import SiteView


@pytest.fixture
def site(tmp_path: Path) -> Iterator[DemoSite]:
    site = DemoSite(tmp_path / "site")
    site.start()
    yield site
    site.stop()


class Running:
    """The application under test."""

    def __init__(self, profile: Path, qtbot: QtBot, practice: Practice | None = None) -> None:
        self.qtbot = qtbot
        self.application = Application(Paths.below(profile), language="en", practice=practice)

    @property
    def view(self) -> SiteView:
        assert self.application.window is not None
        assert self.application.window.view is not None
        return self.application.window.view

    def sign_in(self, site: DemoSite, role: str = "editor") -> None:
        """Sign in before the window opens."""
        workspace = self.application.workspace
        workspace.sign_in(workspace.discover(site.url), *site.users[role], remember=False)

    def show(self) -> None:
        self.application.show()
        assert self.application.window is not None
        self.application.window.resize(1366, 768)  # the offscreen platform's own screen is only 800 wide
        self.qtbot.waitExposed(self.application.window)

    def end(self) -> None:
        """Close down, and take the window away."""
        self.application.close_down()
        window, self.application.window = self.application.window, None
        if window is not None:
            window.hide()
            window.deleteLater()
            QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)

    def until(self, *connections: Connection) -> None:
        """Wait until the worker says so."""
        self.qtbot.waitUntil(lambda: self.view.worker.state.connection in connections, timeout=20_000)


@pytest.fixture
def running(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Running]:
    running = Running(tmp_path / "profile", qtbot)
    yield running
    running.end()
    use_language("en")
