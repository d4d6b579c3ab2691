"""What stands behind a placeholder, as facts for a screen to word: "Gallery, 4 pictures". Knows no such words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urlsplit

from bkddesk.markup.blocks import Block, parse, read_block
from bkddesk.markup.sanitize import host_of, plain_text

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?:src|href)=["']([^"'<>]+)""")
_SHORTCODE = re.compile(r"\[/?([A-Za-z][\w-]*)")
_COUNTED = {
    "core/buttons": "core/button",
    "core/columns": "core/column",
    "core/gallery": "core/image",
    "core/list": "core/list-item",
    "core/social-links": "core/social-link",
}


@dataclass(frozen=True, slots=True)
class IslandDescription:
    """A block that the editor only shows.

    `name` is WordPress's ("core/gallery", "acf/hero"; "core/freeform" for a piece of classic content); `count` is how
    many of its own kind of parts it holds (pictures, columns, buttons, rows, inner blocks; 0 where there is nothing to
    count); `detail` is what tells it from others: a shortcode's or tag's name, a host, a file's name, its first words.
    """

    name: str
    count: int = 0
    detail: str = ""

    @property
    def is_plugin_block(self) -> bool:
        """Whether the block is not WordPress's own."""
        return not self.name.startswith("core/")


def describe(source: str) -> IslandDescription:
    """What one segment's source is. Any text gives an answer."""
    segments = parse(source).segments
    if len(segments) != 1 or segments[0].name is None:
        return IslandDescription("core/freeform", len(_PICTURE.findall(source)), _freeform_detail(source))
    name = segments[0].name
    block = read_block(source)
    if block is None:
        return IslandDescription(name)
    return IslandDescription(name, _count(block), _detail(block))


def _count(block: Block) -> int:
    part = _COUNTED.get(block.name)
    if part is not None:
        count = sum(inner.name == part for inner in block.inner)
        return count or len(_PICTURE.findall(block.html))
    if block.name == "core/table":
        return len(re.findall(r"<tr\b", block.html))
    return len(block.inner)


def _detail(block: Block) -> str:
    attributes = block.attributes
    match block.name:
        case "core/embed":
            return host_of(str(attributes.get("url", "")))
        case "core/file" | "core/audio" | "core/video" | "core/image":
            found = _ADDRESS.search(block.html)
            return _file_name(found[1]) if found else ""
        case "core/block":
            return str(attributes.get("ref", ""))
        case "core/shortcode":
            found = _SHORTCODE.search(block.html)
            return f"[{found[1]}]" if found else ""
        case "core/pattern" | "core/template-part":
            return str(attributes.get("slug", ""))
        case "core/html":
            found = _TAG.search(block.html)
            return f"<{found[1].lower()}>" if found else ""
    return _first_words("".join(part if isinstance(part, str) else part.html for part in block.content))


def _freeform_detail(source: str) -> str:
    if found := _SHORTCODE.match(source):
        return f"[{found[1]}]"
    found = _TAG.match(source)
    return f"<{found[1].lower()}>" if found else _first_words(source)


def _file_name(address: str) -> str:
    try:
        return unquote(urlsplit(unescape(address)).path.rsplit("/", 1)[-1])
    except ValueError:
        return ""


def _first_words(html: str) -> str:
    words = plain_text(html[:2000]).split()
    return " ".join(words[:8])[:60]
