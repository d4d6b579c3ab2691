"""Hostile HTML: nothing of it runs, loads or leads anywhere unseen."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bkddesk.markup.sanitize import Link, host_of, links, plain_text, safe_comment, safe_preview

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://evil.example/pixel.gif' width=1 height=1>",
    '<img srcset="https://evil.example/a.png 2x" src="file:///etc/passwd">',
    "<svg onload=alert(1)><circle/></svg>",
    '<svg><use href="data:image/svg+xml;base64,PHN2Zz4="/></svg>',
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<iframe src='https://evil.example/' onload=alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='https://evil.example/x.swf'>",
    "<a href='javascript:alert(1)'>klik</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>klik</a>",
    "<a href='java\nscript:alert(1)'>klik</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>klik</a>",
    "<a href='vbscript:x'>klik</a> <a href='file:///etc/passwd'>berkas</a>",
    "<form action='https://evil.example'><input name=q autofocus onfocus=alert(1)><button>Kirim</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href='https://evil.example/'><a href='x'>a</a>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import url(https://evil.example/x.css); p{background:url(https://evil.example/y)}</style>",
    "<p style='background:url(https://evil.example/a)'>a</p>",
    "<p style='background-image:image-set(\"https://evil.example/a\" 1x)'>a</p>",
    "<p style='color:red;position:fixed;top:0'>a</p>",
    '<p style="width:expression(alert(1))">a</p>',
    "<div class='bkd-block' data-bkd='title' id='bkd-content'>a</div>",
    "<video poster='https://evil.example/p.png'><source src='https://evil.example/v.mp4'></video>",
    "<audio src='https://evil.example/a.mp3' autoplay></audio>",
    "<table background='https://evil.example/a'><td background='https://evil.example/b'>a</td></table>",
    "<details open ontoggle=alert(1)>a</details>",
    "<marquee onstart=alert(1)>a</marquee>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<a href='https://evil.example/' target=_blank ping='https://evil.example/'>a</a>",
    "<body onload=alert(1)>a",
    "<x-y onclick=alert(1)>a</x-y>",
    "<img/src=x/onerror=alert(1)>",
    "<<img src=x onerror=alert(1)>>",
]

_FORBIDDEN = frozenset(
    "script style link meta base iframe object embed svg math form input button video audio source body x-y".split()  # noqa: SIM905
)
_GOES = re.compile(r"(?:https?:|mailto:|tel:|#|[\w./?-]*$)", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def tags_of(html: str) -> list[tuple[str, dict[str, str]]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tags


def assert_harmless(html: str) -> None:
    for tag, values in tags_of(html):
        assert tag not in _FORBIDDEN
        assert not any(name.startswith("on") or name in {"srcset", "srcdoc", "ping", "background"} for name in values)
        assert _GOES.match(values.get("href", ""))
        assert re.match(r"bkd:|data:image/", values["src"]) if "src" in values else tag != "img"
        assert not re.search(r"url|image-set|expression|position", values.get("style", ""))


def assert_not_ours(html: str) -> None:
    """No name of the page itself is taken by what is shown in it."""
    for tag, values in tags_of(html):
        assert "id" not in values
        assert "data-bkd" not in values
        assert tag == "span" or "bkd-" not in values.get("class", "")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_comes_through(attack: str) -> None:
    for html in (attack, f"<p>{attack}</p>", f"a{attack}b", attack[:-1]):
        for shown in (
            safe_preview(html, lambda _source: None),
            safe_preview(html, lambda source: f"bkd://picture/{source}"),
            safe_comment(html),
        ):
            assert_harmless(shown)
            assert_not_ours(shown)
        assert all(
            tag != "img" and not {"class", "style", "href"} & values.keys()
            for tag, values in tags_of(safe_comment(html))
        )


_HTML = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "/",
            "img",
            "a",
            "svg",
            " src=x",
            " href=",
            "javascript:",
            " onerror=a()",
            "'",
            '"',
            "`",
            "style",
            "p",
            "<!--",
            "-->",
            "&lt;",
            "&#",
            "\x00",
            "\n",
            "<![CDATA[",
            "]]>",
            "=",
            " ",
            "math",
            "<p",
            "</p>",
            "url(",
            "class=bkd-x",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=200)
@given(_HTML)
def test_no_pile_of_pieces_comes_through(html: str) -> None:
    assert_harmless(safe_preview(html, lambda _source: None))
    assert_harmless(safe_comment(html))
    plain_text(html)
    links(html)


def test_what_is_harmless_stays() -> None:
    html = (
        '<p class="has-text-align-center" style="text-align:center">a <strong>b</strong> <s>c</s> <mark>d</mark></p>'
        '<figure class="x"><table><tbody><tr><td class="x" colspan="2">e</td></tr></tbody></table></figure>'
        '<ol start="3" reversed=""><li>f</li></ol><details open=""><summary>g</summary>h</details>'
        '<a href="https://e.example/?a=1&amp;b=2" rel="noopener noreferrer">i</a><br><hr>'
    )
    assert safe_preview(html, lambda _source: None) == html
    assert (
        safe_comment('<em>a</em> <a href="https://e.example">b</a>')
        == '<em>a</em> <a data-href="https://e.example">b</a>'
    )


def test_pictures_come_only_from_where_they_are_known() -> None:
    html = (
        '<img src="foto.jpg" alt="Aula &amp; x" width="20" loading="lazy"><img src="https://e.example/b.jpg" alt="B">'
    )
    shown = safe_preview(html, lambda source: f"bkd://picture/{source}" if source == "foto.jpg" else None)
    assert shown == (
        '<img src="bkd://picture/foto.jpg" alt="Aula &amp; x" width="20">'
        '<span class="bkd-picture" role="img" aria-label="B"><span>B</span><span>e.example</span></span>'
    )
    # Not even when the caller says otherwise.
    assert "<img" not in safe_preview(html, lambda source: f"https://e.example/{source}")


def test_a_frame_is_named() -> None:
    shown = safe_preview('<iframe src="https://video.example/1?a=b" onload="x"></iframe>', lambda _source: None)
    assert shown == '<p class="off-frame">video.example</p>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="https://baik.example">dinas</a>', [Link("dinas", "https://baik.example")]),
        ("<A HREF=javascript:alert(1)>x <b>y</b></A>", [Link("x y", "javascript:alert(1)")]),
        ('<a/href="&#106;avascript:x">z</a>', [Link("z", "javascript:x")]),
        ('<a href="https://xn--a">k</a>', [Link("k", "https://xn--a")]),
        ('<a href="https://a.example/\u202egnp.exe">a\u200bb</a>', [Link("ab", "https://a.example/gnp.exe")]),
        ('<a href="x"><a href="y">b</a>', [Link("b", "y")]),
        ("<a>tanpa</a> teks", []),
    ],
)
def test_a_link_is_spelled_out(html: str, expected: list[Link]) -> None:
    assert [link for link in links(html) if link.text] == expected


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://DINAS.example:8080/x", "dinas.example"),
        ("https://аpple.example/", "xn--pple-43d.example"),
        ("http://a@b.example", "b.example"),
        ("javascript:x", ""),
        ("http://[", ""),
        ("foto.jpg", ""),
    ],
)
def test_hosts_have_no_look_alikes(url: str, host: str) -> None:
    assert host_of(url) == host
    assert Link("x", url).host == host


def test_words_are_words() -> None:
    html = "<h2>Judul</h2><p>Satu&nbsp;&amp; <b>dua</b><br>tiga</p><ul><li>a</li><li>b</li></ul><style>x</style>\u202e"
    assert plain_text(html) == "Judul\nSatu\u00a0& dua\ntiga\na\nb"


@pytest.mark.parametrize(
    "html",
    [
        "<a" * 40_000,
        "<!--" * 30_000,
        '<a href="' * 15_000,
        "<a href=x>" * 15_000,
        "<b>" * 20_000,
        "<" * 60_000,
        "<script>" * 15_000,
    ],
)
def test_no_html_takes_long(html: str) -> None:
    start = time.perf_counter()
    links(html)
    plain_text(html)
    safe_comment(html)
    safe_preview(html, lambda _source: None)
    assert time.perf_counter() - start < 2
