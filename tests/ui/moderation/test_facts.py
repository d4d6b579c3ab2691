"""Marks, facts and moments in words, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bkddesk.language import use_language
from bkddesk.model.clock import site_zone
from bkddesk.model.comment import AuthorHistory, CommentStatus, Decision, ListedComment
from bkddesk.ui.moderation.facts import article_title, facts, has_links, mark, was_decided, writer
from bkddesk.ui.moderation.times import long_moment, number, short_moment, site_day
from bkddesk.ui.moderation.unsent import UnsentTexts
from tests.builders import a_comment

STRANGER = AuthorHistory("2026-11-24T00:00:00", approved=0, spam=0, held=1, trashed=0)
KNOWN = AuthorHistory("2026-01-01T00:00:00", approved=12, spam=0, held=1, trashed=0)
SPAMMER = AuthorHistory("2026-11-22T00:00:00", approved=0, spam=36, held=1, trashed=0)
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


def listed(content: str = "Kapan dibuka?", *, url: str = "", **values: object) -> ListedComment:
    known: dict[str, object] = {
        "status": CommentStatus.HOLD, "content": content, "article_title": "Judul", "pending": None,
    } | values  # fmt: skip
    return ListedComment(a_comment(1, content=content, author_url=url), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "history", "icon", "tag"),
    [
        (listed(), STRANGER, "", "new author"),
        (listed(), KNOWN, "", "12 approved"),
        (listed(), SPAMMER, "", "36 times spam"),
        (listed("lihat www.a.example"), KNOWN, "link", "1 link"),
        (listed(url="https://a.example"), STRANGER, "link", "link in the name"),
        (listed("www.a.example www.b.example", pending=Decision.SPAM), STRANGER, "clock", "Spam · waiting"),
        (listed(pending=Decision.RESTORE), STRANGER, "clock", "Restored · waiting"),
        (listed(attention="conflict"), STRANGER, "conflict", "Changed · look again"),
        (listed(attention="rejected"), STRANGER, "error", "Failed · the site refused"),
        (listed(edit_pending=True), STRANGER, "edit", "Edit · waiting"),
    ],
)
def test_a_state_goes_before_a_fact(row: ListedComment, history: AuthorHistory, icon: str, tag: str) -> None:
    shown = mark(row, history)
    assert (shown.icon, shown.tag) == (icon, tag)
    assert shown.dim == (row.pending is not None)


def test_new_has_a_dot_and_keeps_what_is_known() -> None:
    assert mark(listed(), STRANGER, fresh=True).tag == "New"
    shown = mark(listed("www.a.example"), STRANGER, fresh=True)
    assert (shown.icon, shown.tag) == ("dot", "1 link")


def test_an_unsent_reply_is_said() -> None:
    assert mark(listed(), KNOWN, unsent_reply=True).tag == "reply not sent"


def test_a_comment_does_not_count_itself() -> None:
    row = listed(status=CommentStatus.APPROVED)
    assert mark(row, AuthorHistory("", approved=1, spam=0, held=0, trashed=0)).tag == "new author"


def test_facts_name_their_proof() -> None:
    found = facts(listed("www.a.example", url="https://b.example"), SPAMMER)
    assert [(fact.icon, fact.proof) for fact in found] == [
        ("link", "https://b.example"),
        ("link", "www.a.example"),
        ("spam", ""),
    ]


def test_nameless_things_have_words() -> None:
    row = ListedComment(a_comment(1, author_name=" \u202e "), CommentStatus.HOLD, "", "")
    assert writer(row) == "anonymous"
    assert article_title(row) == "Article 10"
    assert not has_links(row)


def test_counts_in_indonesian() -> None:
    use_language("id")
    assert was_decided(Decision.SPAM, 2) == "2 komentar ditandai spam"
    assert number(1204) == "1.204"


@pytest.mark.parametrize(
    ("gmt", "in_english", "in_indonesian"),
    [
        ("2026-11-24T00:12:00", "07:12", "07.12"),
        ("2026-11-23T16:59:00", "Yesterday", "Kemarin"),
        ("2026-11-20T10:00:00", "20 Nov", "20 Nov"),
        ("2025-08-20T10:00:00", "20 Aug 2025", "20 Agu 2025"),
        ("0000-00-00T00:00:00", "", ""),
    ],
)
def test_moments_for_rows(gmt: str, in_english: str, in_indonesian: str) -> None:
    today = date(2026, 11, 24)
    assert short_moment(gmt, WIB, today) == in_english
    use_language("id")
    assert short_moment(gmt, WIB, today) == in_indonesian


def test_moments_in_full_name_the_zone() -> None:
    assert long_moment("2026-11-24T00:12:00", WIB) == "Tue 24 Nov 2026 07:12 WIB"
    use_language("id")
    assert long_moment("2026-11-24T00:12:00", WIB) == "Sel 24 Nov 2026 07.12 WIB"
    assert long_moment("2026-11-24T00:12:00", site_zone("", 8)) == "Sel 24 Nov 2026 08.12 UTC+08:00"


def test_the_sites_day_is_not_utcs() -> None:
    assert site_day("2026-11-23T17:00:00.000+00:00", WIB) == date(2026, 11, 24)


def test_unsent_texts_tell_of_every_change() -> None:
    told: list[str] = []
    texts = UnsentTexts({}, {7: "lama"}, lambda: told.append("changed"))
    assert texts.keep_reply(5, "Halo")
    assert not texts.keep_reply(5, "Halo lagi")
    assert not texts.keep_reply(5, "Halo lagi")
    assert texts.keep_edit(7, "asli", "asli")
    assert (dict(texts.replies), dict(texts.edits), len(told)) == ({5: "Halo lagi"}, {}, 3)
