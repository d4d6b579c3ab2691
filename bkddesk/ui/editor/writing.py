"""The column where one writes: banner, title, address, text, and the find bar."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.editor.banner import Banner
from bkddesk.ui.editor.checks import Finding
from bkddesk.ui.editor.find_bar import FindBar
from bkddesk.ui.editor.formatting import units
from bkddesk.ui.editor.header import Header
from bkddesk.ui.editor.text_edit import MarkdownEdit
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.label import KeyHint


def slug_of(title: str) -> str:
    """About the slug that WordPress will make of a title; only shown, never sent."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+", "-", plain).strip("-")[:200]


class WritingColumn(QWidget):
    """Title and text of one article."""

    changed = Signal()
    """Title or text was typed."""
    left = Signal()
    """The focus went elsewhere."""

    def __init__(self, way_chosen: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, fill="surface")
        self.banner = Banner(way_chosen)
        self.header = Header()
        self.edit = MarkdownEdit()
        self.edit.setPlaceholderText(tr("Write here"))
        self.edit.setAccessibleName(tr("Text of the article"))
        self.find_bar = FindBar(self.edit)
        self._marks: dict[str, list[QTextEdit.ExtraSelection]] = {}
        column = theme.vbox(self)
        for widget in (self.banner, self.header, self.find_bar):
            column.addWidget(widget)
        column.addWidget(self.edit, 1)
        self._leave_hint = KeyHint(["F11"], tr("leave focus mode"), parent=self)
        self._leave_hint.hide()
        self.header.title.textChanged.connect(self.changed)
        self.header.title.left_below.connect(self.edit.setFocus)
        self.edit.textChanged.connect(self.changed)
        self.find_bar.marks_changed.connect(lambda marks: self._mark("find", marks))
        theme.current().changed.connect(self._place)

    def show_text(self, title: str, markdown: str, *, writable: bool) -> None:
        """Show another article."""
        self.header.title.set_title(title)
        self.edit.show_text(markdown)
        self.header.title.setReadOnly(not writable)
        self.edit.setReadOnly(not writable)
        self.find_bar.set_writable(writable)
        self._mark("find", [])

    def show_address(self, site: str, slug: str) -> None:
        """Show where the article will be."""
        self.header.address.setText(f"{site.split('://', 1)[-1]}/{slug or '…'}")

    def mark_findings(self, findings: Sequence[Finding]) -> None:
        """Underline the places that were noticed."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(theme.colour("danger")))
        marks = []
        for finding in findings:
            if finding.start >= 0:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = self.cursor_at(finding.start, finding.end), look
                marks.append(mark)
        self._mark("findings", marks)

    def cursor_at(self, start: int, end: int) -> QTextCursor:
        """A cursor that selects these characters of the text."""
        text = self.edit.text()
        cursor = QTextCursor(self.edit.document())
        last = self.edit.document().characterCount() - 1
        cursor.setPosition(min(units(text[:start]), last))
        cursor.setPosition(min(units(text[:end]), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self, kind: str, marks: list[QTextEdit.ExtraSelection]) -> None:
        if marks or self._marks.get(kind):
            self._marks[kind] = marks
            self.edit.setExtraSelections([mark for group in self._marks.values() for mark in group])

    def set_focus_mode(self, on: bool) -> None:
        """Nothing but the text."""
        self.header.setVisible(not on)
        self.banner.setVisible(not on and bool(self.banner.standing().text))
        self.find_bar.hide()
        self.edit.set_focus_mode(on)
        self._leave_hint.setVisible(on)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep title and text under each other."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left, right = self.edit.column_margins(self.width())
        self.header.set_sides(left, right)
        self._leave_hint.adjustSize()
        at = QPoint(self.width() - self._leave_hint.width() - theme.px(Space.L), theme.px(Space.M))
        self._leave_hint.move(at)
        self._leave_hint.raise_()
        self.edit.setMinimumHeight(theme.px(Size.BAR))
