"""One block -> the Markdown that says the same, where Markdown can. Whether it does is checked by writing it back.

Only the forms that WordPress's own editor writes are known here; whatever else a block holds makes it an island.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

from bkddesk.markup.blocks import Block
from bkddesk.markup.embeds import provider_of
from bkddesk.markup.inline_html import Attributes, Tag, read_attributes, read_inline
from bkddesk.markup.inline_markdown import Way, link_target, write_lines, write_markdown
from bkddesk.markup.lines import is_blank, marker_of

APART = "<!-- -->"
"""Stands between two lists that would otherwise be one."""

_ATTRIBUTES = r"(?:\s[^<>]*+)?+"
_WRAPPED = re.compile(rf"(\s*+<(p|h[1-6])({_ATTRIBUTES})>)(.*)(</\2>\s*+)\Z", re.DOTALL)
_ITEM = re.compile(rf"(\s*+<li{_ATTRIBUTES}>)(.*)\Z", re.DOTALL)
_LIST = re.compile(rf"\s*+<(ul|ol)({_ATTRIBUTES})>\s*+\Z")
_LIST_END = re.compile(r"\s*+</(ul|ol)>\s*+\Z")
_QUOTE = re.compile(rf"\s*+<blockquote({_ATTRIBUTES})>\s*+\Z")
_QUOTE_END = re.compile(r"(\s*+)(?:<cite>(.*)</cite>(\s*+))?+(</blockquote>\s*+)\Z", re.DOTALL)
_CODE = re.compile(rf"(\s*+<pre({_ATTRIBUTES})><code>)([^<>]*+)(</code></pre>\s*+)\Z")
_FIGURE = re.compile(
    rf"(\s*+<figure({_ATTRIBUTES})>\s*+)(<a({_ATTRIBUTES})>\s*+)?+(<img(\s[^<>]*?)\s*+/?>)(\s*+</a>)?+"
    rf"(?:(\s*+<figcaption({_ATTRIBUTES})>)(.*)(</figcaption>))?+(\s*+</figure>\s*+)\Z",
    re.DOTALL,
)
_EMBED = re.compile(
    rf"(\s*+<figure({_ATTRIBUTES})><div class=\"wp-block-embed__wrapper\">\s*+)([^<>\s]++)(\s*+</div>)"
    rf"(?:(\s*+<figcaption({_ATTRIBUTES})>)(.*)(</figcaption>))?+(</figure>\s*+)\Z",
    re.DOTALL,
)
_DETAILS = re.compile(rf"(\s*+<details({_ATTRIBUTES})>\s*+<summary>)(.*)(</summary>\s*+)\Z", re.DOTALL)
_DETAILS_END = re.compile(r"\s*+</details>\s*+\Z")
_BUTTON = re.compile(rf"(\s*+<div({_ATTRIBUTES})>)<a({_ATTRIBUTES})>(.*)</a>(</div>\s*+)\Z", re.DOTALL)
_DIV = re.compile(r"\s*+<div(?:\s[^<>]*+)?+>\s*+\Z")
_DIV_END = re.compile(r"\s*+</div>\s*+\Z")
_SHORTCODE_EDGES = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure taken apart, verbatim: what stands before the picture, its tag, and around its caption."""

    before: str
    link: Attributes | None
    link_close: str
    image: str
    attributes: Attributes
    caption_open: str
    caption: str | None
    caption_close: str
    after: str


def wrapped(block: Block) -> tuple[str, str, str, str] | None:
    """A paragraph's or heading's parts: tag name, opening, inside, closing."""
    found = _WRAPPED.match(block.html) if not block.inner else None
    return (found[2], found[1], found[4], found[5]) if found else None


def item_parts(block: Block) -> tuple[str, str] | None:
    """A list item's opening tag and its own text; what follows are lists and the closing tag."""
    first = block.content[0] if block.content else ""
    found = _ITEM.match(first) if isinstance(first, str) else None
    if found is None:
        return None
    inside = found[2]
    if not block.inner:
        inside = inside[: inside.rfind("</li>")] if "</li>" in inside else inside
    return found[1], inside


