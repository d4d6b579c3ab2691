"""What will be sent, in a few lines: the draft beside what the site has. Pure, but for the words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from bkddesk.language import ntr, tr
from bkddesk.model.article import Draft
from bkddesk.ui.editor.checks import count_words
from bkddesk.ui.editor.words import status_words, words_words
from bkddesk.ui.theme import Role


@dataclass(frozen=True, slots=True)
class Change:
    """One line: icon and its colour, what, and the detail at the right."""

    icon: str
    role: Role
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the site has, as far as this laptop knows: the text as Markdown, terms by name. None: nothing yet."""

    title: str
    markdown: str
    excerpt: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    featured_media: int
    comment_status: str
    status: str


def changes(draft: Draft, known: Known | None, status: str) -> list[Change]:
    """The lines, the text first."""
    if known is None:
        return _all_new(draft, status)
    found = [*_text_changes(known.markdown, draft.markdown)]
    if draft.title != known.title:
        found.append(Change("edit", "accent", tr("Title"), tr("changed")))
    if draft.excerpt != known.excerpt:
        found.append(Change("edit", "accent", tr("Excerpt"), tr("changed")))
    found += _term_changes(tr("Categories"), known.categories, draft.categories)
    found += _term_changes(tr("Tags"), known.tags, draft.tags)
    if draft.featured_media != known.featured_media:
        detail = tr("removed") if not draft.featured_media else tr("changed") if known.featured_media else tr("new")
        found.append(Change("image", "accent", tr("Featured image"), detail))
    if draft.comment_status != known.comment_status:
        detail = tr("allowed") if draft.comment_status == "open" else tr("closed")
        found.append(Change("reply", "accent", tr("Comments"), detail))
    if status != known.status:
        found.append(Change("clock", "accent", tr("Status"), f"{status_words(known.status)} → {status_words(status)}"))
    return found


def _all_new(draft: Draft, status: str) -> list[Change]:
    found = [Change("plus", "ok", tr("New article"), words_words(count_words(draft.markdown)))]
    if draft.categories:
        found.append(Change("tag", "accent", tr("Categories"), ", ".join(_short(name) for name in draft.categories)))
    if draft.tags:
        found.append(Change("tag", "accent", tr("Tags"), ", ".join(draft.tags)))
    if draft.featured_media:
        found.append(Change("image", "accent", tr("Featured image"), tr("from the media library")))
    found.append(Change("clock", "accent", tr("Status"), status_words(status)))
    return found


def paragraphs(markdown: str) -> list[str]:
    """The text's paragraphs: what stands between blank lines."""
    return [part.strip("\n") for part in markdown.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _text_changes(old: str, new: str) -> list[Change]:
    before, after = paragraphs(old), paragraphs(new)
    changed = added = removed = kept = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            kept += i2 - i1
            continue
        both = min(i2 - i1, j2 - j1)
        changed += both
        removed += i2 - i1 - both
        added += j2 - j1 - both
    lines = []
    if changed:
        lines.append(Change("edit", "accent", ntr("{n} paragraph changed", "{n} paragraphs changed", changed)))
    if added:
        lines.append(Change("plus", "ok", ntr("{n} new paragraph", "{n} new paragraphs", added)))
    if removed:
        lines.append(Change("trash", "danger", ntr("{n} paragraph removed", "{n} paragraphs removed", removed)))
    if kept:
        lines.append(Change("lock", "text2", ntr("{n} paragraph kept", "{n} paragraphs kept", kept), tr("as it is")))
    return lines


def _short(path: str) -> str:
    return path.rsplit(" > ", 1)[-1]


def _term_changes(what: str, old: tuple[str, ...], new: tuple[str, ...]) -> list[Change]:
    parts = [f"+ {_short(name)}" for name in new if name not in old]
    parts += [f"- {_short(name)}" for name in old if name not in new]
    return [Change("tag", "accent", what, ", ".join(parts))] if parts else []
