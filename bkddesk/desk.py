"""Desk: every command and every query that a screen or the command line may use, for one site and account.

A command writes a person's intent down, durably, and says what changed; it never talks to the site. `sync_once` does
that, on whatever thread calls it, with a database connection of its own. Knows no Qt, no HTTP and no SQL.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bkddesk.decisions import decide, replaced_on_its_way, undo_one
from bkddesk.model.article import (
    Article,
    Draft,
    DraftVersion,
    ListedArticle,
    ListedDraft,
    MediaItem,
    PostStatus,
    PublishOptions,
    Term,
    fields_from_json,
    term_paths,
)
from bkddesk.model.changes import Changes
from bkddesk.model.clock import Clock, stamp
from bkddesk.model.comment import (
    AuthorHistory,
    Comment,
    CommentQuery,
    CommentStatus,
    Decision,
    ListedComment,
)
from bkddesk.model.errors import InvalidInputError, NotFaithfulError, NotFoundError
from bkddesk.model.outbox import (
    Kind,
    LoggedDecision,
    OutboxCounts,
    OutboxItem,
    OutboxRow,
    Progress,
    State,
    SyncReport,
)
from bkddesk.model.reconcile import reconcile
from bkddesk.model.site import Site
from bkddesk.store import articles, comments, drafts, outbox
from bkddesk.store.database import transaction

if TYPE_CHECKING:
    from bkddesk.model.merge import ArticleConflict

UNDO_LIMIT = 100
REPLY_UNDO = timedelta(seconds=10)
"""How long a reply waits before it is sent, so that it can be taken back: readers get mail about it."""


def _ignore(_told: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What one key press decided: a batch to undo, and how many comments it changed."""

    batch: int
    count: int


