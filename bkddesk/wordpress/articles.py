"""Articles (posts) over REST: raw texts in, the model out, and writes of just the fields that are given.

Knows nothing of drafts, merging or conflicts. What the site stored is what the answer to a write says, never what was
sent: it trims titles, writes all block comments anew in its own JSON, and cleans what authors and contributors write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from bkddesk.model.article import Article, Fields, Revision
from bkddesk.model.errors import ForbiddenError, RejectedError
from bkddesk.wordpress.client import PER_PAGE, Client, Page, Value, page_of
from bkddesk.wordpress.users import who_am_i

if TYPE_CHECKING:
    from bkddesk.wordpress import wire

FIELDS = (
    "id,date,date_gmt,modified_gmt,slug,status,type,link,title,content,excerpt,author,featured_media,"
    "comment_status,sticky,categories,tags,_links"
)

_PATH = "wp/v2/posts"
_TAG = re.compile(r"<[^>]*>")
_NO_NAMES: Mapping[int, str] = {}


class _HasId(Protocol):
    id: int


P = TypeVar("P", bound=_HasId)


def fetch_page(
    client: Client,
    *,
    status: str = "any",
    page: int = 1,
    per_page: int = PER_PAGE,
    modified_after: str | None = None,
    orderby: str = "modified",
    order: str = "desc",
    search: str | None = None,
    include: Iterable[int] | None = None,
    names: Mapping[int, str] = _NO_NAMES,
) -> Page[Article]:
    """One page of articles, each raw where this account may edit it; `editable` is False for the others.

    `status`: one of WordPress's, or "any", which leaves out trash. `modified_after` is exclusive, ISO 8601, site time
    where it names no zone; as a watermark alone it misses scheduled and backdated posts, whose `modified_gmt` is their
    date. `names`: authors' names by user id. A page past the end is empty. An account that may not see drafts gets
    what is published.
    """
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {
        "status": status,
        "page": page,
        "per_page": per_page,
        "modified_after": modified_after,
        "orderby": orderby,
        "order": order,
        "search": search,
        "include": None if include is None else list(include),
        "_fields": FIELDS,
    }
    listed = _listed(client, params, list[wire.Post])
    items = [_article(one, names, editable=one.id in listed.editable) for one in listed.items]
    return page_of(items, listed.headers, page=page, per_page=per_page, received=listed.received)


@dataclass(frozen=True, slots=True)
class _Listed(Generic[P]):
    """A page as this account sees it: what it may edit in full, the rest as the public sees it."""

    items: tuple[P, ...]
    editable: frozenset[int]
    headers: Mapping[str, str]
    received: int


def _listed(client: Client, params: Mapping[str, Value], shape: type[list[P]]) -> _Listed[P]:
    try:
        return _listed_as_asked(client, params, shape)
    except RejectedError as error:
        if error.code == "rest_post_invalid_page_number":
            return _Listed((), frozenset(), {"x-wp-total": "0", "x-wp-totalpages": "0"}, 0)
        if not _status_refused(error):
            raise
    # Anonymous gets this 400 as well: a revoked password must not look like a site without drafts.
    who_am_i(client)
    return _listed_as_asked(client, {**params, "status": "publish"}, shape)


def _listed_as_asked(client: Client, params: Mapping[str, Value], shape: type[list[P]]) -> _Listed[P]:
    try:
        raw = client.get(_PATH, {**params, "context": "edit"}, shape=shape)
    except ForbiddenError:
        seen = client.get(_PATH, {**params, "context": "view"}, shape=shape)
        return _Listed(tuple(seen.value), frozenset(), seen.headers, len(seen.value))
    editable = {one.id: one for one in raw.value}
    page, per_page = params["page"], params["per_page"]
    assert isinstance(page, int)
    assert isinstance(per_page, int)
    counted: Page[P] = page_of((), raw.headers, page=page, per_page=per_page, received=len(editable))
    if len(editable) >= min(per_page, counted.total - (page - 1) * per_page):
        return _Listed(tuple(raw.value), frozenset(editable), raw.headers, len(editable))
    # context=edit silently leaves out what this account may not edit, though its totals count it.
    seen = client.get(_PATH, {**params, "context": "view"}, shape=shape)
    items = {one.id: editable.get(one.id, one) for one in seen.value} | editable
    return _Listed(tuple(items.values()), frozenset(editable), seen.headers, len(items))


def fetch(client: Client, article_id: int, *, names: Mapping[int, str] = _NO_NAMES) -> Article:
    """One article, raw where this account may edit it. GoneError (`rest_post_invalid_id`) where it was deleted."""
    from bkddesk.wordpress import wire

    path = f"{_PATH}/{article_id}"
    try:
        return _article(client.get(path, {"context": "edit", "_fields": FIELDS}, shape=wire.Post).value, names)
    except ForbiddenError:
        seen = client.get(path, {"context": "view", "_fields": FIELDS}, shape=wire.Post)
        return _article(seen.value, names, editable=False)


def fetch_ids(
    client: Client, *, status: str = "any", page: int = 1, per_page: int = PER_PAGE, order: str = "asc"
) -> Page[tuple[int, str, str]]:
    """One page of (id, status, modified_gmt), by id: to notice what was deleted or changed without reading it all.

    Sees what `fetch_page` sees.
    """
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {"status": status, "page": page, "per_page": per_page, "orderby": "id", "order": order}
    listed = _listed(client, {**params, "_fields": "id,status,modified_gmt"}, list[wire.PostStatus])
    items = [(one.id, one.status, one.modified_gmt or "") for one in listed.items]
    return page_of(items, listed.headers, page=page, per_page=per_page, received=listed.received)


def find_by_slug(client: Client, slug: str) -> Article | None:
    """The article with exactly this slug, whatever its status but trash: the proof that a creation had arrived."""
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {"slug": slug, "status": "any", "context": "edit", "_fields": FIELDS}
    try:
        reply = client.get(_PATH, {**params, "orderby": "id", "order": "asc"}, shape=list[wire.Post])
    except RejectedError as error:
        if _status_refused(error):
            who_am_i(client)
        raise
    for one in reply.value:
        if one.slug == slug:
            return _article(one, _NO_NAMES)
    return None


def create(client: Client, values: Mapping[str, object]) -> Article:
    """Make a post from WordPress's own field names; the article as the site stored it.

    Sent once and not retried here: a lost answer may hide a post that was made (`find_by_slug`). `status: future`
    without a date that lies ahead publishes at once. A contributor's `pending` post loses its slug: create it as draft.
    """
    from bkddesk.wordpress import wire

    return _article(client.post(_PATH, values, {"_fields": FIELDS}, shape=wire.Post).value, _NO_NAMES)


def update(client: Client, article_id: int, values: Mapping[str, object]) -> Article:
    """Change just the given fields (WordPress's names); the article as the site stored it, the new base."""
    from bkddesk.wordpress import wire

    answer = client.post(f"{_PATH}/{article_id}", values, {"_fields": FIELDS}, shape=wire.Post)
    return _article(answer.value, _NO_NAMES)


def revisions(client: Client, article_id: int, *, per_page: int = 20) -> list[Revision]:
    """The newest revisions the site keeps, newest first; empty where it keeps none."""
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {
        "context": "edit",
        "per_page": per_page,
        "_fields": "id,author,date_gmt,title,content,excerpt",
    }
    reply = client.get(f"{_PATH}/{article_id}/revisions", params, shape=list[wire.Revision])
    return [
        Revision(
            id=one.id,
            article_id=article_id,
            author=one.author,
            date_gmt=one.date_gmt or "",
            title=_raw(one.title),
            content=_raw(one.content),
            excerpt=_raw(one.excerpt),
        )
        for one in reply.value
    ]


def _status_refused(error: RejectedError) -> bool:
    """Whether this account may ask for "publish" only: a 400 that names the parameter."""
    named = error.data.get("params")
    return error.code == "rest_invalid_param" and isinstance(named, dict) and "status" in named


def _raw(text: wire.Text) -> str:
    return text.rendered if text.raw is None else text.raw


def _title(text: wire.Text) -> str:
    return unescape(_TAG.sub("", text.rendered)) if text.raw is None else text.raw


def _article(one: wire.Post, names: Mapping[int, str], *, editable: bool = True) -> Article:
    # A password-protected or otherwise rendered text must never be edited as if it were the source.
    editable = editable and one.content.raw is not None
    return Article(
        id=one.id,
        fields=Fields(
            title=_title(one.title),
            content=_raw(one.content),
            excerpt=_raw(one.excerpt),
            slug=one.slug,
            status=one.status,
            date=one.date or "",
            categories=tuple(sorted(one.categories)),
            tags=tuple(sorted(one.tags)),
            featured_media=one.featured_media,
            comment_status=one.comment_status,
        ),
        author=one.author,
        author_name=names.get(one.author, ""),
        date_gmt=one.date_gmt or "",
        modified_gmt=one.modified_gmt or "",
        link=one.link,
        type=one.type,
        sticky=one.sticky,
        revision=one.links.predecessor[0].id if one.links.predecessor else 0,
        editable=editable,
    )
