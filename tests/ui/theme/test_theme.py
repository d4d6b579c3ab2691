"""Colours, lengths and fonts follow palette and text size; what was dressed is dressed again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import bkddesk.ui
from bkddesk.ui import theme
from bkddesk.ui.theme import FONTS, TEXT_SIZES, Size, Space
from bkddesk.ui.theme.core import nearest_text_size
from bkddesk.ui.theme.stylesheet import stylesheet
from bkddesk.ui.theme.tokens import DARK, LIGHT
from bkddesk.ui.widgets.label import Label, Paragraph
from bkddesk.ui.widgets.pane_bar import PaneBar

UI = Path(bkddesk.ui.__file__).parent


def test_roles_answer_in_the_palette_in_use() -> None:
    assert theme.colour("accent").name().upper() == LIGHT["accent"]
    theme.change("dark")
    assert theme.colour("accent").name().upper() == DARK["accent"]
    assert theme.current().is_dark


@pytest.mark.parametrize(
    ("length", "size", "pixels"), [(44, 100, 44), (1, 90, 1), (13, 115, 15), (0, 200, 0), (6, 150, 9)]
)
def test_lengths_grow_with_the_text(length: int, size: int, pixels: int) -> None:
    theme.change(text_size=size)
    assert theme.px(length) == pixels


@pytest.mark.parametrize(("wish", "given"), [(100, 100), (95, 90), (118, 115), (400, 200), (1, 90)])
def test_only_offered_text_sizes_are_taken(wish: int, given: int) -> None:
    assert nearest_text_size(wish) == given
    assert given in TEXT_SIZES


@pytest.mark.parametrize("role", sorted(FONTS))
def test_every_font_role_has_its_pixels(role: str) -> None:
    assert theme.font(role).pixelSize() == FONTS[role].pixels
    assert theme.line_height(role) == FONTS[role].line


def test_the_bundled_fonts_are_used() -> None:
    assert QFontInfo(theme.font("body")).family() == "BKD Inter"
    assert QFontInfo(theme.font("writing")).family() == "BKD Tulis"


def test_figures_have_one_width() -> None:
    metrics = QFontMetricsF(theme.font("body"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


@pytest.mark.parametrize(("role", "line"), [("caption", 16), ("body", 18), ("pane_title", 20)])
def test_lines_of_labels_have_the_height_of_the_design(role: str, line: int, qtbot: QtBot) -> None:
    one, three = Label("Terbaca", role), Label("Terbaca\nTerbaca\nTerbaca", role)
    qtbot.addWidget(one)
    qtbot.addWidget(three)
    assert (three.sizeHint().height() - one.sizeHint().height()) / 2 == line


def test_writing_has_lines_of_26_in_a_plain_text_edit(qtbot: QtBot) -> None:
    edit = QPlainTextEdit("satu\ndua")
    qtbot.addWidget(edit)
    edit.setFont(theme.font("writing"))
    layout = edit.document().documentLayout()
    assert layout.blockBoundingRect(edit.document().firstBlock()).height() == 26


@pytest.mark.parametrize(
    ("family", "letters"),
    [
        ("BKD Inter", "ＳＬＯＴｇａｃｏｒ ꜱʟᴏᴛ СЛОТ Ελ 0Oőŋ"),
        ("BKD Samaran", "𝗦𝗟𝗢𝗧𝟰𝟵𝕋𝔼ℝ𝓰𝓪𝓬"),
        ("BKD Lingkar", "ⓈⓁⓄⓉ🅢🅛🅞🅣🅰"),
        ("BKD Emoji", "🔥👍😄🥹🙏"),
    ],
)
def test_disguised_letters_and_emoji_have_a_font(family: str, letters: str) -> None:
    metrics = QFontMetricsF(QFont(family))
    assert [letter for letter in letters if not metrics.inFontUcs4(ord(letter))] == []


def test_strange_letters_do_not_push_lines_apart(qtbot: QtBot) -> None:
    plain, strange = Label("slot"), Label("𝗦🅢ＳꜱⓈ🔥")
    qtbot.addWidget(plain)
    qtbot.addWidget(strange)
    assert strange.sizeHint().height() == plain.sizeHint().height()


def test_palette_gives_qt_the_roles(qapp: QApplication) -> None:
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Base).name().upper() == LIGHT["surface"]
    assert palette.color(QPalette.ColorRole.HighlightedText).name().upper() == LIGHT["text"]
    inactive = palette.color(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight)
    assert inactive.name().upper() == LIGHT["select-idle"]


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_stylesheet_has_no_hole(palette: theme.PaletteChoice, size: int, qtbot: QtBot) -> None:
    theme.change(palette, size)
    text = stylesheet(theme.current())
    assert "@" not in text
    assert not re.search(r"\{\d", text)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Setujui")
    assert not menu.grab().isNull()  # a stylesheet that Qt cannot read warns, and warnings fail


def test_a_change_reaches_dressed_widgets_and_layouts(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = theme.vbox(window, margins=(Space.M, 0, Space.S, 0), spacing=Space.L)
    inner = theme.hbox(spacing=Space.XS)
    box.addLayout(inner)
    label = QLabel("Tertunda")
    theme.dress(label, font="title", colour="text2", height=Size.BAR)
    box.addWidget(label)
    theme.change("dark", 200)
    margins = box.contentsMargins()
    assert (margins.left(), margins.right(), box.spacing(), inner.spacing()) == (24, 16, 32, 8)
    assert (label.height(), label.font().pixelSize()) == (88, 34)
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK["text2"]


def test_dressing_adds_up(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    theme.dress(label, height=Size.BAR)
    theme.dress(label, colour="danger")
    theme.change(text_size=200)
    assert label.height() == 88
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT["danger"]


def test_changed_fires_after_the_change(qtbot: QtBot) -> None:
    seen: list[int] = []

    def note() -> None:
        seen.append(theme.px(100))

    theme.current().changed.connect(note)
    theme.change(text_size=150)
    theme.current().changed.disconnect(note)
    assert seen == [150]


def test_deleted_widgets_hear_no_more(qtbot: QtBot) -> None:
    window = QMainWindow()
    inner = QWidget()
    window.setCentralWidget(inner)
    box = theme.vbox(inner)
    for number in range(5):
        box.addWidget(Paragraph(f"Alinea {number}"))
        box.addWidget(PaneBar("Tertunda"))
    qtbot.addWidget(window)
    window.takeCentralWidget().deleteLater()
    qtbot.wait(1)
    theme.change("dark", 130)


def test_system_palette_follows_the_desktop(qapp: QApplication) -> None:
    theme.change("system")
    scheme = qapp.styleHints().colorScheme()
    assert theme.current().is_dark == (scheme.name == "Dark")
    assert theme.current().choice == "system"


def test_starting_twice_is_harmless(qapp: QApplication) -> None:
    theme.start(qapp, "dark", 115)
    assert theme.px(100) == 115


@pytest.mark.parametrize(
    ("keys", "cap"),
    [
        ("A", "a"),
        ("a", "a"),
        ("?", "?"),
        ("Shift+A", "⇧A"),
        ("Ctrl+N", "Ctrl N"),
        ("Ctrl+Return", "Ctrl ↵"),
        ("Ctrl+Shift+Return", "Ctrl ⇧ ↵"),
        ("Alt+Down", "Alt ↓"),
        ("F5", "F5"),
        ("Escape", "Esc"),
        ("Delete", "Del"),
        ("Ctrl++", "Ctrl +"),
        ("Ctrl+,", "Ctrl ,"),
    ],
)
def test_keys_read_as_on_the_keyboard(keys: str, cap: str) -> None:
    assert theme.key_text(keys) == cap


def sources() -> list[Path]:
    # The preview shows the site's look, with the site's own colours.
    return [path for path in UI.rglob("*.py") if not {"theme", "preview"} & set(path.relative_to(UI).parts)]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(UI)))
def test_no_colour_outside_the_theme(path: Path) -> None:
    found = re.findall(
        r"#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"\d]|GlobalColor\.(?!transparent)\w+|setStyleSheet\(", path.read_text("utf-8")
    )
    assert found == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(UI)))
def test_no_pixel_outside_the_theme(path: Path) -> None:
    found = re.findall(
        r"set(?:Fixed|Minimum|Maximum)(?:Width|Height|Size)\(\s*[1-9]\d*|setSpacing\(\s*[1-9]|addSpacing\(\s*[1-9]"
        r"|setContentsMargins\(\s*[1-9]|setPixelSize\(\s*\d|setPointSize\(",
        path.read_text("utf-8"),
    )
    assert found == []
