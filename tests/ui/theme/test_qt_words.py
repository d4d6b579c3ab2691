"""Qt's own words come in the person's language; what we do not know stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from bkddesk.language import use_language
from bkddesk.paths import resources_dir
from bkddesk.ui.qt_words import QtWords

Buttons = QMessageBox.StandardButton


@pytest.fixture(autouse=True)
def words(qapp: QApplication) -> Iterator[None]:
    translator = QtWords()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def labels(qtbot: QtBot) -> list[str]:
    box = QMessageBox()
    qtbot.addWidget(box)
    for button in (Buttons.Ok, Buttons.Cancel, Buttons.Yes, Buttons.No, Buttons.Save, Buttons.Discard, Buttons.Close):
        box.addButton(button)
    return sorted(button.text().replace("&", "") for button in box.buttons())


def test_standard_buttons(qtbot: QtBot) -> None:
    assert labels(qtbot) == ["Batal", "Buang", "Oke", "Simpan", "Tidak", "Tutup", "Ya"]


def test_english_stays(qtbot: QtBot) -> None:
    use_language("en")
    assert {"OK", "Cancel", "Save"} <= set(labels(qtbot))


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_menu_of_a_field(kind: type[QLineEdit], qtbot: QtBot) -> None:
    field = kind()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    texts = [action.text().replace("&", "").split("\t")[0] for action in menu.actions() if action.text()]
    assert texts[:6] == ["Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus"]
    assert texts[-1] == "Pilih semua"
    keys = [action.text().split("\t")[1] for action in menu.actions() if "\t" in action.text()]
    assert "Ctrl+Z" in keys
    menu.deleteLater()


def test_unknown_words_stay(qapp: QApplication) -> None:
    assert qapp.translate("QSomething", "Never heard of") == "Never heard of"


def test_catalogue_keeps_accelerators_and_placeholders() -> None:
    with (resources_dir() / "translations" / "id" / "qt.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert len(messages) > 100
    for message in messages:
        source, target = str(message.id), str(message.string)
        assert target, source
        assert message.context == "Qt", source
        assert target.count("&") == source.count("&"), source
        assert target.count("%1") == source.count("%1"), source
