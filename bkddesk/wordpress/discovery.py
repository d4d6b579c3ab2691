"""From what a person typed to a site's REST API. Sends no credentials, because there are none yet.

Knows where WordPress announces its API and in which shapes that fails. https is tried first; http only to this machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult

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
    StoppedError,
    TimedOutError,
)
from bkddesk.model.site import FoundSite
from bkddesk.wordpress.client import Client, Value, decode, error_body, failure
from bkddesk.wordpress.transport import (
    Answer,
    Opener,
    Request,
    Timeouts,
    Transport,
    is_loopback,
    join,
    origin,
    short,
    split,
)

if TYPE_CHECKING:
    from bkddesk.wordpress import wire

ROOT_FIELDS = "name,description,url,home,gmt_offset,timezone_string,namespaces,authentication"
"""The root document is 195 KB; this much of it is enough."""

REL = "https://api.w.org/"
"""The link relation by which every WordPress page names its API."""

_HOME_BYTES = 512 * 1024
_ROOT_BYTES = 4 * 1024 * 1024
_MAX_HOPS = 5
_JUNK = re.compile(
    r"/(wp-admin|wp-login\.php|wp-json|wp-content|wp-includes|index\.php|xmlrpc\.php|feed|comments/feed)(/.*)?$",
    re.IGNORECASE,
)
_LINK = re.compile(r'<([^>]*)>\s*;[^,<]*?rel="?' + re.escape(REL) + '"?')


def discover(
    address: str,
    *,
    timeouts: Timeouts | None = None,
    ca_file: str = "",
    opener: Opener | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FoundSite:
    """The WordPress at `address`: with or without scheme, in a subfolder, an article's or the dashboard's address.

    Raises AddressError, PlainHttpError, NetworkTroubleError (TimedOutError, CertificateInvalidError,
    AnswerTooLargeError, NotUnderstoodError among them), NotWordPressError, RestDisabledError, and RedirectedError whose
    `location` is where the site really is, for the person to confirm.
    """
    transport = Transport(timeouts=timeouts, ca_file=ca_file, opener=opener, cancelled=cancelled)
    try:
        return _discover(transport, address)
    finally:
        transport.close()


def _discover(transport: Transport, address: str) -> FoundSite:
    bases = candidates(address)
    trouble: DeskError | None = None
    for base in bases:
        try:
            return _Search(transport, base).find()
        except (StoppedError, TimedOutError, CertificateInvalidError):
            raise
        except NetworkTroubleError as error:
            # Over https nobody answered: on this machine plain http may be what is spoken.
            trouble = trouble or error
            if base.startswith("http:"):
                raise
    # Nobody answers over https: what is there speaks plain http at best.
    if type(trouble) is NetworkTroubleError and address.strip().lower().startswith("http://") and len(bases) == 1:
        raise PlainHttpError(trouble.detail)
    raise trouble or AddressError(address)


def candidates(address: str) -> list[str]:
    """The base URLs that an address may mean, each ending in "/", in the order to try. Raises AddressError."""
    text = address.strip().strip("<>\"'").strip()
    if not text or re.search(r"\s", text):
        raise AddressError(address)
    if "://" not in text:
        text = "https://" + text.lstrip("/")
        schemes = ["https", "http"]
    else:
        schemes = [text.split(":", 1)[0].lower()]
    parts = split(text)
    host = _ascii_host(parts.hostname or "")
    if schemes[0] not in {"http", "https"} or parts.username is not None or not host:
        raise AddressError(address)
    if not is_loopback(host):
        # A password must not travel readable, whatever was typed.
        schemes = ["https"]
    path = _JUNK.sub("", parts.path).rstrip("/") + "/"
    shown = f"[{host}]" if ":" in host else host
    return [f"{scheme}://{shown}{_port(scheme, parts.port)}{path}" for scheme in schemes]


def _port(scheme: str, port: int | None) -> str:
    """ ":8443", or "" for the scheme's own; port 80 says nothing where http becomes https."""
    usual = {80, 443} if scheme == "https" else {80}
    return "" if port is None or port in usual else f":{port}"


def _ascii_host(host: str) -> str:
    """The host as it goes over the wire ("xn--…" for names beyond ASCII). Raises AddressError."""
    if host.isascii():
        if not is_loopback(host) and not re.fullmatch(r"[0-9a-z._:-]+", host.lower()):
            raise AddressError(host)
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError as error:
        raise AddressError(f"{host}: {error}") from None


