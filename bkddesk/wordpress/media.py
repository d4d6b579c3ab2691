"""The media library over REST: listing, uploading, fetching pictures. Credentials never go out with a picture.

Knows nothing of where pictures are kept or shown.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING

from bkddesk.model.article import MediaItem
from bkddesk.model.errors import NotUnderstoodError, PlainHttpError, RedirectedError, RejectedError
from bkddesk.wordpress.client import PER_PAGE, Client, Page, Value, failure, page_of
from bkddesk.wordpress.transport import Request, is_loopback, join, origin, split

if TYPE_CHECKING:
    from bkddesk.wordpress import wire

FIELDS = "id,slug,date_gmt,title,caption,alt_text,mime_type,source_url,media_details"
MAX_PICTURE_BYTES = 16 * 1024 * 1024

SLOWEST_BYTES_A_SECOND = 16 * 1024
"""The slowest line that an upload is given time for."""

_PATH = "wp/v2/media"
_TAG = re.compile(r"<[^>]*>")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MAX_HOPS = 3


def fetch_page(client: Client, page: int = 1, per_page: int = PER_PAGE, search: str | None = None) -> Page[MediaItem]:
    """One page of the library, newest first. A page past the end is empty."""
    from bkddesk.wordpress import wire

    params: dict[str, Value] = {"page": page, "per_page": per_page, "search": search, "_fields": FIELDS}
    try:
        reply = client.get(_PATH, params, shape=list[wire.Media])
    except RejectedError as error:
        if error.code == "rest_post_invalid_page_number":
            return Page((), 0, 0)
        raise
    items = [_item(one) for one in reply.value]
    return page_of(items, reply.headers, page=page, per_page=per_page, received=len(reply.value))


def find_by_slug(client: Client, slug: str) -> MediaItem | None:
    """The file with exactly this slug: asked before an upload is repeated, since the same file twice makes two."""
    from bkddesk.wordpress import wire

    reply = client.get(_PATH, {"slug": slug, "_fields": FIELDS}, shape=list[wire.Media])
    return next((_item(one) for one in reply.value if one.slug == slug), None)


def upload(
    client: Client, data: bytes, filename: str, mime_type: str, slug: str = "", alt_text: str = "", title: str = ""
) -> MediaItem:
    """Put a file into the library under `slug` (for `find_by_slug`), with a title (else the file's name).

    RejectedError: a type that the site does not take (`rest_upload_sideload_error`), or too large
    (`rest_upload_unknown_error`, `rest_upload_no_content_disposition`, `too_large`). ForbiddenError: may not upload.
    """
    from bkddesk.wordpress import wire

    stem = filename.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]
    params: dict[str, Value] = {
        "_fields": FIELDS,
        "slug": slug or None,
        "alt_text": alt_text or None,
        "title": title or stem or None,
    }
    headers = {
        # WordPress refuses `filename*`, so what it is given is plain ASCII; the title keeps the real name.
        "Content-Disposition": f'attachment; filename="{ascii_filename(filename)}"',
        "Content-Type": mime_type,
    }
    seconds = client.transport.timeouts.total + len(data) / SLOWEST_BYTES_A_SECOND
    return _item(client.post_bytes(_PATH, data, headers, params, shape=wire.Media, total_seconds=seconds).value)


def set_alt_text(client: Client, media_id: int, alt_text: str) -> MediaItem:
    """Change the description that is read aloud in a picture's place."""
    from bkddesk.wordpress import wire

    return _item(
        client.post(f"{_PATH}/{media_id}", {"alt_text": alt_text}, {"_fields": FIELDS}, shape=wire.Media).value
    )


def fetch_bytes(client: Client, url: str, *, max_bytes: int = MAX_PICTURE_BYTES) -> bytes:
    """A picture's bytes, asked without credentials, from the site or from wherever it keeps its pictures.

    Over http only from this machine, and only where the site itself lies there; the site's own http URLs are asked
    over https. Raises PlainHttpError, RedirectedError, AnswerTooLargeError and the network's errors.
    """
    target = _secure(client, url)
    for _hop in range(_MAX_HOPS):
        answer = client.transport.send(Request("GET", target, max_bytes=max_bytes))
        if not answer.location:
            break
        onward = _secure(client, join(target, answer.location))
        if origin(onward)[0] == "http" and origin(onward) != origin(target):
            raise RedirectedError(onward, location=onward)
        target = onward
    if answer.status != 200:
        raise failure(answer)
    kind = answer.headers.get("content-type", "")
    if kind.startswith(("text/html", "application/json")):
        raise NotUnderstoodError(f"{kind} where a picture should be")
    return answer.body


def _secure(client: Client, url: str) -> str:
    """The absolute URL, over https wherever that is not this machine's own site."""
    absolute = join(client.home + "/", url)
    parts = split(absolute)
    home = split(client.home)
    if parts.scheme != "http":
        return absolute
    if is_loopback(parts.hostname or "") and is_loopback(home.hostname or ""):
        return absolute
    # Old articles hold http addresses of a site that has long moved to https.
    if parts.hostname == home.hostname:
        return parts._replace(scheme="https").geturl()
    # A page from outside must not make us knock at what listens on this machine, nor ask in the open elsewhere.
    raise PlainHttpError(absolute)


def ascii_filename(filename: str) -> str:
    """A file name that survives the header: ASCII letters, digits, dot, dash; never a path, never empty."""
    base = filename.replace("\\", "/").rsplit("/", 1)[-1]
    plain = unicodedata.normalize("NFKD", base).encode("ascii", "ignore").decode()
    stem, dot, ending = plain.rpartition(".")
    stem, ending = _UNSAFE.sub("-", stem if dot else ending).strip("-._"), _UNSAFE.sub("", ending) if dot else ""
    return f"{stem[:80] or 'file'}.{ending[:10]}" if ending else stem[:80] or "file"


def _plain(text: wire.Text) -> str:
    return " ".join(unescape(_TAG.sub(" ", text.rendered if text.raw is None else text.raw)).split())


def _item(one: wire.Media) -> MediaItem:
    from bkddesk.wordpress import wire

    details = one.media_details if isinstance(one.media_details, wire.MediaDetails) else wire.MediaDetails()
    sizes = details.sizes if isinstance(details.sizes, dict) else {}
    # "medium" is whole where "thumbnail" is cropped, and sharp enough at 200 %.
    small = next((sizes[name].source_url for name in ("medium", "thumbnail") if name in sizes), "")
    if not small and one.mime_type.startswith("image/"):
        small = one.source_url
    return MediaItem(
        id=one.id,
        slug=one.slug,
        title=_plain(one.title),
        alt_text=one.alt_text,
        caption=_plain(one.caption),
        mime_type=one.mime_type,
        source_url=one.source_url,
        thumbnail_url=small,
        width=details.width,
        height=details.height,
        date_gmt=one.date_gmt or "",
    )
