"""`outbox list|retry|drop`."""

from __future__ import annotations

from argparse import Namespace

from bkddesk.cli.session import Exit, Session
from bkddesk.language import tr
from bkddesk.model.outbox import OutboxItem


def list_outbox(session: Session, arguments: Namespace) -> Exit:
    """Every waiting or parked row, in the order of intent."""
    with session.desk() as desk:
        for item in desk.outbox():
            if arguments.json:
                session.data_json(_as_json(item))
            else:
                what = item.payload.get("decision") or item.payload.get("publish", {}).get("status") or ""
                session.data(f"{item.seq}\t{item.kind}\t{item.subject}\t{what}\t{item.state}\t{item.reason}")
    return Exit.DONE


def _as_json(item: OutboxItem) -> dict[str, object]:
    return {
        "seq": item.seq, "kind": item.kind.value, "subject": item.subject, "created": item.created,
        "state": item.state.value, "attempts": item.attempts, "not_before": item.not_before, "reason": item.reason,
        "detail": item.detail, "payload": item.payload,
    }  # fmt: skip


def retry(session: Session, arguments: Namespace) -> Exit:
    """Try rows again at the next sync; all of them without numbers."""
    with session.desk() as desk:
        desk.retry(arguments.seqs or [item.seq for item in desk.outbox()])
    return Exit.DONE


def drop(session: Session, arguments: Namespace) -> Exit:
    """Take rows back before they are sent."""
    with session.desk() as desk:
        dropped = desk.drop(arguments.seqs)
    for seq in sorted(set(arguments.seqs) - set(dropped)):
        session.say(tr("not taken back, it may be on its way: {seq}", seq=seq))
    return Exit.DONE if len(dropped) == len(set(arguments.seqs)) else Exit.SOME_FAILED
