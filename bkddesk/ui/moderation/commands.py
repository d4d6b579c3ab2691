"""Everything that can be done in the queue, as commands: the buttons, the menus, the palette and the keys are made of
these. What a decision means, and which there are, depends on the place. Knows the page only by what it can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bkddesk.language import tr, trc
from bkddesk.model.comment import CommentStatus, Decision
from bkddesk.ui.commands import Command

Run = Callable[[], object]


class Actions(Protocol):
    """What the page does for the commands."""

    def decide(self, decision: Decision) -> object:
        """Decide about the comment on screen."""

    def decide_picked(self, decision: Decision) -> object:
        """Decide about all that are picked."""

    def why_not_decide(self) -> str:
        """Why nothing can be decided now."""

    def why_not_picked(self) -> str:
        """Why nothing can be decided about a selection now."""

    def why_not_reply(self) -> str:
        """Why no reply can be written now."""

    def why_not_undo(self) -> str:
        """Why nothing can be undone."""

    def do(self, name: str) -> object:
        """Anything else, by the command's name."""


@dataclass(frozen=True, slots=True)
class QueueCommands:
    """The commands of one place, and where its bars show them."""

    all: Sequence[Command]
    main: Sequence[Command]
    quiet: Sequence[Command]
    more: Sequence[Command]
    picked: Sequence[Command]
    undo: Command

    def named(self, name: str) -> Command:
        """The command of this name."""
        return next(command for command in self.all if command.name == name)


_MAIN = {
    CommentStatus.HOLD: (Decision.APPROVE, Decision.SPAM, Decision.TRASH),
    CommentStatus.APPROVED: (Decision.HOLD, Decision.SPAM, Decision.TRASH),
    CommentStatus.SPAM: (Decision.RESTORE, Decision.APPROVE, Decision.TRASH),
    CommentStatus.TRASH: (Decision.RESTORE, Decision.APPROVE, Decision.SPAM),
}
"""The three decisions on the bar of each place, the likeliest first."""
_LETTERS = {
    Decision.APPROVE: "a", Decision.HOLD: "u", Decision.SPAM: "s", Decision.TRASH: "d", Decision.RESTORE: "z",
}  # fmt: skip
_ICONS = {
    Decision.APPROVE: "check", Decision.HOLD: "hold", Decision.SPAM: "spam", Decision.TRASH: "trash",
    Decision.RESTORE: "restore",
}  # fmt: skip
_MORE = ("comment.quick_edit", "comment.hold", "comment.select", "comment.article", "comment.context", "view.dense")


def commands_of(place: CommentStatus, page: Actions, *, dense: bool) -> QueueCommands:
    """The commands of a place, with its words for them."""
    binned = place in (CommentStatus.SPAM, CommentStatus.TRASH)
    single = {decision: _decision(decision, place, page) for decision in Decision}
    picked = {decision: _picked(decision, place, page) for decision in Decision}
    undo = Command(
        "comment.undo", tr("Undo"), lambda: page.do("undo"), "edit", ("Ctrl+Z",) if binned else ("z", "Ctrl+Z"),
        "undo", page.why_not_undo, hint=trc("hint", "undo"),
    )  # fmt: skip
    if not binned:
        del single[Decision.RESTORE], picked[Decision.RESTORE]
    everything = [*single.values(), *picked.values(), undo, *_others(page, dense=dense)]
    by_name = {command.name: command for command in everything}
    return QueueCommands(
        everything,
        [single[decision] for decision in _MAIN[place]],
        [by_name["comment.reply"], by_name["comment.edit"]],
        [by_name[name] for name in _MORE if by_name[name] not in [single[d] for d in _MAIN[place]]],
        [picked[decision] for decision in _MAIN[place]],
        undo,
    )


def _words(decision: Decision, place: CommentStatus) -> str:
    match decision:
        case Decision.APPROVE:
            return tr("Approve")
        case Decision.HOLD:
            return tr("Unapprove")
        case Decision.SPAM:
            return trc("verb", "Spam")
        case Decision.TRASH:
            return trc("verb", "Trash")
        case Decision.RESTORE:
            return tr("Not spam") if place is CommentStatus.SPAM else tr("Restore")


def _decision(decision: Decision, place: CommentStatus, page: Actions) -> Command:
    return Command(
        f"comment.{decision.name.lower()}", _words(decision, place), lambda: page.decide(decision), "comment",
        (_LETTERS[decision],), _ICONS[decision], page.why_not_decide,
    )  # fmt: skip


def _picked(decision: Decision, place: CommentStatus, page: Actions) -> Command:
    return Command(
        f"comment.{decision.name.lower()}_selected", _words(decision, place),
        lambda: page.decide_picked(decision), "", (f"Shift+{_LETTERS[decision].upper()}",), _ICONS[decision],
        page.why_not_picked,
    )  # fmt: skip


def _others(page: Actions, *, dense: bool) -> list[Command]:
    def does(name: str) -> Run:
        return lambda: page.do(name)

    one, reply = page.why_not_decide, page.why_not_reply
    return [
        Command("comment.reply", tr("Reply"), does("reply"), "comment", ("r",), "reply", reply),
        Command("comment.edit", tr("Edit"), does("edit"), "comment", ("e",), "edit", one),
        Command("comment.quick_edit", tr("Quick edit"), does("quick_edit"), "comment", ("q",), "edit", one),
        Command("comment.next", tr("Next comment"), does("next"), "", ("j",), "down", repeats=True,
                hint=trc("hint", "move")),
        Command("comment.previous", tr("Previous comment"), does("previous"), "", ("k",), "up", repeats=True),
        Command("comment.select", tr("Select or deselect"), does("select"), "comment", ("x",), "check", one,
                hint=trc("hint", "select")),
        Command("comment.select_all", tr("Select all that are listed"), does("select_all"), "edit", ("Ctrl+A",)),
        Command("comment.context", tr("Context"), does("context"), "view", ("i",), "user"),
        Command("comment.article", tr("View article in the browser"), does("article"), "comment", ("o",), "globe", one),
        Command("comment.search", tr("Search comments"), does("search"), "edit", ("/", "Ctrl+F"), "search"),
        Command("comment.filter", tr("Filter comments"), does("filter"), "view", (), "filter"),
        Command("comment.sort", tr("Oldest or newest first"), does("sort"), "view", (), "sort"),
        Command("view.dense", tr("Comfortable rows") if dense else tr("Dense rows"), does("dense"), "view", (), "list"),
    ]  # fmt: skip
