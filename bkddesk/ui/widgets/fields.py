"""Fields to type in: one line, search, many lines. Their looks come from the stylesheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme


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
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        if big:
            self.setProperty("big", True)
        if huge:
            self.setProperty("huge", True)
        if icon:
            self.addAction(theme.icon(icon, "text2"), QLineEdit.ActionPosition.LeadingPosition)

    def set_invalid(self, invalid: bool, why: str = "") -> None:
        """Give it the danger border and say why, for screen readers too."""
        set_invalid(self, invalid)
        self.setToolTip(why)
        self.setAccessibleDescription(why)


class SearchField(Field):
    """A field with a magnifier and, once something is typed, a cross. Esc empties it first."""

    def __init__(self, placeholder: str = "", *, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(placeholder or tr("Search"), big=big, icon="search", parent=parent)
        self._clear = QAction(theme.icon("close", "text2"), tr("Clear"), self)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(self._show_clear)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _show_clear(self, text: str) -> None:
        shown = self._clear in self.actions()
        if text and not shown:
            self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        elif not text and shown:
            self.removeAction(self._clear)


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
