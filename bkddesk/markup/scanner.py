"""Markdown text -> its top-level chunks, with their lines. Reads no further than is needed to know where each ends.

The block rules are CommonMark's with tables, and differ where a news desk's text needs it: indented text is prose, not
code; lists may be nested by two columns; a list or a table may follow a paragraph directly; text that continues an item
or a quote needs no mark. On top of that come WordPress's own things: block markup as it stands, shortcodes,
`<!--more-->`, and the placeholders of blocks that Markdown cannot say.

Takes time linear in the text's length, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from bkddesk.markup import lines as at
from bkddesk.markup.blocks import block_spans
from bkddesk.markup.embeds import provider_of
from bkddesk.markup.inline import parse_inline
from bkddesk.markup.inline_html import Tag
from bkddesk.markup.lines import Marker, is_blank

Kind = Literal[
    "paragraph", "heading", "separator", "quote", "list", "code", "table", "image", "embed", "shortcode", "buttons",
    "more", "nextpage", "html", "details", "block", "island", "definition", "note", "nothing",
]  # fmt: skip

MAX_DEPTH = 16
"""Quotes and lists nested deeper are text."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One top-level piece of a Markdown text. Lines count from 0; `end_line` is the one after its last."""

    start_line: int
    end_line: int
    text: str
    kind: Kind


def to_lines(markdown: str) -> list[str]:
    """The text's lines, whatever ends them; a zero byte, which no HTML can hold, is replaced as HTML does."""
    return markdown.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")


def chunks(markdown: str) -> list[Chunk]:
    """The text's chunks in order. Blank lines stand between them; no line is in two."""
    return scan(to_lines(markdown))


def scan(lines: Sequence[str], depth: int = 0) -> list[Chunk]:
    """The chunks of some lines, `depth` quotes or lists down."""
    return _Scanner(lines, depth).run()


