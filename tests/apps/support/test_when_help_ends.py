"""Help ends: each kind frees its place in its own way, and what nobody said stays missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.promises import selectors as promises
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.change_plan import end_plan
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer, draft_act, link_dependencies
from helpfulacts.support.actions.close_by_date import close_untold, free_by_date
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_up_queue import move_up_queues
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done
from helpfulacts.support.giving import still_with
from helpfulacts.support.models import HelpfulAct
from helpfulacts.support.plans import loop_figures

DAY = dt.timedelta(days=1)
LENT = {"stock": 1, "condition": "Mended", "delivery": "collect", "return_days": 14}
BOOKED = {"mode": "booked", "unit": "hour", "amount": 2, "each": 2}
GIVEN = {"stock": 1, "condition": "Mended", "delivery": "collect"}


def fresh(act: HelpfulAct) -> HelpfulAct:
    return support.get_act(act.place, act.pk)


def yes(plan: Any, offer: Any) -> HelpfulAct:
    return answer_act(act=choose_offer(plan=plan, offer=offer, by=plan.actor), answer="yes", by=plan.actor)


def giver_of(offer: Any) -> Actor:
    return Actor("the club", "provider", body_id=offer.provider_id)


def from_a_round(plan: Any, offer: Any) -> HelpfulAct:
    """A suggestion that holds its place, as a confirmed round makes it."""
    act = draft_act(
        plan=plan, offer=offer, aspiration=None, reason={"code": "round"}, from_round=True,
        holds=hold_place(period=offer.capacity.get()), answer_by=today() + 3 * DAY,
    )  # fmt: skip
    act.save(force_insert=True)
    link_dependencies(act)
    return act


@pytest.fixture
def done_and_waiting(make_plan: Any, offer: Any) -> Callable[..., tuple[Any, HelpfulAct, HelpfulAct]]:
    """An offer of one place, an act that was done there, and somebody who waits for the place."""

    def make(kind: str, **fields: Any) -> tuple[Any, HelpfulAct, HelpfulAct]:
        one = offer("A place", kind=kind, places=1, by="A club", **fields)
        act = yes(make_plan(), one)
        waits = yes(make_plan(), one)
        assert (act.state, waits.state) == ("promised", "agreed")
        came = HelpfulAct.objects.filter(place=act.place, pk=act.pk, on_day__gte=today())
        came.update(on_day=today(), starts=None)  # whatever the hour is now
        mark_done(act=fresh(act), by=giver_of(one))
        return one, fresh(act), waits

    return make


def test_the_place_of_an_introduction_is_free_as_soon_as_it_is_made(done_and_waiting: Any) -> None:
    one, act, waits = done_and_waiting("connection")
    assert (act.state, act.holds_id) == ("done", None)
    assert (fresh(waits).state, one.capacity.get().held) == ("promised", 1)


def test_the_place_of_a_course_is_free_after_its_last_day_and_the_next_begins(
    done_and_waiting: Any, place: Any
) -> None:
    one, act, waits = done_and_waiting("intervention")
    assert act.ends_on == today() + dt.timedelta(days=7, weeks=5), "six weeks from the first session"
    assert free_by_date(place=place, day=act.ends_on) == 0
    with as_if(now() + (act.ends_on + DAY - today())):
        assert free_by_date(place=place, day=today()) == 1
        assert free_by_date(place=place, day=today()) == 0
    assert (fresh(act).state, fresh(act).holds_id) == ("done", None)
    assert (fresh(waits).state, one.capacity.get().held) == ("promised", 1)


def test_a_booked_room_is_free_after_its_session(make_plan: Any, offer: Any, place: Any) -> None:
    room = offer("A room", kind="resource", particulars=BOOKED, by="A hall")
    act = choose_offer(plan=(plan := make_plan()), offer=room, by=plan.actor)
    HelpfulAct.objects.filter(place=place, pk=act.pk).update(on_day=today() + 2 * DAY)
    act = answer_act(act=fresh(act), answer="yes", by=plan.actor)
    assert fresh(act).ends_on == today() + 2 * DAY
    assert free_by_date(place=place, day=today() + 2 * DAY) == 0
    assert free_by_date(place=place, day=today() + 3 * DAY) == 1
    assert fresh(act).state == "promised", "nobody said that it happened"


def test_a_day_that_went_by_in_a_queue_is_not_the_day_it_ends(make_plan: Any, offer: Any, place: Any) -> None:
    room = offer("A room", kind="resource", particulars=BOOKED, by="A hall")
    first, second = yes(make_plan(), room), yes(make_plan(), room)
    HelpfulAct.objects.filter(place=place, pk=second.pk).update(on_day=today() - DAY)
    decline_act(act=fresh(first), by=giver_of(room))
    assert (fresh(second).state, fresh(second).on_day, fresh(second).ends_on) == ("promised", None, None)
    assert free_by_date(place=place, day=today() + 9 * DAY) == 0


def test_a_lent_thing_is_free_when_its_giver_has_it_back_and_not_before(
    done_and_waiting: Any, place: Any
) -> None:
    one, act, waits = done_and_waiting("product", particulars=LENT)
    assert act.return_by == today() + 19 * DAY
    assert free_by_date(place=place, day=today() + 99 * DAY) == 0
    person = Actor("the person", "citizen", None, act.plan.person_id)
    with pytest.raises(Refused, match="Bring it back first"):
        finish_act(act=fresh(act), by=person)
    assert [one.pk for one in still_with(one.provider)] == [act.pk]
    finish_act(act=fresh(act), by=giver_of(one))
    assert still_with(one.provider) == []
    assert (fresh(waits).state, one.capacity.get().held) == ("promised", 1)


@pytest.mark.parametrize("who", ["person", "giver"])
def test_a_service_goes_on_until_one_side_says_that_it_has_ended(
    done_and_waiting: Any, place: Any, who: str
) -> None:
    one, act, waits = done_and_waiting("service")
    person = Actor("the person", "citizen", None, act.plan.person_id)
    confirm_act(act=act, outcome="I sleep again", changed="yes", by=person)
    assert free_by_date(place=place, day=today() + 999 * DAY) == 0
    finish_act(act=fresh(act), by=person if who == "person" else giver_of(one))
    ended = fresh(act)
    assert (ended.state, ended.outcome, ended.holds_id) == ("confirmed", "I sleep again", None)
    assert (fresh(waits).state, one.capacity.get().held) == ("promised", 1)
    told = promises.open_about(place, "helpful act", act.pk, kind="tell")
    assert any("they say it has ended" in promise.what for promise in told) == (who == "giver")
    with pytest.raises(Refused, match="ended already"):
        finish_act(act=ended, by=person)
    assert one.capacity.get().held == 1, "a place is given back once"


def test_what_was_given_to_keep_has_no_end_and_is_not_given_twice(done_and_waiting: Any) -> None:
    one, act, waits = done_and_waiting("product", particulars=GIVEN)
    with pytest.raises(Refused, match="given to keep"):
        finish_act(act=act, by=giver_of(one))
    assert (one.capacity.get().held, fresh(waits).state) == (1, "agreed")


def test_what_is_not_done_yet_is_stopped_and_not_finished(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    act = yes(plan, offer("A club", kind="service", places=1))
    with pytest.raises(Refused, match="not done yet"):
        finish_act(act=act, by=plan.actor)
    with pytest.raises(NotAllowed):
        finish_act(act=act, by=Actor("somebody", "citizen"))


def test_ending_a_plan_frees_the_places_of_what_was_done_but_not_what_is_still_out(
    done_and_waiting: Any, citizen_of: Any
) -> None:
    service, coming, next_one = done_and_waiting("service")
    lent, drill, _ = done_and_waiting("product", particulars=LENT)
    for act in (coming, drill):
        end_plan(plan=act.plan, by=citizen_of(act.plan.person))
    assert (fresh(coming).state, fresh(next_one).state, service.capacity.get().held) == (
        "done",
        "promised",
        1,
    )
    assert (fresh(drill).holds_id is not None, lent.capacity.get().held) == (True, 1)


@pytest.mark.parametrize("kind", ["service", "product", "resource"])
def test_erasing_a_plan_frees_a_place_but_never_promises_again_what_was_given(
    done_and_waiting: Any, citizen_of: Any, kind: str
) -> None:
    one, act, waits = done_and_waiting(kind)
    erase_plan(plan=act.plan, by=citizen_of(act.plan.person))
    period = one.capacity.get()
    if kind == "service":
        assert (period.held, period.places, fresh(waits).state) == (1, 1, "promised")
    else:
        assert (period.held, period.places, fresh(waits).state) == (0, 0, "agreed")
        assert (period.stated, period.closed) == (0, False)


def test_what_nobody_spoke_of_is_closed_after_four_weeks_and_its_reading_stays_missing(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan = make_plan()
    act = yes(plan, offer("A talk"))
    mark_done(act=act, by=plan.actor, on=today())
    done_at = fresh(act).changed_at
    assert close_untold(place=place, day=today() + 28 * DAY) == 0
    assert close_untold(place=place, day=today() + 29 * DAY) == 1
    assert close_untold(place=place, day=today() + 29 * DAY) == 0
    closed = fresh(act)
    assert (closed.state, closed.outcome, closed.changed_anything) == ("confirmed", "", "")
    assert closed.changed_at == done_at, "it was done when it was done"
    figures = loop_figures(place, now() - DAY)
    assert (figures.done, figures.told, figures.not_told) == (1, 0, 1)
    assert any('"closed without a word"' in line for line in register.saved_lines(place))
    confirm_act(act=fresh(act), outcome="It helped after all", changed="a_bit", by=plan.actor)
    assert loop_figures(place, now() - DAY).told == 1
    with pytest.raises(Refused):
        confirm_act(act=fresh(act), outcome="Twice", changed="no", by=plan.actor)


def test_a_place_of_a_round_that_waited_for_another_act_is_promised_when_that_is_done(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan = make_plan()
    bed = offer("A bed", key="bed")
    van = offer("A van", needs=(bed.exchange_id,), places=1, access="shared", kind="service")
    bed_act = yes(plan, bed)
    van_act = answer_act(act=from_a_round(plan, van), answer="yes", by=plan.actor)
    assert (van_act.state, van.capacity.get().held) == ("agreed", 1)
    mark_done(act=fresh(bed_act), by=plan.actor, on=today())
    assert (fresh(van_act).state, van.capacity.get().held) == ("promised", 1)
    assert promises.open_about(place, "helpful act", van_act.pk, kind="act")


def test_each_night_promises_what_holds_a_place_and_waits_no_longer(
    make_plan: Any, offer: Any, place: Any
) -> None:
    """As for those who were stuck before the queue saw them; whoever waits without a place stays behind them."""
    plan = make_plan()
    van = offer("A van", places=1, access="shared", kind="service")
    stuck = from_a_round(plan, van)
    HelpfulAct.objects.filter(place=place, pk=stuck.pk).update(state="agreed")
    assert move_up_queues(place=place) == 1
    assert move_up_queues(place=place) == 0
    assert (fresh(stuck).state, van.capacity.get().held) == ("promised", 1)


def test_only_help_that_came_ends_a_turn(make_plan: Any, offer: Any, place: Any) -> None:
    """What people read (“You lose nothing”, “You keep your turn”) is true of not now, out of time, and a giver's no."""
    van = offer("A van", places=9, access="shared", kind="service", by="A club")

    def missed(plan: Any) -> int:
        return Person.objects.get(place=place, pk=plan.person_id).missed_rounds

    plans = [make_plan() for _ in range(4)]
    Person.objects.filter(place=place).update(missed_rounds=2)
    acts = [from_a_round(plan, van) for plan in plans]
    answer_act(act=acts[0], answer="not_now", by=plans[0].actor)
    HelpfulAct.objects.filter(place=place, pk=acts[1].pk).update(answer_by=today() - DAY)
    assert lapse_unanswered(place=place, day=today()) == 1
    answer_act(act=acts[2], answer="yes", by=plans[2].actor)
    decline_act(act=fresh(acts[2]), by=giver_of(van))
    answer_act(act=acts[3], answer="yes", by=plans[3].actor)
    assert [missed(plan) for plan in plans] == [2, 2, 2, 2]
    mark_done(act=fresh(acts[3]), by=giver_of(van))
    assert [missed(plan) for plan in plans] == [2, 2, 2, 0]
    open_one = yes(plans[0], offer("A chair"))
    mark_done(act=open_one, by=plans[0].actor, on=today())
    assert missed(plans[0]) == 2, "open help costs nobody their turn for a scarce place"


