"""The walk itself: sign in, write and preview offline, triage by key, network back, sent, published, read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QTextBrowser, QWidget

from bkddesk.paths import Paths
from bkddesk.tour.hands import Hands, TourError
from bkddesk.tour.reader import Reader
from bkddesk.tour.report import Report, write_report
from bkddesk.ui.application import Application
from bkddesk.ui.background import Connection
from bkddesk.ui.context import Place
from bkddesk.ui.main_window import MainWindow
from bkddesk.ui.moderation.comment_table import CommentTable
from bkddesk.ui.places import PLACE_KEYS
from bkddesk.ui.site_view import SiteView

CONTROL = Qt.KeyboardModifier.ControlModifier
SIZE = (1366, 768)
"""The office laptop."""
KEYS = "assdasdsa"
"""What is pressed on held comments, one after the other; the last one is undone and pressed again."""
DECIDED = {"a": "approved", "s": "spam", "d": "trash", "u": "hold"}
"""The status, in the site's words, that each key means."""
TITLE = "Tur bkddesk: naskah yang ditulis luring"
TEXT = """Naskah ini ditulis “tanpa jaringan” oleh tur bkddesk (OSS), lalu menunggu di Kotak Keluar.

## Yang dibuktikan

- Tidak ada kata yang hilang
- Tidak ada yang terkirim dua kali

> “Semua tersimpan dulu di laptop,” kata panduannya.

Selesai, 5,79% lebih cepat. << [/content_bar_item]
"""
_SETTLED = (Connection.ONLINE, Connection.SIGN_IN_NEEDED, Connection.TROUBLE)

