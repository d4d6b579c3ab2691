"""An article -> the whole page that a reader of the site would see, without script and without network.

The page's own furniture is written here; what comes from the article, or from the site, is escaped or cleaned first.
Every block stands in a `<div class="bkd-block">` of its own below `#bkd-content`, so that one can be replaced; named
parts of the page carry `data-bkd`. Knows no Qt, no draft, no date and no number: texts come ready to show.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from types import MappingProxyType
from zlib import crc32

from bkddesk.markup.embeds import provider_of
from bkddesk.markup.islands import IslandDescription, describe
from bkddesk.markup.reader import references_of
from bkddesk.markup.sanitize import ImageSource, cleaned_preview, host_of, plain_text, with_pictures
from bkddesk.markup.scanner import Chunk, chunks
from bkddesk.markup.to_blocks import block_for
from bkddesk.markup.to_markdown import open_content
from bkddesk.paths import resources_dir

__all__ = [
    "POLICY",
    "Chunk",
    "IslandDescription",
    "Page",
    "PageArticle",
    "PageBlock",
    "PageWords",
    "Patch",
    "article_of_content",
    "chunks",
    "data_uri",
    "describe",
    "diff_blocks",
    "featured_html",
    "meta_html",
    "no_pictures",
    "one_file",
    "render_blocks",
    "render_page",
    "skin",
    "trail_html",
    "words_of",
]

POLICY = (
    "default-src 'none'; img-src bkd: data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-src 'none'"
)
_NO_ISLANDS: Mapping[str, str] = MappingProxyType({})
_BLOCK_COMMENT = re.compile(r"<!--[ \t\n\r\f\v]*+/?wp:.*?-->", re.DOTALL)
_NAMED_COMMENT = re.compile(r"<!--\s*+wp:([a-z0-9/_-]++)")
_LOCAL_PICTURE = re.compile(r'(<img src=")(bkd:[^"]*+)(")')


@dataclass(frozen=True, slots=True)
class PageArticle:
    """What the page shows, as text ready to be shown. `date_text` and `comment_text` are in the site's language."""

    title: str = ""
    markdown: str = ""
    author: str = ""
    date_text: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    featured_image_src: str = ""
    featured_image_alt: str = ""
    site_name: str = ""
    site_url: str = ""
    comment_text: str = ""
    """ "0 Komentar"; "" leaves it out."""
    language: str = "id"
    islands: Mapping[str, str] = field(default_factory=lambda: _NO_ISLANDS)
    """The source of the block behind each placeholder in the text."""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block: a key that stays while its HTML does, its lines in the Markdown (end exclusive), its HTML."""

    key: str
    start_line: int
    end_line: int
    html: str


@dataclass(frozen=True, slots=True)
class Page:
    """A self-contained HTML page, and its blocks one by one."""

    html: str
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True, slots=True)
class Patch:
    """Replace `remove` blocks from `start` on by the HTML of `insert`."""

    start: int
    remove: int
    insert: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The furniture's words. Those of the site's theme stay in its language; WordPress's own are translated."""

    share: str = "Share the Post"
    about: str = "About the Author"
    comments: str = "Comments"
    no_comment: str = "No comment yet."
    reply: str = "Leave a Reply"
    notice: str = "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *"
    comment: str = "Komentar *"
    name: str = "Nama *"
    email: str = "Email *"
    site: str = "Situs Web"
    send: str = "Kirim Komentar"
    tags: str = "Tag"
    more: str = "Baca selengkapnya"
    next_page: str = "Halaman berikutnya"


_WORDS = {
    "id": PageWords(),
    "en": PageWords(
        notice="Your email address will not be published. Required fields are marked *",
        comment="Comment *",
        name="Name *",
        email="Email *",
        site="Website",
        send="Post Comment",
        tags="Tags",
        more="Read more",
        next_page="Next page",
    ),
}


def no_pictures(_source: str) -> None:
    """No picture is here: each shows as a box that names its host."""


