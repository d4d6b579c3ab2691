"""What all routes share: addresses, fields, parameters, paging, headers, OPTIONS, batches."""

from typing import Any

import pytest
import requests

from tests.demo.conftest import Ground


@pytest.mark.parametrize("path", ["/wp-json/", "/wp-json", "/index.php?rest_route=/", "/?rest_route=/"])
def test_the_root_has_two_addresses(ground: Ground, path: str) -> None:
    root = ground.get(path, role=None)
    assert root["name"] == "BKD Bondowoso"
    assert root["timezone_string"] == "Asia/Jakarta"
    assert root["gmt_offset"] == 7
    assert "wp/v2" in root["namespaces"]
    page = root["authentication"]["application-passwords"]["endpoints"]["authorization"]
    assert page == f"{ground.home}/wp-admin/authorize-application.php"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("nope", 404, "rest_no_route"),
        ("comments?per_page=0", 400, "rest_invalid_param"),
        ("comments?per_page=101", 400, "rest_invalid_param"),
        ("comments?per_page=x", 400, "rest_invalid_param"),
        ("comments?orderby=nope", 400, "rest_invalid_param"),
        ("comments?context=nope", 400, "rest_invalid_param"),
        ("comments?status[]=hold", 400, "rest_invalid_param"),
        ("posts?after=kemarin", 400, "rest_invalid_param"),
        ("posts?status=aneh", 400, "rest_invalid_param"),
        ("posts?orderby=relevance", 400, "rest_no_search_term_defined"),
        ("posts?orderby=include", 400, "rest_orderby_include_missing_include"),
        ("posts?page=999", 400, "rest_post_invalid_page_number"),
        ("media?page=999", 400, "rest_post_invalid_page_number"),
        ("posts/999999", 404, "rest_post_invalid_id"),
        ("posts/99999999999999999999", 404, "rest_post_invalid_id"),
        ("comments/999999", 404, "rest_comment_invalid_id"),
        ("categories/999999", 404, "rest_term_invalid"),
        ("users/999999", 404, "rest_user_invalid_id"),
    ],
)
def test_errors_have_wordpress_shape(ground: Ground, path: str, status: int, code: str) -> None:
    answer = ground.ask("editor", "GET", path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["data"]["status"] == status
    assert answer.json()["message"]


def test_wrong_parameters_are_all_named(ground: Ground) -> None:
    data = ground.ask("editor", "GET", "comments?per_page=0&orderby=x&after=y").json()["data"]
    assert set(data["params"]) == {"per_page", "orderby", "after"}
    assert data["details"]["per_page"]["code"] == "rest_out_of_bounds"
    assert data["details"]["orderby"]["code"] == "rest_not_in_enum"
    assert data["details"]["after"]["code"] == "rest_invalid_date"


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ("id,title.raw", {"id": None, "title": {"raw"}}),
        ("id,content.rendered,content", {"id": None, "content": {"raw", "rendered", "protected", "block_version"}}),
        ("slug", {"slug": None}),
        ("nope", {}),
    ],
)
def test_fields_of_posts_may_be_dotted(
    ground: Ground, article: int, fields: str, keys: dict[str, set[str] | None]
) -> None:
    answer = ground.get(f"posts/{article}", context="edit", _fields=fields)
    assert set(answer) == set(keys)
    for name, inner in keys.items():
        assert inner is None or set(answer[name]) == inner


def test_fields_of_comments_may_not(ground: Ground) -> None:
    comment = ground.get("comments", per_page=1, context="edit", _fields="id,content.raw")[0]
    assert set(comment) == {"id"}
    comment = ground.get("comments", per_page=1, context="edit", _fields="id,content")[0]
    assert set(comment["content"]) == {"raw", "rendered"}
    comment = ground.get("comments", per_page=1, _fields="_links.up")[0]
    assert set(comment["_links"]) == {"up"}


def test_paging_headers_and_links(ground: Ground) -> None:
    first = ground.ask("editor", "GET", "comments", params={"status": "hold", "per_page": 100})
    assert (first.headers["X-WP-Total"], first.headers["X-WP-TotalPages"]) == ("313", "4")
    assert first.links["next"]["url"] == f"{ground.home}/wp-json/wp/v2/comments?status=hold&per_page=100&page=2"
    assert "prev" not in first.links
    last = ground.ask("editor", "GET", "comments", params={"status": "hold", "per_page": 100, "page": 4})
    assert len(last.json()) == 13
    assert "next" not in last.links
    assert "prev" in last.links


def test_the_last_of_equal_parameters_wins_as_in_php(ground: Ground) -> None:
    ids = [post["id"] for post in ground.get("posts", per_page=2)]
    assert [post["id"] for post in ground.get("posts", include=ids)] == [ids[1]]
    both = ground.get(f"posts?include[]={ids[0]}&include[]={ids[1]}&orderby=include")
    assert [post["id"] for post in both] == ids


@pytest.mark.parametrize(
    ("role", "allow"),
    [("editor", "GET, POST, PUT, PATCH, DELETE"), ("subscriber", "GET"), (None, "GET")],
)
def test_allow_says_what_the_visitor_may(ground: Ground, article: int, role: str | None, allow: str) -> None:
    answer = ground.ask(role, "GET", f"posts/{article}")
    assert answer.headers["Allow"] == allow
    assert answer.json()["_links"]["self"][0]["targetHints"]["allow"] == allow.split(", ")


