"""Comments: pulled completely, decided offline, sent once, evidence kept, colleagues respected."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from bkddesk.desk import Desk
from bkddesk.model.comment import CommentQuery, CommentStatus, Decision
from bkddesk.model.errors import NetworkTroubleError, SignInNeededError, UnauthorizedError
from bkddesk.model.outbox import State
from bkddesk.workspace import Workspace
from tests.sync.conftest import Remote, signed_in

NO_WINDOW = timedelta(0)


def evidence(comment: dict[str, object]) -> tuple[object, object]:
    return comment["author_ip"], comment["author_user_agent"]


def test_a_pull_brings_every_comment_with_its_status_and_evidence(desk: Desk, remote: Remote) -> None:
    post = remote.new_post()
    ids = {
        status: remote.new_comment(post, number, status=status)
        for number, status in enumerate(("hold", "approved", "spam", "trash"))
    }
    desk.sync_once()
    for status, comment_id in ids.items():
        stored = desk.comment(comment_id).comment
        assert (stored.status, stored.author_ip, stored.author_user_agent) == (status, "203.0.113.9", "Peramban/1.0")
    site_totals = {s: len(desk.list_comments(CommentQuery(s))) for s in CommentStatus}
    assert site_totals == desk.comment_counts()


def test_decisions_made_offline_are_applied_once_and_keep_the_evidence(
    desk: Desk, remote: Remote, workspace: Workspace
) -> None:
    post = remote.new_post()
    ids = [remote.new_comment(post, number) for number in range(5)]
    desk.sync_once()
    workspace.work_offline(True)
    for comment_id, decision in zip(
        ids, (Decision.APPROVE, Decision.SPAM, Decision.TRASH, Decision.HOLD), strict=False
    ):
        desk.moderate([comment_id], decision)
    with pytest.raises(NetworkTroubleError):
        desk.sync_once()
    assert len(desk.outbox()) == 3
    workspace.work_offline(False)
    report = desk.sync_once()
    assert (report.sent, report.parked, desk.outbox()) == (3, 0, [])
    after = [remote.comment(comment_id) for comment_id in ids]
    assert [comment["status"] for comment in after] == ["approved", "spam", "trash", "hold", "hold"]
    assert {evidence(comment) for comment in after} == {("203.0.113.9", "Peramban/1.0")}
    assert desk.sync_once().sent == 0


def test_a_restored_comment_gets_its_earlier_status_back(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1, status="approved")
    desk.sync_once()
    desk.moderate([comment_id], Decision.SPAM)
    desk.sync_once()
    desk.undo()
    desk.sync_once()
    assert remote.comment(comment_id)["status"] == "approved"
    assert desk.comment(comment_id).status is CommentStatus.APPROVED


def test_a_colleagues_equal_decision_counts_as_done(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    desk.moderate([comment_id], Decision.SPAM)
    remote.admin("POST", f"comments/{comment_id}", json={"status": "spam"})
    assert desk.sync_once().sent == 1
    assert desk.outbox() == []


def test_a_colleagues_other_decision_brings_the_comment_back_for_a_second_look(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    desk.moderate([comment_id], Decision.SPAM)
    remote.admin("POST", f"comments/{comment_id}", json={"status": "approved"})
    assert desk.sync_once().parked == 1
    row = desk.comment(comment_id)
    assert (row.status, row.attention) == (CommentStatus.APPROVED, "conflict")
    assert remote.comment(comment_id)["status"] == "approved"
    desk.moderate([comment_id], Decision.SPAM)
    desk.sync_once()
    assert remote.comment(comment_id)["status"] == "spam"


def test_a_comment_edited_since_it_was_seen_is_not_decided_unseen(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    desk.moderate([comment_id], Decision.APPROVE)
    remote.admin("POST", f"comments/{comment_id}", json={"content": "Teks lain sama sekali."})
    desk.sync_once()
    (item,) = desk.outbox()
    assert (item.state, item.reason) == (State.CONFLICT, "edited")
    assert desk.comment(comment_id).content == "Teks lain sama sekali."
    assert remote.comment(comment_id)["status"] == "hold"


def test_a_comment_deleted_for_good_is_done(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    desk.moderate([comment_id], Decision.SPAM)
    remote.admin("DELETE", f"comments/{comment_id}?force=true")
    desk.sync_once()
    assert desk.outbox() == []
    assert comment_id not in desk.list_comments(CommentQuery(None))


def test_an_edit_and_a_reply_arrive_once(desk: Desk, remote: Remote) -> None:
    post = remote.new_post()
    comment_id = remote.new_comment(post, 1)
    desk.sync_once()
    desk.edit_comment(comment_id, "Teks yang dirapikan & “dikutip”.")
    desk.reply(comment_id, "Terima kasih, “sudah” kami catat.", approve=True, undo_window=NO_WINDOW)
    desk.sync_once()
    assert desk.outbox() == []
    after = remote.comment(comment_id)
    assert (unescape(after["content"]["raw"]), after["status"]) == ("Teks yang dirapikan & “dikutip”.", "approved")
    assert evidence(after) == ("203.0.113.9", "Peramban/1.0")
    replies = remote.admin("GET", f"comments?parent={comment_id}&status=any&context=edit")
    assert [reply["content"]["raw"] for reply in replies] == ["Terima kasih, “sudah” kami catat."]
    assert [row.id for row in desk.thread(comment_id)] == [comment_id, replies[0]["id"]]


def test_a_reply_in_its_undo_window_waits(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    seq = desk.reply(comment_id, "Tunggu dulu.")
    report = desk.sync_once()
    assert (report.sent, len(desk.outbox())) == (0, 1)
    assert report.next_attempt
    assert desk.drop([seq]) == [seq]
    desk.sync_once()
    assert remote.admin("GET", f"comments?parent={comment_id}&status=any") == []


def test_a_reply_to_a_comment_that_was_binned_asks_first(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    desk.reply(comment_id, "Terima kasih.", undo_window=NO_WINDOW)
    remote.admin("DELETE", f"comments/{comment_id}")
    desk.sync_once()
    (item,) = desk.outbox()
    assert (item.state, item.reason) == (State.CONFLICT, "parent_gone")


def test_a_sync_finds_what_changed_behind_its_back(desk: Desk, remote: Remote) -> None:
    post = remote.new_post()
    ids = [remote.new_comment(post, number) for number in range(6)]
    desk.sync_once()
    remote.admin("POST", f"comments/{ids[0]}", json={"status": "approved"})
    remote.admin("POST", f"comments/{ids[1]}", json={"status": "spam"})
    remote.admin("DELETE", f"comments/{ids[2]}?force=true")
    newcomer = remote.new_comment(post, 99, status="approved")
    desk.sync_once()
    assert desk.comment(ids[0]).status is CommentStatus.APPROVED
    assert desk.comment(ids[1]).status is CommentStatus.SPAM
    assert ids[2] not in desk.list_comments(CommentQuery(None))
    assert desk.comment(newcomer).status is CommentStatus.APPROVED


def test_a_full_sync_finds_an_edit_that_moved_no_total(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1, status="approved")
    desk.sync_once()
    remote.admin("POST", f"comments/{comment_id}", json={"content": "Disunting diam-diam."})
    desk.sync_once(full=True)
    assert desk.comment(comment_id).content == "Disunting diam-diam."


def test_a_revoked_password_loses_nothing(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    desk.moderate([comment_id], Decision.SPAM)
    users = remote.admin("GET", "users?context=edit&per_page=100")
    (user,) = [user for user in users if user["username"] == desk.site.account.username]
    remote.admin("DELETE", f"users/{user['id']}/application-passwords/{desk.site.password_uuid}")
    with pytest.raises(UnauthorizedError):
        desk.sync_once()
    (item,) = desk.outbox()
    assert (item.state, item.attempts) == (State.WAITING, 0)


def test_nobody_signed_in_is_said(desk: Desk, workspace: Workspace, remote: Remote) -> None:
    workspace.sign_out(desk.site.id, forget=False)
    with pytest.raises(SignInNeededError):
        desk.sync_once()


def test_a_role_without_moderation_reads_no_comments_and_still_syncs(workspace: Workspace, remote: Remote) -> None:
    remote.new_comment(remote.new_post(), 1)
    desk = signed_in(workspace, remote, "author")
    desk.sync_once()
    assert len(desk.list_comments(CommentQuery(None))) == 0
    assert desk.articles()
    desk.close()


def test_a_role_taken_away_is_noticed_and_loses_nothing(desk: Desk, remote: Remote) -> None:
    comment_id = remote.new_comment(remote.new_post(), 1)
    desk.sync_once()
    desk.moderate([comment_id], Decision.SPAM)
    users = remote.admin("GET", "users?context=edit&per_page=100")
    (user,) = [user for user in users if user["username"] == desk.site.account.username]
    remote.admin("POST", f"users/{user['id']}", json={"roles": ["author"]})
    desk.sync_once()
    assert not desk.site.account.can_moderate
    (item,) = desk.outbox()
    assert (item.state, item.reason) == (State.REJECTED, "rest_forbidden_context")
    assert remote.comment(comment_id)["status"] == "hold"
