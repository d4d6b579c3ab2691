"""A field of chips: type a word, Enter or a comma makes it a chip; Backspace in the empty field takes the last away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QWidget

from bkddesk.language import tr
from bkddesk.ui import theme
from bkddesk.ui.theme import Size, Space, paint
from bkddesk.ui.widgets.chip import Chip
from bkddesk.ui.widgets.flow import FlowLayout


class _Entry(QLineEdit):
    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme.px(Size.ROW), theme.px(Size.CHIP_TALL))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()


class TagField(QWidget):
    """Tags as chips. `changed` fires when the person adds or removes one. Order is kept, doubles are not taken."""

    changed = Signal()

    def __init__(self, placeholder: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: list[str] = []
        self._chips: list[Chip] = []
        self._words = QStringListModel(self)
        self._flow = FlowLayout(self, margins=Space.XS + Size.LINE, spacing=Space.XS, stretch_last=True)
        self.entry = _Entry()
        self.entry.setProperty("bare", True)
        self.entry.setPlaceholderText(placeholder or tr("add…"))
        self.entry.setAccessibleName(placeholder or tr("Tags"))
        self._completer = QCompleter(self._words, self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._complete, Qt.ConnectionType.QueuedConnection)
        self.entry.setCompleter(self._completer)
        self.entry.installEventFilter(self)
        self.entry.textEdited.connect(self._split)
        self._flow.addWidget(self.entry)
        self.setFocusProxy(self.entry)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tags(self) -> list[str]:
        """The tags, in order."""
        return list(self._tags)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these tags, without telling anyone."""
        for chip in self._chips:
            self._drop(chip)
        self._tags, self._chips = [], []
        for tag in tags:
            self._add(tag)

    def set_suggestions(self, words: Sequence[str]) -> None:
        """Offer these while typing."""
        self._words.setStringList(list(words))

    def take_typed(self) -> None:
        """Make a chip of what is still being typed (before saving, on leaving the field)."""
        text = self.entry.text()
        self.entry.clear()
        if self._add(text):
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.entry:
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.update()
                if event.type() == QEvent.Type.FocusOut and not self._choosing():
                    self.take_typed()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, ARG002
        self.entry.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        focused = self.entry.hasFocus()
        border = theme.colour("accent" if focused else "outline" if self.isEnabled() else "line")
        width = theme.px(Size.RING if focused else Size.LINE)
        fill = theme.colour("surface") if self.isEnabled() else None
        paint.rounded(painter, QRectF(self.rect()), theme.px(Size.RADIUS), fill, border, width)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.entry.text().strip():
            self.take_typed()
            return True
        if key == Qt.Key.Key_Backspace and not self.entry.text() and self._chips:
            self._remove(self._chips[-1])
            return True
        return False

    def _choosing(self) -> bool:
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def _split(self, text: str) -> None:
        if "," in text or ";" in text:
            *done, rest = text.replace(";", ",").split(",")
            added = [self._add(piece) for piece in done]
            self.entry.setText(rest.lstrip())
            if any(added):
                self.changed.emit()

    def _complete(self, text: str) -> None:
        self.entry.clear()
        if self._add(text):
            self.changed.emit()

    def _add(self, text: str) -> bool:
        tag = " ".join(text.split())
        if not tag or tag.casefold() in (known.casefold() for known in self._tags):
            return False
        chip = Chip(tag, parent=self)
        chip.closed.connect(lambda: self._remove(chip))
        self._tags.append(tag)
        self._chips.append(chip)
        self._flow.insert_widget(self._flow.count() - 1, chip)
        chip.show()
        self.updateGeometry()
        return True

    def _remove(self, chip: Chip) -> None:
        index = self._chips.index(chip)
        del self._chips[index], self._tags[index]
        self._drop(chip)
        self.entry.setFocus()
        self.changed.emit()

    def _drop(self, chip: Chip) -> None:
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.updateGeometry()
