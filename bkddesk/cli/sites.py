"""`site add|list|remove` and `sync`."""

from __future__ import annotations

from argparse import Namespace

from bkddesk.cli.session import Exit, Session
from bkddesk.language import ntr, tr


def add(session: Session, arguments: Namespace) -> Exit:
    """Find the site, sign in, keep the password in the keyring."""
    password = session.read_secret()
    found = session.workspace.discover(arguments.url)
    site = session.workspace.sign_in(found, arguments.user, password)
    session.say(tr("Signed in to {site} as {name}.", site=site.name, name=site.account.name))
    session.data(str(site.id))
    return Exit.DONE


def list_sites(session: Session, arguments: Namespace) -> Exit:
    """Every site and account, the current one first."""
    for site in session.workspace.sites():
        values: dict[str, object] = {
            "id": site.id, "url": site.url, "name": site.name, "user": site.account.username,
            "roles": list(site.account.roles),
        }  # fmt: skip
        if arguments.json:
            session.data_json(values)
        else:
            session.data(f"{site.id}\t{site.url}\t{site.account.username}\t{site.name}")
    return Exit.DONE


def remove(session: Session, arguments: Namespace) -> Exit:
    """Sign out, revoke the password on the site, and forget all that is stored of it."""
    session.site_wanted = arguments.site_id
    problem = session.workspace.sign_out(session.site().id)
    if problem is not None:
        session.say(tr("The password could not be revoked on the site: remove “bkddesk” in your profile there."))
        return Exit.SOME_FAILED
    return Exit.DONE


def sync(session: Session, arguments: Namespace) -> Exit:
    """Push the outbox, pull the site."""
    with session.desk() as desk:
        report = desk.sync_once(full=arguments.full, progress=session.progress())
        waiting = desk.outbox_counts()
    if not report.requests:
        session.say(tr("Another bkddesk is synchronising this profile right now."))
        return Exit.SOME_FAILED
    session.say(
        tr(
            "Sent {sent}, received {comments} comments and {articles} articles, {requests} requests, {seconds:.1f} s.",
            sent=report.sent, comments=report.received_comments, articles=report.received_articles,
            requests=report.requests, seconds=report.seconds,
        )
    )  # fmt: skip
    if waiting.attention:
        session.say(ntr("{n} item needs attention.", "{n} items need attention.", waiting.attention))
    return Exit.SOME_FAILED if report.parked or report.put_off else Exit.DONE
