"""Every word on screen has its Indonesian, and the compiled catalogue is that of the sources."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path
from typing import NamedTuple

from bkddesk.language import compile_catalogues
from bkddesk.paths import resources_dir

PACKAGE = Path(__file__).resolve().parent.parent / "bkddesk"
CATALOGUE = resources_dir() / "translations" / "id.mo"
# Words that are the same in both languages, or that only the command line says, which speaks English.
NOT_TRANSLATED = ("cli", "tour", "demo")


class Said(NamedTuple):
    """A call of tr, trc or ntr with literal words."""

    where: str
    context: str | None
    text: str


def _said() -> list[Said]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        area = path.relative_to(PACKAGE).parts[0]
        if area in NOT_TRANSLATED:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "trc", "ntr")
            ):
                continue
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
            if node.func.id == "trc" and len(words) > 1:
                found.append(Said(where, words[0], words[1]))
            elif node.func.id != "trc" and words:
                found.append(Said(where, None, words[0]))
    return found


def test_every_word_has_its_indonesian() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    known = catalogue._catalog  # type: ignore[attr-defined]

    def is_known(said: Said) -> bool:
        key = said.text if said.context is None else f"{said.context}\x04{said.text}"
        return key in known or (key, 0) in known

    missing = [f"{said.where}: {said.text!r}" for said in _said() if not is_known(said)]
    assert not missing, "\n".join(missing)


def test_the_compiled_catalogue_is_that_of_the_sources(tmp_path: Path) -> None:
    sources = tmp_path / "id"
    sources.mkdir()
    for po in sorted((resources_dir() / "translations" / "id").glob("*.po")):
        (sources / po.name).write_bytes(po.read_bytes())
    (compiled,) = compile_catalogues(tmp_path)
    with compiled.open("rb") as new, CATALOGUE.open("rb") as stored:
        assert gettext.GNUTranslations(new)._catalog == gettext.GNUTranslations(stored)._catalog  # type: ignore[attr-defined]
