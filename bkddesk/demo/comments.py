"""Reading comments: `/wp/v2/comments` and `/wp/v2/comments/<id>`. Writing is in `comment_writes`."""

from __future__ import annotations

import re

from bkddesk.demo.links import BASES, avatars, embeddable, post_link, post_of, self_link
from bkddesk.demo.listing import Conditions, collection, fetch_page, like
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import CONTEXT, PAGING, Param, Params, ids
from bkddesk.demo.rendering import rendered_comment
from bkddesk.demo.visit import Row, Visit, answer_time, as_number

LIST_PARAMS: Params = {
    **PAGING,
    "after": Param(format="date-time"),
    "before": Param(format="date-time"),
    "author": ids(),
    "author_exclude": ids(),
    "author_email": Param(format="email"),
    "orderby": Param(default="date_gmt", enum=("date", "date_gmt", "id", "include", "post", "parent", "type")),
    "parent": ids([]),
    "parent_exclude": ids([]),
    "post": ids([]),
    "status": Param(default="approve"),
    "type": Param(default="comment"),
    "password": Param(),
}
ITEM_PARAMS: Params = {"id": Param("integer"), "context": CONTEXT, "password": Param()}

_ORDER_COLUMNS = {
    "date": "date",
    "date_gmt": "date_gmt",
    "id": "id",
    "post": "post",
    "parent": "parent",
    "type": "type",
}
_EDIT_ONLY = ("author_email", "author_ip", "author_user_agent")
_NOT_EMBEDDED = frozenset({"post", "date_gmt", "status", "meta"})


def may_list(visit: Visit) -> None:
    """The edit context is for moderators; filters other than the defaults are for those who may write posts."""
    values = visit.values
    given = values.get("post") or ()
    for post_id in given if isinstance(given, list | tuple) else [as_number(given)]:
        post = post_of(visit, post_id)
        if post is not None and not _can_read_post(visit, post):
            raise visit.refused("rest_cannot_read_post", "Anda tidak boleh membaca pos komentar ini.")
        if post_id == 0 and not visit.can("moderate_comments"):
            raise visit.refused("rest_cannot_read", "Anda tidak boleh membaca komentar tanpa pos.")
    if visit.context == "edit" and not visit.can("moderate_comments"):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting komentar.")
    if visit.can("edit_posts"):
        return
    forbidden = [name for name in ("author", "author_exclude", "author_email") if values.get(name)]
    forbidden += [name for name, default in (("type", "comment"), ("status", "approve")) if values.get(name) != default]
    if forbidden:
        raise visit.refused("rest_forbidden_param", f"Parameter tidak diizinkan: {', '.join(forbidden)}")


def list_comments(visit: Visit) -> Response:
    """A page of comments; those that the visitor may not read are left out, as in WordPress, though counted."""
    order, order_args = _order(visit)
    page = fetch_page(visit, "comment", _conditions(visit), order, order_args)
    _look_up_neighbours(visit, page.rows)
    items = [as_answer(visit, row) for row in page.rows if can_read(visit, row)]
    return collection(visit, "wp/v2/comments", page, items)


def may_read(visit: Visit) -> None:
    """One comment: in the edit context for moderators, else by what the visitor may read."""
    comment = existing(visit)
    if visit.context == "edit" and not _can_see_editing(visit, comment):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting komentar.")
    if not can_read(visit, comment):
        raise visit.refused("rest_cannot_read", "Anda tidak boleh membaca komentar ini.")


def read_comment(visit: Visit) -> Response:
    """One comment."""
    return Response(as_answer(visit, existing(visit)))


def existing(visit: Visit) -> Row:
    """The comment that the path names, or 404."""
    comment = visit.one("SELECT * FROM comment WHERE id = ?", visit.id)
    if comment is None:
        raise RestError("rest_comment_invalid_id", "ID komentar tidak sah.", 404)
    return comment


def can_read(visit: Visit, comment: Row) -> bool:
    """Approved ones on readable posts for all; the rest for their writers and for those who may edit them."""
    post = post_of(visit, comment["post"])
    approved = comment["status"] == "approved" and comment["type"] != "note"
    if approved and post is not None and _can_read_post(visit, post):
        return True
    if visit.user is None:
        return False
    if comment["author"] == visit.user.id:
        return True
    return post is not None and visit.can_edit(post)


def as_answer(visit: Visit, comment: Row, *, with_links: bool = True) -> dict[str, Json]:
    """A comment as the API shows it, with just the fields that were asked for."""
    wanted = visit.fields
    context = visit.context
    answer: dict[str, Json] = {}
    for name in _FIELDS:
        if wanted and name not in wanted and name != "id":
            continue
        if context != "edit" and name in _EDIT_ONLY:
            continue
        if context == "embed" and name in _NOT_EMBEDDED:
            continue
        answer[name] = _field(visit, comment, name)
    if with_links and (not wanted or any(name.partition(".")[0] == "_links" for name in wanted)):
        answer["_links"] = _links(visit, comment)
    return answer


_FIELDS = (
    *("id", "post", "parent", "author", "author_name", "author_email", "author_url", "author_ip"),
    *("author_user_agent", "date", "date_gmt", "content", "link", "status", "type", "author_avatar_urls", "meta"),
)


