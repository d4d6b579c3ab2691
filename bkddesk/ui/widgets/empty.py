"""What stands where nothing is: an icon, a title, a sentence, what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label


class _Drawing(QWidget):
    def __init__(self, name: str, tick: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon_name, self.tick = name, tick
        theme.dress(self, width=Size.ICON_EMPTY, height=Size.ICON_EMPTY)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        size = Size.ICON_EMPTY if self.icon_name.startswith("empty") else Size.ICON_EMPTY * 3 // 5
        role: Role = "outline"
        paint.draw_icon(painter, self.rect(), self.icon_name, role, size)
        if self.tick:
            upper = self.rect().adjusted(0, 0, 0, -self.height() // 3)
            paint.draw_icon(painter, upper, "check", "ok", Size.ICON_EMPTY // 2)


class EmptyState(QWidget):
    """An empty pane that says why and what now. "empty-queue" with `tick` is the finished queue."""

    def __init__(
        self, icon: str, title: str, text: str = "", *, tick: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = theme.vbox(self, margins=Space.XL, spacing=Space.XS)
        column.addStretch(2)
        self._drawing = _Drawing(icon, tick, self)
        column.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        theme.gap(column, Space.M)
        self._title = Label(title, "title", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = Label(text, "body", "text2", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self._row = theme.hbox(margins=(0, Space.S, 0, 0))
        self._row.addStretch(1)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addStretch(3)
        self._name()

    def set_texts(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._name()

    def add_button(self, button: Button) -> Button:
        """Add a way on."""
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def _name(self) -> None:
        self.setAccessibleName(f"{self._title.text()}. {self._text.text()}")
