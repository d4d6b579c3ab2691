"""A bar with a number: no spinners. Where the end is unknown only the number grows."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Size, paint


class ProgressLine(QProgressBar):
    """A thin bar; a QProgressBar for screen readers, drawn by the theme."""

    def __init__(self, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setRange(0, 1000)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_part(self, part: float) -> None:
        """Fill it to `part`, 0 to 1."""
        self.setValue(round(1000 * min(1.0, max(0.0, part))))

    def set_progress(self, done: int, total: int | None) -> None:
        """Fill it to done of total; an unknown total leaves it empty."""
        self.set_part(done / total if total else 0.0)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(Size.ROW), theme.px(Size.PROGRESS))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(Size.HIT), theme.px(Size.PROGRESS))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        paint.draw_progress(QPainter(self), self.rect(), self.value() / 1000)
