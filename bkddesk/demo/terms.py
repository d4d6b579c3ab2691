"""Categories and tags: `/wp/v2/categories`, `/wp/v2/tags`."""

from __future__ import annotations

from bkddesk.demo.links import BASES, embeddable, self_link, term_link
from bkddesk.demo.listing import Conditions, collection, fetch_page, like
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import CONTEXT, PAGING, Param, Params
from bkddesk.demo.rendering import slugify
from bkddesk.demo.visit import Row, Visit, as_number

LIST_PARAMS: Params = {
    **PAGING,
    "order": Param(default="asc", enum=("asc", "desc")),
    "orderby": Param(
        default="name", enum=("id", "include", "name", "slug", "include_slugs", "term_group", "description", "count")
    ),
    "hide_empty": Param("boolean", default=False),
    "parent": Param("integer"),
    "post": Param("integer"),
    "slug": Param("array", items=Param()),
}
ITEM_PARAMS: Params = {"id": Param("integer"), "context": CONTEXT}
WRITE_PARAMS: Params = {
    "id": Param("integer"),
    "name": Param(),
    "slug": Param(),
    "description": Param(),
    "parent": Param("integer"),
    "meta": Param("object"),
}
CREATE_PARAMS: Params = {**WRITE_PARAMS, "name": Param(required=True)}
DELETE_PARAMS: Params = {"id": Param("integer"), "force": Param("boolean", default=False)}

_COUNT = """(SELECT COUNT(*) FROM post_term JOIN post ON post.id = post_id
             WHERE term_id = term.id AND post.status = 'publish')"""
_FIELDS = ("id", "count", "description", "link", "name", "slug", "taxonomy", "parent", "meta")
_NOT_EMBEDDED = frozenset({"count", "description", "parent", "meta"})


def may_list(taxonomy: str, visit: Visit) -> None:
    """Everybody; the edit context needs the right to edit terms."""
    if visit.context == "edit" and not _may_edit(taxonomy, visit):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting istilah ini.")
    if visit.values.get("post"):
        post = visit.post(as_number(visit.values["post"]))
        if post is None:
            raise RestError("rest_post_invalid_id", "ID pos tidak sah.", 400)
        if not visit.can_read(post):
            raise visit.refused("rest_forbidden_context", "Anda tidak boleh melihat istilah pos ini.")


def list_terms(taxonomy: str, visit: Visit) -> Response:
    """A page of terms, by name unless asked otherwise."""
    values = visit.values
    found = Conditions()
    found.add("taxonomy = ?", taxonomy)
    found.among("id", values["include"])
    found.among("id", values["exclude"], exclude=True)
    found.among("slug", values.get("slug"))
    if values.get("search"):
        found.add("(name LIKE ? ESCAPE '\\' OR slug LIKE ? ESCAPE '\\')", *[like(values["search"])] * 2)
    if values.get("parent") is not None and taxonomy == "category":
        found.add("parent = ?", values["parent"])
    if values.get("post"):
        found.add("id IN (SELECT term_id FROM post_term WHERE post_id = ?)", values["post"])
    if values["hide_empty"]:
        found.add(f"{_COUNT} > 0")
    direction = values["order"].upper()
    columns = {"id": "id", "slug": "slug", "description": "description", "count": _COUNT}
    column = columns.get(values["orderby"], "name COLLATE NOCASE")
    page = fetch_page(visit, "term", found, f"{column} {direction}, id")
    return collection(visit, f"wp/v2/{BASES[taxonomy]}", page, [as_answer(visit, row) for row in page.rows])


def may_read(taxonomy: str, visit: Visit) -> None:
    """Everybody; the edit context needs the right to edit terms."""
    existing(taxonomy, visit)
    if visit.context == "edit" and not _may_edit(taxonomy, visit):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting istilah ini.")


def read_term(taxonomy: str, visit: Visit) -> Response:
    """One term."""
    return Response(as_answer(visit, existing(taxonomy, visit)))


def may_create(taxonomy: str, visit: Visit) -> None:
    """Tags: whoever writes posts. Categories: editors."""
    if not visit.can("manage_categories" if taxonomy == "category" else "edit_posts"):
        raise visit.refused("rest_cannot_create", "Anda tidak boleh membuat istilah dalam taksonomi ini.")


