"""Commands: everything a person can do, named once. Menus, palette, key sheet and status bar are made from these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


def _always() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `name` is stable ("comment.approve"), the texts are already in the person's language."""

    name: str
    text: str
    run: Callable[[], object]
    menu: str = ""
    """"file", "edit", "view", "comment", "article", "site", "help", or "" for none."""
    keys: Sequence[str] = field(default_factory=tuple)
    """Portable key names, the first is shown: "Ctrl+N", "F5", or a single letter "a", "Shift+A"."""
    icon: str = ""
    why_not: Callable[[], str] = _always
    """Why it cannot run now, in words; "" when it can."""
    repeats: bool = False
    """Whether a held key goes on doing it (moving may, deciding may not)."""
    hint: str = ""
    """The one-word form for the status bar; "" keeps it out of there."""

    @property
    def is_single_key(self) -> bool:
        """Whether its first key is a letter without Ctrl or Alt: works only where nobody is typing."""
        return bool(self.keys) and not _is_window_wide(self.keys[0])

    @property
    def window_keys(self) -> list[str]:
        """Those of its keys that work wherever the focus is in the window."""
        return [key for key in self.keys if _is_window_wide(key)]


def _is_window_wide(key: str) -> bool:
    return any(part in key for part in ("Ctrl", "Alt", "F1", "F5", "F6", "F9")) or key == "?"
