"""Tabs, segments, chips, the tree of ticks, the field of tags: mouse, keyboard, what is said."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.check_tree import CheckTree
from bkddesk.ui.widgets.chip import Chip
from bkddesk.ui.widgets.flow import FlowLayout
from bkddesk.ui.widgets.segmented import Segmented
from bkddesk.ui.widgets.tabs import TabStrip
from bkddesk.ui.widgets.tag_field import TagField
from tests.ui.widgets.conftest import Stage

TERMS = [(1, "Berita", None), (2, "Pelatihan", 1), (3, "Kunjungan", 1), (4, "Pengumuman", None)]


def bands(stage: Stage, width: int = 392) -> TabStrip:
    tabs = TabStrip()
    tabs.add("all", "Semua", count="313")
    tabs.add("spam", "Mungkin spam", count="214", band="spam")
    tabs.add("unsure", "Ragu", count="38", band="unsure")
    tabs.add("fine", "Baik", count="61", band="fine")
    stage(tabs)
    tabs.resize(width, tabs.height())
    return tabs


def test_tabs_tell_only_of_the_person(stage: Stage, qtbot: QtBot) -> None:
    tabs = bands(stage)
    heard: list[str] = []
    tabs.chosen.connect(heard.append)
    tabs.set_current("fine")
    assert heard == []
    assert tabs.current_key() == "fine"
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert heard == ["spam"]


def test_arrows_move_through_tabs(stage: Stage, qtbot: QtBot) -> None:
    tabs = bands(stage)
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.current_key() == "spam"
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.current_key() == "all"


def test_all_four_counts_fit_down_to_380(stage: Stage) -> None:
    tabs = bands(stage, 380)
    assert tabs.tabRect(3).right() < 380
    tabs = bands(stage, 392)
    assert tabs.tabRect(3).right() < 392


def test_a_new_count_makes_room(stage: Stage) -> None:
    tabs = bands(stage, 800)
    before = tabs.tabRect(0).width()
    tabs.set_count("all", "1.204.313")
    assert tabs.tabRect(0).width() > before
    assert tabs.accessibleTabName(0) == "Semua 1.204.313"


def test_strip_is_36_high_and_grows(stage: Stage, qtbot: QtBot) -> None:
    tabs = bands(stage, 800)
    assert tabs.height() == Size.SUB_BAR
    theme.change(text_size=200)
    qtbot.waitUntil(lambda: tabs.height() == 2 * Size.SUB_BAR, timeout=1000)
    assert tabs.tabRect(0).height() == 2 * Size.SUB_BAR


def test_a_pill_calls_for_attention(stage: Stage) -> None:
    tabs = bands(stage, 800)
    tabs.set_pill("all", "4", "danger")
    assert not tabs.grab().isNull()
    tabs.set_pill("all", "", None)
    assert tabs.accessibleTabName(0) == "Semua"


def test_segments(stage: Stage, qtbot: QtBot) -> None:
    widths = Segmented("Lebar")
    for key in ("phone", "tablet", "desktop"):
        widths.add(key, "", key, tip=key.title())
    stage(widths)
    heard: list[str] = []
    widths.chosen.connect(heard.append)
    assert widths.current_key() == "phone"
    widths.set_current("tablet")
    assert heard == []
    qtbot.keyClick(widths, Qt.Key.Key_Right)
    assert heard == ["desktop"]
    assert widths.current_key() == "desktop"
    assert widths.sizeHint().height() == Size.BUTTON + 2 * Size.RING_MARGIN


def test_chip_closes_by_cross_and_by_key(stage: Stage, qtbot: QtBot) -> None:
    chip = Chip("Berisi tautan", icon="link")
    stage(chip)
    with qtbot.waitSignal(chip.closed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, chip.height() // 2))
    with qtbot.waitSignal(chip.closed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    with qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, chip.height() // 2))


def test_tree_shows_children_below_their_parents(stage: Stage) -> None:
    tree = CheckTree("Kategori")
    stage(tree)
    tree.set_terms([TERMS[1], TERMS[0], *TERMS[2:]])
    assert tree.topLevelItemCount() == 2
    top = tree.topLevelItem(0)
    assert top is not None
    assert [top.child(row).text(0) for row in range(top.childCount())] == ["Pelatihan", "Kunjungan"]


def test_a_ring_of_parents_is_shown_flat(stage: Stage) -> None:
    tree = CheckTree()
    stage(tree)
    tree.set_terms([(1, "A", 2), (2, "B", 1)])
    assert tree.topLevelItemCount() == 2


def test_space_ticks_and_code_is_silent(stage: Stage, qtbot: QtBot) -> None:
    tree = CheckTree()
    stage(tree)
    tree.set_terms(TERMS)
    heard: list[bool] = []
    tree.changed.connect(lambda: heard.append(True))
    tree.set_checked({2})
    assert heard == []
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(0))
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert tree.checked() == [1, 2]
    assert heard == [True]


def test_ticks_survive_new_terms(stage: Stage) -> None:
    tree = CheckTree()
    stage(tree)
    tree.set_terms(TERMS)
    tree.set_checked({2, 4})
    tree.set_terms([*TERMS, (5, "Kepegawaian", None)])
    assert sorted(tree.checked()) == [2, 4]


def test_tags_by_enter_comma_and_backspace(stage: Stage, qtbot: QtBot) -> None:
    field = TagField()
    stage(field)
    field.entry.setFocus()
    heard: list[list[str]] = []
    field.changed.connect(lambda: heard.append(field.tags()))
    qtbot.keyClicks(field.entry, "pelatihan")
    qtbot.keyClick(field.entry, Qt.Key.Key_Return)
    qtbot.keyClicks(field.entry, "layanan publik,")
    assert field.tags() == ["pelatihan", "layanan publik"]
    qtbot.keyClick(field.entry, Qt.Key.Key_Backspace)
    assert heard == [["pelatihan"], ["pelatihan", "layanan publik"], ["pelatihan"]]


def test_doubles_and_blanks_are_not_taken(stage: Stage) -> None:
    field = TagField()
    stage(field)
    field.set_tags(["Semarang", "semarang", "  ", "a  b"])
    assert field.tags() == ["Semarang", "a b"]


def test_what_is_typed_becomes_a_tag_on_leaving(stage: Stage, qtbot: QtBot) -> None:
    field = TagField()
    stage(field)
    field.entry.setFocus()
    qtbot.keyClicks(field.entry, "kopi")
    field.entry.clearFocus()
    assert field.tags() == ["kopi"]


def test_tag_field_grows_in_lines(stage: Stage) -> None:
    field = TagField()
    stage(field)
    one = field.heightForWidth(280)
    field.set_tags(["pelatihan", "Semarang", "layanan publik", "kepegawaian"])
    assert field.heightForWidth(280) > one
    assert field.heightForWidth(2000) == one


def test_flow_wraps_and_hides_take_no_room(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    flow = FlowLayout(ground, spacing=4)
    chips = [Chip("Berisi tautan") for _ in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    wide, narrow = flow.heightForWidth(2000), flow.heightForWidth(200)
    assert narrow > wide
    for chip in chips[1:]:
        chip.hide()
    assert flow.heightForWidth(200) == wide
