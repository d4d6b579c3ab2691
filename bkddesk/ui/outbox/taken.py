"""What was taken back from the outbox, so that it can be intended once more."""

from __future__ import annotations

from collections.abc import Sequence

from bkddesk.desk import Desk
from bkddesk.model.article import PostStatus, PublishOptions
from bkddesk.model.comment import Decision
from bkddesk.model.outbox import Kind, OutboxItem


def intend_again(desk: Desk, items: Sequence[OutboxItem]) -> None:
    """Undo having taken these back: the same decisions, texts and publications, made anew.

    Raises NotFoundError where the comment is gone, InvalidInputError where the time of a publication has passed.
    """
    for decision in Decision:
        decided = [
            item.subject
            for item in items
            if item.kind is Kind.COMMENT_STATUS and item.payload["decision"] == decision.value
        ]
        if decided:
            desk.moderate(decided, decision)
    for item in items:
        match item.kind:
            case Kind.COMMENT_CONTENT:
                desk.edit_comment(item.subject, item.payload["content"])
            case Kind.COMMENT_REPLY:
                desk.reply(item.payload["parent"], item.payload["content"])
            case Kind.ARTICLE:
                publish = item.payload["publish"]
                desk.publish(item.subject, PublishOptions(PostStatus(publish["status"]), publish["date"]))
