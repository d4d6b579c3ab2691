"""What stands in the middle: the comment, the selection, the day's figures, or nothing; and the bar that belongs to it.

All but the last are built when they are first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from bkddesk.ui import theme
from bkddesk.ui.context import Context
from bkddesk.ui.moderation.commands import QueueCommands
from bkddesk.ui.moderation.comment_table import CommentTable
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.widgets.pane_bar import PaneBar

if TYPE_CHECKING:
    from bkddesk.ui.moderation.detail import DetailPane
    from bkddesk.ui.moderation.done_pane import DonePane
    from bkddesk.ui.moderation.selection_pane import SelectionPane


class Middle(QStackedWidget):
    """`bars` shows the bar of whatever is shown here; it stands over the context too."""

    exchanged = Signal()
    """Another pane is shown."""
    picked = Signal(list)
    """The comments that are ticked in the selection now."""

    def __init__(self, context: Context, queue: Queue) -> None:
        super().__init__()
        self._context, self._queue = context, queue
        self.detail: DetailPane | None = None
        self.selection: SelectionPane | None = None
        self.done: DonePane | None = None
        self._guest: QWidget | None = None
        self.bars = QStackedWidget()
        self.bars.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._blank = QWidget()
        theme.dress(self._blank, fill="surface")
        self._add(self._blank, PaneBar())

    def set_detail(self, detail: DetailPane) -> None:
        """The pane of one comment, built after the list is on screen."""
        self.detail = detail
        self._add(detail, detail.bar)

    def _add(self, pane: QWidget, bar: QWidget) -> None:
        self.addWidget(pane)
        self.bars.addWidget(bar)

    def arrange(self, table: CommentTable, commands: QueueCommands, *, may: bool, filtered: bool) -> None:
        """Show what belongs here now. `may`: the account may moderate; `filtered`: filters emptied the list."""
        if table.picked_count() > 1:
            self._show(self._selection(table, commands))
        elif self._guest is not None:
            self._show(self._guest)
        elif self._has_comment():
            self._show(self.detail or self._blank)
        elif may and not filtered:
            self._show(self._done(commands))
        else:
            self._show(self._blank)

    def take_guest(self, pane: QWidget, bar: QWidget) -> None:
        """Show another's pane in place of a comment, until `dismiss_guest`."""
        self._guest = pane
        self._add(pane, bar)

    def dismiss_guest(self) -> bool:
        """Let the guest go; whether there was one."""
        guest, self._guest = self._guest, None
        if guest is None:
            return False
        bar = self.bars.widget(self.indexOf(guest))
        self._show(self.detail or self._blank)
        self.removeWidget(guest)
        guest.deleteLater()
        if bar is not None:
            self.bars.removeWidget(bar)
            bar.deleteLater()
        return True

    def has_context(self) -> bool:
        """Whether there is anything around what is shown, or will be in a moment."""
        return self.shows_several() or (self._has_comment() and self.currentWidget() in (self.detail, self._blank))

    def _has_comment(self) -> bool:
        return self._queue.model.rowCount() > 0 or (self.detail is not None and self.detail.row() is not None)

    def shows_several(self) -> bool:
        """Whether a selection is shown."""
        return self.selection is not None and self.currentWidget() is self.selection

    def inner(self) -> QWidget:
        """What takes the keys when this pane gets the focus."""
        shown = self.currentWidget()
        if self.detail is not None and shown is self.detail:
            return self.detail.view.text
        return shown or self

    def _show(self, pane: QWidget) -> None:
        if pane is self.currentWidget():
            return
        if self.selection is not None and self.currentWidget() is self.selection:
            self.selection.forget()
        self.setCurrentWidget(pane)
        self.bars.setCurrentIndex(self.currentIndex())
        self.exchanged.emit()

    def _selection(self, table: CommentTable, commands: QueueCommands) -> SelectionPane:
        if self.selection is None:
            from bkddesk.ui.moderation.selection_pane import SelectionPane

            self.selection = SelectionPane(self._context.desk, self._queue)
            self.selection.picked.connect(self.picked)
            self._add(self.selection, self.selection.bar)
        self.selection.show_picked(table.picked_ids(), commands.picked)
        return self.selection

    def _done(self, commands: QueueCommands) -> DonePane:
        if self.done is None:
            from bkddesk.ui.moderation.done_pane import DonePane

            self.done = DonePane(self._context.desk, self._context.navigate)
            self._add(self.done, self.done.bar)
        self.done.read(commands.undo)
        return self.done
