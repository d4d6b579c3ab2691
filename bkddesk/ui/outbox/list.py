"""The lines of the list and how they are painted: headings and rows in one, and the parts of a row that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
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

    LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Heading:
    """A group's name and how many decisions it holds."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row, or one decision of a row that stands open above it."""

    row: OutboxRow
    part: bool = False
    opened: bool = False

    @property
    def folds(self) -> bool:
        """Whether there is something in it to open."""
        return len(self.row.items) > 1

    @property
    def key(self) -> tuple[int, bool]:
        """What stays the same when the outbox is read again."""
        return self.row.first.seq, self.part


class OutboxModel(QAbstractListModel):
    """Headings and lines, one under the other."""

    def __init__(
        self,
        names_of: Callable[[OutboxRow], Sequence[str]],
        standing: Callable[[OutboxRow], words.Standing],
        parent: QObject | None = None,
    ) -> None:
        """`names_of`: the writer of each comment that a row decides about; `standing`: where a row stands now."""
        super().__init__(parent)
        self._names_of, self._standing = names_of, standing
        self._groups: Sequence[tuple[str, Sequence[OutboxRow]]] = ()
        self._open: set[int] = set()
        self.entries: list[Heading | Line] = []

    def show(self, groups: Sequence[tuple[str, Sequence[OutboxRow]]]) -> None:
        """Show these groups; empty ones take no heading. What was open stays open."""
        self.beginResetModel()
        self._groups = groups
        self.entries = []
        for title, rows in groups:
            if rows:
                self.entries.append(Heading(title, sum(len(row.items) for row in rows)))
            for row in rows:
                self._add(row)
        self.endResetModel()

    def _add(self, row: OutboxRow) -> None:
        seqs = {item.seq for item in row.items}
        line = Line(row, opened=len(row.items) > 1 and bool(self._open & seqs))
        self.entries.append(line)
        if line.opened:
            parts = zip(row.items, self._names_of(row), strict=True)
            self.entries.extend(Line(replace(row, items=(item,), title=name), part=True) for item, name in parts)

    def set_open(self, line: Line, opened: bool) -> None:
        """Open a folded row, or fold it."""
        seqs = {item.seq for item in line.row.items}
        self._open = self._open | seqs if opened else self._open - seqs
        self.show(self._groups)

    def position(self, key: tuple[int, bool]) -> int | None:
        """Where the line with this key stands; the row that holds its decision, where it is folded."""
        exact = [at for at, entry in enumerate(self.entries) if isinstance(entry, Line) and entry.key == key]
        if exact:
            return exact[0]
        holding = [
            at
            for at, entry in enumerate(self.entries)
            if isinstance(entry, Line) and any(item.seq == key[0] for item in entry.row.items)
        ]
        return holding[0] if holding else None

    def parent_of(self, position: int) -> int:
        """The row of which the line at `position` is a part; itself, if it is one."""
        while position > 0:
            entry = self.entries[position]
            if isinstance(entry, Line) and not entry.part:
                break
            position -= 1
        return position

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], Line):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Role.LINE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(entry, Heading):
                return f"{entry.title} {entry.count}"
            state, row = self._standing(entry.row), entry.row
            said = (words.title(row), words.second_line(row), state.word, state.why)
            return ", ".join(part for part in said if part)
        return None


