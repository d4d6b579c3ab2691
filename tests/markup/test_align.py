"""Old parts and new ones, and old words and new ones, brought together."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkddesk.markup.align import pair
from bkddesk.markup.inline import parse_inline
from bkddesk.markup.inline_html import read_inline, write_inline
from bkddesk.markup.splice import splice, splice_text


def pairs(old: str, new: str) -> list[tuple[int | None, bool]]:
    return [(found.index, found.is_same) for found in pair(old.split(), new.split())]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a b c", [(0, True), (1, True), (2, True)]),
        ("a b c", "a x c", [(0, True), (1, False), (2, True)]),
        ("a b c", "a c", [(0, True), (2, True)]),
        ("a c", "a b c", [(0, True), (None, False), (1, True)]),
        ("a b c", "a c b", [(0, True), (2, True), (1, True)]),
        ("a a", "a a a", [(0, True), (1, True), (None, False)]),
        ("", "a", [(None, False)]),
    ],
)
def test_parts_find_their_old_selves(old: str, new: str, expected: list[tuple[int | None, bool]]) -> None:
    assert pairs(old, new) == expected


def test_unequal_numbers_are_paired_by_likeness() -> None:
    old = ["klinik dibuka setiap kamis pagi"]
    new = ["kalimat baru sama sekali", "klinik dibuka setiap jumat pagi"]
    assert [found.index for found in pair(old, new)] == [None, 0]


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_no_old_part_is_given_twice(old: list[str], new: list[str]) -> None:
    found = pair(old, new)
    used = [one.index for one in found if one.index is not None]
    assert len(found) == len(new)
    assert len(used) == len(set(used))
    assert all(
        old[one.index] == part for one, part in zip(found, new, strict=True) if one.is_same and one.index is not None
    )


def test_long_lists_take_no_long() -> None:
    start = time.perf_counter()
    pair([f"a{n}" for n in range(20_000)], [f"b{n}" for n in range(20_000)])
    pair(["x"] * 20_000, ["x", "y"] * 10_000)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a &#8220;b&#8221;&nbsp;c", "a “b”\u00a0c", "a &#8220;b&#8221;&nbsp;c"),
        ("a &#8220;b&#8221; c", "a “b” d", "a &#8220;b&#8221; d"),
        ("\n a\n  b <br />\n c ", "a b\nc", "\n a\n  b <br />\n c "),
        ("\n a\n  b <br />\n c ", "a b\nd", "\n a\n  b <br />\n d "),
        ("<a title='t' href=u>x</a> y", '[x](u "t") z', "<a title='t' href=u>x</a> z"),
        ("<a title='t' href=u>x</a>", '[x](v "t")', '<a title="t" href="v">x</a>'),
        ("a < b", "a < c", "a &lt; c"),
    ],
)
def test_only_new_words_are_written_anew(old: str, new: str, expected: str) -> None:
    assert splice(old, parse_inline(new)) == expected


def test_line_ends_of_classic_content_are_breaks() -> None:
    assert splice("a\nb<br />\nc", parse_inline("a\nb\nd"), line_breaks=True) == "a\nb<br />\nd"
    assert splice("a", parse_inline("a\nb"), line_breaks=True) == "a\nb"


def test_spaces_of_code_count() -> None:
    assert splice_text("a  b &#91;x]", "a  b &#91;x]") == "a  b &#91;x]"
    assert splice_text("a  b &#8220;x", "a b &#8220;x") == "a b &#8220;x"
    assert splice_text("a\n\tb &#x5b;", "a\n\tc &#91;") == "a\n\tc &#x5b;"


_WORDS = st.lists(st.sampled_from(["a", "b", " ", "&amp;", "<b>c</b>", "<br>", "&nbsp;", "“"]), max_size=10).map(
    "".join
)


@given(_WORDS, _WORDS)
def test_the_new_text_is_said(old: str, new: str) -> None:
    inline = read_inline(new)
    assert inline is not None
    spliced = read_inline(splice(old, inline))
    assert spliced is not None
    assert write_inline(spliced).replace(" ", "") == new.replace(" ", "")
