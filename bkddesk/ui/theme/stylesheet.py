"""The one stylesheet, made from the tokens: what Qt's own widgets look like. Our own widgets paint themselves."""

from __future__ import annotations

import re

from bkddesk.ui.theme.core import Theme

_SHEET = """
QMainWindow, QDialog { background: @window; }
QToolTip { background: @surface; color: @text; border: {1} solid @outline; padding: {4} {8}; font-size: {12}; }

QMenuBar { spacing: 0; background: @window; border: 0; border-bottom: {1} solid @line; padding: {1} {8} 0 {8}; }
QMenuBar::item { background: transparent; padding: {3} {8}; border-radius: {4}; }
QMenuBar::item:selected { background: @hover; }
QMenuBar::item:pressed { background: @select-idle; }
QMenu { icon-size: {16}; background: @surface; color: @text; border: {1} solid @outline; padding: {4}; }
QMenu::item { padding: {4} {24} {4} {8}; border-radius: {3}; min-height: {20}; }
QMenu::icon { padding-left: {8}; }
QMenu::item:selected { background: @select; color: @text; }
QMenu::item:disabled { color: @text3; background: transparent; }
QMenu::separator { height: {1}; background: @line; margin: {4} {8}; }
QMenu::indicator { width: {16}; height: {16}; left: {4}; }

QLineEdit, QPlainTextEdit[boxed="true"], QTextEdit[boxed="true"] { background: @surface; color: @text;
  border: {1} solid @outline; border-radius: {4}; selection-background-color: @select; selection-color: @text;
  placeholder-text-color: @text3; }
QPlainTextEdit, QTextEdit { border: 0; }
QPlainTextEdit[boxed="true"], QTextEdit[boxed="true"] { padding: {2} {6}; }
QLineEdit { padding: 0 {6}; min-height: {26}; max-height: {26}; }
QLineEdit[big="true"] { min-height: {30}; max-height: {30}; }
QLineEdit[huge="true"] { min-height: {34}; max-height: {34}; font-size: {15}; }
QLineEdit:focus, QPlainTextEdit[boxed="true"]:focus, QTextEdit[boxed="true"]:focus { border: {2} solid @accent; }
QLineEdit:focus { padding: 0 {5}; min-height: {24}; max-height: {24}; }
QLineEdit[big="true"]:focus { min-height: {28}; max-height: {28}; }
QLineEdit[huge="true"]:focus { min-height: {32}; max-height: {32}; }
QPlainTextEdit[boxed="true"]:focus, QTextEdit[boxed="true"]:focus { padding: {1} {5}; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"] { border-color: @danger; }
QLineEdit:disabled, QPlainTextEdit[boxed="true"]:disabled, QTextEdit[boxed="true"]:disabled
{ background: transparent; border-color: @line; color: @text3; }
QPlainTextEdit[bare="true"], QTextEdit[bare="true"], QTextBrowser[bare="true"] { background: transparent; }
QLineEdit[bare="true"], QAbstractSpinBox QLineEdit, QComboBox QLineEdit
{ border: 0; border-radius: 0; padding: 0; background: transparent; min-height: 0; max-height: {99}; }
QComboBox QAbstractItemView { background: @surface; border: {1} solid @outline; padding: {4}; outline: 0; }
QComboBox QAbstractItemView::item { min-height: {24}; padding: 0 {4}; }
QAbstractItemView::item:selected { background: @select; color: @text; }

QListView, QTreeView, QTableView { border: 0; outline: 0; }
QTreeView[boxed="true"], QListView[boxed="true"]
{ background: @surface; border: {1} solid @outline; border-radius: {4}; padding: {4}; }
QTreeView[boxed="true"]:focus, QListView[boxed="true"]:focus { border: {2} solid @accent; padding: {3}; }
QHeaderView { background: @surface; }
QHeaderView::section { background: @surface; color: @text2; border: 0; border-bottom: {1} solid @line;
  padding: 0 {8}; font-size: {12}; font-weight: 500; min-height: {27}; }
QTableView { gridline-color: @line; }

QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: {12}; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: {12}; margin: 0; border: 0; }
QScrollBar::handle { background: @outline; border: {3} solid transparent; border-radius: {3}; }
QScrollBar::handle:vertical { min-height: {32}; margin: {3}; border: 0; }
QScrollBar::handle:horizontal { min-width: {32}; margin: {3}; border: 0; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QAbstractScrollArea::corner { background: transparent; border: 0; }

QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: {1}; }
QSplitter::handle:vertical { height: {1}; }
QCheckBox, QRadioButton { spacing: {8}; min-height: {24}; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator
{ width: {16}; height: {16}; }
QToolButton, QPushButton, QAbstractItemView, QTabBar { icon-size: {16}; }
QToolBar { icon-size: {20}; border: 0; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox:disabled, QRadioButton:disabled { color: @text3; }
QGroupBox { border: 0; margin-top: {24}; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QProgressBar { border: 0; background: @select-idle; border-radius: {3}; min-height: {6}; max-height: {6}; }
QProgressBar::chunk { background: @accent; border-radius: {3}; }
QCalendarWidget QWidget { alternate-background-color: @sunken; }
QCalendarWidget QToolButton { background: transparent; border: 0; padding: {4} {8}; color: @text; }
QCalendarWidget QToolButton:hover { background: @hover; }
"""


def stylesheet(theme: Theme) -> str:
    """The stylesheet for this palette and text size. `@role` is a colour, `{n}` a length at 100 %."""
    colours = {role: colour.name() for role, colour in theme.colours.items()}
    text = re.sub(r"@([a-z0-9-]+)", lambda found: colours[found[1]], _SHEET)  # type: ignore[index]
    return re.sub(r"\{(\d+)\}", lambda found: f"{theme.px(int(found[1]))}px", text)
