"""What the palette offers, and how well each fits what was typed. Draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from bkddesk.language import tr
from bkddesk.ui.commands import Command

if TYPE_CHECKING:
    from bkddesk.ui.main_window import MainWindow

RECENT = 5
"""So many commands used lately stand first."""
_GREY = 100
"""What cannot run now makes no group a good one."""
_NOT_OFFERED = frozenset({"help.palette"})
_ABOUT_ONE = frozenset(
    f"comment.{name}"
    for name in ("approve", "hold", "spam", "trash", "restore", "reply", "edit", "quick_edit", "select", "article")
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A row: its group, what it says, what it is about, its key, why it cannot run now, what it does."""

    name: str
    group: str
    text: str
    aside: str
    icon: str
    key: str
    reason: str
    run: Callable[[], object]
    marks: tuple[tuple[int, int], ...] = field(default=())
    """Stretches of the text (start, end) that fit what was typed."""


def choices(window: MainWindow, sites: Sequence[tuple[str, bool, Callable[[], object]]]) -> list[Choice]:
    """Every command, place, site and article, in groups."""
    offered = [_of_command(window, command) for command in window.commands() if command.name not in _NOT_OFFERED]
    offered += [
        Choice(f"site.{name}", tr("Go to"), name, tr("Site"), "globe", "", "", run)
        for name, current, run in sites
        if not current
    ]
    if window.view is not None:
        view = window.view
        for listed in view.desk.articles():
            article = listed.article
            title = article.fields.title or tr("(no title)")
            open_it = partial(view.open_article, article.id)
            offered.append(
                Choice(f"post.{article.id}", tr("Articles of the site"), title, "", "article", "", "", open_it)
            )
    order = {group: at for at, group in enumerate(_groups())}
    return sorted(offered, key=lambda choice: order[choice.group])


def _groups() -> tuple[str, ...]:
    return (
        tr("Comments"), tr("Writing"), tr("Outbox"), tr("Articles"), tr("Go to"), tr("Tools"),
        tr("Articles of the site"),
    )  # fmt: skip


def _of_command(window: MainWindow, command: Command) -> Choice:
    family = command.name.split(".")[0]
    group = {
        "comment": tr("Comments"), "editor": tr("Writing"), "outbox": tr("Outbox"), "articles": tr("Articles"),
        "file": tr("Articles"), "place": tr("Go to"), "site": tr("Go to"),
    }.get(family, tr("Tools"))  # fmt: skip
    about = ""
    if window.view is not None and command.name in _ABOUT_ONE:
        about = getattr(window.view.page, "subject", str)()
    aside = tr("all that are selected") if command.name.endswith("_selected") else about
    text = command.text
    if family in ("palette", "language"):
        text = f"{tr('Colours') if family == 'palette' else tr('Language')}: {text}"
    key = command.keys[0] if command.keys else ""
    return Choice(command.name, group, text, aside, command.icon, key, command.why_not(), partial(window.run, command))


def found(offered: Sequence[Choice], typed: str, recent: Sequence[str]) -> list[Choice]:
    """Those that fit, the best group first; without words everything, what was used lately before all else."""
    words = typed.casefold().split()
    if not words:
        by_name = {choice.name: choice for choice in offered}
        lately = [replace(by_name[name], group=tr("Used lately")) for name in recent[:RECENT] if name in by_name]
        used = {choice.name for choice in lately}
        return lately + [choice for choice in offered if choice.name not in used]
    fitting = [(fit[0], replace(choice, marks=fit[1])) for choice in offered if (fit := _fit(choice.text, words))]
    best: dict[str, int] = {}
    for score, choice in fitting:
        worth = score + (_GREY if choice.reason else 0)
        best[choice.group] = min(worth, best.get(choice.group, worth))
    rank = {name: at for at, name in enumerate(recent)}
    # Sorting keeps the order of equals: that of the groups and of the menus.
    fitting.sort(key=lambda entry: (bool(entry[1].reason), entry[0], rank.get(entry[1].name, len(rank))))
    fitting.sort(key=lambda entry: best[entry[1].group])
    groups = list(dict.fromkeys(choice.group for _, choice in fitting))
    return [choice for group in groups for _, choice in fitting if choice.group == group]


def _fit(text: str, words: Sequence[str]) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """How badly the text fits (0: best) and where; None: some word is not in it at all."""
    folded = text.casefold()
    if len(folded) != len(text):  # a letter that is two in lower case: marks would be off
        folded = text.lower()
    score, marks = 0, []
    for word in words:
        at = _stands_at(folded, word)
        if at is not None:
            score += 0 if at == 0 else 1 if folded[at - 1] in " -(“/" else 2
            marks.append((at, at + len(word)))
            continue
        spots = _as_initials(folded, word)
        if spots is None:
            return None
        score += 3
        marks.extend((spot, spot + 1) for spot in spots)
    return score, tuple(sorted(marks))


def _stands_at(text: str, word: str) -> int | None:
    if text.startswith(word):
        return 0
    for before in " -(“/":
        at = text.find(before + word)
        if at >= 0:
            return at + 1
    at = text.find(word)
    return at if at >= 0 else None


def _as_initials(text: str, word: str) -> list[int] | None:
    """ "ab" for "artikel baru": each letter begins a word, in order."""
    spots: list[int] = []
    begins = [at for at, letter in enumerate(text) if letter != " " and (at == 0 or text[at - 1] == " ")]
    for letter in word:
        later = [at for at in begins if text[at] == letter and (not spots or at > spots[-1])]
        if not later:
            return None
        spots.append(later[0])
    return spots
