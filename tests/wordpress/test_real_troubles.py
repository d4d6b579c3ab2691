"""A real WordPress set up or behaving as sites in the field do. The practice site does not imitate these."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bkddesk.model.errors import (
    AnswerTooLargeError,
    DeskError,
    NetworkTroubleError,
    NotUnderstoodError,
    RedirectedError,
    RejectedError,
    ServerTroubleError,
    ThrottledError,
    TimedOutError,
    UnauthorizedError,
)
from bkddesk.wordpress import articles, comments, doctor, media
from bkddesk.wordpress.client import Client
from bkddesk.wordpress.discovery import discover
from bkddesk.wordpress.login import sign_in
from bkddesk.wordpress.transport import Timeouts
from bkddesk.wordpress.users import who_am_i
from tests.conftest import SiteOf
from tests.live import troubles
from tests.live.wordpress_server import Settings, WordPress

QUICK = Timeouts(connect=2.0, read=2.0, total=4.0)


@pytest.fixture
def client(wordpress: WordPress) -> Iterator[Client]:
    made = Client(wordpress.api_root, *wordpress.users["editor"], home=wordpress.url, timeouts=QUICK)
    yield made
    made.close()


def new_comment(wordpress: WordPress, **values: Any) -> int:
    session = wordpress.session()
    root = f"{wordpress.api_root}wp/v2/"
    post = session.post(f"{root}posts", json={"title": "x", "content": "x", "status": "publish"}).json()["id"]
    given = {"post": post, "content": "Halo", "author_name": "W", "author_email": "w@warga.example", "status": "hold"}
    made = session.post(f"{root}comments", json=given | values).json()["id"]
    session.close()
    return int(made)


@pytest.mark.parametrize("base", ["", "/berita"])
@pytest.mark.parametrize("permalinks", ["", "/%postname%/"])
def test_subfolders_and_plain_permalinks(wordpress_sites: SiteOf, base: str, permalinks: str) -> None:
    site = wordpress_sites("newest", Settings(base=base, permalinks=permalinks))
    found = discover(f"{site.url}/wp-admin/")
    assert found.url == site.url
    assert found.api_root == site.api_root
    signed = sign_in(found, *site.users["editor"])
    assert signed.uuid
    client = Client(found.api_root, *site.users["editor"], home=found.url)
    made = articles.create(client, {"title": "Satu", "content": "Isi", "status": "publish"})
    assert [one.id for one in articles.fetch_page(client, search="Satu").items] == [made.id]
    assert comments.reply(client, made.id, 0, "Halo").post == made.id
    assert comments.totals(client)
    client.close()


def test_plain_permalinks_answer_the_usual_root_with_a_page(wordpress_sites: SiteOf) -> None:
    site = wordpress_sites("newest", Settings(permalinks=""))
    session = site.session()
    answer = session.get(f"{site.url}/wp-json/")
    session.close()
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, "text/html")


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (troubles.server_error(), ServerTroubleError),
        (troubles.busy(retry_after=45), ThrottledError),
        (troubles.firewall(), NotUnderstoodError),
        (troubles.html_instead(), NotUnderstoodError),
        (troubles.moved("https://elsewhere.example/"), RedirectedError),
        (troubles.rest_off(), UnauthorizedError),
        (troubles.stripped_authorization(), UnauthorizedError),
        (troubles.application_passwords_off(), UnauthorizedError),
        (troubles.slow(5), TimedOutError),
        (troubles.lost_answer(), ServerTroubleError),
        (troubles.cut_answer(), NetworkTroubleError),
    ],
)
def test_trouble_by_its_error(
    wordpress: WordPress, client: Client, trouble: troubles.Trouble, expected: type[DeskError]
) -> None:
    wordpress.trouble(trouble)
    with pytest.raises(expected) as caught:
        who_am_i(client)
    assert type(caught.value) is expected
    if isinstance(caught.value, ThrottledError):
        assert caught.value.retry_after == timedelta(seconds=45)
    wordpress.trouble()
    assert who_am_i(client).can_moderate


def test_an_endless_answer(wordpress: WordPress, client: Client) -> None:
    wordpress.trouble(troubles.endless())
    with pytest.raises((AnswerTooLargeError, TimedOutError)):
        who_am_i(client)


def test_maintenance(wordpress: WordPress, client: Client) -> None:
    wordpress.maintenance(on=True)
    with pytest.raises(NetworkTroubleError):
        who_am_i(client)
    with pytest.raises(NetworkTroubleError):
        discover(wordpress.url, timeouts=QUICK)


def test_warnings_before_the_answer_do_no_harm(wordpress: WordPress, client: Client) -> None:
    wordpress.trouble(troubles.php_warning())
    assert who_am_i(client).can_moderate
    assert discover(wordpress.url).name == "BKD Bondowoso"
    assert articles.fetch_page(client).total == 0


def test_a_write_whose_answer_is_lost_was_done_once(wordpress: WordPress, client: Client) -> None:
    wordpress.trouble(troubles.lost_answer("POST "))
    with pytest.raises(NetworkTroubleError):
        articles.create(client, {"title": "Sekali", "content": "x", "status": "draft", "slug": "sekali-x9"})
    found = articles.find_by_slug(client, "sekali-x9")
    assert found is not None
    assert articles.fetch_page(client).total == 1


@pytest.mark.parametrize("trouble", [troubles.lost_answer("POST "), troubles.cut_answer("POST ")])
def test_a_reply_whose_answer_is_lost_is_found(wordpress: WordPress, client: Client, trouble: troubles.Trouble) -> None:
    comment = new_comment(wordpress)
    seen = comments.fetch_many(client, [comment])[comment]
    wordpress.trouble(trouble)
    with pytest.raises(NetworkTroubleError):
        comments.reply(client, seen.post, seen.id, "Terima kasih.")
    with pytest.raises(RejectedError):
        comments.reply(client, seen.post, seen.id, "Terima kasih.")
    assert comments.find_reply(client, who_am_i(client).user_id, seen.post, seen.id, "Terima kasih.") is not None


def test_a_site_without_trash_never_deletes_for_good(wordpress: WordPress, client: Client) -> None:
    comment = new_comment(wordpress)
    seen = comments.fetch_many(client, [comment])[comment]
    plugin = Path(wordpress.wordpress, "wp-content/mu-plugins/no-trash.php")
    plugin.write_text("<?php add_filter('rest_comment_trashable', '__return_false');")
    try:
        with pytest.raises(RejectedError) as caught:
            comments.set_status(client, seen, "trash")
    finally:
        plugin.unlink()
    assert (caught.value.status, caught.value.code) == (501, "rest_trash_not_supported")
    assert comments.fetch_many(client, [comment]) == {comment: seen}


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (troubles.stripped_authorization(), doctor.Code.HEADER_STRIPPED),
        (troubles.application_passwords_off(), doctor.Code.PASSWORDS_OFF),
    ],
)
def test_the_doctor_tells_apart(wordpress: WordPress, trouble: troubles.Trouble, code: doctor.Code) -> None:
    found = discover(wordpress.url)
    wordpress.trouble(trouble)
    assert doctor.examine(found, *wordpress.users["editor"]).code is code


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("editor", "aaaa bbbb cccc dddd eeee ffff", doctor.Code.WRONG_PASSWORD),
        ("nobody", "aaaa bbbb cccc dddd eeee ffff", doctor.Code.WRONG_PASSWORD),
        ("editor", "only for tests", doctor.Code.ACCOUNT_PASSWORD),
    ],
)
def test_the_doctor_knows_a_wrong_password(
    wordpress: WordPress, username: str, password: str, code: doctor.Code
) -> None:
    finding = doctor.examine(discover(wordpress.url), username, password)
    assert finding.code is code
    assert password not in finding.detail


def test_a_root_closed_to_the_public_opens_after_signing_in(wordpress: WordPress) -> None:
    plugin = Path(wordpress.wordpress, "wp-content/mu-plugins/members.php")
    plugin.write_text(
        "<?php add_filter('rest_authentication_errors', fn ($r) => is_user_logged_in() ? $r : "
        "new WP_Error('rest_cannot_access', 'Only members.', ['status' => 401]), 99);"
    )
    try:
        found = discover(wordpress.url)
        assert (found.name, found.api_root) == ("", wordpress.api_root)
        signed = sign_in(found, *wordpress.users["editor"])
        with pytest.raises(UnauthorizedError):
            sign_in(found, "editor", "aaaa bbbb cccc dddd eeee ffff")
    finally:
        plugin.unlink()
    assert signed.found.name == "BKD Bondowoso"
    assert signed.account.can_moderate


def test_an_empty_file_is_refused(client: Client) -> None:
    with pytest.raises(RejectedError) as caught:
        media.upload(client, b"", "a.png", "image/png")
    assert caught.value.code == "rest_upload_no_data"


def test_nothing_secret_reaches_the_sites_log(wordpress: WordPress, client: Client) -> None:
    who_am_i(client)
    comments.totals(client)
    _, password = wordpress.users["editor"]
    assert password not in wordpress.log()
    assert password.replace(" ", "") not in wordpress.log()
