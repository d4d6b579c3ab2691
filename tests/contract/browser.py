"""A browser as far as signing in needs one: cookies, forms, buttons. No JavaScript."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

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
    """Opens pages, logs in where a page asks for it, and presses buttons."""

    def __init__(self, login: tuple[str, str] | None) -> None:
        self._login = login
        self._session = requests.Session()
        self._session.trust_env = False

    def close(self) -> None:
        self._session.close()

    def press(self, url: str, button: str) -> tuple[str, str]:
        """Open `url`, press `button` there; where the site then sends the browser, and the page's text."""
        page = self._session.get(url, timeout=30)
        form = _form_with(page, "log")
        if form is not None:
            assert self._login, "the site asks to log in"
            form.values |= {"log": self._login[0], "pwd": self._login[1], "testcookie": "1"}
            self._session.cookies.set("wordpress_test_cookie", "WP Cookie check")
            page = self._session.post(urljoin(page.url, form.action), data=form.values, timeout=30)
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


def _form_with(page: requests.Response, name: str) -> Form | None:
    reader = _Forms()
    reader.feed(page.text)
    return next((form for form in reader.forms if name in form.values), None)
