"""Three-way merge: what only one side touched is taken, what both touched differently is a conflict. Pure.

Works on whole parts (fields, blocks), never within one: a question is better than silent duplication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from typing import Any

from bkddesk.model.article import Fields, tupled

_SIZE_LIMIT = 4000
"""Parts a side; beyond it both-sided changes are one single conflict instead of a slow comparison."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of parts. `result` None: both sides changed it, differently."""

    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    result: tuple[str, ...] | None

    @property
    def is_conflict(self) -> bool:
        """Whether a person has to choose."""
        return self.result is None


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that both sides changed. For the content, `stretches` says where."""

    name: str
    base: Any
    mine: Any
    theirs: Any
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged fields; for those in `conflicts` they hold the site's value."""

    fields: Fields
    conflicts: tuple[Conflict, ...] = ()


def merge_sequences(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Stretch]:
    """Merge two changed copies of a list of blocks.

    Edits of both sides that touch, even only at their edges, form one stretch; it is a conflict unless both made the
    same change. No part of either side is lost or repeated: base, mine and theirs are each the sum of their stretches.
    """
    if max(len(base), len(mine), len(theirs)) > _SIZE_LIMIT:
        return [_stretch(tuple(base), tuple(mine), tuple(theirs))]
    edits = sorted([*_edits(base, mine, 0), *_edits(base, theirs, 1)])
    stretches: list[Stretch] = []
    position = [0, 0, 0]  # in base, mine, theirs

    def take(base_end: int, mine_end: int, theirs_end: int) -> None:
        ends = (base_end, mine_end, theirs_end)
        if tuple(position) != ends:
            sides = (base, mine, theirs)
            run = [tuple(side[start:end]) for side, start, end in zip(sides, position, ends, strict=True)]
            stretches.append(_stretch(*run))
            position[:] = ends

    for start, end, shifts in _regions(edits):
        kept = start - position[0]
        take(start, position[1] + kept, position[2] + kept)
        take(end, position[1] + (end - start) + shifts[0], position[2] + (end - start) + shifts[1])
    take(len(base), len(mine), len(theirs))
    return stretches


def _edits(base: Sequence[str], side: Sequence[str], which: int) -> list[tuple[int, int, int, int]]:
    """Changed ranges of the base: (start, end, side, how much longer the side is there)."""
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return [(i1, i2, which, (j2 - j1) - (i2 - i1)) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _regions(edits: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, list[int]]]:
    regions: list[tuple[int, int, list[int]]] = []
    sides: list[set[int]] = []
    for start, end, which, shift in edits:
        if regions and start <= regions[-1][1] and (start < regions[-1][1] or which not in sides[-1]):
            first, last, shifts = regions[-1]
            shifts[which] += shift
            sides[-1].add(which)
            regions[-1] = (first, max(last, end), shifts)
        else:
            shifts = [0, 0]
            shifts[which] = shift
            regions.append((start, end, shifts))
            sides.append({which})
    return regions


def _stretch(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> Stretch:
    if mine == theirs or theirs == base:
        return Stretch(base, mine, theirs, mine)
    if mine == base:
        return Stretch(base, mine, theirs, theirs)
    return Stretch(base, mine, theirs, None)


def merge_fields(
    base: Fields, mine: Fields, theirs: Fields, *, split: Any = None, ignore: frozenset[str] = frozenset()
) -> Merged:
    """Merge an article field by field, the content block by block.

    `split` turns content into its blocks, whose concatenation is the content again. Fields in `ignore` keep mine.
    Lists of terms merge as sets: what either side added or removed holds.
    """
    values: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for field in fields(Fields):
        b, m, t = (getattr(side, field.name) for side in (base, mine, theirs))
        if field.name in ignore or m == t or t == b:
            values[field.name] = m
        elif m == b:
            values[field.name] = t
        elif field.name in ("categories", "tags"):
            values[field.name] = _merge_terms(b, m, t)
        elif field.name == "content" and split is not None:
            stretches = merge_sequences(split(b), split(m), split(t))
            if any(stretch.is_conflict for stretch in stretches):
                values[field.name] = t
                conflicts.append(Conflict(field.name, b, m, t, tuple(stretches)))
            else:
                values[field.name] = "".join(part for s in stretches for part in s.result or ())
        else:
            values[field.name] = t
            conflicts.append(Conflict(field.name, b, m, t))
    return Merged(replace(theirs, **values), tuple(conflicts))


def _merge_terms(base: tuple[int, ...], mine: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[int, ...]:
    removed = {term for term in base if term not in mine or term not in theirs}
    return tuple(sorted({term for term in (*theirs, *mine) if term not in removed}))


_NOTHING = Fields()


@dataclass(frozen=True, slots=True)
class ArticleConflict:
    """What waits for a person's choice about one article, as the outbox row keeps it."""

    kind: str
    """"changed": see `parts`; "trashed" or "deleted": the article is no longer there, the sides are empty."""
    base: Fields = _NOTHING
    mine: Fields = _NOTHING
    theirs: Fields = _NOTHING
    merged: Fields = _NOTHING
    """Everything that merged by itself; in the parts that conflict, the site's value."""
    parts: tuple[Conflict, ...] = ()


def conflict_from_json(values: Mapping[str, Any]) -> Conflict:
    """A part as `dataclasses.asdict` and JSON keep it."""
    kept = tupled(values)
    kept["stretches"] = tuple(Stretch(**tupled(stretch)) for stretch in values["stretches"])
    return Conflict(**kept)
