"""The list of comments as Qt sees it: ids in order, rows fetched a page at a time when somebody looks at them.

Never re-sorts: it shows, takes out and puts in what it is told, with the smallest change that does it, so that the
view keeps cursor, selection and place. Knows where rows come from only as a function.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bkddesk.model.comment import ListedComment

PAGE = 128
"""Rows fetched at once: a few screens full, 1.5 ms."""
CACHED = 64 * PAGE
"""Rows kept; beyond that the older half is let go."""
SMALL = 64
"""Runs of rows up to which a change is told to the view row by row; above that it is told to start afresh."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CommentListModel(QAbstractTableModel):
    """One column; the delegate asks `comment_at`, screen readers ask `data`."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], dict[int, ListedComment]],
        spoken: Callable[[ListedComment], str],
        parent: QObject | None = None,
    ) -> None:
        """`fetch` gives rows by id (absent: gone); `spoken` puts a row into words for a screen reader."""
        super().__init__(parent)
        self._fetch = fetch
        self._spoken = spoken
        self._ids: array[int] = array("q")
        self._rows: dict[int, ListedComment] = {}
        self.near = 0
        """Where the next question about a row will most likely be: the row under the cursor."""

    # What Qt asks -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.comment_at(index.row())
        return "" if row is None else self._spoken(row)

    # What the queue asks ------------------------------------------------------------------------------------------

    @property
    def ids(self) -> array[int]:
        """The ids in order. Not to be changed by the caller."""
        return self._ids

    def id_at(self, row: int) -> int:
        """The id in a row; 0 outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def row_of(self, comment_id: int) -> int:
        """The row of an id; -1 where it is not in the list."""
        if self.id_at(self.near) == comment_id:
            return self.near
        try:
            return self._ids.index(comment_id)
        except ValueError:
            return -1

    def comment_at(self, row: int) -> ListedComment | None:
        """The comment in a row, fetched with its neighbours when needed; None where it is gone from the store."""
        if not 0 <= row < len(self._ids):
            return None
        found = self._rows.get(self._ids[row])
        if found is None:
            self._fetch_page(row)
            found = self._rows.get(self._ids[row])
        return found

    def comments(self, ids: Sequence[int]) -> list[ListedComment]:
        """These comments in the given order, without those that are gone."""
        missing = [comment_id for comment_id in ids if comment_id not in self._rows]
        fetched = self._fetch(missing) if missing else {}
        found = (self._rows.get(comment_id) or fetched.get(comment_id) for comment_id in ids)
        return [row for row in found if row is not None]

    def _fetch_page(self, row: int) -> None:
        first = row - row % PAGE
        wanted = [comment_id for comment_id in self._ids[first : first + PAGE] if comment_id not in self._rows]
        if len(self._rows) > CACHED:
            self._rows = dict(list(self._rows.items())[CACHED // 2 :])
        self._rows.update(self._fetch(wanted))

    # What changes it ----------------------------------------------------------------------------------------------

    def show(self, ids: array[int]) -> None:
        """Show another list from the beginning."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._rows.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Fetch every row again when it is next looked at."""
        self._rows.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def renew(self, rows: Iterable[ListedComment]) -> None:
        """Take newer versions of rows that are in the list."""
        for comment in rows:
            self._rows[comment.id] = comment
            row = self.row_of(comment.id)
            if row >= 0:
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def remove(self, ids: Iterable[int]) -> None:
        """Take comments out of the list."""
        leaving = set(ids)
        if len(leaving) <= 2:
            rows = sorted(row for row in map(self.row_of, leaving) if row >= 0)
        else:
            rows = [row for row, comment_id in enumerate(self._ids) if comment_id in leaving]
        runs = _runs(rows)
        if len(runs) > SMALL:
            self.show(array("q", (comment_id for comment_id in self._ids if comment_id not in leaving)))
            return
        for first, last in reversed(runs):
            self.beginRemoveRows(_ROOT, first, last)
            del self._ids[first : last + 1]
            self.endRemoveRows()
        for comment_id in leaving:
            self._rows.pop(comment_id, None)

    def insert(self, row: int, comment_id: int) -> None:
        """Put one comment into the list at `row`."""
        self.beginInsertRows(_ROOT, row, row)
        self._ids.insert(row, comment_id)
        self.endInsertRows()

    def append(self, ids: Iterable[int]) -> None:
        """Put comments behind the last one."""
        more = array("q", ids)
        if more:
            self.beginInsertRows(_ROOT, len(self._ids), len(self._ids) + len(more) - 1)
            self._ids.extend(more)
            self.endInsertRows()

    def adopt(self, fresh: array[int]) -> None:
        """Show exactly `fresh`, telling the view only what differs; many differences: from the beginning."""
        gone, arrived = difference(self._ids, fresh)
        self.remove(gone)
        new = set(arrived)
        rows = [row for row, comment_id in enumerate(fresh) if comment_id in new] if new else []
        runs = _runs(rows)
        if len(runs) <= SMALL:
            for first, last in runs:
                self.beginInsertRows(_ROOT, first, last)
                self._ids[first:first] = fresh[first : last + 1]
                self.endInsertRows()
        if self._ids != fresh:
            self.show(fresh)


def difference(shown: array[int], fresh: array[int]) -> tuple[list[int], list[int]]:
    """Which ids are gone from `shown`, and which have arrived in `fresh`, in its order.

    Lists that agree at both ends cost a comparison of memory there, whatever their length.
    """
    if shown == fresh:
        return [], []
    start = _common(len(shown), len(fresh), lambda n: shown[:n] == fresh[:n])
    shown, fresh = shown[start:], fresh[start:]
    end = _common(len(shown), len(fresh), lambda n: shown[len(shown) - n :] == fresh[len(fresh) - n :])
    old, new = shown[: len(shown) - end], fresh[: len(fresh) - end]
    old_set, new_set = set(old), set(new)
    return [one for one in old if one not in new_set], [one for one in new if one not in old_set]


def _common(a: int, b: int, equal: Callable[[int], bool]) -> int:
    low, high = 0, min(a, b)
    while low < high:
        middle = (low + high + 1) // 2
        if equal(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending rows as (first, last) of each unbroken run."""
    if not rows:
        return []
    breaks = [(a, b) for a, b in pairwise(rows) if b != a + 1]
    return list(zip([rows[0], *(b for _, b in breaks)], [*(a for a, _ in breaks), rows[-1]], strict=True))
