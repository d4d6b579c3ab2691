"""Reading comments: pages, totals, ids, what is left out, and what a list can lose."""

from __future__ import annotations

import pytest

from bkddesk.model.comment import CommentStatus
from bkddesk.model.errors import RejectedError
from bkddesk.wordpress import comments
from tests.contract.sites import WRITER_AGENT, WRITER_IP, Site

ALL = ["hold", "approved", "spam", "trash"]


def test_a_comment_is_read_in_full(site: Site) -> None:
    post = site.post()
    parent = site.comment(post, "approved")
    text = 'Apakah "ijazah" <b>asli</b> & salinan?\n\nTerima kasih 😀'
    made = site.comment(
        post,
        content=text,
        parent=parent.id,
        author_name="Siti & Budi",
        author_url="https://warga.example/x",
        date_gmt="2026-10-01T20:00:00",
    )
    [found] = comments.fetch_page(site.client(), post=post, status="hold").items
    assert found == made
    assert (found.post, found.parent, found.author, found.type) == (post, parent.id, 0, "comment")
    assert (found.author_ip, found.author_user_agent) == (WRITER_IP, WRITER_AGENT)
    assert (found.author_url, found.author_email) == ("https://warga.example/x", made.author_email)
    assert found.content == text
    assert (found.date, found.date_gmt) == ("2026-10-02T03:00:00", "2026-10-01T20:00:00")
    assert found.status is CommentStatus.HOLD
    assert f"#comment-{found.id}" in found.link


@pytest.mark.parametrize("status", ALL)
def test_one_status_at_a_time(site: Site, status: str) -> None:
    post = site.post()
    made = {one: site.comment(post, one).id for one in ALL}
    page = comments.fetch_page(site.client(), post=post, status=status)
    assert [one.id for one in page.items] == [made[status]]
    assert page.items[0].status == status
    assert (page.total, page.total_pages) == (1, 1)


def test_all_means_approved_and_held_any_means_everything(site: Site) -> None:
    post = site.post()
    made = {one: site.comment(post, one).id for one in ALL}
    client = site.client()
    shown = {one.id for one in comments.fetch_page(client, post=post, status="all").items}
    assert shown == {made["hold"], made["approved"]}
    everything = {one.id for one in comments.fetch_page(client, post=post, status="any").items}
    assert everything == set(made.values())
    # A list of statuses is not a thing: an error or an empty list, never both statuses.
    answer = site.ask("editor", "GET", f"comments?context=edit&post={post}&status=hold,spam")
    assert answer.status_code == 400 or answer.json() == []


def test_pages_by_id(site: Site) -> None:
    post = site.post()
    made = [site.comment(post).id for _ in range(7)]
    client = site.client()
    pages = [comments.fetch_page(client, post=post, page=page, per_page=3) for page in (1, 2, 3, 4)]
    assert [[one.id for one in page.items] for page in pages] == [made[6:3:-1], made[3:0:-1], made[0:1], []]
    assert [(page.total, page.total_pages) for page in pages] == [(7, 3)] * 4
    up = comments.fetch_page(client, post=post, per_page=3, order="asc")
    assert [one.id for one in up.items] == made[:3]


def test_what_lists_ignore_and_refuse(site: Site) -> None:
    post = site.post()
    site.comment(post)
    ask = f"comments?context=edit&status=any&post={post}"
    assert len(site.ask("editor", "GET", f"{ask}&modified_after=2099-01-01T00:00:00").json()) == 1
    assert site.code("editor", "GET", f"{ask}&per_page=101") == (400, "rest_invalid_param")
    assert site.ask("editor", "GET", f"{ask}&page=9").json() == []
    assert site.ask("editor", "GET", f"{ask}&_fields=content.raw").json() != [{"content": {"raw": "x"}}]


def test_moments_are_exclusive(site: Site) -> None:
    post = site.post()
    made = [site.comment(post, date_gmt=f"2026-10-01T0{hour}:00:00").id for hour in (1, 2, 3)]
    client = site.client()
    late = comments.fetch_page(client, post=post, after="2026-10-01T01:00:00Z")
    assert [one.id for one in late.items] == [made[2], made[1]]
    early = comments.fetch_page(client, post=post, before="2026-10-01T02:00:00Z")
    assert [one.id for one in early.items] == [made[0]]
    # Without a zone, a moment is in site time (here UTC+7).
    local = comments.fetch_page(client, post=post, after="2026-10-01T08:00:00", before="2026-10-01T10:00:00")
    assert [one.id for one in local.items] == [made[1]]
    assert comments.count(client, "hold", after="2026-10-01T00:30:00Z", before="2026-10-01T02:30:00Z") >= 2


def test_search_and_author(site: Site) -> None:
    post = site.post()
    wanted = site.comment(post, content="Kapan pengumuman kelulusan CPNS?")
    site.comment(post, content="Terima kasih")
    me = site.admin("GET", "users/me")["id"]
    mine = site.admin("POST", "comments", post=post, content="Dari kami.")["id"]
    client = site.client()
    assert [one.id for one in comments.fetch_page(client, post=post, search="kelulusan").items] == [wanted.id]
    assert [one.id for one in comments.fetch_page(client, post=post, search=wanted.author_email).items] == [wanted.id]
    assert [one.id for one in comments.fetch_page(client, post=post, author=me).items] == [mine]


