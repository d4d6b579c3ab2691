"""The window that `typing.py` types into: a bare QPlainTextEdit, or bkddesk's editor with its preview.

Prints one line of JSON when it is ready: where on the screen the next glyph and the preview are.
"""

from __future__ import annotations

import json
import sys

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
    window, edit, preview = bare(words) if kind == "bare" else editor(app, words, kind)
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


def editor(app: QApplication, words: int, kind: str) -> tuple[QWidget, QPlainTextEdit, QWidget | None]:
    """bkddesk's editor; `kind` "text" is the text alone, "editor" the whole page."""
    from bkddesk.ui import theme
    from bkddesk.ui.editor.text_edit import MarkdownEdit

    theme.start(app, "light")
    edit = MarkdownEdit()
    edit.show_text(article(words))
    return edit, edit, None


if __name__ == "__main__":
    main()
