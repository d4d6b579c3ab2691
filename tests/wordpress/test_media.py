"""Pictures come without credentials, from where they may, and go up under names that survive."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bkddesk.model.errors import (
    AnswerTooLargeError,
    DeskError,
    NotUnderstoodError,
    PlainHttpError,
    RedirectedError,
    RejectedError,
)
from bkddesk.wordpress import media
from bkddesk.wordpress.client import Client
from bkddesk.wordpress.transport import Answer, Request, Send
from tests.wordpress.conftest import PASSWORD, StartRogue

MakeClient = Callable[..., Client]


def test_no_credentials_with_a_picture_wherever_it_lies(rogue: StartRogue, client_of: MakeClient) -> None:
    site = rogue(lambda line, _seen: line.answer(b"PNG", Content_Type="image/png"))
    elsewhere = rogue(lambda line, _seen: line.answer(b"PNG", Content_Type="image/png"))
    client = client_of(site)
    for url in (f"{site.url}/a.png", "/wp-content/b.png", f"{elsewhere.url}/c.png"):
        assert media.fetch_bytes(client, url) == b"PNG"
    assert [seen.target for seen in site.seen] == ["/a.png", "/wp-content/b.png"]
    assert all("authorization" not in seen.headers for seen in [*site.seen, *elsewhere.seen])


def asked(client_url: str, picture: str) -> list[str]:
    """What is really asked for, for a picture's address on a site at `client_url`."""
    urls: list[str] = []

    def answer(request: Request, _send: Send) -> Answer:
        urls.append(request.url)
        assert "Authorization" not in request.headers
        return Answer(200, {"content-type": "image/png"}, b"PNG", request.url)

    client = Client(f"{client_url}/wp-json/", "editor", PASSWORD, opener=answer)
    media.fetch_bytes(client, picture)
    return urls


def test_an_old_http_address_of_the_site_is_asked_over_https() -> None:
    assert asked("https://bkd.example.go.id", "http://bkd.example.go.id/a.png") == ["https://bkd.example.go.id/a.png"]
    assert asked("https://bkd.example.go.id", "https://cdn.example/a.png") == ["https://cdn.example/a.png"]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("http://elsewhere.example/a.png", PlainHttpError),
        ("http://127.0.0.1:631/printers", DeskError),
        ("file:///etc/passwd", DeskError),
        ("data:image/png;base64,AAAA", DeskError),
        ("javascript:alert(1)", DeskError),
    ],
)
def test_what_is_never_asked_for(picture: str, expected: type[DeskError]) -> None:
    with pytest.raises(expected):
        asked("https://bkd.example.go.id", picture)


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/", "http://elsewhere.example/", "file:///etc/passwd"])
def test_a_picture_that_leads_inside(target: str) -> None:
    def answer(request: Request, _send: Send) -> Answer:
        assert request.url == "https://cdn.example/a.png"
        return Answer(302, {"location": target}, b"", request.url)

    client = Client("https://bkd.example.go.id/wp-json/", "editor", PASSWORD, opener=answer)
    with pytest.raises(DeskError):
        media.fetch_bytes(client, "https://cdn.example/a.png")


def test_a_picture_that_moved_within_this_machine_only_when_at_home(rogue: StartRogue, client_of: MakeClient) -> None:
    inside = rogue(lambda line, _seen: line.answer(b"secret", Content_Type="image/png"))
    site = rogue(lambda line, _seen: line.answer("", 302, Location=f"{inside.url}/x"))
    with pytest.raises(RedirectedError):
        media.fetch_bytes(client_of(site), "/a.png")
    assert not inside.seen


def test_a_page_or_a_monster_in_the_place_of_a_picture(rogue: StartRogue, client_of: MakeClient) -> None:
    page = rogue(lambda line, _seen: line.answer("<html>", Content_Type="text/html"))
    with pytest.raises(NotUnderstoodError):
        media.fetch_bytes(client_of(page), "/a.png")
    monster = rogue(lambda line, _seen: line.answer(b"x" * 5000, Content_Type="image/png"))
    with pytest.raises(AnswerTooLargeError):
        media.fetch_bytes(client_of(monster), "/a.png", max_bytes=1000)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rapat.png", "rapat.png"),
        ("Rapat Dinas – é (1).PNG", "Rapat-Dinas-e-1.PNG"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Foto\\kegiatan.jpeg", "kegiatan.jpeg"),
        ('a"; filename="b.php', "a-filename-b.php"),
        ("a\r\nX-Evil: 1.png", "a-X-Evil-1.png"),
        ("写真.jpg", "file.jpg"),
        (".htaccess", "file.htaccess"),
        ("", "file"),
        ("x" * 300 + ".png", "x" * 80 + ".png"),
    ],
)
def test_file_names_that_survive_a_header(name: str, expected: str) -> None:
    assert media.ascii_filename(name) == expected


def test_an_upload_keeps_the_real_name_as_title(rogue: StartRogue, client_of: MakeClient) -> None:
    server = rogue(lambda line, _seen: line.answer('{"id": 5, "slug": "abc", "media_details": [], "title": {}}', 201))
    item = media.upload(client_of(server), b"PNG", "Rapat é.png", "image/png", "abc", alt_text="Ruang rapat")
    assert (item.id, item.slug) == (5, "abc")
    seen = server.seen[0]
    assert seen.body == b"PNG"
    assert seen.headers["content-disposition"] == 'attachment; filename="Rapat-e.png"'
    assert seen.headers["content-type"] == "image/png"
    assert "slug=abc" in seen.target
    assert "title=Rapat+%C3%A9" in seen.target


def test_too_large_for_the_web_server_is_a_refusal(rogue: StartRogue, client_of: MakeClient) -> None:
    server = rogue(lambda line, _seen: line.answer("<h1>413</h1>", 413, Content_Type="text/html"))
    with pytest.raises(RejectedError) as caught:
        media.upload(client_of(server), b"PNG", "a.png", "image/png")
    assert (caught.value.code, caught.value.status) == ("too_large", 413)
