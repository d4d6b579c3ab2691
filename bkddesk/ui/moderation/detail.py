"""The pane of one comment: the comment, the reply line at its foot, and the bar that stands above them.

What is typed here belongs to the comment that was on screen when it was typed, whatever the list does meanwhile.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.comment import CommentStatus, ListedComment
from bkddesk.ui import theme
from bkddesk.ui.moderation.action_bar import ActionBar
from bkddesk.ui.moderation.comment_view import CommentView
from bkddesk.ui.moderation.facts import writer
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.unsent import UnsentTexts
from bkddesk.ui.moderation.writing_box import WritingBox
from bkddesk.ui.theme import Size, Space

_BINNED = (CommentStatus.SPAM, CommentStatus.TRASH)


class _Foot(QWidget):
    """The ground of the reply line, with a hairline above."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        QPainter(self).fillRect(0, 0, self.width(), theme.px(Size.LINE), theme.colour("line"))


class DetailPane(QWidget):
    """Shows one comment, or nothing."""

    replied = Signal(int, str, bool)
    edited = Signal(int, str)
    left = Signal()
    """Esc in a box: the list should have the focus again."""
    unsent_changed = Signal(int)
    """A comment has begun, or ceased, to have a reply that is not sent."""

    def __init__(self, desk: Desk, queue: Queue, unsent: UnsentTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comment-detail")
        self._desk, self._unsent = desk, unsent
        self._row: ListedComment | None = None
        self.bar = ActionBar()
        self.view = CommentView(desk, queue)
        self.reply = WritingBox("reply", tr("Send reply"), tr("Approve and reply"))
        self.reply.setObjectName("reply-box")
        self._foot = _Foot()
        foot = theme.vbox(self._foot, margins=(Space.XL, Space.S, Space.M, Space.S))
        foot.addWidget(self.reply)
        column = theme.vbox(self)
        column.addWidget(self.view, 1)
        column.addWidget(self._foot)
        theme.dress(self, fill="surface")
        self.reply.changed.connect(self._keep_reply)
        self.reply.sent.connect(self._send_reply)
        self.reply.left.connect(self.left)
        self.view.edit_changed.connect(self._keep_edit)
        self.view.edit_sent.connect(self._save_edit)
        self.view.edit_left.connect(self._leave_edit)

    # Showing ------------------------------------------------------------------------------------------------------

    def shown_id(self) -> int:
        """The comment on screen, 0 for none."""
        return self._row.id if self._row is not None else 0

    def row(self) -> ListedComment | None:
        """The comment on screen as it was read."""
        return self._row

    def show_comment(self, row: ListedComment | None) -> None:
        """Show a comment, with what was typed about it and not sent; None: nothing."""
        another = row is None or row.id != self.shown_id()
        self._row = row
        self._foot.setVisible(row is not None)
        self.view.setVisible(row is not None)
        if row is None:
            return
        self.view.show_comment(row, from_top=another)
        if another:
            self.view.stop_editing()
            self.show_unsent()
        self.reply.set_placeholder(
            tr("Reply to {name} as {me}…", name=writer(row), me=self._desk.site.account.name)
            if row.status not in _BINNED
            else tr("Restore the comment before you reply to it")
        )
        self.reply.setEnabled(row.status not in _BINNED)
        self.reply.set_second_shown(row.status is CommentStatus.HOLD)

    def show_unsent(self) -> None:
        """Show the reply that was begun about this comment."""
        self.reply.set_text(self._unsent.replies.get(self.shown_id(), ""))

    def set_alone(self, alone: bool) -> None:
        """Whether the pane stands alone in a narrow window."""
        self.bar.set_alone(alone)
        self.view.set_alone(alone)
        if self._row is not None:
            self.view.show_comment(self._row, from_top=False)

    def is_writing(self) -> bool:
        """Whether somebody types about the comment on screen: it must not be exchanged under the hand."""
        return self.reply.is_in_use() or self.view.is_editing()

    # Writing ------------------------------------------------------------------------------------------------------

    def start_reply(self) -> None:
        """Put the caret into the reply line."""
        self.reply.text.setFocus()

    def start_edit(self) -> None:
        """Change the comment's text where it stands; a text that was left unsaved is there again."""
        if self._row is not None:
            self.view.start_editing(self._unsent.edits.get(self._row.id, self._row.content))

    def _keep_reply(self, text: str) -> None:
        if self._unsent.keep_reply(self.shown_id(), text):
            self.unsent_changed.emit(self.shown_id())

    def _send_reply(self, text: str, approve: bool) -> None:
        self.replied.emit(self.shown_id(), text, approve)
        self.show_unsent()

    def _keep_edit(self, text: str) -> None:
        if self._row is not None:
            self._unsent.keep_edit(self._row.id, text, self._row.content)

    def _save_edit(self, text: str) -> None:
        comment_id = self.shown_id()
        self.view.stop_editing()
        self._unsent.keep_edit(comment_id, "", "")
        if self._row is not None and text != self._row.content:
            self.edited.emit(comment_id, text)
        self.left.emit()

    def _leave_edit(self) -> None:
        self.view.stop_editing()
        self.left.emit()
