"""The sidebar: a list with section rows that cannot be selected; as a rail the same list, icons only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.viewport import own_viewport

Index = QModelIndex | QPersistentModelIndex
_SECTION_FIRST, _SECTION, _GAP = 24, 32, 12


@dataclass(frozen=True, slots=True)
class SideItem:
    """A row: a section title, a gap, or a place. `rail`: shown as an icon in the rail, also for what follows it."""

    key: str
    text: str = ""
    icon: str = ""
    count: str = ""
    section: bool = False
    gap: bool = False
    rail: bool = False
    tip: str = ""


class _Role(IntEnum):
    ITEM = Qt.ItemDataRole.UserRole


class _Model(QAbstractListModel):
    def __init__(self, items: Sequence[SideItem]) -> None:
        super().__init__()
        self.items = list(items)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == _Role.ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.text} {item.count}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.tip or item.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        item = self.items[index.row()]
        if item.section or item.gap:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def put(self, row: int, item: SideItem) -> None:
        self.items[row] = item
        index = self.index(row)
        self.dataChanged.emit(index, index)


class _Delegate(QStyledItemDelegate):
    def __init__(self, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        item: SideItem = index.data(_Role.ITEM)
        if self._sidebar.is_rail():
            return QSize(theme.px(Size.RAIL), theme.px(Size.RAIL_ROW))
        if item.gap:
            return QSize(0, theme.px(_GAP))
        if item.section:
            return QSize(0, theme.px(_SECTION_FIRST if index.row() == 0 else _SECTION))
        return QSize(0, theme.px(Size.ROW_SIDEBAR))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: SideItem = index.data(_Role.ITEM)
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        on = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = on and self._sidebar.hasFocus()
        if self._sidebar.is_rail():
            self._paint_rail(painter, rect, item, on, hovered, focused)
        elif item.section:
            gap = theme.px(Space.XS)
            box = QRect(
                rect.x() + theme.px(Space.L), rect.bottom() - gap - theme.px(16) + 1, rect.width(), theme.px(16)
            )
            paint.draw_text(painter, box, item.text, "caption-medium", "text2")
        elif not item.gap:
            self._paint_place(painter, rect, item, on, hovered, focused)

    def _paint_place(
        self, painter: QPainter, rect: QRect, item: SideItem, on: bool, hovered: bool, focused: bool
    ) -> None:
        box = rect.adjusted(theme.px(Space.S), 0, -theme.px(Space.S), 0)
        self._paint_ground(painter, box, on, hovered, focused)
        x = box.x() + theme.px(Space.S)
        side = theme.px(Size.ICON)
        paint.draw_icon(painter, QRect(x, box.y(), side, box.height()), item.icon, "accent" if on else "text2")
        x += side + theme.px(Space.S)
        right = box.right() + 1 - theme.px(Space.S)
        if item.count:
            width = theme.text_width(item.count, "caption")
            count = QRect(right - width, box.y(), width + 1, box.height())
            paint.draw_text(painter, count, item.count, "caption", "text" if on else "text2")
            right -= width + theme.px(Space.S)
        words = QRect(x, box.y(), right - x, box.height())
        paint.draw_text(painter, words, item.text, "body-medium" if on else "body")

    def _paint_rail(
        self, painter: QPainter, rect: QRect, item: SideItem, on: bool, hovered: bool, focused: bool
    ) -> None:
        side = theme.px(Size.RAIL_ITEM)
        box = QRect(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, side, side)
        self._paint_ground(painter, box, on, hovered, focused)
        paint.draw_icon(painter, box, item.icon, "accent" if on else "text2")
        if item.count and item.key == self._sidebar.badge_key:
            paint.draw_badge(painter, box.right() + 1 - theme.px(1), box.y() + theme.px(2), item.count)

    def _paint_ground(self, painter: QPainter, box: QRect, on: bool, hovered: bool, focused: bool) -> None:
        if on or hovered:
            role: Role = "select-idle" if on else "hover"
            paint.rounded(painter, QRectF(box), theme.px(Size.RADIUS), theme.colour(role), None)
        if focused:
            paint.draw_ring(painter, box)


class Sidebar(QListView):
    """The places. `chosen(key)` fires on Enter, click and arrow keys: a place opens as it becomes current."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[SideItem], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self._model = _Model(items)
        self._rail = False
        self._key = ""
        self._quiet = False
        self.badge_key = "outbox"
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(name)
        self.setProperty("sidebar", True)
        self.selectionModel().currentChanged.connect(self._announce)
        theme.current().changed.connect(self._relayout)
        self._hide_rows()

    def is_rail(self) -> bool:
        """Whether only icons show."""
        return self._rail

    def set_rail(self, rail: bool) -> None:
        """Show icons only, one for each group, or everything."""
        if rail != self._rail:
            self._rail = rail
            self._hide_rows()
            self.set_current(self._key)

    def set_items(self, items: Sequence[SideItem]) -> None:
        """Show other rows; the current place stays current where it still is."""
        self._quiet = True
        self._model.beginResetModel()
        self._model.items = list(items)
        self._model.endResetModel()
        self._quiet = False
        self._hide_rows()
        self.set_current(self._key)

    def set_count(self, key: str, count: str) -> None:
        """Show a figure, already written in the person's language; "" for none."""
        for row, item in enumerate(self._model.items):
            if item.key == key and item.count != count:
                self._model.put(row, replace(item, count=count))

    def current_key(self) -> str:
        """The key of the place that is open."""
        return self._key

    def set_current(self, key: str) -> None:
        """Mark a place as open without telling anyone."""
        self._key = key
        row = self._row_shown_for(key)
        self._quiet = True
        if row is None:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._model.index(row))
        self._quiet = False

    def _row_shown_for(self, key: str) -> int | None:
        row = next((row for row, item in enumerate(self._model.items) if key and item.key == key), None)
        while row is not None and self._rail and not self._model.items[row].rail:
            row = row - 1 if row > 0 else None
        return row

    def _hide_rows(self) -> None:
        for row, item in enumerate(self._model.items):
            self.setRowHidden(row, self._rail and not item.rail)
        self._relayout()

    def _relayout(self) -> None:
        theme.dress(self, fill="sidebar")
        self.setContentsMargins(0, 0, 0, 0)
        self.setViewportMargins(0, theme.px(Space.S), 0, 0)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _announce(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: ARG002
        if self._quiet or not current.isValid():
            return
        item = self._model.items[current.row()]
        if item.key:
            self._key = item.key
            self.chosen.emit(item.key)


class SiteHeader(QPushButton):
    """The site switcher at the top of the sidebar: globe, site, account, chevron. In the rail the globe only."""

    def __init__(self, site: str = "", account: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site, self._account = site, account
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_texts(site, account)

    def set_texts(self, site: str, account: str) -> None:
        """Show another site and account."""
        self._site, self._account = site, account
        self.setAccessibleName(f"{site}, {account}")
        self.setToolTip(f"{site}\n{account}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(Size.RAIL), theme.px(Size.BAR))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        rect = self.rect()
        line = theme.px(Size.LINE)
        ground: Role = "select-idle" if self.isDown() else "hover" if self.underMouse() else "sidebar"
        painter.fillRect(rect, theme.colour(ground))
        painter.fillRect(QRect(0, rect.height() - line, rect.width(), line), theme.colour("line"))
        inner = rect.adjusted(0, 0, 0, -line)
        side = theme.px(Size.ICON)
        if rect.width() < theme.px(2 * Size.RAIL):
            paint.draw_icon(painter, inner, "globe")
        else:
            paint.draw_icon(painter, QRect(theme.px(Space.M), 0, side, inner.height()), "globe")
            x = theme.px(Space.M) + side + theme.px(Space.S)
            right = rect.width() - theme.px(Space.S) - theme.px(Size.ICON_SMALL)
            top = (inner.height() - theme.px(32)) // 2
            name = QRect(x, top, right - theme.px(Space.S) - x, theme.px(18))
            paint.draw_text(painter, name, self._site, "body-strong")
            account = name.translated(0, theme.px(16))
            account.setHeight(theme.px(16))
            paint.draw_text(painter, account, self._account, "caption", "text2")
            chevron = QRect(right, 0, theme.px(Size.ICON_SMALL), inner.height())
            paint.draw_icon(painter, chevron, "down", "text", Size.ICON_SMALL)
        if self.hasFocus():
            paint.draw_ring(painter, inner.adjusted(line, line, -line, -line))
