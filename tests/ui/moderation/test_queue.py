"""One open list over a real Desk: decided rows leave, arrivals wait, undone rows return to their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.language import use_language
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision
from bkddesk.store import comments as comment_store
from bkddesk.ui.moderation.queue import FIRST, Queue
from tests.builders import a_comment, a_desk, second_connection, site_says
from tests.ui.moderation.helpers import KLINIK, PPPK


@pytest.fixture
def queue(qtbot: QtBot, desk: Desk) -> Queue:
    use_language("en")
    made = Queue(desk)
    made.open(CommentQuery())
    made.finish()
    return made


def newcomer(comment_id: int = 5001, minute: int = 30) -> object:
    return a_comment(comment_id, date_gmt=f"2026-11-24T02:{minute}:00", author_name="Pendatang")


def test_it_opens_newest_first(queue: Queue) -> None:
    assert queue.model.rowCount() == 313
    assert queue.model.id_at(0) == 1313
    assert queue.position(0) == "1 of 313"


def test_a_decided_comment_leaves_and_comes_back_to_its_place(queue: Queue, desk: Desk) -> None:
    before = list(queue.model.ids)
    desk.moderate([before[100], before[5]], Decision.SPAM)
    queue.settle([before[100], before[5]])
    assert list(queue.model.ids) == [one for one in before if one not in (before[100], before[5])]
    desk.undo()
    assert sorted(queue.bring_back([before[100], before[5]])) == sorted([before[100], before[5]])
    assert list(queue.model.ids) == before


def test_a_place_is_found_in_either_order(queue: Queue, desk: Desk) -> None:
    queue.open(CommentQuery(oldest_first=True))
    assert queue.model.rowCount() == FIRST
    assert not queue.complete
    queue.finish()
    assert queue.complete
    before = list(queue.model.ids)
    for place in (0, 150, 312):
        desk.moderate([before[place]], Decision.SPAM)
        queue.settle([before[place]])
        desk.undo()
        queue.bring_back([before[place]])
        assert list(queue.model.ids) == before


def test_waiting_rows_stay_when_asked_for(queue: Queue, desk: Desk) -> None:
    queue.open(CommentQuery(include_waiting=True))
    desk.moderate([1313], Decision.SPAM)
    queue.settle([1313])
    row = queue.model.comment_at(0)
    assert row is not None
    assert row.pending is Decision.SPAM
    assert queue.mark(row).tag == "Spam · waiting"
    assert queue.mark(row).dim


def test_what_a_sync_brings_gathers_behind_the_strip(qtbot: QtBot, queue: Queue, tmp_path: Path) -> None:
    site_says(tmp_path, [newcomer(), a_comment(5002, date_gmt="2026-11-24T02:31:00")])
    with qtbot.waitSignal(queue.arrived):
        queue.read_again()
    assert queue.arrivals == [5002, 5001]
    assert queue.model.id_at(0) == 1313
    assert queue.let_in() == 5002
    assert list(queue.model.ids[:3]) == [5002, 5001, 1313]
    assert queue.arrivals == []


def test_what_vanished_from_the_site_leaves(queue: Queue, tmp_path: Path) -> None:
    db = second_connection(tmp_path)
    comment_store.remove(db, [1300, 1001])
    db.close()
    site_says(tmp_path, [a_comment(1290, status=CommentStatus.APPROVED)])
    assert queue.read_again() == [1300, 1290, 1001]
    assert queue.model.rowCount() == 310


def test_into_an_empty_list_arrivals_go_at_once(queue: Queue, tmp_path: Path) -> None:
    queue.open(CommentQuery(CommentStatus.TRASH))
    site_says(tmp_path, [a_comment(5001, status=CommentStatus.TRASH)])
    queue.read_again()
    assert list(queue.model.ids) == [5001]
    assert queue.arrivals == []


def test_undo_does_not_bring_a_comment_into_a_list_it_does_not_match(queue: Queue, desk: Desk) -> None:
    queue.open(CommentQuery(post=KLINIK))
    desk.moderate([1313], Decision.SPAM)  # about another article
    desk.undo()
    assert queue.bring_back([1313]) == []
    queue.open(CommentQuery(search="klinik"))
    assert queue.bring_back([1313]) == []
    queue.open(CommentQuery(search="modal receh", post=PPPK))
    before = list(queue.model.ids)
    desk.moderate([1313], Decision.SPAM)
    queue.settle([1313])
    desk.undo()
    assert queue.bring_back([1313]) == [1313]
    assert list(queue.model.ids) == before


def test_rows_say_what_is_known(queue: Queue) -> None:
    tags = {}
    for place in range(9):
        row = queue.model.comment_at(place)
        assert row is not None
        tags[row.comment.author_name] = queue.mark(row).tag
    assert tags["gede mania"] == "link in the name"
    assert tags["Jasa Backlink Murah"] == "2 links"
    assert tags["Pak Jambu"] == "12 approved"
    assert tags["Ratna Purnamasenja"] == "new author"
    assert tags["cuan tiap hari"] == "new author"


def test_a_row_in_words(queue: Queue) -> None:
    row = queue.model.comment_at(7)
    assert row is not None
    assert queue.spoken(row) == (
        "Ratna Purnamasenja, new author, Yesterday, Apakah guru honorer yang belum masuk Dapodik boleh mendaftar tahun "
        "ini?, Pendaftaran Seleksi PPPK 2026 Dibuka 1 Desember"
    )


def test_after_the_first_sync_nothing_is_called_new(queue: Queue, desk: Desk, tmp_path: Path) -> None:
    row = queue.model.comment_at(7)
    assert row is not None
    assert row.is_new
    assert queue.mark(row).icon == ""
    site_says(tmp_path, [newcomer()])
    queue.read_again()
    queue.let_in()
    first = queue.model.comment_at(0)
    assert first is not None
    assert queue.mark(first).icon == "dot"
    desk.mark_shown([5001])
    queue.open(CommentQuery())
    first = queue.model.comment_at(0)
    assert first is not None
    assert queue.mark(first).icon == ""


def test_older_ones_that_a_first_sync_brings_go_behind_the_last_at_once(queue: Queue, tmp_path: Path) -> None:
    site_says(tmp_path, [a_comment(900 + n, date_gmt=f"2025-01-01T00:{n:02}:00") for n in range(30)])
    site_says(tmp_path, [a_comment(5001, date_gmt="2026-11-24T02:30:00")])
    queue.read_again()
    assert queue.model.rowCount() == 343
    assert queue.arrivals == [5001]


def test_what_the_first_sync_brings_is_not_called_new(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    queue = Queue(desk)
    queue.open(CommentQuery())
    site_says(tmp_path, [a_comment(number) for number in range(10, 20)])
    queue.read_again()
    site_says(tmp_path, [a_comment(5, date_gmt="2025-01-01T00:00:00")])
    queue.read_again()
    assert queue.model.rowCount() == 11
    assert {queue.mark(row).icon for row in queue.model.comments(list(queue.model.ids))} == {""}
    desk.close()
