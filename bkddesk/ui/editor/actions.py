"""The editor's commands by name: what buttons, menus, palette and keys run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bkddesk.language import tr
from bkddesk.ui.commands import Command
from bkddesk.ui.editor import formatting
from bkddesk.ui.editor.checks import Kind
from bkddesk.ui.editor.media_picker import pick_picture
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.label import Label
from bkddesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from bkddesk.ui.editor.page import EditorPage


def run(page: EditorPage, name: str) -> None:
    """Run a command by its short name ("bold", "publish", …)."""
    _runs(page)[name]()


def _runs(page: EditorPage) -> dict[str, Callable[[], object]]:
    edit = page.writing.edit
    return {
        "bold": edit.bold,
        "italic": edit.italic,
        "link": edit.link,
        "heading": lambda: edit.apply(formatting.cycle_heading),
        "list": lambda: edit.apply(formatting.toggle_list),
        "quote": lambda: edit.apply(formatting.toggle_quote),
        "table": lambda: insert_table(page),
        "image": lambda: insert_image(page),
        "shortcode": lambda: insert_shortcode(page),
        "undo": edit.undo,
        "redo": edit.redo,
        "history": lambda: page.show_panel("history"),
        "find": page.writing.find_bar.open_bar,
        "save": lambda: keep_version(page),
        "focus": lambda: page.set_focus_mode(not page.in_focus_mode),
        "preview": page.toggle_preview,
        "panel": page.toggle_panel,
        "publish": page.publish,
    }


def commands(page: EditorPage) -> Sequence[Command]:
    """The editor's commands for menus, palette and keys."""
    runs = _runs(page)

    def no_draft() -> str:
        return "" if page.draft_id else tr("No article is open")

    def read_only() -> str:
        draft = page.autosave.stored
        return no_draft() or (tr("This article is read only") if draft is not None and draft.read_only else "")

    def made(name: str, text: str, key: str = "", menu: str = "edit", icon: str = "", hint: str = "") -> Command:
        why = no_draft if name in ("find", "preview", "focus", "panel", "history") else read_only
        keys = (key,) if key else ()
        return Command(f"editor.{name}", text, runs[name], menu, keys, icon, why, hint=hint)

    return (
        made("bold", tr("Bold"), "Ctrl+B", icon="bold"),
        made("italic", tr("Italic"), "Ctrl+I", icon="italic"),
        made("link", tr("Link"), "Ctrl+K", icon="link"),
        made("heading", tr("Heading"), icon="heading"),
        made("list", tr("List"), icon="list"),
        made("quote", tr("Quote"), icon="quote"),
        made("table", tr("Table"), icon="table"),
        made("image", tr("Image"), icon="image"),
        made("shortcode", tr("Shortcode"), icon="shortcode"),
        made("find", tr("Find and replace"), "Ctrl+F", icon="search"),
        made("save", tr("Keep this version"), "Ctrl+S", "article", "history"),
        made("history", tr("History"), "", "article", "history"),
        made("publish", tr("Publish…"), "Ctrl+Return", "article", "send", tr("publish")),
        made("preview", tr("Preview"), "F9", "view", "eye"),
        made("focus", tr("Focus mode"), "F11", "view", "focus"),
        made("panel", tr("Article panel"), "Ctrl+Shift+D", "view", "tag"),
    )


def keep_version(page: EditorPage) -> None:
    """Mark the text as it is now in the history."""
    if page.flush("saved"):
        page.context.say(tr("Saved on this laptop, and kept in the history."))


def insert_table(page: EditorPage) -> None:
    """A table of two columns, its first heading selected."""
    heading = tr("Column")
    text = f"| {heading} 1 | {heading} 2 |\n| --- | --- |\n|  |  |"
    page.writing.edit.apply(lambda cursor: formatting.insert_block(cursor, text, f"{heading} 1"))


def insert_shortcode(page: EditorPage) -> None:
    """A shortcode's brackets, its name selected."""
    page.writing.edit.apply(lambda cursor: formatting.insert_block(cursor, f"[{tr('shortcode')}]", tr("shortcode")))


def insert_image(page: EditorPage) -> None:
    """A picture of the media library, by its address on the site."""
    desk = page.context.desk

    def put(media: int) -> None:
        item = desk.media_item(media)
        if item is not None:
            alt = (item.alt_text or item.title).replace("[", "(").replace("]", ")")
            text = f"![{alt}]({item.source_url})"
            page.writing.edit.apply(lambda cursor: formatting.insert_block(cursor, text, alt))

    pick_picture(page.window(), desk, put)


def ask_to_delete_island(page: EditorPage, placeholder: str) -> Sheet:
    """Ask before a locked block goes: what is behind it cannot be typed again."""
    island = page.writing.edit.island(placeholder)
    sheet = Sheet(page.window(), tr("Delete “{name}”?", name=island.name), width=Size.SHEET_NARROW)
    words = tr("The block disappears from the article. As long as the article is open, Ctrl+Z brings it back.")
    sheet.body.addWidget(Label(words, "body", wrap=True))
    cancel = Button(tr("Cancel"), "", "Escape", big=True)
    cancel.clicked.connect(sheet.reject)
    go = Button(tr("Delete"), "trash", kind="primary", big=True)
    go.setObjectName("island-delete")
    go.clicked.connect(sheet.accept)
    sheet.accepted.connect(lambda: page.writing.edit.delete_island(placeholder))
    sheet.add_foot(cancel)
    sheet.add_foot(go)
    sheet.open()
    return sheet


def show_field(page: EditorPage, kind: Kind) -> None:
    """Bring the field to the front that a finding is about."""
    if kind is Kind.NO_TITLE:
        page.writing.header.title.setFocus()
    elif kind is Kind.NO_TEXT:
        page.writing.edit.setFocus()
    else:
        page.show_panel("article")
        field = page.panel.article.categories.tree if kind is Kind.NO_CATEGORY else page.panel.article.picture
        field.setFocus()
