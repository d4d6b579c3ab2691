"""The right panel: the article's fields, what to check, its history; words and reading time below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.article import Draft
from bkddesk.ui import theme
from bkddesk.ui.editor.check_tab import CheckTab
from bkddesk.ui.editor.checks import Finding, reading_minutes
from bkddesk.ui.editor.fields import CategoryBox, CommentsBox, ExcerptBox, FieldLabel, PictureBox, TagBox
from bkddesk.ui.editor.history_tab import HistoryTab
from bkddesk.ui.editor.words import moment_words, number, status_words
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.fields import Field
from bkddesk.ui.widgets.key_values import KeyValueGrid
from bkddesk.ui.widgets.label import Line
from bkddesk.ui.widgets.tabs import TabStrip


class ArticleTab(QWidget):
    """Slug, categories, tags, picture, excerpt, comments; status and date as they are."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slug = Field()
        self.slug.setObjectName("article-slug")
        self.categories = CategoryBox(desk, height=Size.ROW_TREE * 5)
        self.tags = TagBox(desk)
        self.picture = PictureBox(desk, thumbnail=(Size.ROW, Size.ROW_DENSE))
        self.excerpt = ExcerptBox()
        self.comments = CommentsBox()
        self._facts = KeyValueGrid()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        column = theme.vbox(content, margins=(Space.L, Space.M, Space.L, Space.M), spacing=Space.M)
        column.addWidget(self._facts)
        slug = theme.vbox(spacing=Space.XS)
        slug.addWidget(FieldLabel(tr("Slug"), self.slug))
        slug.addWidget(self.slug)
        column.addLayout(slug)
        for widget in (self.categories, self.tags, self.picture, self.excerpt, self.comments):
            column.addWidget(widget)
        column.addStretch(1)
        area.setWidget(content)
        content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        theme.vbox(self).addWidget(area)
        self.slug.textEdited.connect(self.changed)
        self.comments.clicked.connect(self.changed)
        for box in (self.categories, self.tags, self.picture, self.excerpt):
            box.changed.connect(self.changed)
        self._content = content

    def show_draft(self, draft: Draft, suggested_slug: str) -> None:
        """Show a draft's fields."""
        rows = [(tr("Status"), status_words(draft.status))]
        if draft.date:
            rows.append((tr("Date"), moment_words(datetime.fromisoformat(draft.date))))
        self._facts.set_rows(rows)
        if self.slug.text() != draft.slug:
            self.slug.setText(draft.slug)
            self.slug.setCursorPosition(0)
        self.slug.setPlaceholderText(suggested_slug)
        for box in self._boxes():
            box.show_draft(draft)
        self._content.setEnabled(not draft.read_only)

    def of(self, draft: Draft) -> Draft:
        """The draft with these fields."""
        draft = replace(draft, slug=self.slug.text().strip())
        for box in self._boxes():
            draft = box.of(draft)
        return draft

    def _boxes(self) -> tuple[CategoryBox | TagBox | PictureBox | ExcerptBox | CommentsBox, ...]:
        return self.categories, self.tags, self.picture, self.excerpt, self.comments


class SidePanel(QWidget):
    """Three tabs and a foot."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, fill="sunken", min_width=Size.PANEL)
        self.article = ArticleTab(desk)
        self.checks = CheckTab()
        self.history = HistoryTab(desk)
        self.tabs = TabStrip(roomy=True)
        self._stack = QStackedWidget()
        self._pages = {"article": self.article, "checks": self.checks, "history": self.history}
        for (key, page), text in zip(self._pages.items(), (tr("Article"), tr("Check"), tr("History")), strict=True):
            self.tabs.add(key, text)
            self._stack.addWidget(page)
        theme.dress(self.tabs, height=Size.SUB_BAR)
        self.tabs.chosen.connect(lambda key: self._stack.setCurrentWidget(self._pages[key]))
        self._figures = KeyValueGrid(values="right")
        column = theme.vbox(self)
        column.addWidget(self.tabs)
        column.addWidget(Line())
        column.addWidget(self._stack, 1)
        column.addWidget(Line())
        foot = theme.vbox(margins=(Space.L, Space.M, Space.L, Space.M))
        foot.addWidget(self._figures)
        column.addLayout(foot)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front: "article", "checks", "history"."""
        self.tabs.set_current(key)
        self._stack.setCurrentWidget(self._pages[key])

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was noticed, and how much of it on the tab."""
        bad = any(finding.is_visible_to_readers for finding in findings)
        self.tabs.set_pill("checks", str(len(findings) or ""), "danger" if bad else "wait")
        self.checks.show_findings(findings)

    def show_count(self, words: int) -> None:
        """Show how long the text is."""
        minutes = reading_minutes(words)
        self._figures.set_rows(
            [(tr("Words"), number(words)), (tr("Reading time"), ntr("{n} minute", "{n} minutes", minutes))]
        )