def code_parts(block: Block) -> tuple[str, str, str] | None:
    """Code's opening, its text as HTML, its closing."""
    found = _CODE.match(block.html) if not block.inner else None
    return (found[1], found[3], found[4]) if found else None


def picture_parts(block: Block) -> Picture | None:
    """A figure's parts."""
    found = _FIGURE.match(block.html) if not block.inner else None
    if found is None or bool(found[3]) != bool(found[7]):
        return None
    link = read_attributes(found[4] or "") if found[3] else None
    return Picture(
        found[1] + (found[3] or ""),
        link,
        found[7] or "",
        found[5],
        read_attributes(found[6]),
        found[8] or "",
        found[10],
        found[11] or "",
        found[12],
    )


def embed_parts(block: Block) -> re.Match[str] | None:
    """An embed's parts: 1 to 4 before, address, after; 5, 7, 8 the caption and what is around it; 9 the end."""
    return _EMBED.match(block.html) if not block.inner else None


def quote_end(block: Block) -> re.Match[str] | None:
    """What closes a quote: its citation is group 2."""
    last = block.content[-1] if block.content else ""
    return _QUOTE_END.match(last) if isinstance(last, str) else None


def details_start(block: Block) -> re.Match[str] | None:
    """What opens details: the attributes of its tag are group 2, its summary 3."""
    first = block.content[0] if block.content else ""
    return _DETAILS.match(first) if isinstance(first, str) else None


def button_parts(block: Block) -> re.Match[str] | None:
    """A button's parts: 3 the link's attributes, 4 its text."""
    return _BUTTON.match(block.html) if not block.inner else None


def markdown_of(block: Block, way: Way) -> str | None:
    """A block as Markdown, or None where that is not known to be possible."""
    write = _WRITERS.get(block.name)
    return write(block, way) if write else None


def join_markdown(parts: Sequence[str]) -> str:
    """Blocks of Markdown after each other."""
    result: list[str] = []
    for part in parts:
        if result and _is_list(part) and _is_list(result[-1]):
            result.append(APART)
        result.append(part)
    return "\n\n".join(result)


def with_list(text: str, nested: str) -> str:
    """An item's text and the list below it. Only a list that counts from one may follow text directly."""
    marker = marker_of(nested.split("\n", 1)[0])
    gap = "\n" if not text or (marker is not None and marker.number in (None, 1)) else "\n\n"
    return f"{text}{gap}{nested}"


def indented(mark: str, text: str) -> str:
    """A list item: its mark, and its text below each other."""
    lines = "\n".join(" " * len(mark) + line if line else "" for line in text.split("\n"))
    return (mark + lines[len(mark) :]).rstrip(" ")


def _is_list(text: str) -> bool:
    return marker_of(text.split("\n", 1)[0]) is not None


def _lines(html: str, way: Way) -> str | None:
    inline = read_inline(html)
    if inline is None:
        return None
    while inline and isinstance(inline[0], str) and not inline[0].strip(" \t\n\r\f"):
        del inline[0]
    while inline and isinstance(inline[-1], str) and not inline[-1].strip(" \t\n\r\f"):
        del inline[-1]
    return write_lines(inline, way)


def _one_line(html: str, way: Way) -> str | None:
    text = _lines(html, way)
    return None if text is None or "\n" in text else text


def _paragraph(block: Block, way: Way) -> str | None:
    parts = wrapped(block)
    return _lines(parts[2], way) if parts and parts[0] == "p" else None


def _heading(block: Block, way: Way) -> str | None:
    parts = wrapped(block)
    level = block.attributes.get("level", 2)
    if parts is None or parts[0] != f"h{level}":
        return None
    inline = read_inline(parts[2])
    text = write_markdown(inline, way) if inline else None
    if text is None or is_blank(text):
        return None
    text = text.strip(" \t").replace("\n", "<br>")
    # A run of # at the end would be taken for the heading's closing signs.
    return f"{'#' * level} {text[:-1]}\\#" if text.endswith("#") else f"{'#' * level} {text}"


