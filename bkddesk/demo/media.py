"""The media library: `/wp/v2/media`, with raw and multipart uploads. Files lie in the folder of uploads."""

from __future__ import annotations

import hashlib
import re

from bkddesk.demo import posts
from bkddesk.demo.links import embeddable, permalink, self_link
from bkddesk.demo.listing import collection, fetch_page
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import Param, Params
from bkddesk.demo.post_rows import change_post, insert_post, stored_text, unique_slug
from bkddesk.demo.rendering import paragraphs, rendered_title, slugify
from bkddesk.demo.uploads import TYPES, find_upload, image_size, matches_type, save_upload, smaller_versions
from bkddesk.demo.visit import Row, Visit, answer_time, as_number

LIST_PARAMS: Params = {
    **posts.LIST_PARAMS,
    "status": Param("array", default=["inherit"], items=Param(enum=("inherit", "private", "trash"))),
    "media_type": Param("array", items=Param(enum=("image", "video", "text", "application", "audio"))),
    "mime_type": Param("array", items=Param()),
}
ITEM_PARAMS = posts.ITEM_PARAMS
WRITE_PARAMS: Params = {
    "id": Param("integer"),
    "date": Param(format="date-time"),
    "slug": Param(),
    "title": Param("text"),
    "caption": Param("text"),
    "description": Param("text"),
    "alt_text": Param(),
    "post": Param("integer"),
    "author": Param("integer"),
    "comment_status": Param(enum=("open", "closed")),
    "status": Param(enum=("inherit", "private")),
}
DELETE_PARAMS: Params = {"id": Param("integer"), "force": Param("boolean", default=False)}

LARGEST_FILE = 8 * 1024 * 1024
_FILENAME = re.compile(r"""(?:^|;)\s*filename\s*=\s*(?:"([^"]*)"|([^;\s"]+))""", re.IGNORECASE)
_FIELDS = (
    *("id", "date", "date_gmt", "guid", "modified", "modified_gmt", "slug", "status", "type", "link", "title"),
    *("author", "featured_media", "comment_status", "ping_status", "template", "meta", "permalink_template"),
    *("generated_slug", "class_list", "description", "caption", "alt_text", "media_type", "mime_type"),
    *("media_details", "post", "source_url", "missing_image_sizes", "filename", "filesize", "exif_orientation"),
    *("image_output_format", "image_save_progressive", "image_quality"),
)
_IMAGE_ONLY = frozenset({"exif_orientation", "image_output_format", "image_save_progressive", "image_quality"})
_EDIT_ONLY = frozenset({"permalink_template", "generated_slug", "missing_image_sizes"}) | _IMAGE_ONLY
_EMBEDDED = frozenset(
    {
        *("id", "date", "slug", "type", "link", "title", "author", "featured_media", "caption", "alt_text"),
        *("media_type", "mime_type", "media_details", "source_url"),
    }
)


_NO_IMAGE_META: dict[str, Json] = {
    **dict.fromkeys(("aperture", "created_timestamp", "focal_length", "iso", "shutter_speed", "orientation"), "0"),
    **dict.fromkeys(("credit", "camera", "caption", "copyright", "title", "alt"), ""),
    "keywords": [],
}


def may_list(visit: Visit) -> None:
    """Everybody; the edit context is for those who may upload."""
    if visit.context == "edit" and not visit.can("upload_files"):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting media.")


def list_media(visit: Visit) -> Response:
    """A page of files. A page past the end is a 400."""
    found = posts.conditions("attachment", visit)
    kinds = [f"{kind}/%" for kind in visit.values.get("media_type") or ()]
    if kinds:
        found.add(f"({' OR '.join(['mime_type LIKE ?'] * len(kinds))})", *kinds)
    found.among("mime_type", visit.values.get("mime_type"))
    order, order_args = posts.ordering(visit)
    page = fetch_page(visit, "post", found, order, order_args)
    if page.total and visit.values["page"] > page.pages:
        raise RestError("rest_post_invalid_page_number", "Nomor halaman melebihi jumlah halaman.", 400)
    readable = [row for row in page.rows if visit.can_read(row) and (visit.context != "edit" or visit.can_edit(row))]
    return collection(visit, "wp/v2/media", page, [as_answer(visit, row) for row in readable])


def may_read(visit: Visit) -> None:
    """Everybody whose post it belongs to can be read; the edit context for those who may edit it."""
    posts.may_read("attachment", visit)


def read_media(visit: Visit) -> Response:
    """One file."""
    media = posts.existing("attachment", visit)
    alternate = f'<{permalink(visit, media)}>; rel="alternate"; type=text/html'
    return Response(as_answer(visit, media), headers={"Link": alternate})


def may_create(visit: Visit) -> None:
    """Authors and up."""
    if not visit.can("upload_files"):
        raise visit.refused("rest_cannot_create", "Anda tidak boleh mengunggah media.")
    if visit.values.get("post"):
        post = visit.post(as_number(visit.values["post"]))
        if post is None or not visit.can_edit(post):
            raise visit.refused("rest_cannot_edit", "Anda tidak boleh mengunggah media ke pos ini.")


