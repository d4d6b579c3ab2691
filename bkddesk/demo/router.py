"""From a REST route to its handler: permissions, parameters, `Allow`, `_fields`. Knows no resource."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import Params, checked
from bkddesk.demo.visit import Visit

Handler = Callable[[Visit], Response]
Permission = Callable[[Visit], None]
"""Returns when the visitor may; raises RestError when not."""

READ = ("GET",)
CREATE = ("POST",)
EDIT = ("POST", "PUT", "PATCH")
DELETE = ("DELETE",)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One way to call a route."""

    methods: tuple[str, ...]
    handler: Handler
    permission: Permission
    params: Params = field(default_factory=dict)
    check: Permission | None = None
    """What WordPress refuses while reading parameters: before permissions, and of no weight for `Allow`."""


@dataclass(frozen=True, slots=True)
class Route:
    """A pattern with its endpoints. `batch`: whether `/batch/v1` may call it."""

    pattern: str
    endpoints: tuple[Endpoint, ...]
    batch: bool = False


class Router:
    """All routes of the API."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = tuple((re.compile(route.pattern, re.IGNORECASE), route) for route in routes)

    def match(self, method: str, path: str) -> tuple[Route, Endpoint, Mapping[str, str]]:
        """The endpoint for a method and path. HEAD is answered by GET's. Raises `rest_no_route`."""
        wanted = "GET" if method == "HEAD" else method
        for pattern, route in self.routes:
            found = pattern.fullmatch(path)
            if found is None:
                continue
            for endpoint in route.endpoints:
                if wanted in endpoint.methods:
                    return route, endpoint, found.groupdict()
        raise RestError("rest_no_route", "Tidak ada rute untuk URL dan metode ini.", 404)

    def failure(self, visit: Visit) -> Response | None:
        """What is wrong with a request of a batch before anybody asks for permission; None: nothing."""
        try:
            route, endpoint, path_values = self.match(visit.request.method, visit.request.path)
            _refuse(visit, outside_batch=not route.batch)
            checked({**path_values, **visit.request.query, **visit.request.body}, endpoint.params)
        except RestError as error:
            return Response(error.body(), error.status)
        return None

    def serve(self, visit: Visit, *, only_batchable: bool = False) -> Response:
        """The whole answer to a visit; errors become answers here."""
        if visit.request.method == "OPTIONS":
            return self._described(visit)
        route: Route | None = None
        try:
            route, endpoint, path_values = self.match(visit.request.method, visit.request.path)
            visit.values = {**path_values, **visit.request.query}
            _refuse(visit, outside_batch=only_batchable and not route.batch)
            # A body's value beats the query's, and that the path's, as in WordPress.
            given = {**path_values, **visit.request.query, **visit.request.body}
            visit.values = dict(given)
            visit.values = checked(given, endpoint.params)
            if endpoint.check is not None:
                endpoint.check(visit)
            endpoint.permission(visit)
            response = endpoint.handler(visit)
            _keep_only_fields(response, visit.fields)
        except RestError as error:
            response = Response(error.body(), error.status)
        if route is not None:
            allowed = _allowed(route, visit)
            if allowed:
                response.headers["Allow"] = ", ".join(allowed)
        return response

    def _described(self, visit: Visit) -> Response:
        """What OPTIONS tells of a route."""
        for pattern, route in self.routes:
            found = pattern.fullmatch(visit.request.path)
            if found is not None:
                visit.values = found.groupdict()
                endpoints = [
                    {
                        "methods": endpoint.methods,
                        "args": {name: {"type": of.type} for name, of in endpoint.params.items()},
                    }
                    for endpoint in route.endpoints
                ]
                methods = [method for endpoint in route.endpoints for method in endpoint.methods]
                namespace = "wp/v2" if route.pattern.startswith("/wp/v2") else ""
                data = {"namespace": namespace, "methods": list(dict.fromkeys(methods)), "endpoints": endpoints}
                response = Response(data)
                _keep_only_fields(response, visit.fields)
                allowed = _allowed(route, visit)
                if allowed:
                    response.headers["Allow"] = ", ".join(allowed)
                return response
        error = RestError("rest_no_route", "Tidak ada rute untuk URL dan metode ini.", 404)
        return Response(error.body(), error.status)


def _refuse(visit: Visit, *, outside_batch: bool) -> None:
    if outside_batch:
        raise RestError("rest_batch_not_allowed", "Rute ini tidak menerima permintaan kelompok.", 400)
    if visit.request.bad_json:
        detail = {"json_error_code": 4, "json_error_message": "Syntax error"}
        raise RestError("rest_invalid_json", "Isi JSON tidak sah.", 400, **detail)


def anyone(_visit: Visit) -> None:
    """The permission of what everybody may do."""


def _allowed(route: Route, visit: Visit) -> list[str]:
    """The methods that this visitor could use here, asked with this request's parameters, as WordPress does.

    The values are those of the endpoint that was called, or raw where they were wrong: permissions must bear both.
    """
    methods: list[str] = []
    for endpoint in route.endpoints:
        try:
            endpoint.permission(visit)
        except RestError:
            continue
        methods += endpoint.methods
    return list(dict.fromkeys(methods))


def _keep_only_fields(response: Response, fields: tuple[str, ...]) -> None:
    if not fields or response.data is None:
        return
    tree: dict[str, Json] = {}
    for name in fields:
        branch = tree
        parts = name.split(".")
        for part in parts[:-1]:
            inner = branch.setdefault(part, {})
            if not isinstance(inner, dict):  # the whole of it is wanted already
                break
            branch = inner
        else:
            branch[parts[-1]] = True
    if isinstance(response.data, list):
        response.data = [_pruned(item, tree) for item in response.data]
    elif isinstance(response.data, dict):
        # The links of a single item join it after the pruning, so they stay whole.
        links = {"_links": True} if "_links" in tree else {}
        response.data = _pruned(response.data, {**tree, **links})


def _pruned(item: Json, tree: dict[str, Json]) -> Json:
    if not isinstance(item, dict):
        return item
    return {
        name: _pruned(value, tree[name]) if isinstance(tree[name], dict) else value
        for name, value in item.items()
        if name in tree
    }
