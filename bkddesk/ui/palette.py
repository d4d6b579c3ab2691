"""Ctrl+K: every command, place and article by name. What cannot run now is shown grey, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.widgets.fields import Field
from bkddesk.ui.widgets.label import KeyCap
from bkddesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from bkddesk.ui.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
_SHOWN = 9
_recent: list[str] = []  # names of commands used lately, newest first; this run only


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: what it says, where it comes from, its key, what it does."""

    name: str
    text: str
    where: str
    icon: str
    key: str
    reason: str
    run: Callable[[], object]


class _Role(IntEnum):
    CHOICE = Qt.ItemDataRole.UserRole


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Choice] = ()

    def show(self, rows: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.rows[index.row()]
        if role == _Role.CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (choice.text, choice.key, choice.reason) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        return QSize(0, theme.px(Size.ROW_PALETTE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(_Role.CHOICE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        paint.draw_row_ground(
            painter,
            rect,
            selected=on,
            active=True,
            hovered=bool(state & QStyle.StateFlag.State_MouseOver),
            line=False,
        )
        side = theme.px(Size.ICON)
        x = rect.x() + theme.px(Space.L)
        if choice.icon:
            paint.draw_icon(painter, QRect(x, rect.y(), side, rect.height()), choice.icon, "accent" if on else "text2")
        x += side + theme.px(Space.M)
        right = rect.right() - theme.px(Space.L)
        if choice.key:
            key = theme.key_text(choice.key)
            right -= paint.key_cap_width(key)
            paint.draw_key_cap(painter, right, rect.center().y(), key)
            right -= theme.px(Space.M)
        box = QRect(x, rect.y(), right - x, rect.height())
        x += paint.draw_text(painter, box, choice.text, "body", "text3" if choice.reason else "text") + theme.px(
            Space.M
        )
        aside = QRect(x, rect.y(), right - x, rect.height())
        paint.draw_text(painter, aside, choice.reason or choice.where, "caption", "text2")
        if on:
            paint.draw_row_cursor(painter, rect, focused=False)


class Palette(Sheet):
    """A field and a list; Enter runs the chosen row, Esc leaves."""

    def __init__(self, window: MainWindow) -> None:
        """Lists everything that the window can do now."""
        super().__init__(window, tr("Command palette"), width=Size.PALETTE, ground="surface", margins=0)
        self._main = window
        self._all = _choices(window)
        self._field = Field(tr("A command, a place, an article…"))
        self._field.setObjectName("palette-field")
        self._field.setProperty("bare", True)
        self._field.setFont(theme.font("title"))
        self._field.addAction(theme.icon("search", "text2"), Field.ActionPosition.LeadingPosition)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self.head.insertWidget(0, self._field, 1)
        self.head.addWidget(KeyCap("Esc"))
        self._title.hide()
        self._note.hide()
        self._model = _Model(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(tr("Results"))
        self._list.clicked.connect(self._run)
        theme.dress(self._list, height=_SHOWN * Size.ROW_PALETTE)
        self.body.addWidget(self._list)
        self._filter("")
        self._field.setFocus()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        scored = [
            (score, order, choice) for order, choice in enumerate(self._all) if (score := _score(choice, words)) >= 0
        ]
        self._model.show([choice for _, _, choice in sorted(scored, key=lambda entry: entry[:2])])
        self._list.setCurrentIndex(self._model.index(0))
        figures = {"found": self._model.rowCount(), "all": len(self._all)}
        self.set_foot_text(tr("↑ ↓ choose, Enter runs · {found} of {all}", **figures))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
            key = Qt.Key(event.key())
            if key in step:
                row = self._list.currentIndex().row() + step[key]
                row = max(0, min(row, self._model.rowCount() - 1))
                self._list.setCurrentIndex(self._model.index(row))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _run(self, index: Index) -> None:
        if not index.isValid():
            return
        choice: Choice = index.data(_Role.CHOICE)
        if choice.reason:
            self._main.say(choice.reason)
            return
        if choice.name in _recent:
            _recent.remove(choice.name)
        _recent.insert(0, choice.name)
        self.accept()
        choice.run()


def _choices(window: MainWindow) -> list[Choice]:
    where = {
        "comment": tr("Comments"),
        "article": tr("Articles"),
        "view": tr("View"),
        "site": tr("Site"),
        "file": tr("File"),
    }
    commands = [
        Choice(
            command.name,
            command.text,
            where.get(command.menu, ""),
            command.icon,
            command.keys[0] if command.keys else "",
            command.why_not(),
            partial(window.run, command),
        )
        for command in window.commands()
        if command.name != "help.palette"
    ]
    if window.view is not None:
        view = window.view
        for listed in view.desk.articles():
            article = listed.article
            commands.append(
                Choice(
                    f"article.{article.id}", article.fields.title, tr("Article"), "article", "", "",
                    partial(view.open_article, article.id),
                )
            )  # fmt: skip
    rank = {name: order for order, name in enumerate(_recent)}
    return sorted(commands, key=lambda choice: rank.get(choice.name, len(rank)))


def _score(choice: Choice, words: Sequence[str]) -> int:
    """0 for the best match, -1 for none: every word must begin a word, or at least stand within the text."""
    text = choice.text.casefold()
    score = 0
    for word in words:
        if text.startswith(word):
            continue
        if f" {word}" in text:
            score += 1
        elif word in text:
            score += 2
        elif _in_order(word, text):
            score += 4
        else:
            return -1
    return score


def _in_order(word: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)
