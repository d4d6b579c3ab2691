"""What nobody caught: a report without anybody's text, and the app goes on. The log keeps no secret."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from bkddesk.log import start_logging
from bkddesk.model.errors import StoreFullError
from bkddesk.ui.bugs import report
from bkddesk.ui.trouble import show_error
from bkddesk.ui.widgets.fields import TextBox
from bkddesk.ui.widgets.sheet import Sheet
from tests.ui.shell.conftest import Running


def _fail(text: str) -> None:
    raise ValueError(text)


def test_the_report_names_places_and_no_values() -> None:
    try:
        _fail("kata sandi abcd efgh")
    except ValueError as error:
        text = report(error)
    assert "ValueError" in text
    assert "_fail" in text
    assert "abcd" not in text


def test_an_expected_error_and_a_bug_are_shown_and_can_be_left(running: Running) -> None:
    running.show()
    window = running.application.window
    assert window is not None
    for error in (StoreFullError("disk full"), ValueError("x")):
        show_error(window, error)
        (sheet,) = [child for child in window.findChildren(Sheet) if child.isVisible()]
        sheet.accept()
        assert not sheet.isVisible()


def test_secrets_are_blanked_in_the_log(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers)
    start_logging(tmp_path)
    try:
        logging.getLogger("bkddesk.test").warning(
            "Authorization: Basic ZGV3aTphYmNk callback?password=abcdEFGH&x=1 abcd EFGH ijkl MNOP qrst UVWX"
        )
    finally:
        for handler in [h for h in root.handlers if h not in before]:
            root.removeHandler(handler)
            handler.close()
    text = (tmp_path / "bkddesk.log").read_text("utf-8")
    assert "x=1" in text
    assert not any(secret in text for secret in ("ZGV3", "abcdEFGH", "EFGH ijkl"))


def test_what_nobody_caught_is_shown_once_from_any_thread(running: Running) -> None:
    running.show()
    window = running.application.window
    assert window is not None
    catcher = running.application._catcher

    def bug() -> None:
        for text in ("first", "second"):
            try:
                _fail(text)
            except ValueError as error:
                catcher._hook(ValueError, error, error.__traceback__)

    thread = threading.Thread(target=bug)
    thread.start()
    thread.join()
    running.qtbot.waitUntil(lambda: bool(shown(window)))
    QApplication.processEvents()
    (sheet,) = shown(window)
    text = sheet.findChild(TextBox).toPlainText()
    assert "_fail" in text
    assert "first" not in text
    running.qtbot.mouseClick(button(sheet, "Copy the report"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == text
    running.qtbot.mouseClick(button(sheet, "Go on"), Qt.MouseButton.LeftButton)
    assert shown(window) == []


def shown(window: QWidget) -> list[Sheet]:
    return [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]


def button(sheet: Sheet, text: str) -> QPushButton:
    return next(one for one in sheet.findChildren(QPushButton) if one.text() == text)
