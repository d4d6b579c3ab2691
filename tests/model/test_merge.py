"""The three-way merge: nothing lost, nothing repeated, a question where both touched the same."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bkddesk.model.article import Fields
from bkddesk.model.merge import merge_fields, merge_sequences

_parts = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f"]), max_size=8)


def _split(text: str) -> list[str]:
    return re.findall(r"[^|]*\||[^|]+$", text)


@settings(deadline=None)
@given(_parts, _parts, _parts)
def test_every_side_is_the_sum_of_its_stretches(base: list[str], mine: list[str], theirs: list[str]) -> None:
    stretches = merge_sequences(base, mine, theirs)
    assert [part for s in stretches for part in s.base] == base
    assert [part for s in stretches for part in s.mine] == mine
    assert [part for s in stretches for part in s.theirs] == theirs


@settings(deadline=None)
@given(_parts, _parts)
def test_a_one_sided_edit_is_taken_whole(base: list[str], edited: list[str]) -> None:
    for stretches in (merge_sequences(base, edited, base), merge_sequences(base, base, edited)):
        assert [part for s in stretches for part in (("conflict",) if s.result is None else s.result)] == edited


@settings(deadline=None)
@given(_parts, _parts, _parts)
def test_the_sides_are_treated_alike(base: list[str], mine: list[str], theirs: list[str]) -> None:
    one = merge_sequences(base, mine, theirs)
    other = merge_sequences(base, theirs, mine)
    assert [s.result for s in one] == [s.result for s in other]


def test_edits_of_different_blocks_merge_silently() -> None:
    stretches = merge_sequences(["1", "2", "3", "4"], ["1x", "2", "3", "4"], ["1", "2", "3", "4y", "5"])
    assert [part for s in stretches for part in s.result or ()] == ["1x", "2", "3", "4y", "5"]


def test_edits_of_the_same_or_neighbouring_blocks_ask() -> None:
    assert any(s.is_conflict for s in merge_sequences(["1", "2"], ["1x", "2"], ["1y", "2"]))
    assert any(s.is_conflict for s in merge_sequences(["1", "2"], ["1x", "2"], ["1", "2y"]))


def test_the_same_insertion_is_taken_once() -> None:
    stretches = merge_sequences(["1", "2"], ["1", "new", "2"], ["1", "new", "2"])
    assert [part for s in stretches for part in s.result or ()] == ["1", "new", "2"]


def test_fields_merge_one_by_one() -> None:
    base = Fields(title="Judul", content="a|b|c|d", categories=(1, 2), status="publish")
    mine = replace(base, title="Judul baru", content="A|b|c|d", categories=(1, 2, 3))
    theirs = replace(base, excerpt="Ringkas", content="a|b|c|D", categories=(2,))
    merged = merge_fields(base, mine, theirs, split=_split)
    assert merged.conflicts == ()
    assert merged.fields == replace(base, title="Judul baru", excerpt="Ringkas", content="A|b|c|D", categories=(2, 3))


def test_a_title_changed_by_both_is_a_conflict_that_keeps_the_sites_value() -> None:
    base = Fields(title="Judul")
    merged = merge_fields(base, replace(base, title="Saya"), replace(base, title="Rekan"))
    assert [conflict.name for conflict in merged.conflicts] == ["title"]
    assert merged.fields.title == "Rekan"
