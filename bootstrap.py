"""Makes a fresh checkout ready: system packages, the virtual environment ``.venv`` and the libraries in it.

``main.py`` and ``tests/run`` share it. It runs under the system's Python before anything is installed, so it imports
the standard library only, and what only set-up needs is imported late: when all is ready it costs a millisecond or two.
It knows nothing of bkddesk's own modules.
"""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(ENVIRONMENT, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


class Need:
    """A Debian package and how to see that it (or its like on another system) is there: one of the three."""

    def __init__(self, package: str, *, library: str = "", program: str = "", extension: str = "") -> None:
        """A shared library's name, a program's, or that of an extension of PHP."""
        self.package, self.library, self.program, self.extension = package, library, program, extension


class Purpose:
    """What a checkout is made ready for; ``extras`` are those of pyproject.toml, as "[dev]"."""

    def __init__(self, name: str, extras: str, needs: "tuple[Need, ...]") -> None:
        """Plain classes: dataclasses and typing cost each start ten milliseconds."""
        self.name, self.extras, self.needs = name, extras, needs


# Found by removing one at a time on a Debian 12 without a desktop. The first six serve any Qt program, the next five a
# window under X, the rest QtWebEngine.
_QT = (
    Need("libegl1", library="libEGL.so.1"),
    Need("libgl1", library="libGL.so.1"),
    Need("libglib2.0-0", library="libglib-2.0.so.0"),
    Need("libdbus-1-3", library="libdbus-1.so.3"),
    Need("libxkbcommon0", library="libxkbcommon.so.0"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
    Need("libxcb-cursor0", library="libxcb-cursor.so.0"),
    Need("libxcb-icccm4", library="libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    Need("libxcb-shape0", library="libxcb-shape.so.0"),
    Need("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
    Need("libnss3", library="libnss3.so"),
    Need("libasound2", library="libasound.so.2"),
    Need("libxcomposite1", library="libXcomposite.so.1"),
    Need("libxdamage1", library="libXdamage.so.1"),
    Need("libxrandr2", library="libXrandr.so.2"),
    Need("libxtst6", library="libXtst.so.6"),
    Need("libxkbfile1", library="libxkbfile.so.1"),
)
_TESTS = (
    Need("xvfb", program="Xvfb"),
    Need("dbus-daemon", program="dbus-run-session"),
    Need("gnome-keyring", program="gnome-keyring-daemon"),
    Need("php-cli", program="php"),
    Need("php-sqlite3", extension="pdo_sqlite"),
    Need("php-mbstring", extension="mbstring"),
    Need("php-xml", extension="xml"),
    Need("php-gd", extension="gd"),
    Need("npm", program="npm"),
)
APPLICATION = Purpose("bkddesk", "", _QT)
TESTS = Purpose("the tests", "[dev]", _QT + _TESTS)


class SetUpError(Exception):
    """The checkout cannot be made ready; the message says what the person can do."""


def is_ready(purpose: Purpose) -> bool:
    """Whether a set-up for this purpose went through with the project's files and the Python as they are now."""
    try:
        with open(_stamp_file(purpose), "rb") as stamp:
            return stamp.read() == _stamp()
    except OSError:
        return False


def make_ready(purpose: Purpose) -> None:
    """Install what is missing, telling each step on standard error. Raises SetUpError; run again, it goes on."""
    if is_ready(purpose):
        return
    if sys.version_info < (3, 11):
        raise SetUpError(f"bkddesk needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
    lock = _wait_for_others()
    try:
        if not is_ready(purpose):
            _set_up(purpose)
    finally:
        os.close(lock)


def _set_up(purpose: Purpose) -> None:
    _say(f"Making this folder ready for {purpose.name}. This happens once and takes a minute or two.")
    _install_system_packages([need.package for need in purpose.needs if not _is_there(need)])
    _make_environment()
    _install_libraries(purpose)
    with open(_stamp_file(purpose), "wb") as stamp:
        stamp.write(_stamp())
    _say("Ready.")


def _wait_for_others() -> int:
    """A handle that holds this folder's lock until it is closed: two starts at once set up one after the other."""
    if os.name == "nt":
        return os.open(os.path.join(ROOT, "bootstrap.py"), os.O_RDONLY)
    import fcntl

    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    return folder


def _stamp_file(purpose: Purpose) -> str:
    return os.path.join(ENVIRONMENT, "ready-for-tests" if purpose.extras else "ready")


def _stamp() -> bytes:
    """What the environment depends on: the files that list libraries, this file, and the interpreter under it."""
    parts = [os.fsencode(os.path.realpath(PYTHON))]
    for name in ("pyproject.toml", "constraints.txt", "bootstrap.py"):
        with open(os.path.join(ROOT, name), "rb") as file:
            parts.append(file.read())
    return b"\0".join(parts)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _run(*command: str, show: bool = False) -> None:
    """Run a command. Its own words are for when it fails, unless ``show``: then they go to standard error at once."""
    import subprocess

    output = sys.stderr if show else subprocess.PIPE
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, text=True, check=False
        )
    except FileNotFoundError:
        raise SetUpError(f"{command[0]} is not installed.") from None
    if done.returncode:
        raise SetUpError(f"{done.stdout or ''}This command failed:\n    {' '.join(command)}")


def _is_there(need: Need) -> bool:
    import shutil

    if need.library:
        return not sys.platform.startswith("linux") or _loads(need.library)
    if need.program:
        return shutil.which(need.program) is not None
    return need.extension in _php_extensions()


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _php_extensions() -> set[str]:
    import subprocess

    try:
        return set(subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout.split())
    except FileNotFoundError:
        return set()


def _install_system_packages(names: "list[str]") -> None:
    import shutil

    if sys.platform.startswith("linux") and not _has_pip():
        names = [*names, "python3-venv"]
    if not names:
        return
    if shutil.which("apt-get") is None:
        raise SetUpError(f"These system packages (Debian's names) are missing: {' '.join(names)}")
    command = ["apt-get", "install", "-y", "--no-install-recommends"]
    if os.geteuid() != 0:
        words = f"sudo apt-get update && sudo {' '.join(command + _names_here(names))}"
        raise SetUpError(f"System packages are missing. Install them with\n    {words}\nand start again.")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    _run("apt-get", "update")
    names = _names_here(names)
    _say(f"Installing system packages: {' '.join(names)}")
    _run(*command, *names)


def _names_here(names: "list[str]") -> "list[str]":
    """From Debian 13 on, libraries that were rebuilt for 64-bit times are called "libasound2t64" and the like."""
    import subprocess

    wanted = [*names, *(f"{name}t64" for name in names)]
    known = subprocess.run(["apt-cache", "pkgnames"], capture_output=True, text=True, check=False).stdout.split()
    there = set(known).intersection(wanted)
    return [name if name in there or f"{name}t64" not in there else f"{name}t64" for name in names]


def _has_pip() -> bool:
    """Debian keeps the part of venv that brings pip in a package of its own."""
    from importlib.util import find_spec

    return os.path.exists(PYTHON) or find_spec("ensurepip") is not None


def _make_environment() -> None:
    if os.path.exists(PYTHON) and _pip_works():
        return
    _say("Creating a Python environment in .venv")
    _run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)


def _pip_works() -> bool:
    """Not so when the system's Python moved on: its link then leads to one that does not see these libraries."""
    import subprocess

    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _install_libraries(purpose: Purpose) -> None:
    _say("Downloading and installing Qt and other libraries (about 300 MB at the first time)")
    constraints = os.path.join(ROOT, "constraints.txt")
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    _run(
        PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        *quiet,
        "-c",
        constraints,
        "-e",
        ROOT + purpose.extras,
    )
