"""Names and values in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bkddesk.ui import theme
from bkddesk.ui.theme import Space
from bkddesk.ui.widgets.label import Label


class KeyValueGrid(QWidget):
    """Rows of (name, value); values at the left (details) or at the right (figures). Rows are reused."""

    def __init__(
        self, *, values: Literal["left", "right"] = "left", font: str = "caption", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._right, self._font = values == "right", font
        self._grid = theme.grid(self, across=Space.XXL if values == "left" else Space.M, down=2)
        self._grid.setColumnStretch(1, 1)
        self._pairs: list[tuple[Label, Label]] = []

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these rows."""
        while len(self._pairs) < len(rows):
            self._add_pair()
        for index, (name, value) in enumerate(self._pairs):
            shown = index < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(rows[index][0])
                value.setText(rows[index][1])
                value.setAccessibleName(f"{rows[index][0]}: {rows[index][1]}")

    def _add_pair(self) -> None:
        name = Label("", self._font, "text2")
        value = Label("", self._font, elide="right", selectable=True)
        if self._right:
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = len(self._pairs)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        self._pairs.append((name, value))