def create_term(taxonomy: str, visit: Visit) -> Response:
    """A new term; `term_exists` with its id where the name is taken."""
    values = visit.values
    parent = _parent(taxonomy, visit)
    name = values["name"].strip()
    if not name:
        error = RestError("empty_term_name", "Nama istilah diperlukan.", 500)
        error.extra = {"data": None}
        raise error
    slug = slugify(values["slug"]) if values.get("slug") else ""
    _refuse_existing(taxonomy, visit, name, slug, parent)
    cursor = visit.db.execute(
        "INSERT INTO term (taxonomy, name, slug, description, parent) VALUES (?, ?, ?, ?, ?)",
        (
            taxonomy,
            name,
            _free_slug(taxonomy, visit, slug or slugify(name), parent),
            values.get("description") or "",
            parent,
        ),
    )
    term_id = int(cursor.lastrowid or 0)
    visit.values["context"] = "edit"
    location = visit.api(f"wp/v2/{BASES[taxonomy]}/{term_id}")
    return Response(as_answer(visit, _fresh(visit, term_id)), 201, {"Location": location})


def may_update(taxonomy: str, visit: Visit) -> None:
    """Editors."""
    existing(taxonomy, visit)
    if not _may_edit(taxonomy, visit):
        raise visit.refused("rest_cannot_update", "Anda tidak boleh menyunting istilah ini.")


def update_term(taxonomy: str, visit: Visit) -> Response:
    """Change what is given."""
    term = existing(taxonomy, visit)
    values = visit.values
    written = {name: values[name] for name in ("name", "description") if values.get(name) is not None}
    if values.get("slug"):
        written["slug"] = slugify(values["slug"])
        sql = "SELECT 1 FROM term WHERE taxonomy = ? AND slug = ? AND id != ?"
        if visit.one(sql, taxonomy, written["slug"], term["id"]) is not None:
            raise RestError("duplicate_term_slug", "Slug ini sudah dipakai istilah lain.", 500)
    if values.get("parent") is not None:
        written["parent"] = _parent(taxonomy, visit)
    if written:
        columns = ", ".join(f"{name} = ?" for name in written)
        visit.db.execute(f"UPDATE term SET {columns} WHERE id = ?", [*written.values(), term["id"]])  # noqa: S608
    visit.values["context"] = "edit"
    return Response(as_answer(visit, _fresh(visit, term["id"])))


def may_delete(taxonomy: str, visit: Visit) -> None:
    """Editors; never the default category."""
    term = existing(taxonomy, visit)
    if not _may_edit(taxonomy, visit) or _is_default(visit, term):
        raise visit.refused("rest_cannot_delete", "Anda tidak boleh menghapus istilah ini.")


def delete_term(taxonomy: str, visit: Visit) -> Response:
    """Delete for good, which is the only way; posts without a category fall back to the default one."""
    term = existing(taxonomy, visit)
    if not visit.values["force"]:
        raise RestError("rest_trash_not_supported", "Istilah tidak dapat dibuang, hanya dihapus.", 501)
    previous = as_answer(visit, term, with_links=False)
    visit.db.execute("UPDATE term SET parent = ? WHERE parent = ?", (term["parent"], term["id"]))
    posts = [
        row["post_id"] for row in visit.db.execute("SELECT post_id FROM post_term WHERE term_id = ?", (term["id"],))
    ]
    visit.db.execute("DELETE FROM post_term WHERE term_id = ?", (term["id"],))
    visit.db.execute("DELETE FROM term WHERE id = ?", (term["id"],))
    if taxonomy == "category":
        visit.db.executemany(
            """INSERT INTO post_term SELECT ?, CAST(value AS INTEGER) FROM option WHERE name = 'default_category'
               AND NOT EXISTS (SELECT 1 FROM post_term JOIN term ON term.id = term_id
                               WHERE post_id = ? AND taxonomy = 'category')""",
            [(post, post) for post in posts],
        )
    return Response({"deleted": True, "previous": previous})


def existing(taxonomy: str, visit: Visit) -> Row:
    """The term that the path names, or 404."""
    term = visit.one("SELECT * FROM term WHERE id = ? AND taxonomy = ?", visit.id, taxonomy)
    if term is None:
        raise RestError("rest_term_invalid", "Istilah tidak ada.", 404)
    return term


