"""Posts and pages: dates and statuses, slugs, what is stored, revisions and autosaves, rights."""

from typing import Any

import pytest

from tests.demo.conftest import Ground

BLOCK = "<!-- wp:paragraph -->\n<p>Isi</p>\n<!-- /wp:paragraph -->"


@pytest.mark.parametrize(
    ("given", "status", "date_gmt"),
    [
        ({"status": "draft"}, "draft", "2026-11-24T02:41:30"),
        ({"status": "publish"}, "publish", "2026-11-24T02:41:30"),
        ({"status": "future"}, "publish", "2026-11-24T02:41:30"),
        ({"status": "future", "date": "2026-11-20T07:00:00"}, "publish", "2026-11-20T00:00:00"),
        ({"status": "future", "date": "2026-11-25T07:00:00"}, "future", "2026-11-25T00:00:00"),
        ({"status": "publish", "date": "2026-11-25T07:00:00"}, "future", "2026-11-25T00:00:00"),
        ({"status": "publish", "date_gmt": "2026-11-20T00:00:00"}, "publish", "2026-11-20T00:00:00"),
        ({"status": "publish", "date": "2026-11-20T00:00:00+09:00"}, "publish", "2026-11-19T15:00:00"),
        ({"status": "private"}, "private", "2026-11-24T02:41:30"),
    ],
)
def test_status_and_date(ground: Ground, given: dict[str, str], status: str, date_gmt: str) -> None:
    made = ground.post("posts", title="Tanggal", content="x", **given)
    assert (made["status"], made["date_gmt"]) == (status, date_gmt)
    assert made["modified_gmt"] == date_gmt


def test_a_scheduled_post_appears_by_itself(ground: Ground) -> None:
    made = ground.post("posts", title="Nanti", content="x", status="future", date="2026-11-24T10:00:00")
    assert ground.ask(None, "GET", f"posts/{made['id']}").status_code == 401
    ground.clock.go(minutes=30)
    assert ground.get(f"posts/{made['id']}", role=None)["status"] == "publish"


def test_slugs(ground: Ground) -> None:
    first = ground.post("posts", title="Sama", content="x", status="draft", slug="kunci-acak")
    assert first["slug"] == "kunci-acak"
    assert ground.get("posts", slug="kunci-acak", status="any", context="edit")[0]["id"] == first["id"]
    assert ground.post("posts", title="Sama", content="x", status="draft", slug="kunci-acak")["slug"] == "kunci-acak-2"
    published = ground.post("posts", title="Sebuah Judul: “Kutip” & Lain", content="x", status="publish")
    assert published["slug"] == "sebuah-judul-kutip-lain"
    assert ground.post("posts", title="Tanpa slug", content="x", status="draft")["slug"] == ""
    pending = ground.post("posts", role="contributor", title="T", content="x", status="pending", slug="kunci-lain")
    assert pending["slug"] == ""


@pytest.mark.parametrize(
    ("role", "given", "stored"),
    [
        ("editor", "<p onclick='x'>a & b</p><script>1</script><iframe></iframe>", None),
        ("editor", "kata\r\n\r\n[/content_bar_item] “kutip” ", None),
        ("editor", '<!-- wp:x/y {"a":"b--c"} /--> -- ', '<!-- wp:x/y {"a":"b\\u002d\\u002dc"} /--> -- '),
        ("author", "a & b &amp; &copy; &#8217;", "a &amp; b &amp; &copy; &#8217;"),
        ("author", "<p onclick='x'>a</p><script>b</script>", "<p>a</p>b"),
        ("author", "<iframe src='x'></iframe><svg><path d=''/></svg><form><input></form>c", "c"),
        ("author", "1 < 2 > 0", "1  0"),
        ("author", '<a href="javascript:x">y</a>', '<a href="x">y</a>'),
        ("author", BLOCK, None),
    ],
)
def test_what_is_stored_of_a_text(ground: Ground, role: str, given: str, stored: str | None) -> None:
    made = ground.post("posts", role=role, title="  Judul  ", content=given)
    assert made["content"]["raw"] == (given if stored is None else stored)
    assert made["title"]["raw"] == "Judul"


