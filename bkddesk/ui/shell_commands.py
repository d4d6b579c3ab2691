"""The commands that belong to no page: places, panes, palette, text size, site, help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication

from bkddesk.language import current_language, tr
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Place
from bkddesk.ui.places import PLACE_KEYS, place_icon, place_name
from bkddesk.ui.settings import TEXT_SIZES

if TYPE_CHECKING:
    from bkddesk.ui.main_window import MainWindow


class ShellActions(Protocol):
    """What the application does for the window."""

    def site_choices(self) -> Sequence[tuple[str, bool, Callable[[], object]]]:
        """(name, whether current, open it) for each site and account."""

    def add_site(self) -> None:
        """Show the sign-in for another site."""

    def sign_in_again(self) -> None:
        """Show the sign-in for the current site."""

    def sign_out(self) -> None:
        """Revoke the password and forget it."""

    def open_outbox(self) -> None:
        """Show the outbox."""

    def choose_language(self, code: str) -> None:
        """Speak another language from now on."""

    @property
    def practises(self) -> bool:
        """Whether this is the practice site, whose network can be switched."""

    @property
    def offline(self) -> bool:
        """Whether the person works offline."""

    def work_offline(self, offline: bool) -> None:
        """Keep off the network, or go back to it."""


def shell_commands(window: MainWindow, actions: ShellActions) -> list[Command]:
    """All of them, in menu order."""
    return [
        *_file(window),
        *(_places(window) if window.view else []),
        *_view(window, actions),
        *(_site(window, actions) if window.view else []),
        *_help(window),
    ]


def _file(window: MainWindow) -> list[Command]:
    commands = []
    if window.view is not None:
        view = window.view
        commands.append(Command("file.new", tr("New article"), view.new_article, "article", ("Ctrl+N",), "plus"))
    return [
        *commands,
        Command("app.settings", tr("Settings…"), lambda: _open_settings(window), "file", ("Ctrl+,",), "settings"),
        Command("app.quit", tr("Quit"), window.close, "file", ("Ctrl+Q",)),
    ]


def _places(window: MainWindow) -> list[Command]:
    view = window.view
    assert view is not None
    return [
        Command(
            f"place.{place.value}", place_name(place), partial(view.open_place, place), "view",
            (PLACE_KEYS[place],) if place in PLACE_KEYS else (), place_icon(place),
        )
        for place in Place
    ]  # fmt: skip


def _view(window: MainWindow, actions: ShellActions) -> list[Command]:
    languages = {"id": "Bahasa Indonesia", "en": "English"}
    return [
        Command("pane.next", tr("Next pane"), lambda: window.next_pane(1), "view", ("F6",)),
        Command("pane.previous", tr("Previous pane"), lambda: window.next_pane(-1), "view", ("Shift+F6",)),
        Command("text.larger", tr("Larger text"), lambda: _change_text_size(window, 1), "view", ("Ctrl++", "Ctrl+=")),
        Command("text.smaller", tr("Smaller text"), lambda: _change_text_size(window, -1), "view", ("Ctrl+-",)),
        Command("palette.light", tr("Light"), lambda: _change_palette(window, "light"), "view"),
        Command("palette.dark", tr("Dark"), lambda: _change_palette(window, "dark"), "view"),
        Command("palette.system", tr("As the system"), lambda: _change_palette(window, "system"), "view"),
        *(
            Command(f"language.{code}", name, partial(actions.choose_language, code), "view")
            for code, name in languages.items()
            if code != current_language()
        ),
    ]


def _site(window: MainWindow, actions: ShellActions) -> list[Command]:
    view = window.view
    assert view is not None
    worker = view.worker
    return [
        Command("sync.now", tr("Synchronise now"), worker.sync_now, "site", ("F5",), "sync"),
        Command("sync.full", tr("Read everything again"), lambda: worker.sync_now(full=True), "site"),
        _network(actions),
        Command(
            "site.open",
            tr("Open the site in the browser"),
            lambda: window.open_url(view.desk.site.url),
            "site",
            (),
            "globe",
        ),
        *(_accounts(actions) if not actions.practises else []),
    ]


def _accounts(actions: ShellActions) -> list[Command]:
    """Not on the practice site: what is practised never mixes with a real site."""
    return [
        Command("site.add", tr("Add a site…"), actions.add_site, "site", (), "plus"),
        Command("site.sign_in", tr("Sign in again…"), actions.sign_in_again, "site", (), "key"),
        Command("site.sign_out", tr("Sign out…"), actions.sign_out, "site"),
    ]


def _network(actions: ShellActions) -> Command:
    if actions.offline:
        text = tr("Switch the practice network on") if actions.practises else tr("Go online")
        return Command("network.online", text, lambda: actions.work_offline(False), "site", (), "online")
    text = tr("Switch the practice network off") if actions.practises else tr("Work offline")
    return Command("network.offline", text, lambda: actions.work_offline(True), "site", (), "offline")


def _help(window: MainWindow) -> list[Command]:
    return [
        Command("help.palette", tr("Command palette"), lambda: _open_palette(window), "help", ("Ctrl+K",), "search"),
        Command("help.keys", tr("Keyboard shortcuts"), lambda: _open_keys(window), "help", ("F1", "?"), "help"),
        Command("help.qt", tr("About Qt"), QApplication.aboutQt, "help"),
    ]


def _open_palette(window: MainWindow) -> None:
    from bkddesk.ui.palette import Palette

    Palette(window).open()


def _open_keys(window: MainWindow) -> None:
    from bkddesk.ui.key_sheet import KeySheet

    KeySheet(window).open()


def _open_settings(window: MainWindow) -> None:
    from bkddesk.ui.settings_sheet import SettingsSheet

    SettingsSheet(window).open()


def _change_text_size(window: MainWindow, step: int) -> None:
    index = TEXT_SIZES.index(window.settings.text_size) + step
    if 0 <= index < len(TEXT_SIZES):
        window.settings.text_size = TEXT_SIZES[index]
        theme.change(text_size=TEXT_SIZES[index])


def _change_palette(window: MainWindow, name: theme.PaletteChoice) -> None:
    window.settings.palette = name
    theme.change(palette=name)
