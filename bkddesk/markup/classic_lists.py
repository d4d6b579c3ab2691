"""Lists of classic content between HTML and Markdown, nested ones too. Knows no block markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bkddesk.markup.from_blocks import indented, with_list
from bkddesk.markup.nodes import Item, List, Paragraph
from bkddesk.markup.reader import read

_TAG = re.compile(r"<(/?)(ul|ol|li)((?:\s[^<>]*+)?+)>")
_START = re.compile(r"\s*start=[\"']?([0-9]{1,6})[\"']?\s*\Z")
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class ClassicItem:
    """A list item: where its own text stands in the source, and the list below it."""

    start: int
    end: int
    below: ClassicList | None


@dataclass(frozen=True, slots=True)
class ClassicList:
    """A list. `start` is 1 for bullets."""

    is_ordered: bool
    start: int
    items: tuple[ClassicItem, ...]


def read_list(source: str) -> ClassicList | None:
    """A list that is nothing but items with text and at most one list below it; else None."""
    tags = list(_TAG.finditer(source))
    if not tags or tags[0].start() or tags[-1].end() != len(source):
        return None
    found = _list(source, tags, 0, 0)
    return found[0] if found and found[1] == len(tags) else None


def _list(source: str, tags: list[re.Match[str]], index: int, depth: int) -> tuple[ClassicList, int] | None:
    closing, name, attributes = tags[index].groups()
    start = _START.match(attributes) if name == "ol" else None
    if closing or name == "li" or depth > _MAX_DEPTH or (attributes.strip() and not start):
        return None
    items: list[ClassicItem] = []
    position = tags[index].end()
    index += 1
    while index < len(tags) and not source[position : tags[index].start()].strip():
        if tags[index].group(1, 2) == ("/", name):
            return ClassicList(name == "ol", int(start[1]) if start else 1, tuple(items)), index + 1
        item = _item(source, tags, index, depth)
        if item is None:
            return None
        items.append(item[0])
        index = item[1]
        position = tags[index - 1].end()
    return None


def _item(source: str, tags: list[re.Match[str]], index: int, depth: int) -> tuple[ClassicItem, int] | None:
    if tags[index].group(1, 2) != ("", "li") or index + 1 == len(tags):
        return None
    start, following = tags[index].end(), tags[index + 1]
    end = following.start()
    if following.group(1, 2) == ("/", "li"):
        return ClassicItem(start, end, None), index + 2
    below = _list(source, tags, index + 1, depth + 1)
    if below is None or below[1] == len(tags):
        return None
    closing = tags[below[1]]
    if closing.group(1, 2) != ("/", "li") or source[tags[below[1] - 1].end() : closing.start()].strip():
        return None
    return ClassicItem(start, end, below[0]), below[1] + 1


def list_markdown(source: str, found: ClassicList, text_of: Callable[[str], str | None]) -> str | None:
    """The list as Markdown; `text_of` makes Markdown of an item's own HTML."""
    lines = []
    for number, item in enumerate(found.items, found.start):
        mark = f"{number}. " if found.is_ordered else "- "
        text = text_of(source[item.start : item.end])
        if text is None:
            return None
        if item.below is not None:
            below = list_markdown(source, item.below, text_of)
            if below is None:
                return None
            text = with_list(text, below)
        lines.append(indented(mark, text))
    return "\n".join(lines) or None


def list_again(source: str, found: ClassicList, node: List, text_of: Callable[[str, str], str]) -> str | None:
    """The list with new words in its old shape; None where the shape is another. `text_of`: old HTML, new Markdown."""
    pairs = list(_pairs(found, node, 0))
    if any(pair is None for pair in pairs):
        return None
    written: list[str] = []
    position = 0
    for pair in pairs:
        assert pair is not None
        item, text = pair
        written += (source[position : item.start], text_of(source[item.start : item.end], text))
        position = item.end
    return "".join([*written, source[position:]])


def _pairs(found: ClassicList, node: List, depth: int) -> Iterator[tuple[ClassicItem, str] | None]:
    if (found.is_ordered, found.start, len(found.items)) != (node.is_ordered, node.start, len(node.items)):
        yield None
        return
    for old, item in zip(found.items, node.items, strict=True):
        parts = _parts(item, depth)
        if parts is None or (parts[1] is None) != (old.below is None):
            yield None
            return
        yield old, parts[0]
        if old.below is not None and parts[1] is not None:
            yield from _pairs(old.below, parts[1], depth + 1)


def _parts(item: Item, depth: int) -> tuple[str, List | None] | None:
    """An item's text and the list below it, if that is all it is."""
    nodes = [read(chunk, depth + 1) for chunk in item.chunks]
    if not nodes or not isinstance(nodes[0], Paragraph) or len(nodes) > 2:
        return None
    if len(nodes) == 1:
        return nodes[0].text, None
    return (nodes[0].text, nodes[1]) if isinstance(nodes[1], List) else None
