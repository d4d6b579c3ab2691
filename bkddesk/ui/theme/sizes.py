"""Every length of bkddesk by name, in pixels at a text size of 100 %. Multiply by `theme.px`. No Qt, no colours."""

from __future__ import annotations

from enum import IntEnum, unique
from typing import NamedTuple

TEXT_SIZES = (90, 100, 115, 130, 150, 200)
"""The text sizes a person can choose, per cent."""


@unique
class Space(IntEnum):
    """The only distances between things."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class Size(IntEnum):
    """Heights, widths, radii. Members that share a number are the same size for different reasons."""

    LINE = 1
    RING = 2
    """Width of the focus ring."""
    RING_MARGIN = 4
    """What a button keeps free around itself for its ring: two buttons laid side by side stand 8 apart."""
    ROW_BAR = 3
    """The accent bar at the left of the row under the cursor."""
    ROW_INDENT = 34
    """Where the words of a comment's row begin, right of its mark."""
    ROW_TOP = 6
    RADIUS = 4
    RADIUS_SMALL = 3
    RADIUS_DIALOG = 6

    ICON = 20
    ICON_SMALL = 16
    ICON_EMPTY = 56
    """The large drawing of an empty state and of the welcome."""
    HIT = 24
    """No target for the mouse is smaller."""

    MENU = 26
    STATUS = 26
    BAR = 44
    SUB_BAR = 36
    BUTTON = 28
    BUTTON_BIG = 32
    FIELD = 28
    FIELD_INSET = 5
    """Above and below a line of text in a field."""
    FIELD_BIG = 32
    FIELD_WELCOME = 36
    KEY_CAP = 18
    CHIP = 20
    CHIP_TALL = 22
    INDICATOR = 16
    PROGRESS = 6
    SCROLL_BAR = 12
    SCROLL_HANDLE = 6
    DIALOG_HEAD = 52
    DIALOG_FOOT = 56
    DIALOG_MAX = 624
    """Dialogs are never higher: 1366x768 leaves about 690 below title and task bar."""

    ROW = 68
    ROW_DENSE = 48
    ROW_OUTBOX = 52
    ROW_PICKED = 56
    ROW_TABLE = 28
    ROW_SIDEBAR = 28
    ROW_TREE = 24
    ROW_PALETTE = 36
    ROW_GROUP = 32
    ROW_STEP = 41
    ROW_ANNOUNCED = 44

    SIDEBAR = 216
    RAIL = 48
    RAIL_ITEM = 36
    RAIL_ROW = 40
    LIST = 392
    LIST_MIN = 380
    CONTEXT = 248
    PANEL = 240
    PREVIEW = 474
    EDITOR_MIN = 480
    DETAIL_MIN = 320
    DETAIL_APART = 420
    """Below this width of the detail, name and date no longer share a line."""
    FOCUS_COLUMN = 640
    READING_MAX = 820
    SHEET = 976
    SHEET_NARROW = 480
    SHEET_SETTINGS = 640
    SHEET_COLUMN = 312
    """The publish sheet's left and middle column."""
    PALETTE = 600
    TOOLTIP = 320

    WIDE = 1280
    """Effective window width from which all four panes show."""
    MEDIUM = 1024
    NARROW = 820


class Type(NamedTuple):
    """One text style: pixels at 100 %, line height in pixels at 100 %, weight."""

    pixels: int
    line: int
    weight: int


FONTS: dict[str, Type] = {
    "caption": Type(12, 16, 400),
    "caption-medium": Type(12, 16, 500),
    "caption-strong": Type(12, 16, 600),
    "body": Type(13, 18, 400),
    "body-medium": Type(13, 18, 500),
    "body-strong": Type(13, 18, 600),
    "keycap": Type(11, 16, 500),
    "badge": Type(10, 14, 600),
    "pane_title": Type(15, 20, 600),
    "reading": Type(15, 24, 400),
    "reading-strong": Type(15, 24, 600),
    "title": Type(17, 24, 600),
    "display": Type(22, 28, 600),
    "writing": Type(16, 26, 400),
    "writing-bold": Type(16, 26, 700),
    "mono": Type(12, 18, 400),
}
