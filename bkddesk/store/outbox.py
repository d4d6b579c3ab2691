"""The outbox table: put, replace, take back, and what became of a row. Knows no HTTP and no meaning of a payload."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from bkddesk.model.outbox import Kind, OutboxCounts, OutboxItem, Outcome, State

_COLUMNS = "seq, kind, subject, payload, created, attempts, not_before, state, reason, detail, batch"


def put(
    db: sqlite3.Connection,
    kind: Kind,
    subject: int,
    payload: dict[str, Any],
    *,
    created: str,
    batch: int = 0,
    not_before: str = "",
) -> int:
    """Write an intent down, replacing an older one for the same kind and subject; its new sequence number."""
    # REPLACE gives a new seq: an answer to the older intent can then no longer remove this one. An older row that may
    # already be on its way leaves its mark, so that push looks at the site before it believes what it knew.
    cursor = db.execute(
        "INSERT OR REPLACE INTO outbox (kind, subject, payload, created, not_before, batch) VALUES (?, ?, ?, ?, ?, ?)",
        (kind, subject, json.dumps(payload, ensure_ascii=False), created, not_before, batch),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find(db: sqlite3.Connection, kind: Kind, subject: int) -> OutboxItem | None:
    """The row for this kind and subject."""
    row = db.execute(f"SELECT {_COLUMNS} FROM outbox WHERE kind = ? AND subject = ?", (kind, subject)).fetchone()  # noqa: S608
    return _item(row) if row else None


def find_many(db: sqlite3.Connection, kind: Kind, subjects: Iterable[int]) -> dict[int, OutboxItem]:
    """The rows of this kind for any of the subjects, by subject."""
    wanted = json.dumps(list(subjects))
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE kind = ? AND subject IN (SELECT value FROM json_each(?))",  # noqa: S608
        (kind, wanted),
    )
    return {row["subject"]: _item(row) for row in rows}


def get(db: sqlite3.Connection, seq: int) -> OutboxItem | None:
    """The row with this sequence number."""
    row = db.execute(f"SELECT {_COLUMNS} FROM outbox WHERE seq = ?", (seq,)).fetchone()  # noqa: S608
    return _item(row) if row else None


def of_kind(db: sqlite3.Connection, kind: Kind) -> list[OutboxItem]:
    """Every waiting or parked row of one kind, in the order of intent."""
    return [_item(row) for row in db.execute("SELECT * FROM outbox WHERE kind = ? ORDER BY seq", (kind,))]


def all_items(db: sqlite3.Connection) -> list[OutboxItem]:
    """Every row, in the order of intent."""
    return [_item(row) for row in db.execute(f"SELECT {_COLUMNS} FROM outbox ORDER BY seq")]  # noqa: S608


def due(db: sqlite3.Connection, now: str) -> list[OutboxItem]:
    """Rows that may be sent now, in the order of intent."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM outbox WHERE state IN ('waiting', 'sending') AND not_before <= ? ORDER BY seq",  # noqa: S608
        (now,),
    )
    return [_item(row) for row in rows]


