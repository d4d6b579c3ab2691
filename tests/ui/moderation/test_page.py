"""The moderation page over a real Desk, by its keys: decide, undo, select, search, reply, and what must not happen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.language import use_language
from bkddesk.model.changes import Changes
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision
from bkddesk.model.outbox import Kind, State
from bkddesk.store import comments as comment_store
from bkddesk.store import outbox
from bkddesk.ui.context import Context, Place
from bkddesk.ui.moderation.page import ModerationPage
from bkddesk.ui.moderation.queue import FIRST
from tests.builders import TurningClock, a_comment, a_site, second_connection, site_says
from tests.ui.moderation.helpers import Asked, make_context, queue_desk

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def context(desk: Desk, asked: Asked) -> Context:
    return make_context(desk, asked)


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> Iterator[ModerationPage]:
    use_language("en")
    made = ModerationPage(context)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.open_place(Place.PENDING)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(lambda: made.info is not None)
    yield made
    made.close()


def press(page: ModerationPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN, *, repeat: bool = False) -> None:
    """A key goes where the focus is."""
    target = QApplication.focusWidget() or page.table
    text = "" if modifiers & CTRL else chr(key) if key < 128 else ""
    if text and not modifiers & SHIFT:
        text = text.lower()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text, repeat))


def statuses(desk: Desk, *ids: int) -> list[str]:
    rows = desk.comments(ids)
    return [rows[one].status.value for one in ids]


def cursor(page: ModerationPage) -> int:
    return page.table.cursor_id()


# Moving and deciding --------------------------------------------------------------------------------------------------


def test_the_first_comment_is_shown(page: ModerationPage) -> None:
    assert cursor(page) == 1313
    assert page.detail.shown_id() == 1313
    assert page.window_title() == "Comment queue"


def test_letters_move_and_decide(page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_J)
    press(page, Key.Key_J)
    press(page, Key.Key_K)
    assert cursor(page) == 1312
    press(page, Key.Key_S)
    assert cursor(page) == 1311
    press(page, Key.Key_A)
    press(page, Key.Key_D)
    assert statuses(desk, 1312, 1311, 1310) == ["spam", "approved", "trash"]
    assert page.detail.shown_id() == 1309
    assert page.queue.model.rowCount() == 310
    assert page.table.hasFocus()


def test_at_the_end_the_cursor_goes_to_the_one_before(page: ModerationPage) -> None:
    press(page, Key.Key_End)
    assert cursor(page) == 1001
    press(page, Key.Key_S)
    assert cursor(page) == 1002


def test_undo_brings_the_comment_back_under_the_cursor(page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_J)
    press(page, Key.Key_S)
    press(page, Key.Key_J)
    press(page, Key.Key_Z)
    assert cursor(page) == 1312
    assert page.detail.shown_id() == 1312
    assert statuses(desk, 1312) == ["hold"]
    assert desk.outbox() == []


def test_undo_of_the_third_last_undoes_that_one(page: ModerationPage, desk: Desk) -> None:
    for _ in range(10):
        press(page, Key.Key_S)
    acts = page.deciding.recent(10)
    assert page.info is not None
    page.info.taken_back.emit(acts[2].batch)
    assert statuses(desk, 1306) == ["hold"]
    assert statuses(desk, 1305, 1307, 1304) == ["spam", "spam", "spam"]
    assert cursor(page) == 1306
    press(page, Key.Key_Z)
    assert statuses(desk, 1304) == ["hold"]


def test_z_goes_back_through_everything_decided(page: ModerationPage, desk: Desk) -> None:
    for _ in range(5):
        press(page, Key.Key_S)
    for _ in range(5):
        press(page, Key.Key_Z)
    assert desk.outbox() == []
    assert page.queue.model.rowCount() == 313
    assert cursor(page) == 1313


def test_the_same_decision_twice_changes_nothing(page: ModerationPage, desk: Desk, asked: Asked) -> None:
    page.open_place(Place.SPAM)
    press(page, Key.Key_S)
    assert desk.outbox() == []
    assert asked.said[-1] == "Already so: Spam"


def test_the_strip_names_the_last_act(page: ModerationPage) -> None:
    press(page, Key.Key_S)
    assert page.list.undo.isVisible()
    assert page.list.undo.accessibleName() == "Spam: gede mania"


def test_what_was_decided_today_can_be_undone_after_a_restart(
    qtbot: QtBot, page: ModerationPage, context: Context, desk: Desk, clock: TurningClock
) -> None:
    press(page, Key.Key_S)
    again = ModerationPage(context)
    qtbot.addWidget(again)
    again.open_place(Place.PENDING)
    assert again.deciding.last() is not None
    clock.turn(timedelta(days=1))
    tomorrow = ModerationPage(context)
    qtbot.addWidget(tomorrow)
    tomorrow.open_place(Place.PENDING)
    assert tomorrow.deciding.last() is None
    again.doing.do("undo")
    assert statuses(desk, 1313) == ["hold"]


# What must not happen -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_S, Key.Key_A, Key.Key_D, Key.Key_Z, Key.Key_X])
def test_a_held_key_decides_once(page: ModerationPage, desk: Desk, key: Qt.Key) -> None:
    for _ in range(20):
        press(page, key, repeat=True)
    assert desk.outbox() == []
    assert not page.table.has_picked()
    assert page.queue.model.rowCount() == 313


def test_a_held_j_moves_on(page: ModerationPage) -> None:
    for _ in range(5):
        press(page, Key.Key_J, repeat=True)
    assert cursor(page) == 1308


def test_caps_lock_does_not_make_bulk(page: ModerationPage, desk: Desk) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_S, PLAIN, "S")
    press(page, Key.Key_X)
    press(page, Key.Key_J)
    QApplication.sendEvent(page.table, event)
    assert statuses(desk, 1313, 1312) == ["hold", "spam"]


def test_ctrl_letters_are_not_letters(page: ModerationPage, desk: Desk) -> None:
    for key in (Key.Key_S, Key.Key_D, Key.Key_X):
        press(page, key, CTRL)
        press(page, key, Qt.KeyboardModifier.AltModifier)
    assert desk.outbox() == []


def test_typing_decides_nothing(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_R)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    qtbot.keyClicks(QApplication.focusWidget(), "asdzux terima kasih")
    press(page, Key.Key_Escape)
    press(page, Key.Key_Slash)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    qtbot.keyClicks(QApplication.focusWidget(), "asd")
    assert desk.outbox() == []


def test_composing_decides_nothing(page: ModerationPage, desk: Desk) -> None:
    for target in (page.table, page.detail.view.text):
        target.setFocus()
        QApplication.sendEvent(target, QInputMethodEvent("s", []))
        committed = QInputMethodEvent("", [])
        committed.setCommitString("s")
        QApplication.sendEvent(target, committed)
    assert desk.outbox() == []
    assert cursor(page) == 1313


def test_letters_work_from_the_detail_and_its_buttons(page: ModerationPage, desk: Desk) -> None:
    page.detail.view.text.setFocus()
    press(page, Key.Key_S)
    page.detail.bar.main[0].setFocus()
    press(page, Key.Key_S)
    assert statuses(desk, 1313, 1312) == ["spam", "spam"]


def test_decided_to_the_last_the_next_letter_goes_into_no_field(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    desk.moderate(list(page.queue.model.ids)[1:], Decision.SPAM)
    page.read_again()
    press(page, Key.Key_S)
    assert page.queue.model.rowCount() == 0
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    press(page, Key.Key_Z)
    assert list(page.queue.model.ids) == [1313]
    assert page.table.hasFocus() or page.detail.isVisible()


# Several at once ------------------------------------------------------------------------------------------------------


def test_picked_comments_are_decided_together_and_undone_together(page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_X)
    press(page, Key.Key_J)
    press(page, Key.Key_J)
    press(page, Key.Key_X)
    assert page.middle.selection is not None
    assert page.middle.selection.isVisible()
    press(page, Key.Key_S, SHIFT)
    assert statuses(desk, 1313, 1312, 1311) == ["spam", "hold", "spam"]
    assert cursor(page) == 1310
    assert not page.table.has_picked()
    assert page.detail.isVisible()
    press(page, Key.Key_Z)
    assert statuses(desk, 1313, 1311) == ["hold", "hold"]
    assert list(page.queue.model.ids[:3]) == [1313, 1312, 1311]


def test_a_single_letter_means_the_cursor_not_the_selection(page: ModerationPage, desk: Desk) -> None:
    for _ in range(2):
        press(page, Key.Key_X)
        press(page, Key.Key_J)
    press(page, Key.Key_A)
    assert statuses(desk, 1313, 1312, 1311) == ["hold", "hold", "approved"]
    assert page.table.picked_ids() == [1313, 1312]


def test_bulk_keys_need_a_selection(page: ModerationPage, desk: Desk, asked: Asked) -> None:
    press(page, Key.Key_S, SHIFT)
    assert desk.outbox() == []
    assert "x selects one" in asked.said[-1]


def test_select_all_means_the_whole_list_at_once(page: ModerationPage) -> None:
    page.ask(CommentQuery(), cursor=1313)
    assert page.queue.model.rowCount() == FIRST
    press(page, Key.Key_A, CTRL)
    assert page.table.picked_count() == 313


def test_escape_lets_the_selection_go(page: ModerationPage) -> None:
    press(page, Key.Key_A, CTRL)
    assert page.table.picked_count() == 313
    press(page, Key.Key_Escape)
    assert page.table.picked_count() == 0
    assert page.detail.isVisible()


def test_a_mixed_selection_can_be_narrowed(page: ModerationPage) -> None:
    for _ in range(5):
        press(page, Key.Key_X)
        press(page, Key.Key_J)
    pane = page.middle.selection
    assert pane is not None
    assert pane._note.isVisible()
    pane._ways[0].click()
    assert page.table.picked_ids() == [1313, 1312, 1311]
    assert not pane._note.isVisible()


def test_unticking_keeps_the_row_in_sight(page: ModerationPage) -> None:
    for _ in range(3):
        press(page, Key.Key_X)
        press(page, Key.Key_J)
    pane = page.middle.selection
    assert pane is not None
    pane._rows.toggled.emit(1)
    assert page.table.picked_ids() == [1313, 1311]
    assert list(pane.model.ids) == [1313, 1312, 1311]
    pane._rows.toggled.emit(1)
    assert page.table.picked_ids() == [1313, 1312, 1311]


def test_a_click_looks_and_ctrl_picks(qtbot: QtBot, page: ModerationPage) -> None:
    def click(row: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        place = page.table.visualRect(page.queue.model.index(row, 0)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, modifiers, place)

    click(2)
    assert (cursor(page), page.table.picked_ids()) == (1311, [])
    click(4, CTRL)
    assert page.table.picked_ids() == [1311, 1309]
    click(6, SHIFT)
    assert 1307 in page.table.picked_ids()
    click(1)
    assert page.table.picked_ids() == []


# Reading again --------------------------------------------------------------------------------------------------------


def sync_brings(page: ModerationPage, folder: Path, *comments: object) -> None:
    site_says(folder, comments)  # type: ignore[arg-type]
    page.context.bridge.announce(Changes.COMMENTS)


def test_arrivals_wait_behind_the_strip_until_home(qtbot: QtBot, page: ModerationPage, tmp_path: Path) -> None:
    press(page, Key.Key_J)
    sync_brings(page, tmp_path, a_comment(5001, date_gmt="2026-11-24T02:30:00"))
    qtbot.waitUntil(page.list._arrived.isVisible)
    assert cursor(page) == 1312
    assert page.queue.model.id_at(0) == 1313
    press(page, Key.Key_Home)
    assert cursor(page) == 5001
    assert not page.list._arrived.isVisible()


def test_what_a_colleague_handled_leaves_and_the_rest_stays_put(
    qtbot: QtBot, page: ModerationPage, tmp_path: Path
) -> None:
    page.table.set_cursor(100)
    shown, top = cursor(page), page.table.rowViewportPosition(100)
    sync_brings(page, tmp_path, a_comment(1313, status=CommentStatus.APPROVED))
    qtbot.waitUntil(lambda: page.queue.model.rowCount() == 312)
    assert cursor(page) == shown
    assert page.table.rowViewportPosition(99) == top


def test_a_changed_comment_comes_back_for_a_second_look(
    qtbot: QtBot, page: ModerationPage, desk: Desk, tmp_path: Path
) -> None:
    press(page, Key.Key_S)
    db = second_connection(tmp_path)
    item = outbox.find(db, Kind.COMMENT_STATUS, 1313)
    assert item is not None
    outbox.park(db, item.seq, State.CONFLICT, reason="edited", detail="")
    db.close()
    sync_brings(page, tmp_path)
    qtbot.waitUntil(page.list._arrived.isVisible)
    assert page.list._arrived._link.text() == "1 to look at again"
    press(page, Key.Key_Home)
    assert cursor(page) == 1313
    row = page.current()
    assert row is not None
    assert page.queue.mark(row).tag == "Changed · look again"
    assert "Read it again" in page.detail.view.note.accessibleName()
    press(page, Key.Key_S)
    assert statuses(desk, 1313) == ["spam"]


def test_a_reply_in_progress_stays_with_its_comment(
    qtbot: QtBot, page: ModerationPage, desk: Desk, tmp_path: Path
) -> None:
    press(page, Key.Key_R)
    box = QApplication.focusWidget()
    qtbot.keyClicks(box, "Terima kasih ")
    db = second_connection(tmp_path)
    comment_store.remove(db, [1313])
    db.close()
    sync_brings(page, tmp_path)
    qtbot.waitUntil(lambda: page.queue.model.rowCount() == 312)
    qtbot.keyClicks(box, "Bu")
    assert page.detail.shown_id() == 1313
    assert page.unsent.replies == {1313: "Terima kasih Bu"}
    press(page, Key.Key_Escape)
    assert page.detail.shown_id() == 1312
    assert page.detail.reply.written() == ""


# Replies and edits ----------------------------------------------------------------------------------------------------


def test_reply_and_approve_in_one_step_and_back(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_R)
    qtbot.keyClicks(QApplication.focusWidget(), "Sudah kami perbaiki.")
    press(page, Key.Key_Return, CTRL | SHIFT)
    assert statuses(desk, 1313) == ["approved"]
    assert [item.kind for item in desk.outbox()] == [Kind.COMMENT_STATUS, Kind.COMMENT_REPLY]
    assert page.unsent.replies == {}
    assert cursor(page) == 1312
    assert page.table.hasFocus()
    press(page, Key.Key_Z)
    assert desk.outbox() == []
    assert statuses(desk, 1313) == ["hold"]
    assert page.detail.reply.written() == "Sudah kami perbaiki."


def test_a_sent_reply_stands_below_the_comment(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_R)
    qtbot.keyClicks(QApplication.focusWidget(), "Baik.")
    press(page, Key.Key_Return, CTRL)
    assert statuses(desk, 1313) == ["hold"]
    assert cursor(page) == 1313
    assert len(desk.waiting_replies(1313)) == 1
    assert page.detail.view._replies.isVisible()
    assert page.detail.view._replies._entries[0].accessibleName() == "Dewi Embun, Baik., waiting"


def test_an_empty_reply_is_not_sent(page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_R)
    press(page, Key.Key_Return, CTRL)
    assert desk.outbox() == []


def test_a_text_is_kept_for_each_comment_and_over_a_restart(
    qtbot: QtBot, page: ModerationPage, context: Context
) -> None:
    press(page, Key.Key_R)
    qtbot.keyClicks(QApplication.focusWidget(), "Pertama")
    press(page, Key.Key_Escape)
    press(page, Key.Key_J)
    assert page.detail.reply.written() == ""
    press(page, Key.Key_R)
    qtbot.keyClicks(QApplication.focusWidget(), "Kedua")
    press(page, Key.Key_Escape)
    press(page, Key.Key_K)
    assert page.detail.reply.written() == "Pertama"
    row = page.current()
    assert row is not None
    assert page.queue.mark(row).tag == "reply not sent"
    # No closing, no `may_close`: what a crash would leave.
    qtbot.waitUntil(lambda: len(context.desk.unsent_texts()[0]) == 2)
    again = ModerationPage(context)
    qtbot.addWidget(again)
    again.open_place(Place.PENDING)
    assert again.unsent.replies == {1313: "Pertama", 1312: "Kedua"}
    assert again.detail.reply.written() == "Pertama"


def test_a_reply_begun_on_a_decided_comment_can_be_found_again(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_R)
    qtbot.keyClicks(QApplication.focusWidget(), "Nanti")
    press(page, Key.Key_Escape)
    press(page, Key.Key_A)
    assert page.list._unsent.isVisible()
    page.list.resumed.emit()
    assert page.detail.shown_id() == 1313
    press(page, Key.Key_Return, CTRL)
    assert [item.payload["parent"] for item in desk.outbox() if item.kind is Kind.COMMENT_REPLY] == [1313]


def test_edit_in_place_and_back(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_J)
    press(page, Key.Key_E)
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    before = box.toPlainText()
    box.setPlainText("Terima kasih infonya.")
    press(page, Key.Key_Return, CTRL)
    assert desk.comment(1312).content == "Terima kasih infonya."
    assert desk.comment(1312).edit_pending
    assert page.detail.view.text.toPlainText() == "Terima kasih infonya."
    press(page, Key.Key_Z)
    assert desk.comment(1312).content == before
    assert desk.outbox() == []


def test_an_edit_that_was_left_is_there_again(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    press(page, Key.Key_Q)
    qtbot.keyClicks(QApplication.focusWidget(), "!")
    press(page, Key.Key_Escape)
    press(page, Key.Key_J)
    press(page, Key.Key_K)
    press(page, Key.Key_E)
    assert page.detail.view.edit is not None
    assert page.detail.view.edit.written().endswith("!")
    assert desk.outbox() == []


# Places ---------------------------------------------------------------------------------------------------------------


def test_in_spam_z_restores_and_undo_takes_that_back(page: ModerationPage, desk: Desk) -> None:
    page.open_place(Place.SPAM)
    page.table.setFocus()
    first = cursor(page)
    assert [command.text for command in page._commands.main] == ["Not spam", "Approve", "Trash"]
    press(page, Key.Key_Z)
    assert [item.payload["decision"] for item in desk.outbox()] == [Decision.RESTORE]
    assert statuses(desk, first) == ["hold"]
    page.doing.do("undo")
    assert statuses(desk, first) == ["spam"]
    assert cursor(page) == first


def test_in_approved_u_takes_the_place_of_approve(page: ModerationPage, desk: Desk) -> None:
    page.open_place(Place.APPROVED)
    page.table.setFocus()
    first = cursor(page)
    assert page._commands.main[0].text == "Unapprove"
    press(page, Key.Key_U)
    assert statuses(desk, first) == ["hold"]


def test_each_place_remembers_its_cursor(page: ModerationPage) -> None:
    page.table.set_cursor(7)
    here = cursor(page)
    page.open_place(Place.SPAM)
    page.open_place(Place.PENDING)
    assert cursor(page) == here


def test_no_reply_to_spam(page: ModerationPage, asked: Asked) -> None:
    page.open_place(Place.SPAM)
    page.table.setFocus()
    press(page, Key.Key_R)
    assert not isinstance(QApplication.focusWidget(), QPlainTextEdit)
    assert asked.said[-1] == "Restore the comment before you reply to it"


def test_an_account_that_may_not_moderate_is_told_who_can_change_it(
    qtbot: QtBot, tmp_path: Path, asked: Asked, clock: TurningClock
) -> None:
    use_language("en")
    site = a_site(roles=("author",), capabilities=frozenset({"edit_posts"}))
    desk = queue_desk(tmp_path, clock, site=site)
    page = ModerationPage(make_context(desk, asked))
    qtbot.addWidget(page)
    page.open_place(Place.PENDING)
    page.show()
    assert page.list._empties["lock"].accessibleName().startswith("This account (Author) cannot moderate")
    press(page, Key.Key_S)
    page.doing.decide(Decision.SPAM)
    assert desk.outbox() == []
    page.close()
    desk.close()


def test_a_role_taken_away_in_mid_queue_is_said_and_given_back(qtbot: QtBot, page: ModerationPage, desk: Desk) -> None:
    full = desk.site
    desk.site = a_site(roles=("author",), capabilities=frozenset({"edit_posts"}))
    page.context.bridge.announce(Changes.SITE)
    assert page.queue.model.rowCount() == 0
    assert page.list._empties["lock"].isVisible()
    press(page, Key.Key_S)
    assert desk.outbox() == []
    desk.site = full
    page.context.bridge.announce(Changes.SITE)
    assert page.table.isVisible()
    assert page.detail.shown_id() == 1313
    assert page.list.search.isEnabled()


# Search and filters ---------------------------------------------------------------------------------------------------


def test_search_as_you_type_and_out_again(qtbot: QtBot, page: ModerationPage) -> None:
    press(page, Key.Key_Slash)
    qtbot.keyClicks(QApplication.focusWidget(), "honorer dapodik")
    qtbot.waitUntil(lambda: page.queue.model.rowCount() == 1)
    press(page, Key.Key_Return)
    assert page.table.hasFocus()
    assert page.detail.shown_id() == 1306
    page.list.search.setFocus()
    press(page, Key.Key_Escape)
    qtbot.waitUntil(lambda: page.queue.model.rowCount() == 313)
    assert cursor(page) == 1306
    press(page, Key.Key_Escape)
    assert page.table.hasFocus()


def test_nothing_matches_offers_to_remove_the_filters(qtbot: QtBot, page: ModerationPage) -> None:
    page.list.search.setText("zzzz")
    qtbot.waitUntil(lambda: page.queue.model.rowCount() == 0)
    assert page.list._nothing is not None
    assert page.list._nothing.isVisible()
    page.list.focus_list()
    press(page, Key.Key_Space)
    qtbot.waitUntil(lambda: page.queue.model.rowCount() == 313)
    assert page.list.search.text() == ""


def test_filters_combine_and_show_as_chips(page: ModerationPage) -> None:
    page.doing.only(article=True)
    page.ask(CommentQuery(post=page.queue.query.post, has_link=True))
    assert page.queue.model.rowCount() == 1
    page.list.chip_closed.emit("post")
    assert page.queue.query == CommentQuery(has_link=True)
    assert page.queue.model.rowCount() == 3


def test_with_waiting_ones_shown_a_decided_row_stays_and_the_cursor_goes_on(page: ModerationPage) -> None:
    page.ask(CommentQuery(include_waiting=True))
    page.finish()
    press(page, Key.Key_S)
    assert cursor(page) == 1312
    assert page.queue.model.rowCount() == 313
    row = page.queue.model.comment_at(0)
    assert row is not None
    assert page.queue.mark(row).tag == "Spam · waiting"


def test_order_is_chosen_by_the_person_alone(page: ModerationPage) -> None:
    here = cursor(page)
    page.doing.do("sort")
    assert page.queue.model.id_at(0) == 1001
    assert cursor(page) == here


# Panes ----------------------------------------------------------------------------------------------------------------


def test_the_context_hides_and_slides_by_width(page: ModerationPage) -> None:
    page.set_effective_width(1366)
    assert page.info is not None
    assert page.info.isVisible()
    press(page, Key.Key_I)
    assert not page.info.isVisible()
    press(page, Key.Key_I)
    page.set_effective_width(1100)
    assert not page.info.isVisible()
    press(page, Key.Key_I)
    assert page.info.isVisible()
    press(page, Key.Key_Escape)
    assert not page.info.isVisible()


def test_in_a_narrow_window_one_pane_shows_at_a_time(page: ModerationPage) -> None:
    page.set_effective_width(683)
    assert page.table.isVisible()
    assert not page.detail.isVisible()
    press(page, Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.table.isVisible()
    press(page, Key.Key_S)
    assert page.detail.isVisible()
    assert page.detail.shown_id() == 1312
    press(page, Key.Key_Escape)
    assert page.table.isVisible()
    assert page.table.hasFocus()
    page.set_effective_width(1366)
    assert page.table.isVisible()
    assert page.detail.isVisible()


def test_widths_and_density_are_kept(qtbot: QtBot, page: ModerationPage, context: Context) -> None:
    page.doing.do("dense")
    page.split._sizes = (420, 300)
    again = ModerationPage(context)
    qtbot.addWidget(again)
    again.restore_state(page.save_state())
    assert again.table.is_dense()
    assert again.split.sizes()["list"] == 420
    again.restore_state(b"not json")


def test_tab_goes_from_list_to_search_to_actions_to_text_to_reply(page: ModerationPage) -> None:
    order = []
    widget: QWidget = page.table
    for _ in range(40):
        order.append(widget)
        widget = widget.nextInFocusChain()
    wanted = [page.table, page.list.search, page.detail.bar.main[0], page.detail.view.text, page.detail.reply.text]
    places = [order.index(one) for one in wanted]
    assert places == sorted(places)


def test_the_article_opens_in_the_browser(page: ModerationPage, asked: Asked) -> None:
    press(page, Key.Key_O)
    assert asked.urls == ["https://bkd.example.go.id/?p=10"]


def test_the_day_in_figures_when_all_is_done(page: ModerationPage, desk: Desk, asked: Asked) -> None:
    desk.moderate(list(page.queue.model.ids)[3:], Decision.SPAM)
    page.read_again()
    for key in (Key.Key_A, Key.Key_A, Key.Key_D):
        press(page, key)
    assert page.middle.done is not None
    assert page.middle.done.isVisible()
    assert page.middle.done._title.text() == "313 comments decided today"


# Screen readers -------------------------------------------------------------------------------------------------------


def test_rows_and_widgets_have_names(page: ModerationPage) -> None:
    index = page.queue.model.index(0, 0)
    spoken = page.queue.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(spoken, str)
    assert spoken.startswith("gede mania, link in the name, 07:12, Mantap infonya")
    assert page.table.accessibleName() == "Comments: Pending"
    assert page.detail.view.text.accessibleName() == "Comment"
    assert page.detail.reply.text.accessibleName() == "Reply to gede mania as Dewi Embun…"


def test_every_command_has_a_name_and_no_key_means_two_things(page: ModerationPage) -> None:
    for place in (Place.PENDING, Place.APPROVED, Place.SPAM, Place.TRASH):
        page.open_place(place)
        keys = [key for command in page.commands() for key in command.keys]
        assert len(keys) == len(set(keys))
        assert len({command.name for command in page.commands()}) == len(page.commands())
