"""A plain reader of the site, independent of all that it checks: one GET at a time, by Qt's own network classes."""

from __future__ import annotations

import base64
import json
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

_PATIENCE_MS = 30_000


class Reader:
    """Asks the site's REST API as the given account."""

    def __init__(self, api_root: str, username: str, password: str) -> None:
        """Nothing is asked yet."""
        self._manager = QNetworkAccessManager()
        self._api_root = api_root
        self._authorization = b"Basic " + base64.b64encode(f"{username}:{password}".encode())

    def get(self, path: str, query: str = "") -> Any:
        """The decoded answer to GET `path` ("wp/v2/posts/7"). Raises OSError where the site does not answer so."""
        sign = "&" if "?" in self._api_root else "?"
        request = QNetworkRequest(QUrl(self._api_root + path + (sign + query if query else "")))
        request.setRawHeader(b"Authorization", self._authorization)
        # A redirect would carry the password along, to wherever it leads.
        request.setAttribute(
            QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
        )
        reply = self._manager.get(request)
        loop = QEventLoop()
        reply.finished.connect(loop.quit)
        QTimer.singleShot(_PATIENCE_MS, loop.quit)
        if not reply.isFinished():
            loop.exec()
        if not reply.isFinished():
            reply.abort()
            raise OSError(f"GET {path}: no answer within {_PATIENCE_MS // 1000} s")
        if reply.error() is not QNetworkReply.NetworkError.NoError:
            raise OSError(f"GET {path}: {reply.errorString()}")
        try:
            return json.loads(bytes(reply.readAll().data()))
        except ValueError as error:
            raise OSError(f"GET {path}: the answer is not JSON") from error

    def comments(self, status: str) -> list[dict[str, Any]]:
        """The newest hundred comments of a status ("hold", "approve")."""
        found: list[dict[str, Any]] = self.get("wp/v2/comments", f"status={status}&per_page=100&context=edit")
        return found

    def comment(self, comment_id: int) -> dict[str, Any]:
        """One comment, with its writer's evidence."""
        found: dict[str, Any] = self.get(f"wp/v2/comments/{comment_id}", "context=edit")
        return found

    def post(self, post_id: int) -> dict[str, Any]:
        """One article, raw."""
        found: dict[str, Any] = self.get(f"wp/v2/posts/{post_id}", "context=edit")
        return found
