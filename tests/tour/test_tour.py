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

from tests.sync.conftest import Remote, remote

__all__ = ["remote"]


def walk(directory: Path, options: Sequence[str] = (), password: str = "") -> dict[str, Any]:
    """Run the tour in a process of its own; its report."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    ran = subprocess.run(
        [sys.executable, "-m", "bkddesk", "--quiet", "tour", str(directory), *options],
        input=password, text=True, capture_output=True, env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        timeout=300, check=False,
    )  # fmt: skip
    report: dict[str, Any] = json.loads((directory / "report.json").read_text("utf-8"))
    assert ran.returncode == 0, (report["problems"], ran.stderr[-2000:])
    return report


def test_the_tour_of_the_practice_site(tmp_path: Path) -> None:
    report = walk(tmp_path)
    assert report["problems"] == []
    assert len(report["comments"]) == 10
    assert {comment["status"] for comment in report["comments"]} == {"approved", "spam", "trash"}
    assert all(comment["evidence_kept"] for comment in report["comments"])
    assert report["article"]["status"] == "publish"
    assert len(report["pictures"]) == 8
    assert all((tmp_path / name).stat().st_size > 10_000 for name in report["pictures"])
    assert "All agreed" in (tmp_path / "report.md").read_text("utf-8")


@pytest.mark.parametrize("remote", ["newest"], indirect=True)
def test_the_tour_of_a_real_wordpress(remote: Remote, tmp_path: Path) -> None:
    post = remote.new_post()
    ids = {remote.new_comment(post, number) for number in range(12)}
    username, password = remote.users["editor"]
    report = walk(tmp_path, ("--site", remote.url, "--user", username, "--password-stdin"), password + "\n")
    assert {comment["id"] for comment in report["comments"]} < ids
    for comment in report["comments"]:
        now = remote.comment(comment["id"])
        assert now["status"] == comment["decided"]
        assert (now["author_ip"], now["author_user_agent"]) == ("203.0.113.9", "Peramban/1.0")
    article = remote.post(report["article"]["id"])
    assert article["status"] == "publish"
    assert "“tanpa jaringan”" in article["content"]["raw"]
