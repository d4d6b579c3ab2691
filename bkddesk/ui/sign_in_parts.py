"""What the welcome is drawn of: the side that says what bkddesk is, the steps, what was found, a quiet frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.language import LANGUAGES, current_language, tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import LinkButton
from bkddesk.ui.widgets.label import Label, Line, Paragraph

LEFT = 480
FORM = 560
PAD = 56


class Welcome(QWidget):
    """The left side: what bkddesk is, in three lines."""

    def __init__(self, choose_language: Callable[[str], None]) -> None:
        super().__init__()
        theme.dress(self, fill="sidebar", width=LEFT)
        column = theme.vbox(self, margins=(PAD, PAD, PAD, Space.XL))
        column.addWidget(Mark())
        column.addSpacing(theme.px(Space.XL))
        column.addWidget(Label(tr("Welcome to bkddesk"), "display"))
        column.addSpacing(theme.px(Space.S))
        words = tr("Write the news, answer citizens, clear your site's comments. It goes on when the network is down.")
        column.addWidget(Paragraph(words, "reading", "text2"))
        column.addSpacing(theme.px(Space.XXL))
        column.addWidget(Line())
        for icon, text in (
            ("drafts", tr("Write and preview without a network")),
            ("queue", tr("Decide comments with one key")),
            ("outbox", tr("Every decision is stored, visible, and can be undone")),
        ):
            row = theme.hbox(None, margins=(0, Space.M, 0, Space.M), spacing=Space.M)
            row.addWidget(Sign(icon))
            row.addWidget(Label(text, "body", wrap=True), 1)
            column.addLayout(row)
            column.addWidget(Line())
        column.addStretch(1)
        column.addWidget(Languages(choose_language))


class Languages(QWidget):
    """The languages by their own names; the one in use stands still."""

    def __init__(self, choose_language: Callable[[str], None]) -> None:
        super().__init__()
        row = theme.hbox(self, spacing=Space.S)
        row.addWidget(Sign("globe"))
        for code, name in LANGUAGES.items():
            if code == current_language():
                row.addWidget(Label(name, "caption-strong"))
            else:
                link = LinkButton(name, font="caption-strong")
                link.setObjectName(f"language-{code}")
                link.clicked.connect(lambda _checked=False, code=code: choose_language(code))
                row.addWidget(link)
        row.addStretch(1)


class Mark(QWidget):
    """The sign of bkddesk, from its own drawing."""

    def __init__(self) -> None:
        super().__init__()
        theme.dress(self, width=Size.ICON_EMPTY, height=Size.ICON_EMPTY)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        theme.app_icon().paint(QPainter(self), self.rect())


class Sign(QWidget):
    def __init__(self, name: str, role: Role = "text") -> None:
        super().__init__()
        self._name, self._role = name, role
        theme.dress(self, width=Size.ICON, height=Size.ICON)

    def show_icon(self, name: str, role: Role) -> None:
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if self._name:
            paint.draw_icon(QPainter(self), self.rect(), self._name, self._role, Size.ICON_SMALL)


class Result(QWidget):
    """What was found at the address."""

    def __init__(self) -> None:
        super().__init__()
        row = theme.hbox(self, spacing=Space.S)
        self._icon = Sign("")
        self._text = Paragraph("", "caption")
        self._text.setObjectName("discovery")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def show(self, icon: str = "", role: Role = "text", text: str = "") -> None:
        if icon:
            self._icon.show_icon(icon, role)
            self._text.set_text(text)
        super().show()

    def show_found(self, text: str, name: str) -> None:
        """Say that a site was found: a NUL in `text` stands for its `name`, which is shown bold."""
        before, _, after = text.partition("\0")
        self._icon.show_icon("okc", "ok")
        self._text.set_parts([(before, False), (name, True), (after, False)])
        super().show()

    def show_nothing(self) -> None:
        """Say nothing, in the same room."""
        self._icon.show_icon("", "text")
        self._text.set_text("")

    def said(self) -> str:
        """What it says now."""
        return self._text.plain_text()


class Step(QWidget):
    """A numbered step."""

    def __init__(self, number: str, title: str, text: str) -> None:
        super().__init__()
        self._number = number
        self._current = False
        row = theme.hbox(self, margins=(Space.XXL, Space.S, 0, Space.S))
        words = theme.vbox(None)
        words.addWidget(Label(title, "body-medium", wrap=True))
        words.addWidget(Label(text, "caption", "text2", wrap=True))
        row.addLayout(words, 1)

    def set_current(self, current: bool) -> None:
        self._current = current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(Size.ICON)
        role: Role = "accent" if self._current else "outline"
        box = self.rect()
        box.setRect(0, theme.px(Space.S), side, side)
        paint.rounded(painter, box.toRectF().adjusted(1, 1, -1, -1), side / 2, None, theme.colour(role), 1.5)
        words: Role = "accent" if self._current else "text2"
        paint.draw_text(painter, box, self._number, "caption-strong", words, paint.CENTRE)


class Box(QWidget):
    """A quiet frame."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        paint.rounded(QPainter(self), box, theme.px(Size.RADIUS), theme.colour("sunken"), theme.colour("line"))