def create_media(visit: Visit) -> Response:
    """Keep a file. The same file twice makes two."""
    assert visit.user is not None
    _check_parent(visit)
    upload = visit.request.files.get("file")
    if upload is not None:
        name, content, failure = upload.name, upload.content, "rest_upload_unknown_error"
    else:
        name, content, failure = _raw_name(visit), visit.request.raw, "rest_upload_sideload_error"
    if len(content) > LARGEST_FILE:
        raise RestError(failure, "Berkas melebihi 8 MB.", 500)
    extension = name.rpartition(".")[2].lower()
    mime_type = TYPES.get(extension, "")
    if not mime_type or not matches_type(content, mime_type):
        raise RestError(failure, "Anda tidak boleh mengunggah jenis berkas ini.", 500)
    file = save_upload(visit, name, content)
    stem = file.rpartition("/")[2].rpartition(".")[0]
    width, height = image_size(content) or (0, 0)
    values = visit.values
    row: dict[str, Json] = {
        "type": "attachment",
        "status": "inherit",
        "author": values.get("author") or visit.user.id,
        **dict.fromkeys(("date", "modified"), visit.now_local),
        **dict.fromkeys(("date_gmt", "modified_gmt"), visit.now_gmt),
        "title": stem,
        "ping_status": "closed",
        "parent": values.get("post") or 0,
        "mime_type": mime_type,
        "file": file,
        "width": width,
        "height": height,
        "filesize": len(content),
        "guid": f"{visit.home}/wp-content/uploads/{file}",
        **_from_request(visit),
    }
    row["slug"] = unique_slug(visit, "attachment", slugify(row.get("slug") or row["title"]), 0)
    media_id = insert_post(visit, row)
    visit.values["context"] = "edit"
    location = visit.api(f"wp/v2/media/{media_id}")
    return Response(as_answer(visit, _fresh(visit, media_id)), 201, {"Location": location})


def may_update(visit: Visit) -> None:
    """Those who may edit it."""
    if not visit.can_edit(posts.existing("attachment", visit)):
        raise visit.refused("rest_cannot_edit", "Anda tidak boleh menyunting pos ini.")


def update_media(visit: Visit) -> Response:
    """Change title, caption, description, alternative text, slug or parent."""
    media = posts.existing("attachment", visit)
    _check_parent(visit)
    written = {**_from_request(visit), "modified": visit.now_local, "modified_gmt": visit.now_gmt}
    if visit.values.get("post") is not None:
        written["parent"] = visit.values["post"]
    if written.get("slug"):
        written["slug"] = unique_slug(visit, "attachment", slugify(written["slug"]), media["id"])
    change_post(visit, media["id"], written)
    visit.values["context"] = "edit"
    return Response(as_answer(visit, _fresh(visit, media["id"])))


def may_delete(visit: Visit) -> None:
    """Those who may delete it."""
    if not visit.can_delete(posts.existing("attachment", visit)):
        raise visit.refused("rest_cannot_delete", "Anda tidak boleh menghapus pos ini.")


def delete_media(visit: Visit) -> Response:
    """Delete for good, which is the only way; posts lose it as their picture."""
    media = posts.existing("attachment", visit)
    if not visit.values["force"]:
        raise RestError("rest_trash_not_supported", "Media tidak dapat dibuang, hanya dihapus.", 501)
    visit.values["context"] = "edit"
    previous = as_answer(visit, media, with_links=False)
    visit.db.execute("UPDATE post SET featured_media = 0 WHERE featured_media = ?", (media["id"],))
    visit.db.execute("DELETE FROM post WHERE id = ?", (media["id"],))
    kept = find_upload(visit, media["file"])
    if kept is not None and kept.is_relative_to(visit.uploads):
        kept.unlink()
    return Response({"deleted": True, "previous": previous})


def as_answer(visit: Visit, media: Row, *, with_links: bool = True) -> dict[str, Json]:
    """A file as the API shows it."""
    roots = {name.partition(".")[0] for name in visit.fields}
    context = visit.context
    answer: dict[str, Json] = {}
    for name in _FIELDS:
        if (roots and name not in roots and name != "id") or (context != "edit" and name in _EDIT_ONLY):
            continue
        if name in _IMAGE_ONLY and not media["width"]:
            continue
        if context == "embed" and name not in _EMBEDDED:
            continue
        answer[name] = _field(visit, media, name)
    if with_links and (not roots or "_links" in roots):
        answer["_links"] = _links(visit, media)
    return answer


