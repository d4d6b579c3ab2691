"""A few choices side by side, one of them on: device widths, languages."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, paint

_PADDING = 10


class _Segment(QPushButton):
    def __init__(self, text: str, icon: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.icon_of = icon
        self.first = self.last = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        width = 2 * theme.px(_PADDING)
        if self.icon_of:
            width += theme.px(Size.ICON_SMALL)
        if self.text():
            width += theme.text_width(self.text(), "body-medium") + (theme.px(6) if self.icon_of else 0)
        return QSize(width, theme.px(Size.BUTTON) - 2 * theme.px(Size.LINE))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        ground: Role = "select" if self.isChecked() else "hover" if self.underMouse() else "surface"
        self._fill(painter, ground)
        role: Role = "text" if self.isEnabled() else "text3"
        x = theme.px(_PADDING)
        if self.icon_of:
            side = theme.px(Size.ICON_SMALL)
            icon_role: Role = "accent" if self.isChecked() else role
            paint.draw_icon(painter, QRect(x, 0, side, self.height()), self.icon_of, icon_role, Size.ICON_SMALL)
            x += side + theme.px(6)
        if self.text():
            font = "body-medium" if self.isChecked() else "body"
            paint.draw_text(painter, QRect(x, 0, self.width() - x, self.height()), self.text(), font, role)

    def _fill(self, painter: QPainter, ground: Role) -> None:
        """Fill it; the outer corners are round, as the frame around all of them is."""
        radius = theme.px(Size.RADIUS) - theme.px(Size.LINE)
        box = QRectF(self.rect()).adjusted(0 if self.first else -radius, 0, 0 if self.last else radius, 0)
        paint.rounded(painter, box, radius, theme.colour(ground), None)


class Segmented(QWidget):
    """Joined buttons of which one is on. `chosen(key)` fires when the person picks another."""

    chosen = Signal(str)

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        """`name` is said by screen readers."""
        super().__init__(parent)
        self._segments: dict[str, _Segment] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        margin = Size.RING_MARGIN + Size.LINE
        self._row = theme.hbox(self, margins=margin, spacing=Size.LINE)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def add(self, key: str, text: str = "", icon: str = "", *, tip: str = "") -> None:
        """Add a choice; the first one added is on. `tip` names a choice that is an icon only."""
        segment = _Segment(text, icon, self)
        segment.setToolTip(tip)
        segment.setAccessibleName(tip or text)
        segment.setChecked(not self._segments)
        segment.first = not self._segments
        for other in self._segments.values():
            other.last = False
        segment.last = True
        segment.clicked.connect(lambda: self.chosen.emit(key))
        self._segments[key] = segment
        self._group.addButton(segment)
        self._row.addWidget(segment)

    def current_key(self) -> str:
        """The key of the choice that is on."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Turn a choice on without telling anyone."""
        self._segments[key].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        keys = list(self._segments)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not keys:
            super().keyPressEvent(event)
            return
        index = keys.index(self.current_key()) + step
        if 0 <= index < len(keys):
            segment = self._segments[keys[index]]
            segment.setFocus()
            segment.click()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin, line = theme.px(Size.RING_MARGIN), theme.px(Size.LINE)
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        paint.rounded(painter, box, theme.px(Size.RADIUS), theme.colour("surface"), theme.colour("outline"), line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for segment in list(self._segments.values())[1:]:
            x = segment.geometry().x() - line
            painter.fillRect(QRect(x, int(box.y()), line, int(box.height())), theme.colour("outline"))
        if any(segment.hasFocus() for segment in self._segments.values()):
            paint.draw_ring(painter, self.rect(), Size.RADIUS_DIALOG)
