"""The text itself: a plain text widget that knows Markdown's keys, with its own caret and current line.

Knows nothing of drafts. Everything that a key costs before its glyph is on screen happens here and in the highlighter;
whoever listens to `textChanged` must put longer work off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from bkddesk.ui import theme
from bkddesk.ui.editor import formatting, island_keys, islands
from bkddesk.ui.editor.formats import markdown_formats
from bkddesk.ui.editor.highlighter import MarkdownHighlighter, paragraph_of
from bkddesk.ui.editor.smallest_change import smallest_change

_PADDING = 16
"""The document's own margin, all around."""
_LEFT, _RIGHT = 16, 8
"""More of it at the sides: the text begins 32 from the edge and ends 24 before the other."""
_CARET_WIDTH, _CARET_INSET = 2, 3
_FOCUS_TOP = 48
_WIDEST = 760
"""Longer lines are hard to read: what a wide window has to spare stays empty on both sides."""

_LONG = 40_000
"""Letters of a text that is coloured bit by bit when it is opened: all at once would take longer than a frame."""
_A_SCREENFUL = 60

_OWN_KEYS = {
    QKeySequence("Ctrl+B"): "bold",
    QKeySequence("Ctrl+I"): "italic",
    QKeySequence("Ctrl+K"): "link",
}


