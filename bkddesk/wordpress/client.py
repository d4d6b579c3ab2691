"""WordPress's REST API over one transport: who signs, what an answer means, which error a failure is.

Knows how WordPress answers, and nothing of what is asked: comments, articles and the rest have their own modules.
The application password is held here in memory, is sent to the API's own origin only, and appears in no text.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from bkddesk.model.errors import (
    DeskError,
    ForbiddenError,
    GoneError,
    NetworkTroubleError,
    NotUnderstoodError,
    RedirectedError,
    RejectedError,
    RestDisabledError,
    ServerTroubleError,
    ThrottledError,
    UnauthorizedError,
)
from bkddesk.wordpress.transport import Answer, Opener, Request, Timeouts, Transport, check_scheme, join, origin, short

PER_PAGE = 100
"""The most that WordPress gives in one page; also the size that stalls a window least."""

REST_OFF_CODES = frozenset({"rest_no_route", "rest_disabled", "rest_api_disabled", "rest_cannot_access"})
"""Codes by which WordPress or a plugin says that the API is not for this client."""

_MAX_HOPS = 5
_LINE_WITH_JSON = re.compile(rb"(?:\A|\n)(?:\xef\xbb\xbf)?[ \t]*(?=[{\[])")

T = TypeVar("T")
Value = str | int | bool | None | Iterable[int] | Iterable[str]


@dataclass(frozen=True, slots=True)
class Reply(Generic[T]):
    """A decoded answer. `headers` has lower-case names."""

    value: T
    headers: Mapping[str, str]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. The totals are WordPress's own, counted before this page was cut from the list.

    A site whose totals were lost (output before the headers) gets lower bounds: a full page promises one more.
    `items` may be fewer than `per_page` in the middle of a list, where some are not shown to this account.
    """

    items: tuple[T, ...]
    total: int
    total_pages: int


