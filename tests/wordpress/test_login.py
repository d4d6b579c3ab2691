"""The way to the browser and back: addresses, the listener on this machine, the custom scheme."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bkddesk.model.site import FoundSite
from bkddesk.wordpress.login import (
    CUSTOM_SCHEME_URL,
    Authorized,
    LoopbackListener,
    PageTexts,
    Rejected,
    authorize_url,
    parse_callback,
)

FOUND = FoundSite("https://s.example", "https://s.example/wp-json/", "S", authorize_url="https://s.example/a.php")
ANSWER = {"site_url": "https://s.example", "user_login": "editor & co", "password": "abcd EFGH+ijkl"}


@pytest.fixture
def listener() -> Iterator[LoopbackListener]:
    texts = PageTexts("id", "Berhasil <masuk>", "Kembali ke bkddesk.", "Tidak jadi", "Tidak ada sandi dibuat.")
    with LoopbackListener(texts) as made:
        yield made


def visit(url: str, **options: object) -> requests.Response:
    with requests.Session() as browser:
        browser.trust_env = False
        return browser.get(url, timeout=5, **options)  # type: ignore[arg-type]


def test_the_address_for_the_browser() -> None:
    url = authorize_url(FOUND, "an-id", "http://127.0.0.1:1/s/approved", "http://127.0.0.1:1/s/rejected", "bkddesk")
    assert url.startswith("https://s.example/a.php?")
    assert parse_qs(urlsplit(url).query) == {
        "app_name": ["bkddesk"],
        "app_id": ["an-id"],
        "success_url": ["http://127.0.0.1:1/s/approved"],
        "reject_url": ["http://127.0.0.1:1/s/rejected"],
    }
    assert "success_url" not in authorize_url(FOUND, "an-id", "", "", "bkddesk")


def test_the_browser_comes_back_with_a_password(listener: LoopbackListener) -> None:
    reply = visit(listener.success_url, params=ANSWER)
    assert listener.wait(5) == Authorized(**ANSWER)
    assert "Berhasil &lt;masuk&gt;" in reply.text
    assert '<html lang="id">' in reply.text
    # The page that stays in the browser and its history is another one, without the password.
    assert "password" not in reply.url
    assert [one.status_code for one in reply.history] == [303]
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("how", ["reject_url", "success=false"])
def test_the_person_says_no(listener: LoopbackListener, how: str) -> None:
    reply = visit(listener.reject_url if how == "reject_url" else f"{listener.success_url}?success=false")
    assert listener.wait(5) == Rejected()
    assert "Tidak jadi" in reply.text


def test_only_the_first_answer_counts(listener: LoopbackListener) -> None:
    visit(listener.success_url, params=ANSWER)
    assert visit(listener.success_url, params=ANSWER | {"user_login": "other"}).status_code == 404
    assert visit(listener.reject_url).status_code == 404
    assert listener.wait(5) == Authorized(**ANSWER)


def test_other_pages_cannot_answer_in_its_place(listener: LoopbackListener) -> None:
    root = listener.success_url.rsplit("/", 2)[0]
    for path in ("/", "/approved", "/guess/approved", "/é/approved", "//", "/a/b/c"):
        assert visit(root + path, params=ANSWER).status_code == 404
    assert visit(listener.success_url, params=ANSWER, headers={"Host": "evil.example"}).status_code == 404
    assert visit(listener.success_url, params={"site_url": "x"}).status_code == 400
    assert visit(listener.success_url.replace("approved", "done")).status_code == 404
    assert listener.wait(0) is None


def test_a_state_of_its_own_each_time(listener: LoopbackListener) -> None:
    with LoopbackListener() as other:
        mine, theirs = urlsplit(listener.success_url), urlsplit(other.success_url)
        assert mine.path != theirs.path
        assert mine.hostname == "127.0.0.1"
        assert len(mine.path.split("/")[1]) >= 32


def test_a_connection_that_says_nothing_holds_up_nobody(listener: LoopbackListener) -> None:
    parts = urlsplit(listener.success_url)
    with socket.create_connection(("127.0.0.1", parts.port or 0)):
        visit(listener.success_url, params=ANSWER)
        assert listener.wait(5) == Authorized(**ANSWER)


def test_waiting_ends_without_an_answer_and_when_closed() -> None:
    listener = LoopbackListener()
    assert listener.wait(0.01) is None
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(listener.wait(30)))
    thread.start()
    listener.close()
    listener.close()
    thread.join(5)
    assert found == [None]
    with pytest.raises(requests.ConnectionError):
        visit(listener.success_url)


def test_the_password_is_in_no_text_and_no_log(
    listener: LoopbackListener, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger="bkddesk")
    visit(listener.success_url, params=ANSWER)
    found = listener.wait(5)
    printed = capfd.readouterr()
    assert ANSWER["password"] not in repr(found) + repr(listener) + printed.out + printed.err
    assert "approved" not in repr(listener) + printed.err


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "bkddesk://callback?site_url=https%3A%2F%2Fs.example&user_login=editor&password=abcd%20EFGH",
            Authorized("https://s.example", "editor", "abcd EFGH"),
        ),
        ("bkddesk://callback?user_login=editor&password=a+b", Authorized("", "editor", "a b")),
        ("bkddesk://callback?success=false", Rejected()),
        ("bkddesk://callback?user_login=editor", None),
        ("bkddesk://callback", None),
        ("bkddesk://other?user_login=editor&password=x", None),
        ("https://callback?user_login=editor&password=x", None),
        ("", None),
        ("bkddesk://[callback", None),
    ],
)
def test_the_custom_scheme(url: str, expected: object) -> None:
    assert parse_callback(url) == expected


def test_the_custom_scheme_with_a_state() -> None:
    url = f"{CUSTOM_SCHEME_URL}?state=s3cret&user_login=editor&password=x"
    assert parse_callback(url, state="s3cret") == Authorized("", "editor", "x")
    assert parse_callback(url, state="other") is None
    assert parse_callback(f"{CUSTOM_SCHEME_URL}?user_login=editor&password=x", state="s3cret") is None
