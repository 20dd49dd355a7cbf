"""What one place has left over, shared next door by its own published rules: the engine, and the words, of a round at home.

    shared = share_in_turn(givings, people, may_ask, had, day)     # Shared: who gets what, in which turn, and why

Order, kept turns, limits, rights that come first, and the money that the round at home left: all as `worked_out` has them.
The number drawn is drawn afresh from each person's own at home, `sha256(next door|number)`, in a lottery the k-th
`sha256(next door|number|k)`. Of several places that share by different rules, each person asks the one first that fits them
best, and the next where that one is full for them; so every answer comes of one place's rules alone.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import numpy as np

from helpfulacts.directory.alone import offers_alone
from helpfulacts.engine.sharing.share import Outcome
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place
from helpfulacts.places.selectors import all_places
from helpfulacts.support.models import Aspiration

from . import limits, placement_words
from .freeze import Frozen, claim_columns, fit_within, pool
from .inputs import Ints, RunInputs
from .models import LentPlace, NextDoor, Run
from .offer_columns import RoundOffer, columns_of
from .reading import Asker, Wish
from .reasons import Reasons
from .rights import floor_grades, rights_of
from .rule_document import RuleDocument
from .worked_out import worked_out

DRAW = "next door"
"""What the numbers of a second round are drawn with, from those of the first."""


@dataclass(frozen=True)
class Lent:
    """An offer of a place with what it has left over, and what a place of it takes from each budget line (pence)."""

    place: uuid.UUID
    offer: RoundOffer
    left: int
    cost: tuple[int, ...] = ()


@dataclass(frozen=True)
class Turned:
    """Somebody refused in the first round of their place. Their `ticket_id` here is the number drawn for them there."""

    place: uuid.UUID
    allocation: uuid.UUID
    asker: Asker
    wishes: tuple[Wish, ...]


@dataclass(frozen=True)
class Giving:
    """run: the first round of the place that gives. rules: its rules, with the money that its own round left. rows: of `lent`."""

    run: Run
    rules: RuleDocument
    rows: Sequence[int]
    lent: Sequence[Lent]


@dataclass(frozen=True)
class Shared:
    """second: int64[P], the row of `lent` of each person, or -1. turn: int64[P], where they came in the order of its place.

    why: of each person with a place, in plain words. left: what each place could give, by place.
    """

    second: Ints
    turn: Ints
    why: dict[int, str]
    left: dict[uuid.UUID, int]


def money_left(inputs: RunInputs, rules: RuleDocument, given: Ints) -> RuleDocument:
    """The rules with what their budget lines hold after the places that the round gave; `given`: int64[R]."""
    money = inputs.meta.get("money")
    if money is None:
        return rules
    spent = given @ np.array(money["cost"], np.int64).reshape(given.size, -1)
    lines = zip(rules.budgets, spent.tolist(), strict=True)
    return replace(
        rules, budgets=tuple(replace(line, pence=max(0, line.pence - used)) for line, used in lines)
    )


def had_by(place: Place, askers: Sequence[Asker], window: int, day: dt.date) -> limits.Had:
    """Shared places that people of `place` had in the last `window` days: at home, and next door those they said yes to."""
    if not window:
        return {}
    found = limits.had_in(place, window, day)
    plan_of = {asker.person: asker.plan for asker in askers}
    yes = NextDoor.objects.filter(place=place, person__in=plan_of, state="yes")
    whose = dict(yes.values_list("handle", "person_id"))
    wished: dict[uuid.UUID, set[str]] = defaultdict(set)
    asked = Aspiration.objects.filter(place=place, plan__in=plan_of.values()) if whose else ()
    for wish in asked:
        wished[wish.plan_id] |= set(wish.facets)
    rows = LentPlace.objects.filter(place__in=all_places(), handle__in=whose).select_related(
        "offer", "second", "place"
    )
    for lent in rows:
        plan, at = plan_of[whose[lent.handle]], lent.second.confirmed_at
        if at is None:
            continue
        for facet in set(lent.offer.facets) & wished[plan]:
            found[plan][facet].append(at.astimezone(ZoneInfo(lent.place.zone)).date())
    return found


def share_in_turn(
    givings: Sequence[Giving], people: Sequence[Turned], may_ask: Sequence[Sequence[int]], had: limits.Had,
    day: dt.date,
) -> Shared:  # fmt: skip
    """may_ask: for each giving place the rows of people who may be offered what it has left over."""
    choices: list[list[tuple[int, int]]] = [[] for _ in people]
    for number, (giving, rows) in enumerate(zip(givings, may_ask, strict=True)):
        instance = _frozen(giving, [people[row] for row in rows], had, day).instance
        for at, row in enumerate(rows):
            gains = instance.gain[instance.indptr[at] : instance.indptr[at + 1]]
            if gains.size:
                choices[row].append((-int(gains.max()), number))
    for options in choices:
        options.sort()
    asks = [0 for _ in people]
    worked: dict[int, tuple[list[int], RunInputs, Outcome]] = {}
    moved = True
    while moved:
        moved = False
        for number, giving in enumerate(givings):
            rows = [row for row, options in enumerate(choices) if options and options[asks[row]][1] == number]
            if rows and (number not in worked or worked[number][0] != rows):
                worked[number] = (rows, *_worked(giving, [people[row] for row in rows], had, day))
            elif not rows:
                worked.pop(number, None)
        for rows, inputs, _ in worked.values():
            for row, given in zip(rows, inputs.assign.tolist(), strict=True):
                if given < 0 and asks[row] + 1 < len(choices[row]):
                    asks[row], moved = asks[row] + 1, True
    return _shared(givings, len(people), worked)


def _shared(
    givings: Sequence[Giving], people: int, worked: dict[int, tuple[list[int], RunInputs, Outcome]]
) -> Shared:
    second, turn = np.full(people, -1, np.int64), np.zeros(people, np.int64)
    why: dict[int, str] = {}
    left: dict[uuid.UUID, int] = {}
    for number, (rows, inputs, outcome) in worked.items():
        giving = givings[number]
        reasons = Reasons(giving.run, (giving.rules, inputs, outcome))
        left[giving.run.place_id] = int(inputs.capacity.sum())
        for at, (row, given) in enumerate(zip(rows, inputs.assign.tolist(), strict=True)):
            if given >= 0:
                second[row], turn[row] = giving.rows[given], int(outcome.rank[at])
                why[row] = " ".join(placement_words.next_door(reasons, at, given))
    return Shared(second, turn, why, left)


def _worked(
    giving: Giving, people: Sequence[Turned], had: limits.Had, day: dt.date
) -> tuple[RunInputs, Outcome]:
    frozen = _frozen(giving, people, had, day)
    cost = np.array([one.cost for one in giving.lent], np.int64).reshape(len(giving.lent), -1)
    return worked_out(giving.run.place, giving.rules, frozen, list(giving.rules.facts_named), DRAW, cost)


def _frozen(giving: Giving, people: Sequence[Turned], had: limits.Had, day: dt.date) -> Frozen:
    """As `freeze`, of what is left over and of these people."""
    rules, place = giving.rules, giving.run.place
    askers = [one.asker for one in people]
    wishes = [replace(wish, asker=row) for row, one in enumerate(people) for wish in one.wishes]
    offers = [one.offer for one in giving.lent]
    claims, columns = claim_columns(askers, wishes, []), columns_of(offers, [], place)
    alone = offers_alone(place.pk)
    young = np.array([asker.age_band == Person.UNDER_18 for asker in askers], bool)
    never = young[claims.person][:, None] & np.array([offer.id in alone for offer in offers], bool)[None, :]
    owed, met = rights_of(rules, askers, wishes, [[] for _ in askers])
    waits = limits.held_back(place, rules, askers, claims, owed, day, had)
    pairs, near = fit_within(rules, claims, columns, never, waits)
    free = np.array([one.left for one in giving.lent], np.int64)
    instance, best = pool(len(askers), free, claims, pairs, rules.travel.micro_gain_per_km)
    return Frozen(
        askers, wishes, offers, claims, columns, pairs, instance, best, ["" for _ in wishes], near, {},
        np.full(len(askers), -1, np.int64), owed, met, floor_grades(rules, offers), 0, waits,
    )  # fmt: skip
