"""Starts bkddesk from a checkout, making it ready first where needed. All else is ``bkddesk.app``'s."""

import os
import sys

import bootstrap

_OPTIONS_WITH_VALUE = ("--profile", "--site", "--language")


def main(arguments: list[str]) -> int:
    """Answer the exit code of bkddesk, or 2 where it cannot start here."""
    if _wants_window(arguments) and not _has_display():
        sys.stderr.write(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); "
            "`python3 main.py tour DIR` shows bkddesk at work in pictures without one.\n"
        )
        return 2
    if os.path.realpath(sys.prefix) != os.path.realpath(bootstrap.ENVIRONMENT):
        try:
            bootstrap.make_ready(bootstrap.APPLICATION)
        except bootstrap.SetUpError as error:
            sys.stderr.write(f"{error}\n")
            return 2
        return _go_on_inside(arguments)
    from bkddesk.app import main as run

    return run(arguments)


def _go_on_inside(arguments: list[str]) -> int:
    command = [bootstrap.PYTHON, os.path.join(bootstrap.ROOT, "main.py"), *arguments]
    if os.name != "nt":  # there, exec would detach the new process from the terminal
        os.execv(command[0], command)
    import subprocess

    return subprocess.run(command, check=False).returncode


def _wants_window(arguments: list[str]) -> bool:
    """Whether no command follows the options, as `bkddesk.app` sees it; that cannot be asked before set-up."""
    words = iter(arguments)
    for word in words:
        if word in ("-h", "--help", "--version"):
            return False
        if word in _OPTIONS_WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word.startswith("bkddesk:")  # an address handed over by the browser
    return True


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
