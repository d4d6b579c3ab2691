"""Requests and responses as the handlers see them, and the error that any of them may raise. Knows no resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

Json = Any
"""Whatever `json.dumps` takes. Request bodies come from outside, so every use checks what it finds."""


class RestError(Exception):
    """An answer with WordPress's error shape: `{"code": …, "message": …, "data": {"status": …}}`."""

    def __init__(self, code: str, message: str, status: int, **data: Json) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.data = data
        self.extra: dict[str, Json] = {}
        """More keys beside `data`, such as `additional_data`."""

    def body(self) -> dict[str, Json]:
        """The JSON body."""
        return {"code": self.code, "message": self.message, "data": {"status": self.status, **self.data}, **self.extra}


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart body."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. Header names are lower case; `query` and `body` hold what PHP would make of them."""

    method: str
    path: str
    query: Mapping[str, Json] = field(default_factory=dict)
    body: Mapping[str, Json] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""
    files: Mapping[str, Upload] = field(default_factory=dict)
    raw_query: str = ""
    remote_ip: str = "127.0.0.1"
    bad_json: bool = False


@dataclass(slots=True)
class Response:
    """One HTTP response. `content` is JSON when `data` is used, else the bytes of `raw`."""

    data: Json = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


def parse_php_query(text: str) -> dict[str, Json]:
    """A query string or form body as PHP reads it: the last of equal names wins, `a[]=1` makes lists, `a[b]=1` maps."""
    result: dict[str, Json] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        root, bracket, rest = name.partition("[")
        if not bracket or not rest.endswith("]"):
            result[name] = value
            continue
        key = rest[:-1]
        present = result.get(root)
        if key == "" or key.isdigit():
            result[root] = [*(present if isinstance(present, list) else []), value]
        else:
            result[root] = {**(present if isinstance(present, dict) else {}), key: value}
    return result