def _field(visit: Visit, comment: Row, name: str) -> Json:
    match name:
        case "date" | "date_gmt":
            return answer_time(comment[name])
        case "content":
            rendered = {"rendered": rendered_comment(comment["content"])}
            return {**rendered, "raw": comment["content"]} if visit.context == "edit" else rendered
        case "link":
            return f"{post_link(visit, comment['post'])}#comment-{comment['id']}"
        case "author_avatar_urls":
            return avatars(comment["author_email"])
        case "meta":
            return {"_wp_note_status": comment["note_status"]}
        case _:
            return comment[name]


def _links(visit: Visit, comment: Row) -> dict[str, Json]:
    base = "wp/v2/comments"
    may_edit = visit.can_edit_comment(comment)
    links: dict[str, Json] = {
        "self": self_link(visit, f"{base}/{comment['id']}", edit=may_edit, delete=may_edit),
        "collection": [{"href": visit.api(base)}],
    }
    if comment["author"]:
        links["author"] = embeddable(visit.api(f"wp/v2/users/{comment['author']}"))
    post = post_of(visit, comment["post"])
    if post is not None:
        route = f"wp/v2/{BASES.get(post['type'], 'posts')}/{post['id']}"
        links["up"] = embeddable(visit.api(route), post_type=post["type"])
    if comment["parent"]:
        links["in-reply-to"] = embeddable(visit.api(f"{base}/{comment['parent']}"))
    if _has_children(visit, comment["id"]):
        links["children"] = embeddable(visit.api(f"{base}?parent={comment['id']}"))
    return links


def _has_children(visit: Visit, comment_id: int) -> bool:
    parents = visit.memo.get("parents")
    if parents is not None:
        return comment_id in parents
    sql = "SELECT 1 FROM comment WHERE parent = ? AND status IN ('hold', 'approved')"
    return visit.one(sql, comment_id) is not None


def _look_up_neighbours(visit: Visit, rows: list[Row]) -> None:
    """Posts and children of a whole page in two queries."""
    conditions = Conditions()
    conditions.among("id", sorted({row["post"] for row in rows}) or [0])
    for post in visit.db.execute(f"SELECT * FROM post {conditions.where}", conditions.args):  # noqa: S608
        visit.memo["post", post["id"]] = post
    conditions = Conditions()
    conditions.among("parent", [row["id"] for row in rows] or [0])
    conditions.add("status IN ('hold', 'approved')")
    found = visit.db.execute(f"SELECT DISTINCT parent FROM comment {conditions.where}", conditions.args)  # noqa: S608
    visit.memo["parents"] = {row["parent"] for row in found}


def _can_read_post(visit: Visit, post: Row) -> bool:
    key = ("may read", post["id"])
    if key not in visit.memo:
        locked = post["password"] and post["password"] != visit.values.get("password")
        visit.memo[key] = visit.can_edit(post) if locked else visit.can_read(post)
    return bool(visit.memo[key])


def _can_see_editing(visit: Visit, comment: Row) -> bool:
    return visit.can_edit_comment(comment) if comment["type"] == "note" else visit.can("moderate_comments")


def _order(visit: Visit) -> tuple[str, list[Json]]:
    values = visit.values
    direction = values["order"].upper()
    if values["orderby"] == "include" and values["include"]:
        cases = " ".join(f"WHEN ? THEN {place}" for place in range(len(values["include"])))
        return f"CASE id {cases} END", list(values["include"])
    column = _ORDER_COLUMNS.get(values["orderby"], "date_gmt")
    return f"{column} {direction}, id {direction}", []


def _conditions(visit: Visit) -> Conditions:
    values = visit.values
    found = Conditions()
    for column, name in (("id", "include"), ("post", "post"), ("parent", "parent"), ("author", "author")):
        found.among(column, values.get(name))
    for column, name in (("id", "exclude"), ("parent", "parent_exclude"), ("author", "author_exclude")):
        found.among(column, values.get(name), exclude=True)
    if values.get("author_email"):
        found.add("author_email = ?", values["author_email"])
    if values.get("search"):
        columns = ("author_name", "author_email", "author_url", "author_ip", "content")
        matches = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)
        found.add(f"({matches})", *[like(values["search"])] * len(columns))
    for name, operator in (("after", ">"), ("before", "<")):
        if values.get(name):
            found.add(f"date {operator} ?", visit.dates(values[name])[0])
    _status_condition(found, values["status"])
    match values["type"]:
        case "all" | "":
            pass
        case "pings":
            found.add("type IN ('pingback', 'trackback')")
        case kind:
            found.add("type = ?", kind)
    return found


def _status_condition(found: Conditions, given: str) -> None:
    """One status a call: a list becomes a word that no comment has."""
    match re.sub(r"[^a-z0-9_-]", "", given.lower()):
        case "any":
            return
        case "all" | "":
            found.add("status IN ('hold', 'approved')")
        case "approve" | "1":
            found.add("status = 'approved'")
        case "hold" | "0":
            found.add("status = 'hold'")
        case "approved":  # the word of answers is none of questions
            found.add("0")
        case other:
            found.add("status = ?", other)
