"""Small turns of language that pages and commands share, and the one rule by which people's own words are tidied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from helpfulacts.engine.small import nearest

_JOINERS = (
    "\u200c\u200d"  # Persian and Indian words are misspelt without them, and families of emoji fall apart
)
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{2,6}\U000e007f")  # England, Scotland and Wales
_NOT_SEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800"
)  # letters and marks that draw nothing
_WRITTEN = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
)  # format signs with ink


def mid_sentence(name: str) -> str:
    """A name inside a sentence: “from a choir in Lye”, “by the partnership board”; a proper name keeps its capital."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("A", "An", "The", "My", "Somebody") else name


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_in_words(number: int) -> str:
    """“no”, “one” to “nine”, then figures: “12”, “1,204”."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def counted(number: int, one: str, many: str) -> str:
    """“1 area”, “6,279 areas”."""
    return f"{number:,} {one if number == 1 else many}"


def pounds(pence: int) -> str:
    """“40p”, “£2.50”, “£2,500”; “£0” of none."""
    if 0 < pence < 100:
        return f"{pence}p"
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"


def percent(share: float) -> str:
    """“62%” of 0.62."""
    return f"{nearest(100 * share, 1)}%"


def percent_between(low: float, high: float) -> str:
    """“48–80%”: the two ends of an interval of a share."""
    return f"{nearest(100 * low, 1)}–{percent(high)}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """“£78”, “£78 and half an hour, unpaid”, “by phone, online or at your home”; "" of none."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def rest_of(text: str, found: re.Match[str]) -> str:
    """The words around what was found, with single spaces."""
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def tidy(text: str) -> str:
    """People's own words on one line, as they are kept: composed (NFC), with single spaces and none at the ends.

    What joins or parts letters inside a word stays. What cannot be seen goes: signs that turn the direction of writing
    (they can make one text look like another), tags, marks of width zero, control characters and half characters.
    "" when nothing is left that can be seen.
    """
    kept, at = [], 0
    for flag in _FLAG.finditer(text):
        kept += [_seen(text[at : flag.start()]), flag[0]]
        at = flag.end()
    line = " ".join("".join([*kept, _seen(text[at:])]).split()).strip(_JOINERS + " ")
    return unicodedata.normalize("NFC", line)


def tidy_lines(text: str) -> str:
    """The same, line by line, of words that may have several; no empty line at either end."""
    return "\n".join(map(tidy, text.splitlines())).strip()


def _seen(text: str) -> str:
    return "".join(map(_as_kept, text))


def _as_kept(character: str) -> str:
    if character in _JOINERS or character in _WRITTEN:
        return character
    if character in _NOT_SEEN or (ord(character) & 0xFFFE) == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        return ""
    kind = unicodedata.category(character)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cf", "Cs") else character
