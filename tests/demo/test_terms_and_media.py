"""Categories, tags, and the media library."""

from typing import Any

import pytest

from tests.demo.conftest import Ground


def _upload(name: str, mime_type: str = "image/png") -> dict[str, str]:
    return {"Content-Type": mime_type, "Content-Disposition": f'attachment; filename="{name}"'}


def test_categories_form_a_tree(ground: Ground) -> None:
    parent = ground.get("categories", slug="berita", role=None)[0]
    children = ground.get("categories", parent=parent["id"], role=None)
    assert [child["name"] for child in children] == ["Kunjungan", "Pelatihan"]
    assert children[0]["link"] == f"{ground.home}/category/berita/kunjungan/"
    assert "parent" not in ground.get("tags", role=None)[0]
    assert parent["count"] == 5


def test_a_term_that_exists_tells_its_id(ground: Ground) -> None:
    made = ground.post("categories", name="Kategori Baru")
    for name in ("Kategori Baru", "kategori baru"):
        answer = ground.ask("editor", "POST", "categories", json={"name": name})
        assert (answer.status_code, answer.json()["code"]) == (400, "term_exists")
        assert answer.json()["data"]["term_id"] == made["id"]
    child = ground.post("categories", name="Kategori Baru", parent=made["id"])
    assert child["slug"] == "kategori-baru-kategori-baru"
    assert ground.post("categories", name="Lain", slug="kategori-baru")["slug"] == "kategori-baru-2"


@pytest.mark.parametrize(
    ("role", "route", "status"),
    [
        ("author", "categories", 403),
        ("author", "tags", 201),
        ("contributor", "tags", 201),
        ("subscriber", "tags", 403),
        (None, "tags", 401),
        ("editor", "categories", 201),
    ],
)
def test_who_may_make_terms(ground: Ground, role: str | None, route: str, status: int) -> None:
    assert ground.ask(role, "POST", route, json={"name": "Istilah"}).status_code == status


@pytest.mark.parametrize(
    ("route", "values", "status", "code"),
    [
        ("categories", {}, 400, "rest_missing_callback_param"),
        ("categories", {"name": " "}, 500, "empty_term_name"),
        ("categories", {"name": "x", "parent": 99999}, 400, "rest_term_invalid"),
        ("tags", {"name": "x", "parent": 1}, 400, "rest_taxonomy_not_hierarchical"),
    ],
)
def test_refused_terms(ground: Ground, route: str, values: dict[str, Any], status: int, code: str) -> None:
    answer = ground.ask("editor", "POST", route, json=values)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_deleting_terms(ground: Ground, article: int) -> None:
    made = ground.post("categories", name="Sementara")["id"]
    ground.post(f"posts/{article}", categories=[made])
    refused = ground.ask("editor", "DELETE", f"categories/{made}")
    assert (refused.status_code, refused.json()["code"]) == (501, "rest_trash_not_supported")
    assert ground.ask("editor", "DELETE", f"categories/{made}?force=true").json()["deleted"] is True
    assert len(ground.get(f"posts/{article}")["categories"]) == 1
    default = ground.get("categories", slug="berita")[0]["id"]
    assert ground.ask("editor", "DELETE", f"categories/{default}?force=true").status_code == 403


def test_changing_terms(ground: Ground) -> None:
    made = ground.post("tags", name="Lama")["id"]
    changed = ground.post(f"tags/{made}", name="Baru", description="d")
    assert (changed["name"], changed["description"], changed["slug"]) == ("Baru", "d", "lama")
    assert ground.ask("author", "POST", f"tags/{made}", json={"name": "x"}).json()["code"] == "rest_cannot_update"


def test_a_raw_upload(ground: Ground, picture: bytes) -> None:
    made = ground.ask("author", "POST", "media?slug=kunci", data=picture, headers=_upload("Foto Kita.png"))
    assert made.status_code == 201
    body = made.json()
    assert body["source_url"] == f"{ground.home}/wp-content/uploads/2026/11/Foto-Kita.png"
    assert ground.session.get(body["source_url"], timeout=10).content == picture
    assert (body["media_details"]["width"], body["media_details"]["height"]) == (150, 150)
    assert ground.get("media", slug="kunci")[0]["id"] == body["id"]
    again = ground.ask("author", "POST", "media", data=picture, headers=_upload("Foto Kita.png")).json()
    assert again["id"] != body["id"]
    assert again["source_url"].endswith("/Foto-Kita-1.png")


