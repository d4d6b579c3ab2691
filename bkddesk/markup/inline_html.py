"""The HTML that stands inside a paragraph: read strictly, written as a browser would. Knows no blocks and no Markdown.

What is not certain to mean the same everywhere (a stray `<`, tags that cross, block tags, comments) is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Literal

_INLINE_TAGS = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike
    strong sub sup time tt u var
"""
INLINE_TAGS = frozenset(_INLINE_TAGS.split())
VOID_TAGS = frozenset({"br", "img", "wbr"})

_NAME = r"[a-zA-Z][a-zA-Z0-9-]*+"
_ATTRIBUTE = r"""\s++[a-zA-Z_:][a-zA-Z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
OPEN_TAG = re.compile(rf"<({_NAME})((?:{_ATTRIBUTE})*+)\s*+(/)?>")
CLOSE_TAG = re.compile(rf"</({_NAME})\s*+>")
_ATTRIBUTES = re.compile(
    r"""\s++([a-zA-Z_:][a-zA-Z0-9_.:-]*+)(?:\s*+=\s*+(?:([^\s"'=<>`]++)|'([^']*+)'|"([^"]*+)"))?+"""
)
_SPACES = re.compile(r"[ \t\n\r\f]+")

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. Names are lower case, values unescaped and in order; a closing tag has none."""

    kind: Literal["open", "close", "void"]
    name: str
    attributes: Attributes = ()

    def get(self, name: str) -> str | None:
        """An attribute's value."""
        return next((value for key, value in self.attributes if key == name), None)


Inline = list[str | Tag]
"""Text (unescaped) and tags, tags properly nested."""


def read_attributes(text: str) -> Attributes:
    """The attributes of a tag's inside, in order; of a repeated one the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTES.finditer(text):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return tuple(found.items())


def read_tag(text: str, position: int) -> tuple[Tag, int] | None:
    """The inline tag that begins at a `<`, and where it ends; None where none does."""
    if closing := CLOSE_TAG.match(text, position):
        name = closing[1].lower()
        return (Tag("close", name), closing.end()) if name in INLINE_TAGS else None
    opening = OPEN_TAG.match(text, position)
    if opening is None:
        return None
    name = opening[1].lower()
    if name in VOID_TAGS:
        return Tag("void", name, read_attributes(opening[2])), opening.end()
    if name in INLINE_TAGS and not opening[3]:
        return Tag("open", name, read_attributes(opening[2])), opening.end()
    return None


def read_inline(html: str) -> Inline | None:
    """Inline HTML as text and tags; None where it is not strictly that."""
    result: Inline = []
    stack: list[str] = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        _add_text(result, unescape(html[position:start]))
        found = read_tag(html, start)
        if found is None:
            return None
        tag, position = found
        if tag.kind == "open":
            stack.append(tag.name)
        elif tag.kind == "close" and (not stack or stack.pop() != tag.name):
            return None
        result.append(tag)
    _add_text(result, unescape(html[position:]))
    return None if stack else result


def _add_text(inline: Inline, text: str) -> None:
    if not text:
        return
    if inline and isinstance(inline[-1], str):
        inline[-1] += text
    else:
        inline.append(text)


def write_inline(inline: Iterable[str | Tag]) -> str:
    """Text and tags as HTML, in the form that a browser (and so WordPress's editor) gives them."""
    return "".join(escape_text(part) if isinstance(part, str) else write_tag(part) for part in inline)


def write_tag(tag: Tag) -> str:
    """One tag, its values escaped as a browser does: no-break spaces, but not angle brackets."""
    if tag.kind == "close":
        return f"</{tag.name}>"
    values = []
    for key, value in tag.attributes:
        escaped = value.replace("&", "&amp;").replace("\u00a0", "&nbsp;").replace('"', "&quot;")
        values.append(f' {key}="{escaped}"')
    return f"<{tag.name}{''.join(values)}>"


def write_attributes(attributes: Iterable[tuple[str, str]]) -> str:
    """A block's own attributes for inside a tag, each with a space before it."""
    return "".join([f' {key}="{escape_attribute(value)}"' for key, value in attributes])


def escape_text(text: str) -> str:
    """Text as HTML, the way a browser serialises it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def escape_attribute(text: str) -> str:
    """A value for between double quotes, the way WordPress writes a block's own tags: angle brackets, but no spaces."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def plain(inline: Iterable[str | Tag]) -> str:
    """The text alone, breaks as line ends."""
    words = []
    for part in inline:
        if isinstance(part, str):
            words.append(part)
        elif part.name == "br":
            words.append("\n")
        elif part.name == "img":
            words.append(part.get("alt") or "")
    return "".join(words)


def normal(inline: Sequence[str | Tag]) -> Inline:
    """The same as a reader sees it: white space as HTML collapses it, attributes in one order."""
    result: Inline = []
    for part in inline:
        if isinstance(part, str):
            text = _SPACES.sub(" ", part)
            if _after_space(result):
                text = text.lstrip(" ")
            _add_text(result, text)
        else:
            if part.name == "br":
                _strip_end(result)
            result.append(Tag(part.kind, part.name, tuple(sorted(part.attributes))))
    _strip_end(result)
    return result


def _after_space(inline: Inline) -> bool:
    if not inline:
        return True
    last = inline[-1]
    return last.endswith(" ") if isinstance(last, str) else last.name == "br"


def _strip_end(inline: Inline) -> None:
    if inline and isinstance(inline[-1], str):
        text = inline.pop()
        _add_text(inline, str(text).rstrip(" "))
