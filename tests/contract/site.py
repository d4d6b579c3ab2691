"""A site under contract: the practice site or a real WordPress, seen through REST alone, so that all are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests

_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class SeedComment:
    """A reader's comment to lay down, in WordPress's field names. ``date_gmt`` as "2026-11-24T01:02:03", or "": now."""

    post: int
    content: str = "Terima kasih atas informasinya."
    status: str = "hold"
    author_name: str = "Siti"
    author_email: str = "siti@example.org"
    author_url: str = ""
    author_ip: str = "203.0.113.7"
    author_user_agent: str = "Mozilla/5.0 (tests)"
    parent: int = 0
    date_gmt: str = ""

    def fields(self) -> dict[str, object]:
        """What REST takes; an empty date is left out."""
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in given.items() if value not in ("", 0) or name == "author_user_agent"}


@dataclass(slots=True)
class ContractSite:
    """What a contract test has in its hands. ``kind`` is "demo", "newest" or "trixie"."""

    kind: str
    version: str
    url: str
    api_root: str
    users: dict[str, tuple[str, str]]
    reset: Callable[[], None]
    set_network: Callable[[bool], None]
    admin: requests.Session = field(init=False)

    def __post_init__(self) -> None:
        """Open the administrator's way round the code under test."""
        self.admin = self.session("administrator")

    def session(self, role: str) -> requests.Session:
        """A plain REST session of that role's."""
        session = requests.Session()
        session.auth = self.users[role]
        session.headers["User-Agent"] = "contract tests"
        session.trust_env = False
        return session

    def get(self, route: str, **parameters: object) -> Any:
        """What the administrator reads at "wp/v2/…"; raises HTTPError."""
        answer = self.admin.get(self.api_root + route, params=_strings(parameters), timeout=_TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def post(self, route: str, **fields: object) -> Any:
        """What the site answers when the administrator writes at "wp/v2/…"; raises HTTPError."""
        answer = self.admin.post(self.api_root + route, json=fields, timeout=_TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def delete(self, route: str, *, force: bool = False) -> Any:
        """Trash, or with ``force`` delete; raises HTTPError."""
        answer = self.admin.delete(self.api_root + route, params={"force": str(force).lower()}, timeout=_TIMEOUT)
        answer.raise_for_status()
        return answer.json()

    def make_post(self, **fields: object) -> int:
        """A published article with open comments, unless the fields say otherwise. Answers its id."""
        given = {"title": "Pengumuman", "content": "Isi pengumuman.", "status": "publish", "comment_status": "open"}
        return int(self.post("wp/v2/posts", **{**given, **fields})["id"])

    def seed_comments(self, comments: Sequence[SeedComment]) -> list[int]:
        """Lay comments down, evidence included; answers their ids. 10 to 20 ms each on a real site."""
        return [int(self.post("wp/v2/comments", **comment.fields())["id"]) for comment in comments]

    def comment(self, comment_id: int) -> dict[str, Any]:
        """One comment as the administrator sees it, with address, user agent and raw content."""
        found: dict[str, Any] = self.get(f"wp/v2/comments/{comment_id}", context="edit")
        return found


def _strings(parameters: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in parameters.items()}
