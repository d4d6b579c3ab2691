"""The small database that lists the sites and accounts of a profile. Holds no secret: passwords are in the keyring."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, replace
from pathlib import Path

from bkddesk.model.errors import StoreFullError, StoreUnreadableError
from bkddesk.model.site import Account, FoundSite, Site

_SCHEMA = """
CREATE TABLE IF NOT EXISTS site (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    url           TEXT NOT NULL,
    username      TEXT NOT NULL,
    found         TEXT NOT NULL,   -- JSON of model.site.FoundSite
    account       TEXT NOT NULL,   -- JSON of model.site.Account
    password_uuid TEXT NOT NULL,
    last_used     INTEGER NOT NULL,
    UNIQUE (url, username)
)
"""


def open_sites(path: Path) -> sqlite3.Connection:
    """Open, or create, the list of sites.

    Raises StoreUnreadableError where it is damaged, StoreFullError where nothing can be written.
    """
    db: sqlite3.Connection | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        db = sqlite3.connect(path, isolation_level=None, timeout=10)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(_SCHEMA)
        db.execute("SELECT * FROM site").fetchall()
    except (sqlite3.DatabaseError, OSError) as error:
        if db is not None:
            db.close()
        if isinstance(error, sqlite3.OperationalError | OSError):
            raise StoreFullError(str(error)) from error
        raise StoreUnreadableError(str(error)) from error
    return db


def store(db: sqlite3.Connection, site: Site, *, current: bool = True) -> Site:
    """Add the site, or refresh what is known of the same address and user name; the stored one, made the current."""
    db.execute(
        "INSERT INTO site (url, username, found, account, password_uuid, last_used) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (url, username) DO UPDATE SET"
        " found = excluded.found, account = excluded.account, password_uuid = excluded.password_uuid",
        (
            site.url,
            site.account.username,
            json.dumps(asdict(site.found)),
            json.dumps(asdict(site.account), default=sorted),
            site.password_uuid,
        ),
    )
    row = db.execute("SELECT id FROM site WHERE url = ? AND username = ?", (site.url, site.account.username)).fetchone()
    stored = replace(site, id=row["id"])
    if current:
        make_current(db, stored.id)
    return stored


def make_current(db: sqlite3.Connection, site_id: int) -> None:
    """The site that opens next time."""
    db.execute("UPDATE site SET last_used = (SELECT max(last_used) + 1 FROM site) WHERE id = ?", (site_id,))


def remove(db: sqlite3.Connection, site_id: int) -> None:
    """Forget the site; its folder is the caller's business."""
    db.execute("DELETE FROM site WHERE id = ?", (site_id,))


def all_sites(db: sqlite3.Connection) -> list[Site]:
    """Every site and account, the current one first."""
    return [_site(row) for row in db.execute("SELECT * FROM site ORDER BY last_used DESC, id")]


def _site(row: sqlite3.Row) -> Site:
    account = json.loads(row["account"])
    account["roles"] = tuple(account["roles"])
    account["capabilities"] = frozenset(account["capabilities"])
    return Site(row["id"], FoundSite(**json.loads(row["found"])), Account(**account), row["password_uuid"])
