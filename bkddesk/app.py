"""The composition root: reads the command line, builds everything, wires it. Headless commands never load Qt."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from bkddesk import __version__
from bkddesk.paths import Paths


def main(argv: Sequence[str] | None = None, *, on_first_paint: Callable[[], None] | None = None) -> int:
    """Run bkddesk; the exit code. `on_first_paint` is called when the window has painted itself (for measuring)."""
    words = list(sys.argv[1:] if argv is None else argv)
    command = _command(words)
    if command == "tour":
        from bkddesk.tour import main as tour

        return tour(words)
    if command:
        from bkddesk.cli import main as headless
        from bkddesk.language import use_language

        use_language("en")
        return headless(words)
    return _run_window(_window_arguments(words), on_first_paint)


def _command(words: Sequence[str]) -> str:
    """The first word that is not an option or an option's value, if it is not a `bkddesk://` address or a file."""
    rest = iter(words)
    for word in rest:
        if word in ("--profile", "--site", "--language"):
            next(rest, None)
        elif not word.startswith("-"):
            return "" if word.startswith("bkddesk:") else word
    return ""


def _window_arguments(words: Sequence[str]) -> Namespace:
    parser = ArgumentParser(
        prog="bkddesk",
        description="Write, moderate and publish on a WordPress news site, with or without the network.",
        epilog="Headless: bkddesk site|sync|comments|draft|articles|outbox|convert|preview|tour --help",
    )
    parser.add_argument("--version", action="version", version=f"bkddesk {__version__}")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="keep all data, cache and logs below DIR")
    parser.add_argument("--demo", action="store_true", help="open the embedded practice site")
    parser.add_argument("--language", choices=("id", "en"), help="this time only")
    parser.add_argument("--quiet", action="store_true", help="for headless commands: no progress on stderr")
    parser.add_argument("callback", nargs="?", default="", metavar="bkddesk://…", help="an answer of the browser")
    return parser.parse_args(words)


def _run_window(arguments: Namespace, on_first_paint: Callable[[], None] | None) -> int:
    base = Paths.below(arguments.profile) if arguments.profile else Paths.default()
    paths = Paths.below(base.data / "practice") if arguments.demo else base
    try:
        paths.ensure()
    except OSError as error:
        from bkddesk.ui.no_folder import say_no_folder

        return say_no_folder(error, arguments.language)
    if arguments.callback:
        from bkddesk.ui.callback import hand_over

        if hand_over(arguments.callback, paths.data):
            return 0
    # Start-up makes many objects and lets go of none: a search for garbage finds nothing, and takes a tenth of it.
    gc.disable()
    # Before Qt: PySide reads the source of each module that is imported after it, in search of its own name.
    import bkddesk.explain
    import bkddesk.workspace  # noqa: F401
    from bkddesk.ui.application import Application

    practice = None
    if arguments.demo:
        from bkddesk.practice import PracticeSite

        practice = PracticeSite(paths)
    application = Application(
        paths,
        practice=practice,
        open_practice=lambda: _start_practice(arguments.profile),
        language=arguments.language,
    )
    return application.run(lambda: _after_first_paint(paths, on_first_paint))


def _after_first_paint(paths: Paths, on_first_paint: Callable[[], None] | None) -> None:
    if on_first_paint is not None:
        on_first_paint()
    from bkddesk.log import start_logging

    start_logging(paths.logs)  # a tenth of the start, and nothing worth a line has happened before
    # What is there now stays: later searches for garbage need not look through it, and stall the window less.
    gc.freeze()


def _start_practice(profile: Path | None) -> None:
    """Another bkddesk, on the practice site: two sites' worlds never mix."""
    import subprocess

    options = ["--profile", str(profile.resolve())] if profile else []
    # From its own folder: in a checkout that nobody installed, Python would not find the package from elsewhere.
    subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", "bkddesk", *options, "--demo"], cwd=Path(__file__).parents[1], start_new_session=True
    )
