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

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from bkddesk.language import tr, trc
from bkddesk.model.changes import Changes
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision, ListedComment
from bkddesk.model.errors import DeskError, NotFoundError
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Context, Place
from bkddesk.ui.moderation import filters
from bkddesk.ui.moderation.commands import QueueCommands, commands_of
from bkddesk.ui.moderation.comment_view import STATUS_WORDS
from bkddesk.ui.moderation.context_pane import ContextPane
from bkddesk.ui.moderation.deciding import Deciding
from bkddesk.ui.moderation.detail import DetailPane
from bkddesk.ui.moderation.done_pane import DonePane
from bkddesk.ui.moderation.keys import command_for
from bkddesk.ui.moderation.list_pane import ListPane
from bkddesk.ui.moderation.panes import Panes
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.selection_pane import SelectionPane
from bkddesk.ui.moderation.unsent import UnsentTexts
from bkddesk.ui.widgets.pane_bar import PaneBar

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


class ModerationPage(QWidget):
    """One page for the four places."""

    described = Signal()
    """Title, hints or commands have changed: read them again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moderation-page")
        self._context, self._desk = context, context.desk
        self._may = context.desk.site.account.can_moderate
        self._cursors: dict[CommentStatus | None, int] = {}
        self._opened = self._stale = False
        self._marked: set[int] = set()
        self.unsent = UnsentTexts()
        self.queue = Queue(self._desk, self)
        self.list = ListPane(self.queue)
        self.table = self.list.table
        self.deciding = Deciding(context, self.queue, self.table, self.unsent, self)
        self.detail = DetailPane(self._desk, self.queue, self.unsent)
        self.selection: SelectionPane | None = None
        self.done: DonePane | None = None
        self.info: ContextPane | None = None
        self._middle = QStackedWidget()
        self._bars = QStackedWidget()
        self._bars.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._add_middle(self.detail)
        self._blank = QWidget()
        theme.dress(self._blank, fill="surface")
        self._add_middle(self._blank)
        self.panes_widget = Panes(self.list, self._bars, self._middle)
        theme.hbox(self).addWidget(self.panes_widget)
        self._commands: QueueCommands = commands_of(CommentStatus.HOLD, self, dense=False)
        self._around = self._timer(_AROUND_AFTER_MS, self._show_around)
        self._seen = self._timer(_SEEN_AFTER_MS, self._mark_seen)
        self._reading = self._timer(_READ_AFTER_MS, self._read_again)
        self._connect()

    def _timer(self, milliseconds: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _connect(self) -> None:
        self._context.bridge.changed.connect(self._changed)
        self.table.cursor_moved.connect(self._show_cursor)
        self.table.picked_changed.connect(self._show_middle)
        self.table.opened.connect(self._open_detail)
        self.table.home_pressed.connect(self._go_home)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._seen.start())
        self.queue.arrived.connect(self._show_arrived)
        self.list.searched.connect(lambda text: self._ask(replace(self.queue.query, search=text)))
        self.list.filters_pressed.connect(lambda: self.do("filter"))
        self.list.sort_pressed.connect(lambda: self.do("sort"))
        self.list.chip_closed.connect(lambda key: self._ask(filters.without(self.queue.query, key)))
        self.list.filters_cleared.connect(self._clear_filters)
        self.list.let_in.connect(self._go_home)
        self.list.resumed.connect(self._resume_reply)
        self.list.undone.connect(self.deciding.undo)
        self.deciding.acted.connect(self._after_act)
        self.deciding.reply_returned.connect(self._reply_returned)
        self.detail.replied.connect(self._reply)
        self.detail.edited.connect(self._edit)
        self.detail.left.connect(self._leave_box)
        self.detail.unsent_changed.connect(self._unsent_changed)
        self.detail.bar.stepped.connect(self._step)
        self.detail.bar.back_pressed.connect(self._escape)
        self.detail.view.context_asked.connect(lambda: self.do("context"))
        self.panes_widget.alone_changed.connect(self._alone_changed)

    # The Page protocol --------------------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def open_place(self, place: Place) -> None:
        """Show one of the four places; the one that is open already stays as it is, read again."""
        status = _STATUSES[place]
        if self._opened and status is self.queue.query.status:
            self._read_again()
            return
        self._opened = True
        if self.queue.query.status is not None and self.table.cursor_id():
            self._cursors[self.queue.query.status] = self.table.cursor_id()
        self.list.set_title(STATUS_WORDS[status]())
        self._take_commands(status)
        if not self._may:
            self.list.show_refused(*_refusal(self._desk.site.account.roles))
            self._show_middle()
            return
        if not self.deciding.acts:
            self.deciding.remember_today()
        self.list.search.blockSignals(True)
        self.list.search.clear()
        self.list.search.blockSignals(False)
        self._ask(CommentQuery(status), self._cursors.get(status, 0))
        self._show_acts()

    def window_title(self) -> str:
        """The queue's own name, or the place's."""
        status = self.queue.query.status
        return tr("Comment queue") if status in (None, CommentStatus.HOLD) else STATUS_WORDS[status]()

    def commands(self) -> Sequence[Command]:
        """Everything that can be done here."""
        return self._commands.all

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys that matter now; several keys of one hint are parted by a space."""
        if self.table.picked_count() > 1:
            return [("x", trc("hint", "select")), ("Shift+A Shift+S Shift+D", trc("hint", "for all that are selected"))]
        if self.panes_widget.alone and self.panes_widget.middle_shows():
            return [("Escape", trc("hint", "list"))]
        undo = self._commands.undo
        return [("j k", trc("hint", "move")), (undo.keys[0], tr("Undo"))]

    def set_effective_width(self, width: int) -> None:
        """Choose which panes show."""
        self.panes_widget.set_effective_width(width)

    def may_close(self) -> bool:
        """Nothing can be lost: decisions are stored as they are made, unsent texts go into `save_state`."""
        self._mark_seen()
        return True

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in order; only what is on screen."""
        middle = self._middle.currentWidget()
        inner = self.detail.view.text if middle is self.detail else middle
        return [pane for pane in (self.table, inner, self.info) if pane is not None and pane.isVisible()]

    def save_state(self) -> bytes:
        """Widths, density, and texts that were not sent, for the next start."""
        state = {"panes": self.panes_widget.sizes(), "dense": self.table.is_dense(), "unsent": self.unsent.as_json()}
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
            self.panes_widget.set_sizes(kept["panes"])
        self._set_dense(bool(kept.get("dense")))
        self.unsent.take_json(kept.get("unsent"))
        self.queue.set_unsent_replies(self.unsent.replies)
        self.list.show_unsent(len(self.unsent.replies))
        self.detail.show_unsent()

    # Reading ------------------------------------------------------------------------------------------------------

    def _ask(self, query: CommentQuery, cursor: int = 0) -> None:
        """Show another list; the cursor stays on its comment where that is still in it."""
        cursor = cursor or self.table.cursor_id()
        with self.table.quietly():
            self.queue.open(query)
            self.table.set_cursor(max(self.queue.model.row_of(cursor), 0))
        self.list.show_chips(filters.chips(query, self._desk))
        self.list.show_sorting(oldest_first=query.oldest_first)
        self._show_count()
        self._seen.start()

    def _changed(self, changes: Changes) -> None:
        if changes & Changes.OUTBOX and self.done is not None and self._middle.currentWidget() is self.done:
            self._show_middle()
        if self.deciding.acting or not changes & (Changes.COMMENTS | Changes.ARTICLES) or not self._opened:
            return
        if not self.isVisible():
            self._stale = True
        elif not self._reading.isActive():
            self._reading.start()

    def _read_again(self) -> None:
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
        self._show_count()
        # A long list takes longer to read: then it is read more seldom while a sync goes on.
        self._reading.setInterval(max(_READ_AFTER_MS, round((perf_counter() - begun) * 20_000)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._stale:
            self._reading.start()
        if self.info is not None:
            self._around.start()
        else:
            QTimer.singleShot(0, self, self._build_context)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing is read behind another page, nor after the Desk was closed: it is made good when shown again."""
        super().hideEvent(event)
        self._stale = self._stale or self._reading.isActive()
        for timer in (self._around, self._seen, self._reading):
            timer.stop()
        self.list.stop_searching()

    def _build_context(self) -> None:
        if self.info is not None or not self.isVisible():
            return
        self.info = ContextPane(self._desk, self.queue)
        self.info.article_opened.connect(lambda: self.do("article"))
        self.info.article_only.connect(lambda: self._only(article=True))
        self.info.writer_only.connect(lambda: self._only(article=False))
        self.info.outbox_opened.connect(lambda: self._context.navigate(Place.OUTBOX))
        self.info.taken_back.connect(self.deciding.undo_batch)
        self.panes_widget.set_context(self.info)
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

    def _show_cursor(self) -> None:
        """Show the comment under the cursor; never while somebody is typing about another one."""
        row = self.current()
        if self.detail.is_writing() and (row is None or row.id != self.detail.shown_id()):
            return
        self.detail.show_comment(row)
        self._refresh_bar()
        self._around.start()
        self._show_middle()

    def _refresh_bar(self) -> None:
        place = self.table.cursor_row()
        count = self.queue.model.rowCount()
        words = self.queue.position(place) if place >= 0 else ""
        self.detail.bar.set_place(words, first=place <= 0, last=place >= count - 1)
        self.detail.bar.refresh()

    def _show_middle(self) -> None:
        widget = self._middle_for(self.table.picked_count())
        if widget is not self._middle.currentWidget():
            if self.selection is not None and self._middle.currentWidget() is self.selection:
                self.selection.forget()
            self._middle.setCurrentWidget(widget)
            self._bars.setCurrentIndex(self._middle.currentIndex())
            self._around.start()
            self.described.emit()
        self.panes_widget.allow_context(widget in (self.detail, self.selection))

    def _middle_for(self, picked: int) -> QWidget:
        """The pane that belongs into the middle now, filled where it is not the detail."""
        if picked > 1:
            self._selection_pane().show_picked(self.table.picked_ids(), self._commands.picked)
            return self._selection_pane()
        if self.queue.model.rowCount() or self.detail.row() is not None:
            return self.detail
        if self._may and not filters.is_filtered(self.queue.query):
            self._done_pane().read(self._commands.undo)
            return self._done_pane()
        return self._blank

    def _add_middle(self, pane: QWidget) -> None:
        """The middle shows one of its panes, and the bar of the same above it and the context."""
        self._middle.addWidget(pane)
        self._bars.addWidget(pane.bar if isinstance(pane, DetailPane | SelectionPane | DonePane) else PaneBar())

    def _selection_pane(self) -> SelectionPane:
        if self.selection is None:
            self.selection = SelectionPane(self._desk, self.queue)
            self.selection.picked.connect(self._pick)
            self._add_middle(self.selection)
        return self.selection

    def _done_pane(self) -> DonePane:
        if self.done is None:
            self.done = DonePane(self._desk, self._context.navigate)
            self._add_middle(self.done)
        return self.done

    def _show_around(self) -> None:
        """Fill the context, a moment after the comment itself: whoever goes through quickly does not wait for it."""
        if self.info is not None:
            several = self.selection is not None and self._middle.currentWidget() is self.selection
            self.info.show_comment(None if several else self.detail.row())
            self.info.show_recent(self.deciding.recent(_RECENT))

    def _show_count(self) -> None:
        status = self.queue.query.status
        pending = status is CommentStatus.HOLD
        self.list.show_count(
            filtered=filters.is_filtered(self.queue.query),
            empty_title=tr("All done") if pending else tr("Nothing here"),
            empty_text=tr("No comment waits for moderation. New ones will appear here.")
            if pending
            else tr("No comment stands in {place}.", place=STATUS_WORDS[status or CommentStatus.HOLD]()),
        )

    def _show_arrived(self) -> None:
        arrivals = self.queue.arrivals
        looked_at = self._desk.comments(arrivals[:200]).values() if arrivals else ()
        self.list.show_arrived(len(arrivals), sum(1 for row in looked_at if row.attention))

    def _after_act(self) -> None:
        self._show_acts()
        self._show_count()
        self._show_middle()
        self.list.show_unsent(len(self.unsent.replies))
        if self.detail.shown_id() == self.table.cursor_id() and self.detail.row() is not self.current():
            self._show_cursor()

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
                self._context.show_error(error)

    def _take_commands(self, status: CommentStatus) -> None:
        self._commands = commands_of(status, self, dense=self.table.is_dense())
        self.detail.bar.carry(self._commands.main, self._commands.quiet, self._commands.more)
        self.list.undo.button.set_key(self._commands.undo.keys[0])

    # What the commands do -----------------------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Decide about the comment on screen."""
        shown = self.detail.shown_id()
        if shown:
            self.deciding.decide([shown], decision)
            self._back_to_list()

    def decide_picked(self, decision: Decision) -> None:
        """Decide about all that are picked."""
        self.deciding.decide(self.table.picked_ids(), decision)
        self._back_to_list()

    def why_not_decide(self) -> str:
        """Why nothing can be decided now."""
        if not self._may:
            return _refusal(self._desk.site.account.roles)[0]
        return "" if self.detail.row() is not None else tr("No comment is shown")

    def why_not_picked(self) -> str:
        """Why nothing can be decided about a selection now."""
        return "" if self.table.has_picked() else tr("No comment is selected: x selects one")

    def why_not_reply(self) -> str:
        """Why no reply can be written now."""
        row = self.detail.row()
        if row is not None and row.status in (CommentStatus.SPAM, CommentStatus.TRASH):
            return tr("Restore the comment before you reply to it")
        return self.why_not_decide()

    def why_not_undo(self) -> str:
        """Why nothing can be undone."""
        return "" if self.deciding.last() is not None else tr("Nothing to undo")

    def do(self, name: str) -> None:
        """Everything that is not a decision, by its short name."""
        match name:
            case "undo":
                self.deciding.undo()
            case "reply":
                self._open_detail()
                self.detail.start_reply()
            case "edit" | "quick_edit":
                self._open_detail()
                self.detail.start_edit()
            case "next" | "previous":
                self._step(1 if name == "next" else -1)
            case "select":
                self.table.toggle_picked()
            case "select_all":
                self.table.selectAll()
            case "context":
                if self.panes_widget.alone:
                    self._open_detail()
                self.panes_widget.toggle_context()
            case "article":
                self._open_article()
            case "search":
                self.panes_widget.show_alone(False)
                self.list.focus_search()
            case "sort":
                self._ask(replace(self.queue.query, oldest_first=not self.queue.query.oldest_first))
            case "filter":
                self._open_filters()
            case "dense":
                self._set_dense(not self.table.is_dense())

    def _step(self, step: int) -> None:
        if self.panes_widget.alone and self.panes_widget.middle_shows():
            self.detail.view.text.setFocus()
        self.table.move_cursor(step)

    def _go_home(self) -> None:
        """Let in what has arrived, and stand at the top of it."""
        arrived = bool(self.queue.arrivals)
        with self.table.quietly():
            first = self.queue.let_in() if arrived else 0
            self.table.set_cursor(max(self.queue.model.row_of(first), 0) if first else 0)
        self._show_count()
        self.list.focus_list()

    def _pick(self, ids: list[int]) -> None:
        self.table.pick(set(ids))
        if len(ids) < 2:
            self.list.focus_list()

    def _only(self, *, article: bool) -> None:
        row = self.detail.row()
        if row is not None and article:
            self._ask(replace(self.queue.query, post=row.comment.post))
        elif row is not None:
            self._ask(replace(self.queue.query, author_email=row.comment.author_email))

    def _clear_filters(self) -> None:
        self.list.search.blockSignals(True)
        self.list.search.clear()
        self.list.search.blockSignals(False)
        self._ask(filters.without_filters(self.queue.query))
        self.list.focus_list()

    def _open_filters(self) -> None:
        menu = filters.filter_menu(self, self.queue.query, self._desk, self.detail.row(), self._ask)
        menu.aboutToHide.connect(menu.deleteLater)
        below = self.list.filter.rect().bottomLeft()
        menu.popup(self.list.filter.mapToGlobal(below))

    def _open_article(self) -> None:
        row = self.detail.row()
        if row is None:
            return
        try:
            link = self._desk.article(row.comment.post).link
        except NotFoundError:
            link = row.comment.link
        if link:
            self._context.open_url(link)

    def _set_dense(self, dense: bool) -> None:
        self.table.set_dense(dense)
        if self._opened and self.queue.query.status is not None:
            self._take_commands(self.queue.query.status)
            self.described.emit()

    # Replies and edits --------------------------------------------------------------------------------------------

    def _reply(self, comment_id: int, text: str, approve: bool) -> None:
        if self.deciding.reply(comment_id, text, approve=approve):
            self._leave_box()

    def _edit(self, comment_id: int, text: str) -> None:
        if not self.deciding.edit(comment_id, text):
            self.unsent.edits[comment_id] = text

    def _leave_box(self) -> None:
        """The box is left: the list has the keys, and the detail shows its cursor again."""
        self._back_to_list()
        self._show_cursor()

    def _unsent_changed(self, comment_id: int) -> None:
        self.queue.set_unsent_replies(self.unsent.replies)
        self.queue.renew(comment_id)
        self.list.show_unsent(len(self.unsent.replies))

    def _reply_returned(self, comment_id: int) -> None:
        if self.detail.shown_id() == comment_id:
            self.detail.show_unsent()

    def _resume_reply(self) -> None:
        """Show the comment whose reply was begun, wherever it is now, and go on writing."""
        for comment_id in list(self.unsent.replies):
            row = self._desk.comments([comment_id]).get(comment_id)
            if row is None:
                continue
            if self.queue.model.row_of(comment_id) >= 0:
                self.table.set_cursor(self.queue.model.row_of(comment_id))
            else:
                self.detail.show_comment(row)
            self._open_detail()
            self.detail.start_reply()
            return

    # Keys and focus -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys that nobody below wanted: fields where somebody types keep theirs, so no letter comes from there."""
        command = command_for(event, self._commands.all)
        if command is not None:
            if not event.isAutoRepeat() or command.repeats:
                why = command.why_not()
                if why:
                    self._context.say(why)
                else:
                    command.run()
        elif event.key() == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():
                self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """One step back: the slid-over context, the selection, the detail of a narrow window, the list."""
        if self.panes_widget.slide_back():
            return
        if self.table.has_picked():
            self.table.let_go()
        self.panes_widget.show_alone(False)
        self.list.focus_list()
        self.described.emit()

    def _open_detail(self) -> None:
        if self.panes_widget.alone and not self.panes_widget.middle_shows():
            self.panes_widget.show_alone(True)
            self.described.emit()
        self.detail.view.text.setFocus()

    def _back_to_list(self) -> None:
        """After a decision the list has the focus, or the next comment's text where only one pane shows."""
        if self.panes_widget.alone and self.panes_widget.middle_shows() and self.queue.model.rowCount():
            self.detail.view.text.setFocus()
        else:
            self.panes_widget.show_alone(False)
            self.list.focus_list()

    def _alone_changed(self, alone: bool) -> None:
        self.detail.set_alone(alone)
        self.described.emit()


def _refusal(roles: Sequence[str]) -> tuple[str, str]:
    """That this account may not moderate, and who can change it."""
    words = {
        "administrator": tr("Administrator"),
        "editor": tr("Editor"),
        "author": tr("Author"),
        "contributor": tr("Contributor"),
        "subscriber": tr("Subscriber"),
    }
    role = words.get(roles[0], roles[0]) if roles else tr("no role")
    return (
        tr("This account ({role}) cannot moderate", role=role),
        tr("An administrator of the site can change that, under Users: moderating needs the role of an Editor."),
    )
