"""The public pages, as a reader sees them."""

import pytest

from tests.demo.conftest import Ground


def test_the_home_page_announces_the_api(ground: Ground) -> None:
    answer = ground.ask(None, "GET", "/")
    assert answer.links["https://api.w.org/"]["url"] == f"{ground.home}/wp-json/"
    assert "Pendaftaran Seleksi PPPK 2026 Dibuka 1 Desember" in answer.text
    assert "Upacara Hari KORPRI" not in answer.text


def test_an_article_has_the_furniture_of_the_theme(ground: Ground) -> None:
    post = ground.get("posts", search="PIM III", role=None)[0]
    page = ground.ask(None, "GET", post["link"].removeprefix(ground.home)).text
    parts = ["bkd.bondowosokab.go.id.", "1,6 juta jiwa", "5,79%", "95,47%", "(OSS)", "(PMPTSP)", "“", "(Munir)"]
    parts += ["&lt;&lt; [/content_bar_item] [/content_bar]", ">BERITA<", "Share the Post", "About the Author"]
    parts += ["Comments", "Leave a Reply", "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *"]
    positions = [page.index(part) for part in parts[-6:]]
    assert positions == sorted(positions)
    assert all(part in page for part in parts)


def test_comments_are_shown_in_threads_once_approved(ground: Ground, article: int) -> None:
    link = ground.get(f"posts/{article}")["link"].removeprefix(ground.home)
    assert "No comment yet." in ground.ask(None, "GET", link).text
    first = ground.post("comments", post=article, content="<b>Pertama</b>")["id"]
    ground.post("comments", post=article, parent=first, content="Kedua")
    ground.post("comments", post=article, content="Tertahan", status="hold")
    page = ground.ask(None, "GET", link).text
    assert "<b>Pertama</b>" in page
    assert "Tertahan" not in page
    assert page.index(f'id="comment-{first}"') < page.index("<ol><li") < page.index("Kedua")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/kontak/", 200),
        ("/category/berita/", 200),
        ("/category/berita/pelatihan/", 200),
        ("/tag/pppk/", 200),
        ("/author/bayu-layar/", 200),
        ("/?s=kopi", 200),
        ("/tidak-ada/", 404),
        ("/2026/11/tidak-ada/", 404),
        ("/category/tidak-ada/", 404),
        ("/?p=999999", 404),
        ("/?p=x", 404),
        ("/wp-content/uploads/2026/11/gunung-ijen.png", 200),
        ("/wp-content/uploads/tidak-ada.png", 404),
    ],
)
def test_addresses(ground: Ground, path: str, status: int) -> None:
    assert ground.ask(None, "GET", path).status_code == status


def test_a_draft_cannot_be_seen_and_a_number_leads_on(ground: Ground, article: int) -> None:
    link = ground.get(f"posts/{article}")["link"]
    moved = ground.ask(None, "GET", f"/?p={article}")
    assert (moved.status_code, moved.headers["Location"]) == (301, link)
    draft = ground.post("posts", title="Draf", content="x")["id"]
    assert ground.ask("editor", "GET", f"/?p={draft}").status_code == 404
