"""A round worked out from what was frozen: the order, the money, then the engine. One way, for rounds, what-ifs and what goes next door.

inputs, outcome = worked_out(place, rules, frozen, facts, seed)     # nothing is written
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpfulacts.engine.sharing.share import Outcome

from .freeze import Frozen
from .funding import costs_of, funded
from .inputs import Ints, RunInputs
from .round_rows import inputs_of
from .rule_document import RuleDocument
from .turns import order_under

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def worked_out(
    place: Place, rules: RuleDocument, frozen: Frozen, facts: list[str], seed: str, cost: Ints | None = None
) -> tuple[RunInputs, Outcome]:
    """The arrays of a round drawn with `seed`, with the engine's answer in them. `facts`: those that are kept of people.

    cost: as `funding.costs_of`, in place of what the directory says now.
    """
    inputs = inputs_of(rules, frozen, facts, seed)
    if rules.reserved:
        inputs = replace(inputs, turn=order_under(inputs, rules))
    if rules.budgets:
        if cost is None:
            cost = costs_of(place, [offer.id for offer in frozen.offers], rules)
        inputs = funded(inputs, rules, cost)
    outcome = inputs.run_again(rules)
    inputs.assign[:] = outcome.assign
    inputs.unmet[:] = inputs.unmet_under(outcome.assign)
    return inputs, outcome
