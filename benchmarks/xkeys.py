"""A real key into a real X server, and a look at its pixels: XTest and XGetImage through ctypes, no Python packages."""

from __future__ import annotations

import ctypes
import ctypes.util
import time
from dataclasses import dataclass

ALL_PLANES = 0xFFFFFFFF
Z_PIXMAP = 2


class _XImage(ctypes.Structure):
    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    )


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the screen, pixels."""

    x: int
    y: int
    width: int
    height: int


class Display:
    """One connection to the X server that DISPLAY names."""

    def __init__(self) -> None:
        self._x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._xtst = ctypes.CDLL(ctypes.util.find_library("Xtst") or "libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XGetImage.restype = ctypes.POINTER(_XImage)
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        opened = self._x11.XOpenDisplay(None)
        if not opened:
            raise SystemExit("no X display")
        self._display = ctypes.c_void_p(opened)
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))

    def press(self, key: str) -> float:
        """Press and release a key by its X name; when it was handed over (`time.perf_counter`)."""
        symbol = ctypes.c_ulong(self._x11.XStringToKeysym(key.encode()))
        code = self._x11.XKeysymToKeycode(self._display, symbol)
        began = time.perf_counter()
        self._xtst.XTestFakeKeyEvent(self._display, code, 1, 0)
        self._xtst.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x11.XFlush(self._display)
        return began

    def pixels(self, area: Area) -> bytes:
        """What the screen shows there."""
        image = self._x11.XGetImage(
            self._display,
            self._root,
            area.x,
            area.y,
            area.width,
            area.height,
            ctypes.c_ulong(ALL_PLANES),
            Z_PIXMAP,
        )
        found = image.contents
        copied = ctypes.string_at(found.data, found.bytes_per_line * found.height)
        self._x11.XDestroyImage(image)
        return copied

    def wait_for_change(self, area: Area, before: bytes, began: float, *, rest: float, limit: float = 2.0) -> float:
        """Milliseconds from `began` until the area looks different; looks again every `rest` seconds."""
        while time.perf_counter() - began < limit:
            if self.pixels(area) != before:
                return (time.perf_counter() - began) * 1000
            time.sleep(rest)
        raise TimeoutError(f"nothing changed in {area}")

    def wait_until_still(self, area: Area, *, still: float = 0.06, limit: float = 3.0) -> bytes:
        """Wait until the area has not changed for `still` seconds; what it shows then."""
        began = changed = time.perf_counter()
        last = self.pixels(area)
        while time.perf_counter() - changed < still and time.perf_counter() - began < limit:
            time.sleep(0.01)
            now = self.pixels(area)
            if now != last:
                last, changed = now, time.perf_counter()
        return last
