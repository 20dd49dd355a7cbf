"""How the pages ask the finder: a sentence in, what a computer made of it out. Nothing is stored but a gap."""

from __future__ import annotations

from typing import Any

from helpfulacts.directory import finding
from helpfulacts.directory.actions.look_for_help import look_for_help
from helpfulacts.directory.facets import DAYS, KINDS, LANGUAGES
from helpfulacts.directory.reading import read

SHOWN = 10
LOOKED_THROUGH = 100
_WAYS = {"venue": "you go out", "home": "at home", "phone": "by phone", "online": "online"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def filters_of(given: dict[str, Any]) -> dict[str, Any]:
    """The filters that are in use, as the finder takes them."""
    asked = {
        "kinds": tuple(given["kinds"]),
        "days": tuple(given["days"]),
        "ways": tuple(given["ways"]),
        "languages": (given["language"],) if given["language"] else (),
        "free": given["free"],
        "step_free": given["step_free"],
    }
    return {name: value for name, value in asked.items() if value}


def look(place: Any, given: dict[str, Any], where: Any) -> tuple[Any, int]:
    """What was found, and how many more there are without the filters. A gap is logged only if nothing fits at all."""
    filters = filters_of(given)
    asked = {"place": place, "words": given["words"], "where": where, "without": given["without"]}
    if not filters:
        return look_for_help(**asked, limit=LOOKED_THROUGH), 0
    found = finding.find(**asked, **filters, limit=LOOKED_THROUGH)
    everything = look_for_help(**asked, limit=LOOKED_THROUGH)
    return found, max(0, len(everything.results) - len(found.results))


def facets_of(words: str) -> dict[str, int]:
    """What a sentence is about, as facets with a middling grade: a first guess that the checker corrects."""
    return dict.fromkeys(read(words).facets, 2)


def filters_in_words(given: dict[str, Any]) -> list[str]:
    """The filters in use: “Regular help”, “Monday”, “at home”, “free”, “no steps”, “Punjabi”."""
    words = [KINDS[kind] for kind in given["kinds"]]
    words += [_DAYS[DAYS.index(day)] for day in given["days"]]
    words += [_WAYS[way] for way in given["ways"]]
    words += ["free"] if given["free"] else []
    words += ["no steps"] if given["step_free"] else []
    words += [LANGUAGES[given["language"]]] if given["language"] else []
    return words
