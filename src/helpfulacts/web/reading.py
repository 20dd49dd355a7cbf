"""How the pages ask the finder: a sentence in, what a computer made of it out. Nothing is stored but a gap."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from helpfulacts.core.clock import now
from helpfulacts.directory import finding
from helpfulacts.directory.access import says_no
from helpfulacts.directory.actions.look_for_help import look_for_help
from helpfulacts.directory.apart import NONE
from helpfulacts.directory.asking_when import read_when
from helpfulacts.directory.eligibility import Known
from helpfulacts.directory.facets import ACCESS_NEEDS, DAY_NAMES, DAYS, KINDS, LANGUAGES, SLOTS
from helpfulacts.directory.filters import Filters, counted
from helpfulacts.directory.reading import facets_in
from helpfulacts.directory.results import Found
from helpfulacts.directory.window import Window

SHOWN = 10
LOOKED_THROUGH = 100
_PARTS = {
    "am": (dt.time(0), dt.time(12)),
    "pm": (dt.time(12), dt.time(17)),
    "eve": (dt.time(17), dt.time.max),
}
_WAYS = {"venue": "You go out", "home": "At your home", "phone": "By phone", "online": "Online"}
FROM = {
    "public": "From the council, a school or the health service",
    "private": "From a shop or firm",
    "civic": "From a group, club or charity",
    "personal": "From a neighbour",
}
ALONE = {"free": "Free", "fetched": "They fetch you"}


def filters_of(given: dict[str, Any]) -> Filters:
    """The filters that are in use, as the finder takes them."""
    return Filters(
        kinds=tuple(given["kinds"]),
        days=tuple(given["days"]),
        ways=tuple(given["ways"]),
        languages=(given["language"],) if given["language"] else (),
        spheres=tuple(given["spheres"]),
        free=given["free"],
        needs=tuple(given["needs"]),
        fetched=given["fetched"],
    )


@dataclass(frozen=True)
class Looked:
    """What was found, how many more there are without the filters, and how many each choice would leave of them all.

    `said_no`: how many of the hidden ones were left out because somebody said no to what the reader needs.
    """

    found: Found
    hidden: int
    said_no: int
    counts: dict[str, dict[str, int]]


def note_gap(
    place: Any,
    given: dict[str, Any],
    where: Any,
    known: Known,
    visit: str,
    apart: frozenset[uuid.UUID] = NONE,
) -> None:
    """Log a gap if nothing fits at all, whatever the filters. Once for each look of a `visit`, not for each press."""
    look_for_help(**_asked(place, given, where, known, apart), limit=1, visit=visit)


def look(
    place: Any, given: dict[str, Any], where: Any, known: Known, apart: frozenset[uuid.UUID] = NONE
) -> Looked:
    """Look once, and once more without the filters. apart: what the reader must never be led to. Changes nothing."""
    filters = filters_of(given)
    asked = _asked(place, given, where, known, apart)
    everything = finding.find(**asked, limit=LOOKED_THROUGH)
    counts = counted(result.offer for result in everything.results)
    if filters == Filters() or everything.crisis is not None:
        return Looked(everything, 0, 0, counts)
    found = finding.find(**asked, filters=filters, limit=LOOKED_THROUGH)
    hidden = max(0, len(everything.results) - len(found.results))
    said_no = sum(says_no(result.offer, filters.needs) for result in everything.results)
    return Looked(found, hidden, min(hidden, said_no), counts)


def _asked(
    place: Any, given: dict[str, Any], where: Any, known: Known, apart: frozenset[uuid.UUID]
) -> dict[str, Any]:
    return {
        "place": place,
        "words": given["words"],
        "where": where,
        "without": given["without"],
        "known": known,
        "apart": apart,
    }


def facets_of(words: str) -> dict[str, int]:
    """What a sentence is about, as facets with a middling grade: a first guess that the checker corrects."""
    return dict.fromkeys(facets_in(words), 2)


def times_of(place: Any, words: str) -> list[str]:
    """When the sentence says that it should be, as slots of a wish; [] for any time."""
    here = now().astimezone(ZoneInfo(place.zone))
    window = read_when(words, here, place.nation).window
    if window is None:
        return []
    days = {DAYS[day.weekday()] for day in window.days}
    parts = [part for part, (starts, ends) in _PARTS.items() if _meet(window, starts, ends)]
    slots = [f"{day}_{part}" for day in DAYS if day in days for part in parts]
    return slots if len(slots) < len(SLOTS) else []


def _meet(window: Window, starts: dt.time, ends: dt.time) -> bool:
    if window.starts <= window.ends:
        return window.starts < ends and (starts < window.ends or starts == window.starts)
    return window.starts < ends  # a night goes on into the next day


def filters_in_words(given: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The filters in use, as (field, code, words): “Regular help”, “Monday”, “at home”, “free”, “no steps”."""
    words = [("kinds", kind, KINDS[kind]) for kind in given["kinds"]]
    words += [("spheres", code, FROM[code]) for code in given["spheres"]]
    words += [("days", day, DAY_NAMES[DAYS.index(day)]) for day in given["days"]]
    words += [("ways", way, _WAYS[way]) for way in given["ways"]]
    words += [("needs", need, ACCESS_NEEDS[need]) for need in given["needs"]]
    words += [(name, "on", said) for name, said in ALONE.items() if given[name]]
    if given["language"]:
        words.append(("language", given["language"], LANGUAGES[given["language"]]))
    return words