def _list(block: Block, way: Way) -> str | None:
    inner = block.inner
    first, last = (block.content[0], block.content[-1]) if len(block.content) > 1 else ("", "")
    if not (isinstance(first, str) and isinstance(last, str) and inner and _between_is_space(block)):
        return None
    opening, closing = _LIST.match(first), _LIST_END.match(last)
    ordered = bool(block.attributes.get("ordered"))
    start = block.attributes.get("start", 1)
    if not (opening and closing and opening[1] == closing[1] == ("ol" if ordered else "ul")) or not isinstance(
        start, int
    ):
        return None
    if block.attributes.get("reversed") or not 0 <= start < 10**9:
        return None
    items = []
    for number, item in enumerate(inner, start):
        text = item_markdown(item, way) if item.name == "core/list-item" else None
        if text is None:
            return None
        items.append(indented(f"{number}. " if ordered else "- ", text))
    return "\n".join(items)


def _between_is_space(block: Block) -> bool:
    return all(not part.strip() for part in block.content[1:-1] if isinstance(part, str))


def item_markdown(block: Block, way: Way) -> str | None:
    """A list item's Markdown, without its mark."""
    parts = item_parts(block)
    if parts is None or not _between_is_space(block):
        return None
    last = block.content[-1]
    if not isinstance(last, str) or not last.rstrip().endswith("</li>") or (block.inner and last.strip() != "</li>"):
        return None
    text = _lines(parts[1], way) if parts[1].strip() else ""
    if text is None:
        return None
    text = text.replace("\n\\\n", "\n\n")
    if not block.inner:
        return text
    nested = _list(block.inner[0], way) if len(block.inner) == 1 and block.inner[0].name == "core/list" else None
    return None if nested is None else with_list(text, nested)


def _quote(block: Block, way: Way) -> str | None:
    first = block.content[0] if block.content else ""
    end = quote_end(block)
    if (
        not isinstance(first, str)
        or not _QUOTE.match(first)
        or end is None
        or not block.inner
        or not _between_is_space(block)
    ):
        return None
    parts = [markdown_of(inner, way) for inner in block.inner]
    if end[2] is not None:
        cited = _one_line(end[2], way)
        parts.append(None if not cited else f"— {cited}")
    known = [part for part in parts if part is not None]
    if len(known) != len(parts):
        return None
    return "\n".join(f"> {line}".rstrip(" ") for line in join_markdown(known).split("\n"))


