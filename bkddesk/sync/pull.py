"""Refreshes the site's truth: comments, articles, terms, media. Never touches what a person decided or wrote.

Comments have no modified date on WordPress, so changes are found by three cheap questions: what is newer than the
newest known id, which ids are held now, and how many stand in each status. Only when the totals disagree, or when a
full pass is asked for, every id and status is read.
"""

from __future__ import annotations

from bkddesk.model.changes import Changes
from bkddesk.model.comment import CommentStatus
from bkddesk.model.errors import ForbiddenError
from bkddesk.model.outbox import Progress
from bkddesk.store import articles, comments
from bkddesk.store.database import transaction
from bkddesk.sync.engine import Pass, chunks
from bkddesk.wordpress import articles as remote_articles
from bkddesk.wordpress import comments as remote_comments
from bkddesk.wordpress import media, taxonomy, users

PAGE = 100
ARTICLE_PAGE = 20


def pull(run: Pass, *, full: bool) -> None:
    """Read what changed on the site; everything when `full`."""
    moderates = run.site.account.can_moderate
    # At the first sync the old comments take minutes: what waits for a decision comes before them, and the articles
    # that it belongs to.
    if moderates:
        _pull_held(run)
    _pull_articles(run, full=full)
    _pull_terms(run)
    if moderates:
        _pull_new_comments(run)
        if full or _totals_differ(run):
            _sweep_comments(run, contents=full)
    _pull_media(run)


# Comments ---------------------------------------------------------------------------------------------------------


def _pull_held(run: Pass) -> None:
    """The whole list of held ids: what is missing here is fetched, what left it there is fetched again."""
    held: dict[int, None] = {}
    page, pages = 1, 1
    while page <= pages and not run.cancelled():
        found = remote_comments.fetch_ids(run.client, status="hold", page=page)
        held.update(dict.fromkeys(comment_id for comment_id, _ in found.items))
        pages = found.total_pages
        page += 1
    if run.cancelled():
        return
    here = comments.ids_with_site_status(run.db, CommentStatus.HOLD)
    # Newest first: the person can begin at the top while the rest arrives.
    _refetch(run, sorted(held.keys() - here, reverse=True), "comments.hold")
    _refetch(run, sorted(here - held.keys(), reverse=True), "comments.hold")


def _refetch(run: Pass, ids: list[int], step: str) -> None:
    done = 0
    for chunk in chunks(ids, PAGE):
        if run.cancelled():
            return
        found = remote_comments.fetch_many(run.client, chunk)
        gone = [comment_id for comment_id in chunk if comment_id not in found]
        with transaction(run.db):
            run.count("received_comments", comments.store(run.db, found.values()))
            comments.remove(run.db, gone)
        run.count("removed", len(gone))
        done += len(chunk)
        run.progress(Progress(step, done, len(ids)))
        run.on_change(Changes.COMMENTS)


def _pull_new_comments(run: Pass) -> None:
    """Newest ids first until a page holds nothing unknown. Arrivals while paging repeat rows, which does no harm."""
    unfinished = articles.state(run.db, "comments_backfill")
    page = int(unfinished or 1)
    received = 0
    while not run.cancelled():
        found = remote_comments.fetch_page(run.client, page=page, per_page=PAGE)
        known = comments.known_ids(run.db, [comment.id for comment in found.items])
        fresh = [comment for comment in found.items if comment.id not in known]
        with transaction(run.db):
            run.count("received_comments", comments.store(run.db, found.items if fresh else ()))
            # While the first sync is under way, a break leaves a gap below the newest page: remember where it was.
            articles.set_state(run.db, "comments_backfill", str(max(1, page - 1)) if fresh else unfinished)
        received += len(found.items)
        if fresh:
            run.progress(Progress("comments", received, found.total))
            run.on_change(Changes.COMMENTS)
        if page >= found.total_pages or (not fresh and not unfinished):
            break
        page += 1
    else:
        return
    with transaction(run.db):
        articles.set_state(run.db, "comments_backfill", "")
    if unfinished:
        _pull_new_comments(run)


