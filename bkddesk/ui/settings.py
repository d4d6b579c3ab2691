"""What the window remembers: language, palette, text size, sizes of panes. An INI file in the profile; no secrets."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from PySide6.QtCore import QByteArray, QSettings

from bkddesk.language import DEFAULT_LANGUAGE, LANGUAGES
from bkddesk.ui.theme import PaletteChoice

_REMEMBERED = 20
TEXT_SIZES = (90, 100, 115, 130, 150, 200)


class Settings:
    """The remembered choices, each with its default."""

    def __init__(self, file: Path) -> None:
        """Reads `file`; a missing or damaged one means the defaults."""
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """ "id" or "en"."""
        language = self._text("language")
        return language if language in LANGUAGES else DEFAULT_LANGUAGE

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def palette(self) -> PaletteChoice:
        """ "system", "light" or "dark"."""
        palette = self._text("palette")
        return cast("PaletteChoice", palette) if palette in get_args(PaletteChoice) else "system"

    @palette.setter
    def palette(self, name: PaletteChoice) -> None:
        self._store.setValue("palette", name)

    @property
    def text_size(self) -> int:
        """Per cent, one of TEXT_SIZES."""
        text = self._text("text_size")
        return int(text) if text.isdigit() and int(text) in TEXT_SIZES else 100

    @text_size.setter
    def text_size(self, per_cent: int) -> None:
        self._store.setValue("text_size", per_cent)

    @property
    def motion(self) -> bool:
        """Whether sheets may fade in."""
        return self._text("motion") != "0"

    @motion.setter
    def motion(self, on: bool) -> None:
        self._store.setValue("motion", "1" if on else "0")

    @property
    def recent_commands(self) -> list[str]:
        """Names of what was run from the palette lately, the newest first."""
        return [name for name in self._text("recent_commands").split("\n") if name]

    def remember_command(self, name: str) -> None:
        """Put it before the others."""
        names = [name, *(old for old in self.recent_commands if old != name)]
        self._store.setValue("recent_commands", "\n".join(names[:_REMEMBERED]))

    def held(self, site_id: int) -> bool:
        """Whether the person holds back what would be sent to this site."""
        return self._text(f"held/{site_id}") == "1"

    def set_held(self, site_id: int, held: bool) -> None:
        """Remember that sending is held back: a start must not let go of it."""
        self._store.setValue(f"held/{site_id}", "1" if held else "0")

    def state(self, name: str) -> QByteArray:
        """A saved geometry or splitter state; empty when never saved."""
        value = self._store.value(f"state/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, name: str, state: QByteArray) -> None:
        """Remember a geometry or splitter state."""
        self._store.setValue(f"state/{name}", state)

    def _text(self, name: str) -> str:
        value = self._store.value(name)
        return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
