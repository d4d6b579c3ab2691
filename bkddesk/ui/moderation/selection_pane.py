"""Several comments picked: the list of what will be decided, each with a box to let it go again.

A mixed or large choice is said, with ways to narrow it; nothing is asked. Knows the queue; decides nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.comment import ListedComment
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.moderation.action_bar import CommandButton
from bkddesk.ui.moderation.facts import has_links, writer
from bkddesk.ui.moderation.list_model import CommentListModel
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.times import number
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.theme.style import draw_check
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label, Line
from bkddesk.ui.widgets.note import Note
from bkddesk.ui.widgets.pane_bar import PaneBar

LARGE = 20
"""More than this is called large."""
_LOOKED_AT = 200
"""Of a larger choice only so many are looked at for what it is made of: it is called large anyway."""


class _Rows(QTableView):
    """The picked comments. Space and click tick or untick; letters pass to the page."""

    toggled = Signal(int)

    def __init__(self, model: CommentListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picked-list")
        self.setAccessibleName(tr("Comments to be decided"))
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.current().changed.connect(self._measure)
        self._measure()

    def fit(self) -> None:
        """As high as its rows, where there is room for them."""
        self.setMaximumHeight(min(self.model().rowCount(), _LOOKED_AT) * theme.px(Size.ROW_PICKED))

    def _measure(self) -> None:
        self.fit()
        self.verticalHeader().setMinimumSectionSize(theme.px(Size.ROW_PICKED))
        self.verticalHeader().setDefaultSectionSize(theme.px(Size.ROW_PICKED))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggled.emit(self.currentIndex().row())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.toggled.emit(index.row())


class _Delegate(QStyledItemDelegate):
    """A box, the mark, name and tag, the text."""

    def __init__(self, queue: Queue, pane: SelectionPane, view: _Rows) -> None:
        super().__init__(view)
        self._queue, self._pane, self._view = queue, pane, view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        paint.draw_row_ground(painter, rect)
        row = self._pane.model.comment_at(index.row())
        if row is None:
            return
        side, gap, line = theme.px(Size.ICON_SMALL), theme.px(Space.M), theme.line_height("body")
        on = row.id in self._pane.ticked
        state = QStyle.StateFlag.State_Enabled | (QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off)
        draw_check(painter, QRect(rect.x(), rect.y(), side, rect.height()), state)
        mark = self._queue.mark(row)
        left = rect.x() + side + gap
        if mark.icon and mark.icon != "dot":
            box = QRect(left, rect.y(), side, rect.height())
            paint.draw_icon(painter, box, mark.icon, mark.icon_role, Size.ICON_SMALL)
        left += side + gap
        first = QRect(left, rect.y() + (rect.height() - 2 * line) // 2, rect.right() - left + 1, line)
        width = paint.draw_text(painter, first, mark.tag, "caption", mark.tag_role, paint.RIGHT)
        role: theme.Role = "text" if on else "text3"
        paint.draw_text(painter, first.adjusted(0, 0, -width - gap, 0), writer(row), "body-strong", role)
        paint.draw_text(painter, first.translated(0, line), self._queue.line(row), "body", role)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            paint.draw_ring(painter, rect, Size.RADIUS_SMALL)


class SelectionPane(QWidget):
    """Shown in the detail's place while more than one comment is picked."""

    picked = Signal(list)
    """The comments that are ticked now."""

    def __init__(self, desk: Desk, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("selection-pane")
        self._queue = queue
        self.ticked: set[int] = set()
        self.model = CommentListModel(desk.comments, queue.spoken, self)
        self.bar = PaneBar()
        self.buttons = [CommandButton() for _ in range(3)]
        for button in self.buttons:
            self.bar.add(button)
        self.escape = Button(tr("Deselect"), key="Escape", kind="quiet")
        self.escape.clicked.connect(lambda: self.picked.emit([]))
        self.bar.add_end(self.escape)
        self._title = Label("", "title")
        self._made_of = Label("", "body", "text2", elide="right")
        self._note = Note("wait")
        self._ways = (self._note.add_button(Button()), self._note.add_button(Button()))
        self._groups: tuple[list[int], list[int]] = ([], [])
        for place, way in enumerate(self._ways):
            way.clicked.connect(lambda _=False, place=place: self.picked.emit(self._groups[place]))
        self._rows = _Rows(self.model, self)
        self._rows.setItemDelegate(_Delegate(queue, self, self._rows))
        self._rows.toggled.connect(self._toggle)
        self._foot = Label(
            tr("Decisions are kept on this laptop and go to the Outbox. Each can be undone, sent or not."),
            "caption", "text2", wrap=True,
        )  # fmt: skip
        self._lay_out()
        self.setFocusProxy(self._rows)

    def _lay_out(self) -> None:
        column = theme.vbox(self)
        body = theme.vbox(margins=(Space.XXL, Space.L, Space.XXL, Space.L), spacing=Space.M)
        head = theme.vbox(spacing=Space.XS)
        head.addWidget(self._title)
        head.addWidget(self._made_of)
        body.addLayout(head)
        body.addWidget(self._note)
        body.addWidget(Line())
        # The list takes the height it can use, what is left over stays below.
        body.addWidget(self._rows, 100)
        body.addWidget(self._foot)
        body.addStretch(1)
        column.addLayout(body, 1)
        theme.dress(self, fill="surface")

    def show_picked(self, ids: Sequence[int], commands: Sequence[Command]) -> None:
        """Show what is picked. What was only unticked here stays in sight, to be ticked again."""
        self.ticked = set(ids)
        if not self.ticked <= set(self.model.ids):
            self.model.show(array("q", ids))
        self._rows.fit()
        count = number(len(ids))
        for button, command in zip(self.buttons, commands, strict=True):
            button.carry(command, f"{command.text} {count}")
        self._title.setText(ntr("{n} comment selected", "{n} comments selected", len(ids)))
        self._describe(ids)
        self._rows.viewport().update()

    def forget(self) -> None:
        """Nothing is picked any more."""
        self.ticked = set()
        self.model.show(array("q"))

    def _describe(self, ids: Sequence[int]) -> None:
        rows = self._queue.model.comments(list(ids[:_LOOKED_AT]))
        linked = [row.id for row in rows if has_links(row)]
        without = [row.id for row in rows if not has_links(row)]
        known = sum(1 for row in rows if self._is_known(row))
        parts = [
            ntr("{n} with links", "{n} with links", len(linked)) if linked else "",
            ntr("{n} without links", "{n} without links", len(without)) if without else "",
            ntr("{n} by a writer approved before", "{n} by writers approved before", known) if known else "",
        ]
        self._made_of.setText(" · ".join(part for part in parts if part) if len(rows) == len(ids) else "")
        self._groups = (linked, without)
        mixed = bool(linked) and bool(without)
        if len(ids) > LARGE:
            lead = tr("This selection is large.")
            text = tr("Look through it before you decide; untick what does not belong.")
        else:
            lead = tr("This selection is mixed.")
            text = tr("Untick what does not belong, or keep one group.")
        self._note.set_text(text, lead=lead)
        self._note.setVisible(mixed or len(ids) > LARGE)
        narrow = mixed and len(rows) == len(ids)
        words = (
            ntr("Only {n} with links", "Only {n} with links", len(linked)),
            ntr("Only {n} without links", "Only {n} without links", len(without)),
        )
        for way, word in zip(self._ways, words, strict=True):
            way.setText(word)
            way.setVisible(narrow)

    def _is_known(self, row: ListedComment) -> bool:
        return self._queue.history(row.comment).approved > 0

    def _toggle(self, row: int) -> None:
        comment_id = self.model.id_at(row)
        if comment_id:
            ticked = self.ticked ^ {comment_id}
            self.picked.emit([one for one in self.model.ids if one in ticked])