def article_of_content(content: str) -> tuple[str, dict[str, str]]:
    """A post's content as the Markdown and the islands that a PageArticle holds."""
    opened = open_content(content)
    return opened.markdown, {name: segment.source for name, segment in opened.islands.items()}


def render_page(article: PageArticle, image_src: ImageSource = no_pictures, *, css: str | None = None) -> Page:
    """The whole page. `image_src` says where a picture is loaded from; `css` replaces the look of the skin."""
    words = words_of(article.language)
    blocks = render_blocks(chunks(article.markdown), image_src, islands=article.islands, language=article.language)
    body = "".join(f'<div class="bkd-block" data-bkd-block="{block.key}">{block.html}</div>' for block in blocks)
    html = (
        f'<!DOCTYPE html>\n<html lang="{escape(article.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(article.title)}</title>\n<style>\n{skin() if css is None else css}</style>\n</head>\n<body>\n"
        f"{_head(article)}"
        f'<main class="page">\n<article>\n<h1 class="title" data-bkd="title">{escape(article.title)}</h1>\n'
        f'<div class="meta" data-bkd="meta">{meta_html(article)}</div>\n'
        f'<div data-bkd="featured">{featured_html(article, image_src)}</div>\n'
        f'<div id="bkd-content">{body}</div>\n</article>\n<div data-bkd="trail">{trail_html(article)}</div>\n'
        f"{_below(article, words)}</main>\n</body>\n</html>\n"
    )
    return Page(html, tuple(blocks))


@lru_cache(maxsize=1)
def skin() -> str:
    """The look of the page: CSS that loads nothing."""
    return (resources_dir() / "skins" / "bkd.css").read_text(encoding="utf-8")


def words_of(language: str) -> PageWords:
    """The furniture's words in a language; Indonesian where it is not known."""
    return _WORDS.get(language.partition("-")[0].partition("_")[0].lower(), _WORDS["id"])


# The article's own parts, one by one, so that a change of one redraws one ---------------------------------------------


def meta_html(article: PageArticle) -> str:
    """The line below the title: author, date, category, number of comments."""
    category = f'<span class="category">{escape(article.categories[0])}</span>' if article.categories else ""
    parts = [escape(article.author), escape(article.date_text), category, escape(article.comment_text)]
    return " · ".join(part for part in parts if part)


def featured_html(article: PageArticle, image_src: ImageSource = no_pictures) -> str:
    """The featured picture; "" where there is none."""
    if not article.featured_image_src:
        return ""
    tag = f'<img src="{escape(article.featured_image_src)}" alt="{escape(article.featured_image_alt)}">'
    return f'<figure class="featured">{with_pictures(tag, image_src)}</figure>'


def trail_html(article: PageArticle) -> str:
    """The site's address and the category, and the tags, below the text."""
    names = " / ".join(f'<span class="category">{escape(name)}</span>' for name in article.categories)
    trail = f'<div class="trail">{escape(article.site_url)}{f" / {names}" if names else ""}</div>'
    if not article.tags:
        return trail
    return f'{trail}<div class="tags">{words_of(article.language).tags}: {escape(", ".join(article.tags))}</div>'


def _head(article: PageArticle) -> str:
    name = escape(article.site_name or host_of(article.site_url))
    return f'<header class="site"><span class="ring"></span><span data-bkd="site">{name}</span></header>\n'


def _below(article: PageArticle, words: PageWords) -> str:
    author = escape(article.author)
    face = escape(article.author.strip()[:1].upper())
    share = "".join(f"<span>{letter}</span>" for letter in ("f", "X", "in", "@"))
    boxes = "".join(
        f'<div><label>{escape(label)}</label><div class="box"></div></div>'
        for label in (words.name, words.email, words.site)
    )
    return (
        f'<div class="below">\n<h2>{escape(words.share)}</h2><div class="share" aria-hidden="true">{share}</div>\n'
        f'<h2>{escape(words.about)}</h2><div class="author"><span class="face" aria-hidden="true">{face}</span>'
        f"<b>{author}</b></div>\n"
        f"<h2>{escape(words.comments)}</h2><p>{escape(words.no_comment)}</p>\n"
        f"<h2>{escape(words.reply)}</h2><p>{escape(words.notice)}</p>\n"
        f'<div class="form"><label>{escape(words.comment)}</label><div class="box tall"></div>'
        f'<div class="fields">{boxes}</div><span class="send">{escape(words.send)}</span></div>\n</div>\n'
    )


