"""Articles (posts) over REST: raw texts in, the model out, and writes of just the fields that are given.

Knows nothing of drafts, merging or conflicts. What the site stored is what the answer to a write says, never what was
sent: it trims titles, and cleans what authors and contributors write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import TYPE_CHECKING

from bkddesk.model.article import Article, Fields, Revision
from bkddesk.model.errors import ForbiddenError, RejectedError
from bkddesk.wordpress.client import PER_PAGE, Client, Page, Value, page_of

if TYPE_CHECKING:
    from bkddesk.wordpress import wire

FIELDS = (
    "id,date,date_gmt,modified_gmt,slug,status,type,link,title,content,excerpt,author,featured_media,"
    "comment_status,sticky,categories,tags,_links"
)

_PATH = "wp/v2/posts"
_TAG = re.compile(r"<[^>]*>")
_NO_NAMES: Mapping[int, str] = {}


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
    try:
        return _listed(client, params, page, per_page, names)
    except RejectedError as error:
        if error.code == "rest_post_invalid_page_number":
            return Page((), 0, 0)
        if not _status_refused(error):
            raise
    return _listed(client, {**params, "status": "publish"}, page, per_page, names)


def _listed(
    client: Client, params: Mapping[str, Value], page: int, per_page: int, names: Mapping[int, str]
) -> Page[Article]:
    from bkddesk.wordpress import wire

    shape = list[wire.Post]
    try:
        raw = client.get(_PATH, {**params, "context": "edit"}, shape=shape)
    except ForbiddenError:
        seen = client.get(_PATH, {**params, "context": "view"}, shape=shape)
        items = [_article(one, names, editable=False) for one in seen.value]
        return page_of(items, seen.headers, page=page, per_page=per_page, received=len(seen.value))
    found = page_of(
        [_article(one, names) for one in raw.value], raw.headers, page=page, per_page=per_page, received=len(raw.value)
    )
    if len(found.items) >= min(per_page, found.total - (page - 1) * per_page):
        return found
    # context=edit silently leaves out what this account may not edit, though its totals count it.
    editable = {one.id: one for one in found.items}
    seen = client.get(_PATH, {**params, "context": "view"}, shape=shape)
    items = [editable.get(one.id) or _article(one, names, editable=False) for one in seen.value]
    shown = {one.id for one in items}
    return Page((*items, *(one for one in found.items if one.id not in shown)), found.total, found.total_pages)


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
    """One page of (id, status, modified_gmt), by id: to notice what was deleted or changed without reading it all."""
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {"page": page, "per_page": per_page, "orderby": "id", "order": order}
    params["_fields"] = "id,status,modified_gmt"
    try:
        reply = client.get(_PATH, {**params, "status": status}, shape=list[wire.PostStatus])
    except RejectedError as error:
        if error.code == "rest_post_invalid_page_number":
            return Page((), 0, 0)
        if not _status_refused(error):
            raise
        reply = client.get(_PATH, {**params, "status": "publish"}, shape=list[wire.PostStatus])
    items = [(one.id, one.status, one.modified_gmt or "") for one in reply.value]
    return page_of(items, reply.headers, page=page, per_page=per_page, received=len(reply.value))


def find_by_slug(client: Client, slug: str) -> Article | None:
    """The article with exactly this slug, whatever its status but trash: the proof that a creation had arrived."""
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {"slug": slug, "status": "any", "context": "edit", "_fields": FIELDS}
    reply = client.get(_PATH, {**params, "orderby": "id", "order": "asc"}, shape=list[wire.Post])
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
            categories=tuple(one.categories),
            tags=tuple(one.tags),
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
