"""The sockets: HTTP/1.1 with keep-alive on loopback, and the switch that pulls the network cable."""

from __future__ import annotations

import email.parser
import email.policy
import json
import socket
import socketserver
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from bkddesk.demo.message import Json, Request, Response, Upload, parse_php_query

_LARGEST_BODY = 64 * 1024 * 1024
Serve = Callable[[Request], Response]


class Server:
    """A listening address that can be taken off the network and brought back, with its open connections cut."""

    def __init__(self, serve: Serve, port: int) -> None:
        self._serve = serve
        self._http = _HttpServer(serve, port)
        self.port = int(self._http.server_address[1])
        self._thread: threading.Thread | None = None

    @property
    def is_listening(self) -> bool:
        """Whether connections are accepted."""
        return self._thread is not None

    def listen(self) -> None:
        """Accept connections. Raises OSError when another program took the port meanwhile."""
        if self._thread is not None:
            return
        if self._http.closed:
            self._http = _HttpServer(self._serve, self.port)
        # Without a poll interval the thread sleeps until somebody calls.
        self._thread = threading.Thread(target=self._http.serve_until_closed, name="practice site", daemon=True)
        self._thread.start()

    def go_deaf(self) -> None:
        """Refuse connections, and cut the open ones."""
        if self._thread is None:
            self._http.server_close()
            return
        self._http.close_now()
        self._thread.join()
        self._thread = None


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, serve: Serve, port: int) -> None:
        self.serve = serve
        self.closed = False
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        # HTTPServer would look up the host's name here, which may ask a name server.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def serve_until_closed(self) -> None:
        while not self.closed:
            self.handle_request()
        self.server_close()

    def close_now(self) -> None:
        self.closed = True
        try:
            # Wakes the accepting thread on every platform.
            socket.create_connection(self.server_address[:2], timeout=1).close()  # type: ignore[arg-type]
        except OSError:
            self.socket.close()
        with self._open_lock:
            sockets = list(self._open)
        for connection in sockets:
            _cut(connection)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002
        return not self.closed

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536
    server: _HttpServer

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the practice site is quiet."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _LARGEST_BODY:
            self.close_connection = True
            self._send(Response(status=413, headers={"Content-Type": "text/html"}, raw=b"<h1>413</h1>"))
            return
        body = self.rfile.read(length) if length else b""
        request = _request(self.command, self.path, self.headers, body, str(self.client_address[0]))
        if self.server.closed:
            self.close_connection = True
            return
        response = self.server.serve(request)
        if self.server.closed:
            # The answer would arrive after the cable was pulled.
            self.close_connection = True
            return
        self._send(response)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

    def _send(self, response: Response) -> None:
        body = response.raw
        if body is None:
            body = b"" if response.status == 204 else json.dumps(response.data, ensure_ascii=False).encode()
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if self.command == "HEAD":
            body = b""
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _request(method: str, target: str, headers: Any, body: bytes, remote_ip: str) -> Request:
    address = urlsplit(target)
    lowered = {name.lower(): value for name, value in headers.items()}
    kind = headers.get_content_type() if "content-type" in lowered else ""
    form: dict[str, Json] = {}
    files: dict[str, Upload] = {}
    bad_json = False
    if kind == "application/json" and body:
        form, bad_json = _json_body(body)
    elif kind == "multipart/form-data":
        form, files = _multipart(lowered["content-type"], body)
    elif kind in ("", "application/x-www-form-urlencoded") and body:
        form = parse_php_query(body.decode("utf-8", "replace"))
    return Request(
        method=method,
        path=address.path,
        query=parse_php_query(address.query),
        body=form,
        headers=lowered,
        raw=body,
        files=files,
        raw_query=address.query,
        remote_ip=remote_ip,
        bad_json=bad_json,
    )


def _json_body(body: bytes) -> tuple[dict[str, Json], bool]:
    try:
        parsed = json.loads(body)
        if b"\\ud" in body.lower():
            # Half of a surrogate pair is broken JSON to PHP, and nothing that could be stored.
            json.dumps(parsed, ensure_ascii=False).encode()
    except ValueError:
        return {}, True
    return (parsed, False) if isinstance(parsed, dict) else ({}, False)


def _multipart(content_type: str, body: bytes) -> tuple[dict[str, Json], dict[str, Upload]]:
    parser = email.parser.BytesParser(policy=email.policy.HTTP)
    message = parser.parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    form: dict[str, Json] = {}
    files: dict[str, Upload] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name = str(part.get_param("name", "", header="content-disposition"))
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        filename = part.get_filename()
        if filename is None:
            form[name] = content.decode("utf-8", "replace")
        else:
            files[name] = Upload(filename, part.get_content_type(), content)
    return form, files
