"""What stands beside an empty list: the day's work in figures, and what is useful next. Reads from the Desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.comment import CommentStatus, Decision
from bkddesk.model.outbox import LoggedDecision
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Place
from bkddesk.ui.moderation.action_bar import CommandButton
from bkddesk.ui.moderation.facts import DECISION_ICONS, was_decided
from bkddesk.ui.moderation.times import clock_time, day, number, site_day
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button, LinkButton
from bkddesk.ui.widgets.label import Label, Line
from bkddesk.ui.widgets.pane_bar import PaneBar

_PLACES = {
    Decision.SPAM: Place.SPAM,
    Decision.APPROVE: Place.APPROVED,
    Decision.TRASH: Place.TRASH,
    Decision.HOLD: Place.PENDING,
}
_MANY = 5000


class _Row(QWidget):
    """An icon, a sentence with a quieter end, and something to press at the right."""

    def __init__(self, icon: str, text: str, more: str = "", end: QWidget | None = None, role: Role = "text2") -> None:
        super().__init__()
        self._icon, self._role = icon, role
        row = theme.hbox(self, margins=(Space.XXL, 0, 0, 0), spacing=Space.XS)
        row.addWidget(Label(text))
        if more:
            row.addWidget(Label(f"· {more}", "body", "text2", elide="right"), 1)
        else:
            row.addStretch(1)
        if end is not None:
            row.addWidget(end)
        self._end_role = role
        theme.dress(self, height=Size.BAR)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        side, line = theme.px(Size.ICON), theme.px(Size.LINE)
        paint.draw_icon(painter, QRect(0, 0, side, self.height()), self._icon, self._role)
        painter.fillRect(0, self.height() - line, self.width(), line, theme.colour("line"))


class DonePane(QWidget):
    """The day in figures."""

    def __init__(self, desk: Desk, navigate: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("done-pane")
        self._desk, self._navigate = desk, navigate
        self.bar = PaneBar()
        self.bar.add_left(Label(tr("Today"), "body", "text2"))
        self.undo = CommandButton("quiet")
        self.bar.add_end(self.undo)
        self._title = Label("", "title", wrap=True)
        self._sub = Label("", "body", "text2", wrap=True)
        self._work = theme.vbox()
        self._next_title = Label(tr("While you wait"), "body-strong")
        self._next = theme.vbox()
        column = theme.vbox(self)
        body = theme.vbox(margins=(Space.XXL, Space.XXL, Space.XXL, Space.L), spacing=Space.L)
        head = theme.vbox(spacing=Space.XS)
        head.addWidget(self._title)
        head.addWidget(self._sub)
        body.addLayout(head)
        body.addLayout(self._work)
        below = theme.vbox(margins=(0, Space.M, 0, 0), spacing=Space.S)
        below.addWidget(self._next_title)
        below.addLayout(self._next)
        body.addLayout(below)
        body.addStretch(1)
        column.addLayout(body, 1)
        theme.dress(self, fill="surface")

    def read(self, undo: Command) -> None:
        """Read the day's figures again. `undo` takes the last act back."""
        self.undo.carry(undo, tr("Undo the last one"))
        self.undo.setVisible(not undo.why_not())
        since = self._desk.day_start()
        logged = [one for one in self._desk.recent_decisions(_MANY) if one.at >= since and not one.undone]
        today = {one.comment_id: one for one in reversed(logged)}
        _empty(self._work)
        _empty(self._next)
        if not self._desk.last_sync():
            self._say_first_sync()
            return
        self._title.setText(
            ntr("{n} comment decided today", "{n} comments decided today", len(today))
            if today
            else tr("Nothing was decided today")
        )
        by = tr("by you") if today else ""
        self._sub.setText(" · ".join(part for part in (self._today(), _duration(logged), by) if part))
        self._work.addWidget(Line())
        for decision, place in _PLACES.items():
            count = sum(1 for one in today.values() if one.decision == decision)
            if count:
                self._work.addWidget(
                    _Row(DECISION_ICONS[decision], was_decided(decision, count), end=self._link(tr("View"), place))
                )
        self._work.addWidget(self._outbox_row())
        self._suggest()

    def _say_first_sync(self) -> None:
        self._title.setText(tr("The site’s content comes for the first time"))
        self._sub.setText(
            tr("Pending comments are fetched first. If the network breaks or bkddesk is closed, it goes on from there.")
        )
        self._next_title.hide()

    def _today(self) -> str:
        return day(site_day(self._desk.day_start(), self._desk.site.found.zone), full=True)

    def _outbox_row(self) -> _Row:
        counts = self._desk.outbox_counts()
        if counts.waiting or counts.attention:
            text = ntr("{n} waiting to be sent", "{n} waiting to be sent", counts.waiting)
            more = ntr("{n} needs your attention", "{n} need your attention", counts.attention)
            return _Row("outbox", text, more if counts.attention else "", self._link(tr("View"), Place.OUTBOX))
        last = self._desk.last_sync()
        if not last:
            return _Row("outbox", tr("Nothing waits to be sent"))
        local = datetime.fromisoformat(last).astimezone(self._desk.site.found.zone)
        return _Row(
            "okc", tr("Everything is sent"), tr("the site was last read at {time}", time=clock_time(local)), role="ok"
        )

    def _suggest(self) -> None:
        rows = []
        spam = self._desk.comment_counts()[CommentStatus.SPAM]
        if spam:
            text = tr("Look through the Spam folder")
            more = tr("{n} comments; is a citizen’s voice among them?", n=number(spam))
            rows.append(_Row("restore", text, more, self._button(tr("Check"), Place.SPAM)))
        drafts = self._desk.unsent_drafts()
        if drafts:
            text = ntr("{n} draft is not sent yet", "{n} drafts are not sent yet", drafts)
            rows.append(_Row("drafts", text, "", self._button(tr("Open"), Place.DRAFTS)))
        approved = self._desk.comment_counts()[CommentStatus.APPROVED]
        if approved:
            text = tr("Read what readers see")
            more = ntr("{n} approved comment", "{n} approved comments", approved)
            rows.append(_Row("check", text, more, self._button(tr("Open"), Place.APPROVED)))
        self._next_title.setVisible(bool(rows))
        if rows:
            self._next.addWidget(Line())
        for row in rows:
            self._next.addWidget(row)

    def _link(self, text: str, place: Place) -> LinkButton:
        link = LinkButton(text, "body-medium")
        link.clicked.connect(lambda: self._navigate(place))
        return link

    def _button(self, text: str, place: Place) -> Button:
        button = Button(text)
        button.clicked.connect(lambda: self._navigate(place))
        return button


def _duration(logged: list[LoggedDecision]) -> str:
    if len(logged) < 2:
        return ""
    spent = datetime.fromisoformat(logged[0].at) - datetime.fromisoformat(logged[-1].at)
    minutes = round(spent.total_seconds() / 60)
    return ntr("{n} minute", "{n} minutes", minutes) if minutes else ""


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
