"""When a scheduled article appears: site time, laptop time, UTC, and whether that can be. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from bkddesk.language import ntr, tr
from bkddesk.ui.editor.words import moment_words, zone_name

LAPTOP: tzinfo | None = None
"""`astimezone(None)` is the laptop's own zone."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One moment as three clocks show it. `lines` are (whose, when)."""

    lines: tuple[tuple[str, str], ...]
    distance: str
    """How far away it is, in words, and whether the zones differ."""
    is_past: bool
    zones_differ: bool


def schedule(local: datetime, site_zone: tzinfo, now: datetime, laptop: tzinfo | None = LAPTOP) -> Schedule:
    """What a moment of the site's clock (`local`, without a zone) means.

    Where the site's clock skips the hour (daylight saving), the moment is the one that WordPress takes: an hour later.
    """
    moment = local.replace(tzinfo=site_zone).astimezone(UTC)
    site, here = moment.astimezone(site_zone), moment.astimezone(laptop)
    differ = site.utcoffset() != here.utcoffset()
    lines = (
        (tr("Site, {zone}", zone=zone_name(site_zone, moment)), moment_words(site, weekday=True)),
        (tr("Laptop, {zone}", zone=zone_name(laptop, moment)), moment_words(here, weekday=True)),
        ("UTC", moment_words(moment, weekday=True)),
    )
    is_past = moment <= now
    words = tr("This time has passed.") if is_past else tr("In {time}.", time=span_words(moment - now))
    if differ and not is_past:
        words += " " + tr("The laptop uses another time zone than the site.")
    return Schedule(lines, words, is_past, differ)


def span_words(span: timedelta) -> str:
    """21 hours 19 minutes; 3 days 4 hours."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        parts = [ntr("{n} day", "{n} days", days), ntr("{n} hour", "{n} hours", hours) if hours else ""]
    else:
        parts = [
            ntr("{n} hour", "{n} hours", hours) if hours else "",
            ntr("{n} minute", "{n} minutes", minutes) if minutes or not hours else "",
        ]
    return " ".join(part for part in parts if part)


def first_offer(site_zone: tzinfo, now: datetime) -> datetime:
    """What the date fields show before anything is chosen: tomorrow at seven, site time."""
    tomorrow = now.astimezone(site_zone) + timedelta(days=1)
    return tomorrow.replace(hour=7, minute=0, second=0, microsecond=0, tzinfo=None)
