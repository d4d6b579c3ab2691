"""What a person typed about a comment and has not sent: replies and edits, kept for each comment until they are.

Moving on, Esc or a crash never loses a text. Knows no widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType


class UnsentTexts:
    """Texts by comment id."""

    def __init__(self, replies: Mapping[int, str], edits: Mapping[int, str], changed: Callable[[], object]) -> None:
        """Begins with what was kept; `changed` is called at every change, also while a text is being typed."""
        self._replies, self._edits = dict(replies), dict(edits)
        self._changed = changed
        self.replies: Mapping[int, str] = MappingProxyType(self._replies)
        self.edits: Mapping[int, str] = MappingProxyType(self._edits)

    def keep_reply(self, comment_id: int, text: str) -> bool:
        """Remember a reply as far as it is typed; whether the comment has now begun or ceased to have one."""
        return self._keep(self._replies, comment_id, text)

    def keep_edit(self, comment_id: int, text: str, original: str) -> bool:
        """Remember an edit as far as it is typed; equal to the original it is none."""
        return self._keep(self._edits, comment_id, "" if text == original else text)

    def _keep(self, texts: dict[int, str], comment_id: int, text: str) -> bool:
        before = texts.get(comment_id)
        if text.strip():
            texts[comment_id] = text
        else:
            texts.pop(comment_id, None)
        if texts.get(comment_id) != before:
            self._changed()
        return (before is not None) != (comment_id in texts)
