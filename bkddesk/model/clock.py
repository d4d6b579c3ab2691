"""Time as WordPress writes it, and the site's time zone. Time comes in as an argument: nothing here asks the system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Clock = Callable[[], datetime]
"""Answers the present moment, aware, in UTC."""


def system_clock() -> datetime:
    """The present moment in UTC, by the machine's own clock."""
    return datetime.now(UTC)


def site_zone(timezone_string: str, gmt_offset: float) -> tzinfo:
    """The site's time zone: by its IANA name, else by its manual offset in hours (the REST root gives both)."""
    if timezone_string:
        try:
            return ZoneInfo(timezone_string)
        except (ZoneInfoNotFoundError, ValueError):
            pass
    return timezone(timedelta(hours=gmt_offset))


def parse_gmt(text: str) -> datetime | None:
    """WordPress's `date_gmt` ("2026-11-24T00:12:00", no zone, UTC) as an aware moment; None for "" and zero dates."""
    if not text or text.startswith("0000"):
        return None
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def format_gmt(moment: datetime) -> str:
    """An aware moment as WordPress's `date_gmt`: seconds, no zone."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()


def stamp(moment: datetime) -> str:
    """An aware moment as bkddesk stores it: UTC, ISO 8601 with milliseconds, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
