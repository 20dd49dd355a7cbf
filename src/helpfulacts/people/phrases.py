"""Come-back phrases: six plain words that open a plan again, without account or e-mail."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from helpfulacts.core.ids import one_of

WORDS_IN_A_PHRASE = 6


def tidy(phrase: str) -> str:
    """A phrase as it is compared: small letters, single spaces, no punctuation."""
    return " ".join(re.findall(r"[a-z]+", phrase.lower()))


@functools.cache
def phrase_words() -> tuple[str, ...]:
    """The word list: short, common, concrete and kind. At least 1,626 of them make six worth 64 bits."""
    return tuple((Path(__file__).parent / "phrase_words.txt").read_text().split())


def new_phrase() -> str:
    """Six words drawn by the operating system's random source; by the seed of the demonstration for its invented people."""
    words = phrase_words()
    return " ".join(one_of(words) for _ in range(WORDS_IN_A_PHRASE))
