"""The words of the command line, and from them to the functions that carry them out."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from bkddesk.cli import articles, comments, outbox, sites
from bkddesk.cli.session import Exit, Session, UsageError, exit_for
from bkddesk.explain import explain
from bkddesk.language import tr
from bkddesk.model.comment import Decision
from bkddesk.model.errors import DeskError
from bkddesk.paths import Paths
from bkddesk.workspace import Workspace

COMMANDS = ("site", "sync", "comments", "draft", "articles", "outbox", "convert", "preview")
"""The first words that mean a headless command."""

_DECISIONS = {
    "approve": Decision.APPROVE,
    "hold": Decision.HOLD,
    "spam": Decision.SPAM,
    "trash": Decision.TRASH,
    "restore": Decision.RESTORE,
}
_STATUSES = ("draft", "pending", "publish", "future", "private")


def main(argv: Sequence[str]) -> int:
    """Carry out one command; the exit code. Usage errors exit with 2."""
    arguments = parser().parse_args(argv)
    paths = Paths.below(arguments.profile) if arguments.profile else Paths.default()
    session = Session(Workspace(paths), arguments.site, arguments.quiet)
    try:
        return int(arguments.run(session, arguments))
    except UsageError as error:
        print(f"bkddesk: {error}", file=sys.stderr)
        return Exit.USAGE
    except DeskError as error:
        print(explain(error), file=sys.stderr)
        return exit_for(error)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone (`| head`): no complaint, also not at exit
        return Exit.DONE
    finally:
        session.workspace.close()


def add_options(root: ArgumentParser) -> None:
    """The options that stand before the command."""
    root.add_argument("--profile", type=Path, metavar="DIR", help=tr("keep all data, cache and logs below DIR"))
    root.add_argument("--quiet", action="store_true", help=tr("no progress on standard error"))
    root.add_argument("--site", default="", metavar="ID|URL", help=tr("which site, when there are several"))


def parser() -> ArgumentParser:
    """The whole surface."""
    root = ArgumentParser(prog="bkddesk")
    add_options(root)
    commands = root.add_subparsers(dest="command", required=True)
    _site(commands.add_parser("site", help=tr("sites and accounts")))
    sync = commands.add_parser("sync", help=tr("send the outbox, then read the site"))
    sync.add_argument("--full", action="store_true", help=tr("read everything again"))
    sync.set_defaults(run=sites.sync)
    _comments(commands.add_parser("comments", help=tr("read and decide comments")))
    _drafts(commands.add_parser("draft", help=tr("drafts on this computer")))
    _articles(commands.add_parser("articles", help=tr("the site's articles")))
    _outbox(commands.add_parser("outbox", help=tr("what waits to be sent")))
    convert = commands.add_parser("convert", help=tr("Markdown to block markup, or back"))
    convert.add_argument("direction", choices=("to-blocks", "to-markdown"))
    convert.add_argument("file", metavar="FILE|-")
    convert.set_defaults(run=articles.convert)
    preview = commands.add_parser("preview", help=tr("an article as one page"))
    preview.add_argument("what", metavar="FILE|DRAFT")
    preview.add_argument("-o", "--output", default="-", metavar="PAGE.html")
    preview.set_defaults(run=articles.preview)
    return root


def _site(branch: ArgumentParser) -> None:
    words = branch.add_subparsers(required=True)
    add = words.add_parser("add", help=tr("sign in with an Application Password"))
    add.add_argument("url")
    add.add_argument("--user", required=True)
    add.add_argument("--password-stdin", action="store_true", required=True)
    add.set_defaults(run=sites.add)
    _listing(words.add_parser("list"), sites.list_sites)
    remove = words.add_parser("remove", help=tr("sign out, revoke the password, forget the site"))
    remove.add_argument("site_id", metavar="ID|URL")
    remove.set_defaults(run=sites.remove)


def _comments(branch: ArgumentParser) -> None:
    words = branch.add_subparsers(required=True)
    listing = _listing(words.add_parser("list"), comments.list_comments, search=True)
    listing.add_argument("--status", default="hold", choices=("hold", "approved", "spam", "trash", "any"))
    for word, decision in _DECISIONS.items():
        decide = words.add_parser(word)
        decide.add_argument("ids", nargs="+", metavar="ID|-")
        decide.set_defaults(run=comments.moderate, decision=decision.value)
    reply = words.add_parser("reply")
    reply.add_argument("id", type=int)
    reply.add_argument("--text-stdin", action="store_true", required=True)
    reply.set_defaults(run=comments.reply)


def _drafts(branch: ArgumentParser) -> None:
    words = branch.add_subparsers(required=True)
    new = words.add_parser("new", help=tr("from a Markdown file with front matter"))
    new.add_argument("file", metavar="FILE.md|-")
    new.set_defaults(run=articles.new_draft)
    _listing(words.add_parser("list"), articles.list_drafts, search=True)
    _listing(_numbered(words.add_parser("show")), articles.show_draft)
    _numbered(words.add_parser("delete")).set_defaults(run=articles.delete_draft)
    publish = _numbered(words.add_parser("publish"))
    publish.add_argument("--status", default="publish", choices=_STATUSES)
    publish.add_argument("--date", default="", help=tr("site time, such as 2026-11-25T07:00"))
    publish.set_defaults(run=articles.publish_draft)


def _articles(branch: ArgumentParser) -> None:
    words = branch.add_subparsers(required=True)
    listing = _listing(words.add_parser("list"), articles.list_articles, search=True)
    listing.add_argument("--status", default="", choices=("", *_STATUSES, "trash"))
    _numbered(words.add_parser("open", help=tr("make a draft of it"))).set_defaults(run=articles.open_article)


def _outbox(branch: ArgumentParser) -> None:
    words = branch.add_subparsers(required=True)
    _listing(words.add_parser("list"), outbox.list_outbox)
    retry = words.add_parser("retry")
    retry.add_argument("seqs", nargs="*", type=int, metavar="SEQ")
    retry.set_defaults(run=outbox.retry)
    drop = words.add_parser("drop")
    drop.add_argument("seqs", nargs="+", type=int, metavar="SEQ")
    drop.set_defaults(run=outbox.drop)


def _listing(branch: ArgumentParser, run: object, *, search: bool = False) -> ArgumentParser:
    branch.add_argument("--json", action="store_true", help=tr("one JSON object a line"))
    if search:
        branch.add_argument("--search", default="", metavar="WORDS")
    branch.set_defaults(run=run)
    return branch


def _numbered(branch: ArgumentParser) -> ArgumentParser:
    branch.add_argument("id", type=int)
    return branch
