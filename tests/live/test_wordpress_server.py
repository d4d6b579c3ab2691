"""What the other tests rely on in a site: accounts, reset, troubles, and that nothing of it stays behind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.conftest import SiteOf
from tests.live import troubles
from tests.live.wordpress_server import Settings, WordPress


def _me(site: WordPress, role: str = "administrator") -> requests.Response:
    separator = "?" if "?" not in site.api_root else "&"
    return site.session(role).get(f"{site.api_root}wp/v2/users/me{separator}context=edit")


@pytest.mark.parametrize("role", ["administrator", "editor", "author", "contributor", "subscriber"])
def test_each_role_signs_in(wordpress: WordPress, role: str) -> None:
    assert _me(wordpress, role).json()["roles"] == [role]


def test_reset_forgets_posts_uploads_and_troubles(wordpress: WordPress) -> None:
    post = {"title": "Satu", "content": "Isi", "status": "publish"}
    created = wordpress.session().post(f"{wordpress.api_root}wp/v2/posts", json=post)
    assert created.status_code == 201
    upload = wordpress.wordpress / "wp-content/uploads/berkas.txt"
    upload.write_text("isi", encoding="utf-8")
    wordpress.trouble(troubles.server_error())
    wordpress.maintenance(on=True)
    wordpress.reset()
    assert wordpress.session().get(f"{wordpress.api_root}wp/v2/posts?status=any").json() == []
    assert not upload.exists()


def test_a_snippet_runs_inside_the_site(wordpress: WordPress) -> None:
    assert wordpress.run_php("return [get_option($in['name']), wp_timezone_string()];", name="blogname") == [
        "BKD Bondowoso",
        "Asia/Jakarta",
    ]


def test_rows_are_what_the_site_wrote(wordpress: WordPress) -> None:
    wordpress.run_php("return wp_insert_post(['post_title' => 'Dua', 'post_status' => 'draft']);")
    assert wordpress.rows("SELECT post_title, post_status FROM wp_posts WHERE post_type = 'post'") == [
        {"post_title": "Dua", "post_status": "draft"}
    ]


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (troubles.stripped_authorization(), 401),
        (troubles.application_passwords_off(), 401),
        (troubles.rest_off(), 401),
        (troubles.server_error(), 500),
        (troubles.busy(), 429),
        (troubles.firewall(), 403),
        (troubles.plugin_forbids(), 403),
        (troubles.html_instead(), 200),
        (troubles.php_warning(), 200),
        (troubles.lost_answer(), 504),
    ],
)
def test_a_trouble_shows(wordpress_sites: SiteOf, trouble: troubles.Trouble, status: int) -> None:
    site = wordpress_sites()
    site.trouble(trouble)
    assert _me(site).status_code == status


def test_a_trouble_passes_after_its_times(wordpress_sites: SiteOf) -> None:
    site = wordpress_sites()
    site.trouble(troubles.server_error(match="GET .*users/me", times=2))
    assert [_me(site).status_code for _ in range(3)] == [500, 500, 200]


def test_the_work_is_done_though_the_answer_is_lost(wordpress_sites: SiteOf) -> None:
    site = wordpress_sites()
    site.trouble(troubles.cut_answer(match="^POST"))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        site.session().post(f"{site.api_root}wp/v2/posts", json={"title": "Hilang", "status": "draft"})
    assert site.rows("SELECT post_title FROM wp_posts WHERE post_type = 'post'") == [{"post_title": "Hilang"}]


def test_maintenance_is_503(wordpress: WordPress) -> None:
    wordpress.maintenance(on=True)
    assert _me(wordpress).status_code == 503


@pytest.mark.parametrize("settings", [Settings(permalinks=""), Settings(base="/berita", language="id_ID")])
def test_other_shapes_of_address(wordpress_sites: SiteOf, settings: Settings) -> None:
    site = wordpress_sites("trixie", settings)
    assert _me(site).json()["roles"] == ["administrator"]
    link = requests.get(f"{site.url}/", timeout=10).headers["Link"]
    assert link.startswith(f"<{site.api_root}>")


@pytest.mark.wordpress
def test_a_killed_owner_leaves_no_server() -> None:
    command = [sys.executable, "-m", "tests.live.wordpress_server", "--suite", "trixie", "--print-env"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as owner:
        assert owner.stdout
        facts = json.loads(owner.stdout.readline())
        group = _servers_of(facts["site"])
        assert group
        owner.kill()
    for pid in group:  # gone, or about to be: reading waits for nothing, so ask the kernel to tell
        _wait_for_end(pid)
    assert not _servers_of(facts["site"])


def _servers_of(site: str) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if command[0] == b"php" and any(part.decode() == site for part in command):
            found.append(int(entry.parent.name))
    return found


def _wait_for_end(pid: int) -> None:
    import os
    import select

    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([handle], [], [], 10)[0], f"{pid} still runs"
    finally:
        os.close(handle)
