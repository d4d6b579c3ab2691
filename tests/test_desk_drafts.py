"""Drafts: saved durably, kept in a history, queued as they were, restored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bkddesk.desk import Desk
from bkddesk.model.article import Draft, PostStatus, PublishOptions
from bkddesk.model.errors import InvalidInputError, NotFaithfulError
from bkddesk.model.outbox import Kind
from tests.builders import TurningClock, a_desk, an_article, site_says


@pytest.fixture
def clock() -> TurningClock:
    return TurningClock()


@pytest.fixture
def desk(tmp_path: Path, clock: TurningClock) -> Iterator[Desk]:
    desk = a_desk(tmp_path, clock=clock)
    site_says(tmp_path, articles=[an_article(10), an_article(11, title="Kopi Ijen", status="draft")])
    yield desk
    desk.close()


def test_a_draft_keeps_every_field(desk: Desk) -> None:
    draft = desk.new_draft(
        Draft(
            0,
            "",
            title="Kunjungan",
            markdown="Teks “asli”.",
            categories=("Berita > Pelatihan",),
            extra={"penulis": "Munir"},
        )
    )
    assert draft.id
    assert draft.key
    changed = replace(
        draft, markdown="Teks “baru”.", tags=("semarang",), date="2026-12-01T07:00:00", comment_status="closed"
    )
    assert desk.save_draft(changed) == replace(changed, modified=desk.draft(draft.id).modified)


def test_typing_becomes_one_entry_of_the_history_and_can_be_restored(desk: Desk, clock: TurningClock) -> None:
    draft = desk.new_draft()
    for text in ("S", "Se", "Sebanyak"):
        clock.turn(timedelta(seconds=2))
        draft = desk.save_draft(replace(draft, markdown=text))
    clock.turn(timedelta(minutes=5))
    draft = desk.save_draft(replace(draft, markdown="Sebanyak 40 peserta"))
    versions = desk.draft_versions(draft.id)
    assert [version.markdown for version in versions] == ["Sebanyak 40 peserta", "Sebanyak"]
    restored = desk.restore_version(draft.id, versions[1])
    assert restored.markdown == "Sebanyak"
    assert "Sebanyak 40 peserta" in [version.markdown for version in desk.draft_versions(draft.id)]


def test_an_article_opens_as_its_one_draft_and_is_not_unsent(desk: Desk) -> None:
    draft = desk.edit(10)
    assert (draft.title, draft.markdown.strip(), draft.read_only) == ("Kegiatan 10", "Isi berita.", "")
    assert desk.drafts() == []
    saved = desk.save_draft(replace(draft, title="Kegiatan kesepuluh"))
    assert desk.edit(10) == saved
    assert [listed.draft.id for listed in desk.drafts()] == [draft.id]


def test_an_unsent_draft_is_not_replaced_by_a_newer_article(desk: Desk, tmp_path: Path) -> None:
    draft = desk.save_draft(replace(desk.edit(10), markdown="Milik saya."))
    site_says(
        tmp_path,
        articles=[an_article(10, content="<!-- wp:paragraph -->\n<p>Milik rekan.</p>\n<!-- /wp:paragraph -->")],
    )
    assert desk.edit(10).markdown == draft.markdown


def test_an_opened_draft_without_changes_follows_the_article(desk: Desk, tmp_path: Path) -> None:
    desk.edit(10)
    site_says(
        tmp_path,
        articles=[an_article(10, content="<!-- wp:paragraph -->\n<p>Milik rekan.</p>\n<!-- /wp:paragraph -->")],
    )
    assert desk.edit(10).markdown.strip() == "Milik rekan."


def test_what_this_account_may_not_edit_opens_read_only(desk: Desk, tmp_path: Path) -> None:
    site_says(tmp_path, articles=[replace(an_article(12), editable=False)])
    draft = desk.edit(12)
    assert draft.read_only
    with pytest.raises(NotFaithfulError):
        desk.save_draft(replace(draft, markdown="x"))
    with pytest.raises(NotFaithfulError):
        desk.publish(draft.id, PublishOptions(PostStatus.PUBLISH))


def test_the_outbox_holds_the_text_of_the_moment_the_button_was_pressed(desk: Desk) -> None:
    draft = desk.new_draft(Draft(0, "", title="Kunjungan", markdown="Pertama."))
    desk.publish(draft.id, PublishOptions(PostStatus.PUBLISH))
    desk.save_draft(replace(draft, markdown="Kedua."))
    (item,) = desk.outbox()
    assert item.payload["draft"]["markdown"] == "Pertama."
    desk.publish(draft.id, PublishOptions(PostStatus.PUBLISH))
    (item,) = desk.outbox()
    assert (item.kind, item.payload["draft"]["markdown"]) == (Kind.ARTICLE, "Kedua.")
    assert [listed.queued_status for listed in desk.drafts()] == ["publish"]


def test_a_queued_article_shows_its_coming_status(desk: Desk) -> None:
    draft = desk.save_draft(replace(desk.edit(11), markdown="Lengkap."))
    desk.publish(draft.id, PublishOptions(PostStatus.PENDING))
    assert [listed.article.id for listed in desk.articles("pending")] == [11]
    assert desk.article(11).fields.status == "draft"
    assert desk.article_counts() == {"pending": 1, "publish": 1}


@pytest.mark.parametrize("date", ["", "2026-11-24T09:41:00", "besok"])
def test_a_schedule_needs_a_date_that_is_still_ahead_in_site_time(desk: Desk, date: str) -> None:
    draft = desk.new_draft(Draft(0, "", title="Kunjungan"))
    with pytest.raises(InvalidInputError):
        desk.publish(draft.id, PublishOptions(PostStatus.FUTURE, date))
    desk.publish(draft.id, PublishOptions(PostStatus.FUTURE, "2026-11-24T09:42:00"))


def test_a_discarded_draft_can_be_taken_back(desk: Desk) -> None:
    draft = desk.new_draft(Draft(0, "", title="Kunjungan", markdown="Teks."))
    desk.publish(draft.id, PublishOptions(PostStatus.PUBLISH))
    desk.discard_draft(draft.id)
    assert desk.drafts() == []
    assert desk.outbox() == []
    desk.take_back_draft(draft.id)
    assert [listed.draft.markdown for listed in desk.drafts()] == ["Teks."]


def test_search_finds_drafts_and_articles_by_their_text(desk: Desk) -> None:
    desk.new_draft(Draft(0, "", title="Kunjungan", markdown="Perizinan terpadu di Semarang"))
    assert [listed.draft.title for listed in desk.drafts("perizin")] == ["Kunjungan"]
    assert desk.drafts("banyuwangi") == []
    assert [listed.article.id for listed in desk.articles(search="ijen")] == [11]
