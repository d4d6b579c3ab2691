"""What an endpoint's parameters may hold, and how a value from outside is checked and made into Python.

Follows WordPress: all invalid parameters are named in one 400 `rest_invalid_param`. Knows no resource.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from bkddesk.demo.message import Json, RestError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}(?::\d{2})?)?")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LARGEST = 2**63 - 1  # as PHP's and SQLite's integers
_INTEGER = re.compile(r"[+-]?\d+(?:\.0*)?")


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: `type` is string, integer, boolean, array, object, or text (a string or `{"raw": …}`)."""

    type: str = "string"
    default: Json = None
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    format: str = ""
    items: Param | None = None
    required: bool = False
    nullable: bool = False
    most: int | None = None
    """The greatest number of items of an array."""


class _InvalidError(Exception):
    def __init__(self, code: str, message: str, name: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.name = name

    @property
    def detail(self) -> dict[str, Json]:
        return {"code": self.code, "message": str(self), "data": {"param": self.name} if self.name else None}


def _wrong_type(name: str, wanted: str) -> _InvalidError:
    return _InvalidError("rest_invalid_type", f"{name} bukan {wanted}.", name)


Params = Mapping[str, Param]


def checked(given: Mapping[str, Json], declared: Params) -> dict[str, Json]:
    """The given values, checked and converted, with defaults filled in. Unknown ones pass through untouched."""
    missing = [name for name, param in declared.items() if param.required and given.get(name) is None]
    if missing:
        raise RestError("rest_missing_callback_param", f"Parameter kurang: {', '.join(missing)}", 400, params=missing)
    defaults = {name: param.default for name, param in declared.items() if param.default is not None}
    # A null means the default where there is one, as PHP's isset() sees no null.
    return {**defaults, **converted({n: v for n, v in given.items() if v is not None or n not in defaults}, declared)}


def converted(given: Mapping[str, Json], declared: Params) -> dict[str, Json]:
    """The given values, checked and converted, without defaults."""
    values: dict[str, Json] = {}
    wrong: dict[str, dict[str, Json]] = {}
    for name, value in given.items():
        param = declared.get(name)
        if param is None or value is None:
            values[name] = value
            continue
        try:
            values[name] = _convert(name, value, param)
        except _InvalidError as error:
            wrong[name] = error.detail
    if wrong:
        raise invalid_params(wrong)
    return values


def invalid_params(details: Mapping[str, Mapping[str, Json]]) -> RestError:
    """The 400 that names each wrong parameter with its own error."""
    return RestError(
        "rest_invalid_param",
        f"Parameter tidak sah: {', '.join(details)}",
        400,
        params={name: detail["message"] for name, detail in details.items()},
        details=dict(details),
    )


def _convert(name: str, value: Json, param: Param) -> Json:
    match param.type:
        case "integer":
            result: Any = _integer(name, value, param)
        case "boolean":
            result = _boolean(name, value)
        case "array":
            result = _array(name, value, param)
        case "object":
            if not isinstance(value, dict):
                raise _wrong_type(name, "object")
            result = value
        case "text":
            result = _text(name, value)
        case _:
            result = _string(name, value, param)
    if param.enum and result not in param.enum:
        raise _InvalidError("rest_not_in_enum", f"{name} bukan salah satu dari {', '.join(param.enum)}.")
    return result


def _integer(name: str, value: Json, param: Param) -> int:
    if isinstance(value, bool) or not _INTEGER.fullmatch(str(value).strip()):
        raise _wrong_type(name, "integer")
    number = int(float(value)) if "." in str(value) else int(value)
    below = param.minimum is not None and number < param.minimum
    above = param.maximum is not None and number > param.maximum
    if below or above:
        raise _InvalidError("rest_out_of_bounds", f"{name} harus antara {param.minimum} dan {param.maximum}.")
    return max(min(number, _LARGEST), -_LARGEST)


def _boolean(name: str, value: Json) -> bool:
    text = str(value).lower()
    if text not in {"true", "false", "0", "1"} or isinstance(value, float):
        raise _wrong_type(name, "boolean")
    return text in {"true", "1"}


def _array(name: str, value: Json, param: Param) -> list[Json]:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        value = [part for part in re.split(r"[\s,]+", str(value)) if part]
    if not isinstance(value, list):
        raise _wrong_type(name, "array")
    if param.most is not None and len(value) > param.most:
        raise _InvalidError("rest_too_many_items", f"{name} paling banyak berisi {param.most} butir.")
    if param.items is None:
        return value
    return [_convert(f"{name}[{index}]", item, param.items) for index, item in enumerate(value)]


def _text(name: str, value: Json) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        raw = value.get("raw")
        return raw if isinstance(raw, str) else None
    raise _wrong_type(name, "object")


def _string(name: str, value: Json, param: Param) -> str:
    if not isinstance(value, str):
        raise _wrong_type(name, "string")
    match param.format:
        case "date-time" if not _is_date(value):
            raise _InvalidError("rest_invalid_date", "Tanggal tidak sah.")
        case "email" if value and not _EMAIL.fullmatch(value):
            raise _InvalidError("rest_invalid_email", "Alamat email tidak sah.")
        case "ip":
            try:
                ipaddress.ip_address(value)
            except ValueError as error:
                raise _InvalidError("rest_invalid_ip", f"{name} bukan alamat IP.") from error
        case _:
            pass
    return value


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        moment = datetime.fromisoformat(value.replace("t", "T"))
    except ValueError:
        return False
    # Another time zone must not carry it out of the years that Python knows.
    return MINYEAR < moment.year < MAXYEAR


def ids(default: Json = None) -> Param:
    """A list of numbers: `1,2`, `[]=1&[]=2` or a JSON array."""
    return Param("array", default=default, items=Param("integer"))


CONTEXT = Param(default="view", enum=("view", "embed", "edit"))
PAGING: Params = {
    "context": CONTEXT,
    "page": Param("integer", default=1, minimum=1),
    "per_page": Param("integer", default=10, minimum=1, maximum=100),
    "search": Param(),
    "offset": Param("integer"),
    "order": Param(default="desc", enum=("asc", "desc")),
    "include": ids([]),
    "exclude": ids([]),
}
