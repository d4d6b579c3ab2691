"""What a chunk of Markdown says -> one block, new or in the shape of its old self. Knows nothing of the site.

A block with an old self keeps that one's comments, tags and attributes to the byte; only what the Markdown says
differently is written anew (`splice`). The forms of new blocks were checked against WordPress's own validator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from bkddesk.markup import from_blocks as old_form
from bkddesk.markup.align import pair
from bkddesk.markup.blocks import Block, serialise
from bkddesk.markup.inline_html import Inline, Tag, read_attributes, write_attributes, write_inline
from bkddesk.markup.inline_markdown import Way
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
    Node,
    Nothing,
    Paragraph,
    Quote,
    Shortcode,
    Table,
)
from bkddesk.markup.reader import read
from bkddesk.markup.scanner import Chunk
from bkddesk.markup.splice import splice
from bkddesk.markup.tables import table_block
from bkddesk.markup.write_figures import (
    write_buttons,
    write_code,
    write_embed,
    write_image,
    write_mark,
    write_shortcode,
)
from bkddesk.markup.writing import Writing, filled, if_named, without_block_comments

_Child = tuple[str, Callable[[Block | None], str]]
"""An inner block's text, and how it is written."""
_NUMBERING = {"start", "reversed"}


def write(node: Node, writing: Writing, old: Block | None) -> str:
    """The block's markup, "" for what gives none."""
    match node:
        case Paragraph():
            return _paragraph(node, writing, old)
        case Heading():
            return _heading(node, writing, old)
        case List():
            return "\n\n".join(_lists(node, writing, old))
        case Quote():
            return _quote(node, writing, old)
        case Code():
            return write_code(node, old)
        case Table():
            return table_block(node, if_named(old, "core/table"), writing.html)
        case Image():
            return write_image(node, writing, old)
        case Embed():
            return write_embed(node, writing, old)
        case Buttons():
            return write_buttons(node, old)
        case Details():
            return _details(node, writing, old)
        case Html():
            return serialise("core/html", {}, without_block_comments(node.text))
        case Shortcode():
            return write_shortcode(node, old)
        case Island():
            return _paragraph(Paragraph(node.placeholder), writing, None)
        case Markup():
            return node.source
        case Nothing():
            return ""
    return write_mark(node, old)


def _paragraph(node: Paragraph, writing: Writing, old: Block | None) -> str:
    old = if_named(old, "core/paragraph")
    parts = old_form.wrapped(old) if old else None
    if old and parts:
        return filled(old, parts[1], writing.html(node.text, parts[2]), parts[3])
    return serialise("core/paragraph", {}, f"<p>{writing.html(node.text)}</p>")


def _heading(node: Heading, writing: Writing, old: Block | None) -> str:
    old = if_named(old, "core/heading")
    parts = old_form.wrapped(old) if old else None
    if old and parts and parts[0] == f"h{node.level}":
        return filled(old, parts[1], writing.html(node.text, parts[2]), parts[3])
    level = {"level": node.level} if node.level != 2 else {}
    if old and parts:
        kept = {key: value for key, value in old.attributes.items() if key != "level"}
        tag = parts[1].strip().replace(f"<{parts[0]}", f"<h{node.level}", 1)
        html = f"{tag}{writing.html(node.text, parts[2])}</h{node.level}>"
        return serialise("core/heading", level | kept, html)
    html = f'<h{node.level} class="wp-block-heading">{writing.html(node.text)}</h{node.level}>'
    return serialise("core/heading", level, html)


# Lists ----------------------------------------------------------------------------------------------------------------


def _lists(node: List, writing: Writing, old: Block | None) -> list[str]:
    """A list; where an item holds what no list item can (a table, code), the list ends there and goes on after it."""
    old = if_named(old, "core/list")
    result: list[str] = []
    items: list[Item] = []
    start = node.start
    for number, item in enumerate(node.items, node.start):
        guests = [] if writing.depth else [chunk for chunk in item.chunks if chunk.kind in _GUESTS]
        items.append(item if not guests else Item(tuple(c for c in item.chunks if c not in guests), item.source))
        if guests:
            result.append(_list(List(node.is_ordered, start, tuple(items)), writing, old))
            result += [block for chunk in guests if (block := write(read(chunk), writing, None))]
            items, start, old = [], number + 1, None
    if items:
        result.append(_list(List(node.is_ordered, start, tuple(items)), writing, old))
    return result


