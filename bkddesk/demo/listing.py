"""What all collections share: paging, its headers, and SQL conditions from parameters. Knows no resource."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from urllib.parse import urlencode

from bkddesk.demo.message import Json, Response
from bkddesk.demo.visit import Row, Visit


@dataclass(slots=True)
class Conditions:
    """SQL conditions that hold together, with their arguments."""

    parts: list[str] = field(default_factory=list)
    args: list[Json] = field(default_factory=list)

    def add(self, sql: str, *args: Json) -> None:
        """One more condition."""
        self.parts.append(sql)
        self.args += args

    def among(self, column: str, values: Sequence[Json] | None, *, exclude: bool = False) -> None:
        """`column IN values`; nothing when the list is empty, as an absent parameter means no condition."""
        if values:
            marks = ", ".join("?" * len(values))
            self.add(f"{column} {'NOT ' if exclude else ''}IN ({marks})", *values)

    @property
    def where(self) -> str:
        """The WHERE clause, or ""."""
        return f"WHERE {' AND '.join(self.parts)}" if self.parts else ""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, with the counts that the headers tell."""

    rows: list[Row]
    total: int
    pages: int


def fetch_page(visit: Visit, table: str, conditions: Conditions, order: str, order_args: Sequence[Json] = ()) -> Page:
    """One page of a table by the parameters `per_page`, `page`, `offset`. HEAD gets the counts only."""
    per_page = visit.values["per_page"]
    offset = visit.values.get("offset") or per_page * (visit.values["page"] - 1)
    counted = visit.one(f"SELECT COUNT(*) FROM {table} {conditions.where}", *conditions.args)  # noqa: S608
    total = int(counted[0]) if counted else 0
    rows: list[Row] = []
    if visit.request.method != "HEAD":
        rows = visit.db.execute(
            f"SELECT {table}.* FROM {table} {conditions.where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
            (*conditions.args, *order_args, per_page, min(max(offset, 0), 2**63 - 1)),
        ).fetchall()
    return Page(rows, total, ceil(total / per_page))


def collection(visit: Visit, route: str, page: Page, items: list[Json]) -> Response:
    """The answer for one page, with `X-WP-Total`, `X-WP-TotalPages` and the links to its neighbours."""
    number = visit.values["page"]
    headers = {"X-WP-Total": str(page.total), "X-WP-TotalPages": str(page.pages)}
    links = []
    if number > 1:
        links.append(f'<{_page_url(visit, route, min(number - 1, page.pages))}>; rel="prev"')
    if page.pages > number:
        links.append(f'<{_page_url(visit, route, number + 1)}>; rel="next"')
    if links:
        headers["Link"] = ", ".join(links)
    return Response(items, headers=headers)


def _page_url(visit: Visit, route: str, number: int) -> str:
    given = {name: value for name, value in visit.request.query.items() if name not in {"page", "rest_route"}}
    pairs: list[tuple[str, Json]] = []
    for name, value in given.items():
        if isinstance(value, list):
            pairs += [(f"{name}[{index}]", part) for index, part in enumerate(value)]
        else:
            pairs.append((name, value))
    return f"{visit.api(route)}?{urlencode([*pairs, ('page', number)])}"


def like(text: str) -> str:
    """A LIKE pattern that finds the text anywhere; use with `ESCAPE '\\'`."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
