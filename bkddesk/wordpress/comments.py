"""Comments over REST: reading them in full, and deciding, editing and answering without destroying evidence.

Knows nothing of queues or of what a decision means to a person. Every write sends the writer's IP address and user
agent back: WordPress replaces both by the moderator's own otherwise, even where only the status is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import TYPE_CHECKING

from bkddesk.model.comment import Comment, CommentStatus
from bkddesk.model.errors import ForbiddenError
from bkddesk.wordpress.client import PER_PAGE, Client, Page, Value, page_of, total_of

if TYPE_CHECKING:
    from bkddesk.wordpress import wire

FIELDS = (
    "id,post,parent,author,author_name,author_email,author_url,author_ip,author_user_agent,"
    "date,date_gmt,content,link,status,type"
)
"""What is asked for: without avatars and links an answer is half as long."""

_PATH = "wp/v2/comments"
_STATUSES = {status.value: status for status in CommentStatus}
_TAG = re.compile(r"<[^>]*>")


def query_word(status: str) -> str:
    """The word by which a status is asked for: "approve" where answers say "approved"."""
    return "approve" if status == "approved" else status


def fetch_page(
    client: Client,
    *,
    status: str = "any",
    page: int = 1,
    per_page: int = PER_PAGE,
    orderby: str = "id",
    order: str = "desc",
    after: str | None = None,
    before: str | None = None,
    search: str | None = None,
    post: int | None = None,
    author: int | None = None,
) -> Page[Comment]:
    """One page of comments with email, IP and raw text (context=edit: needs `moderate_comments`, else ForbiddenError).

    `status`: "hold", "approved", "spam", "trash", "all" (approved and held) or "any". `after` and `before` are
    exclusive, ISO 8601, site time where they name no zone. Pingbacks, notes, and comments of articles that are in the
    trash are left out, so a page may hold fewer than `per_page`. A page past the end is empty.
    """
    from bkddesk.wordpress import wire

    params = _list_params(status, page, per_page, orderby, order, after, before, search, post, author)
    reply = client.get(_PATH, {**params, "context": "edit", "_fields": FIELDS}, shape=list[wire.Comment])
    items = [_comment(one) for one in reply.value if _shown(one)]
    return page_of(items, reply.headers, page=page, per_page=per_page, received=len(reply.value))


def fetch_ids(
    client: Client,
    *,
    status: str = "any",
    page: int = 1,
    per_page: int = PER_PAGE,
    order: str = "asc",
    after: str | None = None,
    before: str | None = None,
) -> Page[tuple[int, str]]:
    """One page of (id, status as answers name it): four times as fast as whole comments. By id, oldest first.

    Leaves out what `fetch_page` leaves out.
    """
    from bkddesk.wordpress import wire

    params = _list_params(status, page, per_page, "id", order, after, before, None, None, None)
    reply = client.get(_PATH, {**params, "context": "edit", "_fields": "id,status"}, shape=list[wire.CommentStatus])
    items = [(one.id, one.status) for one in reply.value if one.status in _STATUSES]
    return page_of(items, reply.headers, page=page, per_page=per_page, received=len(reply.value))


def fetch_many(client: Client, ids: Iterable[int]) -> dict[int, Comment]:
    """These comments by id, whatever their status, 100 a call. One that is absent was deleted for good."""
    from bkddesk.wordpress import wire

    wanted = list(dict.fromkeys(ids))
    found = {}
    for start in range(0, len(wanted), PER_PAGE):
        params: dict[str, Value] = {
            "include": wanted[start : start + PER_PAGE],
            "status": "any",
            "type": "comment",
            "per_page": PER_PAGE,
            "context": "edit",
            "_fields": FIELDS,
        }
        reply = client.get(_PATH, params, shape=list[wire.Comment])
        found.update({one.id: _comment(one) for one in reply.value if _shown(one)})
    return found


def totals(client: Client, *, after: str | None = None, before: str | None = None) -> dict[CommentStatus, int]:
    """How many comments the site has of each status, by four HEAD requests; between two moments where given."""
    return {status: count(client, status, after=after, before=before) for status in CommentStatus}


def count(client: Client, status: str, *, after: str | None = None, before: str | None = None) -> int:
    """How many comments have this status, between two moments (exclusive) where given."""
    params = _list_params(status, 1, 1, "id", "asc", after, before, None, None, None)
    # context=edit costs nothing here and turns a missing right into a 403 rather than into a smaller number.
    return total_of(client.head(_PATH, {**params, "context": "edit", "_fields": "id"}))


def set_status(client: Client, comment: Comment, word: str) -> Comment:
    """Give a comment a status; the comment as the answer has it, whose `status` tells what really happened.

    `word`: "approved", "hold", "spam", "trash", or "unspam" and "untrash", which bring the earlier status back. The
    same status again is fine. Trash goes by DELETE, which keeps the evidence by itself and never deletes for good:
    on a site without trash it is a RejectedError (`rest_trash_not_supported`), where a status write would delete.
    GoneError: deleted (`rest_comment_invalid_id`) or in the trash already (`rest_already_trashed`).
    """
    from bkddesk.wordpress import wire

    if word == "trash":
        return _comment(client.delete(f"{_PATH}/{comment.id}", {"_fields": FIELDS}, shape=wire.Comment).value)
    return _write(client, comment, {"status": word})


def set_content(client: Client, comment: Comment, content: str) -> Comment:
    """Replace a comment's text; the comment as the site stored it, which may have taken markup out."""
    return _write(client, comment, {"content": content})


