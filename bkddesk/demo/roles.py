"""What WordPress's five roles may do: primitive capabilities, in the order a fresh site lists them. Pure data."""

from __future__ import annotations

ROLES = ("administrator", "editor", "author", "contributor", "subscriber")

_SUBSCRIBER = ("read", "level_0")
_CONTRIBUTOR = ("edit_posts", "read", "level_1", "level_0", "delete_posts")
_AUTHOR = (
    *("upload_files", "edit_posts", "edit_published_posts", "publish_posts", "read"),
    *("level_2", "level_1", "level_0", "delete_posts", "delete_published_posts"),
)
_CONTENT = (
    *("moderate_comments", "manage_categories", "manage_links", "upload_files", "unfiltered_html"),
    *("edit_posts", "edit_others_posts", "edit_published_posts", "publish_posts", "edit_pages", "read"),
    *(f"level_{level}" for level in range(7, -1, -1)),
    *("edit_others_pages", "edit_published_pages", "publish_pages", "delete_pages", "delete_others_pages"),
    *("delete_published_pages", "delete_posts", "delete_others_posts", "delete_published_posts"),
    *("delete_private_posts", "edit_private_posts", "read_private_posts"),
    *("delete_private_pages", "edit_private_pages", "read_private_pages"),
)
_ADMINISTRATION = (
    *("switch_themes", "edit_themes", "activate_plugins", "edit_plugins", "edit_users", "edit_files"),
    *("manage_options", "import", "level_10", "level_9", "level_8", "delete_users", "create_users"),
    *("unfiltered_upload", "edit_dashboard", "update_plugins", "delete_plugins", "install_plugins"),
    *("update_themes", "install_themes", "update_core", "list_users", "remove_users", "promote_users"),
    *("edit_theme_options", "delete_themes", "export"),
)

CAPABILITIES: dict[str, frozenset[str]] = {
    "administrator": frozenset((*_CONTENT, *_ADMINISTRATION)),
    "editor": frozenset(_CONTENT),
    "author": frozenset(_AUTHOR),
    "contributor": frozenset(_CONTRIBUTOR),
    "subscriber": frozenset(_SUBSCRIBER),
}


def as_answer(role: str) -> dict[str, bool]:
    """The `capabilities` object of a user: each capability, and the role's own name, true."""
    return {**dict.fromkeys(sorted(CAPABILITIES[role]), True), role: True}
