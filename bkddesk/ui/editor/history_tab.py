"""The draft's local history: what was kept, when and why; compare and restore."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.article import Draft, DraftVersion
from bkddesk.ui import theme
from bkddesk.ui.editor.checks import count_words
from bkddesk.ui.editor.diff_text import DiffView, compare
from bkddesk.ui.editor.words import cause_words, clock_time, when_words, words_words
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.sheet import Sheet

Index = QModelIndex | QPersistentModelIndex


class _Versions(QAbstractListModel):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.versions: list[DraftVersion] = []
        self._counted: dict[int, int] = {}

    def read(self, draft_id: int) -> bool:
        found = self._desk.draft_versions(draft_id) if draft_id else []
        if found == self.versions:
            return False
        self.beginResetModel()
        self.versions, self._counted = found, {}
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.versions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        version = self.versions[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return self._when(version), cause_words(version.cause), words_words(self._words(version))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._when(version)}, {cause_words(version.cause)}, {words_words(self._words(version))}"
        return None

    def _words(self, version: DraftVersion) -> int:
        # Counted as in the panel's foot, for the rows that are seen.
        if version.id not in self._counted:
            self._counted[version.id] = count_words(version.markdown)
        return self._counted[version.id]

    def _when(self, version: DraftVersion) -> str:
        day, time = when_words(version.saved_at, self._desk.now()), clock_time(version.saved_at)
        return day if day == time else f"{day} {time}"


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        return QSize(0, theme.px(Size.ROW_DENSE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        when, cause, words = index.data(Qt.ItemDataRole.UserRole)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row_ground(painter, rect, selected=selected, hovered=hovered, ground="sunken")
        side = theme.px(Space.L)
        box = QRect(rect.x() + side, rect.y() + theme.px(6), rect.width() - 2 * side, theme.line_height("body"))
        paint.draw_text(painter, box, when, "body-medium")
        paint.draw_text(painter, box, words, "caption", "text2", paint.RIGHT)
        box.moveTop(box.bottom() + 1)
        paint.draw_text(painter, box, cause, "caption", "text2")
        if selected:
            paint.draw_row_cursor(painter, rect, focused=focused)


class HistoryTab(QWidget):
    """A list of versions and what can be done with the one that is selected."""

    restore_wanted = Signal(object)
    """A `DraftVersion`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._model = _Versions(desk)
        self._list = QListView()
        self._list.setObjectName("history-list")
        self._list.setAccessibleName(tr("History"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setMouseTracking(True)
        self._list.setProperty("bare", True)
        theme.dress(self._list, fill="sunken")
        self._empty = Label(tr("Nothing is kept yet."), "caption", "text2", wrap=True)
        self._compare = Button(tr("Compare"))
        self._restore = Button(tr("Restore"), "restore")
        column = theme.vbox(self)
        column.addWidget(self._empty)
        self._empty.setContentsMargins(theme.px(Space.L), theme.px(Space.M), theme.px(Space.L), theme.px(Space.M))
        column.addWidget(self._list, 1)
        row = theme.hbox(margins=Space.S)
        row.addWidget(self._compare)
        row.addWidget(self._restore)
        row.addStretch(1)
        column.addLayout(row)
        self._list.selectionModel().currentChanged.connect(self._enable)
        self._list.activated.connect(self.compare)
        self._compare.clicked.connect(self.compare)
        self._restore.clicked.connect(self._ask)
        theme.current().changed.connect(self._list.doItemsLayout)
        self._enable()

    def show_draft(self, draft: Draft | None) -> None:
        """Show this draft's history: read when it is seen, since every version holds a whole text."""
        self._draft = draft
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what was kept while another tab was in front."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        if self._model.read(self._draft.id if self._draft else 0):
            self._enable()
        self._empty.setVisible(not self._model.versions)

    def selected(self) -> DraftVersion | None:
        """The version under the cursor."""
        index = self._list.currentIndex()
        return self._model.versions[index.row()] if index.isValid() else None

    def select(self, row: int) -> None:
        """Put the cursor on a row; 0 is the newest."""
        self._list.setCurrentIndex(self._model.index(row))

    def _enable(self) -> None:
        there = self.selected() is not None
        self._compare.setEnabled(there)
        self._restore.setEnabled(there and self._draft is not None and not self._draft.read_only)

    def _ask(self) -> None:
        version = self.selected()
        if version is not None:
            self.restore_wanted.emit(version)

    def compare(self) -> Sheet | None:
        """Show what changed since the selected version."""
        version, draft = self.selected(), self._draft
        if version is None or draft is None:
            return None
        when = self._model.data(self._list.currentIndex(), Qt.ItemDataRole.UserRole)
        assert isinstance(when, tuple)
        sheet = Sheet(self.window(), tr("What changed since {time}", time=when[0]), note=when[1])
        view = DiffView(font="writing", bare=False)
        view.setObjectName("history-diff")
        view.show_pieces(compare(f"{version.title}\n\n{version.markdown}", f"{draft.title}\n\n{draft.markdown}"))
        theme.dress(view, min_height=Size.LIST)
        sheet.body.addWidget(view, 1)
        sheet.set_foot_text(tr("Struck words are gone, underlined ones are new."))
        restore = Button(tr("Restore this version"), "restore", kind="primary", big=True)
        restore.setEnabled(not draft.read_only)
        restore.clicked.connect(sheet.accept)
        restore.clicked.connect(lambda: self.restore_wanted.emit(version))
        close = Button(tr("Close"), "", "Escape", big=True)
        close.clicked.connect(sheet.reject)
        sheet.add_foot(close)
        sheet.add_foot(restore)
        sheet.open()
        return sheet
