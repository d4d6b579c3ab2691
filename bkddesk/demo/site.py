"""The practice site as the rest of bkddesk starts it. The only public door of this package."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bkddesk.demo.application import Application
from bkddesk.demo.server import Server
from bkddesk.demo.store import move_home, open_store, option, practice_logins, reset_store, set_option


def _utc_now() -> datetime:
    return datetime.now(UTC)


class DemoSite:
    """A WordPress look-alike on 127.0.0.1. Its folder remembers everything between runs, the port included."""

    def __init__(self, folder: Path, *, clock: Callable[[], datetime] = _utc_now, port: int = 0) -> None:
        self._folder = folder
        self._clock = clock
        self._wanted_port = port
        self._server: Server | None = None
        self._db = open_store(folder, clock)
        self._application = Application(self._db, "", folder / "uploads", clock)
        self.users: dict[str, tuple[str, str]] = practice_logins(self._db)
        """Role ("administrator", "editor", "author", "contributor", "subscriber") -> (username, password)."""

    def start(self) -> str:
        """Listen; the answer is the home URL without a trailing slash. Raises OSError when a given port is taken."""
        if self._server is None:
            self._server = self._bound()
            home = f"http://127.0.0.1:{self._server.port}"
            move_home(self._db, home)
            set_option(self._db, "port", str(self._server.port))
            self._application.home = home
        self._server.listen()
        return self._application.home

    def stop(self) -> None:
        """Cut all connections and close the database. The site cannot be started again: make a new one."""
        if self._server is not None:
            self._server.go_deaf()
        with self._application.lock:
            self._db.close()

    def reset(self) -> None:
        """Bring the content back to how it was planted, files included. A few milliseconds."""
        with self._application.lock:
            reset_store(self._db, self._folder)
        shutil.rmtree(self._folder / "uploads", ignore_errors=True)

    def set_network(self, up: bool) -> None:
        """Pull the cable (new connections refused, open ones cut) or plug it in again. Needs a started site."""
        assert self._server is not None, "start() first"
        if up:
            self._server.listen()
        else:
            self._server.go_deaf()

    @property
    def url(self) -> str:
        """The home URL of the started site, without a trailing slash."""
        return self._application.home

    @property
    def network_is_up(self) -> bool:
        """Whether the site can be reached."""
        return self._server is not None and self._server.is_listening

    def _bound(self) -> Server:
        remembered = int(option(self._db, "port") or 0)
        if self._wanted_port == 0 and remembered:
            try:
                return Server(self._application.serve, remembered)
            except OSError:
                pass  # another program has it now; any free port will do
        return Server(self._application.serve, self._wanted_port)
