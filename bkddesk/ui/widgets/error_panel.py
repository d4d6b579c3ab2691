"""An error in three parts: what happened, what is safe, the way out; the site's own answer last, small."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label, SectionTitle

_SIGNS = re.compile(r"[/?&=%_.,;]")


class ErrorPanel(QWidget):
    """Three titled parts; ways out as buttons where the program can go them, as sentences where the person must."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = theme.vbox(self, spacing=Space.XS)
        self._titles: dict[str, SectionTitle] = {}
        self._texts: dict[str, Label] = {}
        for key, title in (("what", tr("What happened")), ("safe", tr("What is safe")), ("ways", tr("The way out"))):
            self._titles[key] = SectionTitle(title)
            self._texts[key] = Label("", wrap=True, selectable=True)
            for label in (self._titles[key], self._texts[key]):
                theme.dress(label, indent=Size.RING_MARGIN)
            column.addWidget(self._titles[key])
            column.addWidget(self._texts[key])
            if key != "ways":
                theme.gap(column, Space.M)
        self._buttons = theme.vbox()
        column.addLayout(self._buttons)
        theme.gap(column, Space.S)
        self._raw = Label("", "caption", "text2", wrap=True, selectable=True)
        theme.dress(self._raw, indent=Size.RING_MARGIN)
        column.addWidget(self._raw)
        column.addStretch(1)

    def show_error(
        self, what: str, safe: str, ways: Sequence[str] = (), raw: str = "", *, from_site: bool = True
    ) -> None:
        """Show the parts; an empty one takes no room. `ways` are sentences; buttons come by `add_way`.

        `from_site`: the raw words are the site's, not this computer's.
        """
        self.clear()
        for key, text in (("what", what), ("safe", safe), ("ways", "\n".join(ways))):
            self._texts[key].setText(text)
            self._texts[key].setVisible(bool(text))
            self._titles[key].setVisible(bool(text))
        said = tr("Answer of the site: {answer}", answer=raw) if from_site else tr("Details: {words}", words=raw)
        # A long address breaks behind its signs, or it would widen the panel.
        self._raw.setText(_SIGNS.sub("\\g<0>\u200b", said) if raw else "")
        self._raw.setVisible(bool(raw))
        self.setAccessibleName(" ".join(text for text in (what, safe, *ways) if text))

    def add_way(self, button: Button) -> Button:
        """Add a button that is a way out."""
        self._titles["ways"].show()
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def clear(self) -> None:
        """Take the buttons away."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
