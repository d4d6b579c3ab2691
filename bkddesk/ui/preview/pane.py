"""The preview beside the text: its bar, and the view that is made when it is first seen.

Decides when to convert and what to send; how a page is made is the converter's business, how it is shown the view's.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from bkddesk.language import tr
from bkddesk.markup.page import PageBlock, Patch, diff_blocks
from bkddesk.model.article import Draft
from bkddesk.ui import theme
from bkddesk.ui.context import Context
from bkddesk.ui.preview.document import PreviewDocument
from bkddesk.ui.theme import Size, Space
from bkddesk.ui.widgets.button import IconButton
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.pane_bar import PaneBar
from bkddesk.ui.widgets.segmented import Segmented

SOON_MS = 8
"""After a key: its own glyph is painted first."""
DEVICES = {"phone": 360, "tablet": 0, "desktop": 1120}
"""CSS pixels; 0: as wide as the pane."""


class View(Protocol):
    """What can show a page: WebEngine's view, or a text browser where that is missing."""

    is_ready: bool

    def load(self, shell: str) -> None: ...
    def splice(self, patch: Patch, done: Callable[[], None]) -> None: ...
    def set_part(self, name: str, html: str) -> None: ...
    def mark(self, block: int) -> None: ...
    def scroll_to(self, block: int, part: float) -> None: ...
    def set_width(self, width: int) -> None: ...
    def set_zoom(self, factor: float) -> None: ...
    def shut(self) -> None: ...


