"""The shapes of WordPress's JSON, as far as bkddesk reads them. Typed, because that decodes fastest and stalls least.

PHP writes an empty map as `[]`: such fields may be either. Knows nothing of HTTP.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field


class Text(Struct):
    """A text with its two faces; `raw` only in context=edit."""

    rendered: str = ""
    raw: str | None = None


class Comment(Struct):
    """`/wp/v2/comments`, context=edit."""

    id: int
    post: int = 0
    parent: int = 0
    author: int = 0
    author_name: str = ""
    author_email: str = ""
    author_url: str = ""
    author_ip: str = ""
    author_user_agent: str = ""
    date: str = ""
    date_gmt: str = ""
    content: Text = field(default_factory=Text)
    link: str = ""
    status: str = ""
    type: str = "comment"


class CommentStatus(Struct):
    """`/wp/v2/comments?_fields=id,status`."""

    id: int
    status: str


class Link(Struct):
    """One entry of `_links`; `id` only in predecessor-version."""

    href: str = ""
    id: int = 0


class PostLinks(Struct):
    """The `_links` of a post."""

    predecessor: list[Link] = field(name="predecessor-version", default_factory=list)


class Post(Struct):
    """`/wp/v2/posts`."""

    id: int
    date: str | None = ""
    date_gmt: str | None = ""
    modified_gmt: str | None = ""
    slug: str = ""
    status: str = "publish"
    type: str = "post"
    link: str = ""
    title: Text = field(default_factory=Text)
    content: Text = field(default_factory=Text)
    excerpt: Text = field(default_factory=Text)
    author: int = 0
    featured_media: int = 0
    comment_status: str = ""
    sticky: bool = False
    categories: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    links: PostLinks = field(name="_links", default_factory=PostLinks)


class PostStatus(Struct):
    """`/wp/v2/posts?_fields=id,status,modified_gmt`."""

    id: int
    status: str = ""
    modified_gmt: str | None = ""


class Revision(Struct):
    """`/wp/v2/posts/<id>/revisions`."""

    id: int
    author: int = 0
    date_gmt: str | None = ""
    title: Text = field(default_factory=Text)
    content: Text = field(default_factory=Text)
    excerpt: Text = field(default_factory=Text)


class Term(Struct):
    """`/wp/v2/categories` and `/wp/v2/tags`."""

    id: int
    name: str = ""
    slug: str = ""
    parent: int = 0
    count: int = 0


class MediaSize(Struct):
    """One size of a picture."""

    source_url: str = ""
    width: int = 0
    height: int = 0


class MediaDetails(Struct):
    """What WordPress measured of a file."""

    width: int = 0
    height: int = 0
    sizes: dict[str, MediaSize] | list[Any] = field(default_factory=dict)


class Media(Struct):
    """`/wp/v2/media`."""

    id: int
    slug: str = ""
    date_gmt: str | None = ""
    title: Text = field(default_factory=Text)
    caption: Text = field(default_factory=Text)
    alt_text: str = ""
    mime_type: str = ""
    source_url: str = ""
    media_details: MediaDetails | list[Any] | None = None


class Me(Struct):
    """`/wp/v2/users/me`, context=edit."""

    id: int
    username: str = ""
    name: str = ""
    roles: list[str] = field(default_factory=list)
    capabilities: dict[str, Any] | list[Any] = field(default_factory=dict)


class User(Struct):
    """`/wp/v2/users`, context=view."""

    id: int
    name: str = ""


class ApplicationPassword(Struct):
    """`/wp/v2/users/me/application-passwords/introspect`."""

    uuid: str
    name: str = ""


class Root(Struct):
    """The API's root document."""

    namespaces: list[str]
    name: str = ""
    description: str = ""
    url: str = ""
    home: str = ""
    gmt_offset: float | str = 0.0
    timezone_string: str = ""
    authentication: dict[str, Any] | list[Any] = field(default_factory=dict)
