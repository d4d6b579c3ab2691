"""Buttons that show their icon and their key. They keep 4 px free around themselves for the focus ring."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint

Kind = Literal["normal", "primary", "quiet"]

_GAP = 6
_PADDING = 11
_PADDING_BIG = 15
_DARKER_HOVER = 108
_DARKER_PRESSED = 118


class Button(QPushButton):
    """A push button: icon, words, key cap. `key` is a portable key name ("A", "Ctrl+Return") and only shown here."""

    def __init__(
        self,
        text: str = "",
        icon: str = "",
        key: str = "",
        kind: Kind = "normal",
        *,
        big: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._key, self._kind, self._big = icon, key, kind, big
        self._suggested = False
        self._label_shown = True
        self._icon_role: Role | None = None
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def icon_name(self) -> str:
        """The name of the icon, "" for none."""
        return self._icon

    def key(self) -> str:
        """The key that is shown, "" for none."""
        return self._key

    def set_icon(self, name: str, role: Role | None = None) -> None:
        """Show another icon; `role` colours it against the rule (a status, say)."""
        self._icon, self._icon_role = name, role
        self._changed()

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self._describe()
        self._changed()

    def set_kind(self, kind: Kind) -> None:
        """Make it normal, primary (one at most on a screen) or quiet."""
        self._kind = kind
        self._changed()

    def is_suggested(self) -> bool:
        """Whether triage suggests it."""
        return self._suggested

    def set_suggested(self, suggested: bool) -> None:
        """Give it the accent border of a suggestion. Enter still does not trigger it."""
        if suggested != self._suggested:
            self._suggested = suggested
            self.update()

    def is_label_shown(self) -> bool:
        """Whether the words are drawn beside the icon."""
        return self._label_shown

    def set_label_shown(self, shown: bool) -> None:
        """Draw icon and key only (narrow bars); the name stays for screen readers and as tooltip."""
        if shown != self._label_shown:
            self._label_shown = shown
            self._changed()

    def full_width(self) -> int:
        """The width with its words, in pixels."""
        return self._width(with_label=True)

    def short_width(self) -> int:
        """The width without its words; the same as the full width where there is no icon."""
        return self._width(with_label=not self._icon)

    def setText(self, text: str) -> None:  # noqa: N802
        super().setText(text)
        self._describe()
        self._changed()

    def sizeHint(self) -> QSize:  # noqa: N802
        height = theme.px(Size.BUTTON_BIG if self._big else Size.BUTTON)
        return QSize(self._width(with_label=self._shows_label()), height + 2 * theme.px(Size.RING_MARGIN))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and not self.toolTip() and not self._shows_label():
            from PySide6.QtWidgets import QToolTip

            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self.text(), self)
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        box = self._box()
        self._paint_ground(painter, QRectF(box))
        self._paint_parts(painter, box)
        if self.hasFocus():
            self._paint_ring(painter)

    def _box(self) -> QRect:
        margin = theme.px(Size.RING_MARGIN)
        return self.rect().adjusted(margin, margin, -margin, -margin)

    def _paint_ring(self, painter: QPainter) -> None:
        paint.draw_ring(painter, self.rect(), Size.RADIUS_DIALOG)

    def _shows_label(self) -> bool:
        return bool(self.text()) and (self._label_shown or not self._icon)

    def _has_chevron(self) -> bool:
        return self.menu() is not None

    def _padding(self) -> int:
        return theme.px(_PADDING_BIG if self._big else _PADDING)

    def _part_widths(self, *, with_label: bool) -> list[int]:
        widths = []
        if self._icon:
            widths.append(theme.px(Size.ICON_SMALL))
        if with_label and self.text():
            widths.append(theme.text_width(self.text(), "body-medium"))
        if self._key:
            widths.append(paint.key_cap_width(theme.key_text(self._key)))
        if self._has_chevron():
            widths.append(theme.px(Size.ICON_SMALL))
        return widths

    def _width(self, *, with_label: bool) -> int:
        widths = self._part_widths(with_label=with_label)
        inner = sum(widths) + theme.px(_GAP) * max(0, len(widths) - 1)
        return max(inner + 2 * self._padding(), theme.px(Size.BUTTON)) + 2 * theme.px(Size.RING_MARGIN)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        fill, border = self._ground()
        width = theme.px(Size.RING if self._suggested and self.isEnabled() else Size.LINE)
        paint.rounded(painter, box, theme.px(Size.RADIUS), fill, border, width)

    def _ground(self) -> tuple[QColor | None, QColor | None]:
        hovered, pressed = self.underMouse(), self.isDown()
        if not self.isEnabled():
            return None, None if self._kind == "quiet" else theme.colour("line")
        if self._kind == "primary":
            fill = theme.colour("accent-fill")
            fill = fill.darker(_DARKER_PRESSED) if pressed else fill.darker(_DARKER_HOVER) if hovered else fill
            return fill, fill
        if self.isChecked():
            return theme.colour("select"), theme.colour("accent")
        ground = theme.colour("select-idle") if pressed else theme.colour("hover") if hovered else None
        if self._suggested:
            return ground or theme.colour("surface"), theme.colour("accent")
        if self._kind == "quiet":
            return ground, theme.colour("line") if ground else None
        return ground or theme.colour("surface"), theme.colour("outline")

    def _paint_parts(self, painter: QPainter, box: QRect) -> None:
        with_label = self._shows_label()
        widths = self._part_widths(with_label=with_label)
        gap = theme.px(_GAP)
        x = box.x() + (box.width() - sum(widths) - gap * max(0, len(widths) - 1)) // 2
        filled = self._kind == "primary" and self.isEnabled()
        role: Role = "text3" if not self.isEnabled() else "on-accent" if filled else "text"
        icon_role: Role = role
        if self.isEnabled() and not filled:
            icon_role = self._icon_role or ("accent" if self._suggested else role)
        if self._icon:
            side = theme.px(Size.ICON_SMALL)
            paint.draw_icon(painter, QRect(x, box.y(), side, box.height()), self._icon, icon_role, Size.ICON_SMALL)
            x += side + gap
        if with_label:
            width = theme.text_width(self.text(), "body-medium")
            paint.draw_text(painter, QRect(x, box.y(), width, box.height()), self.text(), "body-medium", role)
            x += width + gap
        if self._key:
            middle = box.y() + box.height() // 2
            cap_role: Role = "text2" if self.isEnabled() else "text3"
            text = theme.key_text(self._key)
            x += paint.draw_key_cap(painter, x, middle, text, on_fill=filled, role=cap_role) + gap
        if self._has_chevron():
            side = theme.px(Size.ICON_SMALL)
            paint.draw_icon(painter, QRect(x, box.y(), side, box.height()), "down", role, Size.ICON_SMALL)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._key)

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A square button with an icon only; its words are the tooltip and the name for screen readers."""

    def __init__(
        self,
        icon: str,
        text: str,
        key: str = "",
        kind: Kind = "quiet",
        *,
        size: int = Size.ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, icon, key, kind, parent=parent)
        self._size = size
        self.set_label_shown(False)
        self.setToolTip(f"{text} ({theme.key_text(key)})" if key else text)

    def sizeHint(self) -> QSize:  # noqa: N802
        # Narrower than it is high: a row of icons stands closer than a row of words.
        return QSize(theme.px(Size.BUTTON), theme.px(Size.BUTTON) + 2 * theme.px(Size.RING_MARGIN))

    def full_width(self) -> int:
        return self.sizeHint().width()

    def short_width(self) -> int:
        return self.sizeHint().width()

    def _box(self) -> QRect:
        side = theme.px(Size.HIT)
        return QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    def _paint_ring(self, painter: QPainter) -> None:
        ring = theme.px(Size.RING)
        paint.draw_ring(painter, self._box().adjusted(-ring, -ring, ring, ring), Size.RADIUS_DIALOG)

    def _paint_parts(self, painter: QPainter, box: QRect) -> None:
        role: Role = "text3" if not self.isEnabled() else "on-accent" if self._kind == "primary" else "text"
        paint.draw_icon(painter, box, self._icon, self._icon_role or role, self._size)


class LinkButton(QPushButton):
    """Words in accent that do something: looks like a link, is a button."""

    def __init__(self, text: str, font: str = "body", *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._font, self._key = font, key
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(key)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        width = theme.text_width(self.text(), self._font) + 2 * theme.px(Space.XS)
        if self._key:
            width += theme.px(Space.S) + paint.key_cap_width(theme.key_text(self._key))
        return QSize(width, max(theme.px(Size.HIT), theme.line_height(self._font) + 2 * theme.px(Size.RING)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        box = self.rect().adjusted(theme.px(Space.XS), 0, 0, 0)
        role: Role = "accent" if self.isEnabled() else "text3"
        face = self._font
        width = paint.draw_text(painter, box, self.text(), face, role)
        if self.underMouse() and self.isEnabled():
            y = self.height() // 2 + theme.line_height(face) // 2 - theme.px(Size.LINE)
            painter.fillRect(QRect(box.x(), y, width, theme.px(Size.LINE)), theme.colour(role))
        if self._key:
            cap = theme.key_text(self._key)
            paint.draw_key_cap(painter, box.x() + width + theme.px(Space.S), self.height() // 2, cap)
        if self.hasFocus():
            paint.draw_ring(painter, self.rect())
