"""The floors: who may import whom, and the one door to each outside world. Late imports count like the others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "bkddesk"
SOURCES = sorted(PACKAGE.rglob("*.py"))

_BOTTOM = {"paths"}
_WORK = {"markup", "triage", "store", "wordpress", "credentials"}
_DESK = {"desk", "workspace", "decisions", "documents"}
_FACE = _BOTTOM | _DESK | {"model", "language", "explain", "markup.page"}

# Each part of bkddesk, and the parts that it may import besides itself. "markup.page" is that one module of markup.
FLOORS: dict[str, set[str]] = {
    "paths": set(),
    "model": set(),
    "language": _BOTTOM,
    "markup": _BOTTOM | {"model"},
    "triage": _BOTTOM | {"model"},
    "store": _BOTTOM | {"model"},
    "wordpress": _BOTTOM | {"model"},
    "credentials": _BOTTOM | {"model"},
    "explain": {"model", "language"},
    "sync": _BOTTOM | _WORK | {"model"},
    "desk": _BOTTOM | _WORK | _DESK | {"model", "language", "sync"},
    "demo": _BOTTOM | {"model"},
    "ui": _FACE,
    "cli": _FACE,
    "tour": _FACE | {"cli", "ui", "practice", "demo"},
    "practice": _FACE | {"demo"},
    "log": _BOTTOM,
    "app": {"*"},
}
FLOORS |= dict.fromkeys(_DESK, FLOORS["desk"])

# Libraries with one door, and the parts that are it.
DOORS: dict[str, set[str]] = {
    "requests": {"wordpress"},
    "urllib3": {"wordpress"},
    "http.client": {"wordpress"},
    "urllib.request": {"wordpress"},
    "http.server": {"wordpress", "demo"},
    "PySide6": {"ui", "app", "tour"},
    "shiboken6": {"ui"},
    "keyring": {"credentials"},
}

_SQL = {"execute", "executemany", "executescript"}
_SQL_DOORS = {"store", "demo"}
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b|^#[0-9a-fA-F]{3}$")


def part_of(module: str) -> str:
    """The part that a module belongs to: bkddesk.ui.theme.core to ui, bkddesk.cli_comments to cli."""
    name = [*module.split("."), "app"][1]
    if name.startswith("cli"):
        return "cli"
    return "app" if name == "__main__" else name


def imports_of(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """Every import of a file, wherever it stands, as (line, absolute dotted name), relative ones resolved."""
    home = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = home[: len(home) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def forbidden_imports(source: str, module: str, *, is_package: bool = False) -> list[str]:
    """What this source may not import where it stands, in words."""
    part = part_of(module)
    allowed = FLOORS.get(part)
    if allowed is None:
        return [f"{module} is on no floor: add it to FLOORS"]
    found = []
    for line, name in imports_of(ast.parse(source), module, is_package=is_package):
        if name.split(".")[0] == "bkddesk":
            if not _on_allowed_floor(name, part, allowed):
                found.append(f"line {line}: {part} imports {name}")
        elif (doors := _doors(name)) is not None and part not in doors:
            found.append(f"line {line}: {name} belongs to {' and '.join(sorted(doors))}")
    return found


def _on_allowed_floor(name: str, part: str, allowed: set[str]) -> bool:
    if name.count(".") == 1 and not _is_module(name):
        return True  # bkddesk's own __version__
    target = part_of(name)
    below = name.removeprefix("bkddesk.")
    return "*" in allowed or target == part or any(below == a or below.startswith(f"{a}.") for a in allowed)


def _is_module(name: str) -> bool:
    file = PACKAGE.parent.joinpath(*name.split("."))
    return file.with_suffix(".py").exists() or file.is_dir() or name.split(".")[1] in FLOORS


def _doors(name: str) -> set[str] | None:
    return next((doors for library, doors in DOORS.items() if name == library or name.startswith(f"{library}.")), None)


def strays(source: str, module: str) -> list[str]:
    """SQL outside its door, colours outside the theme."""
    part = part_of(module)
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and part not in _SQL_DOORS and _is_sql(node):
            found.append(f"line {node.lineno}: SQL belongs to {' and '.join(sorted(_SQL_DOORS))}")
        if not _may_hold_colours(module) and _is_colour(node):
            found.append(f"line {getattr(node, 'lineno', '?')}: a colour belongs to ui.theme")
    return found


def _is_sql(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in _SQL


def _may_hold_colours(module: str) -> bool:
    """The theme; and what writes pages, in a site's own colours."""
    return module.startswith("bkddesk.ui.theme") or part_of(module) in {"markup", "demo"}


