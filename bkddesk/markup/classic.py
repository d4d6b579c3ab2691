"""Content written without blocks: its parts, their Markdown, and back. Knows no block markup.

Classic content is HTML in which WordPress makes paragraphs of what blank lines part and breaks of single line ends
(`wpautop`). What is changed or new keeps that form. In content that mixes both ("mixed"), WordPress leaves the text
between blocks alone, so that there only whole elements are taken for what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bkddesk.markup import lines as at
from bkddesk.markup.blocks import Segment
from bkddesk.markup.classic_lists import list_again, list_markdown, read_list
from bkddesk.markup.from_blocks import join_markdown
from bkddesk.markup.inline import NONE, References, parse_inline
from bkddesk.markup.inline_html import (
    Inline,
    Tag,
    read_attributes,
    read_inline,
    write_attributes,
    write_inline,
    write_tag,
)
from bkddesk.markup.inline_markdown import Way, link_target, write_lines
from bkddesk.markup.nodes import (
    Buttons,
    Code,
    Details,
    Embed,
    Heading,
    Html,
    Image,
    Island,
    Item,
    List,
    Markup,
    More,
    NextPage,
    Node,
    Nothing,
    Paragraph,
    Quote,
    Separator,
    Shortcode,
    Table,
)
from bkddesk.markup.reader import read
from bkddesk.markup.splice import splice
from bkddesk.markup.write_figures import code_html, with_attribute
from bkddesk.markup.writing import without_block_comments

_ATTRIBUTES = r"(?:\s[^<>]*+)?+"
_ELEMENT = re.compile(
    r"<(/?)(address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|"
    r"hr|iframe|li|main|nav|object|ol|p|pre|script|section|style|summary|svg|table|ul|video|audio)(?=[\s/>])[^<>]*+>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)+[ \t\r]*")
_COMMENT = re.compile(r"<!--(?:more[^<>]*|nextpage|noteaser)-->")
_WRAPPED = re.compile(rf"(<(p|h[1-6]){_ATTRIBUTES}>)(.*)(</\2>)\Z", re.DOTALL | re.IGNORECASE)
_QUOTE = re.compile(rf"(<blockquote{_ATTRIBUTES}>\s*+)(.*?)(\s*</blockquote>)\Z", re.DOTALL)
_LINE = re.compile(rf"<hr{_ATTRIBUTES}/?>\Z")
_PICTURE = re.compile(
    r"(\[caption[^\[\]<>]*+\]\s*+)?+(<a(\s[^<>]*+)>\s*+)?+(<img(\s[^<>]*?)\s*/?>)(\s*+</a>)?+(?:(\s*+)([^\[\]]+?)(\s*)(\[/caption\]))?+\Z",
    re.DOTALL,
)
_MORE = re.compile(r"<!--(?:more(?: [^<>\n]*?)?|nextpage)-->\Z")


def split(segment: Segment) -> list[Segment]:
    """A run of classic content as the parts that WordPress makes paragraphs and elements of; they add up to it."""
    text = segment.source
    parts: list[Segment] = []
    separator = segment.separator_before
    position = 0
    for start, end in _spans(text):
        parts.append(Segment(text[start:end], separator + text[position:start], "freeform"))
        separator, position = "", end
    return parts or [segment]


def needs_blank_line(before: str, after: str) -> bool:
    """Whether only an empty line parts two pieces: neither is an element or a block."""
    return not any(_ELEMENT.match(piece) or piece.startswith("<!--") for piece in (before, after))


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each part stands: elements whole, text up to blank lines, white space in no part."""
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in _elements(text):
        spans += _paragraphs(text, position, start)
        spans.append((start, end))
        position = end
    return spans + _paragraphs(text, position, len(text))


