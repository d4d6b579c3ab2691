"""Which of the new parts is which of the old ones. Pure; knows nothing of what the parts are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SIZE_LIMIT = 3000
"""Parts a side within the changed range; beyond it they are taken in order instead of compared."""
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Pair:
    """A new part's old self: its place, or None for a part that is new; `is_same`: not even changed."""

    index: int | None
    is_same: bool


_NEW = Pair(None, is_same=False)


def pair(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """One Pair for each new part. No old part is given twice.

    Equal parts in order first, then equal parts that moved; what lies between is the old part changed, in order where
    both sides have as many, else where they are alike.
    """
    pairs = [_NEW] * len(new)
    matched = [False] * len(old)
    gaps: list[tuple[range, range]] = []
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        if tag == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                pairs[j], matched[i] = Pair(i, is_same=True), True
        else:
            gaps.append((range(i1, i2), range(j1, j2)))
    _moved(old, new, pairs, matched)
    for olds, news in gaps:
        left = [i for i in olds if not matched[i]]
        waiting = [j for j in news if not pairs[j].is_same]
        for i, j in _changed(old, new, left, waiting):
            pairs[j] = Pair(i, is_same=False)
    return pairs


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(middle_old), len(middle_new)) > _SIZE_LIMIT:
        middle = [("replace", 0, len(middle_old), 0, len(middle_new))]
    else:
        middle = list(SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes())
    codes = [("equal", 0, head, 0, head)]
    codes += [(tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in middle]
    codes.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return codes


def _moved(old: Sequence[str], new: Sequence[str], pairs: list[Pair], matched: list[bool]) -> None:
    free: dict[str, list[int]] = {}
    for i in range(len(old) - 1, -1, -1):
        if not matched[i]:
            free.setdefault(old[i], []).append(i)
    for j, part in enumerate(new):
        if not pairs[j].is_same and free.get(part):
            i = free[part].pop()
            pairs[j], matched[i] = Pair(i, is_same=True), True


def _changed(
    old: Sequence[str], new: Sequence[str], left: Sequence[int], waiting: Sequence[int]
) -> list[tuple[int, int]]:
    if len(left) == len(waiting):
        return list(zip(left, waiting, strict=True))
    if len(left) * len(waiting) > _SIZE_LIMIT:
        return list(zip(left, waiting, strict=False))
    found = []
    first = 0
    for j in waiting:
        alike = [(_likeness(old[i], new[j]), -n, i) for n, i in enumerate(left[first:], first)]
        if alike and (best := max(alike))[0] > _ALIKE:
            found.append((best[2], j))
            first = 1 - best[1]
    return found


def _likeness(a: str, b: str) -> float:
    words, others = a.split()[:200], b.split()[:200]
    return SequenceMatcher(None, words, others, autojunk=False).ratio()
