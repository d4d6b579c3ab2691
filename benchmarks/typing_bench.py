"""How long a key takes: from a real key event (XTest) to changed pixels, beside a bare QPlainTextEdit in the same run.

    python benchmarks/typing [--words 3000] [--keys 60] [--rounds 2]

Needs an X display (Xvfb will do). Rounds alternate between the two, so that a busy minute of the machine hits both.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from xkeys import Area, Display

HERE = Path(__file__).resolve().parent


class Window:
    """A window in a process of its own."""

    def __init__(self, kind: str, words: int) -> None:
        environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(HERE.parent)}
        if os.geteuid() == 0:
            environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        command = [sys.executable, str(HERE / "typing_window.py"), kind, str(words)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
        )
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline())
        self.glyph = Area(*told["glyph"])
        self.preview = Area(*told["preview"]) if "preview" in told else None

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)


def type_into(display: Display, window: Window, keys: int, glyphs: list[float], previews: list[float]) -> None:
    """Type pairs of a letter and a backspace, so that the caret stays where it is; one sample a letter."""
    for _ in range(keys):
        for area, rest, samples in ((window.glyph, 0.0, glyphs), (window.preview, 0.0005, previews)):
            if area is None:
                continue
            before = display.wait_until_still(area)
            samples.append(display.wait_for_change(area, before, display.press("x"), rest=rest))
            display.wait_until_still(area)
            display.press("BackSpace")
            display.wait_until_still(area)


def summary(name: str, samples: list[float]) -> tuple[float, float]:
    """Print median and p95; both, in milliseconds."""
    ordered = sorted(samples)
    median, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    sys.stdout.write(
        f"{name:34} median {median:6.2f} ms   p95 {p95:6.2f}   max {ordered[-1]:6.2f}   ({len(ordered)} keys)\n"
    )
    return median, p95


def main() -> None:
    """Measure, print, and say whether the aims are met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--words", type=int, default=3000)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    display = Display()
    bare: list[float] = []
    own: list[float] = []
    preview: list[float] = []
    for _ in range(options.rounds):
        for kind, glyphs in (("bare", bare), ("editor", own)):
            window = Window(kind, options.words)
            try:
                type_into(display, window, 5, [], [])
                type_into(display, window, options.keys, glyphs, preview)
            finally:
                window.close()
    sys.stdout.write(f"{options.words} words\n")
    _, bare_p95 = summary("bare QPlainTextEdit, own glyph", bare)
    _, own_p95 = summary("bkddesk, own glyph", own)
    sys.stdout.write(f"{'ratio of p95':34} {own_p95 / bare_p95:6.2f}   (aim: at most 2.5)\n")
    if preview:
        summary("bkddesk, preview", preview)
        sys.stdout.write(f"{'':34} (aim: p95 at most 50 ms)\n")


if __name__ == "__main__":
    main()
