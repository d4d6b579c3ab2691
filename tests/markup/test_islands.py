"""What an island is, in facts that a screen can word."""

from __future__ import annotations

import pytest

from bkddesk.markup.islands import IslandDescription, describe

_IMAGE = '<!-- wp:image -->\n<figure><img src="a.jpg" alt=""/></figure>\n<!-- /wp:image -->'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            f"<!-- wp:gallery -->\n<figure>{_IMAGE}{_IMAGE}</figure>\n<!-- /wp:gallery -->",
            IslandDescription("core/gallery", 2),
        ),
        (
            "<!-- wp:gallery -->\n<ul><li><img src=a></li><li><img src=b></li></ul>\n<!-- /wp:gallery -->",
            IslandDescription("core/gallery", 2),
        ),
        ('<!-- wp:acme/hero {"x":1} /-->', IslandDescription("acme/hero")),
        ("<!-- wp:acme/hero {bad} /-->", IslandDescription("acme/hero")),
        ('<!-- wp:embed {"url":"https://a.example/x"} /-->', IslandDescription("core/embed", 0, "a.example")),
        (
            '<!-- wp:file --><div><a href="https://a.example/Surat%20Edaran.pdf?x">Unduh</a></div><!-- /wp:file -->',
            IslandDescription("core/file", 0, "Surat Edaran.pdf"),
        ),
        ('<!-- wp:block {"ref":123} /-->', IslandDescription("core/block", 0, "123")),
        ("<!-- wp:shortcode -->[a_b c][/a_b]<!-- /wp:shortcode -->", IslandDescription("core/shortcode", 0, "[a_b]")),
        ("<!-- wp:html --><IFRAME src=x></IFRAME><!-- /wp:html -->", IslandDescription("core/html", 0, "<iframe>")),
        (
            "<!-- wp:verse --><pre>Aku ini\nbinatang jalang</pre><!-- /wp:verse -->",
            IslandDescription("core/verse", 0, "Aku ini binatang jalang"),
        ),
        ("<table><tr><td><img src=a></td></tr></table>", IslandDescription("core/freeform", 1, "<table>")),
        ("[/content_bar_item] sisa", IslandDescription("core/freeform", 0, "[content_bar_item]")),
        ("", IslandDescription("core/freeform")),
    ],
)
def test_a_segment_is_described(source: str, expected: IslandDescription) -> None:
    assert describe(source) == expected
    assert describe(source).is_plugin_block == expected.name.startswith("acme")