def test_a_multipart_upload(ground: Ground, picture: bytes) -> None:
    body = ground.ask(
        "author",
        "POST",
        "media",
        files={"file": ("dua.png", picture, "image/png")},
        data={"title": "Judul", "alt_text": "alt", "caption": "ket", "slug": "kunci-dua"},
    ).json()
    assert (body["title"]["raw"], body["alt_text"], body["caption"]["raw"]) == ("Judul", "alt", "ket")
    assert body["slug"] == "kunci-dua"


@pytest.mark.parametrize(
    ("headers", "content", "status", "code"),
    [
        (_upload("x.svg", "image/svg+xml"), b"<svg/>", 500, "rest_upload_sideload_error"),
        (_upload("x.php", "text/plain"), b"<?php", 500, "rest_upload_sideload_error"),
        (_upload("x.png"), b"bukan png", 500, "rest_upload_sideload_error"),
        (_upload("x.png"), b"", 400, "rest_upload_no_data"),
        ({"Content-Type": "image/png"}, b"x", 400, "rest_upload_no_content_disposition"),
        (
            {"Content-Type": "image/png", "Content-Disposition": "attachment; filename*=UTF-8''x.png"},
            b"x",
            400,
            "rest_upload_invalid_disposition",
        ),
        ({**_upload("x.png"), "Content-MD5": "salah"}, b"\x89PNG\r\n\x1a\n", 412, "rest_upload_hash_mismatch"),
    ],
)
def test_refused_uploads(ground: Ground, headers: dict[str, str], content: bytes, status: int, code: str) -> None:
    answer = ground.ask("author", "POST", "media", data=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_too_large_or_of_a_wrong_kind_in_multipart(ground: Ground) -> None:
    for name, content in (("x.exe", b"MZ"), ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(9 * 1024 * 1024))):
        answer = ground.ask("author", "POST", "media", files={"file": (name, content, "image/png")})
        assert (answer.status_code, answer.json()["code"]) == (500, "rest_upload_unknown_error")


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("subscriber", 403), (None, 401)])
def test_who_may_not_upload(ground: Ground, picture: bytes, role: str | None, status: int) -> None:
    answer = ground.ask(role, "POST", "media", data=picture, headers=_upload("x.png"))
    assert (answer.status_code, answer.json()["code"]) == (status, "rest_cannot_create")


def test_media_are_changed_and_deleted_for_good(ground: Ground, article: int, picture: bytes) -> None:
    made = ground.ask("editor", "POST", "media", data=picture, headers=_upload("hapus.png")).json()
    route = f"media/{made['id']}"
    assert ground.post(route, alt_text="baru")["alt_text"] == "baru"
    assert ground.post(f"posts/{article}", featured_media=made["id"])["featured_media"] == made["id"]
    refused = ground.ask("editor", "DELETE", route)
    assert (refused.status_code, refused.json()["code"]) == (501, "rest_trash_not_supported")
    assert ground.ask("editor", "DELETE", f"{route}?force=true").json()["deleted"] is True
    assert ground.session.get(made["source_url"], timeout=10).status_code == 404
    assert ground.get(f"posts/{article}")["featured_media"] == 0


def test_the_shipped_pictures_have_smaller_versions(ground: Ground) -> None:
    media = ground.get("media", role=None, media_type="image", per_page=100)
    assert len(media) == 6
    for one in media:
        assert set(one["media_details"]["sizes"]) == {"thumbnail", "medium", "full"}
        assert one["alt_text"]
        for size in one["media_details"]["sizes"].values():
            assert ground.session.head(size["source_url"], timeout=10).headers["Content-Type"] == "image/png"


def test_files_outside_the_uploads_are_not_served(ground: Ground) -> None:
    for path in ("../site.sqlite3", "%2e%2e/site.sqlite3", "..%2fsite.sqlite3", "/etc/passwd"):
        answer = ground.session.get(f"{ground.home}/wp-content/uploads/{path}", timeout=10)
        assert answer.status_code == 404
