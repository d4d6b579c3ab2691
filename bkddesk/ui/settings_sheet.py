"""Ctrl+,: language, palette, text size, rows, motion. Each takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """A few choices, none of them hidden deeper."""

    def __init__(self, window: MainWindow) -> None:
        """Shows the present choices."""
        super().__init__(window, tr("Settings"), width=Size.SHEET_SETTINGS)
        self._main = window
        self._grid = theme.grid(None, across=Space.L, down=Space.L)
        self.body.addLayout(self._grid)
        settings = window.settings
        self._add(tr("Language"), list(LANGUAGES.items()), settings.language, self._choose_language)
        colours = [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self._add(tr("Colours"), colours, settings.palette, self._choose_palette)
        sizes = [(str(size), f"{size} %") for size in TEXT_SIZES]
        self._add(tr("Text size"), sizes, str(settings.text_size), self._choose_text_size)
        if window.view is not None:
            rows = [("comfortable", tr("Comfortable")), ("dense", tr("Dense"))]
            self._add(tr("Rows of the queue"), rows, rows[window.view.dense_rows][0], self._choose_rows)
        motion = [("on", tr("Short fades")), ("off", tr("None"))]
        self._add(tr("Motion"), motion, "on" if settings.motion else "off", self._choose_motion)
        self._grid.setColumnStretch(1, 1)
        close = Button(tr("Close"), kind="primary", big=True)
        close.clicked.connect(self.accept)
        self.add_foot(close, default=True)

    def _add(self, title: str, choices: Sequence[tuple[str, str]], current: str, chosen: Callable[[str], None]) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Label(title, "body"), row, 0)
        segments = Segmented()
        segments.setAccessibleName(title)
        for key, text in choices:
            segments.add(key, text)
        segments.set_current(current)
        segments.chosen.connect(chosen)
        line = theme.hbox(None)
        line.addWidget(segments)
        line.addStretch(1)
        self._grid.addLayout(line, row, 1)

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

    def _choose_rows(self, name: str) -> None:
        if self._main.view is not None:
            self._main.view.dense_rows = name == "dense"

    def _choose_motion(self, name: str) -> None:
        self._main.settings.motion = name == "on"
        theme.current().motion = name == "on"
