"""Where passwords are kept: a real Secret Service, none at all, a locked one, ones that would keep them readable."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from bkddesk.credentials import Credentials, PasswordKeeper, SessionCredentials
from bkddesk.model.errors import KeyringUnavailableError
from bkddesk.model.site import Account, FoundSite, Site

PASSWORD = "abcd EFGH ijkl 1234 mnop QRST"


def site(url: str = "https://bkd.example.go.id", username: str = "editor") -> Site:
    return Site(1, FoundSite(url, f"{url}/wp-json/", "BKD"), Account(2, username, "Editor"))


class Memory:
    """A keyring that works. No KeyringBackend: the library would offer it to everybody in this process."""

    name = "Memory"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Broken(Memory):
    """A keyring that answers every question with an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def _refuse(self, *_asked: str) -> None:
        raise self.error

    set_password = get_password = delete_password = _refuse


class Forgetful(Memory):
    """A keyring that takes a password and keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def test_a_keyring_keeps_one_password_for_each_site_and_account() -> None:
    memory = Memory()
    keeper: PasswordKeeper = Credentials(memory)
    assert keeper.load(site()) is None
    keeper.store(site(), PASSWORD)
    keeper.store(site(username="admin"), "other")
    keeper.store(site("https://lain.example"), "third")
    assert keeper.load(site()) == PASSWORD
    keeper.store(site(), "newer")
    assert keeper.load(site()) == "newer"
    keeper.delete(site())
    keeper.delete(site())
    assert keeper.load(site()) is None
    assert keeper.load(site(username="admin")) == "other"
    assert ("bkddesk https://lain.example", "editor") in memory.kept


def test_for_this_session_only() -> None:
    keeper: PasswordKeeper = SessionCredentials()
    keeper.store(site(), PASSWORD)
    assert keeper.load(site()) == PASSWORD
    assert keeper.load(site(username="admin")) is None
    assert PASSWORD not in repr(keeper)
    keeper.delete(site())
    keeper.delete(site())
    assert keeper.load(site()) is None
    assert SessionCredentials().load(site()) is None


@pytest.mark.parametrize(
    "error", [InitError("no collection"), KeyringLocked("locked"), OSError("bus gone"), RuntimeError("broken")]
)
def test_a_keyring_that_fails_or_is_locked(error: Exception) -> None:
    keeper = Credentials(Broken(error))
    for ask in (lambda: keeper.store(site(), PASSWORD), lambda: keeper.load(site()), lambda: keeper.delete(site())):
        with pytest.raises(KeyringUnavailableError) as caught:
            ask()
        assert type(error).__name__ in caught.value.detail
        assert caught.value.__context__ is None


def test_an_error_that_repeats_the_password_is_cleaned() -> None:
    with pytest.raises(KeyringUnavailableError) as caught:
        Credentials(Broken(KeyringLocked(f"cannot keep {PASSWORD}"))).store(site(), PASSWORD)
    assert PASSWORD not in caught.value.detail


def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    with pytest.raises(KeyringUnavailableError):
        Credentials(Forgetful()).store(site(), PASSWORD)


def plaintext() -> Memory:
    """A keyring of the package keyrings.alt, which writes readable files, without the package."""
    found: Memory = type("PlaintextKeyring", (Memory,), {"__module__": "keyrings.alt.file"})()
    return found


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), plaintext()])
def test_a_keyring_that_would_keep_it_readable_or_not_at_all(backend: Memory) -> None:
    keeper = Credentials(backend)
    for ask in (keeper.check, lambda: keeper.store(site(), PASSWORD), lambda: keeper.load(site())):
        with pytest.raises(KeyringUnavailableError):
            ask()


def chained(*backends: Memory) -> chainer.ChainerBackend:
    found: chainer.ChainerBackend = type(
        "Chain", (chainer.ChainerBackend,), {"backends": list(backends), "viable": False}
    )()
    return found


def test_of_several_keyrings_only_one_that_keeps_secrets_is_asked() -> None:
    readable, good = plaintext(), Memory()
    keeper = Credentials(chained(readable, good))
    keeper.store(site(), PASSWORD)
    assert list(good.kept.values()) == [PASSWORD]
    assert not readable.kept
    with pytest.raises(KeyringUnavailableError):
        Credentials(chained(readable)).store(site(), PASSWORD)
    with pytest.raises(KeyringUnavailableError):
        Credentials(chained()).store(site(), PASSWORD)


def test_the_keyring_library_is_not_loaded_by_the_module() -> None:
    code = "import sys, bkddesk.credentials; print([name for name in sys.modules if name.split('.')[0] == 'keyring'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_any_keyring_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from tests.test_credentials import site\n"
        "from bkddesk.credentials import Credentials\n"
        "from bkddesk.model.errors import KeyringUnavailableError\n"
        "try: Credentials().store(site(), 'x')\n"
        "except KeyringUnavailableError as error: print('said', error.detail)\n"
    )
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.startswith("said"), done.stderr
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.startswith("said"), done.stderr


@pytest.mark.keyring
def test_a_real_secret_service() -> None:
    keeper = Credentials()
    assert keeper.check()
    name = site("https://bkd-tests.example", "editor-é")
    keeper.store(name, PASSWORD)
    assert Credentials().load(name) == PASSWORD
    keeper.store(name, "newer “1”")
    assert keeper.load(name) == "newer “1”"
    keeper.delete(name)
    keeper.delete(name)
    assert keeper.load(name) is None


LOCKED = """
printf %s ci-pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null
exec "$0" -c '
import secretstorage
from bkddesk.credentials import Credentials
from bkddesk.model.errors import KeyringUnavailableError
from tests.test_credentials import site
Credentials().store(site(), "x")
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
try:
    Credentials().load(site())
except KeyringUnavailableError as error:
    print("said", error.detail)
'
"""


@pytest.mark.keyring
def test_a_locked_secret_service_that_nobody_unlocks(tmp_path: Path) -> None:
    outside = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", LOCKED, sys.executable],
        capture_output=True,
        text=True,
        timeout=60,
        env={**outside, "HOME": str(tmp_path)},
    )
    assert done.stdout.startswith("said KeyringLocked"), done.stderr
