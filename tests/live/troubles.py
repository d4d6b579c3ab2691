"""The ways in which a site in the field misbehaves, as data for the must-use plugin ``php/trouble.php``."""

from dataclasses import dataclass, field

_HTML = {"Content-Type": "text/html; charset=UTF-8"}
_JSON = {"Content-Type": "application/json; charset=UTF-8"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One way to misbehave, for requests whose "METHOD URI" matches ``match``, ``times`` times or always (None)."""

    kind: str
    match: str = "."
    times: int | None = None
    seconds: float = 0
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The shape that the plugin reads."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def slow(seconds: float, match: str = ".", times: int | None = None) -> Trouble:
    """The answer comes late."""
    return Trouble("slow", match, times, seconds=seconds)


def stripped_authorization() -> Trouble:
    """The web server drops the Authorization header, as Apache with CGI does."""
    return Trouble("strip_authorization")


def application_passwords_off() -> Trouble:
    """A security plugin switched Application Passwords off."""
    return Trouble("application_passwords_off")


def rest_off() -> Trouble:
    """A plugin closes REST: 401 ``rest_cannot_access``."""
    return Trouble("rest_off")


def comment_flood() -> Trouble:
    """Every new comment comes too soon after the last."""
    return Trouble("comment_flood")


def server_error(match: str = ".", times: int | None = None) -> Trouble:
    """500 in HTML, WordPress's page after a fatal error."""
    body = "<!DOCTYPE html><title>Kesalahan</title><p>There has been a critical error on this website.</p>"
    return Trouble("answer", match, times, status=500, body=body, headers=_HTML)


def busy(match: str = ".", times: int | None = None, retry_after: int = 30) -> Trouble:
    """429 with Retry-After, from a server in front."""
    headers = {**_HTML, "Retry-After": str(retry_after)}
    return Trouble("answer", match, times, status=429, body="<h1>Too Many Requests</h1>", headers=headers)


def firewall(match: str = ".") -> Trouble:
    """403 in HTML, from a firewall in front."""
    body = "<html><head><title>403 Forbidden</title></head><body><h1>Access Denied</h1></body></html>"
    return Trouble("answer", match, status=403, body=body, headers=_HTML)


def plugin_forbids(match: str = "wp-json|rest_route") -> Trouble:
    """403 in JSON with a plugin's own code."""
    body = '{"code":"security_forbidden","message":"Blocked by a security plugin.","data":{"status":403}}'
    return Trouble("answer", match, status=403, body=body, headers=_JSON)


def html_instead(match: str = "wp-json|rest_route") -> Trouble:
    """200, but a page where JSON was asked for."""
    return Trouble("answer", match, body="<!DOCTYPE html><title>Masuk</title><p>Silakan masuk.</p>", headers=_HTML)


def moved(location: str, match: str = ".", status: int = 301) -> Trouble:
    """A redirect to elsewhere."""
    return Trouble("answer", match, status=status, headers={**_HTML, "Location": location})


def php_warning(match: str = "wp-json|rest_route") -> Trouble:
    """A PHP warning printed before the JSON."""
    body = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/plugin.php</b> on line <b>7</b><br />\n"
    return Trouble("prefix", match, body=body)


def endless(match: str = ".") -> Trouble:
    """An answer that goes on for a minute, 64 KB ten times a second."""
    return Trouble("endless", match)


def lost_answer(match: str = ".", times: int | None = 1) -> Trouble:
    """The work is done; a gateway answers 504 in its place."""
    return Trouble("lost_answer", match, times, status=504, body="<h1>504 Gateway Time-out</h1>")


def cut_answer(match: str = ".", times: int | None = 1) -> Trouble:
    """The work is done; the connection breaks in the middle of the answer."""
    return Trouble("cut_answer", match, times)
