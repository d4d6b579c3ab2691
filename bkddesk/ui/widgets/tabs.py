"""A strip of tabs: words, counts, band marks. Arrow keys move, as in every QTabBar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint

_GAP = 5
_PADDING = 6
_PADDING_ROOMY = 12
_PILL = 5


@dataclass(slots=True)
class _Tab:
    text: str
    band: str
    count: str = ""
    pill: Role | None = None


class TabStrip(QTabBar):
    """Tabs named by a key. `chosen(key)` fires when the person picks one, not when code does."""

    chosen = Signal(str)

    def __init__(self, *, roomy: bool = False, parent: QWidget | None = None) -> None:
        """`roomy` gives each tab 12 px at its sides instead of 6 (panels with three tabs)."""
        super().__init__(parent)
        self._tabs: dict[str, _Tab] = {}
        self._padding = _PADDING_ROOMY if roomy else _PADDING
        self._lead = Space.XS
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.currentChanged.connect(self._announce)

    def add(self, key: str, text: str, *, count: str = "", band: str = "") -> None:
        """Add a tab; `band` draws a band mark before the words."""
        self._tabs[key] = _Tab(text, band, count)
        self.blockSignals(True)
        index = self.addTab(text)
        self.setTabData(index, key)
        self.blockSignals(False)
        self._name(key)

    def set_text(self, key: str, text: str) -> None:
        """Change a tab's words."""
        self._tabs[key].text = text
        self.setTabText(self._index(key), text)
        self._name(key)

    def set_count(self, key: str, count: str) -> None:
        """Show a figure, already written in the person's language, behind the words."""
        if self._tabs[key].count != count:
            self._tabs[key].count = count
            self._name(key)
            self._relayout()

    def set_pill(self, key: str, count: str, role: Role | None) -> None:
        """Show the figure on a tint of `role` ("danger", "wait"): something here wants attention."""
        self._tabs[key].pill = role if count else None
        self.set_count(key, count)
        self.update()

    def current_key(self) -> str:
        """The key of the current tab."""
        return str(self.tabData(self.currentIndex()) or "")

    def set_current(self, key: str) -> None:
        """Make a tab current without telling anyone."""
        self.blockSignals(True)
        self.setCurrentIndex(self._index(key))
        self.blockSignals(False)
        self.update()

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        tab = self._tabs[str(self.tabData(index))] if self.tabData(index) else None
        width = self._width(tab, theme.px(self._squeezed())) if tab else 0
        width += theme.px(self._lead) if index == 0 else 0
        return QSize(width, theme.px(Size.SUB_BAR))

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._sum(self._padding), theme.px(Size.SUB_BAR))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, theme.px(Size.SUB_BAR))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        line = theme.px(Size.LINE)
        painter.fillRect(0, self.height() - line, self.width(), line, theme.colour("line"))
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _squeezed(self) -> int:
        """The padding that lets all tabs fit: full, half, or what little is left."""
        for padding in (self._padding, 4, 3):
            if self._sum(padding) <= self.width():
                return padding
        return 2

    def _sum(self, padding: int) -> int:
        return theme.px(self._lead) + sum(self._width(tab, theme.px(padding)) for tab in self._tabs.values())

    def _width(self, tab: _Tab, padding: int) -> int:
        width = 2 * padding + theme.text_width(tab.text, "caption-strong")
        if tab.band:
            width += theme.px(Size.ICON_SMALL) + theme.px(_GAP)
        if tab.count:
            width += theme.px(_GAP) + theme.text_width(tab.count, "caption") + (2 * theme.px(_PILL) if tab.pill else 0)
        return width

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        tab = self._tabs[str(self.tabData(index))]
        rect = self.tabRect(index)
        if index == 0:
            rect.setLeft(rect.left() + theme.px(self._lead))
        chosen = index == self.currentIndex()
        x = rect.x() + theme.px(self._squeezed())
        if tab.band:
            side = theme.px(Size.ICON_SMALL)
            paint.draw_band(painter, QRect(x, rect.y(), side, rect.height()), tab.band)
            x += side + theme.px(_GAP)
        font = "caption-strong" if chosen else "caption"
        width = theme.text_width(tab.text, "caption-strong")
        box = QRect(x, rect.y(), width, rect.height())
        hovered = self.tabAt(self.mapFromGlobal(self.cursor().pos())) == index and self.underMouse()
        x += paint.draw_text(painter, box, tab.text, font, "text" if chosen or hovered else "text2")
        if tab.count:
            self._paint_count(painter, tab, QRect(x + theme.px(_GAP), rect.y(), rect.right() - x, rect.height()))
        if chosen:
            height = theme.px(Size.RING)
            painter.fillRect(QRect(rect.x(), rect.bottom() - height + 1, rect.width(), height), theme.colour("accent"))
            if self.hasFocus():
                paint.draw_ring(painter, rect.adjusted(0, theme.px(2), 0, -theme.px(2)))

    def _paint_count(self, painter: QPainter, tab: _Tab, box: QRect) -> None:
        if tab.pill is None:
            paint.draw_text(painter, box, tab.count, "caption", "text2")
            return
        width = theme.text_width(tab.count, "caption-medium") + 2 * theme.px(_PILL)
        height = theme.px(Size.KEY_CAP)
        pill = QRectF(box.x(), box.y() + (box.height() - height) // 2, width, height)
        paint.rounded(painter, pill, theme.px(Size.RADIUS_SMALL), theme.colour(f"{tab.pill}-tint"), None)  # type: ignore[arg-type]
        paint.draw_text(painter, pill.toRect(), tab.count, "caption-medium", tab.pill, paint.CENTRE)

    def _index(self, key: str) -> int:
        return next(index for index in range(self.count()) if self.tabData(index) == key)

    def _name(self, key: str) -> None:
        tab = self._tabs[key]
        self.setAccessibleTabName(self._index(key), f"{tab.text} {tab.count}".strip())

    def _relayout(self) -> None:
        # QTabBar asks for sizes again only when a text changes.
        if self.count():
            self.setTabText(0, self.tabText(0))
        self.updateGeometry()
        self.update()

    def _announce(self, index: int) -> None:
        if index >= 0 and self.tabData(index):
            self.chosen.emit(str(self.tabData(index)))
