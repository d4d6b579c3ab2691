"""`/batch/v1`: up to 25 writes in one request, answered with 207. Only posts, pages and terms may come in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from bkddesk.demo.message import Json, Response, RestError, parse_php_query
from bkddesk.demo.params import Param, Params
from bkddesk.demo.router import Router
from bkddesk.demo.visit import Visit

PARAMS: Params = {
    "validation": Param(default="normal", enum=("require-all-validate", "normal")),
    "requests": Param("array", required=True, items=Param("object"), most=25),
}
_METHODS = ("POST", "PUT", "PATCH", "DELETE")


def serve_batch(find_router: Callable[[], Router], visit: Visit) -> Response:
    """Each request answered on its own, in order, as `{"body", "status", "headers"}`."""
    router = find_router()
    return Response({"responses": [_one(router, visit, given) for given in visit.values["requests"]]}, 207)


def _one(router: Router, visit: Visit, given: dict[str, Json]) -> dict[str, Json]:
    method = str(given.get("method") or "POST").upper()
    address = urlsplit(str(given.get("path") or ""))
    body = given.get("body") or {}
    if method not in _METHODS or not isinstance(body, dict):
        error = RestError("rest_invalid_param", "Permintaan dalam kelompok ini tidak sah.", 400)
        return _enveloped(Response(error.body(), error.status))
    request = replace(visit.request, method=method, path=address.path, query=parse_php_query(address.query), body=body)
    inner = replace(visit, request=request, values={}, memo={})
    return _enveloped(router.serve(inner, only_batchable=True))


def _enveloped(response: Response) -> dict[str, Json]:
    return {"body": response.data, "status": response.status, "headers": response.headers or []}
