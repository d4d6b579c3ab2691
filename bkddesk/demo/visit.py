"""One visit: a request with who asks, when, and on which site; and what that person may do to a post or comment.

Every handler gets exactly this. It knows the database's tables, but no HTTP.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from bkddesk.demo.message import Json, Request, RestError
from bkddesk.demo.roles import CAPABILITIES

Row = sqlite3.Row
_LIVE = frozenset({"publish", "future"})


@dataclass(frozen=True, slots=True)
class User:
    """A user of the practice site."""

    id: int
    login: str
    email: str
    name: str
    slug: str
    url: str
    description: str
    role: str
    registered: str

    @classmethod
    def of(cls, row: Row) -> User:
        """From a row of the table `user`."""
        return cls(**{name: row[name] for name in cls.__slots__})


@dataclass(slots=True)
class Visit:
    """A request in its surroundings. `values` are the checked parameters, path parts included."""

    db: sqlite3.Connection
    request: Request
    home: str
    """Home URL without a trailing slash."""
    now: datetime
    zone: tzinfo
    uploads: Path
    user: User | None = None
    password_uuid: str = ""
    values: dict[str, Json] = field(default_factory=dict)
    memo: dict[Any, Json] = field(default_factory=dict)
    """What one answer looks up again and again, such as the permalinks of posts."""

    @property
    def context(self) -> str:
        """The `context` parameter."""
        return str(self.values.get("context") or "view")

    @property
    def id(self) -> int:
        """The `id` of the path, 0 where it cannot be one."""
        return as_number(self.values.get("id"))

    @property
    def fields(self) -> tuple[str, ...]:
        """The `_fields` parameter, split; empty: all."""
        given = self.request.query.get("_fields", self.request.body.get("_fields"))
        if given is None:
            return ()
        parts = given if isinstance(given, list) else str(given).replace(",", " ").split()
        return tuple(str(part).strip() for part in parts)

    @property
    def now_gmt(self) -> str:
        """Now, in the database's form, UTC."""
        return database_time(self.now)

    @property
    def now_local(self) -> str:
        """Now, in the database's form, site time."""
        return database_time(self.now.astimezone(self.zone))

    def api(self, route: str) -> str:
        """The absolute URL of a REST route without its leading slash ("wp/v2/posts/4")."""
        return f"{self.home}/wp-json/{route}"

    def one(self, sql: str, *args: Json) -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self.db.execute(sql, args).fetchone()
        return row

    def to_gmt(self, local: str) -> str:
        """Site time to UTC, both in the database's form."""
        moment = datetime.fromisoformat(local).replace(tzinfo=self.zone)
        return database_time(moment.astimezone(UTC))

    def to_local(self, gmt: str) -> str:
        """UTC to site time, both in the database's form."""
        moment = datetime.fromisoformat(gmt).replace(tzinfo=UTC)
        return database_time(moment.astimezone(self.zone))

    def dates(self, text: str, *, utc: bool = False) -> tuple[str, str]:
        """A date from a request as (site time, UTC). Without a zone it is site time, unless `utc`."""
        moment = datetime.fromisoformat(text.replace("t", "T"))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC if utc else self.zone)
        return database_time(moment.astimezone(self.zone)), database_time(moment.astimezone(UTC))

    def later(self, **amount: float) -> str:
        """A moment from now in UTC, in the database's form."""
        return database_time(self.now + timedelta(**amount))

    def can(self, capability: str) -> bool:
        """Whether the visitor has a primitive capability."""
        return self.user is not None and capability in CAPABILITIES[self.user.role]

    def refused(self, code: str, message: str, **data: Json) -> RestError:
        """An error for lack of rights: 401 for the anonymous, 403 for the signed-in."""
        return RestError(code, message, 401 if self.user is None else 403, **data)

    def post(self, post_id: int) -> Row | None:
        """A post of any type."""
        return self.one("SELECT * FROM post WHERE id = ?", post_id)

    def can_edit(self, post: Row) -> bool:
        """WordPress's `edit_post`."""
        return self._may("edit", post)

    def can_delete(self, post: Row) -> bool:
        """WordPress's `delete_post`."""
        return self._may("delete", post)

    def can_read(self, post: Row) -> bool:
        """WordPress's `check_read_permission`: published, one's own, or what one's role may see."""
        if post["status"] == "publish":
            return True
        if post["status"] == "inherit":
            parent = self.post(post["parent"]) if post["parent"] else None
            return parent is None or self.can_read(parent)
        if self.user is None:
            return False
        if post["author"] == self.user.id:
            return self.can("read")
        if post["status"] == "private":
            return self.can(f"read_private_{_plural(post)}")
        return self.can_edit(post)

    def can_edit_comment(self, comment: Row) -> bool:
        """Moderators edit all comments, others those on posts they may edit; notes need the post's edit right."""
        if self.user is None:
            return False
        if comment["type"] != "note" and self.can("moderate_comments"):
            return True
        post = self.post(comment["post"])
        return post is not None and self.can_edit(post)

    def _may(self, verb: str, post: Row) -> bool:
        if self.user is None:
            return False
        kind = _plural(post)
        status = post["status_before"] if post["status"] == "trash" else post["status"]
        needed = []
        if post["author"] == self.user.id:
            needed.append(f"{verb}_published_{kind}" if status in _LIVE else f"{verb}_{kind}")
        else:
            needed.append(f"{verb}_others_{kind}")
            if status in _LIVE:
                needed.append(f"{verb}_published_{kind}")
            elif status == "private":
                needed.append(f"{verb}_private_{kind}")
        return all(self.can(capability) for capability in needed)


def _plural(post: Row) -> str:
    return "pages" if post["type"] == "page" else "posts"


def database_time(moment: datetime) -> str:
    """A moment as the database writes it: "2026-11-24 07:12:00"."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def as_number(value: Json) -> int:
    """A value that may still be raw, as the number of a row; 0 for everything else."""
    number = int(value) if isinstance(value, int | str) and str(value).isdigit() else 0
    return number if number < 2**63 else 0


def answer_time(text: str) -> str:
    """The database's form as answers write it: "2026-11-24T07:12:00"."""
    return text.replace(" ", "T")
