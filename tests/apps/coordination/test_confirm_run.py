"""Confirming is a named human's act, after the hardest cases were read; places are held and never over-allocated."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.open_case import open_case
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.models import Alarm, Allocation, Run
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.models import CapacityPeriod
from helpfulacts.people.actor import SYSTEM
from helpfulacts.people.models import Person
from helpfulacts.promises import selectors as promises
from helpfulacts.support.actions.aspire import strike_out_aspiration
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan, Veto

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> Any:
    make_offer(places=2)
    for number in range(4):
        make_asker(channel="email" if number % 2 else "desk", contact="a@example.org" if number % 2 else "")
    make_asker(("grief",))
    return run_round(place=place)


def test_it_works(run: Any, officer: Any, open_everything: Any) -> None:
    open_everything(run)
    done = confirm_run(run=run, by=officer)
    acts = HelpfulAct.objects.filter(place=run.place)
    assert done.state == "confirmed" and done.confirmed_by_shown_as == "Mel, partnership officer"
    assert acts.count() == 2 and CapacityPeriod.objects.get().held == 2
    for act in acts:
        assert act.state == "suggested" and act.from_round and act.holds is not None
        assert act.answer_by == today() + dt.timedelta(days=5)
        assert selectors.reason_sentence(act).startswith(
            "Sharing round 1 gave you this place. You asked for: mending"
        )
        mine = selectors.my_latest(act.plan.person)
        assert mine.act == act and selectors.explanation_for(mine).answer_by


def test_it_waits_until_every_case_is_opened(run: Any, officer: Any) -> None:
    cases = selectors.cases_to_open(run)
    with pytest.raises(Refused, match=f"{len(cases)} cases are left to open"):
        confirm_run(run=run, by=officer)
    for opening in cases[:-1]:
        open_case(run=run, allocation=opening.allocation, by=officer)
    with pytest.raises(Refused, match="1 case is left to open"):
        confirm_run(run=run, by=officer)
    open_case(run=run, allocation=cases[-1].allocation, by=officer)
    assert confirm_run(run=run, by=officer).state == "confirmed"


def test_every_look_at_a_case_is_seen_by_the_person(run: Any, officer: Any) -> None:
    from helpfulacts.people import looks

    opening = selectors.cases_to_open(run)[0]
    told = open_case(run=run, allocation=opening.allocation, by=officer)
    (look,) = [one.look for one in looks.seen_by(opening.allocation.person)]
    assert look.by_shown_as == "Mel, partnership officer" and "Sharing round 1" in look.why
    assert told.title


@pytest.mark.parametrize("action", ["open", "confirm"])
def test_only_a_named_officer_decides(run: Any, action: str, make_person: Any, citizen_of: Any) -> None:
    from helpfulacts.people.actor import SYSTEM

    for actor in (SYSTEM, citizen_of(make_person())):
        with pytest.raises(NotAllowed):
            if action == "open":
                open_case(run=run, allocation=run.allocations.first(), by=actor)
            else:
                confirm_run(run=run, by=actor)


def test_a_round_is_confirmed_once_and_a_replaced_one_never(
    run: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    newer = run_round(place=place)
    open_everything(run)
    with pytest.raises(Refused, match="replaced by a newer round"):
        confirm_run(run=run, by=officer)
    open_everything(newer)
    confirm_run(run=newer, by=officer)
    with pytest.raises(Refused, match="already confirmed"):
        confirm_run(run=newer, by=officer)
    assert HelpfulAct.objects.count() == 2


def test_a_round_left_too_long_is_run_again_instead(run: Any, officer: Any, open_everything: Any) -> None:
    open_everything(run)
    Run.objects.update(confirm_by=now() - dt.timedelta(minutes=1))
    with pytest.raises(Refused, match="Run a new round"):
        confirm_run(run=run, by=officer)


def test_a_refusal_counts_as_a_missed_round_and_a_place_that_is_only_offered_counts_nothing(
    run: Any, officer: Any, open_everything: Any
) -> None:
    Person.objects.update(missed_rounds=1)
    open_everything(run)
    confirm_run(run=run, by=officer)
    missed = {
        a.status: a.person.missed_rounds for a in Allocation.objects.filter(run=run).select_related("person")
    }
    assert missed == {"placed": 1, "refused": 2, "gap": 1}


@pytest.mark.parametrize("end", ["not now", "lapsed", "declined"])
def test_not_now_lapsed_or_declined_never_costs_your_standing(
    run: Any, officer: Any, open_everything: Any, citizen_of: Any, end: str
) -> None:
    from helpfulacts.support.actions.answer_act import answer_act
    from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
    from helpfulacts.support.actions.release_act import release_place_of

    Person.objects.update(missed_rounds=3)
    open_everything(run)
    confirm_run(run=run, by=officer)
    act = HelpfulAct.objects.select_related("plan__person", "place", "holds", "offer").first()
    if end == "not now":
        answer_act(act=act, answer="not_now", by=citizen_of(act.plan.person))
    elif end == "lapsed":
        HelpfulAct.objects.update(more_time=True)  # the desk has had its time to tell them
        lapse_unanswered(place=run.place, day=act.answer_by + dt.timedelta(days=1))
    else:
        release_place_of(act=act, state="declined", by=officer)
    act.refresh_from_db()
    assert act.state == end.replace(" ", "_")
    assert Person.objects.get(pk=act.plan.person_id).missed_rounds == 3


def test_people_without_email_are_put_on_the_list_to_tell(
    run: Any, officer: Any, open_everything: Any
) -> None:
    from helpfulacts.promises.models import Promise

    open_everything(run)
    confirm_run(run=run, by=officer)
    to_tell = Promise.objects.filter(kind="tell")
    assert set(to_tell.values_list("to_id", flat=True)) == set(
        Person.objects.exclude(channel="email").values_list("pk", flat=True)
    )
    assert all(promise.what for promise in to_tell)


@pytest.mark.parametrize("why", ["taken", "closed", "paused", "left", "vetoed", "ended"])
def test_a_place_that_vanished_is_refused_honestly(
    run: Any, officer: Any, open_everything: Any, why: str
) -> None:
    open_everything(run)
    lost = Allocation.objects.filter(run=run, status="placed").select_related("person", "offer")
    one = lost.first()
    if why == "taken":
        CapacityPeriod.objects.update(held=1)
    elif why == "closed":
        CapacityPeriod.objects.update(closed=True)
    elif why == "paused":
        Plan.objects.filter(person=one.person).update(state="paused")
    elif why == "left":
        Plan.objects.filter(person=one.person).update(in_rounds=False)
    elif why == "vetoed":
        Veto.objects.create(place=run.place, person=one.person, offer=one.offer, at=now())
    else:
        one.offer.status = "ended"
        one.offer.save()
    done = confirm_run(run=run, by=officer)
    expected = {"closed": 0, "ended": 0}.get(why, 1)
    assert done.placed == expected and done.people == done.placed + done.refused + done.gaps
    assert HelpfulAct.objects.filter(from_round=True).count() == expected
    period = CapacityPeriod.objects.get()
    assert period.held <= period.places
    gone = [a for a in selectors.explain(done) if a["code"] == "gone"]
    assert len(gone) == 2 - expected
    assert all("You have not lost your turn" in answer["sentence"] for answer in gone)
    assert not Person.objects.filter(pk__in=[a["person"] for a in gone], missed_rounds__gt=0).exists()


def test_the_last_in_the_order_goes_without_first(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    make_offer(places=2)
    carer, other = make_asker(sector="TT3 1", facts={"carer": True}), make_asker(sector="TT3 1")
    run = run_round(place=place)
    open_everything(run)
    CapacityPeriod.objects.update(places=1, stated=1)
    confirm_run(run=run, by=officer)
    status = dict(Allocation.objects.filter(run=run).values_list("person_id", "status"))
    assert status == {carer.pk: "placed", other.pk: "refused"}


def test_not_now_gives_the_place_back_and_costs_no_turn(
    run: Any, officer: Any, open_everything: Any, citizen_of: Any
) -> None:
    from helpfulacts.support.actions.answer_act import answer_act

    open_everything(run)
    confirm_run(run=run, by=officer)
    act = HelpfulAct.objects.select_related("plan__person", "place", "holds", "offer").first()
    person = act.plan.person
    answer_act(act=act, answer="not_now", by=citizen_of(person))
    assert CapacityPeriod.objects.get().held == 1
    assert Person.objects.get(pk=person.pk).missed_rounds == 0


def test_a_right_lost_before_confirming_is_an_alarm_with_a_body_that_answers(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any
) -> None:
    beds = make_offer("Beds", places=2, facets={"furniture": 3})
    people = [make_asker(("furniture",), facts={"no_bed": True}) for _ in range(2)]
    run = run_round(place=place)
    assert (run.placed, run.alarms) == (2, 0)
    open_everything(run)
    end_offers(place=place, offers=[beds], by=SYSTEM)
    done = confirm_run(run=run, by=officer)
    assert (done.placed, done.refused, done.alarms) == (0, 2, 2)
    (alarm,) = Alarm.objects.filter(place=place, run=run)
    assert (alarm.floor, alarm.people) == ("no_bed", 2) and alarm.responsible_body and alarm.answer_by > now()
    (promise,) = promises.about(place, "alarm", alarm.pk)
    assert promise.by_shown_as == alarm.responsible_body
    (entry,) = register.entries(place, noun="alarm")
    assert (entry.subject, entry.facts["people"]) == (alarm.pk, "some")
    (told,) = selectors.explain(run, persons=[people[0].pk])
    assert "could not meet" in told["sentence"] and alarm.responsible_body in told["sentence"]


def test_a_wish_struck_out_since_the_round_is_given_nothing(
    place: Any,
    rules: Any,
    officer: Any,
    make_offer: Any,
    make_asker: Any,
    open_everything: Any,
    citizen_of: Any,
) -> None:
    make_offer("Repair Saturday", places=1)
    person = make_asker()
    run = run_round(place=place)
    open_everything(run)
    strike_out_aspiration(aspiration=Aspiration.objects.get(place=place), by=citizen_of(person))
    done = confirm_run(run=run, by=officer)
    assert (done.placed, done.refused, done.alarms) == (0, 1, 0)
    assert not HelpfulAct.objects.filter(place=place).exists()
    assert "no longer on your plan" in selectors.explain(run, persons=[person.pk])[0]["sentence"]


@pytest.mark.parametrize("end", ["not_now", "declined", "stopped"])
def test_nothing_is_given_that_waits_for_something_turned_down_since_the_round(
    place: Any, rules: Any, officer: Any, make_offer: Any, make_asker: Any, open_everything: Any, end: str
) -> None:
    from helpfulacts.directory.models import Prerequisite
    from helpfulacts.support.actions.answer_act import answer_act
    from helpfulacts.support.actions.choose_offer import choose_offer
    from helpfulacts.support.actions.release_act import release_place_of
    from helpfulacts.support.plans import plan_of

    bed = make_offer("A bed", places=1, access="open", facets={"furniture": 1})
    delivery = make_offer("Delivery", places=3, facets={"furniture": 2})
    Prerequisite.objects.create(place=place, offer=delivery, needs=bed)
    person = make_asker(("furniture",))
    act = answer_act(act=choose_offer(plan=plan_of(person), offer=bed, by=officer), answer="yes", by=officer)
    run = run_round(place=place)
    assert run.placed == 1
    open_everything(run)
    release_place_of(act=act, state=end, by=officer)
    done = confirm_run(run=run, by=officer)
    assert (done.placed, done.refused) == (0, 1)
    assert not HelpfulAct.objects.filter(place=place, offer=delivery).exists()
    assert CapacityPeriod.objects.get(offer=delivery).held == 0
    (told,) = selectors.explain(done)
    assert "It only helps after something else" in told["sentence"]


def test_the_register_says_no_count_of_people_under_ten(
    run: Any, place: Any, officer: Any, open_everything: Any
) -> None:
    open_everything(run)
    confirm_run(run=run, by=officer)
    entries = [*register.entries(place, noun="round"), *register.entries(place, noun="alarm")]
    said = {entry.action: entry.facts for entry in entries}
    counts = ("people", "placed", "refused", "gaps")
    assert {said["confirmed a round"][name] for name in counts} == {"some"}
    assert not set(said["ran a round"]) & {*counts, "suggested", "alarms"}
