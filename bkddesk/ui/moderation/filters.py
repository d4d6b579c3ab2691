"""The filters of a list: which there are, how they read as chips, and the menu that sets them.

Knows the Desk for titles; changes a CommentQuery, shows nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.comment import CommentQuery, CommentStatus, ListedComment
from bkddesk.model.errors import NotFoundError
from bkddesk.ui import theme
from bkddesk.ui.moderation.comment_text import name_line
from bkddesk.ui.moderation.facts import article_title, writer
from bkddesk.ui.moderation.list_pane import ChipText
from bkddesk.ui.moderation.times import number

Changed = Callable[[CommentQuery], None]
_ARTICLES = 15


def is_filtered(query: CommentQuery) -> bool:
    """Whether anything but the place narrows the list."""
    return bool(query.search or query.post or query.author_email or query.has_link)


def without_filters(query: CommentQuery) -> CommentQuery:
    """The place alone, in the same order."""
    return CommentQuery(query.status, oldest_first=query.oldest_first)


def chips(query: CommentQuery, desk: Desk) -> list[ChipText]:
    """The active filters in words; the search stands in its field."""
    found = []
    if query.include_waiting:
        found.append(ChipText("include_waiting", tr("Including those waiting to be sent"), "clock"))
    if query.has_link:
        found.append(ChipText("has_link", tr("Has a link"), "link"))
    if query.post is not None:
        found.append(ChipText("post", _title(desk, query.post), "article"))
    if query.author_email:
        found.append(ChipText("author_email", name_line(query.author_email), "user"))
    return found


def without(query: CommentQuery, key: str) -> CommentQuery:
    """The query without one of its filters."""
    match key:
        case "include_waiting":
            return replace(query, include_waiting=False)
        case "has_link":
            return replace(query, has_link=False)
        case "post":
            return replace(query, post=None)
        case _:
            return replace(query, author_email=None)


def filter_menu(parent: QWidget, query: CommentQuery, desk: Desk, row: ListedComment | None, changed: Changed) -> QMenu:
    """The menu of the filter button. `row` is the comment on screen: its article and writer come first."""
    menu = QMenu(parent)

    def toggle(text: str, icon: str, on: bool, to: CommentQuery) -> QAction:
        action = menu.addAction(theme.icon(icon), text)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: changed(to))
        return action

    toggle(tr("Has a link"), "link", query.has_link, replace(query, has_link=not query.has_link))
    toggle(
        tr("Including those waiting to be sent"), "clock", query.include_waiting,
        replace(query, include_waiting=not query.include_waiting),
    )  # fmt: skip
    menu.addSeparator()
    if row is not None:
        menu.addAction(
            theme.icon("article"), tr("Only “{title}”", title=_short(article_title(row))),
            lambda: changed(replace(query, post=row.comment.post)),
        )  # fmt: skip
        if row.comment.author_email:
            menu.addAction(
                theme.icon("user"), tr("Only by {name}", name=_short(writer(row))),
                lambda: changed(replace(query, author_email=row.comment.author_email)),
            )  # fmt: skip
    articles = menu.addMenu(theme.icon("list"), tr("Only one article"))
    articles.aboutToShow.connect(lambda: _fill_articles(articles, query, desk, changed))
    if is_filtered(query) or query.include_waiting:
        menu.addSeparator()
        menu.addAction(theme.icon("close"), tr("Remove filters"), lambda: changed(without_filters(query)))
    return menu


def _fill_articles(menu: QMenu, query: CommentQuery, desk: Desk, changed: Changed) -> None:
    """The articles with most comments here; read when somebody opens the menu."""
    menu.clear()
    held = query.status is CommentStatus.HOLD
    listed = sorted(
        desk.articles(None), key=lambda one: one.comments_held if held else one.comments_total, reverse=True
    )
    for one in listed[:_ARTICLES]:
        count = one.comments_held if held else one.comments_total
        if count:
            title = name_line(one.article.fields.title) or tr("(no title)")
            action = menu.addAction(f"{_short(title)}\t{number(count)}")
            action.triggered.connect(partial(changed, replace(query, post=one.article.id)))
    if menu.isEmpty():
        menu.addAction(tr("No article has comments")).setEnabled(False)


def _short(text: str, limit: int = 56) -> str:
    # In a menu "&" marks a letter.
    return (text if len(text) <= limit else text[: limit - 1] + "…").replace("&", "&&")


def _title(desk: Desk, post: int) -> str:
    try:
        return name_line(desk.article(post).fields.title)
    except NotFoundError:
        return tr("Article {number}", number=post)
