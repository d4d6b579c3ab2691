"""What is said when not even the folders can be made that everything is stored in: then there is nothing to open."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMessageBox

from bkddesk.explain import explain
from bkddesk.language import DEFAULT_LANGUAGE, tr, use_language
from bkddesk.model.errors import StoreFullError


def say_no_folder(error: OSError, language: str | None) -> int:
    """Say why nothing can be stored, on standard error too; the exit code."""
    use_language(language or DEFAULT_LANGUAGE)
    said = explain(StoreFullError(str(error)))
    sys.stderr.write(f"{said.title}\n{error}\n")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    QMessageBox.critical(None, tr("bkddesk cannot begin"), f"{said.title}\n\n{said.ways[0]}\n\n{error}")
    application.quit()
    return 1
