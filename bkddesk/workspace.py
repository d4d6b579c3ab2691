"""Workspace: the sites and accounts of a profile, signing in and out, and opening a site's Desk.

Everything that may talk to a site is marked so: call it off the main thread. Knows no Qt and no SQL.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bkddesk.credentials import Credentials, SessionCredentials
from bkddesk.desk import Desk
from bkddesk.language import current_language, tr
from bkddesk.model.clock import Clock, system_clock
from bkddesk.model.errors import (
    DeskError,
    KeyringUnavailableError,
    NetworkTroubleError,
    NotFoundError,
    SignInNeededError,
    StoreUnreadableError,
)
from bkddesk.model.site import Account, FoundSite, Site
from bkddesk.paths import Paths
from bkddesk.store import sites as site_store
from bkddesk.store.database import open_database, set_aside
from bkddesk.sync.engine import Engine

if TYPE_CHECKING:
    from bkddesk.wordpress.client import Client

APP_NAME = "bkddesk"


@dataclass(frozen=True, slots=True)
class Credential:
    """What the site's own page hands over when the person approves there. Never printed: the secret has no repr."""

    username: str
    password: str

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Credential({self.username!r})"


class Authorization:
    """The browser's way in: a page of the site to open, and a listener on this machine for its answer."""

    def __init__(self, found: FoundSite) -> None:
        """Starts listening on a loopback port of the system's choice."""
        import uuid

        from bkddesk.wordpress import login

        self._login = login
        texts = login.PageTexts(
            current_language(),
            tr("Signed in"),
            tr("You can close this page and return to bkddesk."),
            tr("Not signed in"),
            tr("No password was made. You can close this page and return to bkddesk."),
        )
        self._listener = login.LoopbackListener(texts)
        self._found = found
        self._app_id = str(uuid.uuid4())
        # Any web page may open a bkddesk:// address: without this, one could sign the person in as somebody else.
        self._state = uuid.uuid4().hex
        self.url = login.authorize_url(
            found, self._app_id, self._listener.success_url, self._listener.reject_url, APP_NAME
        )

    def url_by_scheme(self) -> str:
        """The second way, for sites that refuse a loopback address: the answer comes as a `bkddesk://` address."""
        callback = f"{self._login.CUSTOM_SCHEME_URL}?state={self._state}"
        return self._login.authorize_url(self._found, self._app_id, callback, callback + "&success=false", APP_NAME)

    def is_answer(self, url: str) -> bool:
        """Whether a `bkddesk://` address answers this question, and not another one or nobody's."""
        return self._login.parse_callback(url, state=self._state) is not None

    def take_callback(self, url: str) -> Credential | None:
        """What a `bkddesk://` address says that the desktop handed over; None when the person refused."""
        answer = self._login.parse_callback(url, state=self._state)
        if isinstance(answer, self._login.Authorized):
            return Credential(answer.user_login, answer.password)
        return None

    def wait(self, timeout: timedelta) -> Credential | None:
        """Wait for the person to approve in the browser; None when they refused, or it took too long. Blocks."""
        answer = self._listener.wait(timeout.total_seconds())
        if isinstance(answer, self._login.Authorized):
            return Credential(answer.user_login, answer.password)
        return None

    def close(self) -> None:
        """Stop listening; a waiting `wait` returns None."""
        self._listener.close()


