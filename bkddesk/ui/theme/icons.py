"""Icons by name and role: our own SVG files, drawn in the role's colour at the screen's pixel ratio, cached.

QtSvg is imported when the first icon is drawn, not before. An icon looks its colour up when it is painted, so that
a change of palette or text size needs no new icon.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from bkddesk.paths import resources_dir
from bkddesk.ui.theme import core
from bkddesk.ui.theme.sizes import Size
from bkddesk.ui.theme.tokens import Role

BANDS: dict[str, tuple[str, Role]] = {
    "spam": ("band-spam", "danger"),
    "unsure": ("band-unsure", "wait"),
    "fine": ("band-fine", "ok"),
}
"""Band of triage -> icon and role: triangle, half diamond, ring with a tick. The shape tells them apart."""

_pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
_clones: list[QIconEngine] = []
_STROKE = b'stroke-width="1.5"'
_STROKE_SMALL = b'stroke-width="1.75"'


def icon_names() -> list[str]:
    """All names that `icon` and `pixmap` know, in alphabetical order."""
    return sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))


@cache
def _source(name: str) -> bytes:
    return (resources_dir() / "icons" / f"{name}.svg").read_bytes()


def pixmap(name: str, role: Role = "text", size: int = Size.ICON, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture; `size` in pixels at 100 %, `ratio` the device's pixel ratio.

    Raises FileNotFoundError for a name without a file.
    """
    return _render(name, core.colour(role).name(), core.px(size), ratio)


def _render(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    key = (name, colour, side, ratio)
    found = _pixmaps.get(key)
    if found is None:
        found = _pixmaps[key] = _draw(name, colour, side, ratio)
    return found


def _draw(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    data = _source(name).replace(b"currentColor", colour.encode("ascii"))
    if side <= core.px(Size.ICON_SMALL):
        data = data.replace(_STROKE, _STROKE_SMALL)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(data)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


class _Engine(QIconEngine):
    """Paints the icon of a name in the colour that its role has now; disabled icons in text3."""

    def __init__(self, name: str, role: Role) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        side = min(rect.width(), rect.height())
        picture = self._picture(side, painter.device().devicePixelRatioF(), mode)
        painter.drawPixmap(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:  # noqa: ARG002
        return self._picture(min(size.width(), size.height()), 1.0, mode)

    def scaledPixmap(  # noqa: N802
        self,
        size: QSize,
        mode: QIcon.Mode,
        state: QIcon.State,  # noqa: ARG002
        scale: float,
    ) -> QPixmap:
        return self._picture(round(min(size.width(), size.height()) / scale), scale, mode)

    def clone(self) -> QIconEngine:
        # Qt takes a clone over, Python would drop it on return: keep it.
        copy = _Engine(self._name, self._role)
        _clones.append(copy)
        return copy

    def _picture(self, side: int, ratio: float, mode: QIcon.Mode) -> QPixmap:
        role: Role = "text3" if mode == QIcon.Mode.Disabled else self._role
        return _render(self._name, core.colour(role).name(), side, ratio)


@cache
def icon(name: str, role: Role = "text") -> QIcon:
    """The icon for actions, tabs and fields. Follows the theme by itself."""
    return QIcon(_Engine(name, role))


def app_icon() -> QIcon:
    """The application's own icon."""
    return QIcon(str(resources_dir() / "bkddesk.svg"))
