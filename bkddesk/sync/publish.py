"""One article: create it once, or fetch, merge, send only what differs, and read the answer back.

Creation is proved by the slug: a new article is first made as a draft whose slug is the draft's own random key, so that
a creation whose answer was lost is found again, and never made twice. Only then does it get its text, slug and status.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from bkddesk.markup.blocks import read_attributes, split_blocks, tokens
from bkddesk.markup.open_article import draft_from_article
from bkddesk.markup.to_markdown import publish_content
from bkddesk.model.article import (
    Article,
    Draft,
    Fields,
    PostStatus,
    draft_from_json,
    fields_from_json,
    term_paths,
    tupled,
)
from bkddesk.model.clock import format_gmt, parse_gmt
from bkddesk.model.errors import ForbiddenError, GoneError, RejectedError
from bkddesk.model.merge import Merged, merge_fields
from bkddesk.model.outbox import OutboxItem
from bkddesk.store import articles, drafts, outbox
from bkddesk.store.database import transaction
from bkddesk.sync.engine import Pass
from bkddesk.wordpress import articles as remote
from bkddesk.wordpress import taxonomy


@dataclass(frozen=True, slots=True)
class Intent:
    """What the person sent: the draft of that moment and the status and date to give it."""

    draft: Draft
    status: str
    date: str
    resolution: dict[str, Any]
    """The person's answer to an earlier conflict: "values" by field name, "theirs" as the site was then, "revive"."""

    @property
    def key_slug(self) -> str:
        """The slug by which a creation is found again."""
        return f"bkddesk-{self.draft.key}"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of it: the kind of conflict ("changed", "trashed", "deleted") or "", and what to write down."""

    conflict: str = ""
    payload: dict[str, Any] | None = None
    """The row's payload with the conflict's sides, or with what the site made different ("stripped")."""
    write: Callable[[], None] | None = None
    """Stores the answer; run in the transaction that ends the row."""


def send_article(run: Pass, item: OutboxItem) -> Sent:
    """Send one article. Raises what the client raises; the row then waits or is parked."""
    intent = _intent(run.db, item)
    if intent.draft.article_id is None:
        theirs = _create_once(run, item, intent)
        base = replace(theirs.fields, slug="")
    else:
        try:
            theirs = remote.fetch(run.client, intent.draft.article_id)
        except GoneError:
            return Sent("deleted")
        base = intent.draft.base or theirs.fields
        if theirs.fields.status == PostStatus.TRASH != base.status and "revive" not in intent.resolution:
            return Sent("trashed")
    mine = _wanted(run, intent, base)
    merged = _merge(intent, base, mine, theirs.fields)
    if merged.conflicts:
        return Sent("changed", {**item.payload, "conflict": _sides(merged, base, mine, theirs.fields)})
    values = _values(run, intent, merged.fields, theirs)
    with transaction(run.db):
        outbox.mark_sending(run.db, [item.seq])
    answer = remote.update(run.client, theirs.id, values) if values else theirs
    stripped = [name for name in values if name in _COMPARED and not _stored_as_sent(answer, merged.fields, name)]
    payload = {**item.payload, "stripped": stripped, "article_id": answer.id, "link": answer.link}
    return Sent(payload=payload, write=lambda: _receive(run, intent, answer))


_COMPARED = frozenset(field.name for field in fields(Fields)) - {"date", "slug"}


def _stored_as_sent(answer: Article, sent: Fields, name: str) -> bool:
    if name == "content":
        return _comparable(answer.fields.content) == _comparable(sent.content)
    return bool(getattr(answer.fields, name) == getattr(sent, name))


def _comparable(content: str) -> list[object]:
    """The content with its block comments read: WordPress 7.1 writes them anew at every save, in its own spelling."""
    parts: list[object] = []
    position = 0
    for token in tokens(content):
        attributes = read_attributes(token.attributes)
        parts += [content[position : token.start], token.kind, token.name, attributes or token.attributes.strip("{}")]
        position = token.end
    return [*parts, content[position:]]


def _intent(db: sqlite3.Connection, item: OutboxItem) -> Intent:
    draft = draft_from_json(item.payload["draft"])
    now = drafts.get(db, draft.id)
    if draft.article_id is None and now is not None and now.article_id is not None:
        # An earlier attempt created it: what the site answered then is the base of this one.
        draft = replace(draft, article_id=now.article_id, base=now.base)
    publish = item.payload["publish"]
    return Intent(draft, publish["status"], publish["date"], item.payload.get("resolution", {}))


def _create_once(run: Pass, item: OutboxItem, intent: Intent) -> Article:
    made = remote.find_by_slug(run.client, intent.key_slug)
    if made is None:
        with transaction(run.db):
            outbox.mark_sending(run.db, [item.seq])
        title = intent.draft.title or intent.key_slug
        made = remote.create(run.client, {"title": title, "slug": intent.key_slug, "status": PostStatus.DRAFT.value})
    base = replace(made.fields, slug="")
    with transaction(run.db):
        drafts.set_base(run.db, intent.draft.id, article_id=made.id, base=base, unsent=True)
        articles.store(run.db, [made])
    return made


# What is wanted, and what of it is sent -----------------------------------------------------------------------------


def _wanted(run: Pass, intent: Intent, base: Fields) -> Fields:
    draft = intent.draft
    return Fields(
        title=draft.title.strip(),
        content=publish_content(base.content, draft.markdown).content,
        excerpt=draft.excerpt,
        slug=draft.slug or base.slug,
        status=intent.status,
        date=intent.date or base.date,
        categories=_term_ids(run, "category", draft.categories, base.categories) or base.categories,
        tags=_term_ids(run, "post_tag", draft.tags, base.tags),
        featured_media=draft.featured_media,
        comment_status=draft.comment_status,
    )


def _term_ids(run: Pass, name: str, wanted: tuple[str, ...], base: tuple[int, ...]) -> tuple[int, ...]:
    """Ids of the named terms; those that the site does not have are created, parents first.

    Terms of the base whose names were never learned here could not be shown, so they were not taken away either.
    """
    known = {term.id for term in articles.terms(run.db, name)}
    ids = dict.fromkeys(term for term in base if term not in known)
    for path in wanted:
        parent = 0
        for part in path.split(" > ") if name == "category" else [path]:
            parent = _term_id(run, name, part.strip(), parent)
        ids[parent] = None
    return tuple(sorted(ids))


def _term_id(run: Pass, name: str, part: str, parent: int) -> int:
    known = articles.terms(run.db, name)
    same = [term for term in known if term.name.casefold() == part.casefold() and term.parent == parent]
    if same:
        return same[0].id
    try:
        made = taxonomy.create_term(run.client, name, part, parent)
    except ForbiddenError as error:
        raise RejectedError(part, code="rest_cannot_create_term", status=403) from error
    with transaction(run.db):
        articles.add_terms(run.db, [made])
    return made.id


def _merge(intent: Intent, base: Fields, mine: Fields, theirs: Fields) -> Merged:
    # The button's status and date are a wish of this moment, not an old value to be merged; and the slug that proved
    # the creation gives way to the real one.
    mine_alone = {"status"} | ({"date"} if intent.date else set())
    if theirs.slug == intent.key_slug:
        mine_alone.add("slug")
    seen = intent.resolution.get("theirs")
    if seen is None or fields_from_json(seen) != theirs:
        return merge_fields(base, mine, theirs, split=split_blocks, ignore=frozenset(mine_alone))
    # The person has seen exactly this state of the site, and said what is to stand.
    chosen = tupled(intent.resolution["values"])
    merged = merge_fields(base, mine, theirs, split=split_blocks, ignore=frozenset(mine_alone | chosen.keys()))
    return replace(merged, fields=replace(merged.fields, **chosen))


def _values(run: Pass, intent: Intent, wanted: Fields, theirs: Article) -> dict[str, object]:
    """The fields that differ from what the site has, in WordPress's names; a date only where one was asked for."""
    values: dict[str, object] = {}
    for field in fields(Fields):
        value = getattr(wanted, field.name)
        if field.name != "date" and value != getattr(theirs.fields, field.name):
            values[field.name] = list(value) if isinstance(value, tuple) else value
    if intent.date:
        if intent.date != theirs.fields.date:
            values["date"] = intent.date
        if intent.status == PostStatus.FUTURE and values.keys() & {"date", "status"}:
            _refuse_past(run, intent.date)
            # A date alone is not taken from a draft: WordPress wants both together.
            values |= {"date": intent.date, "status": intent.status}
    elif intent.status == PostStatus.PUBLISH:
        now = run.clock()
        if (parse_gmt(theirs.date_gmt) or now) > now:
            # "Publish" with a date ahead would schedule it: publishing now means today's date.
            values["date_gmt"] = format_gmt(now)
    return values


