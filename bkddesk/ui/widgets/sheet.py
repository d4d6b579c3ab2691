"""Sheets: frameless dialogs over a veil that darkens the window's middle, not its menu or status bar.

Head and foot stay, the body scrolls; never higher than 624 px at 100 %. Esc closes and keeps what was entered,
as far as the screen keeps its widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QMainWindow, QScrollArea, QStyle, QVBoxLayout, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label, Line

_FADE_MS = 80
_FADING = ("xcb", "windows", "cocoa")
_SHAPELESS = ("offscreen", "minimal")
"""Platforms that know window opacity, and those that know no window shapes: asking them warns."""


class Veil(QWidget):
    """Flat black at 30 % over one widget; follows its size; takes the mouse."""

    def __init__(self, covered: QWidget) -> None:
        super().__init__(covered)
        covered.installEventFilter(self)
        self.setGeometry(covered.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        QPainter(self).fillRect(event.rect(), theme.veil_colour())


class _Body(QWidget):
    """Tells the sheet when its content wants another height."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._sheet.place_soon()
        return super().event(event)


class Sheet(QDialog):
    """A dialog over the window. `body` is the layout to fill; `head` holds things at the right of the title."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        *,
        note: str = "",
        width: int = Size.SHEET,
        ground: Role = "window",
        margins: theme.Margins | int = Space.XL,
        parent: QWidget | None = None,
    ) -> None:
        """`width` and `margins` at 100 %; `note` stands at the right of the title, small."""
        super().__init__(parent or window)
        self._window, self._wide, self._ground = window, width, ground
        self._veil: Veil | None = None
        self._fade: QPropertyAnimation | None = None
        self._placing = False
        self.setWindowTitle(title)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        line = Size.LINE
        column = theme.vbox(self, margins=line)
        self._head = self._make_head(title, note)
        column.addWidget(self._head)
        column.addWidget(Line())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._content = _Body(self)
        self._content.setAutoFillBackground(False)
        self.body: QVBoxLayout = theme.vbox(self._content, margins=margins)
        self._area.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        column.addWidget(self._area, 1)
        self._foot_line = Line()
        self._foot = QWidget()
        theme.dress(self._foot, height=Size.DIALOG_FOOT)
        self._foot_row: QHBoxLayout = theme.hbox(self._foot, margins=(Space.XL, 0, Space.XL - Size.RING_MARGIN, 0))
        self._foot_text = Label("", "caption", "text2", elide="right")
        self._foot_row.addWidget(self._foot_text, 1)
        column.addWidget(self._foot_line)
        column.addWidget(self._foot)
        self._show_foot()
        theme.current().changed.connect(self.place)

    def _make_head(self, title: str, note: str) -> QWidget:
        head = QWidget()
        theme.dress(head, height=Size.DIALOG_HEAD)
        row = theme.hbox(head, margins=(Space.XL, 0, Space.XL, 0), spacing=Space.S)
        self._title = Label(title, "title")
        row.addWidget(self._title)
        self._note = Label(note, "caption", "text2", elide="middle")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._note, 1)
        self.head = row
        return head

    def set_title(self, title: str, note: str = "") -> None:
        """Change the words of the head."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self._note.setText(note)

    def set_foot_text(self, text: str) -> None:
        """The sentence at the left of the foot."""
        self._foot_text.setText(text)
        self._show_foot()

    def add_foot(self, button: Button, *, default: bool = False) -> Button:
        """Add a button at the right of the foot; `default` lets Enter press it."""
        self._foot_row.addWidget(button)
        button.setDefault(default)
        self._show_foot()
        return button

    def _show_foot(self) -> None:
        shown = bool(self._foot_text.text()) or self._foot_row.count() > 1
        self._foot.setVisible(shown)
        self._foot_line.setVisible(shown)

    def place_soon(self) -> None:
        """Fit and centre again once the layout has settled."""
        if self.isVisible() and not self._placing:
            self.place()

    def place(self) -> None:
        """Fit the sheet to its content, within 624 px and the window, in the middle of the window."""
        self._placing = True
        covered = self._covered()
        margin = theme.px(Space.L)
        width = min(theme.px(self._wide), max(covered.width() - 2 * margin, theme.px(Size.SIDEBAR)))
        lines = 2 * theme.px(Size.LINE)
        fits = self._content.hasHeightForWidth()
        inner = self._content.heightForWidth(width - lines) if fits else self._content.sizeHint().height()
        height = inner + lines + self._head.height() + theme.px(Size.LINE)
        if not self._foot.isHidden():
            height += self._foot.height() + theme.px(Size.LINE)
        height = min(height, theme.px(Size.DIALOG_MAX), covered.height() - 2 * margin)
        self.setFixedSize(QSize(width, height))
        middle = covered.mapToGlobal(covered.rect().center())
        top = covered.mapToGlobal(QPoint(0, 0)).y()
        y = max(top + margin, middle.y() - height // 2 - margin)
        self.move(middle.x() - width // 2, y)
        self._placing = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._veil is None:
            self._veil = Veil(self._covered())
        self._veil.show()
        self._veil.raise_()
        self.place()
        self._start_fade()

    def done(self, result: int) -> None:
        self._lift()
        super().done(result)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        self._lift()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        line = theme.px(Size.LINE)
        radius = theme.px(Size.RADIUS_DIALOG)
        box = QRectF(self.rect())
        paint.rounded(painter, box, radius, theme.colour(self._ground), theme.colour("outline"), line)
        if not self._foot.isHidden() and self._ground != "window":
            foot = QRectF(self._foot.geometry())
            painter.setClipRect(foot)
            paint.rounded(painter, box, radius, theme.colour("window"), theme.colour("outline"), line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if QGuiApplication.platformName() in _SHAPELESS:
            return
        # A mask, not a translucent window: without a compositor the corners of the latter are black.
        shape = QPainterPath()
        radius = theme.px(Size.RADIUS_DIALOG)
        shape.addRoundedRect(QRectF(self.rect()), radius, radius)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def _covered(self) -> QWidget:
        window = self._window
        central = window.centralWidget() if isinstance(window, QMainWindow) else None
        return central or window

    def _lift(self) -> None:
        if self._veil is not None:
            self._veil.hide()
            self._veil.deleteLater()
            self._veil = None

    def _start_fade(self) -> None:
        duration = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        if duration <= 0 or not theme.current().motion or QGuiApplication.platformName() not in _FADING:
            return
        self._fade = QPropertyAnimation(self, b"windowOpacity", self)
        self._fade.setDuration(_FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setEasingCurve(QEasingCurve.Type.OutQuad)
        self._fade.start()
