"""An outbox row in words: what is to be done, where it stands."""

from __future__ import annotations

from bkddesk.explain import explain_item
from bkddesk.language import ntr, tr
from bkddesk.model.outbox import Kind, OutboxItem, OutboxRow, State
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


def title(row: OutboxRow) -> str:
    """ "Spam: gede mania, sis wd and 6 others"."""
    subject = row.title or tr("(no title)")
    more = len(row.items) - _NAMES_SHOWN
    if more > 0:
        subject = ntr("{names} and {n} other", "{names} and {n} others", more, names=subject)
    return f"{verb(row.first)}: {subject}"


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
            return tr("article")


def state_words(row: OutboxRow) -> tuple[str, str, Role, str]:
    """(icon, word, colour role, why in a few words) of where the row stands."""
    first = row.first
    if row.sent_at:
        return "okc", tr("Sent"), "ok", tr("read back from the site") if not first.reason else tr("already gone there")
    match first.state:
        case State.REJECTED:
            return "error", tr("Failed"), "danger", explain_item(first).title
        case State.CONFLICT:
            return "conflict", tr("Conflict"), "conflict", explain_item(first).title
        case State.SENDING:
            return "sync", tr("Perhaps sent, being checked"), "wait", ""
        case _:
            return "clock", tr("Waiting"), "wait", explain_item(first).title if first.reason else ""
