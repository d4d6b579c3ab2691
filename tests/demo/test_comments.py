"""Comments: who sees which, decisions and their undoing, evidence, replies."""

from typing import Any

import pytest
from urllib3.util import SKIP_HEADER

from tests.demo.conftest import Ground

EVIDENCE = {"author_ip": "203.0.113.9", "author_user_agent": "Peramban/1.0"}


@pytest.fixture
def held(ground: Ground, article: int) -> int:
    """The id of a held comment of a guest's, with evidence."""
    made: int = ground.post(
        "comments",
        post=article,
        content="Tamu",
        author_name="Tamu",
        author_email="tamu@warga.example",
        status="hold",
        **EVIDENCE,
    )["id"]
    return made


@pytest.mark.parametrize(
    ("role", "query", "status", "code"),
    [
        (None, "context=edit", 401, "rest_forbidden_context"),
        ("author", "context=edit", 403, "rest_forbidden_context"),
        (None, "status=hold", 401, "rest_forbidden_param"),
        ("subscriber", "status=hold", 403, "rest_forbidden_param"),
        ("subscriber", "type=all", 403, "rest_forbidden_param"),
        ("subscriber", "author_email=a@b.example", 403, "rest_forbidden_param"),
        (None, "", 200, ""),
        ("editor", "status=hold&context=edit", 200, ""),
        ("author", "status=hold", 200, ""),
    ],
)
def test_who_may_list(ground: Ground, role: str | None, query: str, status: int, code: str) -> None:
    answer = ground.ask(role, "GET", f"comments?{query}")
    assert answer.status_code == status
    assert not code or answer.json()["code"] == code


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("approve", {"approved"}),
        ("hold", {"hold"}),
        ("spam", {"spam"}),
        ("trash", {"trash"}),
        ("all", {"approved", "hold"}),
        ("any", {"approved", "hold", "spam", "trash"}),
        ("approved", set()),
        ("hold,approve", set()),
    ],
)
def test_statuses_to_ask_for(ground: Ground, status: str, found: set[str]) -> None:
    seen = set()
    for page in range(1, 6):
        seen |= {c["status"] for c in ground.get("comments", status=status, per_page=100, page=page)}
    assert seen == found


def test_notes_and_pingbacks_are_hidden_by_default(ground: Ground) -> None:
    plain = ground.total("comments", status="any")
    everything = ground.total("comments", status="any", type="all")
    assert everything == plain + 3
    assert ground.total("comments", status="any", type="note") == 1
    assert ground.total("comments", type="pingback") == 1


def test_a_page_past_the_end_is_empty(ground: Ground) -> None:
    assert ground.get("comments", page=999) == []


def test_unknown_parameters_are_ignored(ground: Ground) -> None:
    assert ground.total("comments", modified_after="2099-01-01T00:00:00") == ground.total("comments")


def test_after_and_before_exclude_their_own_moment(ground: Ground, held: int) -> None:
    date, gmt = (ground.get(f"comments/{held}")[name] for name in ("date", "date_gmt"))
    for moment in (date, f"{gmt}Z"):
        for name in ("after", "before"):
            found = ground.get("comments", status="hold", include=held, **{name: moment})
            assert found == []
    assert ground.total("comments", status="hold", include=held, after="2020-01-01T00:00:00") == 1


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("judi slot", 1),
        ("203.0.113.45", 60),
        ("terong99x.example", 70),
        ("gede mania", 1),
        ("JUDI SLOT", 1),
        ("100%_", 0),
    ],
)
def test_search_looks_at_text_names_and_addresses(ground: Ground, words: str, least: int) -> None:
    found = ground.get("comments", status="any", context="edit", per_page=100, search=words)
    assert len(found) >= least
    for comment in found:
        places = [comment[name] for name in ("author_name", "author_email", "author_url", "author_ip")]
        assert words.lower() in " ".join([comment["content"]["raw"], *places]).lower()


