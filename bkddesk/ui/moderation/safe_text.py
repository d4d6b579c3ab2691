"""Shows a comment's pieces as plain text that can be selected: never HTML, no link to click, nothing is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QTextEdit, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.moderation.comment_text import Span
from bkddesk.ui.theme import paint

_ADDRESS = QTextCharFormat.Property.UserProperty
_OWN = (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Copy)
_PASSING = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SafeText(QTextEdit):
    """As high as its text. Letters typed here are not its business: they pass to the page."""

    def __init__(self, font: str = "reading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comment-text")
        self._role = font
        self._spans: Sequence[Span] = ()
        self.setProperty("bare", True)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(font))
        theme.current().changed.connect(self._renew)

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show these pieces, from the beginning; the same ones again stay as they are, with what is selected."""
        if spans != self._spans:
            self._spans = spans
            self._renew()

    def _renew(self) -> None:
        self.setFont(theme.font(self._role))
        self.document().setDocumentMargin(theme.px(theme.Space.XS))
        block = QTextBlockFormat()
        block.setLineHeight(theme.line_height(self._role), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(block)
        for span in self._spans:
            cursor.insertText(span.text, self._look_of(span))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _look_of(self, span: Span) -> QTextCharFormat:
        look = QTextCharFormat()
        # A document keeps the colours it was given: say the text's too, for a change of palette.
        look.setForeground(theme.colour("text"))
        if span.kind != "text":
            look.setForeground(theme.colour("accent" if span.kind == "link" else "text2"))
            look.setFontUnderline(span.kind == "link")
            look.setProperty(_ADDRESS, span.text.strip(" []"))
        return look

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        height = int(self.document().size().height() + 0.999)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.minimumWidth(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self.hasFocus():
            paint.draw_ring(QPainter(self.viewport()), self.viewport().rect(), theme.Size.RADIUS_SMALL)

    def loadResource(self, type: int, name: QUrl | str) -> Any:  # noqa: A002, ARG002, N802
        """Nothing, whatever asks for it."""
        return None

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """What is copied is plain text."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def event(self, event: QEvent) -> bool:
        # Copying and selecting here mean this text, not the list that has the same keys.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(map(event.matches, _OWN))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        typed = event.text().isprintable() and event.text() and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
        )  # fmt: skip
        if typed or event.key() in _PASSING:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        menu = QMenu(self)
        copy = menu.addAction(theme.icon("copy"), tr("Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        menu.addAction(tr("Select all"), self.selectAll)
        address = self.cursorForPosition(event.pos()).charFormat().property(_ADDRESS)
        if address:
            menu.addAction(theme.icon("link"), tr("Copy the link’s address"), lambda: _copy(str(address)))
        menu.exec(event.globalPos())
        menu.deleteLater()


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
