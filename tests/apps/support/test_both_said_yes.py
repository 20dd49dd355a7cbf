"""Nothing about how to reach anybody passes before both said yes; then only what each chose, to that one person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people import looks
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import NOBODY, Actor
from helpfulacts.people.models import Person
from helpfulacts.promises import selectors as promises
from helpfulacts.support import giving
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.forget_giver import forget_giver
from helpfulacts.support.actions.pass_on import pass_on, read_passed_on, say_yes_as_giver, take_back
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done, stop_act
from helpfulacts.support.models import HelpfulAct, PassedOn
from helpfulacts.web.templatetags.act_parts import act_tag

CANARY = "Ring the blue gate bell, canary 01632 960777"


@pytest.fixture
def two(make_plan: Any, make_person: Any, citizen_of: Any, offer: Any) -> Any:
    """(act, the person acting, the giver acting): the person has said yes, the giver has not yet."""

    def make(kind: str = "service", **fields: Any) -> Any:
        giver = make_person()
        gift = offer("A walk", kind=kind, sphere="personal", giver=giver, places=2)
        plan = make_plan(**fields)
        act = answer_act(act=choose_offer(plan=plan, offer=gift, by=plan.actor), answer="yes", by=plan.actor)
        return support.get_act(plan.place, act.pk), plan.actor, citizen_of(giver)

    return make


def given(act: Any, side: str, by: Any) -> Any:
    return pass_on(act=act, side=side, channel="phone", words=CANARY, by=by)


def test_a_plan_says_that_the_giver_has_still_to_answer_and_no_day_is_done_before(two: Any) -> None:
    act, person, giver = two()
    assert act_tag(act) == "Waits for the giver's answer"
    HelpfulAct.objects.filter(pk=act.pk).update(on_day=None, starts=None)
    act.refresh_from_db()
    with pytest.raises(Refused, match="Their yes comes first"):
        mark_done(act=act, by=person)
    say_yes_as_giver(act=act, by=giver)
    act.refresh_from_db()
    assert act_tag(act) == "Promised"
    assert mark_done(act=act, by=person, on=today()).state == "done"


def test_nothing_is_passed_on_before_both_said_yes(two: Any) -> None:
    act, person, giver = two()
    for side, by in (("person", person), ("giver", giver)):
        with pytest.raises(Refused, match="both say yes first"):
            given(act, side, by)
        with pytest.raises(Refused, match="both say yes first"):
            read_passed_on(act=act, side=side, by=by)
    assert not PassedOn.objects.exists()


def test_after_both_yeses_each_reads_only_what_the_other_chose_and_each_look_is_kept(
    two: Any, place: Any
) -> None:
    act, person, giver = two()
    assert any(
        one.to_id == giver.person_id for one in promises.open_about(place, "helpful act", act.pk, kind="tell")
    )
    say_yes_as_giver(act=act, by=giver)
    assert not any(
        one.to_id == giver.person_id for one in promises.open_about(place, "helpful act", act.pk, kind="tell")
    )
    with pytest.raises(Refused, match="have not passed on"):
        read_passed_on(act=act, side="person", by=person)
    row = given(act, "giver", giver)
    assert CANARY.encode() not in bytes(row.words_sealed)
    for look in (1, 2):
        assert read_passed_on(act=act, side="person", by=person).words == CANARY
        seen = looks.seen_by(people.get_person(place, giver.person_id))
        assert len(seen) == look and seen[0].look.by_shown_as == "The person you help"
    with pytest.raises(Refused, match="have not passed on"):
        read_passed_on(act=act, side="giver", by=giver)
    given(act, "person", person)
    assert read_passed_on(act=act, side="giver", by=giver).words == CANARY
    [look] = [one.look for one in looks.seen_by(people.get_person(place, person.person_id))]
    assert look.by_shown_as == "The person who helps you" and "canary" not in look.why
    assert giving.helpers_who_looked(place, [look]) == {look.pk: act.shown_from}


def test_nobody_else_passes_on_or_reads(two: Any, make_plan: Any) -> None:
    act, person, giver = two()
    say_yes_as_giver(act=act, by=giver)
    given(act, "giver", giver)
    other = make_plan().actor
    for stranger in (NOBODY, other, Actor("A club", "provider", None, None, act.pk)):
        for side in ("person", "giver"):
            with pytest.raises(NotAllowed):
                read_passed_on(act=act, side=side, by=stranger)
            with pytest.raises(NotAllowed):
                given(act, side, stranger)
    with pytest.raises(NotAllowed):
        read_passed_on(act=act, side="giver", by=person)
    with pytest.raises(NotAllowed):
        say_yes_as_giver(act=act, by=person)


@pytest.mark.parametrize(
    "end", ["the person stops", "the person says not now", "the giver stops", "it is over"]
)
def test_it_goes_at_once_when_either_stops(two: Any, end: str) -> None:
    act, person, giver = two()
    say_yes_as_giver(act=act, by=giver)
    given(act, "giver", giver)
    given(act, "person", person)
    if end == "the person stops":
        stop_act(act=act, by=person)
    elif end == "the person says not now":
        answer_act(act=act, answer="not_now", by=person)
    elif end == "the giver stops":
        decline_act(act=act, by=giver)
    else:
        with as_if(now() + dt.timedelta(days=8)):
            mark_done(act=act, by=person)
        assert PassedOn.objects.count() == 2, "a loan is still out"
        confirm_act(act=act, outcome="", changed="", by=person)
    assert not PassedOn.objects.exists()
    assert HelpfulAct.objects.get(pk=act.pk).giver_said_yes_at is None
    for side, by in (("person", person), ("giver", giver)):
        with pytest.raises(Refused):
            read_passed_on(act=support.get_act(act.place, act.pk), side=side, by=by)


def test_what_was_passed_on_can_be_taken_back(two: Any) -> None:
    act, person, giver = two()
    say_yes_as_giver(act=act, by=giver)
    given(act, "giver", giver)
    take_back(act=act, side="giver", by=giver)
    take_back(act=act, side="giver", by=giver)
    with pytest.raises(Refused, match="have not passed on"):
        read_passed_on(act=act, side="person", by=person)


def test_there_is_no_direct_contact_with_anybody_under_18(two: Any) -> None:
    act, person, giver = two()
    say_yes_as_giver(act=act, by=giver)
    Person.objects.update(age_band="under-18")  # they say so after both yeses
    act = support.get_act(act.place, act.pk)
    for side, by in (("person", person), ("giver", giver)):
        with pytest.raises(Refused, match="Somebody from the desk"):
            given(act, side, by)


def test_a_giver_who_is_forgotten_leaves_no_words(two: Any, place: Any) -> None:
    act, _person, giver = two()
    say_yes_as_giver(act=act, by=giver)
    given(act, "giver", giver)
    forget_giver(person=people.get_person(place, giver.person_id), by=giver)
    act = support.get_act(place, act.pk)
    assert act.state == "declined" and not PassedOn.objects.exists()
    assert (act.offer.status, act.offer.title) == ("ended", "Something that was given")
    assert any("cannot go ahead" in one.what for one in promises.about(place, "helpful act", act.pk))


def test_an_organisation_is_reached_by_its_own_page(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    act = choose_offer(plan=plan, offer=offer("A bed", by="The charity"), by=plan.actor)
    with pytest.raises(Refused, match="an organisation"):
        given(act, "person", plan.actor)
