"""Starting from a checkout: what is said without a display, and that a ready checkout starts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

import bootstrap
import main

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("arguments", "wants"),
    [
        ([], True),
        (["--demo"], True),
        (["--profile", "tour", "--demo"], True),
        (["--help"], False),
        (["tour", "out"], False),
        (["--profile", "x", "comments", "list"], False),
        (["--profile=x", "--quiet", "sync"], False),
        (["--site", "2", "sync"], False),
    ],
)
def test_only_a_call_without_a_command_wants_a_window(arguments: list[str], wants: bool) -> None:
    assert main._wants_window(arguments) is wants


def test_main_and_app_agree_on_what_is_a_command() -> None:
    from bkddesk import app
    from bkddesk.cli.command_line import add_options

    parser = ArgumentParser(add_help=False)
    add_options(parser)
    with_value = {action.option_strings[-1] for action in parser._actions if action.nargs != 0}
    assert with_value <= set(main._OPTIONS_WITH_VALUE)
    for option in main._OPTIONS_WITH_VALUE:
        assert app._command([option, "x"]) == ""
    for words in ([], ["--demo"], ["bkddesk://callback?x=1"], ["sync"], ["--quiet", "tour", "out"]):
        assert main._wants_window(words) is (app._command(words) == "")


def test_without_a_display_it_offers_the_tour() -> None:
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--demo"], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "main.py tour DIR" in done.stderr
    assert done.stdout == ""


def test_what_is_ready_depends_on_the_files_that_list_libraries(tmp_path: Path) -> None:
    for name in ("bootstrap.py", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / ".venv").mkdir()

    def ready() -> str:
        code = "import bootstrap; print(bootstrap.is_ready(bootstrap.APPLICATION))"
        return subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
        ).stdout.strip()

    assert ready() == "False"
    stamp = "import bootstrap; open(bootstrap._stamp_file(bootstrap.APPLICATION), 'wb').write(bootstrap._stamp())"
    subprocess.run([sys.executable, "-c", stamp], cwd=tmp_path, check=True, timeout=60)
    assert ready() == "True"
    with (tmp_path / "constraints.txt").open("a") as constraints:
        constraints.write("another==1\n")
    assert ready() == "False"


def test_set_up_imports_nothing_that_is_not_there_yet() -> None:
    """Before .venv exists there is only the standard library; and each start passes through here, so it stays light."""
    code = "import sys; before = set(sys.modules); import bootstrap; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = set(done.stdout.split())
    assert {name.split(".")[0] for name in loaded} <= set(sys.stdlib_module_names) | {"bootstrap"}
    assert loaded.isdisjoint({"subprocess", "pathlib", "hashlib", "shutil", "typing", "re"})


def test_every_need_says_how_to_see_it() -> None:
    for need in bootstrap.TESTS.needs:
        assert sum(map(bool, (need.library, need.program, need.extension))) == 1, need.package
