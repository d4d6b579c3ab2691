"""Tables between block markup and Markdown. Cells hold text; what Markdown's tables cannot say is not read. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bkddesk.markup.blocks import Block, serialise
from bkddesk.markup.inline_html import read_attributes, read_inline
from bkddesk.markup.inline_markdown import Way, write_markdown
from bkddesk.markup.nodes import Table

_ATTRIBUTES = r"(?:\s[^<>]*+)?+"
_TABLE = re.compile(rf"(\s*+<figure{_ATTRIBUTES}>\s*+<table{_ATTRIBUTES}>)(.*)(</table>\s*+</figure>\s*+)\Z", re.DOTALL)
_TAG = re.compile(rf"<(/?)(thead|tbody|tr|th|td)({_ATTRIBUTES})>")
_DELIMITERS = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
_CLASS = "has-text-align-"

Render = Callable[[str, str | None], str]
"""A cell's Markdown, and its old HTML where there is one -> its HTML."""


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    """Where its inside stands in the block's HTML."""
    alignment: str


@dataclass(frozen=True, slots=True)
class _Parts:
    html: str
    head: str
    tail: str
    header: tuple[_Cell, ...]
    rows: tuple[tuple[_Cell, ...], ...]

    def inside(self, cell: _Cell) -> str:
        return self.html[cell.start : cell.end]


def _read(block: Block) -> _Parts | None:
    html = block.html
    outer = _TABLE.match(html) if not block.inner else None
    if outer is None:
        return None
    groups: dict[str, list[tuple[_Cell, ...]]] = {"thead": [], "tbody": []}
    path: list[str] = []
    row: list[_Cell] = []
    opened = alignment = None
    position = outer.start(2)
    for found in _TAG.finditer(html, outer.start(2), outer.end(2)):
        closing, name, attributes = found.groups()
        inside = html[position : found.start()]
        if name in ("th", "td") and closing and opened is not None and alignment is not None:
            row.append(_Cell(opened, found.start(), alignment))
        elif inside.strip():
            return None
        if closing:
            if not path or path.pop() != name:
                return None
            if name == "tr":
                groups[path[0]].append(tuple(row))
                row = []
        else:
            path.append(name)
            if path != {"thead": ["thead"], "tbody": ["tbody"], "tr": [path[0], "tr"]}.get(name, [path[0], "tr", name]):
                return None
            opened = found.end()
            alignment = _alignment_of(attributes) if name in ("th", "td") else "" if not attributes.strip() else None
            if alignment is None or ((name == "th") != (path[0] == "thead") and name in ("th", "td")):
                return None
        position = found.end()
    header = groups["thead"]
    if html[position : outer.end(2)].strip() or path or len(header) > 1 or not groups["tbody"]:
        return None
    return _Parts(html, outer[1], outer[3], header[0] if header else (), tuple(groups["tbody"]))


def _alignment_of(attributes: str) -> str | None:
    values = dict(read_attributes(attributes))
    if not values:
        return ""
    side = values.get("data-align", "")
    right = {"class": f"{_CLASS}{side}", "data-align": side}
    return side if values == right and side in ("left", "center", "right") else None


def table_markdown(block: Block, way: Way) -> str | None:
    """A table block as Markdown."""
    parts = _read(block)
    if parts is None:
        return None
    rows = [parts.header, *parts.rows] if parts.header else list(parts.rows)
    width = len(rows[0])
    if not width or any(len(row) != width for row in rows):
        return None
    alignments = [cell.alignment for cell in rows[0]]
    if any([cell.alignment for cell in row] != alignments for row in rows):
        return None
    texts = [[_cell_markdown(parts.inside(cell), way) for cell in row] for row in rows]
    if not parts.header:
        texts.insert(0, [""] * width)
    elif not any(texts[0]):
        return None
    known = [[cell for cell in row if cell is not None] for row in texts]
    if any(len(row) != width for row in known):
        return None
    lines = [_row(cells) for cells in known]
    lines.insert(1, _row([_DELIMITERS[side] for side in alignments]))
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell_markdown(html: str, way: Way) -> str | None:
    inline = read_inline(html)
    text = write_markdown(inline, way) if inline is not None else None
    return None if text is None else text.strip(" \t").replace("\n", "<br>").replace("|", "\\|")


def table_block(node: Table, old: Block | None, render: Render) -> str:
    """A table as a block; in its old form where it has the same rows and columns."""
    parts = _read(old) if old is not None else None
    if old is None or parts is None:
        attributes = {"hasFixedLayout": False}
        html = f'<figure class="wp-block-table"><table>{_fresh(node, render)}</table></figure>'
        return serialise("core/table", attributes, html)
    old_rows = [parts.header, *parts.rows] if parts.header else list(parts.rows)
    new_rows = [node.header, *node.rows] if node.header else list(node.rows)
    same = [[cell.alignment for cell in row] for row in old_rows] == [list(node.alignments)] * len(new_rows)
    if not same or bool(parts.header) != bool(node.header):
        return f"{old.opener}{parts.head}{_fresh(node, render)}{parts.tail}{old.closer}"
    written = [old.opener]
    position = 0
    for cells, texts in zip(old_rows, new_rows, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            written += (parts.html[position : cell.start], render(text, parts.inside(cell)))
            position = cell.end
    return "".join([*written, parts.html[position:], old.closer])


def _fresh(node: Table, render: Render) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        written = []
        for text, side in zip(cells, node.alignments, strict=True):
            aligned = f' class="{_CLASS}{side}" data-align="{side}"' if side else ""
            written.append(f"<{tag}{aligned}>{render(text, None)}</{tag}>")
        return f"<tr>{''.join(written)}</tr>"

    head = f"<thead>{row(node.header, 'th')}</thead>" if node.header else ""
    # A table of nothing but a heading still needs a body: without one the block is invalid.
    rows = node.rows or ((("",) * len(node.alignments)),)
    return f"{head}<tbody>{''.join(row(cells, 'td') for cells in rows)}</tbody>"