def _code(block: Block, way: Way) -> str | None:  # noqa: ARG001  (all writers are called alike)
    parts = code_parts(block)
    if parts is None:
        return None
    text = unescape(parts[1])
    language = language_of(block)
    if language is None or "\r" in text:
        return None
    longest = max((len(run) for run in re.findall(r"^[ \t]*(`{3,})", text, re.MULTILINE)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def language_of(block: Block) -> str | None:
    """The language that a code block's class names, "" for none, None where Markdown cannot name it."""
    names = str(block.attributes.get("className", "")).split()
    found = [name.removeprefix("language-") for name in names if name.startswith("language-")]
    if not found:
        return ""
    return found[0] if len(found) == 1 and re.fullmatch(r"[\w+#.-]{1,40}", found[0]) else None


def _image(block: Block, way: Way) -> str | None:
    parts = picture_parts(block)
    if parts is None:
        return None
    values = dict(parts.attributes)
    if not values.get("src") or "alt" not in values:
        return None
    alt = re.sub(r"[\\\[\]`*_<&!~]", r"\\\g<0>", values["alt"])
    target = link_target(values["src"], values.get("title"))
    if target is None or "\n" in alt:
        return None
    text = f"![{alt}]{target}"
    if parts.link is not None:
        linked = write_markdown([Tag("open", "a", parts.link), "x", Tag("close", "a")], "light")
        if linked is None or not linked.startswith("[x]"):
            return None
        text = f"[{text}]{linked[3:]}"
    if parts.caption is None:
        return text
    caption = _lines(parts.caption, way)
    return f"{text}\n{caption}" if caption else None


def _separator(block: Block, way: Way) -> str | None:  # noqa: ARG001
    return "---" if re.fullmatch(r"\s*+<hr(?:\s[^<>]*+)?+>\s*+", block.html) else None


def _more(block: Block, way: Way) -> str | None:  # noqa: ARG001
    text = block.html.strip()
    return text if re.fullmatch(r"<!--more(?: [^<>\n]*?)?-->(?:\n<!--noteaser-->)?", text) else None


def _next_page(block: Block, way: Way) -> str | None:  # noqa: ARG001
    return "<!--nextpage-->" if block.html.strip() == "<!--nextpage-->" else None


def _shortcode(block: Block, way: Way) -> str | None:  # noqa: ARG001
    return block.html.strip(_SHORTCODE_EDGES) if not block.inner else None


def _embed(block: Block, way: Way) -> str | None:
    parts = embed_parts(block)
    if parts is None:
        return None
    url = unescape(parts[3])
    if block.attributes.get("url") != url or provider_of(url) is None:
        return None
    if parts[7] is None:
        return url
    caption = _one_line(parts[7], way)
    return f"{url}\n{caption}" if caption else None


def _buttons(block: Block, way: Way) -> str | None:
    first, last = (block.content[0], block.content[-1]) if len(block.content) > 1 else ("", "")
    if not (isinstance(first, str) and isinstance(last, str) and _DIV.match(first) and _DIV_END.match(last)):
        return None
    if not _between_is_space(block):
        return None
    links = []
    for inner in block.inner:
        parts = button_parts(inner) if inner.name == "core/button" else None
        inline = read_inline(parts[4]) if parts else None
        if parts is None or inline is None:
            return None
        link = button_link(read_attributes(parts[3]))
        text = write_markdown([Tag("open", "a", link), *inline, Tag("close", "a")], way)
        if text is None or not text.startswith("[") or "\n" in text:
            return None
        links.append(text)
    return " ".join(links) or None


def button_link(attributes: Attributes) -> Attributes:
    """A button's link as Markdown names it: the class "button" in place of WordPress's two."""
    kept = tuple((key, value) for key, value in attributes if key != "class")
    return (*kept[:1], ("class", "button"), *kept[1:])


def _details(block: Block, way: Way) -> str | None:
    start, last = details_start(block), block.content[-1] if block.content else ""
    if start is None or not isinstance(last, str) or not _DETAILS_END.match(last) or not _between_is_space(block):
        return None
    summary = _one_line(start[3], way)
    parts = [markdown_of(inner, way) for inner in block.inner]
    known = [part for part in parts if part is not None]
    if not summary or len(known) != len(parts) or not known:
        return None
    attributes = read_attributes(start[2])
    is_open = " open" if any(key == "open" for key, _ in attributes) else ""
    return f"<details{is_open}>\n<summary>{summary}</summary>\n\n{join_markdown(known)}\n\n</details>"


def _table(block: Block, way: Way) -> str | None:
    from bkddesk.markup.tables import table_markdown

    return table_markdown(block, way)


_WRITERS: dict[str, Callable[[Block, Way], str | None]] = {
    "core/paragraph": _paragraph,
    "core/heading": _heading,
    "core/list": _list,
    "core/quote": _quote,
    "core/code": _code,
    "core/image": _image,
    "core/separator": _separator,
    "core/more": _more,
    "core/nextpage": _next_page,
    "core/shortcode": _shortcode,
    "core/embed": _embed,
    "core/buttons": _buttons,
    "core/details": _details,
    "core/table": _table,
}
