"""kill -9 while typing: at most the last second is lost, and the database is whole.

What was typed when is the child's own word: it writes a line after each letter. The moment of the kill is counted in
letters, so the parent sleeps never.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from bkddesk.paths import Paths
from bkddesk.store import sites
from bkddesk.workspace import Workspace
from tests.builders import a_site
from tests.kill.test_kill_while_syncing import _whole
from tests.kill.typing import TEXT

ROUNDS = 20
LETTERS = (130, 280)
"""At least so many that some are older than what may be lost."""
ALLOWED_NS = 1_000_000_000


def test_killed_while_typing(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    paths = Paths.below(tmp_path)
    sites.store(sites.open_sites(paths.sites_database), a_site())
    workspace = Workspace(paths)
    number = workspace.sites()[0].id
    saving = _time_of_a_save(workspace, number)
    held = 0
    for _ in range(ROUNDS):
        desk = workspace.open_desk(number)
        draft = desk.new_draft().id
        desk.close()
        typed, killed_at = _type_until_killed(tmp_path, draft, chance.randint(*LETTERS))
        assert _whole(tmp_path)
        desk = workspace.open_desk(number)
        stored = desk.draft(draft).markdown
        desk.close()
        assert (TEXT * 8).startswith(stored)
        sure = max((length for length, moment in typed if moment <= killed_at - ALLOWED_NS - saving), default=0)
        assert len(stored) >= sure
        held += sure > 0
    workspace.close()
    assert held >= ROUNDS // 2


def _time_of_a_save(workspace: Workspace, site: int) -> int:
    """Nanoseconds: the slowest of twenty saves of such a text on this machine, now."""
    desk = workspace.open_desk(site)
    draft = desk.new_draft()
    slowest = 0
    for length in range(20, 420, 20):
        begun = time.monotonic_ns()
        draft = desk.save_draft(replace(draft, markdown=(TEXT * 8)[:length]))
        slowest = max(slowest, time.monotonic_ns() - begun)
    desk.discard_draft(draft.id)
    desk.close()
    return slowest


def _type_until_killed(profile: Path, draft: int, letters: int) -> tuple[list[tuple[int, int]], int]:
    """What was typed when, and when the process was killed: after that many letters."""
    errors = profile / "errors.txt"
    with errors.open("w") as standard_error:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.typing", str(profile), str(draft)],
            stdout=subprocess.PIPE, stderr=standard_error, text=True,
        )  # fmt: skip
    assert child.stdout is not None
    typed: list[tuple[int, int]] = []
    while len(typed) < letters:
        line = child.stdout.readline()
        assert line, f"the process ended by itself: {errors.read_text()}"
        length, moment = line.split()
        typed.append((int(length), int(moment)))
    child.kill()
    killed_at = time.monotonic_ns()
    rest = child.stdout.read().split("\n")
    child.wait()
    child.stdout.close()
    typed += [(int(a), int(b)) for a, b in (line.split() for line in rest if len(line.split()) == 2)]
    return typed, killed_at
