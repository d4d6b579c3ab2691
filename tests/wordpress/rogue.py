"""A server that does to its clients whatever a test wants, byte by byte. Knows HTTP as far as reading a request."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """One request as it arrived. Header names are lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Script = Callable[["Line", Seen], None]


class Line:
    """One connection, for a script to write to. `over` is set when the test is."""

    def __init__(self, sock: socket.socket, over: threading.Event) -> None:
        self.sock = sock
        self.over = over

    def send(self, data: bytes | str) -> None:
        """Send these bytes as they are."""
        self.sock.sendall(data.encode() if isinstance(data, str) else data)

    def pause(self, seconds: float) -> bool:
        """Wait; True where the test is over."""
        return self.over.wait(seconds)

    def answer(self, body: bytes | str = b"{}", status: int = 200, **headers: str) -> None:
        """A whole, well-formed answer. Underscores in header names stand for dashes."""
        data = body.encode() if isinstance(body, str) else body
        fields = {"Content-Type": "application/json", "Content-Length": str(len(data))}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.send(f"HTTP/1.1 {status} Thus\r\n{head}Connection: close\r\n\r\n".encode() + data)

    def error(self, status: int, code: str, data: dict[str, object] | None = None, **headers: str) -> None:
        """WordPress's error object."""
        found = {"code": code, "message": "Kalimat.", "data": data or {"status": status}}
        self.answer(json.dumps(found), status, **headers)


class Rogue:
    """Listens on a free port of 127.0.0.1; each request goes to `script`."""

    def __init__(self, script: Script, tls: ssl.SSLContext | None = None) -> None:
        self.script = script
        self.seen: list[Seen] = []
        self.over = threading.Event()
        self._tls = tls
        self._server = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    @property
    def port(self) -> int:
        return int(self._server.getsockname()[1])

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def api_root(self) -> str:
        return self.url + "/wp-json/"

    def close(self) -> None:
        self.over.set()
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for thread in self._threads:
            thread.join(5)

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._server.accept()
            except OSError:
                return
            self._start(self._serve, sock)

    def _serve(self, plain: socket.socket) -> None:
        plain.settimeout(10)
        # A client that has had enough goes away while the script still talks.
        with contextlib.suppress(OSError):
            sock = self._tls.wrap_socket(plain, server_side=True) if self._tls else plain
            with sock, sock.makefile("rb") as file:
                seen = _read(file)
                if seen is not None:
                    self.seen.append(seen)
                    self.script(Line(sock, self.over), seen)
        plain.close()


def _read(file: object) -> Seen | None:
    words = file.readline().decode("latin-1").split()  # type: ignore[attr-defined]
    if len(words) != 3:
        return None
    method, target, _ = words
    headers: dict[str, str] = {}
    for line in _lines(file):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = file.read(int(headers.get("content-length", 0)))  # type: ignore[attr-defined]
    return Seen(method, target, headers, body)


def _lines(file: object) -> Iterator[str]:
    while line := file.readline().decode("latin-1").strip():  # type: ignore[attr-defined]
        yield line
