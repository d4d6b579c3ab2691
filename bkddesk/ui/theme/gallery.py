"""A window to look at: every state and icon, and the shared widgets, in both palettes, languages and all text sizes.

    python -m bkddesk.ui.theme.gallery --palette dark --text-size 200 --language en

For the eyes of whoever changes the theme; nothing of bkddesk imports it.
"""

from __future__ import annotations

import argparse
import sys

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLayout,
    QRadioButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bkddesk.language import DEFAULT_LANGUAGE, LANGUAGES, tr, use_language
from bkddesk.ui import theme
from bkddesk.ui.qt_words import QtWords
from bkddesk.ui.theme import Role, Size, Space, paint
from bkddesk.ui.widgets.button import Button, IconButton, LinkButton
from bkddesk.ui.widgets.check_tree import CheckTree
from bkddesk.ui.widgets.chip import Chip
from bkddesk.ui.widgets.empty import EmptyState
from bkddesk.ui.widgets.error_panel import ErrorPanel
from bkddesk.ui.widgets.fields import Field, SearchField, TextBox
from bkddesk.ui.widgets.key_values import KeyValueGrid
from bkddesk.ui.widgets.label import KeyHint, Label, Line, Paragraph, SectionTitle
from bkddesk.ui.widgets.note import Note
from bkddesk.ui.widgets.pane_bar import PaneBar
from bkddesk.ui.widgets.progress import ProgressLine
from bkddesk.ui.widgets.segmented import Segmented
from bkddesk.ui.widgets.status_strip import StatusItem, StatusStrip
from bkddesk.ui.widgets.tabs import TabStrip
from bkddesk.ui.widgets.tag_field import TagField
from bkddesk.ui.widgets.undo_strip import UndoStrip

_COLUMNS_OF_ICONS = 16
_ICON_CELL = 44


