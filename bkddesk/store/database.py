"""Open, migrate, set aside, and the transaction. Knows SQLite and the schema's versions; knows no table's meaning."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bkddesk.model.errors import StoreFullError, StoreUnreadableError

SCHEMA_VERSION = 2

# Scripts that lift a database from version N to N + 1: MIGRATIONS[N].
MIGRATIONS: dict[int, str] = {
    1: """
CREATE INDEX IF NOT EXISTS comment_by_parent ON comment (parent) WHERE parent <> 0;
CREATE INDEX IF NOT EXISTS comment_with_link ON comment (id)
    WHERE author_url <> '' OR content LIKE '%http%' OR content LIKE '%www.%';
CREATE TABLE unsent_text (
    kind       TEXT NOT NULL,
    comment_id INTEGER NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (kind, comment_id)
) WITHOUT ROWID;
""",
}

# What a person made; saved out of a damaged database row by row, as far as it can be read.
_PERSONAL_TABLES = ("draft", "draft_version", "outbox", "sent", "decision", "reply", "unsent_text")


@dataclass(frozen=True, slots=True)
class Opened:
    """A usable database, and what had to be set aside for it (None nearly always)."""

    connection: sqlite3.Connection
    notice: StoreUnreadableError | None = None


def connect(path: Path) -> sqlite3.Connection:
    """A connection as every part of bkddesk uses it: WAL, FULL (a decision survives a power cut), rows by name."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def open_database(path: Path, now: datetime) -> Opened:
    """Open the database at `path`, creating or migrating it.

    A database that is damaged, or newer than this bkddesk, is renamed beside itself and a new one begun, with the
    person's own rows carried over where they can be read. Raises StoreFullError where nothing can be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        try:
            return Opened(_ready(path))
        except StoreUnreadableError as unreadable:
            kept = set_aside(path, now)
            connection = _ready(path)
            _salvage(connection, kept)
            return Opened(connection, StoreUnreadableError(unreadable.detail, str(kept), unreadable.newer))
    except sqlite3.OperationalError as error:
        raise StoreFullError(str(error)) from error


def _ready(path: Path) -> sqlite3.Connection:
    connection: sqlite3.Connection | None = None
    try:
        connection = connect(path)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        _migrate(connection, version)
        connection.execute("SELECT count(*) FROM outbox").fetchone()
    except StoreUnreadableError:
        if connection is not None:
            connection.close()
        raise
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.OperationalError) and not _means_damage(error):
            raise
        raise StoreUnreadableError(str(error)) from error
    return connection


def _means_damage(error: sqlite3.OperationalError) -> bool:
    return any(word in str(error) for word in ("malformed", "no such table", "no such column"))


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    if version > SCHEMA_VERSION:
        raise StoreUnreadableError(f"schema version {version}, this bkddesk knows {SCHEMA_VERSION}", newer=True)
    if version == SCHEMA_VERSION:
        return
    with transaction(connection):
        if version == 0:
            _run_script(connection, (Path(__file__).with_name("schema.sql")).read_text(encoding="utf-8"))
        else:
            for step in range(version, SCHEMA_VERSION):
                _run_script(connection, MIGRATIONS[step])
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _run_script(connection: sqlite3.Connection, script: str) -> None:
    # executescript() would commit the open transaction; a half-made schema must not survive a crash.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a database beside itself, untouched; its new path."""
    kept = path.with_name(f"{path.stem}-{now:%Y%m%d-%H%M%S}{path.suffix}")
    for suffix in ("", "-wal", "-shm"):
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(kept.with_name(kept.name + suffix))
    return kept


def _salvage(connection: sqlite3.Connection, kept: Path) -> None:
    try:
        damaged = sqlite3.connect(f"file:{kept}?mode=ro", uri=True)
    except sqlite3.DatabaseError:
        return
    for table in _PERSONAL_TABLES:
        columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        try:
            for row in damaged.execute(f"SELECT {names} FROM {table}"):  # noqa: S608 - our own table names
                connection.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608
        except sqlite3.DatabaseError:
            continue  # what could be read so far stays; the set-aside copy keeps the rest
    damaged.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing, durable when it returns. An inner use joins the outer transaction.

    Raises StoreFullError when the disk is full or the profile is read-only.
    """
    if connection.in_transaction:
        yield connection
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if any(
            word in str(error) for word in ("full", "readonly", "read-only", "unable to open", "disk I/O", "locked")
        ):
            raise StoreFullError(str(error)) from error
        raise


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Hold the lock at `path` across processes; yields whether it was free.

    The lock is an exclusive SQLite transaction on a file of its own: the system frees it when a process dies, on every
    platform, which a lock file with a process number in it does not.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
        else:
            yield True
            connection.execute("ROLLBACK")
    finally:
        connection.close()
