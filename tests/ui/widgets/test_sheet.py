"""Sheets lie over a veil, stay within 624 px, keep their foot, and close with Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QMainWindow, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Paragraph
from bkddesk.ui.widgets.sheet import Sheet, Veil


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QWidget())
    made.statusBar()
    made.resize(1366, 738)
    with qtbot.waitExposed(made):
        made.show()
    return made


def sheet_on(window: QMainWindow, rows: int) -> tuple[Sheet, Button, Button]:
    sheet = Sheet(window, "Terbitkan artikel", note="ke BKD Bondowoso")
    sheet.body.addWidget(Paragraph("Masuk Kotak Keluar dulu. " * 20))
    for number in range(rows):
        sheet.body.addWidget(QCheckBox(f"Baris {number}"))
    sheet.set_foot_text("Dapat ditarik kembali sebelum terkirim.")
    cancel = sheet.add_foot(Button("Batal", "", "Escape", big=True))
    go = sheet.add_foot(Button("Jadwalkan", "clock", "Ctrl+Return", "primary", big=True), default=True)
    cancel.clicked.connect(sheet.reject)
    go.clicked.connect(sheet.accept)
    return sheet, cancel, go


def veils(window: QMainWindow) -> list[Veil]:
    return [veil for veil in window.findChildren(Veil) if veil.isVisible()]


def test_a_veil_covers_the_middle_only(window: QMainWindow, qtbot: QtBot) -> None:
    sheet, _, _ = sheet_on(window, 3)
    sheet.open()
    (veil,) = veils(window)
    assert veil.parentWidget() is window.centralWidget()
    assert veil.size() == window.centralWidget().size()
    window.resize(1200, 700)
    qtbot.wait(0)
    assert veil.size() == window.centralWidget().size()
    sheet.reject()
    assert veils(window) == []


def test_short_content_gives_a_low_sheet(window: QMainWindow) -> None:
    sheet, _, _ = sheet_on(window, 2)
    sheet.open()
    assert sheet.width() == Size.SHEET
    assert sheet.height() < 400


def test_long_content_scrolls_and_the_foot_stays(window: QMainWindow) -> None:
    sheet, _, go = sheet_on(window, 60)
    sheet.open()
    assert sheet.height() == Size.DIALOG_MAX
    area = sheet.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0
    assert go.mapTo(sheet, go.rect().bottomRight()).y() < sheet.height()


def test_content_that_grows_makes_it_higher(window: QMainWindow, qtbot: QtBot) -> None:
    sheet, _, _ = sheet_on(window, 1)
    sheet.open()
    before = sheet.height()
    for number in range(5):
        sheet.body.addWidget(QCheckBox(f"Lagi {number}"))
    qtbot.waitUntil(lambda: sheet.height() > before, timeout=1000)


def test_esc_rejects_and_enter_presses_the_default(window: QMainWindow, qtbot: QtBot) -> None:
    sheet, _, go = sheet_on(window, 1)
    sheet.open()
    with qtbot.waitSignal(sheet.rejected):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert veils(window) == []
    sheet.open()
    assert len(veils(window)) == 1
    with qtbot.waitSignal(sheet.accepted):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert go.isDefault()


def test_it_stays_in_the_window_at_200_per_cent(window: QMainWindow) -> None:
    theme.change(text_size=200)
    sheet, _, go = sheet_on(window, 30)
    sheet.open()
    assert sheet.width() <= window.width()
    assert sheet.height() <= window.height()
    assert go.mapTo(sheet, go.rect().bottomRight()).y() < sheet.height()


def test_a_sheet_without_foot_has_none(window: QMainWindow) -> None:
    sheet = Sheet(window, "Pintasan keyboard", ground="surface")
    sheet.body.addWidget(Paragraph("Huruf tunggal."))
    sheet.open()
    assert sheet.height() < 160
    sheet.set_title("Pintasan", "14 dari 40")
    assert sheet.windowTitle() == "Pintasan"
