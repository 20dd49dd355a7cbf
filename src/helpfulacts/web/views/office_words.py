"""The public register in plain words: what was done, and the few public facts that go with it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from helpfulacts.core.clock import date_in_words

_DONE = {
    "create_place": "The place was set up",
    "load_areas": "The map of wards was loaded",
    "load_deprivation": "Figures on how hard up areas are were loaded",
    "load_postcodes": "Postcodes were loaded",
    "list_offer": "An offer was listed",
    "list_offers": "Offers were listed",
    "change_offer": "An offer was changed",
    "change_offers": "Offers were changed",
    "end_offers": "Offers were ended",
    "check_offer": "An offer was checked by a person",
    "release_held_offer": "A held offer was checked and listed",
    "state_capacity": "A giver said how many they can take",
    "opened places": "Places were opened",
    "roll_occurrences": "Dates of offers were worked out",
    "try_idea": "Somebody tried an idea and said how it went",
    "log_gap": "A gap was written down: nobody has this yet",
    "began a plan": "Somebody began a plan",
    "began plans": "Plans were begun",
    "added": "Somebody wrote down help of their own",
    "changed a plan": "Somebody changed their plan",
    "erased a plan": "Somebody erased their plan",
    "suggested": "Help was suggested to somebody",
    "suggested a bundle": "Help was suggested to somebody",
    "said yes": "Somebody said yes to help",
    "asked again": "Somebody asked again for help",
    "moved up the queue": "Somebody moved up a queue",
    "done": "Help was given",
    "confirmed by the person": "Somebody said that help was given",
    "promised": "A promise was made",
    "kept": "A promise was kept",
    "excused": "A promise could not be kept, and why was said",
    "vouched": "Somebody was vouched for",
    "vetoed": "Somebody said “not this one”",
    "lifted a veto": "Somebody took back “not this one”",
    "gave a come-back phrase": "A come-back phrase was given",
    "stopped a come-back phrase": "A come-back phrase was stopped",
    "gave consent": "Somebody said yes to sharing something",
    "withdrew consent": "Somebody took back a yes to sharing",
    "corrected their facts": "Somebody corrected what we know",
    "said how to be reached": "Somebody said how to reach them",
    "granted a role": "A role was given",
    "took back a role": "A role was taken back",
    "put rules in force": "Rules for sharing came into force",
    "showed rules beside": "Other rules were put beside those in force",
    "committed to a seed": "The draw of the next round was fixed, before anybody could see it",
    "ran a round": "A sharing round was run",
    "raised an alarm": "A right could not be met, and a body must answer for it",
    "changed what a round gave": "A person changed what a round gave",
    "confirmed a round": "A person confirmed a sharing round, and its draw was shown",
    "the person said not now": "Somebody said not now",
    "the giver said not now": "A giver said not now",
    "nobody answered in time": "An answer did not come in time",
    "it was stopped": "Somebody stopped some help",
}
_BEGAN = {"person": "Somebody was written down for the first time", "organisation": "A body was written down"}
_FACTS = {
    "answer_by": "answer by",
    "decision_ref": "decision",
    "gaps": "nothing suits",
    "must_answer": "must answer",
    "own_cap": "own limit",
    "placed": "have a place",
    "refused": "all full",
    "shown_as": "shown as",
}
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_TOO_LONG = 100
MOST_FACTS = 8


def entry_words(action: str, noun: str) -> str:
    """One short sentence. An action that has no words here keeps its own, with the thing it was about."""
    if action in _DONE:
        return _DONE[action]
    if action == "began" and noun in _BEGAN:
        return _BEGAN[noun]
    return f"{noun.capitalize()}: {action.replace('_', ' ')}"


def entry_facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """(name, value) of the public facts, ids, lists and tables stay in the saved file."""
    rows = []
    for name, value in facts.items():
        if isinstance(value, (dict, list)) or value is None or value == "" or _ID.match(str(value)):
            continue
        words = "yes" if value is True else "no" if value is False else _in_words(str(value))
        if len(words) <= _TOO_LONG:
            rows.append((_FACTS.get(name, name.replace("_", " ")), words))
    return rows[:MOST_FACTS]


def _in_words(value: str) -> str:
    """A date as people read it; anything else as it is."""
    try:
        return date_in_words(dt.date.fromisoformat(value)) if value[4:5] == "-" else value
    except ValueError:
        return value
