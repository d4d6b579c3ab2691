"""Chips: active filters and tags. A chip can be taken away with a click on its cross, Delete or Backspace."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space, paint


class Chip(QPushButton):
    """A small filled box with words: `clicked` for the words, `closed` for the cross."""

    closed = Signal()

    def __init__(
        self, text: str, *, icon: str = "", closable: bool = True, medium: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._closable = icon, closable
        self._font = "caption-medium" if medium else "caption"
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if closable:
            self.setAccessibleDescription(tr("Delete removes it"))

    def sizeHint(self) -> QSize:  # noqa: N802
        width = theme.text_width(self.text(), self._font) + theme.px(6) + theme.px(6)
        icon = theme.px(Size.ICON_SMALL) + theme.px(Space.XS)
        width += icon * (bool(self._icon) + self._closable)
        return QSize(width, theme.px(Size.CHIP_TALL))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        fill = theme.colour("select-idle" if self.isDown() or self.underMouse() else "chip")
        paint.rounded(painter, QRectF(self.rect()), theme.px(Size.RADIUS_SMALL), fill, None)
        x, side = theme.px(6), theme.px(Size.ICON_SMALL)
        if self._icon:
            x = theme.px(Space.XS)
            paint.draw_icon(painter, QRect(x, 0, side, self.height()), self._icon, "text", Size.ICON_SMALL)
            x += side + theme.px(Space.XS)
        box = QRect(x, 0, theme.text_width(self.text(), self._font), self.height())
        paint.draw_text(painter, box, self.text(), self._font, "text")
        if self._closable:
            paint.draw_icon(painter, self._cross(), "close", "text", Size.ICON_SMALL)
        if self.hasFocus():
            paint.draw_ring(painter, self.rect(), Size.RADIUS_SMALL)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        on_cross = self._closable and event.position().x() >= self._cross().x() - theme.px(Space.XS)
        if on_cross and self.isDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setDown(False)
            self.closed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._closable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _cross(self) -> QRect:
        side = theme.px(Size.ICON_SMALL)
        return QRect(self.width() - side - theme.px(Space.XS), 0, side, self.height())
