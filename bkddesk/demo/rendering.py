"""From stored text to what WordPress shows: paragraphs, curly quotes, excerpts, slugs. Text in, text out.

A small and faithful part of WordPress's `wpautop`, `wptexturize`, `sanitize_title` and the block renderer.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_BLOCK_TAGS = (
    "address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BLOCK_COMMENT = re.compile(r"<!--\s+/?wp:.*?-->", re.DOTALL)
_PARAGRAPH_BLOCK = re.compile(r"(<!--\s+wp:paragraph\s+(?:\{[^\n]*\}\s+)?-->\s*<p)(?=>|\s(?![^>]*class=))")
_OPENING = re.compile(rf"(<(?:{_BLOCK_TAGS})(?:\s[^>]*)?>)", re.IGNORECASE)
_CLOSING = re.compile(rf"(</(?:{_BLOCK_TAGS})>|<hr[^>]*>)", re.IGNORECASE)
_BLOCK_ONLY = re.compile(rf"</?(?:{_BLOCK_TAGS})\b", re.IGNORECASE)
_TEXT_TAGS = "p|li|td|th|dt|dd|h[1-6]|figcaption|summary"
_VERBATIM = re.compile(r"(<pre\b.*?</pre>|<!--.*?-->|<[^>]*>|\[[^\]]*\])", re.DOTALL | re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?(?:gallery|caption|audio|video|playlist|embed)\b[^\]]*\]")
_EXCERPT_WORDS = 55


def has_blocks(text: str) -> bool:
    """Whether the text is block markup rather than classic content."""
    return "<!-- wp:" in text


@lru_cache(maxsize=1024)
def rendered_content(raw: str) -> str:
    """`content.rendered` of a post: block markup loses its comments, classic text gains paragraphs."""
    if has_blocks(raw):
        marked = _PARAGRAPH_BLOCK.sub(r'\1 class="wp-block-paragraph"', raw)
        return curly(_BLOCK_COMMENT.sub("", marked))
    return paragraphs(curly(raw))


@lru_cache(maxsize=4096)
def rendered_comment(raw: str) -> str:
    """`content.rendered` of a comment: bare links become links, blank lines paragraphs."""
    return paragraphs(linked(curly(raw)))


def paragraphs(text: str) -> str:
    """Blank lines separate paragraphs, single line ends become `<br />`, block tags stand on their own."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"<pre{len(kept) - 1}></pre>"

    text = re.sub(r"<pre\b.*?</pre>", keep, text.replace("\r\n", "\n"), flags=re.DOTALL | re.IGNORECASE)
    text = _CLOSING.sub(r"\1\n\n", _OPENING.sub(r"\n\n\1", text))
    text = re.sub(r"(<pre\d+></pre>)", r"\n\n\1\n\n", text)
    pieces = [_paragraph(piece.strip("\n")) for piece in re.split(r"\n\s*\n", text) if piece.strip()]
    whole = "".join(f"{piece}\n" for piece in pieces)
    # Inside an item, a cell or a heading the text stays on the line of its tags.
    whole = re.sub(rf"(<(?:{_TEXT_TAGS})(?:\s[^>]*)?>)\n<p>(.*?)</p>\n(</)", r"\1\2\3", whole, flags=re.DOTALL)
    return re.sub(r"<pre(\d+)></pre>", lambda found: kept[int(found[1])], whole)


def _paragraph(piece: str) -> str:
    if _BLOCK_ONLY.match(piece.strip()) or re.match(r"<pre\d", piece.strip()):
        return piece.strip()
    broken = re.sub(r" *\n", "<br />\n", piece)
    return f"<p>{broken}</p>"


def linked(text: str) -> str:
    """Bare http addresses outside tags as links, as comments show them."""
    parts = re.split(r"(<a\b.*?</a>|<[^>]*>)", text, flags=re.DOTALL | re.IGNORECASE)
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(
            r"(?<![\w\"'])(https?://[^\s<>\"]*[^\s<>\".,;:!?)])",
            r'<a href="\1" rel="nofollow ugc">\1</a>',
            parts[index],
        )
    return "".join(parts)


def curly(text: str) -> str:
    """Straight quotes, dots and dashes outside tags and shortcodes as the typographic ones, in numeric references."""
    if not any(mark in text for mark in "\"'&") and "--" not in text and "..." not in text:
        return text
    parts = _VERBATIM.split(text)
    for index in range(0, len(parts), 2):
        parts[index] = _curly_plain(parts[index])
    return "".join(parts)


def _curly_plain(text: str) -> str:
    text = re.sub(r"&(?!#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]{1,30};)", "&#038;", text, flags=re.IGNORECASE)
    text = text.replace("---", "&#8212;").replace(" -- ", " &#8212; ").replace("--", "&#8211;")
    text = text.replace("...", "&#8230;")
    text = re.sub(r"(?<=\w)'(?=\w)", "&#8217;", text)
    text = re.sub(r"(^|[\s(\[{>])\"", r"\1&#8220;", text).replace('"', "&#8221;")
    return re.sub(r"(^|[\s(\[{>])'", r"\1&#8216;", text).replace("'", "&#8217;")


def rendered_title(raw: str) -> str:
    """`title.rendered`."""
    return curly(raw)


def plain(text: str) -> str:
    """HTML and block comments removed."""
    return re.sub(r"</?[a-zA-Z!][^>]*>", "", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))


@lru_cache(maxsize=1024)
def rendered_excerpt(raw_excerpt: str, raw_content: str) -> str:
    """`excerpt.rendered`: the given excerpt, else the first 55 words of the content."""
    if raw_excerpt:
        return paragraphs(curly(raw_excerpt))
    shown = re.sub(
        r"\[/?(?:gallery|caption|audio|video|playlist|embed)\b[^\]]*\]", "", curly(_BLOCK_COMMENT.sub("", raw_content))
    )
    words = plain(shown).split()
    if not words:
        return ""
    more = " [&hellip;]" if len(words) > _EXCERPT_WORDS else ""
    return f"<p>{' '.join(words[:_EXCERPT_WORDS])}{more}</p>\n"


def slugify(title: str) -> str:
    """A title as a slug: plain Latin letters, digits and hyphens; other scripts percent-encoded."""
    text = html.unescape(plain(title)).lower()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"[–—/.]", "-", text)
    encoded = "".join(
        character if character.isascii() else "".join(f"%{byte:02x}" for byte in character.encode())
        for character in text
        if character.isascii() or character.isalnum()
    )
    encoded = re.sub(r"[^%a-z0-9 _-]", "", encoded)
    return re.sub(r"-+", "-", re.sub(r"\s+", "-", encoded)).strip("-")[:200]
