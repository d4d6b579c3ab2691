"""What was typed and what came in meanwhile, brought together. Pure; knows no widget and no store."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from bkddesk.model.article import Draft
from bkddesk.model.merge import merge_sequences

TYPED = (
    "title", "markdown", "excerpt", "slug", "status", "date", "categories", "tags", "featured_media", "comment_status",
)  # fmt: skip
"""The parts of a draft that a person changes in the editor."""


def reconcile(seen: Draft, typed: Draft, stored: Draft) -> Draft:
    """The draft to go on with when `seen` was shown, `typed` stands in the editor and `stored` is there by now.

    What only one side changed is taken from it; where both changed the same paragraph or field, what was typed stays
    (the other is in the draft's history). Everything that is not typed (base, article) comes from `stored`.
    """
    values: dict[str, Any] = {}
    for name in TYPED:
        was, mine, theirs = getattr(seen, name), getattr(typed, name), getattr(stored, name)
        if mine == was:
            values[name] = theirs
        elif name == "markdown" and theirs not in (was, mine):
            values[name] = _merged_text(was, mine, theirs)
        else:
            values[name] = mine
    return replace(stored, **values)


def _merged_text(was: str, mine: str, theirs: str) -> str:
    stretches = merge_sequences(was.splitlines(True), mine.splitlines(True), theirs.splitlines(True))
    return "".join(line for part in stretches for line in (part.mine if part.result is None else part.result))


def smallest_change(old: str, new: str) -> list[tuple[int, int, str]]:
    """What to replace in `old`, as (start, end, text) from the end backwards, in characters, to make it `new`.

    Line by line, so that a cursor between two changed places keeps its place.
    """
    before, after = old.splitlines(True), new.splitlines(True)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    changes = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            changes.append(_trimmed(starts[i1], "".join(before[i1:i2]), "".join(after[j1:j2])))
    return changes[::-1]


def _trimmed(start: int, old: str, new: str) -> tuple[int, int, str]:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, start + len(old) - tail, new[head : len(new) - tail]