_GUESTS = frozenset({"code", "table", "quote", "image", "heading", "html", "details", "separator", "block", "buttons"})


def _list(node: List, writing: Writing, old: Block | None) -> str:
    children: list[_Child] = [(item.source, partial(_item, item, writing.deeper())) for item in node.items]
    inside = _children(children, writing, old)
    ordered: dict[str, Any] = {"ordered": True} if node.is_ordered else {}
    if node.is_ordered and node.start != 1:
        ordered["start"] = node.start
    tag = "ol" if node.is_ordered else "ul"
    if old is None:
        start = f' start="{node.start}"' if "start" in ordered else ""
        return serialise("core/list", ordered, f'<{tag}{start} class="wp-block-list">{inside}</{tag}>')
    first, last = str(old.content[0]), str(old.content[-1])
    had = {key: old.attributes[key] for key in ("ordered", "start") if key in old.attributes}
    if had == ordered or (had.get("start") == 1 and had | ordered == had):
        return filled(old, first, inside, last)
    kept = {key: value for key, value in old.attributes.items() if key not in ("ordered", "start", "reversed", "type")}
    attributes = [pair for pair in read_attributes(first.strip()[3:-1]) if pair[0] not in _NUMBERING]
    if "type" in old.attributes:
        attributes = [pair for pair in attributes if pair[0] != "style"]
    if "start" in ordered:
        attributes.insert(0, ("start", str(node.start)))
    return serialise("core/list", ordered | kept, f"<{tag}{write_attributes(attributes)}>{inside}</{tag}>")


def _item(item: Item, writing: Writing, old: Block | None) -> str:
    inline, nested = _item_parts(item, writing)
    old = if_named(old, "core/list-item")
    parts = old_form.item_parts(old) if old else None
    known = old.inner[0] if old and old.inner else None
    below = _list(nested, writing.deeper(), if_named(known, "core/list")) if nested else ""
    if old and parts:
        last = str(old.content[-1])
        text = splice(parts[1], inline) if parts[1].strip() else parts[1] + write_inline(inline)
        return filled(old, parts[0] + text, below, last if below and known else last[last.rfind("</li>") :])
    return serialise("core/list-item", {}, f"<li>{write_inline(inline)}{below}</li>")


def _item_parts(item: Item, writing: Writing) -> tuple[Inline, List | None]:
    """An item's own text, and the list below it. Paragraphs are parted by an empty line; other things become text.

    A second list becomes part of the first: with two, WordPress's editor adds empty lines to the text at each save.
    """
    inline: Inline = []
    nested: List | None = None
    for chunk in item.chunks:
        node = read(chunk, writing.depth)
        if isinstance(node, List):
            nested = List(nested.is_ordered, nested.start, nested.items + node.items) if nested else node
            continue
        words = _as_text(node, writing)
        if words and inline:
            inline += [Tag("void", "br"), Tag("void", "br")]
        inline += words
    return inline, nested


def _as_text(node: Node, writing: Writing) -> Inline:
    """A block where only text may stand."""
    match node:
        case Paragraph(text) | Heading(_, text):
            return writing.inline(text)
        case Code(text, _):
            return [Tag("open", "code"), text.replace("\n", " "), Tag("close", "code")] if text else []
        case Quote(chunks, _) | Details(_, _, chunks):
            return _lines([_as_text(read(chunk, writing.depth + 1), writing.deeper()) for chunk in chunks])
        case List(_, _, items):
            return _lines([part for item in items for part in (_item_parts(item, writing.deeper())[0],)])
        case Table(_, header, rows):
            return _lines([writing.inline(" | ".join(row)) for row in (header, *rows) if row])
        case Image(source, alt, _, _, _):
            return [Tag("void", "img", (("src", source), ("alt", alt)))]
        case Embed(url, _):
            return [Tag("open", "a", (("href", url),)), url, Tag("close", "a")]
        case Html(text) | Shortcode(text) | Island(text):
            return [text]
        case Markup(source):
            return [source]
        case Buttons(buttons):
            return _lines([[button.link, button.text, Tag("close", "a")] for button in buttons])
    return []


