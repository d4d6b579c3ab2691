"""Starts and stops real WordPress sites on loopback, each in a folder of its own, for tests and for trying by hand.

``python -m tests.live.wordpress_server --suite trixie --print-env`` starts one, prints a line of JSON (address,
accounts, folders, version) and runs until its standard input closes. It knows nothing of bkddesk.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, Any, Self

import requests

from tests.live.troubles import Trouble
from tests.live.wordpress_packages import Tree, cache_directory, fetch, locked

_PHP = Path(__file__).parent / "php"
_START_DEADLINE = 20.0
_STOP_DEADLINE = 2.0

# The shell reads our pipe: when this process ends, even by SIGKILL, the pipe closes and the group goes with it.
# SIGINT, since PHP's parent then waits for its workers: SIGTERM would leave them behind as zombies in a container.
# Again and again, since a PHP that has just begun still ignores it.
_SERVER = 'trap "" INT; php "$@" & cat >/dev/null; while kill -INT 0 && kill -0 $! 2>/dev/null; do sleep 0.02; done'


class SiteError(Exception):
    """A site did not install, start or run a snippet; the message carries what PHP printed."""


@dataclass(frozen=True, slots=True)
class Account:
    """One user of a site. ``password`` is for the login page, ``application_password`` for REST."""

    id: int
    role: str
    username: str
    password: str
    application_password: str


@dataclass(frozen=True, slots=True)
class Settings:
    """How a site is set up. ``base`` is "" or a folder such as "/berita"; plain permalinks are ""."""

    title: str = "BKD Bondowoso"
    description: str = "Badan Kepegawaian Daerah Kabupaten Bondowoso"
    timezone: str = "Asia/Jakarta"
    language: str = ""
    permalinks: str = "/%year%/%monthnum%/%day%/%postname%/"
    base: str = ""


class WordPress:
    """One site: made, installed, started, reset, stopped. Use ``running`` unless the steps matter."""

    def __init__(self, tree: Tree, directory: Path, settings: Settings) -> None:
        self.tree = tree
        self.settings = settings
        self.directory = directory
        self.wordpress = directory / "web" / settings.base.strip("/")
        self.data = directory / "data"
        self.database = self.data / "wordpress.sqlite"
        self.version = ""
        self.accounts: dict[str, Account] = {}
        self.port = 0
        self._server: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """The site's address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}{self.settings.base}"

    @property
    def api_root(self) -> str:
        """The REST root, to which a route such as "wp/v2/posts" is added."""
        return f"{self.url}/wp-json/" if self.settings.permalinks else f"{self.url}/index.php?rest_route=/"

    @property
    def users(self) -> dict[str, tuple[str, str]]:
        """Role to (user name, Application Password)."""
        return {role: (account.username, account.application_password) for role, account in self.accounts.items()}

    def make(self) -> Self:
        """Lay the tree out. Hard links where the cache is on the same file system: the site writes no core file."""
        self.data.mkdir(parents=True)
        self.wordpress.parent.mkdir(parents=True, exist_ok=True)
        with locked(Path(self.tree.directory).parents[2], shared=True):
            shutil.copytree(self.tree.directory, self.wordpress, copy_function=_link_or_copy)
        shutil.copyfile(_PHP / "wp-config.php", self.wordpress / "wp-config.php")
        (self.wordpress / "wp-content/uploads").mkdir(exist_ok=True)
        plugins = self.wordpress / "wp-content/mu-plugins"
        plugins.mkdir(exist_ok=True)
        shutil.copyfile(_PHP / "trouble.php", plugins / "trouble.php")
        return self

    def install(self) -> Self:
        """Run the installer, make the accounts, and keep the database as what ``reset`` goes back to."""
        self._take_port()
        password = "only for tests"
        answer = self._php(
            _PHP / "install.php",
            wordpress=str(self.wordpress),
            url=self.url,
            account_password=password,
            title=self.settings.title,
            description=self.settings.description,
            timezone=self.settings.timezone,
            language=self.settings.language,
            permalinks=self.settings.permalinks,
        )
        self.version = answer["version"]
        self.accounts = {
            role: Account(role=role, password=password, **account) for role, account in answer["accounts"].items()
        }
        self.keep()
        return self

    def keep(self) -> None:
        """Make the site as it is now what ``reset`` goes back to (uploads are not kept)."""
        with _sqlite(self.database) as live, _sqlite(self.data / "kept.sqlite") as kept:
            live.backup(kept)

    def reset(self) -> None:
        """Go back to the state kept: the database, no uploads, no troubles. About 10 ms; safe while it serves."""
        with _sqlite(self.data / "kept.sqlite") as kept, _sqlite(self.database) as live:
            kept.backup(live)
        uploads = self.wordpress / "wp-content/uploads"
        shutil.rmtree(uploads)
        uploads.mkdir()
        self.trouble()
        self.maintenance(on=False)

    def start(self) -> Self:
        """Serve until ``stop``, or until this process ends in whatever way."""
        if self._server is not None:
            return self
        for _ in range(5):
            if self._try_to_start():
                return self
            self.port = 0  # somebody else took it between our look and PHP's
            self._take_port()
        raise SiteError(f"PHP did not serve {self.url}:\n{self._log_text()}")

    def stop(self) -> None:
        """End the server and its workers."""
        server, self._server = self._server, None
        if server is None or server.stdin is None:
            return
        server.stdin.close()
        try:
            server.wait(_STOP_DEADLINE)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        if self._log:
            self._log.close()

    def set_network(self, up: bool) -> None:
        """Stop answering at this address, or answer again at the same."""
        if up:
            self.start()
        else:
            self.stop()

    def session(self, role: str = "administrator") -> requests.Session:
        """A plain REST session of that role's, for checks that go round the code under test."""
        session = requests.Session()
        session.auth = self.users[role]
        session.headers["User-Agent"] = "tests"
        session.trust_env = False
        return session

    def run_php(self, code: str, **arguments: object) -> Any:
        """Run a snippet inside WordPress (admin functions loaded) and answer what it returns, through JSON.

        ``run_php("return get_option($in['name']);", name="blogname")``. About 0.2 s.
        """
        return self._php(_PHP / "run.php", wordpress=str(self.wordpress), code=code, arguments=arguments or {"": 0})

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """Read the site's tables directly (SQLite's dialect; ``wp_comments``, ``wp_posts`` …). About 1 ms."""
        with _sqlite(self.database) as live:
            live.row_factory = sqlite3.Row
            return [dict(row) for row in live.execute(query, values)]

    def execute_many(self, statement: str, values: Sequence[Sequence[object]]) -> None:
        """Write into the site's tables directly, in one transaction: the way to lay down thousands of rows."""
        with _sqlite(self.database) as live, live:
            live.executemany(statement, values)

    def trouble(self, *troubles: Trouble) -> None:
        """Make the site misbehave from now on (see ``troubles``); with no argument, make it well again."""
        file = self.data / "troubles.json"
        if not troubles:
            file.unlink(missing_ok=True)
            return
        file.write_text(json.dumps([trouble.as_json() for trouble in troubles]), encoding="utf-8")

    def maintenance(self, *, on: bool) -> None:
        """WordPress's own maintenance mode, as during an update: 503 for every request."""
        file = self.wordpress / ".maintenance"
        if on:
            file.write_text(f"<?php $upgrading = {int(time.time())};", encoding="utf-8")
        else:
            file.unlink(missing_ok=True)

    def log(self) -> str:
        """What PHP logged: requests, warnings, fatal errors."""
        return self._log_text()

    def _take_port(self) -> None:
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        facts = {"url": self.url, "directory": str(self.data)}
        (self.wordpress / "site-data.json").write_text(json.dumps(facts), encoding="utf-8")

    def _try_to_start(self) -> bool:
        self._log = (self.data / "php.log").open("ab")
        arguments = [*_php_settings(self.data), "-S", f"127.0.0.1:{self.port}", "-t", str(self.directory / "web")]
        self._server = subprocess.Popen(
            ["/bin/sh", "-c", _SERVER, "sh", *arguments, str(_PHP / "router.php")],
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4", "WORDPRESS_BASE": self.settings.base},
        )
        deadline = time.monotonic() + _START_DEADLINE
        while time.monotonic() < deadline:
            if "Failed to listen" in self._log_text():
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
            time.sleep(0.01)
        self.stop()
        return False

    def _log_text(self) -> str:
        file = self.data / "php.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def _php(self, script: Path, **request: object) -> Any:
        done = subprocess.run(
            ["php", *_php_settings(self.data), str(script)], input=json.dumps(request), capture_output=True, text=True
        )
        try:
            return json.loads(done.stdout.rsplit("\n", 1)[-1])
        except ValueError as error:
            raise SiteError(f"{script.name} failed:\n{done.stdout}{done.stderr}{self._log_text()}") from error


