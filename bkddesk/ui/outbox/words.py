"""An outbox row in words: what is to be done, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bkddesk.explain import explain_item
from bkddesk.language import ntr, tr
from bkddesk.model.outbox import Kind, OutboxItem, OutboxRow, State
from bkddesk.ui.background import Connection
from bkddesk.ui.background import State as SyncState
from bkddesk.ui.moderation.times import clock_time, day
from bkddesk.ui.theme import Role

_NAMES_SHOWN = 3


def verb(item: OutboxItem) -> str:
    """What will be done, as a word."""
    match item.kind:
        case Kind.COMMENT_STATUS:
            return {
                "approved": tr("Approve"), "hold": tr("Unapprove"), "spam": tr("Spam"), "trash": tr("Trash"),
                "restore": tr("Restore"),
            }[item.payload["decision"]]  # fmt: skip
        case Kind.COMMENT_CONTENT:
            return tr("Edit comment")
        case Kind.COMMENT_REPLY:
            return tr("Reply")
        case Kind.ARTICLE:
            if item.payload["draft"]["article_id"] is not None:
                return tr("Update")
            return {
                "draft": tr("Save draft"), "pending": tr("Submit for review"), "publish": tr("Publish"),
                "future": tr("Schedule"), "private": tr("Publish privately"),
            }[item.payload["publish"]["status"]]  # fmt: skip


def icon(item: OutboxItem) -> str:
    """The icon of what will be done."""
    match item.kind:
        case Kind.COMMENT_STATUS:
            return {"approved": "check", "hold": "hold", "spam": "spam", "trash": "trash", "restore": "restore"}[
                item.payload["decision"]
            ]
        case Kind.COMMENT_CONTENT:
            return "edit"
        case Kind.COMMENT_REPLY:
            return "reply"
        case Kind.ARTICLE:
            return "clock" if item.payload["publish"]["status"] == "future" else "article"


def subject(row: OutboxRow) -> str:
    """Whom or what it is about: "gede mania, sis wd and 6 others", or the article's title."""
    names = row.title or tr("(no title)")
    more = len(row.items) - _NAMES_SHOWN
    return ntr("{names} and {n} other", "{names} and {n} others", more, names=names) if more > 0 else names


def title(row: OutboxRow) -> str:
    """ "Spam: gede mania, sis wd and 6 others"."""
    return f"{verb(row.first)}: {subject(row)}"


def second_line(row: OutboxRow) -> str:
    """What it is about, small."""
    first = row.first
    match first.kind:
        case Kind.COMMENT_STATUS:
            return ntr("{n} comment", "{n} comments", len(row.items))
        case Kind.COMMENT_CONTENT | Kind.COMMENT_REPLY:
            text = " ".join(str(first.payload["content"]).split())
            return f"“{text}”"
        case Kind.ARTICLE:
            date = str(first.payload["publish"]["date"])
            if date and first.payload["publish"]["status"] == "future":
                when = datetime.fromisoformat(date)
                written = f"{day(when, weekday=True)} {clock_time(when)}"
                return f"{tr('article')} · " + tr("goes live {when}, site time", when=written)
            count = len(str(first.payload["draft"]["markdown"]).split())
            return f"{tr('article')} · " + ntr("{n} word", "{n} words", count)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a row stands: an icon and a word in one colour, why in a few words, how much of it is sent (0 to 1)."""

    icon: str
    word: str
    role: Role
    why: str = ""
    part: float | None = None


def standing(row: OutboxRow, sync: SyncState, now: datetime) -> Standing:
    """Where it stands, while `sync` is what the worker does."""
    first = row.first
    if row.sent_at:
        gone = bool(first.reason)
        return Standing("okc", tr("Sent"), "ok", tr("already gone there") if gone else tr("read back from the site"))
    match first.state:
        case State.REJECTED:
            return Standing("error", tr("Failed"), "danger", explain_item(first).title)
        case State.CONFLICT:
            return Standing("conflict", tr("Conflict"), "conflict", explain_item(first).title)
        case State.SENDING:
            return _sending(sync)
        case _:
            return Standing("clock", tr("Waiting"), "wait", _why_waiting(first, sync, now))


def _sending(sync: SyncState) -> Standing:
    progress = sync.progress
    if sync.connection is not Connection.SYNCING or progress is None or progress.step != "push":
        # Begun once and broken off: whether it arrived is looked up before anything is sent again.
        return Standing("sync", tr("Perhaps sent, being checked"), "wait")
    part = progress.done / progress.total if progress.total else 0.0
    return Standing("sync", tr("Sending, {n} %", n=round(100 * part)), "accent", "", part)


def _why_waiting(item: OutboxItem, sync: SyncState, now: datetime) -> str:
    if sync.held:
        return tr("held back")
    if item.reason:
        return explain_item(item).title
    seconds = undo_seconds(item, now)
    if seconds:
        return ntr("can be undone for {n} more second", "can be undone for {n} more seconds", seconds)
    return tr("until the site can be reached") if sync.connection is Connection.OFFLINE else ""


def undo_seconds(item: OutboxItem, now: datetime) -> int:
    """For how long a reply that was just written waits for second thoughts; 0: no longer, or never."""
    if item.kind is not Kind.COMMENT_REPLY or item.attempts or not item.not_before:
        return 0
    return max(0, round((datetime.fromisoformat(item.not_before) - now).total_seconds()))
