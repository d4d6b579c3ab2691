"""Writing comments: replies, edits, decisions, trash. Reading is in `comments`.

Follows WordPress even where it hurts: a write replaces the writer's IP and user agent by the moderator's own.
"""

from __future__ import annotations

from bkddesk.demo.comments import as_answer, existing
from bkddesk.demo.kses import filtered_comment, marked_links
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import Param, Params
from bkddesk.demo.rendering import plain
from bkddesk.demo.roles import CAPABILITIES
from bkddesk.demo.visit import Row, Visit, as_number

WRITE_PARAMS: Params = {
    "id": Param("integer"),
    "author": Param("integer"),
    "author_email": Param(format="email"),
    "author_ip": Param(format="ip"),
    "author_name": Param(),
    "author_url": Param(),
    "author_user_agent": Param(),
    "content": Param("text"),
    "date": Param(format="date-time"),
    "date_gmt": Param(format="date-time"),
    "parent": Param("integer"),
    "post": Param("integer"),
    "status": Param(),
    "meta": Param("object"),
}
DELETE_PARAMS: Params = {"id": Param("integer"), "force": Param("boolean", default=False), "password": Param()}

_LONGEST = {"author_name": 245, "author_email": 100, "author_url": 200, "content": 65525}
_TOO_LONG_CODES = {
    "author_name": "comment_author_column_length",
    "author_email": "comment_author_email_column_length",
    "author_url": "comment_author_url_column_length",
    "content": "comment_content_column_length",
}
_FLOOD_SECONDS = 15
_STATUS_WORDS = {"approved": "approved", "approve": "approved", "1": "approved", "hold": "hold", "0": "hold"}
_REMEMBERED = {"spam", "trash"}


def may_create(visit: Visit) -> None:
    """Signed in, on a post that is readable and open."""
    values = visit.values
    if visit.user is None:
        raise RestError("rest_comment_login_required", "Anda harus masuk untuk berkomentar.", 401)
    moderator = visit.can("moderate_comments")
    if values.get("author") not in (None, visit.user.id) and not moderator:
        raise _not_editable(visit, "rest_comment_invalid_author", "author")
    if values.get("author_ip") not in (None, visit.request.remote_ip) and not moderator:
        raise _not_editable(visit, "rest_comment_invalid_author_ip", "author_ip")
    if values.get("status") is not None and not moderator:
        raise _not_editable(visit, "rest_comment_invalid_status", "status")
    post = visit.post(as_number(values.get("post")))
    if post is None:
        raise RestError("rest_comment_invalid_post_id", "Komentar tidak dapat dibuat tanpa pos.", 403)
    if values.get("type") == "note":
        if not visit.can_edit(post):
            raise visit.refused("rest_cannot_create_note", "Anda tidak boleh membuat catatan pada pos ini.")
        return
    if post["status"] in ("draft", "trash"):
        code = "rest_comment_draft_post" if post["status"] == "draft" else "rest_comment_trash_post"
        raise RestError(code, "Anda tidak boleh berkomentar pada pos ini.", 403)
    if not visit.can_read(post):
        raise visit.refused("rest_cannot_read_post", "Anda tidak boleh membaca pos komentar ini.")
    if post["comment_status"] != "open":
        raise RestError("rest_comment_closed", "Komentar ditutup untuk pos ini.", 403)


def create_comment(visit: Visit) -> Response:
    """A new comment or reply; 409 `comment_duplicate` when the same words stand there already."""
    values = visit.values
    assert visit.user is not None
    note = values.get("type") == "note"
    if values.get("type") not in (None, "comment", "note"):
        raise RestError("rest_invalid_comment_type", "Jenis komentar ini tidak dapat dibuat.", 400)
    written = _from_request(visit)
    written.setdefault("content", "")
    if not written["content"]:
        raise RestError("rest_comment_content_invalid", "Isi komentar tidak sah.", 400)
    if not any(written.get(name) for name in ("author", "author_name", "author_email", "author_url")):
        written |= _as_author(visit.user)
    if not written.get("author_name") or not written.get("author_email"):
        raise RestError("rest_comment_author_data_required", "Nama dan email penulis diperlukan.", 400)
    _check_lengths(written)
    written.setdefault("date", visit.now_local)
    written.setdefault("date_gmt", visit.now_gmt)
    written.setdefault("parent", 0)
    written["type"] = "note" if note else "comment"
    if not note:
        _refuse_duplicate(visit, written)
        _refuse_flood(visit, written)
    approved = note or visit.can("moderate_comments") or _was_approved_before(visit, written)
    written["status"] = "approved" if approved else "hold"
    if note:
        written["note_status"] = (values.get("meta") or {}).get("_wp_note_status")
    written["content"] = _stored_content(visit, written["content"])
    comment_id = _insert(visit, written)
    if values.get("status") is not None:
        change_status(visit, comment_id, values["status"])
    visit.values["context"] = "edit" if visit.can("moderate_comments") else "view"
    row = visit.one("SELECT * FROM comment WHERE id = ?", comment_id)
    assert row is not None
    location = visit.api(f"wp/v2/comments/{comment_id}")
    return Response(as_answer(visit, row), 201, {"Location": location})


