"""The window as a whole: opens on what is stored, syncs, works offline, changes language, closes without loss."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import requests
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QTableView
from pytestqt.qtbot import QtBot

from bkddesk.demo.site import DemoSite
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision
from bkddesk.paths import Paths
from bkddesk.practice import PracticeSite
from bkddesk.ui.background import Connection
from bkddesk.ui.context import Place
from bkddesk.ui.places import PLACE_KEYS
from bkddesk.ui.sign_in import SignInPage
from bkddesk.ui.widgets.note import Note
from bkddesk.ui.widgets.sheet import Sheet
from tests.ui.shell.conftest import Running


def test_the_first_sync_fills_the_queue_and_the_sidebar(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    desk = running.view.desk
    held = desk.comment_counts()[CommentStatus.HOLD]
    assert held > 300
    sidebar = running.view.sidebar
    counts = {item.key: item.count for item in sidebar._model.items}
    running.qtbot.waitUntil(lambda: {i.key: i.count for i in sidebar._model.items}[Place.PENDING] == str(held))
    assert counts.keys() >= {Place.PENDING, Place.OUTBOX}
    assert running.application.window is not None
    assert running.application.window.windowTitle().endswith("BKD Bondowoso – bkddesk")


def test_a_key_decides_at_once_and_the_worker_sends_it(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    desk = running.view.desk
    table = running.view.findChild(QTableView, "comment-list")
    running.qtbot.waitUntil(lambda: table.model().rowCount() > 0 and table.currentIndex().isValid())
    QTest.keyClick(table, Qt.Key.Key_S)
    (item,) = desk.outbox()
    assert desk.comment(item.subject).pending is Decision.SPAM
    running.qtbot.waitUntil(lambda: not desk.outbox(), timeout=20_000)
    assert desk.comment(item.subject).comment.status is CommentStatus.SPAM


def test_without_network_work_goes_on_and_is_sent_when_it_is_back(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    running.application.work_offline(True)
    running.until(Connection.OFFLINE)
    desk = running.view.desk
    ids = desk.list_comments(CommentQuery())[:3]
    desk.moderate(ids, Decision.APPROVE)
    assert len(desk.outbox()) == 3
    running.application.work_offline(False)
    running.qtbot.waitUntil(lambda: not desk.outbox(), timeout=20_000)
    running.until(Connection.ONLINE)
    assert all(desk.comment(i).comment.status is CommentStatus.APPROVED for i in ids)


def test_a_stored_queue_opens_without_any_network(tmp_path: Path, running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    held = len(running.view.desk.list_comments(CommentQuery()))
    running.end()
    site.set_network(False)
    again = Running(tmp_path / "profile", running.qtbot)
    again.show()
    assert len(again.view.desk.list_comments(CommentQuery())) == held
    again.until(Connection.OFFLINE, Connection.SIGN_IN_NEEDED)
    again.end()


def test_every_place_opens_by_its_key_and_says_where_it_is(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    window = running.application.window
    assert window is not None
    for place, key in PLACE_KEYS.items():
        action = next(a for a in window.actions() if a.shortcut() == QKeySequence(key))
        action.trigger()
        assert running.view.place is place
        assert running.view.sidebar.current_key() == place
    titles = {window.windowTitle()}
    assert titles


def test_the_practice_network_is_a_switch_in_the_status_bar(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    paths = Paths.below(tmp_path / "profile")
    running = Running(tmp_path / "profile", qtbot, PracticeSite(paths))
    running.show()
    running.until(Connection.ONLINE)
    window = running.application.window
    assert window is not None

    def press(text: str) -> None:
        """Press the switch once it says this."""

        def switch() -> list[QPushButton]:
            assert window is not None
            pieces = window.status.findChildren(QPushButton)
            return [piece for piece in pieces if piece.isVisible() and piece.text() == text]

        qtbot.waitUntil(lambda: bool(switch()))
        qtbot.mouseClick(switch()[0], Qt.MouseButton.LeftButton)

    press("Practice site · network on")
    running.until(Connection.OFFLINE)
    desk = running.view.desk
    desk.moderate(desk.list_comments(CommentQuery())[:2], Decision.SPAM)
    running.application.choose_language("id")
    running.until(Connection.OFFLINE)
    running.application.choose_language("en")
    running.until(Connection.OFFLINE)
    window, desk = running.application.window, running.view.desk
    assert window is not None
    press("Practice site · network off")
    qtbot.waitUntil(lambda: not desk.outbox(), timeout=20_000)
    running.end()


def test_signing_out_revokes_the_password_and_forgets(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    window = running.application.window
    assert window is not None
    running.view.desk.new_draft()
    running.application.sign_out()
    (note,) = [note for sheet in window.findChildren(Sheet) for note in sheet.findChildren(Note)]
    assert "1 draft was never sent." in note.accessibleName()
    running.qtbot.mouseClick(window.findChild(QPushButton, "sign-out"), Qt.MouseButton.LeftButton)
    running.qtbot.waitUntil(lambda: not running.application.workspace.sites(), timeout=10_000)
    running.qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage))
    auth = site.users["editor"]
    assert requests.get(f"{site.url}/wp-json/wp/v2/users/me", auth=auth, timeout=10).status_code == 401


def test_another_language_rebuilds_the_window_on_the_same_place(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    running.view.open_place(Place.OUTBOX)
    running.application.choose_language("id")
    assert running.view.place is Place.OUTBOX
    assert running.application.window is not None
    assert running.application.window.windowTitle().startswith("Kotak Keluar")
    assert running.application.settings.language == "id"


def test_an_account_that_may_not_moderate_starts_with_its_drafts(running: Running, site: DemoSite) -> None:
    running.sign_in(site, "author")
    running.show()
    assert running.view.place is Place.DRAFTS


def test_sigterm_saves_and_ends(tmp_path: Path, site: DemoSite) -> None:
    script = f"""
