"""Real things for tests: a Desk over a real database, comments and articles in our own sentences, a clock to turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bkddesk.desk import Desk
from bkddesk.model.article import Article, Fields
from bkddesk.model.comment import Comment, CommentStatus
from bkddesk.model.outbox import SyncReport
from bkddesk.model.site import Account, FoundSite, Site
from bkddesk.store import articles as article_store
from bkddesk.store import comments as comment_store
from bkddesk.store.database import connect, open_database, transaction

MORNING = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


class TurningClock:
    """A clock that stands still until a test turns it."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, step: timedelta) -> None:
        self.moment += step


def a_site(**account: object) -> Site:
    """The site BKD Bondowoso, signed in as its editor."""
    values = {
        "user_id": 2,
        "username": "dewi",
        "name": "Dewi Embun",
        "roles": ("editor",),
        "capabilities": frozenset({"moderate_comments", "edit_posts", "publish_posts", "edit_others_posts"}),
    } | account
    found = FoundSite(
        "https://bkd.example.go.id", "https://bkd.example.go.id/wp-json/", "BKD Bondowoso", "", "Asia/Jakarta", 7
    )
    return Site(1, found, Account(**values))  # type: ignore[arg-type]


def a_comment(comment_id: int, **values: object) -> Comment:
    """A held comment of a citizen, with evidence."""
    known = {
        "post": 10,
        "author_name": f"Warga {comment_id}",
        "author_email": f"warga{comment_id}@warga.example",
        "author_ip": "203.0.113.7",
        "author_user_agent": "Mozilla/5.0",
        "date": f"2026-11-24T08:{comment_id % 60:02}:00",
        "date_gmt": f"2026-11-24T01:{comment_id % 60:02}:00",
        "content": f"Kapan jadwal seleksi tahap {comment_id} diumumkan?",
        "status": CommentStatus.HOLD,
    } | values
    return Comment(comment_id, **known)  # type: ignore[arg-type]


def an_article(article_id: int, **values: object) -> Article:
    """A published article."""
    known = {
        "title": f"Kegiatan {article_id}",
        "content": "<!-- wp:paragraph -->\n<p>Isi berita.</p>\n<!-- /wp:paragraph -->",
        "slug": f"kegiatan-{article_id}",
        "status": "publish",
        "date": "2026-11-20T08:00:00",
        "categories": (1,),
    } | values
    return Article(
        article_id, Fields(**known), author=2, date_gmt="2026-11-20T01:00:00", modified_gmt="2026-11-20T01:00:00"
    )  # type: ignore[arg-type]


def no_network(**_: object) -> SyncReport:
    """A sync for tests that never go online."""
    raise AssertionError("this test does not sync")


def a_desk(folder: Path, *, clock: TurningClock | None = None, site: Site | None = None) -> Desk:
    """A Desk over a new, real database in `folder`."""
    turning = clock or TurningClock()
    opened = open_database(folder / "desk.sqlite3", turning())
    return Desk(site or a_site(), opened.connection, clock=turning, synchronise=no_network)


def site_says(folder: Path, comments: Iterable[Comment] = (), articles: Iterable[Article] = ()) -> None:
    """Write the site's truth behind the Desk's back, as a sync does."""
    db = second_connection(folder)
    with transaction(db):
        comment_store.store(db, comments)
        article_store.store(db, articles)
    db.close()


def second_connection(folder: Path) -> sqlite3.Connection:
    """Another connection to the Desk's database."""
    return connect(folder / "desk.sqlite3")