def _is_colour(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _COLOUR.search(node.value) is not None
    if isinstance(node, ast.Call) and node.args and all(isinstance(a, ast.Constant) for a in node.args):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return name in {"QColor", "qRgb", "qRgba"}
    return False


def _module(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _name(file: Path) -> str:
    return str(file.relative_to(PACKAGE.parent))


@pytest.mark.parametrize("file", SOURCES, ids=_name)
def test_a_file_keeps_to_its_floor(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    module = _module(file)
    found = forbidden_imports(source, module, is_package=file.name == "__init__.py") + strays(source, module)
    assert not found, f"{_name(file)}: " + "; ".join(found)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bkddesk.ui.queue", "from bkddesk.store import comments"),
        ("bkddesk.ui.queue", "from bkddesk import store"),
        ("bkddesk.ui.queue", "def late():\n    import bkddesk.sync.engine"),
        ("bkddesk.ui.queue", "from ..wordpress.client import Client"),
        ("bkddesk.ui.queue", "from bkddesk.markup.to_blocks import to_blocks"),
        ("bkddesk.ui.queue", "if TYPE_CHECKING:\n    from bkddesk.store.database import Database"),
        ("bkddesk.cli_comments", "from bkddesk.wordpress import comments"),
        ("bkddesk.store.comments", "from bkddesk.wordpress.wire import CommentWire"),
        ("bkddesk.wordpress.client", "from bkddesk.store.sites import load"),
        ("bkddesk.model.comment", "from bkddesk.language import tr"),
        ("bkddesk.demo.site", "from bkddesk.wordpress.client import Client"),
        ("bkddesk.sync.push", "from bkddesk.desk import Desk"),
        ("bkddesk.desk", "import requests"),
        ("bkddesk.sync.push", "from PySide6.QtCore import QObject"),
        ("bkddesk.sync.push", "import PySide6"),
        ("bkddesk.workspace", "def late():\n    import keyring"),
        ("bkddesk.demo.site", "from urllib3 import PoolManager"),
        ("bkddesk.strange", "import json"),
    ],
)
def test_a_wrong_import_is_seen(module: str, source: str) -> None:
    assert forbidden_imports(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bkddesk.ui.queue", "from bkddesk.desk import Desk\nfrom bkddesk.model.comment import Comment"),
        ("bkddesk.ui.queue", "from bkddesk.markup.page import Page\nfrom bkddesk.markup import page"),
        ("bkddesk.ui.queue.list", "from . import model\nfrom ..theme import colour\nfrom PySide6 import QtGui"),
        ("bkddesk.ui", "from .theme import colour"),
        ("bkddesk.app", "from bkddesk import __version__\nfrom bkddesk.store.sites import load"),
        ("bkddesk.demo.server", "from http.server import ThreadingHTTPServer"),
        ("bkddesk.credentials", "import keyring.errors"),
    ],
)
def test_a_right_import_passes(module: str, source: str) -> None:
    assert forbidden_imports(source, module, is_package=module == "bkddesk.ui") == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("bkddesk.desk", "connection.execute('SELECT 1')"),
        ("bkddesk.ui.queue", "QColor('red')"),
        ("bkddesk.ui.queue", "QtGui.QColor(255, 0, 0)"),
        ("bkddesk.ui.queue", "style = 'color: #ff0000;'"),
        ("bkddesk.ui.queue", "style = f'color: #ff0000; width: {w}px'"),
    ],
)
def test_a_stray_is_seen(module: str, source: str) -> None:
    assert strays(source, module)


def test_a_failure_names_the_file_and_the_import() -> None:
    file = PACKAGE / "ui" / "queue.py"
    found = forbidden_imports("\nfrom bkddesk.store import comments\n", _module(file))
    assert found == ["line 2: ui imports bkddesk.store.comments"]
