"""The practice site's database file: opening it, filling it the first time, bringing it back to its beginning."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bkddesk.demo.seed import plant

_SCHEMA = Path(__file__).with_name("schema.sql")
VERSION = 1
"""Raised with each change to the schema or the content: an older practice site is then made anew."""


def open_store(folder: Path, clock: Callable[[], datetime]) -> sqlite3.Connection:
    """The open database of a practice site; made and filled where there is none of this version."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    live, seeded = folder / "site.sqlite3", folder / "seeded.sqlite3"
    db = _connect(live)
    if _version(db) == VERSION and seeded.is_file():
        return db
    db.close()
    for stale in folder.glob("*.sqlite3*"):
        stale.unlink()
    db = _connect(live)
    db.executescript(_SCHEMA.read_text(encoding="utf-8"))
    db.execute("BEGIN")
    plant(db, clock())
    db.execute("COMMIT")
    db.execute(f"PRAGMA user_version = {VERSION}")
    copy = sqlite3.connect(seeded)
    db.backup(copy)
    copy.close()
    return db


def reset_store(db: sqlite3.Connection, folder: Path) -> None:
    """Bring the content back to how it was planted. Application Passwords made since stay, revoked ones return."""
    made_since = db.execute("SELECT * FROM application_password").fetchall()
    home, port = option(db, "home"), option(db, "port")
    source = sqlite3.connect(folder / "seeded.sqlite3")
    source.backup(db)
    source.close()
    db.executemany(
        "INSERT OR IGNORE INTO application_password VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [tuple(row) for row in made_since]
    )
    move_home(db, home)
    set_option(db, "port", port)


def move_home(db: sqlite3.Connection, home: str) -> None:
    """Write addresses in stored texts anew when the site's own address changed (another port)."""
    old = option(db, "home")
    if old and old != home:
        for column in ("content", "excerpt", "guid"):
            db.execute(f"UPDATE post SET {column} = REPLACE({column}, ?, ?)", (old, home))  # noqa: S608
        db.execute("UPDATE user SET url = REPLACE(url, ?, ?)", (old, home))
    set_option(db, "home", home)


def option(db: sqlite3.Connection, name: str) -> str:
    """One value of the table `option`, or ""."""
    row = db.execute("SELECT value FROM option WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row is not None else ""


def set_option(db: sqlite3.Connection, name: str, value: str) -> None:
    """Write one value of the table `option`."""
    db.execute("INSERT OR REPLACE INTO option VALUES (?, ?)", (name, value))


def practice_logins(db: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Role -> (username, application password)."""
    rows = db.execute("SELECT role, username, password FROM practice_login")
    return {row["role"]: (row["username"], row["password"]) for row in rows}


def _connect(path: Path) -> sqlite3.Connection:
    # One connection for all threads; `Application` lets one request in at a time.
    db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")
    return db


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