def test_totals_of_each_status(site: Site) -> None:
    post = site.post()
    client = site.client()
    before = comments.totals(client)
    for status, number in zip(ALL, (3, 2, 1, 2), strict=True):
        for _ in range(number):
            site.comment(post, status)
    after = comments.totals(client)
    assert {status: after[status] - before[status] for status in CommentStatus} == {
        CommentStatus.HOLD: 3,
        CommentStatus.APPROVED: 2,
        CommentStatus.SPAM: 1,
        CommentStatus.TRASH: 2,
    }


def test_ids_and_statuses_of_everything(site: Site) -> None:
    post = site.post()
    made = [(site.comment(post, status).id, status) for status in ALL]
    client = site.client()
    found: list[tuple[int, str]] = []
    page = 1
    while True:
        batch = comments.fetch_ids(client, page=page)
        found += batch.items
        if page >= batch.total_pages:
            break
        page += 1
    assert found == sorted(found)
    assert set(made) <= set(found)
    assert comments.fetch_ids(client, status="spam", order="desc").items[0] == made[2]


def test_many_by_id_and_the_deleted_are_absent(site: Site) -> None:
    post = site.post()
    made = [site.comment(post, status).id for status in ALL]
    gone = site.comment(post).id
    site.admin("DELETE", f"comments/{gone}?force=true")
    found = comments.fetch_many(site.client(), [*made, gone, 999_999])
    assert {one: comment.status.value for one, comment in found.items()} == dict(zip(made, ALL, strict=True))
    assert comments.fetch_many(site.client(), []) == {}


def test_more_than_a_hundred_by_id(site: Site) -> None:
    post = site.post()
    made = [site.admin("POST", "comments", post=post, content=f"Nomor {n}")["id"] for n in range(104)]
    client = site.client()
    asked = client.requests
    assert set(comments.fetch_many(client, made)) == set(made)
    assert client.requests - asked == 2


def test_pingbacks_and_notes_are_never_shown(site: Site) -> None:
    post = site.post()
    public = site.comment(post)
    hidden = [site.plant(post, "pingback", WRITER_AGENT), site.plant(post, "note", WRITER_AGENT)]
    client = site.client()
    raw = site.ask("administrator", "GET", f"comments?context=edit&status=any&type=all&post={post}").json()
    assert {one["id"] for one in raw} == {public.id, *hidden}
    assert [one.id for one in comments.fetch_page(client, post=post).items] == [public.id]
    assert set(comments.fetch_many(client, [public.id, *hidden])) == {public.id}
    assert not {one for one, _ in comments.fetch_ids(client, order="desc").items} & set(hidden)
    assert not {one for one, _ in comments.fetch_ids(client, status="hold", order="desc").items} & set(hidden)


def test_comments_of_a_trashed_article_are_out_of_sight(site: Site) -> None:
    post = site.post()
    held, approved = site.comment(post), site.comment(post, "approved")
    client = site.client()
    before = comments.totals(client)
    site.admin("DELETE", f"posts/{post}")
    raw = site.ask("administrator", "GET", f"comments?context=edit&status=any&include={held.id},{approved.id}").json()
    assert {one["status"] for one in raw} == {"post-trashed"}
    assert comments.fetch_many(client, [held.id, approved.id]) == {}
    assert not {held.id, approved.id} & {one for one, _ in comments.fetch_ids(client, order="desc").items}
    assert not {held.id, approved.id} & {one.id for one in comments.fetch_page(client).items}
    after = comments.totals(client)
    assert before[CommentStatus.HOLD] - after[CommentStatus.HOLD] == 1
    assert before[CommentStatus.APPROVED] - after[CommentStatus.APPROVED] == 1


def test_what_paging_loses_and_repeats(site: Site) -> None:
    post = site.post()
    made = [site.comment(post).id for _ in range(6)]
    client = site.client()
    first = [one.id for one in comments.fetch_page(client, post=post, status="hold", per_page=3).items]
    assert first == made[:2:-1]
    site.comment(post)
    again = [one.id for one in comments.fetch_page(client, post=post, status="hold", page=2, per_page=3).items]
    assert again[0] == first[-1], "an arrival repeats an item"
    comments.set_status(client, comments.fetch_many(client, [made[5]])[made[5]], "approved")
    comments.set_status(client, comments.fetch_many(client, [made[4]])[made[4]], "spam")
    rest = [one.id for one in comments.fetch_page(client, post=post, status="hold", page=2, per_page=3).items]
    assert made[2] not in rest, "what leaves the list takes one out of the pages to come"


def test_a_change_by_somebody_else_is_seen_before_acting(site: Site) -> None:
    seen = site.comment(site.post())
    site.admin("POST", f"comments/{seen.id}", content="Diubah penulisnya.", status="spam")
    found = comments.fetch_many(site.client(), [seen.id])[seen.id]
    assert (found.content, found.status) == ("Diubah penulisnya.", CommentStatus.SPAM)


def test_there_is_no_batch_for_comments(site: Site) -> None:
    made = site.comment(site.post())
    body = {"requests": [{"method": "POST", "path": f"/wp/v2/comments/{made.id}", "body": {"status": "approved"}}]}
    answer = site.ask("administrator", "POST", "../../batch/v1", json=body)
    assert answer.status_code == 207
    assert answer.json()["responses"][0]["body"]["code"] == "rest_batch_not_allowed"


def test_a_page_size_beyond_the_most_is_refused(site: Site) -> None:
    with pytest.raises(RejectedError) as caught:
        comments.fetch_page(site.client(), per_page=101)
    assert caught.value.code == "rest_invalid_param"
