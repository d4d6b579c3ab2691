"""A process to be killed: the real window, typing by key events into the real editor, telling what it typed when."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bkddesk.paths import Paths
from bkddesk.ui.application import Application

TEXT = "Sebanyak empat puluh peserta belajar perizinan terpadu di Semarang selama lima hari. "
EVERY_MS = 12


def main() -> None:
    """`python -m tests.kill.typing PROFILE DRAFT`: prints "length monotonic_ns" after each letter."""
    application = Application(Paths.below(Path(sys.argv[1])), language="en")
    timer = QTimer(interval=EVERY_MS)
    typed = 0

    def type_one() -> None:
        nonlocal typed
        text = application.window.view.findChild(QWidget, "editor-text")  # type: ignore[union-attr]
        assert text is not None
        letter = TEXT[typed % len(TEXT)]
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(text, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter))
        typed += 1
        print(typed, time.monotonic_ns(), flush=True)

    def begin() -> None:
        application.window.view.open_draft(int(sys.argv[2]))  # type: ignore[union-attr]
        timer.timeout.connect(type_one)
        timer.start()

    application.run(begin)


if __name__ == "__main__":
    main()
