"""From what a person types to the API: shapes of addresses, and each way in which it is not there."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable

import pytest

from bkddesk.model.errors import (
    AddressError,
    AnswerTooLargeError,
    CertificateInvalidError,
    DeskError,
    NetworkTroubleError,
    NotUnderstoodError,
    NotWordPressError,
    PlainHttpError,
    RedirectedError,
    RestDisabledError,
    ServerTroubleError,
    ThrottledError,
    TimedOutError,
)
from bkddesk.model.site import FoundSite
from bkddesk.wordpress.discovery import candidates, discover
from bkddesk.wordpress.transport import Answer, Request, Send, Timeouts
from tests.wordpress.conftest import QUICK, Certificate, StartRogue
from tests.wordpress.rogue import Line, Rogue, Seen

HTML = "text/html; charset=UTF-8"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bkd.example.go.id", ["https://bkd.example.go.id/"]),
        ("  bkd.example.go.id/  ", ["https://bkd.example.go.id/"]),
        ("<https://bkd.example.go.id>", ["https://bkd.example.go.id/"]),
        ("HTTP://BKD.Example.go.id", ["https://bkd.example.go.id/"]),
        ("http://bkd.example.go.id:80/berita", ["https://bkd.example.go.id/berita/"]),
        ("https://bkd.example.go.id:8443/", ["https://bkd.example.go.id:8443/"]),
        ("bkd.example.go.id/berita/wp-admin/edit.php?post_type=post", ["https://bkd.example.go.id/berita/"]),
        ("bkd.example.go.id/wp-login.php", ["https://bkd.example.go.id/"]),
        ("bkd.example.go.id/wp-json/wp/v2/posts", ["https://bkd.example.go.id/"]),
        ("bkd.example.go.id/index.php?rest_route=/", ["https://bkd.example.go.id/"]),
        ("bkd.example.go.id/2026/11/judul/", ["https://bkd.example.go.id/2026/11/judul/"]),
        ("bkd.example.go.id/?p=12#komentar", ["https://bkd.example.go.id/"]),
        ("bücher.example", ["https://xn--bcher-kva.example/"]),
        ("https://例え.example/berita", ["https://xn--r8jz45g.example/berita/"]),
        ("127.0.0.1:8080", ["https://127.0.0.1:8080/", "http://127.0.0.1:8080/"]),
        ("http://localhost:8080/wp", ["http://localhost:8080/wp/"]),
        ("https://localhost", ["https://localhost/"]),
        ("http://[::1]:8080/", ["http://[::1]:8080/"]),
        ("10.0.0.5", ["https://10.0.0.5/"]),
    ],
)
def test_what_an_address_may_mean(typed: str, expected: list[str]) -> None:
    assert candidates(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://",
        "://",
        "badan kepegawaian",
        "ftp://bkd.example.go.id",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:bupati@example.go.id",
        "https://user:secret@bkd.example.go.id",
        "user@bkd.example.go.id",
        "https://bkd.example.go.id:port/",
        "https://bkd.example.go.id:99999/",
        "https://[::1/",
        "https://a..b\u3002\u3002.example",
        "https://bkd_%00.example",
        "https://-" + "ü" * 80 + ".example",
    ],
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(AddressError):
        discover(typed, timeouts=QUICK)


def root_document(site: str, **values: object) -> str:
    page = f"{site}/wp-admin/authorize-application.php"
    found: dict[str, object] = {
        "name": "BKD Bondowoso &amp; Kota",
        "description": "Berita",
        "url": site,
        "home": site,
        "gmt_offset": 7,
        "timezone_string": "Asia/Jakarta",
        "namespaces": ["oembed/1.0", "wp/v2"],
        "authentication": {"application-passwords": {"endpoints": {"authorization": page}}},
    }
    return json.dumps(found | values)


class Site:
    """A site whose answers a test sets by the beginning of the path; the rest is a 404 page."""

    def __init__(self, start: StartRogue, **options: object) -> None:
        self.pages: dict[str, Callable[[Line], None]] = {}
        self.server: Rogue = start(self._script, **options)

    @property
    def url(self) -> str:
        return self.server.url

    def _script(self, line: Line, seen: Seen) -> None:
        for start in sorted(self.pages, key=len, reverse=True):
            if seen.target == start or (start != "/" and seen.target.startswith(start)):
                self.pages[start](line)
                return
        line.answer("<title>Tidak ada</title>", 404, Content_Type=HTML)

    def page(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        fields = {"Content_Type": HTML} | headers
        self.pages[path] = lambda line: line.answer(body, status, **fields)

    def announce(self, path: str = "/", api: str = "/wp-json/") -> None:
        self.page(path, "<title>Beranda</title>", Link=f'<{api}>; rel="https://api.w.org/", </x>; rel="alternate"')

    def root(self, path: str = "/wp-json/", **values: object) -> None:
        self.page(path, root_document(self.url, **values), Content_Type="application/json")

    def found(self, typed: str = "", **options: object) -> FoundSite:
        return discover(typed or self.url, timeouts=QUICK, **options)  # type: ignore[arg-type]


@pytest.fixture
def site(rogue: StartRogue) -> Site:
    return Site(rogue)


def test_a_site_that_announces_its_api(site: Site) -> None:
    site.announce(api=f"{site.url}/wp-json/")
    site.root()
    assert site.found() == FoundSite(
        url=site.url,
        api_root=f"{site.url}/wp-json/",
        name="BKD Bondowoso & Kota",
        description="Berita",
        timezone="Asia/Jakarta",
        gmt_offset=7.0,
        authorize_url=f"{site.url}/wp-admin/authorize-application.php",
    )
    assert all("authorization" not in seen.headers for seen in site.server.seen)
    assert "_fields=name,description" in site.server.seen[-1].target


def test_without_a_scheme_this_machine_is_asked_over_http_second(site: Site) -> None:
    site.announce()
    site.root()
    assert site.found(f"127.0.0.1:{site.server.port}").url == site.url


def test_the_head_of_the_page_announces_it_too(site: Site) -> None:
    site.page("/", "<head><link rel='https://api.w.org/' href='/api/' /></head><body>")
    site.root("/api/")
    assert site.found().api_root == f"{site.url}/api/"


def test_nothing_announced_but_there(site: Site) -> None:
    site.page("/", "<title>Beranda</title>")
    site.root()
    assert site.found().api_root == f"{site.url}/wp-json/"


def test_plain_permalinks(site: Site) -> None:
    site.page("/", "<title>Beranda</title>")
    site.page("/wp-json/", "<title>Beranda</title>")
    site.root("/?rest_route=/")
    assert site.found().api_root == f"{site.url}/?rest_route=/"
    site.announce(api=f"{site.url}/index.php?rest_route=/")
    site.root("/index.php?rest_route=/")
    assert site.found().api_root == f"{site.url}/index.php?rest_route=/"


def test_a_subfolder_and_an_article_in_it(site: Site) -> None:
    home = f"{site.url}/berita"
    site.announce("/berita/", f"{home}/wp-json/")
    site.announce("/berita/2026/11/judul/", f"{home}/wp-json/")
    site.root("/berita/wp-json/", home=home, url=home)
    for typed in (home, f"{home}/wp-admin/", f"{home}/2026/11/judul"):
        assert site.found(typed).url == home


def test_php_warnings_before_the_root(site: Site) -> None:
    site.announce()
    site.page("/wp-json/", "<br />\n<b>Warning</b>: x<br />\n" + root_document(site.url))
    assert site.found().name == "BKD Bondowoso & Kota"


def test_application_passwords_switched_off(site: Site) -> None:
    site.announce()
    site.root(authentication=[])
    assert site.found().authorize_url == ""


def test_a_site_that_says_odd_things_of_itself(site: Site) -> None:
    site.announce()
    evil = {"application-passwords": {"endpoints": {"authorization": "https://evil.example/authorize"}}}
    site.root(home="https://evil.example", url="", gmt_offset="7.5", authentication=evil, name="")
    found = site.found()
    assert (found.url, found.authorize_url, found.gmt_offset) == (site.url, "", 7.5)


@pytest.mark.parametrize("home", ["", "http://[bad", "https://x:port/", "/berita", "javascript:alert(1)"])
def test_a_site_whose_own_address_makes_no_sense(site: Site, home: str) -> None:
    site.announce()
    site.root(home=home, url=home, authentication={"application-passwords": {"endpoints": {"authorization": home}}})
    found = site.found()
    assert (found.url, found.authorize_url) == (site.url, "")


@pytest.mark.parametrize("given_address", ["http://[bad", "https://x:port/"])
def test_addresses_that_make_no_sense_where_the_api_should_be(site: Site, given_address: str) -> None:
    site.announce(api=given_address)
    assert type(refused(site)) is NotUnderstoodError
    site.page("/", "", 302, Location=given_address)
    assert type(refused(site)) is NotUnderstoodError


def test_a_root_closed_to_the_anonymous_is_read_after_signing_in(site: Site) -> None:
    site.announce()
    said = {"code": "rest_cannot_access", "message": "DRA: Only authenticated users can access the REST API."}
    site.page("/wp-json/", json.dumps(said), 401, Content_Type="application/json")
    found = site.found()
    assert (found.name, found.api_root) == ("", f"{site.url}/wp-json/")
    assert found.authorize_url == f"{site.url}/wp-admin/authorize-application.php"


def test_a_site_that_calls_itself_http_behind_https(rogue: StartRogue, certificate: Callable[..., Certificate]) -> None:
    made = certificate()
    site = Site(rogue, tls=made.context)
    plain = site.url.replace("https:", "http:")
    site.announce(api=f"{plain}/wp-json/")
    page = {"application-passwords": {"endpoints": {"authorization": f"{plain}/wp-admin/authorize-application.php"}}}
    site.root(home=plain, url=plain, authentication=page)
    found = site.found(ca_file=str(made.file))
    assert (found.url, found.api_root) == (site.url, f"{site.url}/wp-json/")
    assert found.authorize_url == f"{site.url}/wp-admin/authorize-application.php"


def test_the_usual_ports_behind_a_proxy_that_ends_tls() -> None:
    plain = "http://bkd.example.go.id"

    def answer(request: Request, _send: Send) -> Answer:
        assert request.url.startswith("https://bkd.example.go.id/")
        if "wp-json" not in request.url:
            link = f'<{plain}/wp-json/>; rel="https://api.w.org/"'
            return Answer(200, {"link": link, "content-type": HTML}, b"", request.url)
        return Answer(200, {}, root_document(plain).encode(), request.url)

    found = discover("http://bkd.example.go.id/", opener=answer)
    assert found.url == "https://bkd.example.go.id"
    assert found.api_root == "https://bkd.example.go.id/wp-json/"
    assert found.authorize_url == "https://bkd.example.go.id/wp-admin/authorize-application.php"


def refused(site: Site, typed: str = "") -> DeskError:
    with pytest.raises(DeskError) as caught:
        site.found(typed)
    return caught.value


def test_not_a_wordpress(site: Site) -> None:
    site.page("/", "<title>Bukan</title>")
    assert type(refused(site)) is NotWordPressError
    site.page("/wp-json/", '{"namespaces": ["other/v1"]}')
    assert type(refused(site)) is NotWordPressError
    site.page("/wp-json/", '{"hello": "world"}')
    assert type(refused(site)) is NotWordPressError


def test_a_captive_portal_answers_everything_with_a_page(site: Site) -> None:
    for path in ("/", "/wp-json/", "/?rest_route=/"):
        site.page(path, "<title>Wi-Fi Bandara</title><form>")
    assert type(refused(site)) is NotWordPressError
    site.page("/", "", 302, Location="http://portal.example/login")
    error = refused(site)
    assert isinstance(error, RedirectedError)
    assert error.location == "http://portal.example/login"


def test_an_announced_api_that_answers_with_a_page(site: Site) -> None:
    site.announce()
    site.page("/wp-json/", "<title>Just a moment…</title>")
    assert type(refused(site)) is NotUnderstoodError


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, '{"code":"rest_disabled","message":"The REST API is disabled on this site.","data":{"status":403}}'),
        (404, '{"code":"rest_no_route","message":"x","data":{"status":404}}'),
        (403, "<h1>403 Forbidden</h1>ModSecurity"),
        (200, '{"code":"rest_login_required","message":"REST API restricted","data":{"status":200}}'),
    ],
)
@pytest.mark.parametrize("announced", [True, False])
def test_a_wordpress_whose_api_is_off(site: Site, status: int, body: str, *, announced: bool) -> None:
    if announced:
        site.announce()
    else:
        site.page("/", "<link href='/wp-content/themes/x/style.css'>")
    site.page("/wp-json/", body, status)
    assert type(refused(site)) is RestDisabledError


def test_a_wordpress_without_any_trace_of_an_api(site: Site) -> None:
    site.page("/", "<link href='/wp-content/themes/x/style.css'>")
    assert type(refused(site)) is RestDisabledError


def test_the_site_stumbles_or_asks_for_patience(site: Site) -> None:
    for path in ("/", "/wp-json/"):
        site.page(path, "<title>Maintenance</title>", 503)
    assert type(refused(site)) is ServerTroubleError
    for path in ("/", "/wp-json/"):
        site.page(path, "<title>Too many</title>", 429, Retry_After="60")
    assert type(refused(site)) is ThrottledError


def test_it_never_ends(site: Site) -> None:
    def endless(line: Line) -> None:
        line.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not line.over.is_set():
            line.send(b"<p>" * 20_000)

    for path in ("/", "/wp-json/", "/?rest_route=/"):
        site.pages[path] = endless
    assert type(refused(site)) is AnswerTooLargeError


def test_it_drips(site: Site) -> None:
    def drip(line: Line) -> None:
        line.send("HTTP/1.1 200 OK\r\n\r\n")
        while not line.pause(0.05):
            line.send("x")

    site.pages["/"] = drip
    limits = Timeouts(connect=1.0, read=1.0, total=0.5)
    with pytest.raises(TimedOutError):
        discover(site.url, timeouts=limits)


def test_it_lives_elsewhere(site: Site) -> None:
    site.page("/", "", 301, Location="https://www.bkd.example.go.id/")
    error = refused(site)
    assert isinstance(error, RedirectedError)
    assert error.location == "https://www.bkd.example.go.id/"
    site.announce(api="https://cms.example.go.id/wp-json/")
    error = refused(site)
    assert isinstance(error, RedirectedError)
    assert error.location == "https://cms.example.go.id/wp-json/"


def test_a_redirect_within_the_site_is_followed(site: Site) -> None:
    site.page("/", "", 302, Location="/beranda/")
    site.announce("/beranda/")
    site.root()
    assert site.found().api_root == f"{site.url}/wp-json/"


def test_round_in_circles(site: Site) -> None:
    site.page("/", "", 302, Location="/")
    assert type(refused(site)) is RedirectedError


def test_certificates(rogue: StartRogue, certificate: Callable[..., Certificate]) -> None:
    site = Site(rogue, tls=certificate().context)
    assert type(refused(site)) is CertificateInvalidError
    assert type(refused(site, f"127.0.0.1:{site.server.port}")) is CertificateInvalidError


def test_nobody_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(NetworkTroubleError) as caught:
        discover(f"127.0.0.1:{port}", timeouts=QUICK)
    assert type(caught.value) is NetworkTroubleError


def test_a_site_that_speaks_plain_http_only_is_said_so() -> None:
    def unreachable(request: Request, _send: Send) -> Answer:
        assert request.url.startswith("https://")
        raise NetworkTroubleError("connection refused")

    with pytest.raises(PlainHttpError):
        discover("http://bkd.example.go.id", opener=unreachable)
    with pytest.raises(NetworkTroubleError):
        discover("bkd.example.go.id", opener=unreachable)
