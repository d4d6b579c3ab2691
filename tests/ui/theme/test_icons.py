"""Every icon draws something, in the colour of its role, in both palettes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QPushButton

from bkddesk.ui import theme
from bkddesk.ui.theme import Size

# fmt: off
NEEDED = [
    "queue", "article", "drafts", "outbox", "report", "media", "settings", "help", "check", "spam", "trash",
    "hold", "restore", "undo", "reply", "edit", "mask", "brand", "group", "link", "user", "note", "bold",
    "italic", "heading", "list", "quote", "table", "image", "code", "shortcode", "lock", "eye", "focus",
    "history", "tag", "calendar", "clock", "online", "offline", "sync", "key", "globe", "okc", "warn", "error",
    "conflict", "send", "pause", "search", "filter", "sort", "plus", "close", "more", "up", "down", "right",
    "jump", "copy", "download", "print", "phone", "tablet", "desktop",
]
# fmt: on


def inked(picture: QPixmap) -> list[QColor]:
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return [colour for x, y in points if (colour := image.pixelColor(x, y)).alpha() > 140]


def test_every_icon_of_the_design_is_there() -> None:
    assert set(NEEDED) <= set(theme.icon_names())


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("name", theme.icon_names())
def test_icon_is_drawn_in_the_colour_of_its_role(name: str, palette: theme.PaletteChoice) -> None:
    theme.change(palette)
    ink = inked(theme.pixmap(name, "danger", Size.ICON_EMPTY if name.startswith("empty") else Size.ICON))
    assert ink
    wanted = theme.colour("danger")
    assert all(abs(a - b) <= 3 for dot in ink for a, b in zip(dot.getRgb()[:3], wanted.getRgb()[:3], strict=True))


def test_no_icon_is_drawn_twice_alike() -> None:
    pictures = {name: theme.pixmap(name).toImage() for name in theme.icon_names()}
    images = list(pictures.items())
    alike = [(one, other) for at, (one, a) in enumerate(images) for other, b in images[at + 1 :] if a == b]
    assert alike == []


def test_bands_differ_by_shape() -> None:
    shapes = [theme.pixmap(name, "text", Size.ICON_SMALL).toImage() for name, _ in theme.BANDS.values()]
    assert shapes[0] != shapes[1] != shapes[2] != shapes[0]


def test_pixmap_grows_with_text_and_screen() -> None:
    assert theme.pixmap("check").width() == 20
    assert theme.pixmap("check", ratio=2.0).width() == 40
    theme.change(text_size=150)
    assert theme.pixmap("check").width() == 30


def test_pixmap_is_drawn_once() -> None:
    assert theme.pixmap("spam", "ok").cacheKey() == theme.pixmap("spam", "ok").cacheKey()


def test_icon_follows_the_palette() -> None:
    icon = theme.icon("check", "accent")
    before = inked(icon.pixmap(20, 20))[0].name()
    theme.change("dark")
    after = inked(icon.pixmap(20, 20))[0].name()
    assert before != after


def test_disabled_icon_wears_text3() -> None:
    ink = inked(theme.icon("check").pixmap(20, 20, QIcon.Mode.Disabled))
    wanted = theme.colour("text3")
    assert all(abs(a - b) <= 3 for dot in ink for a, b in zip(dot.getRgb()[:3], wanted.getRgb()[:3], strict=True))


def test_icon_survives_being_copied_and_changed() -> None:
    copy = QIcon(theme.icon("trash"))
    copy.addPixmap(QPixmap(16, 16))
    button = QPushButton("x")
    button.setIcon(copy)
    assert not button.grab().isNull()


def test_unknown_name_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon")


def test_application_icon_has_pixels() -> None:
    assert inked(theme.app_icon().pixmap(64, 64))
