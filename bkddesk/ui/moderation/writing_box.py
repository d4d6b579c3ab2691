"""A box to write in that grows: the reply line at the foot of a comment, and the comment's text while it is edited.

Ctrl+Enter sends, Ctrl+Shift+Enter does the second thing, Esc leaves and keeps the text. Knows no comment.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from bkddesk.language import trc
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import KeyHint

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_LINES = 8


class _Text(QPlainTextEdit):
    """The text itself. Its keys for sending go before any shortcut of the window."""

    sent = Signal(bool)
    left = Signal()
    focus_changed = Signal()

    def __init__(self, font: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._role = font
        self.setProperty("bare", True)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        theme.dress(self, font=font)
        theme.current().changed.connect(self._grow)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._sends(event):
            if not event.isAutoRepeat():
                self.sent.emit(bool(event.modifiers() & _SHIFT))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _sends(event: QKeyEvent) -> bool:
        return event.key() in _ENTER and bool(event.modifiers() & _CTRL)

    def _grow(self) -> None:
        # The placeholder is drawn in the viewport's font, which does not follow by itself.
        self.viewport().setFont(theme.font(self._role))
        self.fit()

    def fit(self) -> None:
        """As high as its lines, up to eight; then it scrolls."""
        lines = int(self.document().size().height())
        many = lines > _LINES
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if many else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        height = min(max(lines, 1), _LINES) * max(theme.line_height(self._role), self.fontMetrics().lineSpacing())
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.focus_changed.emit()


class WritingBox(QWidget):
    """An icon and a text in one frame; the buttons below show while something is being written."""

    sent = Signal(str, bool)
    """The text, and whether the second thing is meant."""
    changed = Signal(str)
    left = Signal()

    def __init__(self, icon: str, first: str, second: str = "", *, font: str = "body") -> None:
        """`first` and `second` are the words of the two buttons."""
        super().__init__()
        self._icon = icon
        self.text = _Text(font, self)
        self.first = Button(first, "send" if icon == "reply" else "check", key="Ctrl+Return")
        self.second = Button(second, "check", key="Ctrl+Shift+Return")
        self._has_second = bool(second)
        self._frame = QWidget(self)
        inner = theme.hbox(self._frame, margins=(Space.XXL, Size.FIELD_INSET, Space.S, Size.FIELD_INSET))
        inner.addWidget(self.text)
        self._below = QWidget(self)
        row = theme.hbox(self._below, margins=(0, Space.XS, 0, 0))
        row.addWidget(self.first)
        row.addWidget(self.second)
        row.addStretch(1)
        row.addWidget(KeyHint(["Escape"], trc("hint", "leave")))
        # The buttons give way to the pane, not the pane to them.
        self._below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = theme.vbox(self)
        column.addWidget(self._frame)
        column.addWidget(self._below)
        self.second.setVisible(self._has_second)
        self.text.textChanged.connect(self._tell)
        self.text.sent.connect(self._send)
        self.text.left.connect(self.left)
        self.text.focus_changed.connect(self._show_buttons)
        self.first.clicked.connect(lambda: self._send(False))
        self.second.clicked.connect(lambda: self._send(True))
        self.setFocusProxy(self.text)
        self._show_buttons()

    def set_placeholder(self, words: str) -> None:
        """What the empty box says; also its name."""
        self.text.setPlaceholderText(words)
        self.text.setAccessibleName(words)

    def set_second_shown(self, shown: bool) -> None:
        """Whether the second thing can be done here."""
        self._has_second = shown
        self.second.setVisible(shown)

    def set_text(self, text: str) -> None:
        """Show a text without telling anybody that it changed."""
        if text != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)
            self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.fit()
        self._show_buttons()

    def written(self) -> str:
        """What stands in the box."""
        return self.text.toPlainText()

    def is_in_use(self) -> bool:
        """Whether somebody is writing here now."""
        return self.text.hasFocus()

    def _send(self, second: bool) -> None:
        if self.written().strip() and self.isEnabled():
            self.sent.emit(self.written(), second and self._has_second)

    def _tell(self) -> None:
        self._show_buttons()
        self.changed.emit(self.written())

    def _show_buttons(self) -> None:
        written = bool(self.written().strip())
        self.first.setEnabled(written)
        self.second.setEnabled(written)
        self._below.setVisible(written or self.text.hasFocus())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        box = QRectF(self._frame.geometry())
        focused = self.text.hasFocus()
        border = theme.colour("accent" if focused else "outline" if self.isEnabled() else "line")
        width = theme.px(Size.RING if focused else Size.LINE)
        ground = theme.colour("surface") if self.isEnabled() else None
        paint.rounded(painter, box, theme.px(Size.RADIUS), ground, border, width)
        side = theme.px(Size.FIELD)
        paint.draw_icon(
            painter, QRect(0, self._frame.y(), side + side // 8, side), self._icon, "text3", Size.ICON_SMALL
        )
