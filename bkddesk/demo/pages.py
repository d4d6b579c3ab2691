"""The public pages: home, articles, pages, archives. HTML for people; the API is elsewhere."""

from __future__ import annotations

import html
import re
from datetime import date
from http import HTTPStatus

from bkddesk.demo.links import BASES, permalink, term_link
from bkddesk.demo.message import Response
from bkddesk.demo.rendering import plain, rendered_comment, rendered_content, rendered_excerpt, rendered_title
from bkddesk.demo.root import option
from bkddesk.demo.theme import document
from bkddesk.demo.visit import Row, Visit

_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_ARTICLE = re.compile(r"/\d{4}/\d{2}/([^/]+)/?")
_ARCHIVE = re.compile(r"/(category|tag|author)/(?:[^/]+/)*([^/]+)/?")
_SHARED = ("Facebook", "WhatsApp", "Telegram", "X")


def publish_due(visit: Visit) -> None:
    """What was scheduled and is due becomes public, as WordPress's own clock does on each visit."""
    visit.db.execute("UPDATE post SET status = 'publish' WHERE status = 'future' AND date_gmt <= ?", (visit.now_gmt,))


def serve(visit: Visit, path: str) -> Response:
    """The page at an address, or 404."""
    if path in ("/", "/index.php"):
        number = visit.request.query.get("p") or visit.request.query.get("page_id")
        if number is not None:
            return _by_number(visit, str(number))
        return _home(visit, visit.request.query.get("s"))
    archive = _ARCHIVE.fullmatch(path)
    if archive:
        return _archive(visit, archive[1], archive[2])
    article = _ARTICLE.fullmatch(path)
    kind, slug = ("post", article[1]) if article else ("page", path.strip("/"))
    post = visit.one("SELECT * FROM post WHERE type = ? AND slug = ? AND status = 'publish'", kind, slug)
    if post is None:
        post = visit.one("SELECT * FROM post WHERE type = 'attachment' AND slug = ?", slug)
    return _article(visit, post) if post is not None else _missing(visit)


def _by_number(visit: Visit, number: str) -> Response:
    post = visit.post(int(number)) if number.isdigit() else None
    if post is None or post["status"] != "publish":
        # A draft cannot be seen here: an Application Password opens the API only.
        return _missing(visit)
    return Response(status=301, headers={"Location": permalink(visit, post)}, raw=b"")


def _home(visit: Visit, search: str | None) -> Response:
    sql = "SELECT * FROM post WHERE type = 'post' AND status = 'publish'"
    args: list[str] = []
    for word in (search or "").split():
        sql += " AND (title LIKE ? OR content LIKE ?)"
        args += [f"%{word}%", f"%{word}%"]
    rows = visit.db.execute(f"{sql} ORDER BY date DESC", args).fetchall()
    return _listing(visit, option(visit, "name"), rows)


def _archive(visit: Visit, kind: str, slug: str) -> Response:
    if kind == "author":
        found = visit.one("SELECT id, name FROM user WHERE slug = ?", slug)
        condition = "author = ?"
    else:
        taxonomy = "category" if kind == "category" else "post_tag"
        found = visit.one("SELECT id, name FROM term WHERE taxonomy = ? AND slug = ?", taxonomy, slug)
        condition = "id IN (SELECT post_id FROM post_term WHERE term_id = ?)"
    if found is None:
        return _missing(visit)
    rows = visit.db.execute(
        f"SELECT * FROM post WHERE type = 'post' AND status = 'publish' AND {condition} ORDER BY date DESC",  # noqa: S608
        (found["id"],),
    ).fetchall()
    return _listing(visit, found["name"], rows)


def _listing(visit: Visit, heading: str, posts: list[Row]) -> Response:
    teasers = "".join(
        f'<article class="teaser"><h2><a href="{permalink(visit, post)}">{rendered_title(post["title"])}</a></h2>'
        f'<p class="meta">{_day(post["date"])}</p>{rendered_excerpt(post["excerpt"], post["content"])}</article>'
        for post in posts
    )
    return _page(visit, heading, f"<h1>{html.escape(heading)}</h1>{teasers}")


