"""The sidebar's places, their words, icons and figures."""

from __future__ import annotations

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.comment import CommentStatus
from bkddesk.ui.context import Place
from bkddesk.ui.status import number
from bkddesk.ui.widgets.sidebar import Sidebar, SideItem

PLACE_KEYS = {
    Place.PENDING: "Ctrl+1",
    Place.APPROVED: "Ctrl+2",
    Place.SPAM: "Ctrl+3",
    Place.TRASH: "Ctrl+4",
    Place.DRAFTS: "Ctrl+5",
    Place.SCHEDULED: "Ctrl+6",
    Place.PUBLISHED: "Ctrl+7",
    Place.OUTBOX: "Ctrl+8",
}
"""Ctrl+9 is the report's. Pending Review has no key: there are ten places and nine keys."""


def side_items(*, moderates: bool) -> list[SideItem]:
    """Every row, in order. Who may not moderate sees why, not an empty queue."""
    tip = "" if moderates else tr("This account cannot moderate")
    return [
        SideItem("", tr("Moderation"), section=True),
        SideItem(Place.PENDING, tr("Pending"), "queue", rail=True, tip=tip),
        SideItem(Place.APPROVED, tr("Approved"), "check", tip=tip),
        SideItem(Place.SPAM, tr("Spam"), "spam", tip=tip),
        SideItem(Place.TRASH, tr("Trash"), "trash", tip=tip),
        SideItem("", tr("Articles"), section=True),
        SideItem(Place.DRAFTS, tr("Drafts"), "drafts", rail=True),
        SideItem(Place.PENDING_REVIEW, tr("Pending Review"), "eye"),
        SideItem(Place.SCHEDULED, tr("Scheduled"), "clock"),
        SideItem(Place.PUBLISHED, tr("Published"), "article"),
        SideItem("", gap=True),
        SideItem(Place.OUTBOX, tr("Outbox"), "outbox", rail=True),
    ]


def place_name(place: Place) -> str:
    """The place as the sidebar calls it."""
    return next(item.text for item in side_items(moderates=True) if item.key == place)


def place_icon(place: Place) -> str:
    """The icon that stands before it in the sidebar."""
    return next(item.icon for item in side_items(moderates=True) if item.key == place)


def show_counts(sidebar: Sidebar, desk: Desk) -> None:
    """Write the present figures beside the places; no zero is shown."""
    comments = desk.comment_counts()
    articles = desk.article_counts()
    outbox = desk.outbox_counts()
    figures = {
        Place.PENDING: comments[CommentStatus.HOLD],
        Place.DRAFTS: desk.unsent_drafts(),
        Place.PENDING_REVIEW: articles.get("pending", 0),
        Place.SCHEDULED: articles.get("future", 0),
        Place.OUTBOX: outbox.waiting + outbox.attention,
    }
    for place, figure in figures.items():
        sidebar.set_count(place, number(figure) if figure else "")
