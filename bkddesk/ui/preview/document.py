"""The open draft as blocks of a page: what is converted when, and which line of the text a block comes from.

Only chunks whose text changed are converted. A long text that was never shown is converted a few milliseconds at a
time; a single chunk that would take longer than a frame is converted off the main thread. Knows no widget.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from html import escape

from PySide6.QtCore import QDate, QLocale

from bkddesk.desk import Desk
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
from bkddesk.model.errors import NotFoundError

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
        self._parts_of = ()

    # The text -------------------------------------------------------------------------------------------------------

    def update(self, draft: Draft) -> bool:
        """Convert what changed; False when there is more to do: call again in the next turn."""
        self._update_parts(draft)
        found = chunks(draft.markdown)
        fresh = [chunk for chunk in found if hash(chunk.text) not in self._known]
        large = [chunk for chunk in fresh if len(chunk.text) > _LARGE]
        if large:
            self._convert_in_background(large, draft)
            return True
        complete = self._convert(fresh, draft)
        if not complete:
            ready = next((n for n, chunk in enumerate(found) if hash(chunk.text) not in self._known), len(found))
            if len(found) - len(fresh) > ready:
                # In the midst of a text that is shown already: keep it on the page until the new part is ready.
                return False
            found = found[:ready]
        self._show(render_blocks(found, no_pictures, islands=self._islands_in(draft), language=self._language))
        return complete

    def _convert(self, fresh: Sequence[Chunk], draft: Draft) -> bool:
        began = time.perf_counter()
        islands = self._islands_in(draft)
        for start in range(0, len(fresh), _BATCH):
            batch = fresh[start : start + _BATCH]
            render_blocks(batch, no_pictures, islands=islands, language=self._language)
            self._remember(batch)
            if time.perf_counter() - began > SLICE_SECONDS and start + _BATCH < len(fresh):
                return False
        return True

    def _convert_in_background(self, large: Sequence[Chunk], draft: Draft) -> None:
        if self._working:
            return
        self._working = True
        islands = self._islands_in(draft)

        def work() -> object:
            return render_blocks(large, no_pictures, islands=islands, language=self._language)

        def done(_blocks: object) -> None:
            self._working = False
            self._remember(large)
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
        desk = self._desk
        picture = desk.media_item(draft.featured_media) if draft.featured_media else None
        moment = datetime.fromisoformat(draft.date) if draft.date else desk.now().astimezone(desk.site.found.zone)
        author = desk.site.account.name
        if draft.article_id:
            with suppress(NotFoundError):  # made a moment ago, not read back yet
                author = desk.article(draft.article_id).author_name or author
        return PageArticle(
            title=draft.title,
            author=author,
            date_text=QLocale(self._language).toString(QDate(moment.year, moment.month, moment.day), "d MMMM yyyy"),
            categories=tuple(name.rsplit(" > ", 1)[-1] for name in draft.categories),
            tags=draft.tags,
            featured_image_src=picture.source_url if picture else "",
            featured_image_alt=picture.alt_text if picture else "",
            site_name=desk.site.name,
            site_url=desk.site.found.url,
            comment_text="" if draft.article_id else "0 Komentar",
            language=self._language,
        )

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
