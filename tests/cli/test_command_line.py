"""The command line against the demo site: the journeys, the exit codes, what goes to which stream."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bkddesk.cli.command_line import parser
from bkddesk.cli.session import Exit, Session, UsageError, exit_for
from bkddesk.demo.site import DemoSite
from bkddesk.model.errors import DeskError
from bkddesk.paths import Paths
from bkddesk.workspace import Workspace


@pytest.fixture
def site(tmp_path: Path) -> Iterator[DemoSite]:
    site = DemoSite(tmp_path / "demo")
    site.start()
    yield site
    site.stop()


@pytest.fixture
def workspace(tmp_path: Path, site: DemoSite) -> Iterator[Workspace]:
    """A profile whose editor is signed in for this session only: a bare test machine has no keyring."""
    workspace = Workspace(Paths.below(tmp_path / "profile"))
    workspace.sign_in(workspace.discover(site.url), *site.users["editor"], remember=False)
    yield workspace
    workspace.close()


class Ran:
    """What a command answered."""

    def __init__(self, workspace: Workspace, words: str | list[str], stdin: str = "") -> None:
        arguments = parser().parse_args(words.split() if isinstance(words, str) else words)
        out, err = io.StringIO(), io.StringIO()
        session = Session(workspace, arguments.site, arguments.quiet, io.StringIO(stdin), out, err)
        try:
            self.code = arguments.run(session, arguments)
        except UsageError:
            self.code = Exit.USAGE
        except DeskError as error:
            self.code = exit_for(error)
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


def test_sync_fills_the_profile_and_progress_stays_off_standard_output(workspace: Workspace) -> None:
    ran = Ran(workspace, "sync")
    assert (ran.code, ran.out) == (Exit.DONE, "")
    assert "comments" in ran.err
    assert Ran(workspace, "--quiet sync").err == ""


def test_comments_are_listed_in_wordpress_field_names(workspace: Workspace) -> None:
    Ran(workspace, "sync")
    rows = Ran(workspace, "comments list --json").rows
    assert len(rows) > 100
    assert {row["status"] for row in rows} == {"hold"}
    assert {row["pending"] for row in rows} == {None}
    dates = [str(row["date_gmt"]) for row in rows]
    assert dates == sorted(dates, reverse=True)
    assert {"id", "post", "author_name", "author_email", "author_ip", "content", "date_gmt"} <= rows[0].keys()
    assert len(Ran(workspace, "comments list --status any --json").rows) > len(rows)


def test_decisions_wait_until_sync_and_unknown_ids_fail(workspace: Workspace) -> None:
    Ran(workspace, "sync")
    first, second, third = (row["id"] for row in Ran(workspace, "comments list --json").rows[:3])
    assert Ran(workspace, f"comments spam {first}").code == Exit.DONE
    assert Ran(workspace, "comments approve -", stdin=f"{second}\n{third}\n").code == Exit.DONE
    assert Ran(workspace, "comments trash 999999").code == Exit.SOME_FAILED
    assert Ran(workspace, "comments trash abc").code == Exit.USAGE
    waiting = Ran(workspace, "outbox list --json").rows
    assert [(row["subject"], row["payload"]["decision"]) for row in waiting] == [  # type: ignore[index]
        (first, "spam"),
        (second, "approved"),
        (third, "approved"),
    ]
    spam = {row["id"]: row["pending"] for row in Ran(workspace, "comments list --status spam --json").rows}
    assert spam[first] == "spam"
    assert Ran(workspace, f"outbox drop {waiting[0]['seq']}").code == Exit.DONE
    assert Ran(workspace, "sync").code == Exit.DONE
    assert Ran(workspace, "outbox list").out == ""


def test_a_reply_is_sent_by_the_next_sync(workspace: Workspace) -> None:
    Ran(workspace, "sync")
    comment = Ran(workspace, "comments list --status approved --json").rows[0]["id"]
    assert Ran(workspace, f"comments reply {comment} --text-stdin", stdin="Terima kasih, sudah kami catat.").code == 0
    assert Ran(workspace, "sync").code == Exit.DONE
    assert any(
        (row["parent"], row["content"]) == (comment, "Terima kasih, sudah kami catat.")
        for row in Ran(workspace, "comments list --status approved --json").rows
    )


def test_a_file_becomes_a_draft_and_then_an_article(workspace: Workspace, tmp_path: Path) -> None:
    Ran(workspace, "sync")
    file = tmp_path / "kunjungan.md"
    file.write_text(
        "---\ntitle: Kunjungan “resmi”\ncategories: [Berita]\npenulis: Munir\n---\n\nSatu.\n\nDua.\n", "utf-8"
    )
    draft = Ran(workspace, ["draft", "new", str(file)]).out.strip()
    assert "Kunjungan" in Ran(workspace, "draft list").out
    shown = Ran(workspace, f"draft show {draft}").out
    assert "penulis: Munir" in shown
    assert shown.endswith("Satu.\n\nDua.\n")
    assert Ran(workspace, f"draft publish {draft}").code == Exit.DONE
    assert Ran(workspace, f"draft publish {draft} --status future").code == Exit.SOME_FAILED
    assert Ran(workspace, "sync").code == Exit.DONE
    found = Ran(workspace, "articles list --search resmi --status publish --json").rows
    (article,) = [row for row in found if row["title"] == "Kunjungan “resmi”"]
    assert article["content"] == (
        "<!-- wp:paragraph -->\n<p>Satu.</p>\n<!-- /wp:paragraph -->\n\n"
        "<!-- wp:paragraph -->\n<p>Dua.</p>\n<!-- /wp:paragraph -->"
    )
    again = Ran(workspace, f"articles open {article['id']}").out.strip()
    assert again == draft


def test_a_discarded_draft_is_gone(workspace: Workspace) -> None:
    draft = Ran(workspace, "draft new -", stdin="Teks.").out.strip()
    assert Ran(workspace, f"draft delete {draft}").code == Exit.DONE
    assert Ran(workspace, "draft list").out == ""
    assert Ran(workspace, "draft show 999").code == Exit.SOME_FAILED


def test_convert_and_preview_need_no_site(tmp_path: Path) -> None:
    workspace = Workspace(Paths.below(tmp_path / "empty"))
    blocks = Ran(workspace, "convert to-blocks -", stdin="Satu **dua**.").out
    assert blocks.strip() == "<!-- wp:paragraph -->\n<p>Satu <strong>dua</strong>.</p>\n<!-- /wp:paragraph -->"
    assert Ran(workspace, "convert to-markdown -", stdin=blocks).out.strip() == "Satu **dua**."
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: Judul\ndate: 2026-11-24\ncategories: [Berita > Kunjungan]\n---\nSatu.\n", "utf-8")
    page = tmp_path / "page.html"
    assert Ran(workspace, ["preview", str(file), "-o", str(page)]).code == Exit.DONE
    html = page.read_text("utf-8")
    assert "Judul" in html
    assert "24 November 2026" in html
    assert "Berita &gt;" not in html
    assert "<script" not in html.lower()
    file.write_text("---\ntitle: Judul\ndate: besok pagi\n---\nSatu.\n", "utf-8")
    assert "besok pagi" in Ran(workspace, ["preview", str(file)]).out


def test_without_network_and_without_sign_in_the_exit_code_says_so(
    workspace: Workspace, site: DemoSite, tmp_path: Path
) -> None:
    site.set_network(False)
    assert Ran(workspace, "sync").code == Exit.NO_NETWORK
    site.set_network(True)
    assert Ran(Workspace(Paths.below(tmp_path / "empty")), "sync").code == Exit.SIGN_IN_NEEDED
    assert Ran(workspace, "--site 99 sync").code == Exit.USAGE


def test_a_wrong_password_and_a_wrong_address_are_told_apart(workspace: Workspace, site: DemoSite) -> None:
    wrong = Ran(workspace, ["site", "add", site.url, "--user", "dewi", "--password-stdin"], stdin="salah\n")
    assert wrong.code == Exit.SIGN_IN_NEEDED
    nowhere = Ran(workspace, ["site", "add", "http://127.0.0.1:9", "--user", "dewi", "--password-stdin"], stdin="x\n")
    assert nowhere.code == Exit.NO_NETWORK
    assert Ran(workspace, ["site", "add", site.url, "--user", "dewi", "--password-stdin"]).code == Exit.USAGE


def test_usage_errors_exit_with_2_and_nothing_headless_loads_qt(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bkddesk", "comments", "list", "--status", "nonsense"], capture_output=True, check=False
    )
    assert ran.returncode == Exit.USAGE
    code = f"""
import sys
from bkddesk.app import main
main(["--profile", {str(tmp_path)!r}, "site", "list"])
sys.exit(any(name.startswith("PySide6") for name in sys.modules))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