class PreviewPane(QWidget):
    """Shows what `show_draft`'s source answers, a moment after each `touch`."""

    scrolled = Signal(float)
    """The person scrolled the preview: the line of the text that stands at its top."""
    updated = Signal()
    """The page shows the newest text."""

    def __init__(
        self, context: Context, make_view: Callable[[QWidget], View] | None = None, parent: QWidget | None = None
    ) -> None:
        """`make_view` makes the view when the pane is first seen; by default WebEngine's."""
        super().__init__(parent)
        self.setObjectName("preview")
        self._make_view = make_view or web_view
        self._view: View | None = None
        self._source: Callable[[], Draft] | None = None
        self._document = PreviewDocument(context.desk, context.run_in_background, self._converted)
        self._shown: list[PageBlock] = []
        self._parts: dict[str, str] = {}
        self._in_flight = False
        self._behind = False
        self._line = 0
        self._marked = -2
        self._device = "tablet"
        self._follows = True
        self._bar = self._make_bar()
        self._holder = QWidget()
        theme.dress(self._holder, fill="surface")
        self._inside: QVBoxLayout = theme.vbox(self._holder)
        column = theme.vbox(self)
        column.addWidget(self._bar)
        column.addWidget(self._holder, 1)
        self.setMinimumWidth(theme.px(Size.DETAIL_MIN))
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._pump)
        theme.current().changed.connect(self._fit)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.shut)

    def _make_bar(self) -> PaneBar:
        bar = PaneBar(height=Size.SUB_BAR)
        devices = Segmented(tr("Width of the preview"))
        devices.add("phone", "", "phone", tip=tr("Phone"))
        devices.add("tablet", "", "tablet", tip=tr("Tablet"))
        devices.add("desktop", "", "desktop", tip=tr("Desktop"))
        devices.set_current(self._device)
        devices.chosen.connect(self.set_device)
        bar.add_left(devices)
        bar.add_gap(Space.S)
        self._look = Label(self._document.look_words(), "caption", "text2", elide="right")
        bar.add_left(self._look, 1)
        more = QMenu(self)
        follow = more.addAction(tr("Scroll together"))
        follow.setCheckable(True)
        follow.setChecked(True)
        follow.toggled.connect(self._set_follows)
        more.addAction(theme.icon("sync"), tr("Load the preview again"), self.reload)
        button = IconButton("more", tr("More"), size=Size.ICON_SMALL)
        button.clicked.connect(lambda: more.popup(button.mapToGlobal(button.rect().bottomLeft())))
        bar.add_left(button)
        return bar

    # The view -------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The first time, the view is made, once the window has painted."""
        super().showEvent(event)
        if self._view is None:
            QTimer.singleShot(0, self, self.warm_up)
        else:
            self._soon.start()

    def warm_up(self) -> None:
        """Make the view now: WebEngine takes about a tenth of a second, once."""
        if self._view is not None:
            return
        view = self._make_view(self._holder)
        self._view = view
        self._inside.addWidget(view)  # type: ignore[arg-type]
        view.ready.connect(self._begin)  # type: ignore[attr-defined]
        view.scrolled.connect(self._tell_scrolled)  # type: ignore[attr-defined]
        view.load(self._document.shell())

    def shut(self) -> None:
        """Let go of the view before the application ends."""
        if self._view is not None:
            self._soon.stop()
            self._view.shut()
            self._view = None

    def reload(self) -> None:
        """Load the page again."""
        if self._view is not None:
            self._document.forget()
            self._view.load(self._document.shell())

    def _begin(self) -> None:
        """The shell is there and empty: send everything."""
        self._shown, self._parts, self._in_flight, self._marked = [], {}, False, -2
        self._fit()
        self._pump()

    @property
    def view(self) -> View | None:
        """The view, once it is made."""
        return self._view

    # What it shows --------------------------------------------------------------------------------------------------

    def show_draft(self, source: Callable[[], Draft]) -> None:
        """Show another draft, from its top."""
        self._source = source
        if self._view is not None and self._view.is_ready:
            self._view.scroll_to(-1, 0)
        self._soon.start()

    def touch(self) -> None:
        """The text changed."""
        if self.isVisible():
            # Not restarted by every key: the page keeps pace while one types on.
            if not self._soon.isActive():
                self._soon.start()
        else:
            self._behind = True

    def _pump(self) -> None:
        """Convert what changed and send it; one patch on its way at a time, the newest text wins."""
        if self._source is None or self._view is None or not self._view.is_ready or not self.isVisible():
            self._behind = True
            return
        if self._in_flight:
            self._behind = True
            return
        self._behind = False
        draft = self._source()
        complete = self._document.update(draft)
        for name, html in self._document.parts().items():
            if self._parts.get(name) != html:
                self._parts[name] = html
                self._view.set_part(name, html)
        blocks = self._document.blocks()
        patches = diff_blocks(self._shown, blocks)
        self._shown = blocks
        if patches:
            self._in_flight = True
            self._view.splice(patches[0], self._arrived)
        else:
            self._settled()
        if not complete:
            self._soon.start(0)
        else:
            self._soon.setInterval(SOON_MS)

    def _converted(self) -> None:
        self._soon.start()

    def _arrived(self) -> None:
        self._in_flight = False
        if self._behind:
            self._soon.start()
        else:
            self._settled()

    def _settled(self) -> None:
        self._mark()
        self.updated.emit()

    # Cursor and scroll ----------------------------------------------------------------------------------------------

    def point_at(self, line: int) -> None:
        """The cursor stands in this line of the text."""
        self._line = line
        if not self._soon.isActive() and not self._in_flight:
            self._mark()

    def _mark(self) -> None:
        block = self._document.block_of_line(self._line)
        if block != self._marked and self._view is not None:
            self._marked = block
            self._view.mark(block)

    def follow(self, line: float) -> None:
        """The text was scrolled: this line stands at its top."""
        if self._view is not None and self._follows and self.isVisible():
            block, part = self._document.place_of_line(line)
            self._view.scroll_to(block, part)

    def _tell_scrolled(self, block: int, part: float) -> None:
        if self._follows:
            self.scrolled.emit(self._document.line_of_place(block, part))

    def _set_follows(self, follows: bool) -> None:
        self._follows = follows

    # Width ----------------------------------------------------------------------------------------------------------

    def set_device(self, device: str) -> None:
        """Lay the page out as on a phone, tablet or desktop."""
        self._device = device
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A desktop's width is scaled to fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._view is None or not self._view.is_ready:
            return
        width = DEVICES[self._device]
        zoom = theme.current().text_size / 100
        self._view.set_zoom(min(zoom, self.width() / width) if width else zoom)
        self._view.set_width(width)


def web_view(parent: QWidget) -> View:
    """WebEngine's view, or the plain one where it cannot be imported."""
    # With a web view in it, Qt puts the whole window together by OpenGL, the editor's letters too: without a fast
    # graphics card a letter then takes 16 ms instead of 2, and the preview 55 instead of 29 (3,000 words, llvmpipe).
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    try:
        from bkddesk.ui.preview.web import WebPreview
    except ImportError:
        # Some distributions pack WebEngine apart: the text then shows without the site's columns and fonts.
        from bkddesk.ui.preview.plain import PlainPreview

        return PlainPreview(parent)
    return WebPreview(lambda _name: None, parent)