def reply(client: Client, post: int, parent: int, content: str) -> Comment:
    """Answer a comment as the signed-in account; the new comment.

    RejectedError: `comment_duplicate` (409: done only if `find_reply` finds it), `rest_comment_content_invalid`
    (empty), `comment_content_column_length` (too long), `comment_flood` (too soon after the last one: this reply has to
    wait, nothing else has). ForbiddenError: `rest_comment_closed`, `rest_comment_draft_post`,
    `rest_comment_trash_post`, `rest_comment_invalid_post_id` (the article was deleted). Links in it come back with
    `rel="nofollow ugc"`.
    """
    from bkddesk.wordpress import wire

    body: dict[str, object] = {"post": post, "parent": parent, "content": content}
    answer = client.post(_PATH, body, {"_fields": FIELDS}, shape=wire.Comment)
    return _comment(answer.value)


def find_reply(
    client: Client, author_id: int, post: int, parent: int, content: str, *, after: str | None = None
) -> Comment | None:
    """The reply with this text by this account, or None: the proof that a reply whose answer was lost had arrived.

    Compares what is left of the text without markup and spacing, since the site may have cleaned it.
    """
    wanted = _plain(content)
    for one in _replies(client, author_id, post, parent, after):
        if one.author == author_id and one.parent == parent and _plain(one.content) == wanted:
            return one
    return None


def _replies(client: Client, author_id: int, post: int, parent: int, after: str | None) -> list[Comment]:
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {
        "post": post,
        "parent": parent,
        "after": after,
        "type": "comment",
        "per_page": PER_PAGE,
        "orderby": "id",
        "order": "desc",
        "_fields": FIELDS,
    }
    try:
        found = client.get(
            _PATH, {**params, "author": author_id, "status": "any", "context": "edit"}, shape=list[wire.Comment]
        )
    except ForbiddenError:
        # Without moderate_comments neither `author` nor `status` may be asked: what is public is what there is.
        found = client.get(_PATH, params, shape=list[wire.Comment])
    return [_comment(one, approved=True) for one in found.value]


def _list_params(
    status: str,
    page: int,
    per_page: int,
    orderby: str,
    order: str,
    after: str | None,
    before: str | None,
    search: str | None,
    post: int | None,
    author: int | None,
) -> Mapping[str, Value]:
    return {
        # Editorial notes are comments of another type, and must never be taken for what the public wrote.
        "type": "comment",
        "status": query_word(status),
        "page": page,
        "per_page": per_page,
        "orderby": orderby,
        "order": order,
        "after": after,
        "before": before,
        "search": search,
        "post": post,
        "author": author,
    }


def _write(client: Client, comment: Comment, values: Mapping[str, object]) -> Comment:
    from bkddesk.wordpress import wire

    body = dict(values)
    # WordPress refuses an empty address (400): where the writer's is unknown, it cannot be kept so.
    if comment.author_ip:
        body["author_ip"] = comment.author_ip
    if comment.author_user_agent:
        body["author_user_agent"] = comment.author_user_agent
    # An empty user agent counts as none given; only a request without any User-Agent leaves it empty.
    answer = client.post(
        f"{_PATH}/{comment.id}",
        body,
        {"_fields": FIELDS},
        shape=wire.Comment,
        user_agent=bool(comment.author_user_agent),
    )
    return _comment(answer.value)


def _shown(one: wire.Comment) -> bool:
    return one.type == "comment" and one.status in _STATUSES


def _comment(one: wire.Comment, *, approved: bool = False) -> Comment:
    fallback = CommentStatus.APPROVED if approved else CommentStatus.HOLD
    return Comment(
        id=one.id,
        post=one.post,
        parent=one.parent,
        author=one.author,
        author_name=one.author_name,
        author_email=one.author_email,
        author_url=one.author_url,
        author_ip=one.author_ip,
        author_user_agent=one.author_user_agent,
        date=one.date,
        date_gmt=one.date_gmt,
        content=one.content.rendered if one.content.raw is None else one.content.raw,
        link=one.link,
        status=_STATUSES.get(one.status, fallback),
        type=one.type,
    )


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", text)).split())
