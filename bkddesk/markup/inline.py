"""Markdown inside a paragraph -> text and tags. Knows no block and no page.

Our own, where a library would be welcome, because what was faithful once must stay faithful: Python-Markdown's emphasis
changed between releases, it escapes only some signs, and `[` twenty thousand times takes it 52 s while someone types.
This follows CommonMark's way (one pass, a stack of delimiters), which is linear, and differs where news prose needs it:

- a line end is a line break, as in WordPress's own paste handler;
- `**Judul:**teks` is strong: a delimiter only must not face white space (CommonMark also looks at punctuation);
- `~~text~~` is struck through; bare addresses stay text;
- tags that are not inline HTML, or not closed, are text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from types import MappingProxyType

from bkddesk.markup.inline_html import Attributes, Inline, Tag, plain, read_tag

_SPECIAL = re.compile(r"[\\`*_~\[\]!<&\n]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto|tel):[^\s<>]*+)>")
_MAIL = re.compile(r"<([\w.!#$%&'*+/=?^`{|}~-]++@[\w.-]++)>", re.ASCII)
_RUN = re.compile(r"\*+|_+|~+")
_TICKS = re.compile(r"`+")
_TARGET = re.compile(
    r"""\(\s*+(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>(?:\\[^\s\w]|[^\s()\\<]|\\(?=\w)|\((?:\\[^\s\w]|[^\s()\\]|\\(?=\w)|\([^\s()]*+\))*+\))++|))"""
    r"""(?:\s++(?:"(?P<double>(?:\\.|[^"\\])*+)"|'(?P<single>(?:\\.|[^'\\])*+)'))?+\s*+\)""",
    re.DOTALL,
)
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]", re.DOTALL)
_NOTE = re.compile(r"\^([^\s\[\]^]{1,80})\]")
_NOTE_IN_HTML = re.compile(r'<sup data-fn="([\w-]{8,64})" class="fn"><a href="#\1" id="\1-link">([0-9]{1,5})</a></sup>')
_SUFFIX = re.compile(r"""\{((?:\s*+(?:[.#][\w:-]++|[a-z][a-z-]*+(?:=(?:"[^"\n]*+"|[^\s"{}]++))?+))++)\s*+\}""")
_SUFFIX_PART = re.compile(r"""([.#])([\w:-]+)|([a-z][a-z-]*)(?:=(?:"([^"\n]*)"|([^\s"{}]+)))?""")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~⟦⟧—])")

ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~⟦⟧—")
LINK_KEYS = frozenset({"target", "rel", "download", "hreflang", "type", "aria-label", "data-type", "data-id"})
_NO_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class References:
    """What a whole text defines for its parts: link targets by label, and notes by label (id, number)."""

    links: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _NO_NAMES)
    notes: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _NO_NAMES)


NONE = References()


@dataclass(slots=True)
class _Delimiter:
    """A run of `*`, `_` or `~~`; what it closes and opens is added as it is found."""

    sign: str
    count: int
    can_open: bool
    can_close: bool
    original: int
    closes: list[str] = field(default_factory=list)
    opens: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Raw:
    """A tag as typed; text if nothing answers it."""

    tag: Tag
    source: str


@dataclass(slots=True)
class _Bracket:
    index: int
    """Of its text in the parts."""
    is_image: bool
    bottom: int
    """Delimiters below are not inside."""
    position: int
    """Of the text after it."""
    active: bool = True


_Part = str | Tag | _Delimiter | _Raw


def label_of(text: str) -> str:
    """A reference's label, comparable."""
    return " ".join(text.split()).casefold()


def unescape_markdown(text: str) -> str:
    """A link's target or title as meant: backslashes and entities resolved."""
    return unescape_entities(_ESCAPED.sub(r"\1", text))


def unescape_entities(text: str) -> str:
    """Only what ends in a semicolon, so that `?a=1&copy=2` stays."""
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def parse_inline(text: str, references: References = NONE) -> Inline:
    """One paragraph's Markdown as text and tags. Takes any text, in linear time."""
    return _Parser(text, references).parse()


