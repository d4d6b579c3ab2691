"""Buttons show their key, keep room for their ring, and say their name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.theme.tokens import DARK, LIGHT, Role
from bkddesk.ui.widgets.button import Button, IconButton, Kind, LinkButton
from tests.ui.widgets.conftest import Stage


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def has(widget: QWidget, role: Role) -> bool:
    return LIGHT[role] in colours(widget)


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("kind", ["normal", "primary", "quiet"])
def test_a_button_is_28_high_with_room_for_its_ring(kind: Kind, qtbot: QtBot) -> None:
    button = Button("Setujui", "check", "A", kind)
    qtbot.addWidget(button)
    assert button.sizeHint().height() == Size.BUTTON + 2 * Size.RING_MARGIN
    theme.change(text_size=200)
    assert button.sizeHint().height() == 2 * (Size.BUTTON + 2 * Size.RING_MARGIN)


def test_parts_make_it_wider(qtbot: QtBot) -> None:
    widths = []
    for parts in (("Setujui",), ("Setujui", "check"), ("Setujui", "check", "A")):
        button = Button(*parts)
        qtbot.addWidget(button)
        widths.append(button.sizeHint().width())
    assert widths == sorted(set(widths))


def test_without_its_words_icon_key_and_name_stay(qtbot: QtBot) -> None:
    button = Button("Setujui", "check", "A")
    qtbot.addWidget(button)
    full = button.sizeHint().width()
    button.set_label_shown(False)
    assert button.sizeHint().width() == button.short_width() < full == button.full_width()
    assert name_of(button) == "Setujui"
    assert button.accessibleDescription() == "A"


def test_a_button_without_icon_never_loses_its_words(qtbot: QtBot) -> None:
    button = Button("Batal")
    qtbot.addWidget(button)
    button.set_label_shown(False)
    assert button.sizeHint().width() == button.full_width()


def test_states_are_seen(stage: Stage) -> None:
    button = Button("Setujui", "check", "A")
    stage(button)
    assert has(button, "outline")
    assert not has(button, "accent")
    button.set_suggested(True)
    assert has(button, "accent")
    button.set_suggested(False)
    button.setDown(True)
    assert has(button, "select-idle")
    button.setDown(False)
    button.setCheckable(True)
    button.setChecked(True)
    assert has(button, "select")
    button.setChecked(False)
    button.setEnabled(False)
    assert has(button, "line")
    assert not has(button, "outline") or button.key()


def test_primary_is_filled_in_both_palettes(stage: Stage) -> None:
    button = Button("Jadwalkan", "clock", "Ctrl+Return", "primary")
    stage(button)
    assert has(button, "accent-fill")
    theme.change("dark")
    assert DARK["accent-fill"] in colours(button)


def test_the_ring_lies_outside_the_button(stage: Stage) -> None:
    button = Button("Setujui")
    stage(button)
    button.setFocus()
    image = button.grab().toImage()
    middle = image.height() // 2
    shades = [image.pixelColor(x, middle).name().upper() for x in range(6)]
    assert shades[:2] == [LIGHT["accent"]] * 2
    assert not {LIGHT["accent"], LIGHT["outline"]} & set(shades[2:4])
    assert shades[4] == LIGHT["outline"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space])
def test_the_keyboard_presses_it(key: Qt.Key, stage: Stage, qtbot: QtBot) -> None:
    button = Button("Setujui")
    stage(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_enter_does_not_press_a_suggestion(stage: Stage, qtbot: QtBot) -> None:
    button = Button("Spam", "spam", "S")
    button.set_suggested(True)
    window = stage(button)
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert pressed == []
    assert not button.autoDefault()


def test_a_menu_gives_a_chevron(qtbot: QtBot) -> None:
    button = Button("Balasan siap pakai")
    qtbot.addWidget(button)
    narrow = button.sizeHint().width()
    button.setMenu(QMenu(button))
    assert button.sizeHint().width() > narrow


def test_icon_button_is_named_and_large_enough(qtbot: QtBot) -> None:
    button = IconButton("filter", "Saring", "F")
    qtbot.addWidget(button)
    assert button.sizeHint().width() == button.full_width() == button.short_width() == Size.BUTTON
    assert button.toolTip() == "Saring (f)"
    assert name_of(button) == "Saring"
    assert button.sizeHint().height() >= Size.HIT


def test_link_button_acts_and_is_24_high(stage: Stage, qtbot: QtBot) -> None:
    link = LinkButton("Lihat artikel")
    stage(link)
    assert link.height() >= Size.HIT
    assert has(link, "accent") or link.grab().toImage().pixelColor(QPoint(0, 0)).isValid()
    with qtbot.waitSignal(link.clicked):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
