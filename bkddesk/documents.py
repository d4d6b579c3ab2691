"""Files and drafts: Markdown with front matter in and out, conversion, the preview as one file. No site is needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bkddesk.markup import front_matter
from bkddesk.model.article import Draft, PostStatus
from bkddesk.model.errors import InvalidInputError

if TYPE_CHECKING:
    from bkddesk.desk import Desk
    from bkddesk.markup.page import PageArticle
    from bkddesk.model.site import Site

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


def page_article(draft: Draft, site: Site | None, author: str = "", today: str = "") -> PageArticle:
    """What a preview shows of a draft: the article as it will stand on the site, furniture included."""
    from bkddesk.markup.page import PageArticle, article_of_content

    islands = article_of_content(draft.base.content)[1] if draft.base else {}
    return PageArticle(
        title=draft.title,
        markdown=draft.markdown,
        author=author or (site.account.name if site else ""),
        date_text=draft.date[:10] or today,
        categories=draft.categories,
        tags=draft.tags,
        site_name=site.name if site else "",
        site_url=site.url if site else "",
        language="id",
        islands=islands,
    )


def preview_file(draft: Draft, desk: Desk | None) -> str:
    """The draft as one self-contained page: no script, nothing loaded from elsewhere."""
    from bkddesk.markup.page import one_file, render_page

    return one_file(render_page(page_article(draft, desk.site if desk else None)))
