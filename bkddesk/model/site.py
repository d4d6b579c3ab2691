"""A site and the account that is signed in to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from bkddesk.model.clock import site_zone


@dataclass(frozen=True, slots=True)
class Account:
    """A WordPress user, as `/wp/v2/users/me?context=edit` describes them."""

    user_id: int
    username: str
    name: str
    roles: tuple[str, ...] = ()
    capabilities: frozenset[str] = frozenset()

    def can(self, capability: str) -> bool:
        """Whether the account has this primitive capability ("moderate_comments", "publish_posts", …)."""
        return capability in self.capabilities

    @property
    def can_moderate(self) -> bool:
        """Whether the account may see and decide held comments."""
        return self.can("moderate_comments")


@dataclass(frozen=True, slots=True)
class FoundSite:
    """What discovery learns of an address, before anybody signs in."""

    url: str
    """The home URL, without a trailing slash."""
    api_root: str
    """The REST root, ending in "/" ("…/wp-json/") or in "rest_route=/" on plain-permalink sites."""
    name: str
    description: str = ""
    timezone: str = ""
    gmt_offset: float = 0.0
    authorize_url: str = ""
    """The browser page that makes an Application Password; "" when Application Passwords are not available."""

    @property
    def zone(self) -> tzinfo:
        """The site's time zone."""
        return site_zone(self.timezone, self.gmt_offset)


@dataclass(frozen=True, slots=True)
class Site:
    """One site and account known to this profile."""

    id: int
    """Local number; 0 before it is stored."""
    found: FoundSite
    account: Account
    password_uuid: str = ""
    """The application password's own id on the site, for revoking it; not a secret."""

    @property
    def url(self) -> str:
        """The home URL."""
        return self.found.url

    @property
    def name(self) -> str:
        """The site's title, or its host where the title is empty."""
        return self.found.name or self.found.url.split("://", 1)[-1]

    @property
    def keyring_name(self) -> str:
        """The service name under which the keyring holds this site's password; the username is the account's."""
        return f"bkddesk {self.found.url}"
