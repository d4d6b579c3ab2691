"""The lists of drafts, of articles under review, scheduled and published: search, open, begin, throw away, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from bkddesk.language import tr, trc
from bkddesk.model.changes import Changes
from bkddesk.ui import theme
from bkddesk.ui.articles.rows import STATUSES, Row, rows_of
from bkddesk.ui.articles.table import ArticleModel, ArticleTable
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Context, Place
from bkddesk.ui.editor.words import number
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.empty import EmptyState
from bkddesk.ui.widgets.fields import SearchField
from bkddesk.ui.widgets.pane_bar import PaneBar
from bkddesk.ui.widgets.undo_strip import UndoStrip

_CONCERNS = Changes.DRAFTS | Changes.ARTICLES | Changes.OUTBOX | Changes.COMMENTS
FIRST_ROWS = 100
"""Read at first; a thousand articles with their texts take longer than a frame."""


class ArticlesPage(QWidget):
    """A Page over four places."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articles-page")
        self._context = context
        self._place = Place.DRAFTS
        self._limit = FIRST_ROWS
        self._stale = True
        self._discarded: int | None = None
        self._model = ArticleModel()
        self.table = ArticleTable(self._model)
        self.search = SearchField(tr("Search in title and text"))
        self.search.setObjectName("article-search")
        self.undo_strip = UndoStrip()
        self._bar = self._make_bar()
        self._empty = EmptyState("article", "")
        self._empty_new = self._empty.add_button(Button(tr("New article"), "plus", "Ctrl+N"))
        self._empty_clear = self._empty.add_button(Button(tr("Clear the search"), "close"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        theme.dress(self._empty, fill="surface")
        column = theme.vbox(self)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.undo_strip)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._read)
        self._typing = QTimer(self, singleShot=True, interval=120)
        self._typing.timeout.connect(self._read)
        self._connect()

    def _make_bar(self) -> PaneBar:
        bar = PaneBar(" ")
        bar.add_gap()
        bar.add_stretch()
        theme.dress(self.search, width=Size.SIDEBAR + Size.ROW)
        bar.add_left(self.search)
        bar.add_gap()
        self._open = bar.add(Button(tr("Open"), "edit", "Return"))
        self._discard = bar.add(Button(tr("Discard"), "trash", "Del", "quiet"))
        self._new = bar.add(Button(tr("New article"), "plus", "Ctrl+N", "primary"))
        return bar

    def _connect(self) -> None:
        self.table.activated.connect(self._activated)
        self.table.selectionModel().currentChanged.connect(self._enable)
        self.table.installEventFilter(self)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._to_list)
        self.undo_strip.undone.connect(self.undo)
        self._context.bridge.changed.connect(self._changed)
        self._open.clicked.connect(self.open_current)
        self._discard.clicked.connect(self.discard_current)
        for button in (self._new, self._empty_new):
            button.clicked.connect(self.new_article)
        self._empty_clear.clicked.connect(self.search.clear)

    # Reading --------------------------------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes & _CONCERNS:
            self._stale = True
            if self.isVisible():
                self._later.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what changed while another page was in front."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing is left to undo on another page."""
        super().hideEvent(event)

    def _read(self) -> None:
        current, at = self.current(), self.table.verticalScrollBar().value()
        row_before = self.table.currentIndex().row()
        desk = self._context.desk
        rows = rows_of(desk, self._place, self.search.text(), self._limit)
        self._stale = False
        if rows != self._model.rows:
            self._model.show(rows, desk.now(), desk.site.found.zone)
            self._keep_place(current, row_before, at)
        self._bar.set_title(place_words(self._place))
        self._bar.set_count(number(self._count(rows)) if rows else "")
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        if not rows:
            self._say_empty()
        self._enable()

    def _count(self, rows: list[Row]) -> int:
        """How many there are, those included that were not read yet."""
        if self.search.text().strip() or len(rows) < self._limit:
            return len(rows)
        counts = self._context.desk.article_counts()
        on_site = sum(counts.get(status, 0) for status in STATUSES[self._place])
        return max(on_site + sum(row.article_id is None for row in rows), len(rows))

    def _scrolled(self, value: int) -> None:
        """Read more when the end comes near."""
        bar = self.table.verticalScrollBar()
        if value > bar.maximum() - 2 * bar.pageStep() and len(self._model.rows) >= self._limit:
            self._limit *= 4
            self._later.start()

    def _keep_place(self, current: Row | None, row_before: int, scroll: int) -> None:
        """The same row stays current, else the one that took its place."""
        rows = self._model.rows
        if not rows:
            return
        number_of = {row.key: number for number, row in enumerate(rows)}
        row = number_of.get(current.key, -1) if current is not None else 0
        if row < 0:
            row = min(max(row_before, 0), len(rows) - 1)
        self.table.setCurrentIndex(self._model.index(row, 0))
        self.table.verticalScrollBar().setValue(scroll)

    def _say_empty(self) -> None:
        searching = bool(self.search.text().strip())
        self._empty_clear.setVisible(searching)
        self._empty_new.setVisible(not searching)
        if searching:
            words = tr("Searched in title and text of {place}.", place=place_words(self._place))
            self._empty.set_texts(tr("Nothing matches"), words)
        else:
            self._empty.set_texts(*empty_words(self._place))

    # What can be done -----------------------------------------------------------------------------------------------

    def current(self) -> Row | None:
        """The row under the cursor."""
        row = self.table.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def _enable(self) -> None:
        row = self.current()
        self._open.setEnabled(row is not None)
        why = self._why_not_discard()
        self._discard.setEnabled(not why)
        self._discard.setToolTip(why)

    def _activated(self, _index: QModelIndex) -> None:
        self.open_current()

    def open_current(self) -> None:
        """Open the row in the editor: the draft that is begun, or the site's article."""
        row = self.current()
        if row is None:
            return
        if row.draft_id is not None:
            self._context.open_draft(row.draft_id)
        elif row.article_id is not None:
            self._context.open_article(row.article_id)

    def open_in_browser(self) -> None:
        """Look at the article as readers do."""
        row = self.current()
        if row is not None and row.link:
            self._context.open_url(row.link)

    def new_article(self) -> None:
        """Begin a new article."""
        self._context.open_draft(self._context.desk.new_draft().id)

    def _why_not_discard(self) -> str:
        row = self.current()
        if row is None:
            return tr("No article is selected")
        return (
            ""
            if row.draft_id is not None
            else tr("It is on the site: only drafts of this laptop can be discarded here")
        )

    def discard_current(self) -> None:
        """Throw the draft under the cursor away; the strip below takes it back."""
        row = self.current()
        if row is None or row.draft_id is None:
            if why := self._why_not_discard():
                self._context.say(why)
            return
        self._discarded = row.draft_id
        self._context.desk.discard_draft(row.draft_id)
        title = row.title or tr("Untitled")
        words = tr("Changes to “{title}” discarded") if row.article_id else tr("Draft “{title}” discarded")
        self.undo_strip.show_action("trash", words.format(title=title))
        self._context.say(tr("Discarded. Undo: z"))

    def undo(self) -> None:
        """Bring the draft that was thrown away last back."""
        if self._discarded is not None:
            self._context.desk.take_back_draft(self._discarded)
            self._discarded = None
            self.undo_strip.clear()
            self.table.setFocus()

    def _to_list(self) -> None:
        self._read()
        if self._model.rows:
            self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Single keys, only while the list has the focus."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        moves = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        if (step := moves.get(Qt.Key(event.key()))) is not None:
            row = min(max(self.table.currentIndex().row() + step, 0), len(self._model.rows) - 1)
            self.table.setCurrentIndex(self._model.index(row, 0))
            return True
        then: Callable[[], object] | None = {
            Qt.Key.Key_Return: self.open_current,
            Qt.Key.Key_Enter: self.open_current,
            Qt.Key.Key_Delete: self.discard_current,
            Qt.Key.Key_Z: self.undo,
            Qt.Key.Key_O: self.open_in_browser,
            Qt.Key.Key_Slash: self.search.setFocus,
        }.get(Qt.Key(event.key()))
        if then is None:
            return False
        if not event.isAutoRepeat():
            then()
        return True

    # Page -----------------------------------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def open_place(self, place: Place) -> None:
        """Show this place's list from its top."""
        if place is not self._place:
            self._place, self._limit = place, FIRST_ROWS
            self._model.show([], self._context.desk.now(), None)
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        self._read()
        self.table.setFocus()

    def panes(self) -> list[QWidget]:
        """What F6 goes through: the list, while it has rows."""
        return [self.table]

    def window_title(self) -> str:
        """The place's name."""
        return place_words(self._place)

    def commands(self) -> Sequence[Command]:
        """What can be done with a list of articles."""

        def nothing_selected() -> str:
            return "" if self.current() is not None else tr("No article is selected")

        def not_on_site() -> str:
            row = self.current()
            return "" if row is not None and row.link else tr("It is not on the site yet")

        def nothing_to_undo() -> str:
            return "" if self._discarded is not None else tr("There is nothing to undo")

        def made(
            name: str,
            text: str,
            run: Callable[[], object],
            key: str,
            menu: str = "article",
            icon: str = "",
            why: Callable[[], str] = nothing_selected,
            hint: str = "",
        ) -> Command:
            return Command(f"articles.{name}", text, run, menu, (key,), icon, why, hint=hint)

        browser = tr("View article in the browser")
        return (
            made("open", tr("Open"), self.open_current, "Return", icon="edit", hint=tr("open")),
            made("discard", tr("Discard"), self.discard_current, "Del", "article", "trash", self._why_not_discard),
            made("undo", tr("Undo"), self.undo, "z", "edit", "undo", nothing_to_undo),
            made("browser", browser, self.open_in_browser, "o", "article", "globe", not_on_site),
            made("search", tr("Search"), self.search.setFocus, "/", "edit", "search", str),
        )

    def hints(self) -> Sequence[tuple[str, str]]:
        """Keys for the status bar."""
        return (("Return", tr("open")), ("/", tr("search")), ("Del", tr("discard")))

    def set_effective_width(self, width: int) -> None:
        """A narrow window leaves the search field less room."""
        theme.dress(self.search, width=Size.SIDEBAR + Size.ROW if width >= Size.NARROW else Size.SIDEBAR - Size.ROW)

    def may_close(self) -> bool:
        """Nothing is typed here."""
        return True


def place_words(place: Place) -> str:
    """A place's name as the sidebar has it."""
    return {
        Place.DRAFTS: trc("place", "Drafts"),
        Place.PENDING_REVIEW: tr("Pending Review"),
        Place.SCHEDULED: tr("Scheduled"),
        Place.PUBLISHED: tr("Published"),
    }[place]


def empty_words(place: Place) -> tuple[str, str]:
    """Title and sentence of an empty list."""
    return {
        Place.DRAFTS: (
            tr("No drafts"),
            tr("What you begin to write stands here, on this laptop, until you publish it."),
        ),
        Place.PENDING_REVIEW: (tr("Nothing to review"), tr("Articles that are submitted for review stand here.")),
        Place.SCHEDULED: (tr("Nothing scheduled"), tr("Articles with a date to come stand here.")),
        Place.PUBLISHED: (tr("Nothing published yet"), tr("The site's articles stand here after the first sync.")),
    }[place]
