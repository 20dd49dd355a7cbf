"""What a sentence asks us to leave out: “not the food bank”, “no church”, “something outside, not sport”.

Its words are not looked up, and what says them in its name, its first lines or its giver is left out. Needs are said with
the same little words (“no money”, “not sleeping”, “without her”), so the reading is careful: “not” counts at the head of a
clause or before “the” or “a”, and “no” only before what people refuse, never before what they lack.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .crisis_reading import NO_FOOD_NO_BINGO
from .words import STOP, stem, without_apostrophes, words_in

if TYPE_CHECKING:
    from .models import Offer

_LONGEST = 3
_BY = "to|at|in|with|from|by|run by"
_A = rf"(?:(?:go to|going to|to go to|to use|{_BY}|the|a|an|any|another|your) )*"
_HEAD = r"(?:(?:^|[,.;:–—] ?|- |\b(?:but|and|or|just|please) )(?:(?:but|and|just|please),? )*)"
_NOT_A = re.compile(
    rf"(?:{_HEAD}|\b(?!(?:i|im|is|are|am|was|were|its|hes|shes|theyre|youre|thats|it|be|been|do|does|did|has|have|had|can|"
    rf"could|will|would|should|if|or|why)\b)\w+ )(?P<from>not (?:(?:{_BY}) )*(?:the|a|an|any|another|your) )",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"{_HEAD}(?P<from>not (?:(?:{_BY}) )*)", re.IGNORECASE)
_REFUSING = re.compile(
    rf"(?P<from>\b(?:(?:i )?(?:dont|do not|wouldnt|would not) (?:want|like|fancy)|(?:i )?(?:would|d|id) rather not|rather not|"
    rf"(?:i |we )?(?:really )?(?:dont|do not|no longer) (?:really )?need(?: (?:any )?help with)?|(?<!have )(?<!got )nothing (?:with|about|involving)|"
    rf"that is not|thats not|that isnt|which is not|which isnt|nothing to do with|anything but|anywhere but|except(?: for)?|apart from|other than|rather than|instead of) {_A})",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?<!have )(?<!has )(?<!had )(?<!got )(?<!is )(?<!are )(?<!theres )(?<!ive )(?<!im )(?<!am )(?<!was )"
    r"(?P<from>\b(?:no|not|nothing|without|hate|cant stand|dislike) (?:the |a |an |any )?)(?!forms? of\b)",
    re.IGNORECASE,
)
# “no food” alone is hunger; only whoever says please or thanks to it, and asks for no help, refuses it.
_NO_FOOD = re.compile(
    r"(?:\b(?:i ?a?m|we ?a?re) (?:not|never|no longer) (?:really |very |at all )?hungry\b|"
    r"(?<!have )(?<!has )(?<!got )(?<!is )(?<!ive )(?<!theres )\bno food,? (?:please|thanks?|thank you)\b"
    r"(?! (?:can|could|help|send|give|bring|get|i|we)\b))",
    re.IGNORECASE,
)
_TOLD_NOT = re.compile(r"\b(?:no|not|never|without) (?:any |a |the )?\w+", re.IGNORECASE)
_OR = re.compile(rf",? (?:or|nor) {_A}", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
with Path(__file__).with_name("not_wanted.toml").open("rb") as _file:
    _WORDS = {name: frozenset(words.split()) for name, words in tomllib.load(_file).items()}


def not_wanted(words: str) -> tuple[tuple[str, ...], str]:
    """(each thing that a sentence refuses, in small letters; the rest of the sentence). Nothing and `words` where it refuses nothing."""
    text = without_apostrophes(words)
    refused: list[str] = []
    if found := _NO_FOOD.search(text) or NO_FOOD_NO_BINGO.search(text):
        refused.append("food")
        text = f"{text[: found.start()].rstrip(' ,-–—')} {text[found.end() :].lstrip(' ,')}"
    for pattern in (_REFUSING, _NOT_A, _HEADED, _NO):
        at = 0
        while found := pattern.search(text, at):
            at = found.end()
            thing, end = _thing(text, at)
            if pattern is _NO:
                thing = _cut(thing)
                end = at + len(" ".join(thing))
            if not thing or not _is_refused(thing, pattern):
                continue
            refused.append(" ".join(thing))
            while more := _OR.match(text, end):
                thing, after = _thing(text, more.end())
                if not thing:
                    break
                refused.append(" ".join(thing))
                end = after
            at = found.start("from")
            text = f"{text[:at].rstrip(' ,-–—')} {text[end:]}"
    if not refused:
        return (), words
    rest = re.sub(r"\b(?:but|and|just|or)\s*(?=[?.!,]|$)", " ", text, flags=re.IGNORECASE)
    if {"stairs", "steps"} & set(refused):
        rest = f"{rest} step free"  # it is also a need that some offers say they meet
    return tuple(dict.fromkeys(refused)), " ".join(rest.split()).strip(" ,")


def _thing(text: str, start: int) -> tuple[list[str], int]:
    """The words of the thing that stands at `start`, at most three, and where they end."""
    thing: list[str] = []
    end = start
    while len(thing) < _LONGEST and (
        word := _WORD.match(text, end + (bool(thing) and text[end : end + 1] == " "))
    ):
        if word[0].lower() in STOP:
            break
        thing.append(word[0].lower())
        end = word.end()
    while len(thing) > 1 and thing[-1].endswith("ed"):  # “the council involved”
        thing.pop()
    return thing, end


def _cut(thing: list[str]) -> list[str]:
    """Up to its last word that people refuse: “no pork food parcels” asks for food parcels. Empty without one.

    A bank is refused as a food bank alone: whoever has “no bank account” needs one.
    """
    if thing[:1] == ["food"] and thing[1:2] in (["bank"], ["banks"]):
        return thing[:2]
    last = max((at for at, word in enumerate(thing, 1) if word in _WORDS["refused"]), default=0)
    return thing[:last]


def _is_refused(thing: Sequence[str], pattern: re.Pattern[str]) -> bool:
    if pattern is _NO:
        return True
    if thing[0] in _WORDS["tells"]:
        return False
    return pattern is not _HEADED or not thing[0].endswith(("ing", "ed"))


def says(offer: Offer, refused: Sequence[str]) -> bool:
    """Whether an offer (with its ward at hand) says one of the refused things where everybody reads it first.

    What it says not to have (“no stairs”) is not refused.
    """
    told = f"{offer.title} . {offer.summary} . {offer.shown_from} . {offer.ward.name if offer.ward else ''}"
    stems = f" {' '.join(map(stem, words_in(_TOLD_NOT.sub(' ', told))))} "
    return any(f" {' '.join(map(stem, words_in(thing)))} " in stems for thing in refused)
