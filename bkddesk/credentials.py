"""Application passwords and the operating system's keyring; nothing else in bkddesk keeps a secret.

Knows no HTTP and no screens. Every call may wait for the desktop to ask the person (unlock the keyring): call it off
the main thread. A keyring that would keep the password readable counts as none, and nothing falls back silently.
"""

from __future__ import annotations

from typing import Protocol

from bkddesk.model.errors import KeyringUnavailableError
from bkddesk.model.site import Site

REFUSED = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""Modules whose keyrings keep nothing, or keep it in a file that others can read."""


class Keyring(Protocol):
    """What is used of a keyring of the library `keyring`."""

    @property
    def name(self) -> str:
        """What it is called."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Give back."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget."""


class PasswordKeeper(Protocol):
    """Keeps one application password for each site and account."""

    def store(self, site: Site, password: str) -> None:
        """Keep `password`, in place of an older one. Raises KeyringUnavailableError."""

    def load(self, site: Site) -> str | None:
        """The password, or None where there is none. Raises KeyringUnavailableError."""

    def delete(self, site: Site) -> None:
        """Forget the password; one that is not there is forgotten already. Raises KeyringUnavailableError."""


class SessionCredentials:
    """Keeps passwords in memory until the program ends: what a person chooses who has no usable keyring."""

    def __init__(self) -> None:
        self._passwords: dict[tuple[str, str], str] = {}

    def __repr__(self) -> str:
        return f"SessionCredentials({len(self._passwords)} kept)"

    def store(self, site: Site, password: str) -> None:
        """Keep `password` until the program ends."""
        self._passwords[_key(site)] = password

    def load(self, site: Site) -> str | None:
        """The password, or None."""
        return self._passwords.get(_key(site))

    def delete(self, site: Site) -> None:
        """Forget the password."""
        self._passwords.pop(_key(site), None)


class Credentials:
    """Keeps passwords in the operating system's keyring (Secret Service, KWallet, Keychain, Credential Locker)."""

    def __init__(self, backend: Keyring | None = None) -> None:
        """`backend`: another keyring than the one that the library finds."""
        self._given = backend

    def store(self, site: Site, password: str) -> None:
        """Keep `password` and read it back, since some keyrings take everything and keep nothing."""
        service, user = _key(site)
        self._ask("set_password", service, user, password)
        if self._ask("get_password", service, user) != password:
            raise KeyringUnavailableError("the keyring did not keep the password")

    def load(self, site: Site) -> str | None:
        """The password, or None where the keyring holds none."""
        return self._ask("get_password", *_key(site))

    def delete(self, site: Site) -> None:
        """Forget the password."""
        service, user = _key(site)
        if self._ask("get_password", service, user) is not None:
            self._ask("delete_password", service, user)

    def check(self) -> str:
        """The name of the keyring in use. Raises KeyringUnavailableError where there is none that keeps a secret."""
        return str(self._backend().name)

    def _ask(self, method: str, *arguments: str) -> str | None:
        backend = self._backend()
        try:
            result: str | None = getattr(backend, method)(*arguments)
        except _troubles() as error:
            # Its text is the desktop's own and never the password, which no backend repeats; the type says most.
            text = str(error).replace(arguments[-1], "***") if method == "set_password" else str(error)
            trouble = KeyringUnavailableError(f"{type(error).__name__}: {text}")
        else:
            return result
        raise trouble

    def _backend(self) -> Keyring:
        import keyring
        from keyring.backends.chainer import ChainerBackend

        backend = self._given
        if backend is None:
            try:
                backend = keyring.get_keyring()
            except _troubles() as error:
                raise KeyringUnavailableError(f"{type(error).__name__}: {error}") from None
        # The chainer asks one keyring after the other: only its first that keeps secrets may be asked.
        several = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
        for one in several:
            if _keeps_secrets(one):
                return one
        raise KeyringUnavailableError(", ".join(str(one.name) for one in several) or "no keyring")


def _key(site: Site) -> tuple[str, str]:
    return site.keyring_name, site.account.username


def _keeps_secrets(backend: Keyring) -> bool:
    module = type(backend).__module__
    return not any(module == refused or module.startswith(refused + ".") for refused in REFUSED)


def _troubles() -> tuple[type[Exception], ...]:
    """What keyrings raise when they are absent, locked, or break down: their own errors, and those of D-Bus."""
    from keyring.errors import KeyringError

    found: list[type[Exception]] = [KeyringError, OSError, RuntimeError]
    try:
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]
        from secretstorage.exceptions import SecretStorageException
    except ImportError:
        return tuple(found)
    return (*found, DBusErrorResponse, SecretStorageException)
