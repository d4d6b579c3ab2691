"""What tells something: labels, notes, errors, empty panes, the undo strip, progress, the status bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bkddesk.ui import theme
from bkddesk.ui.theme import Size
from bkddesk.ui.widgets.button import Button
from bkddesk.ui.widgets.empty import EmptyState
from bkddesk.ui.widgets.error_panel import ErrorPanel
from bkddesk.ui.widgets.key_values import KeyValueGrid
from bkddesk.ui.widgets.label import KeyCap, KeyHint, Label, Line, Paragraph, SectionTitle
from bkddesk.ui.widgets.note import Note, NoteKind
from bkddesk.ui.widgets.progress import ProgressLine
from bkddesk.ui.widgets.status_strip import StatusItem, StatusStrip
from bkddesk.ui.widgets.undo_strip import UndoStrip
from tests.ui.widgets.conftest import Stage

HOSTILE = '<b>tebal</b> <img src="file:///etc/passwd"> & <a href="https://x.invalid">x</a>'


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.text() and not label.isHidden()]


def test_labels_read_no_html(qtbot: QtBot) -> None:
    label = Label(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_paragraphs_show_html_as_text(qtbot: QtBot) -> None:
    paragraph = Paragraph(HOSTILE)
    qtbot.addWidget(paragraph)
    assert "<img" not in paragraph.text()
    assert "<a " not in paragraph.text()
    assert paragraph.plain_text() == paragraph.accessibleName() == HOSTILE


@pytest.mark.parametrize(("role", "line"), [("reading", 24), ("body", 18)])
def test_paragraphs_have_the_line_height_of_their_role(role: str, line: int, qtbot: QtBot) -> None:
    paragraph = Paragraph("Klinik kepegawaian kini buka setiap Kamis. " * 10, role)
    qtbot.addWidget(paragraph)
    heights = {paragraph.heightForWidth(width) for width in range(200, 900, 50)}
    assert all(height % line == 0 for height in heights)
    assert len(heights) > 2


def test_an_elided_label_asks_for_no_width(qtbot: QtBot) -> None:
    label = Label("Pendaftaran Seleksi PPPK 2026 Dibuka 1 Desember", elide="middle")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == 0
    label.resize(80, 20)
    assert not label.grab().isNull()


def test_small_things_draw(qtbot: QtBot) -> None:
    for thing in (
        Line(),
        Line(vertical=True),
        KeyCap("Ctrl+K"),
        KeyHint(("J", "K"), "pindah"),
        SectionTitle("Tag", "3"),
    ):
        qtbot.addWidget(thing)
        assert not thing.grab().isNull()


def test_key_cap_is_18_high_and_as_wide_at_least(qtbot: QtBot) -> None:
    cap = KeyCap("J")
    qtbot.addWidget(cap)
    assert cap.sizeHint().height() == cap.sizeHint().width() == Size.KEY_CAP
    cap.set_key("Ctrl+Shift+Return")
    assert cap.sizeHint().width() > 2 * Size.KEY_CAP


@pytest.mark.parametrize("kind", ["ok", "wait", "danger", "conflict", "plain"])
def test_notes_say_their_sentence_in_words_too(kind: NoteKind, qtbot: QtBot) -> None:
    note = Note(kind, "Dua di antaranya ditulis warga.", lead="Pilihan ini campuran.")
    qtbot.addWidget(note)
    assert note.accessibleName() == "Pilihan ini campuran. Dua di antaranya ditulis warga."
    button, link = note.add_button(Button("Hanya 2")), note.add_link("Lompat")
    note.resize(300, note.heightForWidth(300))
    note.show()
    assert link.geometry().left() >= button.geometry().right()
    note.set_kind("danger")
    assert not note.grab().isNull()


def test_rows_of_names_and_values_are_reused(qtbot: QtBot) -> None:
    grid = KeyValueGrid()
    qtbot.addWidget(grid)
    grid.set_rows([("Email", "a@example.invalid"), ("Situs", "https://example.invalid"), ("IP", "203.0.113.45")])
    grid.set_rows([("Email", "b@example.invalid")])
    assert texts(grid) == ["Email", "b@example.invalid"]


def test_empty_state_says_what_now(qtbot: QtBot) -> None:
    empty = EmptyState("empty-queue", "Semua selesai", "Tidak ada komentar yang menunggu.", tick=True)
    qtbot.addWidget(empty)
    button = empty.add_button(Button("Buka"))
    empty.resize(392, 400)
    empty.show()
    assert empty.accessibleName() == "Semua selesai. Tidak ada komentar yang menunggu."
    assert abs(button.geometry().center().x() - 196) <= 1


def test_undo_strip_waits_for_an_action(stage: Stage, qtbot: QtBot) -> None:
    strip = UndoStrip()
    stage(strip)
    strip.clear()
    assert strip.isHidden()
    strip.show_action("spam", "2 komentar ditandai spam")
    assert strip.accessibleName() == "2 komentar ditandai spam"
    with qtbot.waitSignal(strip.undone):
        qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    strip.show_action("send", "Terkirim", can_undo=False)
    assert strip.button.isHidden()


def test_error_in_three_parts_and_the_answer_last(qtbot: QtBot) -> None:
    panel = ErrorPanel()
    qtbot.addWidget(panel)
    panel.show_error("Situs menolak gambar.", "Naskah aman.", ["Kecilkan gambar."], raw="413")
    assert texts(panel) == [
        "Apa yang terjadi",
        "Situs menolak gambar.",
        "Yang aman",
        "Naskah aman.",
        "Jalan keluar",
        "Kecilkan gambar.",
        "Jawaban situs: 413",
    ]
    panel.add_way(Button("Coba lagi", "sync", "T"))
    panel.show_error("Tidak ada jaringan.", "", [])
    assert texts(panel) == ["Apa yang terjadi", "Tidak ada jaringan."]
    assert [button for button in panel.findChildren(Button) if not button.isHidden()] == []


def test_progress_has_a_number(qtbot: QtBot) -> None:
    line = ProgressLine("Mengirim")
    qtbot.addWidget(line)
    line.set_progress(41_200, 100_000)
    assert line.value() == 412
    line.set_progress(3, None)
    assert line.value() == 0
    line.set_part(7.0)
    assert line.value() == line.maximum()
    assert line.sizeHint().height() == Size.PROGRESS


def strip_on_window(qtbot: QtBot) -> tuple[QMainWindow, StatusStrip]:
    window, strip = QMainWindow(), StatusStrip()
    qtbot.addWidget(window)
    window.setStatusBar(strip)
    strip.set_items([StatusItem("online", "Daring", role="ok"), StatusItem("outbox", "Kotak Keluar: 3 menunggu")])
    strip.set_hints([(("J", "K"), "pindah"), (("Z",), "Urungkan"), (("Ctrl+K",), "perintah"), (("?",), "semua tombol")])
    window.resize(1366, 400)
    window.show()
    return window, strip


def hints_of(strip: StatusStrip) -> list[bool]:
    return [hint.isVisible() for hint in strip.findChildren(KeyHint)]


def test_status_strip_is_26_high_from_edge_to_edge(qtbot: QtBot) -> None:
    window, strip = strip_on_window(qtbot)
    assert (strip.height(), strip.width()) == (Size.STATUS, window.width())
    assert hints_of(strip) == [True] * 4


def test_narrow_status_strip_keeps_the_last_hints(qtbot: QtBot) -> None:
    window, strip = strip_on_window(qtbot)
    window.resize(520, 400)
    qtbot.wait(0)
    assert hints_of(strip)[0] is False
    assert hints_of(strip)[-1] is True


def test_status_items_can_act(qtbot: QtBot) -> None:
    _, strip = strip_on_window(qtbot)
    done: list[str] = []
    strip.set_items([StatusItem("key", "Masuk lagi", action=lambda: done.append("in"), bold=True)])
    strip.set_tint("wait")
    piece = next(child for child in strip.findChildren(QWidget) if getattr(child, "text", str)() == "Masuk lagi")
    qtbot.mouseClick(piece, Qt.MouseButton.LeftButton)
    assert done == ["in"]
    theme.change("dark", 150)
    assert strip.height() == 39
