"""Markdown in colours, line by line: a changed line costs one pass over that line and nothing else.

Knows the formats it is given, no colour of its own. It shows structure, it does not judge: what a line becomes on the
site is the converter's business.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

_HEADING = re.compile(r" {0,3}#{1,6}(?=\s|$)")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)(?:[ \t]+\[[ xX]\])?")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)\s*$")

# Every quantifier is bounded or excludes its own opener: 20,000 brackets in a line must not be tried 20,000 times each.
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?P<ticks>`+)(?!`)(?P<in_code>.{1,400}?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--.{0,400}?-->)"
    r"|(?P<auto><?https?://[^\s<>\])]{1,400}>?)"
    r"|(?P<link>!?\[(?P<link_text>[^\[\]\n]{0,400})"
    r"(?:\]\([^()\s]{0,400}(?:[ \t]+\"[^\"]{0,200}\")?\)|\]\[[^\[\]\n]{0,100}\]))"
    r"|(?P<note>\[\^[^\[\]\s]{1,60}\])"
    r"|(?P<short>\[{1,2}/?[a-zA-Z][\w-]*(?:[ \t][^\[\]\n]{0,400})?/?\]{1,2})(?![\[(:])"
    r"|(?P<strong>(?P<s>\*\*|__)(?=\S)(?P<in_strong>(?:[^*_\n]|(?!(?P=s)).){1,1000}?)(?<=\S)(?P=s))"
    r"|(?P<em>(?P<e>\*|(?<!\w)_)(?=[^\s*_])(?P<in_em>(?:[^*_\n]|(?!(?P=e)).){1,1000}?)(?<=[^\s*])(?P=e)(?!\w|\*))"
    r"|(?P<html></?[a-zA-Z][^<>\n]{0,400}>)"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LONGEST_LINE = 6000
"""Letters of a line that are looked at; a paragraph has some hundreds."""

_SLICE_SECONDS = 0.005

_NORMAL, _BACKTICKS, _TILDES = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Formats:
    """How each kind of text looks; made by the page from the theme's roles."""

    mark: QTextCharFormat
    """`**`, `#`, `>`, brackets and addresses of links."""
    quote: QTextCharFormat
    link: QTextCharFormat
    code: QTextCharFormat
    shortcode: QTextCharFormat
    current: QTextCharFormat
    """The paragraph under the cursor in focus mode; everything else is then dimmed by the palette."""


