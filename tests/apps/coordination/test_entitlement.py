"""Rights before charity: looked for first, kept, said in plain words, and never “no” to what was not said (S1)."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.check_rights import check_rights
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.suggest_bundle import suggest_bundle
from helpfulacts.coordination.models import RightsCheck
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import parse, shipped
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import the_person
from helpfulacts.people.models import Person
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.keep_apart import keep_apart
from helpfulacts.support.models import HelpfulAct
from helpfulacts.support.plans import plan_of

pytestmark = pytest.mark.django_db
OPEN: dict[str, Any] = {"access": "open", "places": None}


@pytest.fixture
def beds(rules: Any, make_offer: Any) -> None:
    for number in range(4):
        make_offer(f"A charity's bed {number}", kind="resource", facets={"furniture": 3}, **OPEN)
    make_offer("A bed from the council", sphere="public", facets={"furniture": 2}, **OPEN)
    make_offer("Friends", facets={"company": 3}, **OPEN)


def test_the_entitlement_check_came_first(beds: None, place: Any, make_asker: Any) -> None:
    for facts in ({"no_bed": True}, {"no_bed": False}, {}):
        suggest_bundle(plan=plan_of(make_asker(wishes=[("furniture",), ("company",)], facts=facts)))
    acts = list(HelpfulAct.objects.filter(place=place))
    assert len(acts) >= 6 and {act.sphere for act in acts} == {"public", "civic"}
    for act in acts:
        check = RightsCheck.objects.get(place=place, plan=act.plan_id, pk=uuid.UUID(act.reason["check"]))
        assert check.at <= act.created_at, "rights were looked for before it was suggested"
        wishes = {row["wish"] for row in check.found}
        assert str(act.aspiration_id) in wishes or act.aspiration.facets == ["company"]
    owed = next(act for act in acts if act.reason["right"])
    assert owed.offer.title == "A bed from the council", "better charity does not stand in for the right"
    assert selectors.reason_sentence(owed).startswith("You have a right to this")
    assert owed.created_at <= min(act.created_at for act in acts if act.plan_id == owed.plan_id)


def test_what_was_not_said_is_asked_and_never_counts_as_no(beds: None, make_asker: Any) -> None:
    def said(**facts: bool) -> Any:
        return selectors.rights_said(check_rights(plan=plan_of(make_asker(("furniture",), facts=facts))))

    (ask,) = said()
    assert (ask.answer, ask.fact_words, ask.warning) == ("ask", "I have no bed", "")
    assert said(no_bed=False) == [], "they told us that they have one"
    (right,) = said(no_bed=True, no_food=True)
    assert right.answer == "yes" and right.illustrative, "a right to food is for whoever asks for food"
    assert right.what == "Somebody with no bed, who asks for one, must be offered one."
    assert [title for _, title in right.offers] == ["A bed from the council"]
    assert "housing team for a bed" in right.claim and "look again" in right.appeal


def test_a_warning_when_charity_alone_meets_a_right(rules: Any, make_offer: Any, make_asker: Any) -> None:
    plan = plan_of(make_asker(("food",), facts={"no_food": True}))
    (alone,) = selectors.rights_said(check_rights(plan=plan))
    assert alone.warning == "", "nothing at all is no charity"
    make_offer("A food bank", facets={"food": 3}, **OPEN)
    suggest_bundle(plan=plan)
    (charity,) = selectors.rights_said(selectors.last_check(plan))
    assert charity.warning.startswith("When we looked, only charity") and charity.offers == ()
    make_offer("A crisis payment", sphere="public", access="shared", places=0, facets={"food": 2})
    (public,) = selectors.rights_said(check_rights(plan=plan))
    assert public.warning == "" and public.offers[0][1] == "A crisis payment", (
        "a full place is no less a right"
    )


@pytest.mark.parametrize(("sphere", "grade"), [("private", 3), ("public", 1)])
def test_charity_is_not_alone_beside_any_other_help_that_fits_one_of_the_wishes(
    rules: Any, make_offer: Any, make_asker: Any, sphere: str, grade: int
) -> None:
    """The second wish under a right counts as much as the first."""
    plan = plan_of(make_asker(wishes=[("food",), ("food", "company")], facts={"no_food": True}))
    make_offer("A food bank", facets={"food": 3}, **OPEN)
    (right,) = selectors.rights_said(check_rights(plan=plan))
    assert right.warning
    make_offer("Meals", sphere=sphere, facets={"food": grade}, **OPEN)
    (right,) = selectors.rights_said(check_rights(plan=plan))
    assert (right.offers, right.warning) == ((), ""), "it meets no right, but charity is not all there is"


def test_a_right_of_two_wishes_is_said_of_both_and_names_only_what_is_listed_now(
    rules: Any, place: Any, make_offer: Any, make_asker: Any
) -> None:
    person = make_asker(wishes=[("food",), ("food",)], facts={"no_food": True})
    plan = plan_of(person)
    far = plan.aspirations.order_by("created_at", "id")[0]
    far.travel_limit_m = 1
    far.save()
    meals = make_offer("Meals", sphere="public", facets={"food": 3}, where=["venue"], **OPEN)
    meals.latitude += 0.02
    meals.save()
    check = check_rights(plan=plan)
    assert [bool(row["meets"]) for row in check.found] == [False, True]
    (right,) = selectors.rights_said(check)
    assert [title for _, title in right.offers] == ["Meals"]
    Offer.objects.filter(pk=meals.pk).update(status="hidden")
    (right,) = selectors.rights_said(check)
    assert right.offers == ()


@pytest.mark.parametrize("sphere", ["public", "civic"])
def test_an_offer_of_somebody_kept_apart_is_neither_named_nor_counted(
    rules: Any, make_offer: Any, make_asker: Any, make_person: Any, sphere: str
) -> None:
    giver, person = make_person(), make_asker(("food",), facts={"no_food": True})
    make_offer("Meals by somebody", sphere=sphere, giver=giver, facets={"food": 3}, **OPEN)
    suggest_bundle(plan=plan_of(person))
    (right,) = selectors.rights_said(selectors.last_check(plan_of(person)))
    assert right.offers if sphere == "public" else right.warning
    keep_apart(person=giver, other=person, called="Them", by=the_person(giver.pk))
    assert selectors.rights_said(selectors.last_check(plan_of(person)))[0].offers == ()
    (right,) = selectors.rights_said(check_rights(plan=plan_of(person)))
    assert (right.offers, right.warning) == ((), "")


def test_what_the_plan_says_of_rights_is_made_from_what_was_kept(
    beds: None, place: Any, make_asker: Any, citizen_of: Any
) -> None:
    person = make_asker(("furniture",), facts={"no_bed": True})
    plan = plan_of(person)
    suggest_bundle(plan=plan)
    before = selectors.rights_said(selectors.last_check(plan))
    assert before[0].offers
    before = [replace(one, offers=()) for one in before]
    Offer.objects.update(title="Something else", status="ended")  # what ended is not named any more
    Person.objects.update(facts={})
    enact_rules(place=place, document=shipped("one-class"))
    assert selectors.rights_said(selectors.last_check(plan)) == before
    with pytest.raises(DatabaseError, match="kept as it was decided"), transaction.atomic():
        RightsCheck.objects.update(found_sealed=None)
    erase_plan(plan=plan, by=citizen_of(person))
    assert not RightsCheck.objects.exists(), "what somebody is owed is theirs, and goes with them"


def test_rules_from_before_rights_said_how_to_claim_them_read_as_they_did(
    place: Any, make_asker: Any
) -> None:
    raw = as_json(shipped())
    for floor in raw["floors"]:
        del floor["claim"], floor["appeal"]
    old = parse(raw)
    assert as_json(old) == raw and old.hash != shipped().hash
    enact_rules(place=place, document=old)
    (right,) = selectors.rights_said(
        check_rights(plan=plan_of(make_asker(("food",), facts={"no_food": True})))
    )
    assert right.claim == "Ask the council's crisis support team for it." and "look again" in right.appeal
