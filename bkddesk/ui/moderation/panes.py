"""How the panes of the queue share the window: side by side, context slid over the edge, or one at a time.

The list at the left; at the right a bar over the middle and its context. Knows widths and widgets, nothing of comments.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.label import Line


class _Slide(QWidget):
    """The context slid over the detail's right edge, with a line at its left."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.row: QHBoxLayout = theme.hbox(self)
        self.row.addWidget(Line(vertical=True))
        theme.dress(self, fill="sunken")
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Stand at the right edge."""
        width = min(theme.px(Size.CONTEXT + Size.LINE), self._over.width())
        self.setGeometry(self._over.width() - width, 0, width, self._over.height())
        self.raise_()


class Panes(QWidget):
    """List | (bar / middle | context)."""

    alone_changed = Signal(bool)
    """Whether one pane shows at a time."""

    def __init__(self, left: QWidget, bar: QWidget, middle: QWidget, context: QWidget) -> None:
        super().__init__()
        self._left, self._middle, self._context = left, middle, context
        self._slide: _Slide | None = None
        self._width = int(Size.WIDE)
        self._wanted = True
        self._allowed = True
        self._slid = False
        self._sizes = (int(Size.LIST), int(Size.CONTEXT))
        self.alone = False
        self._right = QWidget()
        self.splitter = _splitter(left, self._right, grows=1)
        self._inner = _splitter(middle, context, grows=0)
        column = theme.vbox(self._right)
        column.addWidget(bar)
        column.addWidget(self._inner, 1)
        theme.hbox(self).addWidget(self.splitter)
        self.splitter.splitterMoved.connect(self._remember)
        self._inner.splitterMoved.connect(self._remember)
        theme.current().changed.connect(self._apply)
        self._apply()

    def set_effective_width(self, width: int) -> None:
        """Choose the layout for a window of this width (its pixels divided by the text size)."""
        before, self._width = self._width, width
        if _layout(before) != _layout(width):
            self._slid = False
            self._apply()

    def allow_context(self, allowed: bool) -> None:
        """Whether there is anything to put into context."""
        if allowed != self._allowed:
            self._allowed = allowed
            self._apply()

    # What a person does -------------------------------------------------------------------------------------------

    def toggle_context(self) -> None:
        """Show the context or hide it: beside the detail where there is room, over its edge where not."""
        if self._width >= Size.WIDE:
            self._wanted = not self._wanted
        else:
            self._slid = not self._slid
        self._apply()

    def slide_back(self) -> bool:
        """Put a slid-over context away; whether there was one."""
        if not self._slid:
            return False
        self._slid = False
        self._apply()
        return True

    def show_alone(self, middle: bool) -> None:
        """In a narrow window: show the middle, or the list."""
        if self.alone:
            self._left.setVisible(not middle)
            self._right.setVisible(middle)

    def middle_shows(self) -> bool:
        """Whether the middle pane is on screen."""
        return not self._right.isHidden()

    # ----------------------------------------------------------------------------------------------------------------

    def sizes(self) -> dict[str, int | bool]:
        """What a person set, for keeping: widths at 100 %, and whether the context is wanted."""
        return {"list": self._sizes[0], "context": self._sizes[1], "context_shown": self._wanted}

    def set_sizes(self, kept: dict[str, object]) -> None:
        """What `sizes` gave."""
        left, right, shown = kept.get("list"), kept.get("context"), kept.get("context_shown")
        if isinstance(left, int) and isinstance(right, int):
            self._sizes = (max(left, int(Size.DETAIL_MIN)), max(right, int(Size.CONTEXT)))
        if isinstance(shown, bool):
            self._wanted = shown
        self._apply()

    def _remember(self) -> None:
        scale = theme.current().text_size / 100
        context = self._inner.sizes()[1] if self._beside() else 0
        self._sizes = (round(self.splitter.sizes()[0] / scale), round(context / scale) or self._sizes[1])

    def _beside(self) -> bool:
        return self._allowed and self._wanted and self._width >= Size.WIDE

    def _apply(self) -> None:
        alone = self._width < Size.NARROW
        if alone != self.alone:
            self.alone = alone
            self._left.setVisible(True)
            self._right.setVisible(not alone)
            self.alone_changed.emit(alone)
        self._place_context()
        if not alone:
            self._share()

    def _place_context(self) -> None:
        over = self._slid and self._allowed
        if over and self._slide is None:
            self._slide = _Slide(self._middle)
        if over and self._slide is not None:
            self._slide.row.addWidget(self._context)
            self._slide.place()
            self._slide.show()
        elif self._inner.indexOf(self._context) < 0:
            self._inner.addWidget(self._context)
        if self._slide is not None and not over:
            self._slide.hide()
        self._context.setVisible(over or self._beside())

    def _share(self) -> None:
        least = theme.px(Size.DETAIL_MIN)
        total = max(self.width(), 2 * least)
        left = theme.px(self._sizes[0])
        self.splitter.setSizes([left, max(total - left, least)])
        if self._beside():
            right = theme.px(self._sizes[1])
            self._inner.setSizes([max(total - left - right, least), right])


def _layout(width: int) -> tuple[bool, bool]:
    return width >= Size.WIDE, width < Size.NARROW


def _splitter(*widgets: QWidget, grows: int) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    for widget in widgets:
        splitter.addWidget(widget)
    # The middle takes what the window gains.
    splitter.setStretchFactor(grows, 1)
    return splitter
