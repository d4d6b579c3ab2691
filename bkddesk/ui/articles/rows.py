"""What a list of articles holds: the person's drafts and the site's articles, one kind of row for both. No Qt."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from bkddesk.desk import Desk
from bkddesk.model.article import ListedArticle, ListedDraft, PostStatus
from bkddesk.ui.context import Place

STATUSES: dict[Place, tuple[str, ...]] = {
    Place.DRAFTS: (PostStatus.DRAFT,),
    Place.PENDING_REVIEW: (PostStatus.PENDING,),
    Place.SCHEDULED: (PostStatus.FUTURE,),
    Place.PUBLISHED: (PostStatus.PUBLISH, PostStatus.PRIVATE),
}
_EXCERPT = 240
_SOURCE = 8 * _EXCERPT


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `moment` sorts and is shown: UTC for drafts, site time for articles with a date."""

    draft_id: int | None
    article_id: int | None
    title: str
    source: str
    """The excerpt, or the beginning of the text with its marks; `excerpt` reads it when the row is seen."""
    author: str = ""
    moment: datetime | None = None
    is_local: bool = False
    """Holds changes that exist on this laptop alone."""
    waiting: str = ""
    """The status that the waiting publication gives it, or ""."""
    attention: str = ""
    """"conflict", "rejected" or ""."""
    is_private: bool = False
    comments_held: int = 0
    comments_total: int = 0
    link: str = ""

    @property
    def excerpt(self) -> str:
        """The second line, without marks."""
        return plain(self.source)

    @property
    def key(self) -> tuple[str, int]:
        """The same row after the list was read again."""
        return ("draft", self.draft_id) if self.draft_id is not None else ("article", self.article_id or 0)


def rows_of(desk: Desk, place: Place, search: str, limit: int = 1000) -> list[Row]:
    """The rows of a place, newest first; `search` in title, text and excerpt; of each status at most `limit`."""
    statuses = STATUSES[place]
    zone = desk.site.found.zone
    drafts = {found.draft.id: found for found in desk.drafts(search)}
    rows: list[Row] = []
    in_drafts: set[int] = set()
    for found in drafts.values():
        if _belongs(found, place):
            rows.append(_draft_row(found))
            if found.draft.article_id is not None:
                in_drafts.add(found.draft.article_id)
    for status in statuses:
        for listed in desk.articles(status, search, limit=limit):
            draft = drafts.get(listed.draft_id or 0)
            if listed.article.id not in in_drafts:
                rows.append(_article_row(listed, draft, zone))
    return sorted(rows, key=lambda row: row.moment.timestamp() if row.moment else 0.0, reverse=True)


def _belongs(found: ListedDraft, place: Place) -> bool:
    """Whether an unsent draft shows as a row of its own here: it goes where it is being sent, or waits among drafts."""
    if found.queued_status:
        return found.queued_status in STATUSES[place]
    # Elsewhere, edits of an article that is on the site show on the article's own row.
    return place is Place.DRAFTS


def _draft_row(found: ListedDraft) -> Row:
    draft = found.draft
    return Row(
        draft_id=draft.id,
        article_id=draft.article_id,
        title=draft.title,
        source=draft.excerpt or draft.markdown[:_SOURCE],
        moment=datetime.fromisoformat(draft.modified) if draft.modified else None,
        is_local=True,
        waiting=found.queued_status,
        attention=found.attention,
        is_private=found.queued_status == PostStatus.PRIVATE,
    )


def _article_row(listed: ListedArticle, draft: ListedDraft | None, zone: tzinfo) -> Row:
    article = listed.article
    return Row(
        draft_id=listed.draft_id,
        article_id=article.id,
        title=draft.draft.title if draft else article.fields.title,
        source=article.fields.excerpt or article.fields.content[:_SOURCE],
        author=article.author_name,
        moment=_site_time(article.fields.date, zone),
        is_local=listed.draft_id is not None,
        waiting=listed.status if listed.queued and (draft is None or not draft.attention) else "",
        attention=draft.attention if draft else "",
        is_private=listed.status == PostStatus.PRIVATE,
        comments_held=listed.comments_held,
        comments_total=listed.comments_total,
        link=article.link,
    )


def _site_time(date: str, zone: tzinfo) -> datetime | None:
    if not date or date.startswith("0000"):
        return None
    moment = datetime.fromisoformat(date)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_MARK = re.compile(
    r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)"
    r"|\*\*|__|`+|!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)"
)


@lru_cache(maxsize=2000)
def plain(text: str) -> str:
    """The beginning of a text without its marks, on one line; for a list, not for a page."""
    bare = _TAG.sub(" ", _COMMENT.sub(" ", text[:_SOURCE]))
    bare = _MARK.sub(lambda found: found[1] or "", html.unescape(bare))
    return " ".join(bare.split())[:_EXCERPT]


def words_of(rows: list[Row]) -> Iterator[str]:
    """Titles, for tests and screen readers."""
    for row in rows:
        yield row.title
