"""The publish sheet: what the role may do, when, what will be sent; what was entered holds."""

# ruff: noqa: DTZ001 - site time is written without a zone

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.model.article import Draft, Fields, PostStatus, Term
from bkddesk.store import articles as article_store
from bkddesk.store import drafts as draft_store
from bkddesk.store.database import transaction
from bkddesk.ui.context import Context
from bkddesk.ui.editor.changes_list import Known, changes
from bkddesk.ui.editor.page import EditorPage
from bkddesk.ui.editor.publish_sheet import PublishSheet
from bkddesk.ui.preview.plain import PlainPreview
from tests.ui.editor.helpers import CONTRIBUTOR, Clock, Told, make_context, make_desk, make_site

TERMS = [
    Term(1, "category", "Berita"),
    Term(2, "category", "Pelatihan", parent=1),
    Term(3, "category", "Pengumuman"),
]


def fill(desk: Desk) -> None:
    with transaction(desk._db):
        article_store.add_terms(desk._db, TERMS)
        article_store.add_terms(desk._db, [Term(1, "post_tag", "izin"), Term(2, "post_tag", "pelatihan")])


def make_page(qtbot: QtBot, context: Context) -> EditorPage:
    made = EditorPage(context, PlainPreview)
    qtbot.addWidget(made)
    made.resize(1366, 690)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.set_effective_width(1366)
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, context: Context) -> Iterator[EditorPage]:
    fill(desk)
    made = make_page(qtbot, context)
    made.open_draft(desk.new_draft(Draft(0, "", title="Judul", markdown="Satu.\n\nDua.\n")).id)
    yield made
    made.autosave.begin(None)


def opened(page: EditorPage) -> PublishSheet:
    sheet = page.publish()
    assert isinstance(sheet, PublishSheet)
    return sheet


def test_an_editor_may_do_everything_and_nothing_is_pushed(page: EditorPage) -> None:
    sheet = opened(page)
    assert sheet._status.statuses() == tuple(status for status in PostStatus if status is not PostStatus.TRASH)
    assert sheet._status.status() is PostStatus.DRAFT
    assert sheet._go.text() == "Save draft"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (PostStatus.DRAFT, "Save draft"),
        (PostStatus.PENDING, "Submit for review"),
        (PostStatus.PUBLISH, "Publish"),
        (PostStatus.FUTURE, "Schedule"),
        (PostStatus.PRIVATE, "Publish privately"),
    ],
)
def test_the_button_carries_the_verb(page: EditorPage, status: PostStatus, words: str) -> None:
    sheet = opened(page)
    sheet._status.choose(status)
    assert sheet._go.text() == words


def test_a_contributor_submits(qtbot: QtBot, tmp_path: Path, clock: Clock, told: Told) -> None:
    (tmp_path / "contributor").mkdir()
    desk = make_desk(tmp_path / "contributor", clock, make_site(CONTRIBUTOR))
    page = make_page(qtbot, make_context(desk, told))
    page.open_draft(desk.new_draft(Draft(0, "", title="J", markdown="x")).id)
    assert opened(page)._status.statuses() == (PostStatus.DRAFT, PostStatus.PENDING)
    page.autosave.begin(None)
    desk.close()


def test_ctrl_enter_sends_to_the_outbox(qtbot: QtBot, desk: Desk, page: EditorPage, told: Told) -> None:
    sheet = opened(page)
    sheet._status.choose(PostStatus.PUBLISH)

    def is_in_front() -> bool:
        sheet.activateWindow()
        return sheet.isActiveWindow()

    qtbot.waitUntil(is_in_front)
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    waiting = desk.waiting_publication(page.draft_id)
    assert waiting is not None
    assert waiting.payload["publish"] == {"status": "publish", "date": ""}
    assert told.syncs == 1


def test_a_schedule_is_sent_with_its_site_time(desk: Desk, page: EditorPage) -> None:
    sheet = opened(page)
    sheet._status.choose(PostStatus.FUTURE)
    assert sheet._status._when.isVisible()
    sheet._status.set_moment(datetime(2026, 11, 26, 9, 30))
    sheet._go.click()
    waiting = desk.waiting_publication(page.draft_id)
    assert waiting is not None
    assert waiting.payload["publish"] == {"status": "future", "date": "2026-11-26T09:30:00"}


