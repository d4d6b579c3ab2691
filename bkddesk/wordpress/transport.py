"""One HTTP request, one answer of bytes, within limits that hold whatever the other side does.

A time limit for the whole exchange, a size limit, no cookies, no netrc, no redirects, TLS verified, and an end as soon
as somebody asks for it. Knows nothing of WordPress, JSON or passwords.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from bkddesk.model.errors import (
    AddressError,
    AnswerTooLargeError,
    CertificateInvalidError,
    DeskError,
    NetworkTroubleError,
    NotUnderstoodError,
    PlainHttpError,
    StoppedError,
    TimedOutError,
)

if TYPE_CHECKING:
    import requests

USER_AGENT = "bkddesk/0.1"
MAX_BYTES = 32 * 1024 * 1024

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Limits in seconds: to connect, between two bytes, and for a whole exchange."""

    connect: float = 10.0
    read: float = 30.0
    total: float = 60.0


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Credentials are not part of it, so it can be logged."""

    method: str
    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = field(default=None, repr=False)
    user_agent: bool = True
    """False: the request carries no User-Agent at all."""
    total_seconds: float = 0.0
    """Overrides `Timeouts.total` where it is larger than 0."""
    max_bytes: int = MAX_BYTES
    cut: bool = False
    """True: an answer beyond `max_bytes` is cut off there instead of being an error."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status. `headers` has lower-case names; `body` is decoded from gzip."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    url: str

    @property
    def location(self) -> str:
        """Where a redirect points to, or ""."""
        return self.headers.get("location", "") if 300 <= self.status < 400 else ""


Send = Callable[[Request], Answer]
Opener = Callable[[Request, Send], Answer]
"""Stands between the client and the network: gets each request and the function that really sends it."""


def is_loopback(host: str) -> bool:
    """Whether the host name or literal address means this machine (127.0.0.0/8, ::1, localhost)."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of a URL, with the scheme's own port filled in. Raises AddressError."""
    parts = split(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)


