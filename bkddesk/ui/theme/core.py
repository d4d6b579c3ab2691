"""The theme in use: which palette, which text size; colours, lengths and fonts by role.

Knows the tokens and Qt; knows no screen. One theme at a time, as an application has one palette and one font.
"""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from bkddesk.paths import resources_dir
from bkddesk.ui.theme.sizes import FONTS, TEXT_SIZES
from bkddesk.ui.theme.tokens import PALETTES, VEIL, PaletteName, Role

PaletteChoice = Literal["light", "dark", "system"]

_COLOUR_EMOJI = ("Noto Color Emoji", "Segoe UI Emoji", "Apple Color Emoji")
FALLBACKS = ("BKD Samaran", "BKD Lingkar", *_COLOUR_EMOJI, "BKD Emoji")
"""Disguised letters, circled letters, emoji: in colour where the system has them, in one colour where not."""
UI_FAMILIES = ("BKD Inter", "Noto Sans", *FALLBACKS)
WRITING_FAMILIES = ("BKD Tulis", "BKD Inter", *FALLBACKS)
MONO_FAMILIES = ("DejaVu Sans Mono", "Noto Sans Mono", "monospace", *FALLBACKS)
START_FONTS = (
    "BKDInter-Regular.ttf",
    "BKDInter-Medium.ttf",
    "BKDInter-SemiBold.ttf",
    "BKDSamaran-Regular.ttf",
    "BKDLingkar-Regular.ttf",
    "BKDEmoji-Regular.ttf",
)
WRITING_FONTS = ("BKDTulis-Regular.ttf", "BKDTulis-Bold.ttf", "BKDTulis-Italic.ttf")
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold, 700: QFont.Weight.Bold}

_loaded_fonts: set[str] = set()


