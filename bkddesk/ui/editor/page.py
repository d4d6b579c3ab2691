"""The editor's page: one open draft, its text, preview and panel, and what is done with it.

Wires the parts together; each knows its own trade. Every change of the stored draft goes through `Autosave`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QStackedWidget, QWidget

from bkddesk.language import tr
from bkddesk.model.article import Draft, DraftVersion, PostStatus, PublishOptions
from bkddesk.model.changes import Changes
from bkddesk.model.errors import InvalidInputError
from bkddesk.model.outbox import State
from bkddesk.ui import theme
from bkddesk.ui.commands import Command
from bkddesk.ui.context import Context, Place
from bkddesk.ui.editor import actions, islands
from bkddesk.ui.editor.autosave import Autosave, Saved
from bkddesk.ui.editor.banner import standing
from bkddesk.ui.editor.checks import Finding, check, count_words
from bkddesk.ui.editor.conflicts import Conflicts
from bkddesk.ui.editor.panel import SidePanel
from bkddesk.ui.editor.panes import Panes
from bkddesk.ui.editor.publish_sheet import PublishSheet
from bkddesk.ui.editor.toolbar import EditorBar, saved_words
from bkddesk.ui.editor.words import words_words
from bkddesk.ui.editor.writing import WritingColumn, slug_of
from bkddesk.ui.preview.pane import PreviewPane, View
from bkddesk.ui.theme import Role
from bkddesk.ui.widgets.sheet import Sheet

LOOK_AGAIN_MS = 400
"""Counting words and checking wait for a pause this long."""


class EditorPage(QWidget):
    """A Page. `open_draft` shows a draft; `flush` stores what is typed."""

    described = Signal()
    """Title, commands, hints or status items changed."""
    focus_mode_changed = Signal(bool)

    def __init__(
        self,
        context: Context,
        make_view: Callable[[QWidget], View] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`make_view` makes the preview's view; by default WebEngine's, when it is first seen."""
        super().__init__(parent)
        self.setObjectName("editor-page")
        self.context = context
        self._desk = context.desk
        self._loading = False
        self._places: dict[int, tuple[int, int]] = {}
        self._words = 0
        self._status, self._date = "", ""
        self._told: tuple[object, ...] = ()
        self._island_content = ""
        self._island_sources: dict[str, str] = {}
        self._sheet: PublishSheet | None = None
        self.autosave = Autosave(self._desk, self._collect, self)
        self.bar = EditorBar()
        self.writing = WritingColumn(self._take_way)
        self.preview = PreviewPane(context, make_view)
        self.panel = SidePanel(self._desk)
        self.panes_splitter = Panes(self.writing, self.preview, self.panel)
        editing = QWidget()
        column = theme.vbox(editing)
        column.addWidget(self.bar)
        column.addWidget(self.panes_splitter, 1)
        self._screens = QStackedWidget()
        self._screens.addWidget(editing)
        self.conflicts = Conflicts(context, self._screens, editing, self)
        theme.vbox(self).addWidget(self._screens)
        self._order_tabs()
        self._look_again = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._connect()
        self._show_nothing()

    def _order_tabs(self) -> None:
        """Title, text, bar, preview, panel."""
        title, edit = self.writing.header.title, self.writing.edit
        order = [title, edit, *self.bar.buttons(), self.preview, self.panel.tabs]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.bar.chosen.connect(lambda name: actions.run(self, name))
        self.writing.changed.connect(self._typed)
        self.panel.article.changed.connect(self._typed_fields)
        self.panel.checks.jump_wanted.connect(self.jump)
        self.panel.history.restore_wanted.connect(self.restore)
        self.autosave.state_changed.connect(self._show_saved)
        self.autosave.received.connect(self._receive)
        self._look_again.timeout.connect(self._look)
        self.conflicts.changed.connect(self._conflict_changed)
        edit = self.writing.edit
        edit.cursorPositionChanged.connect(self._point)
        edit.verticalScrollBar().valueChanged.connect(self._follow)
        edit.island_deletion_wanted.connect(lambda placeholder: actions.ask_to_delete_island(self, placeholder))
        edit.tab_refused.connect(lambda: self.context.say(tr("Tab indents items of a list.")))
        self.preview.scrolled.connect(edit.scroll_to_line)
        for field in (edit, self.writing.header.title):
            field.installEventFilter(self)
        self.context.bridge.changed.connect(self._changed_elsewhere)

    # The open draft -------------------------------------------------------------------------------------------------

    @property
    def draft_id(self) -> int:
        """The open draft's id, 0 for none."""
        return self.autosave.stored.id if self.autosave.stored is not None else 0

    def draft(self) -> Draft | None:
        """The open draft with what is typed now."""
        return self.autosave.current()

    def open_draft(self, draft_id: int) -> None:
        """Show a draft, after storing the one before; where that fails, the one before stays on screen."""
        if draft_id == self.draft_id:
            self.autosave.refresh()
            return
        self.conflicts.close()
        if not self.leave():
            return
        draft = self._desk.draft(draft_id)
        self.autosave.begin(draft)
        self.panes_splitter.begin()
        self._panes_changed()
        self._loading = True
        writable = not draft.read_only
        self._status, self._date = draft.status, draft.date
        self.writing.show_text(draft.title, draft.markdown, writable=writable)
        self.panel.article.show_draft(draft, slug_of(draft.title))
        self.panel.history.show_draft(draft)
        self._loading = False
        self.bar.set_writable(writable)
        self.panes_splitter.setEnabled(True)
        if draft_id in self._places:
            self._go_back_to(*self._places[draft_id])
        self.preview.show_draft(self._current_or_nothing)
        self._look()
        self._stand()
        self._show_saved()
        (self.writing.edit if draft.title or not writable else self.writing.header.title).setFocus()

    def leave(self) -> bool:
        """Store the open draft and let go of it; False where it could not be stored. An empty one is thrown away."""
        draft = self.draft()
        if draft is None:
            return True
        if not self.flush():
            self.context.say(saved_words(self.autosave.state))
            return False
        edit = self.writing.edit
        self._places[draft.id] = (edit.textCursor().position(), edit.verticalScrollBar().value())
        self.autosave.begin(None)
        if not (draft.article_id or draft.title.strip() or draft.markdown.strip() or draft.excerpt.strip()):
            self._desk.discard_draft(draft.id)
        return True

    def flush(self, cause: str = "autosave") -> bool:
        """Store what is typed now; False where it could not be stored: it stays on screen and is tried again."""
        return self.autosave.flush(cause)

    def close_draft(self) -> None:
        """Show no draft."""
        if self.leave():
            self._show_nothing()

    def _show_nothing(self) -> None:
        self._loading = True
        self.writing.show_text("", "", writable=False)
        self._loading = False
        self.panes_splitter.setEnabled(False)
        self.bar.set_writable(False)
        self.panel.show_count(0)

    def _go_back_to(self, position: int, scroll: int) -> None:
        edit = self.writing.edit
        cursor = edit.textCursor()
        cursor.setPosition(min(position, edit.document().characterCount() - 1))
        edit.setTextCursor(cursor)
        edit.verticalScrollBar().setValue(scroll)

    def _collect(self, stored: Draft) -> Draft:
        fields = self.panel.article.of(stored)
        return replace(
            fields,
            title=self.writing.header.title.title(),
            markdown=self.writing.edit.text(),
            status=self._status,
            date=self._date,
        )

    def _current_or_nothing(self) -> Draft:
        return self.draft() or Draft(0, "")

    # Changes --------------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._loading:
            return
        self.autosave.touch()
        self.preview.touch()
        self._look_again.start()

    def _typed_fields(self) -> None:
        if not self._loading:
            self.autosave.touch()
            self.preview.touch()
            self._look_again.start()

    def _changed_elsewhere(self, changes: Changes) -> None:
        if not self.draft_id:
            return
        if changes & (Changes.DRAFTS | Changes.TERMS | Changes.MEDIA):
            self.autosave.refresh()
            self.panel.history.show_draft(self.autosave.stored)
        if changes & (Changes.DRAFTS | Changes.OUTBOX | Changes.ARTICLES):
            self._stand()

    def _receive(self, draft: Draft) -> None:
        """The stored draft is another one now: show it around the cursor, without what is typed being lost."""
        self._loading = True
        self._status, self._date = draft.status, draft.date
        self.writing.header.title.set_title(draft.title)
        self.writing.edit.bring_in(draft.markdown)
        self.panel.article.show_draft(draft, slug_of(draft.title))
        self._loading = False
        self.preview.touch()
        self._look_again.start()

    def _look(self) -> None:
        """Count, check, and show the address: in a pause."""
        draft = self.draft()
        if draft is None:
            return
        self._words = count_words(draft.markdown)
        self.panel.show_count(self._words)
        findings = self._find(draft)
        self.panel.show_findings(findings)
        self.writing.mark_findings(findings)
        slug = draft.slug or slug_of(draft.title)
        self.writing.show_address(self._desk.site.url, slug)
        self.panel.article.slug.setPlaceholderText(slug_of(draft.title))
        self._stand()
        self._describe()

    def _find(self, draft: Draft) -> list[Finding]:
        """What is noticed; and what the islands are called, since a shortcode behind one may be what is noticed."""
        text = draft.markdown
        if "⟦" not in text:
            self.writing.edit.show_islands([])
            return [] if draft.read_only else check(draft)
        content = draft.base.content if draft.base is not None else ""
        if content != self._island_content:
            self._island_content, self._island_sources = content, self._desk.islands(content)
        findings = check(draft, islands.shortcodes_behind(text, self._island_sources))
        starts = {finding.start for finding in findings}
        marks = [(found[1], found.start(1)) for found in islands.PLACEHOLDER.finditer(text)]
        faulty = frozenset(placeholder for placeholder, start in marks if start in starts)
        sources = self._island_sources
        self.writing.edit.show_islands(islands.describe(mark, sources.get(mark, ""), faulty) for mark, _ in marks)
        return [] if draft.read_only else findings

    def _describe(self) -> None:
        """Tell the window, but only what it does not know: it makes its menus anew."""
        now = (self.window_title(), self.conflicts.is_open, tuple(self.status_items()))
        if now != self._told:
            self._told = now
            self.described.emit()

    def _stand(self) -> None:
        if self.autosave.stored is not None:
            self.writing.banner.show_standing(standing(self._desk, self.autosave.stored))
            if self.in_focus_mode:
                self.writing.banner.hide()

    def _show_saved(self, *_state: object) -> None:
        stored = self.autosave.stored
        if stored is not None and stored.read_only:
            self.bar.saved.show_words("lock", "text2", tr("Read only"))
        else:
            self.bar.saved.show_state(self.autosave.state)
        self.bar.fit()
        if self.autosave.state.saved is Saved.STORED:
            self.panel.history.show_draft(stored)
            self._stand()
        self._describe()

    def _point(self) -> None:
        self.preview.point_at(self.writing.edit.textCursor().blockNumber())

    def _follow(self) -> None:
        if not self.writing.edit.is_led:
            self.preview.follow(self.writing.edit.first_line())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Store on blur; Esc leaves focus mode."""
        if event.type() is QEvent.Type.FocusOut:
            self.flush()
        elif self.in_focus_mode and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.set_focus_mode(False)
            return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Store when another page comes to the front."""
        super().hideEvent(event)
        self._look_again.stop()
        self.flush()

    # What can be done -----------------------------------------------------------------------------------------------

    def jump(self, finding: Finding) -> None:
        """Bring the place of a finding to the middle, or the field that is missing."""
        if finding.start >= 0:
            edit = self.writing.edit
            edit.setTextCursor(self.writing.cursor_at(finding.start, finding.end))
            edit.centerCursor()
            edit.setFocus()
        else:
            actions.show_field(self, finding.kind)

    def restore(self, version: DraftVersion) -> None:
        """Bring an older version back; the present text stays in the history."""
        if self.flush():
            self._desk.restore_version(self.draft_id, version)
            self.autosave.refresh()
            self.panel.history.show_draft(self.autosave.stored)
            self.context.say(tr("The older version is back. The newer one is in the history."))

    def publish(self) -> Sheet | None:
        """Open the publish sheet."""
        draft = self.draft()
        if draft is None or draft.read_only or not self.flush():
            return None
        self._sheet = PublishSheet(self.window(), self._desk, self._current_or_nothing(), self._find(draft))
        self._sheet.edited.connect(self._take_fields)
        self._sheet.jump_wanted.connect(self.jump)
        self._sheet.accepted.connect(self._send)
        self._sheet.open()
        return self._sheet

    def _take_fields(self, draft: Draft) -> None:
        """What was entered in the sheet holds, whether it is sent or not."""
        if self.autosave.stored is None or draft.id != self.draft_id:
            return
        self._loading = True
        self.panel.article.show_draft(draft, slug_of(draft.title))
        self._loading = False
        self._status, self._date = draft.status, draft.date
        self._typed_fields()

    def _send(self) -> None:
        if self._sheet is not None and self.flush():
            self.send(self._sheet.options())

    def send(self, options: PublishOptions) -> None:
        """Put the draft, as stored, into the outbox, and let the sync begin."""
        try:
            self._desk.publish(self.draft_id, options)
        except InvalidInputError as error:
            self.context.show_error(error)
            return
        self._stand()
        self.context.say(tr("In the outbox. It is sent as soon as there is a network."))
        self.context.sync_now()

    def _take_way(self, name: str) -> None:
        item = self._desk.waiting_publication(self.draft_id)
        if name == "outbox":
            self.context.navigate(Place.OUTBOX)
        elif name == "conflict":
            self.open_conflict(self.draft_id)
        elif name == "pull_back" and item is not None:
            if self._desk.drop([item.seq]):
                self.context.say(tr("Pulled back. The text stays here."))
        elif name == "send_newest" and item is not None and item.state is State.WAITING and self.flush():
            publish = item.payload["publish"]
            self.send(PublishOptions(PostStatus(publish["status"]), publish["date"]))
        self._stand()

    def open_conflict(self, draft_id: int) -> None:
        """Show what two people changed of a draft's article, to choose."""
        self.open_draft(draft_id)
        if self.draft_id == draft_id and self.flush():
            self.conflicts.open(draft_id)

    def _conflict_changed(self) -> None:
        self._stand()
        self._describe()

    # Page -----------------------------------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def open_place(self, place: Place) -> None:
        """The editor is no place of the sidebar."""

    def window_title(self) -> str:
        """The article's title."""
        draft = self.draft()
        if self.conflicts.is_open and draft is not None:
            return tr("Conflict: {title}", title=draft.title.strip() or tr("Untitled"))
        return (draft.title.strip() or tr("Untitled")) if draft is not None else tr("Editor")

    def commands(self) -> Sequence[Command]:
        """Everything that can be done here; the conflict screen has keys of its own."""
        return () if self.conflicts.is_open else actions.commands(self)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Keys for the status bar."""
        if self.conflicts.is_open:
            return (("Alt+1", tr("mine")), ("Alt+2", tr("the site's")), ("Alt+Down", tr("next conflict")))
        return (("Ctrl+Return", tr("publish")), ("Ctrl+K", tr("commands")), ("F1", tr("help")))

    def status_items(self) -> list[tuple[str, Role, str]]:
        """(icon, role, words) for the left of the status bar."""
        stored = self.autosave.stored
        if stored is None:
            return []
        if self.in_focus_mode:
            failed = self.autosave.state.saved is Saved.FAILED
            icon: tuple[str, Role] = ("error", "danger") if failed else ("okc", "ok")
            return [(*icon, saved_words(self.autosave.state)), ("", "text2", words_words(self._words))]
        if self._desk.draft_is_unsent(stored.id):
            return [("drafts", "text2", tr("Changes on this laptop, not sent yet"))]
        return []

    def set_effective_width(self, width: int) -> None:
        """Choose which of text, preview and panel show."""
        self.panes_splitter.set_effective_width(width)
        self._panes_changed()

    def may_close(self) -> bool:
        """Store what is typed. Nothing asks the Desk afterwards unless something is typed again."""
        self._look_again.stop()
        return self.flush()

    # Panes ----------------------------------------------------------------------------------------------------------

    def toggle_preview(self) -> None:
        """F9: preview beside the text, or instead of it where there is no room for both."""
        self.set_focus_mode(False)
        self.panes_splitter.toggle_preview()
        self._panes_changed()

    def toggle_panel(self) -> None:
        """Show the panel where the width hides it, or hide it."""
        self.panes_splitter.toggle_panel()
        self._panes_changed()

    def show_panel(self, tab: str) -> None:
        """Bring a tab of the panel to the front, whatever the width."""
        self.panes_splitter.ask_for_panel()
        self.panel.show_tab(tab)
        self._panes_changed()

    def set_focus_mode(self, on: bool) -> None:
        """F11: nothing but the text."""
        if on == self.in_focus_mode:
            return
        self.panes_splitter.set_focus_mode(on)
        self.writing.set_focus_mode(on)
        self.bar.setVisible(not on)
        self._panes_changed()
        self.focus_mode_changed.emit(on)
        self._describe()
        self.writing.edit.setFocus()
        self.writing.edit.ensureCursorVisible()

    @property
    def in_focus_mode(self) -> bool:
        """Whether nothing but the text shows."""
        return self.panes_splitter.in_focus_mode

    def _panes_changed(self) -> None:
        self.bar.preview.setChecked(self.panes_splitter.shows_preview())
        if self.writing.isVisible() and not self.panel.isAncestorOf(self.focusWidget() or self):
            self.writing.edit.setFocus()

    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        if self.conflicts.is_open and self.conflicts.view is not None:
            return [self.conflicts.view]
        parts: list[QWidget] = [self.writing.edit, self.preview, self.panel.tabs]
        return [part for part in parts if part.isVisible()]

    def place_cursor(self, position: int) -> None:
        """Put the cursor at a place of the text, in characters."""
        cursor = QTextCursor(self.writing.edit.document())
        cursor.setPosition(position)
        self.writing.edit.setTextCursor(cursor)
