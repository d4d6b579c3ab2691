"""New words into old HTML: what did not change keeps its bytes, with entities, spaces and order of attributes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import unescape

from bkddesk.markup.inline_html import Tag, escape_text, read_tag, write_tag

_WORD = re.compile(r"&[#\w]+;|[ \t\n\r\f]+|[^\s&]+|[^\S \t\n\r\f]+|&")
_SPACE = " \t\n\r\f"
_BREAK = ("void", "br", ())

Token = tuple[object, str]
"""What it says, comparable; its source."""


def splice(html: str, inline: Sequence[str | Tag], *, line_breaks: bool = False) -> str:
    """HTML that says what `inline` says, from the bytes of `html` as far as they say the same.

    Equal content gives `html` itself. Inline HTML that cannot be read strictly is written anew. `line_breaks`: a line
    end is a line break, as it is in classic content.
    """
    inside = html.strip(_SPACE)
    if line_breaks and inside and inside != html:
        before, _, after = html.partition(inside)
        return before + splice(inside, inline, line_breaks=True) + after
    old = html_tokens(html, line_breaks=line_breaks)
    new = inline_tokens(inline, line_breaks=line_breaks)
    if old is None:
        return "".join(source for _, source in new)
    return _spliced(old, new)


def splice_text(html: str, written: str) -> str:
    """The same for text without tags whose white space counts; `written` is the new text as HTML."""
    return _spliced(_words(html, unescaped=True, exact=True), _words(written, unescaped=True, exact=True))


def _spliced(old: Sequence[Token], new: Sequence[Token]) -> str:
    before = [key for key, _ in old]
    after = [key for key, _ in new]
    if before == after:
        return "".join(source for _, source in old)
    result: list[str] = []
    head, tail = _common(before, after)
    result += (source for _, source in old[:head])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) * len(middle_new) > 1_000_000:
        result += (source for _, source in middle_new)
    else:
        matcher = SequenceMatcher(None, [key for key, _ in middle_old], [key for key, _ in middle_new], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                result += (source for _, source in middle_old[i1:i2])
            else:
                result += (_in_old_order(token, middle_old[i1:i2]) for token in middle_new[j1:j2])
    result += (source for _, source in old[len(old) - tail :])
    return "".join(result)


def _in_old_order(token: Token, replaced: Sequence[Token]) -> str:
    """A changed tag's source, its attributes in the order of the tag that it replaces."""
    key, source = token
    if not isinstance(key, tuple) or len(key[2]) < 2:
        return source
    for old_key, old_source in replaced:
        if isinstance(old_key, tuple) and old_key[:2] == key[:2] and (read := read_tag(old_source.strip(), 0)):
            order = [name for name, _ in read[0].attributes]
            values = sorted(key[2], key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
            return write_tag(Tag(key[0], key[1], tuple(values)))
    return source


def _common(before: Sequence[object], after: Sequence[object]) -> tuple[int, int]:
    shortest = min(len(before), len(after))
    head = 0
    while head < shortest and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shortest - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def html_tokens(html: str, *, line_breaks: bool = False) -> list[Token] | None:
    """HTML as words and tags, each with its source; white space at the edges and around a line break goes with them."""
    result: list[Token] = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        _add_words(result, html[position:start], line_breaks=line_breaks)
        found = read_tag(html, start)
        if found is None:
            return None
        tag, position = found
        result.append(_tag_token(tag, html[start:position]))
    _add_words(result, html[position:], line_breaks=line_breaks)
    return _tidied(result)


def _add_words(result: list[Token], text: str, *, line_breaks: bool) -> None:
    for key, source in _words(text, unescaped=True):
        if not line_breaks or "\n" not in source:
            result.append((key, source))
        elif result and result[-1][0] == _BREAK and result[-1][1].endswith(">"):
            # The line end after a break's own tag makes no second one.
            result[-1] = (_BREAK, result[-1][1] + source)
        else:
            result.append((_BREAK, source))


def inline_tokens(inline: Sequence[str | Tag], *, line_breaks: bool = False) -> list[Token]:
    """Text and tags as the same kind of tokens, each with the source that it would be written as."""
    result: list[Token] = []
    for part in inline:
        if isinstance(part, str):
            result += [(key, escape_text(str(key))) for key, _ in _words(part, unescaped=False)]
        else:
            is_break = line_breaks and part.name == "br" and not part.attributes
            result.append((_BREAK, "\n") if is_break else _tag_token(part, write_tag(part)))
    return _tidied(result)


def _tag_token(tag: Tag, source: str) -> Token:
    return (tag.kind, tag.name, tuple(sorted(tag.attributes))), source


def _words(text: str, *, unescaped: bool, exact: bool = False) -> list[Token]:
    tokens: list[Token] = []
    for word in _WORD.findall(text):
        key = unescape(word) if unescaped else word
        if not exact and word[0] in _SPACE and set(word) & set("\n\r\f"):
            key = " "
        tokens.append((key, word))
    return tokens


def _tidied(tokens: list[Token]) -> list[Token]:
    """White space that shows nowhere joins its neighbour's source; an entity joins the word it is part of."""
    result: list[Token] = []
    for key, source in tokens:
        if result and isinstance(key, str) and isinstance(result[-1][0], str) and _joins(result[-1][0], key):
            result[-1] = (result[-1][0] + key, result[-1][1] + source)
        elif result and _is_space(key) and _is_break(result[-1][0]):
            result[-1] = (result[-1][0], result[-1][1] + source)
        elif result and _is_break(key) and _is_space(result[-1][0]):
            _, space = result.pop()
            if result and _is_break(result[-1][0]):
                result[-1] = (result[-1][0], result[-1][1] + space)
                result.append((key, source))
            else:
                result.append((key, space + source))
        else:
            result.append((key, source))
    return _edges(result)


def _edges(tokens: list[Token]) -> list[Token]:
    if tokens and _is_space(tokens[0][0]):
        tokens[0] = (None, tokens[0][1])
    else:
        tokens.insert(0, (None, ""))
    if len(tokens) > 1 and _is_space(tokens[-1][0]):
        tokens[-1] = (None, tokens[-1][1])
    else:
        tokens.append((None, ""))
    return tokens


def _joins(before: str, after: str) -> bool:
    return not (_is_space(before) or _is_space(after))


def _is_space(key: object) -> bool:
    return isinstance(key, str) and not key.strip(_SPACE)


def _is_break(key: object) -> bool:
    return isinstance(key, tuple) and key[1] == "br"