def _article(visit: Visit, post: Row) -> Response:
    author = visit.one("SELECT * FROM user WHERE id = ?", post["author"])
    name = html.escape(author["name"]) if author is not None else ""
    comments = visit.db.execute(
        "SELECT * FROM comment WHERE post = ? AND status = 'approved' AND type != 'note' ORDER BY date_gmt, id",
        (post["id"],),
    ).fetchall()
    content = rendered_content(post["content"]) if not post["password"] else "<p>Pos ini berkata sandi.</p>"
    about = html.escape(author["description"]) if author is not None else ""
    shares = "".join(f"<span>{place}</span>" for place in _SHARED)
    parts = [
        f'<span class="count">{len(comments)}</span><h1 class="article">{rendered_title(post["title"])}</h1>',
        f'<p class="meta">{name}, {_day(post["date"])}</p>',
        _picture(visit, post),
        f'<div class="entry-content">{content}</div>',
        f'<p class="trail"><a href="{visit.home}/">{visit.home}/</a> {_trail(visit, post)}</p>',
        f'<section class="share"><h2>Share the Post</h2>{shares}</section>',
        f"<section><h2>About the Author</h2><p><strong>{name}</strong></p><p>{about}</p></section>",
        f"<section><h2>Comments</h2>{_comments(comments)}</section>",
        _reply_form(post),
    ]
    rest = visit.api(f"wp/v2/{BASES[post['type']]}/{post['id']}")
    links = (
        f'<{rest}>; rel="alternate"; title="JSON"; type="application/json"',
        f"<{visit.home}/?p={post['id']}>; rel=shortlink",
    )
    return _page(visit, plain(post["title"]), "".join(parts), links=links)


def _picture(visit: Visit, post: Row) -> str:
    media = visit.post(post["featured_media"]) if post["featured_media"] else None
    if media is None:
        return ""
    alt = html.escape(media["alt_text"], quote=True)
    return f'<figure><img src="{visit.home}/wp-content/uploads/{media["file"]}" alt="{alt}"></figure>'


def _trail(visit: Visit, post: Row) -> str:
    rows = visit.db.execute(
        """SELECT term.* FROM term JOIN post_term ON term.id = term_id
           WHERE post_id = ? AND taxonomy = 'category' ORDER BY parent, name""",
        (post["id"],),
    ).fetchall()
    return " ".join(f'/ <a href="{term_link(visit, row)}">{html.escape(row["name"]).upper()}</a>' for row in rows)


def _comments(comments: list[Row]) -> str:
    if not comments:
        return "<p>No comment yet.</p>"
    children: dict[int, list[Row]] = {}
    shown = {comment["id"] for comment in comments}
    for comment in comments:
        children.setdefault(comment["parent"] if comment["parent"] in shown else 0, []).append(comment)
    return f'<ol class="comments">{_branch(children, 0)}</ol>'


def _branch(children: dict[int, list[Row]], parent: int) -> str:
    items = []
    for comment in children.get(parent, []):
        below = _branch(children, comment["id"])
        items.append(
            f'<li id="comment-{comment["id"]}"><strong>{html.escape(comment["author_name"])}</strong> '
            f'<span class="meta">{_day(comment["date"])}</span>{rendered_comment(comment["content"])}'
            f"{f'<ol>{below}</ol>' if below else ''}</li>"
        )
    return "".join(items)


def _reply_form(post: Row) -> str:
    if post["comment_status"] != "open":
        return ""
    return """<section><h2>Leave a Reply</h2>
<p class="quiet-text">Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *</p>
<form><label>Komentar *</label><textarea rows="4" disabled></textarea><label>Nama *</label>
<input type="text" disabled><label>Email *</label><input type="email" disabled></form>
<p class="quiet-text">Ini situs latihan: komentar dari halaman ini tidak dikirim.</p></section>"""


def _page(visit: Visit, title: str, body: str, *, links: tuple[str, ...] = (), status: int = 200) -> Response:
    name, description = option(visit, "name"), option(visit, "description")
    whole = document(
        title,
        f'<header class="site"><a href="{visit.home}/">{html.escape(name)}</a>'
        f"<p>{html.escape(description)}</p></header>"
        f"<main>{body}</main><footer>Situs latihan bkddesk. Semua nama dan peristiwa di sini rekaan.</footer>",
        name,
    )
    link = ", ".join((f'<{visit.home}/wp-json/>; rel="https://api.w.org/"', *links))
    headers = {"Content-Type": "text/html; charset=UTF-8", "Link": link}
    if status == HTTPStatus.NOT_FOUND:
        headers["Cache-Control"] = "no-cache, must-revalidate, max-age=0, no-store, private"
    return Response(status=status, headers=headers, raw=whole.encode())


def _missing(visit: Visit) -> Response:
    body = "<h1>Halaman tidak ditemukan</h1><p>Tidak ada apa pun di alamat ini.</p>"
    return _page(visit, "Halaman tidak ditemukan", body, status=404)


def _day(text: str) -> str:
    day = date.fromisoformat(text[:10])
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
