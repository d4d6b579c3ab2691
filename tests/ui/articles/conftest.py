"""The same Desk and context as for the editor."""

from tests.ui.editor.conftest import clock, context, desk, told

__all__ = ["clock", "context", "desk", "told"]
