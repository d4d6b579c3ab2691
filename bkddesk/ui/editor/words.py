"""Times, statuses and causes as a person reads them in the editor and in the lists of articles."""

from __future__ import annotations

from datetime import datetime, tzinfo

from PySide6.QtCore import QDate, QLocale, QTime

from bkddesk.language import current_language, ntr, tr, trc
from bkddesk.model.article import PostStatus
from bkddesk.model.clock import parse_gmt


def locale() -> QLocale:
    """The person's language as Qt's locale: decimal comma, names of months."""
    if current_language() == "id":
        return QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def number(value: int) -> str:
    """1.204 or 1,204."""
    return locale().toString(value)


def _local(utc: str, zone: tzinfo | None) -> datetime | None:
    moment = parse_gmt(utc)
    return moment.astimezone(zone) if moment is not None else None


def clock_time(utc: str, zone: tzinfo | None = None) -> str:
    """A stored moment (UTC) as a time of the laptop's, or the zone's, clock: 09.41; "" for none."""
    moment = _local(utc, zone)
    return time_words(moment) if moment is not None else ""


def time_words(moment: datetime) -> str:
    """09.41 or 09:41."""
    return f"{moment:%H.%M}" if current_language() == "id" else f"{moment:%H:%M}"


def date_words(moment: datetime, *, weekday: bool = False) -> str:
    """24 Nov 2026, with the day of the week before it if asked."""
    return locale().toString(
        QDate(moment.year, moment.month, moment.day), "ddd d MMM yyyy" if weekday else "d MMM yyyy"
    )


def moment_words(moment: datetime, *, weekday: bool = False) -> str:
    """24 Nov 2026 09.41."""
    return f"{date_words(moment, weekday=weekday)} {time_words(moment)}"


def when_words(utc: str, now: datetime, zone: tzinfo | None = None) -> str:
    """A stored moment for a list: the time today, "Yesterday", else the date."""
    moment = _local(utc, zone)
    if moment is None:
        return ""
    days = (now.astimezone(zone).date() - moment.date()).days
    if days == 0:
        return time_words(moment)
    return tr("Yesterday") if days == 1 else date_words(moment)


def qt_date(moment: datetime) -> tuple[QDate, QTime]:
    """A moment's date and time of day, for Qt's fields."""
    return QDate(moment.year, moment.month, moment.day), QTime(moment.hour, moment.minute)


_ZONES = {"WIB": "WIB", "WITA": "WITA", "WIT": "WIT", "UTC": "UTC", "GMT": "GMT"}


def zone_name(zone: tzinfo | None, moment: datetime) -> str:
    """WIB, WITA, WIT, or UTC+8: as it is written beside a time."""
    name = moment.astimezone(zone).tzname() or ""
    if name in _ZONES:
        return name
    offset = moment.astimezone(zone).utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def status_words(status: str) -> str:
    """A post status as WordPress names it."""
    return (
        {
            PostStatus.DRAFT: trc("status", "Draft"),
            PostStatus.PENDING: tr("Pending Review"),
            PostStatus.PUBLISH: tr("Published"),
            PostStatus.FUTURE: tr("Scheduled"),
            PostStatus.PRIVATE: tr("Private"),
            PostStatus.TRASH: trc("place", "Trash"),
        }.get(PostStatus(status), status)
        if status in list(PostStatus)
        else status
    )


def cause_words(cause: str) -> str:
    """Why a version of the history was kept."""
    return {
        "autosave": tr("Saved by itself"),
        "saved": tr("Saved by hand"),
        "opened": tr("As on the site"),
        "sent": tr("Sent to the site"),
        "queued": tr("Put in the outbox"),
        "received": tr("Came from the site"),
        "restored": tr("Restored"),
    }.get(cause, cause)


def words_words(count: int) -> str:
    """126 words."""
    return ntr("{n} word", "{n} words", count)
