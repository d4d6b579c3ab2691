"""What every command works with: the profile, the chosen site, standard output and error, and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TextIO

from bkddesk.desk import Desk
from bkddesk.explain import explain
from bkddesk.language import tr
from bkddesk.model.errors import (
    DeskError,
    KeyringUnavailableError,
    NetworkTroubleError,
    SignInNeededError,
    UnauthorizedError,
)
from bkddesk.model.outbox import Progress
from bkddesk.model.site import Site
from bkddesk.workspace import Workspace


class Exit(IntEnum):
    """What the process answers."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    SIGN_IN_NEEDED = 3
    NO_NETWORK = 4


class UsageError(Exception):
    """The command cannot be carried out as it was written; the text says why."""


@dataclass
class Session:
    """One run of the command line."""

    workspace: Workspace
    site_wanted: str = ""
    quiet: bool = False
    stdin: TextIO = field(default_factory=lambda: sys.stdin)
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)

    def site(self) -> Site:
        """The site that `--site` names (number or address), or the current one."""
        sites = self.workspace.sites()
        if not sites:
            raise SignInNeededError(tr("no site in this profile: add one with `bkddesk site add URL`"))
        if not self.site_wanted:
            return sites[0]
        for site in sites:
            if self.site_wanted in (str(site.id), site.url, site.url.split("://", 1)[-1]):
                return site
        raise UsageError(tr("no such site: {site}", site=self.site_wanted))

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The Desk of the chosen site."""
        desk = self.workspace.open_desk(self.site().id)
        for notice in self.workspace.notices:
            self.say(str(explain(notice)))
        try:
            yield desk
        finally:
            desk.close()

    def say(self, text: str) -> None:
        """A sentence for a person, on standard error; nothing with `--quiet`."""
        if not self.quiet:
            print(text, file=self.stderr)

    def data(self, text: str) -> None:
        """A line of data, on standard output."""
        print(text, file=self.stdout)

    def data_json(self, values: dict[str, object]) -> None:
        """A line of data as JSON."""
        self.data(json.dumps(values, ensure_ascii=False))

    def progress(self) -> Callable[[Progress], None]:
        """Shows a sync's steps, each on a line of its own, at most once for every tenth of it."""
        last: list[tuple[str, int]] = []

        def show(progress: Progress) -> None:
            tenth = progress.done * 10 // progress.total if progress.total else 0
            if progress.total and (progress.step, tenth) not in last:
                last[:] = [(progress.step, tenth)]
                self.say(f"{progress.step} {progress.done}/{progress.total}")

        return show

    def read_text(self, name: str) -> str:
        """The text of a file, or of standard input for `-`."""
        if name == "-":
            return self.stdin.read()
        try:
            with open(name, encoding="utf-8") as file:  # noqa: PTH123 - a name from the command line
                return file.read()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{name}: {error}") from error

    def read_secret(self) -> str:
        """A password from standard input, which must not be empty."""
        secret = self.stdin.readline().strip()
        if not secret:
            raise UsageError(tr("no password on standard input"))
        return secret


def exit_for(error: DeskError) -> Exit:
    """The exit code that an error means."""
    if isinstance(error, (UnauthorizedError, SignInNeededError, KeyringUnavailableError)):
        return Exit.SIGN_IN_NEEDED
    if isinstance(error, NetworkTroubleError):
        return Exit.NO_NETWORK
    return Exit.SOME_FAILED
