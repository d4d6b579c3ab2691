"""Dressing widgets and layouts by role, so that a change of palette or text size reaches them by itself.

`dress` and the boxes write the wish on the object (a dynamic property); `dress_all` reads it back after a change.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from bkddesk.ui.theme import core
from bkddesk.ui.theme.tokens import Role

_DRESS = "bkd-dress"
_BOX = "bkd-box"
Margins = tuple[int, int, int, int]


def dress(
    widget: QWidget,
    *,
    font: str = "",
    colour: Role | None = None,
    fill: Role | None = None,
    width: int = 0,
    height: int = 0,
    min_width: int = 0,
    min_height: int = 0,
    max_width: int = 0,
    max_height: int = 0,
    indent: int = 0,
) -> None:
    """Give a widget a font role, a text colour, a background, fixed or least and greatest sizes (at 100 %).

    `indent` is room inside the left edge of a label: a button keeps 4 px for its ring, words above it need the same.

    Calls add up: what is not named stays as it was.
    """
    wishes = dict(widget.property(_DRESS) or {})
    named: dict[str, Any] = {
        "font": font,
        "colour": colour,
        "fill": fill,
        "width": int(width),
        "height": int(height),
        "min_width": int(min_width),
        "min_height": int(min_height),
        "max_width": int(max_width),
        "max_height": int(max_height),
        "indent": int(indent),
    }
    fresh = {name: value for name, value in named.items() if value}
    wishes.update(fresh)
    widget.setProperty(_DRESS, wishes)
    _wear(widget, fresh)


def _wear(widget: QWidget, wishes: dict[str, Any]) -> None:
    if "font" in wishes:
        widget.setFont(core.font(wishes["font"]))
    if "colour" in wishes or "fill" in wishes:
        palette = widget.palette()
        if "colour" in wishes:
            for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
                palette.setColor(role, core.colour(wishes["colour"]))
        if "fill" in wishes:
            palette.setColor(QPalette.ColorRole.Window, core.colour(wishes["fill"]))
            palette.setColor(QPalette.ColorRole.Base, core.colour(wishes["fill"]))
            widget.setAutoFillBackground(True)
        widget.setPalette(palette)
    if "indent" in wishes:
        widget.setContentsMargins(core.px(wishes["indent"]), 0, 0, 0)
    for name, setter in (
        ("width", widget.setFixedWidth),
        ("height", widget.setFixedHeight),
        ("min_width", widget.setMinimumWidth),
        ("min_height", widget.setMinimumHeight),
        ("max_width", widget.setMaximumWidth),
        ("max_height", widget.setMaximumHeight),
    ):
        if name in wishes:
            setter(core.px(wishes[name]))


def hbox(parent: QWidget | None = None, *, margins: Margins | int = 0, spacing: int = 0) -> QHBoxLayout:
    """A row. `margins` (left, top, right, bottom, or one for all) and `spacing` at 100 %."""
    box = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    space(box, margins, spacing)
    return box


def vbox(parent: QWidget | None = None, *, margins: Margins | int = 0, spacing: int = 0) -> QVBoxLayout:
    """A column. `margins` (left, top, right, bottom, or one for all) and `spacing` at 100 %."""
    box = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    space(box, margins, spacing)
    return box


def grid(parent: QWidget | None = None, *, margins: Margins | int = 0, across: int = 0, down: int = 0) -> QGridLayout:
    """A grid with `across` between columns and `down` between rows, at 100 %."""
    layout = QGridLayout() if parent is None else QGridLayout(parent)
    space(layout, margins, across, down)
    return layout


def gap(box: QBoxLayout, length: int) -> None:
    """Put a gap of `length` (at 100 %) into a row or column; unlike `addSpacing` it grows with the text."""
    box.addWidget(gap_widget(length, across=isinstance(box, QHBoxLayout)))


def gap_widget(length: int, *, across: bool) -> QWidget:
    """An empty widget of a fixed width (`across`) or height."""
    filler = QWidget()
    if across:
        dress(filler, width=length)
    else:
        dress(filler, height=length)
    return filler


def space(layout: QLayout, margins: Margins | int = 0, spacing: int = 0, down: int | None = None) -> None:
    """Give any layout its margins and spacing at 100 %; they grow with the text."""
    four = (margins,) * 4 if isinstance(margins, int) else margins
    numbers = [int(number) for number in four] + [int(spacing), int(spacing if down is None else down)]
    layout.setProperty(_BOX, numbers)
    _space(layout, numbers)


def _space(layout: QLayout, numbers: list[int]) -> None:
    left, top, right, bottom, across, down = (core.px(int(number)) for number in numbers)
    layout.setContentsMargins(left, top, right, bottom)
    if isinstance(layout, QGridLayout):
        layout.setHorizontalSpacing(across)
        layout.setVerticalSpacing(down)
    elif isinstance(layout, QBoxLayout):
        layout.setSpacing(across)


def dress_all(app: QApplication) -> None:
    """Dress every widget and layout again, by what was written on it."""
    for widget in app.allWidgets():
        wishes = widget.property(_DRESS)
        if wishes:
            _wear(widget, dict(wishes))
        if widget.parentWidget() is None:
            for layout in widget.findChildren(QLayout):
                numbers = layout.property(_BOX)
                if numbers:
                    _space(layout, list(numbers))
        widget.updateGeometry()
        widget.update()
