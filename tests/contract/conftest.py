"""The fixture `site`: the practice site and each real WordPress in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bkddesk.demo.site import DemoSite
from tests.contract.sites import Site, plant_in_practice_site, plant_in_wordpress
from tests.live.wordpress_server import WordPress

KINDS = ["demo", "wordpress-newest", "wordpress-trixie"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that asks for a site once for each kind; those of a real WordPress carry its mark."""
    if "site" in metafunc.fixturenames:
        kinds = [pytest.param(kind, marks=() if kind == "demo" else pytest.mark.wordpress) for kind in KINDS]
        metafunc.parametrize("site", kinds, indirect=True)


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoSite, str, Path]]:
    """One practice site for all tests, with its address and folder; they reset it."""
    folder = tmp_path_factory.mktemp("practice")
    demo = DemoSite(folder)
    yield demo, demo.start(), folder
    demo.stop()


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site of each kind, as freshly started."""
    if request.param == "demo":
        found = _practice(*request.getfixturevalue("practice"))
    else:
        found = _real(request.param, request.getfixturevalue("wordpress_sites")(request.param.split("-")[1]))
    found.reset()
    found.set_network(True)
    yield found
    found.close()


def _practice(demo: DemoSite, url: str, folder: Path) -> Site:
    return Site("demo", url, dict(demo.users), plant_in_practice_site(folder), demo.reset, demo.set_network)


def _real(kind: str, real: WordPress) -> Site:
    admin = real.accounts["administrator"]

    def set_network(up: bool) -> None:
        real.start() if up else real.stop()

    login = (admin.username, admin.password)
    return Site(kind, real.url, real.users, plant_in_wordpress(real), real.reset, set_network, login)
