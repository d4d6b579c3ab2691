"""One pass: push the outbox, then pull the site. Runs on any thread, with a database connection of its own.

No transaction is held across the network. Whatever breaks a pass off, what was done until then stays done, and the
next pass goes on from there.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bkddesk.model.changes import Changes
from bkddesk.model.clock import Clock, stamp
from bkddesk.model.outbox import Progress, SyncReport
from bkddesk.model.site import Account, Site
from bkddesk.store import articles, outbox
from bkddesk.store.database import connect, only_one, transaction

if TYPE_CHECKING:
    from bkddesk.wordpress.client import Client

T = TypeVar("T")


@dataclass
class Pass:
    """What one pass works with, and the tally of what it did."""

    site: Site
    db: sqlite3.Connection
    client: Client
    clock: Clock
    progress: Callable[[Progress], None]
    cancelled: Callable[[], bool]
    on_change: Callable[[Changes], None]
    tally: dict[str, int] = field(default_factory=dict)

    def now(self) -> str:
        """The present moment as it is stored."""
        return stamp(self.clock())

    def count(self, name: str, n: int = 1) -> None:
        """Add to a figure of the report."""
        self.tally[name] = self.tally.get(name, 0) + n


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items in runs of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))


class Engine:
    """Brings one site and its database together."""

    def __init__(
        self,
        site: Site,
        database: Path,
        *,
        make_client: Callable[[Callable[[], bool]], Client],
        account_changed: Callable[[Account], None],
        clock: Clock,
    ) -> None:
        """`make_client` signs in with what the keyring holds, and raises SignInNeededError where that is nothing.

        It is given a function that says when to break off. `account_changed` is told of a changed role or name.
        """
        self._site = site
        self._database = database
        self._make_client = make_client
        self._account_changed = account_changed
        self._clock = clock

    def sync_once(
        self,
        *,
        full: bool,
        send: bool,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        on_change: Callable[[Changes], None],
    ) -> SyncReport:
        """Push (unless not `send`), then pull; what it did.

        A second pass at the same time does nothing; its report then counts no requests.

        Raises what the client raises when the site cannot be reached or does not let this account in.
        """
        from bkddesk.sync.pull import pull
        from bkddesk.sync.push import push

        started = time.monotonic()
        with only_one(self._database.with_name("sync.lock")) as free:
            if not free:
                return SyncReport()
            client = self._make_client(cancelled)
            db = connect(self._database)
            try:
                self._check_account(client, on_change)
                run = Pass(self._site, db, client, self._clock, progress, cancelled, on_change)
                if send:
                    push(run)
                pull(run, full=full)
                if not cancelled():
                    with transaction(db):
                        articles.set_state(db, "last_sync", run.now())
                    on_change(Changes.SITE)
                next_attempt = outbox.next_attempt(db)
            finally:
                client.close()
                db.close()
        return SyncReport(
            **run.tally, requests=client.requests, seconds=time.monotonic() - started, next_attempt=next_attempt
        )

    def _check_account(self, client: Client, on_change: Callable[[Changes], None]) -> None:
        """Ask who this is: a public question with a wrong password is answered as to a stranger, and roles change."""
        from bkddesk.wordpress.users import who_am_i

        account = who_am_i(client)
        if account != self._site.account:
            self._site = replace(self._site, account=account)
            self._account_changed(account)
            on_change(Changes.SITE)
