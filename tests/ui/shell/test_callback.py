"""The second way back from the browser: an address that another process hands over, and nobody else's."""

from __future__ import annotations

import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests
from PySide6.QtWidgets import QCheckBox, QLineEdit

from bkddesk.demo.site import DemoSite
from bkddesk.paths import resources_dir
from tests.ui.shell.conftest import Running
from tests.ui.shell.test_sign_in import page_of, said


def second_bkddesk(profile: Path, address: str) -> int:
    """What the desktop does with a `bkddesk://` address."""
    return subprocess.run(
        [sys.executable, "-m", "bkddesk", "--profile", str(profile), address], timeout=30, check=False
    ).returncode


def test_the_address_is_handed_over_and_signs_in(running: Running, site: DemoSite, tmp_path: Path) -> None:
    running.show()
    page = page_of(running)
    opened: list[str] = []
    page._open_url = opened.append
    page.findChild(QCheckBox, "session-only").setChecked(True)
    page.findChild(QLineEdit, "site-address").setText(site.url)
    page.go_on()
    running.qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    page._open_second_way()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(opened[1]).query).items()}
    assert asked["success_url"].startswith("bkddesk://callback?state=")
    username, password = site.users["editor"]
    strange = f"bkddesk://callback?state=other&site_url=x&user_login={username}&password=wrong"
    assert second_bkddesk(tmp_path / "profile", strange) == 0
    answer = requests.post(opened[1].split("?")[0], data={**asked, "approve": "1"}, allow_redirects=False, timeout=10)
    assert second_bkddesk(tmp_path / "profile", answer.headers["Location"]) == 0
    running.qtbot.waitUntil(lambda: running.application.window.view is not None, timeout=10_000)  # type: ignore[union-attr]
    assert running.view.desk.site.account.username == site.users["administrator"][0]
    assert password not in said(page)


def test_the_third_way_asks_the_site_for_a_password_to_be_pasted(running: Running, site: DemoSite) -> None:
    running.show()
    page = page_of(running)
    opened: list[str] = []
    page._open_url = opened.append
    page.findChild(QLineEdit, "site-address").setText(site.url)
    page._open_third_way()
    running.qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    assert "success_url" not in parse_qs(urlsplit(opened[0]).query)


def test_the_desktop_entry_takes_the_scheme() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(resources_dir() / "bkddesk.desktop", "utf-8")
    main = entry["Desktop Entry"]
    assert main["MimeType"] == "x-scheme-handler/bkddesk;"
    assert main["Exec"] == "bkddesk %u"
    assert (resources_dir() / f"{main['Icon']}.svg").exists()
