"""The outbox as a person uses it: by keys, offline and online, with what was refused and what two have changed."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from bkddesk.demo.site import DemoSite
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision
from bkddesk.model.outbox import State
from bkddesk.ui.background import Connection
from bkddesk.ui.context import Place
from bkddesk.ui.outbox.list import Heading, OutboxModel
from bkddesk.ui.outbox.list_view import OutboxList
from bkddesk.ui.outbox.page import OutboxPage
from tests.ui.shell.conftest import Running


class Outbox:
    """The page, and the hands on it."""

    def __init__(self, running: Running) -> None:
        self.desk = running.view.desk
        running.view.open_place(Place.OUTBOX)
        page = running.view.page
        assert isinstance(page, OutboxPage)
        self.page = page
        self.list = page.findChild(OutboxList, "outbox-list")
        model = self.list.model()
        assert isinstance(model, OutboxModel)
        self.model = model

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.list, key)

    def headings(self) -> dict[str, int]:
        return {entry.title: entry.count for entry in self.model.entries if isinstance(entry, Heading)}

    def shown(self) -> list[str]:
        return [str(self.model.index(row).data()) for row in range(self.model.rowCount())]


@pytest.fixture
def offline(running: Running, site: DemoSite) -> Running:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    running.application.work_offline(True)
    running.until(Connection.OFFLINE)
    return running


def test_decisions_of_one_kind_fold_and_open_in_place(offline: Running) -> None:
    desk = offline.view.desk
    ids = desk.list_comments(CommentQuery())
    desk.moderate(ids[:3], Decision.SPAM)
    desk.moderate(ids[3:4], Decision.APPROVE)
    outbox = Outbox(offline)
    assert outbox.headings() == {"Waiting": 4}
    assert outbox.model.rowCount() == 3
    outbox.press(Qt.Key.Key_Return)
    assert outbox.model.rowCount() == 6
    outbox.press(Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_Left)
    assert outbox.model.rowCount() == 3
    line = outbox.list.line()
    assert line is not None
    assert len(line.row.items) == 3


def test_one_part_is_taken_back_and_intended_again(offline: Running) -> None:
    desk = offline.view.desk
    ids = desk.list_comments(CommentQuery())
    desk.moderate(ids[:3], Decision.SPAM)
    outbox = Outbox(offline)
    outbox.press(Qt.Key.Key_Right, Qt.Key.Key_J, Qt.Key.Key_Delete)
    waiting = {item.subject for item in desk.outbox()}
    (back,) = set(ids[:3]) - waiting
    assert desk.comment(back).pending is None
    outbox.press(Qt.Key.Key_Z)
    assert desk.comment(back).pending is Decision.SPAM
    assert len(desk.outbox()) == 3
    outbox.press(Qt.Key.Key_Z)
    assert len(desk.outbox()) == 3


def test_a_reply_counts_down_and_comes_back_whole(offline: Running) -> None:
    desk = offline.view.desk
    (asked, *_) = desk.list_comments(CommentQuery())
    desk.reply(asked, "Boleh, selama NIK terdaftar.")
    outbox = Outbox(offline)
    assert "can be undone for" in outbox.shown()[1]
    outbox.press(Qt.Key.Key_Delete)
    assert desk.outbox() == []
    outbox.press(Qt.Key.Key_Z)
    (item,) = desk.outbox()
    assert item.payload["content"] == "Boleh, selama NIK terdaftar."
    assert item.payload["parent"] == asked


def test_what_a_colleague_decided_is_parked_and_can_be_looked_at(offline: Running, site: DemoSite) -> None:
    desk = offline.view.desk
    (handled, *_) = desk.list_comments(CommentQuery())
    desk.moderate([handled], Decision.APPROVE)
    address = f"{site.url}/wp-json/wp/v2/comments/{handled}"
    assert requests.post(address, json={"status": "spam"}, auth=site.users["administrator"], timeout=10).ok
    offline.application.work_offline(False)
    offline.qtbot.waitUntil(lambda: bool(desk.outbox_counts().conflicts), timeout=20_000)
    outbox = Outbox(offline)
    assert outbox.headings() == {"Needs attention": 1}
    assert "A colleague has decided otherwise meanwhile." in outbox.shown()[1]
    outbox.press(Qt.Key.Key_Return)
    assert offline.view.place in (Place.PENDING, Place.APPROVED, Place.SPAM)
    assert offline.view.page is not outbox.page


def test_what_the_site_refused_is_tried_again_by_t(offline: Running) -> None:
    desk = offline.view.desk
    (edited, *_) = desk.list_comments(CommentQuery())
    desk.edit_comment(edited, "")
    offline.application.work_offline(False)
    offline.qtbot.waitUntil(lambda: bool(desk.outbox_counts().attention), timeout=20_000)
    outbox = Outbox(offline)
    texts = [button.text() for button in outbox.page.findChildren(QPushButton)]
    assert "Try again as it is" in texts
    (before,) = desk.outbox()
    outbox.press(Qt.Key.Key_T)
    offline.qtbot.waitUntil(
        lambda: bool(found := desk.outbox()) and found[0].attempts > before.attempts, timeout=20_000
    )
    (after,) = desk.outbox()
    assert after.state is State.REJECTED


def test_holding_back_outlives_a_restart(tmp_path: Path, running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    outbox = Outbox(running)
    running.qtbot.mouseClick(outbox.page.findChild(QPushButton, "hold-sending"), Qt.MouseButton.LeftButton)
    running.qtbot.waitUntil(lambda: running.view.worker.state.held)
    assert not outbox.page.findChild(QPushButton, "send-now").isEnabled()
    (first, *_) = running.view.desk.list_comments(CommentQuery())
    running.view.desk.moderate([first], Decision.SPAM)
    with running.qtbot.waitSignal(running.view.worker.finished, timeout=20_000):
        running.view.worker.sync_now()
    assert len(running.view.desk.outbox()) == 1
    running.end()
    again = Running(tmp_path / "profile", running.qtbot)
    again.sign_in(site)
    again.show()
    assert again.view.worker.state.held
    again.until(Connection.ONLINE)
    assert len(again.view.desk.outbox()) == 1
    again.view.worker.hold_sending(False)
    again.qtbot.waitUntil(lambda: not again.view.desk.outbox(), timeout=20_000)
    assert again.view.desk.comment(first).comment.status is CommentStatus.SPAM
    again.end()


def test_in_a_narrow_window_enter_opens_and_esc_returns(offline: Running, qtbot: QtBot, qapp: QApplication) -> None:
    desk = offline.view.desk
    desk.moderate(desk.list_comments(CommentQuery())[:1], Decision.SPAM)
    outbox = Outbox(offline)
    outbox.page.set_effective_width(700)
    detail = outbox.page.panes()[1]
    assert outbox.list.isVisible()
    assert not detail.isVisible()
    outbox.press(Qt.Key.Key_Return)
    assert detail.isVisible()
    assert not outbox.list.isVisible()
    QTest.keyClick(outbox.page, Qt.Key.Key_Escape)
    assert outbox.list.isVisible()
