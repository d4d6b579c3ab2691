"""The log: a few rotating files in the user's log folder. Secrets never: what looks like one is blanked out."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SIZE = 500_000
_KEPT = 3
# An Authorization header, an Application Password in its groups of four, a password in a callback address.
_SECRETS = re.compile(
    r"(Basic\s+)[A-Za-z0-9+/=]+|(password=)[^&\s]+|\b(?:[A-Za-z0-9]{4} ){5}[A-Za-z0-9]{4}\b", re.IGNORECASE
)


class _Blanking(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _SECRETS.sub(lambda match: f"{match[1] or match[2] or ''}[...]", super().format(record))


def start_logging(folder: Path) -> None:
    """Log warnings of libraries and everything from INFO of bkddesk to `folder`/bkddesk.log."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        folder / "bkddesk.log", maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Blanking("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("bkddesk").setLevel(logging.INFO)
