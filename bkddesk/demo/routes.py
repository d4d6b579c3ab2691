"""The table of all REST routes: pattern, methods, permission, parameters, handler."""

from __future__ import annotations

from functools import lru_cache, partial

from bkddesk.demo import (
    batch,
    comment_writes,
    comments,
    media,
    post_writes,
    posts,
    revisions,
    root,
    terms,
    users,
)
from bkddesk.demo.links import BASES
from bkddesk.demo.router import CREATE, DELETE, EDIT, READ, Endpoint, Route, Router, anyone

_ID = r"/(?P<id>\d+)"


@lru_cache(maxsize=1)
def router() -> Router:
    """The router of the whole API; built once, as it holds no state."""
    return Router(
        [
            *_about(),
            *_comments(),
            *_posts("post"),
            *_posts("page"),
            *_media(),
            *_terms("category"),
            *_terms("post_tag"),
            *_users(),
            Route("/batch/v1", (Endpoint(CREATE, partial(batch.serve_batch, router), anyone, batch.PARAMS),)),
        ]
    )


def _about() -> list[Route]:
    item = root.ITEM_PARAMS
    return [
        Route("/", (Endpoint(READ, partial(root.read_root, router), anyone),)),
        Route("/wp/v2/types", (Endpoint(READ, root.list_types, anyone, item),)),
        Route(r"/wp/v2/types/(?P<type>[\w-]+)", (Endpoint(READ, root.read_type, anyone, item),)),
        Route("/wp/v2/taxonomies", (Endpoint(READ, root.list_taxonomies, anyone, item),)),
        Route(r"/wp/v2/taxonomies/(?P<taxonomy>[\w-]+)", (Endpoint(READ, root.read_taxonomy, anyone, item),)),
        Route("/wp/v2/statuses", (Endpoint(READ, root.list_statuses, anyone, item),)),
        Route(
            "/wp/v2/settings",
            (
                Endpoint(READ, root.read_settings, root.may_see_settings),
                Endpoint(EDIT, root.write_settings, root.may_see_settings, root.SETTINGS_PARAMS),
            ),
        ),
    ]


def _comments() -> list[Route]:
    written = comment_writes.WRITE_PARAMS
    return [
        Route(
            "/wp/v2/comments",
            (
                Endpoint(READ, comments.list_comments, comments.may_list, comments.LIST_PARAMS),
                Endpoint(CREATE, comment_writes.create_comment, comment_writes.may_create, written),
            ),
        ),
        Route(
            f"/wp/v2/comments{_ID}",
            (
                Endpoint(READ, comments.read_comment, comments.may_read, comments.ITEM_PARAMS),
                Endpoint(EDIT, comment_writes.edit_comment, comment_writes.may_edit, written),
                Endpoint(
                    DELETE, comment_writes.delete_comment, comment_writes.may_delete, comment_writes.DELETE_PARAMS
                ),
            ),
        ),
    ]


def _posts(kind: str) -> list[Route]:
    base = f"/wp/v2/{BASES[kind]}"
    of = partial
    return [
        Route(
            base,
            (
                Endpoint(
                    READ,
                    of(posts.list_posts, kind),
                    of(posts.may_list, kind),
                    posts.LIST_PARAMS,
                    of(posts.check_statuses, kind),
                ),
                Endpoint(
                    CREATE,
                    of(post_writes.create_post, kind),
                    of(post_writes.may_create, kind),
                    post_writes.WRITE_PARAMS,
                ),
            ),
            batch=True,
        ),
        Route(
            f"{base}{_ID}",
            (
                Endpoint(READ, of(posts.read_post, kind), of(posts.may_read, kind), posts.ITEM_PARAMS),
                Endpoint(
                    EDIT,
                    of(post_writes.update_post, kind),
                    of(post_writes.may_update, kind),
                    post_writes.UPDATE_PARAMS,
                ),
                Endpoint(
                    DELETE,
                    of(post_writes.delete_post, kind),
                    of(post_writes.may_delete, kind),
                    post_writes.DELETE_PARAMS,
                ),
            ),
            batch=True,
        ),
        *_revisions(kind, base),
    ]


