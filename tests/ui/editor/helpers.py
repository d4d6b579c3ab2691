"""A real Desk over a folder of its own, and what a window gives its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bkddesk.desk import Desk
from bkddesk.model.outbox import SyncReport
from bkddesk.model.site import Account, FoundSite, Site
from bkddesk.store.database import open_database
from bkddesk.ui.context import Bridge, Context, Place

NOON = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)
EDITOR = frozenset({"edit_posts", "publish_posts", "edit_others_posts", "read_private_posts", "moderate_comments"})
CONTRIBUTOR = frozenset({"edit_posts"})


class Clock:
    """Time that goes on only when told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def make_site(capabilities: frozenset[str] = EDITOR) -> Site:
    found = FoundSite(
        "https://bkd.example.org", "https://bkd.example.org/wp-json/", "BKD Contoh", timezone="Asia/Jakarta"
    )
    return Site(1, found, Account(7, "bayu", "Bayu Layar", ("editor",), capabilities))


def make_desk(folder: Path, clock: Callable[[], datetime], site: Site | None = None) -> Desk:
    opened = open_database(folder / "site.sqlite3", NOON)
    return Desk(site or make_site(), opened.connection, clock=clock, synchronise=lambda **_kwargs: SyncReport())


@dataclass
class Told:
    """What a page asked of its window."""

    places: list[Place] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    syncs: int = 0


def make_context(desk: Desk, told: Told) -> Context:
    bridge = Bridge()
    desk.on_change = bridge.announce

    def sync() -> None:
        told.syncs += 1

    return Context(
        desk=desk,
        bridge=bridge,
        navigate=told.places.append,
        open_draft=told.drafts.append,
        open_article=told.articles.append,
        sync_now=sync,
        open_url=told.urls.append,
        say=told.said.append,
        show_error=told.errors.append,
        run_in_background=lambda work, then: then(work()),
    )
