"""For every test of a screen: garbage is looked for on the main thread only, as in the running application.

The practice site and the worker run on other threads; a widget that Python destroys there crashes the whole run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

_MANY = 20_000


@pytest.fixture(autouse=True)
def garbage_is_looked_for_here() -> Iterator[None]:
    gc.disable()
    yield
    if gc.get_count()[0] > _MANY:
        gc.collect()
