"""What an answer means: JSON and what surrounds it, errors by status and code, redirects, a hidden password."""

from __future__ import annotations

import base64
import json
import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from bkddesk.wordpress.client import Client, Reply, decode, flat, page_of
from tests.wordpress.conftest import PASSWORD, StartRogue
from tests.wordpress.rogue import Line, Rogue, Seen

MakeClient = Callable[..., Client]

TOKEN = base64.b64encode(f"editor:{PASSWORD}".encode()).decode()
WARNING = b"<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/x.php</b> on line <b>3</b><br />\n"


def ask(client: Client) -> Reply[dict[str, Any]]:
    return client.get("wp/v2/posts/1", shape=dict[str, Any])


@pytest.mark.parametrize(
    "body",
    [
        b'{"id":1}',
        b'\xef\xbb\xbf{"id":1}',
        b'\n\n {"id":1}\n',
        WARNING + b'{"id":1}',
        b"\xef\xbb\xbf" + WARNING + b'{"id":1}',
        WARNING + b'\xef\xbb\xbf{"id":1}',
        WARNING + b'  {"id":1}\n',
        b'Notice: Array [0] => x\n[warning] something\n{"id":1}',
    ],
)
def test_json_is_found_behind_what_php_printed(body: bytes) -> None:
    assert decode(body, dict[str, int]) == {"id": 1}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<!DOCTYPE html><title>Masuk</title>",
        b'<script>\n{"id":1}\n</script>',
        b'{"id":1}' + WARNING,
        b'{"id":1',
        b'text {"id":1}',
        b'{"id":"satu"}',
        b'[{"id":1}]',
        b"null",
        b"\xff\xfe\x00",
        b'{"id":"\xff"}',
        b"[" * 100_000,
        b"\n[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_what_is_not_a_whole_document_of_the_shape_is_not_understood(body: bytes) -> None:
    with pytest.raises(NotUnderstoodError):
        decode(body, dict[str, int])


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.integers(-(2**53), 2**53)), st.text(alphabet="<b>/ .:\nnoticeWarning$"))
def test_any_document_survives_any_notice(found: dict[str, int], notice: str) -> None:
    body = notice.encode() + b"\n" + msgspec.json.encode(found)
    assert decode(body, dict[str, int]) == found


