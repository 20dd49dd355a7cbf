"""A calendar on a phone has the dates that the page has, and says no more than the page does."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dateutil.rrule import rrulestr
from icalendar import Calendar

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft, OtherDay, Repeats, Weekly
from helpfulacts.directory.models import Occurrence, Offer
from helpfulacts.exchange.calendars import calendar_of
from helpfulacts.places.bank_holidays import holiday_on

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def offer(place: Any) -> Any:
    draft = OfferDraft(
        title="Repair café; and tea, too", kind="service", sphere="civic", shown_from="A club", imported=True,
        weekly=(Weekly("sat", dt.time(10), dt.time(12)), Weekly("mon", dt.time(19), dt.time(21))),
        repeats=(
            Repeats("FREQ=MONTHLY;BYDAY=1TU", dt.time(14), dt.time(16)),
            Repeats("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;UNTIL=20270113", dt.time(9), dt.time(10), dt.date(2026, 11, 18)),
        ),
        other_days=(
            OtherDay(dt.date(2026, 12, 5), reason="Paint"), OtherDay(dt.date(2026, 12, 13), dt.time(15), dt.time(17)),
        ),
        on_bank_holidays="closed", ward="North", where=("venue",), address="1 Secret Street",
    )  # fmt: skip
    with time_machine.travel(dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC), tick=False):
        list_offers(place=place, drafts=[draft])
        yield Offer.objects.prefetch_related("schedules", "exceptions").get()


def expanded(events: list[Any], until: dt.datetime) -> set[tuple[dt.date, dt.time, dt.time]]:
    """What a calendar program makes of the events: each rule from its start, without what is taken out."""
    found = set()
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        starts = [start]
        if "RRULE" in event:
            rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
            starts = list(rule.between(start, until, inc=True))
        gone = event.get("EXDATE")
        out = {one.dt for one in gone.dts} if gone is not None else set()
        found |= {(one.date(), one.time(), end.time()) for one in starts if one not in out}
    return found


def test_its_dates_are_those_of_the_page(place: Any, offer: Any) -> None:
    calendar = Calendar.from_ical(calendar_of(place, [offer], offer.title))
    last = dt.date(2027, 2, 25)
    shown = {(row.day, row.starts, row.ends) for row in Occurrence.objects.filter(offer=offer)}
    assert len(shown) > 25 and (dt.date(2026, 12, 28), dt.time(19), dt.time(21)) not in shown
    there = expanded(list(calendar.walk("VEVENT")), dt.datetime.combine(last, dt.time(23), LONDON))
    today = dt.date(2026, 11, 26)
    assert {row for row in there if today <= row[0] <= last} == shown


OLD = {
    7: ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", dt.date(2023, 10, 5)),
    8: ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=100", dt.date(2023, 10, 6)),
    9: ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TU", dt.date(2020, 1, 28)),
    10: ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", dt.date(2024, 2, 1)),
    11: ("FREQ=WEEKLY;INTERVAL=3;BYDAY=WE;UNTIL=20280601", dt.date(2022, 2, 2)),
}
"""Hour it starts → rule and first day."""


def test_closed_days_of_a_rule_that_began_years_ago_are_taken_out_two_years_ahead(place: Any) -> None:
    begin, last = dt.datetime(2026, 11, 26), dt.datetime(2028, 11, 20, 23)
    closed = {dt.date(2026, 11, 26), dt.date(2026, 12, 10), dt.date(2028, 10, 5)}
    draft = OfferDraft(
        title="Old", kind="service", sphere="civic", shown_from="A club", imported=True, where=("venue",),
        repeats=tuple(Repeats(rule, dt.time(hour), dt.time(12), first) for hour, (rule, first) in OLD.items()),
        other_days=tuple(OtherDay(day) for day in closed), on_bank_holidays="closed",
    )  # fmt: skip
    with time_machine.travel(begin.replace(hour=6, tzinfo=dt.UTC), tick=False):
        list_offers(place=place, drafts=[draft])
        offer = Offer.objects.prefetch_related("schedules", "exceptions").get()
        events = Calendar.from_ical(calendar_of(place, [offer], offer.title)).walk("VEVENT")
    there = expanded(list(events), last.replace(tzinfo=LONDON))
    right = {
        (one.date(), one.time(), dt.time(12))
        for hour, (rule, first) in OLD.items()
        for one in rrulestr(rule, dtstart=dt.datetime.combine(first, dt.time(hour))).between(begin, last)
        if one.date() not in closed and not holiday_on(one.date(), place.nation)
    }
    assert there == right and len(right) > 800


def test_it_says_no_exact_place_that_is_not_published_and_keeps_its_identifiers(
    place: Any, offer: Any
) -> None:
    text = calendar_of(place, [offer], offer.title)
    assert b"Secret Street" not in text and b"LOCATION:North" in text and b"TZID:Europe/London" in text
    assert text == calendar_of(place, [offer], offer.title)
    uids = [str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 5


def test_a_calendar_that_asks_again_is_told_that_nothing_changed(place: Any, offer: Any, client: Any) -> None:
    address = f"/{place.slug}/offers/{offer.pk}/calendar.ics"
    first = client.get(address)
    assert first["Content-Type"].startswith("text/calendar") and first.content.startswith(b"BEGIN:VCALENDAR")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_an_empty_calendar_is_sound(place: Any) -> None:
    assert Calendar.from_ical(calendar_of(place, [], "My plan")).walk("VEVENT") == []


def test_the_clock_in_the_file_changes_when_londons_does(place: Any) -> None:
    """Forward at 01:00 Greenwich time on 28 March 2027, back at 02:00 summer time on 31 October 2027."""
    zones = Calendar.from_ical(calendar_of(place, [], "Dates")).walk("VTIMEZONE")
    [zone] = [one.to_tz(lookup_tzid=False) for one in zones]
    for day, before, after in ((dt.date(2027, 3, 28), 0, 1), (dt.date(2027, 10, 31), 1, 0)):
        one_in_greenwich = dt.datetime.combine(day, dt.time(1), dt.UTC)
        for seconds, hours in ((-1, before), (0, after)):
            here = (one_in_greenwich + dt.timedelta(seconds=seconds)).astimezone(zone)
            assert here.utcoffset() == dt.timedelta(hours=hours)
