"""One open list of comments: what it asks for, what it shows, and what arrived since and waits to be let in.

Nothing moves by itself: what a person decided leaves at once, what a sync brings gathers behind a strip until it is
let in, and what vanished from the site is taken out. Knows the Desk and the model; knows no view.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.comment import AuthorHistory, Comment, CommentQuery, ListedComment
from bkddesk.ui.moderation.comment_text import one_line
from bkddesk.ui.moderation.facts import Mark, article_title, mark, writer
from bkddesk.ui.moderation.list_model import CommentListModel, difference
from bkddesk.ui.moderation.times import number, short_moment, site_day

FIRST = 128
"""Ids read at first: a few screens."""


class Queue(QObject):
    """The list that a place shows. Texts for rows are made here once and kept while the row stays the same."""

    arrived = Signal()
    """What waits behind the strip has changed."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.query = CommentQuery()
        self.complete = True
        """Whether the model holds the whole list, or only its first screens so far."""
        self.model = CommentListModel(desk.comments, self.spoken, self)
        self.arrivals: list[int] = []
        self._unsent_replies: frozenset[int] = frozenset()
        self._let_in: set[int] = set()
        self._all_new = False
        self._never_read = False
        self._histories: dict[tuple[str, str, str], AuthorHistory] = {}
        self._lines: dict[int, tuple[ListedComment, str]] = {}
        self._marks: dict[int, tuple[ListedComment, Mark]] = {}
        self._today = site_day(desk.day_start(), desk.site.found.zone)

    # Opening and reading again ------------------------------------------------------------------------------------

    def open(self, query: CommentQuery) -> None:
        """Show what `query` asks for, from the beginning: the first screens; `finish` reads the rest of a long list."""
        self.query = query
        ids = self._read(FIRST)
        self.complete = len(ids) < FIRST
        self.model.show(ids)
        rows = [row for place in range(20) if (row := self.model.comment_at(place))]
        self._never_read = not self._desk.last_sync()
        # After the first sync nobody has seen anything; when everything is new, nothing is.
        self._all_new = bool(rows) and all(row.is_new for row in rows)
        self.arrived.emit()

    def finish(self) -> None:
        """Read what `open` left out."""
        self.complete = True
        self.model.adopt(self._desk.list_comments(self.query))

    def clear(self) -> None:
        """Show nothing."""
        self.model.show(array("q"))
        self.arrivals = []
        self.complete = True

    def read_again(self) -> list[int]:
        """Take over what a sync changed: the ids that vanished. Arrivals gather, but for those that move nothing:

        into an empty list, and behind the last comment, where a first sync brings the older ones.
        """
        if not self.complete:
            self.finish()
        fresh = self._desk.list_comments(self.query)
        gone, arrivals = difference(self.model.ids, fresh)
        self._forget_words()
        was_empty = not self.model.ids
        self.model.remove(gone)
        last = self.model.id_at(len(self.model.ids) - 1)
        tail = set(arrivals) if not last else set(fresh[fresh.index(last) + 1 :]).intersection(arrivals)
        if tail:
            self.model.append(one for one in arrivals if one in tail)
            arrivals = [one for one in arrivals if one not in tail]
        if self._never_read and was_empty:
            self._all_new = True
        elif not self._all_new:
            self._let_in.update(tail)
        self.model.forget()
        self.arrivals = arrivals
        self.arrived.emit()
        return gone

    def let_in(self) -> int:
        """Show what has gathered; the first of it in the list's order, 0 for none."""
        first = self.arrivals[0] if self.arrivals else 0
        self._let_in.update(self.arrivals)
        self.complete = True
        self.model.adopt(self._read())
        self.arrived.emit()
        return first

    def _read(self, limit: int = 0) -> array[int]:
        self._today = site_day(self._desk.day_start(), self._desk.site.found.zone)
        self.arrivals = []
        self._forget_words()
        return self._desk.list_comments(self.query, limit)

    # After the person's own acts ----------------------------------------------------------------------------------

    def settle(self, ids: Sequence[int]) -> None:
        """After a decision about these: those that no longer belong here leave, the others show what waits."""
        rows = self._desk.comments(ids)
        self._forget_writers(rows.values())
        staying = [row for row in rows.values() if belongs(row, self.query)]
        kept = {row.id for row in staying}
        self.model.remove([comment_id for comment_id in ids if comment_id not in kept])
        self.model.renew(staying)

    def bring_back(self, ids: Iterable[int]) -> list[int]:
        """After an undo: put those that belong here back where they stood; the ids that are in the list now."""
        back = []
        rows = self._desk.comments(list(ids))
        self._forget_writers(rows.values())
        for row in rows.values():
            if not belongs(row, self.query):
                self.model.remove([row.id])
                continue
            if self.model.row_of(row.id) < 0:
                if not self._still_matches(row):
                    continue
                self.model.insert(self._place_of(row), row.id)
            self.model.renew([row])
            back.append(row.id)
        if self.arrivals:
            self.arrivals = [one for one in self.arrivals if one not in back]
            self.arrived.emit()
        return back

    def renew(self, comment_id: int) -> None:
        """One row has changed in a way that keeps it where it is (an edit, a reply begun)."""
        self.model.renew(self._desk.comments([comment_id]).values())

    def _still_matches(self, row: ListedComment) -> bool:
        if not (self.query.search or self.query.has_link):
            return (self.query.post is None or row.comment.post == self.query.post) and (
                self.query.author_email is None or row.comment.author_email == self.query.author_email
            )
        # The narrowest question that can answer it: the same one, asked of this article alone.
        return row.id in self._desk.list_comments(replace(self.query, post=row.comment.post))

    def _place_of(self, row: ListedComment) -> int:
        """Where a comment stands in the order of the list, found by halving: some 17 rows among 100,000."""
        wanted = (row.comment.date_gmt, row.id)
        low, high = 0, len(self.model.ids)
        while low < high:
            middle = (low + high) // 2
            other = self.model.comments([self.model.id_at(middle)])
            if not other:
                # Gone from the store since the list was read: any neighbour will do.
                low = middle + 1
                continue
            before = (other[0].comment.date_gmt, other[0].id)
            if before < wanted if self.query.oldest_first else before > wanted:
                low = middle + 1
            else:
                high = middle
        return low

    # What rows say ------------------------------------------------------------------------------------------------

    def history(self, comment: Comment) -> AuthorHistory:
        """What the site knows of a comment's writer; remembered until something changes."""
        key = _writer_key(comment)
        found = self._histories.get(key)
        if found is None:
            found = self._histories[key] = self._desk.author_history(comment)
        return found

    def mark(self, row: ListedComment) -> Mark:
        """What a row shows beside the text."""
        kept = self._marks.get(row.id)
        if kept is None or kept[0] is not row:
            fresh = row.is_new and (not self._all_new or row.id in self._let_in)
            unsent = row.id in self._unsent_replies
            kept = (row, mark(row, self.history(row.comment), unsent_reply=unsent, fresh=fresh))
            self._marks[row.id] = kept
        return kept[1]

    def set_unsent_replies(self, ids: Iterable[int]) -> None:
        """Which comments have a reply that was begun and not sent."""
        self._unsent_replies = frozenset(ids)
        self._marks.clear()

    def _forget_words(self) -> None:
        self._histories.clear()
        self._lines.clear()
        self._marks.clear()

    def _forget_writers(self, rows: Iterable[ListedComment]) -> None:
        """These writers' past has changed, under every name that they use."""
        gone = {_writer_key(row.comment)[:2] for row in rows}
        self._histories = {key: past for key, past in self._histories.items() if key[:2] not in gone}
        self._marks.clear()

    def line(self, row: ListedComment) -> str:
        """The beginning of the text in one line."""
        kept = self._lines.get(row.id)
        if kept is None or kept[0] is not row:
            if len(self._lines) > 4096:
                self._lines.clear()
            kept = self._lines[row.id] = (row, one_line(row.content))
        return kept[1]

    def time(self, row: ListedComment) -> str:
        """When it was written, as short as a row needs."""
        return short_moment(row.comment.date_gmt, self._desk.site.found.zone, self._today)

    def spoken(self, row: ListedComment) -> str:
        """A row in words for a screen reader: who, what is known, when, what it says, where."""
        parts = (writer(row), self.mark(row).tag, self.time(row), self.line(row), article_title(row))
        return ", ".join(part for part in parts if part)

    def position(self, row: int) -> str:
        """Where the cursor stands: "1 of 313"."""
        return tr("{position} of {total}", position=number(row + 1), total=number(len(self.model.ids)))


def belongs(row: ListedComment, query: CommentQuery) -> bool:
    """Whether a comment still stands in the list after a decision; of the other conditions none can have changed."""
    if query.waiting is not None and query.waiting != (row.pending is not None):
        return False
    if query.status is None or row.status is query.status:
        return True
    return query.include_waiting and row.pending is not None and row.comment.status is query.status


def _writer_key(comment: Comment) -> tuple[str, str, str]:
    if comment.author_email:
        return (comment.author_email, "", comment.author_name)
    return ("", comment.author_ip, comment.author_name)
