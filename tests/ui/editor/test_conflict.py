"""The conflict screen: nothing is chosen beforehand, nothing of either side is lost, and it works offline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.markup.blocks import split_blocks
from bkddesk.model.article import Draft, Fields, PostStatus, PublishOptions
from bkddesk.model.merge import ArticleConflict, merge_fields
from bkddesk.model.outbox import State
from bkddesk.store import drafts as draft_store
from bkddesk.store.database import transaction
from bkddesk.ui.context import Context
from bkddesk.ui.editor.conflict_parts import (
    Choice,
    choose,
    overwrites_readers_text,
    parts_of,
    settled_of,
    values_of,
)
from bkddesk.ui.editor.conflict_view import ConflictView
from bkddesk.ui.editor.page import EditorPage
from bkddesk.ui.preview.plain import PlainPreview
from tests.ui.editor.helpers import Told


def paragraph(text: str) -> str:
    return f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


def content(*texts: str) -> str:
    return "\n\n".join(paragraph(text) for text in texts)


def as_markdown(source: str) -> str:
    lines = [line for line in source.splitlines() if line.startswith("<p>")]
    return "\n\n".join(line.removeprefix("<p>").removesuffix("</p>") for line in lines)


def as_content(_base: str, markdown: str) -> str:
    return content(*markdown.split("\n\n"))


BASE = Fields(title="Klinik", content=content("Satu.", "Buka sampai 12.00.", "Tiga.", "Empat."), status="publish")
MINE = replace(BASE, title="Klinik kini", content=content("Satu.", "Buka sampai 14.00.", "Tiga.", "Empat, milik saya."))
THEIRS = replace(
    BASE, title="Klinik baru", content=content("Satu, situs.", "Buka sampai 12.00 di lantai satu.", "Tiga.", "Empat.")
)


def conflict_of(base: Fields = BASE, mine: Fields = MINE, theirs: Fields = THEIRS) -> ArticleConflict:
    merged = merge_fields(base, mine, theirs, split=split_blocks)
    return ArticleConflict("changed", base, mine, theirs, merged.fields, merged.conflicts)


# The first two paragraphs touch: edits at neighbouring blocks are one stretch, and one question.


def test_parts_need_a_choice_and_none_is_made() -> None:
    parts = parts_of(conflict_of(), as_markdown)
    assert [part.name for part in parts] == ["Title", "Paragraph 1 and 1 more"]
    assert all(part.choice is Choice.NONE for part in parts)
    assert parts[1].mine == "Satu.\n\nBuka sampai 14.00."
    assert parts[1].theirs == "Satu, situs.\n\nBuka sampai 12.00 di lantai satu."


def test_what_merged_by_itself_is_told() -> None:
    settled = settled_of(conflict_of(), as_markdown)
    assert [(row.name, row.who) for row in settled] == [
        ("Paragraph 4", "only mine"),
        ("1 other block", "changed by nobody"),
    ]


@pytest.mark.parametrize(
    ("choice", "edited", "title", "second"),
    [
        (Choice.MINE, "", "Klinik kini", "Satu.\n\nBuka sampai 14.00."),
        (Choice.THEIRS, "", "Klinik baru", "Satu, situs.\n\nBuka sampai 12.00 di lantai satu."),
        (Choice.EDITED, "Gabungan", "Gabungan", "Gabungan"),
    ],
)
def test_choices_become_values(choice: Choice, edited: str, title: str, second: str) -> None:
    conflict = conflict_of()
    parts = [choose(part, choice, edited) for part in parts_of(conflict, as_markdown)]
    values = values_of(conflict, parts, as_content)
    assert values["title"] == title
    assert as_markdown(values["content"]) == f"{second}\n\nTiga.\n\nEmpat, milik saya."
    assert len(split_blocks(values["content"])) == len(second.split("\n\n")) + 2


def test_overwriting_what_readers_see_is_noticed() -> None:
    conflict = conflict_of()
    parts = parts_of(conflict, as_markdown)
    assert not overwrites_readers_text(conflict, [choose(part, Choice.THEIRS) for part in parts])
    assert overwrites_readers_text(conflict, [choose(part, Choice.MINE) for part in parts])
    unpublished = replace(conflict, theirs=replace(THEIRS, status="draft"))
    assert not overwrites_readers_text(unpublished, [choose(part, Choice.MINE) for part in parts])


@pytest.fixture
def view(qtbot: QtBot) -> ConflictView:
    made = ConflictView(as_markdown, as_content)
    qtbot.addWidget(made)
    made.resize(1318, 640)
    made.show_conflict((1, 1), conflict_of(), "Someone changed it.")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.take_focus()
    return made


def sent(qtbot: QtBot, view: ConflictView) -> dict[str, object]:
    with qtbot.waitSignal(view.resolved, timeout=2000) as signal:
        view._send.click()
        confirm = view.window().findChild(QPushButton, "conflict-confirm")
        if isinstance(confirm, QPushButton):
            confirm.click()
    assert signal.args is not None
    values: dict[str, object] = signal.args[0]
    return values


def test_choosing_by_key(qtbot: QtBot, view: ConflictView) -> None:
    assert not view._send.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert view.parts()[0].choice is Choice.THEIRS
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(view, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert view._result.hasFocus()
    assert view._result.toPlainText() == "Satu.\n\nBuka sampai 14.00."
    view._result.setPlainText("Satu.\n\nBuka sampai 14.00 di lantai satu.")
    assert view._send.isEnabled()
    values = sent(qtbot, view)
    assert values["title"] == "Klinik baru"
    assert "Buka sampai 14.00 di lantai satu." in str(values["content"])


def test_mine_over_a_public_article_is_asked_about(qtbot: QtBot, view: ConflictView) -> None:
    for _ in range(2):
        view.choose(Choice.MINE)
        view.next_conflict()
    told: list[dict[str, object]] = []
    view.resolved.connect(told.append)
    view._send.click()
    assert told == []
    confirm = view.window().findChild(QPushButton, "conflict-confirm")
    assert isinstance(confirm, QPushButton)
    confirm.click()
    assert told[0]["title"] == "Klinik kini"


def test_choices_are_remembered_until_the_conflict_is_another(view: ConflictView) -> None:
    view.choose(Choice.THEIRS)
    view.show_conflict((2, 2), conflict_of(theirs=replace(THEIRS, title="Lain")), "")
    assert view.parts()[0].choice is Choice.NONE
    view.show_conflict((1, 1), conflict_of(), "")
    assert view.parts()[0].choice is Choice.THEIRS


def test_a_status_can_only_be_chosen(qtbot: QtBot, view: ConflictView) -> None:
    conflict = conflict_of(mine=replace(MINE, status="private"), theirs=replace(THEIRS, status="draft"))
    view.show_conflict((3, 3), conflict, "")
    row = next(n for n, part in enumerate(view._rows.rows) if getattr(part, "field", "") == "status")
    view._list.setCurrentIndex(view._rows.index(row))
    assert not view._by_hand.isEnabled()
    assert view._result.isReadOnly()
    view.choose(Choice.EDITED)
    assert view._rows.rows[row].choice is Choice.NONE  # type: ignore[union-attr]


# In the editor's page ---------------------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> Iterator[EditorPage]:
    made = EditorPage(context, PlainPreview)
    qtbot.addWidget(made)
    made.resize(1318, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.set_effective_width(1366)
    yield made
    made.autosave.begin(None)


def parked(desk: Desk, reason: str) -> Draft:
    draft = desk.new_draft(Draft(0, "", title="Klinik kini", markdown="Satu."))
    with transaction(desk._db):
        draft_store.set_base(desk._db, draft.id, article_id=7, base=BASE, unsent=True)
    seq = desk.publish(draft.id, PublishOptions(PostStatus.PUBLISH))
    payload = desk.waiting_publication(draft.id).payload  # type: ignore[union-attr]
    if reason == "changed":
        merged = merge_fields(BASE, replace(MINE, content=BASE.content), THEIRS, split=split_blocks)
        payload["conflict"] = {
            "base": asdict(BASE),
            "mine": asdict(MINE),
            "theirs": asdict(THEIRS),
            "merged": asdict(merged.fields),
            "parts": [asdict(part) for part in merged.conflicts],
        }
    with transaction(desk._db):
        desk._db.execute(
            "UPDATE outbox SET state = 'conflict', reason = ?, payload = ? WHERE seq = ?",
            (reason, json.dumps(payload), seq),
        )
        desk._db.execute(
            "INSERT INTO article (id, type, status, title, content, excerpt, slug, date, date_gmt, modified_gmt,"
            " categories, tags, featured_media, comment_status, author, link, sticky, revision, editable)"
            " VALUES (7, 'post', 'publish', 'Klinik baru', '', '', '', '', '', '2026-11-24T02:12:00', '[]', '[]', 0,"
            " 'open', 1, '', 0, 0, 1)"
        )
    return draft


def test_a_conflict_is_opened_solved_and_sent_again(qtbot: QtBot, desk: Desk, page: EditorPage, told: Told) -> None:
    draft = parked(desk, "changed")
    page.open_draft(draft.id)
    way = page.writing.banner.findChild(QPushButton, "banner-conflict")
    assert isinstance(way, QPushButton)
    way.click()
    view = page.conflicts.view
    assert view is not None
    assert page.conflicts.is_open
    assert page.window_title() == "Conflict: Klinik kini"
    assert list(page.commands()) == []
    view.choose(Choice.THEIRS)
    view._send.click()
    assert not page.conflicts.is_open
    waiting = desk.waiting_publication(draft.id)
    assert waiting is not None
    assert waiting.state is State.WAITING
    assert waiting.payload["resolution"]["values"] == {"title": "Klinik baru"}
    assert told.syncs == 1


def test_later_leaves_it_parked(qtbot: QtBot, desk: Desk, page: EditorPage) -> None:
    draft = parked(desk, "changed")
    page.open_conflict(draft.id)
    assert page.conflicts.view is not None
    page.conflicts.view.left.emit()
    assert not page.conflicts.is_open
    assert desk.conflict(draft.id) is not None


@pytest.mark.parametrize("reason", ["trashed", "deleted"])
def test_an_article_that_is_gone_is_asked_about(desk: Desk, page: EditorPage, reason: str) -> None:
    draft = parked(desk, reason)
    page.open_conflict(draft.id)
    go = page.window().findChild(QPushButton, "conflict-revive")
    assert isinstance(go, QPushButton)
    go.click()
    waiting = desk.waiting_publication(draft.id)
    assert waiting is not None
    assert waiting.state is State.WAITING
