"""What the commands of the queue do on the page: decide, move, pick, write, filter, and where the focus goes then.

Works through the page's parts; what a decision does to the list is `deciding`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bkddesk.language import tr
from bkddesk.model.comment import CommentStatus, Decision
from bkddesk.model.errors import NotFoundError
from bkddesk.ui.moderation import filters

if TYPE_CHECKING:
    from bkddesk.ui.moderation.page import ModerationPage


class PageActions:
    """One for each page; the commands call it."""

    def __init__(self, page: ModerationPage) -> None:
        self._page = page
        self._desk = page.context.desk

    # Deciding -----------------------------------------------------------------------------------------------------

    def decide(self, decision: Decision) -> None:
        """Decide about the comment on screen."""
        shown = self._page.detail.shown_id()
        if shown:
            self._page.deciding.decide([shown], decision)
            self.back_to_list()

    def decide_picked(self, decision: Decision) -> None:
        """Decide about all that are picked."""
        self._page.deciding.decide(self._page.table.picked_ids(), decision)
        self.back_to_list()

    def why_not_decide(self) -> str:
        """Why nothing can be decided now."""
        if not self._desk.site.account.can_moderate:
            return refusal(self._desk.site.account.roles)[0]
        return "" if self._page.detail.row() is not None else tr("No comment is shown")

    def why_not_picked(self) -> str:
        """Why nothing can be decided about a selection now."""
        return "" if self._page.table.has_picked() else tr("No comment is selected: x selects one")

    def why_not_reply(self) -> str:
        """Why no reply can be written now."""
        row = self._page.detail.row()
        if row is not None and row.status in (CommentStatus.SPAM, CommentStatus.TRASH):
            return tr("Restore the comment before you reply to it")
        return self.why_not_decide()

    def why_not_undo(self) -> str:
        """Why nothing can be undone."""
        return "" if self._page.deciding.last() is not None else tr("Nothing to undo")

    # Everything else ----------------------------------------------------------------------------------------------

    def do(self, name: str) -> None:
        """Everything that is not a decision, by its short name."""
        page = self._page
        match name:
            case "undo":
                page.deciding.undo()
            case "reply":
                self.open_detail()
                page.detail.start_reply()
            case "edit" | "quick_edit":
                self.open_detail()
                page.detail.start_edit()
            case "next" | "previous":
                self.step(1 if name == "next" else -1)
            case "select":
                page.table.toggle_picked()
            case "select_all":
                page.finish()
                page.table.selectAll()
            case "context":
                if page.split.alone:
                    self.open_detail()
                page.split.toggle_context()
            case "article":
                self.open_article()
            case "search":
                page.split.show_alone(False)
                page.list.focus_search()
            case "sort":
                page.ask(replace(page.queue.query, oldest_first=not page.queue.query.oldest_first))
            case "filter":
                self.open_filters()
            case "dense":
                page.set_dense(not page.table.is_dense())

    def step(self, step: int) -> None:
        """Go to the next comment, or the one before."""
        if self._page.split.alone and self._page.split.middle_shows():
            self._page.detail.view.text.setFocus()
        self._page.table.move_cursor(step)

    def go_home(self) -> None:
        """Let in what has arrived, and stand at the top of it."""
        page = self._page
        with page.table.quietly():
            first = page.queue.let_in() if page.queue.arrivals else 0
            page.table.set_cursor(max(page.queue.model.row_of(first), 0) if first else 0)
        page.show_count()
        page.list.focus_list()

    def pick(self, ids: Sequence[int]) -> None:
        """Pick exactly these."""
        self._page.table.pick(set(ids))
        if len(ids) < 2:
            self._page.list.focus_list()

    def open_article(self) -> None:
        """Show the comment's article in the browser."""
        row = self._page.detail.row()
        if row is None:
            return
        try:
            link = self._desk.article(row.comment.post).link
        except NotFoundError:
            link = row.comment.link
        if link:
            self._page.context.open_url(link)

    # Filters ------------------------------------------------------------------------------------------------------

    def only(self, *, article: bool) -> None:
        """Narrow the list to this comment's article, or to its writer."""
        row, query = self._page.detail.row(), self._page.queue.query
        if row is not None and article:
            self._page.ask(replace(query, post=row.comment.post))
        elif row is not None:
            self._page.ask(replace(query, author_email=row.comment.author_email))

    def open_filters(self) -> None:
        """Show the menu of the filter button."""
        page = self._page
        menu = filters.filter_menu(page, page.queue.query, self._desk, page.detail.row(), page.ask)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(page.list.filter.mapToGlobal(page.list.filter.rect().bottomLeft()))

    def clear_filters(self) -> None:
        """Show the whole place again."""
        self._page.list.clear_search()
        self._page.ask(filters.without_filters(self._page.queue.query))
        self._page.list.focus_list()

    # Writing ------------------------------------------------------------------------------------------------------

    def reply(self, comment_id: int, text: str, approve: bool) -> None:
        """Send what was written."""
        if self._page.deciding.reply(comment_id, text, approve=approve):
            self.leave_box()

    def edit(self, comment_id: int, text: str) -> None:
        """Store the changed text of a comment; where that fails it stays with the comment, unsaved."""
        if not self._page.deciding.edit(comment_id, text):
            self._page.unsent.keep_edit(comment_id, text, "")

    def leave_box(self) -> None:
        """The box is left: the list has the keys, and the detail shows its cursor again."""
        self.back_to_list()
        self._page.show_cursor()

    def resume_reply(self) -> None:
        """Show the first comment whose reply was begun, wherever it is now, and go on writing."""
        page = self._page
        rows = self._desk.comments(list(page.unsent.replies))
        for row in (rows[comment_id] for comment_id in page.unsent.replies if comment_id in rows):
            place = page.queue.model.row_of(row.id)
            if place >= 0:
                page.table.set_cursor(place)
            else:
                page.detail.show_comment(row)
            self.open_detail()
            page.detail.start_reply()
            return

    # Focus --------------------------------------------------------------------------------------------------------

    def escape(self) -> None:
        """One step back: the slid-over context, the selection, the detail of a narrow window, the list."""
        page = self._page
        if page.split.slide_back():
            return
        if page.table.has_picked():
            page.table.let_go()
        page.split.show_alone(False)
        page.list.focus_list()
        page.described.emit()

    def open_detail(self) -> None:
        """Give the detail the focus, and the window where only one pane shows."""
        page = self._page
        if page.split.alone and not page.split.middle_shows():
            page.split.show_alone(True)
            page.described.emit()
        page.detail.view.text.setFocus()

    def back_to_list(self) -> None:
        """After a decision the list has the focus, or the next comment's text where only one pane shows."""
        page = self._page
        if page.split.alone and page.split.middle_shows() and page.queue.model.rowCount():
            page.detail.view.text.setFocus()
        else:
            page.split.show_alone(False)
            page.list.focus_list()


def refusal(roles: Sequence[str]) -> tuple[str, str]:
    """That this account may not moderate, and who can change it."""
    words = {
        "administrator": tr("Administrator"),
        "editor": tr("Editor"),
        "author": tr("Author"),
        "contributor": tr("Contributor"),
        "subscriber": tr("Subscriber"),
    }
    role = words.get(roles[0], roles[0]) if roles else tr("no role")
    return (
        tr("This account ({role}) cannot moderate", role=role),
        tr("An administrator of the site can change that, under Users: moderating needs the role of an Editor."),
    )
