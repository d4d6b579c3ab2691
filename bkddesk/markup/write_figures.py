"""Blocks that hold no blocks: code, pictures, embeds, buttons, marks. New, or in their old selves' shape. Pure."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from bkddesk.markup import from_blocks as old_form
from bkddesk.markup.blocks import Block, serialise
from bkddesk.markup.embeds import provider_of
from bkddesk.markup.inline import unescape_entities
from bkddesk.markup.inline_html import (
    Inline,
    Tag,
    escape_attribute,
    read_attributes,
    read_inline,
    write_attributes,
    write_inline,
)
from bkddesk.markup.nodes import Buttons, Code, Embed, Image, More, NextPage, Node, Separator, Shortcode
from bkddesk.markup.splice import splice, splice_text
from bkddesk.markup.writing import Writing, filled, if_named, joined, without_block_comments

_ISOLATED_ADDRESS = re.compile(r"^(\s*https?:)//([^\s<>\"]+\s*)$", re.MULTILINE)
_BUTTON_LINK = ("href", "title", "target", "rel")
_PICTURE_LINK = ("class", "href", "target", "rel")


def code_html(text: str) -> str:
    """Code as HTML: brackets and a lone address escaped too, so that WordPress makes nothing of them."""
    text = escape(text, quote=False).replace("[", "&#91;").replace("\u00a0", "&nbsp;")
    return _ISOLATED_ADDRESS.sub(r"\1&#47;&#47;\2", text, count=1)


def write_code(node: Code, old: Block | None) -> str:
    """A code block; its language is a class."""
    old = if_named(old, "core/code")
    parts = old_form.code_parts(old) if old else None
    if old and parts and old_form.language_of(old) == node.language:
        same = unescape(parts[1]) == node.text
        return filled(old, parts[0], parts[1] if same else splice_text(parts[1], code_html(node.text)), parts[2])
    names = str(old.attributes.get("className", "")).split() if old else []
    names = [name for name in names if not name.startswith("language-")]
    names += [f"language-{node.language}"] if node.language else []
    kept = {key: value for key, value in old.attributes.items() if key != "className"} if old else {}
    attributes = kept | ({"className": " ".join(names)} if names else {})
    classes = " ".join(["wp-block-code", *names])
    html = f'<pre class="{escape_attribute(classes)}"><code>{code_html(node.text)}</code></pre>'
    return serialise("core/code", attributes, html)


def settled(value: str) -> str:
    """A value without entities in its text: WordPress's editor reads `&amp;amp;` as `&` and calls the block invalid."""
    for _ in range(8):
        value = unescape_entities(value)
    return value


def write_image(node: Image, writing: Writing, old: Block | None) -> str:
    """A picture. Another picture, or another link, is a new one."""
    old = if_named(old, "core/image")
    parts = old_form.picture_parts(old) if old else None
    if old and parts and (written := _image_again(node, writing, old, parts)):
        return written
    media = writing.media.get(node.source)
    attributes: dict[str, Any] = {"id": media.id, "sizeSlug": media.size, "linkDestination": "none"} if media else {}
    if node.link is not None:
        attributes["linkDestination"] = "custom"
    values = [("src", settled(media.url if media else node.source)), ("alt", settled(node.alt))]
    values += [("class", f"wp-image-{media.id}")] if media else []
    values += [("title", settled(node.title))] if node.title else []
    picture = f"<img{write_attributes(values)}/>"
    if node.link is not None:
        values = [(key, settled(value)) for key in _PICTURE_LINK if (value := node.link.get(key)) is not None]
        picture = f"<a{write_attributes(values)}>{picture}</a>"
    caption = (
        f'<figcaption class="wp-element-caption">{writing.html(node.caption)}</figcaption>' if node.caption else ""
    )
    classes = "wp-block-image" + (f" size-{media.size}" if media else "")
    return serialise("core/image", attributes, f'<figure class="{classes}">{picture}{caption}</figure>')


def _image_again(node: Image, writing: Writing, old: Block, parts: old_form.Picture) -> str | None:
    """The same picture with another alt text, title or caption; None for another picture or another link."""
    had = dict(parts.attributes)
    link = None if node.link is None else tuple(sorted(node.link.attributes))
    if node.source != had.get("src") or link != (None if parts.link is None else tuple(sorted(parts.link))):
        return None
    image = parts.image
    for name, value in (("alt", node.alt), ("title", node.title)):
        if had.get(name, "") != value:
            image = with_attribute(image, name, value)
    caption = ""
    if node.caption and parts.caption is not None:
        caption = f"{parts.caption_open}{writing.html(node.caption, parts.caption)}{parts.caption_close}"
    elif node.caption:
        caption = f'<figcaption class="wp-element-caption">{writing.html(node.caption)}</figcaption>'
    return f"{old.opener}{parts.before}{image}{parts.link_close}{caption}{parts.after}{old.closer}"


