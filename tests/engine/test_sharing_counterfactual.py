"""What more places would do, against running the round again in full."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from sharing_makers import Round, rounds

from helpfulacts.engine.sharing.counterfactual import more_places
from helpfulacts.engine.sharing.instance import BadInstance, Instance
from helpfulacts.engine.sharing.share import share


def test_it_works() -> None:
    instance = Instance.from_pairs(4, [1, 1], [(i, 0, 1) for i in range(4)])
    classes, tickets = [1, 1, 1, 1], ["a", "b", "c", "d"]
    effect = more_places(instance, classes, tickets, 0, 2)
    assert effect.helped.tolist() == [1, 2] and effect.lost.tolist() == []
    outcome = share(instance, classes, tickets)
    fewer = more_places(instance, classes, tickets, 0, -1, outcome=outcome)
    assert fewer.helped.tolist() == [] and fewer.lost.tolist() == [0]
    with pytest.raises(BadInstance, match="no offer 2"):
        more_places(instance, classes, tickets, 2, 1)


@settings(max_examples=80, deadline=None)
@given(rounds(with_floors=True))
def test_more_places_help_whom_a_full_run_helps_and_cost_nobody_a_place(case: Round) -> None:
    outcome = share(case.instance, case.classes, case.tickets, case.floors, case.standing)
    given_round = (case.instance, case.classes, case.tickets)
    for offer in range(case.instance.offers):
        for k in (1, 4):
            capacity = case.instance.capacity.copy()
            capacity[offer] += k
            again = share(
                case.instance.with_capacity(capacity), case.classes, case.tickets, case.floors, case.standing
            )
            helped = np.flatnonzero((again.assign >= 0) & (outcome.assign < 0))
            effect = more_places(*given_round, offer, k, case.floors, case.standing, outcome)
            assert effect.helped.tolist() == helped.tolist() and effect.lost.size == 0
            assert helped.size <= k


@settings(max_examples=80, deadline=None)
@given(rounds())
def test_one_more_place_helps_somebody_only_at_a_tight_offer(case: Round) -> None:
    outcome = share(case.instance, case.classes, case.tickets, None, case.standing)
    for offer in range(case.instance.offers):
        effect = more_places(
            case.instance, case.classes, case.tickets, offer, 1, None, case.standing, outcome
        )
        assert effect.helped.size <= 1
        assert outcome.tight[offer] >= 0 or effect.helped.size == 0
