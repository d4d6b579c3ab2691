"""The smallest change that makes one text another. Pure; knows no widget."""

from __future__ import annotations

from difflib import SequenceMatcher


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
