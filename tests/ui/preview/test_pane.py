"""The preview's pane: when it sends what, with the plain view in the web view's place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bkddesk.markup.page import Patch
from bkddesk.model.article import Draft
from bkddesk.ui.context import Context
from bkddesk.ui.preview.pane import DEVICES, PreviewPane
from bkddesk.ui.preview.plain import PlainPreview


class SlowView(QWidget):
    """Takes patches and says when they arrived only when it is told to."""

    scrolled = Signal(int, float)
    ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_ready = False
        self.patches: list[Patch] = []
        self.arrivals: list[Callable[[], None]] = []
        self.marks: list[int] = []
        self.places: list[tuple[int, float]] = []
        self.width_of_page = -1
        self.loads = 0

    def load(self, _shell: str) -> None:
        self.loads += 1
        self.is_ready = True
        self.ready.emit()

    def splice(self, patch: Patch, done: Callable[[], None]) -> None:
        self.patches.append(patch)
        self.arrivals.append(done)

    def arrive(self) -> None:
        self.arrivals.pop(0)()

    def set_part(self, name: str, html: str) -> None:
        pass

    def mark(self, block: int) -> None:
        self.marks.append(block)

    def scroll_to(self, block: int, part: float) -> None:
        self.places.append((block, part))

    def set_width(self, width: int) -> None:
        self.width_of_page = width

    def set_zoom(self, factor: float) -> None:
        pass

    def shut(self) -> None:
        self.is_ready = False


class Text:
    """Stands for the editor."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown

    def __call__(self) -> Draft:
        return Draft(1, "k", title="Judul", markdown=self.markdown)


@pytest.fixture
def pane(qtbot: QtBot, context: Context) -> PreviewPane:
    made = PreviewPane(context, SlowView)
    qtbot.addWidget(made)
    made.resize(474, 500)
    return made


def shown(qtbot: QtBot, pane: PreviewPane, text: Text) -> SlowView:
    pane.show_draft(text)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: isinstance(pane.view, SlowView) and bool(pane.view.patches))
    view = pane.view
    assert isinstance(view, SlowView)
    return view


def test_the_view_is_made_when_it_is_first_seen(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.show_draft(Text("satu"))
    assert pane.view is None
    view = shown(qtbot, pane, Text("satu"))
    pane.hide()
    pane.show()
    assert pane.view is view
    assert view.loads == 1


def test_only_what_changed_is_sent_and_one_patch_at_a_time(qtbot: QtBot, pane: PreviewPane) -> None:
    text = Text("satu\n\ndua\n\ntiga")
    view = shown(qtbot, pane, text)
    view.arrive()
    text.markdown = "satu\n\ndua!\n\ntiga"
    pane.touch()
    qtbot.waitUntil(lambda: len(view.patches) == 2)
    assert (view.patches[1].start, view.patches[1].remove) == (1, 1)
    for end in ("!", "!!", "!!!"):
        text.markdown = f"satu\n\ndua!{end}\n\ntiga"
        pane.touch()
        pane._pump()
    assert len(view.patches) == 2  # the first has not arrived
    with qtbot.waitSignal(pane.updated):
        view.arrive()
        qtbot.waitUntil(lambda: len(view.patches) == 3)
        view.arrive()
    assert "dua!!!!" in view.patches[2].insert[0]
    assert view.loads == 1


def test_nothing_is_converted_while_nobody_looks(qtbot: QtBot, pane: PreviewPane) -> None:
    text = Text("satu")
    view = shown(qtbot, pane, text)
    view.arrive()
    pane.hide()
    text.markdown = "dua"
    pane.touch()
    pane._pump()
    assert len(view.patches) == 1
    pane.show()
    qtbot.waitUntil(lambda: len(view.patches) == 2)


def test_the_ring_follows_the_cursor(qtbot: QtBot, pane: PreviewPane) -> None:
    view = shown(qtbot, pane, Text("satu\n\ndua"))
    view.arrive()
    pane.point_at(2)
    qtbot.waitUntil(lambda: view.marks[-1] == 1)
    pane.point_at(0)
    qtbot.waitUntil(lambda: view.marks[-1] == 0)


def test_both_sides_scroll_by_block_unless_told_not_to(qtbot: QtBot, pane: PreviewPane) -> None:
    view = shown(qtbot, pane, Text("satu\n\ndua\ntiga"))
    view.arrive()
    pane.follow(3.0)
    assert view.places[-1] == (1, 0.5)
    with qtbot.waitSignal(pane.scrolled) as signal:
        view.scrolled.emit(1, 0.5)
    assert signal.args == [3.0]
    pane._set_follows(False)
    before = len(view.places)
    pane.follow(0.0)
    assert len(view.places) == before


def test_widths(qtbot: QtBot, pane: PreviewPane) -> None:
    view = shown(qtbot, pane, Text("satu"))
    for device, width in DEVICES.items():
        pane.set_device(device)
        assert view.width_of_page == width


def test_the_plain_view_shows_the_text_where_there_is_no_web_view(qtbot: QtBot, context: Context) -> None:
    pane = PreviewPane(context, PlainPreview)
    qtbot.addWidget(pane)
    pane.show_draft(Text("## Tajuk\n\nsatu **dua**\n\n![x](file:///etc/passwd)\n"))
    with qtbot.waitSignal(pane.updated), qtbot.waitExposed(pane):
        pane.show()
    view = pane.view
    assert isinstance(view, PlainPreview)
    text = view._browser.toPlainText()
    assert "Judul" in text
    assert "satu dua" in text
    pane.point_at(2)
    assert view._browser.extraSelections()
    pane.follow(2.0)
    pane.shut()
