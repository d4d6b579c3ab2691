"""Key events as the names that commands carry. Tests the modifier, never the letter's case: Caps Lock is no Shift."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from bkddesk.ui.commands import Command

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_NAMES = {
    Qt.KeyboardModifier.ControlModifier: "Ctrl+",
    Qt.KeyboardModifier.AltModifier: "Alt+",
    Qt.KeyboardModifier.ShiftModifier: "Shift+",
    Qt.KeyboardModifier.MetaModifier: "Meta+",
}


def key_name(event: QKeyEvent) -> str:
    """The portable name of the key that was pressed ("a", "Shift+A", "Ctrl+Z", "/"); "" for none of ours."""
    modifiers = event.modifiers() & ~_KEYPAD
    before = "".join(name for modifier, name in _NAMES.items() if modifiers & modifier)
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        letter = chr(key)
        return f"{before}{letter}" if before else letter.lower()
    # Signs are where the keyboard has them: "/" is Shift+7 on some.
    if before in ("", "Shift+") and event.text().isprintable() and len(event.text()) == 1:
        return event.text()
    return ""


def command_for(event: QKeyEvent, commands: Iterable[Command]) -> Command | None:
    """The command that a key means, or None. Whether it may repeat is for the caller to ask."""
    name = key_name(event)
    return next((command for command in commands if name in command.keys), None) if name else None
