"""Errors as a person meets them: three parts for what was expected, a copyable report for what was not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from bkddesk.explain import explain
from bkddesk.language import tr
from bkddesk.model import errors
from bkddesk.model.errors import DeskError
from bkddesk.ui import theme
from bkddesk.ui.bugs import report
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.error_panel import ErrorPanel
from bkddesk.ui.widgets.fields import TextBox
from bkddesk.ui.widgets.label import Paragraph
from bkddesk.ui.widgets.sheet import Sheet

_OURS = (
    errors.TimedOutError, errors.CertificateInvalidError, errors.StoreFullError, errors.StoreUnreadableError,
    errors.KeyringUnavailableError, errors.NotFoundError, errors.InvalidInputError, errors.AddressError,
)  # fmt: skip
"""The raw words of these are this computer's."""


def show_error(window: QMainWindow, error: Exception) -> None:
    """What happened, what is safe, the way out. A bug gets the report instead."""
    if not isinstance(error, DeskError):
        ReportSheet(window, report(error)).open()
        return
    said = explain(error)
    sheet = Sheet(window, tr("That did not work"), width=Size.SHEET_NARROW)
    panel = ErrorPanel()
    panel.show_error(said.title, said.safe, said.ways, said.raw, from_site=_is_from_site(error))
    sheet.body.addWidget(panel)
    close = Button(tr("Close"), kind="primary", big=True)
    close.clicked.connect(sheet.accept)
    sheet.add_foot(close, default=True)
    sheet.open()


def _is_from_site(error: DeskError) -> bool:
    """Whether the raw words are the site's; of its own kinds of network trouble they are, of a broken line not."""
    return not isinstance(error, _OURS) and type(error) is not errors.NetworkTroubleError


def ask_close_unsaved(parent: QWidget) -> bool:
    """Whether to close although something typed could not be stored."""
    answer = QMessageBox.warning(
        parent, tr("Not saved"),
        tr("What you typed could not be stored: the disk is full, or the folder is read-only. Close all the same?"),
        QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Cancel,
    )  # fmt: skip
    return answer == QMessageBox.StandardButton.Close


class TroublePage(QWidget):
    """In the middle of the window, where a site's data cannot be opened: why, and a way to try again."""

    described = Signal()
    again = Signal()

    def __init__(self, error: DeskError) -> None:
        super().__init__()
        said = explain(error)
        self.setWindowTitle(tr("That did not work"))
        self.setObjectName("trouble-page")
        theme.dress(self, fill="surface")
        panel = ErrorPanel()
        panel.show_error(said.title, said.safe, said.ways, said.raw, from_site=_is_from_site(error))
        theme.dress(panel, width=Size.SHEET_NARROW)
        again = Button(tr("Try again"), icon="sync", kind="primary", big=True)
        again.clicked.connect(self.again)
        panel.add_way(again)
        column = theme.vbox(self, margins=Space.XL)
        column.addStretch(1)
        column.addWidget(panel, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class ReportSheet(Sheet):
    """A bug's report, to be copied; the app goes on behind it."""

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
        theme.gap(self.body, Space.M)
        box = TextBox(rows=8)
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
