"""The window: menu bar, the view of a site or the welcome, status bar. Commands become menus and shortcuts here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from bkddesk.language import tr
from bkddesk.model.clock import Clock
from bkddesk.model.errors import DeskError
from bkddesk.ui import theme
from bkddesk.ui.background import Connection, State
from bkddesk.ui.commands import Command
from bkddesk.ui.settings import Settings
from bkddesk.ui.shell_commands import ShellActions, shell_commands
from bkddesk.ui.site_view import SiteView, WindowServices
from bkddesk.ui.status import practice_item, status_items
from bkddesk.ui.theme import Role
from bkddesk.ui.widgets.status_strip import StatusItem, StatusStrip

_SAID_FOR_MS = 6000
_STATUS_MS = 150
# Keys that widgets claim for themselves while they have the focus; the menu shows them, the window does not take them.
_NOT_WINDOW_WIDE = frozenset({"editor.link", "editor.bold", "editor.italic"})


class MainWindow(QMainWindow):
    """One window for the whole of bkddesk."""

    first_painted = Signal()
    closed = Signal()

    def __init__(self, settings: Settings, actions: ShellActions, clock: Clock) -> None:
        """Empty: `show_site` or `show_welcome` fills it."""
        super().__init__()
        self.settings = settings
        self.view: SiteView | None = None
        self._actions = actions
        self._clock = clock
        self._painted = False
        self._commands_soon = False
        self._commands: list[Command] = []
        self._shortcuts: list[QAction] = []
        self._said = ""
        self._state = State()
        self.status = StatusStrip()
        self.setStatusBar(self.status)
        self._menus = {key: self.menuBar().addMenu(text) for key, text in _menu_texts().items()}
        for key, menu in self._menus.items():
            menu.aboutToShow.connect(lambda key=key: self._fill_menu(key))
        self._silence = QTimer(self, singleShot=True, interval=_SAID_FOR_MS)
        self._silence.timeout.connect(self._stop_saying)
        self._status_soon = QTimer(self, singleShot=True, interval=_STATUS_MS)
        self._status_soon.timeout.connect(self.show_status)
        self._tick = QTimer(self, interval=20_000)
        self._tick.timeout.connect(self.show_status)
        self.services = WindowServices(self.open_url, self.say, self.show_error, self.run_named)
        self._restore_geometry()
        theme.current().changed.connect(self._width_changed)

    def when_painted(self, begin: Callable[[], None]) -> None:
        """Call `begin` once the window has painted itself; soon, if it has already."""
        if self._painted:
            QTimer.singleShot(0, self, begin)
        else:
            self.first_painted.connect(lambda: QTimer.singleShot(0, self, begin))

    # What is in the middle ------------------------------------------------------------------------------------------

    def show_site(self, view: SiteView) -> None:
        """Show a signed-in site."""
        self.view = view
        view.page_changed.connect(self.page_changed)
        view.state_changed.connect(self._state_changed)
        view.focus_mode_changed.connect(self._focus_mode_changed)
        view.header.clicked.connect(self._open_site_menu)
        self.setCentralWidget(view)
        self._width_changed()
        self.page_changed()
        self._tick.start()

    def show_welcome(self, welcome: QWidget) -> None:
        """Show the sign-in."""
        self.view = None
        self._tick.stop()
        self.setCentralWidget(welcome)
        self.setWindowTitle(f"{welcome.windowTitle()} – bkddesk")
        welcome.described.connect(self.show_status)  # type: ignore[attr-defined]
        self._width_changed()
        self._rebuild_commands()
        self.show_status()

    def take_view(self) -> SiteView | None:
        """Let go of the site's view, so that it can be closed down."""
        view, self.view = self.view, None
        if view is not None:
            self.takeCentralWidget()
        return view

    def page_changed(self) -> None:
        """Another page, or the page has other words: title, commands, hints."""
        if self.view is None:
            return
        names = [self.view.page.window_title(), self.view.desk.site.name, "bkddesk"]
        self.setWindowTitle(" – ".join(name for name in names if name))
        if self._painted:
            self._rebuild_commands()
        elif not self._commands_soon:
            # Nobody presses a key or opens a menu before.
            self._commands_soon = True
            self.first_painted.connect(self._rebuild_commands)
        self.show_status()

    # Commands ---------------------------------------------------------------------------------------------------------

    def commands(self) -> Sequence[Command]:
        """Everything that can be done now, the page's own first."""
        return self._commands

    def _rebuild_commands(self) -> None:
        own = list(self.view.page.commands()) if self.view is not None else []
        self._commands = [*own, *shell_commands(self, self._actions)]
        full = {command.menu for command in self._commands}
        for key, menu in self._menus.items():
            menu.menuAction().setEnabled(key in full)
        for action in self._shortcuts:
            self.removeAction(action)
            action.deleteLater()
        self._shortcuts = [
            self._shortcut(command, keys)
            for command in self._commands
            if command.name not in _NOT_WINDOW_WIDE and (keys := command.window_keys)
        ]

    def _shortcut(self, command: Command, keys: Sequence[str]) -> QAction:
        action = QAction(command.text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setAutoRepeat(command.repeats)
        action.triggered.connect(lambda: self.run(command))
        self.addAction(action)
        return action

    def run(self, command: Command) -> None:
        """Carry a command out, or say why not."""
        reason = command.why_not()
        if reason:
            self.say(reason)
        else:
            command.run()

    def run_named(self, name: str) -> None:
        """Carry out the command of this name, if there is one now."""
        for command in self._commands:
            if command.name == name:
                self.run(command)
                return

    def _fill_menu(self, key: str) -> None:
        menu = self._menus[key]
        menu.clear()
        group = ""
        for command in self._commands:
            if command.menu != key:
                continue
            if group and command.name.split(".")[0] != group:
                menu.addSeparator()
            group = command.name.split(".")[0]
            self._add_to_menu(menu, command)

    def _add_to_menu(self, menu: QMenu, command: Command) -> None:
        # The key stands behind a tab: shown, but not registered a second time.
        shown = f"\t{theme.key_text(command.keys[0])}" if command.keys else ""
        action = menu.addAction(command.text + shown)
        if command.icon:
            action.setIcon(theme.icon(command.icon))
        reason = command.why_not()
        action.setEnabled(not reason)
        action.setToolTip(reason)
        action.triggered.connect(lambda: self.run(command))

    def site_choices(self) -> Sequence[tuple[str, bool, Callable[[], object]]]:
        """(name, whether current, open it) for each site and account."""
        return self._actions.site_choices()

    def _open_site_menu(self) -> None:
        assert self.view is not None
        menu = QMenu(self)
        for text, chosen, run in self._actions.site_choices():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(chosen)
            action.triggered.connect(run)
        menu.addSeparator()
        for command in self._commands:
            if command.name in ("site.add", "site.sign_out"):
                self._add_to_menu(menu, command)
        header = self.view.header
        menu.popup(header.mapToGlobal(header.rect().bottomLeft()))

    def next_pane(self, step: int) -> None:
        """Move the focus to the next pane, or the one before."""
        if self.view is None:
            return
        panes = [pane for pane in self.view.panes() if pane.isVisible()]
        focus = QApplication.focusWidget()
        inside = [
            i for i, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))
        ]
        if panes:
            target = panes[((inside[-1] if inside else -step) + step) % len(panes)]
            target.setFocus()

    # Status bar, words, errors -----------------------------------------------------------------------------------

    def show_status(self) -> None:
        """Write the status bar anew."""
        if self.view is None:
            self.status.set_tint("")
            central = self.centralWidget()
            shown: list[tuple[str, Role, str]] = getattr(central, "status_items", list)()
            items = [StatusItem(icon, text, role) for icon, role, text in shown]
            self.status.set_items([*items, *([StatusItem("", self._said, text_role="text")] if self._said else [])])
            self.status.set_hints([(("Tab",), tr("move")), (("F1",), tr("help"))])
            return
        desk, page = self.view.desk, self.view.page
        items = status_items(
            self._state, desk.outbox_counts(), last_sync=desk.last_sync(), now=self._clock(),
            zone=desk.site.found.zone, open_outbox=self._actions.open_outbox, sign_in=self._actions.sign_in_again,
            show_error=self._show_connection_error, resume=self.view.worker.sync_now,
        )  # fmt: skip
        items += [StatusItem(icon, text, role) for icon, role, text in getattr(page, "status_items", list)()]
        if self._actions.practises:
            items.append(practice_item(self._actions))
        if self._said:
            items.append(StatusItem("", self._said, text_role="text"))
        self.status.set_items(items)
        hints = [(tuple(key.split(" ")), word) for key, word in page.hints()]
        if not any("F1" in keys for keys, _ in hints):  # which does the same, also where "?" is a letter of the text
            hints.append((("?",), tr("all keys")))
        self.status.set_hints(hints)
        away = self._state.connection in (Connection.OFFLINE, Connection.SIGN_IN_NEEDED)
        self.status.set_tint("wait" if away else "")

    def _state_changed(self, state: State) -> None:
        moved = state.connection is not self._state.connection
        self._state = state
        if moved:
            self.show_status()
        elif not self._status_soon.isActive():  # progress comes faster than anyone can read
            self._status_soon.start()

    def say(self, text: str) -> None:
        """Show a short sentence in the status bar for a while, and have the screen reader say it."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        self._said = text
        self._silence.start()
        self.show_status()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _stop_saying(self) -> None:
        self._said = ""
        self.show_status()

    def choose_language(self, code: str) -> None:
        """Speak another language: the window is built anew."""
        self._actions.choose_language(code)

    def show_error(self, error: Exception) -> None:
        """Show an error in its three parts."""
        from bkddesk.ui.trouble import show_error

        show_error(self, error)

    def _show_connection_error(self) -> None:
        if isinstance(self._state.error, DeskError):
            self.show_error(self._state.error)

    def open_url(self, address: str) -> None:
        """Open a page of the site in the person's browser; nothing but http and https."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        url = QUrl(address)
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)

    # Qt ---------------------------------------------------------------------------------------------------------------

    def _focus_mode_changed(self, on: bool) -> None:
        self.menuBar().setVisible(not on)

    def _width_changed(self) -> None:
        fit = getattr(self.centralWidget(), "set_effective_width", None)
        if fit is not None:
            fit(self.width() * 100 // theme.current().text_size)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._width_changed()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        # Leaving the window is a moment to save at: the laptop may be closed next.
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.view is not None:
            self.view.may_close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self.view is not None and not self.view.may_close() and not self._close_all_the_same():
            event.ignore()
            return
        self.settings.set_state("window", self.saveGeometry())
        self.closed.emit()
        event.accept()

    def _close_all_the_same(self) -> bool:
        from bkddesk.ui.trouble import ask_close_unsaved

        return ask_close_unsaved(self)

    def _restore_geometry(self) -> None:
        state = self.settings.state("window")
        if state.isEmpty() or not self.restoreGeometry(state):
            available = self.screen().availableGeometry()
            self.resize(min(1366, available.width()), min(768, available.height()))


def _menu_texts() -> dict[str, str]:
    return {
        "file": tr("&File"),
        "edit": tr("&Edit"),
        "view": tr("&View"),
        "comment": tr("&Comment"),
        "article": tr("&Article"),
        "site": tr("&Site"),
        "help": tr("&Help"),
    }
