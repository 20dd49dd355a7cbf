"""Offers onto the list: all or none, on the register, checked by a person where a person gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.actions.change_offer import change_offer, change_offers, end_offers
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.hold_place import hold_place
from helpfulacts.directory.actions.list_offer import HELD, list_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft, Repeats, Weekly
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Occurrence, Offer, Schedule
from helpfulacts.directory.occurrences import next_occurrences
from helpfulacts.directory.selectors import (
    browse,
    current_capacity,
    get_offer,
    held_offers,
    offer_by_key,
)
from helpfulacts.people.actor import NOBODY, Actor


def test_a_batch_is_listed_whole_with_one_register_entry(place: Any, draft: Any) -> None:
    before, _ = register.head(place)
    offers = list_offers(
        place=place, drafts=[draft("service", key="a"), draft("idea", key="b")], source="here"
    )
    assert [offer.title for offer in offers] == ["A service to test", "A idea to test"]
    after, _ = register.head(place)
    assert after == before + 1
    entry = register.entries(place, newest_first=True)[0]
    assert entry.facts == {"offers": 2, "kinds": {"service": 1, "idea": 1}, "source": "here"}


def test_one_mistake_lists_nothing(place: Any, draft: Any) -> None:
    before = register.head(place)
    with pytest.raises(Refused, match="how many people can come"):
        list_offers(place=place, drafts=[draft("idea"), draft("service", particulars={"starts": "any week"})])
    assert not Offer.objects.filter(place=place).exists() and register.head(place) == before


def test_the_same_source_twice_is_refused_and_not_doubled(place: Any, draft: Any) -> None:
    list_offers(place=place, drafts=[draft("idea", key="a")], source="here")
    with pytest.raises(Refused, match="already listed"):
        list_offers(place=place, drafts=[draft("idea", key="a")], source="here")
    with pytest.raises(Refused, match="twice"):
        list_offers(place=place, drafts=[draft("idea", key="b"), draft("idea", key="b")], source="here")
    assert offer_by_key(place, "here", "a") is not None and offer_by_key(place, "here", "b") is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "  "}, "give it a title"),
        (
            {"sphere": "civic", "title": "T", "access_facts": (AccessDraft("step_free", "maybe"),)},
            "yes or no",
        ),
        ({"kind": "thing"}, "not a kind of help"),
        ({"sphere": "other"}, "not a sphere"),
        ({"facets": {"fun": 2}}, "not one of the things"),
        ({"facets": {"food": 4}}, "1 \\(a bit\\)"),
        ({"facets": {"food": 1, "mind": 1, "work": 1, "money": 1}}, "at most 3"),
        ({"where": ("moon",)}, "not a way"),
        ({"ward": "Atlantis"}, "not a ward of Testham"),
        ({"serves_wards": ("Atlantis",)}, "not a ward of Testham"),
        ({"access": "shared"}, "how many places"),
        ({"weekly": (Weekly("Thursday", dt.time(9), dt.time(10)),)}, "not a day"),
        ({"weekly": (Weekly("thu", dt.time(10), dt.time(9)),)}, "end after it starts"),
        ({"repeats": (Repeats("FREQ=SECONDLY", dt.time(9), dt.time(10)),)}, "weekly or monthly"),
        ({"min_age": 60, "max_age": 20}, "youngest age"),
        ({"latitude": 100.0, "longitude": 2.0}, "not on this earth"),
        ({"latitude": 52.0}, "both latitude and longitude"),
        ({"website": "javascript:alert(1)"}, "starts with https"),
        ({"languages": ("klingon",)}, "not a language code"),
        ({"description": "a\x00b"}, "cannot be read"),
        ({"capacity": CapacityDraft("place", -1)}, "0 or more"),
        ({"needs": ("never-heard-of",)}, "not listed here"),
    ],
)
def test_every_mistake_gets_one_clear_sentence(
    place: Any, draft: Any, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        list_offers(place=place, drafts=[replace(draft("service"), **fields)])


def test_what_comes_first_is_kept_and_a_circle_is_refused(place: Any, draft: Any) -> None:
    van, bed = list_offers(
        place=place,
        drafts=[draft("service", key="van", needs=("bed",)), draft("product", key="bed")],
        source="here",
    )
    assert [row.needs_id for row in get_offer(place, van.pk).prerequisites.all()] == [bed.pk]
    circle = [draft("idea", key="x", needs=("y",)), draft("idea", key="y", needs=("x",))]
    with pytest.raises(Refused, match="circle"):
        list_offers(place=place, drafts=circle, source="there")


def test_weekly_times_become_thirteen_weeks_of_dates(place: Any, offer_of: Any) -> None:
    offer = offer_of("service")
    assert Schedule.objects.get(place=place, offer=offer).rrule == "FREQ=WEEKLY;BYDAY=TH"
    days = list(
        Occurrence.objects.filter(place=place, offer=offer).order_by("day").values_list("day", flat=True)
    )
    assert all(day.weekday() == 3 for day in days) and 13 <= len(days) <= 14
    assert next_occurrences([offer], today())[offer.pk].day == days[0]


def test_rolling_twice_changes_nothing_and_rolling_on_adds_weeks(place: Any, offer_of: Any) -> None:
    offer_of("service")
    before = Occurrence.objects.filter(place=place).count()
    assert roll_occurrences(place=place) == 0
    assert Occurrence.objects.filter(place=place).count() == before
    assert roll_occurrences(place=place, until=today() + dt.timedelta(weeks=20)) == 7
    assert roll_occurrences(place=place, until=today() + dt.timedelta(weeks=20)) == 0


def test_a_monthly_rule_is_kept_as_it_is(place: Any, offer_of: Any) -> None:
    offer = offer_of(
        "service", weekly=(), repeats=(Repeats("FREQ=MONTHLY;BYDAY=1TU", dt.time(14), dt.time(16)),)
    )
    days = [row.day for row in Occurrence.objects.filter(place=place, offer=offer).order_by("day")]
    assert 2 <= len(days) <= 4 and all(day.weekday() == 1 and day.day <= 7 for day in days)


def test_changing_the_times_makes_the_dates_again_and_keeps_who_holds_what(
    place: Any, draft: Any, offer_of: Any
) -> None:
    offer = offer_of("service")
    period = current_capacity(offer)
    assert period is not None
    hold_place(period=period)
    moved = draft("service", title="Moved", weekly=(Weekly("mon", dt.time(9), dt.time(10)),))
    change_offers(place=place, changes=[(offer, moved)])
    days = {row.day.weekday() for row in Occurrence.objects.filter(place=place, offer=offer)}
    assert days == {0} and current_capacity(offer).held == 1  # type: ignore[union-attr]
    assert [found.offer.title for found in find(place, "a moved thing").results] == ["Moved"]


def test_a_kind_does_not_change(place: Any, draft: Any, offer_of: Any) -> None:
    with pytest.raises(Refused, match="end it and list a new one"):
        change_offers(place=place, changes=[(offer_of("service"), draft("idea"))])


def test_an_ended_offer_leaves_the_list_and_stays_on_record(place: Any, offer_of: Any, officer: Any) -> None:
    offer = offer_of("service", title="Zither evening")
    assert end_offers(place=place, offers=[offer], by=officer) == 1
    assert not browse(place).exists() and find(place, "zither").results == []
    assert get_offer(place, offer.pk).status == "ended"


def test_a_persons_own_offer_is_held_until_somebody_else_checked_it(
    place: Any, draft: Any, make_person: Any, citizen_of: Any, officer: Any
) -> None:
    person = make_person()
    citizen = citizen_of(person)
    own = draft(
        "connection", title="Zither with me", giver=person, shown_from="", ward="North", published_venue=False
    )
    offer = list_offer(place=place, draft=own, by=citizen)
    assert offer.status == "held" and "checks" in HELD and offer.shown_from == "Somebody in North"
    assert list(held_offers(place)) == [offer] and find(place, "zither").results == []
    with pytest.raises(NotAllowed):
        release_held_offer(offer=offer, by=citizen, how="visit")
    with pytest.raises(Refused, match="Say first what they would do"):
        release_held_offer(offer=offer, by=officer, how="visit")
    see_check(offer=offer, activities=("public_meeting",), level="none", names=0, by=officer)
    release_held_offer(offer=offer, by=officer, how="visit")
    assert [found.offer for found in find(place, "zither").results] == [offer]
    assert offer.checked_by == officer.shown_as and offer.checked_on == today()
    change_offer(offer=offer, draft=replace(own, title="Zither with us"), by=citizen)
    assert offer.status == "held" and find(place, "zither").results == [], "new words are checked again"


def test_a_person_cannot_dress_an_offer_up_as_a_bodys_or_as_checked(
    place: Any, draft: Any, make_person: Any, citizen_of: Any
) -> None:
    person = make_person()
    dressed = draft("idea", giver=person, sphere="public", checked_on=today(), checked_by="the council")
    offer = list_offer(place=place, draft=dressed, by=citizen_of(person))
    assert (offer.sphere, offer.checked_on, offer.checked_by, offer.status) == ("personal", None, "", "held")


def test_nobody_lists_for_somebody_else(
    place: Any, draft: Any, make_person: Any, citizen_of: Any, officer: Any
) -> None:
    person, other = make_person(), make_person()
    with pytest.raises(NotAllowed):
        list_offer(place=place, draft=draft("idea", giver=other), by=citizen_of(person))
    with pytest.raises(NotAllowed):
        list_offer(place=place, draft=draft("idea"), by=NOBODY)
    with pytest.raises(NotAllowed):
        list_offer(place=place, draft=draft("idea"), by=Actor("A club", "provider", None, None, other.pk))
    assert list_offer(place=place, draft=draft("idea"), by=officer).status == "active"


def test_a_check_names_who_when_and_how_one_offer_at_a_time(offer_of: Any, officer: Any) -> None:
    offer = offer_of("service")
    check_offer(offer=offer, by=officer, how="visit")
    assert (offer.checked_on, offer.checked_by, offer.checked_how) == (today(), officer.shown_as, "visit")
    with pytest.raises(NotAllowed):
        check_offer(offer=offer, by=NOBODY)
    with pytest.raises(Refused, match="how you checked"):
        check_offer(offer=offer, by=officer, how="a feeling")
