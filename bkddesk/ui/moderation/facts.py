"""What is honestly known of a comment before anybody judges it: links, its writer's past, what waits for it.

The one place that turns these facts into a mark and a few words; rows, detail, selection and screen reader all ask
here. A verdict of triage will come in here too, beside the facts. Knows no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bkddesk.language import ntr, tr, trc
from bkddesk.model.comment import AuthorHistory, CommentStatus, Decision, ListedComment
from bkddesk.ui.moderation.comment_text import addresses, name_line
from bkddesk.ui.moderation.times import number
from bkddesk.ui.theme.tokens import Role


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row shows beside the text: an icon at the left ("dot": the accent dot) and a few words at the right."""

    icon: str = ""
    icon_role: Role = "text2"
    tag: str = ""
    tag_role: Role = "text2"
    dim: bool = False
    """Waiting in the outbox: name and text step back."""


class Fact(NamedTuple):
    """One line of what is known: icon, words, and the detail that proves them."""

    icon: str
    text: str
    proof: str = ""


def mark(row: ListedComment, history: AuthorHistory | None, *, unsent_reply: bool = False, fresh: bool = False) -> Mark:
    """The mark of a row. `fresh`: not yet seen by a person. State goes before facts, the strongest fact first."""
    if row.pending is not None:
        return Mark("clock", "wait", tr("{decision} · waiting", decision=decided(row.pending)), "wait", dim=True)
    if row.attention == "conflict":
        return Mark("conflict", "conflict", tr("Changed · look again"), "conflict")
    if row.attention:
        return Mark("error", "danger", tr("Failed · the site refused"), "danger")
    if unsent_reply:
        return Mark("reply", "wait", tr("reply not sent"), "wait")
    if row.edit_pending:
        return Mark("edit", "wait", tr("Edit · waiting"), "wait")
    found = _link_tag(row)
    if found:
        return Mark("dot" if fresh else "link", "accent" if fresh else "text2", found)
    if fresh:
        return Mark("dot", "accent", trc("comment", "New"), "accent")
    return Mark(tag=_writer_tag(row, history))


def facts(row: ListedComment, history: AuthorHistory) -> list[Fact]:
    """Everything known, strongest first."""
    found: list[Fact] = []
    url = name_line(row.comment.author_url)
    if url:
        found.append(Fact("link", tr("Link in the author’s name"), url))
    links = addresses(row.content)
    if links:
        found.append(Fact("link", ntr("{n} link in the text", "{n} links in the text", len(links)), links[0]))
    approved, spam = _before(row, history)
    if spam:
        text = ntr("{n} comment by this writer marked as spam", "{n} comments by this writer marked as spam", spam)
        found.append(Fact("spam", text))
    if approved:
        found.append(Fact("check", ntr("{n} comment approved before", "{n} comments approved before", approved)))
    elif not spam:
        found.append(Fact("user", tr("New author: never approved on this site")))
    return found


def has_links(row: ListedComment) -> bool:
    """Whether there is a link in the text or in the writer's name."""
    return bool(row.comment.author_url) or bool(addresses(row.content))


def writer(row: ListedComment) -> str:
    """The writer's name on one line, or a word for none."""
    return name_line(row.comment.author_name) or tr("anonymous")


def article_title(row: ListedComment) -> str:
    """The article's title, or its number where the article is not stored."""
    return name_line(row.article_title) or tr("Article {number}", number=row.comment.post)


def decided(decision: Decision | str) -> str:
    """A decision as one word: what the comment becomes."""
    match Decision(decision):
        case Decision.APPROVE:
            return tr("Approved")
        case Decision.HOLD:
            return tr("Pending")
        case Decision.SPAM:
            return tr("Spam")
        case Decision.TRASH:
            return tr("Trashed")
        case Decision.RESTORE:
            return tr("Restored")


def was_decided(decision: Decision | str, n: int) -> str:
    """A decision about `n` comments as a sentence without a subject: "2 comments marked as spam"."""
    match Decision(decision):
        case Decision.APPROVE:
            return ntr("{n} comment approved", "{n} comments approved", n)
        case Decision.HOLD:
            return ntr("{n} comment moved back to Pending", "{n} comments moved back to Pending", n)
        case Decision.SPAM:
            return ntr("{n} comment marked as spam", "{n} comments marked as spam", n)
        case Decision.TRASH:
            return ntr("{n} comment moved to the Trash", "{n} comments moved to the Trash", n)
        case Decision.RESTORE:
            return ntr("{n} comment restored", "{n} comments restored", n)


STATUS_WORDS = {
    CommentStatus.HOLD: lambda: tr("Pending"),
    CommentStatus.APPROVED: lambda: tr("Approved"),
    CommentStatus.SPAM: lambda: tr("Spam"),
    CommentStatus.TRASH: lambda: tr("Trash"),
}
"""The places by their WordPress names."""
DECISION_ICONS: dict[Decision, str] = {
    Decision.APPROVE: "check",
    Decision.HOLD: "hold",
    Decision.SPAM: "spam",
    Decision.TRASH: "trash",
    Decision.RESTORE: "restore",
}


def _link_tag(row: ListedComment) -> str:
    links = len(addresses(row.content))
    if links:
        return ntr("{n} link", "{n} links", links)
    return tr("link in the name") if row.comment.author_url else ""


def _writer_tag(row: ListedComment, history: AuthorHistory | None) -> str:
    if history is None:
        return ""
    approved, spam = _before(row, history)
    if approved:
        return tr("{n} approved", n=number(approved))
    if spam:
        return tr("{n} times spam", n=number(spam))
    return tr("new author")


def _before(row: ListedComment, history: AuthorHistory) -> tuple[int, int]:
    """How many other comments of this writer are approved, and how many are spam."""
    approved = history.approved - (row.status is CommentStatus.APPROVED)
    spam = history.spam - (row.status is CommentStatus.SPAM)
    return max(approved, 0), max(spam, 0)