@pytest.mark.parametrize(
    "more",
    [
        {"json": {"title": "Satu", "status": "publish"}},
        {"data": {"title": "Satu", "status": "publish"}},
        {"params": {"title": "Satu", "status": "publish"}},
    ],
    ids=["json", "form", "query"],
)
def test_bodies_come_in_three_ways(ground: Ground, more: dict[str, Any]) -> None:
    answer = ground.ask("editor", "POST", "posts", **more)
    assert answer.status_code == 201
    assert answer.json()["title"]["raw"] == "Satu"
    assert answer.headers["Location"] == f"{ground.home}/wp-json/wp/v2/posts/{answer.json()['id']}"


@pytest.mark.parametrize(
    ("method", "route", "values"),
    [
        ("GET", "posts", {"page": 10**18, "order": None}),
        ("GET", "comments", {"include": [2**70], "status": None, "type": None}),
        ("POST", "posts", {"title": "x", "date": "2026-13-45T99:00:00"}),
        ("POST", "posts", {"title": "x", "date_gmt": "9999-12-31T23:59:59"}),
        ("POST", "posts", {"title": {"raw": 1}, "content": "\x00\ud83d"}),
        ("GET", "posts/1/revisions", {"parent": "x"}),
        ("POST", "media/1", {"post": 1}),
        ("POST", "comments", {"post": {"a": 1}, "content": [1]}),
    ],
)
def test_wild_values_get_an_answer(ground: Ground, method: str, route: str, values: dict[str, Any]) -> None:
    assert ground.ask("administrator", method, route, json=values).status_code < 500


def test_broken_json_is_refused(ground: Ground) -> None:
    answer = ground.ask("editor", "POST", "posts", data="{buruk", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_json")


def test_a_failed_write_leaves_nothing(ground: Ground) -> None:
    before = ground.total("posts", status="any")
    answer = ground.ask("author", "POST", "posts", json={"title": "x", "author": 1})
    assert answer.json()["code"] == "rest_cannot_edit_others"
    assert ground.total("posts", status="any") == before


def test_options_describe_a_route(ground: Ground) -> None:
    answer = ground.ask("editor", "OPTIONS", "comments")
    assert answer.json()["methods"] == ["GET", "POST"]
    assert answer.headers["Allow"] == "GET"


def test_connections_are_kept(ground: Ground) -> None:
    with requests.Session() as session:
        for _ in range(3):
            answer = session.get(f"{ground.home}/wp-json/", timeout=10)
        assert answer.raw.version == 11
        assert answer.headers.get("Connection") != "close"


BATCH = "/wp-json/batch/v1"


def test_a_batch_answers_each_request(ground: Ground, article: int) -> None:
    given = [
        {"path": "/wp/v2/posts?_fields=id,status", "body": {"title": "b"}},
        {"path": "/wp/v2/comments/1", "body": {"status": "hold"}},
        {"path": "/wp/v2/tags", "body": {"name": "lewat kelompok"}},
        {"method": "DELETE", "path": f"/wp/v2/posts/{article}"},
        {"path": "/wp/v2/nope"},
    ]
    answer = ground.ask("editor", "POST", BATCH, json={"requests": given})
    assert answer.status_code == 207
    responses = answer.json()["responses"]
    assert [response["status"] for response in responses] == [201, 400, 201, 200, 404]
    assert set(responses[0]["body"]) == {"id", "status"}
    assert responses[1]["body"]["code"] == "rest_batch_not_allowed"


@pytest.mark.parametrize(
    "given", [{}, {"requests": [{"path": "/wp/v2/posts"}] * 26}, {"requests": [{"method": "GET"}]}]
)
def test_a_wrong_batch_is_refused_whole(ground: Ground, given: dict[str, Any]) -> None:
    assert ground.ask("editor", "POST", BATCH, json=given).status_code == 400


def test_a_batch_can_ask_for_all_or_nothing(ground: Ground) -> None:
    before = ground.total("posts", status="any")
    given = [{"path": "/wp/v2/posts", "body": {"title": "b"}}, {"path": "/wp/v2/posts", "body": {"status": "aneh"}}]
    answer = ground.ask("editor", "POST", BATCH, json={"validation": "require-all-validate", "requests": given})
    assert answer.json()["failed"] == "validation"
    assert [response and response["status"] for response in answer.json()["responses"]] == [None, 400]
    assert ground.total("posts", status="any") == before


@pytest.mark.parametrize("route", ["types", "types/post", "taxonomies", "taxonomies/category", "statuses"])
def test_what_the_site_says_of_itself(ground: Ground, route: str) -> None:
    assert ground.get(route, role=None)


def test_settings_are_the_administrators(ground: Ground) -> None:
    assert ground.ask("editor", "GET", "settings").status_code == 403
    assert ground.get("settings", role="administrator")["language"] == "id_ID"
    assert ground.post("settings", role="administrator", title="Nama baru")["title"] == "Nama baru"
    assert ground.get("/wp-json/", role=None)["name"] == "Nama baru"
