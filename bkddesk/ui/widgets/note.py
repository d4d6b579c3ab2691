"""Tinted boxes that say something: fine, waiting, danger, conflict, or plain. Always with an icon."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button, LinkButton
from bkddesk.ui.widgets.label import Paragraph

NoteKind = Literal["ok", "wait", "danger", "conflict", "plain"]
_ICONS: dict[NoteKind, str] = {"ok": "okc", "wait": "warn", "danger": "error", "conflict": "conflict", "plain": "note"}


class _Sign(QWidget):
    def __init__(self, name: str, role: Role, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon_name, self.role = name, role
        theme.dress(self, width=Size.ICON, height=Size.ICON)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        paint.draw_icon(QPainter(self), self.rect(), self.icon_name, self.role)


class Note(QWidget):
    """An icon and a sentence or two on a tint; buttons and links may follow below."""

    def __init__(
        self,
        kind: NoteKind = "plain",
        text: str = "",
        *,
        lead: str = "",
        icon: str = "",
        font: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        """`lead` is a bold beginning of the text; `icon` replaces the kind's own."""
        super().__init__(parent)
        self._kind: NoteKind = kind
        self._own_icon = icon
        self._words = Paragraph("", font)
        self._sign = _Sign(icon or _ICONS[kind], self._role(), self)
        row = theme.hbox(self, margins=(Space.M, Space.S, Space.M, Space.S), spacing=Space.XS)
        left = theme.vbox()
        left.addWidget(self._sign)
        left.addStretch(1)
        self._column = theme.vbox(margins=(0, Size.LINE, 0, 0), spacing=Space.XS)
        theme.dress(self._words, indent=Size.RING_MARGIN)
        self._column.addWidget(self._words)
        self._column.addStretch(1)
        row.addLayout(left)
        row.addLayout(self._column, 1)
        self._buttons: QHBoxLayout | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text, lead=lead)

    def set_text(self, text: str, *, lead: str = "") -> None:
        """Say something else."""
        self._words.set_parts([(f"{lead} ", True), (text, False)] if lead else [(text, False)])
        self.setAccessibleName(self._words.plain_text())

    def set_kind(self, kind: NoteKind, icon: str = "") -> None:
        """Change tint and icon."""
        self._kind = kind
        self._sign.icon_name, self._sign.role = icon or self._own_icon or _ICONS[kind], self._role()
        self.update()

    def add_button(self, button: Button) -> Button:
        """Put a button below the words."""
        self._row_of_buttons().insertWidget(self._row_of_buttons().count() - 1, button)
        return button

    def add_link(self, text: str) -> LinkButton:
        """Put a link below the words."""
        link = LinkButton(text, "caption-medium")
        self._row_of_buttons().insertWidget(self._row_of_buttons().count() - 1, link)
        return link

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._kind == "plain":
            line = theme.px(Size.LINE)
            paint.rounded(painter, box, theme.px(Size.RADIUS), theme.colour("sunken"), theme.colour("line"), line)
        else:
            tint: Role = f"{self._kind}-tint"  # type: ignore[assignment]
            paint.rounded(painter, box, theme.px(Size.RADIUS), theme.colour(tint), None)

    def _role(self) -> Role:
        return "text2" if self._kind == "plain" else self._kind

    def _row_of_buttons(self) -> QHBoxLayout:
        if self._buttons is None:
            self._buttons = theme.hbox()
            self._buttons.addStretch(1)
            self._column.insertLayout(1, self._buttons)
        return self._buttons
