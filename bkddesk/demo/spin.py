"""Spam by template: `{a|b|c}` picks one, `[bold:SLOT]` disguises letters. Random numbers come in as an argument."""

from __future__ import annotations

import re
from random import Random

_CHOICE = re.compile(r"\{([^{}]*)\}")
_DISGUISE = re.compile(r"\[(\w+):([^\[\]]*)\]")

_LEET = str.maketrans("aeiostAEIOST", "43105743105" + "7")
_CYRILLIC = str.maketrans("aceopxyACEOPXTBHKM", "асеорхуАСЕОРХТВНКМ")


def spin(template: str, random: Random) -> str:
    """One text out of a template; choices may be nested."""
    while found := _CHOICE.search(template):
        template = template[: found.start()] + random.choice(found[1].split("|")) + template[found.end() :]
    return _DISGUISE.sub(lambda found: disguised(found[1], found[2]), template)


def disguised(kind: str, text: str) -> str:
    """The text in letters that look alike but are others: how gambling advertisers slip past word lists."""
    match kind:
        case "bold":
            return "".join(_styled(character, 0x1D5D4, 0x1D5EE, 0x1D7EC) for character in text)
        case "serif":
            return "".join(_styled(character, 0x1D400, 0x1D41A, 0x1D7CE) for character in text)
        case "mono":
            return "".join(_styled(character, 0x1D670, 0x1D68A, 0x1D7F6) for character in text)
        case "wide":
            return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)
        case "circled":
            return "".join(
                chr(0x24B6 + ord(character.upper()) - 65) if character.isalpha() else character for character in text
            )
        case "spaced":
            return " ".join(text)
        case "dotted":
            return ".".join(text)
        case "leet":
            return text.translate(_LEET)
        case "cyrillic":
            return text.translate(_CYRILLIC)
        case "hidden":
            return "\u200b".join(text)
        case _:
            raise ValueError(f"Unknown disguise: {kind}")


def _styled(character: str, upper: int, lower: int, digit: int) -> str:
    if "A" <= character <= "Z":
        return chr(upper + ord(character) - 65)
    if "a" <= character <= "z":
        return chr(lower + ord(character) - 97)
    if "0" <= character <= "9":
        return chr(digit + ord(character) - 48)
    return character
