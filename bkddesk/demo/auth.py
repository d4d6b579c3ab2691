"""Application Passwords: making, checking, revoking. Follows WordPress: a wrong one makes the visitor anonymous."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import sqlite3
import string
from collections.abc import Mapping
from uuid import uuid4

from bkddesk.demo.visit import User

_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 24


def new_password() -> str:
    """A password as WordPress shows it: 24 characters in groups of four."""
    plain = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return " ".join(plain[start : start + 4] for start in range(0, _LENGTH, 4))


def store_password(db: sqlite3.Connection, user_id: int, password: str, name: str, app_id: str, now: str) -> str:
    """Keep a password's hash; the answer is its uuid."""
    uuid = str(uuid4())
    db.execute(
        "INSERT INTO application_password (uuid, user_id, app_id, name, hash, created) VALUES (?, ?, ?, ?, ?, ?)",
        (uuid, user_id, app_id, name, _hash(password), now),
    )
    return uuid


def visitor(db: sqlite3.Connection, headers: Mapping[str, str], now: str, remote_ip: str) -> tuple[User | None, str]:
    """Who sent this request, with the uuid of the password used; (None, "") for the anonymous and the mistaken."""
    username, password = _basic(headers.get("authorization", ""))
    if not username:
        return None, ""
    row = db.execute(
        """SELECT user.*, application_password.uuid, last_used, last_ip FROM application_password
           JOIN user ON user.id = user_id WHERE hash = ? AND (login = ? OR email = ?)""",
        (_hash(password), username, username),
    ).fetchone()
    if row is None:
        return None, ""
    # WordPress too notes the use of a password once a day at most.
    if (row["last_used"] or "")[:10] != now[:10] or row["last_ip"] != remote_ip:
        db.execute(
            "UPDATE application_password SET last_used = ?, last_ip = ? WHERE uuid = ?", (now, remote_ip, row["uuid"])
        )
    return User.of(row), row["uuid"]


def _hash(password: str) -> str:
    return hashlib.sha256(re.sub(r"[^A-Za-z0-9]", "", password).encode()).hexdigest()


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        username, _, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return username, password
