"""Fills a new practice site from the content files in `resources/demo`, with dates laid back from the present.

What lies where is said in `resources/demo/README.md`. Knows the tables, but no request.
"""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random
from typing import Any

from bkddesk.demo.auth import new_password, store_password
from bkddesk.demo.kses import filtered_comment
from bkddesk.demo.rendering import slugify
from bkddesk.demo.spin import spin
from bkddesk.demo.uploads import TYPES, image_size, shipped_pictures
from bkddesk.demo.visit import database_time
from bkddesk.model.clock import site_zone
from bkddesk.paths import resources_dir

Entry = Mapping[str, Any]
_PASSWORD_NAME = "Situs latihan"  # noqa: S105
_PLANTED_HOME = "http://practice.invalid"
"""Stands for the site's address in planted texts until it is known."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What planting needs at hand."""

    db: sqlite3.Connection
    now: datetime
    zone: tzinfo
    random: Random
    users: dict[str, sqlite3.Row]
    posts: dict[str, int]

    def dates(self, moment: datetime) -> tuple[str, str]:
        """(site time, UTC) in the database's form."""
        return database_time(moment.astimezone(self.zone)), database_time(moment.astimezone(UTC))

    def moment(self, entry: Entry) -> datetime:
        """When an entry happened: `minutes_ago`, or `days_ago` with `at` ("09:15", site time). Negative: to come."""
        if "minutes_ago" in entry:
            return self.now - timedelta(minutes=entry["minutes_ago"])
        hour, minute = (int(part) for part in entry.get("at", "09:00").split(":"))
        day = self.now.astimezone(self.zone) - timedelta(days=entry.get("days_ago", 0))
        moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
        # What is laid on today must not lie in the future.
        return min(moment, self.now) if entry.get("days_ago", 0) >= 0 else moment


def plant(db: sqlite3.Connection, now: datetime) -> None:
    """Fill an empty database. The same moment gives the same content, passwords excepted."""
    folder = resources_dir() / "demo"
    site = _toml(folder / "site.toml")
    zone = site_zone(site["timezone"], 7)
    ground = _Ground(db, now, zone, Random(20261124), {}, {})  # noqa: S311
    _plant_options(ground, site)
    _plant_users(ground, site)
    _plant_terms(ground, site)
    _plant_pictures(ground, site)
    for kind, place in (("post", "articles"), ("page", "pages")):
        for path in sorted((folder / place).glob("*.html")):
            _plant_post(ground, kind, path)
    written: list[Entry] = []
    for path in sorted((folder / "comments").glob("*.json")):
        written += json.loads(path.read_text(encoding="utf-8"))
    for campaign in _toml(folder / "comments" / "campaigns.toml")["campaign"]:
        written += _campaign(ground, campaign)
    _plant_comments(ground, written)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _plant_options(ground: _Ground, site: Entry) -> None:
    options = {
        "name": site["name"],
        "description": site["description"],
        "timezone": site["timezone"],
        "posts_per_page": "10",
        "home": _PLANTED_HOME,
    }
    ground.db.executemany("INSERT INTO option VALUES (?, ?)", options.items())


def _plant_users(ground: _Ground, site: Entry) -> None:
    db = ground.db
    for entry in site["users"]:
        registered = database_time(ground.now - timedelta(days=entry["days_ago"]))
        cursor = db.execute(
            "INSERT INTO user (login, email, name, slug, description, role, registered) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(entry["login"], entry["email"], entry["name"], slugify(entry["name"])),
                *(entry["about"], entry["role"], registered),
            ),
        )
        password = new_password()
        store_password(db, int(cursor.lastrowid or 0), password, _PASSWORD_NAME, "", database_time(ground.now))
        db.execute("INSERT OR IGNORE INTO practice_login VALUES (?, ?, ?)", (entry["role"], entry["login"], password))
    ground.users.update({row["login"]: row for row in db.execute("SELECT * FROM user")})


