"""The table that lists comments: a cursor that moves, and rows picked one by one, kept apart from each other.

The cursor is Qt's current index, picked rows are Qt's selection. Letters are not its business: it lets them pass to
the page. Knows no comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bkddesk.ui import theme
from bkddesk.ui.moderation.list_model import CommentListModel
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.viewport import own_viewport

_Flag = QItemSelectionModel.SelectionFlag
_NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_MOVING = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}


class CommentTable(QTableView):
    """One column of fixed rows. Row heights follow density and text size."""

    cursor_moved = Signal()
    picked_changed = Signal()
    opened = Signal()
    """Enter, or a double click: show the comment (where one pane shows at a time)."""
    home_pressed = Signal()
    painted = Signal()
    """For the first time: what can wait until then may begin."""

    def __init__(self, model: CommentListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own_viewport(self)
        self.setObjectName("comment-list")
        self._comments = model
        self._dense = False
        self._quiet = 0
        self._was_painted = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(self._tell_picked)
        theme.current().changed.connect(self.measure)
        self.measure()

    # Rows ---------------------------------------------------------------------------------------------------------

    def is_dense(self) -> bool:
        """Whether rows have two lines."""
        return self._dense

    def set_dense(self, dense: bool) -> None:
        """Choose between rows of three lines and of two."""
        self._dense = dense
        self.measure()

    def row_height(self) -> int:
        """The height of a row, in pixels."""
        return theme.px(Size.ROW_DENSE if self._dense else Size.ROW)

    def measure(self) -> None:
        """Take over density and text size."""
        with self.keeping_place():
            header = self.verticalHeader()
            header.setMinimumSectionSize(self.row_height())
            header.setDefaultSectionSize(self.row_height())
            self.verticalScrollBar().setSingleStep(theme.px(Space.XL))
        self.viewport().update()

    def visible_rows(self) -> range:
        """The rows that are wholly or partly on screen."""
        first = self.rowAt(0)
        if first < 0:
            return range(0)
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (self._comments.rowCount() - 1 if last < 0 else last) + 1)

    @contextmanager
    def keeping_place(self, anchor: int = 0) -> Iterator[None]:
        """Change rows without anything moving on screen: the anchor (an id; the cursor's, or the top row's, by default)
        stays at its height."""
        comment_id = anchor or self._anchor()
        row = self._comments.row_of(comment_id) if comment_id else -1
        height = self.rowViewportPosition(row) if row >= 0 else 0
        yield
        self.updateGeometries()
        now = self._comments.row_of(comment_id) if row >= 0 else -1
        if now >= 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(now) - height)

    def _anchor(self) -> int:
        rows = self.visible_rows()
        cursor = self.cursor_row()
        if cursor in rows:
            return self._comments.id_at(cursor)
        return self._comments.id_at(rows.start) if rows else 0

    # The cursor ---------------------------------------------------------------------------------------------------

    def cursor_row(self) -> int:
        """The row under the cursor, -1 for none."""
        return self.currentIndex().row()

    def cursor_id(self) -> int:
        """The comment under the cursor, 0 for none."""
        return self._comments.id_at(self.cursor_row())

    def set_cursor(self, row: int) -> None:
        """Put the cursor on a row (the nearest there is) and bring it on screen; picked rows stay picked."""
        count = self._comments.rowCount()
        index = self._comments.index(min(max(row, 0), count - 1), 0) if count else QModelIndex()
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        if index.isValid():
            self.scrollTo(index)

    def move_cursor(self, step: int) -> None:
        """Move the cursor down or up."""
        self.set_cursor(self.cursor_row() + step)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Let rows come and go without `cursor_moved` and `picked_changed`; both are told once, at the end."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1
        if not self._quiet:
            self.cursor_moved.emit()
            self.picked_changed.emit()
            self.viewport().update()

    def currentChanged(  # noqa: N802
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self._comments.near = current.row()
        if not self._quiet:
            self.cursor_moved.emit()

    # Picked rows --------------------------------------------------------------------------------------------------

    def picked_count(self) -> int:
        """How many rows are picked; counted by ranges, cheap for 100,000."""
        return sum(bottom - top + 1 for top, bottom in self._picked_parts())

    def has_picked(self) -> bool:
        """Whether any row is picked."""
        return self.selectionModel().hasSelection()

    def picked_ids(self) -> list[int]:
        """The picked comments, in the order of the list."""
        ids = self._comments.ids
        return [comment_id for top, bottom in sorted(self._picked_parts()) for comment_id in ids[top : bottom + 1]]

    def _picked_parts(self) -> list[tuple[int, int]]:
        selection = self.selectionModel().selection()
        parts = (selection.at(place) for place in range(selection.size()))
        return [(part.top(), part.bottom()) for part in parts]

    def pick(self, ids: set[int]) -> None:
        """Pick exactly these."""
        chosen = QItemSelection()
        first = -1
        for row, comment_id in enumerate([*self._comments.ids, 0]):
            if comment_id in ids:
                first = row if first < 0 else first
            elif first >= 0:
                chosen.select(self._comments.index(first, 0), self._comments.index(row - 1, 0))
                first = -1
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)

    def toggle_picked(self) -> None:
        """Pick the row under the cursor, or let it go."""
        if self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), _Flag.Toggle)

    def let_go(self) -> None:
        """Nothing is picked any more."""
        self.selectionModel().clearSelection()

    def selectionCommand(  # noqa: N802
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A click looks at one comment, a moved cursor picks nothing; Ctrl and Shift pick as everywhere."""
        if isinstance(event, QKeyEvent | QMouseEvent) and event.modifiers() in _NO_MODIFIERS:
            return _Flag.NoUpdate if isinstance(event, QKeyEvent) else _Flag.Clear
        return super().selectionCommand(index, event)

    def _tell_picked(self) -> None:
        # Whether the row under the cursor looks selected hangs on whether any other is.
        self.viewport().update()
        if not self._quiet:
            self.picked_changed.emit()

    # Keys, mouse, focus -------------------------------------------------------------------------------------------

    def has_the_focus(self) -> bool:
        """Whether keys go to this list now."""
        return self.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in _NO_MODIFIERS:
            if not event.isAutoRepeat():
                self.opened.emit()
        elif key == Qt.Key.Key_Home and event.modifiers() in _NO_MODIFIERS:
            self.home_pressed.emit()
        elif key == Qt.Key.Key_End and event.modifiers() in _NO_MODIFIERS:
            self.set_cursor(self._comments.rowCount() - 1)
        elif key in _MOVING:
            super().keyPressEvent(event)
        else:
            # Qt would look for a row that begins with the letter.
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Nothing: Qt would take what is composed for the beginning of a row."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        cursor = self.currentIndex()
        if (
            control
            and not self.has_picked()
            and cursor.isValid()
            and self.indexAt(event.position().toPoint()) != cursor
        ):
            # The row that looks selected belongs to what Ctrl adds to.
            self.selectionModel().select(cursor, _Flag.Select)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        # Dragging over rows picks none: too easily done by accident.
        if event.buttons() == Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()