class Client:
    """The API of one site for one account; without a username it asks as anonymous. Usable from several threads."""

    def __init__(
        self,
        api_root: str,
        username: str = "",
        password: str = "",
        *,
        home: str = "",
        timeouts: Timeouts | None = None,
        pool: int = 4,
        ca_file: str = "",
        opener: Opener | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Raises PlainHttpError or AddressError for an `api_root` that no password may be sent to.

        `opener` stands between the client and the network; `cancelled` is asked while waiting, a few times a second.
        """
        check_scheme(api_root)
        self.api_root = api_root if api_root.endswith("/") else api_root + "/"
        self.username = username
        self.home = home or _home_of(self.api_root)
        self.transport = Transport(timeouts=timeouts, pool=pool, ca_file=ca_file, opener=opener, cancelled=cancelled)
        self._origin = origin(self.api_root)
        self._secrets: tuple[str, ...] = ()
        self._authorization = ""
        if username:
            token = base64.b64encode(f"{username}:{password}".encode()).decode()
            self._authorization = f"Basic {token}"
            self._secrets = tuple(text for text in (token, password, password.replace(" ", "")) if text)

    def __repr__(self) -> str:
        return f"Client({self.api_root!r}, {self.username!r})"

    @property
    def requests(self) -> int:
        """How many requests were sent so far."""
        return self.transport.requests

    def close(self) -> None:
        """End running requests soon (StoppedError there) and let go of the connections. From any thread."""
        self.transport.close()

    def get(self, path: str, params: Mapping[str, Value] | None = None, *, shape: type[T]) -> Reply[T]:
        """GET `path` ("wp/v2/posts"), decoded into `shape`. Follows redirects within the site's own origin."""
        return self._decoded(self._call("GET", path, params), shape)

    def head(self, path: str, params: Mapping[str, Value] | None = None) -> Mapping[str, str]:
        """The headers that a GET would bring."""
        try:
            return self._call("HEAD", path, params).headers
        except (NotUnderstoodError, RejectedError):
            # A HEAD's failure has no body to tell what it is.
            return self._call("GET", path, params).headers

    def post(
        self,
        path: str,
        json: Mapping[str, object] | None = None,
        params: Mapping[str, Value] | None = None,
        *,
        shape: type[T],
        user_agent: bool = True,
    ) -> Reply[T]:
        """POST a JSON object. A redirect is an error: followed, a POST becomes a GET, and a 200 would prove nothing."""
        import msgspec

        headers = {"Content-Type": "application/json"}
        answer = self._call("POST", path, params, headers, msgspec.json.encode(json or {}), user_agent=user_agent)
        return self._decoded(answer, shape)

    def post_bytes(
        self,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        params: Mapping[str, Value] | None = None,
        *,
        shape: type[T],
        total_seconds: float,
    ) -> Reply[T]:
        """POST a file as it is, within `total_seconds`."""
        return self._decoded(self._call("POST", path, params, headers, body, total_seconds=total_seconds), shape)

    def delete(self, path: str, params: Mapping[str, Value] | None = None, *, shape: type[T]) -> Reply[T]:
        """DELETE `path`."""
        return self._decoded(self._call("DELETE", path, params), shape)

    def _call(
        self,
        method: str,
        path: str,
        params: Mapping[str, Value] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        *,
        user_agent: bool = True,
        total_seconds: float = 0.0,
    ) -> Answer:
        url = self.api_root + path.lstrip("/")
        signed = {"Accept": "application/json", **(headers or {})}
        if self._authorization:
            signed["Authorization"] = self._authorization
        request = Request(method, url, flat(params or {}), signed, body, user_agent, total_seconds)
        for _hop in range(_MAX_HOPS):
            answer = self.transport.send(request)
            if not answer.location:
                break
            target = join(answer.url, answer.location)
            if method not in {"GET", "HEAD"} or origin(target) != self._origin:
                raise RedirectedError(self._hide(f"{answer.status}: {target}"), location=self._hide(target))
            request = Request(method, target, {}, signed, body, user_agent, total_seconds)
        if not 200 <= answer.status < 300:
            raise failure(answer, self._hide)
        return answer

    def _decoded(self, answer: Answer, shape: type[T]) -> Reply[T]:
        try:
            value = decode(answer.body, shape)
        except NotUnderstoodError as error:
            raise NotUnderstoodError(self._hide(error.detail)) from None
        return Reply(value, answer.headers, answer.status)

    def _hide(self, text: str) -> str:
        """The text without the password, should a site echo what it was sent."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def flat(params: Mapping[str, Value]) -> dict[str, str]:
    """Query parameters as WordPress reads them: lists joined by commas, None left out."""
    result = {}
    for name, value in params.items():
        match value:
            case None:
                continue
            case bool():
                result[name] = "true" if value else "false"
            case str() | int():
                result[name] = str(value)
            case _:
                result[name] = ",".join(str(one) for one in value)
    return result


def decode(body: bytes, shape: type[T]) -> T:
    """JSON as `shape`, also behind a byte-order mark, or behind PHP's notices.

    What precedes is skipped only where a line that starts with "{" or "[" begins a JSON document that reaches to the
    very end and fits `shape`. Anything else is a NotUnderstoodError.
    """
    import msgspec

    text = body.removeprefix(b"\xef\xbb\xbf")
    # A document that is nested without end is a RecursionError; bytes that are not UTF-8 are no msgspec error either.
    troubles = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
    try:
        return msgspec.json.decode(text, type=shape, strict=False)
    except troubles as error:
        reason = str(error)
    for start in [found.end() for found in _LINE_WITH_JSON.finditer(text)][:50]:
        try:
            return msgspec.json.decode(text[start:], type=shape, strict=False)
        except troubles:
            continue
    raise NotUnderstoodError(short(f"{reason}: {text[:200].decode(errors='replace')}"))


def error_body(answer: Answer) -> dict[str, Any] | None:
    """WordPress's error object ({code, message, data}), or None where the answer is something else."""
    try:
        found = decode(answer.body, dict[str, Any])
    except NotUnderstoodError:
        return None
    return found if isinstance(found.get("code"), str) else None


def failure(answer: Answer, hide: Callable[[str], str] = str) -> DeskError:
    """The error that an answer outside 2xx means. `hide` takes secrets out of its texts."""
    status = answer.status
    wait = retry_after(answer)
    said = error_body(answer)
    code = said["code"] if said else ""
    text = f"{code} {said.get('message', '')}" if said else answer.body[:300].decode(errors="replace")
    detail = hide(short(f"{status} {text}".strip()))
    if status == 429 or (status == 503 and wait is not None):
        return ThrottledError(detail, retry_after=wait)
    if status == 408:
        return NetworkTroubleError(detail)
    if status == 401:
        return UnauthorizedError(detail, code=code)
    if status == 413:
        return RejectedError(detail, code=code or "too_large", status=status)
    if status >= 500 and status != 501 and not code.startswith("rest_upload_"):
        return ServerTroubleError(detail, status=status)
    if said is None:
        # A firewall's or a proxy's page, or a rewrite rule that is gone: the API did not say this.
        return NotUnderstoodError(detail)
    if code in REST_OFF_CODES:
        return RestDisabledError(detail)
    if status == 403:
        return ForbiddenError(detail, code=code)
    if status in {404, 410}:
        return GoneError(detail, code=code)
    data = said.get("data")
    return RejectedError(detail, code=code, status=status, data=data if isinstance(data, dict) else {})


def retry_after(answer: Answer, now: datetime | None = None) -> timedelta | None:
    """How long `Retry-After` asks to wait, from its seconds or its HTTP date; None without one that makes sense."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isdecimal() and len(text) < 8:
        return timedelta(seconds=int(text))
    moment = _http_date(text)
    if moment is None:
        return None
    # The site's own clock, where it tells: the laptop's may be hours off.
    reference = now or _http_date(answer.headers.get("date", "")) or datetime.now(UTC)
    return max(moment - reference, timedelta(0))


def _http_date(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def page_of(items: Iterable[T], headers: Mapping[str, str], *, page: int, per_page: int, received: int) -> Page[T]:
    """A Page from a list's headers. `received` is how many the site sent, before any were left out."""
    total, pages = headers.get("x-wp-total", ""), headers.get("x-wp-totalpages", "")
    if total.isdecimal() and pages.isdecimal():
        return Page(tuple(items), int(total), int(pages))
    return Page(tuple(items), (page - 1) * per_page + received, page + 1 if received >= per_page else page)


def total_of(headers: Mapping[str, str]) -> int:
    """The X-WP-Total of a list's headers. Raises NotUnderstoodError where it is missing."""
    text = headers.get("x-wp-total", "")
    if not text.isdecimal():
        raise NotUnderstoodError("no X-WP-Total in the answer")
    return int(text)


def _home_of(api_root: str) -> str:
    return api_root.split("?", 1)[0].removesuffix("index.php").removesuffix("wp-json/").rstrip("/")
