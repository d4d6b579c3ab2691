"""Errors as a person meets them: three parts for what was expected, a copyable report for what was not."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from bkddesk.explain import explain
from bkddesk.language import tr
from bkddesk.model.errors import DeskError
from bkddesk.ui.bugs import report
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.error_panel import ErrorPanel
from bkddesk.ui.widgets.fields import TextBox
from bkddesk.ui.widgets.label import Paragraph
from bkddesk.ui.widgets.sheet import Sheet


def show_error(window: QMainWindow, error: Exception) -> None:
    """What happened, what is safe, the way out. A bug gets the report instead."""
    if not isinstance(error, DeskError):
        ReportSheet(window, report(error)).open()
        return
    said = explain(error)
    sheet = Sheet(window, tr("That did not work"), width=Size.SHEET_NARROW)
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
