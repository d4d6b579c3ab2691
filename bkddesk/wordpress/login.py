"""Signing in and out with Application Passwords: the browser's way, the pasted way, and the way back.

Knows WordPress's authorisation page and nothing of where the password is kept. The password is in memory only.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from bkddesk.model.errors import GoneError, RestDisabledError
from bkddesk.model.site import Account, FoundSite
from bkddesk.wordpress.client import Client
from bkddesk.wordpress.discovery import read_root
from bkddesk.wordpress.transport import Opener, Timeouts
from bkddesk.wordpress.users import who_am_i

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

CUSTOM_SCHEME_URL = "bkddesk://callback"
"""Accepted as success_url by every WordPress, where loopback addresses are by 7.1 and newer only."""


@dataclass(frozen=True, slots=True)
class Authorized:
    """The person said yes in the browser."""

    site_url: str
    user_login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rejected:
    """The person said no in the browser."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in. `uuid` names the password on the site, for `revoke`; "" where the site does not tell."""

    account: Account
    uuid: str
    found: FoundSite
    """The site as the account sees it, complete also where the root is closed to the anonymous."""


@dataclass(frozen=True, slots=True)
class PageTexts:
    """What the browser shows at the end, in the person's language."""

    language: str = "en"
    authorized_title: str = "Signed in"
    authorized_text: str = "You can close this page and return to bkddesk."
    rejected_title: str = "Not signed in"
    rejected_text: str = "No password was made. You can close this page and return to bkddesk."


def authorize_url(found: FoundSite, app_id: str, success_url: str, reject_url: str, app_name: str = "bkddesk") -> str:
    """The address of the site's own page that asks the person and makes an Application Password.

    `app_id` is a UUID of this installation; `success_url` and `reject_url` are the listener's, or the custom scheme.
    With "" for both, the page shows the password to be pasted.
    """
    params = {"app_name": app_name, "app_id": app_id, "success_url": success_url, "reject_url": reject_url}
    separator = "&" if "?" in found.authorize_url else "?"
    return found.authorize_url + separator + urlencode({name: value for name, value in params.items() if value})


def parse_callback(url: str, *, state: str = "") -> Authorized | Rejected | None:
    """What a `bkddesk://callback?…` address says; None where it is not one, or carries another `state`."""
    if not url.startswith(f"{CUSTOM_SCHEME_URL}?"):
        return None
    values = {name: texts[0] for name, texts in parse_qs(url.partition("?")[2]).items()}
    if state and not hmac.compare_digest(values.get("state", "").encode(), state.encode()):
        return None
    return _outcome(values)


def _outcome(values: dict[str, str]) -> Authorized | Rejected | None:
    if values.get("password") and values.get("user_login"):
        return Authorized(values.get("site_url", ""), values["user_login"], values["password"])
    return Rejected() if values.get("success") == "false" or "rejected" in values else None


