"""Content opened as Markdown and published again: what was not touched is the same bytes."""

from __future__ import annotations

import re
import time
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bkddesk.markup.blocks import parse
from bkddesk.markup.from_blocks import join_markdown
from bkddesk.markup.to_blocks import Media, to_blocks
from bkddesk.markup.to_markdown import open_content, publish_content, unfaithful, without_islands

_DATA = Path(__file__).parent / "data"
ARTICLE = (_DATA / "article.html").read_text(encoding="utf-8")
CLASSIC = (_DATA / "classic.html").read_text(encoding="utf-8")
GALLERY = parse(ARTICLE).segments[2].source


def edited(content: str, old: str, new: str) -> str:
    markdown = open_content(content).markdown
    assert markdown.count(old) == 1
    return publish_content(content, markdown.replace(old, new)).content


def test_an_article_opens_as_prose() -> None:
    opened = open_content(ARTICLE)
    assert opened.markdown.startswith(
        "Sebanyak\u00a040 peserta “belajar” di <b>Semarang</b> & sekitarnya.\nLima hari.\n"
    )
    assert "- Senin pagi\n- Selasa siang\n  - Rabu sore\n\n<!-- -->\n\n- Kamis malam" in opened.markdown
    assert "![Loket](https://e.example/loket.jpg)\nLoket *terpadu*" in opened.markdown
    assert "| Nama | Nilai |\n| --- | --- |\n| Ani | 9 |" in opened.markdown
    assert "> Kami ingin tahu.\n>\n> — Ketua rombongan" in opened.markdown
    assert "```sh\nls [a-z]* && echo\n```" in opened.markdown
    assert [segment.name for segment in opened.islands.values()] == ["core/gallery", "acme/hero"]
    assert re.fullmatch(r"⟦core/gallery #3 [0-9a-f]{8}⟧", next(iter(opened.islands)))
    assert "⟦" not in without_islands(opened.markdown)


def test_unedited_is_the_same_bytes() -> None:
    published = publish_content(ARTICLE, open_content(ARTICLE).markdown)
    assert (published.content, published.changed, published.unresolved) == (ARTICLE, (), ())
    crlf = ARTICLE.replace("\n", "\r\n")
    assert publish_content(crlf, open_content(crlf).markdown).content == crlf


@pytest.mark.parametrize(
    ("old", "new", "source", "written"),
    [
        ("sekitarnya", "lainnya", "sekitarnya", "lainnya"),
        ("Jam", "Hari", "Jam", "Hari"),
        ("Senin pagi", "Senin **malam**", "Senin pagi", "Senin <strong>malam</strong>"),
        ("Rabu", "Kamis", "Rabu", "Kamis"),
        ("Kamis malam", "Jumat & malam", "Kamis malam", "Jumat &amp; malam"),
        ("Loket *terpadu*", "Ruang *terpadu*", "Loket <em>", "Ruang <em>"),
        ("![Loket]", "![Loket di aula]", 'alt="Loket"', 'alt="Loket di aula"'),
        ("| 9 |", "| 10 |", "<td>9</td>", "<td>10</td>"),
        ("Kami ingin", "Kita ingin", "Kami ingin", "Kita ingin"),
        ("— Ketua", "— Wakil", "<cite>Ketua", "<cite>Wakil"),
        ("&& echo", "&& [x]", "&amp;&amp; echo", "&amp;&amp; &#91;x]"),
        ("[tautan]", "[laman]", ">tautan<", ">laman<"),
    ],
)
def test_a_changed_word_changes_nothing_else(old: str, new: str, source: str, written: str) -> None:
    assert ARTICLE.count(source) == 1
    assert edited(ARTICLE, old, new) == ARTICLE.replace(source, written)


def test_a_changed_block_keeps_what_markdown_cannot_say() -> None:
    content = edited(ARTICLE, "### Jam buka", "## Jam tutup")
    assert '<!-- wp:heading {"anchor":"jam"} -->\n<h2 class="wp-block-heading" id="jam">Jam tutup</h2>' in content
    content = edited(ARTICLE, "- Senin pagi\n- Selasa", "1. Senin pagi\n2. Selasa")
    assert '<!-- wp:list {"ordered":true,"className":"rapi"} -->\n<ol class="wp-block-list rapi">' in content
    assert '<li class="satu">Senin pagi</li>' in content
    content = edited(ARTICLE, "```sh", "```python")
    assert '<pre class="wp-block-code nomor language-python">' in content


