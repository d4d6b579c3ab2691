"""One chunk of Markdown -> what it says. Knows no block and no HTML but what an author may type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bkddesk.markup import lines as at
from bkddesk.markup.inline import References, label_of, parse_inline, unescape_markdown
from bkddesk.markup.inline_html import Inline, Tag, read_attributes, write_inline
from bkddesk.markup.nodes import (
    Button,
    Buttons,
    Code,
    Details,
    Embed,
    Heading,
    Html,
    Image,
    Island,
    Item,
    List,
    Markup,
    More,
    NextPage,
    Node,
    Nothing,
    Paragraph,
    Quote,
    Separator,
    Shortcode,
    Table,
)
from bkddesk.markup.scanner import Chunk, closes_fence, list_items, scan

CITATION = "— "
_DETAILS = re.compile(
    r"[ \t]*+<details((?:\s[^<>]*+)?+)>\s*+(?:<summary(?:\s[^<>]*+)?+>(.*?)</summary>)?+(.*)</details>\s*+$",
    re.DOTALL | re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")


def read(chunk: Chunk, depth: int = 0) -> Node:
    """What a chunk says, `depth` quotes or lists down."""
    text = chunk.text
    match chunk.kind:
        case "heading":
            return _heading(text)
        case "separator":
            return Separator()
        case "quote":
            return _quote(text, depth)
        case "list":
            return _list(text, depth)
        case "code":
            return _code(text)
        case "table":
            return _table(text)
        case "image":
            return _image(text)
        case "embed":
            first, _, caption = text.partition("\n")
            return Embed(first.strip(" \t"), caption.strip(" \t"))
        case "buttons":
            return Buttons(tuple(_buttons(parse_inline(text.strip(" \t")))))
        case "details":
            return _details(text, depth)
        case "more" | "nextpage" | "nothing" | "definition" | "note":
            return _mark(chunk)
        case "shortcode":
            return Shortcode(text.strip(" \t"))
        case "html":
            return Html(text)
        case "block":
            return Markup(text.strip(" \t\n"))
        case "island":
            return Island(text.strip(" \t"))
    return Paragraph(_unindented(text))


def _unindented(text: str) -> str:
    return "\n".join(line.lstrip(" \t") for line in text.split("\n")).rstrip(" \t")


def _mark(chunk: Chunk) -> Node:
    if chunk.kind == "nextpage":
        return NextPage()
    if chunk.kind == "more" and (found := at.MORE.match(chunk.text.split("\n")[0])):
        return More(found[1] or "", "\n" in chunk.text)
    return Nothing()


def _heading(text: str) -> Heading:
    found = at.HEADING.match(text)
    if found is None or "\n" in text:
        above, _, under = text.rpartition("\n")
        return Heading(1 if "=" in under else 2, _unindented(above))
    inside = text[found.end() :].rstrip(" \t")
    bare = inside.rstrip("#")
    if bare != inside and (not bare or bare[-1] in " \t"):
        inside = bare.rstrip(" \t")
    return Heading(len(found[1]), inside)


def _quote(text: str, depth: int) -> Quote:
    inside = scan([at.QUOTE.sub("", line, count=1) for line in text.split("\n")], depth + 1)
    if len(inside) > 1 and inside[-1].kind == "paragraph" and inside[-1].text.startswith(CITATION):
        return Quote(tuple(inside[:-1]), inside[-1].text.removeprefix(CITATION))
    return Quote(tuple(inside))


def _list(text: str, depth: int) -> List:
    items, _ = list_items(text.split("\n"), 0)
    first = items[0][0]
    return List(
        first.number is not None,
        1 if first.number is None else first.number,
        tuple(_item(own, depth) for _, own in items),
    )


def _item(own: list[str], depth: int) -> Item:
    while len(own) > 1 and not own[-1]:
        own.pop()
    return Item(tuple(scan(own, depth + 1)), "\n".join(own))


def _code(text: str) -> Code:
    lines = text.split("\n")
    opening = at.FENCE.match(lines[0])
    assert opening is not None
    indent = at.indent_of(lines[0])
    closed = len(lines) > 1 and closes_fence(lines[-1], opening[1])
    inside = [at.dedent(line, indent) if indent else line for line in (lines[1:-1] if closed else lines[1:])]
    language = _LANGUAGE.match(unescape_markdown(opening[2]))
    return Code("\n".join(inside), language[0] if language else "")


def _table(text: str) -> Table:
    header, under, *rows = (at.split_cells(line) for line in text.split("\n"))
    width = max(len(header), len(under), *(len(row) for row in rows)) if rows else max(len(header), len(under))

    def filled(cells: list[str]) -> tuple[str, ...]:
        return tuple(cells + [""] * (width - len(cells)))

    return Table(
        tuple(_alignment(cell) for cell in filled(under)),
        filled(header) if any(header) else (),
        tuple(filled(row) for row in rows),
    )


def _alignment(cell: str) -> str:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left" if cell.startswith(":") else ""


def _image(text: str) -> Image:
    first, _, below = text.partition("\n")
    tags = [part for part in parse_inline(first.strip(" \t")) if isinstance(part, Tag)]
    picture = next(tag for tag in tags if tag.name == "img")
    link = tags[0] if tags[0].name == "a" else None
    return Image(
        picture.get("src") or "", picture.get("alt") or "", picture.get("title") or "", _unindented(below), link
    )


def _buttons(parts: Inline) -> list[Button]:
    found: list[Button] = []
    inside: Inline = []
    link: Tag | None = None
    for part in parts:
        if isinstance(part, Tag) and part.name == "a":
            if part.kind == "close" and link is not None:
                found.append(Button(write_inline(inside), link))
            link, inside = (part if part.kind == "open" else None), []
        else:
            inside.append(part)
    return found


def _details(text: str, depth: int) -> Node:
    found = _DETAILS.match(text)
    if found is None or depth > 4:
        return Html(text)
    is_open = any(name == "open" for name, _ in read_attributes(found[1]))
    return Details((found[2] or "").strip(), is_open, tuple(scan(found[3].split("\n"), depth + 1)))


def references_of(chunks: Sequence[Chunk]) -> References:
    """What the chunks define for each other: link targets."""
    links: dict[str, tuple[str, str]] = {}
    for chunk in chunks:
        if chunk.kind == "definition":
            for line in chunk.text.split("\n"):
                if found := at.DEFINITION.match(line):
                    target = unescape_markdown(found[2] if found[2] is not None else found[3])
                    links.setdefault(label_of(found[1]), (target, unescape_markdown(found[4] or found[5] or "")))
    return References(links)
