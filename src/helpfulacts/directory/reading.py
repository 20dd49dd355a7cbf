"""Reading a free sentence: which facets it is about, in whose words, and what it says of when and where.

The words are in `facet_words.toml`. A reading is a proposal: the page shows it, and the reader takes any of it away.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from .facets import COMES, DAYS, FACET_CODES, LANGUAGES
from .words import LONGEST, STOP, stem, terms_of, words_in

STRONG, LIGHT, LINKED = 1.0, 0.4, 0.5
MOST_FACETS = 4
NOT = frozenset(("cant", "cannot", "dont", "doesnt", "never", "no", "not", "nobody", "wont"))
_WORDS_FILE = Path(__file__).with_name("facet_words.toml")
_Entry = tuple[tuple[str, ...], str, float]


@dataclass(frozen=True)
class Reading:
    """`facets`: code → weight (0.4 hinted, 1 said), most certain first; `said`: code → the words that say so.

    `terms` are the words worth looking up, `hints` codes of days, ways, languages, "step_free" and "free". `linked` are
    facets that no word named but whose meaning lies near; `carried` taxonomy terms that lie near, by search token.
    """

    facets: dict[str, float]
    said: dict[str, tuple[str, ...]]
    terms: tuple[str, ...]
    hints: frozenset[str] = field(default_factory=frozenset)
    linked: tuple[str, ...] = ()
    carried: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _entries() -> dict[str, list[_Entry]]:
    """Phrases by their first stem: (stems, code, weight). Hints carry the code `hint:` and weight 0."""
    with _WORDS_FILE.open("rb") as file:
        text = tomllib.load(file)
    found: dict[str, list[_Entry]] = {}
    for section, weight in (("strong", STRONG), ("light", LIGHT), ("hints", 0.0)):
        for code, phrases in text[section].items():
            for phrase in phrases:
                stems = tuple(stem(word) for word in words_in(phrase))
                entry = (stems, code if weight else f"hint:{code}", weight)
                if entry not in found.setdefault(stems[0], []):
                    found[stems[0]].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1]))
    return found


def knows(word: str) -> bool:
    """Whether a phrase that we read begins with this word."""
    return stem(word) in _entries()


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """The stem of every word of every phrase that we read."""
    return frozenset(one for entries in _entries().values() for stems, _, _ in entries for one in stems)


def _match(stems: list[str], words: list[str], start: int, phrase: tuple[str, ...]) -> int:
    """Where the phrase that starts at `start` ends, or -1. One little word may stand between two of its words."""
    at = start
    for wanted in phrase[1:]:
        at += 1
        if at < len(stems) and stems[at] != wanted and words[at] in STOP:
            at += 1
        if at >= len(stems) or stems[at] != wanted:
            return -1
    return at + 1


def _matches(folded: list[str], stems: list[str]) -> list[tuple[int, int, str, float, int]]:
    """(start, end, code, weight, length) of every phrase; a shorter one inside a longer one does not count.

    So “can't walk far” is not read as walking.
    """
    found, entries = [], _entries()
    for start, first in enumerate(stems):
        if first not in entries:
            continue
        soon = stems[start + 1 : start + 3]
        for phrase, code, weight in entries[first]:
            if len(phrase) == 1:
                end = start + 1
            elif phrase[1] in soon:
                end = _match(stems, folded, start, phrase)
            else:
                continue
            if end >= 0:
                found.append((start, end, code, weight, len(phrase)))
    around: dict[int, set[tuple[int, int]]] = {}
    for start, end, *_ in found:
        if end - start > 1:
            for at in range(start, end):
                around.setdefault(at, set()).add((start, end))
    return [
        match
        for match in found
        if match[0] not in around
        or not any(match[1] <= e and e - s > match[1] - match[0] for s, e in around[match[0]])
    ]


def facets_in(words: str) -> dict[str, float]:
    """What `read` would say that a text is about, without the rest of what it reads: many texts are read at once."""
    folded = words_in(words[:LONGEST])
    weights: dict[str, float] = {}
    for _, _, code, weight, length in _matches(folded, [stem(word) for word in folded]):
        if weight:
            _weigh(weights, code, weight, length)
    return _chosen(weights)


def _chosen(weights: dict[str, float], gone: Iterable[str] = ()) -> dict[str, float]:
    """The facets of a reading, most certain first."""
    kept = sorted((c for c in weights if c in FACET_CODES and c not in gone), key=lambda c: -weights[c])
    strong = [code for code in kept if weights[code] >= STRONG]
    # Hints stand in only where nothing was said outright, or add to what was at their own small weight.
    chosen = strong[:MOST_FACETS] if strong else kept[:2]
    return {code: round(weights[code], 2) for code in chosen}


def _weigh(weights: dict[str, float], code: str, weight: float, length: int) -> tuple[float, float]:
    """Count one phrase; (how sure it is, the weight before). A longer phrase is surer than a single word."""
    sure, before = weight * (1.15 if length > 1 else 1.0), weights.get(code, 0.0)
    # Said twice counts a little more than said once.
    weights[code] = max(before, sure) + (0.1 if before else 0.0)
    return sure, before


def read(words: str, without: Iterable[str] = ()) -> Reading:
    """Read the first 600 characters of a sentence. `without`: facets that the reader took away."""
    folded = words_in(words[:LONGEST])
    stems = [stem(word) for word in folded]
    matches = _matches(folded, stems)
    denied = {at for start, end, *_ in matches if folded[start] in NOT for at in range(start, end)}
    weights: dict[str, float] = {}
    said: dict[str, dict[str, None]] = {}
    hints: set[str] = set()
    for start, end, code, weight, length in matches:
        if code.startswith("hint:"):
            hints.add(code[5:])
            continue
        sure, before = _weigh(weights, code, weight, length)
        spoken = " ".join(folded[start:end])
        if sure >= STRONG > before:
            said[code] = {spoken: None}
        elif sure >= STRONG or before < STRONG:
            said.setdefault(code, {})[spoken] = None
    chosen = _chosen(weights, set(without))
    return Reading(
        facets=chosen,
        said={code: tuple(said.get(code, ()))[:2] for code in chosen},
        terms=tuple(terms_of(" ".join(word for at, word in enumerate(folded) if at not in denied))),
        hints=frozenset(hints),
    )


HINT_FAMILIES = (
    dict.fromkeys(DAYS, "day")
    | dict.fromkeys(COMES, "where")
    | dict.fromkeys(LANGUAGES, "language")
    | {"step_free": "needs", "free": "cost"}
)
