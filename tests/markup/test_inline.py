"""Markdown within a paragraph: what it means, that it can be written back, and that nothing takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bkddesk.markup.inline import References, parse_inline
from bkddesk.markup.inline_html import Inline, Tag, normal, plain, read_inline, write_inline
from bkddesk.markup.inline_markdown import WAYS, write_lines

_LINKS = References({"dinas": ("https://dinas.example/?a=1&b=2", "Laman")})


def html(markdown: str) -> str:
    return write_inline(parse_inline(markdown, _LINKS))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Izin “sehari” (OSS), 5,79% & 1,6 juta.", "Izin “sehari” (OSS), 5,79% &amp; 1,6 juta."),
        ("*a* _b_ **c** __d__", "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong>"),
        ("***a***", "<em><strong>a</strong></em>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        # CommonMark would leave this one as it is.
        ("**Waktu:**Kamis", "<strong>Waktu:</strong>Kamis"),
        ("2 * 3 * 4 dan nama_berkas_ini", "2 * 3 * 4 dan nama_berkas_ini"),
        ("*a**b*", "<em>a**b</em>"),
        ("** a **", "** a **"),
        ("~~a~~ ~b~ ~~~c~~~", "<s>a</s> ~b~ ~~~c~~~"),
        ("`a < b` ``c`d`` `` ` ``", "<code>a &lt; b</code> <code>c`d</code> <code>`</code>"),
        ("`tak tertutup", "`tak tertutup"),
        ("[a](https://e.example/?x=1&y=2)", '<a href="https://e.example/?x=1&amp;y=2">a</a>'),
        ("[a *b*](u 'T \"q\"')", '<a href="u" title="T &quot;q&quot;">a <em>b</em></a>'),
        ("[a](<b c>) [d](e(f)g)", '<a href="b c">a</a> <a href="e(f)g">d</a>'),
        ('[a](u){target=_blank rel="noopener"}', '<a href="u" target="_blank" rel="noopener">a</a>'),
        ("[a](u){onclick=x}", '<a href="u">a</a>{onclick=x}'),
        (
            "[Dinas] [ini][dinas]",
            " ".join(
                f'<a href="https://dinas.example/?a=1&amp;b=2" title="Laman">{text}</a>' for text in ("Dinas", "ini")
            ),
        ),
        ("[a [b](c) d](e)", '[a <a href="c">b</a> d](e)'),
        ("[lain] [x](", "[lain] [x]("),
        ('![foto *aula*](a.jpg "Aula")', '<img src="a.jpg" alt="foto aula" title="Aula">'),
        ("[![a](b.jpg)](c)", '<a href="c"><img src="b.jpg" alt="a"></a>'),
        (
            "<https://e.example/?a&b>",
            '<a href="https://e.example/?a&amp;b">https://e.example/?a&amp;b</a>',
        ),
        (
            "<tulis@e.example>",
            '<a href="mailto:tulis@e.example">tulis@e.example</a>',
        ),
        ("https://e.example tetap teks", "https://e.example tetap teks"),
        ("a\nb  \nc\\\nd", "a<br>b<br>c<br>d"),
        ("H<sub>2</sub>O <kbd>Ctrl</kbd> <br/>", "H<sub>2</sub>O <kbd>Ctrl</kbd> <br>"),
        ("<div>a</div> <b>c <script>", "&lt;div&gt;a&lt;/div&gt; &lt;b&gt;c &lt;script&gt;"),
        ("*a <b>c* d</b>", "<em>a &lt;b&gt;c</em> d&lt;/b&gt;"),
        ("&copy; &amp; &tak; AT&T \u00a0", "© &amp; &amp;tak; AT&amp;T &nbsp;"),
        (r"\*a\* \[b\] \\ \x \&amp;", r"*a* [b] \ \x &amp;amp;"),
        ("<< [/content_bar_item] [/content_bar]", "&lt;&lt; [/content_bar_item] [/content_bar]"),
        ("[j](javascript:x)", '<a href="javascript:x">j</a>'),
    ],
)
def test_inline_markdown(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


def test_a_note_is_named_only_where_it_is_known() -> None:
    references = References(notes={"1": ("abc", "1")})
    mark = '<sup data-fn="abc" class="fn"><a href="#abc" id="abc-link">1</a></sup>'
    assert write_inline(parse_inline("Klaim[^1] dan [^2].", references)) == f"Klaim{mark} dan [^2]."


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(Munira) 5,79% “a” — b_c 2 * 3 [sic] #tag &amp; &lt; 1", "(Munira) 5,79% “a” — b_c 2 * 3 [sic] #tag & < 1"),
        ("<strong>a</strong>b <em>c</em>", "**a**b *c*"),
        ("<strong><em>a</em></strong>", "**_a_**"),
        ("a<br>b<br><br>c", "a\nb\n\\\nc"),
        (
            '<a href="u" target="_blank" rel="noreferrer noopener">a</a>',
            '[a](u){target=_blank rel="noreferrer noopener"}',
        ),
        ("*a* _b_ `c` [d](e) &lt;b&gt; &amp;copy;", r"\*a\* \_b\_ \`c\` [d\](e) \<b> \&copy;"),
        ("Ruas wajib ditandai *", "Ruas wajib ditandai *"),
        ("# a", r"\# a"),
        ("1. a", r"1\. a"),
        ("- a", r"\- a"),
        ("&gt; a", r"\> a"),
        ("&nbsp;", "&nbsp;"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("<code>a`b</code>", "``a`b``"),
        ('<img src="a.jpg" alt="b"> c', "![b](a.jpg) c"),
    ],
)
def test_prose_is_written_with_as_few_signs_as_can_be(source: str, expected: str) -> None:
    inline = read_inline(source)
    assert inline is not None
    assert write_lines(inline, "light") == expected
    assert write_inline(parse_inline(expected)) == source


@pytest.mark.parametrize(
    "source", ["<p>a</p>", "a < b", "<b>a", "a</b>", "<b><i>a</b></i>", "<!-- a -->", "<br", "<svg>"]
)
def test_what_is_not_strictly_inline_is_not_read(source: str) -> None:
    assert read_inline(source) is None


_TEXT = st.text(st.sampled_from("ab “”.,:;*_`~[]()<>&!#\\-+1|=—\u00a0⟦"), min_size=1, max_size=12)
_NAMES = st.sampled_from(["strong", "em", "s", "code", "sub", "a", "b"])


@st.composite
def _inlines(draw: st.DrawFn, depth: int = 0) -> Inline:
    parts: Inline = []
    for _ in range(draw(st.integers(1, 4))):
        name = draw(_NAMES) if depth < 3 and draw(st.booleans()) else ""
        if not name:
            parts.append(draw(_TEXT))
            continue
        inside: Inline = [draw(_TEXT)] if name == "code" else draw(_inlines(depth + 1))
        if name == "a" and any(isinstance(part, Tag) and part.name == "a" for part in inside):
            continue
        attributes = (("href", draw(_TEXT)),) if name == "a" else ()
        parts += [Tag("open", name, attributes), *inside, Tag("close", name)]
    return parts


@settings(max_examples=150)
@given(_inlines())
def test_whatever_stands_in_a_paragraph_can_be_said(inline: Inline) -> None:
    wanted = normal(read_inline(write_inline(inline)) or [])
    if not plain(wanted).strip(" "):
        return
    written = [text for way in WAYS if (text := write_lines(wanted, way)) is not None]
    assert any(normal(parse_inline(text)) == wanted for text in written)


@settings(max_examples=100)
@given(st.text(st.sampled_from("ab *_`~[](){}<>&!\\\n\"'/=:.@;1"), max_size=60))
def test_any_text_gives_strict_html(markdown: str) -> None:
    written = html(markdown)
    read = read_inline(written)
    assert read is not None
    assert write_inline(read) == written


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[a](" * 10_000,
        "![" * 10_000,
        "[a][" * 10_000,
        "*a _b " * 10_000,
        "**a" * 20_000,
        "`a " * 10_000,
        "".join("`" * n + " " for n in range(400)),
        "<a " * 20_000,
        '<a b="' * 10_000,
        "<b>*a " * 10_000,
        "&" * 40_000,
        "[" * 10_000 + "](x)" * 10_000,
        "[a](b){" * 10_000,
        "a**b*" * 10_000,
        "*" * 40_000,
        "[a](((" * 10_000,
        "\\" * 40_000,
        "![" * 5_000 + "](x)" * 5_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    parse_inline(text, _LINKS)
    assert time.perf_counter() - start < 1