def _php_settings(data: Path) -> list[str]:
    settings = {
        "display_errors": "0",
        "log_errors": "1",
        "error_log": str(data / "php-errors.log"),
        "memory_limit": "256M",
        "upload_max_filesize": "64M",
        "post_max_size": "72M",
        "opcache.enable_cli": "1",
    }
    return [part for name, value in settings.items() for part in ("-d", f"{name}={value}")]


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@contextlib.contextmanager
def _sqlite(file: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(file, timeout=30)) as connection:
        yield connection


@contextlib.contextmanager
def running(suite: str = "newest", settings: Settings | None = None, *, keep: bool = False) -> Iterator[WordPress]:
    """A site of that suite, installed and serving; its folder is removed afterwards unless ``keep``.

    Raises CannotFetch or SiteError. About 1.5 s where the tree is in the cache.
    """
    tree = fetch(suite)
    sites = cache_directory() / "sites"
    sites.mkdir(exist_ok=True)
    _sweep(sites)
    directory = Path(mkdtemp(dir=sites, prefix=f"{suite}-"))
    with (directory / "owner").open("w") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        site = WordPress(tree, directory, settings or Settings())
        try:
            yield site.make().install().start()
        finally:
            site.stop()
            if keep:
                (directory / "owner").unlink()
            else:
                shutil.rmtree(directory)


def _sweep(sites: Path) -> None:
    """Remove what killed processes left: the folders whose owner no longer holds its lock."""
    for owner in sites.glob("*/owner"):
        with contextlib.suppress(OSError), owner.open() as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(owner.parent)


if __name__ == "__main__":
    from tests.live.command import main

    raise SystemExit(main())
