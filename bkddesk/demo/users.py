"""Users and their Application Passwords: `/wp/v2/users`, `/users/me`, `/users/<who>/application-passwords`."""

from __future__ import annotations

from bkddesk.demo.auth import new_password, store_password
from bkddesk.demo.links import author_link, avatars, self_link
from bkddesk.demo.listing import Conditions, collection, fetch_page, like
from bkddesk.demo.message import Json, Response, RestError
from bkddesk.demo.params import CONTEXT, PAGING, Param, Params
from bkddesk.demo.roles import as_answer as capabilities
from bkddesk.demo.visit import Row, User, Visit, answer_time

LIST_PARAMS: Params = {
    **PAGING,
    "order": Param(default="asc", enum=("asc", "desc")),
    "orderby": Param(
        default="name", enum=("id", "include", "name", "registered_date", "slug", "include_slugs", "email", "url")
    ),
    "slug": Param("array", items=Param()),
    "roles": Param("array", items=Param()),
    "capabilities": Param("array", items=Param()),
    "who": Param(enum=("authors",)),
    "has_published_posts": Param(),
}
ITEM_PARAMS: Params = {"id": Param("integer"), "context": CONTEXT}
WRITE_PARAMS: Params = {
    "id": Param("integer"),
    "name": Param(),
    "description": Param(),
    "url": Param(),
    "email": Param(format="email"),
    "roles": Param("array", items=Param()),
}
PASSWORD_PARAMS: Params = {"context": CONTEXT, "user_id": Param()}
NEW_PASSWORD_PARAMS: Params = {"user_id": Param(), "name": Param(required=True), "app_id": Param()}

_FIELDS = (
    *("id", "username", "name", "first_name", "last_name", "email", "url", "description", "link", "locale"),
    *("nickname", "slug", "roles", "registered_date", "capabilities", "extra_capabilities", "avatar_urls", "meta"),
)
_EDIT_ONLY = frozenset(
    {
        *("username", "first_name", "last_name", "email", "locale", "nickname", "roles", "registered_date"),
        *("capabilities", "extra_capabilities"),
    }
)
_NOT_EMBEDDED = frozenset({"meta"})
_PUBLISHED = "id IN (SELECT author FROM post WHERE type IN ('post', 'page', 'attachment') AND status = 'publish')"


def may_list(visit: Visit) -> None:
    """Everybody sees those who have published; roles and the edit context are the administrator's."""
    if visit.can("list_users"):
        return
    for name in ("roles", "capabilities"):
        if visit.values.get(name):
            raise visit.refused("rest_user_cannot_view", "Anda tidak boleh menyaring pengguna.")
    if visit.context == "edit":
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting pengguna.")
    if visit.values.get("orderby") in ("email", "registered_date"):
        raise visit.refused("rest_forbidden_orderby", "Anda tidak boleh mengurutkan pengguna begitu.")
    if visit.values.get("who") == "authors" and not visit.can("edit_posts"):
        raise visit.refused("rest_forbidden_who", "Anda tidak boleh menyaring pengguna begitu.")


def list_users(visit: Visit) -> Response:
    """A page of users, by name unless asked otherwise."""
    values = visit.values
    found = Conditions()
    found.among("id", values["include"])
    found.among("id", values["exclude"], exclude=True)
    found.among("slug", values.get("slug"))
    found.among("role", values.get("roles"))
    if values.get("who") == "authors":
        found.add("role != 'subscriber'")
    elif not visit.can("list_users") or values.get("has_published_posts"):
        found.add(_PUBLISHED)
    if values.get("search"):
        found.add("(login LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')", *[like(values["search"])] * 2)
    columns = {"id": "id", "slug": "slug", "registered_date": "registered", "email": "email", "url": "url"}
    column = columns.get(values["orderby"], "name COLLATE NOCASE")
    page = fetch_page(visit, "user", found, f"{column} {values['order'].upper()}, id")
    rows = [row for row in page.rows if visit.context != "edit" or _may_edit(visit, row)]
    return collection(visit, "wp/v2/users", page, [as_answer(visit, User.of(row)) for row in rows])


def may_read(visit: Visit) -> None:
    """Oneself; others when they have published, or for the administrator."""
    row = _existing(visit)
    if visit.user is not None and visit.user.id == row["id"]:
        return
    if visit.context == "edit" and not _may_edit(visit, row):
        raise visit.refused("rest_forbidden_context", "Anda tidak boleh menyunting pengguna ini.")
    if not _is_visible(visit, row["id"]):
        raise visit.refused("rest_user_cannot_view", "Anda tidak boleh melihat pengguna ini.")


