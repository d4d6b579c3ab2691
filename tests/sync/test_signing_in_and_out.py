"""Signing in is remembered by the keyring alone; signing out revokes the password and forgets everything."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from bkddesk.credentials import Credentials
from bkddesk.model.errors import KeyringUnavailableError, SignInNeededError
from bkddesk.paths import Paths
from bkddesk.workspace import Workspace
from tests.sync.conftest import Remote


def _lets_in(remote: Remote) -> bool:
    answer = requests.get(f"{remote.url}/wp-json/wp/v2/users/me", auth=remote.users["editor"], timeout=30)
    return answer.status_code == requests.codes.ok


def _secret_on_disk(folder: Path, secret: str) -> list[Path]:
    bare = secret.replace(" ", "").encode()
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and (secret.encode() in path.read_bytes() or bare in path.read_bytes())
    ]


@pytest.mark.keyring
@pytest.mark.parametrize("remote", ["demo", "newest"], indirect=True)
def test_remembered_by_the_keyring_until_signed_out(remote: Remote, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    workspace = Workspace(Paths.below(profile))
    site = workspace.sign_in(workspace.discover(remote.url), *remote.users["editor"])
    workspace.close()

    again = Workspace(Paths.below(profile))
    desk = again.open_desk(site.id)
    assert desk.sync_once().requests > 0
    desk.close()
    assert _secret_on_disk(profile, remote.users["editor"][1]) == []

    assert again.sign_out(site.id) is None
    assert Credentials().load(site) is None
    assert again.sites() == []
    assert not Paths.below(profile).site_dir(site.id).exists()
    assert not _lets_in(remote)


@pytest.mark.parametrize("remote", ["demo"], indirect=True)
def test_for_this_session_only(remote: Remote, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    workspace = Workspace(Paths.below(profile))
    site = workspace.sign_in(workspace.discover(remote.url), *remote.users["editor"], remember=False)
    desk = workspace.open_desk(site.id)
    desk.sync_once()
    desk.close()
    assert _secret_on_disk(profile, remote.users["editor"][1]) == []

    later = Workspace(Paths.below(profile)).open_desk(site.id)
    with pytest.raises(SignInNeededError):
        later.sync_once()
    later.close()


@pytest.mark.parametrize("remote", ["demo"], indirect=True)
def test_no_keyring_is_said_before_anything_is_sent(
    remote: Remote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    import keyring

    before = keyring.get_keyring()
    keyring.core.init_backend()
    try:
        workspace = Workspace(Paths.below(tmp_path / "profile"))
        with pytest.raises(KeyringUnavailableError):
            workspace.sign_in(workspace.discover(remote.url), *remote.users["editor"])
        assert workspace.sites() == []
    finally:
        keyring.set_keyring(before)
