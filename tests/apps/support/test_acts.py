"""Acts: yes makes a promise, not now is free, a full offer has a queue, and what waits for another waits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.change_offer import end_offers
from helpfulacts.directory.actions.open_periods import open_periods
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.models import Promise
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act, ask_again, lift_veto, veto_offer
from helpfulacts.support.actions.ask_a_person import (
    ask_for_a_call,
    ask_to_look_again,
)
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_up_queue import move_up_queue, move_up_queues, state_places
from helpfulacts.support.actions.report_act import confirm_act, decline_act, mark_done, stop_act
from helpfulacts.support.models import HelpfulAct
from helpfulacts.support.plans import loop_figures
from helpfulacts.support.states import MOVES, move


def chosen(plan: Any, offer: Any) -> HelpfulAct:
    return choose_offer(plan=plan, offer=offer, by=plan.actor)


def yes(plan: Any, offer: Any) -> HelpfulAct:
    return answer_act(act=chosen(plan, offer), answer="yes", by=plan.actor)


def fresh(act: HelpfulAct) -> HelpfulAct:
    return support.get_act(act.place, act.pk)


def test_yes_makes_a_promise_with_an_owner_and_a_day(make_plan: Any, offer: Any, place: Any) -> None:
    plan = make_plan(channel="email", contact="asha@example.org")
    act = yes(plan, offer("A slow cooker", by="The tool library"))
    (promise,) = promises.about(place, "helpful act", act.pk)
    assert act.state == "promised"
    assert (promise.by_shown_as, promise.by_id, promise.to_id) == (
        "The tool library",
        act.offer.provider_id,
        plan.person_id,
    )
    assert promise.due == today() + dt.timedelta(days=5)
    assert promise.what == "A slow cooker"


@pytest.mark.parametrize("channel", ["phone", "letter", "desk"])
def test_without_e_mail_somebody_tells_them(make_plan: Any, offer: Any, place: Any, channel: str) -> None:
    plan = make_plan(channel=channel, contact="" if channel == "desk" else "1 High Street")
    act = yes(plan, offer("A slow cooker"))
    assert promises.to_tell(place, today()) == []
    (tell,) = promises.to_tell(place, today() + dt.timedelta(days=1))
    assert (tell.about_id, tell.by_shown_as, tell.to_id) == (act.pk, "The desk", plan.person_id)


def test_with_e_mail_nobody_is_put_on_the_list_to_tell(make_plan: Any, offer: Any, place: Any) -> None:
    yes(make_plan(channel="email", contact="a@example.org"), offer("A slow cooker"))
    assert promises.to_tell(place, dt.date.max) == []


def test_an_idea_is_never_full_and_nobody_owes_it(make_plan: Any, offer: Any, place: Any) -> None:
    idea = offer("A soup night", kind="idea", sphere="personal")
    acts = [yes(make_plan(), idea) for _ in range(3)]
    assert {act.state for act in acts} == {"promised"}
    assert not Promise.objects.filter(place=place).exists()


def test_not_now_is_free_and_loses_nothing(make_plan: Any, offer: Any) -> None:
    bed = offer("A bed", places=1)
    plan = make_plan()
    act = yes(plan, bed)
    assert bed.capacity.get().held == 1
    answer_act(act=fresh(act), answer="not_now", by=plan.actor)
    assert bed.capacity.get().held == 0
    again = ask_again(act=fresh(act), by=plan.actor)
    assert again.state == "suggested"
    assert answer_act(act=fresh(act), answer="yes", by=plan.actor).state == "promised"


def test_not_now_excuses_what_was_promised_with_its_reason(make_plan: Any, offer: Any, place: Any) -> None:
    plan = make_plan()
    act = yes(plan, offer("A bed"))
    answer_act(act=fresh(act), answer="not_now", by=plan.actor)
    kept = promises.about(place, "helpful act", act.pk)
    assert kept and all(one.exception == "the person said not now" for one in kept)
    assert promises.overdue(place, dt.date.max) == []


def test_a_full_offer_has_a_queue_and_the_first_moves_up_when_a_place_is_free(
    make_plan: Any, offer: Any, place: Any
) -> None:
    bed = offer("A bed", places=1)
    plans = [make_plan() for _ in range(3)]
    first, second, third = (yes(plan, bed) for plan in plans)
    assert (first.state, second.state, third.state) == ("promised", "agreed", "agreed")
    assert [support.queue_place(fresh(act)) for act in (first, second, third)] == [None, 1, 2]
    assert bed.capacity.get().held == 1

    stop_act(act=fresh(first), by=plans[0].actor)

    assert (fresh(second).state, fresh(third).state) == ("promised", "agreed")
    assert support.queue_place(fresh(third)) == 1
    assert bed.capacity.get().held == 1
    assert any(one.kind == "act" for one in promises.about(place, "helpful act", second.pk))


def test_when_the_giver_can_take_more_those_who_wait_move_up_in_their_order(
    make_plan: Any, offer: Any
) -> None:
    club = offer("A place at the club", places=1, by="A club")
    plans = [make_plan() for _ in range(4)]
    acts = [yes(plan, club) for plan in plans]
    giver = Actor("the club", "provider", body_id=club.provider_id)
    period, moved = state_places(offer=club, stated=3, by=giver)
    assert (period.held, period.places, moved) == (3, 3, 2)
    assert [fresh(act).state for act in acts] == ["promised", "promised", "promised", "agreed"]


def test_when_new_places_open_on_their_day_those_who_wait_move_up(
    make_plan: Any, offer: Any, place: Any
) -> None:
    club = offer("A place at the club", places=2, by="A club")
    acts = [yes(make_plan(), club) for _ in range(5)]
    later = club.capacity.get().until + dt.timedelta(days=1)
    open_periods(place=place, like=club.capacity.all(), begins=later, until=later + dt.timedelta(weeks=4))
    assert move_up_queues(place=place) == 0
    with as_if(now() + (later - today(place.zone))):
        assert move_up_queues(place=place) == 2
        assert move_up_queues(place=place) == 0
    assert [fresh(act).state for act in acts] == ["promised"] * 4 + ["agreed"]


def test_when_the_day_to_look_at_the_number_again_passes_nobody_moves_past_it(
    make_plan: Any, offer: Any, place: Any
) -> None:
    club = offer("A place at the club", places=1, by="A club")
    acts = [yes(make_plan(), club) for _ in range(4)]
    with as_if(now() + dt.timedelta(weeks=13)):
        assert move_up_queues(place=place) == 0
        late = choose_offer(plan=(newcomer := make_plan()), offer=club, by=newcomer.actor)
        assert answer_act(act=late, answer="yes", by=newcomer.actor).state == "agreed"
    assert [fresh(act).state for act in acts] == ["promised"] + ["agreed"] * 3


def test_whoever_waits_comes_before_a_newcomer(make_plan: Any, offer: Any, place: Any) -> None:
    club = offer("A place at the club", places=1, by="A club")
    first, second, third = make_plan(), make_plan(), make_plan()
    yes(first, club)
    waits = yes(second, club)
    later = club.capacity.get().until + dt.timedelta(days=1)
    open_periods(place=place, like=club.capacity.all(), begins=later, until=later + dt.timedelta(weeks=4))
    with as_if(now() + (later - today(place.zone))):
        assert yes(third, club).state == "agreed", "the one new place is for whoever waited"
    assert fresh(waits).state == "promised"


def test_nobody_says_yes_to_an_offer_that_has_ended_and_whoever_waited_for_it_is_told(
    make_plan: Any, offer: Any, place: Any
) -> None:
    bed = offer("A bed", places=1, by="A club")
    plan, other, third = make_plan(), make_plan(), make_plan()
    act, _, waits = chosen(plan, bed), yes(other, bed), yes(third, bed)
    end_offers(place=place, offers=[bed], by=SYSTEM)
    with pytest.raises(Refused, match="has ended"):
        answer_act(act=fresh(act), answer="yes", by=plan.actor)
    assert move_up_queue(offer=bed) == 0
    assert lapse_unanswered(place=place, day=today()) == 2
    assert (fresh(act).state, fresh(waits).state) == ("declined", "declined")
    (told,) = [one for one in promises.about(place, "helpful act", waits.pk) if one.kind == "tell"]
    assert (told.by_noun, told.to_id) == ("desk", third.person.pk)


def test_when_the_giver_cannot_the_desk_tells_the_person(make_plan: Any, offer: Any, place: Any) -> None:
    plan = make_plan(channel="phone", contact="01632 960003")
    act = yes(plan, offer("A walk", by="A club"))
    decline_act(act=fresh(act), by=Actor("the club", "provider", body_id=act.offer.provider_id))
    waiting = [one for one in promises.about(place, "helpful act", act.pk) if not one.excepted_at]
    assert [(one.kind, one.to_id) for one in waiting] == [("tell", plan.person.pk)]


def test_leaving_the_queue_lets_the_others_move_up_in_it(make_plan: Any, offer: Any) -> None:
    bed = offer("A bed", places=1)
    plans = [make_plan() for _ in range(3)]
    _, second, third = (yes(plan, bed) for plan in plans)
    answer_act(act=fresh(second), answer="not_now", by=plans[1].actor)
    assert support.queue_place(fresh(third)) == 1
    assert bed.capacity.get().held == 1


def test_what_waits_for_another_goes_ahead_when_that_is_done(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    bed = offer("A bed", key="bed")
    van = offer("A van", needs=(bed.exchange_id,), places=1)
    bed_act, van_act = yes(plan, bed), yes(plan, van)
    assert (van_act.state, van.capacity.get().held) == ("agreed", 0)
    assert [(one.act.title, one.waits_for) for one in support.acts_of(plan)] == [
        ("A bed", []),
        ("A van", ["A bed"]),
    ]
    mark_done(act=fresh(bed_act), by=plan.actor, on=today())
    assert (fresh(van_act).state, van.capacity.get().held) == ("promised", 1)


def test_when_one_is_declined_what_depends_on_it_lapses_and_lets_its_place_go(
    make_plan: Any, offer: Any
) -> None:
    plan = make_plan()
    bed = offer("A bed", key="bed", by="A charity")
    van = offer("A van", needs=(bed.exchange_id,))
    sheets = offer("Sheets", needs=(bed.exchange_id, van.exchange_id))
    acts = [yes(plan, one) for one in (bed, van, sheets)]
    giver = Actor("the charity", "provider", body_id=bed.provider_id)
    decline_act(act=fresh(acts[0]), by=giver)
    assert [fresh(act).state for act in acts] == ["declined", "lapsed", "lapsed"]


def test_a_lapsed_act_cannot_wait_for_ever(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    bed = offer("A bed", key="bed")
    van = offer("A van", needs=(bed.exchange_id,))
    bed_act, van_act = yes(plan, bed), yes(plan, van)
    answer_act(act=fresh(bed_act), answer="not_now", by=plan.actor)
    ask_again(act=fresh(van_act), by=plan.actor)
    with pytest.raises(Refused, match="A bed"):
        answer_act(act=fresh(van_act), answer="yes", by=plan.actor)
    new_bed = chosen(plan, bed)
    waiting = answer_act(act=fresh(van_act), answer="yes", by=plan.actor)
    assert waiting.state == "agreed"
    answer_act(act=new_bed, answer="yes", by=plan.actor)
    mark_done(act=fresh(new_bed), by=plan.actor, on=today())
    assert fresh(van_act).state == "promised"


@pytest.mark.parametrize("state", list(MOVES))
def test_illegal_moves_are_refused_and_change_nothing(make_plan: Any, offer: Any, state: str) -> None:
    plan = make_plan()
    act = chosen(plan, offer("A drill"))
    HelpfulAct.objects.filter(place=act.place_id, pk=act.pk).update(state=state)
    for other in set(MOVES) - MOVES[state]:
        act.state = state
        with pytest.raises(Refused):
            move(act, other)
    assert fresh(act).state == state


def test_of_two_answers_at_once_only_one_counts(make_plan: Any, offer: Any, place: Any) -> None:
    bed = offer("A bed", places=5)
    plan = make_plan()
    act = chosen(plan, bed)
    one, other = fresh(act), fresh(act)
    answer_act(act=one, answer="yes", by=plan.actor)
    with pytest.raises(Refused):
        answer_act(act=other, answer="yes", by=plan.actor)
    assert bed.capacity.get().held == 1
    assert len([p for p in promises.about(place, "helpful act", act.pk) if p.kind == "act"]) == 1


def test_yes_and_not_now_at_once_leave_one_answer(make_plan: Any, offer: Any) -> None:
    bed = offer("A bed", places=1)
    plan = make_plan()
    act = chosen(plan, bed)
    one, other = fresh(act), fresh(act)
    answer_act(act=one, answer="not_now", by=plan.actor)
    with pytest.raises(Refused):
        answer_act(act=other, answer="yes", by=plan.actor)
    assert (fresh(act).state, bed.capacity.get().held) == ("not_now", 0)


def test_a_veto_takes_it_away_and_it_cannot_come_back_until_lifted(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    walk = offer("A walk", places=1)
    act = yes(plan, walk)
    veto = veto_offer(act=fresh(act), by=plan.actor)
    assert (fresh(act).state, walk.capacity.get().held) == ("not_now", 0)
    with pytest.raises(Refused):
        chosen(plan, walk)
    with pytest.raises(Refused):
        ask_again(act=fresh(act), by=plan.actor)
    lift_veto(veto=veto, by=plan.actor)
    assert ask_again(act=fresh(act), by=plan.actor).state == "suggested"


def test_the_same_offer_is_on_a_plan_once(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    drill = offer("A drill")
    act = chosen(plan, drill)
    with pytest.raises(Refused):
        chosen(plan, drill)
    answer_act(act=act, answer="not_now", by=plan.actor)
    chosen(plan, drill)
    with pytest.raises(Refused):
        ask_again(act=fresh(act), by=plan.actor)


def test_nobody_chooses_their_own_gift_a_held_offer_or_a_shared_one(make_plan: Any, offer: Any) -> None:
    plan = make_plan()
    for one in (offer("Sewing", giver=plan.person), offer("A hall", access="shared", places=2)):
        with pytest.raises(Refused):
            chosen(plan, one)
    held = offer("A van")
    held.status = "held"
    held.save(update_fields=["status"])
    with pytest.raises(Refused):
        chosen(plan, held)


def test_after_its_day_a_suggestion_lapses_and_the_place_goes_on(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan = make_plan()
    act = chosen(plan, offer("A bed"))
    HelpfulAct.objects.filter(place=place, pk=act.pk).update(answer_by=today() - dt.timedelta(days=1))
    with pytest.raises(Refused):
        answer_act(act=fresh(act), answer="yes", by=plan.actor)
    assert lapse_unanswered(place=place, day=today()) == 1
    assert lapse_unanswered(place=place, day=today()) == 0
    assert fresh(act).state == "lapsed"
    ask_again(act=fresh(act), by=plan.actor)
    assert answer_act(act=fresh(act), answer="yes", by=plan.actor).state == "promised"


def test_only_the_person_says_what_changed_and_may_say_nothing(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan = make_plan()
    act = yes(plan, offer("A walk", by="A club"))
    mark_done(act=fresh(act), by=Actor("the club", "provider", body_id=act.offer.provider_id))
    assert fresh(act).state == "done"
    assert all(p.kept_at for p in promises.about(place, "helpful act", act.pk) if p.kind == "act")
    confirm_act(act=fresh(act), outcome="I slept better", changed="a_bit", by=plan.actor)
    kept = fresh(act)
    assert (kept.state, kept.outcome, kept.changed_anything) == ("confirmed", "I slept better", "a_bit")
    silent = yes(plan, offer("A talk"))
    confirm_act(act=fresh(silent), outcome="", changed="", by=plan.actor, on=today())
    figures = loop_figures(place, now() - dt.timedelta(days=1))
    assert (figures.done, figures.told, figures.not_told) == (2, 1, 1)
    with pytest.raises(Refused):
        confirm_act(act=fresh(yes(plan, offer("A hat"))), outcome="", changed="very", by=plan.actor)


def test_nothing_personal_is_on_the_register(make_plan: Any, offer: Any, place: Any) -> None:
    plan = make_plan("Canarybird words", called="Canarybird")
    act = yes(plan, offer("A walk"))
    confirm_act(act=fresh(act), outcome="Canarybird outcome", changed="yes", by=plan.actor, on=today())
    add_own_act(
        plan=plan, title="Canarybird rings", shown_from="Canarybird sister", kind="service",
        sphere="personal", by=plan.actor,
    )  # fmt: skip
    ask_to_look_again(person=plan.person, about=act.pk, words="Canarybird asks", by=plan.actor)
    lines = "\n".join(register.saved_lines(place))
    assert "anarybird" not in lines
    assert plan.person_id.hex not in lines.replace("-", "")


def test_asking_to_look_again_is_a_promise_due_in_five_working_days(
    make_plan: Any, offer: Any, place: Any
) -> None:
    plan = make_plan()
    about = chosen(plan, offer("A bed")).pk
    with as_if(dt.datetime(2026, 6, 18, 12, tzinfo=dt.UTC)):  # a Thursday
        promise = ask_to_look_again(person=plan.person, about=about, words="My age is wrong", by=plan.actor)
        assert (promise.by_shown_as, promise.due) == ("The partnership", dt.date(2026, 6, 25))
        with pytest.raises(Refused):
            ask_to_look_again(person=plan.person, about=about, words="", by=plan.actor)
    assert promises.open_about(place, "allocation", about) == [promise]


def test_asking_to_be_rung_twice_makes_one_promise_and_needs_a_number(make_plan: Any, place: Any) -> None:
    with pytest.raises(Refused):
        plan = make_plan()
        ask_for_a_call(person=plan.person, by=plan.actor)
    plan = make_plan(channel="phone", contact="01632 960002")
    first = ask_for_a_call(person=plan.person, by=plan.actor)
    assert ask_for_a_call(person=plan.person, by=plan.actor) == first
    assert first.kind == "tell"


@pytest.mark.parametrize("about", [("desk", "person"), ("partnership", "allocation")])
def test_the_database_itself_keeps_one_open_ask(make_plan: Any, place: Any, about: tuple[str, str]) -> None:
    plan = make_plan()
    by, noun = about

    def ask() -> Promise:
        return make_promise(
            place=place, by_noun=by, by_id=None, by_shown_as="Us", to_noun="person", to_id=plan.person_id,
            about_noun=noun, about_id=plan.person_id, what="Ring", trigger="asked", due=today(), kind="tell",
        )  # fmt: skip

    keep_promise(promise=ask(), evidence="rang", by="navigator")
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        ask()
