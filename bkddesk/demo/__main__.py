"""`python -m bkddesk.demo [FOLDER] [PORT]`: the practice site on its own, until Ctrl+C."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from bkddesk.demo.site import DemoSite
from bkddesk.paths import Paths


def main() -> int:
    """Start, tell where it is and who may sign in, wait."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Paths.default().data / "practice"
    site = DemoSite(folder, port=int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    out = sys.stdout
    out.write(f"{site.start()}\n")
    for role, (username, password) in site.users.items():
        out.write(f"{role}: {username} / {password}\n")
    out.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        site.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
