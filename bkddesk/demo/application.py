"""One HTTP request in, one response out: the REST API, the public pages, uploaded files, the authorise page.

All requests are served one after another, each in one transaction. It knows no socket.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

from bkddesk.demo import auth, authorize, pages, uploads
from bkddesk.demo.message import Request, Response
from bkddesk.demo.routes import router
from bkddesk.demo.visit import Visit, database_time
from bkddesk.model.clock import site_zone

_OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", ""})
_EXPOSED = "X-WP-Total, X-WP-TotalPages, Link"
_ACCEPTED = "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type"
_NO_CACHE = "no-cache, must-revalidate, max-age=0, no-store, private"


class Application:
    """The practice site without its sockets."""

    def __init__(self, db: sqlite3.Connection, home: str, uploads: Path, clock: Callable[[], datetime]) -> None:
        self.db = db
        self.home = home
        self.uploads = uploads
        self.clock = clock
        self.zone = site_zone("Asia/Jakarta", 7)
        self.lock = threading.Lock()

    def serve(self, request: Request) -> Response:
        """The whole answer, with all headers but those of the connection."""
        with self.lock:
            self.db.execute("BEGIN")
            try:
                response = self._served(request)
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("ROLLBACK" if response.status >= 400 else "COMMIT")
        return response

    def _served(self, request: Request) -> Response:
        if _is_foreign(request, self.home):
            return Response(status=403, headers={"Content-Type": "text/html; charset=UTF-8"}, raw=b"<h1>403</h1>")
        now = self.clock()
        visit = Visit(self.db, request, self.home, now, self.zone, self.uploads)
        pages.publish_due(visit)
        route = rest_route(request)
        if route is not None:
            return self._rest(visit, request, route)
        path = unquote(request.path)
        if path.startswith("/wp-content/uploads/"):
            return uploads.serve(visit, path.removeprefix("/wp-content/uploads/"))
        if path == "/wp-admin/authorize-application.php":
            return authorize.serve(visit)
        return pages.serve(visit, path)

    def _rest(self, visit: Visit, request: Request, route: str) -> Response:
        now = database_time(visit.now)
        visit.user, visit.password_uuid = auth.visitor(self.db, request.headers, now, request.remote_ip)
        visit.request = replace(request, path=route)
        response = router().serve(visit)
        headers = {
            "Content-Type": "application/json; charset=UTF-8",
            "X-Robots-Tag": "noindex",
            "Link": f'<{self.home}/wp-json/>; rel="https://api.w.org/"',
            "X-Content-Type-Options": "nosniff",
            "Access-Control-Expose-Headers": _EXPOSED,
            "Access-Control-Allow-Headers": _ACCEPTED,
        }
        if visit.user is None and request.method == "GET":
            headers["Vary"] = "Origin"
        if visit.user is not None:
            headers["Expires"] = "Wed, 11 Jan 1984 05:00:00 GMT"
            headers["Cache-Control"] = _NO_CACHE
        response.headers = {**headers, **response.headers}
        return response


def _is_foreign(request: Request, home: str) -> bool:
    """Whether another site's page sends this through the person's browser: by a form, or a name that it points here.

    Nobody signs in here, so a page elsewhere could else have an Application Password made and sent to itself.
    """
    host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    origin = request.headers.get("origin")
    return host not in _OWN_HOSTS or (origin not in (None, home) and request.method not in ("GET", "HEAD"))


def rest_route(request: Request) -> str | None:
    """The REST route that a request means, by either of WordPress's two address forms; None: not the API."""
    path = unquote(request.path)
    if path == "/wp-json" or path.startswith("/wp-json/"):
        return path.removeprefix("/wp-json").rstrip("/") or "/"
    given = request.query.get("rest_route")
    if path in ("/", "/index.php") and isinstance(given, str) and given:
        return f"/{given.strip('/')}"
    return None
