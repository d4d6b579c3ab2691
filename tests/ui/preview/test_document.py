"""The draft as blocks: what is converted when, and where lines stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bkddesk.desk import Desk
from bkddesk.model.article import Draft
from bkddesk.ui.preview.document import PreviewDocument

Job = tuple[Callable[[], object], Callable[[object], None]]


class Background:
    """Work that waits until it is told to run."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def __call__(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        self.jobs.append((work, then))

    def run(self) -> None:
        for work, then in self.jobs:
            then(work())
        self.jobs.clear()


@pytest.fixture
def background() -> Background:
    return Background()


@pytest.fixture
def document(desk: Desk, background: Background) -> PreviewDocument:
    return PreviewDocument(desk, background, lambda: None)


def update(document: PreviewDocument, markdown: str, title: str = "Judul") -> int:
    draft, turns = Draft(1, "k", title=title, markdown=markdown), 1
    while not document.update(draft):
        turns += 1
    return turns


def shown(document: PreviewDocument) -> list[str]:
    return [block.html for block in document.blocks()]


def test_blocks_and_their_lines(document: PreviewDocument) -> None:
    update(document, "## Tajuk\n\nsatu\ndua\n\n- a\n- b\n")
    assert ["Tajuk" in html for html in shown(document)] == [True, False, False]
    assert [document.block_of_line(line) for line in range(7)] == [0, 0, 1, 1, 1, 2, 2]
    assert document.place_of_line(3.0) == (1, 0.5)
    assert document.line_of_place(1, 0.5) == 3.0
    assert document.line_of_place(-1, 0.0) == 0.0


def test_a_line_above_everything_is_the_top(document: PreviewDocument) -> None:
    update(document, "\n\nsatu\n")
    assert document.block_of_line(0) == -1
    assert document.place_of_line(0.0) == (-1, 0.0)


def test_a_long_text_is_converted_in_turns_and_whole_in_the_end(document: PreviewDocument) -> None:
    text = "\n\n".join(f"Paragraf **nomor** {n} dengan [tautan](https://x.example/{n})." * 6 for n in range(600))
    assert update(document, text) > 1
    assert len(shown(document)) == 600
    assert update(document, text.replace("nomor** 300 ", "nomor** tiga ratus ", 1)) == 1
    assert "tiga ratus" in shown(document)[300]


def test_a_huge_paragraph_leaves_the_main_thread(document: PreviewDocument, background: Background) -> None:
    update(document, "satu")
    huge = "kata " * 4000
    assert document.update(Draft(1, "k", markdown=f"satu\n\n{huge}"))
    assert len(background.jobs) == 1
    assert len(shown(document)) == 1
    background.run()
    update(document, f"satu\n\n{huge}")
    assert len(shown(document)) == 2


def test_the_newest_text_wins(document: PreviewDocument, background: Background) -> None:
    huge = "kata " * 4000
    document.update(Draft(1, "k", markdown=huge))
    document.update(Draft(1, "k", markdown=huge + "lagi"))
    assert len(background.jobs) == 1
    background.run()
    document.update(Draft(1, "k", markdown=huge + "lagi"))
    background.run()
    update(document, huge + "lagi")
    assert "lagi" in shown(document)[0]


def test_hostile_markdown_is_made_harmless(document: PreviewDocument) -> None:
    update(document, "<script>x()</script>\n\n[a](javascript:x())\n\n![b](file:///etc/passwd)\n", title="<img src=x>")
    html = " ".join(shown(document)).casefold()
    assert "<script" not in html
    assert 'href="javascript:' not in html
    assert "file:///" not in html
    assert document.parts()["title"] == "&lt;img src=x&gt;"


def test_the_parts_around_the_text(document: PreviewDocument) -> None:
    draft = Draft(1, "k", title="J", categories=("Berita > Pelatihan",), tags=("a", "b"), date="2026-11-25T07:00:00")
    document.update(draft)
    assert "25 November 2026" in document.parts()["meta"]
    assert "Pelatihan" in document.parts()["meta"]
    assert "Berita &gt;" not in document.parts()["trail"]
    assert "a, b" in document.parts()["trail"]


def test_the_shell_holds_no_text_and_loads_nothing(document: PreviewDocument) -> None:
    shell = document.shell()
    assert 'id="bkd-content"></div>' in shell
    assert "Content-Security-Policy" in shell
    assert "<script" not in shell
    assert "src=" not in shell.replace("default-src", "").replace("img-src", "")
