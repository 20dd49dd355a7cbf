"""Slips of the pen: a word that nothing here says is read as the one that it is a letter away from, and that is said.

Only slips that are hardly ever another word: two letters that changed places, one too few, one doubled, a wrong vowel in a long word.
The first letter stands, short words are left alone, and so is every word that our own word lists know, or an
offer that the reader may see: what they may not see is never told by a word that was put right.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Any

from .fulltext import NONE, Keys, carriers
from .reading import vocabulary
from .slips import one_missing, one_mistaken, one_too_many, two_swapped
from .words import STOP, stem, words_in

SHORTEST, LONGEST_WORD, MOST_SLIPS = 5, 16, 4
TO_MISS_ONE, TO_DOUBLE_ONE, TO_MISTAKE_ONE = 6, 7, 8
"""How long a word is at least for such a slip: “butter” is not “better”, “bleach” is not “beach”."""
_VOWELS = "aeiou"


def respelt(place_id: Any, words: str, unseen: Keys = NONE) -> tuple[dict[str, str], str]:
    """(each slip and what it is read as, the words with those in its place). unseen: as of `fulltext.search`."""
    slips: dict[str, str] = {}
    for word in dict.fromkeys(words_in(words)):
        if len(slips) < MOST_SLIPS and (meant := _meant(place_id, word, unseen)):
            slips[word] = meant
    for slip, meant in slips.items():
        words = re.sub(rf"\b{slip}\b", meant, words, flags=re.IGNORECASE)
    return slips, words


def _meant(place_id: Any, word: str, unseen: Keys) -> str | None:
    """The word that was meant: one of our own word lists, or else the one that most offers say."""
    if not (SHORTEST <= len(word) <= LONGEST_WORD and word.isascii() and word.isalpha()) or word in STOP:
        return None
    known = vocabulary()
    if stem(word) in known or carriers(place_id, [word], unseen)[0]:
        return None
    near = list(dict.fromkeys(_slips(word)))
    if ours := [one for one in near if stem(one) in known]:
        near = ours
    said = carriers(place_id, near, unseen)
    most = max(said, default=0)
    if most or ours:
        return near[said.index(most)]
    return None


def _slips(word: str) -> Iterator[str]:
    """What a slip could have made into `word`, the likeliest first."""
    size = len(word)
    yield from two_swapped(word, range(1, size - 1))
    for at in range(1, size):
        yield from one_missing(word, [at], word[at])  # “borow”
    if size >= TO_MISS_ONE:
        yield from one_missing(word, range(1, size - 1), string.ascii_lowercase)
    if size >= TO_DOUBLE_ONE:
        yield from one_too_many(word, (at for at in range(1, size) if word[at] == word[at - 1]))
    if size >= TO_MISTAKE_ONE:
        yield from one_mistaken(word, (at for at in range(1, size) if word[at] in _VOWELS), _VOWELS)
