"""Who could be offered what a place next door has left over: read from the first rounds of all places, changing nothing.

    second = work_out(day)        # Worked: the places that take part, the offers and people of all, and who gets what

Only between places of this installation that both said yes (`places.Neighbour`), of offers whose owners said yes
(`Lending`), among people whose own place refused them and who said yes (a consent to `NEXT_DOOR`). Of anybody else nothing
is read. Who comes first is decided by the rules of the place that gives (`next_door_rules.py`). What goes from one place to another is whether something fits: no row, no word and no key of a person.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import QuerySet

from helpfulacts.directory.models import Prerequisite
from helpfulacts.people.models import Consent
from helpfulacts.places.selectors import linked_here

from . import limits
from .fitting import facet_codes
from .freeze import claim_columns
from .inputs import Ints, RunInputs, unsealed
from .models import Allocation, Claim, Lending, Run
from .next_door_rules import Giving, Lent, Shared, Turned, had_by, money_left, share_in_turn
from .offer_columns import read_offers
from .reading import Asker, Wish, read_askers
from .round_rows import asked_of
from .rule_document import RuleDocument
from .rule_reading import parse

NEXT_DOOR = "that you may be told of places next door"
"""What the consent is to, in the words of `Consent.what`."""


@dataclass(frozen=True)
class Worked:
    """runs: the first round of each place that takes part, by place. lent, people: rows of `shared`, of all places."""

    runs: dict[uuid.UUID, Run]
    lent: list[Lent]
    people: list[Turned]
    shared: Shared


def consents(place_id: uuid.UUID, day: dt.date) -> QuerySet[Consent]:
    """The yeses to be told of places next door that stand on `day`."""
    return Consent.objects.filter(place=place_id, what=NEXT_DOOR, withdrawn_at__isnull=True, until__gte=day)


def lending(place_id: uuid.UUID) -> set[uuid.UUID]:
    """The offers of a place whose owners said that what is left over may go next door."""
    rows = Lending.objects.filter(place=place_id, ended_at__isnull=True)
    return set(rows.values_list("offer_id", flat=True))


def work_out(day: dt.date) -> Worked | None:
    """None where no two places are linked that each have a round waiting to be confirmed."""
    links = linked_here(day)
    taking_part = {one for pair in links for one in pair}
    runs = {run.place_id: run for run in _waiting(taking_part)}
    links = {(asks, gives) for asks, gives in links if asks in runs and gives in runs}
    if not links:
        return None
    opened = {place: unsealed(runs[place]) for place in {one for pair in links for one in pair}}
    rules = {place: parse(runs[place].rule_set.document) for place in opened}
    window = max(limits.longest(one) for one in rules.values())
    had: limits.Had = defaultdict(lambda: defaultdict(list))
    people: list[Turned] = []
    for asks in sorted({a for a, _ in links}, key=str):
        refused, theirs = _refused(runs[asks], opened[asks], rules[asks], window, day)
        people += refused
        had |= theirs
    lent: list[Lent] = []
    givings: list[Giving] = []
    for gives in sorted({b for _, b in links}, key=str):
        given = _given(opened[gives])
        found = _left_over(runs[gives], opened[gives], given, day)
        if found:
            rows = range(len(lent), len(lent) + len(found))
            givings.append(Giving(runs[gives], money_left(opened[gives], rules[gives], given), rows, found))
            lent += found
    may_ask = [
        [row for row, one in enumerate(people) if (one.place, giving.run.place_id) in links]
        for giving in givings
    ]
    shared = share_in_turn(givings, people, may_ask, had, day)
    return Worked({place: runs[place] for place in opened}, lent, people, shared)


def _waiting(places: set[uuid.UUID]) -> list[Run]:
    rows = Run.objects.filter(place__in=places, state="proposed", inputs_sealed__isnull=False)
    return list(rows.select_related("place", "rule_set", "draw"))


def _given(inputs: RunInputs) -> Ints:
    """int64[R]: places of each offer that the round gave."""
    return np.bincount(inputs.assign[inputs.assign >= 0], minlength=inputs.capacity.size).astype(np.int64)


def _left_over(run: Run, inputs: RunInputs, given: Ints, day: dt.date) -> list[Lent]:
    """Offers of the place whose owners lend them, with the places that its round gave to nobody.

    Places that its money did not pay for are among them, each at what the round reckoned: what money is left decides.
    """
    lends = lending(run.place_id)
    needing = set(Prerequisite.objects.filter(place=run.place_id).values_list("offer_id", flat=True))
    money = inputs.meta.get("money") or {"unpaid": [0] * given.size, "cost": [()] * given.size}
    free = inputs.capacity + np.array(money["unpaid"], np.int64) - given
    row_of = {inputs.offer_uuid(row): row for row in range(given.size) if free[row] > 0}
    offers = read_offers(run.place, day) if lends else []
    return [
        Lent(run.place_id, offer, int(free[row_of[offer.id]]), tuple(money["cost"][row_of[offer.id]]))
        for offer in offers
        if offer.id in lends - needing and offer.id in row_of and offer.shared and not offer.serves_wards
    ]  # fmt: skip


def _refused(
    run: Run, inputs: RunInputs, rules: RuleDocument, window: int, day: dt.date
) -> tuple[list[Turned], limits.Had]:
    """People of the place whom its round refused and who said yes, and what they had in the last `window` days.

    Each asks what they asked of that round, but for what a limit of their own place holds back: it does so next door too.
    """
    told = set(consents(run.place_id, day).values_list("person_id", flat=True))
    rows = Allocation.objects.filter(place=run.place_id, run=run, status="refused", person__in=told)
    refused = {person: (pk, index) for person, pk, index in rows.values_list("person_id", "pk", "index")}
    if not refused:
        return [], {}
    askers = [asker for asker in read_askers(run.place)[0] if asker.person in refused]
    had = had_by(run.place, askers, window, day)
    row_of = {asker.person: row for row, asker in enumerate(askers)}
    wishes = [
        Wish(
            claim.aspiration_id, row_of[claim.person_id], tuple(asked["facets"]), asked["importance"],
            tuple(asked["times"]), asked["step_free"], asked["travel_limit_m"],
        )
        for claim in Claim.objects.filter(place=run.place_id, run=run, person__in=row_of).order_by("pk")
        if claim.aspiration_id and (asked := asked_of(claim))
    ]  # fmt: skip
    left: dict[int, list[Wish]] = defaultdict(list)
    index = [refused[asker.person][1] for asker in askers]
    for wish in _within_limits(run, rules, askers, wishes, inputs, index, had, day):
        left[wish.asker].append(wish)
    return [
        Turned(
            run.place_id,
            refused[asker.person][0],
            replace(asker, ticket_id=inputs.tickets[refused[asker.person][1]]),
            tuple(left[row]),
        )
        for row, asker in enumerate(askers)
        if row in left
    ], had


def _within_limits(
    run: Run, rules: RuleDocument, askers: list[Asker], wishes: list[Wish], inputs: RunInputs, index: list[int],
    had: limits.Had, day: dt.date,
) -> list[Wish]:  # fmt: skip
    """The wishes without what the limits of their own place hold back; `index`: the row of each asker in its round."""
    claims, owed = claim_columns(askers, wishes, []), inputs.owed[np.array(index, np.int64)]
    waits = limits.held_back(run.place, rules, askers, claims, owed, day, had)
    facets = limits.without(rules, claims, waits).facets.tolist()
    return [
        replace(wish, facets=tuple(sorted(facet_codes(mask))))
        for wish, mask in zip(wishes, facets, strict=True)
        if mask
    ]