def may_edit(visit: Visit) -> None:
    """Those who moderate, or who may edit the post."""
    if not visit.can_edit_comment(existing(visit)):
        raise visit.refused("rest_cannot_edit", "Anda tidak boleh menyunting komentar ini.")


def edit_comment(visit: Visit) -> Response:
    """An edit or a decision. An unknown status answers 200 and changes nothing."""
    comment = existing(visit)
    written = _from_request(visit)
    if "content" in written and not written["content"]:
        raise RestError("rest_comment_content_invalid", "Isi komentar tidak sah.", 400)
    if written.get("post") and visit.post(written["post"]) is None:
        raise RestError("rest_comment_invalid_post_id", "ID pos tidak sah.", 403)
    _check_lengths(written)
    if "content" in written:
        written["content"] = _stored_content(visit, written["content"], comment)
    _update(visit, comment["id"], written)
    if visit.values.get("status") is not None:
        change_status(visit, comment["id"], visit.values["status"])
    meta = visit.values.get("meta") or {}
    if "_wp_note_status" in meta:
        _update(visit, comment["id"], {"note_status": meta["_wp_note_status"]})
    visit.values["context"] = "edit"
    return Response(as_answer(visit, existing(visit)))


def may_delete(visit: Visit) -> None:
    """As for editing."""
    if not visit.can_edit_comment(existing(visit)):
        raise visit.refused("rest_cannot_delete", "Anda tidak boleh menghapus komentar ini.")


def delete_comment(visit: Visit) -> Response:
    """Into the trash, or for good with `force`. This road keeps IP and user agent."""
    comment = existing(visit)
    visit.values["context"] = "edit"
    if visit.values["force"]:
        previous = as_answer(visit, comment, with_links=False)
        visit.db.execute("UPDATE comment SET parent = ? WHERE parent = ?", (comment["parent"], comment["id"]))
        visit.db.execute("DELETE FROM comment WHERE id = ?", (comment["id"],))
        return Response({"deleted": True, "previous": previous})
    if comment["status"] == "trash":
        raise RestError("rest_already_trashed", "Komentar ini sudah dibuang.", 410)
    change_status(visit, comment["id"], "trash")
    return Response(as_answer(visit, existing(visit)))


def change_status(visit: Visit, comment_id: int, word: str) -> None:
    """Apply a decision's word. `unspam` and `untrash` restore the status before; unknown words do nothing."""
    comment = visit.one("SELECT * FROM comment WHERE id = ?", comment_id)
    assert comment is not None
    before = comment["status"]
    if word in _REMEMBERED:
        if word != before:
            _update(visit, comment_id, {"status": word, "status_before": before})
    elif word in ("unspam", "untrash"):
        _update(visit, comment_id, {"status": comment["status_before"] or "hold", "status_before": ""})
    elif word in _STATUS_WORDS:
        _update(visit, comment_id, {"status": _STATUS_WORDS[word]})


def _from_request(visit: Visit) -> dict[str, Json]:
    """What a request writes. IP and user agent are always among it: the client's own when none are given."""
    values = visit.values
    written: dict[str, Json] = {}
    if isinstance(values.get("content"), str):
        written["content"] = values["content"].strip()
    for name in ("post", "parent"):
        if values.get(name) is not None:
            written[name] = values[name]
    if values.get("author") is not None:
        written |= _known_author(visit, values["author"])
    for name in ("author_name", "author_email", "author_url"):
        if values.get(name) is not None:
            written[name] = " ".join(plain(values[name]).split())
    given_ip = values.get("author_ip")
    written["author_ip"] = given_ip if given_ip and visit.can("moderate_comments") else visit.request.remote_ip
    agent = values.get("author_user_agent") or visit.request.headers.get("user-agent")
    if agent:
        written["author_user_agent"] = agent[:254]
    if values.get("date"):
        written["date"], written["date_gmt"] = visit.dates(values["date"])
    elif values.get("date_gmt"):
        written["date"], written["date_gmt"] = visit.dates(values["date_gmt"], utc=True)
    return written


