"""Crisis first: reviewed rules that read every free sentence before anything is looked up.

The rules, the numbers and who reviewed them are in `crisis_rules.toml`. Nothing is stored and nothing is logged.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .words import fold

LONGEST = 20_000
_RULES_FILE = Path(__file__).with_name("crisis_rules.toml")
_SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)")
_NOT_WORD = re.compile(r"[^a-z0-9 ]+")
_SPACED_LETTERS = re.compile(r"\b(?:[a-z] ){3,}[a-z]\b")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "l"}
)
_DISGUISED = re.compile(r"(?=[^\s]*[a-z])(?<!\S)[a-z0-9@$!|]+(?:[a-z0-9@$|])(?!\S)")
_SHORT_FORMS = (
    (re.compile(r"\b(he|she|it|who|there|that|what)['’`]s\b", re.IGNORECASE), r"\1 is"),
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
    "cannot": "cant",
    "whos": "who is",
}
_NEGATIONS = re.compile(r"\b(can|do|have|does|did|has) not\b")
_MASKED = re.compile(r"(?<=[a-z])[*_#.\-](?=[a-z])")


@dataclass(frozen=True)
class Line:
    """One number (empty for the desk), when it answers, what it does, and when it was last looked up."""

    code: str
    name: str
    number: str
    when: str
    what: str
    checked_on: dt.date


@dataclass(frozen=True)
class Panel:
    """What one rule says, and its own numbers. `heard` is what it read, in a few words: “no food”.

    `keep_results`: reviewed help for `facets` may follow under it.
    """

    code: str
    headline: str
    say: str
    heard: str
    lines: tuple[Line, ...]
    keep_results: bool
    facets: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """What to show above everything, one panel a rule, the most urgent first.

    `headline` and `say` are those of the first, `lines` the numbers of all. `keep_results`: every rule allows that
    reviewed help for `facets` follows. Where only some do (hunger beside danger), it follows in a list of its own.
    """

    codes: tuple[str, ...]
    headline: str
    say: str
    lines: tuple[Line, ...]
    keep_results: bool
    facets: tuple[str, ...]
    version: str
    reviewed_by: str
    checked_on: dt.date
    note: str
    panels: tuple[Panel, ...]

    @property
    def keeps_some(self) -> bool:
        """Does at least one rule allow that its reviewed help follows?"""
        return any(panel.keep_results for panel in self.panels)


@dataclass(frozen=True)
class _Rule:
    code: str
    headline: str
    say: str
    heard: str
    lines: tuple[str, ...]
    keep_results: bool
    facets: tuple[str, ...]
    replaces: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class _Book:
    rules: tuple[_Rule, ...]
    numbers: dict[str, Line]
    spellings: dict[str, str]
    harmless: tuple[re.Pattern[str], ...]
    version: str
    reviewed_by: str
    checked_on: dt.date
    note: str


@lru_cache(maxsize=1)
def _book() -> _Book:
    with _RULES_FILE.open("rb") as file:
        text = tomllib.load(file)
    groups = text["groups"]
    return _Book(
        rules=tuple(
            _Rule(
                rule["code"],
                rule["headline"],
                rule["say"],
                rule["heard"],
                tuple(rule["lines"]),
                rule["keep_results"],
                tuple(rule["facets"]),
                rule.get("replaces", ""),
                tuple(_compiled(pattern, groups) for pattern in rule["patterns"]),
            )
            for rule in text["rule"]
        ),
        numbers={row["code"]: Line(**row) for row in text["number"]},
        spellings={wrong: right for right, wrongs in text["spellings"].items() for wrong in wrongs},
        harmless=tuple(_compiled(phrase, groups) for phrase in text["harmless"]["phrases"]),
        version=text["version"],
        reviewed_by=text["reviewed_by"],
        checked_on=text["checked_on"],
        note=text["note"],
    )


def _compiled(pattern: str, groups: dict[str, str]) -> re.Pattern[str]:
    """A rule's pattern as a regular expression: whole words; `~` is up to three words, `{name}` a group."""
    for name, choices in groups.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{choices})")
    pattern = pattern.replace("(", "(?:").replace("(?:?", "(?").replace("~", r"(?:\w+ ){0,3}?")
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def plain_sentences(words: str) -> list[str]:
    """The sentences of a text, folded, with disguises and known misspellings undone."""
    spellings = _book().spellings
    text = words[:LONGEST]
    for short, long in _SHORT_FORMS:
        text = short.sub(long, text)
    text = fold(text)
    text = _DISGUISED.sub(lambda match: _undisguised(match.group()), text)
    text = _MASKED.sub("", text)
    found = []
    for part in _SENTENCE_END.split(text):
        part = " ".join(_NOT_WORD.sub(" ", part).split())
        part = _SPACED_LETTERS.sub(lambda match: match.group().replace(" ", ""), part)
        part = _LONG_RUN.sub(r"\1\1", part)
        part = " ".join(spellings.get(word, word) for word in part.split())
        part = " ".join(_LONG_FORMS.get(word, word) for word in part.split())
        part = _NEGATIONS.sub(r"\1nt", part)
        if part:
            found.append(part)
    return found


def _undisguised(word: str) -> str:
    """Letters back for digits and signs, in a word that mixes them: “k1ll”, “su!cide”. Not a postcode or a price."""
    inner = word.rstrip("!")
    signs = sum(character in "0134578@$!|" for character in inner)
    letters = sum(character.isalpha() for character in inner)
    return word.translate(_LEET) if signs and letters > signs and len(inner) > 3 and inner == word else word


def advice_for(words: str) -> Advice | None:
    """What to show first for a free sentence, or None. `words` is any text that anybody typed anywhere."""
    book = _book()
    matched: list[_Rule] = []
    for sentence in plain_sentences(words):
        for harmless in book.harmless:
            sentence = harmless.sub(" harmless ", sentence)
        sentence = " ".join(sentence.split())
        here = [rule for rule in book.rules if any(pattern.search(sentence) for pattern in rule.patterns)]
        instead = {rule.replaces for rule in here if rule.replaces}
        matched += [rule for rule in here if rule.code not in instead]
    if not matched:
        return None
    rules = [rule for rule in book.rules if rule in matched]
    lines = dict.fromkeys(code for rule in rules for code in rule.lines)
    keep = all(rule.keep_results for rule in rules)
    return Advice(
        codes=tuple(rule.code for rule in rules),
        headline=rules[0].headline,
        say=rules[0].say,
        lines=tuple(book.numbers[code] for code in lines),
        keep_results=keep,
        facets=tuple(dict.fromkeys(facet for rule in rules for facet in rule.facets)) if keep else (),
        version=book.version,
        reviewed_by=book.reviewed_by,
        checked_on=book.checked_on,
        note=book.note,
        panels=tuple(
            Panel(
                rule.code,
                rule.headline,
                rule.say,
                rule.heard,
                tuple(book.numbers[code] for code in rule.lines),
                rule.keep_results,
                rule.facets,
            )
            for rule in rules
        ),
    )


def as_report(advice: Advice) -> dict[str, Any]:
    """The advice as plain values, for a command or an interface."""
    return {
        "rules": list(advice.codes),
        "headline": advice.headline,
        "say": advice.say,
        "lines": [
            {
                "name": line.name,
                "number": line.number,
                "when": line.when,
                "what": line.what,
                "checked_on": line.checked_on,
            }
            for line in advice.lines
        ],
        "reviewed_by": advice.reviewed_by,
        "version": advice.version,
        "note": advice.note,
    }
