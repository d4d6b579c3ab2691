"""The publish sheet: status and time, terms and picture, and what will be sent. It only collects; the page sends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bkddesk.desk import Desk
from bkddesk.language import tr
from bkddesk.model.article import Draft, PostStatus, PublishOptions, term_paths
from bkddesk.model.site import Account
from bkddesk.ui import theme
from bkddesk.ui.editor.changes_list import Change, Known, changes
from bkddesk.ui.editor.check_tab import finding_words
from bkddesk.ui.editor.checks import Finding, check
from bkddesk.ui.editor.fields import CategoryBox, CommentsBox, ExcerptBox, FieldLabel, PictureBox, TagBox
from bkddesk.ui.editor.sign import Sign
from bkddesk.ui.editor.status_box import StatusBox
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label, Line
from bkddesk.ui.widgets.note import Note
from bkddesk.ui.widgets.sheet import Sheet

_SITE_CAUSES = ("opened", "received", "sent")


class PublishSheet(Sheet):
    """`accepted`: send it with `options()`. `edited(Draft)`: a field was changed; that holds even after Esc."""

    edited = Signal(object)
    jump_wanted = Signal(object)
    """A `Finding`; the sheet is closed."""

    def __init__(self, window: QWidget, desk: Desk, draft: Draft, findings: Sequence[Finding]) -> None:
        account = desk.site.account
        note = tr("to {site} as {name} ({role})", site=desk.site.name, name=account.name, role=role_words(account))
        title = tr("Update article") if _is_public(draft) else tr("Publish article")
        super().__init__(window, title, note=note, width=Size.SHEET, margins=0)
        self.setObjectName("publish-sheet")
        self._desk, self._draft = desk, draft
        self._known = known_of(desk, draft)
        self._status = StatusBox(desk, draft)
        self._comments = CommentsBox()
        self._categories = CategoryBox(desk, height=Size.ROW_TREE * 4 + Space.M)
        self._tags = TagBox(desk)
        self._picture = PictureBox(desk, thumbnail=(Size.ROW + Size.BAR, Size.ROW))
        self._excerpt = ExcerptBox(rows=2)
        self._changes = theme.vbox()
        self._checks = theme.vbox(spacing=Space.S)
        # Large text or a small window: the three columns stand below each other, and the body scrolls.
        across = window.width() >= theme.px(Size.SHEET)
        columns = theme.hbox() if across else theme.vbox()
        width = Size.SHEET_COLUMN if across else 0
        for column in (self._left(width), self._middle(width)):
            columns.addWidget(column)
            columns.addWidget(Line(vertical=across))
        columns.addWidget(self._right(Space.L if across else Space.XL), 1)
        self.body.addLayout(columns)
        self.set_foot_text(
            tr("Goes into the outbox first, and on as soon as there is a network. It can be pulled back until then.")
        )
        cancel = Button(tr("Cancel"), "", "Escape", big=True)
        cancel.clicked.connect(self.reject)
        self.add_foot(cancel)
        self._go = Button("", "send", "Ctrl+Return", "primary", big=True)
        self._go.setObjectName("publish-go")
        # Not `setShortcut`: `setText` takes it away again, and a button would first play at being pressed.
        QShortcut(QKeySequence("Ctrl+Return"), self, self._go.click)
        self._go.clicked.connect(self._accept)
        self.add_foot(self._go)
        for box in self._boxes():
            box.show_draft(draft)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_changes)
        self._show_findings(findings)
        self._connect()
        self._renew()
        self._status.focus_choice()

    def _connect(self) -> None:
        self._status.changed.connect(self._renew)
        self._comments.clicked.connect(self._renew)
        for box in (self._categories, self._tags, self._picture, self._excerpt):
            box.changed.connect(self._renew)

    def _boxes(self) -> tuple[CategoryBox | TagBox | PictureBox | ExcerptBox | CommentsBox, ...]:
        return self._categories, self._tags, self._picture, self._excerpt, self._comments

    def _left(self, width: int) -> QWidget:
        column = _column((Space.XL, Space.L, Space.L, Space.L), width)
        layout = _layout(column)
        layout.addWidget(self._status)
        layout.addSpacing(theme.px(Space.L))
        layout.addWidget(self._comments)
        layout.addStretch(1)
        return column

    def _middle(self, width: int) -> QWidget:
        side = Space.L if width else Space.XL
        column = _column((side, Space.L, side, Space.L), width)
        layout = _layout(column)
        layout.setSpacing(theme.px(Space.M))
        for box in (self._categories, self._tags, self._picture, self._excerpt):
            layout.addWidget(box)
        layout.addStretch(1)
        return column

    def _right(self, side: int) -> QWidget:
        column = _column((side, Space.L, Space.XL, Space.L))
        layout = _layout(column)
        layout.addWidget(FieldLabel(tr("What will be sent")))
        layout.addSpacing(theme.px(Space.XS))
        layout.addWidget(Line())
        layout.addLayout(self._changes)
        layout.addSpacing(theme.px(Space.L))
        self._checks_title = FieldLabel(tr("Checks"))
        layout.addWidget(self._checks_title)
        layout.addSpacing(theme.px(Space.XS))
        layout.addLayout(self._checks)
        layout.addStretch(1)
        return column

    # What was entered -----------------------------------------------------------------------------------------------

    def draft(self) -> Draft:
        """The draft with what the sheet holds."""
        draft = self._draft
        for box in self._boxes():
            draft = box.of(draft)
        return self._status.of(draft)

    def options(self) -> PublishOptions:
        """How it is to be sent."""
        return self._status.options()

    def _renew(self) -> None:
        draft = self.draft()
        words, icon = verb(self._status.status(), self._draft)
        self._go.setText(words)
        self._go.set_icon(icon)
        why = self._status.why_not()
        self._go.setEnabled(not why)
        self._go.setToolTip(why)
        if draft != self._draft:
            self._draft = draft
            self.edited.emit(draft)
        self._later.start()

    def _accept(self) -> None:
        # The moment may have passed while the sheet was open.
        self._renew()
        if self._go.isEnabled():
            self.accept()

    def _show_changes(self) -> None:
        _empty(self._changes)
        lines = changes(self._draft, self._known, self._status.status())
        for change in lines:
            self._changes.addWidget(_change_row(change))
            self._changes.addWidget(Line())
        if not lines:
            self._changes.addWidget(Label(tr("Nothing has changed."), "body", "text2"))
        self._show_findings(check(self._draft))

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        _empty(self._checks)
        self._checks_title.setVisible(bool(findings))
        for finding in findings:
            title, words = finding_words(finding)
            kind = "danger" if finding.is_visible_to_readers else "wait"
            note = Note(kind, words, lead=title + ".", font="caption")  # type: ignore[arg-type]
            if finding.start >= 0:
                link = note.add_link(tr("Jump"))
                link.clicked.connect(lambda _checked=False, finding=finding: self._jump(finding))
            self._checks.addWidget(note)

    def _jump(self, finding: Finding) -> None:
        self.reject()
        self.jump_wanted.emit(finding)


def verb(status: PostStatus, draft: Draft) -> tuple[str, str]:
    """The word and the icon of the button: what pressing it does."""
    if _is_public(draft) and status is PostStatus.PUBLISH:
        return tr("Update"), "send"
    return {
        PostStatus.DRAFT: (tr("Save draft"), "drafts"),
        PostStatus.PENDING: (tr("Submit for review"), "send"),
        PostStatus.FUTURE: (tr("Schedule"), "clock"),
        PostStatus.PRIVATE: (tr("Publish privately"), "lock"),
    }.get(status, (tr("Publish"), "send"))


def _is_public(draft: Draft) -> bool:
    return draft.base is not None and draft.base.status == PostStatus.PUBLISH


def role_words(account: Account) -> str:
    """The account's role as WordPress names it."""
    names = {
        "administrator": tr("Administrator"),
        "editor": tr("Editor"),
        "author": tr("Author"),
        "contributor": tr("Contributor"),
        "subscriber": tr("Subscriber"),
    }
    return ", ".join(names.get(role, role) for role in account.roles)


