"""The tour walks the main job, and what it reports is what the site holds: the practice site and a real WordPress."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from bkddesk.demo.site import DemoSite
from bkddesk.tour.report import Report
from tests.sync.conftest import Remote, remote

__all__ = ["remote"]


def run(directory: Path, options: Sequence[str] = (), password: str = "") -> subprocess.CompletedProcess[str]:
    """The tour in a process of its own, on a machine without a display."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "bkddesk", "--quiet", "tour", str(directory), *options],
        input=password, text=True, capture_output=True, env=environment, timeout=300, check=False,
    )  # fmt: skip


def walk(directory: Path, options: Sequence[str] = (), password: str = "") -> dict[str, Any]:
    """Run the tour to its good end; its report."""
    ran = run(directory, options, password)
    report: dict[str, Any] = json.loads((directory / "report.json").read_text("utf-8"))
    assert ran.returncode == 0, (report["problems"], ran.stderr[-2000:])
    return report


def test_the_tour_of_the_practice_site(tmp_path: Path) -> None:
    report = walk(tmp_path)
    assert report["problems"] == []
    assert len(report["comments"]) == 10
    assert {comment["decided"] for comment in report["comments"]} == {"approved", "spam", "trash", "hold"}
    for comment in report["comments"]:
        assert comment["status"] == comment["decided"] != comment["status_before"]
        assert comment["author_ip_before"] == comment["author_ip_after"] != ""
        assert comment["author_user_agent_before"] == comment["author_user_agent_after"] != ""
    assert report["article"]["status"] == "publish"
    pictures = [QImage(str(tmp_path / name)) for name in report["pictures"]]
    assert [(picture.width(), picture.height()) for picture in pictures] == 8 * [(1366, 768)]
    assert all((tmp_path / name).stat().st_size > 10_000 for name in report["pictures"])
    assert "All agreed: 10 comments and the article." in (tmp_path / "report.md").read_text("utf-8")


@pytest.mark.parametrize("remote", ["newest"], indirect=True)
def test_the_tour_of_a_real_wordpress(remote: Remote, tmp_path: Path) -> None:
    post = remote.new_post()
    held = {remote.new_comment(post, number) for number in range(12)}
    approved = remote.new_comment(post, 99, status="approved")
    username, password = remote.users["editor"]
    report = walk(tmp_path, ("--site", remote.url, "--user", username, "--password-stdin"), password + "\n")
    assert report["held_before"] >= 12
    assert {comment["id"] for comment in report["comments"]} < held | {approved}
    assert len(report["comments"]) == 10
    for comment in report["comments"]:
        now = remote.comment(comment["id"])
        assert now["status"] == comment["decided"]
        assert (now["author_ip"], now["author_user_agent"]) == ("203.0.113.9", "Peramban/1.0")
    assert remote.comment(approved)["status"] == "hold"
    article = remote.post(report["article"]["id"])
    assert article["status"] == "publish"
    assert "“tanpa jaringan”" in article["content"]["raw"]


def test_a_site_with_few_held_comments_is_said_to_be_so(tmp_path: Path) -> None:
    site = DemoSite(tmp_path / "site")
    try:
        remote = Remote(site.start(), site.users)
        held = [one["id"] for page in (1, 2, 3, 4) for one in _held(remote, page)]
        for comment_id in held[3:]:
            remote.admin("POST", f"comments/{comment_id}", json={"status": "trash"})
        username, password = site.users["editor"]
        out = tmp_path / "out"
        report = walk(out, ("--site", remote.url, "--user", username, "--password-stdin"), password + "\n")
    finally:
        site.stop()
    assert report["held_before"] == 3
    assert [comment["id"] for comment in report["comments"]][:3] == held[:3]
    assert any("only 3 held comments" in step for step in report["steps"])


def _held(remote: Remote, page: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = remote.admin("GET", f"comments?status=hold&per_page=100&page={page}&context=edit")
    return found


def test_a_report_says_what_the_site_has_otherwise() -> None:
    report = Report("https://bkd.example.invalid")
    before = {"status": "hold", "author_ip": "203.0.113.9", "author_user_agent": "Peramban/1.0"}
    report.add_comment(7, "spam", before, {**before, "status": "approved"})
    report.add_comment(8, "spam", before, {**before, "status": "spam", "author_ip": "127.0.0.1"})
    report.add_comment(9, "spam", None, {**before, "status": "spam"})
    post = {"id": 4, "status": "draft", "title": {"raw": "Lain"}, "content": {"raw": "<p>Satu.</p>"}, "link": ""}
    report.add_article(post, "Judul", "Satu.\n\nDua.\n")
    assert [problem.split(":")[0] for problem in report.problems] == [
        "comment 7",
        "comment 8",
        "comment 9",
        "article 4",
        "article 4",
        "article 4",
    ]


def test_the_tour_fails_where_nobody_can_sign_in(tmp_path: Path) -> None:
    site = DemoSite(tmp_path / "site")
    try:
        ran = run(tmp_path / "out", ("--site", site.start(), "--user", "munira", "--password-stdin"), "salah salah\n")
    finally:
        site.stop()
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert ran.returncode == 1
    assert report["problems"] == ["nobody is signed in: 02-tidak-masuk.png says why"]
