"""A small icon that stands still."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, paint


class Sign(QWidget):
    """An icon of 16 px in a role's colour, as high as a line of text."""

    def __init__(self, icon: str, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        theme.dress(self, width=Size.ICON_SMALL, height=Size.KEY_CAP)

    def set_icon(self, icon: str, role: Role) -> None:
        """Show another one."""
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """The icon."""
        paint.draw_icon(QPainter(self), self.rect(), self._icon, self._role, Size.ICON_SMALL)
