"""Islands: blocks that Markdown cannot say, one line of the text each, painted as a locked chip.

A line that is nothing but `⟦core/gallery #2 9d71293f⟧` stands for the block's bytes. It can be moved, copied and
deleted as a line, never typed into. Knows how such a line looks and reads; what is behind it comes from outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QTextBlock

from bkddesk.language import ntr, tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint

PLACEHOLDER = re.compile(r"[ \t]*(⟦([^⟦⟧\n ]{1,150})[^⟦⟧\n]{0,60}⟧)[ \t]*")
_SHORTCODE = re.compile(r"\[{1,2}(/?)([a-zA-Z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Island:
    """One chip: its name and kind in words, what stands at its right, and whether readers would see it broken."""

    placeholder: str
    name: str
    kind: str
    block: str
    is_faulty: bool = False


def placeholder_in(line: str) -> str:
    """The placeholder that the line is, or ""."""
    found = PLACEHOLDER.fullmatch(line) if "⟦" in line else None
    return found[1] if found else ""


def describe(placeholder: str, source: str, faulty: frozenset[str] = frozenset()) -> Island:
    """What a placeholder stands for; `source` is its block markup, "" where it is not known."""
    found = PLACEHOLDER.fullmatch(placeholder)
    block = found[2] if found else ""
    if block == "core/shortcode" and source:
        words = shortcode_of(source)
        closing = words.startswith("[/")
        bad = placeholder in faulty
        kind = tr("closing shortcode without an opening") if bad and closing else tr("locked block")
        return Island(placeholder, words, kind, block, bad)
    return Island(placeholder, _name(block, source), tr("locked block"), block)


def shortcode_of(source: str) -> str:
    """A shortcode block's own text, on one line."""
    return " ".join(re.sub(r"<!--.*?-->", " ", source, flags=re.DOTALL).split())


def _name(block: str, source: str) -> str:
    pictures = source.count("<img")
    if block == "core/gallery":
        return ntr("Gallery, {n} picture", "Gallery, {n} pictures", pictures) if pictures else tr("Gallery")
    names = {
        "core/image": tr("Image with caption"),
        "core/html": tr("HTML"),
        "core/columns": tr("Columns"),
        "core/group": tr("Group"),
        "core/cover": tr("Cover"),
        "core/media-text": tr("Media and text"),
        "core/video": tr("Video"),
        "core/audio": tr("Audio"),
        "core/file": tr("File"),
        "core/table": tr("Table"),
        "core/list": tr("List"),
        "core/quote": tr("Quote"),
        "core/paragraph": tr("Paragraph"),
        "core/heading": tr("Heading"),
        "core/embed": tr("Embed"),
        "core/buttons": tr("Buttons"),
        "core/block": tr("Synced pattern"),
        "core/shortcode": tr("Shortcode"),
        "core/footnotes": tr("Footnotes"),
    }
    return names.get(block) or (tr("Block {name}", name=block) if "/" in block else tr("Kept part"))


def shortcodes_behind(markdown: str, sources: Mapping[str, str]) -> str:
    """The text with each shortcode that is behind a placeholder in its place, padded so that nothing moves.

    A shortcode longer than its placeholder is cut: only its name and whether it closes matter to the check.
    """

    def shown(found: re.Match[str]) -> str:
        source = sources.get(found[1], "")
        if found[2] != "core/shortcode" or not source:
            return " " * len(found[0])
        short = _SHORTCODE.search(source)
        words = f"[{short[1]}{short[2]}]" if short else ""
        return words[: len(found[0])].ljust(len(found[0]))

    return PLACEHOLDER.sub(shown, markdown) if "⟦" in markdown else markdown


def draw(painter: QPainter, line: QRect, island: Island, *, dimmed: bool, current: bool) -> None:
    """Paint the chip over its line."""
    line_width = theme.px(Size.RING if current else Size.LINE)
    fill: Role = "danger-tint" if island.is_faulty else "chip"
    border: Role = "accent" if current else "danger" if island.is_faulty else "outline"
    radius = theme.px(Size.RADIUS)
    painter.fillRect(line, theme.colour("surface"))
    paint.rounded(painter, QRectF(line), radius, theme.colour(fill), theme.colour(border), line_width)
    side, gap = theme.px(Size.ICON_SMALL), theme.px(Space.S)
    box = line.adjusted(gap, 0, -gap, 0)
    icon, role = ("warn", "danger") if island.is_faulty else ("lock", "text2" if dimmed else "text")
    paint.draw_icon(painter, QRect(box.x(), box.y(), side, box.height()), icon, role, Size.ICON_SMALL)  # type: ignore[arg-type]
    box.setLeft(box.x() + side + gap)
    if not island.is_faulty:
        taken = paint.draw_text(painter, box, island.block, "caption", "text2", paint.RIGHT)
        box.setRight(box.right() - taken - gap)
    font = "mono" if island.name.startswith("[") else "body-medium"
    box.setLeft(box.x() + paint.draw_text(painter, box, island.name, font, "text2" if dimmed else "text") + gap)
    paint.draw_text(painter, box, island.kind, "body", "text2")


def is_island(block: QTextBlock) -> bool:
    """Whether this line of the document is an island."""
    return bool(placeholder_in(block.text()))
