"""Process start to first paint of the stored queue, paired with an empty PySide6 window in the same run.

    python benchmarks/start.py [--runs 15]

Needs a display (DISPLAY, or run it under xvfb-run). Prints medians, ranges, ratios, which heavy modules were loaded
before the first paint, and the memory (PSS of the whole process tree) after five idle seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

HEAVY = ("requests", "keyring", "markdown", "nh3", "msgspec", "yaml", "PySide6.QtWebEngineCore", "PySide6.QtSvg")

_EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, done)
def done():
    print(time.time_ns(), "[]", flush=True)
    app.quit()
app = QApplication(sys.argv[:1])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

_QUEUE = f"""
import sys, time, json
sys.path.insert(0, {str(ROOT)!r})
from bkddesk.app import main
def done():
    painted = time.time_ns()
    print(painted, json.dumps([name for name in {HEAVY!r} if name in sys.modules]), flush=True)
    if sys.argv[2] == "quit":
        from PySide6.QtWidgets import QApplication
        QApplication.quit()
main(["--profile", sys.argv[1]], on_first_paint=done)
"""


def seed(profile: Path, comments: int) -> None:
    """A profile with a site that cannot be reached and that many stored comments, half of them held."""
    from bkddesk.model.article import Article, Fields
    from bkddesk.model.comment import Comment, CommentStatus
    from bkddesk.model.site import Account, FoundSite, Site
    from bkddesk.paths import Paths
    from bkddesk.store import articles, sites
    from bkddesk.store import comments as store
    from bkddesk.store.database import open_database, transaction

    paths = Paths.below(profile)
    paths.ensure()
    account = Account(2, "dewi", "Dewi Embun", ("editor",), frozenset({"moderate_comments", "edit_posts"}))
    found = FoundSite(
        "https://bkd.example.invalid", "https://bkd.example.invalid/wp-json/", "BKD Bondowoso", "", "Asia/Jakarta", 7
    )
    site = sites.store(sites.open_sites(paths.sites_database), Site(0, found, account))
    db = open_database(paths.site_dir(site.id) / "desk.sqlite3", datetime.now(UTC)).connection
    statuses = (CommentStatus.HOLD, CommentStatus.APPROVED, CommentStatus.HOLD, CommentStatus.SPAM)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with transaction(db):
        articles.store(db, [Article(n, Fields(title=f"Berita {n}", status="publish")) for n in range(1, 51)])
        store.store(
            db,
            (
                Comment(
                    n, 1 + n % 50, author_name=f"Warga {n}", author_email=f"w{n % 5000}@warga.example",
                    author_ip=f"203.0.113.{n % 250}",
                    content=f"Kapan jadwal tahap {n} diumumkan? Mohon penjelasan lengkap.",
                    date=f"{start + timedelta(minutes=n):%Y-%m-%dT%H:%M:%S}",
                    date_gmt=f"{start + timedelta(minutes=n):%Y-%m-%dT%H:%M:%S}", status=statuses[n % 4],
                )
                for n in range(1, comments + 1)
            ),
        )  # fmt: skip
    db.close()


def one_start(arguments: list[str]) -> tuple[float, list[str]]:
    """Milliseconds from the process's start to its first paint, and the heavy modules loaded by then."""
    begun = time.time_ns()
    child = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=120)
    if child.returncode:
        raise SystemExit(child.stderr)
    painted, modules = child.stdout.split(" ", 1)
    return (int(painted) - begun) / 1e6, json.loads(modules)


def memory(profile: Path) -> float:
    """PSS in MB of the process and its children, five seconds after the first paint."""
    child = subprocess.Popen(
        [sys.executable, "-c", _QUEUE, str(profile), "stay"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(5)
    total = sum(_pss(pid) for pid in _tree(child.pid))
    child.terminate()
    child.wait()
    return total / 1024


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(below for child in children for below in _tree(int(child)))]


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    # A fresh byte-code cache for each module would measure the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    empty_command = [sys.executable, "-c", _EMPTY]
    with tempfile.TemporaryDirectory() as folder:
        for comments in (1_000, 100_000):
            profile = Path(folder) / str(comments)
            seed(profile, comments)
            command = [sys.executable, "-c", _QUEUE, str(profile), "quit"]
            one_start(command)
            one_start(empty_command)
            pairs = [(one_start(empty_command)[0], *one_start(command)) for _ in range(runs)]
            empty, full = ([pair[i] for pair in pairs] for i in (0, 1))
            ratios = [pair[1] / pair[0] for pair in pairs]
            loaded = sorted({name for pair in pairs for name in pair[2]})
            print(f"{comments} comments, {runs} pairs")
            for name, figures in (("empty window", empty), ("stored queue", full)):
                print(
                    f"  {name:13} median {statistics.median(figures):6.0f} ms  ({min(figures):.0f}-{max(figures):.0f})"
                )
            print(f"  ratio         median {statistics.median(ratios):6.2f}     ({min(ratios):.2f}-{max(ratios):.2f})")
            print(f"  heavy modules loaded before the first paint: {', '.join(loaded) or 'none'}")
            print(f"  memory after 5 s idle: {memory(profile):.0f} MB PSS")


if __name__ == "__main__":
    main()
