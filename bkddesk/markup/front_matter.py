"""YAML front matter of a Markdown file: the block between two `---` lines at its very beginning. Pure text.

Keys that bkddesk does not know are kept, in order, so that a file comes back as other programs left it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bkddesk.model.errors import InvalidInputError

_FENCE = "---"
_LONGEST = 65_536
"""Characters of front matter; more than that is not front matter but an attack or a mistake."""


def split(text: str) -> tuple[dict[str, Any], str]:
    """(front matter, body) of a file's text; ({}, text) where it has none.

    Raises InvalidInputError where the front matter is not YAML, not a mapping, or too long.
    """
    text = text.removeprefix("\ufeff")
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return {}, text
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.rstrip() in (_FENCE, "...")), None)
    if end is None:
        return {}, text
    return _read("".join(lines[1:end])), "".join(lines[end + 1 :]).lstrip("\r\n")


def _read(source: str) -> dict[str, Any]:
    import yaml

    if len(source) > _LONGEST:
        raise InvalidInputError("front matter is too long")
    try:
        # Aliases are what makes a small YAML text grow without bounds; front matter has no use for them.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(source, Loader=yaml.SafeLoader)):
            raise InvalidInputError("front matter with aliases")
        found = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InvalidInputError(f"front matter is not YAML: {error}") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise InvalidInputError("front matter is not a mapping")
    return {str(key): value for key, value in found.items()}


def join(values: Mapping[str, Any], body: str) -> str:
    """A file's text; without values the body alone."""
    import yaml

    if not values:
        return body
    written = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=1000)
    return f"{_FENCE}\n{written}{_FENCE}\n\n{body}"


def as_text(value: object) -> str:
    """A value as text: dates as ISO 8601, None as "", anything else as YAML would print it on a line."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def as_list(value: object) -> tuple[str, ...]:
    """A value as a list of texts: a list, or one text with commas."""
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(as_text(item).strip() for item in value if as_text(item).strip())
    return tuple(part.strip() for part in as_text(value).split(",") if part.strip())
