"""The locked-down web view: one page of our own, patched block by block. Imported late: it loads WebEngine.

Whatever stands in an article, nothing of it runs and nothing is fetched: no JavaScript of the page's own, a content
policy as header and as meta, an own scheme that serves the shell and local pictures and nothing else, an interceptor
that blocks every other address, and no navigation. Our own patches run in a separate script world.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bkddesk.markup.page import POLICY, Patch
from bkddesk.ui import theme
from bkddesk.ui.preview.script import SCRIPT

SCHEME = b"bkd"
SHELL_URL = QUrl("bkd://page/")
PICTURE_HOST = "picture"

_OFF = (
    QWebEngineSettings.WebAttribute.JavascriptEnabled,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled,
    QWebEngineSettings.WebAttribute.PluginsEnabled,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled,
    QWebEngineSettings.WebAttribute.WebGLEnabled,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage,
    QWebEngineSettings.WebAttribute.DnsPrefetchEnabled,
    QWebEngineSettings.WebAttribute.ErrorPageEnabled,
    QWebEngineSettings.WebAttribute.FocusOnNavigationEnabled,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled,
)

Picture = Callable[[str], tuple[bytes, bytes] | None]
"""A local picture's name -> its bytes and MIME type; None for one that is not here."""


def register_scheme() -> None:
    """Make `bkd:` known to WebEngine; must come before the first profile."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.NoAccessAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class _OnlyOurs(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not for our own scheme."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:  # noqa: N802
        if info.requestUrl().scheme().encode() not in (SCHEME, b"data"):
            info.block(True)


class _Handler(QWebEngineUrlSchemeHandler):
    """Serves the shell and local pictures from memory."""

    def __init__(self, parent: QObject, picture: Picture) -> None:
        super().__init__(parent)
        self.shell = b""
        self._picture = picture

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802
        url = job.requestUrl()
        if bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif url == SHELL_URL:
            job.setAdditionalResponseHeaders({QByteArray(b"Content-Security-Policy"): QByteArray(POLICY.encode())})
            self._answer(job, b"text/html;charset=utf-8", self.shell)
        elif url.host() == PICTURE_HOST and (found := self._picture(url.path().strip("/"))) is not None:
            self._answer(job, found[1], found[0])
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _answer(self, job: QWebEngineUrlRequestJob, mime: bytes, body: bytes) -> None:
        buffer = QBuffer(job)
        buffer.setData(body)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(mime, buffer)


class _Page(QWebEnginePage):
    """Goes nowhere and opens nothing."""

    def acceptNavigationRequest(  # noqa: N802
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        return is_main_frame and url == SHELL_URL and kind is QWebEnginePage.NavigationType.NavigationTypeTyped

    def createWindow(self, _type: QWebEnginePage.WebWindowType) -> Any:  # noqa: N802
        return None

    def javaScriptConsoleMessage(self, *_message: object) -> None:  # noqa: N802
        """What a page's policy refuses is refused in silence."""


class WebPreview(QWidget):
    """Shows one page; `load` once for a look, `splice` for every change."""

    scrolled = Signal(int, float)
    """The person scrolled: the block at the top of the view, and how much of it is above (0 to 1)."""
    ready = Signal()
    """The shell is loaded; blocks may be sent."""

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        register_scheme()
        self._profile = QWebEngineProfile()  # without a name: nothing is written to disk
        self._harden(self._profile)
        self._handler = _Handler(self._profile, picture)
        self._profile.installUrlSchemeHandler(QByteArray(SCHEME), self._handler)
        self._interceptor = _OnlyOurs(self._profile)
        self._profile.setUrlRequestInterceptor(self._interceptor)
        self._page: _Page | None = _Page(self._profile, self)
        self._page.setBackgroundColor(theme.colour("surface"))
        self._view = QWebEngineView(self)
        self._view.setPage(self._page)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._view.setAcceptDrops(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        # Last among the children, so that Qt deletes it after the page: the other order crashes.
        self._profile.setParent(self)
        self.is_ready = False
        self._quiet = 0
        self._page.loadFinished.connect(self._loaded)
        self._page.scrollPositionChanged.connect(self._ask_where)
        self._page.renderProcessTerminated.connect(self._reload)

    @staticmethod
    def _harden(profile: QWebEngineProfile) -> None:
        profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        profile.setPersistentCookiesPolicy(QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies)
        profile.setPersistentPermissionsPolicy(QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime)
        profile.setSpellCheckEnabled(False)
        profile.downloadRequested.connect(QWebEngineDownloadRequest.cancel)
        settings = profile.settings()
        for attribute in _OFF:
            settings.setAttribute(attribute, False)

    def load(self, shell: str) -> None:
        """Show a new shell; blocks are sent again after `ready`."""
        self.is_ready = False
        self._handler.shell = shell.encode()
        self._reload()

    def _reload(self, *_why: object) -> None:
        if self._page is not None:
            self.is_ready = False
            self._page.load(SHELL_URL)

    def _loaded(self, ok: bool) -> None:
        if ok and self._page is not None:
            self._page.runJavaScript(SCRIPT, QWebEngineScript.ScriptWorldId.ApplicationWorld)
            self.is_ready = True
            self.ready.emit()

    def splice(self, patch: Patch, done: Callable[[], None]) -> None:
        """Replace blocks; `done` is called when the page has them."""
        arguments = json.dumps([patch.start, patch.remove, list(patch.insert)])
        self._run(f"bkd.splice(...{arguments})", lambda _result: done())

    def set_part(self, name: str, html: str) -> None:
        """Replace a named part of the shell (title, line of author and date) by safe HTML."""
        self._run(f"bkd.part(...{json.dumps([name, html])})")

    def mark(self, block: int) -> None:
        """Draw the quiet ring around a block; -1 for none."""
        self._run(f"bkd.mark({int(block)})")

    def scroll_to(self, block: int, part: float) -> None:
        """Bring a place of a block to the top of the view; -1: the very top."""
        self._quiet += 1
        self._run(f"bkd.scroll({int(block)},{float(part):.4f})", lambda _result: self._heard())

    def _heard(self) -> None:
        self._quiet -= 1

    def _ask_where(self) -> None:
        # A scroll of our own making says nothing about where the person wants to be.
        if self._quiet == 0 and self.underMouse() and self.is_ready:
            self._run("bkd.where()", self._tell)

    def _tell(self, where: Any) -> None:
        if where:  # lists do not survive PySide's conversion, words do
            block, part = json.loads(where)
            self.scrolled.emit(int(block), float(part))

    def set_width(self, width: int) -> None:
        """Lay the page out as on a device of this width (CSS pixels); 0: as wide as the pane."""
        self._run(f"bkd.width({int(width)})")

    def set_zoom(self, factor: float) -> None:
        """Draw the page larger or smaller."""
        self._view.setZoomFactor(min(max(factor, 0.25), 5.0))

    def _run(self, code: str, then: Callable[[Any], None] | None = None) -> None:
        if self._page is None or not self.is_ready:
            return
        if then is None:
            self._page.runJavaScript(code, QWebEngineScript.ScriptWorldId.ApplicationWorld)
        else:
            self._page.runJavaScript(code, QWebEngineScript.ScriptWorldId.ApplicationWorld, then)

    def shut(self) -> None:
        """Let go of the page, then of the profile: the other order crashes."""
        if self._page is not None:
            page, self._page = self._page, None
            self.is_ready = False
            self._view.setPage(None)  # type: ignore[arg-type]
            page.deleteLater()
            page.destroyed.connect(self._profile.deleteLater)
