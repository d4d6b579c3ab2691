"""The status bar: connection, sync and outbox at the left, the keys that matter here at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy, QStatusBar, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.label import KeyHint


@dataclass(frozen=True, slots=True)
class StatusItem:
    """An icon and a word or two. `action` makes it a button."""

    icon: str
    text: str
    role: Role = "text2"
    """Colour of the icon."""
    text_role: Role = "text2"
    bold: bool = False
    action: Callable[[], object] | None = None
    tip: str = ""


class _Piece(QPushButton):
    def __init__(self, item: StatusItem, parent: QWidget) -> None:
        super().__init__(item.text, parent)
        self._item = item
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(item.tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if item.action is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not item.tip)
        else:
            # A click leaves the keys where they are, in the list or in the text.
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.clicked.connect(item.action)

    def sizeHint(self) -> QSize:  # noqa: N802
        width = theme.text_width(self._item.text, self._font()) + 2 * theme.px(Space.XS)
        if self._item.icon:
            width += theme.px(Size.ICON_SMALL) + theme.px(6)
        return QSize(width, theme.px(Size.HIT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        x = theme.px(Space.XS)
        if self._item.icon:
            side = theme.px(Size.ICON_SMALL)
            box = QRect(x, 0, side, self.height())
            paint.draw_icon(painter, box, self._item.icon, self._item.role, Size.ICON_SMALL)
            x += side + theme.px(6)
        words = QRect(x, 0, self.width() - x, self.height())
        width = paint.draw_text(painter, words, self._item.text, self._font(), self._item.text_role)
        if self._item.action is not None and self.underMouse():
            y = self.height() // 2 + theme.px(7)
            painter.fillRect(QRect(x, y, width, theme.px(Size.LINE)), theme.colour(self._item.text_role))
        if self.hasFocus():
            paint.draw_ring(painter, self.rect(), Size.RADIUS_SMALL)

    def _font(self) -> str:
        return "caption-strong" if self._item.bold else "caption"


class StatusStrip(QStatusBar):
    """26 px at the foot of the window (`setStatusBar`). Where it gets narrow, the key hints go first, from the left."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[StatusItem, ...] = ()
        self._hints: tuple[tuple[tuple[str, ...], str], ...] = ()
        self._tint: Role = "window"
        self.setSizeGripEnabled(False)
        # QStatusBar's own layout keeps margins that no setting takes away: lay the pieces on a sheet of our own.
        self._ground = QWidget(self)
        self._row = theme.hbox(self._ground, margins=(Space.S, Size.LINE, Space.M, 0), spacing=0)
        self._left = theme.hbox(spacing=Space.S)
        self._right = theme.hbox(spacing=Space.L)
        self._row.addLayout(self._left)
        self._row.addStretch(1)
        self._row.addLayout(self._right)
        theme.dress(self, fill="window", height=Size.STATUS)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_items(self, items: Sequence[StatusItem]) -> None:
        """Show these at the left. The first names the connection."""
        if tuple(items) == self._items:
            return
        self._items = tuple(items)
        focused = [place for place, piece in enumerate(_of(self._left)) if piece.hasFocus()]
        _clear(self._left)
        for item in items:
            self._left.addWidget(_Piece(item, self._ground))
        for place in focused:
            if place < self._left.count():
                _of(self._left)[place].setFocus()
        self._fit()

    def set_hints(self, hints: Sequence[tuple[Sequence[str], str]]) -> None:
        """Show these (keys, word) at the right."""
        fresh = tuple((tuple(keys), word) for keys, word in hints)
        if fresh == self._hints:
            return
        self._hints = fresh
        _clear(self._right)
        for keys, word in hints:
            self._right.addWidget(KeyHint(keys, word))
        self._fit()

    def set_tint(self, kind: str) -> None:
        """ "wait" while offline or signed out, "" otherwise."""
        self._tint = "wait-tint" if kind == "wait" else "window"
        theme.dress(self, fill=self._tint)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._ground.setGeometry(self.rect())
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, theme.px(Size.STATUS))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        QPainter(self).fillRect(0, 0, self.width(), theme.px(Size.LINE), theme.colour("line"))

    def _fit(self) -> None:
        free = (
            self.width() - theme.px(Space.XL) - sum(w.sizeHint().width() + theme.px(Space.S) for w in _of(self._left))
        )
        hints = _of(self._right)
        needed = sum(hint.sizeHint().width() + theme.px(Space.L) for hint in hints)
        for hint in hints:
            hint.setVisible(needed <= free)
            if needed > free:
                needed -= hint.sizeHint().width() + theme.px(Space.L)


def _of(layout: QLayout) -> list[QWidget]:
    widgets = []
    for index in range(layout.count()):
        item = layout.itemAt(index)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widgets.append(widget)
    return widgets


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
