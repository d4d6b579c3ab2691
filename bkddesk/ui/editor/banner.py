"""The strip above the text that says what holds the article up: read-only, waiting, refused, or changed by two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.article import Draft, PostStatus
from bkddesk.model.outbox import OutboxItem, State
from bkddesk.model.reconcile import TYPED
from bkddesk.ui import theme
from bkddesk.ui.editor.words import status_words
from bkddesk.ui.theme import Space
from bkddesk.ui.widgets.button import LinkButton
from bkddesk.ui.widgets.note import Note, NoteKind


@dataclass(frozen=True, slots=True)
class Standing:
    """What the banner says. `ways` are (name, words) of what can be done; empty `text`: no banner."""

    kind: NoteKind = "plain"
    icon: str = ""
    lead: str = ""
    text: str = ""
    ways: tuple[tuple[str, str], ...] = ()


def standing(desk: Desk, draft: Draft) -> Standing:
    """How the draft stands."""
    if draft.read_only:
        return Standing("plain", "lock", tr("Read only."), read_only_words(draft.read_only))
    item = desk.waiting_publication(draft.id)
    if item is None:
        return Standing()
    match item.state:
        case State.CONFLICT:
            return _conflict(item)
        case State.REJECTED:
            text = tr("Your text is safe here. The reason stands in the outbox.")
            return Standing("danger", "error", tr("The site refused it."), text, (("outbox", tr("Open the outbox")),))
        case State.SENDING:
            return Standing(
                "wait", "sync", tr("It is being sent."), tr("You can go on writing; that will not be part of it.")
            )
        case _:
            return _waiting(item, draft)


def _conflict(item: OutboxItem) -> Standing:
    text = {
        "trashed": tr("It is in the site's trash. Your text is safe here."),
        "deleted": tr("It no longer exists on the site. Your text is safe here."),
    }.get(item.reason, tr("Both texts are kept. Choose what stands, part by part."))
    lead = (
        tr("Two people changed this article.") if item.reason == "changed" else tr("The article is gone from the site.")
    )
    return Standing("conflict", "", lead, text, (("conflict", tr("Choose…")),))


def _waiting(item: OutboxItem, draft: Draft) -> Standing:
    status = status_words(item.payload["publish"]["status"])
    text = tr("It will be: {status}.", status=status)
    ways: tuple[tuple[str, str], ...] = (("pull_back", tr("Pull back")),)
    if _typed_since(item, draft):
        text += " " + tr("What you typed since then is not part of it.")
        ways = (("send_newest", tr("Send the newest text")), *ways)
    return Standing("wait", "outbox", tr("Waiting in the outbox."), text, ways)


def _typed_since(item: OutboxItem, draft: Draft) -> bool:
    sent = item.payload["draft"]
    for name in TYPED:
        then, now = sent[name], getattr(draft, name)
        if name not in ("status", "date") and (tuple(then) if isinstance(then, list) else then) != now:
            return True
    return False


def read_only_words(reason: str) -> str:
    """Why a draft cannot be edited, as a sentence."""
    if reason == "not_editable":
        return tr("Your account may read this article, not change it.")
    return tr("It holds what bkddesk cannot edit without damage: {names}. Edit it on the site.", names=reason)


def shown_in_public(draft: Draft) -> bool:
    """Whether readers see the article now."""
    return draft.base is not None and draft.base.status == PostStatus.PUBLISH


class Banner(QWidget):
    """One note, or nothing."""

    def __init__(self, chosen: Callable[[str], None], parent: QWidget | None = None) -> None:
        """`chosen` is called with the name of the way that was taken."""
        super().__init__(parent)
        self.setObjectName("editor-banner")
        theme.dress(self, fill="surface")
        self._chosen = chosen
        self._standing = Standing()
        self._note: Note | None = None
        self._column = theme.vbox(self, margins=(Space.M, Space.M, Space.M, 0))
        self.hide()

    def standing(self) -> Standing:
        """What it says now."""
        return self._standing

    def show_standing(self, standing: Standing) -> None:
        """Say this instead."""
        if standing == self._standing:
            return
        self._standing = standing
        if self._note is not None:
            self._note.deleteLater()
            self._note = None
        self.setVisible(bool(standing.text))
        if not standing.text:
            return
        self._note = Note(standing.kind, standing.text, lead=standing.lead, icon=standing.icon)
        for name, words in standing.ways:
            link: LinkButton = self._note.add_link(words)
            link.setObjectName(f"banner-{name}")
            link.clicked.connect(lambda _checked=False, name=name: self._chosen(name))
        self._column.addWidget(self._note)
