"""Colour roles, lengths, fonts, icons, one stylesheet: the only place of the interface with a colour or a pixel.

from bkddesk.ui import theme
theme.colour("text2"), theme.px(theme.Size.ROW), theme.font("caption"), theme.icon("check", "ok")
"""

from bkddesk.ui.theme.core import (
    PaletteChoice,
    Theme,
    change,
    colour,
    current,
    font,
    line_height,
    load_fonts,
    px,
    start,
    veil_colour,
)
from bkddesk.ui.theme.dress import Margins, dress, gap, gap_widget, grid, hbox, space, vbox
from bkddesk.ui.theme.icons import BANDS, app_icon, icon, icon_names, pixmap
from bkddesk.ui.theme.paint import key_text, text_width
from bkddesk.ui.theme.sizes import FONTS, TEXT_SIZES, Size, Space
from bkddesk.ui.theme.tokens import Role

__all__ = [
    "BANDS",
    "FONTS",
    "TEXT_SIZES",
    "Margins",
    "PaletteChoice",
    "Role",
    "Size",
    "Space",
    "Theme",
    "app_icon",
    "change",
    "colour",
    "current",
    "dress",
    "font",
    "gap",
    "gap_widget",
    "grid",
    "hbox",
    "icon",
    "icon_names",
    "key_text",
    "line_height",
    "load_fonts",
    "pixmap",
    "px",
    "space",
    "start",
    "text_width",
    "vbox",
    "veil_colour",
]
