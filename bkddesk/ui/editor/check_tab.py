"""What is worth a look before publishing, each with a way to the place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.editor.checks import Finding, Kind
from bkddesk.ui.editor.sign import Sign
from bkddesk.ui.theme import Role, Space
from bkddesk.ui.widgets.button import LinkButton
from bkddesk.ui.widgets.label import Label, Line


def finding_words(finding: Finding) -> tuple[str, str]:
    """A finding's title and its sentence."""
    match finding.kind:
        case Kind.STRAY_CLOSING:
            return (
                tr("Shortcode without an opening"),
                tr("{name} closes nothing. Readers will see it.", name=finding.detail),
            )
        case Kind.UNCLOSED:
            return tr("Shortcode is not closed"), tr("{name} is opened and never closed.", name=finding.detail)
        case Kind.NO_TITLE:
            return tr("No title"), tr("Lists and searches show the title.")
        case Kind.NO_TEXT:
            return tr("No text"), tr("There is nothing to read yet.")
        case Kind.NO_CATEGORY:
            return tr("No category"), tr("The site will put it under its default category.")
        case Kind.NO_PICTURE:
            return tr("No featured image"), tr("Lists and shared links will show no picture.")


class CheckTab(QWidget):
    """A list of findings; built anew only when they change."""

    jump_wanted = Signal(object)
    """A `Finding`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Finding] | None = None
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._content = QWidget()
        self._column = theme.vbox(self._content, margins=(Space.L, Space.XS, Space.L, Space.XS))
        area.setWidget(self._content)
        self._content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        theme.vbox(self).addWidget(area)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these, or that nothing was found."""
        if list(findings) == self._shown:
            return
        self._shown = list(findings)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for finding in findings:
            self._column.addWidget(self._row(finding))
            self._column.addWidget(Line())
        rest = tr("The rest is fine") if findings else tr("All fine")
        self._column.addWidget(_row_of("okc", "ok", rest, tr("Title, text, shortcodes, category, featured image")))
        self._column.addStretch(1)

    def _row(self, finding: Finding) -> QWidget:
        title, words = finding_words(finding)
        icon, role = ("error", "danger") if finding.is_visible_to_readers else ("warn", "wait")
        row = _row_of(icon, role, title, words)  # type: ignore[arg-type]
        jump = LinkButton(tr("Jump"), "caption-medium")
        jump.clicked.connect(lambda: self.jump_wanted.emit(finding))
        column = row.findChild(QWidget, "words")
        assert column is not None
        layout = column.layout()
        assert layout is not None
        layout.addWidget(jump)
        return row


def _row_of(icon: str, role: Role, title: str, words: str) -> QWidget:
    row = QWidget()
    across = theme.hbox(row, margins=(0, Space.S, 0, Space.S), spacing=Space.S)
    across.addWidget(Sign(icon, role), 0, Qt.AlignmentFlag.AlignTop)
    column = QWidget()
    column.setObjectName("words")
    down = theme.vbox(column)
    down.addWidget(Label(title, "body-medium", wrap=True))
    down.addWidget(Label(words, "caption", "text2", wrap=True))
    across.addWidget(column, 1)
    return row
