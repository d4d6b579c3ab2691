"""Hostile and ordinary comments, taken apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkddesk.ui.moderation.comment_text import Span, addresses, name_line, one_line, plain, spans


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("Kapan dibuka?", "Kapan dibuka?"),
        ("nilai < 70 & > 50", "nilai < 70 & > 50"),
        ("nilai &lt; 70 &amp; lulus", "nilai < 70 & lulus"),
        ("baris satu\r\nbaris dua", "baris satu\nbaris dua"),
        ("<p>satu</p><p>dua</p>", "satu\n\ndua"),
        ("<b>tebal</b> dan <em>miring</em>", "tebal dan miring"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("<style>*{display:none}</style>halo", "<style>*{display:none}</style>halo"),
        ("<!-- diam --> halo", "<!-- diam --> halo"),
        ("lihat <a href='https://a.example'>sini</a>.", "lihat sini [https://a.example]."),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example"),
        ('<a href="javascript:alert(1)">hadiah</a>', "hadiah [javascript:alert(1)]"),
        ("<a href=https://a.example>tanpa penutup", "tanpa penutup [https://a.example]"),
        ("<a>tanpa alamat</a> lalu", "tanpa alamat lalu"),
        ("<blockquote>kutip</blockquote>jawab", "kutip\njawab"),
        ("balik \u202emoc.elpmaxe\u202c", "balik moc.elpmaxe"),
        ("&#8238;moc", "moc"),
        ("", ""),
    ],
)
def test_text_is_read_as_typed(content: str, read: str) -> None:
    assert plain(content) == read


def test_links_and_targets_are_told_apart() -> None:
    found = spans('Cek <a href="https://jahat.example/x">bkd.go.id</a> atau www.lain.example, ya')
    assert found == [
        Span("Cek "),
        Span("bkd.go.id", "link"),
        Span(" [https://jahat.example/x]", "target"),
        Span(" atau "),
        Span("www.lain.example", "link"),
        Span(", ya"),
    ]


def test_an_address_in_a_link_does_not_hide_its_target() -> None:
    found = spans('<a href="https://jahat.example">https://bkd.example.go.id</a>')
    assert found == [Span("https://bkd.example.go.id", "link"), Span(" [https://jahat.example]", "target")]


def test_addresses_are_counted_once() -> None:
    content = '<a href="https://a.example/x">https://a.example/x</a> www.b.example. (https://a.example/x)'
    assert addresses(content) == ["https://a.example/x", "www.b.example"]


def test_one_line_is_short_and_has_no_breaks() -> None:
    line = one_line("<p>satu\n\n dua</p>" * 1000)
    assert line.startswith("satu dua satu dua")
    assert "\n" not in line
    assert len(line) <= 240


def test_names_cannot_turn_the_row_around() -> None:
    assert name_line(" gede\n\u202emania\u200f\x00 ") == "gede mania"


@pytest.mark.parametrize("bad", ["<a " * 30000, "<" * 60000, "<a href=" * 10000, "&#" * 30000, "<!--" * 16000])
def test_hostile_texts_take_no_time(bad: str) -> None:
    begin = time.perf_counter()
    plain(bad)
    addresses(bad)
    assert time.perf_counter() - begin < 1


@given(st.text())
def test_any_text_can_be_shown(content: str) -> None:
    assert "\x00" not in plain(content)
    one_line(content)
    addresses(content)