def test_parts_can_be_put_in_taken_out_and_moved() -> None:
    opened = open_content(ARTICLE)
    parts = [part.markdown for part in opened.segments]
    sources = [part.segment.source for part in opened.segments]
    added = publish_content(ARTICLE, opened.markdown.replace("### Jam", "Sisipan.\n\n### Jam")).content
    paragraph = "<!-- wp:paragraph -->\n<p>Sisipan.</p>\n<!-- /wp:paragraph -->\n\n"
    assert added == ARTICLE.replace('<!-- wp:heading {"level":3', f'{paragraph}<!-- wp:heading {{"level":3')
    removed = publish_content(ARTICLE, opened.markdown.replace("### Jam buka\n\n", "")).content
    assert [segment.source for segment in parse(removed).segments] == sources[:1] + sources[2:]
    moved = publish_content(ARTICLE, join_markdown([*parts[:5], parts[6], parts[5], *parts[7:]])).content
    assert [s.source for s in parse(moved).segments] == [*sources[:5], sources[6], sources[5], *sources[7:]]
    doubled = publish_content(ARTICLE, f"{opened.markdown}\n{parts[2]}\n").content
    assert doubled.count(GALLERY) == 2
    assert publish_content(ARTICLE, "").content == ""


def test_an_island_can_be_opened_on_purpose() -> None:
    opened = open_content(ARTICLE)
    placeholder = next(iter(opened.islands))
    changed = opened.markdown.replace(placeholder, GALLERY.replace("a.jpg", "b.jpg"))
    assert publish_content(ARTICLE, changed).content == ARTICLE.replace("a.jpg", "b.jpg")


def test_a_placeholder_of_nothing_is_named() -> None:
    stray = "⟦core/gallery #9 00000000⟧"
    published = publish_content(ARTICLE, f"{stray}\n\n{open_content(ARTICLE).markdown}")
    assert published.unresolved == (stray,)
    assert f"<p>{stray}</p>" in published.content
    # Text that only looks like a placeholder is text, and stays it.
    assert open_content(published.content).markdown.startswith(stray)


def test_a_note_that_the_site_has_is_a_short_mark() -> None:
    name = "6f1b1a2c-0000-4000-8000-00000000000f"
    mark = f'<sup data-fn="{name}" class="fn"><a href="#{name}" id="{name}-link">1</a></sup>'
    content = f"<!-- wp:paragraph -->\n<p>Klaim{mark} ini.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:footnotes /-->"
    opened = open_content(content)
    assert opened.segments[0].markdown == "Klaim[^6f1b000f] ini."
    assert edited(content, "ini", "itu") == content.replace("ini", "itu")
    published = publish_content(content, f"{opened.markdown}\n[^1]: Catatan baru.\n")
    assert "<p>[^1]: Catatan baru.</p>" in published.content


def test_new_pictures_find_their_place_in_the_library() -> None:
    markdown = f"{open_content(ARTICLE).markdown}\n![A](bkd:1)\n"
    published = publish_content(ARTICLE, markdown, {"bkd:1": Media(9, "u.jpg")})
    assert '<img src="u.jpg" alt="A" class="wp-image-9"/>' in published.content


def test_classic_content_keeps_its_form() -> None:
    opened = open_content(CLASSIC)
    assert opened.is_classic
    assert opened.markdown == dedent("""\
        ## Klinik & loket

        Klinik dibuka <b>setiap</b> Kamis
        pukul 08.00.
        Bawa kartu.

        Tengah

        ![Loket](l.jpg)
        Loket baru

        <!--more-->

        - Satu
        - Dua

          4. Empat

        TABLE

        << [/content_bar_item] [/content_bar]
        """).replace("TABLE", next(iter(opened.islands)))
    assert publish_content(CLASSIC, opened.markdown).content == CLASSIC
    words = (("loket\n", "ruang\n"), ("kartu", "surat"), ("Tengah", "Pusat"), ("baru", "lama"), ("Empat", "Lima"))
    for old, new in words:
        word, other = old.strip(), new.strip()
        assert edited(CLASSIC, old, new) == re.sub(rf"{word}(?!\.jpg)", other, CLASSIC, count=1)
    written = edited(CLASSIC, "4. Empat\n", "4. Empat\n\nBaris satu\nbaris *dua*\n")
    assert "</ul>\n\nBaris satu\nbaris <em>dua</em>\n<table>" in written
    assert "<!-- wp:" not in written


