"""The block grammar: every part found, every byte kept, no content that takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bkddesk.markup.blocks import (
    attributes_json,
    block_spans,
    parse,
    read_block,
    serialise,
    split_blocks,
)

_PIECES = st.sampled_from(
    [
        "<!-- wp:paragraph -->",
        "<!-- /wp:paragraph -->",
        '<!-- wp:acme/hero {"a":"}-->"} -->',
        "<!-- wp:more /-->",
        "<!-- wp:list {",
        "} -->",
        "}\n/-->",
        "<!--",
        "-->",
        "<p>Isi.</p>",
        "\n\n",
        "\r\n",
        " ",
        "\u00a0",
        "{}",
        "<!--\twp:x\v-->",
        "<!-- /wp:x {} -->",
        "<!-- wp:Besar -->",
        "“kutip”",
        "<!--more-->",
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_the_parts_add_up_to_the_content(content: str) -> None:
    parsed = parse(content)
    assert parsed.join == content
    assert "".join(split_blocks(content)) == content
    for segment in parsed.segments:
        block = read_block(segment.source) if segment.kind == "block" else None
        assert block is None or block.source == segment.source


@settings(max_examples=50)
@given(st.text())
def test_any_text_comes_back(content: str) -> None:
    assert parse(content).join == content


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("", []),
        (" \n", []),
        ("Teks.", [None]),
        ("<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->", ["core/paragraph"]),
        ('<!-- wp:acme/hero {"a":1} /-->\n\nTeks.\n', ["acme/hero", None]),
        ("<!--wp:a --><!-- /wp:a -->", [None]),
        ("<!-- wp:a--><!-- wp:1a --><!-- wp:A -->", [None]),
        # A closer's name is not checked.
        ("<!-- wp:a -->x<!-- /wp:b --><!-- wp:c /-->", ["core/a", "core/c"]),
        # A missing closer closes at the end.
        ("<!-- wp:a -->x<!-- wp:b -->y", ["core/a"]),
        # A stray closer makes the rest freeform.
        ("<!-- wp:a /--><!-- /wp:a --><!-- wp:b /-->", ["core/a", None]),
        ('<!-- wp:a {"x":"--> } -->"} -->y<!-- /wp:a -->', ["core/a"]),
        # No-break spaces do not count as white space.
        ("<!--\u00a0wp:a /-->", [None]),
    ],
)
def test_segments_are_those_of_wordpress(content: str, names: list[str | None]) -> None:
    assert [segment.name for segment in parse(content).segments] == names


def test_a_segment_knows_its_separator_and_attributes() -> None:
    first, second = parse('<!-- wp:a {"x":[1,{"y":"é"}]} /-->\r\n\r\n<!-- wp:b {bad} /-->\n').segments
    assert (first.separator_before, first.attributes) == ("", {"x": [1, {"y": "é"}]})
    assert (second.separator_before, second.attributes) == ("\r\n\r\n", None)


def test_classic_content_is_told_from_blocks() -> None:
    assert parse("Teks.").is_classic
    assert not parse("").is_classic
    assert not parse("Teks.<!-- wp:more /-->").is_classic


def test_a_block_is_taken_apart() -> None:
    block = read_block('<!-- wp:quote --><b><!-- wp:x {"a":1} /--></b>\n<!-- /wp:quote -->')
    assert block is not None
    assert (block.html, [inner.name for inner in block.inner]) == ("<b></b>\n", ["core/x"])
    assert block.inner[0].attributes == {"a": 1}


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x",
        "<!-- wp:a -->",
        "<!-- wp:a --><!-- /wp:b -->",
        "<!-- wp:a {bad} /-->",
        "<!-- /wp:a -->",
        "<!-- wp:a /--><!-- wp:a /-->",
        " <!-- wp:a /-->",
        "<!-- wp:a /--> ",
        "<!-- wp:a -->" * 70 + "<!-- /wp:a -->" * 70,
        '<!-- wp:a --><!-- /wp:a {"x":1} -->',
    ],
)
def test_what_is_not_one_well_formed_block_is_not_taken_apart(source: str) -> None:
    assert read_block(source) is None


def test_spans_are_of_closed_blocks() -> None:
    text = "<!-- wp:a --><!-- wp:b /--><!-- wp:c --><!-- /wp:c -->"
    assert block_spans(text) == {13: 27, 27: len(text)}
    assert block_spans(text + "<!-- /wp:a -->")[0] == len(text) + 14


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"a": "é“x”"}, '{"a":"é“x”"}'),
        ({"a": '--<b>&"q"'}, r'{"a":"\u002d\u002d\u003cb\u003e\u0026\u0022q\u0022"}'),
        ({"a": "---"}, r'{"a":"\u002d\u002d-"}'),
        ({"a": 1.0, "b": 1.5, "c": None, "d": [True, 2.0]}, '{"a":1,"b":1.5,"c":null,"d":[true,2]}'),
        ({"a": "\n\t\x07"}, r'{"a":"\n\t\u0007"}'),
    ],
)
def test_attributes_are_written_as_wordpress_writes_them(value: dict[str, object], written: str) -> None:
    assert attributes_json(value) == written


def test_a_block_is_written() -> None:
    assert serialise("core/more", {}, "<!--more-->") == "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->"
    assert serialise("acme/x", {"a": 1}, None) == '<!-- wp:acme/x {"a":1} /-->'


@pytest.mark.parametrize(
    "content",
    [
        "<!-- wp:paragraph -->" * 10_000,
        "<!-- wp:paragraph {" * 10_000,
        "<!-- wp:a {" * 9_000 + "-->" * 9_000,
        "<!-- wp:a {" + "} " * 100_000,
        "<!-- wp:a {}" + " " * 200_000 + "x",
        "<!-- " * 5_000 + " " * 100_000,
        "<!-- wp:" + "a" * 200_000,
    ],
)
def test_no_content_takes_long(content: str) -> None:
    start = time.perf_counter()
    assert parse(content).join == content
    block_spans(content)
    read_block(content)
    assert time.perf_counter() - start < 1
