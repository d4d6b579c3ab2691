"""The chunks of a Markdown text: where each begins and ends, and what it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bkddesk.markup.scanner import chunks, to_lines


def kinds(markdown: str) -> list[tuple[str, int, int]]:
    return [(chunk.kind, chunk.start_line, chunk.end_line) for chunk in chunks(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", []),
        ("\n \t\n", []),
        ("Satu\ndua\n\nTiga", [("paragraph", 0, 2), ("paragraph", 3, 4)]),
        ("# A\nteks\n###### B", [("heading", 0, 1), ("paragraph", 1, 2), ("heading", 2, 3)]),
        ("#tagar bukan judul", [("paragraph", 0, 1)]),
        ("A\n===\n\nB\n---\nC\n-", [("heading", 0, 2), ("heading", 3, 5), ("paragraph", 5, 7)]),
        ("A\n\n---\n***", [("paragraph", 0, 1), ("separator", 2, 3), ("separator", 3, 4)]),
        ("Daftar:\n- a\n  - b\n- c\nlanjut\n\nteks", [("paragraph", 0, 1), ("list", 1, 5), ("paragraph", 6, 7)]),
        ("1. a\n\n   b\n\n2. c\n\nteks", [("list", 0, 5), ("paragraph", 6, 7)]),
        ("- a\n* b", [("list", 0, 1), ("list", 1, 2)]),
        ("Tahun\n2019. Sebanyak", [("paragraph", 0, 2)]),
        ("> a\nb\n\n> c", [("quote", 0, 2), ("quote", 3, 4)]),
        ("```py\na\n\n# b\n```\nteks", [("code", 0, 5), ("paragraph", 5, 6)]),
        ("```\nbelum tertutup\n\nx", [("code", 0, 4)]),
        ("Teks\na|b\n-|-\n1|2\n\nx", [("paragraph", 0, 1), ("table", 1, 4), ("paragraph", 5, 6)]),
        ("    << [/content_bar_item] [/content_bar]", [("paragraph", 0, 1)]),
        ("![a](b.jpg)\nKeterangan\n![c](d.jpg)", [("image", 0, 2), ("image", 2, 3)]),
        ("Foto ![a](b.jpg) di sini", [("paragraph", 0, 1)]),
        ("https://youtu.be/x\nKeterangan\n\nhttps://e.example/\n/ BERITA", [("embed", 0, 2), ("paragraph", 3, 5)]),
        (
            '[galeri_foto ids="1"]\n\n[sic]\n\n[/galeri_foto]',
            [("shortcode", 0, 1), ("paragraph", 2, 3), ("paragraph", 4, 5)],
        ),
        ("[a](b){.button} [c](d){.button}", [("buttons", 0, 1)]),
        (
            "<!--more-->\n\n<!--more Lanjut-->\n<!--noteaser-->\n<!--nextpage-->\n<!-- -->",
            [("more", 0, 1), ("more", 2, 4), ("nextpage", 4, 5), ("nothing", 5, 6)],
        ),
        ("<div>\n\na\n\n</div>\n\n<b>b</b> c", [("html", 0, 5), ("paragraph", 6, 7)]),
        ("<details>\n<summary>R</summary>\n\na\n\n</details>", [("details", 0, 6)]),
        ("<!-- wp:spacer -->\n<div>\n\n</div>\n<!-- /wp:spacer -->\nx", [("block", 0, 5), ("paragraph", 5, 6)]),
        ("<!-- wp:spacer -->\n\nx", [("paragraph", 0, 1), ("paragraph", 2, 3)]),
        ("Teks\n⟦core/gallery #1 abcdef01⟧\nteks", [("paragraph", 0, 1), ("island", 1, 2), ("paragraph", 2, 3)]),
        ("[a]: https://e.example\n[^1]: Catatan\nlanjut", [("definition", 0, 1), ("note", 1, 3)]),
        ("\u00a0", [("paragraph", 0, 1)]),
    ],
)
def test_chunks(markdown: str, expected: list[tuple[str, int, int]]) -> None:
    assert kinds(markdown) == expected
    assert kinds(markdown.replace("\n", "\r\n")) == expected


_LINE = st.sampled_from(
    [
        "",
        "teks",
        "  teks",
        "- a",
        "  - b",
        "1. c",
        "> d",
        ">",
        "```",
        "# e",
        "---",
        "a|b",
        "-|-",
        "<div>",
        "</div>",
        "<!--",
        "-->",
        "<!-- wp:a -->",
        "<!-- /wp:a -->",
        "⟦x⟧",
        "[a]: b",
        "[^a]: b",
        "![a](b)",
        "https://youtu.be/x",
        "<details>",
        "</details>",
        "\t",
        "***",
        "===",
    ]
)


@settings(max_examples=200)
@given(st.lists(_LINE, max_size=14).map("\n".join))
def test_every_line_with_text_is_in_one_chunk(markdown: str) -> None:
    lines = to_lines(markdown)
    found = chunks(markdown)
    covered = [n for chunk in found for n in range(chunk.start_line, chunk.end_line)]
    assert covered == sorted(set(covered))
    assert all(n in set(covered) for n, line in enumerate(lines) if line.strip(" \t"))
    assert all(chunk.text == "\n".join(lines[chunk.start_line : chunk.end_line]) for chunk in found)


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n\n" * 5_000,
        "<!-- wp:a -->\n\n" * 5_000,
        "<!-- x\n\n" * 5_000,
        "> " * 5_000 + "x",
        "- " * 5_000 + "x",
        "```\n" * 5_000,
        "a|b\n-|-\n" * 5_000,
        "|" * 40_000,
        "- a\n\n" * 5_000,
        "![a](" * 10_000,
        "[![a](b" * 5_000,
        "[a](b){.button} " * 5_000,
        "[a_b " * 10_000 + "]",
        "# " * 10_000,
        " " * 100_000 + "x",
        "<details>\n\n" * 5_000,
        "\n".join("> " * min(n, 200) + "x" for n in range(1_000)),
        "[a]: b\n" * 5_000,
        "\n".join("  " * min(n, 200) + "- x" for n in range(1_000)),
    ],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    chunks(text)
    assert time.perf_counter() - start < 1