def read_user(visit: Visit) -> Response:
    """One user."""
    return Response(as_answer(visit, User.of(_existing(visit))))


def read_me(visit: Visit) -> Response:
    """The visitor; 401 `rest_not_logged_in` for the anonymous and for those with a wrong password alike."""
    return Response(as_answer(visit, _signed_in(visit)))


def as_answer(visit: Visit, user: User) -> dict[str, Json]:
    """A user as the API shows one."""
    wanted, context = visit.fields, visit.context
    may_edit = visit.user is not None and (visit.user.id == user.id or visit.can("edit_users"))
    answer: dict[str, Json] = {}
    for name in _FIELDS:
        if (wanted and name not in wanted) or (context != "edit" and name in _EDIT_ONLY):
            continue
        if (context == "embed" and name in _NOT_EMBEDDED) or (name == "roles" and not may_edit):
            continue
        answer[name] = _field(visit, user, name)
    if not wanted or any(name.partition(".")[0] == "_links" for name in wanted):
        route, may_delete = f"wp/v2/users/{user.id}", visit.can("delete_users")
        visible = _is_visible(visit, user.id)
        answer["_links"] = {
            "self": self_link(visit, route, edit=may_edit, delete=may_delete)
            if visible
            else [{"href": visit.api(route)}],
            "collection": [{"href": visit.api("wp/v2/users")}],
        }
    return answer


def may_update(visit: Visit) -> None:
    """Oneself; anybody for the administrator."""
    if not _may_edit(visit, _named(visit)):
        raise visit.refused("rest_cannot_edit", "Anda tidak boleh menyunting pengguna ini.")


def update_user(visit: Visit) -> Response:
    """Change name, description, address, email, or the role, of which a user here has exactly one."""
    row = _named(visit)
    written = {name: visit.values[name] for name in WRITE_PARAMS if name != "id" and visit.values.get(name) is not None}
    if roles := written.pop("roles", None):
        if not visit.can("promote_users"):
            raise visit.refused("rest_cannot_edit_roles", "Anda tidak boleh mengubah peran pengguna ini.")
        written["role"] = roles[0]
    if written:
        columns = ", ".join(f"{name} = ?" for name in written)
        visit.db.execute(f"UPDATE user SET {columns} WHERE id = ?", [*written.values(), row["id"]])  # noqa: S608
    visit.values["context"] = "edit"
    return Response(as_answer(visit, User.of(_named(visit))))


def may_delete(visit: Visit) -> None:
    """The administrator."""
    _named(visit)
    if not visit.can("delete_users"):
        raise visit.refused("rest_user_cannot_delete", "Anda tidak boleh menghapus pengguna ini.")


def delete_user(_visit: Visit) -> Response:
    """Never, here: the practice users stay."""
    raise RestError("rest_cannot_delete", "Pengguna situs latihan tidak dapat dihapus.", 500)


def may_introspect(visit: Visit) -> None:
    """Only about oneself."""
    if _owner(visit).id != _signed_in(visit).id:
        raise visit.refused(
            "rest_cannot_introspect_app_password_for_non_authenticated_user", "Hanya untuk pengguna yang masuk."
        )


def introspect(visit: Visit) -> Response:
    """The Application Password with which this request came."""
    return Response(_password_answer(visit, _owner(visit), _password(visit, visit.password_uuid)))


def may_manage_passwords(visit: Visit) -> None:
    """One's own; anybody's for the administrator."""
    owner = _owner(visit)
    if visit.user is None or (visit.user.id != owner.id and not visit.can("edit_users")):
        raise visit.refused("rest_cannot_manage_application_passwords", "Anda tidak boleh mengelola kata sandi ini.")


def list_passwords(visit: Visit) -> Response:
    """All Application Passwords of a user, newest first; never the passwords themselves."""
    owner = _owner(visit)
    rows = visit.db.execute(
        "SELECT * FROM application_password WHERE user_id = ? ORDER BY created DESC, rowid DESC", (owner.id,)
    )
    return Response([_password_answer(visit, owner, row) for row in rows])


def create_password(visit: Visit) -> Response:
    """A new Application Password: shown here, and never again."""
    owner, values = _owner(visit), visit.values
    name = values["name"].strip()
    if not name:
        raise RestError("application_password_empty_name", "Nama aplikasi diperlukan.", 400)
    password = new_password()
    uuid = store_password(visit.db, owner.id, password, name, values.get("app_id") or "", visit.now_gmt)
    answer = _password_answer(visit, owner, _password(visit, uuid))
    answer["password"] = password
    location = visit.api(f"wp/v2/users/{owner.id}/application-passwords/{uuid}")
    return Response(answer, 201, {"Location": location})


