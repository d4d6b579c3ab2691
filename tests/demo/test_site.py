"""Starting, remembering, resetting, and the switch of the network."""

import socket
from collections import Counter
from pathlib import Path

import pytest
import requests

from bkddesk.demo.site import DemoSite
from tests.demo.conftest import START, Clock, Ground


def test_the_folder_remembers_port_logins_and_content(tmp_path: Path) -> None:
    first = DemoSite(tmp_path / "practice", clock=Clock())
    home, users = first.start(), first.users
    made = requests.post(
        f"{home}/wp-json/wp/v2/posts", auth=users["editor"], json={"title": "Tinggal", "status": "publish"}, timeout=10
    ).json()
    first.stop()

    second = DemoSite(tmp_path / "practice", clock=Clock())
    assert second.start() == home
    assert second.users == users
    assert requests.get(f"{home}/wp-json/wp/v2/posts/{made['id']}", timeout=10).json()["title"]["rendered"] == "Tinggal"
    second.stop()


def test_addresses_follow_when_the_port_is_taken(tmp_path: Path) -> None:
    first = DemoSite(tmp_path / "practice", clock=Clock())
    home = first.start()
    first.stop()
    with socket.create_server(("127.0.0.1", int(home.rpartition(":")[2]))):
        second = DemoSite(tmp_path / "practice", clock=Clock())
        moved = second.start()
        assert moved != home
        posts = requests.get(f"{moved}/wp-json/wp/v2/posts", params={"per_page": 100}, timeout=10).text
        media = requests.get(f"{moved}/wp-json/wp/v2/media", timeout=10).json()
        second.stop()
    assert home not in posts
    assert moved in posts
    assert media[0]["source_url"].startswith(moved)


def test_an_older_or_broken_practice_site_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "site.sqlite3").write_bytes(b"")
    site = DemoSite(tmp_path, clock=Clock())
    home = site.start()
    assert requests.get(f"{home}/wp-json/", timeout=10).json()["name"] == "BKD Bondowoso"
    site.stop()


def test_what_is_planted(ground: Ground) -> None:
    totals = {status: ground.total("comments", status=status) for status in ("hold", "approve", "spam", "trash")}
    assert totals == {"hold": 313, "approve": 52, "spam": 46, "trash": 5}
    statuses = Counter(post["status"] for post in ground.get("posts", status="any", per_page=100, context="edit"))
    assert statuses == {"publish": 13, "draft": 4, "pending": 2, "future": 1, "private": 1}
    newest = ground.get("comments", status="hold", per_page=9, context="edit")
    assert [comment["author_name"] for comment in newest[:5]] == [
        *("gede mania", "sis wd", "Jasa Backlink Murah", "cuan tiap hari", "Bu Melati Sumberwringin"),
    ]
    assert {kind: ground.total("comments", status="any", type=kind) for kind in ("pingback", "note")} == {
        "pingback": 2,
        "note": 1,
    }


def test_nothing_planted_lies_in_the_future_or_before_its_article(ground: Ground) -> None:
    published = {post["id"]: post["date_gmt"] for post in ground.get("posts", status="any", per_page=100)}
    for page in range(1, 6):
        for comment in ground.get("comments", status="any", per_page=100, page=page):
            assert comment["date_gmt"] <= START.isoformat()[:19]
            assert comment["date_gmt"] > published[comment["post"]]


def test_addresses_are_invented(ground: Ground) -> None:
    for page in range(1, 6):
        for comment in ground.get("comments", status="any", per_page=100, page=page, context="edit"):
            assert comment["author_ip"].startswith(("203.0.113.", "198.51.100.", "192.0.2.")), comment["author_ip"]
            for address in (comment["author_email"], comment["author_url"].split("/")[2:3]):
                host = "".join(address).rpartition("@")[2]
                assert host == "" or host.endswith((".example", ".invalid")), host


def test_the_same_moment_plants_the_same_content(ground: Ground, tmp_path: Path) -> None:
    other = DemoSite(tmp_path, clock=Clock())
    home = other.start()
    wanted = {"status": "hold", "per_page": 100, "_fields": "id,author_name,content,date"}
    answer = requests.get(
        f"{home}/wp-json/wp/v2/comments", params=wanted, auth=other.users["editor"], timeout=10
    ).json()
    other.stop()
    assert answer == ground.get("comments", **wanted)


def test_reset_brings_content_back_and_keeps_new_passwords(ground: Ground) -> None:
    made = ground.post("users/me/application-passwords", name="Uji")
    ground.ask("editor", "DELETE", "users/me/application-passwords")
    post = ground.post("posts", role="administrator", title="Hilang", status="publish")
    ground.site.reset()
    assert ground.ask("editor", "GET", f"posts/{post['id']}").status_code == 404
    assert ground.get("users/me")["name"] == "Bayu Layar"
    assert made["password"]


def test_the_network_can_be_pulled_and_plugged_in(ground: Ground) -> None:
    assert ground.site.network_is_up
    with requests.Session() as session:
        assert session.get(f"{ground.home}/wp-json/", timeout=10).ok
        ground.site.set_network(False)
        assert not ground.site.network_is_up
        with pytest.raises(requests.ConnectionError):
            session.get(f"{ground.home}/wp-json/", timeout=10)
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{ground.home}/wp-json/", timeout=10)
        ground.site.set_network(False)
        ground.site.set_network(True)
        assert session.get(f"{ground.home}/wp-json/", timeout=10).ok


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "situs-jahat.example"}, 403),
        ({"Host": "localhost:1"}, 200),
    ],
)
def test_other_names_do_not_reach_it(ground: Ground, headers: dict[str, str], status: int) -> None:
    assert requests.get(f"{ground.home}/", headers=headers, timeout=10).status_code == status
