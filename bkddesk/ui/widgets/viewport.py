"""A viewport of our own for lists that are there at the start. Knows only Qt."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def own_viewport(area: QAbstractScrollArea) -> None:
    """Replace Qt's viewport by one that Python made, like it otherwise. To be called before anything is set.

    Asked for Qt's own the first time, PySide looks through all its widget classes for what it is: 10 ms of the start.
    """
    viewport = QWidget()
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)
