"""Every construct of Markdown as the block markup that WordPress's own editor writes.

Each expected text here was found valid, and saved again byte for byte the same, by the editor's code of WordPress 7.1.
"""

from __future__ import annotations

import time
from textwrap import dedent

import pytest

from bkddesk.markup.blocks import parse
from bkddesk.markup.inline import NONE
from bkddesk.markup.to_blocks import Media, block_for, chunks, to_blocks, to_document


def block(name: str, html: str, attributes: str = "") -> str:
    return f"<!-- wp:{name} {attributes}{' ' if attributes else ''}-->\n{html}\n<!-- /wp:{name} -->"


def paragraph(html: str) -> str:
    return block("paragraph", f"<p>{html}</p>")


def items(*html: str) -> str:
    return "\n\n".join(block("list-item", f"<li>{text}</li>") for text in html)


def bullets(*html: str) -> str:
    return block("list", f'<ul class="wp-block-list">{items(*html)}</ul>')


_TABLE = (
    '<figure class="wp-block-table"><table><thead><tr><th>Hari</th>'
    '<th class="has-text-align-center" data-align="center">Jam</th>'
    '<th class="has-text-align-right" data-align="right">Ruang</th></tr></thead><tbody><tr><td><em>Kamis</em></td>'
    '<td class="has-text-align-center" data-align="center">08.00|12.00</td>'
    '<td class="has-text-align-right" data-align="right"></td></tr></tbody></table></figure>'
)
_YOUTUBE = (
    '{"url":"https://youtu.be/a?b=1\\u0026c=2","type":"video","providerNameSlug":"youtube","responsive":true,'
    '"className":"wp-embed-aspect-16-9 wp-has-aspect-ratio"}'
)
_YOUTUBE_HTML = (
    '<figure class="wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube wp-embed-aspect-16-9 '
    'wp-has-aspect-ratio"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/a?b=1&amp;c=2\n</div>'
    '<figcaption class="wp-element-caption">Rekaman</figcaption></figure>'
)
_BUTTONS = block(
    "buttons",
    '<div class="wp-block-buttons">'
    + block(
        "button",
        '<div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="https://e.example/">Daftar'
        "</a></div>",
    )
    + "</div>",
)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Izin “sehari” (OSS) & 1 < 2.\nBaris dua", paragraph("Izin “sehari” (OSS) &amp; 1 &lt; 2.<br>Baris dua")),
        ("\u00a0Selanjutnya", paragraph("&nbsp;Selanjutnya")),
        ("# A", block("heading", '<h1 class="wp-block-heading">A</h1>', '{"level":1}')),
        ("## A *b* ##", block("heading", '<h2 class="wp-block-heading">A <em>b</em></h2>')),
        ("###### A #1", block("heading", '<h6 class="wp-block-heading">A #1</h6>', '{"level":6}')),
        ("A\n---", block("heading", '<h2 class="wp-block-heading">A</h2>')),
        ("- a\n- b", bullets("a", "b")),
        ("- a\n  - b\n- c", bullets("a" + bullets("b"), "c")),
        ("- a\n\n  b", bullets("a<br><br>b")),
        (
            "3. a\n4. b",
            block("list", f'<ol start="3" class="wp-block-list">{items("a", "b")}</ol>', '{"ordered":true,"start":3}'),
        ),
        ("1) a", block("list", f'<ol class="wp-block-list">{items("a")}</ol>', '{"ordered":true}')),
        # What a list item cannot hold stands between two lists.
        (
            "1. a\n   ```\n   b\n   ```\n2. c",
            "\n\n".join(
                (
                    block("list", f'<ol class="wp-block-list">{items("a")}</ol>', '{"ordered":true}'),
                    block("code", '<pre class="wp-block-code"><code>b</code></pre>'),
                    block(
                        "list", f'<ol start="2" class="wp-block-list">{items("c")}</ol>', '{"ordered":true,"start":2}'
                    ),
                )
            ),
        ),
        (
            "> “Kami ingin tahu,” ujarnya.\n>\n> - a\n>\n> — Ketua *rombongan*",
            block(
                "quote",
                f'<blockquote class="wp-block-quote">{paragraph("“Kami ingin tahu,” ujarnya.")}\n\n{bullets("a")}'
                "<cite>Ketua <em>rombongan</em></cite></blockquote>",
            ),
        ),
        (
            "```python\nif a < b && c[0]:\n\tx\n```",
            block(
                "code",
                '<pre class="wp-block-code language-python"><code>if a &lt; b &amp;&amp; c&#91;0]:\n\tx</code></pre>',
                '{"className":"language-python"}',
            ),
        ),
        # The language of a fence is no way into the page.
        (
            '```"><script>alert(1)</script>\n<!-- wp:html -->\n```',
            block("code", '<pre class="wp-block-code"><code>&lt;!-- wp:html --&gt;</code></pre>'),
        ),
        (
            "```\nhttps://e.example/\n```",
            block("code", '<pre class="wp-block-code"><code>https:&#47;&#47;e.example/</code></pre>'),
        ),
        ("---", block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>')),
        ("<!--more-->", block("more", "<!--more-->")),
        (
            "<!--more Lanjut-->\n<!--noteaser-->",
            block("more", "<!--more Lanjut-->\n<!--noteaser-->", '{"customText":"Lanjut","noTeaser":true}'),
        ),
        ("<!--nextpage-->", block("nextpage", "<!--nextpage-->")),
        (
            '![A & "x"](a.jpg "Judul")',
            block(
                "image",
                '<figure class="wp-block-image"><img src="a.jpg" alt="A &amp; &quot;x&quot;" title="Judul"/></figure>',
            ),
        ),
        # Text that looks like an entity would make the block invalid.
        (
            "![A \\&amp; B](a.jpg?x\\&amp;y)",
            block("image", '<figure class="wp-block-image"><img src="a.jpg?x&amp;y" alt="A &amp; B"/></figure>'),
        ),
        (
            "[![a](a.jpg)](https://e.example/)\nDi *aula*",
            block(
                "image",
                '<figure class="wp-block-image"><a href="https://e.example/"><img src="a.jpg" alt="a"/></a>'
                '<figcaption class="wp-element-caption">Di <em>aula</em></figcaption></figure>',
                '{"linkDestination":"custom"}',
            ),
        ),
        (
            "| Hari | Jam | Ruang |\n|---|:-:|--:|\n| *Kamis* | 08.00\\|12.00 |",
            block("table", _TABLE, '{"hasFixedLayout":false}'),
        ),
        (
            "|  |  |\n|---|---|\n| a | b |",
            block(
                "table",
                '<figure class="wp-block-table"><table><tbody><tr><td>a</td><td>b</td></tr></tbody></table></figure>',
                '{"hasFixedLayout":false}',
            ),
        ),
        ('[galeri_foto id="3" judul="A & B"]', block("shortcode", '[galeri_foto id="3" judul="A & B"]')),
        ("[/content_bar_item]", paragraph("[/content_bar_item]")),
        ("<< [/content_bar_item] [/content_bar]", paragraph("&lt;&lt; [/content_bar_item] [/content_bar]")),
        ("<div class='x'>\n1 < 2\n</div>", block("html", "<div class='x'>\n1 < 2\n</div>")),
        ("<div>\n<!-- wp:x -->\n</div>", block("html", "<div>\n<!--wp:x -->\n</div>")),
        ("https://youtu.be/a?b=1&c=2\nRekaman", block("embed", _YOUTUBE_HTML, _YOUTUBE)),
        (
            "https://dinas.example/?a&b",
            paragraph('<a href="https://dinas.example/?a&amp;b">https://dinas.example/?a&amp;b</a>'),
        ),
        ("[Daftar](https://e.example/){.button}", _BUTTONS),
        (
            "<details open>\n<summary>*A*</summary>\n\nIsi.\n\n</details>",
            block(
                "details",
                f'<details class="wp-block-details" open><summary><em>A</em></summary>{paragraph("Isi.")}</details>',
                '{"showContent":true}',
            ),
        ),
        ('<!-- wp:acme/hero {"a":1} /-->', '<!-- wp:acme/hero {"a":1} /-->'),
        ("[a]\n\n[a]: https://e.example", paragraph('<a href="https://e.example">a</a>')),
        ("- a\n\n<!-- -->\n\n- b", f"{bullets('a')}\n\n{bullets('b')}"),
        ("Klaim[^1].\n\n[^1]: Sumber.", f"{paragraph('Klaim[^1].')}\n\n{paragraph('[^1]: Sumber.')}"),
        ("", ""),
    ],
)
def test_a_construct(markdown: str, expected: str) -> None:
    assert to_blocks(markdown) == expected
    assert to_blocks(markdown.replace("\n", "\r\n")) == expected


