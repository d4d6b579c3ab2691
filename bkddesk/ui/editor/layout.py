"""Which panes of the editor show at which effective width (pixels divided by text size). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bkddesk.ui.theme.sizes import Size


@dataclass(frozen=True, slots=True)
class Shown:
    """`preview_width` at 100 %, 0: half of what there is."""

    text: bool = True
    preview: bool = False
    panel: bool = False
    preview_width: int = 0


def choose(width: int, *, preview: bool, panel: bool, focus_mode: bool) -> Shown:
    """What shows. `preview` is whether the person wants it, `panel` whether they asked for it where it is hidden."""
    if focus_mode:
        return Shown()
    if width >= Size.WIDE:
        return Shown(preview=preview, panel=True, preview_width=Size.PREVIEW)
    if width >= Size.NARROW:
        # The panel takes the preview's place: there is no room for three.
        wide = width >= Size.MEDIUM
        return Shown(preview=preview and not panel, panel=panel, preview_width=Size.PREVIEW if wide else 0)
    if panel:
        return Shown(text=False, panel=True)
    return Shown(text=not preview, preview=preview)
