"""Uploaded files: kinds, names, folders, and serving them. The shipped pictures lie with the content."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from bkddesk.demo.message import Response
from bkddesk.demo.visit import Visit
from bkddesk.paths import resources_dir

TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "mp4": "video/mp4",
    "mp3": "audio/mpeg",
    "zip": "application/zip",
    "txt": "text/plain",
}
"""Extensions that may be uploaded, with their types: a part of WordPress's list. SVG is not on it."""

_BEGINNINGS = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF",),
}
_SMALLER = re.compile(r"-(\d+)x(\d+)$")


def matches_type(content: bytes, mime_type: str) -> bool:
    """Whether the content begins as its type must; kinds without a known beginning pass."""
    beginnings = _BEGINNINGS.get(mime_type)
    return beginnings is None or content.startswith(beginnings)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, JPEG or WebP; None for anything else."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"GIF8") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content.startswith(b"RIFF") and content[8:16] == b"WEBPVP8X" and len(content) >= 30:
        return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None


def save_upload(visit: Visit, name: str, content: bytes) -> str:
    """Write a file; the answer is its path below the uploads ("2026/11/foto-1.png"), free of clashes."""
    stem, _, extension = Path(name).name.rpartition(".")
    stem = re.sub(r"[^A-Za-z0-9._-]", "", re.sub(r"[\s%]+", "-", stem)).strip(".-_") or "berkas"
    month = visit.now_local[:7].replace("-", "/")
    file, number = f"{month}/{stem}.{extension}", 0
    while find_upload(visit, file) is not None:
        number += 1
        file = f"{month}/{stem}-{number}.{extension}"
    target = visit.uploads / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return file


def find_upload(visit: Visit, file: str) -> Path | None:
    """Where a file lies: among the uploads, or among the shipped pictures, which are named without month."""
    if ".." in Path(file).parts or file.startswith("/"):
        return None
    for candidate in (visit.uploads / file, shipped_pictures() / Path(file).name):
        if candidate.is_file():
            return candidate
    return None


def smaller_versions(visit: Visit, file: str) -> list[tuple[str, str, int, int]]:
    """The smaller versions that lie beside a picture: (size name, file name, width, height)."""
    path = find_upload(visit, file)
    found: list[tuple[str, str, int, int]] = []
    if path is None:
        return found
    for other in sorted(path.parent.glob(f"{path.stem}-*{path.suffix}")):
        sizes = _SMALLER.search(other.stem)
        if sizes and other.stem.removesuffix(sizes.group()) == path.stem:
            width, height = int(sizes[1]), int(sizes[2])
            found.append(("thumbnail" if width == height else "medium", other.name, width, height))
    return found


def shipped_pictures() -> Path:
    """The folder of pictures that come with the practice content."""
    return resources_dir() / "demo" / "pictures"


def serve(visit: Visit, file: str) -> Response:
    """A file as the web server gives it."""
    path = find_upload(visit, file)
    kind = TYPES.get(file.rpartition(".")[2].lower())
    if path is None or kind is None:
        return Response(status=404, headers={"Content-Type": "text/html; charset=UTF-8"}, raw=b"<h1>404</h1>")
    return Response(headers={"Content-Type": kind, "Cache-Control": "max-age=3600"}, raw=path.read_bytes())
