"""The sidebar: sections that cannot be chosen, figures, the rail."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.sidebar import Sidebar, SideItem, SiteHeader
from tests.ui.widgets.conftest import Stage

ITEMS = (
    SideItem("", "Moderasi", section=True),
    SideItem("hold", "Tertunda", "queue", "313", rail=True),
    SideItem("spam", "Spam", "spam"),
    SideItem("", "Artikel", section=True),
    SideItem("draft", "Draf", "drafts", "4", rail=True),
    SideItem("publish", "Telah Terbit", "article"),
    SideItem("", gap=True),
    SideItem("outbox", "Kotak Keluar", "outbox", "3", rail=True),
)


@pytest.fixture
def sidebar(stage: Stage) -> Sidebar:
    made = Sidebar(ITEMS, name="Tempat")
    theme.dress(made, width=Size.SIDEBAR, height=400)
    stage(made)
    return made


def at(sidebar: Sidebar, row: int) -> QModelIndex:
    return sidebar.model().index(row, 0)


def test_code_is_silent_the_person_is_heard(sidebar: Sidebar, qtbot: QtBot) -> None:
    heard: list[str] = []
    sidebar.chosen.connect(heard.append)
    sidebar.set_current("hold")
    assert (heard, sidebar.current_key()) == ([], "hold")
    qtbot.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.visualRect(at(sidebar, 2)).center())
    assert (heard, sidebar.current_key()) == (["spam"], "spam")


def test_arrows_step_over_sections(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_current("spam")
    sidebar.setFocus()
    qtbot.keyClick(sidebar, Qt.Key.Key_Down)
    assert sidebar.current_key() == "draft"


def test_a_section_cannot_be_chosen(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_current("hold")
    qtbot.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=sidebar.visualRect(at(sidebar, 3)).center())
    assert sidebar.current_key() == "hold"


def test_rows_have_the_heights_of_the_design(sidebar: Sidebar) -> None:
    assert [sidebar.visualRect(at(sidebar, row)).height() for row in (0, 1, 3, 6)] == [24, 28, 32, 12]


def test_figures_are_said(sidebar: Sidebar) -> None:
    sidebar.set_count("spam", "12")
    assert at(sidebar, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Spam 12"
    interface = QAccessible.queryAccessibleInterface(sidebar)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Tempat"


def test_the_rail_shows_one_icon_for_each_group(sidebar: Sidebar) -> None:
    sidebar.set_current("publish")
    sidebar.set_rail(True)
    shown = [row for row in range(len(ITEMS)) if not sidebar.isRowHidden(row)]
    assert [ITEMS[row].key for row in shown] == ["hold", "draft", "outbox"]
    assert sidebar.currentIndex().row() == 4
    assert sidebar.current_key() == "publish"
    sidebar.set_rail(False)
    assert sidebar.currentIndex().row() == 5


def test_new_items_keep_the_place(sidebar: Sidebar) -> None:
    sidebar.set_current("outbox")
    heard: list[str] = []
    sidebar.chosen.connect(heard.append)
    sidebar.set_items(ITEMS[3:])
    assert (sidebar.current_key(), heard) == ("outbox", [])


def test_it_draws_in_every_form(sidebar: Sidebar) -> None:
    sidebar.set_current("hold")
    sidebar.setFocus()
    for rail in (False, True):
        sidebar.set_rail(rail)
        assert not sidebar.grab().isNull()
    theme.change("dark", 200)
    assert sidebar.visualRect(at(sidebar, 1)).height() == 2 * Size.RAIL_ROW


def test_site_header_is_said_and_drawn(stage: Stage) -> None:
    header = SiteHeader("BKD Bondowoso", "Dewi Embun")
    stage(header)
    assert header.accessibleName() == "BKD Bondowoso, Dewi Embun"
    assert header.height() == Size.BAR
    header.resize(Size.RAIL, Size.BAR)
    assert not header.grab().isNull()
