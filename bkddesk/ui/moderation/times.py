"""Moments as a moderator reads them: in the site's time, in the person's language. Pure but for QLocale's words."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import cache

from PySide6.QtCore import QDate, QLocale

from bkddesk.language import current_language, tr
from bkddesk.model.clock import parse_gmt


@cache
def _locale(language: str) -> QLocale:
    return QLocale(QLocale.Language.Indonesian if language == "id" else QLocale.Language.English)


def locale() -> QLocale:
    """The locale whose figures and names of days and months are used."""
    return _locale(current_language())


def number(value: int) -> str:
    """A count with the language's grouping: 1.204."""
    return locale().toString(value)


def clock_time(moment: datetime) -> str:
    """Hours and minutes: 07.12 in Indonesian, 07:12 in English."""
    return moment.strftime("%H.%M" if current_language() == "id" else "%H:%M")


def day(moment: date, *, weekday: bool = False, full: bool = False) -> str:
    """A date: 24 Nov 2026, Sel 24 Nov 2026, or Selasa, 24 November 2026."""
    form = "dddd, d MMMM yyyy" if full else "ddd d MMM yyyy" if weekday else "d MMM yyyy"
    return locale().toString(QDate(moment.year, moment.month, moment.day), form)


def long_moment(date_gmt: str, zone: tzinfo) -> str:
    """A moment in full: Sel 24 Nov 2026 07.12 WIB; "" for none."""
    moment = parse_gmt(date_gmt)
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{day(local, weekday=True)} {clock_time(local)} {zone_name(local)}"


def short_moment(date_gmt: str, zone: tzinfo, today: date) -> str:
    """A moment for a row: the time today, "Yesterday", else the day; the year only where it is another one."""
    moment = parse_gmt(date_gmt)
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    if local.date() == today:
        return clock_time(local)
    if local.date() == today - timedelta(days=1):
        return tr("Yesterday")
    if local.year == today.year:
        return locale().toString(QDate(local.year, local.month, local.day), "d MMM")
    return day(local)


def day_of(date_gmt: str, zone: tzinfo) -> str:
    """The date of a moment in the site's time; "" for none."""
    moment = parse_gmt(date_gmt)
    return "" if moment is None else day(moment.astimezone(zone))


def zone_name(moment: datetime) -> str:
    """The zone's own letters (WIB, WITA, WIT), or its offset."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" and name else name


def site_day(day_start: str, zone: tzinfo) -> date:
    """The present date at the site, from the moment its day began (UTC)."""
    return datetime.fromisoformat(day_start).astimezone(zone).date()
