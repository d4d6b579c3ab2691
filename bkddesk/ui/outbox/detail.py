"""One outbox row in full: what happened, what is safe, the way out as buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from bkddesk.explain import Explanation, explain_item
from bkddesk.language import ntr, tr
from bkddesk.model.outbox import Kind, OutboxRow, State
from bkddesk.ui import theme
from bkddesk.ui.outbox import words
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button, IconButton
from bkddesk.ui.widgets.error_panel import ErrorPanel
from bkddesk.ui.widgets.label import Label, Paragraph
from bkddesk.ui.widgets.pane_bar import PaneBar

_NAMES = 30


class OutboxDetail(QWidget):
    """The right pane."""

    def __init__(
        self,
        *,
        retry: Callable[[], None],
        take_back: Callable[[], None],
        open_subject: Callable[[], None],
        names_of: Callable[[OutboxRow], list[str]],
        said_when: Callable[[OutboxRow], str],
        standing: Callable[[OutboxRow], words.Standing],
    ) -> None:
        """The callables act on the row that is shown."""
        super().__init__()
        self.setObjectName("outbox-detail")
        self._retry, self._take_back, self._open_subject = retry, take_back, open_subject
        self._names_of, self._said_when, self._standing = names_of, said_when, standing
        self._row: OutboxRow | None = None
        theme.dress(self, fill="surface")
        column = theme.vbox(self)
        self._bar = PaneBar("")
        self.back = IconButton("left", tr("Outbox"), key="Escape")
        self.back.hide()
        self._bar.add_first(self.back)
        column.addWidget(self._bar)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        column.addWidget(self._area, 1)
        self.show_row(None)

    def show_row(self, row: OutboxRow | None) -> None:
        """Show a row, or nothing. The same as before, unchanged: the panel stays as it is, with its focus."""
        if row is not None and row == self._row:
            self.show_standing()
            return
        self._row = row
        body = QWidget()
        theme.dress(body, fill="surface")
        column = theme.vbox(body, margins=(Space.L, Space.L, Space.L, Space.L), spacing=Space.S)
        if row is None:
            self._bar.set_title("")
            self._bar.set_icon("", "text")
        else:
            self.show_standing()
            self._fill(row, column)
        column.addStretch(1)
        self._area.setWidget(body)

    def show_standing(self) -> None:
        """Write into the bar where the row stands now."""
        if self._row is not None:
            state = self._standing(self._row)
            self._bar.set_icon(state.icon, state.role)
            self._bar.set_title(_headline(self._row, state.word))

    def _fill(self, row: OutboxRow, layout: QVBoxLayout) -> None:
        first = row.first
        title = Paragraph(words.title(row), "body-strong")
        theme.dress(title, indent=Size.RING_MARGIN)
        layout.addWidget(title)
        when = Label(self._when(row), "caption", "text2", wrap=True)
        theme.dress(when, indent=Size.RING_MARGIN)
        layout.addWidget(when)
        if first.kind is Kind.COMMENT_REPLY or first.kind is Kind.COMMENT_CONTENT:
            text = Paragraph(str(first.payload["content"]), "body")
            theme.dress(text, indent=Size.RING_MARGIN)
            layout.addWidget(text)
        if first.kind is Kind.COMMENT_STATUS and len(row.items) > 1:
            names = Paragraph("\n".join(self._names_of(row)[:_NAMES]), "caption", "text2")
            theme.dress(names, indent=Size.RING_MARGIN)
            layout.addWidget(names)
        if row.sent_at:
            self._fill_sent(row, layout)
            return
        said = explain_item(first)
        panel = ErrorPanel()
        parked = first.state in (State.REJECTED, State.CONFLICT)
        panel.show_error(said.title, said.safe, () if parked else said.ways, said.raw)
        self._add_ways(panel, row, said)
        layout.addWidget(panel)

    def _fill_sent(self, row: OutboxRow, layout: QVBoxLayout) -> None:
        text = (
            tr("It was already gone on the site: nothing was left to do.")
            if row.first.reason
            else tr("The site was read back: it holds what you decided.")
        )
        said = Paragraph(text, "body", "text")
        theme.dress(said, indent=Size.RING_MARGIN)
        theme.gap(layout, Space.S)
        layout.addWidget(said)
        stripped = row.first.payload.get("stripped") or []
        if stripped:
            names = {
                "content": tr("content"), "title": tr("title"), "excerpt": tr("excerpt"), "status": tr("status"),
                "categories": tr("categories"), "tags": tr("tags"), "featured_media": tr("featured image"),
                "comment_status": tr("comments allowed"),
            }  # fmt: skip
            text = tr("The site stored this differently: {names}.", names=", ".join(names.get(n, n) for n in stripped))
            layout.addWidget(Paragraph(text, "body", "wait"))

    def _add_ways(self, panel: ErrorPanel, row: OutboxRow, said: Explanation) -> None:
        first = row.first
        if first.state is State.WAITING and not first.reason and first.kind is not Kind.ARTICLE:
            self._way(panel, tr("Take back"), "undo", "Del", self._take_back)
            return
        if first.state is State.CONFLICT and first.kind is Kind.ARTICLE:
            self._way(panel, tr("Choose what stands…"), "conflict", "Return", self._open_subject, suggested=True)
        elif first.state is State.CONFLICT:
            self._way(panel, tr("Look again"), "eye", "Return", self._open_subject, suggested=True)
        else:
            again = tr("Send now") if first.state is State.WAITING else tr("Try again as it is")
            self._way(panel, again, "sync", "t", self._retry)
        if first.state is not State.SENDING:
            back = tr("Take back as a draft") if first.kind is Kind.ARTICLE else tr("Take back")
            self._way(panel, back, "undo", "Del", self._take_back, quiet=True)
        if first.state is State.WAITING and not first.reason:
            return
        copied = f"{words.title(row)}\n{said}"
        self._way(
            panel, tr("Copy a report for the administrator"), "copy", "",
            lambda: QGuiApplication.clipboard().setText(copied), quiet=True,
        )  # fmt: skip

    @staticmethod
    def _way(
        panel: ErrorPanel,
        text: str,
        icon: str,
        key: str,
        run: Callable[[], None],
        *,
        suggested: bool = False,
        quiet: bool = False,
    ) -> None:
        button = Button(text, icon=icon, key=key, kind="quiet" if quiet else "normal")
        button.set_suggested(suggested)
        button.clicked.connect(run)
        panel.add_way(button)

    def _when(self, row: OutboxRow) -> str:
        parts = [words.second_line(row) if row.first.kind is Kind.ARTICLE else "", self._said_when(row)]
        if row.first.attempts:
            parts.append(ntr("tried {n} time", "tried {n} times", row.first.attempts))
        return " · ".join(part for part in parts if part)


def _headline(row: OutboxRow, word: str) -> str:
    if row.first.state is State.REJECTED and not row.sent_at:
        return tr("Failed, nothing is lost")
    return word