class _Parser:
    def __init__(self, text: str, references: References) -> None:
        self._text = text
        self._references = references
        self._parts: list[_Part] = []
        self._delimiters: list[_Delimiter] = []
        self._brackets: list[_Bracket] = []
        self._ticks: dict[int, list[int]] | None = None

    def parse(self) -> Inline:
        text, position = self._text, 0
        while found := _SPECIAL.search(text, position):
            self._parts.append(text[position : found.start()])
            position = self._special(found[0], found.start())
        self._parts.append(text[position:])
        self._emphasise(0)
        return _resolve(self._parts)

    def _special(self, sign: str, at: int) -> int:
        """Read what begins at `at`; where it ends."""
        match sign:
            case "\\":
                return self._backslash(at)
            case "`":
                return self._code(at)
            case "*" | "_" | "~":
                return self._run(at)
            case "[":
                return self._open_bracket(at, at + 1, is_image=False)
            case "!" if self._text.startswith("[", at + 1):
                return self._open_bracket(at, at + 2, is_image=True)
            case "]":
                return self._close_bracket(at)
            case "<":
                return self._angle(at)
            case "&":
                return self._entity(at)
            case "\n":
                return self._line_end(at)
        return self._literal(at, at + 1)

    def _literal(self, start: int, end: int) -> int:
        self._parts.append(self._text[start:end])
        return end

    def _backslash(self, at: int) -> int:
        following = self._text[at + 1 : at + 2]
        if following == "\n":
            return self._line_end(at + 1)
        if following in ESCAPABLE and following:
            self._parts.append(following)
            return at + 2
        return self._literal(at, at + 1)

    def _line_end(self, at: int) -> int:
        if self._parts and isinstance(self._parts[-1], str):
            self._parts[-1] = self._parts[-1].rstrip(" \t")
        self._parts.append(Tag("void", "br"))
        end = at + 1
        while self._text.startswith((" ", "\t"), end):
            end += 1
        return end

    def _code(self, at: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for found in _TICKS.finditer(self._text):
                self._ticks.setdefault(len(found[0]), []).append(found.start())
        run = _TICKS.match(self._text, at)
        assert run is not None
        starts = self._ticks.get(len(run[0]), [])
        index = bisect_right(starts, at)
        if index == len(starts):
            return self._literal(at, run.end())
        code = self._text[run.end() : starts[index]].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
            code = code[1:-1]
        self._parts += [Tag("open", "code"), code, Tag("close", "code")]
        return starts[index] + len(run[0])

    def _run(self, at: int) -> int:
        run = _RUN.match(self._text, at)
        assert run is not None
        sign, count, end = run[0][0], len(run[0]), run.end()
        before = self._text[at - 1] if at else " "
        after = self._text[end] if end < len(self._text) else " "
        if sign == "~" and count != 2:
            return self._literal(at, end)
        can_open, can_close = not after.isspace(), not before.isspace()
        if sign == "_":
            can_open, can_close = can_open and not before.isalnum(), can_close and not after.isalnum()
        delimiter = _Delimiter(sign, count, can_open, can_close, count)
        self._parts.append(delimiter)
        self._delimiters.append(delimiter)
        return end

    def _angle(self, at: int) -> int:
        for pattern, scheme in ((_AUTOLINK, ""), (_MAIL, "mailto:")):
            if found := pattern.match(self._text, at):
                self._parts += [Tag("open", "a", (("href", scheme + found[1]),)), found[1], Tag("close", "a")]
                return found.end()
        tag = read_tag(self._text, at)
        if tag is None:
            return self._literal(at, at + 1)
        self._parts.append(tag[0] if tag[0].kind == "void" else _Raw(tag[0], self._text[at : tag[1]]))
        return tag[1]

    def _entity(self, at: int) -> int:
        found = _ENTITY.match(self._text, at)
        if found is None or not (found[0][1] == "#" or found[0][1:] in html5):
            return self._literal(at, at + 1)
        self._parts.append(unescape(found[0]))
        return found.end()

    # Links and images -------------------------------------------------------------------------------------------------

    def _open_bracket(self, at: int, end: int, *, is_image: bool) -> int:
        note = None if is_image else _NOTE.match(self._text, end)
        if note and note[1] in self._references.notes:
            self._parts += note_mark(*self._references.notes[note[1]])
            return note.end()
        self._brackets.append(_Bracket(len(self._parts), is_image, len(self._delimiters), end))
        return self._literal(at, end)

    def _close_bracket(self, at: int) -> int:
        if not self._brackets:
            return self._literal(at, at + 1)
        bracket = self._brackets.pop()
        target = self._target(bracket, at) if bracket.active else None
        if target is None:
            return self._literal(at, at + 1)
        href, title, end = target
        self._emphasise(bracket.bottom)
        inside = self._parts[bracket.index + 1 :]
        del self._parts[bracket.index :]
        named = (("title", title),) if title else ()
        if bracket.is_image:
            self._parts.append(Tag("void", "img", (("src", href), ("alt", plain(_resolve(inside))), *named)))
            return end
        attributes, end = self._suffix(end)
        self._parts += [Tag("open", "a", (("href", href), *named, *attributes)), *inside, Tag("close", "a")]
        for outer in self._brackets:
            outer.active = outer.active and outer.is_image
        # Links do not hold links: brackets further out can be forgotten, unless an image's.
        self._brackets = [outer for outer in self._brackets if outer.active]
        return end

    def _target(self, bracket: _Bracket, at: int) -> tuple[str, str, int] | None:
        if found := _TARGET.match(self._text, at + 1):
            href = found["angled"] if found["angled"] is not None else found["bare"]
            title = found["double"] or found["single"] or ""
            return unescape_markdown(href or ""), unescape_markdown(title), found.end()
        if not self._references.links:
            return None
        label, end = self._text[bracket.position : at], at + 1
        if (found := _LABEL.match(self._text, at + 1)) is not None:
            label, end = found[1] or label, found.end()
        if len(label) > 999:
            return None
        known = self._references.links.get(label_of(label))
        return (*known, end) if known else None

    def _suffix(self, end: int) -> tuple[Attributes, int]:
        """`{target=_blank rel="noopener"}` right after a link."""
        found = _SUFFIX.match(self._text, end)
        if found is None:
            return (), end
        attributes = suffix_attributes(found[1])
        return (attributes, found.end()) if attributes is not None else ((), end)

    # Emphasis ---------------------------------------------------------------------------------------------------------

    def _emphasise(self, bottom: int) -> None:
        """CommonMark's "process emphasis" for the delimiters from `bottom` on, which are then done with."""
        run = self._delimiters[bottom:]
        del self._delimiters[bottom:]
        openers: dict[str, list[_Delimiter]] = {"*": [], "_": [], "~": []}
        order: list[_Delimiter] = []
        for closer in run:
            while closer.count and closer.can_close:
                opener = _opener_for(openers[closer.sign], closer)
                if opener is None:
                    break
                # What was opened in between and never closed stays text.
                while order and order[-1] is not opener:
                    openers[order.pop().sign].pop()
                both = 2 if min(opener.count, closer.count) >= 2 else 1
                name = "s" if closer.sign == "~" else "strong" if both == 2 else "em"
                opener.opens.append(name)
                closer.closes.append(name)
                opener.count -= both
                closer.count -= both
                if not opener.count:
                    openers[opener.sign].pop()
                    order.pop()
            if closer.count and closer.can_open:
                openers[closer.sign].append(closer)
                order.append(closer)


def _opener_for(openers: list[_Delimiter], closer: _Delimiter) -> _Delimiter | None:
    """The nearest opener that fits; the sum rule keeps `*a**b*` one emphasis."""
    for opener in reversed(openers[-16:]):
        odd = (opener.can_close or closer.can_open) and (opener.original + closer.original) % 3 == 0
        if not odd or (opener.original % 3 == 0 and closer.original % 3 == 0):
            return opener
    return None


def suffix_attributes(text: str) -> Attributes | None:
    """The inside of a link's `{…}`; None where it holds a key that no link has."""
    found: dict[str, str] = {}
    for sign, short, key, quoted, bare in _SUFFIX_PART.findall(text):
        if sign == ".":
            found["class"] = f"{found['class']} {short}" if "class" in found else short
        elif sign == "#":
            found["id"] = short
        elif key in LINK_KEYS:
            found[key] = unescape_entities(quoted or bare)
        else:
            return None
    return tuple(found.items())


def note_label(name: str) -> str:
    """The label in a text of a note that the site has already, by its id there: short, and the same every time."""
    return f"{name[:4]}{name[-4:]}"


def notes_in(content: str) -> dict[str, tuple[str, str]]:
    """The notes that a content marks: id and number by label."""
    return {note_label(name): (name, number) for name, number in _NOTE_IN_HTML.findall(content)}


def note_mark(name: str, number: str) -> Inline:
    """A note's mark, as WordPress's editor writes it."""
    mark = Tag("open", "sup", (("data-fn", name), ("class", "fn")))
    link = Tag("open", "a", (("href", f"#{name}"), ("id", f"{name}-link")))
    return [mark, link, number, Tag("close", "a"), Tag("close", "sup")]


def _resolve(parts: list[_Part]) -> Inline:
    """Delimiters into tags and text; tags as typed that nothing answers into text; text joined."""
    flat = [piece for part in parts for piece in _expand(part)]
    literal = _unanswered(flat)
    result: Inline = []
    for index, piece in enumerate(flat):
        if isinstance(piece, _Raw):
            value: str | Tag = piece.source if index in literal else piece.tag
        else:
            value = piece
        if isinstance(value, str) and result and isinstance(result[-1], str):
            result[-1] += value
        elif value != "":
            result.append(value)
    return result


def _expand(part: _Part) -> list[str | Tag | _Raw]:
    if not isinstance(part, _Delimiter):
        return [part]
    closed: list[str | Tag | _Raw] = [Tag("close", name) for name in part.closes]
    opened = [Tag("open", name) for name in reversed(part.opens)]
    return [*closed, part.sign * part.count, *opened]


def _unanswered(flat: list[str | Tag | _Raw]) -> set[int]:
    """Which of the tags as typed are not closed, close nothing, or cross others."""
    literal: set[int] = set()
    stack: list[tuple[int, str, bool]] = []
    for index, piece in enumerate(flat):
        if isinstance(piece, str):
            continue
        raw = isinstance(piece, _Raw)
        tag = piece.tag if isinstance(piece, _Raw) else piece
        if tag.kind == "open":
            stack.append((index, tag.name, raw))
        elif tag.kind == "close":
            if raw:
                if stack and stack[-1][1] == tag.name and stack[-1][2]:
                    stack.pop()
                else:
                    literal.add(index)
            else:
                while stack and stack[-1][2]:
                    literal.add(stack.pop()[0])
                stack.pop()
    literal.update(index for index, _, _ in stack)
    return literal
