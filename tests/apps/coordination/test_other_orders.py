"""Rounds under a weighted lottery or with turns kept for a group: reproducible, and what people are told is true."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from rule_makers import document as rule_document
from rule_makers import lottery, reserved

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.inputs import forget_opened, open_outcome
from helpfulacts.coordination.models import Allocation
from helpfulacts.coordination.redaction import redacted
from helpfulacts.coordination.rule_reading import parse, shipped
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.engine.sharing.order import ticket
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.models import Plan

pytestmark = pytest.mark.django_db
SEED = "a seed for other orders"


def people_of(run: Any) -> list[Any]:
    rows = Allocation.objects.select_related("person", "offer").filter(run=run).order_by("index")
    return [row.person for row in rows]


@pytest.fixture
def crowd(place: Any, make_offer: Any, make_asker: Any) -> Any:
    """Thirty people for twelve places: ten in want, ten carers, ten others; one of the others missed five rounds."""
    make_offer("Repair Saturday", places=12)
    for number in range(30):
        facts = {"no_food": True} if number < 10 else {"carer": True} if number < 20 else {}
        last = make_asker(sector="TT3 1", facts=facts)
    last.missed_rounds = 5
    last.save(update_fields=["missed_rounds"])
    return place


def test_a_lottery_is_drawn_as_published_and_comes_out_the_same(crowd: Any) -> None:
    enact_rules(place=crowd, document=lottery(3, 2, 1))
    run = run_round(place=crowd, seed=SEED)
    luck = {}
    for person in people_of(run):
        group = 3 if person.facts.get("no_food") else 2 if person.facts.get("carer") else 1
        held = group + (4 if person.missed_rounds == 5 else 0)
        ends = ["", *(f"|{k}" for k in range(2, held + 1))]
        numbers = [sha256(f"{SEED}|{person.ticket_id}{end}".encode()).hexdigest() for end in ends]
        luck[person.pk] = min(numbers)
    expected = sorted(luck, key=luck.__getitem__)[:12]
    placed = Allocation.objects.filter(run=run, status="placed").values_list("person_id", flat=True)
    assert set(placed) == set(expected)
    forget_opened()
    assert selectors.check_run(run).sentence == "The same answer comes out again."


def test_what_a_lottery_tells_people_is_true(crowd: Any) -> None:
    enact_rules(place=crowd, document=lottery(3, 2, 1))
    run = run_round(place=crowd, seed=SEED)
    inputs, outcome = open_outcome(run)
    for answer in selectors.explain(run):
        said = answer["sentence"]
        assert "same group as you" not in said and "the rules put before you" not in said
        assert "move up" not in said
        person = Allocation.objects.get(run=run, person_id=answer["person"])
        group = person.priority_class
        held = 4 - group + (4 if inputs.missed[person.index] == 5 else 0)
        tickets = "1 ticket in the draw" if held == 1 else f"{held} tickets in the draw"
        assert f"You hold {tickets}" in said
        if answer["code"] == "full":
            assert "All went to people with luckier tickets." in said
            assert (outcome.rank[outcome.assign >= 0] < outcome.rank[person.index]).all()
            told = selectors.explanation_for(selectors.allocation_of(run, person.person))
            assert told.by_lottery and told.before_by_rule == "no" and told.before_by_ticket == "12"
            assert told.tickets_held == held


def test_a_right_comes_before_the_draw(crowd: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Hot meals", places=1, facets={"food": 3})
    others = [make_asker(("food",)) for _ in range(4)]
    owed = make_asker(("food",), facts={"no_food": True})
    enact_rules(place=crowd, document=lottery(1, 1, 1))
    run = run_round(place=crowd, seed=SEED)
    assert Allocation.objects.get(run=run, person=owed).status == "placed"
    said = selectors.explain(run, persons=[others[0].pk])[0]["sentence"]
    assert "All went to people who have a right to one. Rights come first." in said


def test_kept_turns_reach_those_whom_strict_groups_shut_out(crowd: Any) -> None:
    enact_rules(place=crowd, document=rule_document())
    strict = run_round(place=crowd, seed=SEED)
    enact_rules(place=crowd, document=rule_document(reserved=[reserved(1, 4)]))
    run = run_round(place=crowd, seed=SEED)

    def placed(one: Any, group: int) -> int:
        return Allocation.objects.filter(run=one, status="placed", priority_class=group).count()

    assert [placed(strict, group) for group in (1, 2, 3)] == [10, 2, 0]
    assert [placed(run, group) for group in (1, 2, 3)] == [9, 0, 3]
    got = Allocation.objects.filter(run=run, status="placed", priority_class=3)
    for row in got:
        said = selectors.explain(run, persons=[row.person_id])[0]["sentence"]
        assert "Your turn came earlier because turns are kept for your group: Some turns are kept" in said
    missed = Allocation.objects.filter(run=run, status="refused", priority_class=2).first()
    told = selectors.explanation_for(selectors.allocation_of(run, missed.person))
    assert [told.before_by_rule, told.before_by_kept_turn, told.before_by_ticket] == ["some", "some", "no"]
    assert (
        "went to people by turns that the rules keep for their group. The rule is: Some turns are kept"
        in (" ".join(told.steps))
    )
    assert "Your turn came earlier" not in " ".join(told.sentences)


def test_when_somebody_is_erased_the_turns_that_were_kept_stand(crowd: Any) -> None:
    enact_rules(place=crowd, document=rule_document(reserved=[reserved(1, 4)]))
    run = run_round(place=crowd, seed=SEED)
    inputs, outcome = open_outcome(run)
    rules = parse(run.rule_set.document)
    for gone in range(inputs.people):
        left = redacted(inputs, [gone])
        again = left.run_again(rules).assign >= 0
        kept = np.arange(inputs.people) != gone
        assert (again[kept] == (outcome.assign >= 0)[kept]).all()
        assert left.drawn_from[gone] == f"erased {gone}"


def test_a_round_can_be_tried_with_another_draw_and_other_rules(crowd: Any) -> None:
    enact_rules(place=crowd, document=rule_document())
    run = run_round(place=crowd, seed=SEED)
    inputs, outcome = open_outcome(run)
    other = inputs.run_again(shipped(), seed="what-if|1")
    assert other.order.tolist() != outcome.order.tolist()
    drawn = [ticket("what-if|1", one) for one in inputs.drawn_from]
    rows = [row for row in other.order.tolist() if other.classes[row] == 1]
    assert rows == sorted(rows, key=drawn.__getitem__)
    assert inputs.run_again(parse(lottery(3, 2, 1)), seed="what-if|1").order.size == inputs.people


def test_a_round_from_before_tickets_could_be_drawn_twice_still_verifies(crowd: Any) -> None:
    from dataclasses import replace

    enact_rules(place=crowd, document=rule_document())
    run = run_round(place=crowd, seed=SEED)
    inputs, outcome = open_outcome(run)
    old = replace(inputs, ticket_id=inputs.ticket_id[:0], waits=inputs.waits[:0])
    assert old.run_again(shipped()).assign.tolist() == outcome.assign.tolist()
    assert old.drawn_from == old.tickets
    assert redacted(old, [0]).ticket_id.size == 0


def test_a_rule_with_kept_turns_is_not_tried_once_somebody_is_erased(
    crowd: Any, officer: Any, open_everything: Any, citizen_of: Any
) -> None:
    """The stored turns stand whatever the facts are, so it would say that the rule moves nobody."""
    from helpfulacts.accountability.actions.publish_ward_figures import publish_ward_figures
    from helpfulacts.accountability.fair import fairness
    from helpfulacts.coordination.actions.confirm_run import confirm_run
    from helpfulacts.coordination.actions.forget_claims import forget_claims
    from helpfulacts.coordination.fairness.rerun import tried

    enact_rules(place=crowd, document=rule_document(reserved=[reserved()]))
    run = run_round(place=crowd, seed=SEED)
    open_everything(run)
    confirm_run(run=run, by=officer)
    rows, _ = tried(run)
    assert not all(row.nobody_moves for row in rows)
    person = people_of(run)[-1]
    erase_plan(plan=Plan.objects.get(person=person), by=citizen_of(person))
    forget_claims(place=crowd, day=today(crowd.zone))
    run.refresh_from_db()
    with pytest.raises(Refused):
        tried(run)
    publish_ward_figures(place=crowd)
    kept = fairness(crowd).kept
    assert kept is not None and kept.counted.tried is None
