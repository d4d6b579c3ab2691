"""What changed between two pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bkddesk.ui.preview.patch import POLICY, Splice, difference

BLOCKS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=8)


@given(BLOCKS, BLOCKS)
def test_a_splice_makes_the_new_page_of_the_old(old: list[str], new: list[str]) -> None:
    splice = difference(old, new)
    assert [*old[: splice.start], *splice.insert, *old[splice.start + splice.remove :]] == new
    assert bool(splice) == (old != new)


def test_one_key_changes_one_block() -> None:
    assert difference(["a", "b", "c"], ["a", "B", "c"]) == Splice(1, 1, ("B",))


def test_the_policy_allows_nothing_from_the_network() -> None:
    assert "default-src 'none'" in POLICY
    assert "http" not in POLICY
    assert "script-src" not in POLICY
