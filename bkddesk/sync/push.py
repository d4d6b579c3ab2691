"""Sends the outbox: one row -> one Outcome. The only place that decides what an error means for a row.

Before a request that may change the site, the row is marked "sending" on disk. A row found so later may have arrived:
its effect is looked for before anything is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from typing import Any

from bkddesk.model.changes import Changes
from bkddesk.model.clock import stamp
from bkddesk.model.comment import Comment, CommentStatus, Decision
from bkddesk.model.errors import (
    DeskError,
    ForbiddenError,
    GoneError,
    NetworkTroubleError,
    RejectedError,
    ServerTroubleError,
    SignInNeededError,
    ThrottledError,
    UnauthorizedError,
)
from bkddesk.model.outbox import Kind, OutboxItem, Outcome, Progress, State
from bkddesk.store import comments, outbox
from bkddesk.store.database import transaction
from bkddesk.sync.engine import Pass, chunks
from bkddesk.sync.publish import send_article
from bkddesk.wordpress import comments as remote

READ_AT_ONCE = 100
CONNECTIONS = 4
_FIRST_DELAY = timedelta(seconds=15)
_LONGEST_DELAY = timedelta(minutes=30)

# Errors that end the pass: nothing else would fare better now, and no attempt of the row is used up.
PASS_ENDING = (UnauthorizedError, SignInNeededError, NetworkTroubleError)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row: an outcome, why, and the comment as the site now has it."""

    outcome: Outcome
    reason: str = ""
    detail: str = ""
    comment: Comment | None = None
    retry_after: timedelta | None = None
    payload: dict[str, Any] | None = None
    """The row's payload as it shall be kept, where the attempt added something to it."""
    write: Callable[[], None] | None = None
    """Stores the site's answer, in the transaction that ends the row."""


def push(run: Pass) -> None:
    """Send every row that is due: statuses, edits, replies, then articles, each kind in the order of intent."""
    items = outbox.due(run.db, run.now())
    total = len(items)
    run.progress(Progress("push", 0, total))
    by_kind = {kind: [item for item in items if item.kind is kind] for kind in Kind}
    for chunk in chunks(by_kind[Kind.COMMENT_STATUS], READ_AT_ONCE):
        _send_comment_rows(run, chunk, _judge_status, _write_status, total)
    for chunk in chunks(by_kind[Kind.COMMENT_CONTENT], READ_AT_ONCE):
        _send_comment_rows(run, chunk, _judge_content, _write_content, total)
    for item in by_kind[Kind.COMMENT_REPLY]:
        _one_by_one(run, item, _send_reply, total)
    for item in by_kind[Kind.ARTICLE]:
        _one_by_one(run, item, _send_article, total)


# Comments: read again, judge, write -----------------------------------------------------------------------------

Judge = Callable[[OutboxItem, Comment], Result | None]
Write = Callable[[Pass, OutboxItem, Comment], Comment]


def _send_comment_rows(run: Pass, items: Sequence[OutboxItem], judge: Judge, write: Write, total: int) -> None:
    if run.cancelled():
        return
    try:
        fresh = remote.fetch_many(run.client, [item.subject for item in items])
    except ForbiddenError as error:  # the right to moderate was taken away meanwhile
        for item in items:
            _record(run, item, outcome_of(error), total)
        return
    to_write: list[OutboxItem] = []
    for item in items:
        comment = fresh.get(item.subject)
        verdict = Result(Outcome.GONE) if comment is None else judge(item, comment)
        if verdict is None:
            to_write.append(item)
        else:
            _record(run, item, verdict, total)
    # One durable mark for the whole chunk, before the first request.
    with transaction(run.db):
        outbox.mark_sending(run.db, [item.seq for item in to_write])
    _write_all(run, to_write, fresh, write, total)


def _write_all(run: Pass, items: Sequence[OutboxItem], fresh: dict[int, Comment], write: Write, total: int) -> None:
    ending: DeskError | None = None
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        futures: dict[Future[Comment], OutboxItem] = {
            pool.submit(write, run, item, fresh[item.subject]): item for item in items
        }
        for future in as_completed(futures):
            item = futures[future]
            try:
                result = Result(Outcome.APPLIED, comment=future.result())
            except CancelledError:
                with transaction(run.db):
                    outbox.back_to_waiting(run.db, [item.seq])
                continue
            except PASS_ENDING as error:
                if _is_about_this_row_alone(error):
                    result = outcome_of(error)
                else:
                    ending = ending or error
                    pool.shutdown(wait=False, cancel_futures=True)
                    continue
            except DeskError as error:
                result = outcome_of(error)
            _record(run, item, result, total)
            if run.cancelled():
                pool.shutdown(wait=False, cancel_futures=True)
    if ending is not None:
        raise ending


def _judge_status(item: OutboxItem, fresh: Comment) -> Result | None:
    """What to do about a decision, now that the comment was read again: None means write it."""
    decision = Decision(item.payload["decision"])
    binned = fresh.status in (CommentStatus.SPAM, CommentStatus.TRASH)
    done = not binned if decision is Decision.RESTORE else fresh.status.value == decision.value
    if done:
        return Result(Outcome.APPLIED, comment=fresh)
    if fresh.status not in (item.payload["seen_status"], *item.payload["ours"]):
        return Result(Outcome.CONFLICT, "handled", fresh.status, fresh)
    if fresh.content != item.payload["seen_content"]:
        return Result(Outcome.CONFLICT, "edited", "", fresh)
    return None


