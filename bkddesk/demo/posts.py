"""Reading posts and pages: `/wp/v2/posts`, `/wp/v2/pages`. Writing is in `post_writes`."""

from __future__ import annotations

from collections.abc import Callable

from bkddesk.demo.links import BASES, embeddable, permalink, self_link
from bkddesk.demo.listing import Conditions, collection, fetch_page, like
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import CONTEXT, PAGING, Param, Params, ids, invalid_params
from bkddesk.demo.rendering import has_blocks, rendered_content, rendered_excerpt, rendered_title, slugify
from bkddesk.demo.visit import Row, Visit, answer_time, as_number

STATUSES = ("publish", "future", "draft", "pending", "private")
"""The statuses that can be written."""
_LISTED = (*STATUSES, "trash", "auto-draft", "inherit", "any")
_ORDER_COLUMNS = {
    **{name: name for name in ("author", "date", "id", "modified", "parent", "slug", "title", "menu_order")},
    "relevance": "date",
}

LIST_PARAMS: Params = {
    **PAGING,
    "after": Param(format="date-time"),
    "before": Param(format="date-time"),
    "modified_after": Param(format="date-time"),
    "modified_before": Param(format="date-time"),
    "author": ids([]),
    "author_exclude": ids([]),
    "orderby": Param(default="date", enum=(*_ORDER_COLUMNS, "include", "include_slugs")),
    "search_columns": Param("array", items=Param(enum=("post_title", "post_content", "post_excerpt"))),
    "slug": Param("array", items=Param()),
    "status": Param("array", default=["publish"], items=Param(enum=_LISTED)),
    "categories": ids(),
    "categories_exclude": ids(),
    "tags": ids(),
    "tags_exclude": ids(),
    "tax_relation": Param(enum=("AND", "OR")),
    "sticky": Param("boolean"),
    "parent": ids([]),
    "parent_exclude": ids([]),
    "menu_order": Param("integer"),
    "format": Param("array", items=Param()),
}
ITEM_PARAMS: Params = {"id": Param("integer"), "context": CONTEXT, "password": Param()}


def check_statuses(kind: str, visit: Visit) -> None:
    """Statuses other than published are for those who may write."""
    writes = visit.can(f"edit_{BASES[kind]}")
    for status in visit.values["status"]:
        private = status == "private" and visit.can(f"read_private_{BASES[kind]}")
        if status != "publish" and not writes and not private:
            error = visit.refused("rest_forbidden_status", "Status ini terlarang.")
            raise invalid_params({"status": error.body()})


def may_list(kind: str, visit: Visit) -> None:
    """Everybody; the edit context is for those who may write."""
    if visit.context == "edit" and not visit.can(f"edit_{BASES[kind]}"):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting pos jenis ini.")


def list_posts(kind: str, visit: Visit) -> Response:
    """A page of posts. A page past the end is a 400, unlike with comments."""
    values = visit.values
    if values["orderby"] == "relevance" and not values.get("search"):
        raise RestError("rest_no_search_term_defined", "Urutan relevansi memerlukan kata pencarian.", 400)
    if values["orderby"] == "include" and not values["include"]:
        raise RestError("rest_orderby_include_missing_include", "Urutan ini memerlukan include.", 400)
    order, order_args = ordering(visit)
    page = fetch_page(visit, "post", conditions(kind, visit), order, order_args)
    if page.total and values["page"] > page.pages:
        raise RestError("rest_post_invalid_page_number", "Nomor halaman melebihi jumlah halaman.", 400)
    readable: Callable[[Row], bool] = visit.can_edit if visit.context == "edit" else visit.can_read
    items = [as_answer(visit, row) for row in page.rows if readable(row)]
    return collection(visit, f"wp/v2/{BASES[kind]}", page, items)


