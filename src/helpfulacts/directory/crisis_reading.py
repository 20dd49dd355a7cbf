"""Making a free sentence plain for the crisis rules: disguises, misspellings and dialect undone. No state, no log.

The words are in `crisis_words.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .words import fold, without_controls

LONGEST = 20_000
LONGEST_WORD = 30
_WORDS_FILE = Path(__file__).with_name("crisis_words.toml")
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s|$)|(?<=[a-z]{2})[.!?;]+(?=[a-z])|\n")
_PAUSE = re.compile(r"\.{2,}|…|\n|(?<=[a-z])\.(?=[a-z])")
_CLAUSE_END = re.compile(r"[,:]|\s[-–—]+\s")
_NOT_WORD = re.compile(r"[^a-z0-9 ]+")
_DOTTED_LETTERS = re.compile(r"(?<![a-z])[a-z](?:[.\-_*/]+[a-z]){2,}(?![a-z])")
_SPACED_LETTERS = re.compile(r"\b(?:[a-z] ){2,}[a-z]\b")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_TOKEN = re.compile(r"[^\s.,;?\"()]+")
_LEET = str.maketrans("0134578@$!|", "oieastbasil")
_AFTER_IS = (
    "on|got|been|not|gone|being|going|trying|lying|having|taken|taking|stopped|run|always|bleeding|drunk|so"
)
_SHORT_FORMS = (
    (re.compile(r"\b(he|she|it|who|there|that|what|life|someone|somebody)['’`]s\b", re.IGNORECASE), r"\1 is"),
    (re.compile(rf"['’`]s(?= (?:{_AFTER_IS})\b)", re.IGNORECASE), " is"),
    (re.compile(r"['’`]re\b", re.IGNORECASE), " are"),
    (re.compile(r"['’`]ve\b", re.IGNORECASE), " have"),
    (re.compile(r"['’`]m\b", re.IGNORECASE), " am"),
    (re.compile(r"['’`]d\b", re.IGNORECASE), " would"),
)
_LONG_FORMS = {
    "im": "i am",
    "ive": "i have",
    "hes": "he is",
    "shes": "she is",
    "theyre": "they are",
    "theyve": "they have",
    "weve": "we have",
    "youre": "you are",
    "theres": "there is",
    "thats": "that is",
    "whats": "what is",
    "whos": "who is",
    "cannot": "cant",
}
_NEGATIONS = re.compile(r"\b(can|do|have|does|did|has|is|was|were|are|would|should|could) not\b")


@dataclass(frozen=True)
class _Words:
    """`matter`: the words to know again in any disguise; `glue`: short words run together with them."""

    matter: frozenset[str]
    glue: tuple[str, ...]
    not_slips: frozenset[str]
    spellings: dict[str, str]


@lru_cache(maxsize=1)
def word_book() -> dict[str, Any]:
    """The file of words: `groups`, `matter`, `spellings`, `harmless`."""
    with _WORDS_FILE.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def _words() -> _Words:
    book = word_book()
    lists = {name: text.split() for name, text in book["matter"].items()}
    pieces = dict.fromkeys(lists["words"] + lists["glue"])
    return _Words(
        matter=frozenset(lists["words"]),
        glue=tuple(sorted(pieces, key=len, reverse=True)),
        not_slips=frozenset(lists["not_slips"]),
        spellings={wrong: right for right, wrongs in book["spellings"].items() for wrong in wrongs},
    )


# Said of an afternoon: whoever wants “no food, no bingo” is not hungry. No list of needs belongs here.
NO_FOOD_NO_BINGO = re.compile(
    r"\bno food(?=(?:,| and| or|,? nor)? ?(?:and |or )?no (?:bingo|raffles?|quiz|quizzes|karaoke)\b)",
    re.IGNORECASE,
)


def plain_sentences(words: str) -> list[str]:
    """The sentences of a text, folded, with disguises and misspellings undone.

    Then its clauses, and its sentences again with pauses ignored, where there are any.
    """
    text = without_controls(words[:LONGEST])
    for short, long in _SHORT_FORMS:
        text = short.sub(long, text)
    text = fold(text)
    text = _DOTTED_LETTERS.sub(lambda match: "".join(c for c in match.group() if c.isalpha()), text)
    text = _TOKEN.sub(lambda match: _undisguised(match.group()), text)
    text = NO_FOOD_NO_BINGO.sub("", text)
    parts = _SENTENCE_END.split(text)
    parts += [clause for part in parts if _CLAUSE_END.search(part) for clause in _CLAUSE_END.split(part)]
    if _PAUSE.search(text):
        parts += _SENTENCE_END.split(_PAUSE.sub(" ", text))
    return [plain for plain in dict.fromkeys(_plain(part) for part in parts) if plain]


def _plain(part: str) -> str:
    """One sentence as plain words with single spaces."""
    part = " ".join(_NOT_WORD.sub(" ", part).split())
    part = _SPACED_LETTERS.sub(lambda match: match.group().replace(" ", ""), part)
    part = _LONG_RUN.sub(r"\1\1", part)
    part = " ".join(_meant(word) for word in _joined(part.split()))
    part = " ".join(_LONG_FORMS.get(word, word) for word in part.split())
    return _NEGATIONS.sub(r"\1nt", part).replace("will not", "wont")


def _undisguised(token: str) -> str:
    """The word that matters behind digits, signs and stars (“k1ll”, “su!cide”, “d*e”); anything else as it stands."""
    inner = token.strip("!'*#-")
    if not any(c.isalpha() for c in inner) or inner.isalpha() or len(inner) > LONGEST_WORD:
        return token
    words = _words()
    if "*" in inner or "#" in inner:
        for word in sorted(words.matter):
            if len(word) == len(inner) and all(a in (b, "*", "#") for a, b in zip(inner, word, strict=True)):
                return word
    plain = _meant(inner.translate(_LEET))
    return plain if plain in words.matter or plain in words.glue else token


def _joined(parts: list[str]) -> list[str]:
    """Two neighbouring pieces that make one word that matters become that word: “di e”, “k ill”, “sui cide”."""
    words, found = _words(), list[str]()
    for part in parts:
        both = found[-1] + part if found else ""
        whole = found and found[-1] in words.glue and part in words.glue
        if both in words.matter and not whole:
            found[-1] = both
        else:
            found.append(part)
    return found


@lru_cache(maxsize=20_000)
def _meant(word: str) -> str:
    """The plain word or words that somebody meant: from the table, a slip of the pen, or words run together."""
    words = _words()
    if word in words.spellings:
        return words.spellings[word]
    if word in words.matter or word in words.not_slips or not 4 <= len(word) <= LONGEST_WORD:
        return word
    for right in sorted(words.matter):
        if right[0] == word[0] and right not in (word + "s", word[:-1]) and _slip(word, right):
            return right
    pieces = _pieces(word) if len(word) >= 6 else None
    return " ".join(pieces) if pieces and words.matter.intersection(pieces) else word


def _slip(word: str, right: str) -> bool:
    """Whether `word` is `right` with neighbours changed round or, in a long word, one letter (two from ten) amiss."""
    most = 0 if len(right) < 6 else 1 if len(right) < 10 else 2
    if len(word) == len(right):
        wrong = [place for place in range(len(word)) if word[place] != right[place]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            first, second = wrong
            if word[first] == right[second] and word[second] == right[first]:
                return True
    return abs(len(word) - len(right)) <= most and _edits(word, right) <= most


def _edits(word: str, right: str) -> int:
    """Letters to add, drop or change (Levenshtein) between two words."""
    row = list(range(len(right) + 1))
    for place, letter in enumerate(word, 1):
        before, row = row, [place]
        for other, wanted in enumerate(right, 1):
            row.append(min(before[other] + 1, row[-1] + 1, before[other - 1] + (letter != wanted)))
    return row[-1]


def _pieces(word: str) -> list[str] | None:
    """The words of the glue that were run together (“iwanttodie”), or None if it is not made of such words."""
    for piece in _words().glue:
        if word == piece:
            return [piece]
        if word.startswith(piece):
            rest = _pieces(word[len(piece) :])
            if rest:
                return [piece, *rest]
    return None