@dataclass(slots=True)
class _Search:
    """One search at one base URL."""

    transport: Transport
    base: str

    def find(self) -> FoundSite:
        home = self._get(self.base, _HOME_BYTES, cut=True)
        announced = _announced(home)
        if announced:
            return self._read_root(self._own(join(home.url, announced)))
        tries = [self.base + "wp-json/", self.base + "?rest_route=/"]
        blocked: DeskError | None = None
        for api_root in tries:
            try:
                return self._read_root(api_root)
            except (RestDisabledError, AnswerTooLargeError) as error:
                blocked = blocked or error
            except (NotWordPressError, NotUnderstoodError):
                continue
        if blocked is not None:
            raise blocked
        if _looks_like_wordpress(home):
            raise RestDisabledError("a WordPress, but its pages name no API")
        raise NotWordPressError(short(f"{home.status} {_page_title(home.body)}"))

    def _get(self, url: str, max_bytes: int, *, cut: bool = False) -> Answer:
        """GET without credentials, following redirects within the host's own origin and up to https."""
        for _hop in range(_MAX_HOPS):
            answer = self.transport.send(Request("GET", url, max_bytes=max_bytes, cut=cut))
            if not answer.location:
                return answer
            target = join(url, answer.location)
            if not _same_site(url, target):
                raise RedirectedError(target, location=target)
            url = target
        raise RedirectedError("goes round in circles", location=url)

    def _own(self, api_root: str) -> str:
        """The API's address, made to lie where the person's address lies; RedirectedError where it lies elsewhere."""
        if not api_root.endswith("/"):
            api_root += "/"
        if origin(api_root) == origin(self.base):
            return api_root
        # Behind a proxy that ends TLS, many sites call themselves http; what was reached is https.
        upgraded = _with_scheme_of(api_root, self.base)
        if origin(upgraded) == origin(self.base):
            return upgraded
        raise RedirectedError(api_root, location=api_root)

    def _read_root(self, api_root: str) -> FoundSite:
        from bkddesk.wordpress import wire

        separator = "&" if "?" in api_root else "?"
        answer = self._get(f"{api_root}{separator}_fields={ROOT_FIELDS}", _ROOT_BYTES)
        if answer.status != 200:
            return self._blocked(answer, api_root)
        try:
            root = decode(answer.body, wire.Root)
        except NotUnderstoodError:
            self._refuse(answer)
            raise
        if "wp/v2" not in root.namespaces:
            raise NotWordPressError(short(", ".join(root.namespaces)))
        return found_site(root, api_root, self.base)

    def _blocked(self, answer: Answer, api_root: str) -> FoundSite:
        said = error_body(answer)
        if answer.status == 401 and said:
            # Closed to the anonymous only: whoever signs in may come in, and `sign_in` reads the rest then.
            home = api_root.split("?", 1)[0].removesuffix("index.php").removesuffix("wp-json/").rstrip("/")
            return FoundSite(home, api_root, "", authorize_url=f"{home}/wp-admin/authorize-application.php")
        self._refuse(answer)
        if answer.status in {401, 403, 405, 406}:
            raise RestDisabledError(short(f"{answer.status} {answer.body[:200].decode(errors='replace')}"))
        if answer.status in {404, 410}:
            raise NotWordPressError(str(answer.status))
        raise failure(answer)

    def _refuse(self, answer: Answer) -> None:
        """RestDisabledError where WordPress or a plugin says so in JSON."""
        said = error_body(answer)
        if said:
            raise RestDisabledError(short(f"{answer.status} {said['code']} {said.get('message', '')}"))


def found_site(root: wire.Root, api_root: str, base: str) -> FoundSite:
    """What the root document tells. Its own idea of its addresses counts only where it lies on the host we reached."""
    home = _on_host_of(base, root.home or root.url) or base
    try:
        offset = float(root.gmt_offset or 0)
    except ValueError:
        offset = 0.0
    return FoundSite(
        url=home.rstrip("/"),
        api_root=api_root,
        name=unescape(root.name),
        description=unescape(root.description),
        timezone=root.timezone_string,
        gmt_offset=offset,
        authorize_url=_authorize_url(root.authentication, base),
    )


def read_root(client: Client) -> FoundSite:
    """The same as the signed-in account sees it: for a site whose root is closed to the anonymous."""
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {"_fields": ROOT_FIELDS}
    root = client.get("", params, shape=wire.Root).value
    return found_site(root, client.api_root, client.home + "/")


def _authorize_url(authentication: dict[str, Any] | list[Any], base: str) -> str:
    """The page that makes Application Passwords, or "" where they are off (an empty array then) or lie elsewhere."""
    found: Any = authentication
    for key in ("application-passwords", "endpoints", "authorization"):
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, str):
        return ""
    return _on_host_of(base, found)


def _on_host_of(base: str, url: str) -> str:
    """`url` over the scheme by which we came, where it lies on the same host; "" where it does not."""
    try:
        same = split(url).hostname == split(base).hostname
        upgraded = _with_scheme_of(url, base)
    except AddressError:
        return ""
    return upgraded if same and split(upgraded).scheme == split(base).scheme else ""


def _with_scheme_of(url: str, base: str) -> str:
    """`url` over https where `base` is reached over https and both lie on one host."""
    parts, reached = split(url), split(base)
    if parts.scheme != "http" or reached.scheme != "https" or parts.hostname != reached.hostname:
        return url
    netloc = reached.netloc if parts.port in {None, 80} else parts.netloc
    return SplitResult("https", netloc, parts.path, parts.query, "").geturl()


def _same_site(before: str, after: str) -> bool:
    if origin(before) == origin(after):
        return True
    return origin(before)[:2] == ("http", origin(after)[1]) and origin(after)[0] == "https"


def _announced(home: Answer) -> str:
    """The API's address from the page's Link header, or from its head; "" where there is none."""
    found = _LINK.search(home.headers.get("link", ""))
    if found:
        return found[1]
    if "html" not in home.headers.get("content-type", "html"):
        return ""
    reader = _LinkReader()
    reader.feed(home.body.decode(errors="replace"))
    return reader.href


class _LinkReader(HTMLParser):
    """Finds <link rel="https://api.w.org/" href="…">."""

    def __init__(self) -> None:
        super().__init__()
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") == REL and not self.href:
            self.href = values.get("href") or ""


def _looks_like_wordpress(home: Answer) -> bool:
    return b"/wp-content/" in home.body or b"/wp-includes/" in home.body or b'content="WordPress' in home.body


def _page_title(body: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.*?)</title>", body[:65536], re.IGNORECASE | re.DOTALL)
    return unescape(found[1].decode(errors="replace")) if found else ""
