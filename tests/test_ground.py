"""What the other tests stand on: Qt warnings fail, the pinned PySide6 counts right, keyring and display are real."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).parent.parent
HEAVY = {"requests", "keyring", "markdown", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"}


def _python(code: str, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr, f"a start without words, please: {done.stderr}"
    return done.stdout


def test_a_qt_warning_fails_a_test(tmp_path: Path) -> None:
    test = tmp_path / "test_warns.py"
    test.write_text(
        "from PySide6.QtCore import qWarning\ndef test_warns(qtbot):\n    qWarning('no such signal')\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"]
    done = subprocess.run([*command, str(test)], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 1
    assert "no such signal" in done.stdout


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
def test_void_calls_do_not_eat_references_to_none() -> None:
    """PySide6 6.12.0 loses one for each call on Python 3.11 and crashes when none is left."""
    thing = QObject()
    calls = 5000
    before = sys.getrefcount(None)
    for _ in range(calls):
        thing.setObjectName("x")
        thing.setProperty("y", 1)
        thing.blockSignals(False)
    assert before - sys.getrefcount(None) < calls // 10


@pytest.mark.keyring
def test_the_secret_service_is_real() -> None:
    words = _python(
        "import keyring\n"
        "print(type(keyring.get_keyring()).__module__)\n"
        "keyring.set_password('bkddesk tests', 'siti', 'rahasia')\n"
        "print(keyring.get_password('bkddesk tests', 'siti'))\n"
        "keyring.delete_password('bkddesk tests', 'siti')\n"
    )
    assert words.split() == ["keyring.backends.SecretService", "rahasia"]


@pytest.mark.window
def test_a_window_opens_on_the_display(window_environment: dict[str, str]) -> None:
    words = _python(
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([])\n"
        "label = QLabel('Halo')\n"
        "label.show()\n"
        "print(app.platformName(), label.windowHandle().isVisible())\n",
        window_environment,
    )
    assert words.split() == ["xcb", "True"]


@pytest.mark.window
def test_the_stored_queue_paints_without_a_heavy_library_or_a_warning(
    window_environment: dict[str, str], tmp_path: Path
) -> None:
    _python(f"from pathlib import Path; from benchmarks.start import seed; seed(Path({str(tmp_path)!r}), 50)")
    words = _python(
        "import sys\n"
        "from bkddesk.app import main\n"
        "def painted():\n"
        "    from PySide6.QtWidgets import QApplication\n"
        "    print(*sys.modules)\n"
        "    QApplication.quit()\n"
        f"sys.exit(main(['--profile', {str(tmp_path)!r}], on_first_paint=painted))\n",
        window_environment,
    )
    loaded = set(words.split())
    assert "bkddesk.ui.main_window" in loaded
    assert HEAVY & loaded == set()
