"""The conflict screen: parts at the left, base, mine and theirs side by side, the result below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from bkddesk.language import ntr, tr
from bkddesk.model.merge import ArticleConflict
from bkddesk.ui import theme
from bkddesk.ui.editor.conflict_parts import (
    AsContent,
    AsMarkdown,
    Choice,
    Part,
    Settled,
    choose,
    is_live,
    overwrites_readers_text,
    parts_of,
    settled_of,
    values_of,
)
from bkddesk.ui.editor.diff_text import DiffView, compare
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label, Line
from bkddesk.ui.widgets.note import Note
from bkddesk.ui.widgets.pane_bar import PaneBar
from bkddesk.ui.widgets.sheet import Sheet

Index = QModelIndex | QPersistentModelIndex
Row = Part | Settled | str
"""A title between the groups is only words."""


class _Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show(self, parts: list[Part], settled: list[Settled]) -> None:
        rows: list[Row] = [tr("Needs a choice"), *parts]
        if settled:
            rows += [tr("Merged by itself"), *settled]
        if len(rows) == len(self.rows):
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        title = isinstance(self.rows[index.row()], str)
        return Qt.ItemFlag.NoItemFlags if title else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else f"{row.name}, {row_words(row)}"
        return None


def row_words(row: Part | Settled) -> str:
    """How a part stands."""
    if isinstance(row, Settled):
        return row.who
    return {
        Choice.NONE: tr("both changed it"),
        Choice.MINE: tr("mine is chosen"),
        Choice.THEIRS: tr("the site's is chosen"),
        Choice.EDITED: tr("merged by hand"),
    }[row.choice]


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        title = isinstance(index.data(Qt.ItemDataRole.UserRole), str)
        return QSize(0, theme.px(Size.ROW_GROUP if title else Size.ROW_DENSE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        side = theme.px(Space.M)
        inner = rect.adjusted(side, 0, -side, 0)
        if isinstance(row, str):
            painter.fillRect(rect, theme.colour("surface"))
            paint.draw_text(painter, inner, row, "caption-medium", "text2")
            return
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row_ground(painter, rect, selected=selected, hovered=hovered, line=False)
        icon, role = _row_icon(row)
        mark = QRect(inner.x(), rect.y(), theme.px(Size.ICON_SMALL), rect.height())
        paint.draw_icon(painter, mark, icon, role, Size.ICON_SMALL)
        left = mark.right() + theme.px(Space.S)
        line = QRect(left, rect.y() + theme.px(6), inner.right() - left, theme.line_height("body"))
        asks = isinstance(row, Part) and row.choice is Choice.NONE
        paint.draw_text(painter, line, row.name, "body-strong" if asks else "body")
        line.moveTop(line.bottom() + 1)
        paint.draw_text(painter, line, row_words(row), "caption", "text2")
        if selected:
            paint.draw_row_cursor(painter, rect, focused=bool(state & QStyle.StateFlag.State_HasFocus))


def _row_icon(row: Part | Settled) -> tuple[str, Role]:
    if isinstance(row, Settled):
        return "okc", "ok"
    return ("conflict", "conflict") if row.choice is Choice.NONE else ("check", "ok")


class _Column(QWidget):
    """One side: who, and the text with its differences from the base."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Label("", "caption", "text2", elide="right")
        self.text = DiffView()
        self.text.setAccessibleName(name)
        head = QWidget()
        theme.dress(head, fill="window", height=Size.BUTTON_BIG)
        row = theme.hbox(head, margins=(Space.M, 0, Space.M, 0), spacing=Space.S)
        row.addWidget(Label(name, "body-strong"))
        row.addWidget(self.note, 1)
        column = theme.vbox(self)
        column.addWidget(head)
        column.addWidget(Line())
        inside = theme.vbox(margins=(Space.S, Space.S, Space.S, 0))
        inside.addWidget(self.text)
        column.addLayout(inside, 1)


