"""Words that stand still: labels, paragraphs, key caps, hairlines. Plain text only: nothing here reads HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint

Elide = Literal["none", "right", "middle"]
_MODES = {"right": Qt.TextElideMode.ElideRight, "middle": Qt.TextElideMode.ElideMiddle}


class Label(QLabel):
    """Plain text in a font role and a colour role; elided labels show the whole text as tooltip."""

    def __init__(
        self,
        text: str = "",
        font: str = "body",
        colour: Role = "text",
        *,
        elide: Elide = "none",
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide: Elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if elide != "none":
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        elif wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        theme.dress(self, font=font, colour=colour)
        self.setText(text)

    def set_colour(self, role: Role) -> None:
        """Give the words another colour role."""
        theme.dress(self, colour=role)

    def set_font(self, role: str) -> None:
        """Give the words another font role."""
        theme.dress(self, font=role)

    def sizeHint(self) -> QSize:  # noqa: N802
        if self._elide == "none":
            return super().sizeHint()
        metrics = QFontMetricsF(self.font())
        return QSize(int(metrics.horizontalAdvance(self.text()) + 0.999), int(metrics.height() + 0.999))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        if self._elide == "none":
            return super().minimumSizeHint()
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._elide == "none":
            super().paintEvent(event)
            return
        metrics = QFontMetricsF(self.font())
        shown = metrics.elidedText(self.text(), _MODES[self._elide], self.width())
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._elide != "none" and not self.toolTip():
            if QFontMetricsF(self.font()).horizontalAdvance(self.text()) > self.width():
                from PySide6.QtWidgets import QToolTip

                QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), html.escape(self.text()), self)
            return True
        return super().event(event)


class Paragraph(QLabel):
    """Wrapped text with the line height of its role, some of it bold."""

    def __init__(
        self, text: str = "", font: str = "reading", colour: Role = "text", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._role = font
        self._parts: list[tuple[str, bool]] = [(text, False)]
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.dress(self, font=font, colour=colour)
        theme.current().changed.connect(self._show)
        self._show()

    def set_text(self, text: str) -> None:
        """Show plain text."""
        self.set_parts([(text, False)])

    def set_parts(self, parts: Sequence[tuple[str, bool]]) -> None:
        """Show pieces of plain text, each (text, bold)."""
        self._parts = list(parts)
        self._show()

    def set_colour(self, role: Role) -> None:
        """Give the words another colour role."""
        theme.dress(self, colour=role)

    def plain_text(self) -> str:
        """The text without its looks."""
        return "".join(text for text, _ in self._parts)

    def _show(self) -> None:
        pieces = "".join(
            f'<span style="font-weight:600">{html.escape(text)}</span>' if bold else html.escape(text)
            for text, bold in self._parts
        ).replace("\n", "<br>")
        self.setText(f'<p style="line-height:{theme.line_height(self._role)}px; margin:0">{pieces}</p>')
        self.setAccessibleName(self.plain_text())


class Line(QFrame):
    """A hairline between things."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            theme.dress(self, fill="line", width=Size.LINE)
        else:
            theme.dress(self, fill="line", height=Size.LINE)


class SectionTitle(Label):
    """The small title of a section, 12 px semibold; a count may follow in regular."""

    def __init__(self, text: str = "", count: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, "caption-strong", "text2", parent=parent)
        self._title, self._count = text, count
        if count:
            self.set_count(count)

    def set_count(self, count: str) -> None:
        """Show a figure behind the title."""
        self._count = count
        self.setText(f"{self._title}  {count}" if count else self._title)


class KeyCap(QWidget):
    """One key cap."""

    def __init__(self, keys: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(keys)

    def set_key(self, keys: str) -> None:
        """Show another key."""
        self._keys = keys
        self.setAccessibleName(keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(paint.key_cap_width(theme.key_text(self._keys)), theme.px(Size.KEY_CAP))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        paint.draw_key_cap(QPainter(self), 0, self.height() // 2, theme.key_text(self._keys))


class KeyHint(QWidget):
    """Keys and the word for what they do: a line of the key sheet, a piece of the status bar."""

    def __init__(self, keys: Sequence[str], word: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = theme.hbox(self, spacing=Space.XS)
        for key in keys:
            row.addWidget(KeyCap(key))
        theme.gap(row, Space.XS)
        row.addWidget(Label(word, "caption", "text2"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
