"""The web view: patches arrive, and whatever stands in an article runs nothing, fetches nothing, goes nowhere."""

from __future__ import annotations

import base64
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QUrl
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bkddesk.markup.page import POLICY, Patch
from bkddesk.model.article import Draft
from bkddesk.ui.context import Context
from bkddesk.ui.editor.page import EditorPage

pytest.importorskip("PySide6.QtWebEngineWidgets")

from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

from bkddesk.ui.preview.web import WebPreview

pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", "Sandboxing", "RHI", "RhiGles", "Vulkan", "GBM", "GPU vendor", "OpenGL", "vulkan", "GPUInfo"
)

SHELL = (
    f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    "<style>body{margin:0;background:#fff}.bkd-cursor{outline:2px solid red}</style>"
    '<h1 data-bkd="title"></h1><div id="bkd-content"></div>'
)
ONE_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)


class Trap:
    """A server that must never hear anything."""

    def __init__(self) -> None:
        self.hits: list[str] = []
        trap = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                trap.hits.append(f"{self.command} {self.path}")
                self.send_response(200)
                self.end_headers()

            do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

            def log_message(self, *_args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[WebPreview]:
    pictures = {"ada": (ONE_DOT, b"image/png")}
    holder = QWidget()
    made = WebPreview(pictures.get, holder)
    qtbot.addWidget(holder)
    holder.resize(500, 400)
    made.resize(500, 400)
    with qtbot.waitSignal(made.ready, timeout=20_000):
        made.load(SHELL)
        holder.show()
    yield made
    made.shut()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def put(qtbot: QtBot, view: WebPreview, *htmls: str, start: int = 0, remove: int = 0) -> None:
    done: list[bool] = []
    view.splice(Patch(start, remove, htmls), lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)


def ask(qtbot: QtBot, view: WebPreview, code: str) -> object:
    """What the page answers, by way of JSON: lists do not survive PySide's conversion."""
    return json.loads(str(run(qtbot, view, f"JSON.stringify({code})")))


def run(qtbot: QtBot, view: WebPreview, code: str) -> object:
    answers: list[object] = []
    assert view._page is not None
    view._page.runJavaScript(code, QWebEngineScript.ScriptWorldId.ApplicationWorld, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def texts(qtbot: QtBot, view: WebPreview) -> object:
    return ask(qtbot, view, "Array.from(document.querySelectorAll('.bkd-block')).map(b => b.textContent)")


def test_blocks_are_patched_in_place(qtbot: QtBot, view: WebPreview) -> None:
    put(qtbot, view, "<p>satu</p>", "<p>dua</p>", "<p>tiga</p>")
    ask(qtbot, view, "(window.kept = document.querySelectorAll('.bkd-block')[2].firstChild, true)")
    put(qtbot, view, "<p>dua!</p>", "<p>dua setengah</p>", start=1, remove=1)
    assert texts(qtbot, view) == ["satu", "dua!", "dua setengah", "tiga"]
    assert ask(qtbot, view, "window.kept === document.querySelectorAll('.bkd-block')[3].firstChild") is True
    put(qtbot, view, start=0, remove=3)
    assert texts(qtbot, view) == ["tiga"]


def test_the_ring_follows_its_block(qtbot: QtBot, view: WebPreview) -> None:
    put(qtbot, view, "<p>satu</p>", "<p>dua</p>")
    view.mark(1)
    put(qtbot, view, "<p>nol</p>", start=0, remove=0)
    ringed = "Array.from(document.querySelectorAll('.bkd-block')).map(b => b.classList.contains('bkd-cursor'))"
    assert ask(qtbot, view, ringed) == [False, True, False]
    view.mark(-1)
    assert ask(qtbot, view, ringed) == [False, False, False]


def test_the_scroll_stays_while_blocks_change(qtbot: QtBot, view: WebPreview) -> None:
    put(qtbot, view, *[f"<p style='height:100px'>{number}</p>" for number in range(40)])
    view.scroll_to(20, 0.5)
    assert ask(qtbot, view, "JSON.parse(bkd.where())[0]") == 20
    before = ask(qtbot, view, "window.scrollY")
    put(qtbot, view, "<p style='height:100px'>lain</p>", start=21, remove=1)
    assert ask(qtbot, view, "window.scrollY") == before


def test_parts_of_the_shell_change(qtbot: QtBot, view: WebPreview) -> None:
    view.set_part("title", "Judul &amp; <em>lain</em>")
    assert ask(qtbot, view, "document.querySelector('h1').textContent") == "Judul & lain"


def test_local_pictures_show_and_others_do_not(qtbot: QtBot, view: WebPreview, trap: Trap) -> None:
    put(qtbot, view, f'<img src="bkd://picture/ada"><img src="bkd://picture/tiada"><img src="{trap.url}/x.png">')
    widths = (
        "Array.from(document.images).every(i => i.complete) && Array.from(document.images).map(i => i.naturalWidth)"
    )
    qtbot.waitUntil(lambda: ask(qtbot, view, widths) == [1, 0, 0], timeout=10_000)
    assert trap.hits == []


def attacks(url: str, secret: Path) -> list[str]:
    """One of each kind; every address would be heard."""
    return [
        f"<script>fetch('{url}/script')</script>",
        f"<img src=x onerror=\"fetch('{url}/onerror');document.title='pwned'\">",
        f"<svg onload=\"fetch('{url}/svg');document.title='pwned'\"><script>fetch('{url}/svgscript')</script></svg>",
        f"<iframe src='{url}/frame' onload=\"document.title='pwned'\"></iframe>",
        f"<iframe srcdoc=\"<script>fetch('{url}/srcdoc')</script>\"></iframe>",
        "<iframe src=\"javascript:parent.document.title='pwned'\"></iframe>",
        f"<object data='{url}/object'></object><embed src='{url}/embed'>",
        f"<link rel=stylesheet href='{url}/css'><link rel=prefetch href='{url}/prefetch'>",
        f"<link rel=dns-prefetch href='{url}'><link rel=modulepreload href='{url}/module'>",
        f"<link rel=preload as=image href='{url}/preload'><link rel=icon href='{url}/icon'>",
        f"<style>@import '{url}/import'; body{{background:url({url}/background)}}</style>",
        f"<style>@font-face{{font-family:x;src:url({url}/font)}} p{{font-family:x}}</style><p>huruf</p>",
        f"<p style=\"background:url('{url}/inline')\">gaya</p>",
        f"<meta http-equiv=refresh content='0;url={url}/refresh'>",
        f"<base href='{url}/'><img src='base.png'>",
        f"<video src='{url}/video' autoplay poster='{url}/poster'></video><audio src='{url}/audio' autoplay></audio>",
        f"<picture><source srcset='{url}/source'><img src='{url}/img' srcset='{url}/srcset 2x'></picture>",
        f"<form action='{url}/form' id=f><input name=a value=b><button>kirim</button></form>",
        f"<input type=image src='{url}/input'>",
        f"<img src='file://{secret}'><iframe src='file://{secret}'></iframe>",
        f"<a href='{url}/ping' ping='{url}/ping'>tautan</a>",
        f"<table background='{url}/table'><tr><td>x</td></tr></table>",
        f"<math href='{url}/math'><mi>x</mi></math><svg><image href='{url}/svgimage'/><use href='{url}/use#a'/></svg>",
        "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>top.document.title='pwned'</script></svg>\">",
        "<details ontoggle=\"document.title='pwned'\" open>x</details><body onload=\"document.title='pwned'\">",
        f"<marquee onstart=\"fetch('{url}/marquee')\">x</marquee><template><img src='{url}/template'></template>",
    ]


def test_nothing_hostile_runs_loads_or_leaves(qtbot: QtBot, view: WebPreview, trap: Trap, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("rahasia")
    put(qtbot, view, *attacks(trap.url, secret))
    assert view._page is not None
    # Had anything been asked for, it would have been before this picture, the last in the page.
    put(qtbot, view, '<img id="last" src="bkd://picture/ada">', start=0, remove=0)
    qtbot.waitUntil(lambda: ask(qtbot, view, "document.getElementById('last').naturalWidth") == 1, timeout=10_000)
    for code in ("document.querySelector('a').click()", "document.getElementById('f').submit()"):
        run(qtbot, view, f"{code}; 1")
    run(qtbot, view, f"location.href = '{trap.url}/location'; 1")
    run(qtbot, view, f"window.open('{trap.url}/open'); 1")
    assert trap.hits == []
    assert "pwned" not in view._page.title()
    assert view._page.url().toString() == "bkd://page/"
    assert ask(qtbot, view, "document.querySelectorAll('iframe').length >= 0") is True


def test_the_trap_hears_an_unguarded_page(qtbot: QtBot, trap: Trap, tmp_path: Path) -> None:
    """The attacks are real: without our locks they are heard."""
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile)
    page.setHtml("<p>" + "".join(attacks(trap.url, tmp_path)[:2]), QUrl(trap.url))
    qtbot.waitUntil(lambda: {"GET /script", "GET /onerror"} <= set(trap.hits), timeout=20_000)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    profile.deleteLater()


def test_a_real_click_on_a_link_goes_nowhere(qtbot: QtBot, view: WebPreview, trap: Trap) -> None:
    put(qtbot, view, f"<a href='{trap.url}/click' style='display:block;height:300px;background:#eee'>tautan</a>")
    target = view._view.focusProxy()
    assert isinstance(target, QWidget)
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(target, button, Qt.KeyboardModifier.NoModifier, QPoint(50, 100))
    assert texts(qtbot, view) == ["tautan"]
    assert trap.hits == []
    assert view._page is not None
    assert view._page.url().toString() == "bkd://page/"


def test_the_pages_own_world_has_no_script(qtbot: QtBot, view: WebPreview) -> None:
    answers: list[object] = []
    assert view._page is not None
    put(qtbot, view, "<p>satu</p>")
    view._page.runJavaScript("typeof bkd", QWebEngineScript.ScriptWorldId.MainWorld, answers.append)
    assert texts(qtbot, view) == ["satu"]
    assert answers in ([], [None], ["undefined"], [""])


def test_the_shell_is_loaded_again_after_its_process_died(qtbot: QtBot, view: WebPreview) -> None:
    put(qtbot, view, "<p>satu</p>")
    with qtbot.waitSignal(view.ready, timeout=20_000):
        assert view._page is not None
        view._page.renderProcessTerminated.emit(view._page.RenderProcessTerminationStatus.CrashedTerminationStatus, 1)
    put(qtbot, view, "<p>dua</p>")
    assert texts(qtbot, view) == ["dua"]


def test_keys_in_the_editor_arrive_on_the_page(qtbot: QtBot, context: Context) -> None:
    page = EditorPage(context)
    qtbot.addWidget(page)
    page.set_effective_width(1366)
    page.resize(1318, 600)
    draft = context.desk.new_draft(Draft(0, "", title="Judul", markdown="satu\n\n[a](javascript:x)\n"))
    page.open_draft(draft.id)
    with qtbot.waitSignal(page.preview.updated, timeout=20_000):
        page.show()
    view = page.preview.view
    assert isinstance(view, WebPreview)
    with qtbot.waitSignal(page.preview.updated, timeout=10_000):
        qtbot.keyClicks(page.writing.edit, "nol ")
    qtbot.waitUntil(lambda: "nol satu" in str(texts(qtbot, view)), timeout=10_000)
    assert "javascript" not in str(ask(qtbot, view, "document.getElementById('bkd-content').innerHTML"))
    assert ask(qtbot, view, "document.querySelector('.bkd-cursor').textContent") == "nol satu"
    page.autosave.begin(None)
    page.preview.shut()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_colours_come_from_the_page(qtbot: QtBot, view: WebPreview) -> None:
    assert view._page is not None
    assert QColor(view._page.backgroundColor()).isValid()
