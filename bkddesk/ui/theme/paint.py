"""What delegates and widgets draw alike: icons, marks, key caps, rings, row grounds, bars. Painters in, pixels out.

Every length is at the text size in use; nothing here keeps state.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from bkddesk.ui.theme import core, icons
from bkddesk.ui.theme.sizes import Size, Space
from bkddesk.ui.theme.tokens import ON_FILL_LINE_ALPHA, Role

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def draw_icon(painter: QPainter, rect: QRect, name: str, role: Role = "text", size: int = Size.ICON) -> None:
    """Draw an icon in the middle of `rect`; `size` at 100 %."""
    side = core.px(size)
    picture = icons.pixmap(name, role, size, painter.device().devicePixelRatioF())
    painter.drawPixmap(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, picture)


def draw_band(painter: QPainter, rect: QRect, band: str) -> None:
    """Draw the mark of a band ("spam", "unsure", "fine") in the middle of `rect`, 16 px at 100 %."""
    name, role = icons.BANDS[band]
    draw_icon(painter, rect, name, role, Size.ICON_SMALL)


def rounded(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, border: QColor | None, width: float = 1
) -> None:
    """Draw a rounded box whose border lies wholly inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        painter.setPen(QPen(border, width))
        inset = width / 2
        painter.drawRoundedRect(
            rect.adjusted(inset, inset, -inset, -inset), max(0.0, radius - inset), max(0.0, radius - inset)
        )
    painter.restore()


def draw_ring(painter: QPainter, rect: QRect, radius: int = Size.RADIUS) -> None:
    """The focus ring: 2 px accent along the inside of `rect`."""
    rounded(painter, QRectF(rect), core.px(radius), None, core.colour("accent"), core.px(Size.RING))


def draw_row_ground(
    painter: QPainter,
    rect: QRect,
    *,
    selected: bool = False,
    active: bool = True,
    hovered: bool = False,
    line: bool = True,
    ground: Role = "surface",
) -> None:
    """The ground of a list row: select, select-idle (list without focus), hover or `ground`, and the hairline below.

    Draw it first; `draw_row_cursor` last.
    """
    role: Role = ("select" if active else "select-idle") if selected else "hover" if hovered else ground
    painter.fillRect(rect, core.colour(role))
    if line:
        height = core.px(Size.LINE)
        painter.fillRect(QRect(rect.x(), rect.bottom() - height + 1, rect.width(), height), core.colour("line"))


def draw_row_cursor(painter: QPainter, rect: QRect, *, focused: bool) -> None:
    """The row under the cursor: accent bar at the left, and the ring inset by 1 while the list has the focus."""
    painter.fillRect(QRect(rect.x(), rect.y(), core.px(Size.ROW_BAR), rect.height()), core.colour("accent"))
    if focused:
        inset = core.px(Size.LINE)
        draw_ring(painter, rect.adjusted(inset, inset, -inset, -inset), Size.RADIUS_SMALL)


def key_cap_width(text: str) -> int:
    """The width of a key cap, in pixels."""
    advance = QFontMetricsF(core.font("keycap")).horizontalAdvance(text)
    return max(core.px(Size.KEY_CAP), round(advance) + 2 * core.px(Space.XS) + 2)