class LoopbackListener:
    """Waits on this machine for the browser to come back with the password, once.

    Use as a context manager: `with LoopbackListener() as listener:` open `authorize_url(…, listener.success_url,
    listener.reject_url)` in the browser, then `listener.wait(seconds)`.
    """

    def __init__(self, texts: PageTexts | None = None) -> None:
        from http.server import ThreadingHTTPServer

        self._texts = texts or PageTexts()
        self._state = secrets.token_urlsafe(24)
        self._outcome: Authorized | Rejected | None = None
        self._arrived = threading.Event()
        self._shown = threading.Event()
        self._closed = False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"LoopbackListener(port={self._server.server_port})"

    @property
    def success_url(self) -> str:
        """Where the site sends the browser with the password."""
        return f"{self._root}/approved"

    @property
    def reject_url(self) -> str:
        """Where the site sends the browser when the person declines."""
        return f"{self._root}/rejected"

    @property
    def _root(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/{self._state}"

    def wait(self, timeout: float) -> Authorized | Rejected | None:
        """What the person decided, as soon as the browser is back; None after `timeout` seconds or `close`."""
        if self._arrived.wait(timeout) and self._outcome is not None:
            # The browser was just sent on to the page that thanks: let it see it.
            self._shown.wait(2.0)
        return self._outcome

    def close(self) -> None:
        """Stop listening; a `wait` in another thread returns."""
        if self._closed:
            return
        self._closed = True
        self._arrived.set()
        self._shown.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(2.0)

    def answer(self, path: str, host: str) -> tuple[int, str, str]:
        """For one GET: the status, where to go on to, and the page. Only the first decision counts."""
        parts = urlsplit(path)
        pieces = parts.path.strip("/").split("/")
        # The state keeps other pages' scripts out, the host a name that was made to point here.
        known = len(pieces) == 2 and hmac.compare_digest(pieces[0].encode(), self._state.encode())
        if not known or host != f"127.0.0.1:{self._server.server_port}":
            return 404, "", ""
        match pieces[1]:
            case "approved" | "rejected" if self._outcome is None:
                values = {name: texts[0] for name, texts in parse_qs(parts.query).items()}
                if pieces[1] == "rejected":
                    values = {"rejected": "1"}
                self._outcome = _outcome(values)
                if self._outcome is None:
                    return 400, "", ""
                self._arrived.set()
                # On to an address without the password: it stays out of the browser's history.
                return 303, f"{self._root}/done", ""
            case "done" if self._outcome is not None:
                return 200, "", self._page()
            case _:
                return 404, "", ""

    def shown(self) -> None:
        """The last page has left."""
        self._shown.set()

    def _page(self) -> str:
        texts = self._texts
        good = isinstance(self._outcome, Authorized)
        title = escape(texts.authorized_title if good else texts.rejected_title)
        text = escape(texts.authorized_text if good else texts.rejected_text)
        return (
            f'<!doctype html><html lang="{escape(texts.language)}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
            f"<title>{title}</title><style>body{{font:18px/1.5 system-ui,sans-serif;max-width:32em;margin:18vh auto;"
            f"padding:0 1.5em}}h1{{font-size:1.4em}}</style><h1>{title}</h1><p>{text}</p></html>"
        )


def _handler_for(listener: LoopbackListener) -> type[BaseHTTPRequestHandler]:
    from http.server import BaseHTTPRequestHandler

    class Handler(BaseHTTPRequestHandler):
        # Browsers open connections ahead and send nothing on them.
        timeout = 10
        server_version = "bkddesk"
        sys_version = ""

        def do_GET(self) -> None:
            status, onward, page = listener.answer(self.path, self.headers.get("Host", ""))
            body = page.encode()
            self.send_response(status)
            if onward:
                self.send_header("Location", onward)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)
            if page:
                listener.shown()

        def log_message(self, *args: object) -> None:
            """Nothing: the request line holds the password."""

    return Handler


def sign_in(
    found: FoundSite,
    username: str,
    password: str,
    *,
    timeouts: Timeouts | None = None,
    ca_file: str = "",
    opener: Opener | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SignedIn:
    """Check an Application Password and learn whose it is. UnauthorizedError: `doctor` tells why. Network errors."""
    client = Client(
        found.api_root,
        username,
        password,
        home=found.url,
        timeouts=timeouts,
        ca_file=ca_file,
        opener=opener,
        cancelled=cancelled,
    )
    try:
        account = who_am_i(client)
        return SignedIn(account, own_uuid(client), found if found.name else read_root(client))
    finally:
        client.close()


def own_uuid(client: Client) -> str:
    """The id of the Application Password in use; "" on a site that does not tell (WordPress before 5.7)."""
    from bkddesk.wordpress import wire

    path = "wp/v2/users/me/application-passwords/introspect"
    try:
        return client.get(path, {"_fields": "uuid,name"}, shape=wire.ApplicationPassword).value.uuid
    except (GoneError, RestDisabledError):
        return ""


def revoke(client: Client, uuid: str) -> None:
    """Make the site forget the password, so that it opens nothing any more. Done already counts as done."""
    path = f"wp/v2/users/me/application-passwords/{uuid}"
    try:
        client.delete(path, shape=dict[str, object])
    except GoneError:
        return