def with_attribute(tag: str, name: str, value: str) -> str:
    """A tag with one attribute's value changed, added or taken away, the rest to the byte."""
    written = f' {name}="{escape_attribute(settled(value))}"' if value or name == "alt" else ""
    pattern = re.compile(rf"""\s+{name}\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""")
    if pattern.search(tag):
        return pattern.sub(lambda _: written, tag, count=1)
    return re.sub(r"\s*/?>\Z", lambda end: written + end[0], tag)


def write_embed(node: Embed, writing: Writing, old: Block | None) -> str:
    """A player or card; for an address that none is known of, a paragraph with its link."""
    provider = provider_of(node.url)
    if provider is None:
        link = Tag("open", "a", (("href", node.url),))
        return serialise("core/paragraph", {}, f"<p>{write_inline([link, node.url, Tag('close', 'a')])}</p>")
    old = if_named(old, "core/embed")
    parts = old_form.embed_parts(old) if old else None
    if old and parts and unescape(parts[3]) == node.url:
        caption = ""
        if node.caption and parts[7] is not None:
            caption = f"{parts[5]}{writing.html(node.caption, parts[7])}{parts[8]}"
        elif node.caption:
            caption = f'<figcaption class="wp-element-caption">{writing.html(node.caption)}</figcaption>'
        return filled(old, parts[1] + parts[3] + parts[4], caption, parts[9])
    url = settled(node.url)
    attributes: dict[str, Any] = {
        "url": url,
        "type": provider.type,
        "providerNameSlug": provider.slug,
        "responsive": True,
    }
    classes = f"wp-block-embed is-type-{provider.type} is-provider-{provider.slug} wp-block-embed-{provider.slug}"
    if provider.is_wide:
        attributes["className"] = "wp-embed-aspect-16-9 wp-has-aspect-ratio"
        classes += f" {attributes['className']}"
    caption = (
        f'<figcaption class="wp-element-caption">{writing.html(node.caption)}</figcaption>' if node.caption else ""
    )
    inside = f'<div class="wp-block-embed__wrapper">\n{escape_attribute(url)}\n</div>{caption}'
    return serialise("core/embed", attributes, f'<figure class="{classes}">{inside}</figure>')


def write_buttons(node: Buttons, old: Block | None) -> str:
    """Links as buttons."""
    old = if_named(old, "core/buttons")
    olds = [inner for inner in old.inner if inner.name == "core/button"] if old else []
    written = []
    for index, button in enumerate(node.buttons):
        known = old_form.button_parts(olds[index]) if index < len(olds) else None
        if known and old_form.button_link(read_attributes(known[3])) == button.link.attributes:
            inside = splice(known[4], _parsed(button.text))
            written.append(f"{olds[index].opener}{known[1]}<a{known[3]}>{inside}</a>{known[5]}{olds[index].closer}")
            continue
        values = [(key, settled(value)) for key in _BUTTON_LINK if (value := button.link.get(key)) is not None]
        attributes = [("class", "wp-block-button__link wp-element-button"), *values]
        html = f'<div class="wp-block-button"><a{write_attributes(attributes)}>{button.text}</a></div>'
        written.append(serialise("core/button", {}, html))
    if old and len(old.content) > 2:
        gaps = [part for part in old.content[1:-1] if isinstance(part, str)]
        gaps = gaps if len(gaps) == len(written) - 1 else ["\n\n"] * (len(written) - 1)
        return filled(old, str(old.content[0]), joined(written, gaps), str(old.content[-1]))
    inside = "\n\n".join(written)
    return serialise("core/buttons", {}, f'<div class="wp-block-buttons">{inside}</div>')


def _parsed(html: str) -> Inline:
    """A button's text, which is HTML already."""
    return read_inline(html) or [html]


def write_shortcode(node: Shortcode, old: Block | None) -> str:
    """A shortcode, to the letter."""
    old = if_named(old, "core/shortcode")
    if old and old.content:
        html = str(old.content[0])
        inside = html.strip(" \t\r\n")
        start = html.index(inside) if inside else len(html)
        return filled(old, html[:start], without_block_comments(node.text), html[start + len(inside) :])
    return serialise("core/shortcode", {}, without_block_comments(node.text))


def write_mark(node: Node, old: Block | None) -> str:
    """More, page break, line: an old one that says the same stays as it is."""
    match node:
        case More(text, no_teaser):
            attributes: dict[str, Any] = {"customText": text} if text else {}
            attributes |= {"noTeaser": True} if no_teaser else {}
            html = f"<!--more{f' {text}' if text else ''}-->" + ("\n<!--noteaser-->" if no_teaser else "")
            same = if_named(old, "core/more")
            return same.source if same and same.html.strip() == html else serialise("core/more", attributes, html)
        case NextPage():
            same = if_named(old, "core/nextpage")
            return same.source if same else serialise("core/nextpage", {}, "<!--nextpage-->")
        case Separator():
            same = if_named(old, "core/separator")
            html = '<hr class="wp-block-separator has-alpha-channel-opacity"/>'
            return same.source if same else serialise("core/separator", {}, html)
    return ""
