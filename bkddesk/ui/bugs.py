"""What no code has caught: a report without anybody's text, and the two hooks that show it. Loaded at every start."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import QMainWindow

from bkddesk import __version__

log = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """What a developer needs to know: versions and the traceback's places. No values, so no secret and no text."""
    import platform
    import traceback

    # Only the places and the error's kind: the message of a foreign exception may quote what a person wrote.
    places = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_short(place.filename)}:{place.lineno} {place.name}" for place in places]
    return "\n".join(
        [
            f"bkddesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
            type(error).__name__,
            *lines,
        ]
    )


def _short(name: str) -> str:
    parts = Path(name).parts
    return "/".join(parts[parts.index("bkddesk") :]) if "bkddesk" in parts else Path(name).name


class BugCatcher(QObject):
    """Shows whatever no code has caught, from any thread, and lets the app go on."""

    _caught = Signal(object)

    def __init__(self, window: Callable[[], QMainWindow | None]) -> None:
        """`window` answers where to show it; without one the log has it."""
        super().__init__()
        self._window = window
        self._showing = False
        self._caught.connect(self._show)

    def install(self) -> None:
        """Take over the interpreter's two hooks."""
        sys.excepthook = self._hook
        threading.excepthook = lambda caught: self._hook(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _hook(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        caught = error if error is not None else kind()
        text = report(caught)
        log.error("unhandled\n%s", text)
        sys.stderr.write(f"{text}\n")
        self._caught.emit(caught)

    def _show(self, error: BaseException) -> None:
        window = self._window()
        # One at a time: a timer that fails each second must not bury the screen.
        if window is None or self._showing:
            return
        from bkddesk.ui.trouble import ReportSheet

        self._showing = True
        sheet = ReportSheet(window, report(error))
        sheet.finished.connect(self._shown)
        sheet.open()

    def _shown(self) -> None:
        self._showing = False
