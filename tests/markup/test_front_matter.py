"""Front matter: read as people write it, kept as it came, refused where it is an attack."""

from __future__ import annotations

import pytest

from bkddesk.markup.front_matter import as_list, as_text, join, split
from bkddesk.model.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "values", "body"),
    [
        ("Isi\n", {}, "Isi\n"),
        ("---\ntitle: Pukul 07:30\n---\n\nIsi\n", {"title": "Pukul 07:30"}, "Isi\n"),
        ("\ufeff---\r\ntitle: “A” & B\r\n...\r\nIsi", {"title": "“A” & B"}, "Isi"),
        (
            "---\ndate: 2026-11-25 07:00\ntime: 07:30\nyes: Yes\nslug: 007\nn: 12\nx: 1.5\nt: true\nnil:\n---\n",
            {
                "date": "2026-11-25 07:00",
                "time": "07:30",
                "yes": "Yes",
                "slug": "007",
                "n": 12,
                "x": 1.5,
                "t": True,
                "nil": None,
            },
            "",
        ),
        ("---\ntags: [a, b]\nseo:\n  judul: x\n---\n", {"tags": ["a", "b"], "seo": {"judul": "x"}}, ""),
        ("---\n---\n\n---\nIsi", {}, "---\nIsi"),
        # A text that begins with a line across has no front matter.
        ("---\n\nSatu\n\n---\n\nDua", {}, "---\n\nSatu\n\n---\n\nDua"),
        ("---\ntitle: x\n", {}, "---\ntitle: x\n"),
    ],
)
def test_front_matter_is_split_off(text: str, values: dict[str, object], body: str) -> None:
    assert split(text) == (values, body)


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &x [1]\nb: *x",
        "a: !!python/object/apply:os.system [ls]",
        f"a: {'[' * 60}{']' * 60}",
        "a: !!set {x}",
        "a: !!binary aGk=",
        "a: [",
        "a: b: c",
        "? [a]\n: b\n? {c: d}\n: e\n*x : f",
        f"a: {'x' * 70_000}",
    ],
)
def test_an_attack_is_refused_in_words(yaml: str) -> None:
    with pytest.raises(InvalidInputError):
        split(f"---\n{yaml}\n---\n")


def test_it_comes_back_in_order() -> None:
    values = {"title": "A: “b”", "zeta": [1, {"x": None}], "alfa": "2026-11-25", "benar": True}
    text = join(values, "Isi\n")
    assert list(split(text)[0].items()) == list(values.items())
    assert split(text)[1] == "Isi\n"
    assert join({}, "Isi\n") == "Isi\n"
    assert split(join({}, "---\nIsi\n")) == ({}, "---\nIsi\n")


def test_values_become_text_and_lists() -> None:
    assert (as_text(None), as_text(True), as_text(2019), as_text("x")) == ("", "true", "2019", "x")
    assert as_list("Berita > Pelatihan, Umum, ") == ("Berita > Pelatihan", "Umum")
    assert (as_list(["a", None, 2019]), as_list(None)) == (("a", "2019"), ())
