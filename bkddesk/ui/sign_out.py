"""Signing out: the one question before it, for what was never sent would be gone; and what is shown meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from bkddesk.desk import Desk
from bkddesk.language import ntr, tr
from bkddesk.model.site import Site
from bkddesk.ui import theme
from bkddesk.ui.widgets.empty import EmptyState


def ask_sign_out(parent: QWidget, desk: Desk) -> bool:
    """Whether to sign out, revoke the password and forget what is stored of the site."""
    counts = desk.outbox_counts()
    waiting = counts.waiting + counts.attention
    drafts = desk.unsent_drafts()
    lines = [tr("The Application Password is revoked, and everything stored of this site is removed from this laptop.")]
    if waiting:
        lines.append(ntr("{n} item in the outbox was never sent.", "{n} items in the outbox were never sent.", waiting))
    if drafts:
        lines.append(ntr("{n} draft was never sent.", "{n} drafts were never sent.", drafts))
    box = QMessageBox(QMessageBox.Icon.Question, tr("Sign out"), "\n".join(lines), parent=parent)
    leave = box.addButton(tr("Sign out"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is leave


class SigningOut(QWidget):
    """Says that the site is being asked to forget the password."""

    described = Signal()

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.setWindowTitle(tr("Signing out"))
        theme.dress(self, fill="surface")
        words = tr("The site is asked to revoke the Application Password. What is stored here is removed.")
        theme.vbox(self).addWidget(EmptyState("key", tr("Signing out of {site}", site=site.name), words))
