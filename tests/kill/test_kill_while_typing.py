"""kill -9 while typing: at most the last second is lost, and the database is whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from bkddesk.paths import Paths
from bkddesk.store import sites
from bkddesk.workspace import Workspace
from tests.builders import a_site
from tests.kill.test_kill_while_syncing import _whole
from tests.kill.typing import TEXT

ROUNDS = 20
ALLOWED_NS = 1_000_000_000
SAVE_NS = 250_000_000
"""The save itself takes a moment too, on a machine that does other things besides."""


def test_killed_while_typing(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    paths = Paths.below(tmp_path)
    sites.store(sites.open_sites(paths.sites_database), a_site())
    workspace = Workspace(paths)
    number = workspace.sites()[0].id
    for _ in range(ROUNDS):
        desk = workspace.open_desk(number)
        draft = desk.new_draft().id
        desk.close()
        typed, killed_at = _type_until_killed(tmp_path, draft, chance.randint(30, 260))
        assert _whole(tmp_path)
        desk = workspace.open_desk(number)
        stored = desk.draft(draft).markdown
        desk.close()
        assert (TEXT * 8).startswith(stored)
        sure = [length for length, moment in typed if moment <= killed_at - ALLOWED_NS - SAVE_NS]
        assert len(stored) >= max(sure, default=0)


def _type_until_killed(profile: Path, draft: int, letters: int) -> tuple[list[tuple[int, int]], int]:
    """What was typed when, and when the process was killed: after that many letters."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.kill.typing", str(profile), str(draft)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    typed: list[tuple[int, int]] = []
    while len(typed) < letters:
        line = child.stdout.readline()
        assert line, "the process ended by itself"
        length, moment = line.split()
        typed.append((int(length), int(moment)))
    child.kill()
    killed_at = time.monotonic_ns()
    rest = child.stdout.read().split("\n")
    child.wait()
    child.stdout.close()
    typed += [(int(a), int(b)) for a, b in (line.split() for line in rest if len(line.split()) == 2)]
    return typed, killed_at