def test_help_of_ones_own_is_its_helpers_promise(make_plan: Any, place: Any) -> None:
    plan = make_plan()
    own = {"title": "Dai cooks", "shown_from": "Dai", "kind": "service", "sphere": "personal"}
    kept = add_own_act(plan=plan, by=plan.actor, state="promised", on_day=today() + DAY, **own)
    (promise,) = promises.about(place, "helpful act", kept.pk)
    assert (promise.by_noun, promise.by_id, promise.by_shown_as) == ("helper", None, "Dai")
    assert (promise.to_id, promise.due, promise.what) == (plan.person_id, today() + DAY, "Dai cooks")
    undated = add_own_act(plan=plan, by=plan.actor, state="promised", **own)
    assert promises.about(place, "helpful act", undated.pk)[0].due == today() + dt.timedelta(weeks=12)
    agreed = add_own_act(plan=plan, by=plan.actor, state="agreed", **own)
    assert promises.about(place, "helpful act", agreed.pk) == []
    with as_if(now() + DAY):
        mark_done(act=kept, by=plan.actor)
    assert promises.open_about(place, "helpful act", kept.pk) == []


def test_the_giver_says_not_now_and_nobody_says_it_for_them_but_the_desk(
    make_plan: Any, offer: Any, officer: Any
) -> None:
    plan, club = make_plan(), offer("A walk", by="A club")
    act = yes(plan, club)
    for other in (plan.actor, Actor("another club", "provider", body_id=plan.pk)):
        with pytest.raises(NotAllowed):
            decline_act(act=fresh(act), by=other)
    decline_act(act=fresh(act), by=officer)
    neighbour = make_plan()
    sewing = yes(plan, offer("Sewing", kind="connection", giver=neighbour.person))
    assert decline_act(act=fresh(sewing), by=neighbour.actor).state == "declined"
