"""`draft new|list|show|delete|publish`, `articles list|open`, `convert`, `preview`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from bkddesk import documents
from bkddesk.cli.session import Exit, Session, UsageError
from bkddesk.language import tr
from bkddesk.model.article import PostStatus, PublishOptions


def new_draft(session: Session, arguments: Namespace) -> Exit:
    """Store a Markdown file with its front matter as a new draft; its number on standard output."""
    draft = documents.draft_from_text(session.read_text(arguments.file))
    with session.desk() as desk:
        session.data(str(desk.new_draft(draft).id))
    return Exit.DONE


def list_drafts(session: Session, arguments: Namespace) -> Exit:
    """Drafts with something unsent, newest change first."""
    with session.desk() as desk:
        for listed in desk.drafts(arguments.search):
            draft = listed.draft
            if arguments.json:
                values: dict[str, object] = {
                    "id": draft.id, "article_id": draft.article_id, "title": draft.title, "modified": draft.modified,
                    "pending": listed.queued_status or None,
                }  # fmt: skip
                session.data_json(values)
            else:
                session.data(f"{draft.id}\t{draft.article_id or '-'}\t{draft.modified}\t{draft.title}")
    return Exit.DONE


def show_draft(session: Session, arguments: Namespace) -> Exit:
    """A draft as Markdown with front matter, or as JSON."""
    with session.desk() as desk:
        draft = desk.draft(arguments.id)
    if arguments.json:
        session.data_json(asdict(draft))
    else:
        session.stdout.write(documents.text_from_draft(draft))
    return Exit.DONE


def delete_draft(session: Session, arguments: Namespace) -> Exit:
    """Throw a draft away, with its waiting publication."""
    with session.desk() as desk:
        desk.draft(arguments.id)
        desk.discard_draft(arguments.id)
    return Exit.DONE


def publish_draft(session: Session, arguments: Namespace) -> Exit:
    """Put a draft's publication into the outbox."""
    with session.desk() as desk:
        draft = desk.draft(arguments.id)
        date = arguments.date or (draft.date if arguments.status == "future" else "")
        desk.publish(draft.id, PublishOptions(PostStatus(arguments.status), date))
    session.say(tr("Waiting in the outbox. `bkddesk sync` sends it."))
    return Exit.DONE


def list_articles(session: Session, arguments: Namespace) -> Exit:
    """The site's articles, with what waits laid over them."""
    with session.desk() as desk:
        for listed in desk.articles(arguments.status or None, arguments.search):
            article = listed.article
            if arguments.json:
                values: dict[str, object] = {
                    "id": article.id, "status": listed.status, "title": article.fields.title,
                    "slug": article.fields.slug, "date": article.fields.date, "modified_gmt": article.modified_gmt,
                    "link": article.link, "content": article.fields.content, "excerpt": article.fields.excerpt,
                    "categories": list(article.fields.categories), "tags": list(article.fields.tags),
                    "author": article.author, "pending": listed.status if listed.queued else None,
                }  # fmt: skip
                session.data_json(values)
            else:
                session.data(f"{article.id}\t{listed.status}\t{article.fields.date}\t{article.fields.title}")
    return Exit.DONE


def open_article(session: Session, arguments: Namespace) -> Exit:
    """Make a draft of an article; its number on standard output."""
    with session.desk() as desk:
        draft = desk.edit(arguments.id)
    if draft.read_only:
        session.say(tr("read-only: {reason}", reason=draft.read_only))
    session.data(str(draft.id))
    return Exit.DONE


def convert(session: Session, arguments: Namespace) -> Exit:
    """Markdown to block markup, or back."""
    text = session.read_text(arguments.file)
    change = documents.to_blocks if arguments.direction == "to-blocks" else documents.to_markdown
    session.stdout.write(change(text))
    return Exit.DONE


def preview(session: Session, arguments: Namespace) -> Exit:
    """A draft, by number, or a Markdown file, as one self-contained page."""
    if arguments.what.isdigit() and not Path(arguments.what).exists():
        with session.desk() as desk:
            page = documents.preview_file(desk.draft(int(arguments.what)), desk)
    else:
        page = documents.preview_file(documents.draft_from_text(session.read_text(arguments.what)), None)
    try:
        if arguments.output == "-":
            session.stdout.write(page)
        else:
            Path(arguments.output).write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(str(error)) from error
    return Exit.DONE
