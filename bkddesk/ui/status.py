"""How things stand, in words: connection, last sync, outbox. Fills the left of the status bar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from PySide6.QtCore import QLocale, QTime

from bkddesk.language import current_language, ntr, tr
from bkddesk.model.errors import StoreFullError
from bkddesk.model.outbox import OutboxCounts, Progress
from bkddesk.ui.background import Connection, State
from bkddesk.ui.widgets.status_strip import StatusItem

Opener = Callable[[], object]


def clock_time(moment: datetime, zone: tzinfo) -> str:
    """Hour and minute in the site's time, as the language writes them: 09.41, 09:41."""
    local = moment.astimezone(zone)
    separator = "." if current_language() == "id" else ":"
    return f"{local:%H}{separator}{local:%M}"


def number(n: int) -> str:
    """A count as the language writes it: 1.204, 1,204."""
    return QLocale(current_language()).toString(n)


def status_items(
    state: State,
    counts: OutboxCounts,
    *,
    last_sync: str,
    now: datetime,
    zone: tzinfo,
    open_outbox: Opener,
    sign_in: Opener,
    show_error: Opener,
    resume: Opener,
) -> list[StatusItem]:
    """The pieces of the left side."""
    items = [_connection(state, zone, sign_in, show_error, resume)]
    waiting = _outbox(state, counts, open_outbox)
    match state.connection:
        case Connection.OFFLINE:
            items.append(waiting)
            if state.retry_at is not None:
                items.append(StatusItem("", _retry(state.retry_at - now)))
        case Connection.SIGN_IN_NEEDED | Connection.TROUBLE | Connection.PAUSED:
            items.append(waiting)
        case _:
            if last_sync and state.connection is not Connection.SYNCING:
                synced = clock_time(datetime.fromisoformat(last_sync), zone)
                items.append(StatusItem("", tr("Synced {time}", time=synced)))
            items.append(waiting)
    if counts.attention - counts.conflicts:
        text = ntr("{n} failed", "{n} failed", counts.attention - counts.conflicts)
        items.append(StatusItem("", text, text_role="danger", action=open_outbox))
    if counts.conflicts:
        text = ntr("{n} conflict", "{n} conflicts", counts.conflicts)
        items.append(StatusItem("", text, text_role="conflict", action=open_outbox))
    return items


class PracticeNetwork(Protocol):
    """The switch of the practice site's network."""

    @property
    def offline(self) -> bool:
        """Whether it is off."""

    def work_offline(self, offline: bool) -> None:
        """Switch it."""


def practice_item(network: PracticeNetwork) -> StatusItem:
    """Says that this is no real site, and switches its network."""
    off = network.offline
    return StatusItem(
        "desktop", tr("Practice site · network off") if off else tr("Practice site · network on"), role="accent",
        text_role="accent", action=lambda: network.work_offline(not off),
        tip=tr("Switch the practice network on") if off else tr("Switch the practice network off"),
    )  # fmt: skip


def _connection(state: State, zone: tzinfo, sign_in: Opener, show_error: Opener, resume: Opener) -> StatusItem:
    match state.connection:
        case Connection.ONLINE:
            return StatusItem("online", tr("Online"), role="ok")
        case Connection.SYNCING:
            return StatusItem("sync", _step(state.progress), role="accent")
        case Connection.OFFLINE:
            since = clock_time(state.since, zone) if state.since else ""
            tip = tr("Offline since {time}. You can go on working.", time=since) if since else ""
            return StatusItem(
                "offline", tr("Offline"), role="wait", text_role="wait", bold=True, action=show_error, tip=tip
            )
        case Connection.SIGN_IN_NEEDED:
            return StatusItem("key", tr("Sign in again"), role="wait", text_role="wait", bold=True, action=sign_in)
        case Connection.PAUSED:
            return StatusItem("pause", tr("Paused"), role="wait", text_role="wait", bold=True, action=resume)
        case Connection.TROUBLE:
            return StatusItem("warn", _trouble(state), role="wait", text_role="wait", action=show_error)
        case _:
            return StatusItem("sync", tr("Connecting"), role="text3")


def _trouble(state: State) -> str:
    match state.error:
        case None:
            return tr("Synchronising failed")
        case StoreFullError():
            return tr("Nothing can be stored")
        case _:
            return tr("The site answers oddly")


def offline_words(state: State, last_sync: str, zone: tzinfo) -> tuple[str, str]:
    """A title and a sentence that say it is offline, and what that means; two empty ones where it is not."""
    if state.connection is not Connection.OFFLINE or state.since is None:
        return "", ""
    read = clock_time(datetime.fromisoformat(last_sync), zone) if last_sync else ""
    text = tr("You can go on working.")
    if read:
        text += " " + tr("The site was last read at {time}; new comments appear when the network is back.", time=read)
    return tr("Offline since {time}", time=clock_time(state.since, zone)), text


def _step(progress: Progress | None) -> str:
    if progress is None:
        return tr("Synchronising")
    figures = {"done": number(progress.done), "total": number(progress.total)}
    match progress.step:
        case "push" if progress.total:
            return tr("Sending {done} of {total}", **figures)
        case "comments.hold" | "comments" | "sweep" if progress.total:
            return tr("Comments {done} of {total}", **figures)
        case "articles" if progress.total:
            return tr("Articles {done} of {total}", **figures)
        case _:
            return tr("Synchronising")


def _outbox(state: State, counts: OutboxCounts, open_outbox: Opener) -> StatusItem:
    icon = "pause" if state.held else "outbox"
    if not counts.waiting:
        return StatusItem(icon, tr("Outbox: empty"), action=open_outbox)
    if state.connection is Connection.OFFLINE:
        text = ntr(
            "Outbox: {n} waiting, safe on this laptop", "Outbox: {n} waiting, safe on this laptop", counts.waiting
        )
    elif state.held:
        text = ntr("Outbox: {n} held back", "Outbox: {n} held back", counts.waiting)
    else:
        text = ntr("Outbox: {n} waiting", "Outbox: {n} waiting", counts.waiting)
    return StatusItem(icon, text, action=open_outbox)


def _retry(wait: timedelta) -> str:
    seconds = max(0, round(wait.total_seconds()))
    if seconds < 60:
        return tr("Trying again shortly")
    return ntr("Trying again in {n} minute", "Trying again in {n} minutes", round(seconds / 60))


def short_time(text: str, now: datetime, zone: tzinfo) -> str:
    """A stored UTC moment for a list: the time today, "Yesterday", else the date."""
    local = datetime.fromisoformat(text).astimezone(zone)
    days = (now.astimezone(zone).date() - local.date()).days
    if days == 0:
        return clock_time(local, zone)
    if days == 1:
        return tr("Yesterday")
    return QLocale(current_language()).toString(QTime(local.hour, local.minute), "HH.mm") if days < 0 else _date(local)


def _date(local: datetime) -> str:
    locale = QLocale(current_language())
    return f"{local.day} {locale.monthName(local.month, QLocale.FormatType.ShortFormat)} {local.year}"
