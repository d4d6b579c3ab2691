"""Hostile HTML -> HTML that runs nothing and loads nothing, or plain text. nh3 does the cleaning; this says what stays.

For what is shown only: what is sent back to a site never passes through here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from bkddesk.markup.inline_html import OPEN_TAG, read_attributes

_COMMENT_TAG_NAMES = "a abbr b blockquote br cite code del em i li ol p pre q s strike strong u ul"
_PREVIEW_TAG_NAMES = """
    a abbr acronym address aside article b bdi bdo big blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark
    nav ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead
    time tr tt u ul var wbr
"""
_GONE_WITH_CONTENT = """
    script style title noscript noembed noframes template svg math object iframe select textarea audio video canvas
    applet frameset head
"""
_STYLES = """
    background-color border-color border-radius border-style border-width color columns column-gap display flex-basis
    font-size font-style font-weight gap height letter-spacing line-height list-style-type margin-bottom margin-left
    margin-right margin-top max-width min-height object-fit padding padding-bottom padding-left padding-right
    padding-top text-align text-decoration text-transform vertical-align width
"""
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|blockquote|pre|h[1-6]|tr|table|hr|figure|figcaption|dt|dd|td|th|summary|section)\b",
    re.IGNORECASE,
)
_FRAME = re.compile(r"<(iframe|video|audio|embed|object|source)\b([^<>]*)>", re.IGNORECASE)
_SOURCE = re.compile(r"""\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[ \t]+")
_HREF = re.compile(r"\bhref\s*+=", re.IGNORECASE)
_ANCHOR = re.compile(r'<a data-href="([^"]*+)">(.*?)</a>', re.DOTALL)

ImageSource = Callable[[str], str | None]
"""A picture's address in the text -> a `bkd:` or `data:` address to load it from, or None for one that is not here."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, and where it really leads. Both without signs that turn or hide text."""

    text: str
    url: str

    @property
    def host(self) -> str:
        """The host in letters that no look-alike can imitate (punycode); "" for what leads to none."""
        return host_of(self.url)


def host_of(url: str) -> str:
    """An address's host in ASCII; "" where it has none."""
    try:
        name = urlsplit(url).hostname or ""
        return name.encode("idna").decode("ascii") if not name.isascii() else name
    except (ValueError, UnicodeError):
        return ""


def safe_comment(html: str) -> str:
    """A comment for a rich text widget: a few tags, no pictures, no classes; a link's target is kept as `data-href`."""
    import nh3

    cleaned = nh3.clean(
        html,
        tags=set(_COMMENT_TAG_NAMES.split()),
        clean_content_tags=set(_GONE_WITH_CONTENT.split()),
        attributes={"a": {"href"}, "abbr": {"title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return cleaned.replace('<a href="', '<a data-href="')


def safe_preview(html: str, image_src: ImageSource) -> str:
    """A piece of an article for the preview page: pictures from where `image_src` says, frames named, not loaded."""
    return with_pictures(cleaned_preview(html), image_src)


@lru_cache(maxsize=4096)
def cleaned_preview(html: str) -> str:
    """The piece before its pictures are looked up: `with_pictures` must follow."""
    import nh3

    named = _FRAME.sub(_named_frame, html) if "<" in html else html
    return nh3.clean(named, **_preview_rules())


def _preview_rules() -> dict[str, Any]:
    return {
        "tags": set(_PREVIEW_TAG_NAMES.split()),
        "clean_content_tags": set(_GONE_WITH_CONTENT.split()),
        "attributes": {
            "*": {"class", "dir", "lang", "style", "title"},
            "a": {"href"},
            "col": {"span"},
            "colgroup": {"span"},
            "details": {"open"},
            "font": {"color"},
            "img": {"src", "alt", "width", "height"},
            "ol": {"start", "reversed", "type"},
            "td": {"colspan", "rowspan", "align"},
            "th": {"colspan", "rowspan", "align"},
            "time": {"datetime"},
        },
        "attribute_filter": _attribute,
        "filter_style_properties": set(_STYLES.split()),
        # A picture's address is looked up, never loaded as it is: it may be a file beside the draft.
        "url_schemes": {"http", "https", "mailto", "tel", "bkd"},
        "link_rel": "noopener noreferrer",
    }


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "style" and re.search(r"url\s*\(|expression|[\\<>@]|image-set", value, re.IGNORECASE):
        return None
    if name == "class":
        # The page's own classes mark what the program may change.
        return " ".join(word for word in value.split() if not word.startswith("bkd-")) or None
    return value


def _named_frame(found: re.Match[str]) -> str:
    source = _SOURCE.search(found[2])
    address = next((group for group in source.groups() if group), "") if source else ""
    host = host_of(unescape(address).strip())
    return f'<p class="off-frame">{escape(host or found[1].lower())}</p>'


def with_pictures(html: str, image_src: ImageSource) -> str:
    """Cleaned HTML with every picture loaded from where `image_src` says, or replaced by a box that names its host."""
    if "<img" not in html:
        return html
    return OPEN_TAG.sub(lambda found: _picture(found, image_src) if found[1] == "img" else found[0], html)


def _picture(found: re.Match[str], image_src: ImageSource) -> str:
    values = dict(read_attributes(found[2]))
    source, alt = values.get("src", ""), values.get("alt", "")
    address = image_src(source) if source else None
    if address is None or not address.startswith(("bkd:", "data:image/")):
        place = host_of(source) or ("" if source.startswith("data:") else source.rsplit("/", 1)[-1][:80])
        words = "".join(f"<span>{escape(text)}</span>" for text in (alt, place) if text)
        return f'<span class="bkd-picture" role="img" aria-label="{escape(alt)}">{words}</span>'
    kept = "".join(
        f' {name}="{escape(values[name])}"' for name in ("class", "style", "title", "width", "height") if name in values
    )
    return f'<img src="{escape(address)}" alt="{escape(alt)}"{kept}>'


def plain_text(html: str) -> str:
    """The words alone, lines where the page would have them. Scripts and styles are no words."""
    import nh3

    broken = _BLOCK_TAG.sub(lambda found: "\n" + found[0], html)
    text = unescape(nh3.clean(broken, tags=set(), clean_content_tags=set(_GONE_WITH_CONTENT.split())))
    lines = (_SPACES.sub(" ", line).strip() for line in _UNSEEN.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)


def links(html: str) -> list[Link]:
    """Every link in order, with the target that its words may hide; what nobody should open is spelled out too."""
    import nh3

    # As `href` a target of an unknown scheme, or one that is no address, would be taken away.
    spelled = nh3.clean(
        _HREF.sub("data-href=", html),
        tags={"a"},
        clean_content_tags=set(_GONE_WITH_CONTENT.split()),
        attributes={"a": {"data-href"}},
        link_rel=None,
    )
    found = []
    for target, words in _ANCHOR.findall(spelled):
        url = _UNSEEN.sub("", unescape(target)).strip()
        if url:
            found.append(Link(" ".join(_UNSEEN.sub("", unescape(words)).split()).replace("data-href=", "href="), url))
    return found