def _refuse_past(run: Pass, date: str) -> None:
    # WordPress publishes at once what is scheduled for the past: too late is for the person to decide.
    moment = datetime.fromisoformat(date)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=run.site.found.zone)
    if moment <= run.clock():
        raise RejectedError(date, code="date_passed")


# The answer ---------------------------------------------------------------------------------------------------------


def _receive(run: Pass, intent: Intent, answer: Article) -> None:
    """Store the answer as the new truth, and as the base of what is typed next."""
    articles.store(run.db, [answer])
    current = drafts.get(run.db, intent.draft.id)
    if current is None:
        return
    names = {term.id: term.name for term in articles.terms(run.db, "post_tag")}
    reopened = draft_from_article(answer, term_paths(articles.terms(run.db, "category")), names)
    for cause, title, text in (
        ("sent", intent.draft.title, intent.draft.markdown),
        ("received", reopened.title, reopened.markdown),
    ):
        drafts.add_version(run.db, current.id, cause=cause, title=title, markdown=text, now=run.now())
    if _text_of(current) != _text_of(intent.draft):
        # Typed further since: that stays, on the new ground.
        drafts.set_base(run.db, current.id, article_id=answer.id, base=answer.fields, unsent=True)
        return
    if publish_content(answer.fields.content, current.markdown).content == answer.fields.content:
        reopened = replace(reopened, markdown=current.markdown)
    kept = replace(reopened, id=current.id, key=current.key, extra=current.extra)
    drafts.replace_all(run.db, kept, unsent=False, now=run.now())


def _text_of(draft: Draft) -> str:
    """What a person can change of a draft, comparable."""
    kept = {k: v for k, v in asdict(draft).items() if k not in ("id", "article_id", "base", "created", "modified")}
    return json.dumps(kept, sort_keys=True)


def _sides(merged: Merged, base: Fields, mine: Fields, theirs: Fields) -> dict[str, Any]:
    return {
        "base": asdict(base),
        "mine": asdict(mine),
        "theirs": asdict(theirs),
        "merged": asdict(merged.fields),
        "parts": [asdict(part) for part in merged.conflicts],
    }
