"""What a careful desk would notice before publishing. Pure: a draft in, findings out. It warns, it never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bkddesk.model.article import Draft

_SHORTCODE = re.compile(
    r"\[(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[ \t][^\[\]\n]{0,400})?(?P<self>/?)\](?![(\[:\]])"
)
_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ \t]*$|(?<!`)(`+)(?!`)[^`\n]+\2(?!`)", re.MULTILINE | re.DOTALL
)


_ISLAND = re.compile(r"⟦[^⟦⟧\n]{1,220}⟧")


class Kind(Enum):
    """What is noticed."""

    STRAY_CLOSING = "stray"
    UNCLOSED = "unclosed"
    NO_TITLE = "title"
    NO_TEXT = "text"
    NO_CATEGORY = "category"
    NO_PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed. `start` and `end` are characters of the Markdown, -1 where it is not about a place."""

    kind: Kind
    detail: str = ""
    start: int = -1
    end: int = -1

    @property
    def is_visible_to_readers(self) -> bool:
        """Whether the page itself would look broken, rather than poorer."""
        return self.kind in (Kind.STRAY_CLOSING, Kind.UNCLOSED)


def check(draft: Draft, text: str | None = None) -> list[Finding]:
    """Everything noticed about a draft, the most visible first; `text` instead of its own, with islands unlocked."""
    return [*shortcodes(draft.markdown if text is None else text), *_missing(draft)]


def _missing(draft: Draft) -> Iterator[Finding]:
    if not draft.title.strip():
        yield Finding(Kind.NO_TITLE)
    if not draft.markdown.strip():
        yield Finding(Kind.NO_TEXT)
    if not draft.categories:
        yield Finding(Kind.NO_CATEGORY)
    if not draft.featured_media:
        yield Finding(Kind.NO_PICTURE)


def shortcodes(markdown: str) -> list[Finding]:
    """Closing shortcodes that nothing opened, and opened ones that are never closed although others of the name are.

    A shortcode that is nowhere closed may stand alone (most do): nothing is said about it.
    """
    text = _CODE.sub(lambda found: " " * len(found[0]), markdown)
    found = list(_SHORTCODE.finditer(text))
    paired = {match["name"] for match in found if match["close"]}
    open_ones: dict[str, list[re.Match[str]]] = {}
    findings = []
    for match in found:
        name = match["name"]
        if name not in paired or match["self"] or text[match.start() - 1 : match.start()] == "[":
            continue
        if not match["close"]:
            open_ones.setdefault(name, []).append(match)
        elif open_ones.get(name):
            open_ones[name].pop()
        else:
            findings.append(Finding(Kind.STRAY_CLOSING, match[0], match.start(), match.end()))
    left = [match for matches in open_ones.values() for match in matches]
    findings += [Finding(Kind.UNCLOSED, match[0], match.start(), match.end()) for match in left]
    return sorted(findings, key=lambda finding: finding.start)


def count_words(markdown: str) -> int:
    """Words of the text; marks that stand alone are none, and islands are not read."""
    if "⟦" in markdown:
        markdown = _ISLAND.sub(" ", markdown)
    return sum(word[0].isalnum() or any(map(str.isalnum, word)) for word in markdown.split())


def reading_minutes(words: int) -> int:
    """Minutes to read so many words, at 200 a minute; at least one where there is anything to read."""
    return max(1, round(words / 200)) if words else 0
