"""Rows of the table `post`: writing them, their slugs, and the form in which texts are stored. Knows no request."""

from __future__ import annotations

from bkddesk.demo.kses import canonical_blocks, filtered_post
from bkddesk.demo.links import permalink
from bkddesk.demo.message import Json
from bkddesk.demo.visit import Visit


def unique_slug(visit: Visit, kind: str, slug: str, post_id: int) -> str:
    """The slug, with -2, -3, … where another post has it."""
    if not slug:
        return ""
    wanted, number = slug, 1
    types = "type NOT IN ('revision')" if kind == "attachment" else "type IN (?, 'attachment')"
    args = () if kind == "attachment" else (kind,)
    if kind == "post":
        types = "type = ?"
    sql = f"SELECT 1 FROM post WHERE slug = ? AND id != ? AND {types}"  # noqa: S608
    while visit.one(sql, slug, post_id, *args) is not None or slug in ("feed", "embed"):
        number += 1
        slug = f"{wanted[: 199 - len(str(number))]}-{number}"
    return slug


def insert_post(visit: Visit, row: dict[str, Json]) -> int:
    """Write a new row of the table `post`, with its guid."""
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    cursor = visit.db.execute(f"INSERT INTO post ({columns}) VALUES ({marks})", list(row.values()))  # noqa: S608
    post_id = int(cursor.lastrowid or 0)
    if not row.get("guid"):
        written = visit.post(post_id)
        assert written is not None
        visit.db.execute("UPDATE post SET guid = ? WHERE id = ?", (permalink(visit, written), post_id))
    return post_id


def change_post(visit: Visit, post_id: int, written: dict[str, Json]) -> None:
    """Write columns of the table `post`."""
    columns = ", ".join(f"{name} = ?" for name in written)
    visit.db.execute(f"UPDATE post SET {columns} WHERE id = ?", [*written.values(), post_id])  # noqa: S608


def stored_text(visit: Visit, text: str) -> str:
    """A text as it is stored for this visitor: filtered for those without `unfiltered_html`."""
    return canonical_blocks(text if visit.can("unfiltered_html") else filtered_post(text))
