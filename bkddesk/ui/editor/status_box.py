"""The status a draft is to have, and when: radio buttons by what the account may do, date and time, three clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QRadioButton, QTimeEdit, QWidget

from bkddesk.desk import Desk
from bkddesk.language import current_language, tr, trc
from bkddesk.model.article import Draft, PostStatus, PublishOptions
from bkddesk.ui import theme
from bkddesk.ui.editor.fields import FieldLabel
from bkddesk.ui.editor.schedule import Schedule, first_offer, schedule
from bkddesk.ui.editor.sign import Sign
from bkddesk.ui.editor.words import locale, qt_date
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.fields import set_invalid
from bkddesk.ui.widgets.label import Label


class StatusBox(QWidget):
    """Draft, pending, publish, scheduled, private; a scheduled one needs a moment that is still to come."""

    changed = Signal()

    def __init__(self, desk: Desk, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._zone = desk, desk.site.found.zone
        self._group = QButtonGroup(self)
        self._buttons: dict[PostStatus, QRadioButton] = {}
        column = theme.vbox(self)
        column.addWidget(FieldLabel(tr("Status")))
        may_publish = desk.site.account.can("publish_posts")
        for status, words, hint in _choices(draft):
            if may_publish or status in (PostStatus.DRAFT, PostStatus.PENDING):
                column.addWidget(self._choice(status, words, hint))
        if not may_publish:
            why = tr("Your account may submit articles for review; someone else publishes them.")
            column.addWidget(Label(why, "caption", "text2", wrap=True))
        self._when = _When(desk, draft)
        column.addWidget(self._when)
        self._select(draft)
        self._group.buttonClicked.connect(self._chosen)
        self._when.changed.connect(self.changed)
        self._when.setVisible(self.status() is PostStatus.FUTURE)

    def _choice(self, status: PostStatus, words: str, hint: str) -> QWidget:
        row = QWidget()
        across = theme.hbox(row, spacing=Space.S)
        button = QRadioButton(words)
        button.setObjectName(f"status-{status.value}")
        button.setAccessibleDescription(hint)
        theme.dress(row, height=Size.BUTTON)
        self._group.addButton(button)
        self._buttons[status] = button
        across.addWidget(button)
        across.addWidget(Label(hint, "caption", "text2", elide="right"), 1)
        return row

    def _select(self, draft: Draft) -> None:
        wanted = PostStatus(draft.status) if draft.status in list(PostStatus) else PostStatus.DRAFT
        self._buttons.get(wanted, self._buttons[PostStatus.DRAFT]).setChecked(True)

    def _chosen(self) -> None:
        self._when.setVisible(self.status() is PostStatus.FUTURE)
        self.changed.emit()

    def focus_choice(self) -> None:
        """Give the focus to the chosen status."""
        self._buttons[self.status()].setFocus()

    def choose(self, status: PostStatus) -> None:
        """Choose a status as the person would."""
        self._buttons[status].setChecked(True)
        self._chosen()

    def set_moment(self, local: datetime) -> None:
        """Set date and time, site time."""
        self._when.set_moment(local)

    def statuses(self) -> tuple[PostStatus, ...]:
        """What can be chosen."""
        return tuple(self._buttons)

    def status(self) -> PostStatus:
        """What is chosen."""
        return next(status for status, button in self._buttons.items() if button.isChecked())

    def of(self, draft: Draft) -> Draft:
        """The draft with status and date as they are here."""
        date = self._when.moment().isoformat() if self.status() is PostStatus.FUTURE else self._kept_date(draft)
        return replace(draft, status=self.status(), date=date)

    def _kept_date(self, draft: Draft) -> str:
        # A date that was only meant for a schedule must not become the date of an article published now.
        return draft.base.date if draft.base is not None else ""

    def options(self) -> PublishOptions:
        """Status and date as the Desk takes them."""
        status = self.status()
        return PublishOptions(status, self._when.moment().isoformat() if status is PostStatus.FUTURE else "")

    def why_not(self) -> str:
        """Why it cannot be sent so; "" when it can."""
        if self.status() is PostStatus.FUTURE and self._when.meaning().is_past:
            return tr("The time has passed. Choose a later one, or publish now.")
        return ""


def _choices(draft: Draft) -> tuple[tuple[PostStatus, str, str], ...]:
    public = draft.base is not None and draft.base.status == PostStatus.PUBLISH
    return (
        (
            PostStatus.DRAFT,
            trc("status", "Draft"),
            tr("taken off the site") if public else tr("only stored on the site"),
        ),
        (PostStatus.PENDING, tr("Pending Review"), ""),
        (PostStatus.PUBLISH, tr("Published") if public else tr("Publish now"), tr("stays as it is") if public else ""),
        (PostStatus.FUTURE, tr("Scheduled"), ""),
        (PostStatus.PRIVATE, tr("Private"), tr("only administrators and editors")),
    )


class _When(QWidget):
    """Date, time and the three clocks."""

    changed = Signal()

    def __init__(self, desk: Desk, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._zone = desk, desk.site.found.zone
        self._date, self._time = QDateEdit(), QTimeEdit()
        self._date.setObjectName("publish-date")
        self._time.setObjectName("publish-time")
        self._date.setCalendarPopup(True)
        self._date.setLocale(locale())
        self._date.setDisplayFormat("ddd d MMM yyyy")
        self._time.setLocale(locale())
        self._time.setDisplayFormat("HH.mm" if current_language() == "id" else "HH:mm")
        self._clocks = _Clocks()
        self._sign = Sign("clock", "wait")
        self._words = Label("", "caption", wrap=True)
        column = theme.vbox(self, margins=(0, Space.M, 0, 0), spacing=Space.S)
        label = FieldLabel(tr("Appears on, site time"), self._date)
        self._time.setAccessibleName(tr("Time, site time"))
        column.addWidget(label)
        row = theme.hbox(spacing=Space.S)
        row.addWidget(self._date, 1)
        theme.dress(self._time, width=Size.ROW + Space.M)
        row.addWidget(self._time)
        column.addLayout(row)
        column.addWidget(self._clocks)
        note = theme.hbox(spacing=Space.S)
        note.addWidget(self._sign)
        note.addWidget(self._words, 1)
        column.addLayout(note)
        self.set_moment(self._begin(draft))
        self._date.dateChanged.connect(self._renew)
        self._time.timeChanged.connect(self._renew)
        self._renew()

    def _begin(self, draft: Draft) -> datetime:
        if draft.date and draft.status == PostStatus.FUTURE:
            return datetime.fromisoformat(draft.date).replace(tzinfo=None)
        return first_offer(self._zone, self._desk.now())

    def set_moment(self, local: datetime) -> None:
        """Show this site time."""
        date, time = qt_date(local)
        self._date.setDate(date)
        self._time.setTime(time)

    def moment(self) -> datetime:
        """The site time that is shown, without a zone."""
        date, time = self._date.date(), self._time.time()
        return datetime(date.year(), date.month(), date.day(), time.hour(), time.minute())  # noqa: DTZ001 - site time

    def meaning(self) -> Schedule:
        """The moment on three clocks."""
        return schedule(self.moment(), self._zone, self._desk.now())

    def _renew(self) -> None:
        meaning = self.meaning()
        self._clocks.show_lines(meaning)
        role: Role = "danger" if meaning.is_past else "wait" if meaning.zones_differ else "text2"
        self._sign.set_icon("error" if meaning.is_past else "clock", role)
        self._words.setText(meaning.distance)
        self._words.set_colour("danger" if meaning.is_past else "text")
        for field in (self._date, self._time):
            set_invalid(field, meaning.is_past)
        self.changed.emit()


class _Clocks(QWidget):
    """Three lines in a box: site, laptop, UTC; tinted where the zones differ or the moment has passed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint: Role = "surface"
        self._border: Role = "line"
        grid = theme.grid(self, margins=(Space.M, Space.S, Space.M, Space.S), across=Space.M, down=Space.XS)
        grid.setColumnStretch(1, 1)
        self._rows: list[tuple[Label, Label]] = []
        for number in range(3):
            name, value = Label("", "caption", "text2"), Label("", "caption-strong")
            grid.addWidget(name, number, 0)
            grid.addWidget(value, number, 1)
            self._rows.append((name, value))

    def show_lines(self, meaning: Schedule) -> None:
        """Show the three clocks."""
        for (name, value), (whose, when) in zip(self._rows, meaning.lines, strict=True):
            name.setText(whose)
            value.setText(when)
        self._tint = "danger-tint" if meaning.is_past else "wait-tint" if meaning.zones_differ else "surface"
        self._border = "danger" if meaning.is_past else "wait" if meaning.zones_differ else "line"
        self.setAccessibleName(", ".join(f"{whose}: {when}" for whose, when in meaning.lines))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """The box."""
        painter = QPainter(self)
        box, radius = self.rect().toRectF(), theme.px(Size.RADIUS)
        paint.rounded(painter, box, radius, theme.colour(self._tint), theme.colour(self._border), theme.px(Size.LINE))
