"""Text in, text out: slugs, paragraphs, filters, disguises."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkddesk.demo.kses import canonical_blocks, filtered_comment, filtered_post
from bkddesk.demo.message import parse_php_query
from bkddesk.demo.rendering import rendered_comment, rendered_content, rendered_excerpt, slugify
from bkddesk.demo.spin import disguised, spin


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Pendaftaran Seleksi PPPK 2026 Dibuka 1 Desember", "pendaftaran-seleksi-pppk-2026-dibuka-1-desember"),
        ("  Ça & là – “kutip”… ", "ca-la-kutip"),
        ("<b>Tebal</b> &amp; lain", "tebal-lain"),
        ("日本", "%e6%97%a5%e6%9c%ac"),
        ("---", ""),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize(
    ("query", "parsed"),
    [
        ("a=1&a=2", {"a": "2"}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a[0]=1&a[1]=2", {"a": ["1", "2"]}),
        ("a[x]=1&a[y]=2", {"a": {"x": "1", "y": "2"}}),
        ("a=&b=%20+c", {"a": "", "b": "  c"}),
    ],
)
def test_queries_are_read_as_php_does(query: str, parsed: dict[str, object]) -> None:
    assert parse_php_query(query) == parsed


def test_links_in_comments() -> None:
    rendered = rendered_comment("lihat https://x.example/a?b=c. ya")
    assert '<a href="https://x.example/a?b=c" rel="nofollow ugc">https://x.example/a?b=c</a>. ya' in rendered


def test_excerpts_stop_after_55_words() -> None:
    assert rendered_excerpt("", "kata " * 60).endswith(" [&hellip;]</p>\n")
    assert rendered_excerpt("pendek", "kata " * 60) == "<p>pendek</p>\n"


@given(st.text(alphabet="<>/ab=\"'&-! \nscriptonclick", max_size=80))
def test_filters_let_no_script_through(text: str) -> None:
    for filtered in (filtered_post(text), filtered_comment(text)):
        assert "<script" not in filtered.lower()
    rendered_content(text)
    canonical_blocks(text)


@pytest.mark.parametrize(
    ("kind", "text", "looks"),
    [
        ("bold", "Slot 4D", "𝗦𝗹𝗼𝘁 𝟰𝗗"),
        ("serif", "Ab1", "𝐀𝐛𝟏"),
        ("wide", "SLOT", "ＳＬＯＴ"),
        ("circled", "ab1", "ⒶⒷ1"),
        ("spaced", "depo", "d e p o"),
        ("dotted", "depo", "d.e.p.o"),
        ("leet", "gacor", "g4c0r"),
        ("hidden", "ab", "a\u200bb"),
    ],
)
def test_disguises(kind: str, text: str, looks: str) -> None:
    assert disguised(kind, text) == looks


def test_templates() -> None:
    random = Random(7)
    assert spin("{a|a} [{bold|bold}:X]{|}", random) == "a 𝗫"
    assert len({spin("{a|b|c}{d|e}", random) for _ in range(60)}) == 6
    with pytest.raises(ValueError, match="Unknown disguise"):
        spin("[aneh:x]", random)
