"""How a moderator's decision becomes an outbox row, and how it is taken back. Works inside the caller's transaction.

Knows the tables through `store`; knows no HTTP. A decision is tied to the status and the text that were seen.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from bkddesk.model.comment import CommentStatus, Decision, ListedComment
from bkddesk.model.outbox import Kind, OutboxItem, State
from bkddesk.store import comments, outbox

_BINNED = (CommentStatus.SPAM, CommentStatus.TRASH)


def decide(
    db: sqlite3.Connection, row: ListedComment, decision: Decision, old: OutboxItem | None, batch: int, now: str
) -> bool:
    """Write one decision down; False when the comment stands so already. `old` is its row in the outbox."""
    projected = _projected(row, decision)
    parked = old is not None and old.state in (State.CONFLICT, State.REJECTED)
    if projected == row.status and not parked:
        return False
    replaced = None if old is None or parked else {"seq": old.seq, "payload": old.payload}
    if projected == row.comment.status and (old is None or old.state is not State.SENDING):
        # Back to what the site has, and nothing is on its way: taking the older intent back says it all.
        if old is not None:
            outbox.drop(db, [old.seq])
        seq = 0
    else:
        payload = _payload(row, decision, projected, old)
        seq = outbox.put(db, Kind.COMMENT_STATUS, row.id, payload, created=now, batch=batch)
    comments.log_decision(db, at=now, batch=batch, listed=row, decision=decision, seq=seq, replaced=replaced)
    return True


def undo_one(db: sqlite3.Connection, entry: sqlite3.Row, now: str) -> bool:
    """Take back one logged decision; False when there is nothing left of it to take back.

    A comment that was decided about again since then is left as that newer decision has it.
    """
    comment_id = entry["comment_id"]
    row = comments.listed(db, [comment_id]).get(comment_id)
    current = outbox.find(db, Kind.COMMENT_STATUS, comment_id)
    if row is None or (current is not None and current.seq != entry["seq"]):
        return False
    if current is not None and current.state is not State.SENDING:
        outbox.drop(db, [current.seq])
        _put_back(db, entry, now)
        return True
    if entry["seq"] == 0:
        _put_back(db, entry, now)
        return bool(entry["replaced"])
    before = CommentStatus(entry["from_status"])
    if before == row.status:
        return False
    payload = _payload(row, _decision_back_to(before, row.status), before, current)
    outbox.put(db, Kind.COMMENT_STATUS, comment_id, payload, created=now)
    return True


def replaced_on_its_way(old: OutboxItem | None, name: str) -> list[Any]:
    """Values the site may have meanwhile because of us: those of rows that were replaced while being sent."""
    if old is None:
        return []
    earlier = list(old.payload.get("ours", []))
    return [*earlier, old.payload[name]] if old.state is State.SENDING else earlier


def _put_back(db: sqlite3.Connection, entry: sqlite3.Row, now: str) -> None:
    if not entry["replaced"]:
        return
    older = json.loads(entry["replaced"])
    seq = outbox.put(db, Kind.COMMENT_STATUS, entry["comment_id"], older["payload"], created=now)
    comments.renumber_decision(db, entry["comment_id"], older["seq"], seq)


def _projected(row: ListedComment, decision: Decision) -> CommentStatus:
    if decision is not Decision.RESTORE:
        return CommentStatus(decision.value)
    # The site remembers the status before spam or trash; until it has answered, "held" is shown, the careful guess.
    return CommentStatus.HOLD if row.status in _BINNED else row.status


def _decision_back_to(before: CommentStatus, current: CommentStatus) -> Decision:
    """What undoes a decision that was sent: the site's own restore where it remembers the earlier status."""
    if current in _BINNED and before not in _BINNED:
        return Decision.RESTORE
    return Decision(before.value)


def _payload(
    row: ListedComment, decision: Decision, projected: CommentStatus, old: OutboxItem | None
) -> dict[str, Any]:
    return {
        "decision": decision.value,
        "projected": projected.value,
        "seen_status": row.comment.status.value,
        "seen_content": row.comment.content,
        "ours": replaced_on_its_way(old, "projected"),
    }