def read_password(visit: Visit) -> Response:
    """One Application Password."""
    return Response(_password_answer(visit, _owner(visit), _password(visit, str(visit.values["uuid"]))))


def rename_password(visit: Visit) -> Response:
    """Give one another name."""
    uuid = str(visit.values["uuid"])
    _password(visit, uuid)
    visit.db.execute("UPDATE application_password SET name = ? WHERE uuid = ?", (visit.values["name"].strip(), uuid))
    return Response(_password_answer(visit, _owner(visit), _password(visit, uuid)))


def delete_password(visit: Visit) -> Response:
    """Revoke one."""
    owner = _owner(visit)
    row = _password(visit, str(visit.values["uuid"]))
    previous = _password_answer(visit, owner, row)
    previous.pop("_links", None)
    visit.db.execute("DELETE FROM application_password WHERE uuid = ?", (row["uuid"],))
    return Response({"deleted": True, "previous": previous})


def delete_passwords(visit: Visit) -> Response:
    """Revoke all of a user."""
    cursor = visit.db.execute("DELETE FROM application_password WHERE user_id = ?", (_owner(visit).id,))
    return Response({"deleted": True, "count": cursor.rowcount})


def _field(visit: Visit, user: User, name: str) -> Json:
    first, _, last = user.name.partition(" ")
    match name:
        case "username":
            return user.login
        case "first_name":
            return first
        case "last_name":
            return last
        case "nickname":
            return user.login
        case "link":
            return author_link(visit, user)
        case "locale":
            return "id_ID"
        case "roles":
            return [user.role]
        case "registered_date":
            return f"{answer_time(user.registered)}+00:00"
        case "capabilities":
            return capabilities(user.role)
        case "extra_capabilities":
            return {user.role: True}
        case "avatar_urls":
            return avatars(user.email)
        case "meta":
            return {"persisted_preferences": []} if visit.context == "edit" else []
        case _:
            return getattr(user, name)


def _existing(visit: Visit) -> Row:
    row = visit.one("SELECT * FROM user WHERE id = ?", visit.id)
    if row is None:
        raise RestError("rest_user_invalid_id", "ID pengguna tidak sah.", 404)
    return row


def _named(visit: Visit) -> Row:
    """The user that the path names: by number, or `me`."""
    if "id" in visit.values:
        return _existing(visit)
    row = visit.one("SELECT * FROM user WHERE id = ?", _signed_in(visit).id)
    assert row is not None
    return row


def _is_visible(visit: Visit, user_id: int) -> bool:
    if visit.can("list_users") or (visit.user is not None and visit.user.id == user_id):
        return True
    return visit.one(f"SELECT 1 FROM user WHERE id = ? AND {_PUBLISHED}", user_id) is not None  # noqa: S608


def _may_edit(visit: Visit, row: Row) -> bool:
    return visit.user is not None and (visit.user.id == row["id"] or visit.can("edit_users"))


def _signed_in(visit: Visit) -> User:
    if visit.user is None:
        raise RestError("rest_not_logged_in", "Anda sedang tidak masuk.", 401)
    return visit.user


def _owner(visit: Visit) -> User:
    who = str(visit.values["user_id"])
    if who == "me":
        return _signed_in(visit)
    row = visit.one("SELECT * FROM user WHERE id = ?", int(who)) if who.isdigit() else None
    if row is None:
        raise RestError("rest_user_invalid_id", "ID pengguna tidak sah.", 404)
    return User.of(row)


def _password(visit: Visit, uuid: str) -> Row:
    sql = "SELECT * FROM application_password WHERE uuid = ? AND user_id = ?"
    row = visit.one(sql, uuid, _owner(visit).id)
    if row is None:
        raise RestError("rest_application_password_not_found", "Kata sandi aplikasi tidak ditemukan.", 404)
    return row


def _password_answer(visit: Visit, owner: User, row: Row) -> dict[str, Json]:
    route = f"wp/v2/users/{owner.id}/application-passwords/{row['uuid']}"
    return {
        "uuid": row["uuid"],
        "app_id": row["app_id"],
        "name": row["name"],
        "created": answer_time(row["created"]),
        "last_used": answer_time(row["last_used"]) if row["last_used"] else None,
        "last_ip": row["last_ip"],
        "_links": {"self": self_link(visit, route, edit=True, delete=True)},
    }