@pytest.mark.parametrize(
    ("words", "statuses"),
    [
        (["approved", "approved", "hold"], ["approved", "approved", "hold"]),
        (["spam", "unspam"], ["spam", "hold"]),
        (["approved", "spam", "unspam"], ["approved", "spam", "approved"]),
        (["approved", "trash", "untrash"], ["approved", "trash", "approved"]),
        (["spam", "trash", "untrash"], ["spam", "trash", "spam"]),
        (["aneh"], ["hold"]),
        (["1", "0"], ["approved", "hold"]),
        (["unspam"], ["hold"]),
    ],
)
def test_decisions(ground: Ground, held: int, words: list[str], statuses: list[str]) -> None:
    answers = [ground.post(f"comments/{held}", status=word)["status"] for word in words]
    assert answers == statuses


def test_a_write_replaces_the_evidence_unless_it_is_sent_back(ground: Ground, held: int) -> None:
    kept = ground.post(f"comments/{held}", status="approved", **EVIDENCE)
    assert {name: kept[name] for name in EVIDENCE} == EVIDENCE
    lost = ground.post(f"comments/{held}", status="hold")
    assert lost["author_ip"] == "127.0.0.1"
    assert lost["author_user_agent"].startswith("python-requests/")


def test_a_request_without_user_agent_keeps_the_old_one(ground: Ground, held: int) -> None:
    headers: Any = {"User-Agent": SKIP_HEADER}
    answer = ground.ask("editor", "POST", f"comments/{held}", json={"status": "spam"}, headers=headers).json()
    assert answer["author_user_agent"] == EVIDENCE["author_user_agent"]


def test_an_empty_ip_is_refused(ground: Ground, held: int) -> None:
    assert ground.ask("editor", "POST", f"comments/{held}", json={"author_ip": ""}).status_code == 400


def test_deleting_keeps_the_evidence_and_is_done_once(ground: Ground, held: int) -> None:
    first = ground.ask("editor", "DELETE", f"comments/{held}").json()
    assert first["status"] == "trash"
    assert {name: first[name] for name in EVIDENCE} == EVIDENCE
    again = ground.ask("editor", "DELETE", f"comments/{held}")
    assert (again.status_code, again.json()["code"]) == (410, "rest_already_trashed")
    forced = ground.ask("editor", "DELETE", f"comments/{held}?force=true").json()
    assert forced["deleted"] is True
    assert forced["previous"]["id"] == held
    assert ground.ask("editor", "DELETE", f"comments/{held}").json()["code"] == "rest_comment_invalid_id"


def test_a_reply_and_its_duplicate(ground: Ground, article: int, held: int) -> None:
    reply = {"post": article, "parent": held, "content": "Terima kasih.\n\nSalam"}
    made = ground.ask("editor", "POST", "comments", json=reply)
    assert made.status_code == 201
    body = made.json()
    assert (body["status"], body["author_name"], body["parent"]) == ("approved", "Bayu Layar", held)
    assert body["content"]["rendered"] == "<p>Terima kasih.</p>\n<p>Salam</p>\n"
    assert body["_links"]["in-reply-to"][0]["href"].endswith(f"/comments/{held}")
    again = ground.ask("editor", "POST", "comments", json=reply)
    assert (again.status_code, again.json()["code"]) == (409, "comment_duplicate")
    copies = ground.get("comments", author=2, post=article, status="any")
    assert [copy["id"] for copy in copies] == [body["id"]]
    assert "children" in ground.get(f"comments/{held}")["_links"]


def test_those_who_do_not_moderate_must_wait(ground: Ground, article: int) -> None:
    values: dict[str, Any] = {"post": article, "content": "satu"}
    assert ground.ask("contributor", "POST", "comments", json=values).json()["status"] == "hold"
    flood = ground.ask("contributor", "POST", "comments", json={**values, "content": "dua"})
    assert (flood.status_code, flood.json()["code"]) == (400, "comment_flood")
    ground.clock.go(seconds=16)
    assert ground.ask("contributor", "POST", "comments", json={**values, "content": "dua"}).status_code == 201


