"""Money as well as places: a round shares only the places that the budget lines of its rules can pay for.

    cost = costs_of(place, offer_ids, rules)   # int64[R, L], pence that one place of an offer takes from each line
    inputs = funded(inputs, rules, cost)       # fewer places where money ends; what was paid for is kept with the arrays
    inputs = under(inputs, rules, place)       # the same round with the places that other rules would pay for

A line pays what its body bears of an offer's cash cost for each person helped (`Offer.costs`). Of two lines of one body
the first that names a facet of the offer pays, or that names none. Where a body has no line that fits, its share is none
of the round's business. The engine decides the places (`engine.sharing.budgets`); people are then admitted in order.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory.models import Offer
from helpfulacts.engine.sharing.budgets import GAIN, Funding, fund, more_money
from helpfulacts.engine.sharing.money import Money

from .turns import order_under

if TYPE_CHECKING:
    import uuid

    from helpfulacts.places.models import Place

    from .inputs import RunInputs
    from .rule_document import BudgetLine, RuleDocument

Ints = NDArray[np.int64]

MORE_PENCE = 100_00
"""What more in a line is tried, to say what it would do."""

MOST_PAIRS_TRIED = 20_000
"""In a larger round the value of the next £1 is told, and more money is not tried."""


def costs_of(place: Place, offers: Sequence[uuid.UUID], rules: RuleDocument) -> Ints:
    """int64[R, L]: pence that one place of each offer takes from each budget line of `rules`, as the directory says now."""
    rows = Offer.objects.filter(place=place, pk__in=offers).values_list("pk", "facets", "costs")
    known = {pk: (facets, costs) for pk, facets, costs in rows}
    cost = np.zeros((len(offers), len(rules.budgets)), np.int64)
    for row, offer in enumerate(offers):
        facets, costs = known.get(offer, ({}, []))
        for body, line in _payers(rules.budgets, facets):
            cost[row, line] = _borne(costs, body)
    return cost


def _payers(lines: Sequence[BudgetLine], facets: dict[str, int]) -> list[tuple[str, int]]:
    """(body, its line that pays for an offer with these facets)."""
    found: dict[str, int] = {}
    for number, line in enumerate(lines):
        if not line.facets or any(int(facets.get(code, 0)) > 0 for code in line.facets):
            found.setdefault(_key(line.body), number)
    return list(found.items())


def check_payers(place: Place, rules: RuleDocument) -> None:
    """Raises Refused for a budget line of a body that bears nothing of any shared offer: it could pay for nobody."""
    if not rules.budgets:
        return
    rows = (
        Offer.objects.filter(place=place, access="shared")
        .exclude(status="ended")
        .values_list("costs", flat=True)
    )
    paying = {
        _key(str(row.get("bearer", "")))
        for costs in rows
        for row in costs or ()
        if int(row.get("pence") or 0) > 0
    }
    for line in rules.budgets:
        if _key(line.body) not in paying:
            raise Refused(
                f"No shared offer here is paid by “{line.body}”, so the budget “{line.name}” would pay for nothing: name "
                "the body as the offers name it, or take the budget out.",
                field="budgets",
            )


def _borne(costs: Iterable[dict[str, Any]], body: str) -> int:
    mine = (row for row in costs if _key(str(row.get("bearer", ""))) == body)
    return sum(max(0, int(row.get("pence") or 0)) for row in mine)


def _key(name: str) -> str:
    return tidy(name).casefold()


def funded(inputs: RunInputs, rules: RuleDocument, cost: Ints) -> RunInputs:
    """`inputs` with only the places that the lines of `rules` can pay for, and with what was decided in `meta["money"]`."""
    money = Money(cost, np.array([line.pence for line in rules.budgets], np.int64))
    order = order_under(inputs, rules)
    # In a lottery no class comes before another, so money is there for as many as it can place.
    classes = np.ones(inputs.people, np.int64) if rules.by_lottery else inputs.classes_under(rules)
    given = (inputs.instance, money, classes, inputs.tickets)
    found = fund(*given, inputs.floors, order=order)
    lines = []
    for number, line in enumerate(rules.budgets):
        stage, value = _value(found, number)
        told = {
            "name": line.name, "body": line.body, "pence": line.pence, "spent": int(found.spent[number]),
            "fewest": _fewest(cost[:, number], found.places), "stage": stage, "value": value,
        }  # fmt: skip
        if value and stage != GAIN and inputs.instance.pairs <= MOST_PAIRS_TRIED:
            effect = more_money(*given, number, MORE_PENCE, inputs.floors, order=order, now=found)
            told |= {"helped": effect.helped.size, "lost": effect.lost.size}
        lines.append(told)
    decided = {
        "cost": cost.tolist(),
        "unpaid": (inputs.capacity - found.places).tolist(),
        "lines": lines,
        "stages": [[one.name, one.bound, one.reached] for one in found.stages],
        "salt": secrets.token_hex(
            32
        ),  # else the few numbers here could be guessed from their hash on the register
    }
    return replace(inputs, capacity=found.places, meta={**inputs.meta, "money": decided})


def _value(found: Funding, line: int) -> tuple[str, float]:
    """(the first stage that more money in the line would reach, people or units of gain for the next £1)."""
    for stage in found.stages:
        if stage.value[line] > 1e-9:
            return stage.name, float(stage.value[line])
    return "", 0.0


def _fewest(cost: Ints, places: Ints) -> int:
    """The fewest people that the line pays for at any one offer where it pays for somebody; 0 where it pays for nobody."""
    paid = places[(cost > 0) & (places > 0)]
    return int(paid.min()) if paid.size else 0


def under(inputs: RunInputs, rules: RuleDocument, place: Place) -> RunInputs:
    """The arrays of a round with the places that there would be under `rules`; themselves where no rule speaks of money."""
    money = inputs.meta.get("money")
    if money is None and not rules.budgets:
        return inputs
    meta = {key: value for key, value in inputs.meta.items() if key != "money"}
    every = inputs.capacity if money is None else inputs.capacity + np.array(money["unpaid"], np.int64)
    free = replace(inputs, capacity=every, meta=meta)
    if not rules.budgets:
        return free
    ids = [free.offer_uuid(row) for row in range(every.size)]
    return funded(free, rules, costs_of(place, ids, rules))


def paid_again(inputs: RunInputs, rules: RuleDocument) -> RunInputs:
    """The same round with the places that its own money pays for at its own prices, worked out anew from its arrays."""
    money = inputs.meta.get("money")
    if money is None:
        return inputs
    meta = {key: value for key, value in inputs.meta.items() if key != "money"}
    free = replace(inputs, capacity=inputs.capacity + np.array(money["unpaid"], np.int64), meta=meta)
    return funded(free, rules, np.array(money["cost"], np.int64).reshape(-1, len(rules.budgets)))


def paid_as_decided(inputs: RunInputs, rules: RuleDocument) -> bool:
    """Whether the same places are paid for when it is worked out again; not asked where people were erased."""
    return bool(inputs.erased) or np.array_equal(paid_again(inputs, rules).capacity, inputs.capacity)


def lines_that_ended(inputs: RunInputs, offers: Ints) -> list[dict[str, Any]]:
    """The lines without money for one more place at some of `offers` where there is one, in order."""
    money = inputs.meta.get("money")
    if money is None:
        return []
    unpaid = [offer for offer in offers.tolist() if money["unpaid"][offer] > 0]
    ended = []
    for number, line in enumerate(money["lines"]):
        left = line["pence"] - line["spent"]
        if any(money["cost"][offer][number] > left for offer in unpaid):
            ended.append(line)
    return ended
