"""Categories and tags over REST, in plain text names. Knows nothing of drafts."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from bkddesk.model.article import Term
from bkddesk.model.errors import RejectedError
from bkddesk.wordpress.client import PER_PAGE, Client, Value

if TYPE_CHECKING:
    from bkddesk.wordpress import wire

FIELDS = "id,name,slug,parent,count"

_PATHS = {"category": "wp/v2/categories", "post_tag": "wp/v2/tags"}


def fetch_terms(client: Client, taxonomy: str) -> list[Term]:
    """All terms of "category" or "post_tag", by id, however many pages they fill."""
    from bkddesk.wordpress import wire

    terms: list[Term] = []
    page = 1
    while True:
        params: dict[str, Value] = {"per_page": PER_PAGE, "page": page, "orderby": "id", "_fields": FIELDS}
        reply = client.get(_PATHS[taxonomy], params, shape=list[wire.Term])
        terms += [_term(one, taxonomy) for one in reply.value]
        if len(reply.value) < PER_PAGE:
            return terms
        page += 1


def fetch_term(client: Client, taxonomy: str, term_id: int) -> Term:
    """One term. GoneError where it was deleted."""
    from bkddesk.wordpress import wire

    return _term(client.get(f"{_PATHS[taxonomy]}/{term_id}", {"_fields": FIELDS}, shape=wire.Term).value, taxonomy)


def create_term(client: Client, taxonomy: str, name: str, parent: int = 0) -> Term:
    """Make a term, or fetch the one that has this name already. ForbiddenError: an author may not make categories."""
    from bkddesk.wordpress import wire

    body: dict[str, object] = {"name": name}
    if parent:
        body["parent"] = parent
    try:
        return _term(client.post(_PATHS[taxonomy], body, {"_fields": FIELDS}, shape=wire.Term).value, taxonomy)
    except RejectedError as error:
        existing = error.data.get("term_id")
        if error.code != "term_exists" or not isinstance(existing, int):
            raise
    return fetch_term(client, taxonomy, existing)


def _term(one: wire.Term, taxonomy: str) -> Term:
    # WordPress stores and sends names with entities, in every context: "Pendidikan &amp; Pelatihan".
    return Term(one.id, taxonomy, unescape(one.name), one.slug, one.parent, one.count)
