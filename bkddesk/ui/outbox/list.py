"""The list: group headings and rows in one view, so that the keys walk through all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bkddesk.model.outbox import OutboxRow
from bkddesk.ui import theme
from bkddesk.ui.outbox import words
from bkddesk.ui.status import number
from bkddesk.ui.theme import Size, Space, paint

Index = QModelIndex | QPersistentModelIndex
_STATE_WIDTH = 240
_TIME_WIDTH = 72


class Role(IntEnum):
    """What the model answers beside the usual roles."""

    ROW = Qt.ItemDataRole.UserRole


class OutboxModel(QAbstractListModel):
    """Headings (title, count) and OutboxRows, one under the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[tuple[str, int] | OutboxRow] = []

    def show(self, groups: Sequence[tuple[str, Sequence[OutboxRow]]]) -> None:
        """Show these groups; empty ones take no heading."""
        self.beginResetModel()
        self.entries = []
        for title, rows in groups:
            if rows:
                self.entries.append((title, sum(len(row.items) for row in rows)))
                self.entries.extend(rows)
        self.endResetModel()

    def row_of(self, seq: int) -> int | None:
        """Where the row with this item stands."""
        for position, entry in enumerate(self.entries):
            if isinstance(entry, OutboxRow) and any(item.seq == seq for item in entry.items):
                return position
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], OutboxRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Role.ROW:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if not isinstance(entry, OutboxRow):
                return f"{entry[0]} {entry[1]}"
            _, word, _, why = words.state_words(entry)
            return ", ".join(part for part in (words.title(entry), words.second_line(entry), word, why) if part)
        return None


class OutboxDelegate(QStyledItemDelegate):
    """Paints a heading or a row."""

    def __init__(self, time_of: Callable[[OutboxRow], str], parent: QObject | None = None) -> None:
        """`time_of` writes a row's time in the site's clock."""
        super().__init__(parent)
        self._time_of = time_of

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        is_row = isinstance(index.data(Role.ROW), OutboxRow)
        return QSize(0, theme.px(Size.ROW_OUTBOX if is_row else Size.ROW_GROUP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(Role.ROW)
        rect: QRect = option.rect
        if isinstance(entry, OutboxRow):
            self._paint_row(painter, option, entry)
            return
        title, count = entry
        paint.draw_row_ground(painter, rect, ground="sunken")
        box = rect.adjusted(theme.px(Space.L), 0, 0, 0)
        width = paint.draw_text(painter, box, title, "body-strong", "text")
        box.setLeft(box.left() + width + theme.px(Space.S))
        paint.draw_text(painter, box, number(count), "body", "text2")

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: OutboxRow) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        active = bool(state & QStyle.StateFlag.State_Active) and bool(state & QStyle.StateFlag.State_HasFocus)
        paint.draw_row_ground(
            painter, rect, selected=on, active=on, hovered=bool(state & QStyle.StateFlag.State_MouseOver)
        )
        side, pad = theme.px(Size.ICON), theme.px(Space.L)
        paint.draw_icon(painter, QRect(rect.x() + pad, rect.y(), side, rect.height()), words.icon(row.first), "text2")
        left = rect.x() + pad + side + theme.px(Space.M)
        time_width, state_width = theme.px(_TIME_WIDTH), min(theme.px(_STATE_WIDTH), rect.width() // 3)
        right = rect.right() - pad
        time_box = QRect(right - time_width, rect.y(), time_width, rect.height())
        paint.draw_text(painter, time_box, self._time_of(row), "caption", "text2", paint.RIGHT)
        state_left = right - time_width - state_width
        self._paint_state(painter, QRect(state_left, rect.y(), state_width, rect.height()), row)
        upper, lower = _two_lines(QRect(left, rect.y(), state_left - left - pad, rect.height()))
        paint.draw_text(painter, upper, words.title(row), "body-medium", "text")
        paint.draw_text(painter, lower, words.second_line(row), "caption", "text2")
        if on:
            paint.draw_row_cursor(painter, rect, focused=active)

    def _paint_state(self, painter: QPainter, rect: QRect, row: OutboxRow) -> None:
        icon, word, role, why = words.state_words(row)
        side = theme.px(Size.ICON_SMALL)
        paint.draw_icon(painter, QRect(rect.x(), rect.y(), side, rect.height()), icon, role, Size.ICON_SMALL)
        box = rect.adjusted(side + theme.px(Space.S), 0, -theme.px(Space.S), 0)
        if not why:
            paint.draw_text(painter, box, word, "body-medium", role)
            return
        upper, lower = _two_lines(box)
        paint.draw_text(painter, upper, word, "body-medium", role)
        paint.draw_text(painter, lower, why, "caption", "text2")


def _two_lines(rect: QRect) -> tuple[QRect, QRect]:
    upper, lower = theme.line_height("body"), theme.line_height("caption")
    top = rect.y() + (rect.height() - upper - lower) // 2
    return QRect(rect.x(), top, rect.width(), upper), QRect(rect.x(), top + upper, rect.width(), lower)