class Theme(QObject):
    """A palette and a text size. `changed` fires after either changed and everything was dressed again."""

    changed = Signal()

    def __init__(self, palette: PaletteChoice = "light", text_size: int = 100) -> None:
        """`text_size` in per cent, one of `TEXT_SIZES`; the nearest of them is taken."""
        super().__init__()
        self.choice: PaletteChoice = palette
        self.follows_system = False
        self.motion = True
        """Whether sheets may fade in; the person's setting."""
        self.text_size = nearest_text_size(text_size)
        self.colours: dict[Role, QColor] = {}
        self.fonts: dict[str, QFont] = {}
        self.renew()

    @property
    def palette_name(self) -> PaletteName:
        """The palette that is really shown: "system" resolved."""
        if self.choice != "system":
            return self.choice
        hints = QGuiApplication.styleHints() if QGuiApplication.instance() is not None else None
        return "dark" if hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is shown."""
        return self.palette_name == "dark"

    def renew(self) -> None:
        """Work out colours and fonts again from choice and text size."""
        self.colours = {role: QColor(value) for role, value in PALETTES[self.palette_name].items()}
        self.fonts = {}

    def px(self, length: float) -> int:
        """A length at 100 % in pixels of the text size; what is there at all stays at least one pixel."""
        return math.floor(length * self.text_size / 100 + 0.5) or (1 if length > 0 else 0)

    def font(self, role: str) -> QFont:
        """The font of a role (`sizes.FONTS`); shared: copy it before changing it."""
        font = self.fonts.get(role)
        if font is None:
            font = self.fonts[role] = self._make_font(role)
        return font

    def _make_font(self, role: str) -> QFont:
        style = FONTS[role]
        families: tuple[str, ...] = UI_FAMILIES
        if role == "mono":
            families = MONO_FAMILIES
        elif role.startswith("writing"):
            families = WRITING_FAMILIES
            load_fonts(WRITING_FONTS)
        font = QFont(list(families))
        font.setPixelSize(self.px(style.pixels))
        font.setWeight(_WEIGHTS[style.weight])
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        if families is UI_FAMILIES:
            # Figures of one width: counts and times stand under each other.
            font.setFeature(QFont.Tag("tnum"), 1)
            font.setFeature(QFont.Tag("cv05"), 1)
        return font

    def qt_palette(self) -> QPalette:
        """The QPalette made of the roles."""
        colours = self.colours
        palette = QPalette()
        roles: tuple[tuple[QPalette.ColorRole, Role], ...] = (
            (QPalette.ColorRole.Window, "window"),
            (QPalette.ColorRole.WindowText, "text"),
            (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.AlternateBase, "sunken"),
            (QPalette.ColorRole.Text, "text"),
            (QPalette.ColorRole.PlaceholderText, "text3"),
            (QPalette.ColorRole.Button, "window"),
            (QPalette.ColorRole.ButtonText, "text"),
            (QPalette.ColorRole.BrightText, "on-accent"),
            (QPalette.ColorRole.ToolTipBase, "surface"),
            (QPalette.ColorRole.ToolTipText, "text"),
            (QPalette.ColorRole.Highlight, "select"),
            (QPalette.ColorRole.HighlightedText, "text"),
            (QPalette.ColorRole.Link, "accent"),
            (QPalette.ColorRole.LinkVisited, "accent"),
            (QPalette.ColorRole.Accent, "accent"),
            (QPalette.ColorRole.Light, "surface"),
            (QPalette.ColorRole.Midlight, "hover"),
            (QPalette.ColorRole.Mid, "line"),
            (QPalette.ColorRole.Dark, "outline"),
            (QPalette.ColorRole.Shadow, "outline"),
        )
        for target, role in roles:
            palette.setColor(target, colours[role])
        palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, colours["select-idle"])
        for target in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, colours["text3"])
        return palette


def nearest_text_size(per_cent: int) -> int:
    """The text size that is offered and lies nearest to the wish."""
    return min(TEXT_SIZES, key=lambda size: abs(size - per_cent))


def load_fonts(names: tuple[str, ...]) -> None:
    """Give Qt the bundled font files, each once; a missing file leaves the fallback fonts to stand in."""
    for name in names:
        if name not in _loaded_fonts:
            _loaded_fonts.add(name)
            path = resources_dir() / "fonts" / name
            if path.is_file():
                QFontDatabase.addApplicationFont(str(path))


_current = Theme()


def current() -> Theme:
    """The theme in use."""
    return _current


def colour(role: Role) -> QColor:
    """The colour of a role; shared: copy it before changing it."""
    return _current.colours[role]


def px(length: float) -> int:
    """Pixels of a length that is given at 100 %."""
    return _current.px(length)


def font(role: str) -> QFont:
    """The font of a role of `sizes.FONTS`; shared: copy it before changing it."""
    return _current.font(role)


def line_height(role: str) -> int:
    """The line height of a role, in pixels."""
    return _current.px(FONTS[role].line)


def veil_colour() -> QColor:
    """The half-transparent black that lies under sheets."""
    return QColor(*VEIL)


def start(app: QApplication, palette: PaletteChoice = "system", text_size: int = 100) -> Theme:
    """Dress the application: style, palette, font, stylesheet. Call once, before the first widget."""
    from bkddesk.ui.theme.style import BkdStyle
    from bkddesk.ui.theme.stylesheet import stylesheet

    load_fonts(START_FONTS)
    theme = _current
    theme.choice, theme.text_size = palette, nearest_text_size(text_size)
    theme.renew()
    style = BkdStyle()
    app.setStyle(style)
    app.setPalette(theme.qt_palette())
    app.setFont(theme.font("body"))
    app.setStyleSheet(stylesheet(theme))
    if not theme.follows_system:
        app.styleHints().colorSchemeChanged.connect(_follow_system)
        theme.follows_system = True
    return theme


def change(palette: PaletteChoice | None = None, text_size: int | None = None) -> None:
    """Change palette or text size while the window is open: everything is dressed again, then `changed` fires."""
    from bkddesk.ui.theme.dress import dress_all
    from bkddesk.ui.theme.stylesheet import stylesheet

    theme = _current
    theme.choice = palette or theme.choice
    theme.text_size = nearest_text_size(text_size) if text_size else theme.text_size
    theme.renew()
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setPalette(theme.qt_palette())
        app.setFont(theme.font("body"))
        app.setStyleSheet(stylesheet(theme))
        dress_all(app)
    theme.changed.emit()


def _follow_system() -> None:
    """The desktop went dark or light."""
    if _current.choice == "system":
        change()