def _field(visit: Visit, media: Row, name: str) -> Json:
    match name:
        case "date" | "date_gmt" | "modified" | "modified_gmt":
            return answer_time(media[name])
        case "guid":
            return _shown(visit, media["guid"], media["guid"])
        case "link":
            return permalink(visit, media)
        case "title":
            return _shown(visit, rendered_title(media["title"]), media["title"])
        case "description":
            return _shown(visit, _shown_file(visit, media) + paragraphs(media["content"]), media["content"])
        case "caption":
            return _shown(visit, paragraphs(media["excerpt"]), media["excerpt"])
        case "meta" | "missing_image_sizes":
            return []
        case "permalink_template":
            return f"{visit.home}/?attachment_id={media['id']}"
        case "generated_slug":
            return media["slug"]
        case "class_list":
            return [f"post-{media['id']}", "attachment", "type-attachment", f"status-{media['status']}", "hentry"]
        case "media_type":
            return "image" if media["mime_type"].startswith("image/") else "file"
        case "media_details":
            return _details(visit, media)
        case "filename":
            return media["file"].rpartition("/")[2]
        case "exif_orientation":
            return 1
        case "image_output_format":
            return None
        case "image_save_progressive":
            return False
        case "image_quality":
            return {"default": 82, "sizes": []}
        case "post":
            return media["parent"] or None
        case "source_url":
            return f"{visit.home}/wp-content/uploads/{media['file']}"
        case _:
            return media[name]


def _shown_file(visit: Visit, media: Row) -> str:
    url = f"{visit.home}/wp-content/uploads/{media['file']}"
    if not media["width"]:
        return f"<p class=\"attachment\"><a href='{url}'>{rendered_title(media['title'])}</a></p>\n"
    size = f'width="{media["width"]}" height="{media["height"]}"'
    picture = f'<img loading="lazy" decoding="async" {size} src="{url}" class="attachment-medium size-medium" alt="" />'
    return f"<p class=\"attachment\"><a href='{url}'>{picture}</a></p>\n"


def _shown(visit: Visit, rendered: str, raw: str) -> dict[str, str]:
    return {"raw": raw, "rendered": rendered} if visit.context == "edit" else {"rendered": rendered}


def _details(visit: Visit, media: Row) -> dict[str, Json]:
    if not media["width"]:
        return {"filesize": media["filesize"], "sizes": {}}
    url = f"{visit.home}/wp-content/uploads/{media['file']}"
    sizes: dict[str, Json] = {}
    for name, file, width, height in smaller_versions(visit, media["file"]):
        sizes[name] = {
            "file": file,
            "width": width,
            "height": height,
            "mime_type": media["mime_type"],
            "source_url": f"{url.rpartition('/')[0]}/{file}",
        }
    if sizes:
        sizes["full"] = {
            "file": media["file"].rpartition("/")[2],
            "width": media["width"],
            "height": media["height"],
            "mime_type": media["mime_type"],
            "source_url": url,
        }
    return {
        "width": media["width"],
        "height": media["height"],
        "file": media["file"],
        "filesize": media["filesize"],
        "sizes": sizes,
        "image_meta": dict(_NO_IMAGE_META),
    }


def _links(visit: Visit, media: Row) -> dict[str, Json]:
    return {
        "self": self_link(
            visit, f"wp/v2/media/{media['id']}", edit=visit.can_edit(media), delete=visit.can_delete(media)
        ),
        "collection": [{"href": visit.api("wp/v2/media")}],
        "about": [{"href": visit.api("wp/v2/types/attachment")}],
        "author": embeddable(visit.api(f"wp/v2/users/{media['author']}")),
        "replies": embeddable(visit.api(f"wp/v2/comments?post={media['id']}")),
    }


def _from_request(visit: Visit) -> dict[str, Json]:
    values = visit.values
    written: dict[str, Json] = {}
    for given, column in (("title", "title"), ("caption", "excerpt"), ("description", "content")):
        if isinstance(values.get(given), str):
            written[column] = stored_text(visit, values[given].strip())
    for name in ("alt_text", "slug", "comment_status"):
        if values.get(name):
            written[name] = values[name]
    return written


def _check_parent(visit: Visit) -> None:
    parent = visit.post(as_number(visit.values.get("post")))
    if parent is not None and parent["type"] in ("attachment", "revision"):
        raise RestError("rest_invalid_param", "Jenis induk tidak sah.", 400)


def _raw_name(visit: Visit) -> str:
    """The file name of a raw upload. `filename*` is not understood, as in WordPress."""
    headers = visit.request.headers
    if not visit.request.raw:
        raise RestError("rest_upload_no_data", "Tidak ada data.", 400)
    if not headers.get("content-type"):
        raise RestError("rest_upload_no_content_type", "Content-Type tidak ada.", 400)
    disposition = headers.get("content-disposition")
    if not disposition:
        raise RestError("rest_upload_no_content_disposition", "Content-Disposition tidak ada.", 400)
    found = _FILENAME.search(disposition)
    name = (found[1] or found[2] or "") if found else ""
    if not name:
        raise RestError("rest_upload_invalid_disposition", "Content-Disposition tidak memuat nama berkas.", 400)
    given_hash = headers.get("content-md5")
    if given_hash and given_hash.strip() != hashlib.md5(visit.request.raw, usedforsecurity=False).hexdigest():
        raise RestError("rest_upload_hash_mismatch", "Isi berkas tidak cocok dengan hash.", 412)
    return name


def _fresh(visit: Visit, media_id: int) -> Row:
    row = visit.post(media_id)
    assert row is not None
    return row
