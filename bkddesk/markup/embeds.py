"""Which addresses WordPress shows as players and cards (its list of oEmbed providers), and how it names them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Provider:
    """`slug` as in `providerNameSlug`; `type` is oEmbed's ("video", "rich", "photo")."""

    slug: str
    type: str
    is_wide: bool = False
    """A player of 16:9, which WordPress marks so that themes keep its shape."""


# From the providers of WordPress's class-wp-oembed.php and the names of its embed block's variations.
_HOSTS = {
    "youtube.com": Provider("youtube", "video", is_wide=True),
    "youtu.be": Provider("youtube", "video", is_wide=True),
    "vimeo.com": Provider("vimeo", "video", is_wide=True),
    "dailymotion.com": Provider("dailymotion", "video", is_wide=True),
    "dai.ly": Provider("dailymotion", "video", is_wide=True),
    "wordpress.tv": Provider("wordpress-tv", "video", is_wide=True),
    "videopress.com": Provider("videopress", "video", is_wide=True),
    "ted.com": Provider("ted", "video", is_wide=True),
    "animoto.com": Provider("animoto", "video"),
    "tiktok.com": Provider("tiktok", "video"),
    "twitter.com": Provider("twitter", "rich"),
    "x.com": Provider("twitter", "rich"),
    "bsky.app": Provider("bluesky", "rich"),
    "soundcloud.com": Provider("soundcloud", "rich"),
    "spotify.com": Provider("spotify", "rich"),
    "mixcloud.com": Provider("mixcloud", "rich"),
    "reverbnation.com": Provider("reverbnation", "rich"),
    "pca.st": Provider("pocket-casts", "rich"),
    "reddit.com": Provider("reddit", "rich"),
    "tumblr.com": Provider("tumblr", "rich"),
    "pinterest.com": Provider("pinterest", "rich"),
    "kickstarter.com": Provider("kickstarter", "rich"),
    "scribd.com": Provider("scribd", "rich"),
    "issuu.com": Provider("issuu", "rich"),
    "speakerdeck.com": Provider("speaker-deck", "rich"),
    "crowdsignal.com": Provider("crowdsignal", "rich"),
    "imgur.com": Provider("imgur", "rich"),
    "flickr.com": Provider("flickr", "photo"),
    "flic.kr": Provider("flickr", "photo"),
    "smugmug.com": Provider("smugmug", "photo"),
}


def provider_of(address: str) -> Provider | None:
    """The provider that an address belongs to; None for a plain page, and for a provider's front page."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.path.strip("/"):
        return None
    labels = host.split(".")
    return next((_HOSTS[name] for i in range(len(labels)) if (name := ".".join(labels[i:])) in _HOSTS), None)
