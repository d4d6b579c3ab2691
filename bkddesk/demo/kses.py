"""WordPress's filter for people without `unfiltered_html` (KSES), as far as writers meet it. Text in, text out.

Allowed tags stay with their allowed attributes, others vanish and leave their text, `&` becomes `&amp;`.
"""

from __future__ import annotations

import html
import json
import re

from bkddesk.demo.message import Json

_POST_TAGS = frozenset(
    (
        *("a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdo", "big", "blockquote", "br"),
        *("button", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt"),
        *("em", "fieldset", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "i", "img", "ins", "kbd", "label", "legend", "li", "main", "map", "mark", "menu", "nav", "object"),
        *("ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "summary"),
        *("sup", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "track", "tt", "u"),
        *("ul", "var", "video"),
    )
)
_COMMENT_TAGS = frozenset(
    (
        *("a", "abbr", "acronym", "b", "blockquote", "cite", "code", "del", "em", "i", "q", "s"),
        *("strike", "strong"),
    )
)
_COMMENT_ATTRIBUTES = frozenset({"href", "title", "cite", "datetime", "rel"})
_BLOCK_COMMENT = re.compile(r"<!--\s+(/)?wp:([a-z][a-z0-9_-]*/)?([a-z][a-z0-9_-]*)\s+(\{.*?\}\s+)?(/)?-->", re.DOTALL)
_ESCAPES = (
    ("--", "\\u002d\\u002d"),
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ('\\"', "\\u0022"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
)
_TOKEN = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>|<[^>]*>|<|>", re.DOTALL)
_TAG = re.compile(r"<(/?)\s*([a-zA-Z0-9-]+)([^>]*?)(/?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_LINK = re.compile(r"<a\s([^>]+)>", re.IGNORECASE)
_LONELY_LESS_THAN = re.compile(r"<[^>]*?(?:(?=<)|>|$)")
_ENTITY = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,30};)")
_SAFE_SCHEME = re.compile(
    r"(?!\s*[a-z0-9+.-]+:)|\s*(https?|ftps?|mailto|news|tel|sms|webcal|xmpp|geo|urn):", re.IGNORECASE
)


def filtered_post(text: str) -> str:
    """Post content, title or excerpt as it is stored for an author or contributor."""
    return _filtered(_LONELY_LESS_THAN.sub(_escaped_if_open, text), _POST_TAGS, None)


def filtered_comment(text: str) -> str:
    """Comment text as it is stored for everybody without `unfiltered_html`."""
    return _filtered(_LONELY_LESS_THAN.sub(_escaped_if_open, text), _COMMENT_TAGS, _COMMENT_ATTRIBUTES)


def _escaped_if_open(found: re.Match[str]) -> str:
    piece = found.group()
    return piece if ">" in piece else html.escape(piece)


def marked_links(text: str, home: str) -> str:
    """A comment's links as WordPress marks them for everybody: `ugc`, and `nofollow` where they lead elsewhere."""
    return _LINK.sub(lambda found: _marked_link(found[0], found[1], home), text)


def _marked_link(whole: str, attributes: str, home: str) -> str:
    values = {found[1].lower(): (found[2] or "").strip("\"'") for found in _ATTRIBUTE.finditer(attributes)}
    if "href" not in values:
        return whole
    own = values["href"].startswith(home)
    words = dict.fromkeys([*values.get("rel", "").split(), *(() if own else ("nofollow",)), "ugc"])
    rest = re.sub(r"""\s*\brel\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", "", attributes, flags=re.IGNORECASE)
    return f'{whole[:2]} {rest.strip()} rel="{" ".join(words)}">'


def canonical_blocks(text: str) -> str:
    """Block comments as WordPress writes them anew at every save, for everybody: the rest stays byte by byte."""
    return _BLOCK_COMMENT.sub(_canonical, text) if "<!--" in text else text


def _canonical(found: re.Match[str]) -> str:
    closes, space, name, attributes, void = found.groups()
    block = name if space in {None, "core/"} else space + name
    if closes:
        return f"<!-- /wp:{block} -->"
    written = _attributes_as_json(attributes) if attributes else ""
    return f"<!-- wp:{block} {written}{'/' if void else ''}-->"


def _attributes_as_json(text: str) -> str:
    try:
        values = json.loads(text, parse_float=_as_php)
    except ValueError:
        return ""
    if not values:
        return ""
    written = json.dumps(_emptied(values), ensure_ascii=False, separators=(",", ":"))
    for plain, escaped in _ESCAPES:
        written = written.replace(plain, escaped)
    return written + " "


def _as_php(number: str) -> float:
    value = float(number)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _emptied(value: Json) -> Json:
    """PHP knows one kind of empty array: `{}` comes back as `[]`."""
    if isinstance(value, dict):
        return {name: _emptied(one) for name, one in value.items()} if value else []
    return [_emptied(one) for one in value] if isinstance(value, list) else value


def _filtered(text: str, tags: frozenset[str], attributes: frozenset[str] | None) -> str:
    result = []
    position = 0
    for found in _TOKEN.finditer(text):
        result.append(_escaped(text[position : found.start()]))
        result.append(_markup(found.group(), tags, attributes))
        position = found.end()
    result.append(_escaped(text[position:]))
    return "".join(result)


def _escaped(text: str) -> str:
    return _ENTITY.sub("&amp;", text)


def _markup(piece: str, tags: frozenset[str], attributes: frozenset[str] | None) -> str:
    if piece.startswith("<!--"):
        return piece
    if piece == ">":
        return "&gt;"
    if piece == "<":
        return "&lt;"
    found = _TAG.fullmatch(piece)
    if found is None or found[2].lower() not in tags:
        return ""
    closing, name, rest, void = found.groups()
    if closing:
        return f"</{name}>"
    kept = "".join(_attribute(match, attributes) for match in _ATTRIBUTE.finditer(rest))
    return f"<{name}{kept}{' /' if void else ''}>"


def _attribute(found: re.Match[str], attributes: frozenset[str] | None) -> str:
    name = found[1].lower()
    if name.startswith("on") or (attributes is not None and name not in attributes):
        return ""
    if found[2] is None:
        return f" {found[1]}"
    value = found[2].strip("\"'")
    if name in {"href", "src", "cite", "action", "poster"} and not _SAFE_SCHEME.match(value):
        value = value.partition(":")[2]
    return f' {found[1]}="{_escaped(value)}"'