# Blocks ---------------------------------------------------------------------------------------------------------------


def render_blocks(
    found: Sequence[Chunk],
    image_src: ImageSource = no_pictures,
    *,
    islands: Mapping[str, str] = _NO_ISLANDS,
    language: str = "id",
) -> list[PageBlock]:
    """The chunks as safe HTML, those that show nothing left out. What did not change since last time is remembered."""
    references = references_of(found)
    words = words_of(language)
    blocks: list[PageBlock] = []
    seen: dict[int, int] = {}
    for chunk in found:
        if chunk.kind == "island" and (source := islands.get(chunk.text.strip(" \t"))) is not None:
            html = _shown(source, words)
        else:
            html = _shown(block_for(chunk, references), words)
        if not html:
            continue
        html = with_pictures(html, image_src)
        checksum = crc32(html.encode("utf-8", "replace"))
        number = seen[checksum] = seen.get(checksum, -1) + 1
        blocks.append(PageBlock(f"{checksum:08x}-{number}", chunk.start_line, chunk.end_line, html))
    return blocks


def diff_blocks(old: Sequence[PageBlock], new: Sequence[PageBlock]) -> list[Patch]:
    """What to change on the page: nothing, or the one run of blocks that differs, as typing changes one place."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head].html == new[head].html:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail].html == new[-1 - tail].html:
        tail += 1
    patch = Patch(head, len(old) - head - tail, tuple(block.html for block in new[head : len(new) - tail]))
    return [patch] if patch.remove or patch.insert else []


@lru_cache(maxsize=4096)
def _shown(source: str, words: PageWords) -> str:
    """One block's markup, or a piece of classic content, as clean HTML; pictures still to be looked up."""
    named = _NAMED_COMMENT.match(source)
    name = named[1] if named else ""
    inside = _BLOCK_COMMENT.sub("", source).strip()
    match name:
        case "more":
            return f'<div class="bkd-mark">{escape(words.more)}</div>'
        case "nextpage":
            return f'<div class="bkd-mark">{escape(words.next_page)}</div>'
        case "embed":
            return _player(inside)
        case "shortcode":
            return f'<div class="bkd-off"><code>{escape(inside)}</code></div>'
    cleaned = cleaned_preview(inside).strip()
    if cleaned or not source:
        return cleaned
    return f'<div class="bkd-off">{escape(name or "HTML")}</div>'


def _player(html: str) -> str:
    before, mark, caption = html.partition("<figcaption")
    address = plain_text(before)
    provider = provider_of(address)
    wide = " wide" if provider and provider.is_wide else ""
    named = f"<b>{escape(provider.slug)}</b>" if provider else ""
    below = cleaned_preview(mark + caption)
    return f'<figure><div class="bkd-off{wide}">{named}{escape(address)}</div>{below}</figure>'


# One file -----------------------------------------------------------------------------------------------------------

ReadPicture = Callable[[str], tuple[bytes, str] | None]
"""A `bkd:` address -> the picture's bytes and MIME type, or None."""


def one_file(page: Page, read_picture: ReadPicture | None = None) -> str:
    """The page with its pictures inside, to be kept or sent as one file."""

    def embedded(found: re.Match[str]) -> str:
        picture = read_picture(found[2]) if read_picture else None
        return f"{found[1]}{data_uri(*picture) if picture else ''}{found[3]}"

    return _LOCAL_PICTURE.sub(embedded, page.html)


def data_uri(content: bytes, mime_type: str) -> str:
    """A picture as an address that holds it."""
    kind = mime_type if re.fullmatch(r"image/[a-z0-9.+-]+", mime_type) else "image/png"
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
