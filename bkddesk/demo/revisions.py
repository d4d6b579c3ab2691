"""Revisions and autosaves of posts and pages."""

from __future__ import annotations

import hashlib

from bkddesk.demo.links import BASES, permalink
from bkddesk.demo.listing import Conditions, collection, fetch_page
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import CONTEXT, PAGING, Param, Params
from bkddesk.demo.post_rows import change_post, stored_text
from bkddesk.demo.posts import existing
from bkddesk.demo.rendering import paragraphs, rendered_content, rendered_title
from bkddesk.demo.visit import Row, Visit, answer_time, as_number

LIST_PARAMS: Params = {
    **PAGING,
    "parent": Param("integer"),
    "per_page": Param("integer", default=100, minimum=1, maximum=100),
    "orderby": Param(default="date", enum=("date", "id", "include", "relevance", "slug", "title")),
}
ITEM_PARAMS: Params = {"parent": Param("integer"), "id": Param("integer"), "context": CONTEXT}
AUTOSAVE_PARAMS: Params = {
    "id": Param("integer"),
    "context": CONTEXT,
    "title": Param("text"),
    "content": Param("text"),
    "excerpt": Param("text"),
}
_TEXTS = ("title", "content", "excerpt")
_FIELDS = (
    *("author", "date", "date_gmt", "id", "modified", "modified_gmt", "parent", "slug", "guid"),
    *("title", "content", "excerpt", "meta"),
)


def keep_revision(visit: Visit, post_id: int) -> None:
    """Keep the present state of a post as its newest revision, unless that says the same already.

    A new post has none: the first is made by the first update, changed or not.
    """
    post = visit.post(post_id)
    assert post is not None
    latest = visit.one(
        "SELECT * FROM post WHERE parent = ? AND type = 'revision' AND slug LIKE '%-revision-%' ORDER BY id DESC",
        post_id,
    )
    if latest is None or any(latest[name] != post[name] for name in (*_TEXTS, "footnotes")):
        _write_revision(visit, post, f"{post_id}-revision-v1", {name: post[name] for name in _TEXTS})


def may_list(kind: str, visit: Visit) -> None:
    """Those who may edit the post."""
    post = existing(kind, visit, "parent")
    if not visit.can_edit(post):
        raise visit.refused("rest_cannot_read", "Anda tidak boleh melihat revisi pos ini.")


def list_revisions(kind: str, visit: Visit) -> Response:
    """A page of revisions, newest first, autosaves among them."""
    post = existing(kind, visit, "parent")
    conditions = Conditions()
    conditions.add("parent = ? AND type = 'revision'", post["id"])
    conditions.among("id", visit.values["include"])
    conditions.among("id", visit.values["exclude"], exclude=True)
    direction = visit.values["order"].upper()
    page = fetch_page(visit, "post", conditions, f"date {direction}, id {direction}")
    if page.total and visit.values["page"] > page.pages:
        raise RestError("rest_revision_invalid_page_number", "Nomor halaman melebihi jumlah halaman.", 400)
    items = [_as_answer(kind, visit, row) for row in page.rows]
    return collection(visit, f"wp/v2/{BASES[kind]}/{post['id']}/revisions", page, items)


def read_revision(kind: str, visit: Visit) -> Response:
    """One revision."""
    return Response(_as_answer(kind, visit, _existing(visit)))


def may_delete(visit: Visit) -> None:
    """Nobody: WordPress lets no one delete a revision here."""
    raise visit.refused("rest_cannot_delete", "Anda tidak boleh menghapus revisi ini.")


def may_autosave(kind: str, visit: Visit) -> None:
    """Those who may edit the post."""
    if not visit.can_edit(existing(kind, visit)):
        raise visit.refused("rest_cannot_edit", "Anda tidak boleh menyunting pos ini.")


def may_list_autosaves(kind: str, visit: Visit) -> None:
    """Those who may edit the post."""
    if not visit.can_edit(existing(kind, visit)):
        raise visit.refused("rest_cannot_read", "Anda tidak boleh melihat simpanan otomatis pos ini.")