def _write_status(run: Pass, item: OutboxItem, fresh: Comment) -> Comment:
    decision = Decision(item.payload["decision"])
    if decision is Decision.RESTORE:
        word = "unspam" if fresh.status is CommentStatus.SPAM else "untrash"
    else:
        word = decision.value
    answer = remote.set_status(run.client, fresh, word)
    # An unknown or vetoed status is answered with 200 and no change: only the answer's own status counts.
    if decision is not Decision.RESTORE and answer.status.value != decision.value:
        raise RejectedError(f"status is {answer.status}", code="status_unchanged")
    return answer


def _judge_content(item: OutboxItem, fresh: Comment) -> Result | None:
    # KSES stores "&" as "&amp;": an edit whose answer was lost is found again all the same.
    if unescape(fresh.content) == unescape(item.payload["content"]):
        return Result(Outcome.APPLIED, comment=fresh)
    if fresh.content not in (item.payload["seen_content"], *item.payload["ours"]):
        return Result(Outcome.CONFLICT, "edited", "", fresh)
    return None


def _write_content(run: Pass, item: OutboxItem, fresh: Comment) -> Comment:
    return remote.set_content(run.client, fresh, item.payload["content"])


# Replies and articles: one at a time ------------------------------------------------------------------------------


def _one_by_one(run: Pass, item: OutboxItem, send: Callable[[Pass, OutboxItem], Result], total: int) -> None:
    if run.cancelled():
        return
    try:
        result = send(run, item)
    except PASS_ENDING as error:
        if not _is_about_this_row_alone(error):
            raise
        result = outcome_of(error)
    except DeskError as error:
        result = outcome_of(error)
    _record(run, item, result, total)


def _send_reply(run: Pass, item: OutboxItem) -> Result:
    post, parent, content = (item.payload[name] for name in ("post", "parent", "content"))
    if item.state is State.SENDING:
        copy = remote.find_reply(run.client, run.site.account.user_id, post, parent, content)
        if copy is not None:
            return Result(Outcome.APPLIED, comment=copy)
    answered = remote.fetch_many(run.client, [parent]).get(parent)
    if answered is None or answered.status in (CommentStatus.SPAM, CommentStatus.TRASH):
        return Result(Outcome.CONFLICT, "parent_gone", "", answered)
    with transaction(run.db):
        outbox.mark_sending(run.db, [item.seq])
    try:
        return Result(Outcome.APPLIED, comment=remote.reply(run.client, post, parent, content))
    except RejectedError as error:
        if error.code != "comment_duplicate":
            raise
        # 409 says only that somebody wrote this before: done only if it was this account, here.
        copy = remote.find_reply(run.client, run.site.account.user_id, post, parent, content)
        if copy is None:
            raise
        return Result(Outcome.APPLIED, comment=copy)


def _send_article(run: Pass, item: OutboxItem) -> Result:
    sent = send_article(run, item)
    if sent.conflict:
        return Result(Outcome.CONFLICT, sent.conflict, payload=sent.payload)
    return Result(Outcome.APPLIED, payload=sent.payload, write=sent.write)


# What an error means for a row ------------------------------------------------------------------------------------


def outcome_of(error: DeskError) -> Result:
    """The outcome that an error stands for."""
    name = type(error).__name__.removesuffix("Error")
    match error:
        case ThrottledError():
            return Result(Outcome.RETRY, name, error.detail, retry_after=error.retry_after)
        case RejectedError(code="comment_flood"):
            return Result(Outcome.RETRY, "comment_flood", error.detail)
        case NetworkTroubleError():
            return Result(Outcome.RETRY, name, error.detail)
        case GoneError(code="rest_already_trashed"):
            return Result(Outcome.APPLIED)
        case GoneError():
            return Result(Outcome.GONE)
        case RejectedError() | ForbiddenError():
            return Result(Outcome.REJECTED, error.code or name, error.detail)
        case _:
            return Result(Outcome.REJECTED, name, error.detail)


def _is_about_this_row_alone(error: DeskError) -> bool:
    # A plain 500 may be this one row's doing (a plugin that chokes on it): the others still get their turn.
    return isinstance(error, ServerTroubleError) and error.status == 500


def back_off(attempts: int) -> timedelta:
    """How long to wait before attempt number `attempts` + 1: 15 s, doubling, at most half an hour."""
    return min(_FIRST_DELAY * (1 << min(attempts, 12)), _LONGEST_DELAY)


def _record(run: Pass, item: OutboxItem, result: Result, total: int) -> None:
    changes = Changes.OUTBOX | (Changes.DRAFTS | Changes.ARTICLES if item.kind is Kind.ARTICLE else Changes.COMMENTS)
    if result.payload is not None:
        item = replace(item, payload=result.payload)
    with transaction(run.db):
        if result.comment is not None:
            comments.store(run.db, [result.comment])
        if result.write is not None:
            result.write()
        match result.outcome:
            case Outcome.APPLIED:
                outbox.finish(run.db, item, result.outcome, run.now())
                run.count("sent")
            case Outcome.GONE:
                comments.remove(run.db, [item.subject] if item.kind is not Kind.ARTICLE else [])
                outbox.finish(run.db, item, result.outcome, run.now())
                run.count("sent")
            case Outcome.RETRY:
                until = run.clock() + (result.retry_after or back_off(item.attempts))
                outbox.put_off(run.db, item.seq, until=stamp(until), reason=result.reason, detail=result.detail)
                run.count("put_off")
            case Outcome.REJECTED | Outcome.CONFLICT:
                state = State.REJECTED if result.outcome is Outcome.REJECTED else State.CONFLICT
                outbox.park(run.db, item.seq, state, reason=result.reason, detail=result.detail, payload=result.payload)
                run.count("parked")
    run.progress(Progress("push", sum(run.tally.get(name, 0) for name in ("sent", "put_off", "parked")), total))
    run.on_change(changes)
