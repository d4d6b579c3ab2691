"""What the writers of blocks share: what they may look at, and how an old block's shape is filled anew. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bkddesk.markup.blocks import Block
from bkddesk.markup.inline import NONE, References, parse_inline
from bkddesk.markup.inline_html import Inline, write_inline
from bkddesk.markup.inline_markdown import Way
from bkddesk.markup.splice import splice

_BLOCK_COMMENT = re.compile(r"<!--[ \t\n\r\f\v]+(?=/?wp:)")


@dataclass(frozen=True, slots=True)
class Media:
    """A picture of the site's library."""

    id: int
    url: str
    size: str = "large"


@dataclass(frozen=True, slots=True)
class Writing:
    """What a chunk's conversion may look at, besides the chunk: the text's definitions, the site's pictures."""

    references: References = NONE
    media: Mapping[str, Media] = field(default_factory=dict)
    way: Way = "light"
    """How the old block was opened, so that its parts are known again."""
    depth: int = 0
    anew: bool = False
    """Write inner blocks again even where they did not change: to prove that they can be."""

    def inline(self, text: str) -> Inline:
        """A text's Markdown as text and tags."""
        return parse_inline(text, self.references)

    def html(self, text: str, old: str | None = None) -> str:
        """A text's Markdown as HTML, out of the old HTML as far as that says the same."""
        inline = self.inline(text)
        return write_inline(inline) if old is None else splice(old, inline)

    def deeper(self) -> Writing:
        """For what stands inside."""
        return replace(self, depth=self.depth + 1)


def without_block_comments(text: str) -> str:
    """HTML in which nothing is taken for a block's comment."""
    return _BLOCK_COMMENT.sub("<!--", text)


def if_named(old: Block | None, name: str) -> Block | None:
    """The old block, if it is of this kind."""
    return old if old is not None and old.name == name else None


def filled(old: Block, opening: str, inside: str, closing: str) -> str:
    """An old block with another inside."""
    return f"{old.opener}{opening}{inside}{closing}{old.closer}"


def joined(parts: Sequence[str], separators: Sequence[str]) -> str:
    """Parts with what stands between them."""
    result: list[str] = []
    for index, part in enumerate(parts):
        if index:
            result.append(separators[index - 1] if index <= len(separators) else "")
        result.append(part)
    return "".join(result)
