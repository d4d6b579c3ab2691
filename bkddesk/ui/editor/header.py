"""Title and address: the first lines of the page."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.label import Label

_MOST_LINES = 4


class TitleEdit(QPlainTextEdit):
    """One sentence that wraps where it must; Enter and Down go on to the text."""

    left_below = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor-title")
        self.setProperty("bare", True)
        self.setPlaceholderText(tr("Title"))
        self.setAccessibleName(tr("Title"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        theme.dress(self, font="display")
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its lines."""
        lines = min(max(int(self.document().size().height()), 1), _MOST_LINES)
        line = QFontMetricsF(self.font()).lineSpacing()
        return QSize(theme.px(Size.EDITOR_MIN), int(lines * line + 0.999))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No narrower demands than its height."""
        return QSize(theme.px(Size.LIST) // 2, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Other width, other lines."""
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A title has no line breaks."""
        down = event.key() == Qt.Key.Key_Down and self.textCursor().block().layout().lineCount() == 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or down:
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.left_below.emit()
                return
            event.ignore()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Pasted line breaks become blanks."""
        self.insertPlainText(" ".join(source.text().split()))

    def title(self) -> str:
        """The title, on one line."""
        return self.toPlainText().replace("\n", " ")

    def set_title(self, title: str) -> None:
        """Show a title; the cursor stays where it can."""
        if title != self.title():
            at = self.textCursor().position()
            self.setPlainText(title)
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(title)))
            self.setTextCursor(cursor)


class Header(QWidget):
    """Title, address, hairline. `set_sides` keeps it over the text's column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, fill="surface")
        self._column = theme.vbox(self, spacing=Space.XS)
        self.title = TitleEdit()
        self.address = Label("", "caption", "text2", elide="right")
        self.address.setObjectName("editor-address")
        self._column.addWidget(self.title)
        self._column.addWidget(self.address)
        self.set_sides(theme.px(Space.XXL), theme.px(Space.XL))

    def set_sides(self, left: int, right: int) -> None:
        """Pixels that stay free at both sides."""
        self._column.setContentsMargins(left, theme.px(Space.L), right, theme.px(Space.M) + theme.px(Size.LINE))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """The hairline below."""
        margins = self._column.contentsMargins()
        line = theme.px(Size.LINE)
        box = QRect(margins.left(), self.height() - line, self.width() - margins.left() - margins.right(), line)
        QPainter(self).fillRect(box, theme.colour("line"))
