"""WordPress's block grammar: find the blocks of a post's content and write new ones. Knows no Markdown.

The grammar is that of WordPress's own parser (block-serialization-default-parser), its way of recovering included:
a closer's name is not checked, a missing closer closes at the end, a stray closer makes the rest freeform. Whatever the
content, the parts found add up to it again, byte for byte.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Attributes = dict[str, Any]

_SPACE = r"[ \t\n\r\f\v]"
# Possessive, so that a run of spaces or a long name is never read twice.
_HEAD = re.compile(rf"<!--{_SPACE}++(/)?+wp:(?:([a-z][a-z0-9_-]*+/))?([a-z][a-z0-9_-]*+){_SPACE}++")
_ATTRIBUTES_END = re.compile(rf"\}}{_SPACE}++(?=/?-->)")
_SPACES = " \t\n\r\f\v"

MAX_DEPTH = 64
"""Blocks nested deeper than this are kept as bytes, never taken apart."""


@dataclass(frozen=True, slots=True)
class Token:
    """One block comment. `attributes` is its JSON, unread; "" for none."""

    start: int
    end: int
    kind: Literal["opener", "closer", "void"]
    name: str
    attributes: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One top-level part of a post's content, in WordPress's words a block or freeform content, with its exact source.

    `name` is full ("core/paragraph"), None for freeform; `attributes` is None for freeform and for unreadable JSON.
    """

    source: str
    separator_before: str
    kind: Literal["block", "freeform"]
    name: str | None = None
    attributes: Attributes | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A post's content, taken apart. `tail` is the white space after the last segment."""

    segments: tuple[Segment, ...]
    tail: str

    @property
    def join(self) -> str:
        """The content again, byte for byte."""
        return "".join(s.separator_before + s.source for s in self.segments) + self.tail

    @property
    def is_classic(self) -> bool:
        """Whether it was written without blocks: there is text, and no block."""
        return bool(self.segments) and all(s.kind == "freeform" for s in self.segments)


@dataclass(frozen=True, slots=True)
class Block:
    """A block taken apart: its comments verbatim, and between them HTML and inner blocks in order."""

    name: str
    attributes: Attributes
    opener: str
    content: tuple[str | Block, ...]
    closer: str
    """"" for a void block, which has no content either."""

    @property
    def html(self) -> str:
        """The HTML of its own, without that of inner blocks."""
        return "".join(part for part in self.content if isinstance(part, str))

    @property
    def inner(self) -> tuple[Block, ...]:
        """The inner blocks in order."""
        return tuple(part for part in self.content if isinstance(part, Block))

    @property
    def source(self) -> str:
        """Its exact text."""
        return self.opener + "".join(p if isinstance(p, str) else p.source for p in self.content) + self.closer


def tokens(content: str) -> Iterator[Token]:
    """Every block comment in order; what looks like one but is not is passed over. Linear in the content's length."""
    ends: list[tuple[int, int]] | None = None
    position = 0
    while head := _HEAD.search(content, position):
        closer, namespace, name = head.groups()
        stop, attributes = head.end(), ""
        if content.startswith("{", stop):
            if ends is None:
                ends = [(found.start(), found.end()) for found in _ATTRIBUTES_END.finditer(content, stop)]
            index = bisect_left(ends, (stop, 0))
            if index == len(ends):
                position = head.start() + 4
                continue
            attributes = content[stop : ends[index][0] + 1]
            stop = ends[index][1]
        void = content.startswith("/", stop)
        if not content.startswith("-->", stop + void):
            position = head.start() + 4
            continue
        position = stop + void + 3
        kind: Literal["opener", "closer", "void"] = "void" if void else "closer" if closer else "opener"
        yield Token(head.start(), position, kind, (namespace or "core/") + name, attributes)


def parse(content: str) -> Content:
    """The content's top-level segments. Never fails, whatever the content."""
    parts: list[Segment] = []
    gap = 0  # from here on nothing is a segment yet
    opened: Token | None = None
    depth = 0
    for token in tokens(content):
        if depth == 0:
            if token.kind == "closer":
                break
            if token.kind == "void":
                gap = _add(parts, content, gap, token, token.end)
            else:
                opened, depth = token, 1
        elif token.kind == "opener":
            depth += 1
        elif token.kind == "closer":
            depth -= 1
            if depth == 0 and opened is not None:
                gap = _add(parts, content, gap, opened, token.end)
    if depth and opened is not None:
        gap = _add(parts, content, gap, opened, len(content))
    freeform, tail = _freeform(content[gap:])
    return Content((*parts, *freeform), tail)


