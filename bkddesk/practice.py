"""The practice site beside the window: starts it, signs in to it, switches its network. Part of the composition."""

from __future__ import annotations

from bkddesk.demo.site import DemoSite
from bkddesk.model.site import Site
from bkddesk.paths import Paths
from bkddesk.workspace import Workspace


class PracticeSite:
    """The embedded WordPress look-alike, signed in as its administrator."""

    def __init__(self, paths: Paths) -> None:
        """Its content lives in the profile's data folder and remembers what was done."""
        self._site = DemoSite(paths.data / "site")

    def sign_in(self, workspace: Workspace) -> Site:
        """Start the site and sign in; the password opens nothing but this loopback site: no keyring is asked."""
        url = self._site.start()
        username, password = self._site.users["administrator"]
        return workspace.sign_in(workspace.discover(url), username, password, remember=False)

    def set_network(self, up: bool) -> None:
        """Take its network away, or bring it back."""
        self._site.set_network(up)

    def stop(self) -> None:
        """End the site."""
        self._site.stop()
