"""Writing comments: evidence kept, earlier statuses restored, replies once, and every refusal by its code."""

from __future__ import annotations

import pytest

from bkddesk.model.comment import CommentStatus
from bkddesk.model.errors import DeskError, ForbiddenError, GoneError, RejectedError
from bkddesk.wordpress import comments, users
from tests.contract.sites import AGENT, WRITER_AGENT, WRITER_IP, Site

EVIDENCE = (WRITER_IP, WRITER_AGENT)


def evidence(site: Site, comment_id: int) -> tuple[str, str]:
    found = site.raw_comment(comment_id)
    return found["author_ip"], found["author_user_agent"]


def test_a_bare_status_write_destroys_evidence(site: Site) -> None:
    made = site.comment(site.post())
    site.ask("editor", "POST", f"comments/{made.id}", json={"status": "approved"})
    assert evidence(site, made.id) == ("127.0.0.1", AGENT)


def test_a_bare_content_write_destroys_evidence(site: Site) -> None:
    made = site.comment(site.post())
    site.ask("editor", "POST", f"comments/{made.id}", json={"content": "Lain."})
    assert evidence(site, made.id) == ("127.0.0.1", AGENT)


@pytest.mark.parametrize("word", ["approved", "spam", "trash", "hold"])
def test_a_decision_keeps_evidence(site: Site, word: str) -> None:
    made = site.comment(site.post(), "approved" if word == "hold" else "hold")
    after = comments.set_status(site.client(), made, word)
    assert after.status == word
    assert (after.author_ip, after.author_user_agent) == EVIDENCE
    assert evidence(site, made.id) == EVIDENCE
    assert site.raw_comment(made.id)["status"] == word
    assert (after.content, after.author_email, after.date_gmt) == (made.content, made.author_email, made.date_gmt)


@pytest.mark.parametrize("word", ["approved", "spam", "trash"])
def test_a_writer_without_a_user_agent_stays_without(site: Site, word: str) -> None:
    post = site.post()
    planted = site.plant(post, "comment", "")
    made = comments.fetch_many(site.client(), [planted])[planted]
    assert made.author_user_agent == ""
    comments.set_status(site.client(), made, word)
    assert evidence(site, planted) == (WRITER_IP, "")


def test_an_empty_address_is_refused(site: Site) -> None:
    made = site.comment(site.post())
    asked = {"status": "approved", "author_ip": ""}
    assert site.code("editor", "POST", f"comments/{made.id}", json=asked) == (400, "rest_invalid_param")


def test_an_edit_keeps_evidence_and_status(site: Site) -> None:
    made = site.comment(site.post())
    after = comments.set_content(site.client(), made, "Diperbaiki <b>sedikit</b>.\n\nSalam 😀")
    assert after.content == "Diperbaiki <b>sedikit</b>.\n\nSalam 😀"
    assert (after.status, after.date_gmt) == (made.status, made.date_gmt)
    assert evidence(site, made.id) == EVIDENCE


def test_an_edit_is_cleaned_by_the_site(site: Site) -> None:
    made = site.comment(site.post())
    after = comments.set_content(site.client(), made, "Aman <script>alert(1)</script> & <i>miring</i>")
    assert after.content == site.raw_comment(made.id)["content"]["raw"]
    assert "<script" not in after.content


@pytest.mark.parametrize("word", ["approved", "hold", "spam"])
def test_the_same_decision_twice_is_fine(site: Site, word: str) -> None:
    made = site.comment(site.post())
    client = site.client()
    comments.set_status(client, made, word)
    assert comments.set_status(client, made, word).status == word
    assert evidence(site, made.id) == EVIDENCE


def test_an_unknown_status_answers_200_and_changes_nothing(site: Site) -> None:
    made = site.comment(site.post())
    assert comments.set_status(site.client(), made, "nonsense").status is CommentStatus.HOLD


@pytest.mark.parametrize("earlier", ["approved", "hold"])
@pytest.mark.parametrize(("word", "back"), [("spam", "unspam"), ("trash", "untrash")])
def test_undo_brings_the_earlier_status_back(site: Site, earlier: str, word: str, back: str) -> None:
    made = site.comment(site.post(), earlier)
    client = site.client()
    comments.set_status(client, made, word)
    after = comments.set_status(client, made, back)
    assert after.status == earlier
    assert evidence(site, made.id) == EVIDENCE


def test_trash_a_second_time_is_already_done(site: Site) -> None:
    made = site.comment(site.post())
    client = site.client()
    comments.set_status(client, made, "trash")
    with pytest.raises(GoneError) as caught:
        comments.set_status(client, made, "trash")
    assert caught.value.code == "rest_already_trashed"
    assert site.raw_comment(made.id)["status"] == "trash"


