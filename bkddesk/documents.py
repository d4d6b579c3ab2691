"""Files and drafts: Markdown with front matter in and out, conversion, the preview as one file. No site is needed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bkddesk.markup import front_matter
from bkddesk.model.article import Draft, PostStatus
from bkddesk.model.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from bkddesk.desk import Desk
    from bkddesk.markup.page import PageArticle

DateText = Callable[[datetime], str]
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
"""The page is in the language of the site's readers, whatever the tool's own is."""
_LISTS = ("categories", "tags")
_TEXTS = ("title", "slug", "excerpt", "date", "status", "comment_status")
# Other programs' words for the same.
_ALIASES = {"category": "categories", "tag": "tags", "description": "excerpt"}


def draft_from_text(text: str) -> Draft:
    """A draft (id 0) of a Markdown file's text. Unknown keys of the front matter go to `extra`.

    Raises InvalidInputError for front matter that cannot be read, or an unknown status.
    """
    values, body = front_matter.split(text)
    known: dict[str, Any] = {}
    extra: dict[str, object] = {}
    for key, value in values.items():
        name = _ALIASES.get(key, key)
        if name in _LISTS and name not in known:
            known[name] = front_matter.as_list(value)
        elif name in _TEXTS and name not in known:
            known[name] = front_matter.as_text(value)
        else:
            extra[key] = value
    if known.get("status") and known["status"] not in set(PostStatus):
        raise InvalidInputError(f"unknown status: {known['status']}")
    return replace(Draft(0, ""), markdown=body, extra=extra, **{k: v for k, v in known.items() if v})


def text_from_draft(draft: Draft) -> str:
    """A Markdown file's text of a draft: what is set, in a fixed order, then the unknown keys as they came."""
    values: dict[str, object] = {}
    for name in ("title", "slug", "date", "categories", "tags", "excerpt"):
        value = getattr(draft, name)
        if value:
            values[name] = list(value) if isinstance(value, tuple) else value
    if draft.status != PostStatus.DRAFT:
        values["status"] = str(draft.status)
    if draft.comment_status != "open":
        values["comment_status"] = draft.comment_status
    return front_matter.join(values | draft.extra, draft.markdown)


def to_blocks(markdown: str) -> str:
    """Markdown (with front matter or without) as block markup."""
    from bkddesk.markup.to_blocks import to_blocks as convert

    return convert(front_matter.split(markdown)[1])


def to_markdown(content: str) -> str:
    """Block markup as Markdown; what Markdown cannot say stands as placeholders."""
    from bkddesk.markup.to_markdown import open_content

    return open_content(content).markdown


def page_article(draft: Draft, desk: Desk | None, date_text: DateText, language: str = "id") -> PageArticle:
    """What a preview shows of a draft, as it will stand on the site, furniture included; locked blocks left out.

    `date_text` writes the article's day, site time, as readers see it. Without a Desk nothing of a site is shown.
    """
    from bkddesk.markup.page import PageArticle

    article = PageArticle(
        title=draft.title,
        markdown=draft.markdown,
        date_text=_date_words(draft.date, date_text),
        categories=tuple(name.rsplit(" > ", 1)[-1] for name in draft.categories),
        tags=draft.tags,
        comment_text="" if draft.article_id else "0 Komentar",
        language=language,
    )
    if desk is None:
        return article
    author = desk.site.account.name
    if draft.article_id:
        with suppress(NotFoundError):  # made a moment ago, not read back yet
            author = desk.article(draft.article_id).author_name or author
    picture = desk.media_item(draft.featured_media) if draft.featured_media else None
    return replace(
        article,
        author=author,
        date_text=article.date_text or date_text(desk.now().astimezone(desk.site.found.zone)),
        featured_image_src=picture.source_url if picture else "",
        featured_image_alt=picture.alt_text if picture else "",
        site_name=desk.site.name,
        site_url=desk.site.found.url,
    )


def preview_file(draft: Draft, desk: Desk | None) -> str:
    """The draft as one self-contained page: no script, nothing loaded from elsewhere."""
    from bkddesk.markup.page import article_of_content, one_file, render_page

    islands = article_of_content(draft.base.content)[1] if draft.base else {}
    return one_file(render_page(replace(page_article(draft, desk, _day), islands=islands)))


def _date_words(date: str, date_text: DateText) -> str:
    """A file's front matter may say anything: what is no date is shown as it is."""
    try:
        return date_text(datetime.fromisoformat(date)) if date else ""
    except ValueError:
        return date


def _day(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
