"""Fixtures of the screens for writing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bkddesk.desk import Desk
from bkddesk.ui.context import Context
from tests.ui.editor.helpers import Clock, Told, make_context, make_desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    made = make_desk(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def context(desk: Desk, told: Told) -> Context:
    return make_context(desk, told)