@pytest.mark.parametrize(
    "content",
    [
        "<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph -->",
        "<!-- wp:paragraph -->\n<p>a</p>",
        "<!-- wp:paragraph {bad} -->\n<p>a</p>\n<!-- /wp:paragraph -->",
        "<!-- /wp:paragraph -->\n\n<p>a</p>",
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><p>a</p></blockquote>\n<!-- /wp:quote -->',
        "<!-- wp:list -->\n<ul><li>a</li></ul>\n<!-- /wp:list -->",
        "<!-- wp:html -->\n<iframe src=x></iframe>\n<!-- /wp:html -->",
        "<!-- wp:a/b--c /-->",
        '<!-- wp:code -->\n<pre class="wp-block-code"><code>a <b>b</b></code></pre>\n<!-- /wp:code -->',
        "<p>a<p>b",
        "<b>a",
        "a < b",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "[a]\n\n\n[/a]",
        " \n",
        "\ufeffa",
        "a\r\n\r\nb",
    ],
)
def test_whatever_is_not_plain_is_kept(content: str) -> None:
    opened = open_content(content)
    published = publish_content(content, f"Awal.\n\n{opened.markdown}\nAkhir.\n").content
    assert content.strip() in published
    assert publish_content(content, opened.markdown).content == content


_TEXTS = st.text(st.sampled_from("ab *_`~[]()<>&!#\\-+1.|=“”—\u00a0"), min_size=1, max_size=16)
_PARTS = st.one_of(
    _TEXTS,
    _TEXTS.map(lambda text: f"## {text}"),
    st.lists(_TEXTS, min_size=1, max_size=4).map(lambda texts: "\n".join(f"- {text}" for text in texts)),
    st.lists(_TEXTS, min_size=1, max_size=3).map(lambda texts: "\n".join(f"{n}. {t}" for n, t in enumerate(texts, 3))),
    st.lists(_TEXTS, min_size=1, max_size=3).map(lambda texts: "\n>\n".join(f"> {text}" for text in texts)),
    _TEXTS.map(lambda text: f"```\n{text}\n```"),
    st.tuples(_TEXTS, _TEXTS).map(lambda texts: f"| {texts[0]} | x |\n|---|:-:|\n| {texts[1]} | y |"),
    _TEXTS.map(lambda text: f"![x](a.jpg)\n{text}"),
    st.sampled_from(["---", "<!--more-->", "[galeri_x id=1]", "https://youtu.be/x", "<div>a</div>", "[a](b){.button}"]),
)
_TEXT_OF_PARTS = st.lists(_PARTS, min_size=1, max_size=6).map("\n\n".join)


@settings(max_examples=120)
@given(_TEXT_OF_PARTS)
def test_any_markdown_comes_back_from_blocks(markdown: str) -> None:
    content = to_blocks(markdown)
    opened = open_content(content)
    assert publish_content(content, opened.markdown).content == content
    again = open_content(to_blocks(opened.markdown)).markdown
    assert open_content(to_blocks(again)).markdown == again


@settings(max_examples=80)
@given(_TEXT_OF_PARTS, st.data())
def test_a_new_paragraph_anywhere_leaves_the_rest(markdown: str, data: st.DataObject) -> None:
    content = to_blocks(markdown)
    opened = open_content(content)
    place = data.draw(st.integers(0, len(opened.segments)))
    parts = [part.markdown for part in opened.segments]
    published = publish_content(content, "\n\n<!-- -->\n\n".join([*parts[:place], "Sisipan baru.", *parts[place:]]))
    sources = [segment.source for segment in parse(content).segments]
    new = "<!-- wp:paragraph -->\n<p>Sisipan baru.</p>\n<!-- /wp:paragraph -->"
    assert [s.source for s in parse(published.content).segments] == [*sources[:place], new, *sources[place:]]
    assert published.changed == (new,)


@pytest.mark.parametrize(
    "content",
    [
        "<!-- wp:paragraph -->" * 10_000,
        "<!-- wp:group -->" * 5_000 + "<!-- /wp:group -->" * 5_000,
        "<p>" * 20_000,
        "<ul><li>" * 10_000,
        "<div " * 20_000,
        "<br />" * 20_000,
        "a\n" * 20_000,
        "[caption x]" * 10_000,
        "<!-- wp:paragraph -->\n<p>" + "kata <em>miring</em> " * 5_000 + "</p>\n<!-- /wp:paragraph -->",
        to_blocks("- a\n" * 3_000),
        to_blocks("\n\n".join(f"Paragraf **{n}** yang panjang." for n in range(1_000))),
    ],
)
def test_no_content_takes_long(content: str) -> None:
    start = time.perf_counter()
    opened = open_content(content)
    publish_content(content, f"Awal.\n\n{opened.markdown}\nAkhir.")
    assert time.perf_counter() - start < 1.5
    assert publish_content(content, opened.markdown).content == content


def test_only_what_is_far_too_large_is_not_opened() -> None:
    assert unfaithful(ARTICLE) == ""
    huge = "a" * 5_000_000
    assert unfaithful(huge) == "too_large"
    assert publish_content(huge, open_content(huge).markdown).content == huge