def _plant_terms(ground: _Ground, site: Entry) -> None:
    db = ground.db
    ids: dict[str, int] = {}
    for entry in site["categories"]:
        cursor = db.execute(
            "INSERT INTO term (taxonomy, name, slug, description, parent) VALUES ('category', ?, ?, ?, ?)",
            (entry["name"], entry["slug"], entry.get("about", ""), ids.get(entry.get("parent", ""), 0)),
        )
        ids[entry["slug"]] = int(cursor.lastrowid or 0)
    default = ids[site["default_category"]]
    db.execute("INSERT INTO option VALUES ('default_category', ?)", (str(default),))
    db.executemany(
        "INSERT INTO term (taxonomy, name, slug) VALUES ('post_tag', ?, ?)",
        [(name, slugify(name)) for name in site["tags"]],
    )


def _plant_pictures(ground: _Ground, site: Entry) -> None:
    for entry in site["pictures"]:
        local, gmt = ground.dates(ground.moment(entry))
        path = shipped_pictures() / entry["file"]
        content = path.read_bytes()
        width, height = image_size(content) or (0, 0)
        file = f"{local[:7].replace('-', '/')}/{entry['file']}"
        row = {
            "type": "attachment",
            "status": "inherit",
            "author": ground.users[entry["author"]]["id"],
            **dict.fromkeys(("date", "modified"), local),
            **dict.fromkeys(("date_gmt", "modified_gmt"), gmt),
            "title": entry["title"],
            "slug": slugify(path.stem),
            "excerpt": entry.get("caption", ""),
            "alt_text": entry["alt"],
            "ping_status": "closed",
            "mime_type": TYPES[path.suffix.removeprefix(".")],
            "file": file,
            "width": width,
            "height": height,
            "filesize": len(content),
            "guid": f"{_PLANTED_HOME}/wp-content/uploads/{file}",
        }
        ground.posts[entry["file"]] = _insert(ground.db, "post", row)


def _plant_post(ground: _Ground, kind: str, path: Path) -> None:
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    entry = tomllib.loads(head)
    status = entry.get("status", "publish")
    local, gmt = ground.dates(ground.moment(entry))
    undated = status in ("draft", "pending")
    picture = ground.posts.get(entry.get("picture", ""), 0)
    row = {
        "type": kind,
        "status": status,
        "author": ground.users[entry["author"]]["id"],
        **dict.fromkeys(("date", "modified"), local),
        "date_gmt": "" if undated else gmt,
        "modified_gmt": gmt,
        "title": entry["title"],
        "content": _with_pictures(ground, body.strip("\n")),
        "excerpt": entry.get("excerpt", ""),
        "slug": entry.get("slug", "" if undated else slugify(entry["title"])),
        "comment_status": entry.get("comments", "open" if kind == "post" else "closed"),
        "sticky": int(entry.get("sticky", False)),
        "featured_media": picture,
    }
    post_id = _insert(ground.db, "post", row)
    ground.db.execute("UPDATE post SET guid = ? WHERE id = ?", (f"{_PLANTED_HOME}/?p={post_id}", post_id))
    ground.posts[path.stem] = post_id
    for taxonomy, names in (("category", entry.get("categories", [])), ("post_tag", entry.get("tags", []))):
        column = "slug" if taxonomy == "category" else "name"
        ground.db.executemany(
            f"INSERT INTO post_term SELECT ?, id FROM term WHERE taxonomy = ? AND {column} = ?",  # noqa: S608
            [(post_id, taxonomy, name) for name in names],
        )
    if status == "publish" and kind == "post":
        _plant_revision(ground, post_id, row)


def _plant_revision(ground: _Ground, post_id: int, row: dict[str, Any]) -> None:
    kept = ("author", "date", "date_gmt", "modified", "modified_gmt", "title", "content", "excerpt")
    revision = {name: row[name] for name in kept} | {"type": "revision", "status": "inherit", "parent": post_id}
    _insert(ground.db, "post", {**revision, "slug": f"{post_id}-revision-v1"})


