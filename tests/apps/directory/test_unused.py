"""Under-used things: from stored facts only, each with figures that can be recomputed, and nobody ranked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from weaving_samples import Repair, next_day

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.drafts import CapacityDraft
from helpfulacts.directory.models import BookedSlot, CapacityPeriod, Occurrence, Offer
from helpfulacts.directory.unused import WHATS, Unused, unused

pytestmark = pytest.mark.django_db


@pytest.fixture
def repair(place: Any) -> Repair:
    return Repair(place)


def rows(repair: Repair, **filters: Any) -> dict[tuple[str, str], Unused]:
    return {(row.what, row.offer.title): row for row in unused(repair.place, **filters)}


def test_a_room_says_how_many_of_its_hours_are_free_and_the_figures_are_the_stored_ones(
    repair: Repair,
) -> None:
    book_slots(
        offer=repair.offers["kitchen"], day=next_day("sat") + dt.timedelta(weeks=1), first=20, last=24,
        by=repair.desk, body=repair.bodies["fund"],
    )  # fmt: skip
    row = rows(repair)["room", "The kitchen"]
    until = today() + dt.timedelta(days=28)
    dates = Occurrence.objects.filter(offer=repair.offers["kitchen"], day__gt=today(), day__lte=until)
    there, booked = dates.count() * 16, BookedSlot.objects.filter(day__lte=until).count()
    assert row.figures == {"free_half_hours": there - booked, "open_half_hours": there, "units": 1}
    assert row.reason == f"{(there - booked) // 2} of its {there // 2} hours in the next four weeks are free."


def test_a_room_is_looked_at_for_the_time_that_was_asked_about(repair: Repair) -> None:
    assert ("room", "The kitchen") not in rows(repair, on="sun")
    assert rows(repair, on="sat", part="am")["room", "The kitchen"].figures["open_half_hours"] == 4 * 6
    assert set(rows(repair, part="eve")) == set()


def test_money_that_ends_says_when_how_much_and_what_it_is_for(repair: Repair) -> None:
    CapacityPeriod.objects.filter(offer=repair.offers["money"]).update(held=2)
    row = rows(repair)["money", "The money"]
    assert row.figures == {
        "pounds": 300,
        "days": 60,
        "ends": (today() + dt.timedelta(days=60)).isoformat(),
    }
    assert (
        "£300 is not given yet" in row.reason and "It is only for this: Things that keep waste" in row.reason
    )
    Offer.objects.filter(pk=repair.offers["money"].pk).update(funding_ends=None)
    assert ("money", "The money") not in rows(repair)


def test_people_well_below_their_own_cap_could_take_more_and_are_not_ranked(repair: Repair) -> None:
    for name, cap, held in (("walk", 4, 2), ("lift", 9, 0), ("chat", 4, 3)):
        repair.list(
            name, "service", "menders", sphere="personal", imported=True, capacity=CapacityDraft("place", 12, cap),
            particulars={"per_session": 12, "starts": "any week"},
        )  # fmt: skip
        CapacityPeriod.objects.filter(offer=repair.offers[name]).update(held=held)
    found = [row for row in unused(repair.place) if row.what == "people"]
    assert [(row.offer.title, row.reason) for row in found] == [
        ("The lift", "Could take nine more. They said nine."),
        ("The walk", "Could take two more. They said four."),
    ]
    assert {row.weight for row in found} == {0}, "people are in the order of their titles"


def test_a_protected_giver_is_never_named_here(repair: Repair, make_person: Any) -> None:
    person = make_person()
    repair.list(
        "walk", "service", "menders", sphere="personal", imported=True, capacity=CapacityDraft("place", 4, 4),
        particulars={"per_session": 4, "starts": "any week"},
    )  # fmt: skip
    Offer.objects.filter(pk=repair.offers["walk"].pk).update(giver=person, provider=None)
    assert ("people", "The walk") in rows(repair)
    person.protected = True
    person.save()
    assert ("people", "The walk") not in rows(repair)


def test_things_on_the_shelf_empty_places_and_checks_that_run_out(repair: Repair) -> None:
    repair.list(
        "drill", "product", "menders", particulars={"stock": 4, "condition": "Good", "delivery": "collect"},
        checked_on=today() - dt.timedelta(days=80), checked_by="Tom",
    )  # fmt: skip
    CapacityPeriod.objects.filter(offer=repair.offers["drill"]).update(held=1)
    found = rows(repair)
    assert found["thing", "The drill"].reason == "3 of 4 are here, and nobody has them."
    assert found["seats", "The mending"].reason == "12 places of 12 are free."
    assert found["check", "The drill"].figures["days_left"] == 10
    CapacityPeriod.objects.filter(offer=repair.offers["mending"]).update(held=10)
    assert ("seats", "The mending") not in rows(repair)


def test_filters_by_kind_and_ward(repair: Repair) -> None:
    from helpfulacts.places.models import Area

    north = Area.objects.get(place=repair.place, name="North")
    assert {what for what, _ in rows(repair, what="money")} == {"money"}
    assert set(rows(repair, ward=north)) == {("room", "The kitchen")}
    assert {row.what for row in unused(repair.place)} <= set(WHATS)


def test_reading_them_changes_nothing(repair: Repair) -> None:
    before = register.head(repair.place)
    unused(repair.place)
    assert register.head(repair.place) == before
