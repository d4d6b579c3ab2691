"""`comments list|approve|hold|spam|trash|restore|reply`."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta

from bkddesk.cli.session import Exit, Session, UsageError
from bkddesk.language import tr
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision, ListedComment

_ROWS_AT_ONCE = 200


def list_comments(session: Session, arguments: Namespace) -> Exit:
    """The projected list: the site's truth with what waits laid over it, newest first."""
    status = None if arguments.status == "any" else CommentStatus(arguments.status)
    with session.desk() as desk:
        ids = desk.list_comments(CommentQuery(status, search=arguments.search))
        for start in range(0, len(ids), _ROWS_AT_ONCE):
            chunk = ids[start : start + _ROWS_AT_ONCE]
            rows = desk.comments(chunk)
            for comment_id in chunk:
                row = rows[comment_id]
                if arguments.json:
                    session.data_json(as_json(row))
                else:
                    text = " ".join(row.content.split())
                    session.data(f"{row.id}\t{row.status}\t{row.comment.date_gmt}\t{row.comment.author_name}\t{text}")
    return Exit.DONE


def as_json(row: ListedComment) -> dict[str, object]:
    """A comment in WordPress's own field names, and the waiting decision."""
    comment = row.comment
    return {
        "id": comment.id, "post": comment.post, "parent": comment.parent, "author": comment.author,
        "author_name": comment.author_name, "author_email": comment.author_email, "author_url": comment.author_url,
        "author_ip": comment.author_ip, "author_user_agent": comment.author_user_agent, "date": comment.date,
        "date_gmt": comment.date_gmt, "content": row.content, "link": comment.link, "status": row.status.value,
        "type": comment.type, "pending": row.pending.value if row.pending else None,
    }  # fmt: skip


def moderate(session: Session, arguments: Namespace) -> Exit:
    """Decide about comments by id; unknown ids are named and fail."""
    ids = _ids(session, arguments.ids)
    with session.desk() as desk:
        known = [comment_id for comment_id in ids if comment_id in desk.comments([comment_id])]
        decided = desk.moderate(known, Decision(arguments.decision))
    for comment_id in sorted(set(ids) - set(known)):
        session.say(tr("no such comment here: {id}", id=comment_id))
    session.say(tr("{n} waiting in the outbox.", n=decided.count))
    return Exit.DONE if len(known) == len(ids) else Exit.SOME_FAILED


def _ids(session: Session, words: list[str]) -> list[int]:
    if "-" in words:
        words = [word for word in words if word != "-"] + session.stdin.read().split()
    try:
        return [int(word) for word in words]
    except ValueError as error:
        raise UsageError(tr("not a comment id: {error}", error=error)) from error


def reply(session: Session, arguments: Namespace) -> Exit:
    """Answer a comment with the text on standard input."""
    with session.desk() as desk:
        seq = desk.reply(arguments.id, session.stdin.read().strip(), undo_window=timedelta(0))
    session.data(str(seq))
    return Exit.DONE
