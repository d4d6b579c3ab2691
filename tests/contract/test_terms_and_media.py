"""Categories, tags and pictures: names in plain text, one of each, and files found again by their slug."""

from __future__ import annotations

import struct
import zlib

import pytest

from bkddesk.model.errors import DeskError, ForbiddenError, GoneError, RejectedError
from bkddesk.wordpress import articles, media, taxonomy
from tests.contract.sites import Site


def png(width: int = 640, height: int = 480) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["category", "post_tag"])
def test_a_name_is_plain_text_and_there_once(site: Site, kind: str) -> None:
    client = site.client()
    made = taxonomy.create_term(client, kind, "Pendidikan & Pelatihan “ASN”")
    assert made.name == "Pendidikan & Pelatihan “ASN”"
    assert (made.taxonomy, made.count, made.parent) == (kind, 0, 0)
    assert made.slug
    assert taxonomy.create_term(client, kind, "Pendidikan & Pelatihan “ASN”") == made
    assert made in taxonomy.fetch_terms(client, kind)
    assert taxonomy.fetch_term(client, kind, made.id) == made


def test_a_child_may_have_its_parents_name(site: Site) -> None:
    client = site.client()
    parent = taxonomy.create_term(client, "category", "Layanan")
    child = taxonomy.create_term(client, "category", "Layanan", parent.id)
    assert child.id != parent.id
    assert child.parent == parent.id
    assert taxonomy.create_term(client, "category", "Layanan", parent.id) == child


def test_a_tag_is_the_same_in_capitals(site: Site) -> None:
    client = site.client()
    made = taxonomy.create_term(client, "post_tag", "cpns")
    assert taxonomy.create_term(client, "post_tag", "CPNS").id == made.id


def test_all_terms_however_many(site: Site) -> None:
    names = [f"tanda {number:03}" for number in range(105)]
    for start in range(0, len(names), 25):
        asked = [{"method": "POST", "path": "/wp/v2/tags", "body": {"name": one}} for one in names[start : start + 25]]
        site.ask("administrator", "POST", "../../batch/v1", json={"requests": asked})
    found = [one.name for one in taxonomy.fetch_terms(site.client(), "post_tag")]
    assert set(names) <= set(found)
    assert len(found) == len(set(found))


def test_articles_count_in_their_terms(site: Site) -> None:
    client = site.client()
    made = taxonomy.create_term(client, "category", "Hitung")
    site.post(categories=[made.id])
    assert taxonomy.fetch_term(client, "category", made.id).count == 1


@pytest.mark.parametrize("role", ["author", "contributor"])
def test_a_writer_makes_tags_but_no_categories(site: Site, role: str) -> None:
    client = site.client(role)
    assert taxonomy.create_term(client, "post_tag", f"dari {role}").id
    with pytest.raises(ForbiddenError) as caught:
        taxonomy.create_term(client, "category", "Baru")
    assert caught.value.code == "rest_cannot_create"


def test_what_a_term_refuses(site: Site) -> None:
    client = site.client()
    with pytest.raises(DeskError):
        taxonomy.create_term(client, "category", "")
    with pytest.raises(GoneError):
        taxonomy.fetch_term(client, "category", 999_999)


@pytest.mark.parametrize("role", ["editor", "author"])
def test_a_picture_goes_up_and_is_found_again(site: Site, role: str) -> None:
    client = site.client(role)
    data = png()
    assert media.find_by_slug(client, "a1b2c3") is None
    made = media.upload(client, data, "Rapat Dinas é.png", "image/png", "a1b2c3", alt_text="Ruang rapat & peserta")
    assert (made.slug, made.title, made.alt_text) == ("a1b2c3", "Rapat Dinas é", "Ruang rapat & peserta")
    assert (made.mime_type, made.width, made.height) == ("image/png", 640, 480)
    assert made.source_url.startswith(site.url)
    assert made.thumbnail_url.startswith(site.url)
    assert media.find_by_slug(client, "a1b2c3") == made
    assert media.fetch_bytes(client, made.source_url) == data
    assert media.fetch_bytes(client, made.thumbnail_url).startswith(b"\x89PNG")


def test_the_same_file_twice_makes_two(site: Site) -> None:
    client = site.client()
    first = media.upload(client, png(), "a.png", "image/png", "kembar")
    second = media.upload(client, png(), "a.png", "image/png", "kembar")
    assert first.id != second.id
    found = media.find_by_slug(client, "kembar")
    assert found is not None
    assert found.id == first.id
    page = media.fetch_page(client, 1, 1)
    assert page.items[0].id == second.id
    assert page.total >= 2
    assert media.fetch_page(client, 99).items == ()


def test_the_library_is_searched(site: Site) -> None:
    client = site.client()
    made = media.upload(client, png(), "upacara.png", "image/png", "u1", title="Upacara Hari Pahlawan")
    media.upload(client, png(), "lain.png", "image/png", "u2")
    assert [one.id for one in media.fetch_page(client, search="Pahlawan").items] == [made.id]


def test_an_alternative_text_is_changed(site: Site) -> None:
    client = site.client()
    made = media.upload(client, png(), "a.png", "image/png", "alt1")
    assert media.set_alt_text(client, made.id, "Peserta “ujian”").alt_text == "Peserta “ujian”"


def test_a_picture_at_the_head_of_an_article(site: Site) -> None:
    client = site.client()
    made = media.upload(client, png(), "a.png", "image/png", "kepala")
    post = articles.create(client, {"title": "x", "content": "x", "status": "draft", "featured_media": made.id})
    assert post.fields.featured_media == made.id
    assert articles.update(client, post.id, {"featured_media": 0}).fields.featured_media == 0


def test_a_type_that_the_site_does_not_take(site: Site) -> None:
    with pytest.raises(RejectedError) as caught:
        media.upload(site.client(), b"MZ\x90\x00", "a.exe", "application/octet-stream")
    assert (caught.value.status, caught.value.code) == (500, "rest_upload_sideload_error")


@pytest.mark.parametrize("role", ["contributor", "subscriber"])
def test_a_role_that_may_not_upload(site: Site, role: str) -> None:
    with pytest.raises(ForbiddenError) as caught:
        media.upload(site.client(role), png(8, 8), "a.png", "image/png")
    assert caught.value.code == "rest_cannot_create"


def test_how_a_file_must_be_named(site: Site) -> None:
    headers = {"Content-Type": "image/png", "Content-Disposition": "attachment; filename*=UTF-8''a.png"}
    refused = site.code("editor", "POST", "media", data=png(8, 8), headers=headers)
    assert refused == (400, "rest_upload_invalid_disposition")
    headers = {"Content-Type": "image/png"}
    assert site.code("editor", "POST", "media", data=png(8, 8), headers=headers)[0] == 400


def test_a_file_is_deleted_only_for_good(site: Site) -> None:
    made = media.upload(site.client(), png(8, 8), "a.png", "image/png")
    assert site.code("editor", "DELETE", f"media/{made.id}") == (501, "rest_trash_not_supported")
    assert site.ask("editor", "DELETE", f"media/{made.id}?force=true").ok


def test_a_picture_needs_no_credentials(site: Site) -> None:
    made = media.upload(site.client(), png(8, 8), "a.png", "image/png")
    wrong = site.client(password="aaaa bbbb cccc dddd eeee ffff")
    assert media.fetch_bytes(wrong, made.source_url) == png(8, 8)
