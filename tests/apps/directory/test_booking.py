"""Booking by the half-hour: inside its open hours, all or nothing, one of several, given back and booked again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from weaving_samples import Repair, next_day

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import bookable
from helpfulacts.directory.actions.book_slots import TAKEN, book_slots
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.half_hours import missing_on, time_of, within
from helpfulacts.directory.models import BookedSlot, Booking, CapacityPeriod, Offer
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.book_for_act import book_again, give_back

DESK = Actor("Tom, link worker", "navigator")
pytestmark = pytest.mark.django_db
TEN, ELEVEN, NOON = 20, 22, 24


@pytest.fixture
def repair(place: Any) -> Repair:
    return Repair(place)


def book(repair: Repair, first: int = TEN, last: int = NOON, day: Any = None, **more: Any) -> Booking:
    fields: dict[str, Any] = {"by": repair.desk, "body": repair.bodies["housing"]}
    return book_slots(
        offer=repair.offers["kitchen"], day=day or next_day("sat"), first=first, last=last, **(fields | more)
    )


def test_it_works(repair: Repair) -> None:
    booking = book(repair)
    assert (booking.from_slot, booking.to_slot, booking.unit) == (20, 24, 0)
    assert BookedSlot.objects.filter(booking=booking).count() == 4
    free = bookable.free_on(repair.offers["kitchen"], next_day("sat"))
    assert set(free.slots) == set(within(dt.time(9), dt.time(17))) - {20, 21, 22, 23}


def test_the_same_half_hour_is_never_given_twice_and_a_part_of_a_time_is_never_taken(repair: Repair) -> None:
    book(repair, ELEVEN, NOON)
    with pytest.raises(Refused, match="Somebody else has that time already"):
        book(repair, TEN, ELEVEN + 1)
    assert BookedSlot.objects.count() == 2, "the free half of a refused time is still free"
    assert book(repair, TEN, ELEVEN)


def test_the_database_itself_refuses_a_second_booking_of_a_half_hour(repair: Repair) -> None:
    booking = book(repair, TEN, TEN + 1)
    same = {"place": repair.place, "booking": booking, "offer": booking.offer, "day": booking.day, "units": 1}
    for slot, unit in ((TEN, 0), (48, 0), (40, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            BookedSlot.objects.create(**same, slot=slot, unit=unit)


def test_of_several_the_lowest_that_is_free_all_the_time_is_taken(repair: Repair) -> None:
    kitchen = repair.offers["kitchen"]
    Offer.objects.filter(pk=kitchen.pk).update(particulars=kitchen.particulars | {"units": 2})
    assert [book(repair).unit, book(repair).unit] == [0, 1]
    with pytest.raises(Refused, match=TAKEN[:20]):
        book(repair)


def test_half_hours_that_are_each_free_in_different_units_are_not_one_time(repair: Repair) -> None:
    kitchen = repair.offers["kitchen"]
    Offer.objects.filter(pk=kitchen.pk).update(particulars=kitchen.particulars | {"units": 2})
    first = book(repair, TEN, ELEVEN)
    book(repair, TEN, NOON)
    give_back(booking=first, by=repair.desk)
    assert book(repair, ELEVEN, NOON).unit == 0
    with pytest.raises(Refused, match="Somebody else"):
        book(repair, TEN, NOON)


@pytest.mark.parametrize(
    ("day", "first", "last", "sentence"),
    [
        ("sat", 16, 20, "It is open 9am to 5pm that day"),
        ("sat", 32, 36, "It is open 9am to 5pm that day"),
        ("sun", 20, 22, "is not open on"),
        ("sat", 22, 22, "Choose a time to end"),
        ("sat", 22, 49, "Choose a time to end"),
    ],
)
def test_outside_its_open_hours_is_refused(
    repair: Repair, day: str, first: int, last: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        book(repair, first, last, next_day(day))
    assert not Booking.objects.exists()


def test_a_day_that_has_gone_or_is_too_far_ahead_is_refused(repair: Repair) -> None:
    with pytest.raises(Refused, match="gone by"):
        book(repair, day=today() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="too far ahead"):
        book(repair, day=today() + dt.timedelta(weeks=14))


def test_only_the_half_hours_of_today_that_are_to_come_are_free(place: Any) -> None:
    with time_machine.travel("2027-06-12T09:10:00Z", tick=False):  # 10:10 in summer time, a Saturday
        repair = Repair(place)
        assert min(bookable.free_on(repair.offers["kitchen"], today()).slots) == 21
        with pytest.raises(Refused):
            book(repair, 20, 22, today())
        assert book(repair, 21, 23, today())


def test_the_hour_that_the_clocks_skip_cannot_be_booked_and_the_one_that_comes_twice_is_one(
    place: Any,
) -> None:
    spring, autumn = dt.date(2027, 3, 28), dt.date(2027, 10, 31)
    assert missing_on(spring, "Europe/London") == {2, 3}
    assert missing_on(autumn, "Europe/London") == frozenset()
    for day in (spring, autumn):
        with time_machine.travel(dt.datetime.combine(day - dt.timedelta(days=2), dt.time(12)), tick=False):
            night = _open_at_night(place, str(day))
            wanted = {"offer": night, "day": day, "by": DESK, "body": night.provider}
            if day == spring:
                with pytest.raises(Refused, match="clocks go forward"):
                    book_slots(first=1, last=5, **wanted)
                assert set(bookable.free_on(night, day).slots) == {0, 1, *range(4, 12)}
            else:
                book_slots(first=2, last=4, **wanted)
                with pytest.raises(Refused, match="Somebody else"):
                    book_slots(first=2, last=3, **wanted)


def _open_at_night(place: Any, key: str) -> Offer:
    body = begin_organisation(place=place, name="A shelter")
    draft = OfferDraft(
        title="A warm hall", key=key, kind="resource", sphere="civic", provider=body,
        weekly=(Weekly("sun", dt.time(0), dt.time(6)),),
        particulars={"mode": "booked", "unit": "hour", "amount": 40, "each": 4},
    )  # fmt: skip
    return list_offers(place=place, drafts=[draft], source="tests")[0]


def test_a_bank_holiday_that_nobody_spoke_of_cannot_be_booked_until_its_keeper_says_that_it_is_open(
    place: Any,
) -> None:
    with time_machine.travel("2026-12-20T12:00:00Z", tick=False):
        repair, day = Repair(place), dt.date(2026, 12, 26)  # Boxing Day, a Saturday
        assert bookable.free_on(repair.offers["kitchen"], day).slots
        quiet = repair.list(
            "quiet kitchen", "resource", "school", weekly=(Weekly("sat", dt.time(9), dt.time(17)),),
            particulars={"mode": "booked", "unit": "hour", "amount": 40, "each": 4}, on_bank_holidays="unknown",
        )  # fmt: skip
        with pytest.raises(Refused, match="is not open on"):
            book_slots(offer=quiet, day=day, first=20, last=22, by=DESK, body=quiet.provider)


def test_given_back_it_is_free_stays_on_record_and_can_be_booked_again(repair: Repair) -> None:
    booking = book(repair)
    assert CapacityPeriod.objects.get(offer=repair.offers["kitchen"]).held == 1
    give_back(booking=booking, by=repair.desk)
    assert CapacityPeriod.objects.get(offer=repair.offers["kitchen"]).held == 0
    assert not BookedSlot.objects.exists() and Booking.objects.get().released_at is not None
    with pytest.raises(Refused, match="already"):
        give_back(booking=booking, by=repair.desk)
    book_again(booking=booking, by=repair.desk)
    again = Booking.objects.get()
    assert (again.pk, again.released_at) == (booking.pk, None) and BookedSlot.objects.count() == 4


def test_book_again_pressed_twice_books_once_even_where_there_is_another_to_have(repair: Repair) -> None:
    kitchen = repair.offers["kitchen"]
    Offer.objects.filter(pk=kitchen.pk).update(particulars=kitchen.particulars | {"units": 2})
    booking = book(repair)
    give_back(booking=booking, by=repair.desk)
    one, two = Booking.objects.get(), Booking.objects.get()
    book_again(booking=one, by=repair.desk)
    with pytest.raises(Refused, match="This is booked already"):
        book_again(booking=two, by=repair.desk)
    assert BookedSlot.objects.count() == 4
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        BookedSlot.objects.create(
            place=repair.place, booking=booking, offer=kitchen, day=booking.day, slot=TEN, unit=1, units=2
        )


def test_the_number_that_its_keeper_set_holds_for_bookings_too(repair: Repair) -> None:
    CapacityPeriod.objects.filter(offer=repair.offers["kitchen"]).update(places=1)
    book(repair, TEN, ELEVEN)
    with pytest.raises(Refused, match="no place left"):
        book(repair, ELEVEN, NOON)
    assert Booking.objects.count() == 1 and BookedSlot.objects.count() == 2


def test_who_may_book_and_who_may_give_back(repair: Repair, make_person: Any, citizen_of: Any) -> None:
    with pytest.raises(NotAllowed):
        book(repair, by=citizen_of(make_person()))
    booking = book(repair, by=repair.keeper("menders"), body=repair.bodies["menders"])
    with pytest.raises(NotAllowed):
        give_back(booking=booking, by=repair.keeper("fund"))
    give_back(booking=booking, by=repair.keeper("school"))


def test_money_and_shared_things_are_not_booked_by_the_hour(repair: Repair) -> None:
    with pytest.raises(Refused, match="not booked by the hour"):
        book_slots(
            offer=repair.offers["money"], day=next_day("sat"), first=20, last=22, by=repair.desk,
            body=repair.bodies["housing"],
        )  # fmt: skip
    Offer.objects.filter(pk=repair.offers["kitchen"].pk).update(access="shared")
    repair.offers["kitchen"].refresh_from_db()
    with pytest.raises(Refused, match="sharing round"):
        book(repair)


def test_times_have_names() -> None:
    assert [time_of(slot) for slot in (0, 19, 47)] == [dt.time(0), dt.time(9, 30), dt.time(23, 30)]
    assert list(within(dt.time(9, 15), dt.time(10, 45))) == [19, 20]
    assert within(dt.time(22), dt.time(23, 59)).stop == 48
