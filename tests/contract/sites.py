"""One face for every kind of site: who may sign in, clients, and a hand that works on the site from outside."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from bkddesk.model.comment import Comment
from bkddesk.wordpress import comments
from bkddesk.wordpress.client import Client
from tests.live.wordpress_server import WordPress

WRITER_IP = "203.0.113.77"
WRITER_AGENT = "Mozilla/5.0 (Android 14; Mobile) Peramban/9.1"
AGENT = "python-tests/1"

_numbers = itertools.count(1)

Plant = Callable[[int, str, str], int]
"""Puts a comment of (post, type, user agent) into the site's own tables; its id."""


@dataclass
class Site:
    """A running site of one kind, in the state of a fresh start."""

    kind: str
    url: str
    users: dict[str, tuple[str, str]]
    plant: Plant
    reset: Callable[[], None]
    """Go back to the state of a fresh start."""
    set_network: Callable[[bool], None]
    """Take the site off the network, and bring it back at the same address."""
    login: tuple[str, str] | None = None
    """The administrator's name and password for the log-in page, where there is one."""
    _clients: list[Client] = field(default_factory=list)

    @property
    def api_root(self) -> str:
        return f"{self.url}/wp-json/"

    def client(self, role: str = "editor", *, password: str = "", api_root: str = "") -> Client:
        """A signed-in client, closed at the end of the test."""
        username, own = self.users[role]
        made = Client(api_root or self.api_root, username, password or own, home=self.url)
        self._clients.append(made)
        return made

    def close(self) -> None:
        for client in self._clients:
            client.close()

    def ask(self, role: str | None, method: str, path: str, **options: Any) -> requests.Response:
        """One plain request, beside the code under test. `role` None is the public."""
        with requests.Session() as session:
            session.trust_env = False
            session.headers["User-Agent"] = AGENT
            return session.request(
                method,
                f"{self.api_root}wp/v2/{path}",
                auth=self.users[role] if role else None,
                timeout=30,
                allow_redirects=False,
                **options,
            )

    def admin(self, method: str, path: str, **values: Any) -> Any:
        """One request as the administrator that must succeed; its decoded answer."""
        answer = self.ask("administrator", method, path, json=values or None)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()

    def code(self, role: str | None, method: str, path: str, **options: Any) -> tuple[int, str]:
        """Status and error code of a request that is refused."""
        answer = self.ask(role, method, path, **options)
        return answer.status_code, answer.json()["code"]

    def post(self, **values: Any) -> int:
        """A new article of the administrator's; its id."""
        number = next(_numbers)
        given = {"title": f"Berita {number}", "content": f"<p>Isi {number}.</p>", "status": "publish"} | values
        return int(self.admin("POST", "posts", **given)["id"])

    def comment(self, post: int, status: str = "hold", **values: Any) -> Comment:
        """A new comment with a writer's evidence, as the editor's client reads it."""
        number = next(_numbers)
        given = {
            "post": post,
            "status": status,
            "content": f"Pertanyaan nomor {number}.",
            "author_name": f"Warga {number}",
            "author_email": f"warga{number}@warga.example",
            "author_ip": WRITER_IP,
            "author_user_agent": WRITER_AGENT,
        } | values
        made = int(self.admin("POST", "comments", **given)["id"])
        return comments.fetch_many(self.client(), [made])[made]

    def raw_comment(self, comment_id: int) -> dict[str, Any]:
        """A comment as the administrator reads it, beside the code under test."""
        found: dict[str, Any] = self.admin("GET", f"comments/{comment_id}?context=edit")
        return found


def plant_in_practice_site(folder: Path) -> Plant:
    """Pingbacks, notes, and comments without a user agent cannot be made over REST."""

    def plant(post: int, kind: str, agent: str) -> int:
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        with contextlib.closing(sqlite3.connect(folder / "site.sqlite3", timeout=10)) as db, db:
            row = db.execute(
                "INSERT INTO comment (post, author_name, author_ip, author_user_agent, date, date_gmt, content, status,"
                " type) VALUES (?, 'Tamu', ?, ?, ?, ?, ?, 'hold', ?)",
                (post, WRITER_IP, agent, now, now, f"Ditanam {next(_numbers)}", kind),
            )
            assert row.lastrowid
            return row.lastrowid

    return plant


def plant_in_wordpress(site: WordPress) -> Plant:
    """The same through WordPress's own function."""

    def plant(post: int, kind: str, agent: str) -> int:
        code = """return wp_insert_comment(['comment_post_ID' => $in['post'], 'comment_author' => 'Tamu',
            'comment_author_IP' => $in['ip'], 'comment_agent' => $in['agent'], 'comment_content' => $in['text'],
            'comment_approved' => 0, 'comment_type' => $in['kind']]);"""
        text = f"Ditanam {next(_numbers)}"
        return int(site.run_php(code, post=post, kind=kind, agent=agent, ip=WRITER_IP, text=text))

    return plant
