"""Tells when this computer has a network again, as far as the system knows. A hint only: requests tell the truth."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

_WITHOUT = (QNetworkInformation.Reachability.Disconnected, QNetworkInformation.Reachability.Unknown)


class NetworkWatch(QObject):
    """Where the system does not tell, it never speaks."""

    came_back = Signal()

    def __init__(self, parent: QObject) -> None:
        """Takes about 15 ms: not while somebody waits for the window."""
        super().__init__(parent)
        if not QNetworkInformation.loadDefaultBackend():
            return
        information = QNetworkInformation.instance()
        if information is not None:
            information.reachabilityChanged.connect(self._changed)

    def _changed(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability not in _WITHOUT:
            self.came_back.emit()
