"""Articles: what is stored of what is sent, statuses and dates, slugs as proof, and what each role may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bkddesk.model.article import Article
from bkddesk.model.errors import DeskError, ForbiddenError, GoneError, RejectedError
from bkddesk.wordpress import articles
from tests.contract.sites import Site

PARAGRAPH = "<!-- wp:paragraph -->\n<p>Isi</p>\n<!-- /wp:paragraph -->"
JAKARTA = ZoneInfo("Asia/Jakarta")

CONTENT = """<!-- wp:paragraph -->
<p>“Kami berharap,” katanya, ‘semua’ ikut — 50 % & lebih… 1 < 2, 3 > 2 &amp; &lt;b&gt; 😀 \u200bعربي</p>
<!-- /wp:paragraph -->

<!-- wp:heading {"level":3} -->
<h3 class="wp-block-heading">Jadwal</h3>
<!-- /wp:heading -->

<!-- wp:shortcode -->
[content_bar_item judul="Bagian"]
<!-- /wp:shortcode -->

[content_bar_item] \\n C:\\Berkas 'satu' "dua" <iframe src="https://x.example"></iframe>

<!-- wp:acme/kotak {"warna":"#fff","teks":"é “a” 😀","jumlah":3,"rasio":0.5} /-->

<!-- wp:acme/kotak {"teks":"a \\u0026 \\u003cb\\u003e \\u0022c\\u0022 \\u002d\\u002d"} -->
<div>a & b -- c</div>
<!-- /wp:acme/kotak -->
<!-- more -->
   baris dengan spasi\t
