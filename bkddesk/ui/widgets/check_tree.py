"""A tree of things to tick: categories with their children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.theme.style import draw_check

_ID = Qt.ItemDataRole.UserRole


class _Delegate(QStyledItemDelegate):
    """A box, the words 8 px on, the ring on the row under the cursor."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        shown = state | QStyle.StateFlag.State_On if ticked else state & ~QStyle.StateFlag.State_On
        box = QRect(rect.x() + theme.px(3), rect.y(), theme.px(Size.INDICATOR), rect.height())
        draw_check(painter, box, shown)
        words = rect.adjusted(box.right() + 1 - rect.x() + theme.px(Space.S), 0, -theme.px(Space.XS), 0)
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        paint.draw_text(painter, words, str(index.data()), "body", "text" if enabled else "text3")
        if state & QStyle.StateFlag.State_HasFocus:
            paint.draw_ring(painter, rect, Size.RADIUS_SMALL)


class CheckTree(QTreeWidget):
    """Terms of (id, name, parent id). Space ticks, arrows move. `changed` fires when the person ticks."""

    changed = Signal()

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[int, QTreeWidgetItem] = {}
        self._filling = False
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("boxed", True)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.itemChanged.connect(self._announce)
        theme.current().changed.connect(self._measure)
        self._measure()

    def set_terms(self, terms: Sequence[tuple[int, str, int | None]]) -> None:
        """Show these terms in their order; a parent that is not among them is ignored. Ticks are kept."""
        kept = set(self.checked())
        self._filling = True
        self.clear()
        self._items = {}
        known = {number for number, _, _ in terms}
        below: dict[int | None, list[tuple[int, str]]] = {}
        for number, term, parent in terms:
            below.setdefault(parent if parent in known else None, []).append((number, term))
        self._add_below(None, below, kept)
        for number, term, _ in terms:  # what a ring of parents keeps from the root
            if number not in self._items:
                self._add(number, term, None, kept)
        self.expandAll()
        self._filling = False

    def checked(self) -> list[int]:
        """The ids of the ticked terms, in the tree's order."""
        return [number for number, item in self._items.items() if item.checkState(0) == Qt.CheckState.Checked]

    def set_checked(self, numbers: Iterable[int]) -> None:
        """Tick these and no others, without telling anyone."""
        wanted = set(numbers)
        self._filling = True
        for number, item in self._items.items():
            item.setCheckState(0, Qt.CheckState.Checked if number in wanted else Qt.CheckState.Unchecked)
        self._filling = False

    def sizeHint(self) -> QSize:  # noqa: N802
        rows = min(max(len(self._items), 3), 8)
        return QSize(theme.px(Size.SIDEBAR), rows * theme.px(Size.ROW_TREE) + 2 * theme.px(Space.XS + Size.LINE))

    def _add_below(self, parent: int | None, below: dict[int | None, list[tuple[int, str]]], kept: set[int]) -> None:
        for number, term in below.get(parent, []):
            self._add(number, term, parent, kept)
            self._add_below(number, below, kept)

    def _add(self, number: int, term: str, parent: int | None, kept: set[int]) -> None:
        item = QTreeWidgetItem([term])
        item.setData(0, _ID, number)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(0, Qt.CheckState.Checked if number in kept else Qt.CheckState.Unchecked)
        item.setSizeHint(0, QSize(0, theme.px(Size.ROW_TREE)))
        self._items[number] = item
        above = self._items.get(parent) if parent is not None else None
        if above is not None:
            above.addChild(item)
        else:
            self.addTopLevelItem(item)

    def _measure(self) -> None:
        self.setIndentation(theme.px(Size.ICON))
        for item in self._items.values():
            item.setSizeHint(0, QSize(0, theme.px(Size.ROW_TREE)))
        self.updateGeometry()

    def _announce(self) -> None:
        if not self._filling:
            self.changed.emit()