def draw_key_cap(
    painter: QPainter, x: int, middle: int, text: str, *, on_fill: bool = False, role: Role = "text2"
) -> int:
    """Draw a key cap with its left edge at `x`, centred on the line `middle`; the width it took."""
    width, height = key_cap_width(text), core.px(Size.KEY_CAP)
    rect = QRectF(x, middle - height // 2, width, height)
    border = core.colour("outline")
    if on_fill:
        border = QColor(core.colour("on-accent"))
        border.setAlpha(ON_FILL_LINE_ALPHA)
    rounded(painter, rect, core.px(Size.RADIUS_SMALL), None if on_fill else core.colour("sunken"), border)
    painter.setFont(core.font("keycap"))
    painter.setPen(core.colour("on-accent" if on_fill else role))
    painter.drawText(rect, CENTRE, text)
    return width


def draw_badge(painter: QPainter, right: int, top: int, text: str) -> None:
    """A small round count whose right upper corner is given (the rail's outbox)."""
    font = core.font("badge")
    height = core.px(14)
    width = max(height, round(QFontMetricsF(font).horizontalAdvance(text)) + core.px(6))
    rect = QRectF(right - width, top, width, height)
    rounded(painter, rect, height / 2, core.colour("text2"), None)
    painter.setFont(font)
    painter.setPen(core.colour("surface"))
    painter.drawText(rect, CENTRE, text)


def draw_weight(painter: QPainter, right: int, middle: int, weight: int, *, good: bool = False, of: int = 4) -> int:
    """The weight of a reason, small blocks filled up to `weight`, ending at `right`; the width taken."""
    colour = core.colour("ok" if good else "danger")
    width, height, gap = core.px(12), core.px(6), core.px(3)
    total = of * width + (of - 1) * gap
    for number in range(of):
        x = right - total + number * (width + gap)
        rect = QRectF(x, middle - height / 2, width, height)
        rounded(painter, rect, core.px(1), colour if number < weight else None, colour)
    return total


def draw_dot(painter: QPainter, centre: QPointF) -> None:
    """The accent dot of a row that is new."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(core.colour("accent"))
    radius = core.px(4)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


def draw_progress(painter: QPainter, rect: QRect, part: float, *, ground: Role = "select-idle") -> None:
    """A bar of 6 px at 100 %, filled to `part` (0 to 1), in the middle of `rect`."""
    height = core.px(Size.PROGRESS)
    bar = QRectF(rect.x(), rect.y() + (rect.height() - height) // 2, rect.width(), height)
    rounded(painter, bar, height / 2, core.colour(ground), None)
    filled = QRectF(bar)
    filled.setWidth(bar.width() * min(1.0, max(0.0, part)))
    if filled.width() >= 1:
        painter.save()
        painter.setClipRect(filled)
        rounded(painter, bar, height / 2, core.colour("accent"), None)
        painter.restore()


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: str = "body",
    role: Role = "text",
    align: Qt.AlignmentFlag = LEFT,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """One line of text, elided to `rect`; the width it took."""
    face = core.font(font)
    metrics = QFontMetricsF(face)
    shown = metrics.elidedText(text, elide, rect.width())
    painter.setFont(face)
    painter.setPen(core.colour(role))
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    return min(rect.width(), round(metrics.horizontalAdvance(shown) + 0.5))


def text_width(text: str, font: str = "body") -> int:
    """The width of one line of text, in whole pixels, rounded up."""
    return int(QFontMetricsF(core.font(font)).horizontalAdvance(text) + 0.999)


KEY_SIGNS = {
    "Return": "↵",
    "Enter": "↵",
    "Shift": "⇧",
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Delete": "Del",
    "Escape": "Esc",
    "Space": "Space",
    "PgUp": "PgUp",
    "PgDown": "PgDn",
}


def key_text(keys: str) -> str:
    """A key name as on a cap: "A" -> "a", "Ctrl+N" -> "Ctrl N", "Shift+A" -> "⇧A", "Ctrl+Return" -> "Ctrl ↵"."""
    if keys in ("+", "Ctrl++"):
        return keys.replace("Ctrl+", "Ctrl ")
    if len(keys) == 1:
        return keys.lower()
    parts = [KEY_SIGNS.get(part, part) for part in keys.split("+")]
    if len(parts) == 2 and parts[0] == "⇧" and len(parts[1]) == 1:
        return "".join(parts)
    return " ".join(parts)


def key_names(keys: Sequence[str]) -> str:
    """Keys as a screen reader should say them."""
    return ", ".join(keys)
