"""Our reading of plain Markdown against Python-Markdown's: the same words in the same elements, construct by construct.

`markup` has a reader of its own, since blocks need source lines, a way back, and an answer in linear time; on what both
understand they have to agree.
"""

from __future__ import annotations

import re

import markdown
import pytest

from bkddesk.markup.to_blocks import to_blocks

SAMPLES = {
    "paragraphs": "Satu kalimat.\n\nKalimat kedua, dengan koma.",
    "headings": "## Tajuk dua\n\n### Tajuk tiga\n\n#### Tajuk empat",
    "emphasis": "Kata *miring*, kata **tebal**, dan `kode`.",
    "link": "Lihat [laman dinas](https://dinas.example/laman?a=1) sekarang.",
    "signs": "Biaya 5 & 6, 1 < 2, “kutip” (OSS) 5,79%.",
    "bullets": "- satu\n- dua\n- tiga",
    "numbers": "1. satu\n2. dua\n3. tiga",
    "nested": "- satu\n    - dalam\n    - lagi\n- dua",
    "quote": "> Kalimat yang dikutip.",
    "rule": "Atas.\n\n---\n\nBawah.",
    "fence": "```\nbaris satu\n  baris dua\n```",
    "table": "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
}


def _shape(html: str) -> list[str]:
    """Elements and words in order: no attributes, no wrappers that only blocks have, no spacing."""
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    html = re.sub(r"</?figure[^>]*>", "", html)
    html = re.sub(r"<(/?\w+)[^>]*>", r" <\1> ", html)
    html = re.sub(r"<li>\s*<p>\s*(.*?)\s*</p>", r"<li> \1 ", html, flags=re.DOTALL)
    return html.split()


@pytest.mark.parametrize("name", SAMPLES)
def test_both_read_the_same(name: str) -> None:
    theirs = markdown.markdown(SAMPLES[name], extensions=["extra", "sane_lists"])
    assert _shape(to_blocks(SAMPLES[name])) == _shape(theirs)
