"""A browser as far as signing in needs one: cookies, forms, buttons, and what WordPress's script on the page does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import requests


@dataclass
class Form:
    """One form of a page, with what is filled in."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.forms.append(Form(values.get("action") or ""))
        if tag == "input" and self.forms and values.get("type") not in {"submit", "button", "checkbox"}:
            self.forms[-1].values[values.get("name") or ""] = values.get("value") or ""


class Browser:
    """Opens pages, logs in where a page asks for it, and presses buttons. `login` is a name and a password."""

    def __init__(self, login: tuple[str, str] | None) -> None:
        self._login = login
        self._session = requests.Session()
        self._session.trust_env = False

    def close(self) -> None:
        self._session.close()

    def press(self, url: str, button: str, *, scripts: bool = True) -> tuple[str, str]:
        """Open `url`, press `button` there; where the site then sends the browser, and the page's text."""
        page = self._open(url)
        if scripts and "var authApp" in page.text:
            return self._press_by_script(page, button), ""
        form = _form_with(page, "app_name")
        assert form is not None, page.text[:2000]
        target = urljoin(page.url, form.action)
        answer = self._session.post(target, data=form.values | {button: "1"}, timeout=30, allow_redirects=False)
        return answer.headers.get("Location", ""), answer.text

    def follow(self, url: str) -> str:
        """Go where the site sent us, if that is a web address; the page's text."""
        if urlsplit(url).scheme not in {"http", "https"}:
            return ""
        with requests.Session() as plain:
            plain.trust_env = False
            return plain.get(url, timeout=30).text

    def _open(self, url: str) -> requests.Response:
        page = self._session.get(url, timeout=30)
        form = _form_with(page, "log")
        if form is None:
            return page
        assert self._login, "the site asks to log in"
        form.values |= {"log": self._login[0], "pwd": self._login[1], "testcookie": "1"}
        self._session.cookies.set("wordpress_test_cookie", "WP Cookie check")
        return self._session.post(urljoin(page.url, form.action), data=form.values, timeout=30)

    def _press_by_script(self, page: requests.Response, button: str) -> str:
        """What WordPress's auth-app.js does: make the password over REST, and go on by itself."""
        known, settings = _variable(page.text, "authApp"), _variable(page.text, "wpApiSettings")
        if button == "reject":
            return str(known["reject"])
        form = _form_with(page, "app_name")
        assert form is not None
        values = {"name": form.values["app_name"], "app_id": form.values["app_id"]}
        route = f"{settings['root']}wp/v2/users/me/application-passwords"
        answer = self._session.post(route, data=values, headers={"X-WP-Nonce": settings["nonce"]}, timeout=30).json()
        parts = {"site_url": known["site_url"], "user_login": known["user_login"], "password": answer["password"]}
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in parts.items())
        return f"{known['success']}{'&' if '?' in known['success'] else '?'}{query}"


def _variable(page: str, name: str) -> Any:
    found = re.search(rf"var {name} = (\{{.*?\}});", page)
    assert found, f"no {name} on the page"
    return json.loads(found[1])


def _form_with(page: requests.Response, name: str) -> Form | None:
    reader = _Forms()
    reader.feed(page.text)
    return next((form for form in reader.forms if name in form.values), None)