def list_autosaves(kind: str, visit: Visit) -> Response:
    """All autosaves of a post, one a writer."""
    post = existing(kind, visit)
    rows = visit.db.execute(
        "SELECT * FROM post WHERE parent = ? AND type = 'revision' AND slug LIKE '%autosave%' ORDER BY id DESC",
        (post["id"],),
    )
    return Response([_as_answer(kind, visit, row) for row in rows])


def autosave(kind: str, visit: Visit) -> Response:
    """Keep an autosave. On one's own draft this overwrites the draft itself, as in WordPress."""
    assert visit.user is not None
    post = existing(kind, visit)
    texts = {
        name: stored_text(visit, visit.values[name]) if isinstance(visit.values.get(name), str) else post[name]
        for name in _TEXTS
    }
    texts["title"] = texts["title"].strip()
    if post["status"] in ("draft", "auto-draft") and post["author"] == visit.user.id:
        change_post(visit, post["id"], {**texts, "modified": visit.now_local, "modified_gmt": visit.now_gmt})
        saved = visit.post(post["id"])
    else:
        slug = f"{post['id']}-autosave-v1"
        visit.db.execute(
            "DELETE FROM post WHERE parent = ? AND type = 'revision' AND slug = ? AND author = ?",
            (post["id"], slug, visit.user.id),
        )
        saved = visit.post(_write_revision(visit, post, slug, texts))
    assert saved is not None
    visit.values["context"] = "edit"
    answer = _as_answer(kind, visit, saved)
    if not visit.fields or "preview_link" in visit.fields:
        answer["preview_link"] = _preview_link(visit, post)
    return Response(answer)


def _preview_link(visit: Visit, post: Row) -> str:
    shown = permalink(visit, post)
    if not shown.endswith("/"):
        return f"{shown}&preview=true"
    nonce = hashlib.sha256(f"{post['id']}".encode()).hexdigest()[:10]
    return f"{shown}?preview_id={post['id']}&preview_nonce={nonce}&preview=true"


def _existing(visit: Visit) -> Row:
    revision = visit.post(visit.id)
    if revision is None or revision["type"] != "revision" or revision["parent"] != as_number(visit.values["parent"]):
        raise RestError("rest_post_invalid_id", "ID revisi tidak sah.", 404)
    return revision


def _write_revision(visit: Visit, post: Row, slug: str, texts: dict[str, Json]) -> int:
    assert visit.user is not None
    cursor = visit.db.execute(
        """INSERT INTO post (type, status, author, date, date_gmt, modified, modified_gmt, parent, slug, footnotes,
                             title, content, excerpt)
           VALUES ('revision', 'inherit', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            visit.user.id,
            *(visit.now_local, visit.now_gmt, visit.now_local, visit.now_gmt),
            *(post["id"], slug, post["footnotes"]),
            *(texts[name] for name in _TEXTS),
        ),
    )
    revision_id = int(cursor.lastrowid or 0)
    visit.db.execute("UPDATE post SET guid = ? WHERE id = ?", (f"{visit.home}/?p={revision_id}", revision_id))
    return revision_id


def _as_answer(kind: str, visit: Visit, row: Row, *, with_links: bool = True) -> dict[str, Json]:
    roots = {name.partition(".")[0] for name in visit.fields}
    answer = {name: _field(visit, row, name) for name in _FIELDS if not roots or name in roots}
    if with_links and row["parent"] and (not roots or "parent" in roots):
        answer["_links"] = {"parent": [{"href": visit.api(f"wp/v2/{BASES[kind]}/{row['parent']}")}]}
    return answer


def _field(visit: Visit, row: Row, name: str) -> Json:
    match name:
        case "date" | "date_gmt":
            # An autosave of a draft without a date of its own has none either.
            return answer_time(row[name]) if row["date_gmt"] else None
        case "modified" | "modified_gmt":
            return answer_time(row[name])
        case "meta":
            return {"footnotes": row["footnotes"]}
        case "guid":
            rendered = row["guid"]
        case "title":
            rendered = rendered_title(row["title"])
        case "content":
            rendered = rendered_content(row["content"])
        case "excerpt":
            rendered = paragraphs(row["excerpt"]) if row["excerpt"] else ""
        case _:
            return row[name]
    return {"rendered": rendered, "raw": row[name]} if visit.context == "edit" else {"rendered": rendered}
