"""Who asked in one round and what became of it, counted by every group that the report looks at, and by nothing else.

    counts = count(run)
    counts.of["sex"]["female"]   -> Counter(placed=…, refused=…, gap=…, yes=…, again=…)

Of each group: how many have a place, met only what was full, or found nothing that suits (these three add up to whoever
asked); of those with one, how many said yes to it; and of those without, how many had none the last time either. Nobody is in it by name, and no two groups are crossed.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.people.equality import ANOTHER, QUESTIONS, counted_equality
from helpfulacts.people.models import Person

from ..figures import BANDS, band
from ..inputs import unsealed
from ..models import Allocation, Run

NOT_SAID = "not-said"
OR_ANOTHER = "Not said, or another way"
FROZEN = ("decile", "ward")
"""What the round itself kept of where people live: it never changes, but for who is erased."""
SAID_YES = ("agreed", "promised", "done", "confirmed")
"""States of an act whose person said yes to it, and that did not end otherwise."""
ENOUGH_FOR_DECILES = 30
"""Who asked in each decile, for the ten to be shown and not five pairs."""
AGE_WORDS = {
    "under-18": "Under 18",
    "18-24": "18 to 24",
    "25-49": "25 to 49",
    "50-64": "50 to 64",
    "65-79": "65 to 79",
    "80+": "80 or over",
}


@dataclass(frozen=True)
class Group:
    """One way of telling people apart. rows: (code, words) in their order. told: they said it themselves, and may take it back."""

    code: str
    title: str
    rows: tuple[tuple[str, str], ...]
    told: bool


@dataclass(frozen=True)
class Counts:
    """of: {group: {row: counter}}. waits_known: is it still known who had no place the last time?"""

    run: Run
    groups: tuple[Group, ...]
    of: dict[str, dict[str, Counter[str]]]
    waits_known: bool


@dataclass(frozen=True)
class _One:
    person: uuid.UUID
    words: tuple[str, ...]
    decile: int
    ward: tuple[str, str]


def how_many_differ(run: Run, before: Run) -> int:
    """How many people are counted another way in one round than in the other: they joined, went, moved, or what they got is
    another. Of whoever was erased neither round has anything left."""

    def rows(one: Run) -> set[tuple[Any, ...]]:
        found = Allocation.objects.filter(place=one.place_id, run=one).order_by()
        return set(found.values_list("person_id", "status", "decile", "ward__code"))

    return len({person for person, *_ in rows(run) ^ rows(before)})


def count(run: Run, told: bool = True) -> Counts:
    """told: also by what people said of themselves, which opens sealed answers."""
    everybody, waits_known = _read(run)
    ways: list[tuple[Group, Callable[[_One], str]]] = [_by_decile(everybody), _by_ward(everybody)]
    if told:
        ways += _by_what_they_said(run, everybody)
    of: dict[str, dict[str, Counter[str]]] = {}
    for group, row_of in ways:
        counted = of[group.code] = {code: Counter() for code, _ in group.rows}
        for one in everybody:
            counted[row_of(one)].update(one.words)
    return Counts(run, tuple(group for group, _ in ways), of, waits_known)


def _read(run: Run) -> tuple[list[_One], bool]:
    """Everybody of the round who was not erased; and whether it is known who had no place before."""
    try:
        missed = unsealed(run).missed
    except Refused:  # its time is over, and what it was made from is gone
        missed = None
    found = []
    rows = Allocation.objects.filter(place=run.place_id, run=run).order_by("index")
    for index, status, person, decile, code, name, kept, act in rows.values_list(
        "index", "status", "person_id", "decile", "ward__code", "ward__name", "continuing", "act__state"
    ):
        words = [status]
        if status == "placed":
            words.append("yes" if kept or act in SAID_YES else "not_yes")
        if status != "placed" and missed is not None:
            words.append("again" if missed[index] > 0 else "first")
        found.append(_One(person, tuple(words), decile or 0, (code or NOT_SAID, name or "Not known")))
    return found, missed is not None


def _by_decile(everybody: list[_One]) -> tuple[Group, Callable[[_One], str]]:
    """Ten rows where each has enough people, else pairs."""
    asked = Counter(one.decile for one in everybody)
    unknown = [("0", "Not known")] if asked[0] else []
    if all(asked[decile] >= ENOUGH_FOR_DECILES for decile in range(1, 11)):
        rows = [(str(decile), str(decile)) for decile in range(1, 11)]
        return Group("decile", "How hard up the area is", (*rows, *unknown), False), lambda one: str(
            one.decile
        )
    rows = [(str(number), words) for number, words in BANDS.items() if number]
    return Group("decile", "How hard up the area is", (*rows, *unknown), False), lambda one: str(
        band(one.decile)
    )


def _by_ward(everybody: list[_One]) -> tuple[Group, Callable[[_One], str]]:
    wards = sorted({one.ward for one in everybody}, key=lambda ward: (ward[0] == NOT_SAID, ward[1], ward[0]))
    return Group("ward", "Ward", tuple(wards), False), lambda one: one.ward[0]


def _by_what_they_said(run: Run, everybody: list[_One]) -> list[tuple[Group, Callable[[_One], str]]]:
    """Age, sex, ethnic group, disability. Whoever said nothing, or must not be found, is “not said”.

    With them is whoever would say it another way: alone they would nearly always be so few that others had to be hidden too.
    """
    persons = [one.person for one in everybody]
    # By the round, not by a list of everybody's ids: a database takes only so many in one question.
    there = Person.objects.filter(place=run.place_id, allocations__run=run, protected=False)
    ages = dict(there.order_by().values_list("pk", "age_band"))
    said = counted_equality(run.place, persons)
    last = ((NOT_SAID, "Not said"),)
    ways: list[tuple[Group, Callable[[_One], str]]] = [
        (
            Group("age", "Age", (*AGE_WORDS.items(), *last), True),
            lambda one: ages.get(one.person) or NOT_SAID,
        )
    ]
    for question in QUESTIONS:

        def row_of(one: _One, code: str = question.code) -> str:
            answer = said.get(one.person, {}).get(code, NOT_SAID)
            return NOT_SAID if answer == ANOTHER else answer

        rows = tuple(row for row in question.answers if row[0] != ANOTHER)
        ways.append((Group(question.code, question.title, (*rows, (NOT_SAID, OR_ANOTHER)), True), row_of))
    return ways