def _add(parts: list[Segment], content: str, gap: int, token: Token, end: int) -> int:
    freeform, separator = _freeform(content[gap : token.start])
    parts.extend(freeform)
    source = content[token.start : end]
    parts.append(Segment(source, separator, "block", token.name, read_attributes(token.attributes)))
    return end


def _freeform(text: str) -> tuple[list[Segment], str]:
    """Freeform content between blocks, if there is any, and the white space after it."""
    inner = text.strip(_SPACES)
    if not inner:
        return [], text
    start = len(text) - len(text.lstrip(_SPACES))
    return [Segment(inner, text[:start], "freeform")], text[start + len(inner) :]


def split_blocks(content: str) -> list[str]:
    """The content in pieces, one a top-level segment, that concatenate to it: what a merge compares."""
    parsed = parse(content)
    pieces = [s.separator_before + s.source for s in parsed.segments]
    if parsed.tail:
        pieces[-1:] = ["".join([*pieces[-1:], parsed.tail])]
    return pieces


def read_attributes(text: str) -> Attributes | None:
    """A block comment's JSON; {} where there is none, None where WordPress could not read it either."""
    if not text:
        return {}
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def read_block(source: str) -> Block | None:
    """One block's source, taken apart with its inner blocks.

    None where the source is not exactly one well-formed block: comments that do not match, unreadable attributes, or
    more than MAX_DEPTH levels. Such a block can be kept, not edited.
    """
    stack: list[tuple[Token, Attributes, list[str | Block], int]] = []
    done: Block | None = None
    for token in tokens(source):
        if done is not None or (not stack and token.start):
            return None
        if stack and token.start > stack[-1][3]:
            stack[-1][2].append(source[stack[-1][3] : token.start])
        attributes = read_attributes(token.attributes)
        if attributes is None or len(stack) > MAX_DEPTH:
            return None
        if token.kind == "opener":
            stack.append((token, attributes, [], token.end))
            continue
        block: Block
        if token.kind == "void":
            block = Block(token.name, attributes, source[token.start : token.end], (), "")
        else:
            if not stack or stack[-1][0].name != token.name or token.attributes:
                return None
            opener, attributes, content, _ = stack.pop()
            comment = source[opener.start : opener.end]
            block = Block(token.name, attributes, comment, tuple(content), source[token.start : token.end])
        if stack:
            stack[-1][2].append(block)
            stack[-1] = (*stack[-1][:3], token.end)
        else:
            done = block
    return done if done is not None and done.source == source else None


def block_spans(text: str) -> dict[int, int]:
    """Where each block comment's block ends, by where it begins: only those that are closed, nested ones included."""
    spans: dict[int, int] = {}
    open_at: list[int] = []
    for token in tokens(text):
        if token.kind == "opener":
            open_at.append(token.start)
        elif token.kind == "void":
            spans[token.start] = token.end
        elif open_at:
            spans[open_at.pop()] = token.end
    return spans


def serialise(name: str, attributes: Mapping[str, Any], html: str | None) -> str:
    """A new block as WordPress writes it, `html` between its comments on lines of its own; None: a void block."""
    short = name.removeprefix("core/")
    written = f"{attributes_json(attributes)} " if attributes else ""
    if html is None:
        return f"<!-- wp:{short} {written}/-->"
    return f"<!-- wp:{short} {written}-->\n{html}\n<!-- /wp:{short} -->"


def attributes_json(attributes: Mapping[str, Any]) -> str:
    """Attributes as WordPress's `serializeAttributes` writes them: safe inside an HTML comment."""
    text = json.dumps(_as_in_javascript(attributes), ensure_ascii=False, separators=(",", ":"))
    text = text.replace("--", "\\u002d\\u002d")
    for sign in "<>&":
        text = text.replace(sign, f"\\u00{ord(sign):x}")
    return text.replace('\\"', "\\u0022")


def _as_in_javascript(value: Any) -> Any:
    """1.0 is written 1."""
    if isinstance(value, Mapping):
        return {key: _as_in_javascript(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_in_javascript(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
