"""Errors as a person meets them: three parts for what was expected, a copyable report for what was not."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from bkddesk import __version__
from bkddesk.explain import explain
from bkddesk.language import tr
from bkddesk.model.errors import DeskError
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.error_panel import ErrorPanel
from bkddesk.ui.widgets.fields import TextBox
from bkddesk.ui.widgets.label import Paragraph
from bkddesk.ui.widgets.sheet import Sheet

log = logging.getLogger(__name__)


def show_error(window: QMainWindow, error: Exception) -> None:
    """What happened, what is safe, the way out. A bug gets the report instead."""
    if not isinstance(error, DeskError):
        _ReportSheet(window, report(error)).open()
        return
    said = explain(error)
    sheet = Sheet(window, said.title, width=Size.SHEET_NARROW)
    panel = ErrorPanel()
    panel.show_error(said.title, said.safe, said.ways, said.raw)
    sheet.body.addWidget(panel)
    close = Button(tr("Close"), kind="primary", big=True)
    close.clicked.connect(sheet.accept)
    sheet.add_foot(close, default=True)
    sheet.open()


def ask_close_unsaved(parent: QWidget) -> bool:
    """Whether to close although something typed could not be stored."""
    answer = QMessageBox.warning(
        parent, tr("Not saved"),
        tr("What you typed could not be stored: the disk is full, or the folder is read-only. Close all the same?"),
        QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Cancel,
    )  # fmt: skip
    return answer == QMessageBox.StandardButton.Close


def report(error: BaseException) -> str:
    """What a developer needs to know: versions and the traceback's places. No values, so no secret and no text."""
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


class _ReportSheet(Sheet):
    def __init__(self, window: QMainWindow, text: str) -> None:
        super().__init__(window, tr("Something went wrong in bkddesk"), width=Size.SHEET_NARROW)
        self.body.addWidget(
            Paragraph(
                tr("Everything you wrote and decided is stored on this computer.")
                + " "
                + tr("You can go on working. This report holds no text and no password; please send it to the makers."),
                "body",
            )
        )
        box = TextBox()
        box.setPlainText(text)
        box.setReadOnly(True)
        box.setAccessibleName(tr("Report"))
        self.body.addWidget(box)
        copy = Button(tr("Copy the report"), icon="copy", big=True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        close = Button(tr("Go on"), kind="primary", big=True)
        close.clicked.connect(self.accept)
        self.add_foot(copy)
        self.add_foot(close, default=True)


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
        self._showing = True
        sheet = _ReportSheet(window, report(error))
        sheet.finished.connect(self._shown)
        sheet.open()

    def _shown(self) -> None:
        self._showing = False