"""


def site_time(shift: timedelta) -> str:
    return (datetime.now(JAKARTA) + shift).replace(microsecond=0, tzinfo=None).isoformat()


def test_an_editors_content_is_stored_byte_by_byte(site: Site) -> None:
    client = site.client()
    made = articles.create(client, {"title": "Berkas", "content": CONTENT, "status": "publish"})
    assert made.fields.content == CONTENT
    assert articles.fetch(client, made.id) == made
    changed = CONTENT.replace("Jadwal", "Jadwal baru")
    assert articles.update(client, made.id, {"content": changed}).fields.content == changed
    assert site.admin("GET", f"posts/{made.id}?context=edit")["content"]["raw"] == changed


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ('{"a":"var(--biru)"} /', '{"a":"var(\\u002d\\u002dbiru)"} /'),
        ('{"a":"b & c"} /', '{"a":"b \\u0026 c"} /'),
        ('{"a":"<b>c</b>"} /', '{"a":"\\u003cb\\u003ec\\u003c/b\\u003e"} /'),
        ('{"a":"\\"b\\""} /', '{"a":"\\u0022b\\u0022"} /'),
        ('{"a": 1.0,  "b":"\\u0041\\/"} /', '{"a":1,"b":"A/"} /'),
        ('{"a":{},"b":[],"c":null} /', '{"a":[],"b":[],"c":null} /'),
        ("{} /", "/"),
    ],
)
def test_block_comments_are_written_anew_at_every_save(site: Site, sent: str, stored: str) -> None:
    around = "<!-- wp:core/paragraph -->\n<p>a--b & c</p>\n<!-- /wp:core/paragraph -->\n\n<!-- wp:acme/kotak {}-->"
    client = site.client()
    made = articles.create(client, {"title": "x", "content": around.format(sent), "status": "draft"})
    assert made.fields.content == around.replace("core/", "").format(stored)
    assert articles.update(client, made.id, {"content": made.fields.content}).fields.content == made.fields.content


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("Pendidikan & Pelatihan “ASN” 'baru'", "Pendidikan & Pelatihan “ASN” 'baru'"),
        ("1 < 2 <b>tebal</b> 😀 عربي", "1 < 2 <b>tebal</b> 😀 عربي"),
        ("  berspasi  ", "berspasi"),
        ("a -- b... 3x4", "a -- b... 3x4"),
    ],
)
def test_an_editors_title_is_raw_and_trimmed(site: Site, sent: str, stored: str) -> None:
    client = site.client()
    made = articles.create(client, {"title": sent, "content": "Isi", "excerpt": "Ringkas & “padat”", "status": "draft"})
    assert made.fields.title == stored
    assert articles.fetch(client, made.id).fields.title == stored
    assert made.fields.excerpt == "Ringkas & “padat”"


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("<p>a & b</p>", "<p>a &amp; b</p>"),
        ('<p>a<iframe src="https://x.example"></iframe>b</p>', "<p>ab</p>"),
        ("<p>a</p><svg><path d='M0'/></svg><p>b</p>", "<p>a</p><p>b</p>"),
        ("<form><input name=x></form>", ""),
        ("1 < 2 > 0", "1  0"),
        ("<p>“utuh” — [content_bar_item]</p>", "<p>“utuh” — [content_bar_item]</p>"),
    ],
)
def test_an_authors_content_is_cleaned(site: Site, sent: str, stored: str) -> None:
    made = articles.create(site.client("author"), {"title": "A & B", "content": sent, "status": "publish"})
    assert made.fields.content == stored
    assert made.fields.title == "A &amp; B"
    assert made.editable


def test_only_what_is_given_changes(site: Site) -> None:
    client = site.client()
    category = site.admin("POST", "categories", name="Kategori uji")["id"]
    tags = sorted(site.admin("POST", "tags", name=name)["id"] for name in ("tanda uji satu", "tanda uji dua"))
    made = articles.create(
        client,
        {
            "title": "Semua",
            "content": "Isi",
            "excerpt": "Ringkasan",
            "slug": "semua-medan",
            "status": "publish",
            "date": "2026-10-01T07:30:00",
            "categories": [category],
            "tags": tags,
            "comment_status": "closed",
        },
    )
    fields = made.fields
    assert (fields.slug, fields.status, fields.comment_status) == ("semua-medan", "publish", "closed")
    assert (fields.categories, fields.tags) == ((category,), tuple(tags))
    assert (fields.date, made.date_gmt) == ("2026-10-01T07:30:00", "2026-10-01T00:30:00")
    after = articles.update(client, made.id, {"title": "Lain"})
    assert after.fields.title == "Lain"
    same = ("content", "excerpt", "slug", "status", "date", "categories", "tags", "comment_status", "featured_media")
    for name in same:
        assert getattr(after.fields, name) == getattr(fields, name)
    assert (after.author, after.link, after.type) == (made.author, made.link, "post")


@pytest.mark.parametrize("status", ["draft", "pending", "private", "publish"])
def test_every_status(site: Site, status: str) -> None:
    client = site.client()
    made = articles.create(client, {"title": "Status", "content": "Isi", "status": status})
    assert made.fields.status == status
    for later in ("draft", "publish", "private", "pending"):
        assert articles.update(client, made.id, {"status": later}).fields.status == later
    assert made.id in {one.id for one in articles.fetch_page(client, status="pending").items}
    assert made.id in {one for one, _, _ in articles.fetch_ids(client).items}


def test_a_schedule_lies_in_site_time(site: Site) -> None:
    client = site.client()
    date = site_time(timedelta(days=2))
    made = articles.create(client, {"title": "Nanti", "content": "Isi", "status": "future", "date": date})
    assert (made.fields.status, made.fields.date) == ("future", date)
    moment = datetime.fromisoformat(made.date_gmt).replace(tzinfo=UTC)
    assert moment.astimezone(JAKARTA).replace(tzinfo=None).isoformat() == date
    assert articles.update(client, made.id, {"title": "Nanti saja"}).fields.date == date
    now = articles.update(client, made.id, {"status": "draft"})
    assert now.fields.status == "draft"


@pytest.mark.parametrize("date", [None, timedelta(days=-1)])
def test_a_schedule_without_a_date_ahead_publishes_at_once(site: Site, date: timedelta | None) -> None:
    values: dict[str, object] = {"title": "Sekarang", "content": "Isi", "status": "future"}
    if date is not None:
        values["date"] = site_time(date)
    assert articles.create(site.client(), values).fields.status == "publish"


def test_published_with_a_date_ahead_is_scheduled(site: Site) -> None:
    values = {"title": "Nanti", "content": "Isi", "status": "publish", "date": site_time(timedelta(days=1))}
    assert articles.create(site.client(), values).fields.status == "future"


@pytest.mark.parametrize(("shift", "status"), [(timedelta(days=3), "future"), (timedelta(days=-300), "publish")])
def test_a_new_articles_modified_moment_is_its_date(site: Site, shift: timedelta, status: str) -> None:
    client = site.client()
    values = {"title": "Waktu", "content": "Isi", "status": status, "date": site_time(shift)}
    made = articles.create(client, values)
    assert made.modified_gmt == made.date_gmt
    # A watermark of "now" misses the backdated one and never lets go of the scheduled one.
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None) - timedelta(minutes=5)
    found = {one.id for one in articles.fetch_page(client, modified_after=f"{now.isoformat()}Z").items}
    assert (made.id in found) == (shift > timedelta(0))


def test_a_change_moves_the_modified_moment_even_if_nothing_changed(site: Site) -> None:
    client = site.client()
    old = articles.create(
        client, {"title": "Lama", "content": "Isi", "status": "publish", "date": "2026-01-02T03:04:05"}
    )
    after = articles.update(client, old.id, {"title": "Lama"})
    assert after.fields == old.fields
    assert after.modified_gmt > old.modified_gmt
    watermark = (datetime.now(UTC) - timedelta(minutes=5)).replace(microsecond=0, tzinfo=None).isoformat()
    assert old.id in {one.id for one in articles.fetch_page(client, modified_after=f"{watermark}Z").items}


def test_a_slug_finds_a_creation_again_whatever_its_status(site: Site) -> None:
    client = site.client()
    for status in ("draft", "pending", "private", "publish", "future"):
        values = {"title": "Bukti", "content": "Isi", "status": status, "slug": f"bukti-{status}-x1"}
        if status == "future":
            values["date"] = site_time(timedelta(days=1))
        made = articles.create(client, values)
        assert made.fields.slug == values["slug"]
        assert articles.find_by_slug(client, str(values["slug"])) == articles.fetch(client, made.id)
    assert articles.find_by_slug(client, "bukti") is None
    assert articles.find_by_slug(client, "tidak-ada-x1") is None


def test_a_taken_slug_gets_a_number(site: Site) -> None:
    client = site.client()
    first = articles.create(client, {"title": "Satu", "content": "x", "status": "publish", "slug": "kembar-x2"})
    second = articles.create(client, {"title": "Satu", "content": "x", "status": "publish", "slug": "kembar-x2"})
    assert second.fields.slug == "kembar-x2-2"
    found = articles.find_by_slug(client, "kembar-x2")
    assert found is not None
    assert found.id == first.id


def test_the_trash_is_out_of_sight(site: Site) -> None:
    client = site.client()
    made = articles.create(client, {"title": "Buang", "content": "x", "status": "publish", "slug": "buang-x3"})
    site.admin("DELETE", f"posts/{made.id}")
    assert made.id not in {one.id for one in articles.fetch_page(client).items}
    assert made.id not in {one for one, _, _ in articles.fetch_ids(client).items}
    assert articles.find_by_slug(client, "buang-x3") is None
    assert articles.fetch(client, made.id).fields.status == "trash"
    assert [one.id for one in articles.fetch_page(client, status="trash").items] == [made.id]
    site.admin("DELETE", f"posts/{made.id}?force=true")
    with pytest.raises(GoneError) as caught:
        articles.fetch(client, made.id)
    assert caught.value.code == "rest_post_invalid_id"
    with pytest.raises(GoneError):
        articles.update(client, made.id, {"title": "Lain"})


def test_pages_and_their_end(site: Site) -> None:
    client = site.client()
    before = articles.fetch_page(client).total
    made = [site.post() for _ in range(3)]
    page = articles.fetch_page(client, orderby="id", per_page=2)
    assert [one.id for one in page.items] == made[:0:-1]
    assert page.total == before + 3
    assert articles.fetch_page(client, page=99, per_page=100).items == ()
    assert articles.fetch_ids(client, page=99).items == ()
    asked = "posts?context=edit&status=any&per_page=100&page=99"
    assert site.code("editor", "GET", asked) == (400, "rest_post_invalid_page_number")
    some = articles.fetch_page(client, include=[made[0], made[2], 999_999])
    assert {one.id for one in some.items} == {made[0], made[2]}
    found = articles.fetch_page(client, search="Berita")
    assert set(made) <= {one.id for one in found.items}


def test_ids_tell_what_changed(site: Site) -> None:
    client = site.client()
    post = site.post(date="2026-02-03T04:05:06")
    known = {one: (status, moment) for one, status, moment in articles.fetch_ids(client).items}
    assert known[post] == ("publish", "2026-02-02T21:05:06")
    changed = articles.update(client, post, {"status": "draft"})
    known = {one: (status, moment) for one, status, moment in articles.fetch_ids(client).items}
    assert known[post] == ("draft", changed.modified_gmt)


def test_revisions_are_kept(site: Site) -> None:
    client = site.client()
    made = articles.create(client, {"title": "Satu", "content": "Isi satu", "status": "publish"})
    second = articles.update(client, made.id, {"content": "Isi dua"})
    third = articles.update(client, made.id, {"title": "Tiga", "content": "Isi tiga"})
    assert third.revision > second.revision > 0
    kept = articles.revisions(client, made.id)
    assert [(one.id, one.title, one.content) for one in kept[:2]] == [
        (third.revision, "Tiga", "Isi tiga"),
        (second.revision, "Satu", "Isi dua"),
    ]
    assert kept[0].author == third.author
    assert articles.fetch(client, made.id).revision == third.revision


def test_the_last_of_two_writers_wins_without_a_word(site: Site) -> None:
    mine = site.client()
    made = articles.create(mine, {"title": "Bersama", "content": "Isi", "status": "publish"})
    site.admin("POST", f"posts/{made.id}", content="Isi dari rekan")
    after = articles.update(mine, made.id, {"content": "Isi saya"})
    assert after.fields.content == "Isi saya"
    answer = site.ask("editor", "GET", f"posts/{made.id}?context=edit")
    assert "ETag" not in answer.headers


def listed(articles_found: tuple[Article, ...], *ids: int) -> dict[int, bool]:
    return {one.id: one.editable for one in articles_found if one.id in ids}


def test_what_each_role_sees_of_others_articles(site: Site) -> None:
    published = site.post(
        title="Milik admin & rekan", content="<!-- wp:paragraph -->\n<p>Isi</p>\n<!-- /wp:paragraph -->"
    )
    draft = site.post(status="draft")
    own = articles.create(site.client("author"), {"title": "Sendiri", "content": "x", "status": "publish"}).id
    pending = articles.create(site.client("contributor"), {"title": "Usul", "content": "x", "status": "pending"}).id
    ids = (published, draft, own, pending)
    expected = {
        "editor": {published: True, draft: True, own: True, pending: True},
        "author": {published: False, own: True},
        "contributor": {published: False, own: False, pending: True},
        "subscriber": {published: False, own: False},
    }
    for role, seen in expected.items():
        client = site.client(role)
        assert listed(articles.fetch_page(client, orderby="id").items, *ids) == seen, role
        assert {one for one, _, _ in articles.fetch_ids(client, order="desc").items if one in ids} == set(seen), role


def test_an_article_of_others_is_rendered_and_not_for_editing(site: Site) -> None:
    post = site.post(title="Milik “admin” & rekan", content=PARAGRAPH)
    found = articles.fetch(site.client("author"), post)
    assert not found.editable
    assert found.fields.title == "Milik “admin” & rekan"
    assert "<!--" not in found.fields.content
    draft = site.post(status="draft")
    with pytest.raises(ForbiddenError):
        articles.fetch(site.client("author"), draft)


@pytest.mark.parametrize(
    ("role", "values", "code"),
    [
        ("contributor", {"status": "publish"}, "rest_cannot_publish"),
        ("contributor", {"status": "future", "date": "2036-01-01T00:00:00"}, "rest_cannot_publish"),
        ("subscriber", {"status": "draft"}, "rest_cannot_create"),
        ("author", {"status": "private"}, ""),
        ("contributor", {"status": "private"}, "rest_cannot_publish"),
        ("editor", {"status": "nonsense"}, "rest_invalid_param"),
        ("editor", {"status": "draft", "date": "besok"}, "rest_invalid_param"),
    ],
)
def test_what_each_role_may_create(site: Site, role: str, values: dict[str, object], code: str) -> None:
    client = site.client(role)
    if not code:
        assert articles.create(client, {"title": "x", "content": "x", **values}).id
        return
    with pytest.raises(DeskError) as caught:
        articles.create(client, {"title": "x", "content": "x", **values})
    assert isinstance(caught.value, (ForbiddenError, RejectedError))
    assert caught.value.code == code or (code == "rest_cannot_publish" and role == "contributor")


def test_others_articles_may_not_be_changed(site: Site) -> None:
    post = site.post()
    for role in ("author", "contributor", "subscriber"):
        with pytest.raises(ForbiddenError) as caught:
            articles.update(site.client(role), post, {"title": "Lain"})
        assert caught.value.code == "rest_cannot_edit"


def test_a_contributors_pending_article_loses_its_slug(site: Site) -> None:
    client = site.client("contributor")
    made = articles.create(client, {"title": "Usul", "content": "x", "status": "pending", "slug": "usul-x5"})
    assert made.fields.slug == ""
    draft = articles.create(client, {"title": "Usul", "content": "x", "status": "draft", "slug": "usul-x6"})
    assert draft.fields.slug == "usul-x6"
    found = articles.find_by_slug(client, "usul-x6")
    assert found is not None
    assert found.id == draft.id
    assert articles.update(client, draft.id, {"status": "pending"}).fields.status == "pending"


def test_terms_and_pictures_that_are_not_there_are_taken_without_a_word(site: Site) -> None:
    values = {"title": "x", "content": "x", "status": "draft", "categories": [999_999], "featured_media": 999_999}
    made = articles.create(site.client(), values)
    assert 999_999 not in made.fields.categories
    assert made.fields.featured_media == 0


def test_an_autosave_of_ones_own_draft_overwrites_it(site: Site) -> None:
    client = site.client()
    made = articles.create(client, {"title": "Asli", "content": "Asli", "status": "draft"})
    site.ask("editor", "POST", f"posts/{made.id}/autosaves", json={"title": "Otomatis", "content": "Otomatis"})
    assert articles.fetch(client, made.id).fields.content == "Otomatis"
    published = articles.create(client, {"title": "Asli", "content": "Asli", "status": "publish"})
    site.ask("editor", "POST", f"posts/{published.id}/autosaves", json={"title": "Otomatis", "content": "Otomatis"})
    assert articles.fetch(client, published.id).fields.content == "Asli"


def test_a_large_article(site: Site) -> None:
    content = "\n\n".join(
        f"<!-- wp:paragraph -->\n<p>Alinea {number} “panjang” {'x' * 400}</p>\n<!-- /wp:paragraph -->"
        for number in range(2000)
    )
    client = site.client()
    made = articles.create(client, {"title": "Besar", "content": content, "status": "draft"})
    assert articles.fetch(client, made.id).fields.content == content