def test_a_picture_of_the_library_has_its_id() -> None:
    written = to_blocks("![Aula](bkd:1)\nDi aula", {"bkd:1": Media(42, "https://e.example/a.jpg")})
    html = (
        '<figure class="wp-block-image size-large"><img src="https://e.example/a.jpg" alt="Aula" class="wp-image-42"/>'
        '<figcaption class="wp-element-caption">Di aula</figcaption></figure>'
    )
    assert written == block("image", html, '{"id":42,"sizeSlug":"large","linkDestination":"none"}')


def test_footnotes_are_numbered_as_they_are_named() -> None:
    markdown = "Dua[^b], satu[^a], lagi[^b].\n\n[^a]: Satu *miring*.\n\n[^b]: Dua.\n\n[^c]: Tak disebut."
    document = to_document(markdown)
    (first, second), texts = zip(*document.footnotes, strict=True)
    assert texts == ("Dua.", "Satu <em>miring</em>.")
    assert document.content.endswith("<!-- wp:footnotes /-->")
    assert f'<sup data-fn="{second}" class="fn"><a href="#{second}" id="{second}-link">2</a></sup>' in document.content
    # A note that nothing names has no place among the notes; its text is kept.
    assert paragraph("[^c]: Tak disebut.") in document.content
    assert to_document(markdown) == document
    assert first != second


def test_a_chunk_is_converted_apart() -> None:
    markdown = dedent("""\
        Satu.

        - a
        - b

        ## Dua
        """)
    assert "\n\n".join(block_for(chunk, NONE) for chunk in chunks(markdown)) == to_blocks(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 20_000,
        "<!-- wp:paragraph -->\n\n" * 9_000,
        "> " * 5_000 + "x",
        "- " * 5_000 + "x",
        "<div>" * 5_000 + "x",
        "- a\n" * 10_000,
        "\n".join("  " * n + "- a" for n in range(300)),
    ],
)
def test_no_text_takes_long(markdown: str) -> None:
    start = time.perf_counter()
    content = to_blocks(markdown)
    assert time.perf_counter() - start < 1.5
    assert parse(content).join == content
