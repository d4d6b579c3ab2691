"""Qt's own words (buttons of its dialogs, context menus of its fields) from our catalogue: Qt ships no Indonesian.

Knows Qt's source texts as they stand in Qt 6; the translations lie in `resources/translations/<language>/qt.po`
under the context "Qt".
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from bkddesk.language import current_language, trc

CONTEXT = "Qt"


class QtWords(QTranslator):
    """Answers Qt's questions for a translation. Install it once; it follows the language in use."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[tuple[str, str], str] = {}

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,  # noqa: N803
        disambiguation: str | bytes | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        source = _text(sourceText)
        # PySide cannot return a null string, and an empty one would stand as the translation: unknown means unchanged.
        # Key names stay as they are printed on the keys.
        if not source or _text(context) == "QShortcut":
            return source
        key = (current_language(), source)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = trc(CONTEXT, source)
        return found


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
