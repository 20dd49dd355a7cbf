"""Crisis first: reviewed rules that read every free sentence before anything is looked up.

The rules, the numbers and who reviewed them are in `crisis_rules.toml`, the words and harmless sayings in
`crisis_words.toml`, and the plainest words of other languages in `crisis_abroad.toml`. Nothing is stored and nothing is logged.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpfulacts.core.deadline import not_counted

from .crisis_abroad import heard_abroad
from .crisis_reading import plain_sentences, word_book
from .crisis_slips import Slips

_ANY_ENDING = re.compile(r"(?<=[a-z])\*")
_SOME_WORDS = re.compile("~+")
_RULES_FILE = Path(__file__).with_name("crisis_rules.toml")


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
    abroad: _Rule
    numbers: dict[str, Line]
    harmless: tuple[re.Pattern[str], ...]
    slips: Slips
    version: str
    reviewed_by: str
    checked_on: dt.date
    note: str


@lru_cache(maxsize=1)
def _book() -> _Book:
    with _RULES_FILE.open("rb") as file:
        text = tomllib.load(file)
    words = word_book()
    groups = words["groups"]
    return _Book(
        rules=tuple(_rule(rule, groups) for rule in text["rule"]),
        abroad=_rule(text["abroad"], groups),
        numbers={row["code"]: Line(**row) for row in text["number"]},
        harmless=tuple(_compiled(phrase, groups) for phrase in words["harmless"]["phrases"]),
        slips=Slips(
            (pattern for rule in text["rule"] for pattern in rule["patterns"]), words["harmless"]["phrases"]
        ),
        version=text["version"],
        reviewed_by=text["reviewed_by"],
        checked_on=text["checked_on"],
        note=text["note"],
    )


def _rule(rule: dict[str, Any], groups: dict[str, str]) -> _Rule:
    return _Rule(
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


def _compiled(pattern: str, groups: dict[str, str]) -> re.Pattern[str]:
    """A rule's pattern as a regular expression: whole words; `~` up to three words, `{name}` a group."""
    for name, choices in groups.items():
        pattern = pattern.replace("{" + name + "}", f"({choices})")
    pattern = pattern.replace("(", "(?:").replace("(?:?", "(?")
    pattern = _SOME_WORDS.sub(lambda tildes: rf"(?:\w+ ){{0,{3 * len(tildes.group())}}}?", pattern)
    pattern = _ANY_ENDING.sub(r"\\w*", pattern)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _spans(patterns: tuple[re.Pattern[str], ...], sentence: str) -> list[tuple[int, int]]:
    return [match.span() for pattern in patterns for match in pattern.finditer(sentence)]


def _says(patterns: tuple[re.Pattern[str], ...], sentence: str, spared: list[tuple[int, int]]) -> bool:
    """Whether a pattern is found that does not lie wholly inside one of the spared places."""
    for pattern in patterns:
        match = pattern.search(sentence)
        while match:
            begin, end = match.span()
            if not any(first <= begin and end <= last for first, last in spared):
                return True
            match = pattern.search(sentence, begin + 1)
    return False


def advice_for(words: str) -> Advice | None:
    """What to show first for a free sentence, or None. `words` is any text that anybody typed anywhere."""
    with not_counted():
        book = _book()
    sentences = plain_sentences(words)
    abroad = heard_abroad(words)
    matched = _heard(book, sentences)
    if not matched and not abroad:
        matched = _heard(book, [again for sentence in sentences for again in book.slips.readings(sentence)])
    rules = [rule for rule in book.rules if rule in matched or rule.code in abroad]
    return _advice(book, rules) if rules else None


def _heard(book: _Book, sentences: list[str]) -> list[_Rule]:
    """The rules that some plain sentence says, but for what lies inside a harmless saying."""
    matched: list[_Rule] = []
    for sentence in sentences:
        here = [rule for rule in book.rules if _says(rule.patterns, sentence, [])]
        harmless = _spans(book.harmless, sentence) if here else []
        losses = {rule.replaces: _spans(rule.patterns, sentence) for rule in here if rule.replaces}
        matched += [
            rule for rule in here if _says(rule.patterns, sentence, harmless + losses.get(rule.code, []))
        ]
    return matched


def advice_abroad() -> Advice:
    """What comes first for whoever writes another language: we cannot read it, so it may be a crisis."""
    book = _book()
    return _advice(book, [book.abroad])


def _advice(book: _Book, rules: list[_Rule]) -> Advice:
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
