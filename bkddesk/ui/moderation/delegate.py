"""Paints a comment as a row: mark, name and time; the text; the article and what is known. Two lines when dense.

Knows the queue's words for a row and the theme; decides nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bkddesk.model.comment import ListedComment
from bkddesk.ui import theme
from bkddesk.ui.moderation.comment_table import CommentTable
from bkddesk.ui.moderation.facts import Mark, article_title, writer
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.theme import Size, Space, paint

_LARGE = frozenset({"clock", "conflict", "error"})


class CommentDelegate(QStyledItemDelegate):
    """Three lines (68 px) or two (48 px), as the table's row height says."""

    def __init__(self, queue: Queue, table: CommentTable) -> None:
        super().__init__(table)
        self._queue, self._table = queue, table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        at_cursor = index.row() == self._table.cursor_row()
        focused = self._table.has_the_focus()
        picked = bool(state & QStyle.StateFlag.State_Selected)
        paint.draw_row_ground(
            painter,
            rect,
            selected=picked or (at_cursor and not self._table.has_picked()),
            active=focused,
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
        )
        row = self._queue.model.comment_at(index.row())
        if row is not None:
            self._paint_row(painter, rect, row)
        if at_cursor:
            paint.draw_row_cursor(painter, rect, focused=focused)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802, ARG002
        return QSize(theme.px(Size.LIST_MIN), self._table.row_height())

    def _paint_row(self, painter: QPainter, rect: QRect, row: ListedComment) -> None:
        mark = self._queue.mark(row)
        line = theme.line_height("body")
        left = rect.x() + theme.px(Size.ROW_INDENT)
        # The scroll bar stands within the margin.
        scrolls = self._table.verticalScrollBar().isVisible()
        right = rect.right() + 1 - theme.px(Space.S if scrolls else Space.M)
        first = QRect(left, rect.y() + theme.px(Size.ROW_TOP), right - left, line)
        second, third = first.translated(0, line), first.translated(0, 2 * line)
        self._paint_mark(painter, rect, mark)
        time = paint.draw_text(painter, first, self._queue.time(row), "caption", "text2", paint.RIGHT)
        names = first.adjusted(0, 0, -time - theme.px(Space.S), 0)
        paint.draw_text(
            painter, names, writer(row), "body" if mark.dim else "body-strong", "text3" if mark.dim else "text"
        )
        tagged = second if self._table.is_dense() else third
        font = "caption" if mark.tag_role == "text2" else "caption-medium"
        width = paint.draw_text(painter, tagged, mark.tag, font, mark.tag_role, paint.RIGHT) if mark.tag else 0
        beside = QRect(tagged)
        if width:
            beside.setRight(tagged.right() - width - theme.px(Space.S))
        texts = beside if self._table.is_dense() else second
        paint.draw_text(painter, texts, self._queue.line(row), "body", "text3" if mark.dim else "text")
        if not self._table.is_dense():
            paint.draw_text(painter, beside, article_title(row), "caption", "text2")

    def _paint_mark(self, painter: QPainter, rect: QRect, mark: Mark) -> None:
        if not mark.icon:
            return
        side = theme.px(Size.ICON_SMALL)
        box = QRect(rect.x() + theme.px(Space.M), rect.y() + theme.px(Space.S), side, side)
        if mark.icon == "dot":
            paint.draw_dot(painter, QPointF(box.center()) + QPointF(0.5, 0.5))
        else:
            size = Size.ICON if mark.icon in _LARGE else Size.ICON_SMALL
            paint.draw_icon(painter, box, mark.icon, mark.icon_role, size)
