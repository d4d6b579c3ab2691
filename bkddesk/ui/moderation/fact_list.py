"""Lines of what is known of a comment: an icon, words, and what proves them. Later a verdict's reasons stand here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.ui import theme
from bkddesk.ui.moderation.facts import Fact
from bkddesk.ui.theme import Size, Space, paint


class FactList(QWidget):
    """One line of 28 px for each fact, hairlines between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Sequence[Fact] = ()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        if facts != self._facts:
            self._facts = facts
            theme.dress(self, height=len(facts) * Size.ROW_TABLE)
            self.setAccessibleName("; ".join(f"{fact.text} {fact.proof}".strip() for fact in facts))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        height, gap, side = theme.px(Size.ROW_TABLE), theme.px(Space.S), theme.px(Size.ICON_SMALL)
        for place, fact in enumerate(self._facts):
            top = place * height
            paint.draw_icon(painter, QRect(0, top, side, height), fact.icon, "text2", Size.ICON_SMALL)
            box = QRect(side + gap, top, self.width() - side - gap, height)
            used = paint.draw_text(painter, box, fact.text)
            box.setLeft(box.left() + used + gap)
            if fact.proof:
                paint.draw_text(painter, box, fact.proof, "body", "text2", elide=Qt.TextElideMode.ElideMiddle)
            if place < len(self._facts) - 1:
                line = theme.px(Size.LINE)
                painter.fillRect(0, top + height - line, self.width(), line, theme.colour("line"))
