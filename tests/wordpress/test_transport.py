"""Every wait ends, every answer has a limit, and nothing is trusted, followed or remembered that should not be."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bkddesk.model.errors import (
    AnswerTooLargeError,
    CertificateInvalidError,
    DeskError,
    NetworkTroubleError,
    NotUnderstoodError,
    PlainHttpError,
    StoppedError,
    TimedOutError,
)
from bkddesk.wordpress.client import Client
from bkddesk.wordpress.transport import Answer, Request, Send, Timeouts, Transport, is_loopback
from tests.wordpress.conftest import PASSWORD, QUICK, Certificate, StartRogue
from tests.wordpress.rogue import Line, Seen

MakeClient = Callable[..., Client]

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def ask(client: Client) -> object:
    return client.get("wp/v2/posts", shape=dict[str, Any]).value


def seconds(action: Callable[[], object]) -> tuple[type[DeskError] | None, float]:
    """The error that the action ends in, and how long it took."""
    begun = time.monotonic()
    try:
        action()
    except DeskError as error:
        return type(error), time.monotonic() - begun
    return None, time.monotonic() - begun


def drip(line: Line, data: str) -> None:
    for letter in data:
        if line.pause(0.05):
            return
        line.send(letter)


@pytest.mark.parametrize(
    "start", ["", "HTTP/1.1 200 OK\r\nX-Long: ", HEAD + "\r\n{", HEAD + "Content-Length: 99999\r\n\r\n{"]
)
def test_a_dripping_answer_ends_with_the_deadline(rogue: StartRogue, client_of: MakeClient, start: str) -> None:
    def script(line: Line, _seen: Seen) -> None:
        line.send(start)
        drip(line, "H" * 10_000 if not start else "a" * 10_000)

    limits = Timeouts(connect=2.0, read=5.0, total=0.6)
    error, took = seconds(lambda: ask(client_of(rogue(script), limits)))
    assert error is TimedOutError
    assert took < 2.0


def test_silence_ends_with_the_read_timeout(rogue: StartRogue, client_of: MakeClient) -> None:
    limits = Timeouts(connect=2.0, read=0.4, total=30.0)
    error, took = seconds(lambda: ask(client_of(rogue(lambda line, _seen: line.pause(20)), limits)))
    assert error is TimedOutError
    assert took < 2.0


def test_a_handshake_that_never_ends(certificate: Callable[..., Certificate]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        limits = Timeouts(connect=0.4, read=0.4, total=1.0)
        client = Client(f"https://127.0.0.1:{deaf.getsockname()[1]}/wp-json/", "editor", PASSWORD, timeouts=limits)
        error, took = seconds(lambda: ask(client))
        client.close()
    assert error is TimedOutError
    assert took < 3.0


def test_an_endless_answer_is_cut_off(rogue: StartRogue, client_of: MakeClient) -> None:
    def script(line: Line, _seen: Seen) -> None:
        line.send(HEAD + "\r\n[")
        while not line.over.is_set():
            line.send(b" " * 262_144)

    with pytest.raises(AnswerTooLargeError):
        ask(client_of(rogue(script), Timeouts(total=30.0)))


def test_an_endless_redirect_is_cut_off(rogue: StartRogue, client_of: MakeClient) -> None:
    def script(line: Line, _seen: Seen) -> None:
        line.send("HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")
        while not line.over.is_set():
            line.send(b" " * 262_144)

    with pytest.raises(AnswerTooLargeError):
        ask(client_of(rogue(script), Timeouts(total=30.0)))


def test_a_small_answer_that_unpacks_to_an_endless_one(rogue: StartRogue, client_of: MakeClient) -> None:
    bomb = gzip.compress(b" " * 40_000_000)
    server = rogue(lambda line, _seen: line.answer(bomb, Content_Encoding="gzip"))
    with pytest.raises(AnswerTooLargeError):
        ask(client_of(server, Timeouts(total=30.0)))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", NetworkTroubleError),
        ("HTTP/1.1 200", NotUnderstoodError),
        ("SSH-2.0-OpenSSH_9.2\r\n", NetworkTroubleError),
        (HEAD, NotUnderstoodError),
        (HEAD + 'Content-Length: 500\r\n\r\n{"id": 1', NetworkTroubleError),
        (HEAD + 'Transfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\n', NetworkTroubleError),
        (HEAD + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n", NetworkTroubleError),
        (HEAD + "Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\nnonsens", NetworkTroubleError),
        (HEAD + 'Connection: close\r\n\r\n{"id": 1', NotUnderstoodError),
    ],
)
def test_an_answer_that_breaks_off(
    rogue: StartRogue, client_of: MakeClient, data: str, expected: type[DeskError]
) -> None:
    error, _ = seconds(lambda: ask(client_of(rogue(lambda line, _seen: line.send(data)))))
    assert error is expected


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}/wp-json/", timeouts=QUICK)
    error, _ = seconds(lambda: ask(client))
    client.close()
    assert error is NetworkTroubleError


@pytest.mark.parametrize("how", ["close", "cancelled"])
def test_a_running_request_ends_when_somebody_asks_for_it(rogue: StartRogue, client_of: MakeClient, how: str) -> None:
    arrived, stop = threading.Event(), threading.Event()

    def script(line: Line, _seen: Seen) -> None:
        arrived.set()
        line.pause(20)

    client = client_of(rogue(script), Timeouts(read=20.0, total=20.0), cancelled=stop.is_set)
    found: list[tuple[type[DeskError] | None, float]] = []
    thread = threading.Thread(target=lambda: found.append(seconds(lambda: ask(client))))
    thread.start()
    assert arrived.wait(5)
    client.close() if how == "close" else stop.set()
    thread.join(5)
    assert [error for error, _ in found] == [StoppedError]
    assert seconds(lambda: ask(client))[0] is StoppedError


def test_a_large_upload_to_a_slow_reader_needs_only_the_total_time(rogue: StartRogue, client_of: MakeClient) -> None:
    done: list[int] = []
    pause = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)

        def read_slowly() -> None:
            sock, _ = server.accept()
            with sock:
                total = 0
                while total < 3_000_000:
                    total += len(sock.recv(65_536))
                    if total < 1_500_000:
                        pause.wait(0.01)
                done.append(total)
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")

        thread = threading.Thread(target=read_slowly)
        thread.start()
        # As one piece, the body would have to leave within the time to connect.
        limits = Timeouts(connect=0.1, read=5.0, total=5.0)
        client = Client(f"http://127.0.0.1:{server.getsockname()[1]}/", "editor", PASSWORD, timeouts=limits)
        client.post_bytes("wp/v2/media", b"x" * 3_000_000, {}, shape=dict[str, Any], total_seconds=20.0)
        client.close()
        thread.join(5)
    assert done


def test_an_upload_refused_half_way_is_said(rogue: StartRogue, client_of: MakeClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            sock, _ = server.accept()
            with sock:
                sock.recv(1000)
                sock.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<html></html>")

        thread = threading.Thread(target=refuse)
        thread.start()
        client = Client(f"http://127.0.0.1:{server.getsockname()[1]}/", "editor", PASSWORD, timeouts=QUICK)
        with pytest.raises(DeskError):
            client.post_bytes("wp/v2/media", b"x" * 9_000_000, {}, shape=dict[str, Any], total_seconds=20.0)
        client.close()
        thread.join(5)


def test_a_self_signed_certificate_is_refused(rogue: StartRogue, certificate: Callable[..., Certificate]) -> None:
    server = rogue(lambda line, _seen: line.answer(), certificate().context)
    client = Client(server.api_root, "editor", PASSWORD, timeouts=QUICK)
    error, _ = seconds(lambda: ask(client))
    client.close()
    assert error is CertificateInvalidError
    assert not server.seen


@pytest.mark.parametrize(("address", "days"), [("127.0.0.1", -1), ("127.0.0.9", 1)])
def test_an_expired_certificate_and_one_for_another_host(
    rogue: StartRogue, certificate: Callable[..., Certificate], address: str, days: int
) -> None:
    made = certificate(address, days)
    server = rogue(lambda line, _seen: line.answer(), made.context)
    client = Client(server.api_root, "editor", PASSWORD, timeouts=QUICK, ca_file=str(made.file))
    error, _ = seconds(lambda: ask(client))
    client.close()
    assert error is CertificateInvalidError
    assert not server.seen


def test_a_trusted_certificate_is_fine(rogue: StartRogue, certificate: Callable[..., Certificate]) -> None:
    made = certificate()
    server = rogue(lambda line, _seen: line.answer('{"id": 7}'), made.context)
    client = Client(server.api_root, "editor", PASSWORD, timeouts=QUICK, ca_file=str(made.file))
    assert ask(client) == {"id": 7}
    client.close()


def test_a_port_that_speaks_plain_http_is_no_matter_of_certificates(rogue: StartRogue) -> None:
    server = rogue(lambda line, _seen: line.answer())
    client = Client(f"https://127.0.0.1:{server.port}/wp-json/", "editor", PASSWORD, timeouts=QUICK)
    error, _ = seconds(lambda: ask(client))
    client.close()
    # Whether the server answers or waits for a line to end depends on the random bytes of the greeting.
    assert issubclass(error, NetworkTroubleError)
    assert not issubclass(error, CertificateInvalidError)


@pytest.mark.parametrize(
    "address", ["http://bkd.example.go.id/wp-json/", "http://10.0.0.5/", "http://127.evil.example/"]
)
def test_plain_http_goes_to_this_machine_only(address: str) -> None:
    with pytest.raises(PlainHttpError):
        Client(address, "editor", PASSWORD)
    transport = Transport()
    with pytest.raises(PlainHttpError):
        transport.send(Request("GET", address))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("localhost.evil.example", False),
        ("0.0.0.0", False),
        ("192.168.1.1", False),
        ("", False),
    ],
)
def test_what_this_machine_is_called(host: str, *, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_cookies_are_not_kept(rogue: StartRogue, client_of: MakeClient) -> None:
    server = rogue(lambda line, _seen: line.answer(Set_Cookie="wordpress_logged_in=1; Path=/"))
    client = client_of(server)
    ask(client)
    ask(client)
    assert [seen.headers.get("cookie") for seen in server.seen] == [None, None]


def test_no_netrc_and_no_proxy_before_this_machine(
    rogue: StartRogue, client_of: MakeClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other\n")
    netrc.chmod(0o600)
    proxy = rogue(lambda line, _seen: line.answer())
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    server = rogue(lambda line, _seen: line.answer())
    anonymous = Client(server.api_root, timeouts=QUICK)
    ask(anonymous)
    anonymous.close()
    ask(client_of(server))
    assert "authorization" not in server.seen[0].headers
    assert server.seen[1].headers["authorization"].startswith("Basic ")
    assert not proxy.seen


def test_a_proxy_is_asked_for_the_rest_of_the_world_through_a_tunnel(
    rogue: StartRogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = rogue(lambda line, _seen: line.send("HTTP/1.1 503 No\r\nConnection: close\r\n\r\n"))
    monkeypatch.setenv("https_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    client = Client("https://bkd.example.go.id/wp-json/", "editor", PASSWORD, timeouts=QUICK)
    with pytest.raises(NetworkTroubleError):
        ask(client)
    client.close()
    assert [seen.method for seen in proxy.seen] == ["CONNECT"]
    assert "authorization" not in proxy.seen[0].headers


def test_an_opener_sees_every_request_and_may_lose_the_answer(rogue: StartRogue, client_of: MakeClient) -> None:
    server = rogue(lambda line, _seen: line.answer())

    def lose(request: Request, send: Send) -> Answer:
        send(request)
        raise NetworkTroubleError("lost")

    with pytest.raises(NetworkTroubleError):
        ask(client_of(server, opener=lose))
    assert len(server.seen) == 1


def test_several_threads_share_a_client(rogue: StartRogue, client_of: MakeClient) -> None:
    server = rogue(lambda line, seen: line.answer(json.dumps({"target": seen.target})))
    client = client_of(server)
    found: dict[int, object] = {}

    def one(number: int) -> None:
        found[number] = client.get(f"wp/v2/posts/{number}", shape=dict[str, Any]).value["target"]

    threads = [threading.Thread(target=one, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert found == {number: f"/wp-json/wp/v2/posts/{number}" for number in range(24)}
    assert client.requests == 24


def test_connections_are_kept_alive(rogue: StartRogue, client_of: MakeClient) -> None:
    accepted: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            sock, _ = server.accept()
            accepted.append(1)
            with sock, sock.makefile("rb") as file:
                for _ in range(3):
                    while file.readline().strip():
                        pass
                    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        thread = threading.Thread(target=serve)
        thread.start()
        client = Client(f"http://127.0.0.1:{server.getsockname()[1]}/", timeouts=QUICK)
        for _ in range(3):
            ask(client)
        thread.join(5)
        client.close()
    assert accepted == [1]
