"""The view over the outbox's lines: moving over headings, folding and unfolding in place. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QListView

from bkddesk.language import tr
from bkddesk.model.outbox import OutboxRow
from bkddesk.ui import theme
from bkddesk.ui.outbox import words
from bkddesk.ui.outbox.list import Line, OutboxDelegate, OutboxModel
from bkddesk.ui.outbox.list import Role as ListRole


class OutboxList(QListView):
    """One line has the cursor; headings are passed over."""

    chosen = Signal()
    """Another line has the cursor."""

    def __init__(
        self,
        time_of: Callable[[OutboxRow], str],
        standing: Callable[[OutboxRow], words.Standing],
        names_of: Callable[[OutboxRow], Sequence[str]],
    ) -> None:
        """The callables say what a line shows."""
        super().__init__()
        self._model = OutboxModel(names_of, standing, self)
        self._key: tuple[int, bool] = (0, False)
        delegate = OutboxDelegate(time_of, standing, self)
        delegate.fold_pressed.connect(self._fold_pressed)
        self.setObjectName("outbox-list")
        self.setAccessibleName(tr("Outbox"))
        self.setModel(self._model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._current_changed)
        theme.dress(self, fill="surface")
        theme.current().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def lines(self) -> list[Line]:
        """Every line, without the headings."""
        return [entry for entry in self._model.entries if isinstance(entry, Line)]

    def show_groups(self, groups: Sequence[tuple[str, Sequence[OutboxRow]]]) -> None:
        """Show these groups; the cursor stays on its line, or where that was."""
        before = max(self.currentIndex().row(), 0)
        self._model.show(groups)
        position = self._model.position(self._key)
        if position is None:
            position = self._nearest_line(before)
        if position is not None:
            self.setCurrentIndex(self._model.index(position))
        self.chosen.emit()

    def _nearest_line(self, wanted: int) -> int | None:
        at = [position for position, entry in enumerate(self._model.entries) if isinstance(entry, Line)]
        after = [position for position in at if position >= wanted]
        return after[0] if after else at[-1] if at else None

    def line(self) -> Line | None:
        """The line under the cursor."""
        index = self.currentIndex()
        entry = index.data(ListRole.LINE) if index.isValid() else None
        return entry if isinstance(entry, Line) else None

    def move_cursor(self, step: int) -> None:
        """To the next line, or the one before."""
        position = self.currentIndex().row() + step
        while 0 <= position < len(self._model.entries):
            if isinstance(self._model.entries[position], Line):
                self.setCurrentIndex(self._model.index(position))
                return
            position += step

    def fold(self) -> None:
        """Open the folded row under the cursor, or fold it."""
        line = self.line()
        if line is not None and line.folds:
            self.set_open(not line.opened)

    def set_open(self, opened: bool) -> None:
        """Open or fold the row under the cursor, or the one of which the cursor's line is a part."""
        position = self._model.parent_of(self.currentIndex().row())
        entry = self._model.entries[position] if position >= 0 else None
        if isinstance(entry, Line) and entry.folds and entry.opened is not opened:
            self._key = entry.key
            self._model.set_open(entry, opened)
            self.setCurrentIndex(self._model.index(position))

    def _fold_pressed(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.fold()

    def _current_changed(self) -> None:
        line = self.line()
        if line is not None:
            self._key = line.key
            self.chosen.emit()
