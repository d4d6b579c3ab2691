"""That the sites start alike, so that what the other tests find is the code's doing."""

from __future__ import annotations

import pytest
import requests

from tests.contract.sites import WRITER_AGENT, WRITER_IP, Site


@pytest.mark.parametrize("role", ["administrator", "editor", "author", "contributor", "subscriber"])
def test_every_role_has_an_application_password(site: Site, role: str) -> None:
    assert site.ask(role, "GET", "users/me?context=edit").json()["roles"] == [role]


@pytest.mark.parametrize("status", ["hold", "approved", "spam", "trash"])
def test_a_comment_is_laid_down_with_its_evidence(site: Site, status: str) -> None:
    made = site.comment(site.post(), status, date_gmt="2026-10-02T03:04:05", content="Kapan diumumkan?")
    found = site.raw_comment(made.id)
    assert found["status"] == status
    assert (found["author_ip"], found["author_user_agent"]) == (WRITER_IP, WRITER_AGENT)
    assert (found["author_name"], found["author_email"]) == (made.author_name, made.author_email)
    assert (found["content"]["raw"], found["date_gmt"]) == ("Kapan diumumkan?", "2026-10-02T03:04:05")
    assert found["date"] == "2026-10-02T10:04:05"


def test_reset_forgets(site: Site) -> None:
    post = site.post()
    site.reset()
    assert site.code("administrator", "GET", f"posts/{post}") == (404, "rest_post_invalid_id")


def test_the_network_goes_and_comes(site: Site) -> None:
    site.set_network(False)
    with pytest.raises(requests.ConnectionError):
        site.ask(None, "GET", "posts")
    site.set_network(True)
    assert site.ask(None, "GET", "posts").ok