def split(url: str) -> SplitResult:
    """The parts of a URL; AddressError where the host or the port makes no sense."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - the property raises for a port that is no number
    except ValueError as error:
        raise AddressError(f"{url}: {error}") from None
    return parts


def join(base: str, target: str) -> str:
    """An address that a site gave, made absolute. NotUnderstoodError where it makes no sense."""
    try:
        joined = urljoin(base, target)
        origin(joined)
    except (ValueError, AddressError):
        raise NotUnderstoodError(f"no address: {short(target)}") from None
    return joined


def check_scheme(url: str) -> None:
    """Refuse what is neither https nor http to this machine: PlainHttpError, AddressError."""
    parts = split(url)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise AddressError(url)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise PlainHttpError(url)


@dataclass(slots=True)
class Exchange:
    """One request under way: until when it may run, and who may end it earlier."""

    deadline: float
    read_seconds: float
    stopped: Callable[[], bool]

    def slice_seconds(self, idle_since: float) -> float:
        """How long the next wait on the socket may be; TimedOutError or StoppedError where there is none."""
        if self.stopped():
            raise StoppedError("the request was ended from here")
        now = time.monotonic()
        left = min(self.deadline - now, self.read_seconds - (now - idle_since))
        if left <= 0:
            raise TimedOutError("the answer did not end in time")
        # A quarter of a second is how long somebody who closes the program waits at most.
        return min(left, 0.25)


class Transport:
    """Sends requests over a pool of connections. May be used from several threads."""

    def __init__(
        self,
        *,
        timeouts: Timeouts | None = None,
        pool: int = 4,
        ca_file: str = "",
        opener: Opener | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self.timeouts = timeouts or Timeouts()
        self.cancelled = cancelled or (lambda: False)
        self.requests = 0
        """How many requests were sent so far."""
        self._pool = pool
        self._ca_file = ca_file
        self._opener = opener
        self._closed = False
        self._lock = threading.Lock()
        self._session: requests.Session | None = None

    def close(self) -> None:
        """End what is under way soon (StoppedError there) and let go of the connections. From any thread."""
        self._closed = True
        with self._lock:
            session, self._session = self._session, None
        if session is not None:
            session.close()

    def send(self, request: Request) -> Answer:
        """Send one request; the answer with whatever status. Raises NetworkTroubleError and its kinds, AddressError."""
        check_scheme(request.url)
        with self._lock:
            self.requests += 1
        if self._opener is not None:
            return self._opener(request, self._exchange)
        return self._exchange(request)

    def _stopped(self) -> bool:
        return self._closed or self.cancelled()

    def _connected(self) -> requests.Session:
        from bkddesk.wordpress import pool

        with self._lock:
            if self._session is None:
                self._session = pool.new_session(self._pool, self._ca_file)
            return self._session

    def _exchange(self, request: Request) -> Answer:
        from bkddesk.wordpress import pool

        seconds = request.total_seconds or self.timeouts.total
        exchange = Exchange(time.monotonic() + seconds, self.timeouts.read, self._stopped)
        exchange.slice_seconds(time.monotonic())
        with pool.within(exchange):
            return self._translated(request, exchange)

    def _translated(self, request: Request, exchange: Exchange) -> Answer:
        import requests
        import urllib3.exceptions as low

        try:
            return self._read(request, exchange)
        except (requests.RequestException, low.HTTPError, OSError) as error:
            trouble = translate(error)
        # Raised out here, so that no library's exception, which holds the request's headers, hangs on to ours.
        raise trouble

    def _read(self, request: Request, exchange: Exchange) -> Answer:
        from requests.utils import get_environ_proxies
        from urllib3.util import SKIP_HEADER

        host = split(request.url).hostname or ""
        # A proxy from the environment must not see what goes to this very machine in plain http.
        proxies = {} if is_loopback(host) else get_environ_proxies(request.url)
        agent = USER_AGENT if request.user_agent else SKIP_HEADER
        reply = self._connected().request(
            request.method,
            request.url,
            params=dict(request.params) or None,
            data=request.body,
            headers={"User-Agent": agent, **request.headers},
            timeout=(min(self.timeouts.connect, exchange.deadline - time.monotonic()), self.timeouts.read),
            allow_redirects=False,
            stream=True,
            proxies=proxies,
        )
        try:
            headers = {name.lower(): value for name, value in reply.headers.items()}
            return Answer(reply.status_code, headers, self._body(request, reply), reply.url)
        finally:
            reply.close()

    def _body(self, request: Request, reply: requests.Response) -> bytes:
        if request.method == "HEAD":
            return b""
        body = bytearray()
        for chunk in reply.raw.stream(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > request.max_bytes:
                if request.cut:
                    return bytes(body[: request.max_bytes])
                raise AnswerTooLargeError(f"more than {request.max_bytes} bytes")
        if reply.raw.length_remaining:
            raise NetworkTroubleError("the answer broke off")
        return bytes(body)


def translate(error: Exception) -> DeskError:
    """A library's network exception as one of ours. Its text never holds headers, so never a password."""
    import requests
    import urllib3.exceptions as low

    text = short(_system_words(error) or str(error))
    if _is_certificate(error):
        return CertificateInvalidError(text)
    match error:
        case requests.Timeout() | low.TimeoutError() | TimeoutError():
            return TimedOutError(text)
        case requests.exceptions.InvalidURL() | requests.exceptions.InvalidSchema() | low.LocationValueError():
            return AddressError(text)
        case _:
            return NetworkTroubleError(text)


def _is_certificate(error: BaseException) -> bool:
    """Whether a certificate that cannot be trusted is behind it, rather than a port that does not speak TLS."""
    import ssl

    return any(isinstance(one, ssl.SSLCertVerificationError) for one in _behind(error))


def _system_words(error: BaseException) -> str:
    """What the system itself said, "Connection refused"; "" where the failure is none of the system's."""
    for one in _behind(error):
        # The libraries' own exceptions are OSErrors too, but carry no number.
        if isinstance(one, OSError) and one.errno is not None and one.strerror:
            return str(one.strerror)
    return ""


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything that led to it."""
    seen: set[int] = set()
    todo: list[object] = [error]
    while todo:
        one = todo.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        todo += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def short(text: str, limit: int = 300) -> str:
    """One line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
