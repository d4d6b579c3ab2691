"""A bar that gets narrow drops words first, then moves buttons into "…", and takes them back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button, IconButton
from bkddesk.ui.widgets.fields import SearchField
from bkddesk.ui.widgets.pane_bar import PaneBar


def bar_of(qtbot: QtBot, *names: str) -> tuple[PaneBar, list[Button]]:
    bar = PaneBar("Tertunda")
    qtbot.addWidget(bar)
    bar.add_stretch()
    buttons = [bar.add(Button(name, "check", name[0])) for name in names]
    bar.resize(900, bar.height())
    bar.show()
    return bar, buttons


def more_of(bar: PaneBar) -> QWidget:
    return next(button for button in bar.findChildren(IconButton) if button.icon_name() == "more")


def squeeze(bar: PaneBar, width: int) -> None:
    bar.resize(width, bar.height())


def fits(bar: PaneBar, buttons: list[Button]) -> bool:
    shown = [button for button in buttons if not button.isHidden()]
    return all(
        button.width() >= button.sizeHint().width() and button.geometry().right() < bar.width() for button in shown
    )


def test_wide_bar_shows_everything(qtbot: QtBot) -> None:
    bar, buttons = bar_of(qtbot, "Setujui", "Spam", "Buang")
    assert all(button.is_label_shown() for button in buttons)
    assert more_of(bar).isHidden()


def test_words_go_first_from_the_right(qtbot: QtBot) -> None:
    bar, buttons = bar_of(qtbot, "Setujui", "Spam", "Buang")
    width = 900
    while buttons[-1].is_label_shown():
        width -= 5
        squeeze(bar, width)
    assert [button.is_label_shown() for button in buttons] == [True, True, False]
    assert not any(button.isHidden() for button in buttons)
    assert fits(bar, buttons)


def test_then_buttons_move_into_more_and_work_there(qtbot: QtBot) -> None:
    bar, buttons = bar_of(qtbot, "Setujui", "Spam", "Buang", "Balas", "Edit")
    squeeze(bar, 260)
    assert not more_of(bar).isHidden()
    assert buttons[-1].isHidden()
    assert not buttons[0].isHidden()
    bar.more.aboutToShow.emit()
    texts = [action.text() for action in bar.more.actions()]
    assert texts == [button.text() for button in buttons if button.isHidden()]
    with qtbot.waitSignal(buttons[-1].clicked):
        bar.more.actions()[-1].trigger()


def test_every_width_fits(qtbot: QtBot) -> None:
    bar, buttons = bar_of(qtbot, "Setujui", "Spam", "Buang", "Balas", "Edit")
    bar.set_count("313")
    qtbot.wait(0)
    for width in range(900, 160, -20):
        squeeze(bar, width)
        assert fits(bar, buttons), width
        words = [button.is_label_shown() for button in buttons]
        shown = [not button.isHidden() for button in buttons]
        assert words == sorted(words, reverse=True)
        assert shown == sorted(shown, reverse=True)


def test_they_come_back(qtbot: QtBot) -> None:
    bar, buttons = bar_of(qtbot, "Setujui", "Spam", "Buang")
    squeeze(bar, 200)
    squeeze(bar, 900)
    assert all(button.is_label_shown() and not button.isHidden() for button in buttons)


def test_a_button_that_the_screen_hides_stays_hidden(qtbot: QtBot) -> None:
    bar, buttons = bar_of(qtbot, "Setujui", "Spam", "Buang")
    buttons[1].hide()
    squeeze(bar, 200)
    bar.show_button(buttons[2], False)
    squeeze(bar, 900)
    assert [button.isHidden() for button in buttons] == [False, True, True]
    bar.show_button(buttons[1], True)
    assert not buttons[1].isHidden()


def test_more_can_hold_actions_of_its_own(qtbot: QtBot) -> None:
    bar, _ = bar_of(qtbot, "Setujui")
    bar.more.addAction("Salin tautan")
    bar.show_more()
    assert not more_of(bar).isHidden()
    bar.more.aboutToShow.emit()
    assert [action.text() for action in bar.more.actions()] == ["Salin tautan"]


def test_a_search_field_takes_what_is_left(qtbot: QtBot) -> None:
    bar = PaneBar("Tertunda")
    qtbot.addWidget(bar)
    search = SearchField("Cari")
    bar.add_left(search, 1)
    buttons = [bar.add(IconButton("filter", "Saring")), bar.add(IconButton("sort", "Urutkan"))]
    bar.resize(392, bar.height())
    bar.show()
    assert search.width() > 150
    assert fits(bar, buttons)


def test_bar_is_44_high_and_grows(qtbot: QtBot) -> None:
    bar, _ = bar_of(qtbot, "Setujui")
    assert bar.height() == Size.BAR
    theme.change(text_size=150)
    assert bar.height() == 66


def test_title_and_count_are_read(qtbot: QtBot) -> None:
    bar, _ = bar_of(qtbot, "Setujui")
    bar.set_title("Spam")
    bar.set_count("12")
    bar.set_icon("error", "danger")
    assert not bar.grab().isNull()
    bar.set_title("")
    assert bar.focusPolicy() == Qt.FocusPolicy.NoFocus
