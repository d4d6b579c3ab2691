"""What is noticed before publishing."""

from __future__ import annotations

import pytest

from bkddesk.model.article import Draft
from bkddesk.ui.editor.checks import Kind, check, count_words, reading_minutes, shortcodes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Teks.\n\n[/content_bar_item] [/content_bar]", ["[/content_bar_item]", "[/content_bar]"]),
        ("[bar]\n[item]teks[/item]\n[/bar]", []),
        ("[item]satu[/item] [item]dua", ["[item]"]),
        ("[gallery ids='1,2'] dan [kontak]", []),
        ("[laman](https://x.example) [laman]: y", []),
        ("[[/escaped]]", []),
        ("`[/kode]`\n\n```\n[/kode]\n```", []),
        ("[a/] [/a]", ["[/a]"]),
    ],
)
def test_shortcodes_without_their_other_half(text: str, found: list[str]) -> None:
    findings = shortcodes(text)
    assert [finding.detail for finding in findings] == found
    assert all(text[finding.start : finding.end] == finding.detail for finding in findings)


def test_what_is_missing() -> None:
    assert [f.kind for f in check(Draft(1, "k"))] == [Kind.NO_TITLE, Kind.NO_TEXT, Kind.NO_CATEGORY, Kind.NO_PICTURE]
    full = Draft(1, "k", title="J", markdown="teks", categories=("Berita",), featured_media=3)
    assert check(full) == []


def test_words_and_minutes() -> None:
    assert count_words("## Judul kecil\n\n- satu **dua** — 5,79%\n") == 5
    assert [reading_minutes(words) for words in (0, 1, 299, 301, 1000)] == [0, 1, 1, 2, 5]