Kind = TypeVar("Kind", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Access:
    """Where the tour goes, and as whom."""

    url: str
    username: str
    password: str = field(repr=False)


def walk(
    access: Access,
    profile: Paths,
    directory: Path,
    *,
    language: str,
    say: Callable[[str], None],
    network: Callable[[bool], None] | None = None,
) -> int:
    """Walk it all; 0 when the site agrees in the end. `network` takes the practice site's network away and back."""
    application = Application(profile, language=language)
    report = Report(access.url)
    tour = _Tour(application, access, directory, report, say, network)
    try:
        tour.walk()
    except (TourError, OSError) as error:
        report.problems.append(str(error))
    finally:
        application.close_down()
        window, application.window = application.window, None
        if window is not None:
            window.hide()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    report.pictures = tour.hands.pictures
    write_report(report, directory)
    for problem in report.problems:
        say(problem)
    return 1 if report.problems else 0


class _Tour:
    def __init__(
        self,
        application: Application,
        access: Access,
        directory: Path,
        report: Report,
        say: Callable[[str], None],
        network: Callable[[bool], None] | None,
    ) -> None:
        self.application = application
        self.access = access
        self.report = report
        self.say = say
        self.network = network
        self.decided: dict[int, str] = {}
        self.hands = Hands(self._window, directory)

    def walk(self) -> None:
        """Every step, in order."""
        self._sign_in()
        reader = Reader(self.view.desk.site.found.api_root, self.access.username, self.access.password)
        before: dict[int, dict[str, Any]] = {}
        if self.view.desk.site.account.can_moderate:
            before = {one["id"]: one for status in ("hold", "approve") for one in reader.comments(status)}
        self._go_offline()
        draft_id = self._write()
        self._preview()
        self._triage()
        self._look_at_outbox()
        self._come_back()
        self._publish(draft_id)
        self._compare(reader, before, draft_id)

    # Steps ------------------------------------------------------------------------------------------------------------

    def _sign_in(self) -> None:
        self.say("sign in")
        self.application.show()
        self._window().resize(*SIZE)
        if not self._has_view():
            self._type_sign_in(self._window().centralWidget())
        self._synchronised("first", 300)
        self.view.take_focus()
        self.hands.picture("antrean")
        self._step("signed in, and the site read for the first time")

    def _type_sign_in(self, page: Any) -> None:
        self._child(page, QLineEdit, "site-address").setFocus()
        self.hands.type(self.access.url)
        self.hands.until("a WordPress is found at the address", page.is_found, 30)
        self.hands.tab_to("paste-link")
        self.hands.press(Qt.Key.Key_Space, text=" ")
        self.hands.tab_to("user")
        self.hands.type(self.access.username)
        self.hands.tab_to("password")
        self.hands.type(self.access.password)
        self.hands.picture("masuk")
        session_only = self._child(page, QCheckBox, "session-only")
        if session_only.isVisible():
            self.hands.tab_to("session-only")
            self.hands.press(Qt.Key.Key_Space, text=" ")
            self.hands.tab_to("log-in")
            self.hands.press(Qt.Key.Key_Space, text=" ")
        else:
            # A keyring is there; what the tour is given does not belong in it.
            session_only.setChecked(True)
            self.hands.press(Qt.Key.Key_Return, text="\r")
        log_in = self._child(page, QPushButton, "log-in")
        # Signed in, the page is gone; refused, its button can be pressed again.
        self.hands.until("the site answers", lambda: self._has_view() or log_in.isEnabled())
        if not self._has_view():
            self.hands.picture("tidak-masuk")
            raise TourError(f"nobody is signed in: {self.hands.pictures[-1]} says why")

    def _go_offline(self) -> None:
        self.say("network away")
        if self.network is not None:
            self.network(False)
            self.hands.press(Qt.Key.Key_F5)
        else:
            self.application.work_offline(True)
        self.hands.until("offline is noticed", lambda: self.view.worker.state.connection is Connection.OFFLINE)
        self._step("network taken away; the window says offline")

    def _write(self) -> int:
        self.say("write offline")
        self.hands.press(Qt.Key.Key_N, CONTROL)
        editor: Any = self.view.page
        self._focused("editor-title")
        self.hands.type(TITLE)
        self.hands.press(Qt.Key.Key_Return, text="\r")
        self._focused("editor-text")
        self._type_text(self._child(editor, QWidget, "editor-text"))
        draft_id: int = editor.draft_id
        desk = self.view.desk
        self.hands.until("the draft is stored", lambda: desk.draft(draft_id).markdown.strip() == TEXT.strip(), 30)
        self._step("draft typed offline by key events, and stored")
        return draft_id

    def _type_text(self, text: Any) -> None:
        # The editor goes on with a list or a quote by itself: what it adds is not typed again.
        for line in TEXT.splitlines():
            current: str = text.textCursor().block().text()
            if current and line.startswith(current):
                self.hands.type(line[len(current) :])
            elif current:
                self.hands.press(Qt.Key.Key_Return, text="\r")
                self.hands.type(line)
            else:
                self.hands.type(line)
            self.hands.press(Qt.Key.Key_Return, text="\r")

    def _preview(self) -> None:
        pane: Any = self._child(self.view, QWidget, "preview")
        wanted = [line.lstrip("#-> ") for line in TEXT.splitlines() if line]
        words: list[str] = [""]

        def read() -> None:
            self._read_preview(pane, lambda text: words.__setitem__(0, text))

        pane.updated.connect(read)
        read()
        self.hands.until("the preview shows every line", lambda: all(line in words[0] for line in wanted), 30)
        pane.updated.disconnect(read)
        self.hands.until_painted(pane)
        self.hands.picture("editor-pratinjau-luring")
        self._step("previewed offline: the page shows every line")

    @staticmethod
    def _read_preview(pane: QWidget, receive: Callable[[str], object]) -> None:
        plain = pane.findChild(QTextBrowser)
        if plain is not None:
            receive(plain.toPlainText())
            return
        from PySide6.QtWebEngineWidgets import QWebEngineView

        view = pane.findChild(QWebEngineView)
        if view is not None:
            view.page().toPlainText(receive)

    # Comments ---------------------------------------------------------------------------------------------------------

    def _triage(self) -> None:
        self.say("triage by key")
        if not self.view.desk.site.account.can_moderate:
            self._step("this account may not moderate: no comment was decided")
            return
        table = self._open_queue(Place.PENDING)
        held = self.report.held_before = table.model().rowCount()
        keys = KEYS[:held]
        for key in keys:
            self._decide(table, key)
        if keys:
            self._undo_and_decide_again(table, keys[-1])
        self.hands.picture("triase-dengan-tombol")
        if not self._hold_an_approved_one() and held > len(keys):
            self._decide(self._open_queue(Place.PENDING), "s")
        if held < len(KEYS):
            self._step(f"the site had only {held} held comments: all of them were decided")
        self._step(f"{len(self.decided)} comments decided offline, by key; one of them undone with z and decided again")

    def _open_queue(self, place: Place) -> CommentTable:
        self._go(place)
        return self._child(self.view, CommentTable, "comment-list")

    def _decide(self, table: CommentTable, key: str) -> int:
        comment_id = table.cursor_id()
        self.hands.letter(key)
        now = self.view.desk.comment(comment_id).status.value
        if now != DECIDED[key]:
            raise TourError(f"{key} on comment {comment_id}: it stands in {now}")
        self.decided[comment_id] = now
        return comment_id

    def _undo_and_decide_again(self, table: CommentTable, key: str) -> None:
        (last,) = list(self.decided)[-1:]
        self.hands.letter("z")
        if self.view.desk.comment(last).status.value != "hold" or table.cursor_id() != last:
            raise TourError(f"z did not bring comment {last} back")
        self._decide(table, key)

    def _hold_an_approved_one(self) -> bool:
        """Press u on the newest comment that the site has approved, not the tour; False where there is none."""
        table = self._open_queue(Place.APPROVED)
        for _ in range(table.model().rowCount()):
            if table.cursor_id() not in self.decided:
                self._decide(table, "u")
                return True
            self.hands.letter("j")
        return False

    # The outbox -------------------------------------------------------------------------------------------------------

    def _look_at_outbox(self) -> None:
        self._go(Place.OUTBOX)
        waiting = self.view.desk.outbox_counts().waiting
        if waiting != len(self.decided):
            raise TourError(f"{len(self.decided)} comments decided, {waiting} decisions in the outbox")
        self.hands.picture("kotak-keluar-luring")
        self._step(f"{waiting} decisions wait in the outbox")

    def _come_back(self) -> None:
        self.say("network back")
        if self.network is not None:
            self.network(True)
            self.hands.press(Qt.Key.Key_F5)
        else:
            self.application.work_offline(False)
        self._sent()
        self.hands.picture("semua-terkirim")
        self._step("network back: the outbox was sent and is empty")

    def _publish(self, draft_id: int) -> None:
        self.say("publish")
        self._go(Place.DRAFTS)
        self.hands.press(Qt.Key.Key_Return, text="\r")
        editor: Any = self.view.page
        if getattr(editor, "draft_id", 0) != draft_id:
            raise TourError("Return on the first draft opens another one")
        self.hands.press(Qt.Key.Key_Return, CONTROL)
        self.hands.until("the publish sheet is open", lambda: self.hands.sheet() is not None, 10)
        self._choose_status("status-publish")
        self.hands.picture("terbitkan")
        self.hands.press(Qt.Key.Key_Return, CONTROL)
        self.hands.until("the publish sheet is gone", lambda: self.hands.sheet() is None, 10)
        desk = self.view.desk
        self.hands.until("the article is on the site", lambda: desk.draft(draft_id).article_id is not None, 120)
        self._sent()
        self._go(Place.PUBLISHED)
        self.hands.picture("telah-terbit")
        self._step("published through the outbox, which is empty again")

    def _choose_status(self, name: str) -> None:
        sheet = self.hands.sheet()
        assert sheet is not None
        button = self._child(sheet, QWidget, name)
        for _ in range(10):
            if button.hasFocus():
                return
            self.hands.press(Qt.Key.Key_Down)
        raise TourError(f"the arrow keys do not come to {name}")

    # What the site holds ----------------------------------------------------------------------------------------------

    def _compare(self, reader: Reader, before: dict[int, dict[str, Any]], draft_id: int) -> None:
        self.say("read back")
        for comment_id, decision in self.decided.items():
            self.report.add_comment(comment_id, decision, before.get(comment_id), reader.comment(comment_id))
        article_id = self.view.desk.draft(draft_id).article_id
        assert article_id is not None
        self.report.add_article(reader.post(article_id), TITLE, TEXT)

    # Reach ------------------------------------------------------------------------------------------------------------

    def _step(self, words: str) -> None:
        self.report.steps.append(words)

    def _go(self, place: Place) -> None:
        """Open a place by its key."""
        keys = QKeySequence(PLACE_KEYS[place])[0]  # type: ignore[index] # the stubs do not know
        self.hands.press(keys.key(), keys.keyboardModifiers())
        if self.view.place is not place:
            raise TourError(f"{PLACE_KEYS[place]} does not open {place}")

    def _focused(self, name: str) -> None:
        window = self._window()
        self.hands.until(f"{name} has the focus", lambda: _name_of(window.focusWidget()) == name, 10)

    def _synchronised(self, which: str, seconds: float) -> None:
        worker = self.view.worker
        self.hands.until(f"the {which} sync is through", lambda: worker.state.connection in _SETTLED, seconds)
        if worker.state.connection is not Connection.ONLINE:
            raise TourError(f"the {which} sync ended with {worker.state.connection.name}: {worker.state.error}")

    def _sent(self) -> None:
        """Wait until nothing is left to send."""
        desk, worker = self.view.desk, self.view.worker
        self.hands.until(
            "everything is sent",
            lambda: not desk.outbox_counts().waiting and worker.state.connection in _SETTLED,
            120,
        )
        self._synchronised("next", 10)
        for item in desk.outbox():
            self.report.problems.append(f"parked in the outbox: {item.kind} {item.subject}, {item.reason}")

    def _window(self) -> MainWindow:
        if self.application.window is None:
            raise TourError("there is no window")
        return self.application.window

    def _has_view(self) -> bool:
        return self.application.window is not None and self.application.window.view is not None

    @property
    def view(self) -> SiteView:
        """The signed-in site's view."""
        view = self._window().view
        if view is None:
            raise TourError("nobody is signed in")
        return view

    @staticmethod
    def _child(parent: QWidget, kind: type[Kind], name: str) -> Kind:
        found: Kind | None = parent.findChild(kind, name)
        if found is None:
            raise TourError(f"no {name} in {parent.objectName() or type(parent).__name__}")
        return found


def _name_of(widget: QWidget | None) -> str:
    return widget.objectName() if widget is not None else ""
