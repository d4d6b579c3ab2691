"""`/batch/v1`: up to 25 writes in one request, answered with 207. Only posts, pages and terms may come in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from bkddesk.demo.message import Json, Response, parse_php_query
from bkddesk.demo.params import Param, Params, invalid_params
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
    visits = [_inner(visit, index, given) for index, given in enumerate(visit.values["requests"])]
    if visit.values["validation"] == "require-all-validate":
        failures = [router.failure(inner) for inner in visits]
        if any(failures):
            responses = [_enveloped(failure) if failure is not None else None for failure in failures]
            return Response({"failed": "validation", "responses": responses}, 207)
    return Response({"responses": [_enveloped(router.serve(inner, only_batchable=True)) for inner in visits]}, 207)


def _inner(visit: Visit, index: int, given: dict[str, Json]) -> Visit:
    method = str(given.get("method") or "POST").upper()
    body = given.get("body") or {}
    path = given.get("path")
    if method not in _METHODS or not isinstance(body, dict) or not isinstance(path, str):
        message = f"requests[{index}] tidak sah."
        raise invalid_params({"requests": {"code": "rest_not_in_enum", "message": message, "data": None}})
    address = urlsplit(path)
    request = replace(visit.request, method=method, path=address.path, query=parse_php_query(address.query), body=body)
    return replace(visit, request=request, values={}, memo={})


def _enveloped(response: Response) -> dict[str, Json]:
    return {"body": response.data, "status": response.status, "headers": response.headers or []}
