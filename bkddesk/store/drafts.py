"""Drafts and their local history. A save that changes nothing writes nothing; what was typed stays in the history."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from datetime import datetime

from bkddesk.model.article import Draft, DraftVersion, Fields, ListedDraft, fields_from_json
from bkddesk.store.comments import match_expression

# What a save writes; the rest of a draft is set by other functions here.
_SAVED = (
    "title", "markdown", "excerpt", "slug", "status", "date", "categories", "tags", "featured_media", "comment_status",
    "extra",
)  # fmt: skip

# Autosaves of one stretch of typing become one entry of the history.
_HISTORY_STEP_SECONDS = 120


def create(db: sqlite3.Connection, draft: Draft, *, now: str, unsent: bool) -> Draft:
    """Store a new draft; the stored one, with its id and times."""
    cursor = db.execute(
        f"INSERT INTO draft (key, article_id, base, {', '.join(_SAVED)}, read_only, unsent, created, modified)"  # noqa: S608
        f" VALUES ({', '.join('?' * (len(_SAVED) + 7))})",
        (draft.key, draft.article_id, _base(draft.base), *_saved(draft), draft.read_only, unsent, now, now),
    )
    assert cursor.lastrowid is not None
    stored = get(db, cursor.lastrowid)
    assert stored is not None
    return stored


def get(db: sqlite3.Connection, draft_id: int) -> Draft | None:
    """The draft, thrown away or not."""
    row = db.execute("SELECT * FROM draft WHERE id = ?", (draft_id,)).fetchone()
    return _draft(row) if row else None


def of_article(db: sqlite3.Connection, article_id: int) -> Draft | None:
    """The draft that edits this article."""
    row = db.execute("SELECT * FROM draft WHERE article_id = ?", (article_id,)).fetchone()
    return _draft(row) if row else None


def is_unsent(db: sqlite3.Connection, draft_id: int) -> bool:
    """Whether the draft holds changes that were never sent."""
    row = db.execute("SELECT unsent FROM draft WHERE id = ?", (draft_id,)).fetchone()
    return bool(row and row[0])


def save(db: sqlite3.Connection, draft: Draft, *, now: str) -> bool:
    """Write the draft's text and fields; False when nothing differs from what is stored."""
    old = db.execute(f"SELECT {', '.join(_SAVED)} FROM draft WHERE id = ?", (draft.id,)).fetchone()  # noqa: S608
    new = _saved(draft)
    if old is None or tuple(old) == new:
        return False
    db.execute(
        f"UPDATE draft SET {', '.join(f'{name} = ?' for name in _SAVED)}, unsent = 1, modified = ?, discarded = NULL"  # noqa: S608
        " WHERE id = ?",
        (*new, now, draft.id),
    )
    return True


def set_base(
    db: sqlite3.Connection, draft_id: int, *, article_id: int, base: Fields, unsent: bool, markdown: str | None = None
) -> None:
    """What the site has now: the ground of the next edit. `markdown` replaces the text where the site changed it."""
    # One draft edits an article: an older, thrown-away one gives way.
    db.execute("UPDATE draft SET article_id = NULL WHERE article_id = ? AND id <> ?", (article_id, draft_id))
    db.execute(
        "UPDATE draft SET article_id = ?, base = ?, unsent = ?, markdown = coalesce(?, markdown) WHERE id = ?",
        (article_id, _base(base), unsent, markdown, draft_id),
    )


def replace_all(db: sqlite3.Connection, draft: Draft, *, unsent: bool, now: str) -> None:
    """Write every part of the draft anew, base included: it now starts from what the site has."""
    db.execute(
        f"UPDATE draft SET article_id = ?, base = ?, {', '.join(f'{name} = ?' for name in _SAVED)}, read_only = ?,"  # noqa: S608
        " unsent = ?, modified = ?, discarded = NULL WHERE id = ?",
        (draft.article_id, _base(draft.base), *_saved(draft), draft.read_only, unsent, now, draft.id),
    )


def make_new(db: sqlite3.Connection, draft_id: int, *, key: str) -> None:
    """Its article is gone from the site: the draft stands for a new one."""
    db.execute("UPDATE draft SET article_id = NULL, base = NULL, key = ?, unsent = 1 WHERE id = ?", (key, draft_id))


