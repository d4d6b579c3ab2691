"""The outbox: what needs attention, what is being sent, what waits, what was sent today; the detail at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QSplitter, QStackedWidget, QWidget

from bkddesk.language import ntr, tr
from bkddesk.model.changes import Changes
from bkddesk.model.outbox import Kind, OutboxRow, State
from bkddesk.ui import theme
from bkddesk.ui.background import State as SyncState
from bkddesk.ui.background import Worker
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Context, Place
from bkddesk.ui.outbox.detail import OutboxDetail
from bkddesk.ui.outbox.list import OutboxDelegate, OutboxModel
from bkddesk.ui.outbox.list import Role as ListRole
from bkddesk.ui.status import number, short_time
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.empty import EmptyState
from bkddesk.ui.widgets.pane_bar import PaneBar

_PARKED = (State.REJECTED, State.CONFLICT)


class OutboxPage(QWidget):
    """A `context.Page`."""

    def __init__(self, context: Context, worker: Worker, open_conflict: Callable[[int], None]) -> None:
        """`worker` holds sending back and lets it go; `open_conflict` shows what stands against a draft."""
        super().__init__()
        self._context = context
        self._worker = worker
        self._open_conflict = open_conflict
        self._seq = 0
        self._bar = PaneBar(tr("Outbox"))
        self._hold = Button(tr("Hold sending"), icon="pause", kind="quiet")
        self._hold.setCheckable(True)
        self._hold.toggled.connect(self._hold_toggled)
        self._send = Button(tr("Send now"), icon="send", key="F5")
        self._send.clicked.connect(self._send_now)
        self._bar.add_stretch()
        self._bar.add(self._hold)
        self._bar.add(self._send)
        self._model = OutboxModel(self)
        self._list = QListView()
        self._list.setObjectName("outbox-list")
        self._list.setAccessibleName(tr("Outbox"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(OutboxDelegate(self._time_of, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.installEventFilter(self)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        self._list.doubleClicked.connect(self._open_subject)
        theme.dress(self._list, fill="surface")
        self._empty = EmptyState("okc", tr("Nothing is waiting"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._detail = OutboxDetail(
            retry=self._retry, take_back=self._take_back, open_subject=self._open_subject, names_of=self._names_of,
            said_when=self._said_when,
        )  # fmt: skip
        left = QWidget()
        theme.dress(left, fill="surface")
        column = theme.vbox(left)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([theme.px(Size.SHEET - Size.RAIL), theme.px(Size.PANEL + 2 * Size.ROW_DENSE)])
        theme.vbox(self).addWidget(self._splitter)
        context.bridge.changed.connect(self._changed)
        worker.changed.connect(self._sync_state_changed)

    # Page -------------------------------------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        """The page itself."""
        return self

    def open_place(self, place: Place) -> None:  # noqa: ARG002 - there is one
        """Read the outbox and give the list the focus."""
        self.refresh()
        if self._list.currentIndex().row() < 0 and self._model.rowCount() > 1:
            self._list.setCurrentIndex(self._model.index(1))
        self._list.setFocus()

    def window_title(self) -> str:
        """What stands in the window's title."""
        return tr("Outbox")

    def commands(self) -> Sequence[Command]:
        """Open, retry, take back, hold."""

        def needs_row() -> str:
            return "" if self._current() is not None else tr("Nothing is chosen")

        return [
            Command("outbox.open", tr("Open"), self._open_subject, "edit", ("Return",), "eye", needs_row),
            Command("outbox.retry", tr("Try again"), self._retry, "edit", ("t",), "sync", needs_row),
            Command("outbox.take_back", tr("Take back"), self._take_back, "edit", ("Del",), "undo", needs_row),
            Command("outbox.hold", tr("Hold sending"), self._hold.toggle, "site", (), "pause"),
        ]

    def hints(self) -> Sequence[tuple[str, str]]:
        """The keys that matter here."""
        return [("J K", tr("move")), ("Return", tr("open")), ("T", tr("try again")), ("Del", tr("take back"))]

    def set_effective_width(self, width: int) -> None:
        """In a narrow window the detail gives way."""
        self._detail.setVisible(width >= Size.NARROW)

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
        self._model.show(
            [
                (tr("Needs attention"), [row for row in rows if row.first.state in _PARKED]),
                (tr("Being sent"), [row for row in rows if row.first.state is State.SENDING]),
                (tr("Waiting"), [row for row in rows if row.first.state is State.WAITING]),
                (tr("Sent today"), sent),
            ]
        )
        self._bar.set_count(number(sum(len(row.items) for row in rows)) if rows else "")
        if not self._model.entries:
            last = desk.last_sync()
            text = tr("What you decide or publish waits here until it is sent.")
            if last:
                text += " " + tr("Last synchronised {time}.", time=self._written(last))
            self._empty.set_texts(tr("Nothing is waiting"), text)
        self._stack.setCurrentWidget(self._list if self._model.entries else self._empty)
        position = self._model.row_of(self._seq) if self._seq else None
        if position is not None:
            self._list.setCurrentIndex(self._model.index(position))
        self._detail.show_row(self._current())

    def _changed(self, changes: Changes) -> None:
        if changes & (Changes.OUTBOX | Changes.SITE) and self.isVisible():
            self.refresh()

    def _sync_state_changed(self, state: SyncState) -> None:
        if self._hold.isChecked() != state.held:
            self._hold.setChecked(state.held)

    def _hold_toggled(self, on: bool) -> None:
        self._worker.hold_sending(on)

    def _current(self) -> OutboxRow | None:
        index = self._list.currentIndex()
        entry = index.data(ListRole.ROW) if index.isValid() else None
        return entry if isinstance(entry, OutboxRow) else None

    def _current_changed(self) -> None:
        row = self._current()
        if row is not None:
            self._seq = row.first.seq
        self._detail.show_row(row)

    # What a person does ----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        match Qt.Key(event.key()):
            case Qt.Key.Key_J | Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_K | Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_T if not event.isAutoRepeat():
                self._retry()
            case Qt.Key.Key_Delete if not event.isAutoRepeat():
                self._take_back()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open_subject()
            case _:
                return False
        return True

    def _move(self, step: int) -> None:
        position = self._list.currentIndex().row() + step
        while 0 <= position < len(self._model.entries):
            if isinstance(self._model.entries[position], OutboxRow):
                self._list.setCurrentIndex(self._model.index(position))
                return
            position += step

    def _send_now(self) -> None:
        self._worker.sync_now()

    def _retry(self) -> None:
        row = self._current()
        if row is not None and not row.sent_at:
            self._context.desk.retry([item.seq for item in row.items])
            self._worker.sync_now()

    def _take_back(self) -> None:
        row = self._current()
        if row is None or row.sent_at:
            return
        taken = self._context.desk.drop([item.seq for item in row.items])
        if taken:
            self._context.say(ntr("{n} taken back", "{n} taken back", len(taken)))
        else:
            self._context.say(tr("It may be on its way already and cannot be taken back"))

    def _open_subject(self) -> None:
        row = self._current()
        if row is None:
            return
        first = row.first
        if first.kind is Kind.ARTICLE and first.state is State.CONFLICT:
            self._open_conflict(first.subject)
        elif first.kind is Kind.ARTICLE:
            self._context.open_draft(first.subject)
        else:
            self._context.navigate(Place.PENDING)

    # Words -----------------------------------------------------------------------------------------------------

    def _written(self, moment: str) -> str:
        desk = self._context.desk
        return short_time(moment, desk.now(), desk.site.found.zone)

    def _time_of(self, row: OutboxRow) -> str:
        return self._written(row.sent_at or row.first.created)

    def _said_when(self, row: OutboxRow) -> str:
        return tr("you, {time}", time=self._written(row.first.created))

    def _names_of(self, row: OutboxRow) -> list[str]:
        found = self._context.desk.comments([item.subject for item in row.items])
        return [listed.comment.author_name for listed in found.values()]
