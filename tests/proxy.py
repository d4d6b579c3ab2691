"""A relay between bkddesk and a site that a test can break at chosen places, and that counts what reached the site."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import urlsplit


class Phase(Enum):
    """Where an exchange can be broken off."""

    BEFORE = auto()
    """The request was received here and has not reached the site."""
    AFTER = auto()
    """The site has answered; the answer has not been passed on."""
    WITHIN_ANSWER = auto()
    """Half of the answer has been passed on."""


@dataclass(frozen=True)
class Exchange:
    """One request, numbered from 1."""

    number: int
    method: str
    path: str
    body: bytes


def never(_exchange: Exchange, _phase: Phase) -> bool:
    """Break nothing."""
    return False


@dataclass
class Proxy:
    """Relays to the site at `target`. `breaks` is asked at each phase, and says whether to cut the connection there."""

    target: str
    breaks: Callable[[Exchange, Phase], bool] = never
    reached: list[Exchange] = field(default_factory=list)
    """What the site was really asked, in order."""

    def __enter__(self) -> Self:
        self._count = 0
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._running = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where bkddesk is to be sent."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """One exchange is on its way."""
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()

    def wait_until_idle(self) -> None:
        """Until nothing is on its way any more: what a killed client had already sent still reaches the site."""
        with self._idle:
            assert self._idle.wait_for(lambda: self._running == 0, timeout=30)

    def next_number(self) -> int:
        """The number of the exchange that begins."""
        with self._lock:
            self._count += 1
            return self._count


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    site = urlsplit(proxy.target)

    class Relay(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _relay(self) -> None:
            with proxy.running():
                self._exchange()

        def _exchange(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            if len(body) < length:  # killed in mid-body: no server would act on half a request
                self._cut()
                return
            exchange = Exchange(proxy.next_number(), self.command, self.path, body)
            if proxy.breaks(exchange, Phase.BEFORE):
                self._cut()
                return
            proxy.reached.append(exchange)
            upstream = HTTPConnection(site.hostname or "", site.port, timeout=30)
            headers = {
                name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")
            }
            try:
                upstream.request(self.command, self.path, body or None, {**headers, "Host": site.netloc})
                answer = upstream.getresponse()
                content = answer.read()
            except (OSError, HTTPException):
                self._cut()
                return
            finally:
                upstream.close()
            if proxy.breaks(exchange, Phase.AFTER):
                self._cut()
                return
            self._pass_on(exchange, answer.status, answer.getheaders(), content)

        def _pass_on(self, exchange: Exchange, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command == "HEAD":
                return
            if proxy.breaks(exchange, Phase.WITHIN_ANSWER):
                self.wfile.write(content[: len(content) // 2])
                self._cut()
                return
            self.wfile.write(content)

        def _cut(self) -> None:
            self.close_connection = True
            try:
                self.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # the other side was faster

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _relay  # noqa: N815 - http.server's names

        def handle(self) -> None:
            try:
                super().handle()
            except (ConnectionError, TimeoutError):
                self.close_connection = True  # the client was killed: that is what this is for

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Relay