def may_read(kind: str, visit: Visit) -> None:
    """One post: in the edit context for those who may edit it."""
    post = existing(kind, visit)
    if visit.context == "edit" and not visit.can_edit(post):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting pos ini.")
    password = visit.request.query.get("password")
    if password and password != post["password"]:
        raise RestError("rest_post_incorrect_password", "Kata sandi pos keliru.", 403)
    if not visit.can_read(post):
        raise visit.refused("rest_forbidden", "Anda tidak boleh melakukan itu.")


def read_post(kind: str, visit: Visit) -> Response:
    """One post."""
    post = existing(kind, visit)
    alternate = f'<{permalink(visit, post)}>; rel="alternate"; type=text/html'
    return Response(as_answer(visit, post), headers={"Link": alternate})


def existing(kind: str, visit: Visit, name: str = "id") -> Row:
    """The post that the path names, or 404."""
    post = visit.post(as_number(visit.values.get(name)))
    if post is None or post["type"] != kind:
        raise RestError("rest_post_invalid_id", "ID pos tidak sah.", 404)
    return post


def as_answer(visit: Visit, post: Row, *, with_links: bool = True) -> dict[str, Json]:
    """A post as the API shows it, with just the fields that were asked for (dotted ones by their first part)."""
    roots = {name.partition(".")[0] for name in visit.fields}
    context = visit.context
    answer: dict[str, Json] = {}
    for name in _FIELDS:
        if roots and name not in roots and name != "id":
            continue
        if (context != "edit" and name in _EDIT_ONLY) or (context == "embed" and name not in _EMBEDDED):
            continue
        if name in (_POST_ONLY if post["type"] != "post" else _PAGE_ONLY):
            continue
        answer[name] = _field(visit, post, name)
    if with_links and (not roots or "_links" in roots):
        answer["_links"] = _links(visit, post)
    return answer


_FIELDS = (
    *("id", "date", "date_gmt", "guid", "modified", "modified_gmt", "password", "slug", "status", "type", "link"),
    *("title", "content", "excerpt", "author", "featured_media", "parent", "menu_order", "comment_status"),
    *("ping_status", "sticky", "template", "format", "meta", "categories", "tags"),
    *("permalink_template", "generated_slug", "class_list"),
)
_EDIT_ONLY = frozenset({"password", "permalink_template", "generated_slug"})
_EMBEDDED = frozenset({"id", "date", "slug", "type", "link", "title", "excerpt", "author", "featured_media"})
_POST_ONLY = frozenset({"sticky", "format", "categories", "tags"})
_PAGE_ONLY = frozenset({"parent", "menu_order"})


def _field(visit: Visit, post: Row, name: str) -> Json:
    match name:
        case "date" | "modified" | "modified_gmt":
            return answer_time(post[name])
        case "date_gmt":
            # A draft without a date of its own has none in UTC either: it is made from site time.
            return answer_time(post["date_gmt"] or visit.to_gmt(post["date"]))
        case "guid":
            return _shown(visit, {"rendered": post["guid"]}, post["guid"])
        case "link":
            return permalink(visit, post)
        case "title":
            return _shown(visit, {"rendered": rendered_title(post["title"])}, post["title"])
        case "content":
            return _content(visit, post)
        case "excerpt":
            locked = _locked(visit, post)
            rendered = "" if locked else rendered_excerpt(post["excerpt"], post["content"])
            return _shown(visit, {"rendered": rendered, "protected": bool(post["password"])}, post["excerpt"])
        case "sticky":
            return bool(post["sticky"])
        case "meta":
            return {"footnotes": post["footnotes"]}
        case "categories" | "tags":
            return term_ids(visit, post["id"], "category" if name == "categories" else "post_tag")
        case "permalink_template":
            return _permalink_template(visit, post)
        case "generated_slug":
            return post["slug"] or slugify(post["title"])
        case "class_list":
            return _class_list(visit, post)
        case _:
            return post[name]


def _shown(visit: Visit, shown: dict[str, Json], raw: str) -> dict[str, Json]:
    return {"raw": raw, **shown} if visit.context == "edit" else shown


