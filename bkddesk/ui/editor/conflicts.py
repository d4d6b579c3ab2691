"""Opening and closing the conflict screen, and handing what was chosen to the Desk."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bkddesk.language import tr
from bkddesk.model.errors import NotFoundError
from bkddesk.ui.context import Context
from bkddesk.ui.editor.conflict_view import ConflictView, ask_about_gone
from bkddesk.ui.editor.words import when_words


class Conflicts(QObject):
    """Brings the conflict screen before the editing one and back."""

    changed = Signal()
    """Another screen is in front."""

    def __init__(self, context: Context, screens: QStackedWidget, editing: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._desk = context, context.desk
        self._screens, self._editing = screens, editing
        self._view: ConflictView | None = None
        self._draft_id = 0

    @property
    def is_open(self) -> bool:
        """Whether the conflict screen is in front."""
        return self._screens.currentWidget() is not self._editing

    @property
    def view(self) -> ConflictView | None:
        """The conflict screen, once it is made."""
        return self._view

    def open(self, draft_id: int) -> None:
        """Show what two people changed; for an article that is gone, ask what becomes of the text."""
        conflict, item = self._desk.conflict(draft_id), self._desk.waiting_publication(draft_id)
        if conflict is None or item is None:
            return
        self._draft_id = draft_id
        if conflict.kind != "changed":
            ask_about_gone(self._editing.window(), conflict.kind, lambda: self._resolve({}))
            return
        view = self._made()
        view.show_conflict((draft_id, item.seq), conflict, self._who_changed(draft_id))
        self._screens.setCurrentWidget(view)
        view.take_focus()
        self.changed.emit()

    def close(self) -> None:
        """Back to the text; the choices made so far are remembered."""
        if self.is_open:
            self._screens.setCurrentWidget(self._editing)
            self.changed.emit()

    def _made(self) -> ConflictView:
        if self._view is None:
            self._view = ConflictView(self._desk.as_markdown, self._desk.as_content)
            self._view.resolved.connect(self._resolve)
            self._view.left.connect(self.close)
            self._screens.addWidget(self._view)
        return self._view

    def _who_changed(self, draft_id: int) -> str:
        draft, when = self._desk.draft(draft_id), ""
        if draft.article_id:
            with suppress(NotFoundError):
                when = when_words(self._desk.article(draft.article_id).modified_gmt, self._desk.now())
        if when:
            return tr("Someone changed it on the site ({when}) after you began. Both texts are kept.", when=when)
        return tr("Someone changed it on the site after you began. Both texts are kept.")

    def _resolve(self, values: dict[str, object]) -> None:
        self._desk.resolve_conflict(self._draft_id, values)
        self.close()
        self._context.say(tr("In the outbox. It is sent as soon as there is a network."))
        self._context.sync_now()
