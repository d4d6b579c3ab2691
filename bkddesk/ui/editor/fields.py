"""The fields of an article beside its text: categories, tags, picture, excerpt, comments.

Each shows a draft and answers a draft with what it holds; the side panel and the publish sheet are made of them.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.article import Draft, MediaItem, term_paths
from bkddesk.ui import theme
from bkddesk.ui.editor.media_picker import pick_picture
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.widgets.button import LinkButton
from bkddesk.ui.widgets.check_tree import CheckTree
from bkddesk.ui.widgets.fields import Field, TextBox
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.tag_field import TagField


class FieldLabel(Label):
    """The small name above a field."""

    def __init__(self, text: str, field: QWidget | None = None) -> None:
        super().__init__(text, "caption-medium", "text2")
        if field is not None:
            self.setBuddy(field)
            field.setAccessibleName(text)


class CategoryBox(QWidget):
    """The tree of categories; one that the site does not have yet can be added."""

    changed = Signal()

    def __init__(self, desk: Desk, *, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._paths: dict[int, str] = {}
        self._made_up: dict[int, str] = {}
        self.tree = CheckTree()
        self.tree.setObjectName("article-categories")
        theme.dress(self.tree, height=height)
        self._new = Field(tr("New category"))
        self._new.hide()
        self._add = LinkButton(tr("Add category"), "caption-medium")
        column = theme.vbox(self, spacing=Space.XS)
        column.addWidget(FieldLabel(tr("Categories"), self.tree))
        column.addWidget(self.tree)
        column.addWidget(self._new)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.tree.changed.connect(self.changed)
        self._add.clicked.connect(self._ask)
        self._new.returnPressed.connect(self._take)

    def show_draft(self, draft: Draft) -> None:
        """Show the site's categories, and those that the draft made up; tick the draft's."""
        terms = self._desk.terms("category")
        self._paths = term_paths(terms)
        known = set(self._paths.values())
        self._made_up = {-n: name for n, name in enumerate((c for c in draft.categories if c not in known), 1)}
        rows = [(term.id, term.name, term.parent) for term in terms]
        self.tree.set_terms([*rows, *((number, name, 0) for number, name in self._made_up.items())])
        wanted = set(draft.categories)
        names = {**self._paths, **self._made_up}
        self.tree.set_checked({number for number, name in names.items() if name in wanted})

    def of(self, draft: Draft) -> Draft:
        """The draft with what is ticked, in the draft's own order."""
        names = {**self._paths, **self._made_up}
        chosen = [names[number] for number in self.tree.checked() if number in names]
        kept = [name for name in draft.categories if name in chosen]
        return replace(draft, categories=(*kept, *(name for name in chosen if name not in kept)))

    def _ask(self) -> None:
        self._new.show()
        self._new.setFocus()

    def _take(self) -> None:
        name = " > ".join(part.strip() for part in self._new.text().split(">") if part.strip())
        self._new.clear()
        self._new.hide()
        if not name:
            return
        ticked = set(self.tree.checked())
        names = {**self._paths, **self._made_up}
        number = next((n for n, found in names.items() if found.casefold() == name.casefold()), 0)
        if not number:
            number = min(self._made_up, default=0) - 1
            self._made_up[number] = name
            terms = self._desk.terms("category")
            rows = [(term.id, term.name, term.parent) for term in terms]
            self.tree.set_terms([*rows, *((n, made, 0) for n, made in self._made_up.items())])
        self.tree.set_checked(ticked | {number})
        self.changed.emit()


class TagBox(QWidget):
    """Tags as chips, completed from the site's."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.field = TagField()
        self.field.setObjectName("article-tags")
        column = theme.vbox(self, spacing=Space.XS)
        column.addWidget(FieldLabel(tr("Tags"), self.field))
        column.addWidget(self.field)
        self.field.changed.connect(self.changed)

    def show_draft(self, draft: Draft) -> None:
        """Show the draft's tags."""
        self.field.set_suggestions([term.name for term in self._desk.terms("post_tag")])
        if tuple(self.field.tags()) != draft.tags:
            self.field.set_tags(list(draft.tags))

    def of(self, draft: Draft) -> Draft:
        """The draft with these tags."""
        return replace(draft, tags=tuple(self.field.tags()))


