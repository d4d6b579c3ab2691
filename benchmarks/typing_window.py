"""The window that `typing.py` types into: a bare QPlainTextEdit, or bkddesk's editor with its preview.

Prints one line of JSON when it is ready: where on the screen the next glyph and the preview are.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

SENTENCE = (
    "Sebanyak 40 peserta **Pelatihan Kepemimpinan** Administrator berkunjung ke Kota Semarang selama lima hari, "
    "dan mempelajari [layanan perizinan](https://dinas.example.org) serta pengaduan warga yang sudah berjalan. "
)


def article(words: int) -> str:
    """Markdown of about so many words: headings, paragraphs, lists and quotations."""
    parts: list[str] = []
    written = 0
    while written < words:
        number = len(parts)
        made = {
            3: f"## Bagian {number}",
            5: "> “Kami ingin tahu mengapa izin di sini selesai dalam sehari,” ujar ketua rombongan.",
            7: "- rapat berdiri sepuluh menit;\n- satu nomor aduan;\n- papan waktu tunggu.",
        }.get(number % 9, f"{number}. bagian. ".replace(". ", " ", 1) + SENTENCE * 2)
        parts.append(made)
        written += len(made.split())
    return "\n\n".join(parts) + "\n"


def bare(words: int) -> tuple[QWidget, QPlainTextEdit, QWidget | None]:
    """What Qt alone can do."""
    edit = QPlainTextEdit(article(words))
    return edit, edit, None


def main() -> None:
    """Show the window that the command line names, tell where things are, wait to be ended."""
    kind, words = sys.argv[1], int(sys.argv[2])
    app = QApplication([])
    app.setCursorFlashTime(0)
    window, edit, preview = bare(words) if kind == "bare" else editor(app, words)
    window.resize(1366, 700)
    window.show()
    window.activateWindow()

    def ready() -> None:
        cursor = edit.textCursor()
        cursor.setPosition(edit.document().findBlockByNumber(8).position() + 60)
        edit.setTextCursor(cursor)
        edit.setFocus()
        QTimer.singleShot(1500, tell)

    def tell() -> None:
        caret = edit.cursorRect()
        at = edit.viewport().mapToGlobal(QPoint(caret.x() - 4, caret.y()))
        told = {"glyph": [at.x(), at.y(), 40, caret.height()]}
        if preview is not None:
            corner = preview.mapToGlobal(QPoint(0, 0))
            told["preview"] = [corner.x(), corner.y(), preview.width(), preview.height()]
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    QTimer.singleShot(1000, ready)
    app.exec()


def editor(app: QApplication, words: int) -> tuple[QWidget, QPlainTextEdit, QWidget | None]:
    """bkddesk's editor with its preview beside it, over a real Desk in a folder of its own."""
    from bkddesk.desk import Desk
    from bkddesk.model.article import Draft
    from bkddesk.model.clock import system_clock
    from bkddesk.model.outbox import SyncReport
    from bkddesk.model.site import Account, FoundSite, Site
    from bkddesk.store.database import open_database
    from bkddesk.ui import theme
    from bkddesk.ui.context import Bridge, Context
    from bkddesk.ui.editor.page import EditorPage

    theme.start(app, "light")
    found = FoundSite("https://bkd.example.org", "https://bkd.example.org/wp-json/", "BKD", timezone="Asia/Jakarta")
    site = Site(1, found, Account(1, "bayu", "Bayu Layar", ("editor",), frozenset({"edit_posts", "publish_posts"})))
    opened = open_database(Path(tempfile.mkdtemp()) / "site.sqlite3", datetime.now(UTC))
    desk = Desk(site, opened.connection, clock=system_clock, synchronise=lambda **_options: SyncReport())
    bridge = Bridge()
    desk.on_change = bridge.announce
    context = Context(
        desk=desk, bridge=bridge, navigate=_nothing, open_draft=_nothing, open_article=_nothing, sync_now=_nothing,
        open_url=_nothing, say=_nothing, show_error=_nothing, run_in_background=lambda work, then: then(work()),
    )  # fmt: skip
    page = EditorPage(context)
    page.set_effective_width(1366)
    page.open_draft(desk.new_draft(Draft(0, "", title="Empat Puluh Peserta", markdown=article(words))).id)
    return page, page.writing.edit, page.preview


def _nothing(*_anything: object) -> None:
    """What a window would do."""


if __name__ == "__main__":
    main()
