"""Articles (WordPress's posts) as the site has them, drafts as a person writes them, terms and media."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PostStatus(StrEnum):
    """WordPress's post statuses that bkddesk sends or shows."""

    DRAFT = "draft"
    PENDING = "pending"
    PUBLISH = "publish"
    FUTURE = "future"
    PRIVATE = "private"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Term:
    """A category or tag. `taxonomy` is "category" or "post_tag"."""

    id: int
    taxonomy: str
    name: str
    slug: str = ""
    parent: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class MediaItem:
    """A file of the site's media library."""

    id: int
    slug: str = ""
    title: str = ""
    alt_text: str = ""
    caption: str = ""
    mime_type: str = ""
    source_url: str = ""
    thumbnail_url: str = ""
    width: int = 0
    height: int = 0
    date_gmt: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a person can set of an article, site form: the unit that is compared, merged and sent.

    `content` is block markup (`content.raw`); terms are ids, sorted; `date` is site time ("2026-11-25T07:00:00") or "".
    """

    title: str = ""
    content: str = ""
    excerpt: str = ""
    slug: str = ""
    status: str = PostStatus.DRAFT
    date: str = ""
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    featured_media: int = 0
    comment_status: str = "open"


@dataclass(frozen=True, slots=True)
class Article:
    """The site's truth about one post (context=edit). `fields.title` and the other texts are raw."""

    id: int
    fields: Fields
    author: int = 0
    author_name: str = ""
    date_gmt: str = ""
    modified_gmt: str = ""
    link: str = ""
    type: str = "post"
    sticky: bool = False
    revision: int = 0
    """Newest revision's id (`_links.predecessor-version`), 0 where the site keeps none."""
    editable: bool = True
    """False where this account may read but not edit it: texts are then rendered, not raw."""


@dataclass(frozen=True, slots=True)
class Revision:
    """An earlier state of an article that the site keeps. Texts are raw."""

    id: int
    article_id: int
    author: int = 0
    date_gmt: str = ""
    title: str = ""
    content: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A person's text, saved locally. `base` is what the site had when the edit began; None for a new article."""

    id: int
    key: str
    """A random name made once; the proof by which a lost creation is found again on the site."""
    article_id: int | None = None
    base: Fields | None = None
    title: str = ""
    markdown: str = ""
    excerpt: str = ""
    slug: str = ""
    status: str = PostStatus.DRAFT
    date: str = ""
    """Site time, "" for none."""
    categories: tuple[str, ...] = ()
    """Names; a child as "Berita > Pelatihan". Names, not ids, so that one can be made up offline."""
    tags: tuple[str, ...] = ()
    featured_media: int = 0
    comment_status: str = "open"
    extra: dict[str, object] = field(default_factory=dict)
    """Front-matter keys that bkddesk does not know, kept in order."""
    created: str = ""
    modified: str = ""
    """UTC, ISO 8601 with milliseconds."""
    read_only: str = ""
    """Why the text cannot be edited without damage, or ""."""


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """One entry of a draft's local history."""

    id: int
    draft_id: int
    saved_at: str
    cause: str
    """"autosave", "saved", "opened", "sent", "received", "restored"."""
    title: str
    markdown: str
    words: int


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A row of the list of drafts, with what waits for it."""

    draft: Draft
    unsent: bool
    """Whether it holds changes that were never sent."""
    queued_status: str = ""
    """The status that the waiting publication will give it, or ""."""
    attention: str = ""
    """"conflict", "rejected" or ""."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """A row of the site's articles, with the draft and the publication that wait for it."""

    article: Article
    status: str
    """As it will be once the outbox is sent, or the site's."""
    draft_id: int | None = None
    queued: bool = False
    comments_held: int = 0
    comments_total: int = 0


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """How a draft goes to the site. `date` is site time, needed for FUTURE; "" elsewhere keeps the site's date."""

    status: PostStatus
    date: str = ""


def term_paths(terms: Sequence[Term]) -> dict[int, str]:
    """Each category's name with its ancestors' before it ("Berita > Pelatihan"), by id."""
    by_id = {term.id: term for term in terms}

    def path(term: Term) -> str:
        names = [term.name]
        seen = {term.id}
        while term.parent in by_id and term.parent not in seen:
            term = by_id[term.parent]
            seen.add(term.id)
            names.append(term.name)
        return " > ".join(reversed(names))

    return {term.id: path(term) for term in terms}


def fields_from_json(values: Mapping[str, Any]) -> Fields:
    """Fields as `dataclasses.asdict` and JSON keep them: lists are tuples again."""
    return Fields(**tupled(values))


def draft_from_json(values: Mapping[str, Any]) -> Draft:
    """A draft as `dataclasses.asdict` and JSON keep it."""
    kept = tupled(values)
    kept["base"] = fields_from_json(values["base"]) if values["base"] else None
    return Draft(**kept)


def tupled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping with every list made a tuple, as the frozen types hold them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
