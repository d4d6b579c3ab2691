"""What nobody caught: a report without anybody's text, and the app goes on. The log keeps no secret."""

from __future__ import annotations

import logging
from pathlib import Path

from bkddesk.log import start_logging
from bkddesk.model.errors import StoreFullError
from bkddesk.ui.bugs import report
from bkddesk.ui.trouble import show_error
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
