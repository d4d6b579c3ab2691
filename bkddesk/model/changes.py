"""What changed, so that screens know what to read again."""

from __future__ import annotations

from enum import Flag, auto


class Changes(Flag):
    """Kinds of stored things that a command or a sync has changed."""

    NONE = 0
    COMMENTS = auto()
    ARTICLES = auto()
    DRAFTS = auto()
    OUTBOX = auto()
    MEDIA = auto()
    TERMS = auto()
    SITE = auto()
    ALL = COMMENTS | ARTICLES | DRAFTS | OUTBOX | MEDIA | TERMS | SITE