def _lines(parts: Iterable[Inline]) -> Inline:
    result: Inline = []
    for part in parts:
        if part and result:
            result.append(Tag("void", "br"))
        result += part
    return result


# What holds other blocks ----------------------------------------------------------------------------------------------


def _children(children: Sequence[_Child], writing: Writing, old: Block | None) -> str:
    """The inner blocks: each a source text and how to write it. Those that an old block has already stay its bytes."""
    if old is None:
        return "\n\n".join(block for _, make in children if (block := make(None)))
    olds = old.inner
    texts = [_old_text(inner, writing.way) for inner in olds]
    gaps = ["", *(part for part in old.content[1:-1] if isinstance(part, str))]
    if len(gaps) != len(olds):
        gaps = ["", *["\n\n"] * (len(olds) - 1)] if olds else []
    result: list[str] = []
    for (_, make), known in zip(children, pair(texts, [source for source, _ in children]), strict=True):
        was = olds[known.index] if known.index is not None else None
        written = was.source if was is not None and known.is_same and not writing.anew else make(was)
        if not written:
            continue
        gap = gaps[known.index] if known.index else "\n\n"
        result.append(written if not result else gap + written)
    return "".join(result)


def _old_text(block: Block, way: Way) -> str:
    if block.name == "core/list-item":
        return old_form.item_markdown(block, way) or ""
    return old_form.markdown_of(block, way) or ""


def _chunks(chunks: Sequence[Chunk], writing: Writing, old: Block | None) -> str:
    inside = writing.deeper()
    children: list[_Child] = [(chunk.text, partial(write, read(chunk, inside.depth), inside)) for chunk in chunks]
    return _children(children, writing, old)


def _quote(node: Quote, writing: Writing, old: Block | None) -> str:
    old = if_named(old, "core/quote")
    end = old_form.quote_end(old) if old else None
    inside = _chunks(node.chunks, writing, old if end else None)
    if not inside:
        inside = serialise("core/paragraph", {}, "<p></p>")
    if old and end:
        if node.citation and end[2] is not None:
            closing = f"{end[1]}<cite>{writing.html(node.citation, end[2])}</cite>{end[3]}{end[4]}"
        else:
            closing = end[1] + (f"<cite>{writing.html(node.citation)}</cite>" if node.citation else "") + end[4]
        return filled(old, str(old.content[0]), inside, closing)
    cite = f"<cite>{writing.html(node.citation)}</cite>" if node.citation else ""
    return serialise("core/quote", {}, f'<blockquote class="wp-block-quote">{inside}{cite}</blockquote>')


def _details(node: Details, writing: Writing, old: Block | None) -> str:
    old = if_named(old, "core/details")
    start = old_form.details_start(old) if old else None
    same = start is not None and node.is_open == any(key == "open" for key, _ in read_attributes(start[2]))
    inside = _chunks(node.chunks, writing, old if start else None)
    inside = inside or serialise("core/paragraph", {}, "<p></p>")
    if old and start and same:
        return filled(old, start[1] + writing.html(node.summary, start[3]) + start[4], inside, str(old.content[-1]))
    kept = {k: v for k, v in old.attributes.items() if k != "showContent"} if old else {}
    attributes = kept | ({"showContent": True} if node.is_open else {})
    opened = " open" if node.is_open else ""
    summary = f"<summary>{writing.html(node.summary)}</summary>"
    html = f'<details class="wp-block-details"{opened}>{summary}{inside}</details>'
    return serialise("core/details", attributes, html)
