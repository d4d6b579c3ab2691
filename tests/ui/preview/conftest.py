"""The same Desk and context as for the editor; WebEngine as it can run in tests."""

import os

from tests.ui.editor.conftest import clock, context, desk, told

__all__ = ["clock", "context", "desk", "told"]

if os.geteuid() == 0:
    # Chromium's sandbox does not start as root; only tests run so.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
