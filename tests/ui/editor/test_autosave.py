"""What is typed is kept: at pauses, while typing goes on, on request; and what came in meanwhile is not lost."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.model.article import Draft
from bkddesk.model.reconcile import reconcile
from bkddesk.ui.editor.autosave import Autosave, Saved, SaveState
from bkddesk.ui.editor.smallest_change import smallest_change
from tests.ui.editor.helpers import Clock, make_desk


class Typist:
    """Stands for the widgets: what is typed, title and text."""

    def __init__(self, desk: Desk, draft: Draft | None = None) -> None:
        self.draft = draft or desk.new_draft(Draft(0, "", title="Judul", markdown="satu"))
        self.title, self.text = self.draft.title, self.draft.markdown
        self.autosave = Autosave(desk, lambda stored: replace(stored, title=self.title, markdown=self.text))
        self.states: list[SaveState] = []
        self.received: list[Draft] = []
        self.autosave.begin(self.draft)
        self.autosave.state_changed.connect(self.states.append)
        self.autosave.received.connect(self.received.append)

    def types(self, text: str) -> None:
        self.text = text
        self.autosave.touch()


def test_a_pause_saves(qtbot: QtBot, desk: Desk) -> None:
    typist = Typist(desk)
    with qtbot.waitSignal(
        typist.autosave.state_changed, check_params_cb=lambda s: s.saved is Saved.STORED, timeout=1000
    ):
        typist.types("satu dua")
    assert desk.draft(typist.draft.id).markdown == "satu dua"
    assert [state.saved for state in typist.states][-2:] == [Saved.TYPING, Saved.STORED]


def test_steady_typing_is_saved_within_a_second(qtbot: QtBot, desk: Desk) -> None:
    typist = Typist(desk)
    typist.types("satu d")

    def key_and_look() -> bool:
        stored = desk.draft(typist.draft.id).markdown
        typist.types(typist.text + "x")
        return stored != "satu"

    # waitUntil asks every 10 ms: no pause is ever long enough.
    qtbot.waitUntil(key_and_look, timeout=1000)
    assert Saved.STORED not in [state.saved for state in typist.states]
    typist.autosave.flush()


def test_flush_saves_at_once_and_only_once(desk: Desk) -> None:
    typist = Typist(desk)
    typist.types("satu dua")
    assert typist.autosave.flush()
    assert desk.draft(typist.draft.id).markdown == "satu dua"
    assert not typist.autosave.is_dirty
    before = len(desk.draft_versions(typist.draft.id))
    assert typist.autosave.flush()
    assert len(desk.draft_versions(typist.draft.id)) == before


def test_saving_by_hand_marks_the_history(desk: Desk, clock: Clock) -> None:
    typist = Typist(desk)
    typist.types("satu dua")
    assert typist.autosave.flush("saved")
    assert desk.draft_versions(typist.draft.id)[0].cause == "saved"


def test_a_full_disk_keeps_the_text_and_tries_again(qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "full").mkdir()
    desk = make_desk(tmp_path / "full", clock)
    typist = Typist(desk)
    pages = desk._db.execute("PRAGMA page_count").fetchone()[0]
    desk._db.execute(f"PRAGMA max_page_count = {pages}")
    typist.types("panjang " * 20_000)
    assert not typist.autosave.flush()
    assert typist.states[-1].saved is Saved.FAILED
    assert typist.autosave.is_dirty
    desk._db.execute("PRAGMA max_page_count = 1000000")
    with qtbot.waitSignal(typist.autosave.state_changed, timeout=4000):
        pass
    assert typist.states[-1].saved is Saved.STORED
    assert desk.draft(typist.draft.id).markdown == typist.text
    typist.autosave.begin(None)
    desk.close()


def test_a_read_only_draft_is_never_written(desk: Desk) -> None:
    typist = Typist(desk, replace(desk.new_draft(Draft(0, "", markdown="satu")), read_only="core/gallery"))
    typist.types("satu dua")
    assert typist.autosave.flush()
    assert desk.draft(typist.draft.id).markdown == "satu"


def test_what_a_sync_brought_is_taken_over(desk: Desk) -> None:
    typist = Typist(desk)
    elsewhere = replace(typist.draft, title="Judul dari situs")
    desk.save_draft(elsewhere)
    typist.autosave.refresh()
    assert typist.received[-1].title == "Judul dari situs"
    assert not typist.autosave.is_dirty


def test_a_save_does_not_overwrite_what_came_in_unseen(desk: Desk) -> None:
    typist = Typist(desk, desk.new_draft(Draft(0, "", title="J", markdown="satu\n\ndua\n\ntiga\n")))
    desk.save_draft(replace(typist.draft, markdown="satu\n\ndua\n\ntiga dari situs\n"))
    typist.types("satu, diketik\n\ndua\n\ntiga\n")
    assert typist.autosave.flush()
    assert desk.draft(typist.draft.id).markdown == "satu, diketik\n\ndua\n\ntiga dari situs\n"
    assert typist.received[-1].markdown == "satu, diketik\n\ndua\n\ntiga dari situs\n"


def test_both_changed_the_same_paragraph_what_is_typed_stays() -> None:
    seen = Draft(1, "k", title="J", markdown="satu\n\ndua\n")
    typed = replace(seen, markdown="satu A\n\ndua\n")
    stored = replace(seen, markdown="satu B\n\ndua lagi\n", title="Baru", article_id=9)
    merged = reconcile(seen, typed, stored)
    assert merged.markdown == "satu A\n\ndua lagi\n"
    assert (merged.title, merged.article_id) == ("Baru", 9)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "a"),
        ("a", ""),
        ("a\nb\nc", "a\nB\nc"),
        ("a\nb", "b\na"),
        ("satu dua", "satu x dua"),
        ("🔥a", "🔥b"),
        ("a", "a"),
    ],
)
def test_smallest_change(old: str, new: str) -> None:
    text = old
    for start, end, words in smallest_change(old, new):
        text = text[:start] + words + text[end:]
    assert text == new


def test_an_unexpected_database_error_is_not_swallowed(desk: Desk) -> None:
    typist = Typist(desk)
    typist.types("satu dua")
    desk._db.execute("DROP TABLE draft_version")
    with pytest.raises(sqlite3.OperationalError):
        typist.autosave.flush()
    assert typist.autosave.is_dirty
    typist.autosave.begin(None)
