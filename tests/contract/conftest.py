"""The fixture `site`: the practice site and each real WordPress in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bkddesk.demo.site import DemoSite
from tests.contract.sites import Site, plant_in_practice_site, plant_in_wordpress

KINDS = ["demo", "wordpress-newest", "wordpress-trixie"]


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoSite, Site]]:
    """One practice site for all tests; they reset it."""
    folder = tmp_path_factory.mktemp("practice")
    demo = DemoSite(folder)
    url = demo.start()
    yield demo, Site("demo", url, dict(demo.users), plant_in_practice_site(folder))
    demo.stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that asks for a site once for each kind; those of a real WordPress carry its mark."""
    if "site" in metafunc.fixturenames:
        marks = {"demo": ()}
        kinds = [pytest.param(kind, marks=marks.get(kind, pytest.mark.wordpress)) for kind in KINDS]
        metafunc.parametrize("site", kinds, indirect=True)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site of each kind, as freshly started."""
    if request.param == "demo":
        demo, known = request.getfixturevalue("practice")
        demo.reset()
        found = Site("demo", known.url, known.users, known.plant)
    else:
        real = request.getfixturevalue("wordpress_sites")(request.param.removeprefix("wordpress-"))
        admin = real.accounts["administrator"]
        login = (admin.username, admin.password)
        found = Site(request.param, real.url, real.users, plant_in_wordpress(real), login, real)
    yield found
    found.close()
