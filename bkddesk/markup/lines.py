"""What a line of Markdown begins: the small patterns that the scanner, the reader and the writer share. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bkddesk.markup.inline_html import INLINE_TAGS, VOID_TAGS

FENCE = re.compile(r"[ \t]*+(`{3,}+|~{3,}+)[ \t]*+(.*)$")
HEADING = re.compile(r"[ \t]*+(#{1,6}+)(?:[ \t]++|$)")
SEPARATOR = re.compile(r"[ \t]*+([-*_])(?:[ \t]*+\1){2,}+[ \t]*+$")
UNDERLINE = re.compile(r"[ \t]*+(={3,}+|-{3,}+)[ \t]*+$")
QUOTE = re.compile(r"[ \t]*+>[ \t]?")
ITEM = re.compile(r"([ \t]*+)([-+*]|[0-9]{1,9}+[.)])([ \t]++|$)")
PLACEHOLDER = re.compile(r"[ \t]*+(⟦[^⟦⟧]{1,200}⟧)[ \t]*+$")
DELIMITER_ROW = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
COMMENT = re.compile(r"[ \t]*+<!--")
BLOCK_COMMENT = re.compile(r"[ \t]*+<!--[ \t\n\r\f\v]++wp:")
MORE = re.compile(r"[ \t]*+<!--more(?:[ \t]++(.*?))?[ \t]*+-->[ \t]*+$")
NO_TEASER = re.compile(r"[ \t]*+<!--noteaser-->[ \t]*+$")
NEXT_PAGE = re.compile(r"[ \t]*+<!--nextpage-->[ \t]*+$")
NOTHING = re.compile(r"[ \t]*+<!--[ \t]*+-->[ \t]*+$")
DEFINITION = re.compile(
    r"""[ \t]*+\[(?!\^)((?:\\.|[^\[\]\\]){1,300}+)\]:[ \t]*+(?:<([^<>\n]*+)>|([^\s<]\S*+))"""
    r"""(?:[ \t]++(?:"([^"\n]*+)"|'([^'\n]*+)'))?+[ \t]*+$"""
)
NOTE = re.compile(r"[ \t]*+\[\^([^\s\[\]^]{1,80})\]:[ \t]*+(.*)$")
ADDRESS = re.compile(r"[ \t]*+(https?://[^\s<>\"\[\]`]++)[ \t]*+$")
_HTML = re.compile(r"[ \t]*+<(/?)([a-zA-Z][a-zA-Z0-9-]*+)(?=[\s/>]|$)")
_SHORTCODE = re.compile(r"\[([A-Za-z][\w-]*+)((?:[ \t\n]++|/)(?:[^\[\]\"'<>]++|\"[^\"<>]*+\"|'[^'<>]*+')*+)?\]")

_BLOCK_TAG_NAMES = """
    address article aside audio base blockquote body button canvas caption center col colgroup dd details dialog dir div
    dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe input
    legend li link main map math menu menuitem meta nav noembed noframes noscript object ol optgroup option p param
    picture pre script search section select source style summary svg table tbody td template textarea tfoot th thead
    title tr track ul video
"""
_BLOCK_TAGS = frozenset(_BLOCK_TAG_NAMES.split())
RAW_TEXT_TAGS = frozenset({"script", "style", "pre", "textarea"})
_WORDPRESS_SHORTCODES = frozenset({"gallery", "caption", "audio", "video", "playlist", "embed", "wp_caption"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A list item's beginning. Columns count from the line's start, tabs to the next multiple of four."""

    indent: int
    sign: str
    """ "-", "+", "*", "." or ")"."""
    number: int | None
    content: int
    """Column of its text."""
    text: str

    def goes_on(self, other: Marker) -> bool:
        """Whether the other is an item of the same list."""
        return self.sign == other.sign and (self.number is None) == (other.number is None)


def is_blank(line: str) -> bool:
    """No-break spaces are text: an article may hold a line of them."""
    return not line.strip(" \t")


def indent_of(line: str) -> int:
    """The column of the first sign."""
    column = 0
    for sign in line:
        if sign == " ":
            column += 1
        elif sign == "\t":
            column += 4 - column % 4
        else:
            break
    return column


def dedent(line: str, columns: int) -> str:
    """The line without up to so many columns of white space."""
    column = 0
    for index, sign in enumerate(line):
        if column >= columns or sign not in " \t":
            return " " * (column - columns) + line[index:]
        column += 1 if sign == " " else 4 - column % 4
    return " " * (column - columns)


def marker_of(line: str) -> Marker | None:
    """The list item that the line begins."""
    found = ITEM.match(line)
    if found is None or SEPARATOR.match(line):
        return None
    indent = indent_of(line)
    text = line[found.end() :]
    width = indent + len(found[2])
    gap = indent_of(found[3]) if found[3] else 1
    if gap > 4 or not text:
        text = " " * (gap - 1) + text if text else ""
        gap = 1
    number = int(found[2][:-1]) if found[2][0].isdigit() else None
    return Marker(indent, found[2][-1], number, width + gap, text)


def html_tag(line: str) -> tuple[str, bool] | None:
    """The block-level tag that a line begins with, and whether it is a closing one."""
    found = _HTML.match(line)
    if found is None:
        return None
    name = found[2].lower()
    if name in _BLOCK_TAGS or ("-" in name and name not in INLINE_TAGS | VOID_TAGS):
        return name, bool(found[1])
    return None


def is_shortcode(text: str) -> bool:
    """Whether a text is one shortcode, alone or with its closing one, and so looks like what a plugin offers.

    A word in brackets alone is prose (`[sic]`); with an attribute, a `_` or `-` in its name, or WordPress's own name,
    it is not. A closing one alone is prose too: that is what WordPress makes of it.
    """
    if not (text.startswith("[") and text.endswith("]")):
        return False
    found = _SHORTCODE.match(text)
    if found is None:
        return False
    name, rest = found[1], found[2] or ""
    if found.end() == len(text):
        return "=" in rest or "_" in name or "-" in name or name in _WORDPRESS_SHORTCODES
    return text.endswith(f"[/{name}]") and text.find(f"[/{name}]") == len(text) - len(name) - 3


def split_cells(line: str) -> list[str]:
    """A table row's cells, `\\|` resolved."""
    line = line.strip(" \t")
    cells: list[str] = []
    cell: list[str] = []
    signs = iter(line.removeprefix("|"))
    for sign in signs:
        if sign == "\\":
            following = next(signs, "")
            cell.append("|" if following == "|" else sign + following)
        elif sign == "|":
            cells.append("".join(cell).strip(" \t"))
            cell = []
        else:
            cell.append(sign)
    if last := "".join(cell).strip(" \t"):
        cells.append(last)
    return cells
