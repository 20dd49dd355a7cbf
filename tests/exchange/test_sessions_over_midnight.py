"""A session over midnight is one session: written, shown, found on both sides, sent out and read back the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from helpfulacts.core.clock import as_if
from helpfulacts.core.errors import Refused
from helpfulacts.directory import bookable, occurrences
from helpfulacts.directory.actions.change_days import say_bank_holidays
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.drafts import OfferDraft, OtherDay, Weekly
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Occurrence, Offer, Schedule
from helpfulacts.directory.reasons import opens_words
from helpfulacts.directory.week_grid import Slot, Week, week_of
from helpfulacts.exchange.calendars import calendar_of
from helpfulacts.exchange.oruk.exporting import export_feed
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.people.actor import SYSTEM
from helpfulacts.places.actions.create_place import create_place

pytestmark = pytest.mark.django_db
TEN_PM, TWO_AM = dt.time(22), dt.time(2)
WEDNESDAY = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)


def night_cafe(place: Any, **fields: Any) -> Any:
    draft = OfferDraft(
        title="Night café", summary="Soup.", kind="service", key="night", sphere="civic", shown_from="A club", imported=True,
        where=("venue",), ward="North", weekly=(Weekly("fri", TEN_PM, TWO_AM),), **fields,
    )  # fmt: skip
    [offer] = list_offers(place=place, drafts=[draft])
    return Offer.objects.prefetch_related("schedules", "exceptions").get(pk=offer.pk)


def asked(place: Any, moment: str, words: str) -> set[str]:
    with time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        roll_occurrences(place=place)
        return {
            opens_words(one.opens, one.opens.day) for one in find(place, words, None).results if one.opens
        }


def test_it_is_found_on_both_sides_of_midnight_and_nowhere_else(place: Any) -> None:
    with as_if(WEDNESDAY):
        night_cafe(place)
    said = {"Open Friday 27 November, 10pm to 2am the next day."}
    for words in (
        "open on Friday evening", "open on Friday at 11pm", "open on Saturday at 1am", "open 28 November before 3am",
        "open on Friday between 11pm and 1am",
    ):  # fmt: skip
        assert asked(place, "2026-11-25T09:00", words) == said, words
    for words in ("open on Friday at 1am", "open on Saturday at 2am", "open on Saturday evening", "open on Friday morning"):  # fmt: skip
        assert asked(place, "2026-11-25T09:00", words) == set(), words
    assert asked(place, "2026-11-28T00:30", "open now") == said
    assert asked(place, "2026-11-28T02:00", "open now") == set(), "it has ended"
    assert asked(place, "2026-04-10T09:00", "open on 27 November at 11pm") == said, "no date is made yet"
    assert asked(place, "2026-04-10T09:00", "open on 28 November at 1am") == said


def test_dates_made_again_after_midnight_still_have_the_session_under_way(place: Any) -> None:
    with as_if(WEDNESDAY):
        offer = night_cafe(place)
    with as_if(dt.datetime(2026, 11, 28, 0, 30, tzinfo=dt.UTC)):
        say_bank_holidays(offer=offer, answer="runs", by=SYSTEM)
    assert Occurrence.objects.filter(offer=offer).order_by("day")[0].day == dt.date(2026, 11, 27)


def test_the_next_date_is_the_one_under_way_until_it_ends(place: Any) -> None:
    with as_if(WEDNESDAY):
        offer = night_cafe(place)
    friday = dt.date(2026, 11, 27)
    found = occurrences.next_occurrences([offer], friday, after=dt.time(23))
    assert found[offer.pk].day == friday


def test_a_room_open_over_midnight_can_be_booked_on_both_days(place: Any) -> None:
    with as_if(WEDNESDAY):
        offer = night_cafe(place)
        days = bookable.days_of(offer, dt.date(2026, 11, 27), dt.date(2026, 11, 28))
    assert set(days[dt.date(2026, 11, 27)].free) == {44, 45, 46, 47}
    assert set(days[dt.date(2026, 11, 28)].free) == {0, 1, 2, 3}


def test_it_goes_out_as_a_calendar_and_as_open_referral_and_comes_back_the_same(
    place: Any, tmp_path: Path
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        other = (OtherDay(dt.date(2026, 12, 5), dt.time(21), dt.time(1)),)
        offer = night_cafe(place, other_days=other)
        week, day = Calendar.from_ical(calendar_of(place, [offer], "x")).walk("VEVENT")
        assert f"{week['DTSTART'].dt:%d %H:%M} {week['DTEND'].dt:%d %H:%M}" == "27 22:00 28 02:00"
        assert f"{day['DTSTART'].dt:%d %H:%M} {day['DTEND'].dt:%d %H:%M}" == "05 21:00 06 01:00"
        first, second = tmp_path / "first.json", tmp_path / "second.json"
        export_feed(place=place, out=first)
        there = create_place(name="Elsewhere", slug="elsewhere", person_to_talk_to="Ann")
        import_source(place=there, source=str(first), set_aside=tmp_path / "aside")
        kept = Schedule.objects.get(place=there)
        assert (kept.rrule, kept.starts, kept.ends) == ("FREQ=WEEKLY;BYDAY=FR", TEN_PM, TWO_AM)
        export_feed(place=there, out=second)
        assert first.read_bytes() == second.read_bytes()
        assert week_of(Offer.objects.get(place=there), WEDNESDAY.date()).slots == (
            Slot("fri", TEN_PM, TWO_AM),
        )


def test_a_slip_of_the_pen_is_not_taken_for_a_night(place: Any) -> None:
    with as_if(WEDNESDAY):
        offer = night_cafe(place)
        for starts, ends in (
            (dt.time(9), dt.time(4, 30)),
            (dt.time(22), dt.time(22)),
            (dt.time(13), dt.time(11)),
        ):
            with pytest.raises(Refused, match="It has to end after it starts"):
                change_when(offer=offer, week=Week((Slot("fri", starts, ends),)), by=SYSTEM)