def _with_pictures(ground: _Ground, body: str) -> str:
    """`{{picture.png}}` becomes a picture's address, `{{id:picture.png}}` its number, `{{home}}` the site's."""
    body = body.replace("{{home}}", _PLANTED_HOME)
    for name, number in ground.posts.items():
        if f"{name}}}}}" in body:
            row = ground.db.execute("SELECT file FROM post WHERE id = ?", (number,)).fetchone()
            body = body.replace(f"{{{{id:{name}}}}}", str(number))
            body = body.replace(f"{{{{{name}}}}}", f"{_PLANTED_HOME}/wp-content/uploads/{row['file']}")
    return body


def _campaign(ground: _Ground, campaign: Entry) -> list[Entry]:
    """The comments of one spam campaign: near-identical texts in bursts."""
    random = ground.random
    written: list[Entry] = []
    for _ in range(campaign["count"]):
        name = spin(random.choice(campaign["names"]), random)
        age = random.uniform(*campaign["minutes_ago"])
        written.append(
            {
                "post": random.choice(campaign["posts"]),
                "name": name,
                "email": f"{slugify(name).replace('-', '.')[:30] or 'cuan'}{random.randrange(10, 99)}@"
                f"{random.choice(campaign['mail'])}",
                "url": spin(random.choice(campaign["urls"]), random) if campaign.get("urls") else "",
                "ip": spin(random.choice(campaign["ips"]), random),
                "agent": random.choice(campaign["agents"]),
                "text": spin(random.choice(campaign["texts"]), random),
                "status": campaign["status"],
                "minutes_ago": int(age),
            }
        )
    return written


def _plant_comments(ground: _Ground, written: list[Entry]) -> None:
    """Oldest first, so that numbers grow with time, as on a real site; replies after what they answer."""
    agents = _toml(resources_dir() / "demo" / "site.toml")["agents"]
    published = {row["id"]: row["date_gmt"] for row in ground.db.execute("SELECT id, date_gmt FROM post")}

    def moment(entry: Entry) -> datetime:
        # Nobody answers what is not published yet. The seconds make a queue look less like clockwork.
        posted = published[ground.posts[entry["post"]]] or "2000-01-01"
        first = datetime.fromisoformat(posted).replace(tzinfo=UTC) + timedelta(minutes=9)
        return max(ground.moment(entry), first) - timedelta(seconds=len(entry["text"]) % 60)

    for entry in sorted(written, key=moment):
        _plant_comment(ground, entry, agents, ground.posts[entry["post"]], 0, moment(entry))


def _plant_comment(ground: _Ground, entry: Entry, agents: Entry, post_id: int, parent: int, moment: datetime) -> None:
    user = ground.users.get(entry.get("user", ""))
    status = entry.get("status", "approved")
    local, gmt = ground.dates(moment)
    text = entry["text"]
    row = {
        "post": post_id,
        "parent": parent,
        "author": user["id"] if user is not None else 0,
        "author_name": user["name"] if user is not None else entry["name"],
        "author_email": user["email"] if user is not None else entry.get("email", ""),
        "author_url": entry.get("url", ""),
        "author_ip": entry.get("ip", "198.51.100.7"),
        "author_user_agent": agents[entry.get("agent", "firefox")],
        "date": local,
        "date_gmt": gmt,
        "content": text if user is not None else filtered_comment(text),
        "status": status,
        "type": entry.get("type", "comment"),
        "status_before": entry.get("was", "hold") if status in ("spam", "trash") else "",
    }
    comment_id = _insert(ground.db, "comment", row)
    for reply in entry.get("replies", ()):
        _plant_comment(ground, reply, agents, post_id, comment_id, max(ground.moment(reply), moment))


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    cursor = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))  # noqa: S608
    return int(cursor.lastrowid or 0)