class _Row(QWidget):
    """One list row in a state, drawn with the same helpers as the lists."""

    def __init__(self, **state: object) -> None:
        super().__init__()
        self._state = state
        theme.dress(self, height=Size.ROW_OUTBOX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        state, painter, rect = self._state, QPainter(self), self.rect()
        paint.rounded(painter, rect.toRectF(), 0, theme.colour("surface"), theme.colour("line"))
        inner = rect.adjusted(1, 1, -1, -1)
        selected = bool(state.get("selected"))
        hovered = bool(state.get("hovered"))
        paint.draw_row_ground(
            painter, inner, selected=selected, active=not state.get("idle"), hovered=hovered, line=False
        )
        left, top, line = theme.px(34), theme.px(6), theme.px(18)
        mark = QRect(theme.px(12), theme.px(8), theme.px(16), theme.px(16))
        icon, role = state.get("icon"), state.get("role", "text2")
        if icon == "dot":
            paint.draw_dot(painter, QPointF(mark.center()))
        elif icon:
            paint.draw_icon(painter, mark, str(icon), role)  # type: ignore[arg-type]
        else:
            paint.draw_band(painter, mark, "fine")
        words: Role = "text3" if state.get("waiting") else "text"
        width = rect.width() - left - theme.px(12)
        name = QRect(left, top, width, line)
        paint.draw_text(painter, name, "Pak Jambu", "body" if state.get("waiting") else "body-strong", words)
        paint.draw_text(painter, name, "07.12", "caption", "text2", paint.RIGHT)
        second = name.translated(0, theme.px(19))
        tag = str(state.get("tag", ""))
        used = paint.draw_text(painter, second, tag, "caption-medium" if icon else "caption", role, paint.RIGHT)  # type: ignore[arg-type]
        second.setWidth(second.width() - used - theme.px(Space.S))
        paint.draw_text(painter, second, "Tautan formulir tidak bisa dibuka", "body", words)
        if state.get("cursor"):
            paint.draw_row_cursor(painter, inner, focused=True)


class _Bands(QWidget):
    def __init__(self) -> None:
        super().__init__()
        theme.dress(self, height=Size.BUTTON, width=3 * Size.HIT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter, side = QPainter(self), theme.px(Size.HIT)
        for number, band in enumerate(("spam", "unsure", "fine")):
            rect = QRect(number * side, 0, theme.px(Size.ICON_SMALL), self.height())
            paint.draw_band(painter, rect, band)


class _Icon(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        theme.dress(self, height=_ICON_CELL, min_width=3 * Size.HIT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        upper = QRect(0, 0, self.width(), theme.px(Size.HIT))
        if self._name in ("band-spam", "band-unsure", "band-fine"):
            paint.draw_band(painter, upper, self._name.removeprefix("band-"))
        else:
            paint.draw_icon(painter, upper, self._name)
        lower = QRect(0, theme.px(Size.HIT), self.width(), theme.px(16))
        paint.draw_text(painter, lower, self._name, "keycap", "text2", paint.CENTRE)


class _Weights(QWidget):
    def __init__(self) -> None:
        super().__init__()
        theme.dress(self, height=Size.BUTTON, width=3 * Size.HIT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        painter = QPainter(self)
        paint.draw_weight(painter, theme.px(60), theme.px(8), 3)
        paint.draw_weight(painter, theme.px(60), theme.px(20), 2, good=True)


def _cell(label: str, *things: QWidget) -> QWidget:
    cell = QWidget()
    column = theme.vbox(cell, spacing=0)
    column.addWidget(Label(label, "caption", "text2"))
    row = theme.hbox(spacing=Space.S)
    for thing in things:
        row.addWidget(thing)
    row.addStretch(1)
    column.addLayout(row)
    return cell


def _line_of(*cells: QWidget) -> QLayout:
    row = theme.hbox(spacing=Space.S)
    for cell in cells:
        row.addWidget(cell, 1)
    return row


def _buttons() -> QLayout:
    approve = {"text": "Setujui", "icon": "check", "key": "A"}
    pressed = Button(**approve)  # type: ignore[arg-type]
    pressed.setDown(True)
    focused = Button(**approve)  # type: ignore[arg-type]
    focused.setObjectName("focused")
    suggested = Button("Spam", "spam", "S")
    suggested.set_suggested(True)
    on = Button("Pratinjau", "eye")
    on.setCheckable(True)
    on.setChecked(True)
    off = Button("Setujui", "check")
    off.setEnabled(False)
    return _line_of(
        _cell("biasa", Button(**approve)),  # type: ignore[arg-type]
        _cell("ditekan", pressed),
        _cell("fokus", focused),
        _cell("disarankan", suggested),
        _cell("utama", Button("Jadwalkan", "clock", "Ctrl+Return", "primary")),
        _cell("menyala", on),
        _cell("datar", Button("Balas", "reply", "R", "quiet")),
        _cell("mati", off),
    )


def _fields() -> QLayout:
    filled, wrong = Field(), Field()
    filled.setText("kopi")
    wrong.setText("25.61")
    wrong.set_invalid(True, "")
    check, radio, progress = QCheckBox(), QRadioButton(), ProgressLine()
    check.setChecked(True)
    radio.setChecked(True)
    progress.set_part(0.6)
    theme.dress(progress, width=5 * Size.HIT)
    return _line_of(
        _cell("kosong", Field("Cari…")),
        _cell("terisi", filled),
        _cell("salah", wrong),
        _cell("centang", check, QCheckBox()),
        _cell("radio", radio, QRadioButton()),
        _cell("kemajuan", progress),
        _cell("penilaian", _Bands()),
        _cell("bobot", _Weights()),
    )


def _rows() -> QGridLayout:
    grid = theme.grid(across=Space.XXL, down=Space.S)
    states: tuple[tuple[str, dict[str, object]], ...] = (
        ("biasa", {"tag": "12 disetujui"}),
        ("sorot", {"hovered": True}),
        ("terpilih, daftar berfokus, baris ini kursornya", {"selected": True, "cursor": True}),
        ("terpilih, tanpa kursor", {"selected": True}),
        ("terpilih, fokus di panel lain", {"selected": True, "idle": True}),
        (
            "menunggu di Kotak Keluar",
            {"waiting": True, "icon": "clock", "role": "wait", "tag": "Disetujui · menunggu"},
        ),
        ("gagal", {"icon": "error", "role": "danger", "tag": "Gagal · komentar ditutup"}),
        (
            "konflik: berubah sejak Anda lihat",
            {"icon": "conflict", "role": "conflict", "tag": "Berubah · lihat lagi"},
        ),
        ("baru saja tiba", {"icon": "dot", "role": "accent", "tag": "Baru"}),
    )
    for number, (label, state) in enumerate(states):
        column = theme.vbox(spacing=2)
        column.addWidget(Label(label, "caption", "text2"))
        column.addWidget(_Row(**state))
        grid.addLayout(column, number // 3, number % 3)
    return grid


def _notes() -> QLayout:
    return _line_of(
        Note("wait", "Luring. Keputusan disimpan.", icon="offline"),
        Note("danger", "Gagal, tidak ada yang hilang."),
        Note("conflict", "Dua orang mengubah ini."),
        Note("ok", "Terkirim dan dibaca ulang."),
    )


def _icons() -> QGridLayout:
    grid = theme.grid(down=Space.XS)
    for number, name in enumerate(theme.icon_names()):
        grid.addWidget(_Icon(name), number // _COLUMNS_OF_ICONS, number % _COLUMNS_OF_ICONS)
    return grid


def states_page() -> QWidget:
    """Buttons, fields, rows, notes, icons in every state."""
    page = QWidget()
    theme.dress(page, fill="surface")
    column: QVBoxLayout = theme.vbox(page, margins=(40, 20, 40, 20), spacing=Space.L)
    column.addWidget(Label("Keadaan dan ikon", "title"))
    for part in (_buttons(), _fields(), _rows(), _notes(), _icons()):
        column.addLayout(part)
    column.addStretch(1)
    return page


def _bars() -> list[QWidget]:
    listing = PaneBar("Tertunda")
    listing.set_count("313")
    listing.add_gap(Space.S)
    listing.add_left(SearchField("Cari komentar, nama, IP…"), 1)
    listing.add(IconButton("filter", "Saring"))
    listing.add(IconButton("sort", "Urutkan"))
    tabs = TabStrip()
    tabs.add("all", "Semua", count="313")
    tabs.add("spam", "Mungkin spam", count="214", band="spam")
    tabs.add("unsure", "Ragu", count="38", band="unsure")
    tabs.add("fine", "Baik", count="61", band="fine")
    actions = PaneBar()
    actions.add(Button("Setujui", "check", "A"))
    actions.add(Button("Spam", "spam", "S")).set_suggested(True)
    actions.add(Button("Buang", "trash", "D"))
    actions.add_stretch()
    actions.add(Button("Balas", "reply", "R", "quiet"))
    actions.add(Button("Edit", "edit", "E", "quiet"))
    panel = TabStrip(roomy=True)
    panel.add("article", "Artikel")
    panel.add("check", "Periksa")
    panel.add("history", "Riwayat")
    panel.set_pill("check", "4", "danger")
    return [listing, tabs, actions, panel]


def _mixed() -> list[QLayout]:
    widths, languages = Segmented("Lebar"), Segmented("Bahasa")
    for key, tip in (("phone", "Ponsel"), ("tablet", "Tablet"), ("desktop", "Desktop")):
        widths.add(key, "", key, tip=tip)
    widths.set_current("tablet")
    for key, words in LANGUAGES.items():
        languages.add(key, words)
    row = theme.hbox(spacing=Space.S)
    for thing in (
        widths,
        languages,
        Chip("Termasuk yang menunggu dikirim", icon="clock"),
        LinkButton("Tambah saringan"),
        KeyHint(("J", "K"), "pindah"),
        KeyHint(("Ctrl+Shift+Return",), "setujui dan balas"),
    ):
        row.addWidget(thing)
    row.addStretch(1)
    return [row]


def _columns() -> QLayout:
    values = KeyValueGrid()
    values.set_rows([("Email", "gede.mania@example.invalid"), ("Alamat IP", "203.0.113.45")])
    figures = KeyValueGrid(values="right")
    figures.set_rows([("Pertama terlihat", "22 Nov 2026"), ("Ditandai spam", "36")])
    tree = CheckTree("Kategori")
    tree.set_terms([(1, "Berita", None), (2, "Pelatihan", 1), (3, "Kunjungan", 1), (4, "Pengumuman", None)])
    tree.set_checked([1, 2])
    tags = TagField()
    tags.set_tags(["pelatihan", "Semarang", "layanan publik"])
    error = ErrorPanel()
    error.show_error(
        "Situs menolak gambar denah-loket.png karena berukuran 9,4 MB. Batas situs ini 8 MB.",
        "Naskah dan gambar tersimpan di laptop. Artikel di situs belum berubah sama sekali.",
        raw="413 Request Entity Too Large",
    )
    error.add_way(Button("Kecilkan jadi 1,1 MB dan kirim lagi", "image")).set_suggested(True)
    error.add_way(Button("Coba lagi apa adanya", "sync", "T"))
    mixed = Note("wait", "Dua di antaranya tampaknya ditulis warga.", lead="Pilihan ini campuran.")
    mixed.add_button(Button("Hanya 2 mungkin spam"))
    row = theme.hbox(spacing=Space.XL)
    for things in (
        (SectionTitle("Riwayat penulis"), values, figures, Line(), TextBox("Hanya tersimpan di laptop ini"), mixed),
        (SectionTitle("Kategori"), tree, SectionTitle("Tag"), tags, Paragraph("Kata sandi Anda kemungkinan benar.")),
        (error,),
    ):
        column = theme.vbox(spacing=Space.S)
        for thing in things:
            column.addWidget(thing)
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def widgets_page() -> QWidget:
    """The shared widgets, with the words of the screens they come from."""
    page = QWidget()
    theme.dress(page, fill="surface")
    column: QVBoxLayout = theme.vbox(page, spacing=Space.S)
    for bar in _bars():
        column.addWidget(bar)
    inner = theme.vbox(margins=(Space.XL, Space.S, Space.XL, Space.S), spacing=Space.L)
    for row in _mixed():
        inner.addLayout(row)
    inner.addLayout(_columns())
    column.addLayout(inner)
    empty = EmptyState("empty-queue", "Semua selesai", "Tidak ada komentar yang menunggu moderasi.", tick=True)
    empty.add_button(Button(tr("Undo"), "undo", "Z"))
    column.addWidget(empty, 1)
    undo = UndoStrip()
    undo.show_action("spam", "2 komentar ditandai spam")
    column.addWidget(undo)
    status = StatusStrip()
    status.set_items(
        [
            StatusItem("offline", "Luring", role="wait", text_role="text", bold=True),
            StatusItem("outbox", "Kotak Keluar: 12 menunggu, aman di laptop ini"),
        ]
    )
    status.set_hints(
        [(("X",), "pilih"), (("Shift+A", "Shift+S"), "untuk semua yang dipilih"), (("?",), "semua tombol")]
    )
    status.set_tint("wait")
    column.addWidget(status)
    return page


def build() -> QTabWidget:
    """Both pages, scrollable, in tabs."""
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    for name, page in (("Keadaan", states_page()), ("Widget", widgets_page())):
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(page)
        tabs.addTab(area, name)
    return tabs


def main(arguments: list[str] | None = None) -> int:
    """Show the gallery until its window is closed."""
    parser = argparse.ArgumentParser(prog="bkddesk.ui.theme.gallery")
    parser.add_argument("--palette", choices=("light", "dark", "system"), default="light")
    parser.add_argument("--text-size", type=int, default=100)
    parser.add_argument("--language", choices=tuple(LANGUAGES), default=DEFAULT_LANGUAGE)
    parser.add_argument("--page", type=int, choices=(0, 1), default=0)
    parser.add_argument("--size", default="1366x768")
    options = parser.parse_args(arguments)
    use_language(options.language)
    app = QApplication(sys.argv[:1])
    app.installTranslator(QtWords(app))
    theme.start(app, options.palette, options.text_size)
    window = build()
    window.setCurrentIndex(options.page)
    width, _, height = options.size.partition("x")
    window.resize(int(width), int(height))
    window.show()
    window.activateWindow()
    focused = window.findChild(QWidget, "focused")
    if focused is not None:
        focused.setFocus()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