def next_attempt(db: sqlite3.Connection) -> str:
    """The earliest `not_before` among the rows that wait; "" when none waits or one is due at once."""
    row = db.execute("SELECT min(not_before) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()
    return row[0] or ""


def mark_sending(db: sqlite3.Connection, seqs: Sequence[int]) -> None:
    """Note, before the request, that it may reach the site."""
    db.executemany("UPDATE outbox SET state = 'sending' WHERE seq = ?", [(seq,) for seq in seqs])


def put_off(db: sqlite3.Connection, seq: int, *, until: str, reason: str, detail: str) -> None:
    """Try again after `until`. The state stays "sending" where a request may have arrived."""
    db.execute(
        "UPDATE outbox SET attempts = attempts + 1, not_before = ?, reason = ?, detail = ? WHERE seq = ?",
        (until, reason, detail[:2000], seq),
    )


def back_to_waiting(db: sqlite3.Connection, seqs: Sequence[int]) -> None:
    """The requests of these rows were surely never sent."""
    db.executemany("UPDATE outbox SET state = 'waiting' WHERE seq = ?", [(seq,) for seq in seqs])


def park(
    db: sqlite3.Connection, seq: int, state: State, *, reason: str, detail: str, payload: dict[str, Any] | None = None
) -> None:
    """Leave the row for a person to look at; a payload replaces the stored one."""
    db.execute(
        "UPDATE outbox SET state = ?, attempts = attempts + 1, reason = ?, detail = ?, payload = coalesce(?, payload)"
        " WHERE seq = ?",
        (state, reason, detail[:2000], None if payload is None else json.dumps(payload, ensure_ascii=False), seq),
    )


def retry(db: sqlite3.Connection, seqs: Sequence[int]) -> None:
    """Send these again at the next pass, parked or put off."""
    db.executemany(
        "UPDATE outbox SET not_before = '', reason = '', detail = '',"
        " state = CASE state WHEN 'sending' THEN 'sending' ELSE 'waiting' END WHERE seq = ?",
        [(seq,) for seq in seqs],
    )


def drop(db: sqlite3.Connection, seqs: Sequence[int]) -> None:
    """Forget these intents."""
    db.executemany("DELETE FROM outbox WHERE seq = ?", [(seq,) for seq in seqs])


def finish(db: sqlite3.Connection, item: OutboxItem, outcome: Outcome, at: str) -> bool:
    """Remove a row that is done and log it; False when a newer intent has taken its place, which stays."""
    db.execute(
        "INSERT INTO sent (at, outcome, seq, kind, subject, payload, created, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            at,
            outcome,
            item.seq,
            item.kind,
            item.subject,
            json.dumps(item.payload, ensure_ascii=False),
            item.created,
            item.batch,
        ),
    )
    return db.execute("DELETE FROM outbox WHERE seq = ?", (item.seq,)).rowcount == 1


def sent_since(db: sqlite3.Connection, since: str, limit: int = 1000) -> list[tuple[OutboxItem, str]]:
    """What left the outbox since a moment, newest first, each with the time it left."""
    rows = db.execute(
        "SELECT seq, kind, subject, payload, created, 0 AS attempts, '' AS not_before, 'sent' AS state,"
        " CASE outcome WHEN 'applied' THEN '' ELSE outcome END AS reason, '' AS detail, batch, at"
        " FROM sent WHERE at >= ? ORDER BY id DESC LIMIT ?",
        (since, limit),
    )
    return [(_item(row), row["at"]) for row in rows]


def counts(db: sqlite3.Connection, today: str) -> OutboxCounts:
    """How many rows stand where; `today` is when the day began, UTC."""
    by_state = dict(db.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
    sent = db.execute("SELECT count(*) FROM sent WHERE at >= ?", (today,)).fetchone()[0]
    return OutboxCounts(
        waiting=by_state.get("waiting", 0) + by_state.get("sending", 0),
        attention=by_state.get("rejected", 0) + by_state.get("conflict", 0),
        conflicts=by_state.get("conflict", 0),
        sent_today=sent,
    )


def new_reply(db: sqlite3.Connection, created: str) -> int:
    """A local number for a new reply, its subject in the outbox."""
    cursor = db.execute("INSERT INTO reply (created) VALUES (?)", (created,))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _item(row: sqlite3.Row) -> OutboxItem:
    return OutboxItem(
        seq=row["seq"],
        kind=Kind(row["kind"]),
        subject=row["subject"],
        payload=json.loads(row["payload"]),
        created=row["created"],
        attempts=row["attempts"],
        not_before=row["not_before"],
        state=State(row["state"]),
        reason=row["reason"],
        detail=row["detail"],
        batch=row["batch"],
    )