@pytest.mark.parametrize("word", ["approved", "spam", "trash", "untrash"])
def test_a_decision_on_a_deleted_comment(site: Site, word: str) -> None:
    made = site.comment(site.post())
    site.admin("DELETE", f"comments/{made.id}?force=true")
    with pytest.raises(GoneError) as caught:
        comments.set_status(site.client(), made, word)
    assert caught.value.code == "rest_comment_invalid_id"
    with pytest.raises(GoneError):
        comments.set_content(site.client(), made, "Lain.")


def test_a_reply_is_published_under_its_parent(site: Site) -> None:
    post = site.post()
    parent = site.comment(post, "approved")
    client = site.client()
    me = users.who_am_i(client)
    text = "Terima kasih & salam.\n\nLihat <b>laman</b> kami **segera**, “nanti” 😀"
    made = comments.reply(client, post, parent.id, text)
    assert (made.post, made.parent, made.author, made.author_name) == (post, parent.id, me.user_id, me.name)
    assert made.status is CommentStatus.APPROVED
    assert made.content == text
    assert made.author_user_agent == "bkddesk/0.1"


def test_links_are_marked_as_a_commenters(site: Site) -> None:
    post = site.post()
    text = 'Lihat <a href="https://bkd.example.go.id/">laman</a> kami.'
    client = site.client()
    made = comments.reply(client, post, 0, text)
    marked = 'Lihat <a href="https://bkd.example.go.id/" rel="nofollow ugc">laman</a> kami.'
    assert made.content == marked
    assert comments.find_reply(client, made.author, post, 0, text) == made
    assert comments.set_content(client, made, text + " Salam.").content == marked + " Salam."


def test_a_reply_sent_again_is_a_duplicate_and_can_be_found(site: Site) -> None:
    post = site.post()
    parent = site.comment(post, "approved")
    client = site.client()
    me = users.who_am_i(client).user_id
    text = 'Berkas dikirim "lewat" pos & <b>surel</b>.'
    assert comments.find_reply(client, me, post, parent.id, text) is None
    made = comments.reply(client, post, parent.id, text)
    with pytest.raises(RejectedError) as caught:
        comments.reply(client, post, parent.id, text)
    assert (caught.value.status, caught.value.code) == (409, "comment_duplicate")
    found = comments.find_reply(client, me, post, parent.id, text)
    assert found == made
    assert comments.find_reply(client, me, post, parent.id, "Lain.") is None
    assert comments.find_reply(client, me, post, 0, text) is None
    assert comments.find_reply(client, me + 1000, post, parent.id, text) is None


def test_a_reply_whose_copy_was_moderated_meanwhile_is_found(site: Site) -> None:
    post = site.post()
    parent = site.comment(post, "approved")
    client = site.client()
    made = comments.reply(client, post, parent.id, "Sudah kami jawab.")
    for status in ("spam", "trash"):
        site.admin("POST", f"comments/{made.id}", status=status)
        found = comments.find_reply(client, made.author, post, parent.id, "Sudah kami jawab.")
        assert found is not None
        assert (found.id, found.status) == (made.id, status)


def test_a_moderator_is_never_too_quick_others_are(site: Site) -> None:
    post = site.post()
    parent = site.comment(post, "approved")
    for number in range(3):
        comments.reply(site.client(), post, parent.id, f"Balasan {number}")
    subscriber = site.client("subscriber")
    comments.reply(subscriber, post, parent.id, "Komentar pertama")
    with pytest.raises(RejectedError) as caught:
        comments.reply(subscriber, post, parent.id, "Komentar kedua")
    assert (caught.value.status, caught.value.code) == (400, "comment_flood")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("closed", (403, "rest_comment_closed")),
        ("draft", (403, "rest_comment_draft_post")),
        ("trash", (403, "rest_comment_trash_post")),
        ("deleted", (403, "rest_comment_invalid_post_id")),
        ("empty", (400, "rest_comment_content_invalid")),
        ("long", (400, "comment_content_column_length")),
    ],
)
def test_a_reply_that_is_refused(site: Site, how: str, expected: tuple[int, str]) -> None:
    post = site.post()
    parent = site.comment(post, "approved")
    match how:
        case "closed":
            site.admin("POST", f"posts/{post}", comment_status="closed")
        case "draft":
            site.admin("POST", f"posts/{post}", status="draft")
        case "trash":
            site.admin("DELETE", f"posts/{post}")
        case "deleted":
            site.admin("DELETE", f"posts/{post}?force=true")
    text = {"empty": "", "long": "x" * 70_000}.get(how, "Terima kasih.")
    assert (
        site.code("editor", "POST", "comments", json={"post": post, "parent": parent.id, "content": text}) == expected
    )
    with pytest.raises(DeskError) as caught:
        comments.reply(site.client(), post, parent.id, text)
    assert isinstance(caught.value, (RejectedError, ForbiddenError, GoneError))
    assert caught.value.code == expected[1]


def test_the_public_may_not_comment_over_rest(site: Site) -> None:
    post = site.post()
    body = {"post": post, "content": "Halo", "author_name": "A", "author_email": "a@example.org"}
    assert site.code(None, "POST", "comments", json=body) == (401, "rest_comment_login_required")
