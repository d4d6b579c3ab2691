"""Markdown -> block markup in the form that WordPress's editor itself writes. Knows nothing of the site.

Every block written here is valid and stays byte for byte the same when wp-admin saves it (WordPress 6.8 to 7.1). Each
chunk of the text is converted apart and remembered, so that a key stroke converts one chunk.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from bkddesk.markup import lines as at
from bkddesk.markup.blocks import Block
from bkddesk.markup.inline import NONE, References
from bkddesk.markup.inline_markdown import Way
from bkddesk.markup.reader import read, references_of
from bkddesk.markup.scanner import Chunk, chunks
from bkddesk.markup.write_blocks import write
from bkddesk.markup.writing import Media, Writing

__all__ = [
    "Chunk",
    "Document",
    "Media",
    "block_for",
    "chunks",
    "footnotes_of",
    "references_for",
    "to_blocks",
    "to_document",
]

_NOTE_MARK = re.compile(r"\[\^([^\s\[\]^]{1,80})\]")
_NO_MEDIA: Mapping[str, Media] = MappingProxyType({})
FOOTNOTES = "<!-- wp:footnotes /-->"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text as block markup. `footnotes`: id and HTML of each note, for the post's meta field of that name."""

    content: str
    footnotes: tuple[tuple[str, str], ...] = field(default=())


def to_blocks(markdown: str, media: Mapping[str, Media] = _NO_MEDIA) -> str:
    """The whole text's content. `media` says which pictures of the library stand for which addresses in the text.

    Footnotes stay text: their content does not belong to the content (`to_document`).
    """
    found = chunks(markdown)
    references = references_of(found)
    return "\n\n".join(block for chunk in found if (block := block_for(chunk, references, media)))


def to_document(markdown: str, media: Mapping[str, Media] = _NO_MEDIA) -> Document:
    """The whole text with footnotes, for a site whose post type keeps them as post meta."""
    found = chunks(markdown)
    references = references_for(found)
    written = [block for chunk in found if (block := block_for(chunk, references, media))]
    notes = footnotes_of(found, references)
    return Document("\n\n".join([*written, FOOTNOTES] if notes else written), notes)


def block_for(
    chunk: Chunk,
    references: References = NONE,
    media: Mapping[str, Media] = _NO_MEDIA,
    old: Block | None = None,
    way: Way = "light",
) -> str:
    """One chunk's blocks; "" for one that gives none.

    `old`: the block that it was, whose attributes it keeps; `way`: how that one's Markdown was written.
    """
    if chunk.kind == "note":
        note = _note(chunk.text)
        if note and note[1] in references.notes:
            return ""
        chunk = replace(chunk, kind="paragraph")
    if old is not None or media or ("[" in chunk.text and (references.links or references.notes)):
        return write(read(chunk), Writing(references, media, way), old)
    return _remembered(chunk.kind, chunk.text)


@lru_cache(maxsize=4096)
def _remembered(kind: str, text: str) -> str:
    return write(read(Chunk(0, 0, text, kind)), Writing(), None)  # type: ignore[arg-type]  # a Kind, as it came


def references_for(found: Sequence[Chunk]) -> References:
    """What the chunks of a text define for each other: link targets, and notes in the order in which they are named."""
    links = references_of(found)
    defined = {note[1]: note[2] for chunk in found if chunk.kind == "note" and (note := _note(chunk.text))}
    if not defined:
        return links
    named = [
        label
        for chunk in found
        if chunk.kind not in ("note", "code", "html")
        for label in _NOTE_MARK.findall(chunk.text)
    ]
    order = [label for label in dict.fromkeys(named) if label in defined]
    return References(
        links.links, {label: (_note_id(label, defined[label]), str(n)) for n, label in enumerate(order, 1)}
    )


def footnotes_of(found: Sequence[Chunk], references: References) -> tuple[tuple[str, str], ...]:
    """Id and HTML of each note that is named, in order."""
    texts = {
        note[1]: chunk.text[note.start(2) :] for chunk in found if chunk.kind == "note" and (note := _note(chunk.text))
    }
    return tuple(
        (name, Writing(references).html(" ".join(texts[label].split())))
        for label, (name, _) in references.notes.items()
    )


def _note(text: str) -> re.Match[str] | None:
    return at.NOTE.match(text.split("\n", 1)[0])


def _note_id(label: str, text: str) -> str:
    """The same note has the same id wherever it is converted: nothing random, no change without an edit."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"footnote:{label}:{text}"))
