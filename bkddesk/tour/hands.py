"""A person's hands and eyes: key events into the widget that has the focus, pictures of the window, patient waiting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_MOST_TABS = 60
_SHORT_MS = 1000
"""A timer that runs longer than this shows nothing soon."""


class TourError(Exception):
    """A step did not come to its end; the text says which."""


class Hands:
    """Types, and waits until something is so."""

    def __init__(self, window: Callable[[], QWidget], directory: Path) -> None:
        """`window` answers the window as it is now; pictures go to `directory`, numbered."""
        self._window = window
        self._directory = directory
        self.pictures: list[str] = []

    # Keys -------------------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_MODIFIER, text: str = "") -> None:
        """Press and release one key where the focus is; shortcuts of the window work as they do for a person."""
        QTest.sendKeyEvent(QTest.KeyAction.Click, self._target(), key, text, modifiers)
        QCoreApplication.processEvents()

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

    def tab_to(self, name: str) -> None:
        """Go on by Tab until the widget of this object name has the focus."""
        for _ in range(_MOST_TABS):
            if self._target().objectName() == name:
                return
            self.press(Qt.Key.Key_Tab, text="\t")
        raise TourError(f"Tab does not come to {name}")

    def _target(self) -> QWidget:
        """The widget that a key would reach; the window is brought to the front, for only there shortcuts work."""
        front = self.sheet() or self._window()
        if not front.isActiveWindow():
            front.activateWindow()
            self.until("the window takes the keys", front.isActiveWindow, 10)
        return QApplication.focusWidget() or front.focusWidget() or front

    @staticmethod
    def sheet() -> QWidget | None:
        """The sheet that lies over the window."""
        return QApplication.activeModalWidget()

    # Pictures ---------------------------------------------------------------------------------------------------------

    def picture(self, name: str) -> None:
        """Keep the window as it looks once nothing is about to change, with the sheet over it if one is open."""
        self.until("the window has come to rest", self._is_calm, 30)
        QCoreApplication.processEvents()
        window = self._window()
        file = f"{len(self.pictures) + 1:02}-{name}.png"
        shot = window.grab()
        sheet = self.sheet()
        if sheet is not None:
            painter = QPainter(shot)
            painter.drawPixmap(window.mapFromGlobal(sheet.mapToGlobal(sheet.rect().topLeft())), sheet.grab())
            painter.end()
        if not shot.save(str(self._directory / file)):
            raise TourError(f"cannot write {self._directory / file}")
        self.pictures.append(file)

    def _is_calm(self) -> bool:
        """Whether no part of the window has put something off to the next moment."""
        return not any(
            timer.isActive() and timer.isSingleShot() and timer.interval() < _SHORT_MS
            for timer in self._window().findChildren(QTimer)
        )

    # Waiting ----------------------------------------------------------------------------------------------------------

    def until(self, what: str, is_so: Callable[[], bool], seconds: float = 60) -> None:
        """Let the app run, looking after each event, until something is so. Raises TourError when it takes too long."""
        if not self._wait(is_so, seconds):
            raise TourError(f"waited {seconds:.0f} s in vain: {what}")

    def until_painted(self, widget: QWidget) -> None:
        """Wait for the next time that a view paints itself: a page's process sends its picture when it likes.

        Not in vain where it has painted already: then half a second is the end of it.
        """
        eye = _Eye()
        seen = [widget, *widget.findChildren(QWidget)]
        for part in seen:
            part.installEventFilter(eye)
        self._wait(lambda: eye.has_seen, 0.5)
        for part in seen:
            part.removeEventFilter(eye)

    @staticmethod
    def _wait(is_so: Callable[[], bool], seconds: float) -> bool:
        if is_so():
            return True
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        loop = QEventLoop()

        def look() -> None:
            if is_so():
                loop.quit()

        give_up = QTimer(singleShot=True, interval=int(seconds * 1000))
        give_up.timeout.connect(loop.quit)
        give_up.start()
        dispatcher.aboutToBlock.connect(look)
        loop.exec()
        dispatcher.aboutToBlock.disconnect(look)
        return is_so()


class _Eye(QObject):
    """Notices that something is painted."""

    has_seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            self.has_seen = True
        return super().eventFilter(watched, event)