def as_answer(visit: Visit, term: Row, *, with_links: bool = True) -> dict[str, Json]:
    """A term as the API shows it."""
    wanted = visit.fields
    answer: dict[str, Json] = {}
    for name in _FIELDS:
        hidden = (visit.context == "embed" and name in _NOT_EMBEDDED) or (
            name == "parent" and term["taxonomy"] != "category"
        )
        if not hidden and (not wanted or name in wanted or name == "id"):
            answer[name] = _field(visit, term, name)
    if with_links and (not wanted or any(name.partition(".")[0] == "_links" for name in wanted)):
        answer["_links"] = _links(visit, term)
    return answer


def _field(visit: Visit, term: Row, name: str) -> Json:
    match name:
        case "count":
            counted = visit.one(f"SELECT {_COUNT} FROM term WHERE id = ?", term["id"])  # noqa: S608
            return counted[0] if counted is not None else 0
        case "link":
            return term_link(visit, term)
        case "meta":
            return []
        case _:
            return term[name]


def _links(visit: Visit, term: Row) -> dict[str, Json]:
    base = BASES[term["taxonomy"]]
    route = f"wp/v2/{base}/{term['id']}"
    may_edit = _may_edit(term["taxonomy"], visit)
    links: dict[str, Json] = {
        "self": self_link(visit, route, edit=may_edit, delete=may_edit and not _is_default(visit, term)),
        "collection": [{"href": visit.api(f"wp/v2/{base}")}],
        "about": [{"href": visit.api(f"wp/v2/taxonomies/{term['taxonomy']}")}],
    }
    if term["parent"]:
        links["up"] = embeddable(visit.api(f"wp/v2/{base}/{term['parent']}"))
    links["wp:post_type"] = [{"href": visit.api(f"wp/v2/posts?{base}={term['id']}")}]
    links["curies"] = [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}]
    return links


def _may_edit(_taxonomy: str, visit: Visit) -> bool:
    return visit.can("manage_categories")


def _is_default(visit: Visit, term: Row) -> bool:
    sql = "SELECT 1 FROM option WHERE name = 'default_category' AND value = ?"
    return visit.one(sql, str(term["id"])) is not None


def _parent(taxonomy: str, visit: Visit) -> int:
    given = visit.values.get("parent")
    if given is None:
        return 0
    if taxonomy != "category":
        raise RestError("rest_taxonomy_not_hierarchical", "Taksonomi ini tidak bertingkat.", 400)
    if given and visit.one("SELECT 1 FROM term WHERE id = ? AND taxonomy = 'category'", given) is None:
        raise RestError("rest_term_invalid", "Istilah induk tidak ada.", 400)
    return int(given)


def _refuse_existing(taxonomy: str, visit: Visit, name: str, slug: str, parent: int) -> None:
    """The same name under the same parent, unless a slug of its own tells the two apart."""
    sql = "SELECT id, slug FROM term WHERE taxonomy = ? AND parent = ? AND name = ? COLLATE NOCASE"
    found = visit.one(sql, taxonomy, parent, name)
    if found is None:
        return
    taken = slug and visit.one("SELECT 1 FROM term WHERE taxonomy = ? AND slug = ?", taxonomy, slug) is not None
    if slug and slug != found["slug"] and not taken:
        return
    error = RestError("term_exists", "Istilah dengan nama ini sudah ada.", 400, term_id=found["id"])
    error.extra = {"additional_data": [found["id"], found["id"]]}
    raise error


def _free_slug(taxonomy: str, visit: Visit, wanted: str, parent: int) -> str:
    """A slug; where it is taken, with the parent's, then with a number."""
    slug = wanted
    if parent and visit.one("SELECT 1 FROM term WHERE taxonomy = ? AND slug = ?", taxonomy, slug) is not None:
        above = visit.one("SELECT slug FROM term WHERE id = ?", parent)
        slug = wanted = f"{slug}-{above['slug']}" if above is not None else slug
    number = 1
    while visit.one("SELECT 1 FROM term WHERE taxonomy = ? AND slug = ?", taxonomy, slug) is not None:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _fresh(visit: Visit, term_id: int) -> Row:
    row = visit.one("SELECT * FROM term WHERE id = ?", term_id)
    assert row is not None
    return row
