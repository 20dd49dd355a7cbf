"""Rounds with budget lines: only places that are paid for, said honestly, and the same when run again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rule_makers import document, origin

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.fairness.rerun import tried
from helpfulacts.coordination.funding import costs_of, paid_as_decided, under
from helpfulacts.coordination.funding_words import lines_shown, on_register
from helpfulacts.coordination.inputs import forget_opened, open_inputs
from helpfulacts.coordination.models import Allocation, RuleSet
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.core import register

pytestmark = pytest.mark.django_db
SEED = "a seed for money"


def line(
    name: str = "Repair money", pence: int = 250_00, facets: tuple[str, ...] = (), body: str = "The council"
) -> dict:
    said = f"{body} pays up to that a round."
    return {"name": name, "body": body, "facets": list(facets), "pence": pence, "origin": origin(said)}


def borne(pence: int, bearer: str = "The council", minutes: int = 0) -> dict[str, Any]:
    return {"bearer": bearer, "sphere": "state", "pence": pence, "paid_minutes": minutes, "unpaid_minutes": 0}


def test_a_round_shares_only_what_is_paid_for(place: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Repair Saturday", places=30, costs=[borne(20_00), borne(5_00, "A trust")])
    for number in range(30):
        make_asker(sector="TT3 1", facts={"carer": number < 10})
    enact_rules(place=place, document=document(budgets=[line(pence=255_00)]))
    run = run_round(place=place, seed=SEED)
    assert (run.people, run.placed, run.refused) == (30, 12, 18)
    (shown,), loss = selectors.money_of(run)
    assert (shown.holds, shown.spent, shown.left) == ("£255", "£240", "£15")
    assert shown.next_pound == "The next money here goes to group 3: about one more place for each £20."
    assert shown.more == "With £100 more, some more people would have a place, and nobody would lose theirs."
    assert loss == "No other way to spend this money could place more people in the order of the rules."
    assert on_register(open_inputs(run), as_run=True)["money"]["lines"] == [
        {"line": "Repair money", "body": "The council", "holds": "£255", "spent": "£240", "left": "£15"}
    ]
    for answer in selectors.explain(run):
        said = "There was room for more people, but the money for this ended: “Repair money” of The council."
        assert (said in answer["sentence"]) == (answer["code"] == "full")
    forget_opened()
    assert selectors.check_run(run).sentence == "The same answer comes out again."


def test_what_few_are_paid_for_is_not_told(place: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Repair Saturday", places=20, costs=[borne(20_00)])
    make_offer("Hot meals", places=20, facets={"food": 3}, costs=[borne(1_00)])
    for number in range(20):
        make_asker(("food",) if number < 15 else ("repairs",))
    enact_rules(place=place, document=document(budgets=[line(pence=75_00)]))
    run = run_round(place=place, seed=SEED)
    (shown,), _ = selectors.money_of(run)
    assert (shown.holds, shown.spent, shown.left) == ("£75", "some", "some")
    assert on_register(open_inputs(run), as_run=True)["money"]["lines"][0]["spent"] == "some"


def test_without_budgets_nothing_is_said_or_changed(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=1, costs=[borne(20_00)])
    make_asker(), make_asker()
    run = run_round(place=place, seed=SEED)
    inputs = open_inputs(run)
    assert "money" not in run.manifest and "money" not in inputs.meta
    assert selectors.money_of(run) == ([], "") and on_register(inputs, as_run=True) == {}
    assert under(inputs, parse(run.rule_set.document), place) is inputs


def test_the_first_line_of_a_body_that_fits_pays(place: Any, make_offer: Any) -> None:
    repairs = make_offer(
        "Repair Saturday", costs=[borne(20_00), borne(3_00, "the  COUNCIL"), borne(1_00, "A trust")]
    )
    meals = make_offer(
        "Hot meals", facets={"food": 2, "repairs": 0}, costs=[borne(7_00), borne(0, minutes=5)]
    )
    free = make_offer("Company", facets={"company": 2})
    lines = [
        line("Food", facets=("food",)),
        line("All else"),
        line("Trust", facets=("food",), body="A trust"),
    ]
    rules = parse(document(budgets=lines))
    cost = costs_of(place, [repairs.pk, meals.pk, free.pk], rules)
    assert cost.tolist() == [[0, 23_00, 0], [7_00, 0, 0], [0, 0, 0]]


def test_a_right_is_paid_for_before_anybody_else(place: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Hot meals", places=5, facets={"food": 3}, costs=[borne(30_00)])
    make_offer("Repair Saturday", places=5, costs=[borne(10_00)])
    for _ in range(4):
        make_asker(facts={"no_food": True})
    owed = make_asker(("food",), facts={"no_food": True})
    enact_rules(place=place, document=document(budgets=[line(pence=30_00)]))
    run = run_round(place=place, seed=SEED)
    assert run.placed == 1 and Allocation.objects.get(run=run, person=owed).status == "placed"


def test_gentler_rules_without_budgets_share_every_place(
    place: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=10, costs=[borne(50_00)])
    for _ in range(10):
        make_asker(sector="TT3 1")
    enact_rules(place=place, document=document(budgets=[line(pence=100_00)]))
    run = run_round(place=place, seed=SEED)
    assert run.placed == 2
    beside = RuleSet(place=place, state="beside", document=document())
    effect = selectors.effect_of_rules(run, beside)
    assert (effect.everyone.placed_now, effect.everyone.placed_then) == (2, 10)


def test_the_places_do_not_hang_on_who_asked_first(place: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer(places=10, costs=[borne(50_00)])
    for _ in range(10):
        make_asker(sector="TT3 1")
    enact_rules(place=place, document=document(budgets=[line(pence=120_00)]))
    first, again = (open_inputs(run_round(place=place, seed=SEED)) for _ in range(2))
    rules = parse(document(budgets=[line(pence=120_00)]))
    assert paid_as_decided(first, rules)
    first.meta["money"]["unpaid"] = [number + 1 for number in first.meta["money"]["unpaid"]]
    first.meta["money"]["cost"] = [[40_00]]
    assert not paid_as_decided(first, rules)
    assert np.array_equal(first.assign, again.assign) and lines_shown(first) == lines_shown(again)


def test_the_rule_is_tried_with_the_money_that_there_is(place: Any, make_offer: Any, make_asker: Any) -> None:
    """Carers want meals, others repairs, and the money pays for ten of either: turned round, the others come first."""
    make_offer("Hot meals", places=30, facets={"food": 3}, costs=[borne(20_00)])
    make_offer("Repair Saturday", places=30, costs=[borne(20_00)])
    for number in range(40):
        carer = number % 2 == 0
        make_asker(("food",) if carer else ("repairs",), sector="TT3 1", facts={"carer": carer})
    enact_rules(place=place, document=document(budgets=[line(pence=200_00)]))
    run = run_round(place=place, seed=SEED)
    assert run.placed == 10
    rows, _ = tried(run)
    carer = next(row for row in rows if row.code == "carer")
    assert (carer.gain, carer.lose) == (10, 10)


def test_more_places_are_not_tried_where_money_ended(place: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Repair Saturday", places=10, costs=[borne(20_00)])
    full = make_offer("Hot meals", places=2, facets={"food": 3})
    for number in range(30):
        make_asker(("food",) if number < 10 else ("repairs",), sector="TT3 1")
    enact_rules(place=place, document=document(budgets=[line(pence=100_00)]))
    run = run_round(place=place, seed=SEED)
    assert [row.offer.pk for row in selectors.more_places(run)] == [full.pk]


def test_the_register_tells_no_sum_before_a_round_is_confirmed(
    place: Any, make_offer: Any, make_asker: Any, officer: Any, open_everything: Any
) -> None:
    make_offer("Repair Saturday", places=30, costs=[borne(20_00)])
    for _ in range(30):
        make_asker(sector="TT3 1")
    enact_rules(place=place, document=document(budgets=[line(pence=255_00)]))
    runs = [run_round(place=place, seed=SEED) for _ in range(2)]
    told = [one.facts for one in register.entries(place, noun="round") if one.action == "ran a round"]
    assert len(told) == 2 and "£" not in str(told)
    assert told[0]["manifest"]["money"] != told[1]["manifest"]["money"], (
        "nobody can guess a sum from its hash"
    )
    run = runs[-1]
    open_everything(run)
    confirm_run(run=run, by=officer)
    [said] = [one.facts for one in register.entries(place, noun="round") if one.action == "confirmed a round"]
    assert said["money"]["lines"][0]["spent"] == "£240"
    assert on_register(open_inputs(run), as_run=False)["money"]["lines"][0]["spent"] == "some"
