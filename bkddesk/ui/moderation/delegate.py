"""Paints a comment as a row: mark, name and time; the text; the article and what is known. Two lines when dense.

Knows the queue's words for a row and the theme; decides nothing.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bkddesk.model.comment import ListedComment
from bkddesk.ui import theme
from bkddesk.ui.moderation.comment_table import CommentTable
from bkddesk.ui.moderation.facts import Mark, article_title, writer
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.theme import Size, Space, paint

_LEFT = paint.LEFT
_REMEMBERED = 4096
_LARGE = frozenset({"clock", "conflict", "error"})


class CommentDelegate(QStyledItemDelegate):
    """Three lines (68 px) or two (48 px), as the table's row height says."""

    def __init__(self, queue: Queue, table: CommentTable) -> None:
        super().__init__(table)
        self._queue, self._table = queue, table
        self._fitted: dict[tuple[str, str, int], tuple[str, int]] = {}
        theme.current().changed.connect(self._forget)

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

    def _forget(self) -> None:
        self._fitted.clear()

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
        time = self._draw(painter, first, self._queue.time(row), "caption", "text2", paint.RIGHT)
        names = first.adjusted(0, 0, -time - theme.px(Space.S), 0)
        ink: theme.Role = "text3" if mark.dim else "text"
        self._draw(painter, names, writer(row), "body" if mark.dim else "body-strong", ink)
        beside = QRect(second if self._table.is_dense() else third)
        if mark.tag:
            font = "caption" if mark.tag_role == "text2" else "caption-medium"
            width = self._draw(painter, beside, mark.tag, font, mark.tag_role, paint.RIGHT)
            beside.setRight(beside.right() - width - theme.px(Space.S))
        self._draw(painter, beside if self._table.is_dense() else second, self._queue.line(row), "body", ink)
        if not self._table.is_dense():
            self._draw(painter, beside, article_title(row), "caption", "text2")

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: str,
        role: theme.Role,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> int:
        """Like `paint.draw_text`, remembering how a text was elided: half the time of painting a row went there."""
        key = (text, font, rect.width())
        fitted = self._fitted.get(key)
        face = theme.font(font)
        if fitted is None:
            if len(self._fitted) > _REMEMBERED:
                self._fitted.clear()
            metrics = QFontMetricsF(face)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            fitted = self._fitted[key] = (shown, min(rect.width(), round(metrics.horizontalAdvance(shown) + 0.5)))
        painter.setFont(face)
        painter.setPen(theme.colour(role))
        painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, fitted[0])
        return fitted[1]

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
