"""The list model: pages on demand, and the smallest change that shows a new list."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from bkddesk.model.comment import CommentStatus, ListedComment
from bkddesk.ui.moderation.list_model import PAGE, SMALL, CommentListModel, difference
from tests.builders import a_comment


class Store:
    """Rows by id, and what was asked for."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.known = {
            comment_id: ListedComment(a_comment(comment_id), CommentStatus.HOLD, f"Teks {comment_id}", "Artikel")
            for comment_id in ids
        }
        self.asked: list[list[int]] = []

    def fetch(self, ids: Sequence[int]) -> dict[int, ListedComment]:
        self.asked.append(list(ids))
        return {comment_id: self.known[comment_id] for comment_id in ids if comment_id in self.known}


def countdown(length: int) -> array[int]:
    return array("q", range(length, 0, -1))


@pytest.fixture
def store() -> Store:
    return Store(range(1, 1001))


@pytest.fixture
def model(qtbot: QtBot, store: Store) -> CommentListModel:
    made = CommentListModel(store.fetch, lambda row: row.content)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show(countdown(1000))
    store.asked.clear()
    return made


def test_rows_come_in_pages_when_looked_at(model: CommentListModel, store: Store) -> None:
    assert model.rowCount() == 1000
    row = model.comment_at(130)
    assert row is not None
    assert row.id == 870
    assert store.asked == [list(range(1000 - PAGE, 1000 - 2 * PAGE, -1))]
    model.comment_at(PAGE)
    model.comment_at(2 * PAGE - 1)
    assert len(store.asked) == 1


def test_a_row_that_is_gone_from_the_store_is_empty(model: CommentListModel, store: Store) -> None:
    del store.known[995]
    assert model.comment_at(5) is None
    assert model.data(model.index(5, 0)) == ""
    assert model.data(model.index(6, 0), Qt.ItemDataRole.AccessibleTextRole) == "Teks 994"


def test_cursor_and_selection_follow_their_comments(model: CommentListModel) -> None:
    selection = QItemSelectionModel(model)
    selection.select(model.index(10, 0), QItemSelectionModel.SelectionFlag.Select)
    cursor = QPersistentModelIndex(model.index(500, 0))
    model.remove([1000, 999, 600])
    model.insert(0, 1001)
    assert [index.row() for index in selection.selectedIndexes()] == [9]
    assert cursor.row() == 498
    assert model.id_at(cursor.row()) == 500


def test_adopting_a_list_keeps_what_stays(model: CommentListModel) -> None:
    cursor = QPersistentModelIndex(model.index(500, 0))
    fresh = array(
        "q",
        [
            1003,
            1002,
            *(number for number in countdown(1000) if number not in (998, 250)),
        ],
    )
    fresh.insert(40, 2000)
    model.adopt(fresh)
    assert model.ids == fresh
    assert model.id_at(cursor.row()) == 500


def test_a_very_different_list_is_shown_afresh(model: CommentListModel) -> None:
    fresh = array("q", range(1000, 0, -2))
    model.adopt(fresh)
    assert model.ids == fresh
    model.adopt(countdown(1000))
    assert model.ids == countdown(1000)


def test_another_order_is_shown_afresh(model: CommentListModel) -> None:
    model.adopt(array("q", range(1, 1001)))
    assert model.id_at(0) == 1


def test_many_scattered_rows_leave_at_once(model: CommentListModel) -> None:
    leaving = list(range(1, 1000, 7))
    assert len(leaving) > SMALL
    model.remove(leaving)
    assert list(model.ids) == [number for number in countdown(1000) if number not in leaving]


def test_renewed_rows_are_told(qtbot: QtBot, model: CommentListModel, store: Store) -> None:
    assert model.comment_at(0) is not None
    newer = ListedComment(a_comment(999), CommentStatus.SPAM, "Lain", "Artikel")
    with qtbot.waitSignal(model.dataChanged) as told:
        model.renew([newer])
    assert told.args is not None
    assert told.args[0].row() == 1
    assert model.comment_at(1) is newer


@given(st.lists(st.integers(1, 60), unique=True), st.sets(st.integers(1, 60)), st.sets(st.integers(61, 90)))
def test_difference_finds_what_left_and_what_came(shown: list[int], gone: set[int], new: set[int]) -> None:
    fresh = [one for one in shown if one not in gone]
    for place, one in enumerate(sorted(new)):
        fresh.insert((one * 7 + place) % (len(fresh) + 1), one)
    left, came = difference(array("q", shown), array("q", fresh))
    assert left == [one for one in shown if one in gone]
    assert came == [one for one in fresh if one in new]


@given(st.lists(st.integers(1, 200), unique=True), st.lists(st.integers(1, 200), unique=True))
def test_adopt_ends_with_the_list_it_was_given(shown: list[int], fresh: list[int]) -> None:
    model = CommentListModel(lambda _: {}, str)
    model.show(array("q", shown))
    model.adopt(array("q", fresh))
    assert list(model.ids) == fresh
