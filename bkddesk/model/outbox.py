"""The outbox: what a person decided and the site does not know yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What is to be done. One row at most for each kind and subject: a newer intent replaces the older."""

    COMMENT_STATUS = "comment.status"
    """subject: comment id. payload: decision, seen_status, seen_content."""
    COMMENT_CONTENT = "comment.content"
    """subject: comment id. payload: content, seen_content."""
    COMMENT_REPLY = "comment.reply"
    """subject: local reply number. payload: post, parent, content."""
    ARTICLE = "article"
    """subject: draft id. payload: the draft as it was when the person pressed the button."""


class State(StrEnum):
    """Where a row stands."""

    WAITING = "waiting"
    SENDING = "sending"
    """A request may have reached the site: look for its effect before sending again."""
    REJECTED = "rejected"
    CONFLICT = "conflict"
    SENT = "sent"
    """Only in the log of what was sent."""


class Outcome(StrEnum):
    """What became of one attempt."""

    APPLIED = "applied"
    GONE = "gone"
    """The subject no longer exists on the site: nothing is left to do."""
    RETRY = "retry"
    REJECTED = "rejected"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One intent. Times are UTC, ISO 8601."""

    seq: int
    """Order of intent; a row that was replaced has a new one, so an older answer cannot remove a newer decision."""
    kind: Kind
    subject: int
    payload: dict[str, Any] = field(default_factory=dict)
    created: str = ""
    attempts: int = 0
    not_before: str = ""
    state: State = State.WAITING
    reason: str = ""
    """Why it is parked or was put off: an error's class name or a conflict's kind."""
    detail: str = ""
    """The site's raw answer."""
    batch: int = 0
    """Decisions of one key press share a batch."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A line of the outbox screen: an item, or several decisions of one kind made together."""

    items: tuple[OutboxItem, ...]
    title: str
    """Names of writers, or the article's title."""
    sent_at: str = ""

    @property
    def first(self) -> OutboxItem:
        """The item that stands for the row."""
        return self.items[0]


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many rows stand where."""

    waiting: int = 0
    attention: int = 0
    conflicts: int = 0
    sent_today: int = 0


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """One line of the append-only log of decisions."""

    id: int
    at: str
    batch: int
    comment_id: int
    decision: str
    from_status: str
    author_name: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is. `total` 0: not known."""

    step: str
    """"push", "comments.hold", "comments", "articles", "terms", "media", "sweep"."""
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one pass did."""

    sent: int = 0
    parked: int = 0
    put_off: int = 0
    received_comments: int = 0
    received_articles: int = 0
    removed: int = 0
    requests: int = 0
    seconds: float = 0.0
    next_attempt: str = ""
    """When the earliest put-off row may be tried again, UTC, or ""."""
