"""The order of a round under a rule document: who comes before whom, in one row.

    base_order(inputs, rules)       # int64[P]: strict classes, standing, ticket; or one weighted lottery
    order_under(inputs, rules)      # the same with the turns that the rules keep for a group

In a lottery a person holds the tickets of their class, and one more for each round missed from `after_missed` on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from helpfulacts.engine.sharing.lottery import Kept, weighted_order, with_kept_turns
from helpfulacts.engine.sharing.order import ticket, total_order

if TYPE_CHECKING:
    from .inputs import RunInputs
    from .rule_document import ReservedShare, RuleDocument

Ints = NDArray[np.int64]


def base_order(inputs: RunInputs, rules: RuleDocument, seed: str | None = None) -> Ints:
    """int64[P], people in order before any turn is kept. seed: in place of what was drawn for the round."""
    classes = inputs.classes_under(rules)
    if rules.by_lottery:
        drawn = inputs.seed if seed is None else seed
        return weighted_order(drawn, inputs.drawn_from, tickets_under(inputs, rules))
    tickets = inputs.tickets if seed is None else [ticket(seed, one) for one in inputs.drawn_from]
    return total_order(classes, tickets, inputs.standing_under(rules))


def order_under(inputs: RunInputs, rules: RuleDocument, seed: str | None = None) -> Ints:
    """int64[P], people in order. Where people were erased, the turns that a round kept stand as they were."""
    if seed is None and inputs.erased and inputs.turn.size and inputs.meta["rules"] == rules.hash:
        return inputs.turn
    kept = [
        Kept(members(inputs, rules, share), share.turns, share.of_every)
        for share in rules.reserved
        if share.turns
    ]
    return with_kept_turns(base_order(inputs, rules, seed), kept)


def tickets_under(inputs: RunInputs, rules: RuleDocument) -> Ints:
    """int64[P], how many tickets each person holds in the lottery of `rules`."""
    pairs = zip(inputs.classes_under(rules).tolist(), inputs.missed.tolist(), strict=True)
    return np.array([rules.tickets_of(group, missed) for group, missed in pairs], np.int64)


def members(inputs: RunInputs, rules: RuleDocument, share: ReservedShare) -> NDArray[np.bool_]:
    """bool[P]: for whom a turn is kept."""
    return inputs.by_case(lambda told, decile: rules.in_share(share, told, decile)).astype(np.bool_)
