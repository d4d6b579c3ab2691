"""Fusion with our measures: focus ring, check and radio marks, arrows, icon sizes. Colours come from the theme."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleFactory, QStyleHintReturn, QStyleOption, QWidget

from bkddesk.ui.theme import core, icons
from bkddesk.ui.theme.paint import draw_icon, draw_ring, rounded
from bkddesk.ui.theme.sizes import Size, Space

_PE = QStyle.PrimitiveElement
_PM = QStyle.PixelMetric
_SH = QStyle.StyleHint
_CHECKS = {_PE.PE_IndicatorCheckBox, _PE.PE_IndicatorItemViewItemCheck}
_ARROWS = {
    _PE.PE_IndicatorArrowDown: "down",
    _PE.PE_IndicatorArrowUp: "up",
    _PE.PE_IndicatorArrowRight: "right",
    _PE.PE_IndicatorArrowLeft: "left",
    _PE.PE_IndicatorSpinUp: "up",
    _PE.PE_IndicatorSpinDown: "down",
}
_METRICS = {
    _PM.PM_SmallIconSize: Size.ICON_SMALL,
    _PM.PM_ButtonIconSize: Size.ICON_SMALL,
    _PM.PM_ListViewIconSize: Size.ICON_SMALL,
    _PM.PM_TabBarIconSize: Size.ICON_SMALL,
    _PM.PM_ToolBarIconSize: Size.ICON,
    _PM.PM_LineEditIconSize: Size.ICON_SMALL,
    _PM.PM_IndicatorWidth: Size.INDICATOR,
    _PM.PM_IndicatorHeight: Size.INDICATOR,
    _PM.PM_ExclusiveIndicatorWidth: Size.INDICATOR,
    _PM.PM_ExclusiveIndicatorHeight: Size.INDICATOR,
    _PM.PM_CheckBoxLabelSpacing: Space.S,
    _PM.PM_RadioButtonLabelSpacing: Space.S,
    _PM.PM_SplitterWidth: Size.LINE,
    _PM.PM_LayoutHorizontalSpacing: Space.S,
    _PM.PM_LayoutVerticalSpacing: Space.S,
}
_HINTS = {
    _SH.SH_EtchDisabledText: 0,
    _SH.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    _SH.SH_ItemView_ShowDecorationSelected: 1,
    _SH.SH_UnderlineShortcut: 1,
    _SH.SH_BlinkCursorWhenTextSelected: 0,
    _SH.SH_ToolTip_WakeUpDelay: 500,
    _SH.SH_ScrollBar_Transient: 0,
}


class BkdStyle(QProxyStyle):
    """Fusion, drawn by the rules of the theme where Fusion would differ."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))

    def pixelMetric(  # noqa: N802
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        ours = _METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if ours is None else core.px(ours)

    def styleHint(  # noqa: N802
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803
    ) -> int:
        ours = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if ours is None else ours

    def drawPrimitive(  # noqa: N802
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        rect = option.rect
        state: QStyle.StateFlag = option.state
        if element == _PE.PE_FrameFocusRect:
            draw_ring(painter, rect, Size.RADIUS_SMALL)
        elif element in _CHECKS:
            draw_check(painter, rect, state)
        elif element == _PE.PE_IndicatorRadioButton:
            draw_radio(painter, rect, state)
        elif element in _ARROWS:
            enabled = bool(state & QStyle.StateFlag.State_Enabled)
            draw_icon(painter, rect, _ARROWS[element], "text2" if enabled else "text3", Space.M)
        else:
            super().drawPrimitive(element, option, painter, widget)


def _indicator(rect: QRect) -> QRectF:
    side = core.px(Size.INDICATOR)
    corner = rect.center() - QPoint((side - 1) // 2, (side - 1) // 2)
    return QRectF(corner.x(), corner.y(), side, side)


def draw_check(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """A check box of 16 px in the middle of `rect`: empty, ticked, or a dash for partly."""
    on = bool(state & QStyle.StateFlag.State_On)
    partly = bool(state & QStyle.StateFlag.State_NoChange)
    enabled = bool(state & QStyle.StateFlag.State_Enabled)
    box = _indicator(rect)
    if on or partly:
        fill = core.colour("accent-fill" if enabled else "outline")
        rounded(painter, box, core.px(Size.RADIUS_SMALL), fill, fill)
        side = core.px(Space.M)
        picture = icons.pixmap("check" if on else "minus", "on-accent", Space.M, painter.device().devicePixelRatioF())
        offset = (box.width() - side) / 2
        painter.drawPixmap(int(box.x() + offset), int(box.y() + offset), picture)
    else:
        border = core.colour("outline" if enabled else "line")
        rounded(painter, box, core.px(Size.RADIUS_SMALL), core.colour("surface"), border, core.px(1))


def draw_radio(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """A radio button of 16 px in the middle of `rect`."""
    on = bool(state & QStyle.StateFlag.State_On)
    enabled = bool(state & QStyle.StateFlag.State_Enabled)
    circle = _indicator(rect)
    border = core.colour("accent" if on and enabled else "outline" if enabled else "line")
    rounded(painter, circle, circle.width() / 2, core.colour("surface"), border, 1.5 * core.px(2) / 2)
    if on:
        inset = core.px(Space.XS)
        dot = circle.adjusted(inset, inset, -inset, -inset)
        rounded(painter, dot, dot.width() / 2, core.colour("accent" if enabled else "outline"), None)
