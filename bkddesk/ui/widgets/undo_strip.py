"""The strip that names the last action and takes it back. It stays until the next action: no timer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.widgets.button import LinkButton
from bkddesk.ui.widgets.label import Label


class _Sign(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon_name = ""
        theme.dress(self, width=Size.ICON_SMALL, height=Size.ICON_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if self.icon_name:
            paint.draw_icon(QPainter(self), self.rect(), self.icon_name, "text2", Size.ICON_SMALL)


class UndoStrip(QWidget):
    """Icon, what was done, "Undo" with its key. Hidden until something was done."""

    undone = Signal()

    def __init__(self, key: str = "Z", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = _Sign(self)
        self._text = Label("", "body", elide="right")
        self.button = LinkButton(tr("Undo"), "body-medium", key=key)
        row = theme.hbox(self, margins=(Space.M, Size.LINE, Space.M, 0), spacing=Space.S)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self.undone)
        theme.dress(self, fill="window", height=Size.SUB_BAR)
        self.hide()

    def show_action(self, icon: str, text: str, *, can_undo: bool = True) -> None:
        """Name what was just done."""
        self._sign.icon_name = icon
        self._sign.update()
        self._text.setText(text)
        self.button.setVisible(can_undo)
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        """Nothing to take back."""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), theme.px(Size.LINE), theme.colour("line"))
