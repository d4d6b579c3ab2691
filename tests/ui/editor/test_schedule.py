"""Three clocks for one moment."""

# ruff: noqa: DTZ001 - site time is written without a zone

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bkddesk.ui.editor.schedule import first_offer, schedule, span_words

JAKARTA, MAKASSAR = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)


def test_site_laptop_and_utc() -> None:
    found = schedule(datetime(2026, 11, 25, 7, 0), JAKARTA, NOW, MAKASSAR)
    assert [name for name, _ in found.lines] == ["Site, WIB", "Laptop, WITA", "UTC"]
    assert [when.rsplit(" ", 1)[-1] for _, when in found.lines] == ["07:00", "08:00", "00:00"]
    assert found.zones_differ
    assert not found.is_past
    assert found.distance == "In 21 hours 19 minutes. The laptop uses another time zone than the site."


def test_the_same_zone_is_no_warning() -> None:
    found = schedule(datetime(2026, 11, 25, 7, 0), JAKARTA, NOW, timezone(timedelta(hours=7)))
    assert not found.zones_differ
    assert found.distance == "In 21 hours 19 minutes."


def test_a_manual_offset_is_written_out() -> None:
    found = schedule(datetime(2026, 11, 25, 7, 0), timezone(timedelta(hours=5, minutes=30)), NOW, UTC)
    assert found.lines[0][0] == "Site, UTC+5:30"


@pytest.mark.parametrize("minute", [41, 40])
def test_now_and_before_are_past(minute: int) -> None:
    assert schedule(datetime(2026, 11, 24, 9, minute), JAKARTA, NOW, JAKARTA).is_past


def test_summer_time_moves_the_laptop_not_the_site() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    winter = schedule(datetime(2026, 12, 1, 7, 0), JAKARTA, NOW, berlin).lines[1][1]
    summer = schedule(datetime(2027, 7, 1, 7, 0), JAKARTA, NOW, berlin).lines[1][1]
    assert (winter[-5:], summer[-5:]) == ("01:00", "02:00")


def test_an_hour_that_the_site_skips_is_still_one_moment() -> None:
    found = schedule(datetime(2027, 3, 28, 2, 30), ZoneInfo("Europe/Berlin"), NOW, UTC)
    assert found.lines[0][1].endswith("03:30")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(0), "0 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(days=3, hours=4, minutes=5), "3 days 4 hours"),
        (timedelta(days=1), "1 day"),
    ],
)
def test_spans_in_words(span: timedelta, words: str) -> None:
    assert span_words(span) == words


def test_the_first_offer_is_tomorrow_at_seven_site_time() -> None:
    assert first_offer(JAKARTA, NOW) == datetime(2026, 11, 25, 7, 0)
    assert first_offer(JAKARTA, datetime(2026, 11, 24, 18, 0, tzinfo=UTC)) == datetime(2026, 11, 26, 7, 0)
