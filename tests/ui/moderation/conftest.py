"""Fixtures of the moderation screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bkddesk.desk import Desk
from tests.builders import TurningClock
from tests.ui.moderation.helpers import NOW, Asked, queue_desk


@pytest.fixture
def clock() -> TurningClock:
    return TurningClock(NOW)


@pytest.fixture
def desk(tmp_path: Path, clock: TurningClock) -> Iterator[Desk]:
    made = queue_desk(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def asked() -> Asked:
    return Asked()
