"""A signed-in Desk on each kind of site, and an administrator's own session to look at the site from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from bkddesk.demo.site import DemoSite
from bkddesk.desk import Desk
from bkddesk.paths import Paths
from bkddesk.workspace import Workspace


@dataclass
class Remote:
    """A site seen from outside."""

    url: str
    users: dict[str, tuple[str, str]]

    def admin(self, method: str, path: str, **arguments: Any) -> Any:
        """One request as the administrator; the decoded answer, which must be a success."""
        answer = requests.request(
            method, f"{self.url}/wp-json/wp/v2/{path}", auth=self.users["administrator"], timeout=30, **arguments
        )
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text[:300]}"
        return answer.json()

    def new_post(self, **values: Any) -> int:
        """A published article."""
        return self.admin("POST", "posts", json={"title": "Berita", "content": "Isi.", "status": "publish"} | values)[
            "id"
        ]  # type: ignore[no-any-return]

    def new_comment(self, post: int, number: int, **values: Any) -> int:
        """A held comment with evidence of its writer."""
        known = {
            "post": post,
            "content": f"Pertanyaan nomor {number} tentang seleksi.",
            "author_name": f"Warga {number}",
            "author_email": f"warga{number}@warga.example",
            "author_ip": "203.0.113.9",
            "author_user_agent": "Peramban/1.0",
            "status": "hold",
        }
        return self.admin("POST", "comments", json=known | values)["id"]  # type: ignore[no-any-return]

    def comment(self, comment_id: int) -> Any:
        """A comment as the administrator sees it."""
        return self.admin("GET", f"comments/{comment_id}?context=edit")

    def post(self, post_id: int) -> Any:
        """An article as the administrator sees it."""
        return self.admin("GET", f"posts/{post_id}?context=edit")


@pytest.fixture(params=["demo", "newest", "trixie"])
def remote(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Remote]:
    """The embedded demo site and each real WordPress in turn."""
    if request.param == "demo":
        site = DemoSite(tmp_path / "demo")
        yield Remote(site.start(), site.users)
        site.stop()
    else:
        wordpress = request.getfixturevalue("wordpress_sites")(request.param)
        yield Remote(wordpress.url, wordpress.users)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A profile of its own."""
    workspace = Workspace(Paths.below(tmp_path / "profile"))
    yield workspace
    workspace.close()


def signed_in(workspace: Workspace, remote: Remote, role: str = "editor") -> Desk:
    """The Desk of an account that signs in for this session."""
    site = workspace.sign_in(workspace.discover(remote.url), *remote.users[role], remember=False)
    return workspace.open_desk(site.id)


@pytest.fixture
def desk(workspace: Workspace, remote: Remote) -> Iterator[Desk]:
    """The editor's Desk, not synchronised yet."""
    desk = signed_in(workspace, remote)
    yield desk
    desk.close()
