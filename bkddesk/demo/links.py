"""Addresses of things on the site: permalinks, REST links, avatars."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final

from bkddesk.demo.message import Json
from bkddesk.demo.visit import Row, User, Visit

BASES: Final = {"post": "posts", "page": "pages", "attachment": "media", "category": "categories", "post_tag": "tags"}
"""Post types and taxonomies with the names of their REST collections."""

_EDITING: Final = ("POST", "PUT", "PATCH")
_PLAIN_STATUSES: Final = frozenset({"draft", "pending", "future", "trash", "auto-draft"})


def permalink(visit: Visit, post: Row) -> str:
    """A post's public address. What is not public yet has only the plain `?p=` form."""
    kind = post["type"]
    if kind == "attachment":
        return f"{visit.home}/{post['slug']}/"
    if post["status"] in _PLAIN_STATUSES or not post["slug"]:
        return f"{visit.home}/?{'page_id' if kind == 'page' else 'p'}={post['id']}"
    if kind == "page":
        return f"{visit.home}/{post['slug']}/"
    return f"{visit.home}/{post['date'][:4]}/{post['date'][5:7]}/{post['slug']}/"


def post_of(visit: Visit, post_id: int) -> Row | None:
    """A post, looked up once per answer."""
    key = ("post", post_id)
    if key not in visit.memo:
        visit.memo[key] = visit.post(post_id)
    row: Row | None = visit.memo[key]
    return row


def post_link(visit: Visit, post_id: int) -> str:
    """The permalink of a post, worked out once per answer."""
    key = ("permalink", post_id)
    if key not in visit.memo:
        post = post_of(visit, post_id)
        visit.memo[key] = permalink(visit, post) if post is not None else ""
    return str(visit.memo[key])


def term_link(visit: Visit, term: Row) -> str:
    """The address of a term's archive."""
    base = "category" if term["taxonomy"] == "category" else "tag"
    slugs = [term["slug"]]
    parent = term["parent"]
    while parent and len(slugs) < 10:
        above = visit.one("SELECT * FROM term WHERE id = ?", parent)
        if above is None:
            break
        slugs.insert(0, above["slug"])
        parent = above["parent"]
    return f"{visit.home}/{base}/{'/'.join(slugs)}/"


def author_link(visit: Visit, user: User) -> str:
    """The address of a writer's archive."""
    return f"{visit.home}/author/{user.slug}/"


@lru_cache(maxsize=4096)
def avatars(email: str) -> dict[str, str]:
    """The addresses of the three avatar sizes, as WordPress makes them from an email address."""
    digest = hashlib.sha256(email.strip().lower().encode()).hexdigest()
    return {size: f"https://secure.gravatar.com/avatar/{digest}?s={size}&d=mm&r=g" for size in ("24", "48", "96")}


def self_link(visit: Visit, route: str, *, edit: bool, delete: bool) -> list[Json]:
    """The `self` link, with the hint which methods the visitor may use."""
    allowed = ["GET", *(_EDITING if edit else ()), *(("DELETE",) if delete else ())]
    return [{"href": visit.api(route), "targetHints": {"allow": allowed}}]


def embeddable(href: str, **more: Json) -> list[Json]:
    """A link whose target could be embedded."""
    return [{"embeddable": True, **more, "href": href}]
