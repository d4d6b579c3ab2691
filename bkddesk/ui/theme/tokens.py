"""The two palettes: every colour of bkddesk by the role it plays. Plain text, no Qt, no sizes.

The pairs that may meet on a screen, and the contrast each needs, stand in `tests/ui/theme/test_contrast.py`.
"""

from __future__ import annotations

from typing import Literal

Role = Literal[
    "window",
    "sidebar",
    "surface",
    "sunken",
    "line",
    "outline",
    "text",
    "text2",
    "text3",
    "accent",
    "accent-fill",
    "on-accent",
    "select",
    "select-idle",
    "hover",
    "ok",
    "ok-tint",
    "danger",
    "danger-tint",
    "wait",
    "wait-tint",
    "conflict",
    "conflict-tint",
    "mark",
    "mark-text",
    "md",
    "md-link",
    "chip",
    "chart1",
    "chart2",
    "chart3",
]
PaletteName = Literal["light", "dark"]

LIGHT: dict[Role, str] = {
    "window": "#F3F2EE",
    "sidebar": "#EAE8E2",
    "surface": "#FFFFFF",
    "sunken": "#F8F7F4",
    "line": "#DAD7D0",
    "outline": "#87837A",
    "text": "#1F1E1B",
    "text2": "#55524B",
    "text3": "#66635B",
    "accent": "#1D5C8A",
    "accent-fill": "#1D5C8A",
    "on-accent": "#FFFFFF",
    "select": "#D9E7F2",
    "select-idle": "#E3E0D9",
    "hover": "#F1EFEA",
    "ok": "#1B6638",
    "ok-tint": "#E2F0E6",
    "danger": "#A12A22",
    "danger-tint": "#FBE7E4",
    "wait": "#754D00",
    "wait-tint": "#FAEFD3",
    "conflict": "#663A95",
    "conflict-tint": "#EEE6F6",
    "mark": "#FFE2A3",
    "mark-text": "#1F1E1B",
    "md": "#7A4A12",
    "md-link": "#1D5C8A",
    "chip": "#EDEBE5",
    "chart1": "#1D5C8A",
    "chart2": "#B0722A",
    "chart3": "#87837A",
}
DARK: dict[Role, str] = {
    "window": "#2A2A28",
    "sidebar": "#242422",
    "surface": "#1E1E1D",
    "sunken": "#191918",
    "line": "#3D3C39",
    "outline": "#8C887F",
    "text": "#ECEAE5",
    "text2": "#B9B5AC",
    "text3": "#A29E95",
    "accent": "#7DB8E3",
    "accent-fill": "#2C6B9C",
    "on-accent": "#FFFFFF",
    "select": "#1E374C",
    "select-idle": "#353431",
    "hover": "#292927",
    "ok": "#84CBA0",
    "ok-tint": "#1D3427",
    "danger": "#F29C93",
    "danger-tint": "#422321",
    "wait": "#E5BC66",
    "wait-tint": "#3A2F16",
    "conflict": "#C9ADEA",
    "conflict-tint": "#352A45",
    "mark": "#5E4810",
    "mark-text": "#FFEBC2",
    "md": "#E0B07A",
    "md-link": "#7DB8E3",
    "chip": "#2F2E2C",
    "chart1": "#7DB8E3",
    "chart2": "#D69A4E",
    "chart3": "#8C887F",
}
PALETTES: dict[PaletteName, dict[Role, str]] = {"light": LIGHT, "dark": DARK}

VEIL = (20, 19, 17, 77)
"""Red, green, blue, alpha of the flat veil under sheets: black at 30 %, in both palettes."""
ON_FILL_LINE_ALPHA = 140
"""Alpha of the key cap's border on the main button: white at 55 %."""
