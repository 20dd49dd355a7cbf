"""Listening once more: a word that nobody knows is read as the word of the crisis rules that a slip of the pen hid.

Only where the rules heard nothing in the words as typed. Real words and names that lie near those of the rules are in
`crisis_real_words.txt` and are left alone. No state, no log.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from .crisis_reading import LONGEST_WORD, word_book
from .reading import vocabulary
from .slips import one_missing, one_mistaken, one_too_many, two_swapped
from .words import STOP, stem

SHORTEST = 3
MOST_READINGS = 8
"""How often one sentence is listened to again: a bound on the work, not on what is meant."""
_REAL_WORDS_FILE = Path(__file__).with_name("crisis_real_words.txt")
_RULE_WORD = re.compile(r"([a-z]+)([?*]?)")
_SIGN = re.compile(r"\\[a-z]")


class Slips:
    """`meant`: the words that the rules use; `endings`: beginnings that take any ending; `known`: all left alone."""

    def __init__(self, patterns: Iterable[str], harmless: Iterable[str]) -> None:
        book = word_book()
        self.meant, endings = _words_of([*patterns, *book["groups"].values()])
        others, _ = _words_of(harmless)
        real = _REAL_WORDS_FILE.read_text(encoding="utf-8")
        lists = " ".join([*book["matter"].values(), *book["spellings"], real])
        self.known = self.meant | others | STOP | frozenset(lists.split())
        self.endings = tuple(endings)
        self._nearest = lru_cache(maxsize=20_000)(self._near)

    def readings(self, sentence: str) -> list[str]:
        """The plain sentence with its slips undone: the likeliest first; none where every word is known."""
        words = sentence.split()
        near = {at: found for at, word in enumerate(words) if (found := self._nearest(word))}
        if not near:
            return []
        likeliest = [near[at][0] if at in near else word for at, word in enumerate(words)]
        others = (
            [*likeliest[:at], other, *likeliest[at + 1 :]]
            for at, found in near.items()
            for other in found[1:]
        )
        return [" ".join(reading) for reading in islice(chain([likeliest], others), MOST_READINGS)]

    def _near(self, word: str) -> tuple[str, ...]:
        if not (SHORTEST <= len(word) <= LONGEST_WORD and word.isascii() and word.isalpha()):
            return ()
        if word in self.known or word.removesuffix("s") in self.known or word.startswith(self.endings):
            return ()
        if stem(word) in vocabulary():
            return ()
        return tuple(dict.fromkeys(one for one in _slips(word) if len(one) >= SHORTEST and one in self.meant))


def _words_of(patterns: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(whole words, beginnings that take any ending) of the patterns of rules."""
    whole, endings = set[str](), set[str]()
    for pattern in patterns:
        for word, sign in _RULE_WORD.findall(_SIGN.sub(" ", pattern)):
            if sign == "*":
                endings.add(word)
            whole.add(word)
            if sign == "?":
                whole.add(word[:-1])
    return frozenset(whole), frozenset(endings)


def _slips(word: str) -> Iterator[str]:
    """What one slip could have made into `word`, the likeliest first. The first letter stands, but for a dropped h."""
    size, letters = len(word), string.ascii_lowercase
    yield from two_swapped(word, range(size - 1))
    yield from one_missing(word, range(1, size + 1), letters)
    yield "h" + word
    if size > SHORTEST:  # In three letters too many words lie one letter away: “hat” and “hit”.
        yield from one_too_many(word, range(1, size))
        yield from one_mistaken(word, range(1, size), letters)
