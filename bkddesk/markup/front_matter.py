"""YAML front matter of a Markdown file: the block between two `---` lines at its very beginning. Pure text.

Keys that bkddesk does not know are kept, in order, so that a file comes back as other programs left it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bkddesk.model.errors import InvalidInputError

if TYPE_CHECKING:
    import yaml

_FENCE = "---"
_LONGEST = 65_536
"""Characters of front matter; more than that is not front matter but an attack or a mistake."""
_DEEPEST = 20


def split(text: str) -> tuple[dict[str, Any], str]:
    """(front matter, body) of a file's text; ({}, text) where it has none, as where a text begins with a line across.

    Values are what JSON can hold; dates and times stay text. Raises InvalidInputError where the front matter is not
    YAML, is too long or too deep, repeats itself by aliases, or holds what JSON cannot.
    """
    text = text.removeprefix("\ufeff")
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return {}, text
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.rstrip() in (_FENCE, "...")), None)
    if end is None:
        return {}, text
    found = _read("".join(lines[1:end]))
    if found is None:
        return {}, text
    return found, "".join(lines[end + 1 :]).lstrip("\r\n")


def _read(source: str) -> dict[str, Any] | None:
    """The mapping; None where the text between the lines is prose."""
    import yaml

    if len(source) > _LONGEST:
        raise InvalidInputError("front matter is too long")
    try:
        _refuse_bombs(source)
        found = yaml.load(source, Loader=_loader())  # noqa: S506  (a SafeLoader that knows fewer types)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if ":" not in source:
            return None
        raise InvalidInputError(f"front matter is not YAML: {error}") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        return None
    return {str(key): _plain(value) for key, value in found.items()}


def _refuse_bombs(source: str) -> None:
    """Aliases let a small text grow without bounds, depth ends in a stack overflow; front matter needs neither."""
    import yaml

    depth = 0
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise InvalidInputError("front matter with aliases")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise InvalidInputError("front matter is too deep")


def _loader() -> type[yaml.SafeLoader]:
    """YAML as people write it: `07:30`, `2026-11-25`, `Yes` and `Off` are words, not numbers, dates and switches."""
    import re

    import yaml

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own way)

    for tag, pattern, first in (
        ("null", r"^(?:~|null|)$", ["~", "n", ""]),
        ("bool", r"^(?:true|false)$", ["t", "f"]),
        ("int", r"^[-+]?(?:0|[1-9][0-9]{0,15})$", list("-+0123456789")),
        ("float", r"^[-+]?[0-9]+\.[0-9]+$", list("-+0123456789")),
    ):
        Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
    return Loader


def _plain(value: Any) -> Any:
    """A value that JSON can hold, keys as text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise InvalidInputError(f"front matter with a value of the kind {type(value).__name__}")


def join(values: Mapping[str, Any], body: str) -> str:
    """A file's text; without values the body alone."""
    import yaml

    if not values:
        # A body that begins with a line across would be read as front matter.
        return body if not body.startswith(_FENCE) else f"{_FENCE}\n{_FENCE}\n\n{body}"
    written = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=1000)
    return f"{_FENCE}\n{written}{_FENCE}\n\n{body}"


def as_text(value: object) -> str:
    """A value as text: None as "", true and false as YAML writes them."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_list(value: object) -> tuple[str, ...]:
    """A value as a list of texts: a list, or one text with commas."""
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(as_text(item).strip() for item in value if as_text(item).strip())
    return tuple(part.strip() for part in as_text(value).split(",") if part.strip())
