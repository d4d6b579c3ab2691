"""A post's content -> Markdown with placeholders, and back: what was not touched is sent as the bytes that came.

Each top-level segment of the content that Markdown can say without loss becomes Markdown; that it can is proved by
writing it back and getting the same bytes. All else is an island: kept as bytes, shown as `⟦core/gallery #12 a1b2c3d4⟧`
(block name, place in the content, hash of its source). Knows nothing of the site and of drafts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from bkddesk.markup import classic
from bkddesk.markup.align import Pair, pair
from bkddesk.markup.blocks import Block, Segment, parse, read_block
from bkddesk.markup.from_blocks import join_markdown, markdown_of
from bkddesk.markup.inline import References, notes_in
from bkddesk.markup.inline_markdown import WAYS, Way
from bkddesk.markup.lines import PLACEHOLDER
from bkddesk.markup.reader import read, references_of
from bkddesk.markup.scanner import Chunk, chunks
from bkddesk.markup.to_blocks import block_for
from bkddesk.markup.write_blocks import write
from bkddesk.markup.writing import Media, Writing

_NO_MEDIA: Mapping[str, Media] = MappingProxyType({})
SIZE_LIMIT = 4_000_000
"""Characters; content beyond it is not opened."""


@dataclass(frozen=True, slots=True)
class OpenedSegment:
    """One segment of a content as the editor has it: its Markdown, or the placeholder of an island."""

    segment: Segment
    markdown: str
    is_island: bool
    way: Way = "light"
    """How its Markdown was written."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A content as the editor has it."""

    markdown: str
    segments: tuple[OpenedSegment, ...]
    tail: str = ""
    is_classic: bool = False

    @property
    def islands(self) -> dict[str, Segment]:
        """What stands behind each placeholder."""
        return {part.markdown: part.segment for part in self.segments if part.is_island}


@dataclass(frozen=True, slots=True)
class Published:
    """The content to send. `changed`: sources of the segments that are not in the base; `unresolved`: placeholders in
    the text that stand for nothing in the base, and were kept as text."""

    content: str
    changed: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


def unfaithful(content: str) -> str:
    """Why this content cannot be edited without damage ("too_large"), or ""."""
    return "too_large" if len(content) > SIZE_LIMIT else ""


@lru_cache(maxsize=8)
def open_content(content: str) -> Opened:
    """The content as Markdown with placeholders. Any content opens; the empty one to an empty text."""
    parsed = parse(content)
    segments = list(parsed.segments)
    is_classic = parsed.is_classic
    if not unfaithful(content):
        segments = [part for segment in segments for part in _split(segment)]
    opened = [_opened(segment, number, mixed=not is_classic) for number, segment in enumerate(segments, 1)]
    opened = _checked(opened)
    markdown = join_markdown([part.markdown for part in opened])
    return Opened(f"{markdown}\n" if markdown else "", tuple(opened), parsed.tail, is_classic)


def _split(segment: Segment) -> list[Segment]:
    return classic.split(segment) if segment.kind == "freeform" else [segment]


def _opened(segment: Segment, number: int, *, mixed: bool) -> OpenedSegment:
    if segment.kind == "freeform":
        found = _said_classic(segment.source, mixed=mixed)
    else:
        found = _said(segment.source, segment.name)
    if found is not None:
        return OpenedSegment(segment, found[0], is_island=False, way=found[1])
    return _island(segment, number)


def _island(segment: Segment, number: int) -> OpenedSegment:
    return OpenedSegment(segment, placeholder_of(segment, number), is_island=True)