class _Scanner:
    def __init__(self, lines: Sequence[str], depth: int) -> None:
        self._lines = lines
        self._depth = depth
        self._text: str | None = None
        self._starts: list[int] = []
        self._blocks: dict[int, int] = {}
        self._tags: dict[int, int] | None = None
        self._unclosed = False
        """A comment was found that nothing closes: then nothing closes a later one."""

    def run(self) -> list[Chunk]:
        found: list[Chunk] = []
        line = 0
        while line < len(self._lines):
            if is_blank(self._lines[line]):
                line += 1
                continue
            kind, end = self._chunk(line)
            last = end
            while last > line + 1 and is_blank(self._lines[last - 1]):
                last -= 1
            found.append(Chunk(line, last, "\n".join(self._lines[line:last]), kind))
            line = end
        return found

    def _chunk(self, start: int) -> tuple[Kind, int]:
        """The chunk that begins at a line: its kind, and the line after it."""
        line = self._lines[start]
        sign = line.lstrip(" \t")[:1]
        if sign == "<" and (found := self._angle(start)):
            return found
        if sign in "`~" and (end := self._fence(start)):
            return "code", end
        if sign == "⟦" and at.PLACEHOLDER.match(line):
            return "island", start + 1
        if sign == "#" and at.HEADING.match(line):
            return "heading", start + 1
        if sign in "-*_" and at.SEPARATOR.match(line):
            return "separator", start + 1
        if sign == ">" and self._depth < MAX_DEPTH:
            return "quote", self._quote(start)
        if self._depth < MAX_DEPTH and at.marker_of(line):
            return "list", list_end(self._lines, start)
        if self._is_table(start):
            return "table", self._table(start)
        return self._prose(start)

    def _angle(self, start: int) -> tuple[Kind, int] | None:
        line = self._lines[start]
        if at.COMMENT.match(line):
            return self._comment(start)
        tag = at.html_tag(line)
        if tag is None:
            return None
        name, closing = tag
        end = None if closing else self._closing_line(start)
        if name == "details" and end is not None:
            return "details", end
        if end is None or name not in at.RAW_TEXT_TAGS:
            end = self._until_blank(start if end is None else end - 1)
        return "html", end

    def _comment(self, start: int) -> tuple[Kind, int]:
        line = self._lines[start]
        if at.BLOCK_COMMENT.match("\n".join(self._lines[start : start + 2])):
            return self._block(start)
        if at.MORE.match(line):
            following = self._lines[start + 1 : start + 2]
            return "more", start + 1 + bool(following and at.NO_TEASER.match(following[0]))
        for pattern, kind in _COMMENTS:
            if pattern.match(line):
                return kind, start + 1
        end = start
        while end < len(self._lines) and not is_blank(self._lines[end]):
            if "-->" in self._lines[end]:
                return "html", end + 1
            end += 1
        # Not closed before the next blank line: perhaps after it, else it is no comment.
        closed = -1 if self._unclosed else self._whole().find("-->", self._offset(start))
        self._unclosed = closed < 0
        return ("html", self._line_at(closed) + 1) if closed >= 0 else ("html", end)

    def _block(self, start: int) -> tuple[Kind, int]:
        """Block markup as it stands, up to where it is closed; else prose."""
        text = self._whole()
        offset = self._offset(start)
        end = self._blocks.get(text.index("<", offset))
        if end is None:
            return "paragraph", self._until_blank(start)
        line = self._line_at(end - 1)
        rest = text[end : self._offset(line) + len(self._lines[line])]
        return ("block", line + 1) if is_blank(rest) else ("paragraph", max(line + 1, self._until_blank(start)))

    def _fence(self, start: int) -> int | None:
        opening = at.FENCE.match(self._lines[start])
        if opening is None or (opening[1][0] == "`" and "`" in opening[2]):
            return None
        for line in range(start + 1, len(self._lines)):
            if closes_fence(self._lines[line], opening[1]):
                return line + 1
        return len(self._lines)

    def _quote(self, start: int) -> int:
        line = start + 1
        while line < len(self._lines):
            text = self._lines[line]
            if not at.QUOTE.match(text) and (
                is_blank(text) or is_blank(at.QUOTE.sub("", self._lines[line - 1], count=1)) or self._interrupts(line)
            ):
                break
            line += 1
        return line

    def _is_table(self, start: int) -> bool:
        if start + 1 >= len(self._lines) or "|" not in self._lines[start]:
            return False
        under = self._lines[start + 1]
        return "|" in under and at.DELIMITER_ROW.match(under) is not None

    def _table(self, start: int) -> int:
        line = start + 2
        while line < len(self._lines) and not is_blank(self._lines[line]) and not self._interrupts(line, table=True):
            line += 1
        return line

    def _prose(self, start: int) -> tuple[Kind, int]:
        """A paragraph, and what looks like one: its end, then its kind by its whole text."""
        lines = self._lines
        if at.NOTE.match(lines[start]):
            end = start + 1
            while (
                end < len(lines)
                and not is_blank(lines[end])
                and not at.NOTE.match(lines[end])
                and not self._interrupts(end)
            ):
                end += 1
            return "note", end
        end = start
        while end < len(lines) and at.DEFINITION.match(lines[end]):
            end += 1
        if end > start:
            return "definition", end
        end = start + 1
        while end < len(lines) and not is_blank(lines[end]):
            if at.UNDERLINE.match(lines[end]):
                return "heading", end + 1
            if self._interrupts(end) or is_image(lines[end]):
                break
            end += 1
        return prose_kind(lines[start:end]), end

    def _interrupts(self, index: int, *, table: bool = False) -> bool:
        """Whether a line begins something new although no blank line stands before it."""
        line = self._lines[index]
        sign = line.lstrip(" \t")[:1]
        if sign in "`~":
            found = at.FENCE.match(line)
            return found is not None and not (sign == "`" and "`" in found[2])
        if sign == "<":
            return at.html_tag(line) is not None or at.COMMENT.match(line) is not None
        if sign in "⟦#>":
            pattern = {"⟦": at.PLACEHOLDER, "#": at.HEADING, ">": at.QUOTE}[sign]
            return pattern.match(line) is not None
        if table:
            return False
        if sign in "-*_" and at.SEPARATOR.match(line):
            return True
        if self._depth < MAX_DEPTH and (marker := at.marker_of(line)):
            return bool(marker.text) and marker.number in (None, 1)
        return self._is_table(index)

    def _until_blank(self, start: int) -> int:
        end = start + 1
        while end < len(self._lines) and not is_blank(self._lines[end]):
            end += 1
        return end

    # Places in the whole text, worked out once and only where there is HTML ----------------------------------------

    def _whole(self) -> str:
        if self._text is None:
            self._text = "\n".join(self._lines)
            self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
            self._blocks = block_spans(self._text)
        return self._text

    def _offset(self, line: int) -> int:
        self._whole()
        return self._starts[line]

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _closing_line(self, start: int) -> int | None:
        """The line after the one that closes the tag with which this line begins."""
        text = self._whole()
        if self._tags is None:
            self._tags = _tag_spans(text)
        end = self._tags.get(text.index("<", self._offset(start)))
        return None if end is None else self._line_at(end) + 1


