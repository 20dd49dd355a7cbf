"""Two people of whom one said that they must never meet are led to each other nowhere, both ways, and nothing tells why."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.freeze import freeze
from helpfulacts.coordination.options import open_now
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.apart import offers_apart, pairs_apart
from helpfulacts.directory.models import OfferBody, Weave, WeavePart
from helpfulacts.exchange import your_data
from helpfulacts.people.actor import NOBODY, Actor, the_person
from helpfulacts.people.apart import aparts_of
from helpfulacts.people.models import Apart, Organisation, Person
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.keep_apart import apart_from_giver, end_apart, keep_apart
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.plans import plan_of
from helpfulacts.support.selectors import acts_of, queue_place

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")


@pytest.mark.parametrize("who_said_it", ["giver", "asker"])
def test_neither_is_led_to_the_other_by_a_plan_an_introduction_or_a_round(
    place: Any, rules: Any, make_offer: Any, make_asker: Any, make_person: Any, who_said_it: str
) -> None:
    bea, asker = make_person(), make_asker(wishes=[("repairs",), ("company",)])
    by, plan = the_person(asker.pk), plan_of(asker)
    assert plan is not None
    lift = make_offer("Lift by Bea", places=None, access="open", giver=bea, facets={"company": 3})
    bed = make_offer("Bed by Bea", places=2, access="shared", giver=bea)

    def in_round() -> int:
        frozen = freeze(place, parse(rules.document), today())
        column = [one.id for one in frozen.offers].index(bed.pk)
        return int((frozen.pairs.offer == column).sum())

    assert in_round() == 1
    assert lift.pk in {one.pk for one in open_now(asker)}
    suggested = choose_offer(plan=plan, offer=lift, by=by)
    first, second = (bea, asker) if who_said_it == "giver" else (asker, bea)
    keep_apart(person=first, other=second, called="Bothbird", by=the_person(first.pk))
    keep_apart(person=first, other=second, called="Again", by=TOM)
    suggested.refresh_from_db()
    assert acts_of(plan) == [] and in_round() == 0
    assert not {one.pk for one in open_now(asker)} & {lift.pk, bed.pk}
    with pytest.raises(Refused) as said:
        choose_offer(plan=plan, offer=lift, by=by)
    assert "not open at the moment" in str(said.value), "as of anything that is not listed"
    if suggested.state == "suggested":
        with pytest.raises(Refused, match="has ended, or is being looked at"):
            answer_act(act=suggested, answer="yes", by=by)
        with pytest.raises(Refused, match="not open at the moment"):
            draft_introduction(act=suggested, lines=("She likes tea.", ""), by=TOM)
    run = run_round(place=place)
    assert not run.allocations.filter(offer=bed).exists()
    told = [your_data.as_file(one, your_data.everything(one)) for one in (first, second)]
    assert "Bothbird" in told[0] and "Bothbird" not in told[1] and "must never meet" not in told[1]
    assert "Bothbird" not in " ".join(str(entry.facts) for entry in register.entries(place))
    [row] = aparts_of(first)
    assert aparts_of(second) == []
    with pytest.raises(NotAllowed):
        end_apart(apart=row, by=the_person(second.pk))
    end_apart(apart=row, by=the_person(first.pk))
    assert in_round() == 1


def test_what_was_agreed_ends_like_any_not_now_and_the_queue_goes_on_without_them(
    place: Any, make_offer: Any, make_asker: Any, make_person: Any, officer: Any
) -> None:
    bea = make_person()
    walk = make_offer("Walk with Bea", places=1, access="open", giver=bea)
    acts = []
    for _ in range(3):
        asker = make_asker()
        plan = plan_of(asker)
        assert plan is not None
        act = choose_offer(plan=plan, offer=walk, by=the_person(asker.pk))
        acts.append(answer_act(act=act, answer="yes", by=the_person(asker.pk)))
    has_it, blocked, third = acts
    assert [act.state for act in acts] == ["promised", "agreed", "agreed"] and queue_place(third) == 2
    keep_apart(person=bea, other=blocked.plan.person, called="Him", by=the_person(bea.pk))
    for act in acts:
        act.refresh_from_db()
    assert [act.state for act in acts] == ["promised", "declined", "agreed"] and queue_place(third) == 1
    state_places(offer=walk, stated=3, by=officer)
    blocked.refresh_from_db()
    third.refresh_from_db()
    assert (blocked.state, third.state) == ("declined", "promised")
    apart_from_giver(person=has_it.plan.person, offer=walk, by=the_person(has_it.plan.person_id))
    has_it.refresh_from_db()
    assert has_it.state == "stopped"
    with pytest.raises(NotAllowed):
        keep_apart(person=bea, other=third.plan.person, called="x", by=NOBODY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Apart.objects.filter(person=bea).update(other=bea)


def test_the_public_register_never_shows_that_somebody_was_kept_apart_beside_what_they_let_go(
    place: Any, make_offer: Any, make_asker: Any, make_person: Any
) -> None:
    bea, asker = make_person(), make_asker()
    by, plan = the_person(asker.pk), plan_of(asker)
    assert plan is not None
    walk = make_offer("Walk with Bea", places=1, access="open", giver=bea)
    act = answer_act(act=choose_offer(plan=plan, offer=walk, by=by), answer="yes", by=by)
    before = register.head(place)[0]
    keep_apart(person=bea, other=asker, called="Him", by=the_person(bea.pk))
    [row] = aparts_of(bea)
    end_apart(apart=row, by=the_person(bea.pk))
    written = list(register.entries(place).filter(sequence__gt=before))
    assert "the giver said not now" in {one.action for one in written}
    assert {one.subject for one in written if one.noun == "helpful act"} == {act.pk}
    assert all("apart" not in f"{one.action} {one.noun}" and one.subject != row.pk for one in written)


def test_somebody_erased_whose_offer_stays_listed_is_still_kept_apart_and_their_words_are_gone(
    place: Any, make_offer: Any, make_asker: Any
) -> None:
    giver, asker, gone = make_asker(), make_asker(), make_asker()
    lift = make_offer("Lift", places=None, access="open", giver=giver)
    keep_apart(person=giver, other=asker, called="Calledbird", by=the_person(giver.pk))
    keep_apart(person=gone, other=asker, called="Him", by=the_person(gone.pk))
    for one in (giver, gone):
        plan = plan_of(one)
        assert plan is not None
        erase_plan(plan=plan, by=the_person(one.pk))
    assert Person.objects.filter(pk=giver.pk).exists() and not Person.objects.filter(pk=gone.pk).exists()
    assert lift.pk in offers_apart(place.pk, asker.pk)
    [row] = Apart.objects.all()
    assert row.person_id == giver.pk and row.called == ""


def test_nobody_is_led_to_a_combination_of_which_a_part_is_given_by_whom_they_must_never_meet(
    place: Any, make_offer: Any, make_asker: Any, make_person: Any
) -> None:
    bea, dan, asker = make_person(), make_person(), make_asker()
    club = Organisation.objects.create(place=place, name="A club in North")
    hall, van = make_offer("Hall by Bea", kept_by=bea), make_offer("Van by Dan", giver=dan)
    supper = make_offer("Supper", places=None, access="open")
    weave = Weave.objects.create(
        place=place, title="Supper", state="listed", offer=supper, body=club, woven_by="Jo",
        created_at=now(), changed_at=now(),
    )  # fmt: skip
    WeavePart.objects.create(place=place, weave=weave, offer=hall, state="agreed", answered_at=now())
    WeavePart.objects.create(place=place, weave=weave, offer=van, state="not_now")
    walk = make_offer("A walk that the club leads", places=None, access="open")
    OfferBody.objects.create(place=place, offer=walk, organisation=club, part="delivers")
    OfferBody.objects.create(place=place, offer=hall, organisation=club, part="funds")
    plan = plan_of(asker)
    assert plan is not None
    act = choose_offer(plan=plan, offer=supper, by=the_person(asker.pk))
    answer_act(act=act, answer="yes", by=the_person(asker.pk))
    keep_apart(person=asker, other=dan, called="Dan", by=the_person(asker.pk))
    assert offers_apart(place.pk, asker.pk) == {van.pk}, "who said not now has no part in it"
    keep_apart(person=bea, other=asker, called="Him", by=the_person(bea.pk))
    act.refresh_from_db()
    assert act.state == "declined"
    keep_apart(person=asker, body=club, called="The club", by=the_person(asker.pk))
    assert offers_apart(place.pk, asker.pk) == {van.pk, hall.pk, supper.pk, walk.pk}
    assert pairs_apart(place.pk)[asker.pk] == {van.pk, hall.pk, supper.pk, walk.pk}


def test_under_18_nobody_is_introduced_to_one_person_alone(
    place: Any, make_offer: Any, make_asker: Any, make_person: Any
) -> None:
    young = make_asker(age_band="under-18")
    plan = plan_of(young)
    assert plan is not None
    club = Organisation.objects.create(place=place, name="A club in North")
    alone = make_offer("Chess with Bea", places=None, access="open", giver=make_person())
    keeper = make_offer("Chess club", places=None, access="open", provider=club, kept_by=make_person())
    with pytest.raises(Refused, match="a grown-up of a group"):
        choose_offer(plan=plan, offer=alone, by=the_person(young.pk))
    second = choose_offer(plan=plan, offer=keeper, by=the_person(young.pk))
    assert draft_introduction(act=second, lines=("She likes chess.", ""), by=TOM).state == "draft"
