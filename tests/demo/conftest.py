"""A practice site for the tests of this folder, brought back to its beginning before each, with a clock to turn."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from bkddesk.demo.site import DemoSite

START = datetime(2026, 11, 24, 2, 41, 30, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def go(self, **amount: float) -> None:
        self.moment += timedelta(**amount)


@dataclass
class Ground:
    """A running site, and short ways to ask it."""

    site: DemoSite
    home: str
    clock: Clock
    session: requests.Session = field(default_factory=requests.Session)

    def ask(self, role: str | None, method: str, route: str, **more: Any) -> requests.Response:
        """A REST request below /wp/v2 as a role; None: as nobody."""
        path = route if route.startswith("/") else f"/wp-json/wp/v2/{route}"
        auth = self.site.users.get(role or "")
        return self.session.request(method, self.home + path, auth=auth, timeout=10, allow_redirects=False, **more)

    def get(self, route: str, role: str | None = "editor", **params: Any) -> Any:
        """The decoded answer of a GET that must succeed."""
        answer = self.ask(role, "GET", route, params=params)
        assert answer.ok, answer.text
        return answer.json()

    def post(self, route: str, role: str | None = "editor", **values: Any) -> Any:
        """The decoded answer of a POST that must succeed."""
        answer = self.ask(role, "POST", route, json=values)
        assert answer.ok, answer.text
        return answer.json()

    def total(self, route: str, role: str | None = "editor", **params: Any) -> int:
        """The total that HEAD tells."""
        answer = self.ask(role, "HEAD", route, params={"per_page": 1, **params})
        assert answer.ok
        assert answer.content == b""
        return int(answer.headers["X-WP-Total"])


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One site for the whole folder."""
    clock = Clock()
    site = DemoSite(tmp_path_factory.mktemp("practice"), clock=clock)
    ground = Ground(site, site.start(), clock)
    with ground.session:
        yield ground
    site.stop()


@pytest.fixture
def ground(running: Ground) -> Ground:
    """The site as it was planted."""
    running.clock.moment = START
    running.site.set_network(True)
    running.site.reset()
    return running


@pytest.fixture
def article(ground: Ground) -> int:
    """The id of a published article of the editor's, without comments."""
    made: int = ground.post("posts", title="Uji", content="Isi", status="publish")["id"]
    return made


@pytest.fixture
def picture() -> bytes:
    """A small PNG."""
    folder = Path(__file__).parents[2] / "resources" / "demo" / "pictures"
    return (folder / "gunung-ijen-150x150.png").read_bytes()
