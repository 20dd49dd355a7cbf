"""A part of the day that a sentence asks for without a day: “a choir in the evenings”, “a hot meal at lunchtime”, “after school”.

It is read where it says when something is wanted, and left where it names a thing (“an evening class”, “coffee mornings”,
“after school club”), greets (“good morning”), or tells how somebody's day goes (“I feel low in the mornings”, “I work
evenings”, “I can't get out in the evenings”). What stands between two signs or joining words is looked at by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from .window import PARTS
from .words import STOP

AFTER_SCHOOL = (dt.time(15), dt.time(18))
_DAYLIGHT = "morning|afternoon|evening"
_THEN = re.compile(
    rf"(?:\b(?:in|during) the |\b(?:in|on|of) an? |\b(?:every|each|most) )(?:early |late )?(?P<one>{_DAYLIGHT})s?\b"
    rf"|(?:\b(?:in|during|on|at) )?\b(?P<many>{_DAYLIGHT})s\b"
    r"|\b(?:at|over|around|during) (?P<lunch>lunch) ?times?\b|\blunch ?times\b"
    r"|\b(?:in|on|during) (?:my|our|his|her|their|the|a) lunch ?(?:hour|break)s?\b"
    r"|\bafter (?P<school>school)\b"
)
# “at 3 o'clock in the morning” is a clock; “coffee mornings” and “an open evening” are things, “dark evenings” a season.
_BEFORE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|o ?clock|good|until|till|since|"
    r"coffee|tea|quiz|games|film|social|music|open|parents?|craft|curry|fun|dance|prayer|club|"
    r"dark|winter|summer|autumn|spring|before and|long|light|cold|lonely|quiet|calm|calmer|school) ?$"
)
_A_THING = re.compile(
    r"-|\s*(?:clubs?|care|class(?:es)?|courses?|groups?|provision|scheme|leavers?|staff|jobs?|places?|childcare)\b"
    r"|\s+(?:are|is|were|seem|feel|drag|get)\b(?! (?:best|better|good|fine|ok|okay|easiest|free))"
)
_CLAUSE = re.compile(
    r"[,;:.!?()]|\b(?:and|but|so|because|cos|as|when|while|although|though|if|since|cause|which)\b"
)
_NO = re.compile(
    r"\b(?:not|never|no|cant|cannot|dont|doesnt|didnt|wont|isnt|arent|hardly|unable|struggl\w+|hate|stopped)\b"
)
_WISHES = re.compile(
    r"\b(?:want|wants|wanted|wanting|need|needs|needing|looking|hoping|prefer|like to|id like|would like|love to|somewhere|"
    r"something|anything|somebody|someone|anyone|anybody|any|free|available|please|is there|are there|do you|what ?s on|"
    r"can(?! (?:hear|see|feel|smell|get (?:low|bad|scared|lonely)))|could|may|able)\b"
)
_TELLS = re.compile(
    r"\b(?:i|im|ive|we|weve|he|hes|she|shes|they|theyre|it|its|works|working|gets|feels|has|goes|wanders|sleeps|"
    r"died|fell|broke|happened|was|were|had|went|got|lost|left|woke|last|ago|"
    r"lonely|alone|own|scared|frightened|afraid|sad|low|bad|worse|worst|stiff|sick|tired|hungry|confused|anxious|depressed|bored|"
    r"hard|difficult|pain|pains|panic\w*|shaky|awake|cry|crying|(?:is|are) (?:the|so|very|too|always|when))\b"
)


class Part(NamedTuple):
    """`hours` of each day, from when to when; on `weekdays` only; `rest` is the text without the words that say it."""

    hours: tuple[dt.time, dt.time]
    weekdays: bool
    rest: str


def part_said(text: str) -> Part | None:
    """The part of the day that a text in small letters asks for; None where it asks for none, or for two that do not meet.

    “After school” stays in the text, for it says what is needed too.
    """
    found = [one for one in _THEN.finditer(text) if _asks(text, one)]
    if not found:
        return None
    hours, weekdays = _hours(found[0])
    for one in found[1:]:
        others, also = _hours(one)
        if others[0] > hours[1] or hours[0] > others[1]:
            return None
        hours, weekdays = (min(hours[0], others[0]), max(hours[1], others[1])), weekdays and also
    rest = text
    for one in reversed(found):
        if not one["school"]:
            rest = f"{rest[: one.start()]} {rest[one.end() :]}"
    rest = re.sub(r"\b(?:or|and)\s*(?=[?.!,]|$)", " ", rest)
    return Part(hours, weekdays, " ".join(rest.split()))


def _hours(found: re.Match[str]) -> tuple[tuple[dt.time, dt.time], bool]:
    if found["school"]:
        return AFTER_SCHOOL, True
    return PARTS[found["one"] or found["many"] or "lunchtime"], False


def _asks(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    if _BEFORE.search(before) or _A_THING.match(after):
        return False
    # “in the evening sun”: one that is followed by the name of a thing belongs to it; one in the plural does not.
    follows = re.match(r"\s+(\w+)", after)
    if found["one"] and not found[0].endswith("s") and follows and follows[1] not in STOP:
        return False
    return is_wished(text, found)


def is_wished(text: str, found: re.Match[str]) -> bool:
    """Whether what stands around a time wishes for something then; it does not where it says no or tells of somebody's day."""
    before = _CLAUSE.split(text[: found.start()])[-1]
    if _NO.search(before):
        return False
    whole = f"{before} {_CLAUSE.split(text[found.end() :])[0]}"
    return bool(_WISHES.search(whole)) or not _TELLS.search(whole)
