"""What a person typed about a comment and has not sent: replies and edits, kept for each comment until they are.

Moving on, or Esc, never loses a text. Knows no widgets.
"""

from __future__ import annotations

from collections.abc import Mapping


class UnsentTexts:
    """Texts by comment id."""

    def __init__(self) -> None:
        self.replies: dict[int, str] = {}
        self.edits: dict[int, str] = {}

    def keep_reply(self, comment_id: int, text: str) -> bool:
        """Remember a reply as far as it is typed; whether the comment has now begun or ceased to have one."""
        return _keep(self.replies, comment_id, text)

    def keep_edit(self, comment_id: int, text: str, original: str) -> bool:
        """Remember an edit as far as it is typed; equal to the original it is none."""
        return _keep(self.edits, comment_id, "" if text == original else text)

    def as_json(self) -> dict[str, dict[str, str]]:
        """Everything, for keeping over a restart."""
        return {
            "replies": {str(comment_id): text for comment_id, text in self.replies.items()},
            "edits": {str(comment_id): text for comment_id, text in self.edits.items()},
        }

    def take_json(self, kept: object) -> None:
        """What `as_json` gave; anything else is ignored."""
        if not isinstance(kept, Mapping):
            return
        for name, texts in (("replies", self.replies), ("edits", self.edits)):
            stored = kept.get(name)
            if isinstance(stored, Mapping):
                texts.update({int(key): str(text) for key, text in stored.items() if str(key).isdecimal()})


def _keep(texts: dict[int, str], comment_id: int, text: str) -> bool:
    had = comment_id in texts
    if text.strip():
        texts[comment_id] = text
    else:
        texts.pop(comment_id, None)
    return had != (comment_id in texts)