def _known_author(visit: Visit, user_id: int) -> dict[str, Json]:
    row = visit.one("SELECT * FROM user WHERE id = ?", user_id)
    if row is None:
        raise RestError("rest_comment_author_invalid", "ID penulis komentar tidak sah.", 400)
    return {"author": row["id"], "author_name": row["name"], "author_email": row["email"], "author_url": row["url"]}


def _as_author(user: Json) -> dict[str, Json]:
    return {"author": user.id, "author_name": user.name, "author_email": user.email, "author_url": user.url}


def _not_editable(visit: Visit, code: str, name: str) -> RestError:
    return visit.refused(code, f"Anda tidak boleh mengubah '{name}' pada komentar.")


def _check_lengths(written: dict[str, Json]) -> None:
    for name, most in _LONGEST.items():
        value = written.get(name, "")
        # WordPress measures the text in bytes, as its column does, and the names in characters.
        length = len(value.encode()) if name == "content" else len(value)
        if length > most:
            raise RestError(_TOO_LONG_CODES[name], "Ruas komentar melebihi panjang yang diizinkan.", 400)


def _refuse_duplicate(visit: Visit, written: dict[str, Json]) -> None:
    found = visit.one(
        """SELECT 1 FROM comment WHERE post = ? AND parent = ? AND status != 'trash' AND author_name = ?
           AND author_email = ? AND content = ?""",
        *(written[name] for name in ("post", "parent", "author_name", "author_email", "content")),
    )
    if found is not None:
        raise RestError("comment_duplicate", "Komentar ganda: sepertinya Anda sudah mengatakannya.", 409)


def _refuse_flood(visit: Visit, written: dict[str, Json]) -> None:
    assert visit.user is not None
    if visit.can("moderate_comments"):
        return
    found = visit.one(
        "SELECT 1 FROM comment WHERE date_gmt > ? AND (author = ? OR author_email = ?)",
        visit.later(seconds=-_FLOOD_SECONDS),
        visit.user.id,
        written["author_email"],
    )
    if found is not None:
        raise RestError("comment_flood", "Anda berkomentar terlalu cepat. Tunggu sebentar.", 400)


def _was_approved_before(visit: Visit, written: dict[str, Json]) -> bool:
    """Writers of posts pass on their own posts, others once a comment of theirs was approved."""
    assert visit.user is not None
    post = visit.post(written["post"])
    if post is not None and post["author"] == visit.user.id:
        return True
    sql = "SELECT 1 FROM comment WHERE author = ? AND status = 'approved'"
    return visit.one(sql, visit.user.id) is not None


def _stored_content(visit: Visit, text: str, comment: Row | None = None) -> str:
    """Filtered unless the writer of the comment may use any HTML; links marked as a commenter's for everybody.

    As duplicates are sought before this, the same words with a link are never found to be one.
    """
    if comment is None:
        trusted = visit.can("unfiltered_html")
    else:
        owner = visit.one("SELECT role FROM user WHERE id = ?", comment["author"])
        trusted = owner is not None and "unfiltered_html" in CAPABILITIES[owner["role"]]
    return marked_links(text if trusted else filtered_comment(text), visit.home)


def _insert(visit: Visit, written: dict[str, Json]) -> int:
    columns = ", ".join(written)
    marks = ", ".join("?" * len(written))
    cursor = visit.db.execute(f"INSERT INTO comment ({columns}) VALUES ({marks})", list(written.values()))  # noqa: S608
    return int(cursor.lastrowid or 0)


def _update(visit: Visit, comment_id: int, written: dict[str, Json]) -> None:
    if written:
        columns = ", ".join(f"{name} = ?" for name in written)
        visit.db.execute(f"UPDATE comment SET {columns} WHERE id = ?", [*written.values(), comment_id])  # noqa: S608
