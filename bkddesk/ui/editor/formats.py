"""The theme's colours for Markdown."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat

from bkddesk.ui import theme
from bkddesk.ui.editor.highlighter import Formats


def markdown_formats() -> Formats:
    """The theme's colours for Markdown."""
    return Formats(
        mark=_format("text3"),
        quote=_format("md"),
        link=_format("md-link"),
        code=_format("text2", "chip"),
        shortcode=_format("text2", "chip"),
        current=_format("text"),
    )


def _format(colour: theme.Role, fill: theme.Role | None = None) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(theme.colour(colour)))
    if fill is not None:
        made.setBackground(QColor(theme.colour(fill)))
    return made
