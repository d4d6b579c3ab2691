# ruff: noqa: INP001 - a script, not a package
"""Make the fonts that ship with bkddesk, from their published sources. Not run by tests or at start.

    python tools/make_fonts.py INTER.ttf QUATTRO_DIR MATH.woff SYMBOLS.woff EMOJI.woff

INTER.ttf is the variable file of the package `fontpkg-inter` (PyPI); QUATTRO_DIR the `files` folder of
`@fontsource/ia-writer-quattro` (npm); the others are the regular faces of `@fontsource/noto-sans-math`,
`@fontsource/noto-sans-symbols` and `@fontsource/noto-emoji` (npm).

What is changed, and why:
- Inter: three static weights (Qt's variable fonts differ between platforms), cut to what news in Latin letters needs.
  120 units more above and below: QLabel knows no line height, and so 12, 13 and 15 px give lines of 16, 18 and 20.
  Named "BKD Inter", so that an Inter of the system never mixes in with other heights.
- iA Writer Quattro: QPlainTextEdit ignores a block's line height and a font's line gap; 150 units more above and
  below give 26 px lines at 16 px. "iA Writer" and "Plex" are reserved names, so the changed font is "BKD Tulis".
  Full-width letters and small capitals, which spammers write words with, are built from its own letters.
- Noto Sans Math, Noto Sans Symbols: only disguised letters (mathematical, circled, squared).
- Noto Emoji: single emoji, one colour, for machines without a colour emoji font.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),  # Latin-1, Latin Extended-A and B
    *range(0x2B0, 0x300),
    *range(0x250, 0x2B0),
    *range(0x300, 0x370),
    *range(0x370, 0x500),  # Greek and Cyrillic: look-alikes in disguised words
    *range(0x1D00, 0x1DC0),
    *range(0xA720, 0xA740),
    *range(0xFF01, 0xFF5F),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),  # punctuation
    *range(0x2070, 0x20C0),
    *range(0x2100, 0x2140),
    *range(0x2150, 0x2200),  # fractions, arrows
    *range(0x2200, 0x2270),
    *range(0x2318, 0x2328),
    *range(0x23CE, 0x23D0),
    *range(0x25A0, 0x2600),
    *range(0x2713, 0x2718),
    0x21E7,  # the shift arrow of key caps
    0x21B5,  # the return arrow of key caps
    0xFFFD,
]
SMALL_CAPITALS = dict(
    zip(
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "ABCDEFGHIJKLMNOPRSTUVWYZ",
        strict=True,
    )
)
SMALL = 0.76
"""Height of small capitals: Inter's x-height over its cap height (1118 / 1490), a little more for their weight."""
CIRCLED = [*range(0x2460, 0x2500), *range(0x1F100, 0x1F200), 0x20]
EMOJI = [*range(0x203C, 0x2050), *range(0x2139, 0x213A), *range(0x2190, 0x2C00), 0x3030, *range(0x1F000, 0x20000), 0x20]
DISGUISED = [*range(0x1D400, 0x1D800), *range(0x2460, 0x2500), *range(0x2100, 0x2150), 0x20, 0x3F]
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "calt", "liga", "tnum", "case", "cv05", "ss02", "zero", "frac"]
TULIS_TALLER = 150
INTER_TALLER = 120
"""Font units added above and below every line (1000 and 2048 units per em)."""


def cut(font: TTFont, characters: list[int], features: list[str]) -> TTFont:
    """The font with only these characters and features; hinting dropped (the interface asks for vertical only)."""
    options = subset.Options()
    options.layout_features = features
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)
    return font


def rename(font: TTFont, family: str, style: str, weight: int, *, bold: bool = False, italic: bool = False) -> None:
    """Name a face so that every platform finds it as `family` in `weight`."""
    basic = style if style in ("Regular", "Bold", "Italic") else "Regular"
    legacy = family if basic == style else f"{family} {style}"
    file_name = f"{family.replace(' ', '')}-{style}"
    names = font["name"]
    for wanted in (16, 17, 21, 22, 25):
        names.removeNames(nameID=wanted)
    for number, text in (
        (1, legacy),
        (2, basic),
        (3, f"bkddesk;{file_name}"),
        (4, f"{family} {style}".removesuffix(" Regular")),
        (6, file_name),
        *(((16, family), (17, style)) if legacy != family else ()),
    ):
        names.removeNames(nameID=number)
        names.setName(text, number, 3, 1, 0x409)
    metrics = font["OS/2"]
    metrics.usWeightClass = weight
    metrics.fsSelection = (metrics.fsSelection & ~0b1100001) | (bold << 5) | italic | ((not (bold or italic)) << 6)
    font["head"].macStyle = bold | (italic << 1)


