"""An article that two people changed, as a list of parts to choose from. Pure, but for the words.

A part that only one side touched is settled; one that both touched needs a choice, and nothing is chosen beforehand.
Block markup becomes Markdown to be read and edited, by the functions handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from bkddesk.language import ntr, tr
from bkddesk.model.article import Fields, PostStatus
from bkddesk.model.merge import ArticleConflict, Conflict, Stretch
from bkddesk.ui.editor.words import status_words

AsMarkdown = Callable[[str], str]
"""Block markup -> Markdown."""
AsContent = Callable[[str, str], str]
"""(block markup that it started from, edited Markdown) -> block markup."""

_TEXT_FIELDS = ("title", "excerpt", "slug")
_BLOCK = re.compile(r"<!--\s+wp:([a-z][a-z0-9_/-]*)")
_TAGS = re.compile(r"<!--.*?-->|<[^<>]{0,2000}>", re.DOTALL)


class Choice(Enum):
    """What a person chose for a part."""

    NONE = "none"
    MINE = "mine"
    THEIRS = "theirs"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that both changed. `base`, `mine`, `theirs` are as they are read; `index` is that of the stretch."""

    field: str
    name: str
    base: str
    mine: str
    theirs: str
    is_text: bool = True
    """Whether the result can be edited, rather than only chosen."""
    index: int = -1
    choice: Choice = Choice.NONE
    edited: str = ""

    @property
    def result(self) -> str:
        """What stands, as it is read; what is mine until something is chosen."""
        match self.choice:
            case Choice.THEIRS:
                return self.theirs
            case Choice.EDITED:
                return self.edited
            case _:
                return self.mine


@dataclass(frozen=True, slots=True)
class Settled:
    """One thing that merged by itself: its name, who changed it, and how it reads now."""

    name: str
    who: str
    before: str
    after: str


def parts_of(conflict: ArticleConflict, as_markdown: AsMarkdown) -> list[Part]:
    """What needs a choice, title and text first."""
    parts: list[Part] = []
    for found in conflict.parts:
        if found.name == "content" and found.stretches:
            parts += _content_parts(found, as_markdown)
        elif found.name == "content":
            base, mine, theirs = (as_markdown(side) for side in (found.base, found.mine, found.theirs))
            parts.append(Part("content", tr("Text"), base, mine, theirs))
        else:
            base, mine, theirs = (value_words(found.name, value) for value in (found.base, found.mine, found.theirs))
            is_text = found.name in _TEXT_FIELDS
            parts.append(Part(found.name, field_words(found.name), base, mine, theirs, is_text))
    return parts


def _content_parts(conflict: Conflict, as_markdown: AsMarkdown) -> list[Part]:
    parts = []
    paragraphs = 0
    for index, stretch in enumerate(conflict.stretches):
        if stretch.is_conflict:
            sides = (stretch.base, stretch.mine, stretch.theirs)
            base, mine, theirs = (as_markdown("".join(side)).strip("\n") for side in sides)
            name = block_words(stretch.base or stretch.mine or stretch.theirs, paragraphs)
            parts.append(Part("content", name, base, mine, theirs, index=index))
        paragraphs += sum(_kind(block) == "paragraph" for block in stretch.base)
    return parts


def settled_of(conflict: ArticleConflict, as_markdown: AsMarkdown) -> list[Settled]:
    """What merged by itself, the text first; blocks that nobody touched are one line at the end."""
    found: list[Settled] = []
    stretches: Sequence[Stretch] = next((part.stretches for part in conflict.parts if part.name == "content"), ())
    untouched = paragraphs = 0
    for stretch in stretches:
        if not stretch.is_conflict and stretch.base == stretch.mine == stretch.theirs:
            untouched += sum(bool(block.strip()) for block in stretch.base)
        elif not stretch.is_conflict:
            name = block_words(stretch.base or stretch.result or (), paragraphs)
            before, after = (as_markdown("".join(side)) for side in (stretch.base, stretch.result or ()))
            found.append(Settled(name, _who(stretch.base, stretch.mine, stretch.theirs), before, after))
        paragraphs += sum(_kind(block) == "paragraph" for block in stretch.base)
    found += _settled_fields(conflict)
    if untouched:
        found.append(Settled(ntr("{n} other block", "{n} other blocks", untouched), tr("changed by nobody"), "", ""))
    return found


def _settled_fields(conflict: ArticleConflict) -> list[Settled]:
    asked = {part.name for part in conflict.parts}
    found = []
    for name in ("title", "excerpt", "slug", "status", "featured_media", "comment_status", "categories", "tags"):
        base, mine, theirs = (getattr(side, name) for side in (conflict.base, conflict.mine, conflict.theirs))
        if name not in asked and not base == mine == theirs:
            merged = getattr(conflict.merged, name)
            before, after = value_words(name, base), value_words(name, merged)
            found.append(Settled(field_words(name), _who(base, mine, theirs), before, after))
    return found