def discard(db: sqlite3.Connection, draft_id: int, now: str) -> None:
    """Throw a draft away, so that it can be taken back."""
    db.execute("UPDATE draft SET discarded = ? WHERE id = ?", (now, draft_id))


def take_back(db: sqlite3.Connection, draft_id: int) -> None:
    """Undo a discard."""
    db.execute("UPDATE draft SET discarded = NULL WHERE id = ?", (draft_id,))


def listed(db: sqlite3.Connection, search: str = "", *, unsent_only: bool = True) -> list[ListedDraft]:
    """Drafts, newest change first; by default those with something that was never sent."""
    conditions = ["unsent"] if unsent_only else ["1"]
    parameters: list[object] = []
    if match := match_expression(search):
        conditions.append("id IN (SELECT rowid FROM draft_search WHERE draft_search MATCH ?)")
        parameters.append(match)
    rows = db.execute(
        f"SELECT * FROM draft_projected WHERE {' AND '.join(conditions)} ORDER BY modified DESC, id DESC",  # noqa: S608
        parameters,
    )
    return [ListedDraft(_draft(row), bool(row["unsent"]), row["queued_status"] or "", row["attention"]) for row in rows]


def count_unsent(db: sqlite3.Connection) -> int:
    """How many drafts hold something that was never sent."""
    return db.execute("SELECT count(*) FROM draft WHERE unsent AND discarded IS NULL").fetchone()[0]  # type: ignore[no-any-return]


# History ----------------------------------------------------------------------------------------------------------


def add_version(db: sqlite3.Connection, draft_id: int, *, cause: str, title: str, markdown: str, now: str) -> None:
    """Add a version to the history; one equal to the newest is not added, an autosave refreshes a young autosave."""
    newest = db.execute(
        "SELECT * FROM draft_version WHERE draft_id = ? ORDER BY id DESC LIMIT 1", (draft_id,)
    ).fetchone()
    if newest and (newest["title"], newest["markdown"]) == (title, markdown):
        return
    if (
        newest
        and cause == newest["cause"] == "autosave"
        and _seconds_between(newest["saved_at"], now) < _HISTORY_STEP_SECONDS
    ):
        db.execute("UPDATE draft_version SET title = ?, markdown = ? WHERE id = ?", (title, markdown, newest["id"]))
        return
    db.execute(
        "INSERT INTO draft_version (draft_id, saved_at, cause, title, markdown) VALUES (?, ?, ?, ?, ?)",
        (draft_id, now, cause, title, markdown),
    )


def versions(db: sqlite3.Connection, draft_id: int) -> list[DraftVersion]:
    """The draft's history, newest first."""
    rows = db.execute(
        "SELECT id, draft_id, saved_at, cause, title, markdown FROM draft_version WHERE draft_id = ? ORDER BY id DESC",
        (draft_id,),
    )
    return [
        DraftVersion(
            row["id"], row["draft_id"], row["saved_at"], row["cause"], row["title"], row["markdown"],
            len(row["markdown"].split()),
        )
        for row in rows
    ]  # fmt: skip


def _seconds_between(earlier: str, later: str) -> float:
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def _base(base: Fields | None) -> str | None:
    return None if base is None else json.dumps(asdict(base), ensure_ascii=False)


def _saved(draft: Draft) -> tuple[object, ...]:
    return (
        draft.title, draft.markdown, draft.excerpt, draft.slug, draft.status, draft.date,
        json.dumps(draft.categories, ensure_ascii=False), json.dumps(draft.tags, ensure_ascii=False),
        draft.featured_media, draft.comment_status, json.dumps(draft.extra, ensure_ascii=False),
    )  # fmt: skip


def _draft(row: sqlite3.Row) -> Draft:
    return Draft(
        id=row["id"], key=row["key"], article_id=row["article_id"],
        base=fields_from_json(json.loads(row["base"])) if row["base"] else None,
        title=row["title"], markdown=row["markdown"], excerpt=row["excerpt"], slug=row["slug"], status=row["status"],
        date=row["date"], categories=tuple(json.loads(row["categories"])), tags=tuple(json.loads(row["tags"])),
        featured_media=row["featured_media"], comment_status=row["comment_status"], extra=json.loads(row["extra"]),
        created=row["created"], modified=row["modified"], read_only=row["read_only"],
    )  # fmt: skip