class MarkdownHighlighter(QSyntaxHighlighter):
    """Colours a document's lines as they change."""

    def __init__(self, document: QTextDocument, formats: Formats) -> None:
        super().__init__(document)
        self._formats = formats
        self._dimmed = _dimmed(formats)
        self._focused: range | None = None
        self._waiting = False
        self._next = 0
        self._slice = QTimer(self, singleShot=True, interval=0)
        self._slice.timeout.connect(self._colour_some)
        self.lines_coloured = 0
        """How many lines were coloured since the beginning."""

    def put_off(self) -> None:
        """Lines that change from here on are not coloured yet: a long text is about to be shown."""
        self._waiting = True

    def catch_up(self, first: int, last: int) -> None:
        """Colour the lines that are seen now, and all others in the turns that follow, a few milliseconds each."""
        self._waiting = False
        for number in range(first, last + 1):
            self.rehighlightBlock(self.document().findBlockByNumber(number))
        self._next = 0
        self._slice.start()

    def _colour_some(self) -> None:
        began = time.perf_counter()
        block = self.document().findBlockByNumber(self._next)
        while block.isValid() and time.perf_counter() - began < _SLICE_SECONDS:
            self.rehighlightBlock(block)
            block = block.next()
        self._next = block.blockNumber() if block.isValid() else 0
        if block.isValid():
            self._slice.start()

    def set_formats(self, formats: Formats) -> None:
        """Other colours: the whole document is coloured again."""
        self._formats, self._dimmed = formats, _dimmed(formats)
        self.rehighlight()

    def focus_on(self, blocks: range | None) -> None:
        """Mark these lines (block numbers) as the current paragraph; None: focus mode is off."""
        if blocks == self._focused:
            return
        entered_or_left = (blocks is None) != (self._focused is None)
        touched = set(blocks or ()) ^ set(self._focused or ())
        self._focused = blocks
        if entered_or_left:
            self.rehighlight()
            return
        for number in touched:
            block = self.document().findBlockByNumber(number)
            if block.isValid():
                self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Colour one line; Qt calls it for each line that changed, and for the next where the state changed."""
        if self._waiting:
            # Without a state, the first line that is coloured later would take all that follow with it.
            self.setCurrentBlockState(_NORMAL)
            return
        self.lines_coloured += 1
        # Qt counts UTF-16 units: an emoji stands for two places.
        text = _ASTRAL.sub("\u2600\u2600", text)
        if self._is_focused():
            self.setFormat(0, len(text), self._formats.current)
        if self._in_fence(text) or not text:
            return
        formats = self._now()
        start, base = 0, QTextCharFormat()
        if found := _HEADING.match(text):
            base.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text), base)
        elif _RULE.match(text) or _TABLE_RULE.match(text) or _SETEXT.match(text):
            self.setFormat(0, len(text), formats.mark)
            return
        elif found := _QUOTE.match(text):
            base = formats.quote
            self.setFormat(0, len(text), base)
        else:
            found = _LIST.match(text)
        if found:
            start = found.end()
            self.setFormat(0, start, formats.mark)
        elif text.lstrip().startswith("|"):
            for position, letter in enumerate(text):
                if letter == "|":
                    self.setFormat(position, 1, formats.mark)
        self._inline(text[:_LONGEST_LINE], start, base)

    def _is_focused(self) -> bool:
        return self._focused is not None and self.currentBlock().blockNumber() in self._focused

    def _now(self) -> Formats:
        return self._formats if self._focused is None or self._is_focused() else self._dimmed

    def _in_fence(self, text: str) -> bool:
        """Whether this line is code, or opens or closes it; keeps the state for the next line."""
        before = max(self.previousBlockState(), _NORMAL)
        found = _FENCE.match(text)
        kind = (_BACKTICKS if found[1][0] == "`" else _TILDES) if found else _NORMAL
        if before == _NORMAL:
            self.setCurrentBlockState(kind)
            if found:
                self.setFormat(0, len(text), self._formats.mark)
            return found is not None
        closes = kind == before and not text.strip().strip("`~")
        self.setCurrentBlockState(_NORMAL if closes else before)
        self.setFormat(0, len(text), self._formats.mark if closes else self._formats.code)
        return True

    def _inline(self, text: str, start: int, base: QTextCharFormat, depth: int = 0) -> None:
        formats = self._now()
        for found in _INLINE.finditer(text, start):
            first, last = found.span()
            match found.lastgroup:
                case "escape":
                    self.setFormat(first, 1, formats.mark)
                case "code":
                    size = len(found["ticks"])
                    self.setFormat(first, last - first, formats.mark)
                    self.setFormat(first + size, last - first - 2 * size, formats.code)
                case "comment" | "html":
                    self.setFormat(first, last - first, formats.mark)
                case "auto" | "note":
                    self.setFormat(first, last - first, formats.link)
                case "link":
                    self.setFormat(first, last - first, formats.mark)
                    inner = found.start("link_text")
                    self.setFormat(inner, len(found["link_text"]), formats.link)
                    self._nested(text, found.span("link_text"), formats.link, depth)
                case "short":
                    self.setFormat(first, last - first, formats.shortcode)
                case "strong":
                    self._emphasis(found, "in_strong", base, depth, bold=True)
                case "em":
                    self._emphasis(found, "in_em", base, depth, bold=False)

    def _emphasis(self, found: re.Match[str], inner: str, base: QTextCharFormat, depth: int, *, bold: bool) -> None:
        look = QTextCharFormat(base)
        if bold:
            look.setFontWeight(QFont.Weight.Bold)
        else:
            look.setFontItalic(True)
        self.setFormat(found.start(), found.end() - found.start(), self._formats.mark)
        first, last = found.span(inner)
        if self._is_focused() and not base.hasProperty(QTextCharFormat.Property.ForegroundBrush):
            look.setForeground(self._formats.current.foreground())
        self.setFormat(first, last - first, look)
        self._nested(found.string, (first, last), look, depth)

    def _nested(self, text: str, span: tuple[int, int], base: QTextCharFormat, depth: int) -> None:
        if depth < 3 and any(letter in text[span[0] : span[1]] for letter in "*_`["):
            self._inline(text[: span[1]], span[0], base, depth + 1)


def _dimmed(formats: Formats) -> Formats:
    """Outside the current paragraph of focus mode nothing but marks has a colour of its own."""
    return replace(formats, quote=QTextCharFormat(), link=QTextCharFormat())


def paragraph_of(block: QTextBlock) -> range:
    """Block numbers of the paragraph that `block` belongs to: neighbouring lines with no blank one between."""
    first = last = block
    if block.text().strip():
        while first.previous().isValid() and first.previous().text().strip():
            first = first.previous()
        while last.next().isValid() and last.next().text().strip():
            last = last.next()
    return range(first.blockNumber(), last.blockNumber() + 1)
