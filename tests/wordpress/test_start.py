"""What the program loads before its window is up: nothing that is slow to load."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"requests", "urllib3", "msgspec", "http.server", "idna", "ssl", "keyring"}


def test_importing_the_package_loads_no_library() -> None:
    code = (
        "import sys\n"
        "from bkddesk.wordpress import articles, client, comments, discovery, doctor, login, media, taxonomy, users\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
