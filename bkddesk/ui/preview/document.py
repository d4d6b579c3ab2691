"""The open draft as blocks of a page: what is converted when, and which line of the text a block comes from.

Only chunks whose text changed are converted. A long text that was never shown is converted a few milliseconds at a
time; a single chunk that would take longer than a frame is converted off the main thread. Knows no widget.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import QDate, QLocale

from bkddesk.desk import Desk
from bkddesk.documents import page_article
from bkddesk.language import tr
from bkddesk.markup.page import (
    Chunk,
    PageArticle,
    PageBlock,
    chunks,
    featured_html,
    meta_html,
    no_pictures,
    render_blocks,
    render_page,
    trail_html,
)
from bkddesk.model.article import Draft

SLICE_SECONDS = 0.006
"""How long one turn may convert: well below a frame."""
_BATCH = 8
_LARGE = 6000
"""Letters of a chunk above which its conversion may take longer than a frame."""
_REMEMBERED = 4000

Background = Callable[[Callable[[], object], Callable[[object], None]], None]
"""`Context.run_in_background`."""


class PreviewDocument:
    """Call `update` with the newest draft; then `blocks` and `parts` are what the page is to show."""

    def __init__(self, desk: Desk, background: Background, converted: Callable[[], None]) -> None:
        """`converted` is called when something that was converted in the background is ready for the next `update`."""
        self._desk, self._background, self._converted = desk, background, converted
        self._blocks: list[PageBlock] = []
        self._starts: list[int] = []
        self._parts: dict[str, str] = {}
        self._parts_of: tuple[object, ...] = ()
        self._text = ""
        self._found: Sequence[Chunk] = ()
        self._fresh: list[Chunk] = []
        self._partial: list[PageBlock] = []
        self._appears = True
        self._known: set[int] = set()
        self._working = False
        self._islands_of = ""
        self._islands: dict[str, str] = {}
        # The look that ships with bkddesk is one Indonesian site's; its furniture speaks that language.
        self._language = "id"

    def look_words(self) -> str:
        """Where the look came from."""
        return tr("Default look")

    def shell(self) -> str:
        """The page without its text; the same for every draft of the site."""
        found = self._desk.site.found
        article = PageArticle(site_name=self._desk.site.name, site_url=found.url, language=self._language)
        return render_page(article).html

    def forget(self) -> None:
        """Convert everything again next time."""
        self._known.clear()
        self._text, self._parts_of = "\0", ()

    # The text -------------------------------------------------------------------------------------------------------

    def update(self, draft: Draft) -> bool:
        """Convert what changed; False when there is more to do: call again in the next turn."""
        self._update_parts(draft)
        if draft.markdown != self._text:
            self._text, self._found = draft.markdown, chunks(draft.markdown)
            self._fresh = [chunk for chunk in self._found if hash(chunk.text) not in self._known]
            self._partial = []
            # A text that is new here appears from its top on; in one that is shown, the page waits for the whole.
            self._appears = 2 * len(self._fresh) > len(self._found)
        islands = self._islands_in(draft)
        large = [chunk for chunk in self._fresh if len(chunk.text) > _LARGE]
        if large:
            self._convert_in_background(large, islands)
            return True
        if not self._convert(islands):
            if self._appears:
                self._show(list(self._partial))
            return False
        self._show(render_blocks(self._found, no_pictures, islands=islands, language=self._language))
        return True

    def _convert(self, islands: dict[str, str]) -> bool:
        """Convert what was never converted, for a few milliseconds; whether nothing is left."""
        began = time.perf_counter()
        while self._fresh:
            batch, self._fresh = self._fresh[:_BATCH], self._fresh[_BATCH:]
            self._partial += render_blocks(batch, no_pictures, islands=islands, language=self._language)
            self._remember(batch)
            if time.perf_counter() - began > SLICE_SECONDS:
                break
        return not self._fresh

    def _convert_in_background(self, large: Sequence[Chunk], islands: dict[str, str]) -> None:
        if self._working:
            return
        self._working = True

        def work() -> object:
            return render_blocks(large, no_pictures, islands=islands, language=self._language)

        def done(_blocks: object) -> None:
            self._working = False
            self._remember(large)
            done_with = {chunk.text for chunk in large}
            self._fresh = [chunk for chunk in self._fresh if chunk.text not in done_with]
            self._converted()

        self._background(work, done)

    def _remember(self, converted: Sequence[Chunk]) -> None:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update(hash(chunk.text) for chunk in converted)

    def _show(self, blocks: list[PageBlock]) -> None:
        self._blocks = blocks
        self._starts = [block.start_line for block in blocks]

    def _islands_in(self, draft: Draft) -> dict[str, str]:
        if "⟦" not in draft.markdown or draft.base is None:
            return {}
        if draft.base.content != self._islands_of:
            self._islands_of = draft.base.content
            self._islands = self._desk.islands(draft.base.content)
        return self._islands

    def blocks(self) -> list[PageBlock]:
        """What the page is to show."""
        return self._blocks

    # The parts around it --------------------------------------------------------------------------------------------

    def parts(self) -> dict[str, str]:
        """Named parts of the page as safe HTML: title, meta, featured, trail."""
        return self._parts

    def _update_parts(self, draft: Draft) -> None:
        state = (
            draft.id, draft.article_id, draft.title, draft.date, draft.categories, draft.tags, draft.featured_media,
        )  # fmt: skip
        if state == self._parts_of:
            return
        self._parts_of = state
        article = self._article(draft)
        self._parts = {
            "title": escape(draft.title),
            "meta": meta_html(article),
            "featured": featured_html(article, no_pictures),
            "trail": trail_html(article),
        }

    def _article(self, draft: Draft) -> PageArticle:
        return page_article(draft, self._desk, self._date_text, self._language)

    def _date_text(self, moment: datetime) -> str:
        return QLocale(self._language).toString(QDate(moment.year, moment.month, moment.day), "d MMMM yyyy")

    # Lines and places -----------------------------------------------------------------------------------------------

    def block_of_line(self, line: int) -> int:
        """The block that a line of the text belongs to, or stands below; -1 above the first."""
        return bisect_right(self._starts, line) - 1

    def place_of_line(self, line: float) -> tuple[int, float]:
        """The block at a line, and how much of it lies above (0 to 1)."""
        number = self.block_of_line(int(line))
        if number < 0:
            return -1, 0.0
        block = self._blocks[number]
        return number, min(max((line - block.start_line) / max(block.end_line - block.start_line, 1), 0.0), 1.0)

    def line_of_place(self, number: int, part: float) -> float:
        """The line that stands where a part of a block ends; 0 above the first."""
        if not 0 <= number < len(self._blocks):
            return 0.0
        block = self._blocks[number]
        return block.start_line + part * (block.end_line - block.start_line)
