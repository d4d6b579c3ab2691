"""What one chunk of Markdown says, as data. Inner text stays Markdown; inner chunks stay unread. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bkddesk.markup.inline_html import Tag
from bkddesk.markup.scanner import Chunk

Alignment = str
""" "", "left", "center" or "right"."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, level 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation. `citation` is what stands after "— " in its last paragraph."""

    chunks: tuple[Chunk, ...]
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A list's item: its own text, and what stands below it. `source` is all of it, as typed."""

    chunks: tuple[Chunk, ...]
    source: str


@dataclass(frozen=True, slots=True)
class List:
    """A list. `start` is 1 where it counts from one, and for bullets."""

    is_ordered: bool
    start: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Code as it stands, and its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length. `header` is empty where no heading has text."""

    alignments: tuple[Alignment, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on its own. `link` is the tag around it."""

    source: str
    alt: str
    title: str
    caption: str
    link: Tag | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """An address on a line of its own."""

    url: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A link that looks like a button."""

    text: str
    link: Tag


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons beside each other."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """What opens when its summary is pressed."""

    summary: str
    is_open: bool
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class More:
    """The end of what lists of articles show."""

    text: str = ""
    no_teaser: bool = False


@dataclass(frozen=True, slots=True)
class Separator:
    """A line across."""


@dataclass(frozen=True, slots=True)
class NextPage:
    """The end of a page."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """What a plugin replaces, as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Html:
    """HTML as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Markup:
    """Block markup as it stands."""

    source: str


@dataclass(frozen=True, slots=True)
class Island:
    """The placeholder of a block that Markdown cannot say."""

    placeholder: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """What gives no block: definitions, notes, and the empty comment that keeps two lists apart."""


Node = (
    Paragraph | Heading | Quote | List | Code | Table | Image | Embed | Buttons | Details | More | Separator | NextPage
    | Shortcode | Html | Markup | Island | Nothing
)  # fmt: skip
