"""Advice to whoever writes an entry: long sentences, hard words, the grade. It never changes a word by itself.

The grade is that of `words.py`. Twenty words a sentence and grade 8 are the marks that public writing guides commonly
set; both are advice. Everything is worked out here, offline.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from .words import ease_of

LONGEST_SENTENCE, HARD_GRADE, FEWEST_WORDS, MOST_SHOWN = 20, 8, 8, 5
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_SHORT = re.compile(r"\b[A-Z]{3,6}\b")
_KNOWN_SHORT = frozenset({"NHS", "BBC", "DIY", "MOT", "GCSE", "CCTV"})
_WORDS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("plain_words.toml").read_text(encoding="utf-8")
)["words"]
_HARD = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + r")(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Advice:
    """`grade` is None for a text too short to grade; `long` (sentence, its words); `hard` (word, plainer); `short` forms.

    `unread`: more of it is in other letters than Latin ones, so nothing is known of it.
    """

    grade: int | None
    long: tuple[tuple[str, int], ...]
    hard: tuple[tuple[str, str], ...]
    short: tuple[str, ...]
    unread: bool = False

    @property
    def plain(self) -> bool:
        """Nothing to advise."""
        return not (self.unread or self.long or self.hard or self.short or (self.grade or 0) > HARD_GRADE)

    @property
    def too_hard(self) -> bool:
        return (self.grade or 0) > HARD_GRADE

    @property
    def age(self) -> int | None:
        """The age at which most people read it with ease."""
        return None if self.grade is None else max(5, self.grade + 5)


def advise(*texts: str) -> Advice:
    """What could be said more plainly in what somebody wrote; at most five of each, in the order of the text."""
    text = "\n".join(part.strip() for part in texts if part.strip())
    letters = [one for one in text if one.isalpha()]
    if sum(unicodedata.name(one, "").startswith("LATIN") for one in letters) * 2 < len(letters):
        return Advice(None, (), (), (), unread=True)
    ease = ease_of(text)
    long = []
    for match in _SENTENCE.finditer(text):
        words = len(_WORD.findall(match[0]))
        if words > LONGEST_SENTENCE:
            long.append((" ".join(match[0].split()), words))
    found = dict.fromkeys(match[0].lower() for match in _HARD.finditer(text))
    capitals = dict.fromkeys(word for word in _SHORT.findall(text) if word not in _KNOWN_SHORT)
    shouted = text.isupper()
    return Advice(
        grade=max(0, round(ease.grade)) if ease.words >= FEWEST_WORDS else None,
        long=tuple(long[:MOST_SHOWN]),
        hard=tuple((word, _WORDS[word]) for word in found)[:MOST_SHOWN],
        short=() if shouted else tuple(capitals)[:MOST_SHOWN],
    )
