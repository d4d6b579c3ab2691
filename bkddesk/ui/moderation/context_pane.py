"""What stands around a comment: its article, its writer's past on this site, what was decided last. Reads the Desk."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.article import Article, PostStatus
from bkddesk.model.comment import AuthorHistory, CommentQuery, CommentStatus, ListedComment
from bkddesk.model.errors import NotFoundError
from bkddesk.model.outbox import Kind
from bkddesk.ui import theme
from bkddesk.ui.moderation.comment_text import name_line
from bkddesk.ui.moderation.deciding import Act
from bkddesk.ui.moderation.facts import article_title, decided
from bkddesk.ui.moderation.queue import Queue
from bkddesk.ui.moderation.times import day_of, number
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button, LinkButton
from bkddesk.ui.widgets.key_values import KeyValueGrid
from bkddesk.ui.widgets.label import Label, Line, SectionTitle
from bkddesk.ui.widgets.note import Note

_NAMES = 3
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_SPACES = re.compile(r"\s+")


class ContextPane(QScrollArea):
    """248 px of context."""

    article_opened = Signal()
    article_only = Signal()
    writer_only = Signal()
    outbox_opened = Signal()
    taken_back = Signal(int)
    """A batch of decisions should be undone."""

    def __init__(self, desk: Desk, queue: Queue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comment-context")
        self._desk, self._queue = desk, queue
        self._title = Label("", "body-strong", wrap=True)
        self._about = Label("", "caption", "text2", wrap=True)
        self._excerpt = Label("", "caption", "text2", wrap=True)
        self._open = LinkButton(tr("View article"), "caption-medium", key="o")
        self._only_article = LinkButton(tr("Only this article’s comments"), "caption-medium")
        self._past = KeyValueGrid(values="right")
        self._names = Label("", "caption", "text2", wrap=True)
        self._only_writer = LinkButton(tr("Only this writer’s comments"), "caption-medium")
        self._offline = Note("wait", icon="offline", font="caption")
        self._offline.hide()
        self._waiting = KeyValueGrid(values="right", font="body")
        self._outbox = Button(tr("Open the Outbox"), "outbox")
        self._recent = theme.vbox(spacing=0)
        self._lines_of_acts: list[_Recent] = []
        self._open.clicked.connect(self.article_opened)
        self._only_article.clicked.connect(self.article_only)
        self._only_writer.clicked.connect(self.writer_only)
        self._outbox.clicked.connect(self.outbox_opened)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        column = theme.vbox(content)
        article = [self._title, self._about, self._excerpt, self._open, self._only_article]
        self._article = _section(tr("Article"), article)
        self._writer = _section(tr("Author’s history"), [self._past, self._names, self._only_writer])
        self._sending = _section(tr("Waiting in the Outbox"), [self._waiting, self._outbox])
        self._decided = _section(tr("Decided last"), [])
        layout = self._decided.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(self._recent)
        self._lines = [Line(), Line()]
        self._sending_line = Line()
        column.addWidget(self._offline)
        column.addWidget(self._article)
        column.addWidget(self._lines[0])
        column.addWidget(self._writer)
        column.addWidget(self._lines[1])
        column.addWidget(self._sending)
        column.addWidget(self._sending_line)
        column.addWidget(self._decided)
        column.addStretch(1)
        theme.dress(content, fill="sunken")
        theme.dress(self, fill="sunken", min_width=Size.CONTEXT)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Context"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # Showing ------------------------------------------------------------------------------------------------------

    def show_comment(self, row: ListedComment | None) -> None:
        """Show what stands around this comment; None: what waits to be sent, and what was decided last."""
        for part in (self._article, self._writer, *self._lines):
            part.setVisible(row is not None)
        waiting = [] if row is not None else self._counts()
        self._waiting.set_rows(waiting)
        for part in (self._sending, self._sending_line):
            part.setVisible(bool(waiting))
        if row is not None:
            self._show_article(row)
            self._show_history(row, self._queue.history(row.comment))

    def show_offline(self, title: str, text: str) -> None:
        """Say above everything that the site cannot be reached; nothing while it can."""
        self._offline.set_text(text, lead=title)
        self._offline.setVisible(bool(title))

    def show_recent(self, acts: Sequence[Act]) -> None:
        """List the newest decisions, each with its way back."""
        while len(self._lines_of_acts) < len(acts):
            line = _Recent(self)
            self._lines_of_acts.append(line)
            self._recent.addWidget(line)
        for place, line in enumerate(self._lines_of_acts):
            line.setVisible(place < len(acts))
            if place < len(acts):
                line.show_act(acts[place])
        self._decided.setVisible(bool(acts))

    def _counts(self) -> list[tuple[str, str]]:
        """What waits in the outbox about comments, by what it does."""
        decisions: Counter[str] = Counter()
        for item in self._desk.outbox():
            if item.kind is Kind.COMMENT_STATUS:
                decisions[decided(item.payload["decision"])] += 1
            elif item.kind is Kind.COMMENT_REPLY:
                decisions[tr("Replies")] += 1
            elif item.kind is Kind.COMMENT_CONTENT:
                decisions[tr("Edits")] += 1
        return [(word, number(count)) for word, count in decisions.most_common()]

    def _show_article(self, row: ListedComment) -> None:
        self._title.setText(article_title(row))
        total = len(self._desk.list_comments(CommentQuery(None, post=row.comment.post)))
        approved = len(self._desk.list_comments(CommentQuery(CommentStatus.APPROVED, post=row.comment.post)))
        counts = ntr("{n} comment", "{n} comments", total)
        lines = [f"{counts} · {tr('{n} approved', n=number(approved))}"]
        try:
            article = self._desk.article(row.comment.post)
        except NotFoundError:
            self._excerpt.hide()
            self._open.hide()
        else:
            date = day_of(article.date_gmt, self._desk.site.found.zone)
            lines.insert(0, ", ".join(part for part in (_status(article), date) if part))
            excerpt = excerpt_of(article)
            self._excerpt.setText(excerpt)
            self._excerpt.setVisible(bool(excerpt))
            self._open.setVisible(bool(article.link))
        self._about.setText("\n".join(lines))

    def _show_history(self, row: ListedComment, history: AuthorHistory) -> None:
        rows = [
            (tr("First seen"), day_of(history.first_seen_gmt, self._desk.site.found.zone)),
            (tr("Approved"), number(history.approved)),
            (tr("Marked as spam"), number(history.spam)),
            (tr("Trashed"), number(history.trashed)),
            (tr("Pending"), number(history.held)),
        ]
        names = [name_line(name) for name in history.other_names if name_line(name)]
        same = tr("Other names, same IP") if row.comment.author_ip else tr("Other names, same email")
        if names:
            rows.append((same, number(len(names))))
        self._past.set_rows([line for line in rows if line[1] != "0" or line[0] in (tr("Approved"), rows[2][0])])
        more = f", +{len(names) - _NAMES}" if len(names) > _NAMES else ""
        self._names.setText(", ".join(names[:_NAMES]) + more)
        self._names.setVisible(bool(names))
        self._only_writer.setVisible(bool(row.comment.author_email))


class _Recent(QWidget):
    """One decision and its way back."""

    def __init__(self, pane: ContextPane) -> None:
        super().__init__()
        self._batch = 0
        self._text = Label("", "caption", elide="right")
        self._undo = LinkButton(tr("Undo"), "caption-medium")
        self._undo.clicked.connect(lambda: pane.taken_back.emit(self._batch))
        row = theme.hbox(self, margins=(Space.XS, 0, 0, 0), spacing=Space.XS)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)

    def show_act(self, act: Act) -> None:
        self._batch = act.batch
        self._text.setText(act.text)
        self._undo.setAccessibleName(tr("Undo: {what}", what=act.text))


def _section(title: str, widgets: Sequence[QWidget]) -> QWidget:
    section = QWidget()
    # Links and buttons keep room for their ring: the other words stand that much further in, all in one line.
    column = theme.vbox(section, margins=(Space.M, Space.M, Space.M, Space.M), spacing=Space.XS)
    for widget in (SectionTitle(title), *widgets):
        if isinstance(widget, QPushButton):
            column.addWidget(widget)
        else:
            row = theme.hbox(margins=(Space.XS, 0, Space.XS, 0))
            row.addWidget(widget)
            column.addLayout(row)
    return section


def _status(article: Article) -> str:
    words = {
        PostStatus.PUBLISH: tr("Published"),
        PostStatus.PRIVATE: tr("Private"),
        PostStatus.FUTURE: tr("Scheduled"),
        PostStatus.PENDING: tr("Pending Review"),
        PostStatus.DRAFT: tr("Draft"),
        PostStatus.TRASH: tr("Trash"),
    }
    return next((word for status, word in words.items() if article.fields.status == status), "")


def excerpt_of(article: Article, limit: int = 220) -> str:
    """A few lines of what the article says: its excerpt, or else its beginning, without markup."""
    raw = article.fields.excerpt or article.fields.content[: 8 * limit]
    text = _SPACES.sub(" ", html.unescape(_MARKUP.sub(" ", raw))).strip()
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
