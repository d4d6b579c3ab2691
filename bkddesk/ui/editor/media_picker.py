"""Choosing a picture from the site's media library, as this laptop last read it. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.article import MediaItem
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.fields import SearchField
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.sheet import Sheet

Index = QModelIndex | QPersistentModelIndex


class _Pictures(QAbstractListModel):
    def __init__(self, items: list[MediaItem]) -> None:
        super().__init__()
        self.items = items

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{item.title or item.slug}, {item.alt_text}".strip(", ")
        return item if role == Qt.ItemDataRole.UserRole else None

    def show(self, items: list[MediaItem]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        return QSize(0, theme.px(Size.ROW_OUTBOX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        item: MediaItem = index.data(Qt.ItemDataRole.UserRole)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint.draw_row_ground(painter, rect, selected=selected, hovered=hovered)
        icon = QRect(rect.x() + theme.px(Space.M), rect.y(), theme.px(Size.ICON), rect.height())
        paint.draw_icon(painter, icon, "image", "text2")
        left = icon.right() + theme.px(Space.M)
        line = theme.line_height("body")
        box = QRect(left, rect.y() + theme.px(Space.S), rect.right() - left - theme.px(Space.M), line)
        facts = f"{item.width} × {item.height}" if item.width else item.mime_type
        width = theme.text_width(facts, "caption")
        paint.draw_text(painter, box, facts, "caption", "text2", paint.RIGHT)
        box.setWidth(box.width() - width - theme.px(Space.S))
        paint.draw_text(painter, box, item.title or item.slug, "body-strong")
        box = QRect(left, box.bottom() + 1, rect.right() - left - theme.px(Space.M), theme.line_height("caption"))
        paint.draw_text(painter, box, item.alt_text or tr("No alternative text"), "caption", "text2")
        if selected:
            paint.draw_row_cursor(painter, rect, focused=bool(state & QStyle.StateFlag.State_HasFocus))


def pick_picture(window: QWidget, desk: Desk, then: Callable[[int], None]) -> Sheet:
    """Open the library over the window; `then` is called with the chosen picture's id."""
    sheet = Sheet(
        window, tr("Media library"), note=tr("As last read from the site"), width=Size.SHEET_NARROW + Size.LIST // 2
    )
    search = SearchField(tr("Search by title, file or alternative text"))
    model = _Pictures(_pictures(desk, ""))
    view = QListView()
    view.setObjectName("media-list")
    view.setModel(model)
    view.setItemDelegate(_Row(view))
    view.setMouseTracking(True)
    view.setProperty("boxed", True)
    theme.dress(view, min_height=Size.ROW_OUTBOX * 6)
    nothing = Label(tr("No pictures. They come with the next sync."), "body", "text2", wrap=True)
    nothing.setVisible(not model.items)
    sheet.body.addWidget(search)
    sheet.body.addWidget(view, 1)
    sheet.body.addWidget(nothing)
    take = Button(tr("Set featured image"), "image", "Return", "primary", big=True)
    leave = Button(tr("Cancel"), "", "Escape", big=True)
    sheet.add_foot(leave)
    sheet.add_foot(take)

    def look(words: str) -> None:
        model.show(_pictures(desk, words))
        nothing.setVisible(not model.items)
        if model.items:
            view.setCurrentIndex(model.index(0))

    def accept() -> None:
        index = view.currentIndex()
        if index.isValid():
            then(model.items[index.row()].id)
            sheet.accept()

    search.textChanged.connect(look)
    search.returnPressed.connect(accept)
    view.activated.connect(accept)
    take.clicked.connect(accept)
    leave.clicked.connect(sheet.reject)
    look("")
    sheet.open()
    search.setFocus()
    return sheet


def _pictures(desk: Desk, words: str) -> list[MediaItem]:
    return [item for item in desk.media(words) if item.mime_type.startswith("image/")]
