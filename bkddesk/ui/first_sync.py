"""The first sync on screen: what has been fetched, what is being fetched, what follows; and a pause.

Stands where a comment will stand, until the person turns to one. Reads figures from the Desk, talks to nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.comment import CommentStatus
from bkddesk.model.outbox import Progress
from bkddesk.ui import theme
from bkddesk.ui.background import Connection, State, Worker
from bkddesk.ui.status import number
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.pane_bar import PaneBar

_SHOW_AFTER_MS = 700
"""What is over sooner need not be looked at."""
_ESTIMATE_AFTER = 2.0
"""Seconds that a step must have run before its end can be guessed."""
_STEPS = ("comments.hold", "articles", "terms", "comments", "media")
_FOR_MODERATORS = ("comments.hold", "comments")


@dataclass
class _Row:
    """One step as it is drawn."""

    text: str
    icon: str = "clock"
    role: Role = "text2"
    figure: str = ""
    part: float | None = None


class _Steps(QWidget):
    """The list of steps: icon, name, figure, and a bar below the one that runs."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []

    def show_rows(self, rows: list[_Row]) -> None:
        """Show these."""
        self._rows = rows
        theme.dress(self, height=sum(self._height(row) for row in rows) + Size.LINE)
        self.setAccessibleName("; ".join(f"{row.text} {row.figure}".strip() for row in rows))
        self.update()

    @staticmethod
    def _height(row: _Row) -> int:
        return Size.ROW_STEP + (0 if row.part is None else Space.M)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        line, side, y = theme.px(Size.LINE), theme.px(Size.ICON), 0
        painter.fillRect(0, y, self.width(), line, theme.colour("line"))
        for row in self._rows:
            height = theme.px(self._height(row))
            box = QRect(0, y + line, self.width(), theme.px(Size.ROW_STEP) - line)
            paint.draw_icon(painter, QRect(0, box.y(), side, box.height()), row.icon, row.role)
            left = theme.px(Space.XXL)
            words = box.adjusted(left, 0, 0, 0)
            muted: Role = "text2" if row.icon == "clock" else "text"
            paint.draw_text(painter, words, row.text, "body", muted)
            paint.draw_text(painter, words, row.figure, "body", "text2", paint.RIGHT)
            if row.part is not None:
                bar = QRect(left, box.bottom() - theme.px(Space.XS), self.width() - left, theme.px(Space.M))
                paint.draw_progress(painter, bar, row.part)
            y += height
            painter.fillRect(0, y, self.width(), line, theme.colour("line"))


