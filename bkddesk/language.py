"""The words a person reads: English in the code, translations from gettext catalogues.

Knows where the catalogues lie and which language is on; knows nothing of screens or of what the words mean.
`python -m bkddesk.language` compiles `resources/translations/<language>/*.po` into `<language>.mo`.
"""

from __future__ import annotations

import gettext
import sys
from pathlib import Path

from bkddesk.paths import resources_dir

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
DEFAULT_LANGUAGE = "id"

_current: tuple[str, gettext.NullTranslations] = ("en", gettext.NullTranslations())


def use_language(code: str) -> None:
    """Make `code` ("id" or "en") the language of all further `tr` calls; an unknown code means English."""
    global _current  # noqa: PLW0603 - the process speaks one language at a time, as gettext and Qt do
    catalogue = resources_dir() / "translations" / f"{code}.mo"
    if catalogue.is_file():
        with catalogue.open("rb") as file:
            _current = (code, gettext.GNUTranslations(file))
    else:
        _current = ("en", gettext.NullTranslations())


def current_language() -> str:
    """The code of the language in use: "id" or "en"."""
    return _current[0]


def tr(text: str, /, **values: object) -> str:
    """The text in the current language; `{name}` placeholders are filled from `values`."""
    translated = _current[1].gettext(text)
    return translated.format(**values) if values else translated


def trc(context: str, text: str, /, **values: object) -> str:
    """Like `tr`, for a word that needs a context (gettext's msgctxt): "Draft" the status, "Draft" the verb."""
    translated = _current[1].pgettext(context, text)
    return translated.format(**values) if values else translated


def ntr(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The text that fits the count `n`, which fills `{n}`."""
    return _current[1].ngettext(singular, plural, n).format(n=n, **values)


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every language's .po files below `folder` into one .mo each; the paths written."""
    from datetime import UTC, datetime

    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    no_date = datetime(2026, 1, 1, tzinfo=UTC)
    written = []
    for language in sorted(path for path in folder.iterdir() if path.is_dir()):
        # One date for all time: compiling again changes nothing where no word has changed.
        merged = Catalog(locale=language.name, creation_date=no_date, revision_date=no_date)
        for source in sorted(language.glob("*.po")):
            with source.open("rb") as file:
                catalogue = read_po(file, locale=language.name)
            # Babel knows no plural rule for Indonesian and would write English's.
            merged.mime_headers = [("Plural-Forms", catalogue.plural_forms)]
            for message in catalogue:
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
        target = folder / f"{language.name}.mo"
        with target.open("wb") as file:
            write_mo(file, merged)
        written.append(target)
    return written


if __name__ == "__main__":
    for path in compile_catalogues(resources_dir() / "translations"):
        sys.stdout.write(f"{path}\n")
