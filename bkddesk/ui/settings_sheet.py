"""Ctrl+,: language, palette, text size. Each takes effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bkddesk.language import LANGUAGES, tr
from bkddesk.ui import theme
from bkddesk.ui.settings import TEXT_SIZES
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.segmented import Segmented
from bkddesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from bkddesk.ui.main_window import MainWindow


class SettingsSheet(Sheet):
    """Three choices."""

    def __init__(self, window: MainWindow) -> None:
        """Shows the present choices."""
        super().__init__(window, tr("Settings"), width=Size.SHEET_NARROW)
        self._main = window
        grid = theme.grid(None, across=Space.L, down=Space.L)
        self.body.addLayout(grid)
        settings = window.settings
        rows = [
            (tr("Language"), list(LANGUAGES.items()), settings.language, self._choose_language),
            (
                tr("Colours"),
                [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))],
                settings.palette,
                self._choose_palette,
            ),
            (
                tr("Text size"),
                [(str(size), f"{size} %") for size in TEXT_SIZES],
                str(settings.text_size),
                self._choose_text_size,
            ),
        ]
        for row, (title, choices, current, chosen) in enumerate(rows):
            grid.addWidget(Label(title, "body"), row, 0)
            segments = Segmented()
            segments.setAccessibleName(title)
            for key, text in choices:
                segments.add(key, text)
            segments.set_current(current)
            segments.chosen.connect(chosen)
            grid.addWidget(segments, row, 1)
        close = Button(tr("Close"), kind="primary", big=True)
        close.clicked.connect(self.accept)
        self.add_foot(close, default=True)

    def _choose_language(self, code: str) -> None:
        self.accept()
        self._main.choose_language(code)

    def _choose_palette(self, name: str) -> None:
        palette = cast("theme.PaletteChoice", name)
        self._main.settings.palette = palette
        theme.change(palette=palette)

    def _choose_text_size(self, text: str) -> None:
        self._main.settings.text_size = int(text)
        theme.change(text_size=int(text))
        self.place()
