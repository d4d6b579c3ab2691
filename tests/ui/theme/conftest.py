"""Fixtures of the theme's tests: every test starts light, at 100 %, in Indonesian, and leaves it so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from bkddesk.language import use_language
from bkddesk.ui import theme


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    use_language("id")
    theme.start(qapp, "light", 100)
    yield
    theme.change("light", 100)
    use_language("en")
