"""The window's middle for one signed-in site: sidebar, pages, worker. Built for a Desk, gone with it.

Pages are made when they are first opened; what cannot be seen at start is not there at start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.changes import Changes
from bkddesk.model.clock import Clock
from bkddesk.ui import theme
from bkddesk.ui.background import Connection, Jobs, State, Worker
from bkddesk.ui.context import Bridge, Context, Page, Place
from bkddesk.ui.places import show_counts, side_items
from bkddesk.ui.settings import Settings
from bkddesk.ui.status import offline_words
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button, IconButton
from bkddesk.ui.widgets.sidebar import Sidebar, SiteHeader

if TYPE_CHECKING:
    from bkddesk.ui.first_sync import FirstSync, FirstSyncWatch

EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class WindowServices:
    """What only the window can do, for the pages' contexts."""

    open_url: Callable[[str], None]
    say: Callable[[str], None]
    show_error: Callable[[Exception], None]
    run: Callable[[str], None]
    """Run a command by its name."""


class SiteView(QWidget):
    """Sidebar at the left, the current page at the right."""

    page_changed = Signal()
    """Another page is current, or it has other commands, hints or title."""
    state_changed = Signal(object)
    """A `background.State`."""
    focus_mode_changed = Signal(bool)

    def __init__(
        self, desk: Desk, settings: Settings, services: WindowServices, clock: Clock, parent: QWidget | None = None
    ) -> None:
        """Shows the queue, or the drafts where the account may not moderate. Talks to nobody before `start`."""
        super().__init__(parent)
        self.desk = desk
        self.jobs = Jobs(self)
        self._settings = settings
        self._services = services
        self._pages: dict[str, Page] = {}
        self._width = theme.px(Size.WIDE)
        self._focus_mode = False
        self.place = Place.PENDING
        self.bridge = Bridge(self)
        desk.on_change = self.bridge.announce
        self.bridge.changed.connect(self._changed)
        self.worker = Worker(desk, clock, self, held=settings.held(desk.site.id))
        self.worker.changed.connect(self._state_changed)
        self._first_sync: FirstSyncWatch | None = None
        self._rail_foot: QWidget | None = None
        self._told = Connection.ONLINE
        self._context = Context(
            desk=desk, bridge=self.bridge, navigate=self.open_place, open_draft=self.open_draft,
            open_article=self.open_article, sync_now=self.worker.sync_now, open_url=services.open_url,
            say=services.say, show_error=services.show_error, run_in_background=self.jobs.run,
        )  # fmt: skip
        self._counts_soon = QTimer(self, singleShot=True, interval=100)
        self._counts_soon.timeout.connect(self._show_counts)
        self._build()
        account = desk.site.account
        self.open_place(Place.PENDING if account.can_moderate else Place.DRAFTS)

    def _build(self) -> None:
        row = theme.hbox(self)
        self._side = QWidget()
        theme.dress(self._side, fill="sidebar", width=Size.SIDEBAR)
        column = theme.vbox(self._side)
        site = self.desk.site
        self.header = SiteHeader(site.name, site.account.name)
        self.header.setObjectName("site-switcher")
        self._moderates = site.account.can_moderate
        self.sidebar = Sidebar(side_items(moderates=site.account.can_moderate), name=tr("Places"))
        self.sidebar.setObjectName("sidebar")
        self.sidebar.chosen.connect(lambda key: self.open_place(Place(key)))
        self.new_button = Button(tr("New article"), icon="plus", key="Ctrl+N", kind="quiet")
        self.new_button.setObjectName("new-article")
        self.new_button.clicked.connect(self.new_article)
        column.addWidget(self.header)
        column.addWidget(self.sidebar, 1)
        foot = theme.hbox(None, margins=(Space.S, 0, Space.S, Space.S))
        foot.addWidget(self.new_button)
        foot.addStretch(1)
        column.addLayout(foot)
        row.addWidget(self._side)
        self._stack = QStackedWidget()
        row.addWidget(self._stack, 1)

    def _show_rail_foot(self, shown: bool) -> None:
        """In the rail, the menu's most asked for stand at the foot: it is what people with large text come to."""
        if shown and self._rail_foot is None:
            self._rail_foot = self._make_rail_foot()
        if self._rail_foot is not None:
            self._rail_foot.setVisible(shown)

    def _make_rail_foot(self) -> QWidget:
        foot = QWidget()
        below = theme.vbox(foot, margins=(0, 0, 0, Space.S), spacing=Space.S)
        for icon, name, key, command in (
            ("settings", tr("Settings"), "Ctrl+,", "app.settings"),
            ("help", tr("Keyboard shortcuts"), "F1", "help.keys"),
        ):
            button = IconButton(icon, name, key=key)
            button.clicked.connect(partial(self._services.run, command))
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column = self._side.layout()
        assert column is not None
        column.addWidget(foot)
        return foot

    # Pages ----------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is current."""
        return self._pages[self._kind_of_current()]

    def _kind_of_current(self) -> str:
        current = self._stack.currentWidget()
        return next(kind for kind, page in self._pages.items() if page.widget() is current)

    def panes(self) -> list[QWidget]:
        """What F6 goes through: the sidebar, then the page's own panes."""
        own: list[QWidget] = getattr(self.page, "panes", list)()
        return [self.sidebar, *own] if self._side.isVisible() else own

    def open_place(self, place: Place) -> None:
        """Show a place of the sidebar."""
        if self._pages and self.page is self._pages.get(EDITOR) and not self.page.may_close():
            return
        self.place = place
        page = self._get(place.split(".")[0])
        page.open_place(place)
        self.sidebar.set_current(place)
        self._show(page)

    def open_draft(self, draft_id: int) -> None:
        """Edit a draft."""
        editor = self._get(EDITOR)
        editor.open_draft(draft_id)  # type: ignore[attr-defined]
        self.sidebar.set_current(Place.DRAFTS)
        self._show(editor)

    @property
    def edited_draft(self) -> int:
        """The draft that the editor shows, 0 where another page is open."""
        return int(self.page.draft_id) if self._kind_of_current() == EDITOR else 0  # type: ignore[attr-defined]

    def open_article(self, article_id: int) -> None:
        """Edit an article of the site."""
        self.open_draft(self.desk.edit(article_id).id)

    def new_article(self) -> None:
        """Begin an empty draft and edit it."""
        self.open_draft(self.desk.new_draft().id)

    def open_conflict(self, draft_id: int) -> None:
        """Let the person choose what stands of an article that two have changed."""
        self.open_draft(draft_id)
        self._get(EDITOR).open_conflict(draft_id)  # type: ignore[attr-defined]

    def open_comment(self, comment_id: int) -> None:
        """Show a comment in the list where it stands. Raises NotFoundError."""
        place = Place(f"comments.{self.desk.comment(comment_id).status.value}")
        self.open_place(place)
        self._get("comments").open_comment(comment_id)  # type: ignore[attr-defined]

    def _get(self, kind: str) -> Page:
        if kind not in self._pages:
            page = self._make(kind)
            self._pages[kind] = page
            self._stack.addWidget(page.widget())
            restore = getattr(page, "restore_state", None)
            saved = bytes(self._settings.state(kind).data())
            if restore is not None and saved:
                restore(saved)
            page.set_effective_width(self._width)
        return self._pages[kind]

    def _make(self, kind: str) -> Page:
        match kind:
            case "comments":
                from bkddesk.ui.moderation.page import ModerationPage

                moderation = ModerationPage(self._context)
                moderation.described.connect(self.page_changed)
                return moderation
            case "articles":
                from bkddesk.ui.articles.page import ArticlesPage

                return ArticlesPage(self._context)
            case "outbox":
                from bkddesk.ui.outbox.page import OutboxPage

                return OutboxPage(self._context, self.worker, self.open_conflict, self.open_comment)
            case _:
                from bkddesk.ui.editor.page import EditorPage

                editor = EditorPage(self._context)
                editor.focus_mode_changed.connect(self._set_focus_mode)
                editor.described.connect(self.page_changed)
                return editor

    def take_focus(self) -> None:
        """Give the keys to the page's first pane, so that they work from the first moment."""
        own: list[QWidget] = getattr(self.page, "panes", list)()
        takes = getattr(self.page, "take_focus", None)
        if takes is not None:
            takes()
        else:
            # A list that is still empty is not shown: then the page keeps the keys for it.
            (own[0] if own and own[0].isVisible() else self.page.widget()).setFocus()

    def _show(self, page: Page) -> None:
        self._stack.setCurrentWidget(page.widget())
        if page is not self._pages.get(EDITOR):  # which puts the caret where the person writes on
            self.take_focus()
        self._arrange()
        self.page_changed.emit()

    @property
    def dense_rows(self) -> bool:
        """Whether the queue's rows have two lines instead of three."""
        return bool(self._get("comments").is_dense())  # type: ignore[attr-defined]

    @dense_rows.setter
    def dense_rows(self, dense: bool) -> None:
        self._get("comments").set_dense(dense)  # type: ignore[attr-defined]

    # Layout -----------------------------------------------------------------------------------------------------------

    def set_effective_width(self, width: int) -> None:
        """The window's width divided by the text size: decides which panes show."""
        self._width = width
        for page in self._pages.values():
            page.set_effective_width(width)
        self._arrange()

    def _set_focus_mode(self, on: bool) -> None:
        self._focus_mode = on
        self._arrange()
        self.focus_mode_changed.emit(on)

    def _arrange(self) -> None:
        editing = self._pages.get(EDITOR) is not None and self._kind_of_current() == EDITOR
        rail = editing or self._width < Size.MEDIUM
        self.sidebar.set_rail(rail)
        self.new_button.setVisible(not rail)
        self._show_rail_foot(rail)
        theme.dress(self._side, fill="sidebar", width=Size.RAIL if rail else Size.SIDEBAR)
        self._side.setVisible(not self._focus_mode)

    # Life --------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """After the first paint: figures, then the network."""
        self._show_counts()
        if not self.desk.last_sync():
            from bkddesk.ui.first_sync import FirstSyncWatch

            self._first_sync = FirstSyncWatch(
                self.desk, self.worker, self._show_first_sync, self._hide_first_sync, self
            )
        self.worker.start()

    def _show_first_sync(self, pane: FirstSync) -> None:
        page = self._pages.get("comments")
        if page is not None:
            page.show_guest(pane, pane.bar)  # type: ignore[attr-defined]

    def _hide_first_sync(self) -> None:
        page = self._pages.get("comments")
        if page is not None:
            page.dismiss_guest()  # type: ignore[attr-defined]

    def may_close(self) -> bool:
        """Save what is typed everywhere; False where something could not be saved."""
        return all(page.may_close() for page in self._pages.values())

    def save_state(self) -> None:
        """Remember the sizes of panes."""
        for kind, page in self._pages.items():
            save = getattr(page, "save_state", None)
            if save is not None:
                self._settings.set_state(kind, QByteArray(save()))

    def close_down(self) -> None:
        """Stop the worker, take the pages away, let go of the database: in this order, so that nobody reads it late."""
        self.save_state()
        self.worker.stop()
        self.jobs.stop()
        self.bridge.blockSignals(True)
        self._counts_soon.stop()
        self.hide()
        self.deleteLater()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.DeferredDelete)
        self.desk.close()

    def _changed(self, changes: Changes) -> None:
        self._counts_soon.start()
        self.worker.on_change(changes)
        if changes & Changes.SITE:
            account = self.desk.site.account
            self.header.set_texts(self.desk.site.name, account.name)
            if account.can_moderate is not self._moderates:
                self._moderates = account.can_moderate
                self.sidebar.set_items(side_items(moderates=self._moderates))
                self._show_counts()

    def _show_counts(self) -> None:
        if self.page.widget().hasFocus():  # which kept the keys for a list that has come by now
            self.take_focus()
        show_counts(self.sidebar, self.desk)
        self.state_changed.emit(self.worker.state)

    def _tell_connection(self, state: State) -> None:
        """The queue says beside the comments that it is offline, and what that means for them."""
        page = self._pages.get("comments")
        if page is None or state.connection in (Connection.SYNCING, self._told):
            return
        self._told = state.connection
        title, text = offline_words(state, self.desk.last_sync(), self.desk.site.found.zone)
        page.show_offline(title, text)  # type: ignore[attr-defined]

    def _state_changed(self, state: State) -> None:
        self._tell_connection(state)
        if state.held != self._settings.held(self.desk.site.id):
            self._settings.set_held(self.desk.site.id, state.held)
        self.state_changed.emit(state)
