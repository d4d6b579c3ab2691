"""The site's article -> a draft to edit: content as Markdown, terms as names, and why it is read-only where it is."""

from __future__ import annotations

from collections.abc import Mapping

from bkddesk.markup.to_markdown import open_content, unfaithful
from bkddesk.model.article import Article, Draft

NOT_EDITABLE = "not_editable"


def draft_from_article(article: Article, category_paths: Mapping[int, str], tag_names: Mapping[int, str]) -> Draft:
    """A draft (id 0, no key) of an article of the site.

    `read_only` names the reason when the account may not edit it ("not_editable"), or when its content cannot be held
    without damage (the block names). Terms whose names are unknown here are left out of the draft, not of the site.
    """
    fields = article.fields
    reason = "" if article.editable else NOT_EDITABLE
    return Draft(
        id=0,
        key="",
        article_id=article.id,
        base=fields,
        title=fields.title,
        markdown=open_content(fields.content).markdown,
        excerpt=fields.excerpt,
        slug=fields.slug,
        status=fields.status,
        date=fields.date,
        categories=tuple(category_paths[term] for term in fields.categories if term in category_paths),
        tags=tuple(tag_names[term] for term in fields.tags if term in tag_names),
        featured_media=fields.featured_media,
        comment_status=fields.comment_status,
        read_only=reason or unfaithful(fields.content),
    )
