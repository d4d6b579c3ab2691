"""Fixtures of the widgets' tests: every test starts light, at 100 %, in Indonesian, and leaves it so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bkddesk.language import use_language
from bkddesk.ui import theme

Stage = Callable[[QWidget], QWidget]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    use_language("id")
    theme.start(qapp, "light", 100)
    yield
    theme.change("light", 100)
    use_language("en")


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    """A function that shows a widget on a window with something else to focus; gives the window back."""
    windows: list[QWidget] = []

    def show(widget: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        theme.dress(window, fill="surface")
        column = theme.vbox(window, margins=16, spacing=8)
        other = QWidget()
        other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(other)
        column.addWidget(widget)
        column.addStretch(1)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        other.setFocus()
        return window

    return show