@pytest.mark.parametrize("body", [b'{"a":' * 100_000, b'{"a":' + b"[" * 100_000])
def test_nesting_without_end_is_not_understood(body: bytes) -> None:
    with pytest.raises(NotUnderstoodError):
        decode(body, dict[str, Any])


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_break_the_decoder(body: bytes) -> None:
    try:
        decode(body, list[int])
    except NotUnderstoodError:
        return


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, "rest_invalid_param", RejectedError),
        (400, "comment_flood", RejectedError),
        (401, "rest_not_logged_in", UnauthorizedError),
        (401, "rest_cannot_access", UnauthorizedError),
        (403, "rest_cannot_edit", ForbiddenError),
        (403, "rest_disabled", RestDisabledError),
        (404, "rest_post_invalid_id", GoneError),
        (404, "rest_comment_invalid_id", GoneError),
        (404, "rest_no_route", RestDisabledError),
        (409, "comment_duplicate", RejectedError),
        (410, "rest_already_trashed", GoneError),
        (413, "rest_too_large", RejectedError),
        (429, "too_many", ThrottledError),
        (408, "timeout", NetworkTroubleError),
        (500, "internal_server_error", ServerTroubleError),
        (500, "rest_upload_sideload_error", RejectedError),
        (500, "rest_upload_unknown_error", RejectedError),
        (501, "rest_trash_not_supported", RejectedError),
        (502, "bad_gateway", ServerTroubleError),
        (503, "maintenance", ServerTroubleError),
    ],
)
def test_an_error_of_wordpress_by_status_and_code(
    rogue: StartRogue, client_of: MakeClient, status: int, code: str, expected: type[DeskError]
) -> None:
    client = client_of(rogue(lambda line, _seen: line.error(status, code, {"status": status, "term_id": 9})))
    with pytest.raises(DeskError) as caught:
        ask(client)
    assert type(caught.value) is expected
    assert code in caught.value.detail
    if isinstance(caught.value, RejectedError):
        assert (caught.value.code, caught.value.status) == (code, status)
    if isinstance(caught.value, RejectedError) and status not in {413, 429}:
        assert caught.value.data["term_id"] == 9


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, NotUnderstoodError),
        (304, NotUnderstoodError),
        (400, NotUnderstoodError),
        (401, UnauthorizedError),
        (403, NotUnderstoodError),
        (404, NotUnderstoodError),
        (406, NotUnderstoodError),
        (410, NotUnderstoodError),
        (413, RejectedError),
        (429, ThrottledError),
        (500, ServerTroubleError),
        (501, NotUnderstoodError),
        (503, ServerTroubleError),
    ],
)
def test_a_page_in_the_place_of_an_answer(
    rogue: StartRogue, client_of: MakeClient, status: int, expected: type[DeskError]
) -> None:
    page = "<html><body><h1>403 Forbidden</h1>ModSecurity</body></html>"
    client = client_of(rogue(lambda line, _seen: line.answer(page, status, Content_Type="text/html")))
    with pytest.raises(DeskError) as caught:
        ask(client)
    assert type(caught.value) is expected


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"Retry-After": "120"}, 120),
        (429, {"Retry-After": "Tue, 24 Nov 2026 10:02:00 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 120),
        (429, {"Retry-After": "Tue, 24 Nov 2026 09:00:00 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 0),
        (429, {"Retry-After": "soon"}, None),
        (429, {"Retry-After": "-5"}, None),
        (429, {"Retry-After": "99999999999999"}, None),
        (429, {}, None),
        (503, {"Retry-After": "600"}, 600),
    ],
)
def test_how_long_to_wait(
    rogue: StartRogue, client_of: MakeClient, status: int, headers: dict[str, str], seconds: int | None
) -> None:
    client = client_of(rogue(lambda line, _seen: line.answer("<h1>Slow down</h1>", status, **headers)))
    with pytest.raises(ThrottledError) as caught:
        ask(client)
    assert caught.value.retry_after == (None if seconds is None else timedelta(seconds=seconds))


def test_what_a_head_is_refused_for_is_asked_again(rogue: StartRogue, client_of: MakeClient) -> None:
    def script(line: Line, seen: Seen) -> None:
        if seen.method == "HEAD":
            line.send("HTTP/1.1 403 No\r\nContent-Length: 50\r\nConnection: close\r\n\r\n")
        else:
            line.error(403, "rest_forbidden_context")

    with pytest.raises(ForbiddenError):
        client_of(rogue(script)).head("wp/v2/comments")


def sends_to(rogue: StartRogue, client_of: MakeClient, status: int, target: str) -> tuple[Client, Rogue]:
    def script(line: Line, seen: Seen) -> None:
        if "arrived" in seen.target:
            line.answer('{"id": 7}')
        else:
            line.answer("", status, Location=target)

    server = rogue(script)
    return client_of(server), server


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_redirected_post_is_never_taken_for_done(
    rogue: StartRogue, client_of: MakeClient, status: int, *, elsewhere: bool
) -> None:
    other = rogue(lambda line, _seen: line.answer('{"id": 7}'))
    client, server = sends_to(rogue, client_of, status, f"{other.url}/arrived" if elsewhere else "/arrived")
    with pytest.raises(RedirectedError) as caught:
        client.post("wp/v2/posts", {"title": "Satu"}, shape=dict[str, Any])
    assert caught.value.location.endswith("/arrived")
    with pytest.raises(RedirectedError):
        client.delete("wp/v2/posts/1", shape=dict[str, Any])
    assert len(server.seen) == 2
    assert not other.seen


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_get_follows_within_its_own_origin_only(rogue: StartRogue, client_of: MakeClient, status: int) -> None:
    client, server = sends_to(rogue, client_of, status, "/arrived/")
    assert ask(client).value == {"id": 7}
    assert [seen.headers["authorization"] for seen in server.seen] == [f"Basic {TOKEN}"] * 2

    other = rogue(lambda line, _seen: line.answer('{"id": 7}'))
    for target in (
        f"{other.url}/arrived",
        f"http://localhost:{server.port}/arrived",
        f"https://127.0.0.1:{server.port}/arrived",
        "//evil.example/arrived",
        "file:///etc/passwd",
    ):
        client, server = sends_to(rogue, client_of, status, target)
        with pytest.raises(RedirectedError):
            ask(client)
    assert not other.seen


def test_a_redirect_to_nonsense(rogue: StartRogue, client_of: MakeClient) -> None:
    client, _server = sends_to(rogue, client_of, 302, "http://[nonsense")
    with pytest.raises(NotUnderstoodError):
        ask(client)


def test_a_redirect_in_a_circle_ends(rogue: StartRogue, client_of: MakeClient) -> None:
    client, server = sends_to(rogue, client_of, 302, "/again/")
    with pytest.raises(DeskError):
        ask(client)
    assert len(server.seen) <= 6


def everything_said(error: BaseException) -> str:
    lines = traceback.TracebackException.from_exception(error, capture_locals=False).format()
    parts = [*lines, repr(error), str(error), repr(vars(error))]
    return "\n".join(parts)


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 500, 301])
def test_the_password_is_in_no_text(
    rogue: StartRogue, client_of: MakeClient, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    def echo(line: Line, seen: Seen) -> None:
        found = {"code": "echo", "message": f"You sent {seen.headers} {PASSWORD}", "data": {"status": status}}
        body = json.dumps(found) if status != 200 else f"<pre>{seen.headers} {PASSWORD.replace(' ', '')}</pre>"
        line.answer(body, status, Location=f"https://evil.example/?a={TOKEN}")

    caplog.set_level(logging.DEBUG)
    client = client_of(rogue(echo))
    with pytest.raises(DeskError) as caught:
        ask(client)
    texts = everything_said(caught.value) + caplog.text + repr(client) + repr(client.transport)
    for secret in (PASSWORD, PASSWORD.replace(" ", ""), TOKEN):
        assert secret not in texts


def test_no_library_exception_hangs_on_to_the_request(rogue: StartRogue, client_of: MakeClient) -> None:
    client = client_of(rogue(lambda line, _seen: line.send("")))
    with pytest.raises(NetworkTroubleError) as caught:
        ask(client)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_the_user_name_and_password_go_out_in_utf8(rogue: StartRogue) -> None:
    server = rogue(lambda line, _seen: line.answer())
    client = Client(server.api_root, "Bupati é", "pässwörd")
    ask(client)
    client.close()
    token = server.seen[0].headers["authorization"].removeprefix("Basic ")
    assert base64.b64decode(token).decode() == "Bupati é:pässwörd"


def test_a_request_may_carry_no_user_agent(rogue: StartRogue, client_of: MakeClient) -> None:
    server = rogue(lambda line, _seen: line.answer())
    client = client_of(server)
    client.post("wp/v2/comments/1", {}, shape=dict[str, Any], user_agent=False)
    client.post("wp/v2/comments/1", {}, shape=dict[str, Any])
    assert "user-agent" not in server.seen[0].headers
    assert server.seen[1].headers["user-agent"] == "bkddesk/0.1"


def test_a_plain_permalink_root_keeps_its_query(rogue: StartRogue) -> None:
    server = rogue(lambda line, _seen: line.answer())
    client = Client(f"{server.url}/berita/index.php?rest_route=/", "editor", PASSWORD)
    client.get("wp/v2/posts", {"status": "any", "include": [3, 4], "search": "gaji & tunjangan"}, shape=dict[str, Any])
    client.close()
    target = server.seen[0].target
    assert target.startswith("/berita/index.php?rest_route=/wp/v2/posts&status=any&include=3%2C4&search=gaji+%26+tun")
    assert client.home == f"{server.url}/berita"


def test_parameters_are_written_as_wordpress_reads_them() -> None:
    given_values = {"a": None, "b": True, "c": False, "d": 0, "e": [1, 2], "f": "x", "g": []}
    assert flat(given_values) == {"b": "true", "c": "false", "d": "0", "e": "1,2", "f": "x", "g": ""}


@pytest.mark.parametrize(
    ("headers", "received", "expected"),
    [
        ({"x-wp-total": "250", "x-wp-totalpages": "3"}, 100, (250, 3)),
        ({}, 100, (200, 3)),
        ({}, 40, (140, 2)),
        ({"x-wp-total": "lots"}, 0, (100, 2)),
    ],
)
def test_totals_that_were_lost_become_lower_bounds(
    headers: dict[str, str], received: int, expected: tuple[int, int]
) -> None:
    page = page_of(["x"], headers, page=2, per_page=100, received=received)
    assert (page.total, page.total_pages) == expected
