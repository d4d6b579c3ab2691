"""Signing out: the one question before it, for what was never sent would be gone; and what is shown meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.site import Site
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.empty import EmptyState
from bkddesk.ui.widgets.label import Paragraph
from bkddesk.ui.widgets.note import Note
from bkddesk.ui.widgets.sheet import Sheet


def ask_sign_out(window: QMainWindow, desk: Desk, sign_out: Callable[[], object]) -> Sheet:
    """Ask whether to revoke the password and forget what is stored of the site; `sign_out` is called on yes."""
    sheet = Sheet(window, tr("Sign out of {site}?", site=desk.site.name), width=Size.SHEET_NARROW)
    sheet.body.addWidget(
        Paragraph(
            tr("The Application Password is revoked, and everything stored of this site is removed from this laptop."),
            "body",
        )
    )
    lost = _never_sent(desk)
    if lost:
        theme.gap(sheet.body, Space.M)
        sheet.body.addWidget(Note("danger", " ".join(lost), lead=tr("This would be gone.")))
    stay = Button(tr("Stay"), key="Escape", big=True)
    stay.clicked.connect(sheet.reject)
    leave = Button(tr("Sign out"), icon="key", kind="primary", big=True)
    leave.setObjectName("sign-out")
    leave.clicked.connect(sheet.accept)
    sheet.accepted.connect(sign_out)
    sheet.add_foot(stay, default=True)
    sheet.add_foot(leave)
    sheet.open()
    return sheet


def _never_sent(desk: Desk) -> list[str]:
    counts = desk.outbox_counts()
    waiting, drafts = counts.waiting + counts.attention, desk.unsent_drafts()
    lines = []
    if waiting:
        lines.append(ntr("{n} item in the outbox was never sent.", "{n} items in the outbox were never sent.", waiting))
    if drafts:
        lines.append(ntr("{n} draft was never sent.", "{n} drafts were never sent.", drafts))
    return lines


class SigningOut(QWidget):
    """Says that the site is being asked to forget the password."""

    described = Signal()

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.setWindowTitle(tr("Signing out"))
        theme.dress(self, fill="surface")
        words = tr("The site is asked to revoke the Application Password. What is stored here is removed.")
        theme.vbox(self).addWidget(EmptyState("key", tr("Signing out of {site}", site=site.name), words))
