"""What one person could be given instead, and which rights a change would lose or meet."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from helpfulacts.core.clock import today
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.apart import offers_apart
from helpfulacts.directory.models import Offer
from helpfulacts.support.models import Aspiration, Veto

from .inputs import RunInputs, open_inputs
from .models import Allocation, Claim, Run
from .rule_document import RuleDocument
from .rule_reading import parse


@dataclass(frozen=True)
class Alternative:
    offer: Offer
    free: int


@dataclass(frozen=True)
class Alternatives:
    """offers: by title. no_place: may the place be taken back? for_a_right: was a choice left out to keep a right?"""

    offers: list[Alternative]
    no_place: bool
    for_a_right: bool


def rights_unmet(
    allocation: Allocation, rules: RuleDocument, inputs: RunInputs, held: int | None
) -> set[int]:
    """The floors (rows of `rules.floors`) that this person is owed and that the offer in row `held` does not meet."""
    owed = int(inputs.owed[allocation.index])
    return {
        n
        for n, floor in enumerate(rules.floors)
        if owed >> n & 1 and (held is None or inputs.floor_grade[held, n] < floor.min_grade)
    }


def row_held(allocation: Allocation, inputs: RunInputs) -> int | None:
    """The row of the offer that the round gave, or None."""
    return inputs.offer_ids.index(str(allocation.offer_id)) if allocation.offer_id else None


def claim_served(run: Run, inputs: RunInputs, person: int, offer: int) -> tuple[int, Claim | None]:
    """(row of the claim, the claim) that this offer would serve of this person's; None where it has been forgotten."""
    pairs = inputs.instance.pairs_of(person)
    number = int(inputs.pair_claim[pairs][(inputs.offer[pairs] == offer).nonzero()[0][0]])
    leaf = inputs.leaves[number].tobytes().hex()
    return number, Claim.objects.filter(place=run.place_id, run=run, leaf=leaf).first()


def still_wished(run: Run, claim: Claim | None) -> bool:
    """Whether the wish behind a claim is still on the plan."""
    return (
        claim is not None
        and claim.aspiration_id is not None
        and Aspiration.objects.filter(place=run.place_id, pk=claim.aspiration_id, state="open").exists()
    )


def room_of(run: Run, inputs: RunInputs, rows: dict[Offer, int]) -> dict[uuid.UUID, int]:
    """Places each offer (with its row) can give in this round: as frozen, or fewer where the giver has since said so."""
    now = directory.free_places(rows, today(run.place.zone))
    frozen = {offer.pk: int(inputs.capacity[row]) for offer, row in rows.items()}
    return {
        key: places if (left := now[key]) is None else min(places, left) for key, places in frozen.items()
    }


def alternatives_for(allocation: Allocation) -> Alternatives:
    """What fits what they still ask, has a place left, was not turned down by them, and loses no right."""
    run = allocation.run
    inputs, rules = open_inputs(run), parse(run.rule_set.document)
    given: Counter[Any] = Counter(
        Allocation.objects.filter(place=run.place_id, run=run, status="placed", continuing=False).values_list(
            "offer_id", flat=True
        )
    )
    turned_down = set(
        Veto.objects.filter(place=run.place_id, person=allocation.person_id).values_list(
            "offer_id", flat=True
        )
    )
    turned_down |= offers_apart(run.place_id, allocation.person_id)
    unmet = rights_unmet(allocation, rules, inputs, row_held(allocation, inputs))
    own = {inputs.offer_uuid(row): row for row in inputs.instance.offers_of(allocation.index).tolist()}
    fitting = directory.listed(run.place).filter(pk__in=own).order_by("title", "pk")
    room = room_of(run, inputs, {offer: own[offer.pk] for offer in fitting})
    found: list[Alternative] = []
    for_a_right = False
    for offer in fitting:
        left = room[offer.pk] - given[offer.pk]
        if left <= 0 or offer.pk == allocation.offer_id or offer.pk in turned_down:
            continue
        if rights_unmet(allocation, rules, inputs, own[offer.pk]) - unmet:
            for_a_right = True
            continue
        if not still_wished(run, claim_served(run, inputs, allocation.index, own[offer.pk])[1]):
            continue
        found.append(Alternative(offer, left))
    placed = allocation.status == "placed"
    may_take_back = placed and not rights_unmet(allocation, rules, inputs, None) - unmet
    return Alternatives(
        found,
        no_place=may_take_back,
        for_a_right=for_a_right or (placed and not may_take_back),
    )
