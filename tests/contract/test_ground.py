"""That the sites under contract start alike."""

from __future__ import annotations

import pytest
import requests

from tests.contract.site import ContractSite, SeedComment


@pytest.mark.parametrize("role", ["administrator", "editor", "author", "contributor", "subscriber"])
def test_every_role_has_an_application_password(site: ContractSite, role: str) -> None:
    me = site.session(role).get(f"{site.api_root}wp/v2/users/me", params={"context": "edit"}, timeout=10).json()
    assert me["roles"] == [role]


@pytest.mark.parametrize("status", ["hold", "approved", "spam", "trash"])
def test_a_seeded_comment_carries_its_evidence(site: ContractSite, status: str) -> None:
    seed = SeedComment(site.make_post(), status=status, date_gmt="2026-10-02T03:04:05")
    [comment_id] = site.seed_comments([seed])
    comment = site.comment(comment_id)
    assert comment["status"] == status
    assert (comment["author_ip"], comment["author_user_agent"]) == (seed.author_ip, seed.author_user_agent)
    assert (comment["author_name"], comment["author_email"]) == (seed.author_name, seed.author_email)
    assert (comment["content"]["raw"], comment["date_gmt"]) == (seed.content, seed.date_gmt)


def test_reset_forgets(site: ContractSite) -> None:
    post = site.make_post()
    site.reset()
    assert site.admin.get(f"{site.api_root}wp/v2/posts/{post}", timeout=10).status_code == 404


def test_the_network_goes_and_comes(site: ContractSite) -> None:
    site.set_network(False)
    with pytest.raises(requests.ConnectionError):
        site.get("wp/v2/posts")
    site.set_network(True)
    assert isinstance(site.get("wp/v2/posts"), list)