class ConflictView(QWidget):
    """Shows one conflict; `resolved(values)` when everything is chosen and confirmed, `left` for "later"."""

    resolved = Signal(dict)
    left = Signal()

    def __init__(self, as_markdown: AsMarkdown, as_content: AsContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflict-view")
        theme.dress(self, fill="surface")
        self._as_markdown, self._as_content = as_markdown, as_content
        self._conflict = ArticleConflict("changed")
        self._parts: list[Part] = []
        self._filling = False
        self._remembered: dict[tuple[int, int], list[Part]] = {}
        self._key = (0, 0)
        self._rows = _Rows()
        self._list = QListView()
        self._columns = (_Column(tr("Base")), _Column(tr("Mine")), _Column(tr("On the site")))
        self._result = QPlainTextEdit()
        self._result.setObjectName("conflict-result")
        self._result.setProperty("boxed", True)
        theme.dress(self._result, font="writing")
        self._note = Note("conflict", "")
        self._bar = PaneBar(tr("Two people changed this article"))
        self._bar.set_icon("conflict", "conflict")
        self._build()
        self._connect()

    # Building -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._bar.add_stretch()
        self._count = Label("", "caption", "text2")
        self._bar.add_left(self._count)
        self._bar.add_gap()
        self._next = self._bar.add(Button(tr("Next conflict"), "down", "Alt+Down"))
        column = theme.vbox(self)
        column.addWidget(self._bar)
        column.addWidget(self._note)
        middle = theme.hbox()
        middle.addWidget(self._make_list())
        middle.addWidget(Line(vertical=True))
        right = theme.vbox()
        right.addLayout(self._make_columns(), 2)
        right.addWidget(Line())
        right.addWidget(self._make_choices())
        right.addWidget(Line())
        right.addLayout(self._make_result(), 3)
        right.addWidget(Line())
        right.addWidget(self._make_foot())
        middle.addLayout(right, 1)
        column.addLayout(middle, 1)

    def _make_list(self) -> QWidget:
        self._list.setObjectName("conflict-list")
        self._list.setAccessibleName(tr("Parts of the article"))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setMouseTracking(True)
        theme.dress(self._list, width=Size.CONTEXT)
        return self._list

    def _make_columns(self) -> QHBoxLayout:
        row = theme.hbox()
        for number, column in enumerate(self._columns):
            if number:
                row.addWidget(Line(vertical=True))
            row.addWidget(column, 1)
        bars = [column.text.verticalScrollBar() for column in self._columns]
        for bar in bars:
            for other in bars:
                if other is not bar:
                    bar.valueChanged.connect(other.setValue)
        return row

    def _make_choices(self) -> QWidget:
        strip = QWidget()
        theme.dress(strip, fill="sunken")
        row = theme.hbox(strip)
        self._why = Label(tr("Both sides changed this."), "caption", "text2", wrap=True)
        self._mine = self._choice(tr("Use mine"), "Alt+1", Choice.MINE)
        self._theirs = self._choice(tr("Use the site's"), "Alt+2", Choice.THEIRS)
        for number, widget in enumerate((self._why, self._mine, self._theirs)):
            if number:
                row.addWidget(Line(vertical=True))
            cell = QWidget()  # as wide as the column above, whatever stands in it
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            theme.hbox(cell, margins=(Space.S, Space.XS, Space.S, Space.XS)).addWidget(widget)
            row.addWidget(cell, 1)
        return strip

    def _choice(self, words: str, key: str, choice: Choice) -> Button:
        button = Button(words, "", key)
        button.setCheckable(True)
        # Not `setShortcut`: a button would first play at being pressed, for a tenth of a second.
        QShortcut(QKeySequence(key), self, button.click)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.choose(choice))
        return button

    def _make_result(self) -> QVBoxLayout:
        column = theme.vbox(margins=(Space.L, Space.M, Space.L, Space.M), spacing=Space.S)
        row = theme.hbox(spacing=Space.M)
        row.addWidget(Label(tr("Result"), "body-strong"))
        self._by_hand = self._choice(tr("Merge by hand"), "Alt+3", Choice.EDITED)
        row.addWidget(self._by_hand)
        row.addStretch(1)
        self._hint = Label("", "caption", "text2")
        row.addWidget(self._hint)
        column.addLayout(row)
        column.addWidget(self._result, 1)
        return column

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        theme.dress(foot, fill="window", height=Size.DIALOG_FOOT)
        row = theme.hbox(foot, margins=(Space.L, 0, Space.M, 0))
        self._foot_words = Label("", "caption", "text2", elide="right")
        row.addWidget(self._foot_words, 1)
        self._later = Button(tr("Later"), "", "Escape", big=True)
        self._send = Button("", "", "Ctrl+Return", "primary", big=True)
        self._send.setObjectName("conflict-send")
        QShortcut(QKeySequence("Ctrl+Return"), self, self._send.click)
        row.addWidget(self._later)
        row.addWidget(self._send)
        return foot

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._show_current)
        self._result.textChanged.connect(self._typed)
        self._next.clicked.connect(self.next_conflict)
        self._later.clicked.connect(self.left)
        self._send.clicked.connect(self._finish)
        QShortcut(QKeySequence("Alt+Down"), self, self.next_conflict)
        QShortcut(QKeySequence("Escape"), self, self.left.emit)

    # Showing --------------------------------------------------------------------------------------------------------

    def show_conflict(self, key: tuple[int, int], conflict: ArticleConflict, words: str) -> None:
        """Show a conflict; `key` (draft, outbox row) brings earlier choices back, `words` say who changed what when."""
        self._key, self._conflict = key, conflict
        fresh = parts_of(conflict, self._as_markdown)
        kept = self._remembered.get(key, [])
        self._parts = kept if [part.base for part in kept] == [part.base for part in fresh] else fresh
        settled = settled_of(conflict, self._as_markdown)
        self._note.set_text(self._merged_words(settled), lead=words)
        self._rows.show(self._parts, settled)
        live = is_live(conflict.theirs)
        self._foot_words.setText(tr("This article is public: once sent, readers see the result.") if live else "")
        self._list.setCurrentIndex(self._rows.index(1))
        self._show_progress()

    def _merged_words(self, settled: list[Settled]) -> str:
        merged = sum(bool(row.before or row.after) for row in settled)
        parts = (
            ntr("{n} part merged by itself,", "{n} parts merged by themselves,", merged),
            ntr("{n} needs your choice.", "{n} need your choice.", len(self._parts)),
        )
        return " ".join(parts)

    def take_focus(self) -> None:
        """Give the keys to the list of parts."""
        self._list.setFocus()

    def parts(self) -> list[Part]:
        """The parts with what is chosen so far."""
        return list(self._parts)

    def current(self) -> Row | None:
        """What is selected at the left."""
        index = self._list.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def _show_current(self) -> None:
        row = self.current()
        if row is None or isinstance(row, str):
            return
        asks = isinstance(row, Part)
        for button in (self._mine, self._theirs, self._by_hand):
            button.setEnabled(asks)
        self._filling = True
        if isinstance(row, Part):
            self._columns[0].text.show_pieces([(row.base, "")])
            self._columns[1].text.show_pieces(compare(row.base, row.mine))
            self._columns[2].text.show_pieces(compare(row.base, row.theirs))
            self._by_hand.setEnabled(row.is_text)
            self._result.setReadOnly(not row.is_text)
            self._why.setText(tr("Both sides changed this."))
            self._show_choice(row)
        else:
            self._columns[0].text.show_pieces([(row.before, "")])
            self._columns[1].text.show_pieces([])
            self._columns[2].text.show_pieces(compare(row.before, row.after))
            self._result.setReadOnly(True)
            self._result.setPlainText(row.after)
            self._why.setText(tr("Merged by itself: {who}.", who=row.who))
            self._hint.setText("")
        self._filling = False

    def _show_choice(self, part: Part) -> None:
        self._mine.setChecked(part.choice is Choice.MINE)
        self._theirs.setChecked(part.choice is Choice.THEIRS)
        self._by_hand.setChecked(part.choice is Choice.EDITED)
        text = "" if part.choice is Choice.NONE else part.result
        if self._result.toPlainText() != text:
            self._result.setPlainText(text)
        self._result.setPlaceholderText(tr("Choose one of the two, or merge by hand."))
        self._hint.setText(tr("Can be edited. Begins with mine.") if part.is_text else tr("Can only be chosen."))

    def _show_progress(self) -> None:
        chosen = sum(part.choice is not Choice.NONE for part in self._parts)
        left = len(self._parts) - chosen
        self._count.setText(tr("{chosen} of {count} chosen", chosen=chosen, count=len(self._parts)))
        self._send.setEnabled(left == 0)
        self._send.setText(
            ntr("Solve {n} more to send", "Solve {n} more to send", left) if left else tr("Send the result")
        )
        self._next.setEnabled(left > 0)
        self._remembered[self._key] = self._parts

    # Choosing -------------------------------------------------------------------------------------------------------

    def choose(self, choice: Choice) -> None:
        """Choose for the selected part."""
        row = self.current()
        if isinstance(row, Part) and (row.is_text or choice is not Choice.EDITED):
            self._replace(row, choose(row, choice))
            if choice is Choice.EDITED:
                self._result.setFocus()

    def _typed(self) -> None:
        row = self.current()
        if not self._filling and isinstance(row, Part) and row.is_text:
            self._replace(row, choose(row, Choice.EDITED, self._result.toPlainText()), keep_text=True)

    def _replace(self, old: Part, new: Part, *, keep_text: bool = False) -> None:
        self._parts[self._parts.index(old)] = new
        row = self._list.currentIndex().row()
        self._rows.rows[row] = new
        self._rows.dataChanged.emit(self._rows.index(row), self._rows.index(row))
        if not keep_text:
            self._filling = True
            self._show_choice(new)
            self._filling = False
        else:
            self._mine.setChecked(False)
            self._theirs.setChecked(False)
            self._by_hand.setChecked(True)
        self._show_progress()

    def next_conflict(self) -> None:
        """Go to the next part that needs a choice."""
        start = self._list.currentIndex().row()
        rows = self._rows.rows
        for step in range(1, len(rows) + 1):
            row = rows[(start + step) % len(rows)]
            if isinstance(row, Part) and row.choice is Choice.NONE:
                self._list.setCurrentIndex(self._rows.index((start + step) % len(rows)))
                return

    def _finish(self) -> None:
        if overwrites_readers_text(self._conflict, self._parts):
            ask_overwrite(self.window(), self._send_values)
        else:
            self._send_values()

    def _send_values(self) -> None:
        values = values_of(self._conflict, self._parts, self._as_content)
        self._remembered.pop(self._key, None)
        self.resolved.emit(values)


