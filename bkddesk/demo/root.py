"""What the site says of itself: the root document, types, taxonomies, statuses, settings."""

from __future__ import annotations

from collections.abc import Callable

from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import CONTEXT, Param, Params
from bkddesk.demo.router import Router
from bkddesk.demo.visit import Visit

ITEM_PARAMS: Params = {"context": CONTEXT}
SETTINGS_PARAMS: Params = {
    "title": Param(),
    "description": Param(),
    "posts_per_page": Param("integer"),
    "default_category": Param("integer"),
}
NAMESPACES = ("oembed/1.0", "wp/v2")

_TYPES: dict[str, dict[str, Json]] = {
    "post": {"name": "Pos", "rest_base": "posts", "hierarchical": False, "taxonomies": ["category", "post_tag"]},
    "page": {"name": "Laman", "rest_base": "pages", "hierarchical": True, "taxonomies": []},
    "attachment": {"name": "Media", "rest_base": "media", "hierarchical": False, "taxonomies": []},
}
_TAXONOMIES: dict[str, dict[str, Json]] = {
    "category": {"name": "Kategori", "rest_base": "categories", "hierarchical": True, "types": ["post"]},
    "post_tag": {"name": "Tag", "rest_base": "tags", "hierarchical": False, "types": ["post"]},
}
_STATUSES = {"publish": "Telah Terbit"}


def read_root(find_router: Callable[[], Router], visit: Visit) -> Response:
    """The root document: who the site is, where Application Passwords are made, which routes there are."""
    routes = {
        route.pattern: {
            "namespace": "wp/v2" if route.pattern.startswith("/wp/v2") else "",
            "methods": [method for endpoint in route.endpoints for method in endpoint.methods],
        }
        for _, route in find_router().routes
    }
    authorization = f"{visit.home}/wp-admin/authorize-application.php"
    return Response(
        {
            "name": option(visit, "name"),
            "description": option(visit, "description"),
            "url": visit.home,
            "home": visit.home,
            "gmt_offset": 7,
            "timezone_string": option(visit, "timezone"),
            "page_for_posts": 0,
            "page_on_front": 0,
            "show_on_front": "posts",
            "namespaces": list(NAMESPACES),
            "authentication": {"application-passwords": {"endpoints": {"authorization": authorization}}},
            "routes": routes,
            "site_logo": 0,
            "site_icon": 0,
            "site_icon_url": "",
            "_links": {"help": [{"href": "https://developer.wordpress.org/rest-api/"}]},
        }
    )


def list_types(visit: Visit) -> Response:
    """The post types."""
    return Response({name: _type(visit, name) for name in _TYPES})


def read_type(visit: Visit) -> Response:
    """One post type."""
    name = str(visit.values["type"])
    if name not in _TYPES:
        raise RestError("rest_type_invalid", "Jenis pos tidak sah.", 404)
    return Response(_type(visit, name))


def list_taxonomies(visit: Visit) -> Response:
    """The taxonomies."""
    return Response({name: _taxonomy(visit, name) for name in _TAXONOMIES})


def read_taxonomy(visit: Visit) -> Response:
    """One taxonomy."""
    name = str(visit.values["taxonomy"])
    if name not in _TAXONOMIES:
        raise RestError("rest_taxonomy_invalid", "Taksonomi tidak sah.", 404)
    return Response(_taxonomy(visit, name))


def list_statuses(_visit: Visit) -> Response:
    """The public post statuses."""
    return Response(
        {
            slug: {"name": name, "public": True, "queryable": True, "slug": slug, "date_floating": False}
            for slug, name in _STATUSES.items()
        }
    )


def may_see_settings(visit: Visit) -> None:
    """The administrator."""
    if not visit.can("manage_options"):
        raise visit.refused("rest_forbidden", "Anda tidak boleh melakukan itu.")


def read_settings(visit: Visit) -> Response:
    """The settings that a client of news sites may care for."""
    return Response(
        {
            "title": option(visit, "name"),
            "description": option(visit, "description"),
            "url": visit.home,
            "email": "admin@bkd-bondowoso.example",
            "timezone": option(visit, "timezone"),
            "date_format": "j F Y",
            "time_format": "H:i",
            "start_of_week": 1,
            "language": "id_ID",
            "use_smilies": True,
            "default_category": int(option(visit, "default_category")),
            "default_post_format": "0",
            "posts_per_page": int(option(visit, "posts_per_page")),
            "show_on_front": "posts",
            "page_on_front": 0,
            "page_for_posts": 0,
            "default_ping_status": "open",
            "default_comment_status": "open",
            "site_logo": None,
            "site_icon": 0,
        }
    )


def write_settings(visit: Visit) -> Response:
    """Change the few settings that can be changed here."""
    names = {"title": "name"}
    for name in SETTINGS_PARAMS:
        if visit.values.get(name) is not None:
            visit.db.execute(
                "UPDATE option SET value = ? WHERE name = ?", (str(visit.values[name]), names.get(name, name))
            )
    return read_settings(visit)


def option(visit: Visit, name: str) -> str:
    """One value of the table `option`, or ""."""
    row = visit.one("SELECT value FROM option WHERE name = ?", name)
    return str(row["value"]) if row is not None else ""


def _type(visit: Visit, name: str) -> dict[str, Json]:
    known = _TYPES[name]
    return {
        "description": "",
        "hierarchical": known["hierarchical"],
        "has_archive": False,
        "name": known["name"],
        "slug": name,
        "icon": f"dashicons-admin-{'media' if name == 'attachment' else name}",
        "template": [],
        "template_lock": False,
        "taxonomies": known["taxonomies"],
        "rest_base": known["rest_base"],
        "rest_namespace": "wp/v2",
        "_links": _items_links(visit, "types", known["rest_base"]),
    }


def _taxonomy(visit: Visit, name: str) -> dict[str, Json]:
    known = _TAXONOMIES[name]
    return {
        "name": known["name"],
        "slug": name,
        "description": "",
        "types": known["types"],
        "hierarchical": known["hierarchical"],
        "rest_base": known["rest_base"],
        "rest_namespace": "wp/v2",
        "_links": _items_links(visit, "taxonomies", known["rest_base"]),
    }


def _items_links(visit: Visit, collection: str, base: str) -> dict[str, Json]:
    return {
        "collection": [{"href": visit.api(f"wp/v2/{collection}")}],
        "wp:items": [{"href": visit.api(f"wp/v2/{base}")}],
        "curies": [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}],
    }
