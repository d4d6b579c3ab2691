"""The editor's page with a real Desk: opening, saving, switching, sending, and changes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.model.article import Draft, Fields, PostStatus, PublishOptions
from bkddesk.model.changes import Changes
from bkddesk.store import drafts as draft_store
from bkddesk.store import outbox as outbox_store
from bkddesk.store.database import transaction
from bkddesk.ui.context import Context, Place
from bkddesk.ui.editor import actions
from bkddesk.ui.editor.page import EditorPage
from bkddesk.ui.preview.plain import PlainPreview
from tests.ui.editor.helpers import Clock, Told

TEXT = "Paragraf satu.\n\nParagraf dua.\n"


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> Iterator[EditorPage]:
    window = QMainWindow()
    made = EditorPage(context, PlainPreview)
    window.setCentralWidget(made)
    qtbot.addWidget(window)
    window.resize(1366, 690)
    with qtbot.waitExposed(window):
        window.show()
    made.set_effective_width(1366)
    yield made
    made.autosave.begin(None)


@pytest.fixture
def draft(desk: Desk) -> Draft:
    return desk.new_draft(Draft(0, "", title="Judul", markdown=TEXT))


def at_end(page: EditorPage) -> None:
    page.writing.edit.moveCursor(QTextCursor.MoveOperation.End)


def banner_way(page: EditorPage, name: str) -> QPushButton:
    found = page.writing.banner.findChild(QPushButton, f"banner-{name}")
    assert isinstance(found, QPushButton)
    return found


def test_opening_and_closing_changes_nothing(desk: Desk, page: EditorPage, draft: Draft) -> None:
    page.open_draft(draft.id)
    assert page.window_title() == "Judul"
    assert page.may_close()
    assert desk.draft(draft.id) == draft


def test_what_is_typed_is_stored_in_a_pause(qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft) -> None:
    page.open_draft(draft.id)
    at_end(page)
    qtbot.keyClicks(page.writing.edit, "Tiga")
    qtbot.waitUntil(lambda: desk.draft(draft.id).markdown == TEXT + "Tiga", timeout=2000)
    assert page.bar.saved.text().startswith("Saved on this laptop")


def test_switching_stores_the_one_before_under_its_own_id(
    qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft
) -> None:
    other = desk.new_draft(Draft(0, "", title="Lain", markdown="Teks lain.\n"))
    page.open_draft(draft.id)
    at_end(page)
    qtbot.keyClicks(page.writing.edit, "satu")
    page.open_draft(other.id)
    at_end(page)
    qtbot.keyClicks(page.writing.edit, "dua")
    page.open_draft(draft.id)
    assert desk.draft(draft.id).markdown == TEXT + "satu"
    assert desk.draft(other.id).markdown == "Teks lain.\ndua"
    assert page.writing.edit.text() == TEXT + "satu"


def test_a_publication_that_ends_while_another_draft_is_open_lands_in_its_own(
    qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft, context: Context
) -> None:
    other = desk.new_draft(Draft(0, "", title="Lain", markdown="Teks lain.\n"))
    page.open_draft(draft.id)
    page.send(PublishOptions(PostStatus.PUBLISH))
    page.open_draft(other.id)
    at_end(page)
    qtbot.keyClicks(page.writing.edit, "dua")
    with transaction(desk._db):
        draft_store.set_base(desk._db, draft.id, article_id=77, base=Fields(title="Judul"), unsent=False)
    context.bridge.announce(Changes.DRAFTS | Changes.OUTBOX)
    assert page.flush()
    assert desk.draft(draft.id).article_id == 77
    assert desk.draft(other.id).article_id is None
    assert desk.draft(other.id).markdown == "Teks lain.\ndua"


def test_what_the_site_answered_comes_in_around_the_cursor(
    qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft, context: Context
) -> None:
    page.open_draft(draft.id)
    page.place_cursor(len("Paragraf satu."))
    qtbot.keyClicks(page.writing.edit, " Baru.")
    received = "Paragraf satu.\n\nParagraf dua, dari situs.\n"
    with transaction(desk._db):
        draft_store.replace_all(
            desk._db,
            replace(draft, article_id=77, markdown=received, base=Fields(title="Judul")),
            unsent=False,
            now="x",
        )
    context.bridge.announce(Changes.DRAFTS)
    assert page.writing.edit.text() == "Paragraf satu. Baru.\n\nParagraf dua, dari situs.\n"
    assert page.writing.edit.textCursor().position() == len("Paragraf satu. Baru.")
    assert page.flush()
    stored = desk.draft(draft.id)
    assert (stored.article_id, stored.markdown) == (77, page.writing.edit.text())


def test_a_read_only_draft_says_why_and_cannot_be_typed_into(
    qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft
) -> None:
    with transaction(desk._db):
        desk._db.execute("UPDATE draft SET read_only = 'core/gallery' WHERE id = ?", (draft.id,))
    page.open_draft(draft.id)
    qtbot.keyClicks(page.writing.edit, "x")
    qtbot.keyClick(page.writing.edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert page.writing.edit.text() == TEXT
    assert "core/gallery" in page.writing.banner.standing().text
    assert not page.bar.publish.isEnabled()
    assert page.publish() is None


def test_an_empty_new_draft_leaves_no_trace(desk: Desk, page: EditorPage, draft: Draft) -> None:
    empty = desk.new_draft()
    page.open_draft(empty.id)
    assert page.writing.header.title.hasFocus()
    page.open_draft(draft.id)
    assert [row.draft.id for row in desk.drafts()] == [draft.id]


def test_a_full_disk_does_not_let_go_of_the_text(
    qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft, told: Told
) -> None:
    other = desk.new_draft(Draft(0, "", title="Lain", markdown="x" * 10))
    page.open_draft(draft.id)
    pages = desk._db.execute("PRAGMA page_count").fetchone()[0]
    desk._db.execute(f"PRAGMA max_page_count = {pages}")
    page.writing.edit.insertPlainText("panjang " * 20_000)
    page.open_draft(other.id)
    assert page.draft_id == draft.id
    assert not page.may_close()
    assert "Not saved" in page.bar.saved.text()
    assert page.writing.edit.text().startswith("panjang ")
    desk._db.execute("PRAGMA max_page_count = 1000000")
    assert page.may_close()
    assert desk.draft(draft.id).markdown.startswith("panjang ")


def test_waiting_in_the_outbox_and_pulling_back(
    qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft, told: Told
) -> None:
    page.open_draft(draft.id)
    page.send(PublishOptions(PostStatus.PUBLISH))
    assert told.syncs == 1
    assert "Waiting in the outbox" in page.writing.banner.standing().lead
    at_end(page)
    qtbot.keyClicks(page.writing.edit, "Tiga")
    page.flush()
    banner_way(page, "send_newest").click()
    waiting = desk.waiting_publication(draft.id)
    assert waiting is not None
    assert waiting.payload["draft"]["markdown"] == TEXT + "Tiga"
    banner_way(page, "pull_back").click()
    assert desk.waiting_publication(draft.id) is None
    assert page.writing.banner.standing().text == ""
    assert desk.draft(draft.id).markdown == TEXT + "Tiga"


def test_a_refused_publication_points_to_the_outbox(desk: Desk, page: EditorPage, draft: Draft, told: Told) -> None:
    page.open_draft(draft.id)
    page.send(PublishOptions(PostStatus.PUBLISH))
    item = desk.waiting_publication(draft.id)
    assert item is not None
    with transaction(desk._db):
        desk._db.execute("UPDATE outbox SET state = 'rejected', reason = 'RejectedError' WHERE seq = ?", (item.seq,))
    desk.on_change(Changes.OUTBOX)
    assert page.writing.banner.standing().kind == "danger"
    banner_way(page, "outbox").click()
    assert told.places == [Place.OUTBOX]
    assert outbox_store.get(desk._db, item.seq) is not None


def test_history_restores_and_keeps_what_was_there(
    qtbot: QtBot, desk: Desk, page: EditorPage, draft: Draft, clock: Clock
) -> None:
    page.open_draft(draft.id)
    clock.forward(minutes=10)
    at_end(page)
    qtbot.keyClicks(page.writing.edit, "Salah")
    assert page.flush("saved")
    versions = desk.draft_versions(draft.id)
    page.panel.history.restore_wanted.emit(versions[-1])
    assert page.writing.edit.text() == TEXT
    assert desk.draft(draft.id).markdown == TEXT
    assert any(version.markdown == TEXT + "Salah" for version in desk.draft_versions(draft.id))


def test_fields_are_stored_like_text(desk: Desk, page: EditorPage, draft: Draft) -> None:
    page.open_draft(draft.id)
    page.panel.article.excerpt.field.setPlainText("Ringkasan")
    page.panel.article.tags.field.entry.setText("baru,")
    page.panel.article.tags.field.entry.textEdited.emit("baru,")
    page.panel.article.comments.click()
    assert page.flush()
    stored = desk.draft(draft.id)
    assert (stored.excerpt, stored.tags, stored.comment_status) == ("Ringkasan", ("baru",), "closed")


@pytest.mark.parametrize(
    ("width", "shown"),
    [(1366, (True, True, True)), (1100, (True, True, False)), (900, (True, True, False)), (683, (True, False, False))],
)
def test_panes_by_width(page: EditorPage, draft: Draft, width: int, shown: tuple[bool, bool, bool]) -> None:
    page.open_draft(draft.id)
    page.set_effective_width(width)
    assert (page.writing.isVisible(), page.preview.isVisible(), page.panel.isVisible()) == shown
    page.toggle_preview()
    assert (page.writing.isVisible(), page.preview.isVisible()) == ((True, False) if width > 820 else (False, True))


def test_focus_mode_shows_nothing_but_the_text(qtbot: QtBot, page: EditorPage, draft: Draft) -> None:
    page.open_draft(draft.id)
    with qtbot.waitSignal(page.focus_mode_changed):
        actions.run(page, "focus")
    assert not page.bar.isVisible()
    assert not page.panel.isVisible()
    assert not page.writing.header.isVisible()
    assert len(page.status_items()) == 2
    qtbot.keyClick(page.writing.edit, Qt.Key.Key_Escape)
    assert page.bar.isVisible()


def test_findings_are_counted_and_jumped_to(page: EditorPage, desk: Desk) -> None:
    made = desk.new_draft(Draft(0, "", title="J", markdown="Teks.\n\n[/content_bar_item]\n", categories=("Berita",)))
    page.open_draft(made.id)
    finding = page.panel.checks._shown[0]  # type: ignore[index]
    page.jump(finding)
    assert page.writing.edit.textCursor().selectedText() == "[/content_bar_item]"
    assert page.writing.edit.extraSelections()


def test_find_and_replace(qtbot: QtBot, page: EditorPage, draft: Draft) -> None:
    page.open_draft(draft.id)
    bar = page.writing.find_bar
    actions.run(page, "find")
    assert bar._words.hasFocus()
    qtbot.keyClicks(bar._words, "paragraf")
    qtbot.keyClick(bar._words, Qt.Key.Key_Return)
    assert page.writing.edit.textCursor().selectedText() == "Paragraf"
    assert bar._count.text() == "1 of 2"
    bar._with.setText("Alinea")
    bar.replace_all()
    assert page.writing.edit.text() == TEXT.replace("Paragraf", "Alinea")
    page.writing.edit.undo()
    assert page.writing.edit.text() == TEXT
    qtbot.keyClick(bar._words, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert page.writing.edit.hasFocus()


def test_title_is_one_line_and_leads_to_the_text(qtbot: QtBot, page: EditorPage, desk: Desk) -> None:
    made = desk.new_draft()
    page.open_draft(made.id)
    qtbot.keyClicks(page.writing.header.title, "Judul baru")
    qtbot.keyClick(page.writing.header.title, Qt.Key.Key_Return)
    assert page.writing.edit.hasFocus()
    assert page.flush()
    assert desk.draft(made.id).title == "Judul baru"


def test_every_command_runs_or_says_why_not(page: EditorPage, draft: Draft) -> None:
    for command in page.commands():
        assert command.why_not()
    page.open_draft(draft.id)
    assert [command.name for command in page.commands() if command.why_not()] == []
