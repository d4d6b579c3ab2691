"""What is stored cannot be opened: it is said clearly, nothing is overwritten, and the window opens all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from bkddesk.demo.site import DemoSite
from bkddesk.paths import Paths
from bkddesk.ui.background import Connection
from bkddesk.ui.sign_in import SignInPage
from bkddesk.ui.widgets.error_panel import ErrorPanel
from tests.ui.shell.conftest import Running

GARBAGE = b"not a database, " * 400


@pytest.fixture
def stored(running: Running, site: DemoSite, tmp_path: Path) -> Paths:
    """A profile that was in use."""
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    running.view.desk.new_draft()
    running.end()
    return Paths.below(tmp_path / "profile")


def said(running: Running) -> str:
    window = running.application.window
    assert window is not None
    running.qtbot.waitUntil(lambda: any(panel.isVisible() for panel in window.findChildren(ErrorPanel)))
    return " ".join(panel.accessibleName() for panel in window.findChildren(ErrorPanel) if panel.isVisible())


def test_a_damaged_site_is_set_aside_and_fetched_again(running: Running, stored: Paths) -> None:
    path = stored.site_dir(1) / "desk.sqlite3"
    path.write_bytes(GARBAGE)
    again = Running(stored.data.parent, running.qtbot)
    again.show()
    assert "damaged" in said(again)
    kept = [one for one in stored.site_dir(1).glob("desk-*.sqlite3") if one.read_bytes() == GARBAGE]
    assert len(kept) == 1
    assert again.view.desk.drafts() == []
    again.end()


def test_a_damaged_list_of_sites_never_mixes_two_sites(running: Running, stored: Paths, site: DemoSite) -> None:
    stored.sites_database.write_bytes(GARBAGE)
    again = Running(stored.data.parent, running.qtbot)
    again.show()
    assert isinstance(again.application.window.centralWidget(), SignInPage)  # type: ignore[union-attr]
    assert "damaged" in said(again)
    assert [one.read_bytes() for one in stored.data.glob("sites-*.sqlite3")] == [GARBAGE]
    (kept,) = [folder for folder in stored.data.glob("sites-*") if folder.is_dir()]
    assert (kept / "1" / "desk.sqlite3").exists()
    again.sign_in(site, "administrator")
    desk = again.application.workspace.open_desk(1)
    assert desk.drafts() == []
    desk.close()
    again.end()


def test_a_site_that_cannot_be_opened_leaves_a_window_that_says_so(running: Running, stored: Paths) -> None:
    path = stored.site_dir(1) / "desk.sqlite3"
    aside = path.rename(path.with_name("aside"))
    path.mkdir()
    again = Running(stored.data.parent, running.qtbot)
    again.show()
    assert "could not be stored" in said(again)
    path.rmdir()
    aside.rename(path)
    window = again.application.window
    assert window is not None
    button = next(one for one in window.findChildren(QPushButton) if one.text() == "Try again")
    button.click()
    running.qtbot.waitUntil(lambda: window.view is not None)
    assert len(again.view.desk.drafts()) == 1
    again.end()


def test_without_any_folder_it_says_so_and_ends(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code = (
        "from PySide6.QtWidgets import QMessageBox; QMessageBox.critical = lambda *words: None;"
        "from bkddesk.app import main; import sys; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--language", "en", "--profile", str(tmp_path / "file" / "profile")],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 1
    assert "could not be stored" in done.stderr
