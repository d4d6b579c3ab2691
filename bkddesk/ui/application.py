"""The running window's owner: which site is open, signing in and out, language, termination. Wires; draws nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bkddesk.explain import explain
from bkddesk.language import tr, use_language
from bkddesk.model.clock import Clock, system_clock
from bkddesk.model.errors import DeskError
from bkddesk.model.site import Site
from bkddesk.paths import Paths
from bkddesk.ui import theme
from bkddesk.ui.background import Jobs
from bkddesk.ui.bugs import BugCatcher
from bkddesk.ui.context import Place
from bkddesk.ui.garbage import Garbage
from bkddesk.ui.main_window import MainWindow
from bkddesk.ui.settings import Settings
from bkddesk.ui.site_view import SiteView
from bkddesk.workspace import Workspace

if TYPE_CHECKING:
    from bkddesk.ui.callback import CallbackListener

_WATCH_NETWORK_AFTER_MS = 1500


class Practice(Protocol):
    """The embedded practice site, as far as the window needs it."""

    def sign_in(self, workspace: Workspace) -> Site:
        """Start the site, sign in to it for this session."""

    def set_network(self, up: bool) -> None:
        """Take its network away, or bring it back."""

    def stop(self) -> None:
        """End it."""


class Application(QObject):
    """One process, one window, one open site. A `shell_commands.ShellActions`."""

    def __init__(
        self,
        paths: Paths,
        *,
        practice: Practice | None = None,
        open_practice: Callable[[], object] | None = None,
        language: str | None = None,
        clock: Clock = system_clock,
    ) -> None:
        """`practice`: this window shows the practice site. `open_practice`: starts another bkddesk that does."""
        self.qt = _qt_application()
        super().__init__()
        self._paths = paths
        self._practice = practice
        self._open_practice = open_practice
        self._clock = clock
        self.settings = Settings(paths.settings)
        self._language = language or self.settings.language
        self.workspace = Workspace(paths, clock=clock)
        self.window: MainWindow | None = None
        self._on_first_paint: Callable[[], None] | None = None
        self._jobs: Jobs | None = None
        self._callbacks: CallbackListener | None = None
        self._practised = self._without_network = False
        self._garbage = Garbage(self)
        self._catcher = BugCatcher(lambda: self.window)
        self._speak(self._language)
        theme.start(self.qt, palette=self.settings.palette, text_size=self.settings.text_size)
        theme.current().motion = self.settings.motion

    def run(self, on_first_paint: Callable[[], None] | None = None) -> int:
        """Show the window on what is stored, and run until it is closed."""
        self._catcher.install()
        self._on_first_paint = on_first_paint
        self.show()
        self._watch_signals()
        QTimer.singleShot(_WATCH_NETWORK_AFTER_MS, self, self._watch_network)
        code = self.qt.exec()
        self.close_down()
        return code

    def _watch_signals(self) -> None:
        if sys.platform != "win32":
            from bkddesk.ui.signal_watch import SignalWatch

            SignalWatch(self.quit, self)

    def _watch_network(self) -> None:
        from bkddesk.ui.network_watch import NetworkWatch

        NetworkWatch(self).came_back.connect(self._network_is_back)

    def _network_is_back(self) -> None:
        if self.window is not None and self.window.view is not None:
            self.window.view.worker.network_is_back()

    # The window -----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Build the window: the current site's view, or the welcome."""
        window = MainWindow(self.settings, self, self._clock)
        window.setWindowIcon(theme.app_icon())
        self.window = window
        if self._on_first_paint is not None:
            window.first_painted.connect(self._on_first_paint)
            self._on_first_paint = None
        window.closed.connect(self.qt.quit)
        self._show_first()
        window.show()
        if window.view is not None:
            window.view.take_focus()

    def _show_first(self) -> None:
        try:
            site = self._first_site()
            if site is None:
                self._show_sign_in()
                self._tell_notices()
            else:
                self._show_site(site)
        except DeskError as error:
            self._show_trouble(error, self._show_first)

    def _show_trouble(self, error: DeskError, again: Callable[[], object]) -> None:
        """The window opens all the same, and says why it is empty."""
        from bkddesk.ui.trouble import TroublePage

        assert self.window is not None
        page = TroublePage(error)

        def try_again() -> None:
            self._leave_page()
            again()

        page.again.connect(try_again, Qt.ConnectionType.QueuedConnection)
        self.window.show_welcome(page)

    def _first_site(self) -> Site | None:
        sites = self.workspace.sites()
        if self._practice is not None and not self._practised:
            self._practised = True
            return self._practice.sign_in(self.workspace)
        return sites[0] if sites else None

    def _show_site(self, site: Site) -> None:
        assert self.window is not None
        desk = self.workspace.open_desk(site.id)
        view = SiteView(desk, self.settings, self.window.services, self._clock)
        self.window.show_site(view)
        # The network, the keyring and every other page wait until the stored queue is on screen.
        self.window.when_painted(view.start)
        self.window.when_painted(partial(self.workspace.make_current, site.id))
        self._tell_notices()

    def _tell_notices(self) -> None:
        assert self.window is not None
        notices = self.workspace.notices[:]
        self.workspace.notices.clear()
        for notice in notices:
            # A sheet stands over the window, so it waits for it.
            self.window.when_painted(partial(self.window.show_error, notice))

    def _close_view(self) -> bool:
        assert self.window is not None
        if self.window.view is not None and not self.window.view.may_close():
            return False
        view = self.window.take_view()
        if view is not None:
            view.close_down()
        return True

    def _run_job(self, work: Callable[[], object], receive: Callable[[object], None]) -> None:
        if self._jobs is None:
            self._jobs = Jobs(self)
        self._jobs.run(work, receive)

    def _show_sign_in(self, again: Site | None = None) -> None:
        from bkddesk.ui.sign_in import SignInPage

        assert self.window is not None
        back_to = again or next(iter(self.workspace.sites()), None)
        page = SignInPage(
            self.workspace, self._run_job, self.window.open_url, again=again, back_to=back_to.name if back_to else ""
        )
        page.signed_in.connect(self._signed_in)
        page.browser_opened.connect(self._await_callback)
        page.practice_wanted.connect(lambda: self._open_practice and self._open_practice())
        page.language_wanted.connect(self.choose_language)
        page.cancelled.connect(self._leave_sign_in)
        self.window.show_welcome(page)

    def _await_callback(self) -> None:
        from bkddesk.ui.callback import CallbackListener

        if self._callbacks is None:
            self._callbacks = CallbackListener(self._paths.data, self)
            self._callbacks.received.connect(self._take_callback)

    def _take_callback(self, address: str) -> None:
        from bkddesk.ui.sign_in import SignInPage

        assert self.window is not None
        page = self.window.centralWidget()
        if isinstance(page, SignInPage):
            page.take_callback(address)
            self.window.activateWindow()

    def _signed_in(self, site: Site) -> None:
        self._leave_page()
        self._open_site(site)

    def _leave_sign_in(self) -> None:
        sites = self.workspace.sites()
        if sites:
            self._leave_page()
            self._open_site(sites[0])

    def _leave_page(self) -> None:
        assert self.window is not None
        page = self.window.takeCentralWidget()
        close = getattr(page, "close_down", None)
        if close is not None:
            close()
        if page is not None:
            page.deleteLater()

    # ShellActions -----------------------------------------------------------------------------------------------------

    def site_choices(self) -> Sequence[tuple[str, bool, Callable[[], object]]]:
        """Every site and account of the profile."""
        assert self.window is not None
        view = self.window.view
        current = view.desk.site.id if view is not None else 0
        return [
            (f"{site.name} – {site.account.name}", site.id == current, partial(self._switch_to, site))
            for site in self.workspace.sites()
        ]

    def _switch_to(self, site: Site) -> None:
        if self._close_view():
            self._open_site(site)

    def _open_site(self, site: Site) -> None:
        try:
            self._show_site(site)
        except DeskError as error:
            self._show_trouble(error, partial(self._open_site, site))

    def add_site(self) -> None:
        """Show the sign-in for another site."""
        if self._close_view():
            self._show_sign_in()

    def sign_in_again(self) -> None:
        """Show the sign-in for the current site."""
        assert self.window is not None
        view = self.window.view
        site = view.desk.site if view is not None else None
        if self._close_view():
            self._show_sign_in(site)

    def sign_out(self) -> None:
        """Ask once, for what was never sent would be gone; then revoke and forget."""
        from bkddesk.ui.sign_out import ask_sign_out

        assert self.window is not None
        view = self.window.view
        if view is not None:
            ask_sign_out(self.window, view.desk, partial(self._sign_out, view.desk.site))

    def _sign_out(self, site: Site) -> None:
        from bkddesk.ui.sign_out import SigningOut

        assert self.window is not None
        if not self._close_view():
            return
        self.window.show_welcome(SigningOut(site))
        self._run_job(lambda: self.workspace.sign_out(site.id), self._signed_out)

    def _signed_out(self, problem: object) -> None:
        assert self.window is not None
        self._leave_page()
        sites = self.workspace.sites()
        if sites:
            self._open_site(sites[0])
        else:
            self._show_sign_in()
        if isinstance(problem, DeskError):
            text = tr("The password could not be revoked on the site: remove “bkddesk” in your profile there.")
            self.window.say(f"{text} {explain(problem).title}")

    def open_outbox(self) -> None:
        """Show the outbox."""
        if self.window is not None and self.window.view is not None:
            self.window.view.open_place(Place.OUTBOX)

    def choose_language(self, code: str) -> None:
        """Speak another language: the window is built anew, on the same place."""
        assert self.window is not None
        if self.window.view is not None and not self.window.view.may_close():
            return
        self.settings.language = code
        self._speak(code)
        old = self.window
        place = old.view.place if old.view is not None else None
        draft = old.view.edited_draft if old.view is not None else 0
        self.settings.set_state("window", old.saveGeometry())
        old.closed.disconnect()
        if old.view is None:
            self._leave_page()
        elif not self._close_view():
            return
        self.show()
        if place is not None and self.window.view is not None:
            self.window.view.open_place(place)
            if draft:
                self.window.view.open_draft(draft)
        old.close()
        old.deleteLater()

    @property
    def practises(self) -> bool:
        """Whether this is the practice site."""
        return self._practice is not None

    @property
    def offline(self) -> bool:
        """Whether the person works offline."""
        return self._without_network if self._practice is not None else self.workspace.offline

    def work_offline(self, offline: bool) -> None:
        """Keep off the network, or go back to it. On the practice site its network itself is switched."""
        if self._practice is not None:
            self._without_network = offline
            self._practice.set_network(not offline)
        else:
            self.workspace.work_offline(offline)
        if self.window is not None and self.window.view is not None:
            self.window.view.worker.sync_now()
            self.window.page_changed()

    # Life --------------------------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Save what is typed, then end: for a signal of the system, which asks no questions."""
        if self.window is not None and self.window.view is not None:
            self.window.view.may_close()
        self.qt.quit()

    def close_down(self) -> None:
        """Stop everything; whatever was decided is on disk already."""
        if self.window is not None:
            self.settings.set_state("window", self.window.saveGeometry())
            view = self.window.take_view()
            if view is not None:
                view.close_down()
        if self._jobs is not None:
            self._jobs.stop()
        self.workspace.close()
        if self._practice is not None:
            self._practice.stop()
        self._garbage.stop()

    def _speak(self, code: str) -> None:
        from bkddesk.ui.qt_words import QtWords

        use_language(code)
        QLocale.setDefault(QLocale(code))
        if not hasattr(self, "_words"):
            self._words = QtWords(self.qt)
            self.qt.installTranslator(self._words)


def _qt_application() -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(sys.argv[:1])
    application.setApplicationName("bkddesk")
    application.setApplicationDisplayName("bkddesk")
    application.setDesktopFileName("bkddesk")
    return application