def ask_overwrite(window: QWidget, then: Callable[[], None]) -> Sheet:
    """Ask before "mine" replaces what readers see; `then` is called for yes."""
    sheet = Sheet(window, tr("Replace what readers see?"), width=Size.SHEET_NARROW)
    words = tr("The article is public. Where you chose yours, the other person's text disappears from the site.")
    sheet.body.addWidget(Label(words, "body", wrap=True))
    cancel = Button(tr("Cancel"), "", "Escape", big=True)
    cancel.clicked.connect(sheet.reject)
    go = Button(tr("Send the result"), "send", kind="primary", big=True)
    go.setObjectName("conflict-confirm")
    go.clicked.connect(sheet.accept)
    sheet.accepted.connect(then)
    sheet.add_foot(cancel)
    sheet.add_foot(go)
    sheet.open()
    return sheet


def ask_about_gone(window: QWidget, kind: str, then: Callable[[], None]) -> Sheet:
    """Ask what becomes of a text whose article is in the site's trash ("trashed") or deleted; `then` for sending it."""
    trashed = kind == "trashed"
    title = tr("The article is in the site's trash") if trashed else tr("The article no longer exists on the site")
    sheet = Sheet(window, title, width=Size.SHEET_NARROW)
    words = (
        tr("It can be brought back with your text. Whoever put it in the trash will see it again.")
        if trashed
        else tr("Your text can be sent as a new article. Comments of the old one do not come back.")
    )
    sheet.body.addWidget(Label(words, "body", wrap=True))
    later = Button(tr("Later"), "", "Escape", big=True)
    later.clicked.connect(sheet.reject)
    go = Button(tr("Bring it back") if trashed else tr("Send as a new article"), "send", kind="primary", big=True)
    go.setObjectName("conflict-revive")
    go.clicked.connect(sheet.accept)
    sheet.accepted.connect(then)
    sheet.add_foot(later)
    sheet.add_foot(go)
    sheet.open()
    return sheet