def _revisions(kind: str, base: str) -> list[Route]:
    of = partial
    may_list = of(revisions.may_list, kind)
    return [
        Route(
            rf"{base}/(?P<parent>\d+)/revisions",
            (Endpoint(READ, of(revisions.list_revisions, kind), may_list, revisions.LIST_PARAMS),),
        ),
        Route(
            rf"{base}/(?P<parent>\d+)/revisions{_ID}",
            (
                Endpoint(READ, of(revisions.read_revision, kind), may_list, revisions.ITEM_PARAMS),
                Endpoint(DELETE, of(revisions.read_revision, kind), revisions.may_delete, revisions.ITEM_PARAMS),
            ),
        ),
        Route(
            f"{base}{_ID}/autosaves",
            (
                Endpoint(
                    READ,
                    of(revisions.list_autosaves, kind),
                    of(revisions.may_list_autosaves, kind),
                    revisions.AUTOSAVE_PARAMS,
                ),
                Endpoint(
                    CREATE,
                    of(revisions.autosave, kind),
                    of(revisions.may_autosave, kind),
                    revisions.AUTOSAVE_PARAMS,
                ),
            ),
        ),
        Route(
            rf"{base}/(?P<parent>\d+)/autosaves{_ID}",
            (Endpoint(READ, of(revisions.read_revision, kind), may_list, revisions.ITEM_PARAMS),),
        ),
    ]


def _media() -> list[Route]:
    return [
        Route(
            "/wp/v2/media",
            (
                Endpoint(READ, media.list_media, media.may_list, media.LIST_PARAMS),
                Endpoint(CREATE, media.create_media, media.may_create, media.WRITE_PARAMS),
            ),
        ),
        Route(
            f"/wp/v2/media{_ID}",
            (
                Endpoint(READ, media.read_media, media.may_read, media.ITEM_PARAMS),
                Endpoint(EDIT, media.update_media, media.may_update, media.WRITE_PARAMS),
                Endpoint(DELETE, media.delete_media, media.may_delete, media.DELETE_PARAMS),
            ),
        ),
    ]


def _terms(taxonomy: str) -> list[Route]:
    base = f"/wp/v2/{BASES[taxonomy]}"
    of = partial
    return [
        Route(
            base,
            (
                Endpoint(READ, of(terms.list_terms, taxonomy), of(terms.may_list, taxonomy), terms.LIST_PARAMS),
                Endpoint(CREATE, of(terms.create_term, taxonomy), of(terms.may_create, taxonomy), terms.CREATE_PARAMS),
            ),
            batch=True,
        ),
        Route(
            f"{base}{_ID}",
            (
                Endpoint(READ, of(terms.read_term, taxonomy), of(terms.may_read, taxonomy), terms.ITEM_PARAMS),
                Endpoint(EDIT, of(terms.update_term, taxonomy), of(terms.may_update, taxonomy), terms.WRITE_PARAMS),
                Endpoint(DELETE, of(terms.delete_term, taxonomy), of(terms.may_delete, taxonomy), terms.DELETE_PARAMS),
            ),
            batch=True,
        ),
    ]


def _users() -> list[Route]:
    owner = r"/wp/v2/users/(?P<user_id>\d+|me)/application-passwords"
    mine = users.may_manage_passwords
    given = users.PASSWORD_PARAMS
    return [
        Route("/wp/v2/users", (Endpoint(READ, users.list_users, users.may_list, users.LIST_PARAMS),)),
        Route("/wp/v2/users/me", (Endpoint(READ, users.read_me, anyone, users.ITEM_PARAMS), *_user_edits())),
        Route(
            f"/wp/v2/users{_ID}", (Endpoint(READ, users.read_user, users.may_read, users.ITEM_PARAMS), *_user_edits())
        ),
        Route(
            owner,
            (
                Endpoint(READ, users.list_passwords, mine, given),
                Endpoint(CREATE, users.create_password, mine, users.NEW_PASSWORD_PARAMS),
                Endpoint(DELETE, users.delete_passwords, mine, given),
            ),
        ),
        Route(f"{owner}/introspect", (Endpoint(READ, users.introspect, users.may_introspect, given),)),
        Route(
            rf"{owner}/(?P<uuid>[\w-]+)",
            (
                Endpoint(READ, users.read_password, mine, given),
                Endpoint(EDIT, users.rename_password, mine, users.NEW_PASSWORD_PARAMS),
                Endpoint(DELETE, users.delete_password, mine, given),
            ),
        ),
    ]


def _user_edits() -> tuple[Endpoint, ...]:
    return (
        Endpoint(EDIT, users.update_user, users.may_update, users.WRITE_PARAMS),
        Endpoint(DELETE, users.delete_user, users.may_delete, users.ITEM_PARAMS),
    )
