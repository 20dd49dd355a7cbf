"""How hard a text is to read: the Flesch–Kincaid grade and the age that goes with it, worked out here, offline.

Source: Kincaid, Fishburne, Rogers, Chissom (1975), "Derivation of new readability formulas for Navy enlisted
personnel": grade = 0.39 · words/sentences + 11.8 · syllables/words − 15.59. Grade 4 to 6 is about age 9 to 11.
Syllables are counted by rule (runs of vowels, a silent final e left out), right to about one word in ten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
FEWEST_WORDS = 10
_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^dt]ed|[^l]e)$")


HARD_SYLLABLES = 4
"""From so many syllables on a word is hard for many readers."""


@dataclass(frozen=True)
class Ease:
    """Counts of a text and its grade (United States school years; add 5 for the age)."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        if not self.words or not self.sentences:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def syllables(word: str) -> int:
    """About how many syllables an English word has: at least one."""
    word = word.lower().replace("’", "").replace("'", "")
    runs = len(_VOWELS.findall(word))
    if runs > 1 and _SILENT.search(word):
        runs -= 1
    return max(1, runs)


def ease_of(text: str) -> Ease:
    """Count words, sentences and syllables. A line on its own is a sentence; one without words is not."""
    words = sentences = parts = 0
    for sentence in _END.split(text):
        found = WORD.findall(sentence)
        if found:
            sentences += 1
            words += len(found)
            parts += sum(syllables(word) for word in found)
    return Ease(words, sentences, parts)


def reading_age(text: str, language: str = "en") -> int | None:
    """About how old a child is who reads `text` with ease, in years, from 5; None where that cannot be said.

    It cannot be said of fewer than ten words, or of another language than English: the formula is of English.
    """
    found = ease_of(text)
    if found.words < FEWEST_WORDS or language.partition("-")[0] != "en":
        return None
    return max(5, round(found.grade) + 5)


def hard_words(text: str) -> list[str]:
    """The long words of an English text, each once, in its order."""
    found = dict.fromkeys(word.lower() for word in WORD.findall(text) if syllables(word) >= HARD_SYLLABLES)
    return list(found)