def heighten(font: TTFont, units: int) -> None:
    """Add `units` above and below every line, in all three sets of numbers that platforms read."""
    font["hhea"].ascent += units
    font["hhea"].descent -= units
    metrics = font["OS/2"]
    metrics.sTypoAscender += units
    metrics.sTypoDescender -= units
    metrics.usWinAscent += units
    metrics.usWinDescent += units


def level(font: TTFont) -> None:
    """Give a fallback font the line of BKD Inter, so that one strange letter does not push its line apart."""
    units = font["head"].unitsPerEm
    ascent, descent = round(units * (1984 + INTER_TALLER) / 2048), round(units * (494 + INTER_TALLER) / 2048)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, -descent, 0
    metrics = font["OS/2"]
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = ascent, -descent, 0
    metrics.usWinAscent, metrics.usWinDescent = ascent, descent


def add_disguises(font: TTFont) -> None:
    """Full-width letters and small capitals from the font's own letters, where it has none."""
    glyphs, widths, known = font["glyf"], font["hmtx"], font.getBestCmap()
    wide = font["head"].unitsPerEm
    wanted = {0xFF01 + offset: (0x21 + offset, 1.0) for offset in range(94)}
    wanted |= {ord(small): (ord(capital), SMALL) for small, capital in SMALL_CAPITALS.items()}
    made: dict[int, str] = {}
    for code, (base, scale) in wanted.items():
        if code in known:
            continue
        advance, _ = widths[known[base]]
        name, width = f"uni{code:04X}", wide if scale == 1.0 else round(advance * scale)
        pen = TTGlyphPen(glyphs)
        pen.addComponent(known[base], (scale, 0, 0, scale, (width - advance * scale) / 2, 0))
        glyphs[name] = pen.glyph()
        glyphs[name].recalcBounds(glyphs)
        widths[name] = (width, glyphs[name].xMin)
        made[code] = name
    font.setGlyphOrder(list(dict.fromkeys([*font.getGlyphOrder(), *made.values()])))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(made)


def make_inter(source: Path) -> None:
    """Inter 400, 500, 600 at optical size 14."""
    for style, weight in (("Regular", 400), ("Medium", 500), ("SemiBold", 600)):
        font = instancer.instantiateVariableFont(TTFont(source), {"opsz": 14, "wght": weight}, inplace=True)
        for table in ("STAT", "MVAR", "HVAR", "avar"):
            if table in font:
                del font[table]
        add_disguises(font)
        heighten(font, INTER_TALLER)
        rename(font, "BKD Inter", style, weight)
        cut(font, LATIN, FEATURES).save(TARGET / f"BKDInter-{style}.ttf")


def make_tulis(folder: Path) -> None:
    """BKD Tulis regular, bold, italic."""
    faces = (("Regular", "400-normal", 400), ("Bold", "700-normal", 700), ("Italic", "400-italic", 400))
    for style, part, weight in faces:
        font = TTFont(folder / f"ia-writer-quattro-latin-{part}.woff")
        font.flavor = None
        heighten(font, TULIS_TALLER)
        rename(font, "BKD Tulis", style, weight, bold=style == "Bold", italic=style == "Italic")
        cut(font, LATIN, ["*"]).save(TARGET / f"BKDTulis-{style}.ttf")


def make_part(source: Path, family: str, characters: list[int]) -> None:
    """A fallback font of these characters only."""
    font = TTFont(source)
    font.flavor = None
    for table in ("MATH", "GSUB", "GPOS", "GDEF"):
        if table in font:
            del font[table]
    rename(font, family, "Regular", 400)
    level(font)
    cut(font, characters, []).save(TARGET / f"{family.replace(' ', '')}-Regular.ttf")


def main(arguments: list[str]) -> int:
    """Make all fonts; 2 when the five sources are not named."""
    if len(arguments) != 5:
        sys.stderr.write(__doc__ or "")
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    make_inter(Path(arguments[0]))
    make_tulis(Path(arguments[1]))
    make_part(Path(arguments[2]), "BKD Samaran", DISGUISED)
    make_part(Path(arguments[3]), "BKD Lingkar", CIRCLED)
    make_part(Path(arguments[4]), "BKD Emoji", EMOJI)
    for path in sorted(TARGET.glob("*.ttf")):
        sys.stdout.write(f"{path.name} {path.stat().st_size}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
