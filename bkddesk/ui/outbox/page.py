"""The outbox: what needs attention, what is being sent, what waits, what was sent today; the detail at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from bkddesk.language import ntr, tr
from bkddesk.model.changes import Changes
from bkddesk.model.clock import stamp
from bkddesk.model.errors import DeskError
from bkddesk.model.outbox import Kind, OutboxItem, OutboxRow, State
from bkddesk.ui import theme
from bkddesk.ui.background import State as SyncState
from bkddesk.ui.background import Worker
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Context, Place
from bkddesk.ui.outbox import words
from bkddesk.ui.outbox.detail import OutboxDetail
from bkddesk.ui.outbox.list_view import OutboxList
from bkddesk.ui.outbox.taken import intend_again
from bkddesk.ui.status import number, short_time
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.empty import EmptyState
from bkddesk.ui.widgets.pane_bar import PaneBar
from bkddesk.ui.widgets.undo_strip import UndoStrip

_PARKED = (State.REJECTED, State.CONFLICT)
_LAST_SENT_WITHIN = timedelta(days=30)


class OutboxPage(QWidget):
    """A `context.Page`."""

    def __init__(
        self,
        context: Context,
        worker: Worker,
        open_conflict: Callable[[int], None],
        open_comment: Callable[[int], None],
    ) -> None:
        """`worker` holds sending back and lets it go.

        `open_conflict` shows what stands against a draft, `open_comment` a comment in its list.
        """
        super().__init__()
        self._context, self._worker = context, worker
        self._open_conflict, self._open_comment = open_conflict, open_comment
        self._taken: list[OutboxItem] = []
        self._alone = False
        self._make_bar()
        self._list = OutboxList(self._time_of, self._standing, self._names_of)
        self._list.installEventFilter(self)
        self._list.chosen.connect(self._show_chosen)
        self._list.doubleClicked.connect(lambda _: self._open())
        self._empty = EmptyState("outbox", tr("Nothing is waiting"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._undo = UndoStrip("z")
        self._undo.undone.connect(self._undo_taking_back)
        self._detail = OutboxDetail(
            retry=self._retry, take_back=self._take_back, open_subject=self._open_subject, names_of=self._names_of,
            said_when=self._said_when, standing=self._standing,
        )  # fmt: skip
        self._detail.back.clicked.connect(lambda: self._show_detail(False))
        self._lay_out()
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._tick)
        context.bridge.changed.connect(self._changed)
        worker.changed.connect(self._sync_state_changed)

    def _make_bar(self) -> None:
        self._bar = PaneBar(tr("Outbox"))
        self._hold = Button(tr("Hold sending"), icon="pause", kind="quiet")
        self._hold.setObjectName("hold-sending")
        self._hold.setCheckable(True)
        self._hold.setToolTip(
            tr("Decisions and articles stay on this laptop until you let them go. The site is still read.")
        )
        self._hold.setChecked(self._worker.state.held)
        self._hold.toggled.connect(self._worker.hold_sending)
        self._send = Button(tr("Send now"), icon="send", key="F5")
        self._send.setObjectName("send-now")
        self._send.clicked.connect(self._send_now)
        self._bar.add_stretch()
        self._bar.add(self._hold)
        self._bar.add(self._send)

    def _lay_out(self) -> None:
        self._left = QWidget()
        theme.dress(self._left, fill="surface")
        column = theme.vbox(self._left)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._undo)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([theme.px(Size.SHEET - Size.RAIL), theme.px(Size.PANEL + 2 * Size.ROW_DENSE)])
        theme.vbox(self).addWidget(self._splitter)

    # Page -------------------------------------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        """The page itself."""
        return self

    def open_place(self, place: Place) -> None:  # noqa: ARG002 - there is one
        """Read the outbox and give the list the focus."""
        self._show_detail(False)
        self.refresh()
        self._list.setFocus()

    def window_title(self) -> str:
        """What stands in the window's title."""
        return tr("Outbox")

    def commands(self) -> Sequence[Command]:
        """Open, retry, take back, hold."""

        def needs_row() -> str:
            return "" if self._current() is not None else tr("Nothing is chosen")

        def needs_unsent() -> str:
            row = self._current()
            return needs_row() or (tr("It is sent already") if row is not None and row.sent_at else "")

        def needs_taken() -> str:
            return "" if self._taken else tr("Nothing to undo")

        return [
            Command("outbox.open", tr("Open"), self._open, "edit", ("Return",), "eye", needs_row),
            Command("outbox.retry", tr("Try again"), self._retry, "edit", ("t",), "sync", needs_unsent),
            Command("outbox.take_back", tr("Take back"), self._take_back, "edit", ("Del",), "restore", needs_unsent),
            Command("outbox.undo", tr("Undo"), self._undo_taking_back, "edit", ("z", "Ctrl+Z"), "undo", needs_taken),
            Command("outbox.hold", tr("Hold sending"), self._hold.toggle, "site", (), "pause"),
        ]

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys that matter here."""
        return [("j k", tr("move")), ("Return", tr("open")), ("t", tr("try again")), ("Del", tr("take back"))]

    def set_effective_width(self, width: int) -> None:
        """In a narrow window one pane at a time: Enter opens the detail, Esc returns."""
        self._alone = width < Size.NARROW
        self._detail.back.setVisible(self._alone)
        self._show_detail(False)

    def may_close(self) -> bool:
        """Nothing is typed here."""
        return True

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self._list, self._detail]

    def save_state(self) -> bytes:
        """The panes' sizes."""
        return bytes(self._splitter.saveState().data())

    def restore_state(self, state: bytes) -> None:
        """The panes' sizes as they were."""
        self._splitter.restoreState(QByteArray(state))

    # Content ----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read everything again; the chosen row stays chosen."""
        desk = self._context.desk
        rows = desk.outbox_rows()
        sent = desk.sent_rows(desk.day_start())
        self._list.show_groups(
            [
                (tr("Needs attention"), [row for row in rows if row.first.state in _PARKED]),
                (tr("Being sent"), [row for row in rows if row.first.state is State.SENDING]),
                (tr("Waiting"), [row for row in rows if row.first.state is State.WAITING]),
                (tr("Sent today"), sent),
            ]
        )
        self._bar.set_count(number(sum(len(row.items) for row in rows)) if rows else "")
        lines = self._list.lines
        if not lines:
            self._empty.set_texts(tr("Nothing is waiting"), self._last_sent())
        self._stack.setCurrentWidget(self._list if lines else self._empty)
        self._tick()

    def _last_sent(self) -> str:
        desk = self._context.desk
        sent = desk.sent_rows(stamp(desk.now() - _LAST_SENT_WITHIN))
        if sent:
            return tr("Last sent {time}.", time=self._written(sent[0].sent_at))
        return tr("What you decide or publish waits here until it is sent.")

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.OUTBOX | Changes.SITE) and self.isVisible():
            self.refresh()

    def _sync_state_changed(self, state: SyncState) -> None:
        if self._hold.isChecked() != state.held:
            self._hold.setChecked(state.held)
        self._send.setEnabled(not state.held)
        self._send.setToolTip(tr("Sending is held back") if state.held else "")
        if self.isVisible():
            self._list.viewport().update()
            self._detail.show_standing()

    def _tick(self) -> None:
        """Count the seconds down for which a reply can still be undone."""
        now = self._context.desk.now()
        if any(words.undo_seconds(line.row.first, now) for line in self._list.lines if not line.row.sent_at):
            self._ticking.start()
        else:
            self._ticking.stop()
        self._list.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._ticking.stop()

    def _current(self) -> OutboxRow | None:
        line = self._list.line()
        return line.row if line is not None else None

    def _show_chosen(self) -> None:
        self._detail.show_row(self._current())

    # What a person does ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key_pressed(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """What nobody in the detail wanted."""
        if event.key() == Qt.Key.Key_Escape and self._alone:
            self._show_detail(False)
        elif not self._key_pressed(event):
            super().keyPressEvent(event)

    def _key_pressed(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = Qt.Key(event.key())
        held = event.isAutoRepeat()
        match key:
            case Qt.Key.Key_J | Qt.Key.Key_Down:
                self._list.move_cursor(1)
            case Qt.Key.Key_K | Qt.Key.Key_Up:
                self._list.move_cursor(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                self._list.set_open(key == Qt.Key.Key_Right)
            case Qt.Key.Key_T if not held:
                self._retry()
            case Qt.Key.Key_Z if not held:
                self._undo_taking_back()
            case Qt.Key.Key_Delete if not held:
                self._take_back()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not held:
                self._open()
            case _:
                return False
        return True

    def _open(self) -> None:
        """Open what Enter opens: a folded row in place; in a narrow window the detail; else what the row is about."""
        line = self._list.line()
        if line is None:
            return
        if self._alone and self._detail.isHidden():
            self._show_detail(True)
        elif line.folds:
            self._list.fold()
        else:
            self._open_subject()

    def _show_detail(self, shown: bool) -> None:
        self._left.setVisible(not (self._alone and shown))
        self._detail.setVisible(shown or not self._alone)
        if self._alone:
            (self._detail.back if shown else self._list).setFocus()

    def _send_now(self) -> None:
        self._worker.sync_now()

    def _retry(self) -> None:
        row = self._current()
        if row is None or row.sent_at:
            return
        if self._worker.state.held:
            self._context.say(tr("Sending is held back"))
            return
        self._context.desk.retry([item.seq for item in row.items])
        self._worker.sync_now()

    def _take_back(self) -> None:
        row = self._current()
        if row is None or row.sent_at:
            return
        dropped = set(self._context.desk.drop([item.seq for item in row.items]))
        if not dropped:
            self._context.say(tr("It may be on its way already and cannot be taken back"))
            return
        self._taken = [item for item in row.items if item.seq in dropped]
        said = tr("Taken back: {what}", what=words.title(row))
        self._undo.show_action("restore", said)
        self._context.say(said)

    def _undo_taking_back(self) -> None:
        if not self._taken:
            return
        taken, self._taken = self._taken, []
        self._undo.clear()
        try:
            intend_again(self._context.desk, taken)
        except DeskError as error:
            self._context.show_error(error)
        else:
            self._context.say(ntr("{n} waits again", "{n} wait again", len(taken)))

    def _open_subject(self) -> None:
        row = self._current()
        if row is None:
            return
        first = row.first
        try:
            match first.kind:
                case Kind.ARTICLE if first.state is State.CONFLICT:
                    self._open_conflict(first.subject)
                case Kind.ARTICLE:
                    self._context.open_draft(first.subject)
                case Kind.COMMENT_REPLY:
                    self._open_comment(first.payload["parent"])
                case _:
                    self._open_comment(first.subject)
        except DeskError as error:
            self._context.show_error(error)

    # Words -----------------------------------------------------------------------------------------------------

    def _standing(self, row: OutboxRow) -> words.Standing:
        return words.standing(row, self._worker.state, self._context.desk.now())

    def _written(self, moment: str) -> str:
        desk = self._context.desk
        return short_time(moment, desk.now(), desk.site.found.zone)

    def _time_of(self, row: OutboxRow) -> str:
        return self._written(row.sent_at or row.first.created)

    def _said_when(self, row: OutboxRow) -> str:
        return tr("you, {time}", time=self._written(row.first.created))

    def _names_of(self, row: OutboxRow) -> list[str]:
        found = self._context.desk.comments([item.subject for item in row.items])
        unknown = tr("(deleted)")
        return [found[item.subject].comment.author_name if item.subject in found else unknown for item in row.items]
