"""Connections whose every wait ends: requests and urllib3 with sockets that know a deadline. Imported late.

urllib3's timeouts are for one wait on the socket: a site that drips a byte a second keeps a request alive for hours,
in the headers as in the body. Here each wait is sliced, and the exchange's own deadline is looked at in between.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import certifi
import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from bkddesk.wordpress.transport import Exchange

_SEND_CHUNK = 64 * 1024

_current: ContextVar[Exchange | None] = ContextVar("bkddesk_exchange", default=None)


@contextmanager
def within(exchange: Exchange) -> Iterator[None]:
    """Whatever this thread sends inside is bound to the exchange's limits."""
    token = _current.set(exchange)
    try:
        yield
    finally:
        _current.reset(token)


class _SlicedReader(io.RawIOBase):
    """Reads a socket in short waits. Keeps the file that http.client made, which holds the socket open."""

    def __init__(self, sock: socket.socket, file: io.BufferedIOBase, exchange: Exchange) -> None:
        super().__init__()
        self._sock = sock
        self._file = file
        self._exchange = exchange

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        idle_since = time.monotonic()
        while True:
            self._sock.settimeout(self._exchange.slice_seconds(idle_since))
            try:
                return self._sock.recv_into(buffer)
            except TimeoutError:
                continue

    def close(self) -> None:
        self._file.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """http.client's own response, over a sliced reader: the headers are bound by the deadline, too."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        exchange = _current.get()
        if exchange is not None:
            self.fp = io.BufferedReader(_SlicedReader(sock, self.fp, exchange), 64 * 1024)


class _Sliced:
    """What the plain and the TLS connection share."""

    def send(self, data: Any) -> None:
        """Send a long body piecewise: as one piece it would have to leave within the time to connect."""
        exchange = _current.get()
        if exchange is None or not isinstance(data, bytes):
            super().send(data)  # type: ignore[misc]
            return
        for start in range(0, len(data), _SEND_CHUNK):
            exchange.slice_seconds(time.monotonic())
            if self.sock is not None:  # type: ignore[attr-defined]
                left = min(exchange.deadline - time.monotonic(), exchange.read_seconds)
                self.sock.settimeout(max(left, 0.001))  # type: ignore[attr-defined]
            super().send(data[start : start + _SEND_CHUNK])  # type: ignore[misc]


class _PlainConnection(_Sliced, HTTPConnection):
    response_class = _Response


class _TlsConnection(_Sliced, HTTPSConnection):
    response_class = _Response


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _Adapter(HTTPAdapter):
    """Pools of sliced connections that trust what `context` trusts."""

    def __init__(self, size: int, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=size, pool_maxsize=size)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **kwargs)
        _use_own_pools(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)
        _use_own_pools(manager)
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ARG002 - requests' own form
        # The context holds the authorities already; requests would have the bundle parsed anew for each connection.
        conn.cert_reqs = "CERT_REQUIRED"


def _use_own_pools(manager: Any) -> None:
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}


class _Session(requests.Session):
    def get_redirect_target(self, resp: Any) -> None:  # noqa: ARG002 - requests' own form
        # Even with allow_redirects=False requests reads a redirect's whole body, and stumbles over a bad address.
        return None


def new_session(size: int, ca_file: str) -> requests.Session:
    """A session without memory: no cookies, no netrc, no environment. `ca_file` ("" for none) is trusted besides."""
    # An office's own authority lies in the operating system's store, not in the bundle that requests brings along.
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if ca_file:
        context.load_verify_locations(ca_file)
    session = _Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    adapter = _Adapter(size, context)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session
