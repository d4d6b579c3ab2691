"""A comment as the site has it, and as it will be once the outbox is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CommentStatus(StrEnum):
    """The statuses that answers name. WordPress's query words differ ("approve" for APPROVED)."""

    HOLD = "hold"
    APPROVED = "approved"
    SPAM = "spam"
    TRASH = "trash"


class Decision(StrEnum):
    """What a moderator can decide. RESTORE undoes spam or trash: the site itself knows the earlier status."""

    APPROVE = "approved"
    HOLD = "hold"
    SPAM = "spam"
    TRASH = "trash"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Comment:
    """The site's truth about one comment, in WordPress's field names (context=edit). Dates as WordPress writes them."""

    id: int
    post: int
    parent: int = 0
    author: int = 0
    author_name: str = ""
    author_email: str = ""
    author_url: str = ""
    author_ip: str = ""
    author_user_agent: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    """`content.raw`: what the writer typed; hostile."""
    link: str = ""
    status: CommentStatus = CommentStatus.HOLD
    type: str = "comment"


@dataclass(frozen=True, slots=True)
class ListedComment:
    """One row of the projected list: the site's truth with the waiting decision laid over it."""

    comment: Comment
    status: CommentStatus
    """The status as the person decided it, or else the site's."""
    content: str
    """The text with a waiting edit laid over."""
    article_title: str
    pending: Decision | None = None
    """The waiting status decision."""
    edit_pending: bool = False
    attention: str = ""
    """Why the waiting decision is parked ("changed", "rejected"), or ""."""
    is_new: bool = False
    """Not yet shown to a person on this laptop."""

    @property
    def id(self) -> int:
        """The comment's id on the site."""
        return self.comment.id


@dataclass(frozen=True, slots=True)
class CommentQuery:
    """Which comments a list shows. All conditions hold together."""

    status: CommentStatus | None = CommentStatus.HOLD
    """None: every status."""
    search: str = ""
    """Words, or beginnings of words, in text, name, email, IP, URL."""
    post: int | None = None
    author_email: str | None = None
    waiting: bool | None = None
    """True: only those with a waiting decision, whatever their status; None: as the status says."""
    include_waiting: bool = False
    """Keep rows whose waiting decision takes them out of `status`, greyed."""
    has_link: bool = False
    oldest_first: bool = False


@dataclass(frozen=True, slots=True)
class AuthorHistory:
    """What this site knows of a comment's writer, by the same email, IP or URL."""

    first_seen_gmt: str
    approved: int
    spam: int
    held: int
    trashed: int
    other_names: tuple[str, ...] = ()