def _elements(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    depth: list[str] = []
    start = 0
    for tag in sorted([*_ELEMENT.finditer(text), *_COMMENT.finditer(text)], key=lambda tag: tag.start()):
        if tag.re is _COMMENT or tag[2].lower() == "hr":
            if not depth and (not found or tag.start() >= found[-1][1]):
                found.append((tag.start(), tag.end()))
        elif not tag[1]:
            if not depth:
                start = tag.start()
            depth.append(tag[2].lower())
        elif depth and tag[2].lower() in depth:
            while depth.pop() != tag[2].lower():
                pass
            if not depth:
                found.append((start, tag.end()))
    if depth:
        found.append((start, len(text.rstrip())))
    return found


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    position = start
    for gap in [*_BREAKS.finditer(text, start, end), None]:
        stop = end if gap is None else gap.start()
        piece = text[position:stop]
        inside = piece.strip(" \t\r\n")
        if inside:
            first = position + len(piece) - len(piece.lstrip(" \t\r\n"))
            spans.append((first, first + len(inside)))
        position = stop if gap is None else gap.end()
    return spans


# To Markdown ----------------------------------------------------------------------------------------------------------


def markdown_of(source: str, way: Way, *, mixed: bool = False) -> str | None:
    """A part as Markdown, None where that is not known to be possible. Whether it is right is checked by writing it."""
    if at.is_shortcode(source) and "<" not in source:
        return source
    if _MORE.match(source):
        return source
    if _LINE.match(source):
        return "---"
    if wrapped := _WRAPPED.match(source):
        text = _lines(wrapped[3], way, line_breaks=not mixed)
        if text is None or wrapped[2] in "pP":
            return text
        return f"{'#' * int(wrapped[2][1])} {text}" if "\n" not in text and not text.endswith("#") else None
    if source.startswith(("<ul", "<ol")):
        return _list(source, way, mixed=mixed)
    if source.startswith("<blockquote"):
        return _quote(source, way, mixed=mixed)
    if picture := _PICTURE.match(source):
        return _picture(picture, way)
    return None if mixed else _lines(source, way, line_breaks=True)


def _lines(html: str, way: Way, *, line_breaks: bool) -> str | None:
    html = html.strip(" \t\r\n")
    if line_breaks:
        html = re.sub(r"[ \t\r]*\n[ \t\r]*", "<br>", re.sub(r"(<br\s*/?>)\s*\n", r"\1", html))
    inline = read_inline(html)
    return write_lines(inline, way) if inline else None


def _list(source: str, way: Way, *, mixed: bool) -> str | None:
    found = read_list(source)
    return list_markdown(source, found, lambda html: _lines(html, way, line_breaks=not mixed)) if found else None


def _quote(source: str, way: Way, *, mixed: bool) -> str | None:
    found = _QUOTE.match(source)
    if found is None:
        return None
    parts = [
        markdown_of(part.source, way, mixed=mixed) for part in split(Segment(found[2], "", "freeform")) if part.source
    ]
    known = [part for part in parts if part]
    if len(known) != len(parts) or not known:
        return None
    return "\n".join(f"> {line}".rstrip(" ") for line in join_markdown(known).split("\n"))


def _picture(found: re.Match[str], way: Way) -> str | None:
    values = dict(read_attributes(found[5]))
    if not values.get("src") or bool(found[2]) != bool(found[6]) or bool(found[1]) != bool(found[10]):
        return None
    alt = re.sub(r"[\\\[\]`*_<&!~]", r"\\\g<0>", values.get("alt", ""))
    target = link_target(values["src"], values.get("title"))
    if target is None or "\n" in alt:
        return None
    text = f"![{alt}]{target}"
    if found[2]:
        href = dict(read_attributes(found[3])).get("href")
        link = link_target(href, None) if href else None
        if link is None:
            return None
        text = f"[{text}]{link}"
    if not found[1]:
        return text
    caption = _lines(found[8], way, line_breaks=True)
    return f"{text}\n{caption}" if caption else None


# From Markdown --------------------------------------------------------------------------------------------------------


def write(node: Node, old: str, references: References = NONE, *, mixed: bool = False) -> str:
    """A chunk's classic form, "" for what gives none; in the shape of its old self ("" for a new one)."""
    return _again(node, old, references, mixed=mixed) or _fresh(node, references, mixed=mixed)


def _again(node: Node, old: str, references: References, *, mixed: bool) -> str | None:
    wrapped = _WRAPPED.match(old)
    match node:
        case Paragraph(text):
            inline = parse_inline(text, references)
            if wrapped and wrapped[2] in "pP":
                inside = splice(wrapped[3], inline, line_breaks=not mixed)
                return f"{wrapped[1]}{inside}{wrapped[4]}"
            is_text = bool(old) and not mixed and not _ELEMENT.match(old) and not at.is_shortcode(old)
            return splice(old, inline, line_breaks=True) if is_text and not _PICTURE.match(old) else None
        case Heading(level, text) if wrapped and wrapped[2][1:] == str(level):
            return (
                f"{wrapped[1]}{splice(wrapped[3], parse_inline(text, references), line_breaks=not mixed)}{wrapped[4]}"
            )
        case Image() if found := _PICTURE.match(old):
            return _picture_again(node, found, references)
        case List() if items := read_list(old):
            return list_again(
                old, items, node, lambda was, text: splice(was, parse_inline(text, references), line_breaks=not mixed)
            )
        case Quote() if found := _QUOTE.match(old):
            parts = split(Segment(found[2], "", "freeform"))
            if len(parts) == len(node.chunks) and not node.citation:
                inside = "".join(
                    part.separator_before + write(read(chunk, 1), part.source, references, mixed=mixed)
                    for part, chunk in zip(parts, node.chunks, strict=True)
                )
                return f"{found[1]}{inside}{found[3]}"
        case Separator() if _LINE.match(old):
            return old
        case More() | NextPage() if old == _fresh(node, references, mixed=mixed):
            return old
    return None


def _picture_again(node: Image, found: re.Match[str], references: References) -> str | None:
    had = dict(read_attributes(found[5]))
    href = dict(read_attributes(found[3] or "")).get("href")
    wanted = node.link.get("href") if node.link else None
    if node.source != had.get("src") or href != wanted or bool(node.caption) != bool(found[1]):
        return None
    image = found[4]
    for name, value in (("alt", node.alt), ("title", node.title)):
        if had.get(name, "") != value:
            image = with_attribute(image, name, value)
    picture = f"{found[1] or ''}{found[2] or ''}{image}{found[6] or ''}"
    if not found[1]:
        return picture
    caption = splice(found[8], parse_inline(node.caption, references), line_breaks=True)
    return f"{picture}{found[7]}{caption}{found[9]}{found[10]}"


def _fresh(node: Node, references: References, *, mixed: bool) -> str:
    def html(text: str) -> str:
        return write_inline(parse_inline(text, references))

    match node:
        case Paragraph(text):
            return f"<p>{html(text)}</p>" if mixed else html(text).replace("<br>", "\n")
        case Heading(level, text):
            return f"<h{level}>{html(text)}</h{level}>"
        case List():
            return _fresh_list(node, references)
        case Quote(chunks, citation):
            inside = [block for chunk in chunks if (block := _fresh(read(chunk, 1), references, mixed=mixed))]
            inside += [f"<cite>{html(citation)}</cite>"] if citation else []
            return f"<blockquote>{_parted(inside)}</blockquote>"
        case Table():
            return _fresh_table(node, html)
        case Code(text, language):
            named = f' class="language-{language}"' if language else ""
            return f"<pre><code{named}>{code_html(text)}</code></pre>"
        case Image():
            return _fresh_picture(node, html)
        case Embed(url, caption):
            return url if not caption else f"{url}\n\n{html(caption)}"
        case Buttons(buttons):
            return " ".join(f"{write_tag(button.link)}{button.text}</a>" for button in buttons)
        case Details(summary, is_open, chunks):
            body = _parted([_fresh(read(chunk, 1), references, mixed=mixed) for chunk in chunks])
            return f"<details{' open' if is_open else ''}><summary>{html(summary)}</summary>\n\n{body}\n\n</details>"
        case Html(text) | Markup(text):
            return without_block_comments(text)
        case Shortcode(text):
            return text
        case More(text, no_teaser):
            return f"<!--more{f' {text}' if text else ''}-->" + ("\n<!--noteaser-->" if no_teaser else "")
        case NextPage():
            return "<!--nextpage-->"
        case Separator():
            return "<hr />"
        case Island(placeholder):
            return html(placeholder)
        case Nothing():
            return ""
    return ""


def _parted(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _fresh_list(node: List, references: References) -> str:
    tag = "ol" if node.is_ordered else "ul"
    start = f' start="{node.start}"' if node.is_ordered and node.start != 1 else ""
    items = "\n".join(f"\t<li>{_fresh_item(item, references)}</li>" for item in node.items)
    return f"<{tag}{start}>\n{items}\n</{tag}>"


def _fresh_item(item: Item, references: References) -> str:
    inline: Inline = []
    below = ""
    for chunk in item.chunks:
        node = read(chunk, 1)
        if isinstance(node, List):
            below += "\n" + _fresh_list(node, references) + "\n"
        elif isinstance(node, Paragraph):
            inline += [Tag("void", "br"), Tag("void", "br")] if inline else []
            inline += parse_inline(node.text, references)
        else:
            below += "\n" + _fresh(node, references, mixed=False) + "\n"
    return write_inline(inline) + below


def _fresh_table(node: Table, render: Callable[[str], str]) -> str:

    def row(cells: Sequence[str], tag: str) -> str:
        sides = [f' style="text-align: {side}"' if side else "" for side in node.alignments]
        return "<tr>" + "".join(f"<{tag}{s}>{render(c)}</{tag}>" for c, s in zip(cells, sides, strict=True)) + "</tr>"

    head = f"<thead>\n{row(node.header, 'th')}\n</thead>\n" if node.header else ""
    body = "\n".join(row(cells, "td") for cells in node.rows)
    return f"<table>\n{head}<tbody>\n{body}\n</tbody>\n</table>"


def _fresh_picture(node: Image, render: Callable[[str], str]) -> str:
    values = [("src", node.source), ("alt", node.alt), *([("title", node.title)] if node.title else [])]
    picture = f"<img{write_attributes(values)} />"
    if node.link:
        picture = f"{write_tag(node.link)}{picture}</a>"
    if not node.caption:
        return picture
    caption = f'<figcaption class="wp-caption-text">{render(node.caption)}</figcaption>'
    return f'<figure class="wp-caption">{picture}{caption}</figure>'