class Desk:
    """One site's stored truth, a person's work on it, and the way to bring both together."""

    def __init__(
        self,
        site: Site,
        db: sqlite3.Connection,
        *,
        clock: Clock,
        synchronise: Callable[..., SyncReport],
        on_change: Callable[[Changes], None] = _ignore,
    ) -> None:
        """`db` belongs to the thread that makes the Desk; `synchronise` is `Engine.sync_once`, safe on any thread.

        `on_change` is called after each command, and by a sync on the thread that runs it.
        """
        self.site = site
        self.on_change = on_change
        self._db = db
        self._clock = clock
        self._synchronise = synchronise

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    # Comments: queries --------------------------------------------------------------------------------------------

    def list_comments(self, query: CommentQuery, limit: int = 0) -> array[int]:
        """Ids of the projected list, in order; rows are fetched by `comments` as they come into view.

        `limit`: only so many from the beginning, for what is on screen first; 0: all.
        """
        return comments.list_ids(self._db, query, limit)

    def comments(self, ids: Sequence[int]) -> dict[int, ListedComment]:
        """Rows of the projected list by id; ids that are gone are absent."""
        return comments.listed(self._db, ids)

    def comment(self, comment_id: int) -> ListedComment:
        """One row. Raises NotFoundError."""
        found = comments.listed(self._db, [comment_id])
        if comment_id not in found:
            raise NotFoundError(f"comment {comment_id}")
        return found[comment_id]

    def thread(self, comment_id: int) -> list[ListedComment]:
        """The comment's ancestors, itself and its direct replies, oldest first."""
        return comments.thread(self._db, comment_id)

    def waiting_replies(self, comment_id: int) -> list[OutboxItem]:
        """Replies to this comment that wait in the outbox."""
        return [item for item in outbox.of_kind(self._db, Kind.COMMENT_REPLY) if item.payload["parent"] == comment_id]

    def comment_counts(self) -> dict[CommentStatus, int]:
        """How many comments stand in each status once the outbox is sent."""
        return comments.counts(self._db)

    def author_history(self, comment: Comment) -> AuthorHistory:
        """What this site knows of the comment's writer."""
        return comments.author_history(self._db, comment)

    def recent_decisions(self, limit: int = UNDO_LIMIT) -> list[LoggedDecision]:
        """The newest decisions, newest first."""
        return comments.recent_decisions(self._db, limit)

    # Comments: commands -------------------------------------------------------------------------------------------

    def moderate(self, ids: Iterable[int], decision: Decision) -> Decided:
        """Decide about comments. Those that already stand so are left alone; unknown ids are ignored."""
        with transaction(self._db):
            now = self._now()
            batch = comments.next_batch(self._db)
            wanted = list(ids)
            waiting = outbox.find_many(self._db, Kind.COMMENT_STATUS, wanted)
            rows = comments.listed(self._db, wanted)
            count = sum(
                decide(self._db, rows[comment_id], decision, waiting.get(comment_id), batch, now)
                for comment_id in dict.fromkeys(wanted)
                if comment_id in rows
            )
        self._changed(Changes.COMMENTS | Changes.OUTBOX)
        return Decided(batch, count)

    def undo(self, batch: int | None = None) -> Decided | None:
        """Take back a batch of decisions, the newest by default; None when there is nothing to undo.

        What is not sent yet is dropped from the outbox; what is sent is undone by a new decision. A comment that was
        decided about again since then is left as that newer decision has it.
        """
        with transaction(self._db):
            number = comments.last_batch(self._db) if batch is None else batch
            logged = comments.decisions_of_batch(self._db, number) if number is not None else []
            if number is None or not logged:
                return None
            now = self._now()
            count = sum(undo_one(self._db, entry, now) for entry in logged)
            comments.mark_undone(self._db, [entry["id"] for entry in logged], now)
        self._changed(Changes.COMMENTS | Changes.OUTBOX)
        return Decided(number, count)

    def edit_comment(self, comment_id: int, content: str) -> None:
        """Change a comment's text. Equal to the site's text: the waiting edit is taken back."""
        row = self.comment(comment_id)
        with transaction(self._db):
            old = outbox.find(self._db, Kind.COMMENT_CONTENT, comment_id)
            if content == row.comment.content and (old is None or old.state is not State.SENDING):
                if old is not None:
                    outbox.drop(self._db, [old.seq])
            else:
                ours = replaced_on_its_way(old, "content")
                payload = {"content": content, "seen_content": row.comment.content, "ours": ours}
                outbox.put(self._db, Kind.COMMENT_CONTENT, comment_id, payload, created=self._now())
        self._changed(Changes.COMMENTS | Changes.OUTBOX)

    def reply(self, comment_id: int, text: str, *, approve: bool = False, undo_window: timedelta = REPLY_UNDO) -> int:
        """Answer a comment, approving it in the same step if asked; the outbox row's sequence number."""
        if not text.strip():
            raise InvalidInputError("empty reply")
        row = self.comment(comment_id)
        with transaction(self._db):
            if approve:
                self.moderate([comment_id], Decision.APPROVE)
            now = self._clock()
            number = outbox.new_reply(self._db, stamp(now))
            payload = {
                "post": row.comment.post,
                "parent": comment_id,
                "content": text,
                "to": row.comment.author_name,
            }
            until = stamp(now + undo_window) if undo_window else ""
            seq = outbox.put(self._db, Kind.COMMENT_REPLY, number, payload, created=stamp(now), not_before=until)
        self._changed(Changes.COMMENTS | Changes.OUTBOX)
        return seq

    def unsent_texts(self) -> tuple[dict[int, str], dict[int, str]]:
        """(replies, edits) that were typed and not sent, by comment id."""
        return comments.unsent_texts(self._db, "reply"), comments.unsent_texts(self._db, "edit")

    def keep_unsent_texts(self, replies: Mapping[int, str], edits: Mapping[int, str]) -> None:
        """Store what is typed and not sent, all of it, so that not even a crash loses it."""
        with transaction(self._db):
            comments.keep_unsent_texts(self._db, "reply", replies)
            comments.keep_unsent_texts(self._db, "edit", edits)

    def mark_shown(self, ids: Sequence[int]) -> None:
        """Remember that a person has had these comments on screen, so that they are no longer new."""
        with transaction(self._db):
            comments.mark_shown(self._db, ids)

    # Articles and drafts: queries ---------------------------------------------------------------------------------

    def articles(self, status: str | None = None, search: str = "", *, limit: int = 1000) -> list[ListedArticle]:
        """The site's articles as they will be once the outbox is sent, newest first; None: every status but trash."""
        return articles.listed(self._db, status, search, limit)

    def article(self, article_id: int) -> Article:
        """The site's truth about one article. Raises NotFoundError."""
        found = articles.get(self._db, article_id)
        if found is None:
            raise NotFoundError(f"article {article_id}")
        return found

    def article_counts(self) -> dict[str, int]:
        """How many articles stand in each status once the outbox is sent."""
        return articles.counts(self._db)

    def drafts(self, search: str = "", *, unsent_only: bool = True) -> list[ListedDraft]:
        """Drafts with something unsent (or all), newest change first; `search` in title, text and excerpt."""
        return drafts.listed(self._db, search, unsent_only=unsent_only)

    def draft(self, draft_id: int) -> Draft:
        """One draft. Raises NotFoundError."""
        found = drafts.get(self._db, draft_id)
        if found is None:
            raise NotFoundError(f"draft {draft_id}")
        return found

    def draft_is_unsent(self, draft_id: int) -> bool:
        """Whether the draft holds changes that were never sent."""
        return drafts.is_unsent(self._db, draft_id)

    def unsent_drafts(self) -> int:
        """How many drafts hold something that was never sent."""
        return drafts.count_unsent(self._db)

    def draft_versions(self, draft_id: int) -> list[DraftVersion]:
        """A draft's local history, newest first."""
        return drafts.versions(self._db, draft_id)

    def waiting_publication(self, draft_id: int) -> OutboxItem | None:
        """The outbox row of this draft, whatever its state."""
        return outbox.find(self._db, Kind.ARTICLE, draft_id)

    def terms(self, taxonomy: str) -> list[Term]:
        """All terms of a taxonomy ("category", "post_tag"), by name."""
        return articles.terms(self._db, taxonomy)

    def media(self, search: str = "") -> list[MediaItem]:
        """The site's media library, newest first."""
        return articles.media(self._db, search)

    def media_item(self, media_id: int) -> MediaItem | None:
        """One item of the media library."""
        return articles.media_item(self._db, media_id)

    # Articles and drafts: commands --------------------------------------------------------------------------------

    def new_draft(self, draft: Draft | None = None) -> Draft:
        """Begin a new article, empty or with the given text and fields; the stored draft."""
        begun = replace(draft or Draft(0, ""), key=_new_key(), article_id=None, base=None)
        with transaction(self._db):
            stored = drafts.create(self._db, begun, now=self._now(), unsent=True)
            if stored.markdown or stored.title:
                self._version(stored, "saved")
        self._changed(Changes.DRAFTS)
        return stored

    def edit(self, article_id: int) -> Draft:
        """The draft that edits this article: the one begun earlier, or a new one from the site's text.

        An article that cannot be held faithfully, or that this account may not edit, gives a read-only draft.
        """
        from bkddesk.markup.open_article import draft_from_article

        article = self.article(article_id)
        with transaction(self._db):
            old = drafts.of_article(self._db, article_id)
            # What was typed here stays as it was typed, for as long as the site still has what it became there.
            same = old is not None and not old.read_only and old.base == article.fields
            if old is not None and (same or drafts.is_unsent(self._db, old.id)):
                return old
            tag_names = {term.id: term.name for term in self.terms("post_tag")}
            opened = draft_from_article(article, term_paths(self.terms("category")), tag_names)
            if old is None:
                stored = drafts.create(self._db, replace(opened, key=_new_key()), now=self._now(), unsent=False)
            else:
                drafts.replace_all(self._db, replace(opened, id=old.id, key=old.key), unsent=False, now=self._now())
                stored = self.draft(old.id)
            self._version(stored, "opened")
        self._changed(Changes.DRAFTS)
        return stored

    def save_draft(self, draft: Draft, *, cause: str = "autosave", seen: Draft | None = None) -> Draft:
        """Store what a person typed, durably; the draft as stored. Nothing changed: nothing is written.

        `seen` is the draft as the person saw it: what a sync has changed of it since then is kept.
        """
        if draft.read_only:
            raise NotFaithfulError(draft.read_only)
        with transaction(self._db):
            if seen is not None:
                draft = reconcile(seen, draft, self.draft(draft.id))
            changed = drafts.save(self._db, draft, now=self._now())
            if changed or cause != "autosave":
                self._version(draft, cause)
            stored = self.draft(draft.id)
        if changed:
            self._changed(Changes.DRAFTS)
        return stored

    def restore_version(self, draft_id: int, version: DraftVersion) -> Draft:
        """Bring an older version's title and text back; the present ones stay in the history."""
        current = self.draft(draft_id)
        with transaction(self._db):
            self._version(current, "saved")
            return self.save_draft(replace(current, title=version.title, markdown=version.markdown), cause="restored")

    def discard_draft(self, draft_id: int) -> None:
        """Throw a draft away, and its waiting publication; `take_back_draft` undoes the first."""
        with transaction(self._db):
            waiting = outbox.find(self._db, Kind.ARTICLE, draft_id)
            if waiting is not None:
                outbox.drop(self._db, [waiting.seq])
            drafts.discard(self._db, draft_id, self._now())
        self._changed(Changes.DRAFTS | Changes.OUTBOX | Changes.ARTICLES)

    def take_back_draft(self, draft_id: int) -> None:
        """Undo `discard_draft`."""
        with transaction(self._db):
            drafts.take_back(self._db, draft_id)
        self._changed(Changes.DRAFTS)

    def publish(self, draft_id: int, options: PublishOptions) -> int:
        """Send the draft as it is now, as soon as there is a network; the outbox row's sequence number.

        Raises InvalidInputError for a schedule without a future date, NotFaithfulError for a read-only draft.
        """
        draft = self.draft(draft_id)
        if draft.read_only:
            raise NotFaithfulError(draft.read_only)
        self._check_date(options)
        with transaction(self._db):
            self._version(draft, "queued")
            payload = {"draft": asdict(draft), "publish": {"status": options.status.value, "date": options.date}}
            seq = outbox.put(self._db, Kind.ARTICLE, draft_id, payload, created=self._now())
        self._changed(Changes.DRAFTS | Changes.OUTBOX | Changes.ARTICLES)
        return seq

    def _check_date(self, options: PublishOptions) -> None:
        if not options.date:
            if options.status is PostStatus.FUTURE:
                raise InvalidInputError("a scheduled article needs a date")
            return
        try:
            moment = datetime.fromisoformat(options.date)
        except ValueError as error:
            raise InvalidInputError(f"not a date: {options.date}") from error
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.site.found.zone)
        # WordPress publishes at once what is scheduled for the past.
        if options.status is PostStatus.FUTURE and moment <= self._clock():
            raise InvalidInputError(f"the date has passed: {options.date}")

    def _version(self, draft: Draft, cause: str) -> None:
        drafts.add_version(self._db, draft.id, cause=cause, title=draft.title, markdown=draft.markdown, now=self._now())

    # Conflicts of articles ----------------------------------------------------------------------------------------

    def conflict(self, draft_id: int) -> ArticleConflict | None:
        """What has to be chosen before this draft can be sent, or None."""
        from bkddesk.model.merge import ArticleConflict, conflict_from_json

        item = outbox.find(self._db, Kind.ARTICLE, draft_id)
        if item is None or item.state is not State.CONFLICT:
            return None
        sides = item.payload.get("conflict")
        if sides is None:
            return ArticleConflict(item.reason)
        base, mine, theirs, merged = (fields_from_json(sides[name]) for name in ("base", "mine", "theirs", "merged"))
        parts = tuple(conflict_from_json(part) for part in sides["parts"])
        return ArticleConflict(item.reason, base, mine, theirs, merged, parts)

    def resolve_conflict(self, draft_id: int, values: dict[str, Any]) -> None:
        """Say what stands, field by field, for every part of the conflict ("content": the whole merged content).

        For an article that was trashed, `{}` brings it back with this text; for a deleted one it is sent as new. Works
        offline. If the site changes once more before it is sent, the question comes again.
        """
        with transaction(self._db):
            item = outbox.find(self._db, Kind.ARTICLE, draft_id)
            if item is None or item.state is not State.CONFLICT:
                raise NotFoundError(f"conflict of draft {draft_id}")
            payload = {key: value for key, value in item.payload.items() if key != "conflict"}
            if item.reason == "deleted":
                key = _new_key()
                drafts.make_new(self._db, draft_id, key=key)
                payload["draft"] = {**payload["draft"], "article_id": None, "base": None, "key": key}
            else:
                theirs = item.payload.get("conflict", {}).get("theirs")
                payload["resolution"] = {"values": values, "theirs": theirs, "revive": True}
            outbox.put(self._db, Kind.ARTICLE, draft_id, payload, created=self._now())
        self._changed(Changes.OUTBOX | Changes.DRAFTS | Changes.ARTICLES)

    def as_markdown(self, content: str) -> str:
        """Block markup as the Markdown that the editor shows."""
        from bkddesk.markup.to_markdown import open_content

        return open_content(content).markdown

    def as_content(self, base: str, markdown: str) -> str:
        """Edited Markdown as block markup; what is as it was in `base` stays so, byte for byte."""
        from bkddesk.markup.to_markdown import publish_content

        return publish_content(base, markdown).content

    def islands(self, content: str) -> dict[str, str]:
        """The blocks that Markdown cannot say: the placeholder of each in the text, and its block markup."""
        from bkddesk.markup.to_markdown import open_content

        return {placeholder: segment.source for placeholder, segment in open_content(content).islands.items()}

    # The outbox ---------------------------------------------------------------------------------------------------

    def outbox(self) -> list[OutboxItem]:
        """Every waiting or parked row, in the order of intent."""
        return outbox.all_items(self._db)

    def outbox_rows(self) -> list[OutboxRow]:
        """The outbox as a person reads it: decisions of one kind, made together and in the same state, in one row."""
        return [OutboxRow(tuple(group), self._title(group)) for group in _folded(outbox.all_items(self._db))]

    def sent_rows(self, since: str) -> list[OutboxRow]:
        """What left the outbox since a moment (UTC), newest first, folded in the same way."""
        sent = outbox.sent_since(self._db, since)
        times = {item.seq: at for item, at in sent}
        groups = _folded([item for item, _ in sent])
        return [OutboxRow(tuple(group), self._title(group), times[group[0].seq]) for group in groups]

    def outbox_counts(self) -> OutboxCounts:
        """How many rows stand where; "today" begins at midnight of the site's time."""
        return outbox.counts(self._db, self.day_start())

    def now(self) -> datetime:
        """The present moment by this Desk's clock, UTC."""
        return self._clock()

    def day_start(self) -> str:
        """When the present day began at the site, UTC."""
        local = self._clock().astimezone(self.site.found.zone)
        return stamp(local.replace(hour=0, minute=0, second=0, microsecond=0))

    def retry(self, seqs: Sequence[int]) -> None:
        """Try these rows again at the next sync, parked or put off."""
        with transaction(self._db):
            outbox.retry(self._db, seqs)
        self._changed(Changes.OUTBOX | Changes.COMMENTS | Changes.ARTICLES)

    def drop(self, seqs: Sequence[int]) -> list[int]:
        """Take rows back before they are sent; those that may already be on their way stay. The ones taken back."""
        with transaction(self._db):
            found = [item for seq in seqs if (item := outbox.get(self._db, seq)) is not None]
            dropped = [item.seq for item in found if item.state is not State.SENDING]
            outbox.drop(self._db, dropped)
        self._changed(Changes.OUTBOX | Changes.COMMENTS | Changes.ARTICLES | Changes.DRAFTS)
        return dropped

    def _title(self, group: Sequence[OutboxItem]) -> str:
        first = group[0]
        if first.kind is Kind.ARTICLE:
            return str(first.payload["draft"]["title"])
        if first.kind is Kind.COMMENT_REPLY:
            return str(first.payload["to"])
        found = comments.listed(self._db, [item.subject for item in group[:3]])
        return ", ".join(row.comment.author_name for row in found.values())

    # Sync ---------------------------------------------------------------------------------------------------------

    def sync_once(
        self,
        *,
        full: bool = False,
        send: bool = True,
        progress: Callable[[Progress], None] = _ignore,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> SyncReport:
        """Push the outbox (unless not `send`), then pull the site. May run on any thread.

        One pass at a time for each profile: where another runs already, the report counts no requests.

        Raises a NetworkTroubleError kind when the site cannot be reached, SignInNeededError or UnauthorizedError when
        nobody is signed in; what had been done until then stays done.
        """
        return self._synchronise(full=full, send=send, progress=progress, cancelled=cancelled, on_change=self.on_change)

    def last_sync(self) -> str:
        """When the site was last read through, UTC, or ""."""
        return articles.state(self._db, "last_sync")

    def next_attempt(self) -> str:
        """When the earliest waiting row may be sent, UTC; "" when one is due or none waits."""
        return outbox.next_attempt(self._db)

    # ----------------------------------------------------------------------------------------------------------------

    def _now(self) -> str:
        return stamp(self._clock())

    def _changed(self, changes: Changes) -> None:
        # A command inside another one (approve and reply) is announced by the outer one, after its commit.
        if not self._db.in_transaction:
            self.on_change(changes)


def _new_key() -> str:
    """A draft's random name."""
    import secrets

    return secrets.token_hex(8)


def _folded(items: Iterable[OutboxItem]) -> list[list[OutboxItem]]:
    groups: dict[tuple[object, ...], list[OutboxItem]] = {}
    for item in items:
        if item.kind is Kind.COMMENT_STATUS:
            key: tuple[object, ...] = (item.kind, item.payload["decision"], item.state, item.reason, item.created[:16])
        else:
            key = (item.seq,)
        groups.setdefault(key, []).append(item)
    return list(groups.values())
