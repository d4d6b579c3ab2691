"""The same 401, told apart."""

from __future__ import annotations

import json

import pytest

from bkddesk.model.errors import NetworkTroubleError
from bkddesk.model.site import FoundSite
from bkddesk.wordpress.doctor import Code, examine
from tests.wordpress.conftest import PASSWORD, QUICK, StartRogue
from tests.wordpress.rogue import Line, Rogue, Seen

FAULT = "<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>{}</int></value></member>"
BLOGS = "<methodResponse><params><param><value><array><data></data></array></value></param></params></methodResponse>"
PAGE = {"application-passwords": {"endpoints": {"authorization": "{url}/wp-admin/authorize-application.php"}}}


def site(
    rogue: StartRogue, *, code: str = "rest_not_logged_in", off: bool = False, xmlrpc: str = "", status: int = 200
) -> Rogue:
    """A site that lets nobody in, for one reason or another."""

    def script(line: Line, seen: Seen) -> None:
        if "users/me" in seen.target:
            line.error(401, code)
        elif "xmlrpc.php" in seen.target and xmlrpc:
            line.answer(f'<?xml version="1.0"?>{xmlrpc}', status, Content_Type="text/xml")
        elif seen.target.startswith("/wp-json/?"):
            url = f"http://{seen.headers['host']}"
            page = [] if off else json.loads(json.dumps(PAGE).replace("{url}", url))
            line.answer(json.dumps({"namespaces": ["wp/v2"], "home": url, "authentication": page}))
        else:
            line.answer("<h1>404</h1>", 404)

    return rogue(script)


def code_of(server: Rogue, password: str = PASSWORD) -> Code:
    return examine(FoundSite(server.url, server.api_root, "S"), "editor", password, timeouts=QUICK).code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("incorrect_password", Code.WRONG_PASSWORD),
        ("invalid_username", Code.UNKNOWN_USER),
        ("invalid_email", Code.UNKNOWN_USER),
        ("application_passwords_disabled_for_user", Code.PASSWORDS_OFF),
    ],
)
def test_a_site_that_says_why_is_believed(rogue: StartRogue, code: str, expected: Code) -> None:
    server = site(rogue, code=code)
    assert code_of(server) == expected
    assert len(server.seen) == 1


def test_application_passwords_switched_off(rogue: StartRogue) -> None:
    assert code_of(site(rogue, off=True)) is Code.PASSWORDS_OFF


def test_a_header_that_never_arrives(rogue: StartRogue) -> None:
    server = site(rogue, xmlrpc=BLOGS)
    assert code_of(server) is Code.HEADER_STRIPPED
    assert PASSWORD in server.seen[-1].body.decode()
    assert "authorization" not in server.seen[-1].headers


def test_the_password_of_the_account(rogue: StartRogue) -> None:
    server = site(rogue, xmlrpc=BLOGS)
    assert code_of(server, "Rah<asia&1") is Code.ACCOUNT_PASSWORD
    assert "Rah&lt;asia&amp;1" in server.seen[-1].body.decode()


@pytest.mark.parametrize("status", [200, 403])
def test_a_wrong_one(rogue: StartRogue, status: int) -> None:
    assert code_of(site(rogue, xmlrpc=FAULT.format(403), status=status)) is Code.WRONG_PASSWORD


@pytest.mark.parametrize("xmlrpc", ["", "<html>", FAULT.format(405)])
def test_a_site_that_gives_no_way_to_tell(rogue: StartRogue, xmlrpc: str) -> None:
    assert code_of(site(rogue, xmlrpc=xmlrpc)) is Code.UNCLEAR


def test_it_works_after_all(rogue: StartRogue) -> None:
    server = rogue(lambda line, _seen: line.answer('{"id": 2, "username": "editor", "capabilities": []}'))
    assert code_of(server) is Code.FINE


def test_the_network_goes_away(rogue: StartRogue) -> None:
    server = rogue(lambda line, _seen: line.send(""))
    with pytest.raises(NetworkTroubleError):
        code_of(server)
