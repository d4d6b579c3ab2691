"""Writing posts and pages: create, update, trash, delete, with WordPress's own rules for status, date and slug."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bkddesk.demo.links import BASES
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import Param, Params, ids
from bkddesk.demo.post_rows import change_post, insert_post, stored_text, unique_slug
from bkddesk.demo.posts import STATUSES, as_answer, existing, term_ids
from bkddesk.demo.rendering import slugify
from bkddesk.demo.revisions import keep_revision
from bkddesk.demo.visit import Row, Visit

_OPEN = ("open", "closed")
_FORMATS = ("standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio")

WRITE_PARAMS: Params = {
    "id": Param("integer"),
    "date": Param(format="date-time"),
    "date_gmt": Param(format="date-time"),
    "slug": Param(),
    "status": Param(enum=STATUSES),
    "title": Param("text"),
    "content": Param("text"),
    "excerpt": Param("text"),
    "password": Param(),
    "author": Param("integer"),
    "featured_media": Param("integer"),
    "comment_status": Param(enum=_OPEN),
    "ping_status": Param(enum=_OPEN),
    "format": Param(enum=_FORMATS),
    "meta": Param("object"),
    "sticky": Param("boolean"),
    "template": Param(),
    "parent": Param("integer"),
    "menu_order": Param("integer"),
    "categories": ids(),
    "tags": ids(),
}
UPDATE_PARAMS: Params = {**WRITE_PARAMS, "status": Param(enum=(*STATUSES, "trash"))}
DELETE_PARAMS: Params = {"id": Param("integer"), "force": Param("boolean", default=False)}

_TAXONOMIES = {"categories": "category", "tags": "post_tag"}
_UNDATED = ("draft", "pending")
_REVISED = ("title", "content", "excerpt")


def may_create(kind: str, visit: Visit) -> None:
    """Those who may write this type; other authors and sticky posts need an editor."""
    values, base = visit.values, BASES[kind]
    _may_write_as(visit, base)
    if values.get("sticky") and not _may_stick(visit):
        raise visit.refused("rest_cannot_assign_sticky", "Anda tidak boleh menempelkan pos.")
    if not visit.can(f"edit_{base}"):
        raise visit.refused("rest_cannot_create", "Anda tidak boleh membuat pos sebagai pengguna ini.")


def create_post(kind: str, visit: Visit) -> Response:
    """A new post. `future` with no date or a past one is published at once."""
    assert visit.user is not None
    written = _from_request(kind, visit, None)
    if not any(written.get(name) for name in _REVISED):
        raise RestError("empty_content", "Isi, judul, dan kutipan kosong.", 400)
    status = written.setdefault("status", "draft")
    local, gmt = written.get("date") or visit.now_local, written.get("date_gmt") or ""
    if not gmt and status not in _UNDATED:
        gmt = visit.to_gmt(local)
    row: dict[str, Json] = {
        "type": kind,
        "author": visit.user.id,
        "comment_status": "open" if kind == "post" else "closed",
        "ping_status": "open" if kind == "post" else "closed",
        **written,
        "date": local,
        "date_gmt": gmt,
        # A new post's modified date is its own date, even in the future.
        "modified": local,
        "modified_gmt": gmt or visit.to_gmt(local),
    }
    row["status"] = status_by_date(visit, status, gmt)
    if row["status"] == "private":
        row["password"] = ""
    if status == "pending" and not visit.can(f"publish_{BASES[kind]}"):
        row["slug"] = ""
    row["slug"] = _slug_for(row)
    # A draft made without naming its status keeps even a slug that is taken.
    if status not in _UNDATED or visit.values.get("status"):
        row["slug"] = unique_slug(visit, kind, row["slug"], 0)
    post_id = insert_post(visit, row)
    _set_terms(visit, post_id, kind)
    visit.values["context"] = "edit"
    location = visit.api(f"wp/v2/{BASES[kind]}/{post_id}")
    return Response(as_answer(visit, _fresh(visit, post_id)), 201, {"Location": location})


def may_update(kind: str, visit: Visit) -> None:
    """Those who may edit this post."""
    post = existing(kind, visit)
    if not visit.can_edit(post):
        raise visit.refused("rest_cannot_edit", "Anda tidak boleh menyunting pos ini.")
    _may_write_as(visit, BASES[kind])
    if visit.values.get("sticky") not in (None, bool(post["sticky"])) and not _may_stick(visit):
        raise visit.refused("rest_cannot_assign_sticky", "Anda tidak boleh menempelkan pos.")


def update_post(kind: str, visit: Visit) -> Response:
    """Change what is given. `modified` moves even when nothing differs."""
    post = existing(kind, visit)
    written = _from_request(kind, visit, post)
    status = written.get("status", post["status"])
    dated = "date" in written
    local = written.get("date", post["date"])
    gmt = written.get("date_gmt", post["date_gmt"])
    if status not in _UNDATED and not gmt:
        gmt = visit.to_gmt(local)
    if post["status"] in _UNDATED and not post["date_gmt"] and not dated:
        local, gmt = visit.now_local, "" if status in _UNDATED else visit.now_gmt
    written |= {"date": local, "date_gmt": gmt, "modified": visit.now_local, "modified_gmt": visit.now_gmt}
    written["status"] = status_by_date(visit, status, gmt)
    if written["status"] == "private":
        written["password"] = ""
    if post["status"] == "trash" and status != "trash":
        written.setdefault("slug", post["slug_before"] or post["slug"])
        written |= {"slug_before": "", "status_before": ""}
    slug = written.get("slug", post["slug"])
    if status == "pending" and not visit.can(f"publish_{BASES[kind]}"):
        slug = ""
    merged = {**dict(post), **written, "slug": slug}
    written["slug"] = unique_slug(visit, kind, _slug_for(merged), post["id"])
    change_post(visit, post["id"], written)
    _set_terms(visit, post["id"], kind)
    keep_revision(visit, post["id"])
    visit.values["context"] = "edit"
    return Response(as_answer(visit, _fresh(visit, post["id"])))


def may_delete(kind: str, visit: Visit) -> None:
    """Those who may delete this post."""
    if not visit.can_delete(existing(kind, visit)):
        raise visit.refused("rest_cannot_delete", "Anda tidak boleh menghapus pos ini.")


def delete_post(kind: str, visit: Visit) -> Response:
    """Into the trash, where the slug gains a suffix and comments become `post-trashed`; or for good with `force`."""
    post = existing(kind, visit)
    visit.values["context"] = "edit"
    if visit.values["force"]:
        previous = as_answer(visit, post, with_links=False)
        for sql in (
            "DELETE FROM post WHERE id = ? OR (parent = ? AND type = 'revision')",
            "DELETE FROM comment WHERE post = ? OR post = ?",
            "DELETE FROM post_term WHERE post_id = ? OR post_id = ?",
        ):
            visit.db.execute(sql, (post["id"], post["id"]))
        return Response({"deleted": True, "previous": previous})
    if post["status"] == "trash":
        raise RestError("rest_already_trashed", "Pos ini sudah dibuang.", 410)
    change_post(
        visit,
        post["id"],
        {
            "status": "trash",
            "status_before": post["status"],
            "slug": f"{post['slug']}__trashed" if post["slug"] else "__trashed",
            "slug_before": post["slug"],
            "modified": visit.now_local,
            "modified_gmt": visit.now_gmt,
        },
    )
    visit.db.execute(
        """UPDATE comment SET status_before = status, status = 'post-trashed'
           WHERE post = ? AND status IN ('hold', 'approved', 'spam', 'trash')""",
        (post["id"],),
    )
    return Response(as_answer(visit, _fresh(visit, post["id"])))


def status_by_date(visit: Visit, status: str, gmt: str) -> str:
    """`publish` in the future is `future`; `future` that is not a minute away is `publish`."""
    if status not in ("publish", "future") or not gmt:
        return status
    moment = datetime.fromisoformat(gmt).replace(tzinfo=UTC)
    later = moment - visit.now.replace(microsecond=0) >= timedelta(minutes=1)
    return "future" if later else "publish"


def _fresh(visit: Visit, post_id: int) -> Row:
    row = visit.post(post_id)
    assert row is not None
    return row


def _slug_for(row: dict[str, Json]) -> str:
    if row.get("slug"):
        return slugify(row["slug"])
    return "" if row["status"] in _UNDATED else slugify(row.get("title", ""))


def _may_write_as(visit: Visit, base: str) -> None:
    author = visit.values.get("author")
    own = visit.user is not None and author == visit.user.id
    if author and not own and not visit.can(f"edit_others_{base}"):
        raise visit.refused("rest_cannot_edit_others", "Anda tidak boleh menulis atas nama pengguna ini.")


def _may_stick(visit: Visit) -> bool:
    return visit.can("edit_others_posts") and visit.can("publish_posts")


def _from_request(kind: str, visit: Visit, post: Row | None) -> dict[str, Json]:
    values = visit.values
    written: dict[str, Json] = {}
    for name in _REVISED:
        if isinstance(values.get(name), str):
            written[name] = stored_text(visit, values[name])
    if "title" in written:
        written["title"] = written["title"].strip()
    status = values.get("status")
    if status is not None and (post is None or status != post["status"]):
        if status in ("publish", "future", "private") and not visit.can(f"publish_{BASES[kind]}"):
            raise visit.refused("rest_cannot_publish", "Anda tidak boleh menerbitkan pos jenis ini.")
        written["status"] = status
    written |= _date(visit, post)
    for name in ("slug", "password", "comment_status", "ping_status", "format", "template", "menu_order", "parent"):
        if values.get(name) is not None:
            written[name] = values[name]
    if values.get("author"):
        written["author"] = _known_author(visit, values["author"])
    if values.get("sticky") is not None:
        written["sticky"] = int(values["sticky"])
    if written.get("password") and (written.get("sticky") or (post is not None and post["sticky"])):
        raise RestError("rest_invalid_field", "Pos berkata sandi tidak dapat ditempelkan.", 400)
    if values.get("featured_media") is not None:
        written |= _featured(visit, values["featured_media"], post)
    footnotes = (values.get("meta") or {}).get("footnotes")
    if isinstance(footnotes, str):
        written["footnotes"] = footnotes
    return written


def _date(visit: Visit, post: Row | None) -> dict[str, Json]:
    values = visit.values
    if values.get("date"):
        local, gmt = visit.dates(values["date"])
    elif values.get("date_gmt"):
        local, gmt = visit.dates(values["date_gmt"], utc=True)
    else:
        cleared = any(name in values and values[name] is None for name in ("date", "date_gmt"))
        return {"date": visit.now_local, "date_gmt": ""} if cleared else {}
    if post is not None and (post["date"] if values.get("date") else post["date_gmt"]) == (
        local if values.get("date") else gmt
    ):
        return {}
    return {"date": local, "date_gmt": gmt}


def _known_author(visit: Visit, user_id: int) -> int:
    if visit.one("SELECT 1 FROM user WHERE id = ?", user_id) is None:
        raise RestError("rest_invalid_author", "ID penulis tidak sah.", 400)
    return user_id


def _featured(visit: Visit, media_id: int, post: Row | None) -> dict[str, Json]:
    """A wrong picture id is swallowed in silence: the picture stays as it was."""
    media = visit.post(media_id) if media_id else None
    if media_id and (media is None or media["type"] != "attachment"):
        return {} if post is not None else {"featured_media": 0}
    return {"featured_media": media_id}


def _set_terms(visit: Visit, post_id: int, kind: str) -> None:
    """Write the terms that are given; unknown ids are dropped in silence, even when none is left.

    A post that has no category when a write gives none gets the default one.
    """
    if kind != "post":
        return
    for name, taxonomy in _TAXONOMIES.items():
        wanted = visit.values.get(name)
        if wanted is None and name == "categories" and not term_ids(visit, post_id, taxonomy):
            wanted = [_default_category(visit)]
        if wanted is None:
            continue
        known = [term_id for term_id in wanted if _is_term(visit, term_id, taxonomy)]
        visit.db.execute(
            "DELETE FROM post_term WHERE post_id = ? AND term_id IN (SELECT id FROM term WHERE taxonomy = ?)",
            (post_id, taxonomy),
        )
        visit.db.executemany("INSERT OR IGNORE INTO post_term VALUES (?, ?)", [(post_id, term) for term in known])


def _is_term(visit: Visit, term_id: int, taxonomy: str) -> bool:
    return visit.one("SELECT 1 FROM term WHERE id = ? AND taxonomy = ?", term_id, taxonomy) is not None


def _default_category(visit: Visit) -> int:
    row = visit.one("SELECT value FROM option WHERE name = 'default_category'")
    return int(row["value"]) if row is not None else 1
