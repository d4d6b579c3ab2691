"""Fixtures for all tests: real WordPress sites, a Secret Service, a display. Nothing here touches the person's own.

Under ``tests/run`` all of it is there and nothing may be skipped for want of it; a bare pytest skips with a reason.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

UNDER_TESTS_RUN = "BKDDESK_TESTS_RUN" in os.environ

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not UNDER_TESTS_RUN:
    # Without a session bus of ours, the only keyring within reach is the person's.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")  # Chromium's sandbox refuses to start as root

# A slow machine is no failure. Under CI the same examples each time: a surprise belongs to whoever wrote the change.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

from tests.live.wordpress_server import Settings, WordPress, running  # noqa: E402  (reads the environment set above)

SiteOf = Callable[..., WordPress]

# The newest speaks Indonesian, as the sites do that bkddesk is made for; the older one English.
_SETTINGS = {"newest": Settings(language="id_ID"), "trixie": Settings()}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a WordPress, and skip what a bare pytest cannot have."""
    for item in items:
        if {"wordpress_sites", "wordpress"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.wordpress)
        if reason := _missing(item):
            item.add_marker(pytest.mark.skip(reason=f"{reason}; tests/run brings one"))


def _missing(item: pytest.Item) -> str | None:
    if UNDER_TESTS_RUN:
        return None
    if item.get_closest_marker("keyring"):
        return "no Secret Service of the tests' own"
    if item.get_closest_marker("window") and not os.environ.get("DISPLAY"):
        return "no X display"
    if item.get_closest_marker("wordpress") and shutil.which("php") is None:
        return "no PHP"
    return None


@pytest.fixture(scope="session")
def wordpress_sites() -> Iterator[SiteOf]:
    """A function of suite and settings to a running site, started at the first call and reset at each."""
    sites: dict[tuple[str, Settings], WordPress] = {}
    with ExitStack() as stack:

        def site_of(suite: str = "newest", settings: Settings | None = None) -> WordPress:
            key = (suite, settings or _SETTINGS[suite])
            if key not in sites:
                sites[key] = stack.enter_context(running(*key))
            sites[key].reset()
            return sites[key]

        yield site_of


@pytest.fixture(params=["newest", "trixie"])
def wordpress(request: pytest.FixtureRequest, wordpress_sites: SiteOf) -> WordPress:
    """Each real WordPress in turn, as freshly installed."""
    return wordpress_sites(request.param)


@pytest.fixture
def window_environment() -> dict[str, str]:
    """The environment for a child process that opens real windows: one process can have only one Qt platform."""
    return {**os.environ, "QT_QPA_PLATFORM": "xcb"}
