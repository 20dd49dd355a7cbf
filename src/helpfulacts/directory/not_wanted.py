"""What a sentence asks us to leave out: “not the food bank”, “no church”, “something outside, not sport”.

Its words are not looked up, and what says them in its name, its first lines or its giver is left out. Needs are said with
the same little words (“no money”, “not sleeping”, “without her”), so the reading is careful: “not” counts at the head of a
clause or before “the” or “a”, and “no” only before what people refuse, never before what they lack.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .words import STOP, stem, words_in

if TYPE_CHECKING:
    from .models import Offer

_LONGEST = 3
_A = r"(?:(?:to|go to|going to|at|in|with|from|of|the|a|an|any|another|your) )*"
_HEAD = r"(?:(?:^|[,.;:–—] ?|- |\b(?:but|and|or|just|please) )(?:(?:but|and|just|please),? )*)"
_NOT_A = re.compile(
    rf"(?:{_HEAD}|\b(?!(?:i|im|is|are|am|was|were|its|hes|shes|theyre|youre|were|thats|it|be|been|do|does|did|has|have|had|can|"
    r"could|will|would|should|if|or|why)\b)\w+ )(?P<from>not (?:(?:to|at|in|with|from) )*(?:the|a|an|any|another|your) )",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"{_HEAD}(?P<from>not (?:(?:to|at|in|with|from) )*)", re.IGNORECASE)
_REFUSING = re.compile(
    rf"(?P<from>\b(?:(?:i )?(?:dont|do not|wouldnt|would not) (?:want|like|fancy)|(?:i )?(?:would|d|id) rather not|rather not|"
    rf"anything but|anywhere but|except(?: for)?|apart from|other than|rather than|instead of) {_A})",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?<!have )(?<!has )(?<!had )(?<!got )(?<!is )(?<!are )(?<!theres )(?<!ive )(?P<from>\b(?:no|without) (?:the |a |an |any )?)",
    re.IGNORECASE,
)
_OR = re.compile(rf",? (?:or|nor) {_A}", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
# What people say no to. Whoever says “no food” or “no car” needs some.
_REFUSED = frozenset(
    [
        "church",
        "churches",
        "religion",
        "religious",
        "god",
        "prayer",
        "prayers",
        "praying",
        "bible",
        "mosque",
        "temple",
        "chapel",
        "vicar",
        "faith",
        "preaching",
        "worship",
        "charity",
        "charities",
        "bank",
        "banks",
        "sport",
        "sports",
        "football",
        "gym",
        "singing",
        "dancing",
        "bingo",
        "dog",
        "dogs",
        "cat",
        "cats",
        "pets",
        "smoking",
        "alcohol",
        "drinking",
        "pub",
        "pubs",
        "bar",
        "bars",
        "crowds",
        "groups",
        "strangers",
        "forms",
        "police",
        "meat",
        "pork",
        "gluten",
        "dairy",
        "nuts",
        "zoom",
    ]
)
# “not sleeping”, “not allowed”, “not enough”, “not a penny”: these tell of a need.
_TELLS = frozenset(
    [
        "able",
        "ok",
        "okay",
        "fair",
        "safe",
        "warm",
        "happy",
        "nice",
        "easy",
        "cheap",
        "clean",
        "legal",
        "heard",
        "seen",
        "eaten",
        "had",
        "got",
        "been",
        "paid",
        "slept",
        "left",
        "done",
        "gone",
        "well",
        "sure",
        "enough",
        "allowed",
        "penny",
        "clue",
        "chance",
        "bit",
        "lot",
        "word",
        "soul",
        "problem",
        "hour",
        "minute",
        "fit",
        "ill",
        "again",
        "myself",
        "himself",
        "herself",
        "everyone",
        "home",
        "pain",
        "school",
        "bed",
        "eat",
        "sleep",
        "cope",
        "drive",
        "walk",
        "work",
        "see",
        "hear",
        "stand",
        "manage",
        "afford",
        "speak",
        "read",
        "pay",
        "move",
        "breathe",
        "come",
        "leave",
        "go",
        "know",
        "think",
    ]
)


def not_wanted(words: str) -> tuple[tuple[str, ...], str]:
    """(each thing that a sentence refuses, in small letters; the rest of the sentence). Nothing and `words` where it refuses nothing."""
    text = re.sub(r"[’'‘`]", "", words)
    refused: list[str] = []
    for pattern in (_REFUSING, _NOT_A, _HEADED, _NO):
        at = 0
        while found := pattern.search(text, at):
            at = found.end()
            thing, end = _thing(text, at)
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
    return thing, end


def _is_refused(thing: Sequence[str], pattern: re.Pattern[str]) -> bool:
    if pattern is _NO:
        return thing[-1] in _REFUSED or thing[0] in _REFUSED
    if thing[0] in _TELLS:
        return False
    return pattern is not _HEADED or not thing[0].endswith(("ing", "ed"))


def says(offer: Offer, refused: Sequence[str]) -> bool:
    """Whether an offer (with its ward at hand) says one of the refused things where everybody reads it first."""
    told = f"{offer.title} . {offer.summary} . {offer.shown_from} . {offer.ward.name if offer.ward else ''}"
    stems = f" {' '.join(map(stem, words_in(told)))} "
    return any(f" {' '.join(map(stem, words_in(thing)))} " in stems for thing in refused)