def _content(visit: Visit, post: Row) -> dict[str, Json]:
    rendered = "" if _locked(visit, post) else rendered_content(post["content"])
    content: dict[str, Json] = _shown(
        visit, {"rendered": rendered, "protected": bool(post["password"])}, post["content"]
    )
    if visit.context == "edit":
        content["block_version"] = 1 if has_blocks(post["content"]) else 0
    return content


def _locked(visit: Visit, post: Row) -> bool:
    if not post["password"] or visit.values.get("password") == post["password"]:
        return False
    return not (visit.context == "edit" and visit.can_edit(post))


def term_ids(visit: Visit, post_id: int, taxonomy: str) -> list[int]:
    """The ids of a post's terms, in order of name."""
    rows = visit.db.execute(
        """SELECT term.id FROM post_term JOIN term ON term.id = term_id
           WHERE post_id = ? AND taxonomy = ? ORDER BY term.name COLLATE NOCASE""",
        (post_id, taxonomy),
    )
    return [row["id"] for row in rows]


def _permalink_template(visit: Visit, post: Row) -> str:
    if post["status"] == "trash":
        return permalink(visit, post)
    if post["type"] == "page":
        return f"{visit.home}/%pagename%/"
    return f"{visit.home}/{post['date'][:4]}/{post['date'][5:7]}/%postname%/"


def _class_list(visit: Visit, post: Row) -> list[str]:
    kind = post["type"]
    classes = [f"post-{post['id']}", kind, f"type-{kind}", f"status-{post['status']}"]
    if kind == "post":
        classes.append(f"format-{post['format']}")
    if post["featured_media"]:
        classes.append("has-post-thumbnail")
    classes.append("hentry")
    rows = visit.db.execute(
        "SELECT taxonomy, slug FROM post_term JOIN term ON term.id = term_id WHERE post_id = ? ORDER BY taxonomy, name",
        (post["id"],),
    )
    return classes + [f"{'category' if row['taxonomy'] == 'category' else 'tag'}-{row['slug']}" for row in rows]


def _links(visit: Visit, post: Row) -> dict[str, Json]:
    base = f"wp/v2/{BASES[post['type']]}"
    route = f"{base}/{post['id']}"
    links: dict[str, Json] = {
        "self": self_link(visit, route, edit=visit.can_edit(post), delete=visit.can_delete(post)),
        "collection": [{"href": visit.api(base)}],
        "about": [{"href": visit.api(f"wp/v2/types/{post['type']}")}],
        "author": embeddable(visit.api(f"wp/v2/users/{post['author']}")),
        "replies": embeddable(visit.api(f"wp/v2/comments?post={post['id']}")),
    }
    history = visit.one(
        "SELECT COUNT(*), MAX(id) FROM post WHERE parent = ? AND type = 'revision'",
        post["id"],
    )
    assert history is not None
    links["version-history"] = [{"count": history[0], "href": visit.api(f"{route}/revisions")}]
    if history[0]:
        links["predecessor-version"] = [{"id": history[1], "href": visit.api(f"{route}/revisions/{history[1]}")}]
    if post["type"] == "page" and post["parent"]:
        links["up"] = embeddable(visit.api(f"{base}/{post['parent']}"))
    if post["featured_media"]:
        links["wp:featuredmedia"] = embeddable(visit.api(f"wp/v2/media/{post['featured_media']}"))
    links["wp:attachment"] = [{"href": visit.api(f"wp/v2/media?parent={post['id']}")}]
    if post["type"] == "post":
        links["wp:term"] = [
            {"taxonomy": taxonomy, "embeddable": True, "href": visit.api(f"wp/v2/{BASES[taxonomy]}?post={post['id']}")}
            for taxonomy in ("category", "post_tag")
        ]
    links |= {f"wp:action-{action}": [{"href": visit.api(route)}] for action in _actions(visit, post)}
    links["curies"] = [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}]
    return links


