"""Decisions: written once, laid over the site's truth, replaced, undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bkddesk.desk import Desk
from bkddesk.model.changes import Changes
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision
from bkddesk.model.errors import InvalidInputError, NotFoundError
from bkddesk.model.outbox import Kind, Outcome, State
from bkddesk.store import outbox
from bkddesk.store.database import transaction
from tests.builders import TurningClock, a_comment, a_desk, an_article, second_connection, site_says

HELD = CommentQuery(CommentStatus.HOLD)
SPAM = CommentQuery(CommentStatus.SPAM)


@pytest.fixture
def clock() -> TurningClock:
    return TurningClock()


@pytest.fixture
def desk(tmp_path: Path, clock: TurningClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock=clock)
    site_says(tmp_path, [a_comment(number) for number in range(1, 11)], [an_article(10)])
    yield desk
    desk.close()


def sent(folder: Path, *, status: CommentStatus, comment_id: int) -> None:
    """What a sync does once a decision is answered."""
    db = second_connection(folder)
    item = outbox.find(db, Kind.COMMENT_STATUS, comment_id)
    assert item is not None
    with transaction(db):
        outbox.finish(db, item, Outcome.APPLIED, "2026-11-24T02:42:00.000+00:00")
    site_says(folder, [a_comment(comment_id, status=status)])
    db.close()


def test_a_decided_comment_leaves_the_queue_and_waits_in_the_outbox(desk: Desk) -> None:
    told: list[Changes] = []
    desk.on_change = told.append
    decided = desk.moderate([3], Decision.SPAM)
    assert decided.count == 1
    assert 3 not in desk.list_comments(HELD)
    assert list(desk.list_comments(SPAM)) == [3]
    row = desk.comment(3)
    assert (row.status, row.comment.status, row.pending) == (CommentStatus.SPAM, CommentStatus.HOLD, Decision.SPAM)
    assert [item.payload["decision"] for item in desk.outbox()] == ["spam"]
    assert told == [Changes.COMMENTS | Changes.OUTBOX]


def test_a_refresh_of_the_site_does_not_undo_what_waits(desk: Desk, tmp_path: Path) -> None:
    desk.moderate([3], Decision.APPROVE)
    site_says(tmp_path, [a_comment(3, author_name="Nama baru")])
    row = desk.comment(3)
    assert row.status is CommentStatus.APPROVED
    assert row.comment.author_name == "Nama baru"


def test_decided_rows_can_be_kept_in_view(desk: Desk) -> None:
    desk.moderate([3], Decision.SPAM)
    assert 3 in desk.list_comments(CommentQuery(CommentStatus.HOLD, include_waiting=True))
    assert list(desk.list_comments(CommentQuery(None, waiting=True))) == [3]


def test_a_newer_decision_replaces_the_older_and_outlives_its_answer(desk: Desk, tmp_path: Path) -> None:
    desk.moderate([3], Decision.SPAM)
    (older,) = desk.outbox()
    desk.moderate([3], Decision.APPROVE)
    db = second_connection(tmp_path)
    with transaction(db):
        assert not outbox.finish(db, older, Outcome.APPLIED, "2026-11-24T02:42:00.000+00:00")
    db.close()
    assert desk.comment(3).status is CommentStatus.APPROVED
    assert [item.payload["decision"] for item in desk.outbox()] == ["approved"]


def test_going_back_to_what_the_site_has_takes_the_decision_back(desk: Desk) -> None:
    desk.moderate([3], Decision.SPAM)
    desk.moderate([3], Decision.HOLD)
    assert desk.outbox() == []
    assert desk.comment(3).status is CommentStatus.HOLD


def test_going_back_while_the_first_is_on_its_way_is_sent_too(desk: Desk, tmp_path: Path) -> None:
    desk.moderate([3], Decision.SPAM)
    db = second_connection(tmp_path)
    with transaction(db):
        outbox.mark_sending(db, [item.seq for item in desk.outbox()])
    db.close()
    desk.moderate([3], Decision.HOLD)
    (item,) = desk.outbox()
    assert item.payload["decision"] == "hold"
    assert item.payload["ours"] == ["spam"]


def test_the_same_decision_again_changes_nothing(desk: Desk) -> None:
    desk.moderate([3], Decision.SPAM)
    before = desk.outbox()
    assert desk.moderate([3], Decision.SPAM).count == 0
    assert desk.outbox() == before


def test_undo_before_sending_leaves_no_trace_in_the_outbox(desk: Desk) -> None:
    desk.moderate([1, 2, 3], Decision.SPAM)
    undone = desk.undo()
    assert undone is not None
    assert undone.count == 3
    assert desk.outbox() == []
    assert len(desk.list_comments(HELD)) == 10
    assert desk.undo() is None


def test_undo_brings_the_replaced_decision_back_and_can_go_on(desk: Desk) -> None:
    desk.moderate([3], Decision.APPROVE)
    desk.moderate([3], Decision.SPAM)
    desk.undo()
    assert desk.comment(3).status is CommentStatus.APPROVED
    desk.undo()
    assert desk.comment(3).status is CommentStatus.HOLD
    assert desk.outbox() == []


def test_undo_of_the_third_last_of_ten_undoes_that_one(desk: Desk) -> None:
    batches = [desk.moderate([number], Decision.APPROVE).batch for number in range(1, 11)]
    desk.undo(batches[-3])
    assert desk.comment(8).status is CommentStatus.HOLD
    assert desk.comment_counts()[CommentStatus.APPROVED] == 9


def test_undo_after_sending_asks_the_site_to_restore(desk: Desk, tmp_path: Path) -> None:
    desk.moderate([3], Decision.SPAM)
    sent(tmp_path, status=CommentStatus.SPAM, comment_id=3)
    desk.undo()
    (item,) = desk.outbox()
    assert item.payload["decision"] == "restore"
    assert desk.comment(3).status is CommentStatus.HOLD


def test_undo_of_a_sent_approval_holds_the_comment_again(desk: Desk, tmp_path: Path) -> None:
    desk.moderate([3], Decision.APPROVE)
    sent(tmp_path, status=CommentStatus.APPROVED, comment_id=3)
    desk.undo()
    (item,) = desk.outbox()
    assert (item.payload["decision"], item.payload["seen_status"]) == ("hold", "approved")


def test_undo_leaves_a_newer_decision_alone(desk: Desk) -> None:
    first = desk.moderate([3, 4], Decision.SPAM).batch
    desk.moderate([3], Decision.APPROVE)
    desk.undo(first)
    assert desk.comment(3).status is CommentStatus.APPROVED
    assert desk.comment(4).status is CommentStatus.HOLD


def test_a_parked_decision_shows_the_sites_truth_and_can_be_made_anew(desk: Desk, tmp_path: Path) -> None:
    desk.moderate([3], Decision.SPAM)
    (item,) = desk.outbox()
    db = second_connection(tmp_path)
    with transaction(db):
        outbox.park(db, item.seq, State.CONFLICT, reason="edited", detail="")
    db.close()
    row = desk.comment(3)
    assert (row.status, row.attention, row.pending) == (CommentStatus.HOLD, "conflict", None)
    assert 3 in desk.list_comments(HELD)
    desk.moderate([3], Decision.SPAM)
    (again,) = desk.outbox()
    assert (again.state, again.seq > item.seq) == (State.WAITING, True)


def test_an_edit_covers_the_text_until_the_site_has_it(desk: Desk) -> None:
    desk.edit_comment(3, "Teks yang dirapikan.")
    row = desk.comment(3)
    assert (row.content, row.edit_pending) == ("Teks yang dirapikan.", True)
    assert row.comment.content != row.content
    desk.edit_comment(3, row.comment.content)
    assert desk.outbox() == []


def test_a_reply_waits_its_undo_window_and_two_replies_are_two_rows(desk: Desk, clock: TurningClock) -> None:
    desk.reply(3, "Diumumkan hari Senin.", approve=True)
    desk.reply(3, "Tempatnya di aula.", undo_window=timedelta(0))
    replies = [item for item in desk.outbox() if item.kind is Kind.COMMENT_REPLY]
    assert [item.payload["content"] for item in replies] == ["Diumumkan hari Senin.", "Tempatnya di aula."]
    assert replies[0].not_before > clock().isoformat()
    assert replies[1].not_before == ""
    assert desk.comment(3).status is CommentStatus.APPROVED
    assert desk.waiting_replies(3) == replies
    with pytest.raises(InvalidInputError):
        desk.reply(3, "  \n")


def test_what_may_be_on_its_way_cannot_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    seq = desk.reply(3, "Diumumkan hari Senin.")
    db = second_connection(tmp_path)
    with transaction(db):
        outbox.mark_sending(db, [seq])
    db.close()
    assert desk.drop([seq]) == []
    assert [item.seq for item in desk.outbox()] == [seq]


def test_search_finds_beginnings_of_words_in_text_and_evidence(desk: Desk, tmp_path: Path) -> None:
    site_says(
        tmp_path, [a_comment(11, content="Terima kasih, infonya jelas", author_name="Ratna", author_ip="198.51.100.9")]
    )
    for words in ("infon", "terima jelas", "ratna", "198.51.100.9", "WARGA11@warga"):
        assert 11 in desk.list_comments(CommentQuery(search=words)), words
    assert list(desk.list_comments(CommentQuery(search='"tidak ada* OR ('))) == []


def test_the_list_is_newest_first_and_filters_combine(desk: Desk, tmp_path: Path) -> None:
    site_says(
        tmp_path, [a_comment(11, post=20, content="lihat https://contoh.example", date_gmt="2026-11-25T00:00:00")]
    )
    assert desk.list_comments(HELD)[0] == 11
    assert desk.list_comments(CommentQuery(oldest_first=True))[-1] == 11
    assert list(desk.list_comments(CommentQuery(post=20, has_link=True))) == [11]
    assert list(desk.list_comments(CommentQuery(post=10, has_link=True))) == []


def test_thread_and_history_of_a_writer(desk: Desk, tmp_path: Path) -> None:
    site_says(
        tmp_path,
        [
            a_comment(21, parent=3, date_gmt="2026-11-24T03:00:00"),
            a_comment(22, parent=21, date_gmt="2026-11-24T04:00:00", author_email="warga3@warga.example"),
        ],
    )
    assert [row.id for row in desk.thread(21)] == [3, 21, 22]
    desk.moderate([3], Decision.SPAM)
    history = desk.author_history(desk.comment(22).comment)
    assert (history.spam, history.held) == (1, 1)
    assert "Warga 3" in history.other_names


def test_new_until_shown(desk: Desk) -> None:
    assert desk.comment(3).is_new
    desk.mark_shown([3])
    assert not desk.comment(3).is_new


def test_outbox_folds_decisions_of_one_kind(desk: Desk) -> None:
    for number in (1, 2, 3):
        desk.moderate([number], Decision.SPAM)
    desk.moderate([4], Decision.APPROVE)
    rows = desk.outbox_rows()
    assert [(len(row.items), row.first.payload["decision"]) for row in rows] == [(3, "spam"), (1, "approved")]
    assert rows[1].title == "Warga 4"


def test_an_unknown_comment_is_said(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.comment(999)
    assert desk.moderate([999], Decision.SPAM).count == 0
