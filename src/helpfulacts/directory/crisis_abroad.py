"""Hearing the plainest words of a crisis in other languages. No state, no log.

The words are in `crisis_abroad.toml`, and no speaker has reviewed them yet.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from .crisis_reading import LONGEST
from .words import fold, without_controls

_FILE = Path(__file__).with_name("crisis_abroad.toml")
# Letters with a stroke or without a dot, which do not come apart into a letter and its mark.
_STROKES = str.maketrans("łıđøæ", "lidoa")


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    """By the code of a crisis rule: phrases as they are looked for, those in Latin letters with a space on either side."""
    with _FILE.open("rb") as file:
        text = tomllib.load(file)
    return {
        code: tuple(
            plain if plain.strip().isascii() else plain.strip()
            for phrases in languages.values()
            for plain in map(_plain, phrases)
        )
        for code, languages in text.items()
    }


def _plain(text: str) -> str:
    """Small letters without accents, one space between words and at either end."""
    folded = fold(without_controls(text)).translate(_STROKES)
    letters = "".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in folded)
    return f" {' '.join(letters.split())} "


def heard_abroad(words: str) -> frozenset[str]:
    """The codes of the crisis rules whose words in another language a text says."""
    text = _plain(words[:LONGEST])
    return frozenset(code for code, phrases in _phrases().items() if any(one in text for one in phrases))