def placeholder_of(segment: Segment, number: int) -> str:
    """An island's placeholder: its name, its place in the content (from 1), a short hash of its bytes."""
    digest = hashlib.blake2b(segment.source.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"⟦{segment.name or 'core/freeform'} #{number} {digest}⟧"


@lru_cache(maxsize=4096)
def _said(source: str, name: str | None) -> tuple[str, Way] | None:
    """A block's Markdown, proved to mean the same, and the way it was written."""
    block = read_block(source)
    if block is None or block.name != name:
        return None
    for way in WAYS:
        markdown = markdown_of(block, way)
        if markdown is None:
            return None
        if _is_proof(markdown, block, way):
            return markdown, way
    return None


def _is_proof(markdown: str, block: Block, way: Way) -> bool:
    found = chunks(markdown)
    if len(found) != 1 or found[0].text != markdown:
        return False
    references = References(notes=notes_in(block.source))
    return block.source == write(read(found[0]), Writing(references, way=way, anew=True), block)


@lru_cache(maxsize=4096)
def _said_classic(source: str, *, mixed: bool) -> tuple[str, Way] | None:
    """The same of a part of classic content."""
    for way in WAYS:
        markdown = classic.markdown_of(source, way, mixed=mixed)
        if markdown is None:
            return None
        found = chunks(markdown)
        if len(found) != 1 or found[0].text != markdown:
            continue
        if classic.write(read(found[0]), source, mixed=mixed) == source:
            return markdown, way
    return None


def _checked(opened: list[OpenedSegment]) -> list[OpenedSegment]:
    """The same, with what would not be found again in the joined text made islands."""
    while True:
        found = [chunk.text for chunk in _meant(chunks(join_markdown([part.markdown for part in opened])))]
        wanted = [part.markdown for part in opened]
        if found == wanted:
            return opened
        wrong = next((i for i, text in enumerate(wanted) if i >= len(found) or found[i] != text), len(wanted) - 1)
        number = (
            wrong
            if not opened[wrong].is_island
            else max((i for i in range(wrong) if not opened[i].is_island), default=-1)
        )
        if number < 0:
            return opened
        opened[number] = _island(opened[number].segment, number + 1)


def _meant(found: Sequence[Chunk]) -> list[Chunk]:
    return [chunk for chunk in found if chunk.kind != "nothing"]


# Back -----------------------------------------------------------------------------------------------------------------


def publish_content(base: str, markdown: str, media: Mapping[str, Media] = _NO_MEDIA) -> Published:
    """The content that an edited text makes of the base ("" for a new article).

    Unedited it is the base, byte for byte. Parts that moved, and islands that were copied, keep their bytes too.
    """
    opened = open_content(base)
    if markdown.strip(" \t\r\n") == opened.markdown.strip(" \t\r\n"):
        return Published(base)
    # New footnotes need post meta, which is not content: their text stays text.
    found = [replace(c, kind="paragraph") if c.kind == "note" else c for c in _meant(chunks(markdown))]
    islands = {part.markdown: n for n, part in enumerate(opened.segments) if part.is_island}
    pairs = _pairs(opened, found, islands)
    references = References(references_of(found).links, notes_in(base))
    pieces: list[tuple[Pair, str]] = []
    changed: list[str] = []
    for chunk, known in zip(found, pairs, strict=True):
        if known.is_same and known.index is not None:
            pieces.append((known, opened.segments[known.index].segment.source))
            continue
        old = opened.segments[known.index] if known.index is not None else None
        if old is not None and old.is_island:
            old = None  # something else stands in an island's place
        if opened.is_classic or (old is not None and old.segment.kind == "freeform"):
            was = old.segment.source if old else ""
            source = classic.write(read(chunk), was, references, mixed=not opened.is_classic)
        else:
            block = read_block(old.segment.source) if old else None
            source = block_for(chunk, references, media, block, old.way if old else "light")
        if source:
            pieces.append((known, source))
            changed.append(source)
    unresolved = tuple(
        text for chunk in found if chunk.kind == "island" and (text := chunk.text.strip(" \t")) not in islands
    )
    return Published(_joined(opened, pieces), tuple(changed), unresolved)


def _pairs(opened: Opened, found: Sequence[Chunk], islands: Mapping[str, int]) -> list[Pair]:
    """Each chunk's old self. Islands are known by their placeholders, wherever they stand and however often."""
    texts = [chunk.text.strip(" \t") if chunk.kind == "island" else chunk.text for chunk in found]
    pairs = pair([part.markdown for part in opened.segments], texts)
    result = []
    for chunk, text, known in zip(found, texts, pairs, strict=True):
        if chunk.kind == "island":
            result.append(Pair(islands.get(text), is_same=text in islands))
        else:
            result.append(known)
    return result


def _joined(opened: Opened, pieces: Sequence[tuple[Pair, str]]) -> str:
    """The pieces with what stood before each in the base; two line ends where nothing did."""
    written: list[str] = []
    previous: int | None = -1
    for known, source in pieces:
        separator = opened.segments[known.index].segment.separator_before if known.index is not None else ""
        if known.index is None or previous != known.index - 1:
            is_enough = separator and not classic.needs_blank_line(written[-1] if written else "", source)
            separator = "" if not written else separator if is_enough or separator.count("\n") > 1 else "\n\n"
        written += (separator, source)
        previous = known.index
    return "".join(written) + (opened.tail if written else "")


def without_islands(markdown: str) -> str:
    """The text without its placeholders: what there is to read and to count."""
    return "\n".join(line for line in markdown.split("\n") if not PLACEHOLDER.match(line))


__all__ = [
    "Opened", "OpenedSegment", "Published", "open_content", "placeholder_of", "publish_content", "unfaithful",
    "without_islands",
]  # fmt: skip