def test_a_past_date_cannot_be_sent_and_says_why(desk: Desk, page: EditorPage) -> None:
    sheet = opened(page)
    sheet._status.choose(PostStatus.FUTURE)
    sheet._status.set_moment(datetime(2026, 11, 20, 7, 0))
    assert not sheet._go.isEnabled()
    assert "passed" in sheet._go.toolTip()
    sheet._status.choose(PostStatus.PUBLISH)
    assert sheet._go.isEnabled()


def test_a_date_that_passes_while_the_sheet_is_open_is_refused_without_loss(
    desk: Desk, page: EditorPage, clock: Clock, told: Told
) -> None:
    sheet = opened(page)
    sheet._status.choose(PostStatus.FUTURE)
    sheet._status.set_moment(datetime(2026, 11, 24, 9, 45))
    clock.forward(minutes=10)
    sheet._go.click()
    assert sheet.isVisible()
    assert not sheet._go.isEnabled()
    assert desk.waiting_publication(page.draft_id) is None
    page.send(sheet.options())
    assert len(told.errors) == 1
    assert desk.draft(page.draft_id).markdown == "Satu.\n\nDua.\n"


def test_what_was_entered_holds_after_esc(desk: Desk, page: EditorPage) -> None:
    sheet = opened(page)
    sheet._status.choose(PostStatus.PENDING)
    sheet._categories.tree.set_checked({1, 2})
    sheet._categories.tree.changed.emit()
    sheet._excerpt.field.setPlainText("Ringkasan")
    sheet.reject()
    assert page.flush()
    stored = desk.draft(page.draft_id)
    assert stored.categories == ("Berita", "Berita > Pelatihan")
    assert (stored.excerpt, stored.status) == ("Ringkasan", "pending")
    assert desk.waiting_publication(page.draft_id) is None
    again = opened(page)
    assert again._status.status() is PostStatus.PENDING
    assert again.draft().categories == stored.categories


def test_a_category_can_be_made_up_offline(qtbot: QtBot, desk: Desk, page: EditorPage) -> None:
    box = page.panel.article.categories
    box._ask()
    qtbot.keyClicks(box._new, "Lomba")
    qtbot.keyClick(box._new, Qt.Key.Key_Return)
    assert page.flush()
    assert desk.draft(page.draft_id).categories == ("Lomba",)


def test_an_article_that_is_public_is_updated_and_keeps_its_date(desk: Desk, page: EditorPage) -> None:
    base = Fields(title="Judul", content="", status="publish", date="2026-11-01T08:00:00", categories=(1,))
    draft = desk.draft(page.draft_id)
    with transaction(desk._db):
        draft_store.set_base(desk._db, draft.id, article_id=7, base=base, unsent=True)
        desk._db.execute("UPDATE draft SET status = 'publish', date = ? WHERE id = ?", (base.date, draft.id))
    page.autosave.refresh()
    sheet = opened(page)
    assert sheet._go.text() == "Update"
    sheet._go.click()
    waiting = desk.waiting_publication(draft.id)
    assert waiting is not None
    assert waiting.payload["publish"] == {"status": "publish", "date": ""}
    assert waiting.payload["draft"]["date"] == "2026-11-01T08:00:00"


# What will be sent ------------------------------------------------------------------------------------------------

KNOWN = Known("Judul", "Satu.\n\nDua.\n\nTiga.\n", "", ("Berita",), (), 0, "open", "draft")


def lines(draft: Draft, known: Known | None = KNOWN, status: str = "draft") -> list[tuple[str, str]]:
    return [(change.what, change.detail) for change in changes(draft, known, status)]


def test_a_new_article_is_told_as_a_whole() -> None:
    draft = Draft(1, "k", title="J", markdown="satu dua", categories=("Berita > Pelatihan",))
    assert lines(draft, None, "publish") == [
        ("New article", "2 words"),
        ("Categories", "Pelatihan"),
        ("Status", "Published"),
    ]


def test_only_what_differs_is_told() -> None:
    same = Draft(1, "k", title="Judul", markdown=KNOWN.markdown, categories=("Berita",))
    assert lines(same) == [("3 paragraphs kept", "as it is")]
    changed = Draft(
        1, "k", title="Judul", markdown="Satu.\n\nDua, lain.\n\nTiga.\n\nEmpat.\n", categories=("Berita", "Layanan"),
        comment_status="closed",
    )  # fmt: skip
    assert lines(changed, status="future") == [
        ("1 paragraph changed", ""),
        ("1 new paragraph", ""),
        ("2 paragraphs kept", "as it is"),
        ("Categories", "+ Layanan"),
        ("Comments", "closed"),
        ("Status", "Draft → Scheduled"),
    ]
