"""Ctrl+K: every command, place, site and article by name. What cannot run now is shown grey, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.palette_choices import Choice, choices, found
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.fields import Field
from bkddesk.ui.widgets.label import KeyCap, KeyHint, Label, Line
from bkddesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from bkddesk.ui.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
_PAGE = 8
_HEIGHT = 345


class _Role(IntEnum):
    ENTRY = Qt.ItemDataRole.UserRole


class _Model(QAbstractListModel):
    """Choices, with a heading before the first of each group."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[str | Choice] = []

    def show(self, rows: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.entries = []
        group = ""
        for choice in rows:
            if choice.group != group:
                group = choice.group
                self.entries.append(group)
            self.entries.append(choice)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entries[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == _Role.ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry if isinstance(entry, str) else entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(entry, str):
                return entry
            return ", ".join(part for part in (entry.text, entry.aside, entry.key, entry.reason) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        heading = isinstance(index.data(_Role.ENTRY), str)
        return QSize(0, theme.px(Size.ROW_SIDEBAR if heading else Size.ROW_PALETTE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_Role.ENTRY)
        rect: QRect = option.rect
        if isinstance(entry, str):
            box = rect.adjusted(theme.px(Space.L), theme.px(Space.XS), 0, 0)
            paint.draw_text(painter, box, entry, "caption-strong", "text2")
            return
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row_ground(painter, rect, selected=on, active=True, hovered=hovered, line=False)
        self._paint_choice(painter, rect, entry)
        if on:
            paint.draw_row_cursor(painter, rect, focused=False)

    @staticmethod
    def _paint_choice(painter: QPainter, rect: QRect, choice: Choice) -> None:
        side = theme.px(Size.ICON)
        x = rect.x() + theme.px(Space.L)
        quiet: Role = "text3" if choice.reason else "text"
        if choice.icon:
            paint.draw_icon(painter, QRect(x, rect.y(), side, rect.height()), choice.icon, quiet)
        x += side + theme.px(Space.M)
        right = rect.right() - theme.px(Space.L)
        if choice.key:
            key = theme.key_text(choice.key)
            right -= paint.key_cap_width(key)
            paint.draw_key_cap(painter, right, rect.center().y(), key)
            right -= theme.px(Space.M)
        for text, marked in _pieces(choice):
            box = QRect(x, rect.y(), max(0, right - x), rect.height())
            x += paint.draw_text(painter, box, text, "body-strong" if marked else "body", quiet)
        x += theme.px(Space.M)
        aside = QRect(x, rect.y(), max(0, right - x), rect.height())
        paint.draw_text(painter, aside, choice.reason or choice.aside, "caption", "text2")


def _pieces(choice: Choice) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what was typed."""
    pieces, at = [], 0
    for start, end in choice.marks:
        if start >= at:
            pieces += [(choice.text[at:start], False), (choice.text[start:end], True)]
            at = end
    pieces.append((choice.text[at:], False))
    return [piece for piece in pieces if piece[0]]


class Palette(Sheet):
    """A field and a list; Enter runs the chosen row, Esc leaves."""

    def __init__(self, window: MainWindow) -> None:
        """Lists everything that the window can do now."""
        super().__init__(window, tr("Command palette"), width=Size.PALETTE, ground="surface", margins=0)
        self._main = window
        self._all = choices(window, window.site_choices())
        self._make_field()
        self._model = _Model(self)
        self._list = QListView()
        self._list.setObjectName("palette-list")
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(tr("Results"))
        self._list.clicked.connect(self._run)
        theme.dress(self._list, fill="surface", height=_HEIGHT)
        self.body.addWidget(self._list)
        self.body.addWidget(Line())
        self.body.addWidget(self._make_foot())
        self._filter("")
        self._field.setFocus()

    def _make_field(self) -> None:
        self._field = Field(tr("A command, a place, an article…"), bare=True, icon="search")
        self._field.setObjectName("palette-field")
        theme.dress(self._field, font="reading")
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self.head.insertWidget(0, self._field, 1)
        self.head.addWidget(KeyCap("Esc"))
        theme.space(self.head, (Space.S, 0, Space.L, 0), Space.S)
        self._title.hide()
        self._note.hide()

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        theme.dress(foot, fill="window", height=Size.SUB_BAR)
        row = theme.hbox(foot, margins=(Space.L, 0, Space.L, 0), spacing=Space.L)
        row.addWidget(KeyHint(("Up", "Down"), tr("choose")))
        row.addWidget(KeyHint(("Return",), tr("run")))
        row.addStretch(1)
        self._figures = Label("", "caption", "text2")
        row.addWidget(self._figures)
        return foot

    def place(self) -> None:
        """The list gets as high as the window lets it: it is the list that scrolls, not the sheet."""
        around = theme.px(Size.DIALOG_HEAD + Size.SUB_BAR + 2 * Space.L + 4 * Size.LINE)
        free = (self._covered().height() - around) * 100 // theme.current().text_size
        theme.dress(self._list, height=min(_HEIGHT, max(free, Size.ROW_PALETTE)))
        super().place()

    def _filter(self, text: str) -> None:
        rows = found(self._all, text, self._main.settings.recent_commands)
        self._model.show(rows)
        self._list.scrollToTop()
        self._move_to(0, 1)
        self._figures.setText(tr("{found} of {all}", found=len(rows), all=len(self._all)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}
            key = Qt.Key(event.key())
            if key in step:
                self._move_to(self._list.currentIndex().row() + step[key], 1 if step[key] > 0 else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _move_to(self, row: int, step: int) -> None:
        """Put the cursor on this row, or the next one in the direction of `step` that is no heading."""
        entries = self._model.entries
        row = max(0, min(row, len(entries) - 1))
        while 0 <= row < len(entries) and isinstance(entries[row], str):
            row += step
        if 0 <= row < len(entries):
            self._list.setCurrentIndex(self._model.index(row))
            if row == 1:
                self._list.scrollToTop()  # so that the first heading shows too

    def _run(self, index: Index) -> None:
        choice = index.data(_Role.ENTRY) if index.isValid() else None
        if not isinstance(choice, Choice):
            return
        if choice.reason:
            self._main.say(choice.reason)
            return
        self._main.settings.remember_command(choice.name)
        self.accept()
        choice.run()