class OutboxDelegate(QStyledItemDelegate):
    """Paints a heading or a line."""

    fold_pressed = Signal(QModelIndex)

    def __init__(
        self,
        time_of: Callable[[OutboxRow], str],
        standing: Callable[[OutboxRow], words.Standing],
        parent: QObject | None = None,
    ) -> None:
        """`time_of` writes a row's time in the site's clock; `standing` says where it stands now."""
        super().__init__(parent)
        self._time_of, self._standing = time_of, standing

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        entry = index.data(Role.LINE)
        if not isinstance(entry, Line):
            return QSize(0, theme.px(Size.ROW_GROUP))
        return QSize(0, theme.px(Size.ROW_PALETTE if entry.part else Size.ROW_OUTBOX))

    def editorEvent(  # noqa: N802
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        entry = index.data(Role.LINE)
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(entry, Line)
            and entry.folds
            and self._sign_box(option.rect, entry.row).contains(event.position().toPoint())
        ):
            self.fold_pressed.emit(model.index(index.row(), 0))
            return True
        return super().editorEvent(event, model, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(Role.LINE)
        rect: QRect = option.rect
        if isinstance(entry, Line):
            self._paint_line(painter, option, entry)
            return
        paint.draw_row_ground(painter, rect, ground="sunken")
        box = rect.adjusted(theme.px(Space.L), 0, 0, 0)
        width = paint.draw_text(painter, box, entry.title, "body-strong", "text")
        box.setLeft(box.left() + width + theme.px(Space.S))
        paint.draw_text(painter, box, number(entry.count), "body", "text2")

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        active = bool(state & QStyle.StateFlag.State_Active) and bool(state & QStyle.StateFlag.State_HasFocus)
        paint.draw_row_ground(
            painter, rect, selected=on, active=active, hovered=bool(state & QStyle.StateFlag.State_MouseOver)
        )
        pad, row = theme.px(Space.L), line.row
        words_box = _words_box(rect)
        time_width = theme.px(_TIME_WIDTH)
        time_box = QRect(rect.right() - pad - time_width, rect.y(), time_width, rect.height())
        paint.draw_text(painter, time_box, self._time_of(row), "caption", "text2", paint.RIGHT)
        state_left = words_box.right() + pad
        state_box = QRect(state_left, rect.y(), time_box.x() - state_left, rect.height())
        if line.part:
            paint.draw_text(painter, words_box.adjusted(theme.px(Space.L), 0, 0, 0), row.title, "body", "text")
        else:
            side = theme.px(Size.ICON)
            icon_box = QRect(rect.x() + pad, rect.y(), side, rect.height())
            paint.draw_icon(painter, icon_box, words.icon(row.first), "text2")
            self._paint_words(painter, words_box, line)
            _paint_standing(painter, state_box, self._standing(row))
        if on:
            paint.draw_row_cursor(painter, rect, focused=active)

    def _paint_words(self, painter: QPainter, rect: QRect, line: Line) -> None:
        upper, lower = _two_lines(rect)
        sign = theme.px(Size.ICON_SMALL + Space.XS) if line.folds else 0
        paint.draw_text(painter, upper.adjusted(0, 0, -sign, 0), words.title(line.row), "body-medium", "text")
        paint.draw_text(painter, lower, words.second_line(line.row), "caption", "text2")
        if line.folds:
            box = self._sign_box(rect, line.row, inner=True)
            paint.draw_icon(painter, box, "up" if line.opened else "down", "text2", Size.ICON_SMALL)

    @staticmethod
    def _sign_box(rect: QRect, row: OutboxRow, *, inner: bool = False) -> QRect:
        """Where the sign stands that opens a row: behind its title."""
        upper, _ = _two_lines(rect if inner else _words_box(rect))
        side = theme.px(Size.ICON_SMALL)
        width = theme.text_width(words.title(row), "body-medium")
        left = upper.x() + min(width, upper.width() - side) + theme.px(Space.XS)
        return QRect(left, upper.y(), side, upper.height())


def _words_box(rect: QRect) -> QRect:
    """Where a line's words stand: right of the icon, left of its state."""
    pad = theme.px(Space.L)
    left = rect.x() + pad + theme.px(Size.ICON + Space.M)
    state_width = min(theme.px(_STATE_WIDTH), rect.width() // 3)
    right = rect.right() - pad - theme.px(_TIME_WIDTH) - state_width - pad
    return QRect(left, rect.y(), right - left, rect.height())


def _paint_standing(painter: QPainter, rect: QRect, state: words.Standing) -> None:
    side = theme.px(Size.ICON_SMALL)
    box = rect.adjusted(side + theme.px(Space.S), 0, -theme.px(Space.S), 0)
    sign = QRect(rect.x(), rect.y(), side, rect.height())
    upper, lower = _two_lines(box)
    paint.draw_icon(painter, sign, state.icon, state.role, Size.ICON_SMALL)
    if state.part is not None:
        paint.draw_text(painter, upper, state.word, "body-medium", state.role)
        paint.draw_progress(painter, lower, state.part)
    elif state.why:
        paint.draw_text(painter, upper, state.word, "body-medium", state.role)
        paint.draw_text(painter, lower, state.why, "caption", "text2")
    else:
        paint.draw_text(painter, box, state.word, "body-medium", state.role)


def _two_lines(rect: QRect) -> tuple[QRect, QRect]:
    upper, lower = theme.line_height("body"), theme.line_height("caption")
    top = rect.y() + (rect.height() - upper - lower) // 2
    return QRect(rect.x(), top, rect.width(), upper), QRect(rect.x(), top + upper, rect.width(), lower)