class Workspace:
    """One profile: its sites, the keyring behind them, and the switch that keeps everything off the network."""

    def __init__(self, paths: Paths, *, clock: Clock = system_clock) -> None:
        """Talks to nobody."""
        paths.ensure()
        self._paths = paths
        self._clock = clock
        self._this_session = SessionCredentials()
        self._clients: weakref.WeakSet[Client] = weakref.WeakSet()
        self._offline = False
        self.notices: list[StoreUnreadableError] = []
        """Databases that had to be set aside when they were opened."""

    # Sites --------------------------------------------------------------------------------------------------------

    def sites(self) -> list[Site]:
        """Every site and account of the profile, the current one first."""
        with self._sites() as db:
            return site_store.all_sites(db)

    def _sites(self) -> closing[sqlite3.Connection]:
        # Opened for each use: signing in runs on other threads, and a connection belongs to one.
        try:
            return closing(site_store.open_sites(self._paths.sites_database))
        except StoreUnreadableError as error:
            self._set_sites_aside(error)
            return closing(site_store.open_sites(self._paths.sites_database))

    def _set_sites_aside(self, error: StoreUnreadableError) -> None:
        now = self._clock()
        kept = set_aside(self._paths.sites_database, now)
        # Their numbers begin anew, and a site must never be shown what was stored, or decided, about another one.
        folder = self._paths.site_dir(0).parent
        if folder.is_dir():
            folder.rename(folder.with_name(f"{folder.name}-{now:%Y%m%d-%H%M%S}"))
        self.notices.append(StoreUnreadableError(error.detail, str(kept)))

    def site(self, site_id: int) -> Site:
        """One of them. Raises NotFoundError."""
        for site in self.sites():
            if site.id == site_id:
                return site
        raise NotFoundError(f"site {site_id}")

    def make_current(self, site_id: int) -> None:
        """The site that opens next time."""
        with self._sites() as db:
            site_store.make_current(db, site_id)

    def open_desk(self, site_id: int) -> Desk:
        """The Desk of a site, on what is stored. Talks to nobody. To be closed by the caller, on the same thread."""
        site = self.site(site_id)
        path = self._paths.site_dir(site_id) / "desk.sqlite3"
        opened = open_database(path, self._clock())
        if opened.notice is not None:
            self.notices.append(opened.notice)
        engine = Engine(
            site,
            path,
            make_client=lambda cancelled: self._signed_in_client(site, cancelled),
            account_changed=lambda account: self._account_changed(desk, account),
            clock=self._clock,
        )
        desk = Desk(site, opened.connection, clock=self._clock, synchronise=engine.sync_once)
        return desk

    def _account_changed(self, desk: Desk, account: Account) -> None:
        desk.site = replace(desk.site, account=account)
        with self._sites() as db:
            site_store.store(db, desk.site, current=False)

    # The network ----------------------------------------------------------------------------------------------------

    @property
    def offline(self) -> bool:
        """Whether the person chose to work offline."""
        return self._offline

    def work_offline(self, offline: bool) -> None:
        """Keep off the network, or go back to it; requests under way are broken off. May be called from any thread."""
        self._offline = offline
        if offline:
            for client in tuple(self._clients):
                client.close()

    def _signed_in_client(self, site: Site, cancelled: Callable[[], bool] | None = None) -> Client:
        if self._offline:
            raise NetworkTroubleError("working offline")
        password = self._password(site)
        if password is None:
            raise SignInNeededError(site.url)
        from bkddesk.wordpress.client import Client

        client = Client(site.found.api_root, site.account.username, password, home=site.url, cancelled=cancelled)
        self._clients.add(client)
        return client

    def _password(self, site: Site) -> str | None:
        try:
            return self._this_session.load(site) or Credentials().load(site)
        except KeyringUnavailableError as error:
            raise SignInNeededError(error.detail) from error

    # Signing in and out: these talk to the site ---------------------------------------------------------------------

    def keyring_problem(self) -> KeyringUnavailableError | None:
        """Why passwords cannot be kept in the system's keyring, or None. May take a moment: a desktop may prompt."""
        try:
            Credentials().check()
        except KeyringUnavailableError as error:
            return error
        return None

    def discover(self, address: str) -> FoundSite:
        """Find the WordPress at an address as a person types it. Raises what is wrong with it, each in its own kind."""
        from bkddesk.wordpress.discovery import discover

        return discover(address)

    def begin_authorization(self, found: FoundSite) -> Authorization:
        """Open the way for the site's own page to hand over an Application Password. Talks to nobody yet."""
        return Authorization(found)

    def url_that_shows_password(self, found: FoundSite) -> str:
        """The site's page that makes an Application Password and shows it, to be pasted: the third way."""
        import uuid

        from bkddesk.wordpress import login

        return login.authorize_url(found, str(uuid.uuid4()), "", "", APP_NAME)

    def sign_in(self, found: FoundSite, username: str, password: str, *, remember: bool = True) -> Site:
        """Check the Application Password, learn who this is, keep the password; the stored site, now the current one.

        With `remember` the keyring keeps it (KeyringUnavailableError where it cannot), else it is gone when bkddesk
        ends. Raises UnauthorizedError when the site does not accept it. An existing profile of the same account keeps
        everything that waits in its outbox.
        """
        from bkddesk.wordpress import login

        if remember:
            Credentials().check()
        signed_in = login.sign_in(found, username, password)
        with self._sites() as db:
            site = site_store.store(db, Site(0, signed_in.found, signed_in.account, signed_in.uuid))
        self._this_session.delete(site)
        (Credentials() if remember else self._this_session).store(site, password)
        return site

    def sign_out(self, site_id: int, *, forget: bool = True) -> DeskError | None:
        """Revoke the password on the site and delete it here; with `forget`, everything stored of the site as well.

        Returns the error when the site could not be reached to revoke it: it is then still listed there, under the
        name "bkddesk", but no longer known here.
        """
        site = self.site(site_id)
        problem = self._revoke(site)
        self._delete_password(site)
        if forget:
            with self._sites() as db:
                site_store.remove(db, site_id)
            import shutil

            shutil.rmtree(self._paths.site_dir(site_id), ignore_errors=True)
        return problem

    def _revoke(self, site: Site) -> DeskError | None:
        from bkddesk.wordpress import login

        if not site.password_uuid:
            return None
        try:
            client = self._signed_in_client(site)
            try:
                login.revoke(client, site.password_uuid)
            finally:
                client.close()
        except DeskError as error:
            return error
        return None

    def _delete_password(self, site: Site) -> None:
        self._this_session.delete(site)
        try:
            Credentials().delete(site)
        except KeyringUnavailableError:
            return  # what a missing keyring does not hold need not be deleted

    def close(self) -> None:
        """Break off every request under way."""
        self.work_offline(True)