def known_of(desk: Desk, draft: Draft) -> Known | None:
    """What the site has of this draft: from its base, and the text from the history."""
    base = draft.base
    if base is None:
        return None
    versions = desk.draft_versions(draft.id)
    text = next((version.markdown for version in versions if version.cause in _SITE_CAUSES), draft.markdown)
    categories, tags = term_paths(desk.terms("category")), {t.id: t.name for t in desk.terms("post_tag")}
    return Known(
        title=base.title,
        markdown=text,
        excerpt=base.excerpt,
        categories=tuple(categories[number] for number in base.categories if number in categories),
        tags=tuple(tags[number] for number in base.tags if number in tags),
        featured_media=base.featured_media,
        comment_status=base.comment_status,
        status=base.status,
    )


def _column(margins: theme.Margins, width: int = 0) -> QWidget:
    column = QWidget()
    theme.vbox(column, margins=margins)
    if width:
        theme.dress(column, width=width)
    return column


def _layout(widget: QWidget) -> QVBoxLayout:
    layout = widget.layout()
    assert isinstance(layout, QVBoxLayout)
    return layout


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _change_row(change: Change) -> QWidget:
    row = QWidget()
    theme.dress(row, min_height=Size.BUTTON_BIG)
    across: QHBoxLayout = theme.hbox(row, margins=(0, Space.XS, 0, Space.XS), spacing=Space.S)
    sign = Sign(change.icon, change.role)
    across.addWidget(sign)
    across.addWidget(Label(change.what), 0)
    detail = Label(change.detail, "caption", "text2", elide="right")
    detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    across.addWidget(detail, 1)
    row.setAccessibleName(f"{change.what} {change.detail}".strip())
    return row
