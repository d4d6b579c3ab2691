"""The welcome: find the site, let its own page make a password, or paste one. Nothing here keeps a secret."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from bkddesk import __version__
from bkddesk.explain import explain
from bkddesk.language import tr
from bkddesk.model.errors import DeskError, KeyringUnavailableError
from bkddesk.model.site import FoundSite, Site
from bkddesk.ui import theme
from bkddesk.ui.sign_in_parts import FORM, PAD, Box, Languages, Result, Sign, Step, Welcome
from bkddesk.ui.theme import Role, Size, Space
from bkddesk.ui.widgets.button import Button, LinkButton
from bkddesk.ui.widgets.fields import Field
from bkddesk.ui.widgets.label import Label, Line
from bkddesk.ui.widgets.note import Note
from bkddesk.workspace import Authorization, Credential, Workspace

_PAUSE_MS = 700
_ROOMY = (PAD + Space.L, PAD, Space.XL, Space.XL)
_PATIENCE = timedelta(minutes=10)

RunJob = Callable[[Callable[[], object], Callable[[object], None]], None]


class SignInPage(QWidget):
    """One field, checked while typing pauses; three ways in."""

    signed_in = Signal(object)
    """A `Site`."""
    practice_wanted = Signal()
    language_wanted = Signal(str)
    cancelled = Signal()
    browser_opened = Signal()
    """An answer may come, also as a `bkddesk://` address."""
    described = Signal()
    """What the status bar says of it has changed."""

    def __init__(
        self,
        workspace: Workspace,
        run_job: RunJob,
        open_url: Callable[[str], None],
        *,
        again: Site | None = None,
        back_to: str = "",
    ) -> None:
        """`again`: sign in anew to a known site; its address and user name are filled in.

        `back_to`: the name of the site to which one may return without signing in.
        """
        super().__init__()
        self._workspace = workspace
        self._run_job = self._while_open(run_job)
        self._closed = False
        self._open_url = open_url
        self._found: FoundSite | None = None
        self._asked = 0
        self._back_to = back_to
        self._again_to = again.name if again is not None else ""
        self._authorization: Authorization | None = None
        self._keyring_problem: KeyringUnavailableError | None = None
        self.setWindowTitle(tr("Welcome"))
        theme.dress(self, fill="surface")
        row = theme.hbox(self)
        self._welcome = Welcome(self.language_wanted.emit)
        self._parting = Line(vertical=True)
        row.addWidget(self._welcome)
        row.addWidget(self._parting)
        row.addWidget(self._make_form(), 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.discover)
        self._address.textChanged.connect(self._typed)
        if again is not None:
            self._user.setText(again.account.username)
            self._address.setText(again.url)
        self._run_job(workspace.keyring_problem, self._keyring_known)

    def _while_open(self, run_job: RunJob) -> RunJob:
        """Jobs outlive the page: what they answer after it was left is nobody's any more."""

        def run(work: Callable[[], object], receive: Callable[[object], None]) -> None:
            run_job(work, lambda result: None if self._closed else receive(result))

        return run

    def _make_form(self) -> QWidget:
        area = QWidget()
        theme.dress(area, fill="surface")
        outer = self._around = theme.hbox(area, margins=_ROOMY)
        form = QWidget()
        theme.dress(form, max_width=FORM)
        column = theme.vbox(form, spacing=Space.S)
        outer.addWidget(form, 1)
        outer.addStretch(0)
        if self._back_to:
            column.addWidget(self._make_back(), 0, Qt.AlignmentFlag.AlignLeft)
        title = tr("Sign in again to {site}", site=self._again_to) if self._again_to else tr("Connect your site")
        column.addWidget(Label(title, "title"))
        column.addWidget(Label(tr("Type the address as you type it in the browser."), "body", "text2"))
        column.addSpacing(theme.px(Space.S))
        column.addLayout(self._make_address())
        self._result = Result()
        column.addWidget(self._result)
        column.addWidget(Line())
        self._steps = [
            Step(
                "1",
                tr("The browser opens a page of your site"),
                tr("You log in there. bkddesk never sees your account's password."),
            ),
            Step(
                "2",
                tr("Press “Yes, I approve of this connection”"),
                tr("The site makes an Application Password for this laptop alone. It can be revoked at any time."),
            ),
            Step(
                "3",
                tr("Come back here"),
                tr("The password is kept in the system's keyring, then the site's content is fetched."),
            ),
        ]
        steps = theme.vbox(None)
        for step in self._steps:
            steps.addWidget(step)
        steps.addLayout(self._make_links())
        column.addLayout(steps)
        column.addWidget(self._make_paste())
        self._note = Note("danger", "")
        self._note.hide()
        column.addWidget(self._note)
        self._session_only = QCheckBox(tr("Keep the password for this session only"))
        self._session_only.setObjectName("session-only")
        self._session_only.hide()
        column.addWidget(self._session_only)
        column.addSpacing(theme.px(Space.M))
        column.addWidget(self._make_practice())
        column.addStretch(1)
        self._languages = Languages(self.language_wanted.emit)
        self._languages.hide()
        column.addWidget(self._languages)
        # All notes and fields at once are higher than a small screen: they scroll, and are never squeezed.
        scroll = self._scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(area)
        return scroll

    def set_effective_width(self, width: int) -> None:
        """A narrow window has room for the form alone."""
        roomy = width >= Size.MEDIUM
        self._welcome.setVisible(roomy)
        self._parting.setVisible(roomy)
        self._languages.setVisible(not roomy)
        theme.space(self._around, _ROOMY if roomy else (Space.XL, Space.XL, Space.XL, Space.L))

    def _make_back(self) -> QWidget:
        back = LinkButton(tr("Back to {site}", site=self._back_to), key="Escape")
        back.setObjectName("back")
        back.clicked.connect(self.cancelled)
        return back

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._address.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape and self._back_to:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _make_address(self) -> QHBoxLayout:
        row = theme.hbox(None, spacing=Space.XS)
        self._address = Field(tr("bkd.example.go.id"), huge=True, icon="globe")
        self._address.setObjectName("site-address")
        self._address.setAccessibleName(tr("Address of the site"))
        self._address.returnPressed.connect(self.go_on)
        self._go_on = Button(tr("Continue"), key="Return", kind="primary", big=True)
        self._go_on.setObjectName("continue")
        self._go_on.clicked.connect(self.go_on)
        row.addWidget(self._address, 1)
        row.addWidget(self._go_on)
        return row

    def _make_links(self) -> QHBoxLayout:
        row = theme.hbox(None, margins=(Space.XXL - Size.RING_MARGIN, 0, 0, 0), spacing=Space.S)
        paste = LinkButton(tr("Paste an Application Password…"))
        paste.setObjectName("paste-link")
        paste.clicked.connect(self.show_paste)
        self._again = LinkButton(tr("The page refuses? Try the second way"))
        self._again.setObjectName("second-way")
        self._again.setToolTip(tr("Sites before WordPress 7.1 accept only this one. The browser asks to open bkddesk."))
        self._again.clicked.connect(self._open_second_way)
        self._again.hide()
        row.addWidget(paste)
        row.addWidget(self._again)
        row.addStretch(1)
        return row

    def _make_paste(self) -> QWidget:
        self._paste = QWidget()
        column = theme.vbox(self._paste, margins=(Space.XXL, 0, 0, 0), spacing=Space.S)
        self._user = Field(tr("User name on the site"), big=True)
        self._user.setObjectName("user")
        self._password = Field(tr("Application Password"), big=True)
        self._password.setObjectName("password")
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.returnPressed.connect(self.sign_in_pasted)
        self._log_in = Button(tr("Log in"), icon="key", kind="primary", big=True)
        self._log_in.setObjectName("log-in")
        self._log_in.clicked.connect(self.sign_in_pasted)
        for field in (self._user, self._password):
            field.setAccessibleName(field.placeholderText())
            column.addWidget(field)
        column.addWidget(
            Label(tr("Made on the site under Users › Profile › Application Passwords."), "caption", "text2", wrap=True)
        )
        row = theme.hbox(None, spacing=Space.S)
        row.addWidget(self._log_in)
        self._show_one = LinkButton(tr("Let the site's page show a new one"))
        self._show_one.setObjectName("show-password")
        self._show_one.clicked.connect(self._open_third_way)
        row.addWidget(self._show_one)
        row.addStretch(1)
        column.addLayout(row)
        self._paste.hide()
        return self._paste

    def _make_practice(self) -> QWidget:
        box = Box()
        row = theme.hbox(box, margins=(Space.L, Space.L, Space.M, Space.L), spacing=Space.L)
        row.addWidget(Sign("desktop"))
        words: QVBoxLayout = theme.vbox(None)
        words.addWidget(Label(tr("No access yet? Try the practice site"), "body-strong"))
        about = tr("A mock site on this laptop with 400 comments. Mistakes are free, the network can be switched off.")
        words.addWidget(Label(about, "body", "text2", wrap=True))
        row.addLayout(words, 1)
        button = Button(tr("Open the practice site"), big=True)
        button.setObjectName("practice")
        button.clicked.connect(self.practice_wanted)
        row.addWidget(button)
        return box

    # The site -----------------------------------------------------------------------------------------------------

    def status_items(self) -> list[tuple[str, Role, str]]:
        """For the status bar: whether the keyring is ready."""
        version: tuple[str, Role, str] = ("", "text2", f"bkddesk {__version__}")
        if self._keyring_problem is None:
            return [("lock", "ok", tr("The system keyring is ready")), version]
        return [("warn", "wait", tr("No system keyring: passwords last for this session only")), version]

    def is_found(self) -> bool:
        """Whether a WordPress was found at the typed address."""
        return self._found is not None

    def _keyring_known(self, problem: object) -> None:
        self._keyring_problem = problem if isinstance(problem, KeyringUnavailableError) else None
        if self._keyring_problem is not None:
            said = explain(self._keyring_problem)
            self._note.set_kind("wait")
            self._note.set_text(f"{said.safe} {said.ways[0]}", lead=said.title)
            self._note.show()
            self._session_only.show()
        self.described.emit()

    def _typed(self) -> None:
        self._found = None
        self._result.show_nothing()
        self._steps[0].set_current(False)
        self._pause.start()

    def discover(self, then: Callable[[], None] | None = None) -> None:
        """Look for the site at the typed address."""
        address = self._address.text().strip()
        if not address:
            return
        self._pause.stop()
        self._asked += 1
        asked = self._asked
        self._result.show("sync", "text2", tr("Looking for WordPress…"))
        self._run_job(lambda: self._workspace.discover(address), lambda found: self._discovered(asked, found, then))

    def _discovered(self, asked: int, found: object, then: Callable[[], None] | None) -> None:
        if asked != self._asked:
            return  # typed on since: this answers another address
        if isinstance(found, FoundSite):
            self._found = found
            safe = tr("secure connection") if found.url.startswith("https") else tr("on this computer")
            self._result.show_found(tr("WordPress found: {site}, {how}", site="\0", how=safe), found.name or found.url)
            self._steps[0].set_current(True)
            if then is not None:
                then()
        elif isinstance(found, DeskError):
            said = explain(found)
            self._result.show("error", "danger", f"{said.title} {said.ways[0]}")

    # First way: the site's own page ---------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Open the site's page in the browser, and wait for it to answer."""
        if self._found is None:
            self.discover(self.go_on)
            return
        if not self._found.authorize_url:
            self.show_paste()
            self._say_error(
                tr("This site makes no Application Passwords in the browser."),
                tr("Paste one, or ask the site's administrator."),
            )
            return
        self._stop_waiting()
        authorization = self._workspace.begin_authorization(self._found)
        self._authorization = authorization
        self._open_url(authorization.url)
        self.browser_opened.emit()
        self._steps[1].set_current(True)
        self._result.show("clock", "accent", tr("Waiting for your answer in the browser…"))
        self._again.show()
        self._run_job(lambda: authorization.wait(_PATIENCE), self._authorized)

    def _open_second_way(self) -> None:
        if self._authorization is not None:
            self._open_url(self._authorization.url_by_scheme())

    def _open_third_way(self) -> None:
        if self._found is None:
            self.discover(self._open_third_way)
        elif self._found.authorize_url:
            self._open_url(self._workspace.url_that_shows_password(self._found))

    def take_callback(self, url: str) -> None:
        """The desktop handed over a `bkddesk://` address: the answer by the second way."""
        if self._authorization is not None and self._authorization.is_answer(url):
            self._authorized(self._authorization.take_callback(url))

    def _authorized(self, answer: object) -> None:
        if isinstance(answer, Credential) and self._found is not None:
            self._steps[2].set_current(True)
            self._sign_in(answer.username, answer.password)
        elif self._authorization is not None:
            self._result.show(
                "warn", "wait", tr("No password came back from the browser. Continue opens the page again.")
            )

    # Third way: pasting ---------------------------------------------------------------------------------------------

    def show_paste(self) -> None:
        """Show the two fields."""
        self._paste.show()
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._log_in))
        (self._password if self._user.text() else self._user).setFocus()

    def sign_in_pasted(self) -> None:
        """Sign in with what was pasted."""
        if self._found is None:
            self.discover(self.sign_in_pasted)
            return
        if self._user.text().strip() and self._password.text().strip():
            self._sign_in(self._user.text().strip(), self._password.text().strip())

    def _sign_in(self, username: str, password: str) -> None:
        found = self._found
        assert found is not None
        remember = self._keyring_problem is None and not self._session_only.isChecked()
        if self._keyring_problem is not None and not self._session_only.isChecked():
            self._say_error(
                tr("The system's keyring cannot keep the password."),
                tr("Tick “Keep the password for this session only”, or unlock the keyring."),
            )
            return
        self._log_in.setEnabled(False)
        self._result.show("sync", "accent", tr("Logging in…"))
        self._run_job(lambda: self._workspace.sign_in(found, username, password, remember=remember), self._signed_in)

    def _signed_in(self, site: object) -> None:
        self._log_in.setEnabled(True)
        if isinstance(site, Site):
            self._password.clear()
            self._stop_waiting()
            self.signed_in.emit(site)
        elif isinstance(site, KeyringUnavailableError):
            self._keyring_known(site)
            self._result.show_nothing()
        elif isinstance(site, DeskError):
            said = explain(site)
            self._result.show_nothing()
            self._say_error(said.title, " ".join(said.ways))

    def _say_error(self, lead: str, text: str) -> None:
        self._note.set_kind("danger")
        self._note.set_text(text, lead=lead)
        self._note.show()

    def _stop_waiting(self) -> None:
        if self._authorization is not None:
            authorization, self._authorization = self._authorization, None
            authorization.close()

    def close_down(self) -> None:
        """Stop listening for the browser, and for jobs under way."""
        self._closed = True
        self._pause.stop()
        self._stop_waiting()