def _actions(visit: Visit, post: Row) -> list[str]:
    if visit.context != "edit":
        return []
    base = BASES[post["type"]]
    publishes, edits_others = visit.can(f"publish_{base}"), visit.can(f"edit_others_{base}")
    is_post = post["type"] == "post"
    possible = [
        ("publish", publishes),
        ("unfiltered-html", visit.can("unfiltered_html")),
        ("sticky", is_post and publishes and edits_others),
        ("assign-author", edits_others),
        ("create-categories", is_post and visit.can("manage_categories")),
        ("assign-categories", is_post and visit.can("edit_posts")),
        ("create-tags", is_post and visit.can("edit_posts")),
        ("assign-tags", is_post and visit.can("edit_posts")),
    ]
    return [name for name, allowed in possible if allowed]


def ordering(visit: Visit) -> tuple[str, list[Json]]:
    """The ORDER BY clause with its arguments."""
    values = visit.values
    direction = values["order"].upper()
    for name, column, given in (("include", "id", "include"), ("include_slugs", "slug", "slug")):
        if values["orderby"] == name and values.get(given):
            cases = " ".join(f"WHEN ? THEN {place}" for place in range(len(values[given])))
            return f"CASE {column} {cases} END", list(values[given])
    column = _ORDER_COLUMNS.get(values["orderby"], "date")
    return f"{column} {direction}, id {direction}", []


def conditions(kind: str, visit: Visit) -> Conditions:
    """What the parameters ask for, as SQL."""
    values = visit.values
    found = Conditions()
    found.add("type = ?", kind)
    for column, name in (("id", "include"), ("author", "author"), ("slug", "slug"), ("format", "format")):
        found.among(column, values.get(name))
    for column, name in (("id", "exclude"), ("author", "author_exclude")):
        found.among(column, values.get(name), exclude=True)
    if kind != "post":
        found.among("parent", values.get("parent"))
        found.among("parent", values.get("parent_exclude"), exclude=True)
        if values.get("menu_order") is not None:
            found.add("menu_order = ?", values["menu_order"])
    elif values.get("sticky") is not None:
        found.add("sticky = ?", int(values["sticky"]))
    for name, column, operator in (
        ("after", "date", ">"),
        ("before", "date", "<"),
        ("modified_after", "modified", ">"),
        ("modified_before", "modified", "<"),
    ):
        if values.get(name):
            found.add(f"{column} {operator} ?", visit.dates(values[name])[0])
    _add_search(found, values.get("search"), values.get("search_columns"))
    _add_statuses(kind, visit, found)
    if kind == "post":
        _add_terms(found, values)
    return found


def _add_search(found: Conditions, search: str | None, columns: list[str] | None) -> None:
    searched = [name.removeprefix("post_") for name in columns or ("post_title", "post_excerpt", "post_content")]
    for word in (search or "").split():
        matches = " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in searched)
        found.add(f"({matches})", *[like(word)] * len(searched))


def _add_statuses(kind: str, visit: Visit, found: Conditions) -> None:
    """`any` leaves out the trash. Others' private posts are found only by those who may read them."""
    statuses = visit.values["status"]
    if "any" in statuses:
        found.add("status NOT IN ('trash', 'auto-draft', 'inherit')")
    else:
        found.among("status", statuses)
    if kind == "attachment":
        return
    own = visit.user.id if visit.user else 0
    if not visit.can(f"read_private_{BASES[kind]}"):
        found.add("(status != 'private' OR author = ?)", own)


def _add_terms(found: Conditions, values: dict[str, Json]) -> None:
    joined: list[tuple[str, list[Json]]] = []
    for name in ("categories", "tags"):
        for exclude, key in ((False, name), (True, f"{name}_exclude")):
            wanted = values.get(key)
            if wanted:
                marks = ", ".join("?" * len(wanted))
                among = f"(SELECT post_id FROM post_term WHERE term_id IN ({marks}))"  # noqa: S608
                sql = f"id {'NOT ' if exclude else ''}IN {among}"
                joined.append((sql, list(wanted)))
    if joined:
        word = " OR " if values.get("tax_relation") == "OR" else " AND "
        found.add(f"({word.join(sql for sql, _ in joined)})", *[arg for _, args in joined for arg in args])
