"""The lists of articles: what stands where, search, open, discard and undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bkddesk.desk import Desk
from bkddesk.model.article import Article, Draft, Fields, PostStatus, PublishOptions
from bkddesk.model.changes import Changes
from bkddesk.store import articles as article_store
from bkddesk.store.database import transaction
from bkddesk.ui.articles.page import ArticlesPage
from bkddesk.ui.articles.rows import plain, rows_of
from bkddesk.ui.articles.table import state_words
from bkddesk.ui.context import Context, Place
from tests.ui.editor.helpers import Told


def site_article(number: int, title: str, status: str, content: str = "", date: str = "2026-11-20T08:00:00") -> Article:
    return Article(
        number,
        Fields(title=title, content=content, status=status, date=date),
        author=3,
        link=f"https://bkd.example.org/?p={number}",
    )


@pytest.fixture
def filled(desk: Desk) -> Desk:
    with transaction(desk._db):
        article_store.store_authors(desk._db, {3: "Munira Cendana"})
        article_store.store(
            desk._db,
            [
                site_article(1, "Terbit lama", "publish", "<p>Isi <b>tebal</b></p>", "2026-11-01T08:00:00"),
                site_article(2, "Terbit baru", "publish", "<p>Perizinan terpadu</p>"),
                site_article(3, "Rahasia", "private"),
                site_article(4, "Ditinjau", "pending"),
                site_article(5, "Besok", "future", date="2026-11-25T07:00:00"),
                site_article(6, "Draf situs", "draft"),
            ],
        )
    return desk


@pytest.fixture
def page(qtbot: QtBot, filled: Desk, context: Context) -> ArticlesPage:
    made = ArticlesPage(context)
    qtbot.addWidget(made)
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def titles(page: ArticlesPage) -> list[str]:
    return [row.title for row in page._model.rows]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place.DRAFTS, ["Draf situs"]),
        (Place.PENDING_REVIEW, ["Ditinjau"]),
        (Place.SCHEDULED, ["Besok"]),
        (Place.PUBLISHED, ["Rahasia", "Terbit baru", "Terbit lama"]),
    ],
)
def test_what_stands_where(page: ArticlesPage, place: Place, expected: list[str]) -> None:
    page.open_place(place)
    assert sorted(titles(page)) == sorted(expected)


def test_newest_first(page: ArticlesPage) -> None:
    page.open_place(Place.PUBLISHED)
    assert titles(page)[-1] == "Terbit lama"


def test_a_draft_goes_where_it_is_being_sent(page: ArticlesPage, filled: Desk) -> None:
    draft = filled.new_draft(Draft(0, "", title="Baru", markdown="teks"))
    assert [row.title for row in rows_of(filled, Place.DRAFTS, "")] == ["Baru", "Draf situs"]
    filled.publish(draft.id, PublishOptions(PostStatus.PENDING))
    rows = rows_of(filled, Place.PENDING_REVIEW, "")
    assert [row.title for row in rows] == ["Baru", "Ditinjau"]
    assert state_words(rows[0]) == ("clock", "wait", "Pending Review · waiting")
    assert [row.title for row in rows_of(filled, Place.DRAFTS, "")] == ["Draf situs"]


def test_search_reads_the_full_text(qtbot: QtBot, page: ArticlesPage) -> None:
    page.open_place(Place.PUBLISHED)
    qtbot.keyClicks(page.search, "perizin")
    qtbot.waitUntil(lambda: titles(page) == ["Terbit baru"])
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    page.search.setText("tidak ada di mana pun")
    qtbot.waitUntil(lambda: titles(page) == [])
    assert "Nothing matches" in page._empty.accessibleName()


def test_enter_opens_draft_or_article(qtbot: QtBot, page: ArticlesPage, filled: Desk, told: Told) -> None:
    draft = filled.new_draft(Draft(0, "", title="Baru", markdown="teks"))
    page.open_place(Place.DRAFTS)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert told.drafts == [draft.id]
    qtbot.keyClick(page.table, Qt.Key.Key_J)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert told.articles == [6]


def test_delete_discards_at_once_and_z_brings_back(qtbot: QtBot, page: ArticlesPage, filled: Desk) -> None:
    filled.new_draft(Draft(0, "", title="Baru", markdown="teks"))
    page.open_place(Place.DRAFTS)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(page) == ["Draf situs"])
    assert page.undo_strip.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: titles(page) == ["Baru", "Draf situs"])
    assert not page.undo_strip.isVisible()


def test_an_article_of_the_site_is_not_discarded(qtbot: QtBot, page: ArticlesPage, told: Told) -> None:
    page.open_place(Place.PUBLISHED)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert len(titles(page)) == 3
    assert told.said == ["It is on the site: only drafts of this laptop can be discarded here"]


def test_letters_in_the_search_field_are_only_letters(qtbot: QtBot, page: ArticlesPage, told: Told) -> None:
    page.open_place(Place.PUBLISHED)
    qtbot.keyClick(page.table, Qt.Key.Key_Slash)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "zoo")
    assert told.urls == []
    assert page.search.text() == "zoo"


def test_the_row_under_the_cursor_stays_when_the_list_changes(qtbot: QtBot, page: ArticlesPage, filled: Desk) -> None:
    page.open_place(Place.PUBLISHED)
    page.table.selectRow(1)
    before = page.current()
    with transaction(filled._db):
        article_store.store(filled._db, [site_article(9, "Terbaru", "publish", date="2026-11-24T08:00:00")])
    filled.on_change(Changes.ARTICLES)
    qtbot.waitUntil(lambda: len(titles(page)) == 4)
    after = page.current()
    assert before is not None
    assert after is not None
    assert after.key == before.key


def test_a_long_list_is_read_as_it_is_scrolled(qtbot: QtBot, page: ArticlesPage, filled: Desk) -> None:
    with transaction(filled._db):
        article_store.store(filled._db, [site_article(n, f"Artikel {n}", "publish") for n in range(100, 350)])
    page.open_place(Place.PUBLISHED)
    assert len(titles(page)) < 150
    assert page._count(page._model.rows) == 253
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(titles(page)) == 253)


def test_a_new_article_opens_in_the_editor(page: ArticlesPage, filled: Desk, told: Told) -> None:
    page.new_article()
    assert told.drafts == [row.draft.id for row in filled.drafts()]


def test_empty_places_say_what_will_stand_there(page: ArticlesPage, filled: Desk) -> None:
    with transaction(filled._db):
        article_store.remove(filled._db, [4])
    page.open_place(Place.PENDING_REVIEW)
    assert page._empty.isVisible()
    assert "Nothing to review" in page._empty.accessibleName()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!-- wp:paragraph --><p>Isi &amp; <b>tebal</b></p>", "Isi & tebal"),
        ("## Judul\n\n- **satu** [dua](https://x.example)\n> tiga", "Judul satu dua tiga"),
        ("a < b", "a < b"),
    ],
)
def test_excerpts_are_plain(text: str, words: str) -> None:
    assert plain(text) == words


def test_rows_speak(page: ArticlesPage) -> None:
    page.open_place(Place.PUBLISHED)
    said = str(page._model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Munira Cendana" in said
