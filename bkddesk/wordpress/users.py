"""Who is signed in, and what other people on the site are called. Knows nothing of passwords or screens."""

from __future__ import annotations

from bkddesk.model.errors import ForbiddenError, RejectedError
from bkddesk.model.site import Account
from bkddesk.wordpress.client import PER_PAGE, Client, Value


def who_am_i(client: Client) -> Account:
    """The signed-in account with its roles and capabilities.

    The one question whose answer depends on the password: a public GET answers 200 to a wrong one, as to anonymous.
    UnauthorizedError: wrong, revoked, unknown user, or a header that never arrived (`doctor` tells them apart).
    """
    from bkddesk.wordpress import wire

    params = {"context": "edit", "_fields": "id,username,name,roles,capabilities"}
    me = client.get("wp/v2/users/me", params, shape=wire.Me).value
    granted = me.capabilities if isinstance(me.capabilities, dict) else {}
    return Account(
        user_id=me.id,
        username=me.username,
        name=me.name or me.username,
        roles=tuple(me.roles),
        capabilities=frozenset(name for name, given in granted.items() if given),
    )


def fetch_users(client: Client) -> dict[int, str]:
    """Display names by user id, of everybody who writes; only of those with published posts where more is refused."""
    for who in ("authors", None):
        try:
            return _names(client, who)
        except (ForbiddenError, RejectedError):
            continue
    return {}


def _names(client: Client, who: str | None) -> dict[int, str]:
    from bkddesk.wordpress import wire

    names: dict[int, str] = {}
    page = 1
    while True:
        params: dict[str, Value] = {
            "who": who,
            "per_page": PER_PAGE,
            "page": page,
            "orderby": "id",
            "_fields": "id,name",
        }
        reply = client.get("wp/v2/users", params, shape=list[wire.User])
        names.update({one.id: one.name for one in reply.value})
        if len(reply.value) < PER_PAGE:
            return names
        page += 1
