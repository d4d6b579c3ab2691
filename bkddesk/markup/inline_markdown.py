"""Text and tags -> the Markdown that says the same. Whether it does is for the caller to check, by reading it back.

There are three ways, tried in this order: "light" escapes only what would mean something where it stands, so that prose
stays prose; "careful" escapes every sign that could; "tags" also writes emphasis and pictures as HTML tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from bkddesk.markup import lines as at
from bkddesk.markup.inline import LINK_KEYS, note_label, note_mark
from bkddesk.markup.inline_html import Inline, Tag, write_tag

Way = Literal["light", "careful", "tags"]
WAYS: tuple[Way, ...] = ("light", "careful", "tags")

_SPACES = re.compile(r"[ \t]*[\n\r\f][ \t\n\r\f]*")
_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~⟦⟧—\n]|$)")
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile(r"_+")
_TILDES = re.compile(r"(?<!~)~~(?!~)")
_BRACKET = re.compile(r"\](?=\()")
_ANGLE = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_ANY = re.compile(r"[\\`*_~\[\]<&]")
_PERHAPS = re.compile(r"[\\`*_~\[\]<&\n\r\f]")
_TICKS = re.compile(r"`+")
_SIGNS = {"strong": "**", "em": "*", "s": "~~"}
_BARE_TARGET = re.compile(r"(?:[^\s()\\<>]|\([^\s()\\<>]*\))+")
_SUFFIX_VALUE = re.compile(r"[\w./:-]+", re.ASCII)
_CLASSES = re.compile(r"[\w:-]+(?: [\w:-]+)*", re.ASCII)

_LINE_STARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(#{1,6})(?=[ \t]|$)"), r"\\\1"),
    (re.compile(r"(>)"), r"\\\1"),
    (re.compile(r"([-+*])(?=[ \t]|$)"), r"\\\1"),
    (re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)"), r"\1\\\2"),
    (re.compile(r"([-*_])(?=(?:[ \t]*\1){2,}[ \t]*$)"), r"\\\1"),
    (re.compile(r"(=)(?==+[ \t]*$)"), r"\\\1"),
    (re.compile(r"(~{3,})"), r"\\\1"),
    (re.compile(r"(\[)(?=[^\]]*\]:)"), r"\\\1"),
    (re.compile(r"(\|?)(?=[ \t]*:?-+:?[ \t]*\|)"), r"\\\1"),
)


def write_markdown(inline: Sequence[str | Tag], way: Way) -> str | None:
    """The Markdown of some text and tags; line breaks are line ends. None where Markdown has no word for it."""
    stack: list[tuple[Tag | None, list[str]]] = [(None, [])]
    skipped = 0
    for index, part in enumerate(inline):
        written = stack[-1][1]
        if skipped:
            skipped -= 1
        elif isinstance(part, Tag) and (note := _note(inline, index)):
            written.append(note)
            skipped = 4
        elif isinstance(part, str):
            written.append(_text(part, way, first=index == 0, last=index == len(inline) - 1))
        elif part.kind == "open":
            stack.append((part, []))
        elif part.kind == "void":
            at_edge = index in (0, len(inline) - 1)
            written.append(_void(part, way, at_edge=at_edge))
        else:
            opened, inside = stack.pop()
            if opened is None:
                return None
            parent = stack[-1][0]
            plain = _plain_of(inline, index) if opened.name == "code" else None
            stack[-1][1].append(_element(opened, "".join(inside), plain, parent, way))
    return "".join(stack[0][1]) if len(stack) == 1 else None


def _note(inline: Sequence[str | Tag], index: int) -> str:
    """The label of the note that is marked here, "" for none."""
    part, parts = inline[index], list(inline[index : index + 5])
    name = part.get("data-fn") if isinstance(part, Tag) and part.kind == "open" else None
    if name is None or not isinstance(number := parts[2] if len(parts) == 5 else None, str):
        return ""
    return f"[^{note_label(name)}]" if parts == note_mark(name, number) else ""


def _plain_of(inline: Sequence[str | Tag], closing: int) -> str | None:
    """The text of the element that closes here, if it is nothing but text."""
    before = inline[closing - 1]
    if isinstance(before, str):
        opening = inline[closing - 2]
        return before if isinstance(opening, Tag) and opening.kind == "open" else None
    return None


def _text(text: str, way: Way, *, first: bool, last: bool) -> str:
    """`first`, `last`: nothing stands before it, after it, in the whole paragraph."""
    if not _PERHAPS.search(text):
        return text
    text = _SPACES.sub(" ", text)
    if way != "light":
        return _ANY.sub(r"\\\g<0>", text)
    text = _BACKSLASH.sub(r"\\\\", text).replace("`", "\\`")
    edges = (" " if first else "", " " if last else "")
    text = _STARS.sub(lambda run: _unless(run, str.isspace, edges), text)
    text = _UNDERSCORES.sub(lambda run: _unless(run, str.isalnum, edges), text)
    for pattern, escaped in ((_TILDES, r"\~\~"), (_BRACKET, r"\]"), (_ANGLE, r"\<"), (_ENTITY, r"\&")):
        text = pattern.sub(escaped.replace("\\", "\\\\"), text)
    return text


def _unless(run: re.Match[str], harmless: Callable[[str], bool], edges: tuple[str, str]) -> str:
    """A run of emphasis signs, escaped unless it stands between signs that make it harmless."""
    before = run.string[run.start() - 1] if run.start() else edges[0]
    after = run.string[run.end()] if run.end() < len(run.string) else edges[1]
    if (before.isspace() and after.isspace()) or (before and after and harmless(before) and harmless(after)):
        return run[0]
    return "".join(f"\\{sign}" for sign in run[0])


def _void(tag: Tag, way: Way, *, at_edge: bool) -> str:
    if tag.name == "br" and not tag.attributes and not at_edge:
        return "\n"
    keys = {key for key, _ in tag.attributes}
    if tag.name == "img" and way != "tags" and {"src", "alt"} <= keys <= {"src", "alt", "title"}:
        alt = _ANY.sub(r"\\\g<0>", tag.get("alt") or "")
        target = link_target(tag.get("src") or "", tag.get("title"))
        if target is not None and "\n" not in alt:
            return f"![{alt}]{target}"
    return write_tag(tag)


def _element(tag: Tag, inside: str, plain: str | None, parent: Tag | None, way: Way) -> str:
    if tag.name in _SIGNS and not tag.attributes and way != "tags" and inside and inside == inside.strip():
        sign = _SIGNS[tag.name]
        if tag.name == "em" and ((parent is not None and parent.name == "strong") or "*" in (inside[0], inside[-1])):
            sign = "_"
        return f"{sign}{inside}{sign}"
    if tag.name == "code" and not tag.attributes and way != "tags" and plain and "\n" not in plain:
        return _code(plain)
    if tag.name == "a" and way != "tags" and (link := _link(tag, inside)) is not None:
        return link
    return f"{write_tag(tag)}{inside}</{tag.name}>"


def _code(text: str) -> str:
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    shortest = next(n for n in range(1, longest + 2) if not re.search(rf"(?<!`)`{{{n}}}(?!`)", text))
    pad = " " if text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip(" ")) else ""
    return f"{'`' * shortest}{pad}{text}{pad}{'`' * shortest}"


def _link(tag: Tag, inside: str) -> str | None:
    if tag.get("href") is None:
        return None
    rest = [(key, value) for key, value in tag.attributes if key not in ("href", "title")]
    target = link_target(tag.get("href") or "", tag.get("title"))
    suffix = _suffix(rest)
    return None if target is None or suffix is None else f"[{inside}]{target}{suffix}"


def link_target(address: str, title: str | None) -> str | None:
    """`(address "title")` after a link's or picture's text."""
    address = _ENTITY.sub("&amp;", address)
    if not address or _BARE_TARGET.fullmatch(address):
        shown = address
    elif not set(address) & set("<>\\\n\r\t"):
        shown = f"<{address}>"
    else:
        return None
    if title is None:
        return f"({shown})"
    if not title or "\n" in title:
        return None
    escaped = _ENTITY.sub("&amp;", title.replace("\\", "\\\\")).replace('"', '\\"')
    return f'({shown} "{escaped}")'


def _suffix(attributes: Sequence[tuple[str, str]]) -> str | None:
    """A link's further attributes as `{…}`; None where one of them cannot stand there."""
    words = []
    for key, value in attributes:
        if key == "class" and _CLASSES.fullmatch(value):
            words.append(" ".join(f".{name}" for name in value.split(" ")))
        elif key == "id" and _CLASSES.fullmatch(value) and " " not in value:
            words.append(f"#{value}")
        elif key in LINK_KEYS and _SUFFIX_VALUE.fullmatch(value):
            words.append(f"{key}={value}")
        elif key in LINK_KEYS and value and not set(value) & set('"\n\\&{}'):
            words.append(f'{key}="{value}"')
        else:
            return None
    return f"{{{' '.join(words)}}}" if words else ""


def write_lines(inline: Sequence[str | Tag], way: Way) -> str | None:
    """Text and tags as the lines of a paragraph: nothing in them begins anything else."""
    text = write_markdown(inline, way)
    if text is None:
        return None
    lines = [_line(line.strip(" \t"), way) for line in text.split("\n")]
    if not lines[0] or not lines[-1]:
        return None
    return "\n".join(line or "\\" for line in lines)


def _line(line: str, way: Way) -> str:
    if line.startswith("\u00a0"):
        line = f"&nbsp;{line[1:]}"
    if line.endswith("\u00a0"):
        line = f"{line[:-1]}&nbsp;"
    for pattern, escaped in () if line[:1].isalpha() else _LINE_STARTS:
        line, changed = pattern.subn(escaped, line, count=1) if pattern.match(line) else (line, 0)
        if changed:
            return line
    if way != "light":
        if at.ADDRESS.match(line):
            return line.replace("://", "\\://", 1)
        if line[:1] in "⟦—" or (line[:1] == "!" and line[1:2] == "["):
            return f"\\{line}"
        if line.startswith("|"):
            return f"\\{line}"
    return line


__all__ = ["WAYS", "Inline", "Way", "link_target", "write_lines", "write_markdown"]
