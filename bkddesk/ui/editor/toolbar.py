"""The editor's bar: formatting at the left, the saved state and the three big buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.editor.autosave import Saved, SaveState
from bkddesk.ui.editor.words import clock_time
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button, IconButton
from bkddesk.ui.widgets.label import Label, Line


class SavedLabel(QWidget):
    """Where the text is: stored, being stored, or not stored and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._role = "okc", "ok"
        row = theme.hbox(self, margins=(Size.ICON_SMALL + Space.XS, 0, 0, 0))
        self._label = Label("", "caption", "text2", elide="right")
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row.addWidget(self._label)
        self.setObjectName("editor-saved")

    def show_state(self, state: SaveState) -> None:
        """Say it in words and with an icon."""
        self._icon, self._role = {
            Saved.STORED: ("okc", "ok"),
            Saved.TYPING: ("sync", "text2"),
            Saved.FAILED: ("error", "danger"),
        }[state.saved]
        colour: Role = "danger" if state.saved is Saved.FAILED else "text2"
        self._label.set_colour(colour)
        self._label.setText(saved_words(state))
        self.setAccessibleName(self._label.text())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words."""
        return self._label.text()

    def show_words(self, icon: str, role: Role, text: str) -> None:
        """Say something else instead (read-only drafts)."""
        self._icon, self._role = icon, role
        self._label.set_colour("text2")
        self._label.setText(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """The icon; the label paints itself."""
        box = self.rect()
        box.setWidth(theme.px(Size.ICON_SMALL))
        paint.draw_icon(QPainter(self), box, self._icon, self._role, Size.ICON_SMALL)  # type: ignore[arg-type]


def saved_words(state: SaveState) -> str:
    """The saved state as a short sentence."""
    match state.saved:
        case Saved.STORED:
            return tr("Saved on this laptop {time}", time=clock_time(state.at))
        case Saved.TYPING:
            return tr("Saving")
        case Saved.FAILED:
            return tr("Not saved: disk full")


class EditorBar(QWidget):
    """`chosen(name)` fires for a button: "bold" … "history", "focus", "preview", "publish"."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, fill="window", height=Size.BAR)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = theme.hbox(self, margins=(Space.S, 0, Space.S, Size.LINE))
        self._formatting: list[tuple[str, IconButton]] = []
        self._rules: list[tuple[int, QWidget]] = []
        self.more = QMenu(self)
        for group in _groups():
            if self._formatting:
                self._rule()
            for name, text, key in group:
                self._add_icon(name, text, key)
        self._more_button = IconButton("more", tr("More"))
        self._more_button.clicked.connect(self._open_more)
        self._row.addWidget(self._more_button)
        self._row.addStretch(1)
        self.saved = SavedLabel()
        self._row.addWidget(self.saved)
        self._row.addSpacing(theme.px(Space.S))
        self.focus = self._add_button("focus", Button(tr("Focus"), "focus", "F11", "quiet"))
        self.preview = self._add_button("preview", Button(tr("Preview"), "eye", "F9"))
        self.preview.setCheckable(True)
        self.publish = self._add_button("publish", Button(tr("Publish…"), "send", "Ctrl+Return", "primary"))

    def _add_icon(self, name: str, text: str, key: str) -> None:
        button = IconButton(name, text, key)
        button.setObjectName(f"editor-{name}")
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._row.addWidget(button)
        self._formatting.append((name, button))

    def _add_button(self, name: str, button: Button) -> Button:
        button.setObjectName(f"editor-{name}")
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._row.addWidget(button)
        return button

    def _rule(self) -> None:
        rule = QWidget()
        line = Line(vertical=True)
        theme.dress(line, height=Size.ICON)
        theme.hbox(rule, margins=(Space.XS, 0, Space.XS, 0)).addWidget(line)
        self._row.addWidget(rule)
        self._rules.append((len(self._formatting), rule))

    def set_writable(self, writable: bool) -> None:
        """Formatting and publishing are off for a draft that cannot be changed."""
        for name, button in self._formatting:
            button.setEnabled(writable or name == "history")
        self.publish.setEnabled(writable)

    def buttons(self) -> list[Button]:
        """All of them, from left to right."""
        return [*(button for _, button in self._formatting), self._more_button, self.focus, self.preview, self.publish]

    def button(self, name: str) -> Button:
        """A formatting button by name."""
        return next(button for found, button in self._formatting if found == name)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Drop words first, then move formatting into "…"; the main button keeps its words longest."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as the window wants it."""
        return QSize(0, self.height())

    def fit(self) -> None:
        """Choose what shows at this width."""
        big = (self.focus, self.preview, self.publish)
        icon = self._more_button.sizeHint().width()
        rules = 2 * (theme.px(Size.LINE) + 2 * theme.px(Space.XS))
        free = self.width() - rules - 3 * theme.px(Space.S)
        needed = len(self._formatting) * icon + self.saved.sizeHint().width()
        shown = 3
        for shown in (3, 2, 1, 0):
            labels = sum(b.full_width() if n >= 3 - shown else b.short_width() for n, b in enumerate(big))
            if needed + labels <= free:
                break
        for number, button in enumerate(big):
            button.set_label_shown(number >= 3 - shown)
        free -= sum(button.sizeHint().width() for button in big) + self.saved.sizeHint().width()
        room = max(free // icon, 0)
        if room < len(self._formatting):
            room = max(room - 1, 0)
        for number, (_, button) in enumerate(self._formatting):
            button.setVisible(number < room)
        for number, rule in self._rules:
            rule.setVisible(number < room)
        self._more_button.setVisible(room < len(self._formatting))

    def _open_more(self) -> None:
        self.more.clear()
        for name, button in self._formatting:
            if button.isHidden():
                action = QAction(theme.icon(name), button.text(), self.more)
                action.setEnabled(button.isEnabled())
                action.triggered.connect(button.click)
                self.more.addAction(action)
        self.more.popup(self._more_button.mapToGlobal(self._more_button.rect().bottomLeft()))


def _groups() -> tuple[tuple[tuple[str, str, str], ...], ...]:
    return (
        (("bold", tr("Bold"), "Ctrl+B"), ("italic", tr("Italic"), "Ctrl+I"), ("link", tr("Link"), "Ctrl+K")),
        (
            ("heading", tr("Heading"), ""),
            ("list", tr("List"), ""),
            ("quote", tr("Quote"), ""),
            ("table", tr("Table"), ""),
            ("image", tr("Image"), ""),
            ("shortcode", tr("Shortcode"), ""),
        ),
        (("undo", tr("Undo"), "Ctrl+Z"), ("history", tr("History"), "")),
    )
