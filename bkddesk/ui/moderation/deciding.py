"""Carries out what a person decides about the open list, and takes it back: the Desk first, then the list, at once.

Every act is remembered with its way back, newest last. Knows the Desk, the queue and the table; draws nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from bkddesk.language import tr
from bkddesk.model.comment import Decision
from bkddesk.model.errors import DeskError
from bkddesk.model.outbox import LoggedDecision
from bkddesk.ui.context import Context
from bkddesk.ui.moderation.comment_table import CommentTable
from bkddesk.ui.moderation.comment_text import name_line
from bkddesk.ui.moderation.facts import DECISION_ICONS, decided, was_decided, writer
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.unsent import UnsentTexts

Answer = TypeVar("Answer")
REACH = 100
"""How many acts back undo goes."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did, in words, with the way back. `batch` is 0 for what is not a decision."""

    icon: str
    text: str
    take_back: Callable[[], bool]
    batch: int = 0


class Deciding(QObject):
    """Decide, reply, edit, undo."""

    acted = Signal()
    """Something was done or taken back: counts, strip and lists of what was decided have changed."""
    reply_returned = Signal(int)
    """A reply was taken back; its text waits again with this comment."""

    def __init__(
        self, context: Context, queue: Queue, table: CommentTable, unsent: UnsentTexts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._queue, self._table, self._unsent = context, queue, table, unsent
        self._desk = context.desk
        self.acting = False
        """Whether a change that the Desk announces now is our own: the list has been, or will be, told already."""
        self.acts: list[Act] = []

    def remember_today(self) -> None:
        """Begin with what was decided earlier today, before bkddesk was closed."""
        since = self._desk.day_start()
        logged = [one for one in self._desk.recent_decisions(5 * REACH) if one.at >= since and not one.undone]
        self.acts = [self._act_of(batch) for batch in reversed(batches(logged)[:REACH])]

    def last(self) -> Act | None:
        """What undo would take back."""
        return self.acts[-1] if self.acts else None

    # Deciding -----------------------------------------------------------------------------------------------------

    def decide(self, ids: Sequence[int], decision: Decision) -> int:
        """Decide about comments of the list; the cursor goes on. How many it changed."""
        first = self._queue.model.comments(list(ids[:1]))
        done = self._carry_out(lambda: self._desk.moderate(ids, decision)) if first else None
        if done is None:
            return 0
        if not done.count:
            self._context.say(tr("Already so: {status}", status=decided(decision)))
            return 0
        self._settle(ids)
        text = f"{decided(decision)}: {writer(first[0])}" if done.count == 1 else was_decided(decision, done.count)
        self._remember(Act(DECISION_ICONS[decision], text, lambda: self._undo_batch(done.batch), done.batch))
        self._context.say(tr("{what}. Undo: {key}", what=was_decided(decision, done.count), key="z"))
        return done.count

    def reply(self, comment_id: int, text: str, *, approve: bool) -> bool:
        """Answer a comment, and approve it in the same step if asked. Sent after ten seconds, until then undone."""
        row = self._desk.comments([comment_id]).get(comment_id)
        if not text.strip() or row is None:
            return False
        before = self._desk.recent_decisions(1)
        seq = self._carry_out(lambda: self._desk.reply(comment_id, text, approve=approve))
        if seq is None:
            return False
        after = self._desk.recent_decisions(1)
        batch = after[0].batch if after != before else 0
        self._unsent.keep_reply(comment_id, "")
        self._queue.set_unsent_replies(self._unsent.replies)
        if batch:
            self._settle([comment_id])
        else:
            self._queue.renew(comment_id)
        words = tr("Approved and replied: {name}", name=writer(row)) if batch else tr("Reply: {name}", name=writer(row))
        self._remember(Act("reply", words, lambda: self._take_reply_back(comment_id, seq, text, batch), batch))
        self._context.say(tr("{what}. Undo: {key}", what=words, key="z"))
        return True

    def edit(self, comment_id: int, text: str) -> bool:
        """Change a comment's text."""
        row = self._desk.comments([comment_id]).get(comment_id)
        if row is None or not self._change_text(comment_id, text):
            return False
        before = row.content
        words = tr("Edited: {name}", name=writer(row))
        self._remember(Act("edit", words, lambda: self._change_text(comment_id, before)))
        self._context.say(tr("{what}. Undo: {key}", what=words, key="z"))
        return True

    def _change_text(self, comment_id: int, text: str) -> bool:
        def change() -> bool:
            self._desk.edit_comment(comment_id, text)
            return True

        changed = self._carry_out(change) or False
        self._queue.renew(comment_id)
        return changed

    # Taking back --------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the newest act."""
        act = self.last()
        if act is None:
            self._context.say(tr("Nothing to undo"))
        else:
            self._take_back(act)

    def undo_batch(self, batch: int) -> None:
        """Take back one batch of decisions, however long ago it was made."""
        act = next((act for act in self.acts if act.batch == batch), None)
        self._take_back(act or self._act_of(self._logged(batch)))

    def recent(self, limit: int) -> list[Act]:
        """The newest decisions, newest first, each with its way back."""
        return [act for act in reversed(self.acts) if act.batch][:limit]

    def _take_back(self, act: Act) -> None:
        done = act.take_back()
        self.acts = [other for other in self.acts if other is not act and (other.batch != act.batch or not act.batch)]
        self._context.say(tr("Undone: {what}", what=act.text) if done else tr("It can no longer be undone"))
        self.acted.emit()

    def _undo_batch(self, batch: int) -> bool:
        ids = [one.comment_id for one in self._logged(batch)]
        undone = self._carry_out(lambda: self._desk.undo(batch))
        with self._table.quietly(), self._table.keeping_place():
            back = self._queue.bring_back(ids)
            if back:
                self._table.set_cursor(min(self._queue.model.row_of(comment_id) for comment_id in back[:REACH]))
        return undone is not None and undone.count > 0

    def _take_reply_back(self, comment_id: int, seq: int, text: str, batch: int) -> bool:
        if not self._carry_out(lambda: self._desk.drop([seq])):
            return False
        if comment_id not in self._unsent.replies:
            self._unsent.keep_reply(comment_id, text)
            self._queue.set_unsent_replies(self._unsent.replies)
        if batch:
            self._undo_batch(batch)
        self._queue.renew(comment_id)
        self.reply_returned.emit(comment_id)
        return True

    # ----------------------------------------------------------------------------------------------------------------

    def _settle(self, ids: Sequence[int]) -> None:
        """Let decided rows leave; the cursor stands on the next row, at the end on the one before."""
        target = self._next_after(set(ids))
        with self._table.quietly(), self._table.keeping_place(target):
            self._queue.settle(ids)
            if set(self._table.picked_ids()) <= set(ids):
                self._table.let_go()
            row = self._queue.model.row_of(target) if target else -1
            self._table.set_cursor(row if row >= 0 else self._table.cursor_row())

    def _next_after(self, leaving: set[int]) -> int:
        """The comment that the cursor should stand on when these are decided."""
        model, cursor = self._queue.model, max(self._table.cursor_row(), 0)
        if (here := model.id_at(cursor)) not in leaving:
            return here
        for row in range(cursor + 1, model.rowCount()):
            if (comment_id := model.id_at(row)) not in leaving:
                return comment_id
        return next((one for row in range(cursor - 1, -1, -1) if (one := model.id_at(row)) not in leaving), 0)

    def _carry_out(self, command: Callable[[], Answer]) -> Answer | None:
        """Give the Desk a command of our own; None where it failed, which has then been said."""
        self.acting = True
        try:
            return command()
        except DeskError as error:
            self._context.show_error(error)
            return None
        finally:
            self.acting = False

    def _remember(self, act: Act) -> None:
        self.acts = [*self.acts[-REACH + 1 :], act]
        self.acted.emit()

    def _logged(self, batch: int) -> list[LoggedDecision]:
        """All decisions of a batch, reading as far back as it takes."""
        limit = REACH
        while True:
            logged = self._desk.recent_decisions(limit)
            if len(logged) < limit or logged[-1].batch < batch:
                return [one for one in logged if one.batch == batch]
            limit *= 4

    def _act_of(self, batch: Sequence[LoggedDecision]) -> Act:
        first = batch[0]
        name = name_line(first.author_name) or tr("anonymous")
        text = f"{decided(first.decision)}: {name}" if len(batch) == 1 else was_decided(first.decision, len(batch))
        icon = DECISION_ICONS[Decision(first.decision)]
        return Act(icon, text, lambda: self._undo_batch(first.batch), first.batch)


def batches(logged: Sequence[LoggedDecision]) -> list[list[LoggedDecision]]:
    """Decisions made by one key press together, newest first."""
    found: dict[int, list[LoggedDecision]] = {}
    for one in logged:
        found.setdefault(one.batch, []).append(one)
    return list(found.values())
