"""What was typed and what came in meanwhile, brought together. Pure."""

from __future__ import annotations

from dataclasses import replace
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