@pytest.mark.parametrize(
    ("raw", "rendered"),
    [
        (BLOCK, '\n<p class="wp-block-paragraph">Isi</p>\n'),
        ("satu\ndua\n\ntiga", "<p>satu<br />\ndua</p>\n<p>tiga</p>\n"),
        ('"a" it\'s...', "<p>&#8220;a&#8221; it&#8217;s&#8230;</p>\n"),
        ("teks\n<ul><li>a</li></ul>", "<p>teks</p>\n<ul>\n<li>a</li>\n</ul>\n"),
        ("<pre>x\n\ny</pre>", "<pre>x\n\ny</pre>\n"),
        ("", ""),
    ],
)
def test_what_is_shown_of_a_text(ground: Ground, raw: str, rendered: str) -> None:
    made = ground.post("posts", title="x", content=raw)
    assert made["content"]["rendered"] == rendered


def test_modified_moves_even_when_nothing_changes(ground: Ground, article: int) -> None:
    before = ground.get(f"posts/{article}")
    ground.clock.go(seconds=5)
    after = ground.post(f"posts/{article}", title=before["title"]["rendered"])
    assert after["modified_gmt"] != before["modified_gmt"]
    assert after["date_gmt"] == before["date_gmt"]


def test_revisions_come_with_updates(ground: Ground, article: int) -> None:
    def history() -> tuple[int, Any]:
        links = ground.get(f"posts/{article}")["_links"]
        return links["version-history"][0]["count"], links.get("predecessor-version", [{}])[0].get("id")

    assert history() == (0, None)
    ground.post(f"posts/{article}", content="dua")
    count, newest = history()
    assert count == 1
    ground.post(f"posts/{article}", content="dua")
    assert history() == (1, newest)
    ground.post(f"posts/{article}", content="tiga")
    assert history()[0] == 2
    revisions = ground.get(f"posts/{article}/revisions", context="edit")
    assert [revision["content"]["raw"] for revision in revisions] == ["tiga", "dua"]
    assert ground.get(f"posts/{article}/revisions/{newest}")["parent"] == article
    assert ground.ask("author", "GET", f"posts/{article}/revisions").status_code == 403


def test_an_autosave_of_ones_own_draft_overwrites_it(ground: Ground, article: int) -> None:
    draft = ground.post("posts", title="Draf", content="lama")["id"]
    ground.post(f"posts/{draft}/autosaves", title="Draf", content="baru")
    assert ground.get(f"posts/{draft}", context="edit")["content"]["raw"] == "baru"
    saved = ground.post(f"posts/{article}/autosaves", content="simpanan")
    assert saved["parent"] == article
    assert ground.get(f"posts/{article}", context="edit")["content"]["raw"] == "Isi"
    assert [one["id"] for one in ground.get(f"posts/{article}/autosaves")] == [saved["id"]]


@pytest.mark.parametrize(
    ("role", "status", "code"),
    [
        ("author", "publish", ""),
        ("contributor", "draft", ""),
        ("contributor", "pending", ""),
        ("contributor", "publish", "rest_cannot_publish"),
        ("contributor", "future", "rest_cannot_publish"),
        ("contributor", "private", "rest_cannot_publish"),
        ("subscriber", "draft", "rest_cannot_create"),
    ],
)
def test_who_may_write_what(ground: Ground, role: str, status: str, code: str) -> None:
    answer = ground.ask(role, "POST", "posts", json={"title": "x", "content": "x", "status": status})
    assert answer.json().get("code", "") == code
    assert answer.status_code == (403 if code else 201)


@pytest.mark.parametrize(
    ("role", "method", "status", "code"),
    [
        ("author", "POST", 403, "rest_cannot_edit"),
        ("author", "DELETE", 403, "rest_cannot_delete"),
        (None, "POST", 401, "rest_cannot_edit"),
        ("administrator", "POST", 200, None),
    ],
)
def test_who_may_touch_others_posts(
    ground: Ground, article: int, role: str | None, method: str, status: int, code: str | None
) -> None:
    answer = ground.ask(role, method, f"posts/{article}", json={"title": "y"})
    assert (answer.status_code, answer.json().get("code")) == (status, code)


@pytest.mark.parametrize(
    ("role", "status", "answer_status"),
    [
        (None, "publish", 200),
        (None, "draft", 401),
        ("subscriber", "draft", 403),
        ("author", "draft", 403),
        ("author", "private", 403),
        ("administrator", "private", 200),
        (None, "private", 401),
    ],
)
def test_who_may_read(ground: Ground, role: str | None, status: str, answer_status: int) -> None:
    made = ground.post("posts", title="x", content="x", status=status)["id"]
    assert ground.ask(role, "GET", f"posts/{made}").status_code == answer_status


