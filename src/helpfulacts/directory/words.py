"""Words of a sentence: folded, split, stripped of stop words, and reduced to a stem for comparison."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

LONGEST = 600
MOST_TERMS = 40
_WILL = re.compile(r"['’]ll\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")

STOP = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())


def fold(text: str) -> str:
    """Lower case, accents and apostrophes gone: “Can’t” and “cant” are one word, “I’ll” is not “ill”."""
    if text.isascii() and "'" not in text and "`" not in text:
        return text.lower()
    text = _WILL.sub(" will", text)
    text = without_apostrophes(text)
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def without_apostrophes(text: str) -> str:
    """“Can’t” as “Cant”: the sentence is read on, so its other signs stay."""
    return text.translate(_APOSTROPHES)


def without_controls(text: str) -> str:
    """A text without the signs that nobody sees (NUL, a zero-width space), which may stand inside a word."""
    return "".join(c for c in text if c in "\n\t\r" or unicodedata.category(c) not in ("Cc", "Cf"))


def words_in(text: str) -> list[str]:
    """Every word, folded, in order."""
    return _WORD.findall(fold(text))


def distinct_words(text: str) -> list[str]:
    """Each word once, in order of first use."""
    return list(dict.fromkeys(words_in(text)))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light stem of an English word: plural, -ing, -ed, -ly and a final e or y go. For comparison, not display."""
    if len(word) <= 3:
        return word
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("edly", ""),
        ("ed", ""),
        ("ly", ""),
        ("es", "e"),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                break
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def terms_of(text: str) -> list[str]:
    """The words worth searching for: no stop words, each stem once, at most 40."""
    found: dict[str, str] = {}
    for word in words_in(text):
        if word not in STOP and len(word) > 1 and not word.isdigit() and len(word) <= 40:
            found.setdefault(stem(word), word)
    return list(found.values())[:MOST_TERMS]
