"""Opening, setting aside, transactions: nothing of a person's is overwritten or lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bkddesk.model.errors import StoreFullError
from bkddesk.model.outbox import Kind
from bkddesk.store import outbox
from bkddesk.store.database import SCHEMA_VERSION, connect, only_one, open_database, transaction

NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


def test_a_new_database_has_the_present_schema_and_is_durable(tmp_path: Path) -> None:
    opened = open_database(tmp_path / "desk.sqlite3", NOW)
    assert opened.notice is None
    pragma = {
        name: opened.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("user_version", "journal_mode", "synchronous")
    }
    assert pragma == {"user_version": SCHEMA_VERSION, "journal_mode": "wal", "synchronous": 2}


def test_a_newer_database_is_set_aside_and_its_outbox_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    db = open_database(path, NOW).connection
    with transaction(db):
        outbox.put(db, Kind.COMMENT_STATUS, 3, {"decision": "spam"}, created="2026-11-24")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    opened = open_database(path, NOW)
    assert opened.notice is not None
    assert opened.notice.newer
    assert [item.subject for item in outbox.all_items(opened.connection)] == [3]
    assert connect(Path(opened.notice.kept_at)).execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION + 1


@pytest.mark.parametrize("damage", ["garbage", "header", "every page but the first"])
def test_a_damaged_database_is_set_aside_and_the_app_opens(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "desk.sqlite3"
    db = open_database(path, NOW).connection
    with transaction(db):
        for number in range(500):
            outbox.put(db, Kind.COMMENT_STATUS, number, {"decision": "spam"}, created="2026-11-24")
    db.close()
    content = bytearray(path.read_bytes())
    match damage:
        case "garbage":
            content[:] = b"not a database at all" * 100
        case "header":
            content[20:100] = b"\xff" * 80
        case "every page but the first":
            content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    opened = open_database(path, NOW)
    assert opened.notice is not None
    assert not opened.notice.newer
    assert Path(opened.notice.kept_at).read_bytes() == bytes(content)
    opened.connection.execute("SELECT count(*) FROM comment_projected").fetchone()


def test_a_read_only_profile_is_said(tmp_path: Path) -> None:
    db = open_database(tmp_path / "desk.sqlite3", NOW).connection
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreFullError), transaction(db):
        db.execute("INSERT INTO author VALUES (1, 'x')")


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    db = open_database(tmp_path / "desk.sqlite3", NOW).connection
    with transaction(db):
        outbox.put(db, Kind.COMMENT_STATUS, 1, {}, created="2026-11-24")
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFullError), transaction(db):  # noqa: PT012 - the loop fills the disk
        for number in range(2, 2000):
            outbox.put(db, Kind.COMMENT_STATUS, number, {"content": "x" * 400}, created="2026-11-24")
    assert [item.subject for item in outbox.all_items(db)] == [1]


def test_an_inner_transaction_joins_the_outer(tmp_path: Path) -> None:
    db = open_database(tmp_path / "desk.sqlite3", NOW).connection

    def both() -> None:
        with transaction(db):
            with transaction(db):
                db.execute("INSERT INTO author VALUES (1, 'x')")
            raise KeyError

    with pytest.raises(KeyError):
        both()
    assert db.execute("SELECT count(*) FROM author").fetchone()[0] == 0


def test_only_one_process_syncs_and_a_killed_one_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "sync.lock"
    script = (
        "import sys, pathlib; from bkddesk.store.database import only_one\n"
        f"with only_one(pathlib.Path({str(path)!r})) as free: print(free, flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline().strip() == "True"
    with only_one(path) as free:
        assert not free
    holder.kill()
    holder.wait()
    holder.stdin.close()
    holder.stdout.close()
    with only_one(path) as free:
        assert free


def test_the_schema_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    open_database(path, NOW).connection.close()
    names = {row[0] for row in sqlite3.connect(path).execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert names == {"comment_projected", "comment_standing", "comment_count", "article_projected", "draft_projected"}


def _schema(db: sqlite3.Connection) -> set[tuple[str, str]]:
    return {
        (row[0], row[1]) for row in db.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    }


def test_an_older_database_is_lifted_and_keeps_everything(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    db = open_database(path, NOW).connection
    wanted = _schema(db)
    with transaction(db):
        outbox.put(db, Kind.COMMENT_STATUS, 3, {"decision": "spam"}, created="2026-11-24")
        # Back to how version 1 was.
        for statement in ("DROP TABLE unsent_text", "DROP INDEX comment_by_parent", "DROP INDEX comment_with_link"):
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")
    db.close()
    opened = open_database(path, NOW)
    assert opened.notice is None
    assert _schema(opened.connection) == wanted
    assert [item.subject for item in outbox.all_items(opened.connection)] == [3]
