"""`bkddesk tour DIR [--site URL --user NAME --password-stdin]`."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from bkddesk.paths import Paths


def main(argv: Sequence[str]) -> int:
    """Walk the tour; 0 when the site agrees with what was done, 1 when not, 2 for wrong usage."""
    arguments = _arguments(argv)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to run as root in its sandbox; the preview shows only what the tour itself wrote.
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    password = sys.stdin.readline().strip() if arguments.password_stdin else ""
    arguments.directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bkddesk-tour-", ignore_cleanup_errors=True) as folder:
        profile = Paths.below(arguments.profile or Path(folder) / "profile")
        return _walk(arguments, profile, Path(folder), password)


def _arguments(argv: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="bkddesk tour", description=__doc__)
    parser.add_argument("--profile", type=Path, metavar="DIR", help="instead of an empty one that is thrown away")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    parser.add_argument("--language", choices=("id", "en"), default="id")
    parser.add_argument("command", choices=("tour",))
    parser.add_argument("directory", type=Path, metavar="DIR", help="for the pictures and the report")
    parser.add_argument(
        "--site",
        default="",
        metavar="URL",
        help="instead of the practice site; its comments are decided and an article published",
    )
    parser.add_argument("--user", default="")
    parser.add_argument("--password-stdin", action="store_true")
    arguments = parser.parse_args(argv)
    if arguments.site and not (arguments.user and arguments.password_stdin):
        parser.error("--site needs --user and --password-stdin")
    return arguments


def _walk(arguments: Namespace, profile: Paths, folder: Path, password: str) -> int:
    from bkddesk.tour.walk import Access, walk

    def say(text: str) -> None:
        if not arguments.quiet:
            print(text, file=sys.stderr)

    if arguments.site:
        access = Access(arguments.site, arguments.user, password)
        return walk(access, profile, arguments.directory, language=arguments.language, say=say)
    from bkddesk.demo.site import DemoSite

    site = DemoSite(folder / "site")
    access = Access(site.start(), *site.users["administrator"])
    try:
        return walk(
            access, profile, arguments.directory, language=arguments.language, say=say, network=site.set_network
        )
    finally:
        site.stop()
