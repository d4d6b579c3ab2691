"""A process to be killed: signs in for this session and synchronises once. Username and password come from stdin."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from bkddesk.paths import Paths
from bkddesk.workspace import Workspace


def main() -> None:
    """`python -m tests.kill.syncing PROFILE URL`."""
    profile, url = Path(sys.argv[1]), sys.argv[2]
    username, password = sys.stdin.read().splitlines()
    workspace = Workspace(Paths.below(profile))
    (site,) = workspace.sites()
    found = replace(site.found, api_root=f"{url}/wp-json/")
    signed_in = workspace.sign_in(found, username, password, remember=False)
    workspace.open_desk(signed_in.id).sync_once()


if __name__ == "__main__":
    main()