import sys
from pathlib import Path
from bkddesk.paths import Paths
from bkddesk.ui.application import Application
application = Application(Paths.below(Path({str(tmp_path / "profile")!r})), language="en")
workspace = application.workspace
workspace.sign_in(workspace.discover({site.url!r}), *{site.users["editor"]!r}, remember=False)
def typed():
    view = application.window.view
    view.new_article()
    view.page.writing.edit.insertPlainText("Kalimat yang belum disimpan.")
    print("typed", flush=True)
code = application.run(typed)
sys.exit(code)
"""
    child = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "typed"
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=20) == 0
    child.stdout.close()
    from bkddesk.paths import Paths
    from bkddesk.workspace import Workspace

    workspace = Workspace(Paths.below(tmp_path / "profile"))
    desk = workspace.open_desk(workspace.sites()[0].id)
    assert [listed.draft.markdown for listed in desk.drafts()] == ["Kalimat yang belum disimpan."]
    desk.close()


def test_widths_and_the_window_are_as_they_were_left(tmp_path: Path, running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    running.view.open_place(Place.OUTBOX)
    splitter = running.view.page.widget().findChild(QSplitter)
    splitter.setSizes([600, 500])
    left = splitter.sizes()
    running.end()
    again = Running(tmp_path / "profile", running.qtbot)
    again.show()
    again.view.open_place(Place.OUTBOX)
    found = again.view.page.widget().findChild(QSplitter)
    running.qtbot.waitUntil(lambda: all(abs(a - b) < 3 for a, b in zip(found.sizes(), left, strict=True)))
    again.end()


def test_f6_goes_through_sidebar_list_and_detail(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    window = running.application.window
    assert window is not None
    table = running.view.findChild(QTableView, "comment-list")
    running.qtbot.waitUntil(lambda: table.hasFocus() and len(running.view.panes()) == 4)
    seen = []
    for _ in range(4):
        window.next_pane(1)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus)
    assert seen[3] is table
    assert running.view.sidebar in seen
    assert len(set(seen)) == 4
    window.next_pane(-1)
    assert QApplication.focusWidget() is seen[2]
