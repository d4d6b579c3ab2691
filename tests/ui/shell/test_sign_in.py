"""Signing in through the window: by the site's own page, by pasting, with and without a keyring."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import requests
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from bkddesk.demo.site import DemoSite
from bkddesk.ui.background import Connection
from bkddesk.ui.sign_in import SignInPage
from tests.ui.shell.conftest import Running


def page_of(running: Running) -> SignInPage:
    assert running.application.window is not None
    page = running.application.window.centralWidget()
    assert isinstance(page, SignInPage)
    return page


def said(page: SignInPage) -> str:
    return page._result.said()


def test_pasting_a_password_for_this_session(running: Running, site: DemoSite) -> None:
    running.show()
    page = page_of(running)
    qtbot = running.qtbot
    # The tests' own environment has a keyring or none: without one the choice is asked for, with one it may be made.
    QTest.keyClicks(page.findChild(QLineEdit, "site-address"), site.url)
    qtbot.waitUntil(lambda: "WordPress found" in said(page), timeout=10_000)
    qtbot.mouseClick(page.findChild(QPushButton, "paste-link"), Qt.MouseButton.LeftButton)
    username, password = site.users["editor"]
    QTest.keyClicks(page.findChild(QLineEdit, "user"), username)
    QTest.keyClicks(page.findChild(QLineEdit, "password"), password)
    page.findChild(QCheckBox, "session-only").setChecked(True)
    qtbot.mouseClick(page.findChild(QPushButton, "log-in"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: running.application.window.view is not None, timeout=10_000)  # type: ignore[union-attr]
    running.until(Connection.ONLINE)
    assert running.view.desk.site.account.username == username


def test_the_sites_own_page_hands_the_password_over(running: Running, site: DemoSite) -> None:
    running.show()
    page = page_of(running)
    qtbot = running.qtbot
    opened: list[str] = []
    page._open_url = opened.append
    page.findChild(QCheckBox, "session-only").setChecked(True)
    page.findChild(QLineEdit, "site-address").setText(site.url)
    page.go_on()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(opened[0]).query).items()}
    answer = requests.post(opened[0].split("?")[0], data={**asked, "approve": "1"}, allow_redirects=False, timeout=10)
    assert requests.get(answer.headers["Location"], timeout=10).ok
    qtbot.waitUntil(lambda: running.application.window.view is not None, timeout=10_000)  # type: ignore[union-attr]
    assert running.view.desk.site.password_uuid


def test_a_wrong_address_and_a_wrong_password_each_say_so(running: Running, site: DemoSite) -> None:
    running.show()
    page = page_of(running)
    address = page.findChild(QLineEdit, "site-address")
    address.setText("http://127.0.0.1:9")
    page.discover()
    running.qtbot.waitUntil(lambda: "cannot be reached" in said(page), timeout=10_000)
    address.setText("ftp://example.invalid")
    page.discover()
    running.qtbot.waitUntil(lambda: "not an address" in said(page), timeout=10_000)
    address.setText(site.url)
    page.findChild(QCheckBox, "session-only").setChecked(True)
    page._user.setText("dewi")
    page._password.setText("abcd efgh ijkl mnop qrst uvwx")
    page.sign_in_pasted()
    running.qtbot.waitUntil(
        lambda: "does not accept" in page._note.accessibleName() or page._note.isVisible(), timeout=10_000
    )
    assert running.application.workspace.sites() == []


def test_another_language_while_the_browser_is_awaited_leaves_nothing_behind(running: Running, site: DemoSite) -> None:
    running.show()
    page = page_of(running)
    opened: list[str] = []
    page._open_url = opened.append
    page.findChild(QLineEdit, "site-address").setText(site.url)
    page.go_on()
    running.qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    running.application.choose_language("id")
    assert page_of(running).windowTitle() == "Selamat datang"
    assert page._authorization is None
    running.application.choose_language("en")


def test_one_may_go_back_to_the_site_without_signing_in(running: Running, site: DemoSite) -> None:
    running.sign_in(site)
    running.show()
    running.until(Connection.ONLINE)
    running.application.sign_in_again()
    page = page_of(running)
    running.qtbot.waitUntil(page.is_found, timeout=10_000)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert running.view.desk.site.account.username == site.users["editor"][0]
