"""A comment's raw text taken apart into plain pieces: nothing in it is ever rendered, run or loaded.

Markup that WordPress allows in comments becomes line breaks and spelled-out links; all other markup is shown as it was
typed, so that a moderator sees what came. Knows no Qt.
"""

from __future__ import annotations

import html
import re
from typing import Literal, NamedTuple

Kind = Literal["text", "link", "target"]

# WordPress's $allowedtags for comments, and what wpautop and rich-text forms leave in them.
_SILENT = frozenset(
    [
        "abbr",
        "acronym",
        "b",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
_BREAKS = frozenset(["blockquote", "br", "div", "li", "ol", "p", "pre", "ul"])
_TAG = re.compile(r"(<[^<>]{1,4000}>)")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_ADDRESS = re.compile(r"""(?:https?://|www\.)[^\s<>"']+""", re.IGNORECASE)
_TRAILING = ".,;:!?)]}…”’"
# Overrides of the writing direction turn addresses and names around on screen; other controls paint nothing.
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")


class Span(NamedTuple):
    """A piece of text: ordinary words, a link's words, or the address that a link really leads to."""

    text: str
    kind: Kind = "text"


def spans(content: str) -> list[Span]:
    """The text in pieces. A link's words are followed by its target where they are not the target itself."""
    pieces: list[Span] = []
    href: str | None = None
    linked = ""
    for part in _TAG.split(content):
        found = _NAME.fullmatch(part)
        if found is not None and (tag := found[2].lower()) in {"a", *_SILENT, *_BREAKS}:
            if tag == "a":
                if href is not None:
                    pieces += _link(linked, href)
                href, linked = (None if found[1] else _target(found[3])), ""
            elif tag in _BREAKS and href is None:
                pieces.append(Span("\n"))
            continue
        words = seen(part if found is not None else html.unescape(part))
        if href is not None:
            linked += words
        else:
            pieces += _with_addresses(words)
    if href is not None:
        pieces += _link(linked, href)
    return _tidy(pieces)


def plain(content: str) -> str:
    """The text as it is read, with targets spelled out."""
    return "".join(span.text for span in spans(content))


def one_line(content: str, limit: int = 240) -> str:
    """The beginning of the text in one line, for a row of a list."""
    # A row shows some 60 letters; markup before them seldom takes more than a few hundred.
    return _SPACES.sub(" ", plain(content[: 4 * limit])).strip()[:limit]


def addresses(content: str) -> list[str]:
    """Every web address in the text or behind a link, each once, in order."""
    targets = [found[1] or found[2] or found[3] or "" for found in _HREF.finditer(content)]
    written = [found[0].rstrip(_TRAILING) for found in _ADDRESS.finditer(html.unescape(content))]
    return list(dict.fromkeys(address for address in (*map(html.unescape, targets), *written) if address))


def seen(text: str) -> str:
    """The text without characters that paint nothing or turn the writing direction around."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def name_line(text: str) -> str:
    """A name or an address in one line, without unseen characters."""
    return _SPACES.sub(" ", seen(text)).strip()


def _target(attributes: str) -> str:
    found = _HREF.search(attributes)
    return seen(html.unescape(found[1] or found[2] or found[3] or "")).strip() if found else ""


def _link(words: str, href: str) -> list[Span]:
    shown = words.strip()
    if not href:
        return [Span(words)]
    if not shown or shown == href:
        return [Span(href, "link")]
    return [Span(words, "link"), Span(f" [{href}]", "target")]


def _with_addresses(words: str) -> list[Span]:
    pieces: list[Span] = []
    end = 0
    for found in _ADDRESS.finditer(words):
        address = found[0].rstrip(_TRAILING)
        pieces.append(Span(words[end : found.start()]))
        pieces.append(Span(address, "link"))
        end = found.start() + len(address)
    pieces.append(Span(words[end:]))
    return pieces


def _tidy(pieces: list[Span]) -> list[Span]:
    tidy: list[Span] = []
    for text, kind in pieces:
        if not text:
            continue
        if tidy and tidy[-1].kind == kind == "text":
            tidy[-1] = Span(tidy[-1].text + text)
        else:
            tidy.append(Span(text, kind))
    tidy = [Span(_BLANK_LINES.sub("\n\n", text), kind) for text, kind in tidy]
    if tidy:
        tidy[0] = tidy[0]._replace(text=tidy[0].text.lstrip("\n"))
        tidy[-1] = tidy[-1]._replace(text=tidy[-1].text.rstrip())
    return [span for span in tidy if span.text]
