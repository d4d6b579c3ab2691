"""The left pane: title and search, filters as chips, what has arrived, the list, and the strip that undoes.

Shows what the page tells it and says what was pressed. Knows the queue; reads nothing and decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from bkddesk.language import ntr, tr
from bkddesk.ui import theme
from bkddesk.ui.moderation.comment_table import CommentTable
from bkddesk.ui.moderation.delegate import CommentDelegate
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.times import number
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button, IconButton, LinkButton
from bkddesk.ui.widgets.chip import Chip
from bkddesk.ui.widgets.empty import EmptyState
from bkddesk.ui.widgets.fields import SearchField
from bkddesk.ui.widgets.flow import FlowLayout
from bkddesk.ui.widgets.pane_bar import PaneBar
from bkddesk.ui.widgets.undo_strip import UndoStrip

SEARCH_PAUSE_MS = 30


class ChipText(NamedTuple):
    """One active filter: its key for the page, its words, an icon."""

    key: str
    text: str
    icon: str = ""


class _Strip(QWidget):
    """A quiet strip with one thing to press, hidden while there is nothing to say."""

    pressed = Signal()

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = LinkButton("", "body-medium", key=key)
        row = theme.hbox(self, margins=(Space.M, 0, Space.M, Size.LINE))
        row.addStretch(1)
        row.addWidget(self._link)
        row.addStretch(1)
        self._link.clicked.connect(self.pressed)
        theme.dress(self, fill="window", height=Size.SUB_BAR)
        self.hide()

    def say(self, words: str) -> None:
        """Show these words; "" hides the strip."""
        self._link.setText(words)
        self._link.updateGeometry()
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        line = theme.px(Size.LINE)
        QPainter(self).fillRect(0, self.height() - line, self.width(), line, theme.colour("line"))


class ListPane(QWidget):
    """Everything at the left of the detail."""

    searched = Signal(str)
    filters_pressed = Signal()
    sort_pressed = Signal()
    chip_closed = Signal(str)
    filters_cleared = Signal()
    let_in = Signal()
    resumed = Signal()
    """Go on with a reply that was not sent."""
    undone = Signal()

    def __init__(self, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.bar = PaneBar()
        self.search = SearchField(tr("Search comments, names, IP…"))
        self.search.setObjectName("comment-search")
        self.filter = IconButton("filter", tr("Filter"))
        self.sort = IconButton("sort", tr("Newest first"))
        self.bar.add_gap()
        self.bar.add_left(self.search, 1)
        self.bar.add_fixed(self.filter)
        self.bar.add_fixed(self.sort)
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips)
        theme.space(self._chip_row, (Space.M, Space.S, Space.M, Space.S), Space.S)
        theme.dress(self._chips, fill="surface")
        self._arrived = _Strip("Home")
        self.table = CommentTable(queue.model)
        self.table.setItemDelegate(CommentDelegate(queue, self.table))
        self._stack = QStackedWidget()
        self._stack.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack.addWidget(self.table)
        self._empties: dict[str, EmptyState] = {}
        self._nothing: EmptyState | None = None
        self._unsent = _Strip()
        self.undo = UndoStrip("z")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = theme.vbox(self)
        for widget in (self.bar, self._chips, self._arrived):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self._unsent)
        column.addWidget(self.undo)
        self._chips.hide()
        theme.dress(self, fill="surface", min_width=Size.DETAIL_MIN)

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.focus_list)
        self.search.installEventFilter(self)
        self.filter.clicked.connect(self.filters_pressed)
        self.sort.clicked.connect(self.sort_pressed)
        self._arrived.pressed.connect(self.let_in)
        self._unsent.pressed.connect(self.resumed)
        self.undo.undone.connect(self.undone)

    # Showing ------------------------------------------------------------------------------------------------------

    def set_title(self, title: str) -> None:
        """The place's name."""
        self.bar.set_title(title)
        self.table.setAccessibleName(tr("Comments: {place}", place=title))

    def show_count(self, *, filtered: bool, complete: bool, empty_title: str, empty_text: str) -> None:
        """Show how many there are, or why there are none. Not `complete`: the figure follows in a moment."""
        count = self._queue.model.rowCount()
        if complete:
            self.bar.set_count(number(count))
        if count:
            self._show(self.table)
        elif filtered:
            self._show(self._nothing_matches())
        else:
            self._show(self._say("empty-queue", empty_title, empty_text))

    def show_refused(self, title: str, text: str) -> None:
        """Say that this account may not moderate, and who can change that."""
        self.set_allowed(False)
        self.bar.set_count("")
        self._show(self._say("lock", title, text))

    def set_allowed(self, allowed: bool) -> None:
        """Whether there is anything to search and filter here."""
        for widget in (self.search, self.filter, self.sort):
            widget.setEnabled(allowed)

    def _say(self, icon: str, title: str, text: str) -> EmptyState:
        empty = self._empties.get(icon)
        if empty is None:
            empty = self._empties[icon] = EmptyState(icon, title, text, tick=icon == "empty-queue")
            self._stack.addWidget(empty)
        empty.set_texts(title, text)
        return empty

    def _nothing_matches(self) -> EmptyState:
        if self._nothing is None:
            text = tr("Nothing here matches search and filters.")
            self._nothing = EmptyState("search", tr("Nothing matches"), text)
            clear = self._nothing.add_button(Button(tr("Remove filters"), "close"))
            clear.clicked.connect(self.filters_cleared)
            self._nothing.setFocusProxy(clear)
            self._stack.addWidget(self._nothing)
        return self._nothing

    def _show(self, widget: QWidget) -> None:
        if self._stack.currentWidget() is not widget:
            had_focus, waited = self.table.hasFocus(), self._stack.hasFocus()
            if had_focus and widget is not self.table:
                # Never a field: the next letter is meant as a key.
                self._stack.setFocus()
            self._stack.setCurrentWidget(widget)
            if waited and widget is self.table:
                self.table.setFocus()

    def show_chips(self, chips: Sequence[ChipText]) -> None:
        """Show the active filters."""
        while (item := self._chip_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key, text, icon in chips:
            chip = Chip(text if len(text) <= 48 else text[:47] + "…", icon=icon)
            chip.setToolTip("")
            chip.closed.connect(lambda key=key: self.chip_closed.emit(key))
            chip.clicked.connect(self.filters_pressed)
            self._chip_row.addWidget(chip)
        if chips:
            more = LinkButton(tr("Add a filter"), "caption-medium")
            more.clicked.connect(self.filters_pressed)
            self._chip_row.addWidget(more)
        self._chips.setVisible(bool(chips))

    def show_arrived(self, count: int, returned: int) -> None:
        """Say what waits to be let in: new ones, and those that came back because they changed."""
        parts = []
        if count - returned:
            parts.append(ntr("{n} new", "{n} new", count - returned))
        if returned:
            parts.append(ntr("{n} to look at again", "{n} to look at again", returned))
        self._arrived.say(" · ".join(parts))

    def show_unsent(self, count: int) -> None:
        """Say that replies were begun and not sent."""
        words = ntr("{n} reply not sent: continue", "{n} replies not sent: continue", count)
        self._unsent.say(words if count else "")

    def show_sorting(self, *, oldest_first: bool) -> None:
        """Name the order that is in force."""
        text = tr("Oldest first") if oldest_first else tr("Newest first")
        self.sort.setText(text)
        self.sort.setToolTip(text)

    def clear_search(self) -> None:
        """Empty the search without asking for another list."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._pause.stop()

    def stop_searching(self) -> None:
        """Forget a search that was typed and not begun."""
        self._pause.stop()

    # Focus --------------------------------------------------------------------------------------------------------

    def focus_list(self) -> None:
        """Give the list the keys; an empty one still takes z and /."""
        if self._stack.currentWidget() is self.table:
            self.table.setFocus()
        elif self._nothing is not None and self._stack.currentWidget() is self._nothing:
            self._nothing.setFocus()
        else:
            self._stack.setFocus()

    def focus_search(self) -> None:
        """Give the search the keys, with what is in it selected."""
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Down leaves the search for the list, as does Esc once the search is empty."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            leaves = event.key() == Qt.Key.Key_Down or (event.key() == Qt.Key.Key_Escape and not self.search.text())
            if leaves:
                self.focus_list()
                return True
        return super().eventFilter(watched, event)