class _Thumbnail(QWidget):
    """Stands for a picture whose file is not on this laptop."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, width=width, height=height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        box = self.rect().toRectF()
        paint.rounded(painter, box, theme.px(Size.RADIUS_SMALL), theme.colour("chip"), theme.colour("line"))
        paint.draw_icon(painter, self.rect(), "image", "text2")


class PictureBox(QWidget):
    """The featured image, chosen from the site's media library as this laptop knows it."""

    changed = Signal()

    def __init__(self, desk: Desk, *, thumbnail: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._media = 0
        self._thumbnail = _Thumbnail(*thumbnail)
        self._name = Label("", "caption", elide="middle")
        self._facts = Label("", "caption", "text2", elide="right")
        self._set = LinkButton(tr("Set featured image"), "caption-medium")
        self._remove = LinkButton(tr("Remove"), "caption-medium")
        links: QHBoxLayout = theme.hbox()
        links.addWidget(self._set)
        links.addWidget(self._remove)
        links.addStretch(1)
        facts = theme.vbox()
        facts.addWidget(self._name)
        facts.addWidget(self._facts)
        facts.addLayout(links)
        facts.addStretch(1)
        row: QHBoxLayout = theme.hbox(spacing=Space.S)
        row.addWidget(self._thumbnail)
        row.addLayout(facts, 1)
        column = theme.vbox(self, spacing=Space.XS)
        column.addWidget(FieldLabel(tr("Featured image"), self._set))
        column.addLayout(row)
        self._set.clicked.connect(self._pick)
        self._remove.clicked.connect(lambda: self._choose(0))

    def show_draft(self, draft: Draft) -> None:
        """Show the draft's picture."""
        self._media = draft.featured_media
        item = self._desk.media_item(self._media) if self._media else None
        self._thumbnail.setVisible(bool(self._media))
        self._name.setVisible(bool(self._media))
        self._facts.setVisible(item is not None)
        self._name.setText(picture_name(item) if item else tr("Picture {number} of the site", number=self._media))
        self._facts.setText(picture_facts(item) if item else "")
        self._set.setText(tr("Replace") if self._media else tr("Set featured image"))
        self._set.updateGeometry()
        self._remove.setVisible(bool(self._media))

    def of(self, draft: Draft) -> Draft:
        """The draft with this picture."""
        return replace(draft, featured_media=self._media)

    def _pick(self) -> None:
        pick_picture(self.window(), self._desk, self._choose)

    def _choose(self, media: int) -> None:
        self.show_draft(replace(Draft(0, ""), featured_media=media))
        self.changed.emit()


def picture_name(item: MediaItem) -> str:
    """The file's name, or its title where the address has none."""
    return item.source_url.rsplit("/", 1)[-1] or item.title


def picture_facts(item: MediaItem) -> str:
    """1600 × 1000."""
    return f"{item.width} × {item.height}" if item.width and item.height else item.mime_type


class ExcerptBox(QWidget):
    """The excerpt: what lists of articles show."""

    changed = Signal()

    def __init__(self, *, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = TextBox(rows=rows)
        self.field.setObjectName("article-excerpt")
        column = theme.vbox(self, spacing=Space.XS)
        column.addWidget(FieldLabel(tr("Excerpt"), self.field))
        column.addWidget(self.field)
        self.field.textChanged.connect(self.changed)

    def show_draft(self, draft: Draft) -> None:
        """Show the draft's excerpt; the cursor stays while it is being typed."""
        if draft.excerpt != self.field.toPlainText():
            self.field.setPlainText(draft.excerpt)

    def of(self, draft: Draft) -> Draft:
        """The draft with this excerpt."""
        return replace(draft, excerpt=self.field.toPlainText())


class CommentsBox(QCheckBox):
    """Whether readers may comment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Allow comments"), parent)
        self.setObjectName("article-comments")

    def show_draft(self, draft: Draft) -> None:
        """Tick it where comments are open."""
        self.setChecked(draft.comment_status == "open")

    def of(self, draft: Draft) -> Draft:
        """The draft with comments open or closed."""
        return replace(draft, comment_status="open" if self.isChecked() else "closed")
