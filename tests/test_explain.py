"""Every error has words of its own, in both languages."""

from __future__ import annotations

import pytest

from bkddesk.explain import explain
from bkddesk.language import use_language
from bkddesk.model.errors import DeskError


def _kinds(kind: type[DeskError] = DeskError) -> list[type[DeskError]]:
    return [sub for direct in kind.__subclasses__() for sub in (direct, *_kinds(direct))]


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.__name__)
def test_every_error_says_what_happened_what_is_safe_and_a_way_out(kind: type[DeskError]) -> None:
    said = {}
    for language in ("en", "id"):
        use_language(language)
        said[language] = explain(kind("raw answer"))
    use_language("en")
    for text in said.values():
        assert text.title
        assert text.safe
        assert text.ways
        assert text.raw == "raw answer"
    assert said["en"].title != said["id"].title
    assert said["en"].safe != said["id"].safe
    assert all(a != b for a, b in zip(said["en"].ways, said["id"].ways, strict=True))
    assert said["en"].title != explain(DeskError()).title