class MarkdownEdit(QPlainTextEdit):
    """Where an article is written."""

    island_deletion_wanted = Signal(str)
    """Delete or Backspace was pressed on an island: its placeholder."""
    tab_refused = Signal()
    """Tab was pressed in a plain paragraph, where an indent would turn it into code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor-text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setUndoRedoEnabled(True)
        # Qt's own caret takes the text's colour; ours is drawn in `paintEvent`, in the accent.
        self.setCursorWidth(0)
        self.highlighter = MarkdownHighlighter(self.document(), markdown_formats())
        self._shown = self._shown_lines = ""
        self._islands: dict[str, islands.Island] = {}
        self._has_islands = False
        self.is_led = False
        """Whether the view is being scrolled by the preview rather than by the person."""
        self._focus_mode = False
        self._caret_shown = False
        self._caret_rect = QRect()
        self._band = QRect()
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._toggle_caret)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.verticalScrollBar().valueChanged.connect(self._cursor_moved)
        self._dress()
        theme.current().changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFont(theme.font("writing"))
        self.document().setDefaultFont(theme.font("writing"))
        self.document().setDocumentMargin(theme.px(_PADDING))
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self._colour()
        self.highlighter.set_formats(markdown_formats())
        self._place()

    def _colour(self) -> None:
        theme.dress(self, fill="surface", colour="text2" if self._focus_mode else "text")

    # Text -----------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The text, letter for letter: Qt's `toPlainText` would make blanks of no-break spaces."""
        text = self.document().toRawText().replace("\u2029", "\n")
        return self._shown if text == self._shown_lines else text

    def show_text(self, text: str) -> None:
        """Show another document: undo begins anew, the cursor stands at the start."""
        # Carriage returns do not survive Qt's document; an untouched text is given back as it came.
        self._shown, self._shown_lines = text, text.replace("\r\n", "\n").replace("\r", "\n")
        is_long = len(text) > _LONG
        if is_long:
            self.highlighter.put_off()
        self.setPlainText(text)
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if is_long:
            self.highlighter.catch_up(0, _A_SCREENFUL)

    def show_islands(self, found: Iterable[islands.Island]) -> None:
        """What the placeholders in the text stand for."""
        self._islands = {island.placeholder: island for island in found}
        self._has_islands = bool(self._islands)
        self.viewport().update()

    def island(self, placeholder: str) -> islands.Island:
        """What a placeholder stands for."""
        return self._islands.get(placeholder) or islands.describe(placeholder, "")

    def delete_island(self, placeholder: str) -> None:
        """Take the island under the cursor away."""
        island_keys.delete(self, placeholder)

    def bring_in(self, text: str) -> None:
        """Make the text `text` by the smallest change: cursor, selection and scroll stay, and it can be undone."""
        old = self.text()
        if old == text:
            return
        text, old = text.replace("\r\n", "\n"), old.replace("\r\n", "\n")
        edit = QTextCursor(self.document())
        with formatting.one_step(edit):
            for start, end, words in smallest_change(old, text):
                edit.setPosition(formatting.units(old[:start]))
                edit.setPosition(formatting.units(old[:end]), QTextCursor.MoveMode.KeepAnchor)
                edit.insertText(words)

    def apply(self, command: Callable[[QTextCursor], QTextCursor | None]) -> None:
        """Run a formatting command on the cursor, then go on typing."""
        if self.isReadOnly() or self._on_island():
            return
        moved = command(self.textCursor())
        if moved is not None:
            self.setTextCursor(moved)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def bold(self) -> None:
        """Ctrl+B."""
        self.apply(lambda cursor: formatting.toggle_around(cursor, "**"))

    def italic(self) -> None:
        """Ctrl+I."""
        self.apply(lambda cursor: formatting.toggle_around(cursor, "*"))

    def link(self) -> None:
        """Ctrl+K: to the address on the clipboard, where there is one."""
        address = formatting.address_in(QGuiApplication.clipboard().text())
        self.apply(lambda cursor: formatting.insert_link(cursor, address))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste as plain text; an address over selected words makes them a link. Nothing goes into an island."""
        if self._on_island() and not self.textCursor().hasSelection():
            return
        address = formatting.address_in(source.text())
        cursor = self.textCursor()
        if address and cursor.hasSelection() and "\u2029" not in cursor.selectedText():
            self.apply(lambda cursor: formatting.insert_link(cursor, address))
        else:
            super().insertFromMimeData(source)

    # Keys -----------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim our own keys before the window's menu does, and paint what lies beside the text."""
        if event.type() is QEvent.Type.Paint:
            self._paint_sides()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._own_key(event):
            event.accept()
            return True
        return super().event(event)

    def _own_key(self, event: QKeyEvent) -> str:
        own = _OWN_KEYS.get(QKeySequence(event.keyCombination()), "")
        # Ctrl+K is the command palette everywhere, and a link where words are selected.
        return own if own != "link" or self.textCursor().hasSelection() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Markdown's keys; everything else is the text widget's."""
        if self._has_islands and island_keys.handle(self, event, self.island_deletion_wanted.emit):
            return
        if self._special_key(event):
            return
        if event.text().isprintable() and event.text() and not self.textCursor().hasSelection():
            self._type(event)
        else:
            super().keyPressEvent(event)

    def _type(self, event: QKeyEvent) -> None:
        """One letter into one line: repaint that line alone.

        A highlighter makes Qt's layout believe that more than one block changed, and repaint everything: three times
        the work of the letter itself. So its signals are held back, and what they would have said is said here.
        """
        layout = self.document().documentLayout()
        before, lines = layout.documentSize().height(), self.highlighter.lines_coloured
        layout.blockSignals(True)
        try:
            super().keyPressEvent(event)
        finally:
            layout.blockSignals(False)
        if layout.documentSize().height() != before:
            layout.documentSizeChanged.emit(layout.documentSize())
            self.ensureCursorVisible()
            self.viewport().update()
        elif self.highlighter.lines_coloured > lines + 1:
            self.viewport().update()
        else:
            block = self.blockBoundingGeometry(self.textCursor().block()).translated(self.contentOffset())
            self.viewport().update(block.toAlignedRect())

    def _special_key(self, event: QKeyEvent) -> bool:
        if own := self._own_key(event):
            {"bold": self.bold, "italic": self.italic, "link": self.link}[own]()
            return True
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(key, modifiers)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            return self._enter(modifiers)
        return False

    def _tab(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        outwards = key == Qt.Key.Key_Backtab
        if modifiers & Qt.KeyboardModifier.ControlModifier or self.isReadOnly():
            self.focusNextPrevChild(not outwards)
        elif not formatting.shift_lines(self.textCursor(), outwards=outwards) and not outwards:
            cursor = self.textCursor()
            if cursor.block().userState() > 0 or cursor.positionInBlock() > 0:
                cursor.insertText(formatting.INDENT)
            else:
                self.tab_refused.emit()

    def _enter(self, modifiers: Qt.KeyboardModifier) -> bool:
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        cursor = self.textCursor()
        if plain and formatting.new_line(cursor):
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
            return True
        if modifiers == Qt.KeyboardModifier.ShiftModifier:
            # Qt would put in U+2028; Markdown's own line break is two blanks at the end.
            cursor.insertText("  \n")
            self.setTextCursor(cursor)
            return True
        return False

    # Caret and current line -----------------------------------------------------------------------------------------

    def _cursor_moved(self) -> None:
        self._show_caret()
        rect = self.cursorRect()
        band = QRect(0, rect.y(), self.viewport().width(), rect.height())
        if band != self._band:
            self._update_band(self._band)
            self._band = band
            self._update_band(band)
        if self._focus_mode:
            self.highlighter.focus_on(paragraph_of(self.textCursor().block()))

    def _update_band(self, band: QRect) -> None:
        if self._focus_mode:
            return
        self.viewport().update(band)
        top = self.viewport().y() + band.y()
        right = self.viewport().geometry().right() + 1
        self.update(QRect(0, top, self.viewport().x(), band.height()))
        self.update(QRect(right, top, self.width() - right, band.height()))

    def _show_caret(self) -> None:
        flash = QGuiApplication.styleHints().cursorFlashTime()
        self._blink.stop()
        self._caret_shown = self.hasFocus() and not self.isReadOnly()
        if self._caret_shown and flash > 0:
            self._blink.start(flash // 2)
        self._update_caret()

    def _toggle_caret(self) -> None:
        self._caret_shown = not self._caret_shown
        self._update_caret()

    def _update_caret(self) -> None:
        self.viewport().update(self._caret_rect)
        rect = self.cursorRect()
        inset = theme.px(_CARET_INSET)
        self._caret_rect = QRect(rect.x(), rect.y() + inset, theme.px(_CARET_WIDTH), rect.height() - 2 * inset)
        self.viewport().update(self._caret_rect)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Current line below the text; islands and caret above it."""
        if not self._focus_mode:
            painter = QPainter(self.viewport())
            painter.fillRect(self._band & event.rect(), theme.colour("hover"))
            painter.end()
        super().paintEvent(event)
        if self._has_islands:
            self._paint_islands(event)
        if self._caret_shown and not self._on_island() and event.rect().intersects(self._caret_rect):
            painter = QPainter(self.viewport())
            painter.fillRect(self._caret_rect, theme.colour("accent"))
            painter.end()

    def _paint_islands(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        margin = int(self.document().documentMargin())
        here = self.textCursor().block()
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset).toAlignedRect()
            if box.top() > event.rect().bottom():
                break
            placeholder = islands.placeholder_in(block.text())
            if placeholder and box.bottom() >= event.rect().top():
                chip = QRect(
                    margin, box.bottom() - self._line_height() + 1, box.width() - 2 * margin, self._line_height()
                )
                chip.setWidth(self.viewport().width() - 2 * margin)
                island = self.island(placeholder)
                current = block == here and self.hasFocus()
                islands.draw(painter, chip, island, dimmed=self._focus_mode, current=current)
            block = block.next()
        painter.end()

    def _line_height(self) -> int:
        return theme.line_height("writing")

    def _on_island(self) -> bool:
        return self._has_islands and islands.is_island(self.textCursor().block())

    def _paint_sides(self) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if not self._focus_mode:
            band = QRect(0, self.viewport().y() + self._band.y(), self.width(), self._band.height())
            painter.fillRect(band & self._text_area(), theme.colour("hover"))
        painter.end()

    def _text_area(self) -> QRect:
        return QRect(0, self.viewport().y(), self.width(), self.viewport().height())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the caret."""
        super().focusInEvent(event)
        self._show_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the caret."""
        super().focusOutEvent(event)
        self._show_caret()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Letters that are still being composed."""
        if self._on_island():
            return
        super().inputMethodEvent(event)
        self._cursor_moved()

    # Scrolling by line of Markdown -----------------------------------------------------------------------------------

    def first_line(self) -> float:
        """The line (block) at the top of the view; the fraction says how much of it is above."""
        block = self.firstVisibleBlock()
        height = self.blockBoundingRect(block).height()
        above = -self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        return block.blockNumber() + (min(max(above / height, 0.0), 0.999) if height > 0 else 0.0)

    def scroll_to_line(self, line: float) -> None:
        """Bring a line to the top of the view, as the preview was scrolled."""
        block = self.document().findBlockByNumber(int(line))
        if block.isValid():
            self.is_led = True
            self.verticalScrollBar().setValue(block.firstLineNumber() + int((line % 1) * block.lineCount()))
            self.is_led = False

    # Column ---------------------------------------------------------------------------------------------------------

    def set_focus_mode(self, on: bool) -> None:
        """A column in the middle, everything but the paragraph under the cursor dimmed."""
        self._focus_mode = on
        self._colour()
        self._place()
        self.highlighter.focus_on(paragraph_of(self.textCursor().block()) if on else None)
        self.viewport().update()

    def column_margins(self, width: int) -> tuple[int, int]:
        """What stays free at the left and the right of the text in a widget of this width, in pixels."""
        left, right = self._sides(width)
        padding = theme.px(_PADDING)
        return left + padding, right + padding

    def _sides(self, width: int) -> tuple[int, int]:
        padding = 2 * theme.px(_PADDING)
        if self._focus_mode:
            side = max((width - theme.px(theme.Size.FOCUS_COLUMN) - padding) // 2, 0)
            return side, side
        left, right = theme.px(_LEFT), theme.px(_RIGHT)
        spare = max(width - left - right - padding - theme.px(_WIDEST), 0)
        return left + spare // 2, right + spare - spare // 2

    def _place(self) -> None:
        left, right = self._sides(self.width())
        self.setViewportMargins(left, theme.px(_FOCUS_TOP) if self._focus_mode else 0, right, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the column where it belongs."""
        super().resizeEvent(event)
        self._place()
        self._cursor_moved()
