"""Articles, terms, media and authors: the site's truth as sync writes it, lists as screens read them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from bkddesk.model.article import Article, Fields, ListedArticle, MediaItem, Term
from bkddesk.store.comments import match_expression

_COLUMNS = (
    "id", "type", "status", "title", "content", "excerpt", "slug", "date", "date_gmt", "modified_gmt", "categories",
    "tags", "featured_media", "comment_status", "author", "link", "sticky", "revision", "editable",
)  # fmt: skip
_UPSERT = (
    f"INSERT INTO article ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}"
)


def store(db: sqlite3.Connection, articles: Iterable[Article]) -> int:
    """Write what the site said; how many rows that was."""
    rows = [
        (
            a.id, a.type, a.fields.status, a.fields.title, a.fields.content, a.fields.excerpt, a.fields.slug,
            a.fields.date, a.date_gmt, a.modified_gmt, json.dumps(a.fields.categories), json.dumps(a.fields.tags),
            a.fields.featured_media, a.fields.comment_status, a.author, a.link, a.sticky, a.revision, a.editable,
        )
        for a in articles
    ]  # fmt: skip
    db.executemany(_UPSERT, rows)
    return len(rows)


def remove(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Forget articles that the site no longer lists; drafts of them stay."""
    db.execute("DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def get(db: sqlite3.Connection, article_id: int) -> Article | None:
    """The stored article."""
    row = db.execute(
        "SELECT a.*, u.name AS author_name FROM article AS a LEFT JOIN author AS u ON u.id = a.author WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    return _article(row) if row else None


def modified_by_id(db: sqlite3.Connection) -> dict[int, str]:
    """Every stored article's `modified_gmt`, by id."""
    return dict(db.execute("SELECT id, modified_gmt FROM article").fetchall())


def listed(db: sqlite3.Connection, status: str | None, search: str, limit: int = 1000) -> list[ListedArticle]:
    """Articles as they will be once the outbox is sent, newest first; trash only when asked for by name."""
    conditions = ["projected_status = ?" if status else "projected_status <> 'trash'"]
    parameters: list[object] = [status] if status else []
    if match := match_expression(search):
        conditions.append("p.id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)")
        parameters.append(match)
    rows = db.execute(
        # Counted article by article: only those that are listed, not every comment of the site.
        "SELECT p.*, u.name AS author_name,"  # noqa: S608
        " (SELECT count(*) FROM comment AS c WHERE c.post = p.id) AS comments_total,"
        " (SELECT count(*) FROM comment AS c WHERE c.post = p.id AND c.status = 'hold') AS comments_held"
        " FROM article_projected AS p LEFT JOIN author AS u ON u.id = p.author"
        f" WHERE {' AND '.join(conditions)} ORDER BY p.date DESC, p.id DESC LIMIT ?",
        [*parameters, limit],
    )
    return [
        ListedArticle(
            article=_article(row),
            status=row["projected_status"],
            draft_id=row["draft_id"] if row["draft_unsent"] else None,
            queued=bool(row["queued"]),
            comments_held=row["comments_held"],
            comments_total=row["comments_total"],
        )
        for row in rows
    ]


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """How many articles stand in each status once the outbox is sent."""
    return dict(db.execute("SELECT projected_status, count(*) FROM article_projected GROUP BY 1").fetchall())


def _article(row: sqlite3.Row) -> Article:
    return Article(
        id=row["id"],
        fields=Fields(
            title=row["title"], content=row["content"], excerpt=row["excerpt"], slug=row["slug"], status=row["status"],
            date=row["date"], categories=tuple(json.loads(row["categories"])), tags=tuple(json.loads(row["tags"])),
            featured_media=row["featured_media"], comment_status=row["comment_status"],
        ),
        author=row["author"], author_name=row["author_name"] or "", date_gmt=row["date_gmt"],
        modified_gmt=row["modified_gmt"], link=row["link"], type=row["type"], sticky=bool(row["sticky"]),
        revision=row["revision"], editable=bool(row["editable"]),
    )  # fmt: skip


# Terms ------------------------------------------------------------------------------------------------------------


def store_terms(db: sqlite3.Connection, taxonomy: str, terms: Sequence[Term]) -> None:
    """Replace the whole list of a taxonomy by what the site said."""
    db.execute("DELETE FROM term WHERE taxonomy = ?", (taxonomy,))
    add_terms(db, terms)


def add_terms(db: sqlite3.Connection, terms: Iterable[Term]) -> None:
    """Add or replace single terms."""
    db.executemany(
        "INSERT OR REPLACE INTO term (taxonomy, id, name, slug, parent, count) VALUES (?, ?, ?, ?, ?, ?)",
        [(term.taxonomy, term.id, term.name, term.slug, term.parent, term.count) for term in terms],
    )


def terms(db: sqlite3.Connection, taxonomy: str) -> list[Term]:
    """All terms of a taxonomy ("category", "post_tag"), by name."""
    rows = db.execute(
        "SELECT id, taxonomy, name, slug, parent, count FROM term WHERE taxonomy = ? ORDER BY name COLLATE NOCASE",
        (taxonomy,),
    )
    return [Term(*row) for row in rows]


# Media ------------------------------------------------------------------------------------------------------------


def store_media(db: sqlite3.Connection, items: Iterable[MediaItem]) -> int:
    """Write what the site said; how many rows that was."""
    rows = [
        (
            m.id, m.slug, m.title, m.alt_text, m.caption, m.mime_type, m.source_url, m.thumbnail_url, m.width, m.height,
            m.date_gmt,
        )
        for m in items
    ]  # fmt: skip
    db.executemany("INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return len(rows)


def known_media(db: sqlite3.Connection) -> set[int]:
    """Ids of the stored media."""
    return {row[0] for row in db.execute("SELECT id FROM media")}


def remove_media(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Forget media that the site no longer has."""
    db.execute("DELETE FROM media WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def media(db: sqlite3.Connection, search: str = "", limit: int = 200) -> list[MediaItem]:
    """Pictures and files of the site's library, newest first; `search` within title, slug and alternative text."""
    pattern = f"%{search.replace('%', '').replace('_', '')}%"
    rows = db.execute(
        "SELECT * FROM media WHERE title LIKE ? OR slug LIKE ? OR alt_text LIKE ? ORDER BY id DESC LIMIT ?",
        (pattern, pattern, pattern, limit),
    )
    return [MediaItem(*row) for row in rows]


def media_item(db: sqlite3.Connection, media_id: int) -> MediaItem | None:
    """One item of the media library."""
    row = db.execute("SELECT * FROM media WHERE id = ?", (media_id,)).fetchone()
    return MediaItem(*row) if row else None


# Authors and sync's own memory ------------------------------------------------------------------------------------


def store_authors(db: sqlite3.Connection, names: dict[int, str]) -> None:
    """Add or replace authors' display names."""
    db.executemany("INSERT OR REPLACE INTO author (id, name) VALUES (?, ?)", list(names.items()))


def state(db: sqlite3.Connection, name: str) -> str:
    """One of sync's notes to itself, "" when never written."""
    row = db.execute("SELECT value FROM sync_state WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""


def set_state(db: sqlite3.Connection, name: str, value: str) -> None:
    """Write one of sync's notes to itself."""
    db.execute("INSERT OR REPLACE INTO sync_state (name, value) VALUES (?, ?)", (name, value))
