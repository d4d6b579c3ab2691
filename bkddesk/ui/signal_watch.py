"""SIGTERM, SIGINT, SIGHUP: Python runs handlers between byte codes only, so a pipe wakes Qt's loop up.

Knows no window. Not for Windows, which has no such signals.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class SignalWatch(QObject):
    """Calls `quit_now` on the main thread when the system asks the process to end."""

    def __init__(self, quit_now: Callable[[], None], parent: QObject) -> None:
        """Takes the three signals over. To be made on the main thread."""
        super().__init__(parent)
        self._quit_now = quit_now
        # Not a pair of sockets: importing `socket` would take a hundredth of the start.
        self._reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._reader, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        numbers = os.read(self._reader, 64)
        if set(numbers) & {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}:
            self._quit_now()
