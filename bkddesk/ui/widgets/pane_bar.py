"""The 44 px bar of a pane: title and count at the left, actions at the right.

Where the width does not do, buttons first drop their words (icon and key stay), then move into "…".
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QSizePolicy, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button, IconButton
from bkddesk.ui.widgets.label import Label


class _Mark(QWidget):
    """The icon before the title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon_name, self.role = "", "text"
        theme.dress(self, width=Size.HIT, height=Size.ICON)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        if self.icon_name:
            paint.draw_icon(QPainter(self), self.rect(), self.icon_name, self.role)  # type: ignore[arg-type]


class PaneBar(QWidget):
    """Title, count, things at the left, a stretch, buttons, "…"."""

    def __init__(self, title: str = "", *, height: int = Size.BAR, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[Button] = []
        self._moved: list[Button] = []
        self._always_more = False
        self._fitting = False
        self._row: QHBoxLayout = theme.hbox(self, margins=(Space.S, 0, Space.S, Size.LINE), spacing=0)
        self._mark = _Mark(self)
        self._title = Label(title, "pane_title", elide="none")
        self._count = Label("", "body", "text2")
        self._row.addWidget(self._mark)
        self._row.addWidget(self._title)
        self._row.addWidget(self._count)
        self._title.setVisible(bool(title))
        self._count.hide()
        self._more_button = IconButton("more", tr("More"))
        self.more = QMenu(self._more_button)
        self.more.aboutToShow.connect(self._fill_more)
        self._more_button.clicked.connect(self._open_more)
        self._more_button.hide()
        self._row.addWidget(self._more_button)
        # The bar decides what shows at a width, not the other way round.
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        theme.dress(self, fill="window", height=height)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self._theme_changed)
        self._indent()

    def set_title(self, text: str) -> None:
        """Change the title; "" hides it."""
        self._title.setText(text)
        self._title.setVisible(bool(text))
        self._fit_soon()

    def set_count(self, text: str) -> None:
        """Show a figure behind the title, already written in the person's language; "" hides it."""
        self._count.setText(text)
        self._count.setVisible(bool(text))
        self._fit_soon()

    def set_icon(self, name: str, role: Role = "text") -> None:
        """Show an icon before the title; "" hides it."""
        self._mark.icon_name, self._mark.role = name, role
        self._mark.setVisible(bool(name))
        self._mark.update()
        self._indent()

    def add_first(self, widget: QWidget) -> None:
        """Add a widget before the title, such as the way back."""
        self._row.insertWidget(0, widget)

    def add_left(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget that always stays, before the buttons; a search field may take the stretch."""
        self._row.insertWidget(self._row.indexOf(self._more_button), widget, stretch)

    add_fixed = add_left

    def add_stretch(self) -> None:
        """Push what follows to the right."""
        self._row.insertStretch(self._row.indexOf(self._more_button), 1)

    def add_gap(self, space: int = Space.S) -> None:
        """Leave a gap (at 100 %); it grows with the text."""
        self._row.insertWidget(self._row.indexOf(self._more_button), theme.gap_widget(space, across=True))

    def add(self, button: Button) -> Button:
        """Add a button that may drop its words and move into "…". Earlier ones keep their place longer."""
        self._row.insertWidget(self._row.indexOf(self._more_button), button)
        self._buttons.append(button)
        button.installEventFilter(self)
        self._fit_soon()
        return button

    def add_end(self, widget: QWidget) -> None:
        """Add a widget behind "…", at the right edge."""
        last = self._row.itemAt(self._row.count() - 1)
        if last is not None and last.widget() is self._more_button:
            self._row.addStretch(1)
        self._row.addWidget(widget)

    def show_button(self, button: Button, shown: bool) -> None:
        """Show or hide a button of this bar; also right while the bar itself has moved it into "…"."""
        if button in self._moved:
            self._moved.remove(button)
        button.setVisible(shown)
        self._fit_soon()

    def show_more(self) -> None:
        """Show "…" even when everything fits: `more` holds actions of its own."""
        self._always_more = True
        self._more_button.show()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent) and not self._fitting:
            self._fit_soon()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        line = theme.px(Size.LINE)
        QPainter(self).fillRect(0, self.height() - line, self.width(), line, theme.colour("line"))

    def _indent(self) -> None:
        gap, half = theme.px(Space.S), theme.px(Space.XS)
        self._title.setContentsMargins(gap if self._mark.icon_name else half, 0, half, 0)
        self._count.setContentsMargins(half, 0, half, 0)

    def _theme_changed(self) -> None:
        self._indent()
        self._fit_soon()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _wanted(self) -> list[Button]:
        """The buttons that the screen wants to see: hidden ones that did not move are not ours to show."""
        return [button for button in self._buttons if not button.isHidden() or button in self._moved]

    def _fit(self) -> None:
        self._fitting = True
        buttons = self._wanted()
        for button in self._moved:
            button.show()
        self._moved = []
        free = self.width() - self._width_of_rest()
        shorts = len(buttons)
        while shorts and self._sum(buttons, first_short=shorts) > free:
            shorts -= 1
        for index, button in enumerate(buttons):
            button.set_label_shown(index < shorts and not isinstance(button, IconButton))
        kept = list(buttons)
        more = self._more_button.sizeHint().width()
        while kept and self._sum(kept, first_short=shorts) > free - (
            0 if self._always_more else more * bool(self._moved)
        ):
            button = kept.pop()
            self._moved.insert(0, button)
            button.hide()
        self._more_button.setVisible(self._always_more or bool(self._moved))
        self._row.activate()  # now, not in the next turn: no frame with the old places
        self._fitting = False

    def _sum(self, buttons: list[Button], first_short: int) -> int:
        return sum(
            button.full_width() if index < first_short else button.short_width() for index, button in enumerate(buttons)
        )

    def _width_of_rest(self) -> int:
        margins = self._row.contentsMargins()
        width = margins.left() + margins.right()
        for index in range(self._row.count()):
            item = self._row.itemAt(index)
            widget = item.widget() if item is not None else None
            if item is None or widget in self._buttons or (widget is self._more_button and not self._always_more):
                continue
            if widget is None:
                width += 0 if item.expandingDirections() & Qt.Orientation.Horizontal else item.sizeHint().width()
            elif not widget.isHidden():
                width += max(widget.minimumSizeHint().width(), widget.minimumWidth())
        return width

    def _fill_more(self) -> None:
        for action in [action for action in self.more.actions() if action.property("bkd-moved")]:
            self.more.removeAction(action)
        first = self.more.actions()[0] if self.more.actions() else None
        for button in self._moved:
            icon = theme.icon(button.icon_name()) if button.icon_name() else None
            action = self.more.addAction(icon, button.text()) if icon else self.more.addAction(button.text())
            action.setEnabled(button.isEnabled())
            action.setProperty("bkd-moved", True)
            action.triggered.connect(button.click)
            if first is not None:
                self.more.removeAction(action)
                self.more.insertAction(first, action)

    def _open_more(self) -> None:
        self.more.popup(self._more_button.mapToGlobal(self._more_button.rect().bottomLeft()))
