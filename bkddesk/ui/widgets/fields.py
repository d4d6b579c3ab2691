"""Fields to type in: one line, search, many lines. Their looks come from the stylesheet."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint


def repolish(widget: QWidget) -> None:
    """Let the stylesheet look at a changed property."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_invalid(widget: QWidget, invalid: bool) -> None:
    """Give a field the danger border, or take it away."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        repolish(widget)


class Field(QLineEdit):
    """A field of 28 px; `big` 32 (dialogs), `huge` 36 (the welcome)."""

    def __init__(
        self,
        placeholder: str = "",
        *,
        big: bool = False,
        huge: bool = False,
        bare: bool = False,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`bare`: no border and no padding of its own, for a field that is a whole bar."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        if big:
            self.setProperty("big", True)
        if huge:
            self.setProperty("huge", True)
        if bare:
            self.setProperty("bare", True)
        self._icon, self._bare = icon, bare
        theme.current().changed.connect(self._leave_room)
        self._leave_room()

    def set_invalid(self, invalid: bool, why: str = "") -> None:
        """Give it the danger border and say why, for screen readers too."""
        set_invalid(self, invalid)
        self.setToolTip(why)
        self.setAccessibleDescription(why)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._icon:
            side = theme.px(Size.ICON_SMALL)
            box = QRect(theme.px(Space.M) - theme.px(2), 0, side, self.height())
            paint.draw_icon(QPainter(self), box, self._icon, "text2", Size.ICON_SMALL)

    def _leave_room(self) -> None:
        """Keep words off the icon. Qt's own leading icons do not grow with the text."""
        padding = theme.px(Space.M) if self._bare else 0
        self.setTextMargins(padding + theme.px(Size.ICON_SMALL) + theme.px(6) if self._icon else 0, 0, 0, 0)


class SearchField(Field):
    """A field with a magnifier and, once something is typed, a cross. Esc empties it first."""

    def __init__(self, placeholder: str = "", *, big: bool = False, parent: QWidget | None = None) -> None:
        self.cross: _Cross | None = None
        super().__init__(placeholder or tr("Search"), big=big, icon="search", parent=parent)
        self.cross = _Cross(self)
        self.cross.clicked.connect(self.clear)
        self.textChanged.connect(self._show_cross)
        self._leave_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._place_cross()

    def _show_cross(self, text: str) -> None:
        if self.cross is not None:
            self.cross.setVisible(bool(text))

    def _place_cross(self) -> None:
        if self.cross is not None:
            side = theme.px(Size.HIT)
            self.cross.setGeometry(self.width() - side - theme.px(2), (self.height() - side) // 2, side, side)

    def _leave_room(self) -> None:
        super()._leave_room()
        margins = self.textMargins()
        margins.setRight(theme.px(Size.HIT))
        self.setTextMargins(margins)
        self._place_cross()


class _Cross(QPushButton):
    """Empties the field; the mouse's way: the keyboard has Esc."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(tr("Clear"))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        role: Role = "text" if self.underMouse() else "text2"
        paint.draw_icon(QPainter(self), self.rect(), "close", role, Size.ICON_SMALL)


class TextBox(QPlainTextEdit):
    """Several lines of plain text; Tab leaves it."""

    def __init__(self, placeholder: str = "", *, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setProperty("boxed", True)
        self.document().setDocumentMargin(theme.px(2))
        theme.dress(self, height=rows * 18 + 20)
