"""Every pair of colours that meets on a screen has the contrast of WCAG 2: 4.5 for words, 3.0 for controls."""

from __future__ import annotations

import pytest

from bkddesk.ui.theme.tokens import DARK, LIGHT, PALETTES, PaletteName, Role

GROUNDS: tuple[Role, ...] = ("window", "sidebar", "surface", "sunken", "hover", "select", "select-idle")
TINTED: tuple[tuple[Role, Role], ...] = (
    ("ok", "ok-tint"),
    ("danger", "danger-tint"),
    ("wait", "wait-tint"),
    ("conflict", "conflict-tint"),
)
WORDS: list[tuple[Role, Role]] = [
    *((word, ground) for word in ("text", "text2", "text3", "accent") for ground in GROUNDS),
    *((word, ground) for word, tint in TINTED for ground in (*GROUNDS, tint)),
    *((word, tint) for word in ("text", "text2") for _, tint in TINTED),
    ("on-accent", "accent-fill"),
    ("mark-text", "mark"),
    ("md", "surface"),
    ("md-link", "surface"),
    ("md", "hover"),
    ("md-link", "hover"),
    ("text", "chip"),
    ("text2", "chip"),
    ("accent", "danger-tint"),
    ("accent", "wait-tint"),
]
CONTROLS: list[tuple[Role, Role]] = [
    ("outline", "surface"),
    ("outline", "window"),
    ("outline", "sunken"),
    ("chart1", "surface"),
    ("chart2", "surface"),
    ("chart3", "surface"),
]
PAIRS = [*((word, ground, 4.5) for word, ground in WORDS), *((line, ground, 3.0) for line, ground in CONTROLS)]


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_no_pair_is_named_twice() -> None:
    assert len(set(PAIRS)) == len(PAIRS) >= 83


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("word", "ground", "needed"), PAIRS)
def test_pair(palette: PaletteName, word: Role, ground: Role, needed: float) -> None:
    colours = PALETTES[palette]
    assert contrast(colours[word], colours[ground]) >= needed


def test_both_palettes_name_the_same_roles() -> None:
    assert set(LIGHT) == set(DARK)
