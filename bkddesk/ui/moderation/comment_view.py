"""One comment to read: who wrote it, its text, what is known, the thread around it, what waits for it.

Everything in it comes from strangers: plain text, no link that a click follows, nothing loaded. Reads from the Desk.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.comment import CommentStatus, ListedComment
from bkddesk.model.outbox import Kind, OutboxItem
from bkddesk.ui import theme
from bkddesk.ui.moderation.comment_text import name_line, one_line, spans
from bkddesk.ui.moderation.fact_list import FactList
from bkddesk.ui.moderation.facts import STATUS_WORDS, decided, facts, writer
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.safe_text import SafeText
from bkddesk.ui.moderation.thread_view import Entry, ThreadView
from bkddesk.ui.moderation.times import long_moment
from bkddesk.ui.moderation.writing_box import WritingBox
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.key_values import KeyValueGrid
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.note import Note

_PARENTS, _REPLIES = 2, 5


class CommentView(QScrollArea):
    """Shows one comment at a time; `edit` carries its text while it is being changed."""

    context_asked = Signal()
    edit_changed = Signal(str)
    edit_sent = Signal(str)
    edit_left = Signal()

    def __init__(self, desk: Desk, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._queue = desk, queue
        self._row: ListedComment | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        theme.dress(content, fill="surface", max_width=Size.READING_MAX)
        theme.dress(self, fill="surface")
        self._column: QVBoxLayout = theme.vbox(content, margins=(0, Space.L, 0, Space.L), spacing=Space.M)
        self._build_head()
        self.note = Note("wait")
        self._parents = ThreadView()
        self.text = SafeText()
        self.text.setAccessibleName(tr("Comment"))
        self.edit: WritingBox | None = None
        self._known = Label(tr("What is known"), "body-strong")
        self._facts = FactList()
        self._replies = ThreadView()
        known = theme.vbox(margins=(0, Space.XS, 0, 0))
        known.addWidget(self._known)
        known.addWidget(self._facts)
        self._add(self.note)
        self._add(self._parents)
        # The text keeps room for its focus ring: it stands that much further out.
        self._add(self.text, Space.XL - Space.XS)
        self._edit_place = self._add(theme.hbox())
        self._add(known)
        self._add(self._replies)
        self._column.addStretch(1)
        self.note.hide()
        self.setWidget(content)

    def _add(self, part: QWidget | QLayout, inset: int = Space.XL) -> QLayout:
        row = theme.hbox(margins=(inset, 0, inset, 0))
        if isinstance(part, QWidget):
            row.addWidget(part)
        else:
            row.addLayout(part)
        self._column.addLayout(row)
        return row

    def _build_head(self) -> None:
        head = theme.hbox(spacing=Space.S)
        self._name = Label("", "title", elide="right")
        self._when = Label("", "caption", "text2")
        self._context = Button(tr("Context"), "user", key="i", kind="quiet")
        self._context.clicked.connect(self.context_asked)
        self._context.hide()
        head.addWidget(self._name, 1)
        head.addWidget(self._when)
        head.addWidget(self._context)
        self._who = KeyValueGrid()
        self._add(head)
        self._who_row = self._add(self._who)

    def set_alone(self, alone: bool) -> None:
        """In a narrow window the text comes first, the writer's data last; the context has a button."""
        self._context.setVisible(alone)
        self._column.removeItem(self._who_row)
        self._column.insertLayout(self._column.count() - 1 if alone else 1, self._who_row)

    def show_comment(self, row: ListedComment, *, from_top: bool = True) -> None:
        """Show this comment; `from_top`: another one than before, scrolled to its beginning."""
        self._row = row
        self._name.setText(writer(row))
        self._show_who(row)
        self._show_state(row)
        self.text.show_spans(spans(row.content))
        self._facts.show_facts(facts(row, self._queue.history(row.comment)))
        self._show_thread(row)
        if from_top:
            self.verticalScrollBar().setValue(0)

    def _show_who(self, row: ListedComment) -> None:
        comment = row.comment
        moment = long_moment(comment.date_gmt, self._desk.site.found.zone)
        self._when.setText(moment)
        who = [
            (tr("Email"), name_line(comment.author_email)),
            (tr("Website"), name_line(comment.author_url)),
            (tr("IP address"), name_line(comment.author_ip)),
        ]
        # Where the name would have to give way to the date, the date goes to the other data.
        apart = self.width() < theme.px(Size.DETAIL_APART) or not self._context.isHidden()
        self._when.setVisible(not apart)
        if apart:
            who.append((tr("Written"), moment))
        self._who.set_rows([(name, value) for name, value in who if value])

    def start_editing(self, text: str) -> None:
        """Put a box with this text in the place of the comment's."""
        if self.edit is None:
            self.edit = WritingBox("edit", tr("Save"), font="reading")
            self.edit.set_placeholder(tr("Text of the comment"))
            self.edit.changed.connect(self.edit_changed)
            self.edit.sent.connect(lambda written, _: self.edit_sent.emit(written))
            self.edit.left.connect(self.edit_left)
            self._edit_place.addWidget(self.edit)
        self.edit.set_text(text)
        self.edit.show()
        self.text.hide()
        self.edit.text.setFocus()

    def stop_editing(self) -> None:
        """Show the comment's text again."""
        if self.edit is not None:
            self.edit.hide()
        self.text.show()

    def is_editing(self) -> bool:
        """Whether somebody types in the box now."""
        return self.edit is not None and self.edit.is_in_use()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._row is not None and event.oldSize().width() != event.size().width():
            self._show_who(self._row)

    # What waits ---------------------------------------------------------------------------------------------------

    def _show_state(self, row: ListedComment) -> None:
        if row.attention:
            self._show_attention(row)
        elif row.pending is not None:
            self.note.set_kind("wait", "clock")
            self.note.set_text(
                tr("The site will be told when there is a network. Until then it can be undone."),
                lead=tr("{decision}, waiting to be sent.", decision=decided(row.pending)),
            )
        elif row.edit_pending:
            self.note.set_kind("wait", "clock")
            self.note.set_text(
                tr("On the site it still reads: {text}", text=one_line(row.comment.content, 160)),
                lead=tr("Your edit is waiting to be sent."),
            )
        self.note.setVisible(bool(row.attention) or row.pending is not None or row.edit_pending)

    def _show_attention(self, row: ListedComment) -> None:
        item = self._parked(row.id)
        reason = item.reason if item is not None else ""
        if row.attention != "conflict":
            self.note.set_kind("danger")
            detail = f" ({item.detail[:200]})" if item is not None and item.detail else ""
            self.note.set_text(
                tr("Nothing is lost; decide again, or open the Outbox to try once more.") + detail,
                lead=tr("The site refused the decision."),
            )
            return
        self.note.set_kind("conflict")
        words = {
            "handled": tr("Somebody else has decided about it meanwhile; on the site it now stands as {status}."),
            "edited": tr("Its text was changed since you saw it. Read it again, then decide."),
            "parent_gone": tr("The comment that it answers is no longer there."),
        }.get(reason, tr("It was changed on the site since you saw it."))
        status = STATUS_WORDS[row.comment.status]()
        self.note.set_text(words.format(status=status), lead=tr("Look again."))

    def _parked(self, comment_id: int) -> OutboxItem | None:
        wanted = (Kind.COMMENT_STATUS, Kind.COMMENT_CONTENT)
        found = (item for item in self._desk.outbox() if item.subject == comment_id and item.kind in wanted)
        return next((item for item in found if item.reason), None)

    # The thread ---------------------------------------------------------------------------------------------------

    def _show_thread(self, row: ListedComment) -> None:
        thread = self._desk.thread(row.id)
        known = {one.id: one for one in thread}
        above: list[ListedComment] = []
        step = known.get(row.comment.parent)
        while step is not None and step not in above:
            above.insert(0, step)
            step = known.get(step.comment.parent)
        below = [one for one in thread if one.comment.parent == row.id]
        title = tr("Answers this comment")
        if len(above) > 1:
            title = tr("Answers the last of {n} comments", n=len(above))
        self._parents.show_entries(title, [self._entry(one) for one in above[-_PARENTS:]])
        entries = [self._entry(one) for one in below[:_REPLIES]]
        entries += [
            Entry(self._desk.site.account.name, "", one_line(item.payload["content"], 400), tr("waiting"), "wait")
            for item in self._desk.waiting_replies(row.id)
        ]
        total = len(below) + len(entries) - min(len(below), _REPLIES)
        self._replies.show_entries(ntr("{n} reply", "{n} replies", total), entries)

    def _entry(self, row: ListedComment) -> Entry:
        when = self._queue.time(row)
        note = "" if row.status is CommentStatus.APPROVED else STATUS_WORDS[row.status]()
        if row.pending is not None:
            return Entry(writer(row), when, one_line(row.content, 400), tr("{what} · waiting", what=note), "wait")
        return Entry(writer(row), when, one_line(row.content, 400), note)
