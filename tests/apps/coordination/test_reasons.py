"""Everybody is told why, in plain words, from stored inputs, without a word about a neighbour."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.inputs import forget_opened, open_outcome
from helpfulacts.coordination.models import Allocation, Claim
from helpfulacts.engine.sharing import explain as engine

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    """A round with rights, kept apart groups, refusals and gaps."""
    make_offer("Repair Saturday", places=3)
    make_offer("Hot meals", places=2, facets={"food": 3})
    for number in range(10):
        make_asker(("repairs",) if number % 2 else ("repairs", "food"), sector="TT3 1")
    make_asker(("food",), facts={"no_food": True})
    make_asker(("food",), facts={"carer": True, "no_food": False})
    make_asker(("grief",))
    return run_round(place=place, seed="a seed for reasons")


def test_everybody_is_explained(busy: Any) -> None:
    answers = selectors.explain(busy)
    assert len(answers) == busy.people == 13
    assert all(answer["sentence"] for answer in answers)
    assert {answer["status"] for answer in answers} == {"placed", "refused", "gap"}


def test_a_reason_is_the_same_when_made_again_from_what_is_stored(busy: Any) -> None:
    from helpfulacts.directory.models import Offer
    from helpfulacts.people.models import Person
    from helpfulacts.support.models import Aspiration

    before = selectors.explain(busy)
    forget_opened()
    # What the world says now is not read: only what was stored with the round.
    Offer.objects.update(title="Something else", facets={})
    Person.objects.update(facts={}, missed_rounds=9)
    Aspiration.objects.update(facets=["nature"], importance=1)
    assert selectors.explain(busy) == before


def test_a_refusal_can_be_checked_by_anyone(busy: Any) -> None:
    inputs, outcome = open_outcome(busy)
    refused = np.flatnonzero((outcome.assign < 0) & (np.diff(inputs.indptr) > 0))
    assert refused.size == busy.refused
    for person in refused.tolist():
        reason = engine.refusal(inputs.instance, outcome, person)
        engine.check_refusal(inputs.instance, outcome.assign, outcome.rank, reason, inputs.floors)
        row = Allocation.objects.get(run=busy, index=person)
        answer = selectors.explain(busy, persons=[row.person_id])[0]
        assert answer["offers"] == [str(inputs.offer_uuid(int(j))) for j in reason.offers]


def test_counts_under_ten_become_some(busy: Any) -> None:
    refused = [answer for answer in selectors.explain(busy) if answer["code"] == "full"]
    assert refused
    for answer in refused:
        places = re.search(r"(?:They have|It has) (.*?)\.", answer["sentence"])
        assert places and not re.search(r"\d", places.group(1)), places
    one = Allocation.objects.filter(run=busy, status="refused").first()
    told = selectors.explanation_for(one)
    assert {told.places, told.before_by_rule, told.before_by_ticket} <= {"no", "some"}


def test_large_counts_are_given(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer(places=25)
    for number in range(28):
        make_asker(sector="TT3 1", facts={"carer": number < 13})
    run = run_round(place=place)
    answer = next(a for a in selectors.explain(run) if a["status"] == "refused")
    assert "It has 25 places, and all are taken. 13 places went to people the rules put" in answer["sentence"]
    assert "12 places went to people in the same group as you" in answer["sentence"]


def test_among_people_owed_the_same_right_it_was_the_ticket(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Beds", places=1, facets={"furniture": 3})
    for _ in range(2):
        make_asker(("furniture",), facts={"no_bed": True})
    run = run_round(place=place)
    answer = next(a for a in selectors.explain(run) if a["status"] == "refused")
    assert "All went to people in the same group as you." in answer["sentence"]
    assert "The council's housing team must answer for it." in answer["sentence"]


def test_a_gap_says_what_came_near_and_that_changing_it_is_a_choice(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Far", places=1, latitude=52.9)
    make_offer("Punjabi", places=1, languages=["pa"])
    make_offer("Punjabi too", places=1, languages=["pa"])
    make_offer("Both", places=1, latitude=52.9, languages=["pa"])
    make_asker(languages=["en"])
    (answer,) = selectors.explain(run_round(place=place))
    assert answer["code"] == "gap"
    assert (
        "With somebody to interpret for you, 2 more would fit. If you could go further, 1 more would fit."
        in answer["sentence"]
    )
    assert "Changing any of these is your choice." in answer["sentence"]


def test_what_nobody_can_change_is_not_held_out_as_a_change(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("For those who served", places=1, eligibility={"fact": "veteran"})
    person = make_asker(facts={"veteran": False})
    run = run_round(place=place)
    (answer,) = selectors.explain(run)
    assert "Changing any of these" not in answer["sentence"]
    assert (
        "What else came near is not for you to change: 1 is kept for people in another situation."
        in answer["sentence"]
    )
    assert selectors.explanation_for(selectors.allocation_of(run, person)).near_misses == []


def test_a_refusal_is_four_plain_steps_and_says_missed_rounds_once(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=1)
    for number in range(3):
        make_asker(sector="TT3 1", facts={"carer": number == 0})
    run = run_round(place=place)
    one = Allocation.objects.filter(run=run, status="refused").last()
    told = selectors.explanation_for(selectors.get_allocation(place, one.pk))
    assert [step.split(" ")[0] for step in told.steps] == ["We", "All", "We"]
    assert "The rule is: Everyone else comes after" in told.steps[1]
    assert told.steps[2] == "We checked if anyone could move to make room for you. No one could."
    assert told.reason.text.count("You have missed") == 1 and told.standing in told.sentences


def test_where_ages_count_they_are_said(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer(places=1, min_age=11, max_age=18)
    person = make_asker()
    told = selectors.explanation_for(selectors.allocation_of(run_round(place=place), person))
    assert told.questions == ["This is for people aged 11 to 18. They will ask how old you are."]


def test_the_sentence_names_the_wish_served_and_each_unmet_one(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Repair Saturday", places=1)
    make_offer("Hot meals", places=1, facets={"food": 1})
    make_asker(wishes=[("repairs",), ("food",), ("grief",)])
    (answer,) = selectors.explain(run_round(place=place))
    text = answer["sentence"]
    assert "You have a place: Repair Saturday. It fits what you asked for: mending things at home." in text
    assert "You also asked for: food. One place at a time: we ask for that again once this one ends" in text
    assert "You also asked for: losing someone. Nobody has that yet" in text


def test_a_page_gets_the_facts_used_and_what_was_never_used(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=1)
    make_offer("Borrow a drill", places=None, access="open", kind="product", facets={"repairs": 2})
    first = make_asker(facts={"no_transport": True}, sector="TT3 1")
    second = make_asker(facts={}, sector="TT3 1", wish={"times": ["sat_am"]})
    run = run_round(place=place)
    placed = selectors.explanation_for(selectors.allocation_of(run, first))
    used = {fact.label: fact for fact in placed.facts_used}
    assert used["I have no way to get about"].value == "yes" and used["I have no way to get about"].given
    assert used["I look after someone"].value == "not known" and not used["I look after someone"].given
    assert "What you can offer. It never counts." in placed.facts_never_used
    assert "You told us: “I have no way to get about”. So you are in group 2 of 3." in placed.sentences
    assert placed.rule.deciding_body == "The partnership board"
    refused = selectors.explanation_for(selectors.allocation_of(run, second))
    assert [offer.title for offer in refused.open_now] == ["Borrow a drill"]
    assert "I have no food" in refused.not_told and refused.own_offers == 1
    assert refused.person_to_talk_to == "Tom at the desk" and refused.how_to_challenge and refused.next_round
    assert refused.ticket == engine_ticket(run.seed, second.ticket_id)


def engine_ticket(seed: str, ticket_id: str) -> str:
    from hashlib import sha256

    return sha256(f"{seed}|{ticket_id}".encode()).hexdigest()


def test_not_known_comes_with_a_question_and_never_counts_against_anybody(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=1, eligibility={"fact": "veteran"})
    person = make_asker()
    told = selectors.explanation_for(selectors.allocation_of(run_round(place=place), person))
    assert told.code == "placed"
    assert told.questions == [
        "This is for people who can say “I served in the forces”. They will ask if that is you."
    ]


def test_a_sample_is_drawn_from_the_seed(busy: Any) -> None:
    some = selectors.explain(busy, sample=4)
    assert len(some) == 4 and some == selectors.explain(busy, sample=4)


def test_a_run_checks_and_says_when_somebody_was_erased(busy: Any) -> None:
    assert selectors.check_run(busy).sentence == "The same answer comes out again."
    one = Allocation.objects.filter(run=busy).first()
    one.person.delete()
    after = selectors.check_run(busy)
    assert after.same_outcome and after.same_root and after.erased == 1
    assert after.sentence.startswith("Not recomputable for 1 person, erased on request.")


def test_a_changed_claim_is_found(busy: Any) -> None:
    claim = Claim.objects.filter(run=busy).first()
    claim.salt = "00" * 16
    claim.save()
    assert selectors.check_run(busy).claims_changed == 1
