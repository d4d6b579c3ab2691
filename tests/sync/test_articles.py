"""Articles: created once, updated by difference, merged with a colleague's work, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bkddesk.desk import Desk
from bkddesk.model.article import Draft, PostStatus, PublishOptions
from bkddesk.model.outbox import State
from bkddesk.workspace import Workspace
from tests.sync.conftest import Remote, signed_in

PUBLISH = PublishOptions(PostStatus.PUBLISH)
TEXT = "Sebanyak 40 peserta “belajar” ke Semarang (OSS).\n\n## Tiga dinas\n\nKutipan & angka 5,79%.\n"


def sent_draft(desk: Desk, options: PublishOptions = PUBLISH, **values: object) -> Draft:
    """A new draft, published and synchronised."""
    known = {"title": "Belajar ke Semarang", "markdown": TEXT} | values
    draft = desk.new_draft(Draft(0, "", **known))  # type: ignore[arg-type]
    desk.publish(draft.id, options)
    desk.sync_once()
    return desk.draft(draft.id)


def posts(remote: Remote) -> list[dict[str, object]]:
    return remote.admin("GET", "posts?status=any&per_page=100&context=edit")  # type: ignore[no-any-return]


def test_a_new_article_arrives_once_with_everything(desk: Desk, remote: Remote) -> None:
    desk.sync_once()
    before = len(posts(remote))
    draft = sent_draft(
        desk,
        categories=("Berita > Pelatihan",),
        tags=("semarang", "oss"),
        excerpt="Ringkas & jelas.",
        comment_status="closed",
    )
    assert desk.outbox() == []
    assert draft.article_id is not None
    post = remote.post(draft.article_id)
    assert len(posts(remote)) == before + 1
    assert post["status"] == "publish"
    assert post["title"]["raw"] == "Belajar ke Semarang"
    assert post["excerpt"]["raw"] == "Ringkas & jelas."
    assert post["comment_status"] == "closed"
    assert post["slug"] == "belajar-ke-semarang"
    assert "<p>Sebanyak 40 peserta “belajar” ke Semarang (OSS).</p>" in post["content"]["raw"]
    assert "<!-- wp:heading -->" in post["content"]["raw"]
    (category,) = post["categories"]
    assert remote.admin("GET", f"categories/{category}")["name"] == "Pelatihan"
    names = sorted(remote.admin("GET", f"tags/{tag}")["name"].casefold() for tag in post["tags"])
    assert names == ["oss", "semarang"]


def test_what_was_sent_reopens_unchanged_and_sends_nothing_again(desk: Desk, remote: Remote) -> None:
    draft = sent_draft(desk)
    assert draft.article_id is not None
    assert not desk.draft_is_unsent(draft.id)
    assert desk.edit(draft.article_id).markdown == TEXT
    before = remote.post(draft.article_id)
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    assert remote.post(draft.article_id)["modified_gmt"] == before["modified_gmt"]
    assert desk.outbox() == []


def test_what_was_typed_reopens_as_it_was_typed(desk: Desk) -> None:
    typed = "\u00a0Satu  baris,\ndua baris.\n\n* butir\n* butir lain\n\n   << [/content_bar_item]\n"
    draft = sent_draft(desk, markdown=typed)
    assert draft.article_id is not None
    desk.sync_once(full=True)
    assert desk.edit(draft.article_id).markdown == typed


def test_an_update_sends_only_what_differs_and_moves_no_date(desk: Desk, remote: Remote) -> None:
    draft = sent_draft(desk, PublishOptions(PostStatus.PUBLISH, "2026-10-01T08:00:00"))
    assert draft.article_id is not None
    before = remote.post(draft.article_id)
    assert before["date"] == "2026-10-01T08:00:00"
    desk.save_draft(replace(draft, markdown=draft.markdown.replace("angka", "bilangan")))
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    after = remote.post(draft.article_id)
    assert after["content"]["raw"] == before["content"]["raw"].replace("angka", "bilangan")
    assert {name: after[name] for name in ("date", "slug", "status", "author")} == {
        name: before[name] for name in ("date", "slug", "status", "author")
    }


@pytest.mark.parametrize("status", ["draft", "pending", "private"])
def test_every_status_can_be_given(desk: Desk, remote: Remote, status: str) -> None:
    draft = sent_draft(desk, PublishOptions(PostStatus(status)))
    assert draft.article_id is not None
    assert remote.post(draft.article_id)["status"] == status


def test_a_schedule_is_kept_and_can_be_brought_forward(desk: Desk, remote: Remote) -> None:
    ahead = (datetime.now(desk.site.found.zone) + timedelta(days=3)).replace(microsecond=0, tzinfo=None).isoformat()
    draft = sent_draft(desk, PublishOptions(PostStatus.FUTURE, ahead))
    assert draft.article_id is not None
    post = remote.post(draft.article_id)
    assert (post["status"], post["date"]) == ("future", ahead)
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    assert remote.post(draft.article_id)["status"] == "publish"


def test_typing_on_while_it_is_sent_is_kept_and_can_be_sent_next(desk: Desk, remote: Remote) -> None:
    draft = desk.new_draft(Draft(0, "", title="Judul", markdown="Pertama.\n"))
    desk.publish(draft.id, PUBLISH)
    desk.save_draft(replace(draft, markdown="Pertama.\n\nKedua.\n"))
    desk.sync_once()
    kept = desk.draft(draft.id)
    assert kept.article_id is not None
    assert (kept.markdown, desk.draft_is_unsent(draft.id)) == ("Pertama.\n\nKedua.\n", True)
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    assert "<p>Kedua.</p>" in remote.post(kept.article_id)["content"]["raw"]


def test_a_colleagues_edit_of_another_paragraph_merges(desk: Desk, remote: Remote) -> None:
    draft = sent_draft(desk, markdown="Satu.\n\nDua.\n\nTiga.\n")
    assert draft.article_id is not None
    content = remote.post(draft.article_id)["content"]["raw"]
    remote.admin("POST", f"posts/{draft.article_id}", json={"content": content.replace("Tiga.", "Tiga, kata rekan.")})
    desk.save_draft(replace(draft, markdown="Satu, kata saya.\n\nDua.\n\nTiga.\n", title="Judul saya"))
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    post = remote.post(draft.article_id)
    assert post["content"]["raw"] == content.replace("Tiga.", "Tiga, kata rekan.").replace("Satu.", "Satu, kata saya.")
    assert post["title"]["raw"] == "Judul saya"
    assert desk.draft(draft.id).markdown == "Satu, kata saya.\n\nDua.\n\nTiga, kata rekan.\n"


def test_both_editing_one_paragraph_asks_and_the_answer_is_sent(desk: Desk, remote: Remote) -> None:
    draft = sent_draft(desk, markdown="Satu.\n\nDua.\n")
    assert draft.article_id is not None
    content = remote.post(draft.article_id)["content"]["raw"]
    remote.admin("POST", f"posts/{draft.article_id}", json={"content": content.replace("Dua.", "Dua, kata rekan.")})
    desk.save_draft(replace(draft, markdown="Satu.\n\nDua, kata saya.\n"))
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    (item,) = desk.outbox()
    assert (item.state, item.reason) == (State.CONFLICT, "changed")
    conflict = desk.conflict(draft.id)
    assert conflict is not None
    assert [part.name for part in conflict.parts] == ["content"]
    assert "kata rekan" in remote.post(draft.article_id)["content"]["raw"]
    assert "kata saya" in desk.draft(draft.id).markdown
    chosen = content.replace("Dua.", "Dua, kata kami berdua.")
    desk.resolve_conflict(draft.id, {"content": chosen})
    desk.sync_once()
    assert remote.post(draft.article_id)["content"]["raw"] == chosen
    assert desk.outbox() == []


def test_a_trashed_article_is_not_revived_unasked(desk: Desk, remote: Remote) -> None:
    draft = sent_draft(desk)
    remote.admin("DELETE", f"posts/{draft.article_id}")
    desk.save_draft(replace(draft, title="Judul baru"))
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    conflict = desk.conflict(draft.id)
    assert conflict is not None
    assert conflict.kind == "trashed"
    desk.resolve_conflict(draft.id, {})
    desk.sync_once()
    assert draft.article_id is not None
    post = remote.post(draft.article_id)
    assert (post["status"], post["title"]["raw"]) == ("publish", "Judul baru")


def test_a_deleted_article_can_be_sent_as_new(desk: Desk, remote: Remote) -> None:
    draft = sent_draft(desk)
    remote.admin("DELETE", f"posts/{draft.article_id}?force=true")
    desk.save_draft(replace(draft, title="Judul baru"))
    desk.publish(draft.id, PUBLISH)
    desk.sync_once()
    conflict = desk.conflict(draft.id)
    assert conflict is not None
    assert conflict.kind == "deleted"
    desk.resolve_conflict(draft.id, {})
    desk.sync_once()
    again = desk.draft(draft.id)
    assert again.article_id not in (None, draft.article_id)
    assert remote.post(again.article_id)["title"]["raw"] == "Judul baru"  # type: ignore[arg-type]


def test_an_author_without_the_right_is_told_which_term_could_not_be_made(workspace: Workspace, remote: Remote) -> None:
    desk = signed_in(workspace, remote, "author")
    desk.sync_once()
    sent_draft(desk, categories=("Kategori Baru",))
    (item,) = desk.outbox()
    assert (item.state, item.reason, item.detail) == (State.REJECTED, "rest_cannot_create_term", "Kategori Baru")
    desk.close()


def test_a_contributor_submits_for_review_once(workspace: Workspace, remote: Remote) -> None:
    desk = signed_in(workspace, remote, "contributor")
    desk.sync_once()
    before = len(posts(remote))
    draft = sent_draft(desk, PublishOptions(PostStatus.PENDING))
    assert desk.outbox() == []
    assert draft.article_id is not None
    assert remote.post(draft.article_id)["status"] == "pending"
    assert len(posts(remote)) == before + 1
    desk.close()


def test_what_the_site_stripped_is_named(workspace: Workspace, remote: Remote) -> None:
    desk = signed_in(workspace, remote, "author")
    draft = sent_draft(desk, markdown="Aman.\n\n<iframe src='https://video.example'></iframe>\n")
    assert draft.article_id is not None
    sent = [item for row in desk.sent_rows("2000") for item in row.items]
    assert sent[0].payload["stripped"] == ["content"]
    assert "iframe" not in remote.post(draft.article_id)["content"]["raw"]
    assert "iframe" not in desk.draft(draft.id).markdown
    desk.close()


def test_the_list_of_articles_follows_the_site(desk: Desk, remote: Remote) -> None:
    first = remote.new_post(title="Pertama")
    second = remote.new_post(title="Kedua", date="2020-01-01T08:00:00")
    desk.sync_once()
    assert {first, second} <= {listed.article.id for listed in desk.articles()}
    remote.admin("DELETE", f"posts/{first}?force=true")
    remote.admin("POST", f"posts/{second}", json={"title": "Kedua, disunting"})
    backdated = remote.new_post(title="Ketiga", date="2019-01-01T08:00:00")
    desk.sync_once()
    titles = {listed.article.id: listed.article.fields.title for listed in desk.articles()}
    assert first not in titles
    assert titles[second] == "Kedua, disunting"
    assert titles[backdated] == "Ketiga"
