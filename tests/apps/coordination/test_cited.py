"""The reason that somebody reads says by which decision its rule holds."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.cited import cite_decision
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.core.clock import today

pytestmark = pytest.mark.django_db


def test_a_refusal_leads_to_the_decision_that_made_its_rule(
    place: Any, make_offer: Any, make_asker: Any
) -> None:
    ref = "Decision 4, 24 June 2026"
    rules = shipped("default")
    cited = cite_decision(rules, None, ref=ref, body="The forum", review_on=rules.review_on, day=today())
    enact_rules(place=place, document=cited)
    make_offer(places=1)
    people = [make_asker() for _ in range(2)]
    run = run_round(place=place, seed="a seed")
    told = [selectors.explanation_for(selectors.allocation_of(run, one)) for one in people]
    assert {one.allocation.status for one in told} == {"placed", "refused"}
    assert [(one.decision, one.rule.decision_ref, one.rule.deciding_body) for one in told] == [
        (4, ref, "The forum")
    ] * 2
    enact_rules(place=place, document=shipped("one-class"))
    run = run_round(place=place, seed="a seed")
    assert selectors.explanation_for(selectors.allocation_of(run, people[0])).decision is None
