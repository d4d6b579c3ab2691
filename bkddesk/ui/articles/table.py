"""The list itself: a model over rows that were read, and a delegate that draws two lines."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bkddesk.language import ntr, tr
from bkddesk.ui import theme
from bkddesk.ui.articles.rows import Row
from bkddesk.ui.editor.words import date_words, status_words, time_words
from bkddesk.ui.theme import Role, Size, Space, paint

Index = QModelIndex | QPersistentModelIndex


class ArticleModel(QAbstractTableModel):
    """Rows in the order they were read."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._now = datetime.fromtimestamp(0).astimezone()
        self._zone: tzinfo | None = None

    def show(self, rows: list[Row], now: datetime, zone: tzinfo | None) -> None:
        """Show these rows; `now` and `zone` say what "today" is."""
        self.beginResetModel()
        self.rows, self._now, self._zone = rows, now, zone
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for the delegate, its words for everybody else."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row, self.when(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title or tr("Untitled")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = state_words(row)[2]
            parts = (row.title or tr("Untitled"), state, row.author, comments_words(row), self.when(row))
            return ", ".join(part for part in parts if part)
        return None

    def when(self, row: Row) -> str:
        """The time today, else the date; a moment to come with its time."""
        if row.moment is None:
            return ""
        moment = row.moment.astimezone(self._zone)
        days = (self._now.astimezone(self._zone).date() - moment.date()).days
        if days == 0:
            return time_words(moment)
        if days == 1:
            return tr("Yesterday")
        return date_words(moment) + (f" {time_words(moment)}" if days < 0 else "")


def state_words(row: Row) -> tuple[str, Role, str]:
    """What holds the row up or makes it special: icon, role, words; ("", …, "") for nothing."""
    if row.attention == "conflict":
        return "conflict", "conflict", tr("Conflict")
    if row.attention:
        return "error", "danger", tr("Refused by the site")
    if row.waiting:
        return "clock", "wait", tr("{status} · waiting", status=status_words(row.waiting))
    if row.is_local:
        return "drafts", "text2", tr("Changes on this laptop") if row.article_id else tr("On this laptop only")
    if row.is_private:
        return "lock", "text2", tr("Private")
    return "", "text2", ""


def comments_words(row: Row) -> str:
    """Comments, and how many of them wait for a decision."""
    if not row.comments_total:
        return ""
    words = ntr("{n} comment", "{n} comments", row.comments_total)
    held = ntr("{n} pending", "{n} pending", row.comments_held) if row.comments_held else ""
    return f"{words}, {held}" if held else words


class ArticleDelegate(QStyledItemDelegate):
    """Title and time; excerpt, author, comments or state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        """52 high."""
        return QSize(0, theme.px(Size.ROW_OUTBOX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Two lines on the row's ground."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row, when = index.data(Qt.ItemDataRole.UserRole)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        active = bool(state & QStyle.StateFlag.State_Active)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row_ground(painter, rect, selected=selected, active=active, hovered=hovered)
        self._draw(painter, rect, row, when)
        if selected:
            view = option.widget
            paint.draw_row_cursor(painter, rect, focused=view is not None and view.hasFocus())

    def _draw(self, painter: QPainter, rect: QRect, row: Row, when: str) -> None:
        side = theme.px(Space.L)
        top = rect.y() + theme.px(Space.S)
        upper = QRect(rect.x() + side, top, rect.width() - 2 * side, theme.line_height("body"))
        lower = QRect(upper.x(), upper.bottom() + 1, upper.width(), theme.line_height("caption"))
        waits = bool(row.waiting) and not row.attention
        paint.draw_text(painter, upper, when, "caption", "text2", paint.RIGHT)
        icon, role, words = state_words(row)
        right = upper.right() - theme.text_width(when, "caption") - theme.px(Space.M)
        if words:
            right = self._draw_state(painter, upper, right, icon, role, words)
        title = QRect(upper.x(), upper.y(), right - upper.x(), upper.height())
        paint.draw_text(painter, title, row.title or tr("Untitled"), "body-strong", "text3" if waits else "text")
        facts = " · ".join(part for part in (row.author, comments_words(row)) if part)
        width = paint.draw_text(painter, lower, facts, "caption", "text2", paint.RIGHT) if facts else 0
        lower.setWidth(lower.width() - width - (theme.px(Space.L) if width else 0))
        paint.draw_text(painter, lower, row.excerpt, "caption", "text3" if waits else "text2")

    def _draw_state(self, painter: QPainter, line: QRect, right: int, icon: str, role: Role, words: str) -> int:
        width = theme.text_width(words, "caption-medium")
        box = QRect(right - width, line.y(), width, line.height())
        paint.draw_text(painter, box, words, "caption-medium", role)
        side = theme.px(Size.ICON_SMALL)
        mark = QRect(box.x() - side - theme.px(Space.XS), line.y(), side, line.height())
        paint.draw_icon(painter, mark, icon, role, Size.ICON_SMALL)
        return mark.x() - theme.px(Space.M)


class ArticleTable(QTableView):
    """One column, fixed rows: fast at any length."""

    def __init__(self, model: ArticleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article-list")
        self.setAccessibleName(tr("Articles"))
        self.setModel(model)
        self.setItemDelegate(ArticleDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        theme.current().changed.connect(self._measure)

    def _measure(self) -> None:
        self.verticalHeader().setMinimumSectionSize(theme.px(Size.ROW_OUTBOX))
        self.verticalHeader().setDefaultSectionSize(theme.px(Size.ROW_OUTBOX))
        self.viewport().update()
