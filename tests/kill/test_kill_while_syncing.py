"""kill -9 at any request of a sync: no decision lost, none sent twice, one article, the database whole."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bkddesk.desk import Desk
from bkddesk.model.article import Draft, PostStatus, PublishOptions
from bkddesk.model.comment import CommentQuery, Decision
from bkddesk.paths import Paths
from bkddesk.workspace import Workspace
from tests.proxy import Exchange, Phase, Proxy, never
from tests.sync.conftest import Remote, remote, signed_in

__all__ = ["remote"]

ROUNDS = 20
_DECISIONS = (Decision.APPROVE, Decision.SPAM, Decision.TRASH)
_COMMENT_WRITE = re.compile(r"/comments/(\d+)")


@pytest.fixture
def proxy(remote: Remote) -> Iterator[Proxy]:
    with Proxy(remote.url) as proxy:
        yield proxy


class Profile:
    """A profile signed in to the site, whose sync goes through the proxy."""

    def __init__(self, folder: Path, remote: Remote, proxy: Proxy) -> None:
        self.folder = folder
        self.remote = remote
        self.proxy = proxy

    def open(self) -> tuple[Workspace, Desk]:
        workspace = Workspace(Paths.below(self.folder))
        if not workspace.sites():
            return workspace, signed_in(workspace, self.remote)
        found = replace(workspace.sites()[0].found, api_root=f"{self.proxy.url}/wp-json/")
        site = workspace.sign_in(found, *self.remote.users["editor"], remember=False)
        return workspace, workspace.open_desk(site.id)

    def sync_until_killed(self, at: int, phase: Phase) -> bool:
        """Synchronise in a child process that is killed at an exchange; whether it came so far."""
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.syncing", str(self.folder), self.proxy.url],
            stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        begun = self.proxy.next_number()

        def breaks(exchange: Exchange, now: Phase) -> bool:
            if exchange.number - begun < at or now is not phase:
                return False
            child.kill()
            return True

        self.proxy.breaks = breaks
        _, errors = child.communicate("\n".join(self.remote.users["editor"]), timeout=60)
        # A request that the dead process had sent may still be on its way; a person does not start again that fast.
        self.proxy.wait_until_idle()
        self.proxy.breaks = never
        assert child.returncode in (-9, 0), errors
        return child.returncode == -9


@pytest.mark.parametrize("remote", ["demo", "newest"], indirect=True)
def test_killed_while_syncing(remote: Remote, proxy: Proxy, tmp_path: Path) -> None:
    chance = random.Random(20261124)
    profile = Profile(tmp_path / "profile", remote, proxy)
    post = remote.new_post()
    kills = 0
    for number in range(ROUNDS):
        ids = [remote.new_comment(post, number * 10 + i) for i in range(6)]
        workspace, desk = profile.open()
        desk.sync_once()
        wanted = {comment_id: chance.choice(_DECISIONS) for comment_id in ids}
        for comment_id, decision in wanted.items():
            desk.moderate([comment_id], decision)
        answered = (
            next(i for i, d in wanted.items() if d is Decision.APPROVE) if Decision.APPROVE in wanted.values() else None
        )
        if answered is not None:
            desk.reply(answered, f"Jawaban ronde {number}.", undo_window=timedelta(0))
        draft = desk.new_draft(Draft(0, "", title=f"Berita ronde {number}", markdown=f"Isi ronde {number}.\n"))
        desk.publish(draft.id, PublishOptions(PostStatus.PUBLISH))
        intents = len(desk.outbox())
        desk.close()
        workspace.close()

        proxy.reached.clear()
        # Two requests sign in, one asks who this is; the last ones only read.
        kills += profile.sync_until_killed(chance.randint(3, 3 + 2 + intents * 2), chance.choice(list(Phase)))
        assert _whole(profile.folder)
        workspace, desk = profile.open()
        desk.sync_once()
        assert desk.outbox() == []
        for comment_id, decision in wanted.items():
            assert remote.comment(comment_id)["status"] == decision.value
            assert comment_id not in desk.list_comments(CommentQuery())
        writes = Counter(
            match[1]
            for exchange in proxy.reached
            if exchange.method in ("POST", "DELETE") and (match := _COMMENT_WRITE.search(exchange.path))
        )
        assert writes == {str(comment_id): 1 for comment_id in ids}
        articles = remote.admin("GET", f"posts?search=ronde {number}&status=any&context=edit")
        titles = [article["title"]["raw"] for article in articles]
        assert titles.count(f"Berita ronde {number}") == 1
        if answered is not None:
            replies = remote.admin("GET", f"comments?parent={answered}&status=any")
            assert len(replies) == 1
        desk.close()
        workspace.close()
    assert kills >= ROUNDS - 2


def _whole(folder: Path) -> bool:
    (database,) = folder.glob("data/sites/*/desk.sqlite3")
    db = sqlite3.connect(database)
    try:
        return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    finally:
        db.close()
