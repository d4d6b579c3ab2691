"""The fall-back view, where WebEngine cannot be imported: text, headings, lists and tables, without the site's look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QTextBlock, QTextBlockFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from bkddesk.markup.page import Patch
from bkddesk.ui import theme
from bkddesk.ui.theme import Space

_BLOCK = QTextFormat.Property.UserProperty + 1


class _Browser(QTextBrowser):
    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:  # noqa: N802
        # An empty answer would let Qt read the file itself: give it one transparent dot.
        dot = QImage(1, 1, QImage.Format.Format_ARGB32)
        dot.fill(Qt.GlobalColor.transparent)
        return dot


class PlainPreview(QWidget):
    """The same doors as the web view; every change sets the whole text again, which takes some milliseconds."""

    scrolled = Signal(int, float)
    ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_ready = False
        self._htmls: list[str] = []
        self._parts: dict[str, str] = {}
        self._marked = -1
        self._quiet = False
        self._browser = _Browser()
        self._browser.setFrameShape(QFrame.Shape.NoFrame)
        self._browser.setOpenLinks(False)
        self._browser.setProperty("bare", True)
        self._browser.document().setDocumentMargin(theme.px(Space.XL))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._browser)
        self._browser.verticalScrollBar().valueChanged.connect(self._tell)

    def load(self, _shell: str) -> None:
        """There is no shell: only the article's blocks show."""
        self._htmls = []
        self.is_ready = True
        self.ready.emit()

    def splice(self, patch: Patch, done: Callable[[], None]) -> None:
        """Replace blocks."""
        self._htmls[patch.start : patch.start + patch.remove] = patch.insert
        self._show()
        done()

    def set_part(self, name: str, html: str) -> None:
        """The title is shown, the rest is furniture."""
        self._parts[name] = html

    def _show(self) -> None:
        bar = self._browser.verticalScrollBar()
        at = bar.value()
        self._quiet = True
        document = self._browser.document()
        document.clear()
        cursor = QTextCursor(document)
        if title := self._parts.get("title"):
            cursor.insertHtml(f"<h1>{title}</h1>")
            cursor.insertBlock(QTextBlockFormat())
        for number, html in enumerate(self._htmls):
            first = cursor.block().blockNumber()
            cursor.insertHtml(html)
            self._number(document.findBlockByNumber(first), number)
            cursor.movePosition(QTextCursor.MoveOperation.End)
            if number + 1 < len(self._htmls):
                cursor.insertBlock(QTextBlockFormat())
        bar.setValue(at)
        self._quiet = False
        self.mark(self._marked)

    def _number(self, block: QTextBlock, number: int) -> None:
        while block.isValid():
            look = block.blockFormat()
            if not look.hasProperty(_BLOCK):
                look.setProperty(_BLOCK, number)
                QTextCursor(block).setBlockFormat(look)
            block = block.next()

    def _blocks_of(self, number: int) -> list[QTextBlock]:
        found = []
        block = self._browser.document().begin()
        while block.isValid():
            if block.blockFormat().property(_BLOCK) == number:
                found.append(block)
            block = block.next()
        return found

    def mark(self, block: int) -> None:
        """Tint the block under the cursor."""
        self._marked = block
        marks = []
        for found in self._blocks_of(block):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(found)
            mark.format.setBackground(QColor(theme.colour("hover")))
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marks.append(mark)
        self._browser.setExtraSelections(marks)

    def scroll_to(self, block: int, part: float) -> None:
        """Bring a block to the top."""
        self._quiet = True
        found = self._blocks_of(block)
        layout = self._browser.document().documentLayout()
        top, height = 0.0, 0.0
        if block >= 0 and found:
            boxes = [layout.blockBoundingRect(one) for one in found]
            top, height = boxes[0].top(), boxes[-1].bottom() - boxes[0].top()
        self._browser.verticalScrollBar().setValue(int(top + part * height))
        self._quiet = False

    def _tell(self) -> None:
        if self._quiet or not self.underMouse():
            return
        cursor = self._browser.cursorForPosition(self._browser.viewport().rect().topLeft())
        number = cursor.block().blockFormat().property(_BLOCK)
        self.scrolled.emit(int(number) if number is not None else -1, 0.0)

    def set_width(self, _width: int) -> None:
        """As wide as the pane, always."""

    def set_zoom(self, factor: float) -> None:
        """Text size."""
        font = self._browser.font()
        font.setPixelSize(max(int(theme.font("reading").pixelSize() * factor * 100 / theme.current().text_size), 1))
        self._browser.setFont(font)

    def shut(self) -> None:
        """Nothing to let go of."""
        self.is_ready = False