class FirstSync(QWidget):
    """The pane; `bar` goes above it."""

    def __init__(self, desk: Desk, worker: Worker) -> None:
        """Shows how the worker stands now; tell it more with `show_state`."""
        super().__init__()
        self.setObjectName("first-sync")
        self._desk, self._worker = desk, worker
        moderates = desk.site.account.can_moderate
        self._steps = [step for step in _STEPS if moderates or step not in _FOR_MODERATORS]
        self._at = 0
        self._begun: tuple[str, datetime, int] | None = None
        self.bar = PaneBar()
        self.bar.add_left(Label(tr("First synchronisation"), "body", "text2"))
        self._pause = Button(tr("Pause"), icon="pause")
        self._pause.setObjectName("pause-sync")
        self._pause.clicked.connect(self._toggle)
        self.bar.add_end(self._pause)
        body = theme.vbox(self, margins=(2 * Space.XL, Space.XXL, 2 * Space.XL, Space.XL), spacing=Space.XS)
        body.addWidget(Label(tr("The site's content comes for the first time"), "title", wrap=True))
        words = tr(
            "You can work already: pending comments are fetched first. "
            "If the network breaks or bkddesk is closed, it goes on from there."
        )
        body.addWidget(Label(words, "body", "text2", wrap=True))
        theme.gap(body, Space.M)
        self._list = _Steps()
        body.addWidget(self._list)
        theme.gap(body, Space.M)
        self._foot = Label("", "body", "text2", wrap=True)
        self._foot.setObjectName("first-sync-estimate")
        body.addWidget(self._foot)
        body.addStretch(1)
        theme.dress(self, fill="surface")
        self.show_state(worker.state)

    def show_state(self, state: State) -> None:
        """Show how far it is."""
        progress = state.progress
        step = self._step_of(progress)
        if step is not None:
            self._at = step
        paused = state.connection is not Connection.SYNCING
        self._list.show_rows([self._row(index, progress, paused=paused) for index in range(len(self._steps))])
        self._pause.setText(tr("Resume") if paused else tr("Pause"))
        self._pause.set_icon("sync" if paused else "pause")
        match state.connection:
            case Connection.OFFLINE:
                self._foot.setText(tr("The network is gone. It goes on by itself as soon as it is back."))
            case Connection.SYNCING if progress is not None:
                self._foot.setText(self._estimate(progress))
            case _:
                self._foot.setText("")

    def _step_of(self, progress: Progress | None) -> int | None:
        if progress is None:
            return None
        name = "comments" if progress.step == "sweep" else progress.step
        return self._steps.index(name) if name in self._steps else None

    def _row(self, index: int, progress: Progress | None, *, paused: bool) -> _Row:
        name = self._steps[index]
        text = {
            "comments.hold": tr("Pending comments"),
            "articles": tr("Articles"),
            "terms": tr("Categories and tags"),
            "comments": tr("Older comments"),
            "media": tr("Media library"),
        }[name]
        if index < self._at:
            return _Row(text, "okc", "ok", self._stored(name))
        if index > self._at:
            return _Row(text, figure=tr("to follow"))
        icon: tuple[str, Role] = ("pause", "wait") if paused else ("sync", "accent")
        if progress is None or not progress.total or self._step_of(progress) != index:
            return _Row(text, *icon)
        figure = tr("{done} of {total}", done=number(progress.done), total=number(progress.total))
        return _Row(text, *icon, figure, progress.done / progress.total)

    def _stored(self, name: str) -> str:
        desk = self._desk
        match name:
            case "comments.hold":
                return number(desk.comment_counts()[CommentStatus.HOLD])
            case "articles":
                return number(sum(desk.article_counts().values()))
            case "terms":
                figures = {"categories": len(desk.terms("category")), "tags": len(desk.terms("post_tag"))}
                return tr("{categories} and {tags}", **{key: number(value) for key, value in figures.items()})
            case _:
                return number(sum(desk.comment_counts().values()))

    def _estimate(self, progress: Progress) -> str:
        now = self._desk.now()
        if self._begun is None or self._begun[0] != progress.step:
            self._begun = (progress.step, now, progress.done)
        _, since, before = self._begun
        seconds, done = (now - since).total_seconds(), progress.done - before
        if seconds < _ESTIMATE_AFTER or done <= 0 or not progress.total:
            return ""
        rate = done / seconds
        left = about((progress.total - progress.done) / rate)
        if progress.step not in ("comments", "comments.hold", "sweep") or rate < 1:
            return left
        return f"{left} · " + ntr("{n} comment a second", "{n} comments a second", round(rate))

    def _toggle(self) -> None:
        if self._worker.state.connection is Connection.SYNCING:
            self._worker.pause()
        else:
            self._worker.sync_now()


def about(seconds: float) -> str:
    """A guess in words: "about 4 minutes more"."""
    if seconds < 50:
        return tr("Less than a minute more")
    return ntr("About {n} minute more", "About {n} minutes more", max(1, round(seconds / 60)))


class FirstSyncWatch(QObject):
    """Watches the worker until the site was read through once; shows the pane if that takes a while."""

    def __init__(
        self, desk: Desk, worker: Worker, show: Callable[[FirstSync], None], hide: Callable[[], None], parent: QObject
    ) -> None:
        """`show` puts the pane on screen, `hide` takes it away."""
        super().__init__(parent)
        self._desk, self._worker, self._show, self._hide = desk, worker, show, hide
        self.pane: FirstSync | None = None
        self._over = bool(desk.last_sync())
        self._soon = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._soon.timeout.connect(self._open)
        if not self._over:
            worker.changed.connect(self._changed, Qt.ConnectionType.QueuedConnection)

    def _changed(self, state: State) -> None:
        if self._over:
            return
        if state.connection is Connection.ONLINE and self._desk.last_sync():
            self._over = True
            self._soon.stop()
            if self.pane is not None:
                self._hide()
                self.pane = None
        elif self.pane is not None:
            self.pane.show_state(state)
        elif state.connection is Connection.SYNCING and not self._soon.isActive():
            self._soon.start()

    def _open(self) -> None:
        if not self._over:
            self.pane = FirstSync(self._desk, self._worker)
            self._show(self.pane)
