"""Application Passwords, users and roles, and the page that lets an application in."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bkddesk.demo.authorize import is_valid_redirect
from tests.demo.conftest import Ground

ME = "users/me"


@pytest.mark.parametrize(
    ("role", "has", "has_not"),
    [
        ("administrator", "manage_options", "nope"),
        ("editor", "moderate_comments", "manage_options"),
        ("author", "publish_posts", "moderate_comments"),
        ("contributor", "edit_posts", "publish_posts"),
        ("subscriber", "read", "edit_posts"),
    ],
)
def test_me_tells_role_and_capabilities(ground: Ground, role: str, has: str, has_not: str) -> None:
    me = ground.get(ME, role=role, context="edit")
    assert me["roles"] == [role]
    assert me["capabilities"][has] is True
    assert has_not not in me["capabilities"]
    assert me["username"] == ground.site.users[role][0]


@pytest.mark.parametrize("change", ["spaces", "no spaces", "email", "upper case name"])
def test_ways_to_write_the_same_login(ground: Ground, change: str) -> None:
    name, password = ground.site.users["editor"]
    auth = {
        "spaces": (name, password),
        "no spaces": (name, password.replace(" ", "")),
        "email": ("bayu.layar@bkd-bondowoso.example", password),
        "upper case name": (name.upper(), password),
    }[change]
    assert requests.get(f"{ground.home}/wp-json/wp/v2/users/me", auth=auth, timeout=10).status_code == 200


@pytest.mark.parametrize("auth", [None, ("bayu", "salah salah"), ("siapa", "x"), ("", "")])
def test_a_wrong_password_makes_one_anonymous(ground: Ground, auth: Any) -> None:
    answer = requests.get(f"{ground.home}/wp-json/wp/v2/users/me?context=edit", auth=auth, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (401, "rest_not_logged_in")
    assert requests.get(f"{ground.home}/wp-json/wp/v2/posts", auth=auth, timeout=10).status_code == 200
    answer = requests.get(f"{ground.home}/wp-json/wp/v2/comments?context=edit", auth=auth, timeout=10)
    assert (answer.status_code, answer.json()["code"]) == (401, "rest_forbidden_context")


def test_introspect_and_revoke(ground: Ground) -> None:
    made = ground.post(f"{ME}/application-passwords", name="Laptop", app_id="4dd2b0f8-1d3c-4b6e-9b1b-0a1b2c3d4e5f")
    auth = (ground.site.users["editor"][0], made["password"])
    own = requests.get(
        f"{ground.home}/wp-json/wp/v2/users/me/application-passwords/introspect", auth=auth, timeout=10
    ).json()
    assert own["uuid"] == made["uuid"]
    assert own["last_ip"] == "127.0.0.1"
    assert "password" not in own
    route = f"{ME}/application-passwords/{made['uuid']}"
    assert ground.ask("author", "DELETE", route).status_code == 404
    assert ground.ask("editor", "DELETE", route).json()["deleted"] is True
    assert ground.ask("editor", "DELETE", route).json()["code"] == "rest_application_password_not_found"
    assert requests.get(f"{ground.home}/wp-json/wp/v2/users/me", auth=auth, timeout=10).status_code == 401


@pytest.mark.parametrize(
    ("role", "route", "status"),
    [
        (None, "users", 200),
        ("editor", "users?context=edit", 403),
        ("administrator", "users?context=edit", 200),
        ("editor", "users?roles=editor", 403),
        ("editor", "users?who=authors", 200),
        ("subscriber", "users?who=authors", 403),
        (None, "users/2", 200),
        (None, "users/5", 401),
        ("editor", "users/5", 403),
        ("administrator", "users/5", 200),
        ("editor", "users/3?context=edit", 403),
    ],
)
def test_who_sees_whom(ground: Ground, role: str | None, route: str, status: int) -> None:
    assert ground.ask(role, "GET", route).status_code == status


def test_only_those_who_published_are_listed(ground: Ground) -> None:
    assert {user["name"] for user in ground.get("users", role=None)} == {"Dewi Embun", "Bayu Layar", "Munira Cendana"}


PAGE = "/wp-admin/authorize-application.php"
FIELDS = {"app_name": "bkddesk <b>", "app_id": "4dd2b0f8-1d3c-4b6e-9b1b-0a1b2c3d4e5f"}


@pytest.mark.parametrize("back", ["http://127.0.0.1:9/kembali?state=x", "http://[::1]:9/k", "bkddesk://callback"])
def test_an_approved_application_gets_a_password(ground: Ground, back: str) -> None:
    form = ground.ask(None, "GET", PAGE, params={**FIELDS, "success_url": back})
    assert form.status_code == 200
    assert "bkddesk &lt;b&gt;" in form.text
    answer = ground.ask(None, "POST", PAGE, data={**FIELDS, "success_url": back, "approve": "1"})
    assert answer.status_code == 302
    target = answer.headers["Location"]
    assert target.startswith(back)
    given = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
    assert given["site_url"] == ground.home
    auth = (given["user_login"], given["password"])
    me = requests.get(f"{ground.home}/wp-json/wp/v2/users/me", auth=auth, timeout=10)
    assert me.json()["name"] == "Dewi Embun"


def test_a_rejected_application_is_told(ground: Ground) -> None:
    given = {**FIELDS, "success_url": "http://127.0.0.1:9/k", "reject": "1"}
    assert ground.ask(None, "POST", PAGE, data=given).headers["Location"] == "http://127.0.0.1:9/k?success=false"
    given["reject_url"] = "http://127.0.0.1:9/tidak"
    assert ground.ask(None, "POST", PAGE, data=given).headers["Location"] == "http://127.0.0.1:9/tidak"


def test_without_a_way_back_the_password_is_shown(ground: Ground) -> None:
    answer = ground.ask(None, "POST", PAGE, data={**FIELDS, "approve": "1"})
    assert answer.status_code == 200
    assert "<code>" in answer.text


@pytest.mark.parametrize(
    ("url", "valid"),
    [
        ("https://aplikasi.example/k", True),
        ("http://127.0.0.1:8000/k", True),
        ("http://[::1]:8000/k", True),
        ("bkddesk://callback", True),
        ("http://localhost:8000/k", False),
        ("http://aplikasi.example/k", False),
        ("http://192.0.2.1/k", False),
        ("javascript://alert(1)", False),
        ("data://x", False),
        ("bkddesk:callback", False),
        ("", False),
    ],
)
def test_where_a_password_may_be_sent(ground: Ground, url: str, valid: bool) -> None:
    assert is_valid_redirect(url) is valid
    if url:
        answer = ground.ask(None, "GET", PAGE, params={**FIELDS, "success_url": url})
        assert answer.status_code == (200 if valid else 400)


def test_a_page_elsewhere_cannot_approve(ground: Ground) -> None:
    given = {**FIELDS, "success_url": "https://situs-jahat.example/", "approve": "1"}
    answer = ground.ask(None, "POST", PAGE, data=given, headers={"Origin": "https://situs-jahat.example"})
    assert answer.status_code == 403
    assert ground.ask(None, "POST", PAGE, data=given, headers={"Origin": ground.home}).status_code == 302
