"""A booking for an act belongs to one act that is open, on the actor's own plan, and to no more than one person gets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import as_if, date_in_words, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import bookable
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.directory.models import BookedSlot, Booking, CapacityPeriod, Offer
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.book_for_act import TRIGGER, book_again, book_for_act, give_back
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.close_by_date import free_by_date
from helpfulacts.support.actions.report_act import mark_done, stop_act
from helpfulacts.support.models import HelpfulAct
from helpfulacts.support.selectors import acts_of

DESK = Actor("Tom, link worker", "navigator")


@pytest.fixture
def hall(offer: Any) -> Any:
    return offer(
        "The hall", "resource", by="A hall", on_bank_holidays="runs",
        particulars={"mode": "booked", "unit": "hour", "units": 3, "amount": 40, "each": 2},
        weekly=tuple(Weekly(day, dt.time(9), dt.time(17)) for day in DAYS),
    )  # fmt: skip


def promised(plan: Any, offer: Any) -> HelpfulAct:
    answer_act(act=choose_offer(plan=plan, offer=offer, by=plan.actor), answer="yes", by=plan.actor)
    return HelpfulAct.objects.select_related("plan", "offer", "place").get(plan=plan, offer=offer)


def at(days: int = 2, first: int = 20, last: int = 22) -> dict[str, Any]:
    return {"day": today() + dt.timedelta(days=days), "first": first, "last": last}


def test_an_act_books_only_what_it_was_promised_for_its_own_person_while_it_is_promised(
    make_plan: Any, hall: Any
) -> None:
    plan, other = make_plan(), make_plan()
    act = choose_offer(plan=plan, offer=hall, by=plan.actor)
    with pytest.raises(Refused, match="not promised to you"):
        book_for_act(act=act, by=plan.actor, **at())
    answer_act(act=act, answer="yes", by=plan.actor)
    stale = HelpfulAct.objects.select_related("plan", "offer", "place").get(pk=act.pk)
    with pytest.raises(NotAllowed):
        book_for_act(act=act, by=other.actor, **at())
    with pytest.raises(NotAllowed):
        book_slots(offer=hall, by=plan.actor, body=None, **at())
    booking = book_for_act(act=act, by=plan.actor, **at(days=9))
    act.refresh_from_db()
    assert (booking.act, booking.offer) == (act.pk, hall) and act.ends_on == booking.day
    stop_act(act=act, by=plan.actor)
    assert not BookedSlot.objects.exists()
    with pytest.raises(Refused, match="not promised to you"):
        book_for_act(act=stale, by=plan.actor, **at())
    with pytest.raises(Refused, match="not promised to you"):
        book_again(booking=Booking.objects.get(), by=plan.actor)


def test_the_day_of_what_is_booked_is_the_day_that_was_booked(make_plan: Any, hall: Any) -> None:
    plan = make_plan()
    act = promised(plan, hall)

    def when() -> tuple[Any, str]:
        (shown,) = acts_of(plan)
        return shown.on_day, shown.when

    assert when() == (None, "You have not booked a time yet")
    book_for_act(act=act, by=plan.actor, **at(days=9))
    day = today() + dt.timedelta(days=9)
    assert when() == (day, f"{date_in_words(day)}, 10am")


@pytest.mark.parametrize(
    ("unit", "each", "fits", "more"),
    [
        ("hour", 2, [at(), at(3)], at(4, 20, 21)),
        ("day", 2, [at(), at(2, 24, 30), at(3)], at(4)),
        ("session", 1, [at()], at(3)),
        (None, None, [at()], at(3)),
    ],
)
def test_an_act_has_no_more_than_its_page_says_that_one_person_gets(
    make_plan: Any, hall: Any, unit: str | None, each: int | None, fits: list[Any], more: dict[str, Any]
) -> None:
    Offer.objects.filter(pk=hall.pk).update(particulars=hall.particulars | {"unit": unit, "each": each})
    plan = make_plan()
    act = promised(plan, hall)
    booked = [book_for_act(act=act, by=plan.actor, **when) for when in fits]
    for way in (more, at(12, 20, 31)):
        with pytest.raises(Refused, match="One person can book up to"):
            book_for_act(act=act, by=plan.actor, **way)
    give_back(booking=booked[0], by=plan.actor)
    assert unit == "day" or book_for_act(act=act, by=plan.actor, **at(5))
    with pytest.raises(Refused, match="One person can book up to"):
        book_for_act(act=act, by=plan.actor, **at(6))


def test_whoever_had_a_time_is_told_when_its_keeper_gives_it_back(
    make_plan: Any, hall: Any, place: Any
) -> None:
    plan, club = make_plan(), begin_organisation(place=place, name="A club")
    keeper = Actor("Somebody at a hall", "provider", None, None, begin_organisation(place=place, name="H").pk)
    Offer.objects.filter(pk=hall.pk).update(provider=keeper.body_id)
    act = promised(plan, hall)
    mine = book_for_act(act=act, by=plan.actor, **at())
    hall.refresh_from_db()
    theirs = book_slots(offer=hall, by=DESK, body=club, **at())
    told = Promise.objects.filter(trigger=TRIGGER)
    for booking, to in ((mine, plan.person_id), (theirs, club.pk)):
        give_back(booking=bookable.get_booking(place, booking.pk), by=keeper)
        assert told.get(to_id=to).what.startswith("The hall: the time on ")
        with pytest.raises(NotAllowed):
            book_again(booking=booking, by=keeper)
    book_again(booking=mine, by=plan.actor)
    assert told.get(to_id=plan.person_id).excepted_at, "there is nothing to tell any more"
    give_back(booking=mine, by=plan.actor)
    assert told.filter(excepted_at=None).count() == 1, "nobody is told what they did themselves"


def test_booked_time_can_be_given_back_whatever_became_of_the_offer_or_the_act(
    make_plan: Any, hall: Any
) -> None:
    plan = make_plan()
    act = promised(plan, hall)
    booking = book_for_act(act=act, by=plan.actor, **at())
    pause_offer(offer=hall, by=DESK)
    with as_if(now() + dt.timedelta(days=3)):
        mark_done(act=act, by=plan.actor)
    give_back(booking=booking, by=plan.actor)
    assert not BookedSlot.objects.exists()


def test_a_place_that_was_freed_because_nothing_was_booked_is_taken_again_or_gone(
    make_plan: Any, hall: Any, place: Any
) -> None:
    CapacityPeriod.objects.filter(offer=hall).update(places=1, stated=1)
    first, second = make_plan(), make_plan()
    act = promised(first, hall)
    booking = book_for_act(act=act, by=first.actor, **at())
    give_back(booking=booking, by=first.actor)
    day = booking.day + dt.timedelta(days=1)
    assert free_by_date(place=place, day=day) == 1
    book_again(booking=booking, by=first.actor)
    assert CapacityPeriod.objects.get(offer=hall).held == 1, "who books holds a place"
    give_back(booking=booking, by=first.actor)
    free_by_date(place=place, day=day)
    assert promised(second, hall).holds_id is not None
    for book in (
        lambda: book_for_act(act=act, by=first.actor, **at(3)),
        lambda: book_again(booking=booking, by=first.actor),
    ):
        with pytest.raises(Refused, match="Somebody else has this place now"):
            book()
    assert not BookedSlot.objects.exists()
