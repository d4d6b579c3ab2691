"""The second way back from the browser: the desktop starts `bkddesk bkddesk://…`, and that hands the address over.

The address holds a password: it goes through a socket that only this user can open, and is written nowhere. Knows
nothing of what it means.
"""

from __future__ import annotations

import sys
from pathlib import Path
from zlib import crc32

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1000
_LONGEST = 4096
"""Bytes; an address with a password has about 300."""


def _meeting_place(profile: Path) -> str:
    """Where both processes meet: in a folder of the user's own, so that nobody else can wait there."""
    if sys.platform == "win32":
        return f"bkddesk-{crc32(str(profile).encode()):x}"
    return str(profile / "callback")


def hand_over(address: str, profile: Path) -> bool:
    """Give a `bkddesk://` address to the bkddesk that waits for it on this profile; False where none waits."""
    socket = QLocalSocket()
    socket.connectToServer(_meeting_place(profile))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(address.encode()[:_LONGEST])
    sent = socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return bool(sent)


class CallbackListener(QObject):
    """Waits for addresses that another bkddesk was started with."""

    received = Signal(str)

    def __init__(self, profile: Path, parent: QObject) -> None:
        """Listens from now on; a bkddesk that began earlier on the same profile listens no more."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        place = _meeting_place(profile)
        QLocalServer.removeServer(place)
        self._server.listen(place)

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                socket.disconnected.emit()

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self.received.emit(bytes(socket.read(_LONGEST).data()).decode(errors="replace"))

    def close(self) -> None:
        """Listen no more."""
        self._server.close()