def test_lists_hide_what_a_visitor_may_not_see(ground: Ground) -> None:
    assert ground.total("posts", role=None) == 13
    assert ground.ask(None, "GET", "posts?status=draft").json()["code"] == "rest_invalid_param"
    statuses = {post["status"] for post in ground.get("posts", role="author", status="any", per_page=100)}
    assert "private" not in statuses
    own = ground.get("posts", role="contributor", status="any", context="edit", per_page=100)
    assert {post["author"] for post in own} == {4}


def test_any_leaves_out_the_trash(ground: Ground, article: int) -> None:
    ground.ask("editor", "DELETE", f"posts/{article}")
    again = ground.ask("editor", "DELETE", f"posts/{article}")
    assert (again.status_code, again.json()["code"]) == (410, "rest_already_trashed")
    assert ground.get("posts", status="any", include=article) == []
    assert ground.get("posts", status="trash", include=article)[0]["slug"] == "uji__trashed"
    restored = ground.post(f"posts/{article}", status="publish")
    assert (restored["status"], restored["slug"]) == ("publish", "uji")
    assert ground.ask("editor", "DELETE", f"posts/{article}?force=true").json()["deleted"] is True
    assert ground.ask("editor", "GET", f"posts/{article}").status_code == 404


def test_filters(ground: Ground) -> None:
    category = ground.get("categories", slug="layanan")[0]["id"]
    assert ground.total("posts", categories=category) == 5
    assert ground.total("posts", categories_exclude=category) == 8
    tag = ground.get("tags", search="PPPK")[0]["id"]
    assert ground.total("posts", tags=tag) == 2
    assert ground.total("posts", search="kopi ijen") == 1
    assert ground.total("posts", sticky="true") == 1
    assert ground.total("posts", author=3) == 4
    assert ground.total("posts", after="2026-11-20T00:00:00") == 1
    assert ground.total("posts", modified_after="2099-01-01T00:00:00") == 0
    assert ground.total("posts", status="draft,pending") == 6


def test_terms_of_a_post(ground: Ground, article: int) -> None:
    default = ground.get("categories", slug="berita")[0]["id"]
    other = ground.get("categories", slug="layanan")[0]["id"]
    assert ground.get(f"posts/{article}")["categories"] == [default]
    assert ground.post(f"posts/{article}", categories=[other, 99999])["categories"] == [other]
    assert ground.post(f"posts/{article}", categories=[99999])["categories"] == []
    assert ground.post(f"posts/{article}", title="lagi")["categories"] == [default]


def test_small_fields(ground: Ground, article: int) -> None:
    answer = ground.post(
        f"posts/{article}",
        format="aside",
        sticky=True,
        excerpt="Kutipan & lain",
        comment_status="closed",
        meta={"footnotes": "[]"},
        featured_media=99999,
        author=3,
    )
    assert (answer["format"], answer["sticky"], answer["comment_status"]) == ("aside", True, "closed")
    assert (answer["author"], answer["featured_media"], answer["meta"]["footnotes"]) == (3, 0, "[]")
    assert answer["excerpt"] == {
        "raw": "Kutipan & lain",
        "rendered": "<p>Kutipan &#038; lain</p>\n",
        "protected": False,
    }
    refused = ground.ask("editor", "POST", f"posts/{article}", json={"password": "x"})
    assert refused.json()["code"] == "rest_invalid_field"


def test_a_password_hides_the_text(ground: Ground) -> None:
    made = ground.post("posts", title="x", content="rahasia", status="publish", password="abc")["id"]
    assert ground.get(f"posts/{made}", role=None)["content"] == {"rendered": "", "protected": True}
    assert "rahasia" in ground.get(f"posts/{made}", role=None, password="abc")["content"]["rendered"]
    assert ground.ask(None, "GET", f"posts/{made}?password=x").json()["code"] == "rest_post_incorrect_password"


def test_pages_are_another_collection(ground: Ground) -> None:
    page = ground.get("pages", slug="kontak", role=None)[0]
    assert "categories" not in page
    assert page["parent"] == 0
    assert ground.ask("editor", "GET", f"posts/{page['id']}").json()["code"] == "rest_post_invalid_id"
    assert ground.ask("author", "POST", "pages", json={"title": "x"}).json()["code"] == "rest_cannot_create"


def test_nothing_at_all_is_no_post(ground: Ground) -> None:
    answer = ground.ask("editor", "POST", "posts", json={})
    assert (answer.status_code, answer.json()["code"]) == (400, "empty_content")
