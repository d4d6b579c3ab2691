"""The page on which a person lets an application make an Application Password, and the redirect back to it.

The practice site has no log-in page: whoever opens this page on the loopback is taken for the practice moderator.
"""

from __future__ import annotations

import html
import ipaddress
from urllib.parse import urlencode, urlsplit

from bkddesk.demo.auth import new_password, store_password
from bkddesk.demo.message import Json, Response
from bkddesk.demo.theme import document
from bkddesk.demo.visit import User, Visit

_HTML = {"Content-Type": "text/html; charset=UTF-8", "Cache-Control": "no-store"}
_FORBIDDEN_SCHEMES = frozenset({"javascript", "data"})
_SIGNED_IN = "administrator"


def serve(visit: Visit) -> Response:
    """GET shows who asks; POST with `approve` or `reject` answers the application."""
    given = visit.request.body if visit.request.method == "POST" else visit.request.query
    values = {name: str(given.get(name) or "") for name in ("app_name", "app_id", "success_url", "reject_url")}
    for name in ("success_url", "reject_url"):
        if values[name] and not is_valid_redirect(values[name]):
            return _page("Tidak dapat menyetujui", "<p>Alamat kembali aplikasi ini tidak aman.</p>", 400)
    if visit.request.method != "POST":
        return _ask(visit, values)
    if "approve" in given:
        return _approve(visit, values)
    target = values["reject_url"] or values["success_url"]
    if not target:
        return _page("Ditolak", "<p>Koneksi ditolak. Tidak ada kata sandi yang dibuat.</p>", 200)
    separator = "&" if "?" in target else "?"
    return _redirect(target if values["reject_url"] else f"{target}{separator}success=false")


def is_valid_redirect(url: str) -> bool:
    """WordPress's rule for a local site: https, http to a loopback IP address, or an application's own scheme."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if not scheme or "://" not in url or scheme in _FORBIDDEN_SCHEMES:
        return False
    if scheme != "http":
        return bool(parts.netloc or parts.path)
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _ask(visit: Visit, values: dict[str, str]) -> Response:
    user = _user(visit)
    name = html.escape(values["app_name"] or "Sebuah aplikasi")
    hidden = "".join(
        f'<input type="hidden" name="{key}" value="{html.escape(value, quote=True)}">' for key, value in values.items()
    )
    body = f"""<p>Aplikasi <strong>{name}</strong> ingin terhubung ke situs ini sebagai
<strong>{html.escape(user.name)}</strong>. Jika Anda setuju, situs membuat Kata Sandi Aplikasi khusus untuknya.</p>
<form method="post" action="/wp-admin/authorize-application.php">{hidden}
<p><button type="submit" name="approve" value="1" id="approve">Ya, saya menyetujui koneksi ini</button>
<button type="submit" name="reject" value="1" id="reject" class="quiet">Tidak, saya menolak koneksi ini</button></p>
</form>"""
    return _page("Izinkan Aplikasi", body, 200)


def _approve(visit: Visit, values: dict[str, str]) -> Response:
    user = _user(visit)
    password = new_password()
    name = values["app_name"] or "Aplikasi"
    store_password(visit.db, user.id, password, name, values["app_id"], visit.now_gmt)
    if not values["success_url"]:
        shown = html.escape(password)
        return _page("Kata sandi dibuat", f"<p>Kata sandi untuk {html.escape(name)}: <code>{shown}</code></p>", 200)
    answer = urlencode({"site_url": visit.home, "user_login": user.login, "password": password.replace(" ", "")})
    separator = "&" if "?" in values["success_url"] else "?"
    return _redirect(f"{values['success_url']}{separator}{answer}")


def _user(visit: Visit) -> User:
    row = visit.one("SELECT * FROM user WHERE role = ? ORDER BY id", _SIGNED_IN)
    assert row is not None
    return User.of(row)


def _redirect(target: str) -> Response:
    return Response(status=302, headers={**_HTML, "Location": target}, raw=b"")


def _page(title: str, body: str, status: int) -> Response:
    page: Json = document(title, f'<main class="dialog"><h1>{title}</h1>{body}</main>')
    return Response(status=status, headers=dict(_HTML), raw=page.encode())
