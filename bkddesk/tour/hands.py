"""A person's hands and eyes: key events into the widget that has the focus, pictures of the window, patient waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_LOOK_EVERY_MS = 20


class TourError(Exception):
    """A step did not come to its end; the text says which."""


class Hands:
    """Types, and waits until something is so."""

    def __init__(self, window: Callable[[], QWidget], directory: Path) -> None:
        """`window` answers the window as it is now; pictures go to `directory`, numbered."""
        self._window = window
        self._directory = directory
        self.pictures: list[str] = []

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
    ) -> None:
        """Press and release one key where the focus is; shortcuts of the window work as they do for a person."""
        # A window that has just appeared is not active yet, but knows who will have the focus.
        target = QApplication.focusWidget() or self._window().focusWidget() or self._window()
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.ignore()
            QApplication.sendEvent(target, event)
        QApplication.processEvents()

    def letter(self, letter: str) -> None:
        """Press a letter's key."""
        self.press(Qt.Key(ord(letter.upper())), text=letter)

    def type(self, text: str) -> None:
        """Type a text, letter by letter; a line's end is the Return key."""
        for sign in text:
            if sign == "\n":
                self.press(Qt.Key.Key_Return, text="\r")
            else:
                code = ord(sign.upper())
                self.press(Qt.Key(code) if code < 128 else Qt.Key.Key_unknown, text=sign)

    def picture(self, name: str) -> None:
        """Keep the window as it looks now, with the sheet over it if one is open."""
        QApplication.processEvents()
        window = self._window()
        file = f"{len(self.pictures) + 1:02}-{name}.png"
        shot = window.grab()
        sheet = QApplication.activeModalWidget()
        if sheet is not None:
            from PySide6.QtGui import QPainter

            painter = QPainter(shot)
            painter.drawPixmap(window.mapFromGlobal(sheet.mapToGlobal(sheet.rect().topLeft())), sheet.grab())
            painter.end()
        if not shot.save(str(self._directory / file)):
            raise TourError(f"cannot write {self._directory / file}")
        self.pictures.append(file)

    def until(self, what: str, is_so: Callable[[], bool], seconds: float = 60) -> None:
        """Let the app run until something is so. Raises TourError when it takes too long."""
        loop = QEventLoop()
        look = QTimer(interval=_LOOK_EVERY_MS)
        look.timeout.connect(lambda: loop.quit() if is_so() else None)
        give_up = QTimer(singleShot=True, interval=int(seconds * 1000))
        give_up.timeout.connect(loop.quit)
        if not is_so():
            look.start()
            give_up.start()
            loop.exec()
        if not is_so():
            raise TourError(f"waited {seconds:.0f} s in vain: {what}")

    def let_run(self, milliseconds: int) -> None:
        """Let pictures settle that announce nothing, such as a page that paints itself."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
