"""Finding the site, the browser's way in, who one is, and the way out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from bkddesk.model.errors import ForbiddenError, UnauthorizedError
from bkddesk.wordpress import articles, comments, doctor, users
from bkddesk.wordpress.client import Client
from bkddesk.wordpress.discovery import discover
from bkddesk.wordpress.login import (
    CUSTOM_SCHEME_URL,
    Authorized,
    LoopbackListener,
    Rejected,
    authorize_url,
    own_uuid,
    parse_callback,
    revoke,
    sign_in,
)
from tests.contract.browser import Browser
from tests.contract.sites import Site

WRONG = "aaaa bbbb cccc dddd eeee ffff"


@pytest.fixture
def browser(site: Site) -> Iterator[Browser]:
    made = Browser(site.login)
    yield made
    made.close()


def test_the_site_is_found(site: Site) -> None:
    found = discover(site.url)
    assert found.url == site.url
    assert found.api_root == site.api_root
    assert found.name == "BKD Bondowoso"
    assert (found.timezone, found.gmt_offset) == ("Asia/Jakarta", 7.0)
    assert found.authorize_url == f"{site.url}/wp-admin/authorize-application.php"


@pytest.mark.parametrize(
    "typed", ["{host}", "{url}/", " {url}/wp-admin/edit.php?post_type=post ", "{url}/wp-json/wp/v2"]
)
def test_the_site_is_found_whatever_is_typed(site: Site, typed: str) -> None:
    host = site.url.split("://")[1]
    assert discover(typed.format(url=site.url, host=host)).api_root == site.api_root


def test_an_articles_address_finds_the_site(site: Site) -> None:
    link = articles.fetch(site.client(), site.post()).link
    assert discover(link).api_root == site.api_root


def test_the_other_root_answers_reads_and_writes(site: Site) -> None:
    client = site.client(api_root=f"{site.url}/index.php?rest_route=/")
    made = articles.create(client, {"title": "Lewat pintu lain", "status": "draft"})
    assert articles.fetch(client, made.id).fields.title == "Lewat pintu lain"
    assert comments.count(client, "approved") >= 0


@pytest.mark.parametrize("scripts", [True, False])
def test_the_browser_brings_an_application_password(site: Site, browser: Browser, *, scripts: bool) -> None:
    found = discover(site.url)
    with LoopbackListener() as listener:
        url = authorize_url(found, str(uuid.uuid4()), listener.success_url, listener.reject_url, "bkddesk di laptop")
        target, _ = browser.press(url, "approve", scripts=scripts)
        assert target.startswith(listener.success_url)
        assert "You can close this page" in browser.follow(target)
        answer = listener.wait(5)
    assert isinstance(answer, Authorized)
    assert answer.site_url == site.url
    signed = sign_in(found, answer.user_login, answer.password)
    assert "administrator" in signed.account.roles
    assert signed.found == found
    assert uuid.UUID(signed.uuid)


def test_the_custom_scheme_brings_it_too(site: Site, browser: Browser) -> None:
    found = discover(site.url)
    success = f"{CUSTOM_SCHEME_URL}?state=s3cret"
    target, _ = browser.press(authorize_url(found, str(uuid.uuid4()), success, CUSTOM_SCHEME_URL), "approve")
    answer = parse_callback(target, state="s3cret")
    assert isinstance(answer, Authorized)
    assert sign_in(found, answer.user_login, answer.password).account.can_moderate


@pytest.mark.parametrize("scripts", [True, False])
def test_the_person_declines_in_the_browser(site: Site, browser: Browser, *, scripts: bool) -> None:
    found = discover(site.url)
    with LoopbackListener() as listener:
        url = authorize_url(found, str(uuid.uuid4()), listener.success_url, listener.reject_url)
        browser.follow(browser.press(url, "reject", scripts=scripts)[0])
        assert listener.wait(5) == Rejected()


def test_the_person_declines_towards_the_custom_scheme(site: Site, browser: Browser) -> None:
    found = discover(site.url)
    success = f"{CUSTOM_SCHEME_URL}?state=s3cret"
    target, _ = browser.press(authorize_url(found, str(uuid.uuid4()), success, ""), "reject")
    assert parse_callback(target, state="s3cret") == Rejected()


def test_a_page_that_shows_the_password_to_be_pasted(site: Site, browser: Browser) -> None:
    url = authorize_url(discover(site.url), str(uuid.uuid4()), "", "", "bkddesk di laptop")
    target, page = browser.press(url, "approve", scripts=False)
    assert target == ""
    assert "bkddesk di laptop" in page


ROLES = {
    "administrator": {"moderate_comments", "publish_posts", "edit_others_posts", "unfiltered_html", "manage_options"},
    "editor": {"moderate_comments", "publish_posts", "edit_others_posts", "unfiltered_html", "upload_files"},
    "author": {"publish_posts", "edit_posts", "upload_files"},
    "contributor": {"edit_posts"},
    "subscriber": {"read"},
}
LACKING = {
    "editor": {"manage_options"},
    "author": {"moderate_comments", "edit_others_posts", "unfiltered_html"},
    "contributor": {"publish_posts", "upload_files", "moderate_comments"},
    "subscriber": {"edit_posts", "publish_posts", "moderate_comments"},
}


@pytest.mark.parametrize("role", list(ROLES))
def test_who_one_is_and_may(site: Site, role: str) -> None:
    username, password = site.users[role]
    signed = sign_in(discover(site.url), username, password)
    assert signed.account.roles == (role,)
    assert signed.account.username == username
    assert signed.account.name
    assert signed.account.user_id > 0
    assert signed.account.capabilities >= ROLES[role]
    assert not signed.account.capabilities & LACKING.get(role, set())
    assert signed.account.can_moderate == (role in {"administrator", "editor"})
    assert signed.uuid


def test_the_password_works_with_and_without_its_spaces(site: Site) -> None:
    _, password = site.users["editor"]
    for one in (password, password.replace(" ", "")):
        assert users.who_am_i(site.client(password=one)).roles == ("editor",)


@pytest.mark.parametrize(
    ("username", "password"), [(None, WRONG), ("nobody-here", WRONG), (None, "only for tests"), (None, "")]
)
def test_a_wrong_password_is_seen_only_by_asking_who_one_is(site: Site, username: str | None, password: str) -> None:
    known = site.users["editor"][0]
    with pytest.raises(UnauthorizedError) as caught:
        sign_in(discover(site.url), username or known, password)
    assert caught.value.code == "rest_not_logged_in"
    # A public page answers all the same, as to anonymous.
    public = Client(site.api_root, username or known, password)
    assert public.get("wp/v2/posts", {"per_page": 1}, shape=list[object]).status == 200
    public.close()


def test_lists_never_take_a_wrong_password_for_an_emptier_site(site: Site) -> None:
    site.post(status="draft")
    wrong = site.client(password=WRONG)
    for ask in (
        lambda: articles.fetch_page(wrong),
        lambda: articles.fetch_ids(wrong),
        lambda: articles.find_by_slug(wrong, "x"),
        lambda: comments.fetch_page(wrong),
        lambda: comments.fetch_ids(wrong),
        lambda: comments.fetch_many(wrong, [1]),
        lambda: comments.totals(wrong),
        lambda: users.fetch_users(wrong),
    ):
        with pytest.raises(UnauthorizedError):
            ask()


def test_a_wrong_password_is_never_found_fine(site: Site) -> None:
    finding = doctor.examine(discover(site.url), site.users["editor"][0], WRONG)
    assert finding.code in {doctor.Code.WRONG_PASSWORD, doctor.Code.UNCLEAR}
    assert WRONG not in finding.detail
    assert doctor.examine(discover(site.url), *site.users["editor"]).code is doctor.Code.FINE


def test_signing_out_revokes_the_password(site: Site, browser: Browser) -> None:
    found = discover(site.url)
    target, _ = browser.press(authorize_url(found, str(uuid.uuid4()), f"{CUSTOM_SCHEME_URL}?state=x", ""), "approve")
    answer = parse_callback(target)
    assert isinstance(answer, Authorized)
    client = Client(found.api_root, answer.user_login, answer.password)
    other = Client(found.api_root, *site.users["administrator"])
    known = own_uuid(client)
    assert known != own_uuid(other)
    revoke(client, known)
    with pytest.raises(UnauthorizedError):
        users.who_am_i(client)
    revoke(other, known)
    assert users.who_am_i(other).can_moderate
    client.close()
    other.close()


def test_a_password_revoked_elsewhere(site: Site) -> None:
    made = site.admin("POST", "users/me/application-passwords", name="laptop lama")
    username = site.users["administrator"][0]
    client = Client(site.api_root, username, made["password"])
    assert own_uuid(client) == made["uuid"]
    site.admin("DELETE", f"users/me/application-passwords/{made['uuid']}")
    with pytest.raises(UnauthorizedError) as caught:
        users.who_am_i(client)
    assert caught.value.code == "rest_not_logged_in"
    client.close()


def test_names_of_those_who_write(site: Site) -> None:
    me = users.who_am_i(site.client("administrator"))
    site.post()
    for role in ("administrator", "editor", "author", "contributor", "subscriber"):
        assert users.fetch_users(site.client(role))[me.user_id] == me.name


@pytest.mark.parametrize("role", ["author", "contributor", "subscriber"])
def test_a_role_without_moderation(site: Site, role: str) -> None:
    held = site.comment(site.post())
    client = site.client(role)
    for ask in (
        lambda: comments.fetch_page(client),
        lambda: comments.fetch_ids(client),
        lambda: comments.fetch_many(client, [held.id]),
        lambda: comments.totals(client),
        lambda: comments.set_status(client, held, "approved"),
        lambda: comments.set_status(client, held, "trash"),
        lambda: comments.set_content(client, held, "lain"),
    ):
        with pytest.raises(ForbiddenError) as caught:
            ask()
        assert caught.value.code in {"rest_forbidden_context", "rest_cannot_edit", "rest_cannot_delete"}
    assert site.raw_comment(held.id)["status"] == "hold"
