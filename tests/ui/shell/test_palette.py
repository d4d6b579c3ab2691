"""Palette, key sheet, settings: everything by name, every key named, each choice kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QWidget

from bkddesk.demo.site import DemoSite
from bkddesk.ui import theme
from bkddesk.ui.background import Connection
from bkddesk.ui.context import Place
from bkddesk.ui.key_sheet import KeySheet
from bkddesk.ui.main_window import MainWindow
from bkddesk.ui.palette import Palette
from bkddesk.ui.palette_choices import Choice, found
from bkddesk.ui.settings import Settings
from bkddesk.ui.settings_sheet import SettingsSheet
from bkddesk.ui.widgets.label import Label
from tests.ui.shell.conftest import Running


def opened(running: Running, site: DemoSite, role: str = "editor") -> MainWindow:
    running.sign_in(site, role)
    running.show()
    running.until(Connection.ONLINE)
    assert running.application.window is not None
    return running.application.window


def run_named(window: MainWindow, name: str) -> None:
    window.run(next(command for command in window.commands() if command.name == name))


def rows(palette: Palette) -> list[str]:
    model = palette.findChild(QListView, "palette-list").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choice(name: str, text: str, group: str = "Tools", reason: str = "") -> Choice:
    return Choice(name, group, text, "", "", "", reason, lambda: None)


def test_words_are_found_at_the_beginning_of_words_before_within_them() -> None:
    offered = [choice("1", "Respam"), choice("2", "Not spam"), choice("3", "Spam"), choice("4", "Reply")]
    assert [one.name for one in found(offered, "spam", [])] == ["3", "2", "1"]
    assert found(offered, "spam", [])[0].marks == ((0, 4),)
    assert [one.name for one in found([choice("1", "New article")], "na", [])] == ["1"]
    assert found(offered, "xyz", []) == []


def test_the_best_group_stands_first_and_what_cannot_run_last() -> None:
    offered = [
        choice("grey", "Spam", "Comments", "nothing is chosen"),
        choice("near", "The spam folder", "Comments"),
        choice("exact", "Spam", "Go to"),
    ]
    assert [one.name for one in found(offered, "spam", [])] == ["exact", "near", "grey"]


def test_what_was_used_lately_comes_first_without_words() -> None:
    offered = [choice("a", "A"), choice("b", "B"), choice("c", "C")]
    assert [one.name for one in found(offered, "", ["c", "gone"])] == ["c", "a", "b"]
    assert found(offered, "", ["c"])[0].group == "Used lately"


def test_enter_goes_to_a_place_and_is_remembered(running: Running, site: DemoSite) -> None:
    window = opened(running, site)
    run_named(window, "help.palette")
    palette = window.findChild(Palette)
    field = palette.findChild(QLineEdit, "palette-field")
    QTest.keyClicks(field, "outbox")
    assert "Go to" in rows(palette)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert running.view.place is Place.OUTBOX
    assert window.settings.recent_commands == ["place.outbox"]


@pytest.mark.qt_log_ignore("propagateSizeHints", "Sandboxing", "RHI", "RhiGles", "Vulkan", "GBM", "GPU", "OpenGL")
def test_an_article_is_found_by_its_title_and_opens(running: Running, site: DemoSite) -> None:
    window = opened(running, site)
    run_named(window, "help.palette")
    palette = window.findChild(Palette)
    field = palette.findChild(QLineEdit, "palette-field")
    QTest.keyClicks(field, "kopi ijen")
    assert rows(palette)[0] == "Articles of the site"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "Kopi Ijen" in running.view.page.window_title()


def test_what_cannot_run_says_why_and_stays(running: Running, site: DemoSite) -> None:
    window = opened(running, site, "author")
    run_named(window, "place.comments.hold")
    run_named(window, "help.palette")
    palette = window.findChild(Palette)
    field = palette.findChild(QLineEdit, "palette-field")
    QTest.keyClicks(field, "unapprove")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert window._said
    palette.reject()


def test_the_key_sheet_names_every_key_once_and_finds_them(running: Running, site: DemoSite) -> None:
    window = opened(running, site)
    run_named(window, "help.keys")
    sheet = window.findChild(KeySheet)
    keys = [key for _, entries in sheet._groups for entry in entries for key in entry.keys]
    assert len(keys) == len(set(keys))
    commands = [command for command in window.commands() if not command.name.startswith("place.")]
    assert {key for command in commands for key in command.keys[:1]} <= set(keys)

    def shown() -> list[str]:
        return [label.text() for label in sheet.findChildren(Label) if label.isVisible()]

    running.qtbot.waitUntil(lambda: "Reply" in shown())
    QTest.keyClicks(sheet.findChild(QLineEdit, "key-search"), "palette")
    running.qtbot.waitUntil(lambda: "Command palette" in shown() and "Reply" not in shown())
    sheet.reject()


def test_settings_take_effect_at_once_and_are_kept(running: Running, site: DemoSite, tmp_path: Path) -> None:
    window = opened(running, site)
    run_named(window, "app.settings")
    sheet = window.findChild(SettingsSheet)

    def press(group: str, text: str) -> None:
        (segments,) = [one for one in sheet.findChildren(QWidget) if one.accessibleName() == group]
        (button,) = [one for one in segments.findChildren(QPushButton) if one.text() == text] or [
            one for one in segments.children() if getattr(one, "text", str)() == text
        ]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    press("Colours", "Dark")
    press("Text size", "115 %")
    press("Rows of the queue", "Dense")
    press("Motion", "None")
    assert theme.current().is_dark
    assert theme.current().text_size == 115
    assert running.view.dense_rows
    assert not theme.current().motion
    sheet.accept()
    kept = Settings(tmp_path / "profile" / "data" / "settings.ini")
    window.settings._store.sync()
    kept._store.sync()
    assert (kept.palette, kept.text_size, kept.motion) == ("dark", 115, False)
    theme.change(palette="light", text_size=100)
    theme.current().motion = True
