"""The editor's three panes beside each other: text, preview, panel. Knows which of them the person wants to see."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from bkddesk.ui import theme
from bkddesk.ui.editor.layout import Shown, choose
from bkddesk.ui.theme import Size


class Panes(QSplitter):
    """Shows what fits the window's effective width, and what was asked for."""

    def __init__(self, text: QWidget, preview: QWidget, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._text, self._preview, self._panel = text, preview, panel
        self._preview_beside = True
        self._preview_alone = False
        self._panel_asked_for = False
        self._focus_mode = False
        self._shown = Shown()
        # Until the window says how wide it is, the page must not make it wide.
        self._width = 0
        self._moved_by_hand = False
        self.splitterMoved.connect(self._remember_hand)
        self.setChildrenCollapsible(False)
        for number, part in enumerate((text, preview, panel)):
            self.addWidget(part)
            self.setStretchFactor(number, 1 if part is text else 0)
        self.arrange()

    @property
    def in_focus_mode(self) -> bool:
        """Whether nothing but the text shows."""
        return self._focus_mode

    def set_effective_width(self, width: int) -> None:
        """The window's width divided by the text size."""
        self._width = width
        self.arrange()

    def set_focus_mode(self, on: bool) -> None:
        """Nothing but the text."""
        self._focus_mode = on
        self.arrange()

    def begin(self) -> None:
        """Another draft is opened: its text comes first."""
        self._preview_alone = self._panel_asked_for = False
        self.arrange()

    def toggle_preview(self) -> None:
        """Preview beside the text, or instead of it where there is no room for both."""
        if self._width < Size.NARROW:
            self._preview_alone = not self._preview_alone
        else:
            self._preview_beside = not self._preview_beside
        self._panel_asked_for = False
        self.arrange()

    def toggle_panel(self) -> None:
        """Show the panel where the width hides it, or hide it."""
        self._panel_asked_for = not self._panel_asked_for
        self.arrange()

    def ask_for_panel(self) -> None:
        """Show the panel, whatever the width."""
        self._panel_asked_for = True
        self.arrange()

    def arrange(self) -> None:
        """Show and hide, and share the width."""
        preview = self._preview_alone if self._width < Size.NARROW else self._preview_beside
        shown = choose(self._width, preview=preview, panel=self._panel_asked_for, focus_mode=self._focus_mode)
        self._text.setVisible(shown.text)
        self._preview.setVisible(shown.preview)
        self._panel.setVisible(shown.panel)
        self._shown = shown
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the new width, unless the person has put the border somewhere."""
        super().resizeEvent(event)
        if not self._moved_by_hand:
            self._share()

    def _remember_hand(self) -> None:
        self._moved_by_hand = True

    def shows_preview(self) -> bool:
        """Whether the preview is to be seen."""
        return not self._preview.isHidden()

    def _share(self) -> None:
        shown = self._shown
        if not shown.text:
            return
        panel = theme.px(Size.PANEL) if shown.panel else 0
        total = self.width() - panel
        preview = min(theme.px(shown.preview_width), total // 2) if shown.preview_width else total // 2
        self.setSizes([max(total - preview, 0), preview if shown.preview else 0, panel])
