"""The moderation page: the places Pending, Approved, Spam and Trash, over one Desk.

Joins the panes: what the cursor stands on is what the detail shows, what is decided leaves, what a sync changes is read
again without anything moving under the hand. Decisions themselves are carried out by `deciding`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from bkddesk.language import tr, trc
from bkddesk.model.changes import Changes
from bkddesk.model.comment import CommentQuery, CommentStatus, ListedComment
from bkddesk.model.errors import DeskError
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Context, Place
from bkddesk.ui.moderation import filters
from bkddesk.ui.moderation.acting import PageActions, refusal
from bkddesk.ui.moderation.commands import QueueCommands, commands_of
from bkddesk.ui.moderation.deciding import Deciding
from bkddesk.ui.moderation.facts import STATUS_WORDS, writer
from bkddesk.ui.moderation.keys import command_for
from bkddesk.ui.moderation.list_pane import ListPane
from bkddesk.ui.moderation.middle import Middle
from bkddesk.ui.moderation.panes import Panes
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.unsent import UnsentTexts
from bkddesk.ui.theme import Size

if TYPE_CHECKING:
    from bkddesk.ui.moderation.context_pane import ContextPane
    from bkddesk.ui.moderation.detail import DetailPane

_STATUSES = {
    Place.PENDING: CommentStatus.HOLD,
    Place.APPROVED: CommentStatus.APPROVED,
    Place.SPAM: CommentStatus.SPAM,
    Place.TRASH: CommentStatus.TRASH,
}
_RECENT = 5
_SEEN_AFTER_MS = 2000
_AROUND_AFTER_MS = 20
_READ_AFTER_MS = 150
_REST_AFTER_MS = 50
_KEEP_AFTER_MS = 500


class ModerationPage(QWidget):
    """One page for the four places."""

    described = Signal()
    """Title, hints or commands have changed: read them again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moderation-page")
        self.context, self._desk = context, context.desk
        self._may = context.desk.site.account.can_moderate
        self._cursors: dict[CommentStatus | None, int] = {}
        self._opened = self._stale = self._painted = False
        self._marked: set[int] = set()
        self._place = Place.PENDING
        self._offline = ("", "")
        self._keeping = self._timer(_KEEP_AFTER_MS, self._keep_unsent)
        self.unsent = UnsentTexts(*self._desk.unsent_texts(), self._begin_keeping)
        self.queue = Queue(self._desk, self)
        self.list = ListPane(self.queue)
        self.table = self.list.table
        self.deciding = Deciding(context, self.queue, self.table, self.unsent, self)
        self._detail: DetailPane | None = None
        self.info: ContextPane | None = None
        self.middle = Middle(context, self.queue)
        self._info_place = QWidget()
        theme.dress(self._info_place, fill="sunken", min_width=Size.CONTEXT)
        self._info_row = theme.hbox(self._info_place)
        self.split = Panes(self.list, self.middle.bars, self.middle, self._info_place)
        theme.hbox(self).addWidget(self.split)
        self.doing = PageActions(self)
        self._commands: QueueCommands = commands_of(CommentStatus.HOLD, self.doing, dense=False)
        self._around = self._timer(_AROUND_AFTER_MS, self._show_around)
        self._seen = self._timer(_SEEN_AFTER_MS, self._mark_seen)
        self._reading = self._timer(_READ_AFTER_MS, self.read_again)
        self._finishing = self._timer(0, self.finish)
        self._rest = self._timer(_REST_AFTER_MS, self._build_rest)
        self._connect()
        self.queue.set_unsent_replies(self.unsent.replies)
        self.list.show_unsent(len(self.unsent.replies))

    def _timer(self, milliseconds: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        self.context.bridge.changed.connect(self._changed)
        self.table.cursor_moved.connect(self.show_cursor)
        self.table.picked_changed.connect(self._show_middle)
        self.table.painted.connect(lambda: self._rest.start(0))
        self.table.opened.connect(self.doing.open_detail)
        self.table.home_pressed.connect(self.doing.go_home)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._seen.start())
        self.queue.arrived.connect(self._show_arrived)
        self.list.searched.connect(lambda text: self.ask(replace(self.queue.query, search=text)))
        self.list.filters_pressed.connect(lambda: self.doing.do("filter"))
        self.list.sort_pressed.connect(lambda: self.doing.do("sort"))
        self.list.chip_closed.connect(lambda key: self.ask(filters.without(self.queue.query, key)))
        self.list.filters_cleared.connect(self.doing.clear_filters)
        self.list.let_in.connect(self.doing.go_home)
        self.list.resumed.connect(self.doing.resume_reply)
        self.list.undone.connect(self.deciding.undo)
        self.deciding.acted.connect(self._after_act)
        self.deciding.reply_returned.connect(self._reply_returned)
        self.middle.picked.connect(self.doing.pick)
        self.middle.exchanged.connect(self._middle_exchanged)
        self.split.alone_changed.connect(self._alone_changed)

    @property
    def detail(self) -> DetailPane:
        """The pane of one comment; built at the first question, at the latest right after the list's first paint."""
        return self._detail if self._detail is not None else self._build_detail()

    def _build_detail(self) -> DetailPane:
        from bkddesk.ui.moderation.detail import DetailPane

        detail = self._detail = DetailPane(self._desk, self.queue, self.unsent)
        detail.replied.connect(self.doing.reply)
        detail.edited.connect(self.doing.edit)
        detail.left.connect(self.doing.leave_box)
        detail.unsent_changed.connect(self._unsent_changed)
        detail.bar.stepped.connect(self.doing.step)
        detail.bar.back_pressed.connect(self.doing.escape)
        detail.view.context_asked.connect(lambda: self.doing.do("context"))
        detail.bar.carry(self._commands.main, self._commands.quiet, self._commands.more)
        detail.set_alone(self.split.alone)
        self.middle.set_detail(detail)
        self.show_cursor()
        return detail

    # The Page protocol --------------------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def open_place(self, place: Place) -> None:
        """Show one of the four places; the one that is open already stays as it is, read again."""
        status, self._place = _STATUSES[place], place
        if self._opened and status is self.queue.query.status:
            self.read_again()
            return
        self._opened = True
        if self.queue.query.status is not None and self.table.cursor_id():
            self._cursors[self.queue.query.status] = self.table.cursor_id()
        self.list.set_title(STATUS_WORDS[status]())
        self._take_commands(status)
        if not self._may:
            self.list.show_refused(*refusal(self._desk.site.account.roles))
            self.show_cursor()
            return
        if not self.deciding.acts:
            self.deciding.remember_today()
        self.list.clear_search()
        self.ask(CommentQuery(status), self._cursors.get(status, 0))
        self._show_acts()

    def open_comment(self, comment_id: int) -> None:
        """Put the cursor on a comment of the open place, past any filter."""
        if self._may and self.queue.query.status is not None:
            self.list.clear_search()
            self.ask(CommentQuery(self.queue.query.status), comment_id)

    def window_title(self) -> str:
        """The queue's own name, or the place's."""
        status = self.queue.query.status
        return tr("Comment queue") if status in (None, CommentStatus.HOLD) else STATUS_WORDS[status]()

    def subject(self) -> str:
        """Whom the commands are about, for the palette."""
        row = self.current()
        return writer(row) if row is not None else ""

    def commands(self) -> Sequence[Command]:
        """Everything that can be done here."""
        return self._commands.all

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys that matter now; several keys of one hint are parted by a space."""
        if self.table.picked_count() > 1:
            return [("x", trc("hint", "select")), ("Shift+A Shift+S Shift+D", trc("hint", "for all that are selected"))]
        if self.split.alone and self.split.middle_shows():
            return [("Escape", trc("hint", "list"))]
        undo = self._commands.undo
        return [("j k", trc("hint", "move")), (undo.keys[0], tr("Undo"))]

    def set_effective_width(self, width: int) -> None:
        """Choose which panes show."""
        self.split.set_effective_width(width)

    def may_close(self) -> bool:
        """Nothing can be lost: decisions are stored as they are made, unsent texts half a second after a key."""
        self._mark_seen()
        return self._keep_unsent()

    def _begin_keeping(self) -> None:
        if not self._keeping.isActive():  # not put off by the next key: at most half a second is unsaved
            self._keeping.start()

    def _keep_unsent(self) -> bool:
        self._keeping.stop()
        try:
            self._desk.keep_unsent_texts(self.unsent.replies, self.unsent.edits)
        except DeskError as error:
            self.context.show_error(error)
            return False
        return True

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in order; only what is on screen."""
        found = (self.table, self.middle.inner(), self.info)
        return [pane for pane in found if pane is not None and pane.isVisible()]

    def take_focus(self) -> None:
        """Give the list the keys, also while it is empty."""
        self.list.focus_list()

    def save_state(self) -> bytes:
        """Widths and density, for the next start."""
        state = {"panes": self.split.sizes(), "dense": self.table.is_dense()}
        return json.dumps(state, ensure_ascii=False).encode()

    def restore_state(self, state: bytes) -> None:
        """What `save_state` gave; what cannot be read is ignored."""
        try:
            kept = json.loads(state)
        except ValueError:
            return
        if not isinstance(kept, dict):
            return
        if isinstance(kept.get("panes"), dict):
            self.split.set_sizes(kept["panes"])
        self.set_dense(bool(kept.get("dense")))

    def show_offline(self, title: str, text: str) -> None:
        """Say in the context that the site cannot be reached; two empty texts: it can."""
        self._offline = (title, text)
        if self.info is not None:
            self.info.show_offline(title, text)

    def show_guest(self, pane: QWidget, bar: QWidget) -> None:
        """Show another's pane in place of a comment, until the person turns to one."""
        self.middle.take_guest(pane, bar)
        # The list's own signals also tell of what a sync moves.
        self.table.installEventFilter(self)
        self.table.viewport().installEventFilter(self)
        self._show_middle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self.dismiss_guest()
        return super().eventFilter(watched, event)

    def dismiss_guest(self) -> None:
        """Back to the comments."""
        if self.middle.dismiss_guest():
            self.table.removeEventFilter(self)
            self.table.viewport().removeEventFilter(self)
            self._show_middle()

    # Reading ------------------------------------------------------------------------------------------------------

    def ask(self, query: CommentQuery, cursor: int = 0) -> None:
        """Show another list; the cursor stays on its comment where that is still in it.

        The first screens are read and shown at once, the rest of a long list right after they are painted: unless the
        cursor's comment must be looked for there. While somebody types a search it need not be.
        """
        cursor = cursor or self.table.cursor_id()
        with self.table.quietly():
            self.queue.open(query)
            if cursor and not query.search and self.queue.model.row_of(cursor) < 0:
                self.queue.finish()
            self.table.set_cursor(max(self.queue.model.row_of(cursor), 0))
        if self._painted and not self.queue.complete:
            self._finishing.start()
        self.list.show_chips(filters.chips(query, self._desk))
        self.list.show_sorting(oldest_first=query.oldest_first)
        self.show_count()
        self._seen.start()

    def finish(self) -> None:
        """Read the rest of a long list."""
        if not self.queue.complete:
            with self.table.quietly():
                self.queue.finish()
        self.show_count()

    def _changed(self, changes: Changes) -> None:
        if changes & Changes.SITE:
            self._role_may_have_changed()
        if changes & Changes.OUTBOX and not self.middle.has_context() and self.isVisible():
            self._show_middle()
        if self.deciding.acting or not changes & (Changes.COMMENTS | Changes.ARTICLES) or not self._opened:
            return
        if not self.isVisible():
            self._stale = True
        elif not self._reading.isActive():
            self._reading.start()

    def _role_may_have_changed(self) -> None:
        may = self._desk.site.account.can_moderate
        if may != self._may and self._opened:
            self._may, self._opened = may, False
            self.list.set_allowed(may)
            self.queue.clear()
            self.open_place(self._place)
        elif self._may and not self.queue.model.rowCount() and self.isVisible():
            # The first sync may have ended without a comment.
            self.show_count()
            self._show_middle()

    def read_again(self) -> None:
        """Take over what a sync, or another screen, changed; nothing moves under the hand."""
        self._stale = False
        if not self._may:
            return
        begun = perf_counter()
        cursor_row = self.table.cursor_row()
        with self.table.quietly(), self.table.keeping_place():
            self.queue.read_again()
            if self.table.cursor_row() < 0:
                self.table.set_cursor(cursor_row)
        self.show_count()
        # A long list takes longer to read: then it is read more seldom while a sync goes on.
        self._reading.setInterval(max(_READ_AFTER_MS, round((perf_counter() - begun) * 20_000)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._stale:
            self._reading.start()
        if self.info is not None:
            self._around.start()
        else:
            # Where there is no list to wait for.
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing is read behind another page, nor after the Desk was closed: it is made good when shown again."""
        super().hideEvent(event)
        self._stale = self._stale or self._reading.isActive() or self._finishing.isActive()
        for timer in (self._around, self._seen, self._reading, self._finishing, self._rest):
            timer.stop()
        self.list.stop_searching()

    def _build_rest(self) -> None:
        """The list is on screen: build the detail, read the rest of the list, then, a turn later, the context."""
        self._painted = True
        self._rest.stop()
        if self._detail is None:
            self._build_detail()
        self.finish()
        QTimer.singleShot(0, self, self._build_context)

    def _build_context(self) -> None:
        if self.info is not None or not self.isVisible():
            return
        from bkddesk.ui.moderation.context_pane import ContextPane

        self.info = ContextPane(self._desk, self.queue)
        self.info.show_offline(*self._offline)
        self.info.article_opened.connect(lambda: self.doing.do("article"))
        self.info.article_only.connect(lambda: self.doing.only(article=True))
        self.info.writer_only.connect(lambda: self.doing.only(article=False))
        self.info.outbox_opened.connect(lambda: self.context.navigate(Place.OUTBOX))
        self.info.taken_back.connect(self.deciding.undo_batch)
        self._info_row.addWidget(self.info)
        self._order_tabs()
        self._show_around()

    def _order_tabs(self) -> None:
        bar = self.detail.bar
        order = [
            self.table, self.list.search, self.list.filter, self.list.sort, *bar.main, *bar.quiet,
            self.detail.view.text, self.detail.reply.text, self.info, self.list.undo.button,
        ]  # fmt: skip
        for before, after in pairwise(order):
            if before is not None and after is not None:
                QWidget.setTabOrder(before, after)

    # Showing ------------------------------------------------------------------------------------------------------

    def current(self) -> ListedComment | None:
        """The comment under the cursor."""
        return self.queue.model.comment_at(self.table.cursor_row())

    def show_cursor(self) -> None:
        """Show the comment under the cursor; never while somebody is typing about another one."""
        row, detail = self.current(), self._detail
        if detail is not None:
            if detail.is_writing() and (row is None or row.id != detail.shown_id()):
                return
            detail.show_comment(row)
            self._refresh_bar(detail)
        self._around.start()
        self._show_middle()

    def _refresh_bar(self, detail: DetailPane) -> None:
        place = self.table.cursor_row()
        count = self.queue.model.rowCount()
        words = self.queue.position(place) if place >= 0 else ""
        detail.bar.set_place(words, first=place <= 0, last=place >= count - 1)
        detail.bar.refresh()

    def _show_middle(self) -> None:
        self.middle.arrange(self.table, self._commands, may=self._may, filtered=filters.is_filtered(self.queue.query))
        self.split.allow_context(self.middle.has_context())

    def _middle_exchanged(self) -> None:
        self._around.start()
        self.described.emit()

    def _show_around(self) -> None:
        """Fill the context, a moment after the comment itself: whoever goes through quickly does not wait for it."""
        if self.info is not None:
            self.info.show_comment(None if self.middle.shows_several() else self.detail.row())
            self.info.show_recent(self.deciding.recent(_RECENT))

    def show_count(self) -> None:
        """Show how many there are, or why there are none."""
        title, text = self._why_empty()
        self.list.show_count(
            filtered=filters.is_filtered(self.queue.query), complete=self.queue.complete, empty_title=title,
            empty_text=text,
        )  # fmt: skip

    def _why_empty(self) -> tuple[str, str]:
        status = self.queue.query.status or CommentStatus.HOLD
        if not self._desk.last_sync():
            return tr("Nothing fetched yet"), tr("Comments appear here as soon as the site has been read.")
        if status is CommentStatus.HOLD:
            return tr("All done"), tr("No comment waits for moderation. New ones will appear here.")
        return tr("Nothing here"), tr("No comment stands in {place}.", place=STATUS_WORDS[status]())

    def _show_arrived(self) -> None:
        arrivals = self.queue.arrivals
        looked_at = self._desk.comments(arrivals[:200]).values() if arrivals else ()
        self.list.show_arrived(len(arrivals), sum(1 for row in looked_at if row.attention))

    def _after_act(self) -> None:
        self._show_acts()
        self.show_count()
        self._show_middle()
        self.list.show_unsent(len(self.unsent.replies))
        if self.detail.shown_id() == self.table.cursor_id() and self.detail.row() is not self.current():
            self.show_cursor()

    def _show_acts(self) -> None:
        last = self.deciding.last()
        if last is None:
            self.list.undo.clear()
        else:
            self.list.undo.show_action(last.icon, last.text)
        self._around.start()

    def _mark_seen(self) -> None:
        """What has been on screen for a while is no longer new, the next time it is read."""
        if not self.isVisible() or not self._may:
            return
        rows = (self.queue.model.comment_at(row) for row in self.table.visible_rows())
        new = [row.id for row in rows if row is not None and row.is_new and row.id not in self._marked]
        if new:
            self._marked.update(new)
            try:
                self._desk.mark_shown(new)
            except DeskError as error:
                self.context.show_error(error)

    def _take_commands(self, status: CommentStatus) -> None:
        self._commands = commands_of(status, self.doing, dense=self.table.is_dense())
        if self._detail is not None:
            self._detail.bar.carry(self._commands.main, self._commands.quiet, self._commands.more)
        self.list.undo.button.set_key(self._commands.undo.keys[0])

    def is_dense(self) -> bool:
        """Whether rows have two lines."""
        return self.table.is_dense()

    def set_dense(self, dense: bool) -> None:
        """Choose between rows of two lines and of three."""
        self.table.set_dense(dense)
        if self._opened and self.queue.query.status is not None:
            self._take_commands(self.queue.query.status)
            self.described.emit()

    def _unsent_changed(self, comment_id: int) -> None:
        self.queue.set_unsent_replies(self.unsent.replies)
        self.queue.renew(comment_id)
        self.list.show_unsent(len(self.unsent.replies))

    def _reply_returned(self, comment_id: int) -> None:
        if self.detail.shown_id() == comment_id:
            self.detail.show_unsent()

    # Keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys that nobody below wanted: fields where somebody types keep theirs, so no letter comes from there."""
        command = command_for(event, self._commands.all)
        if command is not None:
            if not event.isAutoRepeat() or command.repeats:
                why = command.why_not()
                if why:
                    self.context.say(why)
                else:
                    command.run()
        elif event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self.doing.escape()
        else:
            super().keyPressEvent(event)

    def _alone_changed(self, alone: bool) -> None:
        if self._detail is not None:
            self._detail.set_alone(alone)
        self.described.emit()