def _totals_differ(run: Pass) -> bool:
    if run.cancelled():
        return False
    return remote_comments.totals(run.client) != comments.site_totals(run.db)


def _sweep_comments(run: Pass, *, contents: bool) -> None:
    """Every id and status, ascending; whatever differs is fetched, everything when `contents`."""
    there: dict[int, str] = {}
    page, pages = 1, 1
    while page <= pages:
        if run.cancelled():
            return
        found = remote_comments.fetch_ids(run.client, status="any", page=page, order="asc")
        there.update(found.items)
        pages = found.total_pages
        run.progress(Progress("sweep", len(there), found.total))
        page += 1
    here = comments.site_statuses(run.db)
    changed = there.keys() if contents else (i for i, status in there.items() if here.get(i) != status)
    _refetch(run, sorted(set(changed) | (here.keys() - there.keys()), reverse=True), "sweep")


# Articles, terms, media -------------------------------------------------------------------------------------------


def _pull_articles(run: Pass, *, full: bool) -> None:
    """Newest change first until a page is all known; every id once in a while, because dates can lie."""
    known = articles.modified_by_id(run.db)
    received = 0
    page, pages = 1, 1
    while page <= pages and not run.cancelled():
        found = remote_articles.fetch_page(run.client, page=page, per_page=ARTICLE_PAGE)
        pages = found.total_pages
        changed = [article for article in found.items if full or known.get(article.id) != article.modified_gmt]
        with transaction(run.db):
            run.count("received_articles", articles.store(run.db, changed))
        received += len(found.items)
        run.progress(Progress("articles", received, found.total))
        if changed:
            run.on_change(Changes.ARTICLES)
        elif not full and page > 1:
            break
        page += 1
    if not run.cancelled():
        _check_article_ids(run)


def _check_article_ids(run: Pass) -> None:
    """Scheduled and backdated articles escape a list ordered by change, deleted ones never show: compare ids."""
    there: set[int] = set()
    page, pages = 1, 1
    while page <= pages:
        if run.cancelled():
            return
        found = remote_articles.fetch_ids(run.client, page=page)
        there.update(article_id for article_id, *_ in found.items)
        pages = found.total_pages
        page += 1
    here = set(articles.modified_by_id(run.db))
    gone = here - there
    with transaction(run.db):
        articles.remove(run.db, gone)
    run.count("removed", len(gone))
    for chunk in chunks(sorted(there - here, reverse=True), ARTICLE_PAGE):
        found_missing = remote_articles.fetch_page(run.client, include=chunk, per_page=ARTICLE_PAGE)
        with transaction(run.db):
            run.count("received_articles", articles.store(run.db, found_missing.items))
    if gone or there - here:
        run.on_change(Changes.ARTICLES)


def _pull_terms(run: Pass) -> None:
    for name in ("category", "post_tag"):
        if run.cancelled():
            return
        run.progress(Progress("terms"))
        found = taxonomy.fetch_terms(run.client, name)
        if set(found) != set(articles.terms(run.db, name)):
            with transaction(run.db):
                articles.store_terms(run.db, name, found)
            run.on_change(Changes.TERMS)
    names = users.fetch_users(run.client)
    with transaction(run.db):
        articles.store_authors(run.db, names)


def _pull_media(run: Pass) -> None:
    known = articles.known_media(run.db)
    run.progress(Progress("media"))
    page, pages = 1, 1
    while page <= pages and not run.cancelled():
        try:
            found = media.fetch_page(run.client, page=page, per_page=PAGE)
        except ForbiddenError:
            return  # a role without the media library
        fresh = [item for item in found.items if item.id not in known]
        with transaction(run.db):
            articles.store_media(run.db, found.items)
        if not fresh:
            return
        run.on_change(Changes.MEDIA)
        pages = found.total_pages
        page += 1
