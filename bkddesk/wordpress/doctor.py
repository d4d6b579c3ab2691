"""Why signing in failed. WordPress says the same 401 to five different troubles; a few more questions tell them apart.

Asks only after a failure, a few requests, to the site's own origin. Knows no words for people: a code and raw detail.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from bkddesk.model.errors import DeskError, NetworkTroubleError, UnauthorizedError
from bkddesk.model.site import FoundSite
from bkddesk.wordpress.client import Client
from bkddesk.wordpress.discovery import read_root
from bkddesk.wordpress.transport import Opener, Request, Timeouts
from bkddesk.wordpress.users import who_am_i


class Code(StrEnum):
    """What the doctor can find."""

    FINE = "fine"
    """It works now."""
    PASSWORDS_OFF = "passwords_off"
    """The site has Application Passwords switched off, for everybody or for this user."""
    HEADER_STRIPPED = "header_stripped"
    """User and password are right, but the server drops the Authorization header on the way to WordPress."""
    ACCOUNT_PASSWORD = "account_password"  # noqa: S105 - a code
    """The password opens the dashboard; the API wants an Application Password."""
    UNKNOWN_USER = "unknown_user"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a code
    """Wrong or revoked; on most sites an unknown user cannot be told from it."""
    UNCLEAR = "unclear"
    """Wrong, revoked, or a header that was dropped: this site gives no way to tell."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and the site's raw words for it."""

    code: Code
    detail: str = ""


_SAID = {
    "incorrect_password": Code.WRONG_PASSWORD,
    "invalid_username": Code.UNKNOWN_USER,
    "invalid_email": Code.UNKNOWN_USER,
    "application_passwords_disabled": Code.PASSWORDS_OFF,
    "application_passwords_disabled_for_user": Code.PASSWORDS_OFF,
}
"""Some sites authenticate early and then do say why."""

_APPLICATION_PASSWORD = re.compile(r"[A-Za-z0-9]{24}")
_ANSWER_BYTES = 256 * 1024


def examine(
    found: FoundSite,
    username: str,
    password: str,
    *,
    timeouts: Timeouts | None = None,
    ca_file: str = "",
    opener: Opener | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Finding:
    """Why this user and password do not open the API. Raises the network's errors, nothing for what it finds."""
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
        return _examine(client, username, password)
    finally:
        client.close()


def _examine(client: Client, username: str, password: str) -> Finding:
    try:
        who_am_i(client)
    except UnauthorizedError as error:
        said = _SAID.get(error.code)
        if said:
            return Finding(said, error.detail)
        detail = error.detail
    else:
        return Finding(Code.FINE)
    if _passwords_off(client):
        return Finding(Code.PASSWORDS_OFF, detail)
    return Finding(_by_the_old_road(client, username, password), detail)


def _passwords_off(client: Client) -> bool:
    """Whether the root says so: its `authentication` is empty then."""
    try:
        return not read_root(client).authorize_url
    except NetworkTroubleError:
        raise
    except DeskError:
        # A root that is closed to the anonymous tells nothing either way.
        return False


def _by_the_old_road(client: Client, username: str, password: str) -> Code:
    """Ask XML-RPC, which takes user and password in the body, where no server drops them."""
    call = (
        '<?xml version="1.0"?><methodCall><methodName>wp.getUsersBlogs</methodName><params>'
        f"<param><value><string>{escape(username, quote=False)}</string></value></param>"
        f"<param><value><string>{escape(password, quote=False)}</string></value></param></params></methodCall>"
    )
    request = Request(
        "POST",
        f"{client.home}/xmlrpc.php",
        headers={"Content-Type": "text/xml"},
        body=call.encode(),
        max_bytes=_ANSWER_BYTES,
        cut=True,
    )
    answer = client.transport.send(request)
    if answer.status not in {200, 403} or b"<methodResponse>" not in answer.body:
        return Code.UNCLEAR
    if b"<fault>" not in answer.body:
        typed = password.replace(" ", "")
        return Code.HEADER_STRIPPED if _APPLICATION_PASSWORD.fullmatch(typed) else Code.ACCOUNT_PASSWORD
    # 403: user or password wrong. 405: XML-RPC is switched off.
    return Code.WRONG_PASSWORD if b"<int>403</int>" in answer.body else Code.UNCLEAR