_COMMENTS: tuple[tuple[re.Pattern[str], Kind], ...] = ((at.NEXT_PAGE, "nextpage"), (at.NOTHING, "nothing"))


def _tag_spans(text: str) -> dict[int, int]:
    """Where each tag that is closed is closed, by where it begins."""
    spans: dict[int, int] = {}
    open_at: dict[str, list[int]] = {}
    for found in _TAG.finditer(text):
        name = found[2].lower()
        if not found[1]:
            open_at.setdefault(name, []).append(found.start())
        elif open_at.get(name):
            spans[open_at[name].pop()] = found.start()
    return spans


def closes_fence(line: str, opening: str) -> bool:
    """Whether a line ends the code that `opening` (its run of signs) began."""
    bare = line.strip(" \t")
    return len(bare) >= len(opening) and not bare.strip(opening[0])


def prose_kind(lines: Sequence[str]) -> Kind:
    """What a run of text lines is."""
    first = lines[0]
    if is_image(first):
        return "image"
    if len(lines) <= 2 and (address := at.ADDRESS.match(first)) and (len(lines) == 1 or provider_of(address[1])):
        return "embed"
    if len(lines) == 1 and ".button" in first and is_buttons(first):
        return "buttons"
    text = "\n".join(lines).strip(" \t")
    return "shortcode" if at.is_shortcode(text) else "paragraph"


def is_image(line: str) -> bool:
    """Whether a line is one picture, linked or not, and nothing else."""
    bare = line.strip(" \t")
    if not bare.startswith(("![", "[![")):
        return False
    parts = parse_inline(bare)
    names = [part.name if isinstance(part, Tag) else "" for part in parts]
    return names in (["img"], ["a", "img", "a"])


def is_buttons(line: str) -> bool:
    """Whether a line is links of the class "button" and nothing else."""
    inside = False
    for part in parse_inline(line.strip(" \t")):
        if isinstance(part, str):
            if not inside and part.strip():
                return False
        elif part.name == "a":
            inside = part.kind == "open"
            if inside and "button" not in (part.get("class") or "").split():
                return False
    return True


def list_end(lines: Sequence[str], start: int) -> int:
    """The line after a list."""
    return list_items(lines, start)[1]


def list_items(lines: Sequence[str], start: int) -> tuple[list[tuple[Marker, list[str]]], int]:
    """A list's items, each with its marker and its own lines (marker and indentation taken off), and the list's end."""
    first = at.marker_of(lines[start])
    assert first is not None
    items = [(first, [first.text])]
    fence = _fence_of(first.text)
    index, blank = start + 1, False
    while index < len(lines):
        line = lines[index]
        marker, own = items[-1]
        if is_blank(line):
            own.append("")
            blank = True
        elif fence is None and (new := at.marker_of(line)) and new.indent < marker.indent + 2:
            if not marker.goes_on(new) or (blank and new.indent + 2 <= first.indent):
                break
            items.append((new, [new.text]))
            fence, blank = _fence_of(new.text), False
        elif at.indent_of(line) >= marker.indent + 2:
            inside = at.dedent(line, marker.content)
            fence = (None if closes_fence(inside, fence) else fence) if fence else _fence_of(inside)
            own.append(inside)
            blank = False
        elif blank or fence or _starts_anew(line):
            break
        else:
            own.append(line.lstrip(" \t"))
        index += 1
    while index > start + 1 and is_blank(lines[index - 1]):
        index -= 1
    return items, index


def _fence_of(text: str) -> str | None:
    found = at.FENCE.match(text)
    return None if found is None or (found[1][0] == "`" and "`" in found[2]) else found[1]


def _starts_anew(line: str) -> bool:
    """Whether a line that is not indented cannot belong to the list item before it."""
    if at.HEADING.match(line) or at.SEPARATOR.match(line) or at.QUOTE.match(line) or at.PLACEHOLDER.match(line):
        return True
    return _fence_of(line) is not None or at.html_tag(line) is not None or at.COMMENT.match(line) is not None