def _who(base: object, mine: object, theirs: object) -> str:
    if mine == theirs:
        return tr("both, in the same way")
    if mine == base:
        return tr("only on the site")
    return tr("only mine") if theirs == base else tr("both, in different places")


def choose(part: Part, choice: Choice, edited: str = "") -> Part:
    """The part with a choice; an edited result is remembered while another choice is tried."""
    if choice is Choice.EDITED:
        return replace(part, choice=choice, edited=edited or part.edited or part.result)
    return replace(part, choice=choice)


def values_of(conflict: ArticleConflict, parts: Sequence[Part], as_content: AsContent) -> dict[str, Any]:
    """What stands, field by field, for `Desk.resolve_conflict`. Every part must have a choice."""
    values: dict[str, Any] = {}
    chosen = {part.index: part for part in parts if part.field == "content"}
    for found in conflict.parts:
        if found.name == "content" and found.stretches:
            values["content"] = "".join(
                "".join(stretch.result)
                if stretch.result is not None
                else _block_source(stretch, chosen[index], as_content)
                for index, stretch in enumerate(found.stretches)
            )
        else:
            part = next(part for part in parts if part.field == found.name)
            values[found.name] = _value(found, part, as_content)
    return values


def _block_source(stretch: Stretch, part: Part, as_content: AsContent) -> str:
    mine, theirs = "".join(stretch.mine), "".join(stretch.theirs)
    match part.choice:
        case Choice.MINE:
            return mine
        case Choice.THEIRS:
            return theirs
        case _:
            return _spaced(as_content(mine, part.edited), mine or theirs)


def _spaced(source: str, like: str) -> str:
    """The blank lines after a block are part of its stretch: keep those of the block it replaces."""
    tail = like[len(like.rstrip("\n")) :]
    return source.rstrip("\n") + tail if source.strip() else ""


def _value(conflict: Conflict, part: Part, as_content: AsContent) -> Any:
    match part.choice:
        case Choice.MINE:
            return conflict.mine
        case Choice.THEIRS:
            return conflict.theirs
        case _:
            return as_content(conflict.mine, part.edited) if part.field == "content" else part.edited


def overwrites_readers_text(conflict: ArticleConflict, parts: Sequence[Part]) -> bool:
    """Whether the choices put "mine" over what readers see on the site now."""
    return conflict.theirs.status == PostStatus.PUBLISH and any(part.choice is Choice.MINE for part in parts)


# Words ------------------------------------------------------------------------------------------------------------


def field_words(name: str) -> str:
    """A field's name."""
    return {
        "title": tr("Title"),
        "excerpt": tr("Excerpt"),
        "slug": tr("Slug"),
        "status": tr("Status"),
        "date": tr("Date"),
        "featured_media": tr("Featured image"),
        "comment_status": tr("Comments"),
        "categories": tr("Categories"),
        "tags": tr("Tags"),
    }.get(name, name)


def value_words(name: str, value: Any) -> str:
    """A field's value as it is read."""
    if name == "status":
        return status_words(str(value))
    if name == "comment_status":
        return tr("allowed") if value == "open" else tr("closed")
    if name == "date":
        return str(value)[:16].replace("T", " ")
    if name == "featured_media":
        return tr("Picture {number} of the site", number=value) if value else tr("none")
    if isinstance(value, tuple | list):
        return ntr("{n} chosen", "{n} chosen", len(value))
    return str(value)


def block_words(blocks: Sequence[str], paragraphs_before: int) -> str:
    """What a stretch of blocks is called: by its first block, and how many follow."""
    shown = [block for block in blocks if block.strip()]
    if not shown:
        return tr("Text")
    name = _one_block(shown[0], paragraphs_before)
    return tr("{name} and {count} more", name=name, count=len(shown) - 1) if len(shown) > 1 else name


def _one_block(block: str, paragraphs_before: int) -> str:
    words = " ".join(_TAGS.sub(" ", block).split())
    match _kind(block):
        case "paragraph" | "":
            return tr("Paragraph {number}", number=paragraphs_before + 1)
        case "heading":
            return tr("Heading “{words}”", words=words[:24])
        case "list":
            return tr("List")
        case "quote":
            return tr("Quote")
        case "table":
            return tr("Table")
        case "image":
            return tr("Image")
        case "gallery":
            return ntr("Gallery, {n} picture", "Gallery, {n} pictures", block.count("<img"))
        case kind:
            return tr("Block {name}", name=kind)


def _kind(block: str) -> str:
    found = _BLOCK.search(block)
    return found[1].removeprefix("core/") if found else ""


def is_live(fields: Fields) -> bool:
    """Whether readers see the article now."""
    return fields.status == PostStatus.PUBLISH