@pytest.mark.parametrize(
    ("role", "values", "status", "code"),
    [
        (None, {"content": "x"}, 401, "rest_comment_login_required"),
        ("editor", {"content": "  "}, 400, "rest_comment_content_invalid"),
        ("editor", {}, 400, "rest_comment_content_invalid"),
        ("editor", {"content": "x" * 66000}, 400, "comment_content_column_length"),
        (
            "editor",
            {"content": "x", "author_name": "x" * 300, "author_email": "a@b.example"},
            400,
            "comment_author_column_length",
        ),
        ("editor", {"content": "x", "post": 999999}, 403, "rest_comment_invalid_post_id"),
        ("editor", {"content": "x", "post": None}, 403, "rest_comment_invalid_post_id"),
        ("editor", {"content": "x", "type": "pingback"}, 400, "rest_invalid_comment_type"),
        ("subscriber", {"content": "x", "status": "approved"}, 403, "rest_comment_invalid_status"),
        ("subscriber", {"content": "x", "author_ip": "203.0.113.4"}, 403, "rest_comment_invalid_author_ip"),
        ("subscriber", {"content": "x", "author": 1}, 403, "rest_comment_invalid_author"),
        ("subscriber", {"content": "x", "type": "note"}, 403, "rest_cannot_create_note"),
    ],
)
def test_refused_comments(
    ground: Ground, article: int, role: str | None, values: dict[str, Any], status: int, code: str
) -> None:
    answer = ground.ask(role, "POST", "comments", json={"post": article, **values})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "draft"}, "rest_comment_draft_post"),
        ({"comment_status": "closed"}, "rest_comment_closed"),
    ],
)
def test_posts_that_take_no_comment(ground: Ground, article: int, change: dict[str, str], code: str) -> None:
    ground.post(f"posts/{article}", **change)
    answer = ground.ask("editor", "POST", "comments", json={"post": article, "content": "x"})
    assert (answer.status_code, answer.json()["code"]) == (403, code)


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("author", 403), ("contributor", 403), ("subscriber", 403), (None, 401)],
)
def test_who_may_decide(ground: Ground, held: int, role: str | None, status: int) -> None:
    answer = ground.ask(role, "POST", f"comments/{held}", json={"status": "spam"})
    assert answer.status_code == status
    assert status == 200 or answer.json()["code"] == "rest_cannot_edit"


def test_an_author_decides_on_ones_own_article(ground: Ground) -> None:
    own = ground.post("posts", role="author", title="Milik penulis", content="x", status="publish")["id"]
    made = ground.post(
        "comments", post=own, content="x", author_name="T", author_email="t@warga.example", status="hold"
    )
    assert ground.ask("author", "POST", f"comments/{made['id']}", json={"status": "approved"}).status_code == 200


def test_editing_filters_and_marks_links(ground: Ground, held: int) -> None:
    text = 'Teks <b>baru</b> <script>x</script> 😀\n\n<a href="https://x.example" onclick="y()">x</a> & lain'
    answer = ground.post(f"comments/{held}", content=text, author_name="Nama <i>Baru</i>")
    link = '<a href="https://x.example" rel="nofollow ugc">x</a>'
    assert answer["content"]["raw"] == f"Teks <b>baru</b> x 😀\n\n{link} &amp; lain"
    assert answer["author_name"] == "Nama Baru"


def test_trashing_an_article_takes_its_comments_along(ground: Ground, article: int, held: int) -> None:
    ground.ask("editor", "DELETE", f"posts/{article}")
    assert ground.get(f"comments/{held}", context="edit")["status"] == "post-trashed"
    assert ground.total("comments", status="post-trashed") == 1
