"""Dates for a calendar on a phone (RFC 5545): what an offer's page says of when and where, and nothing more.

Times are wall time in the place's zone, with the zone itself in the file, so that a phone abroad shows them right. A place
that is not published is its ward.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from helpfulacts.core.clock import now, today
from helpfulacts.core.deadline import check
from helpfulacts.directory.dates import dates_of, ends_on, only_day
from helpfulacts.places.bank_holidays import holiday_on

from .oruk.terms import derived

MAKER = "-//Helpful Acts//helpfulacts//EN"
CLOSED_AHEAD = dt.timedelta(days=2 * 366)
"""How far from its first date a rule leaves out days that differ and bank holidays."""


def calendar_of(place: Any, offers: Iterable[Any], name: str) -> bytes:
    """A calendar with the dates of `offers` (their schedules and exceptions at hand), as UTF-8 text."""
    return calendar_with(place, name, (event for offer in offers for event in _events(place, offer)))


def calendar_with(place: Any, name: str, events: Iterable[Event]) -> bytes:
    """The text of a calendar with these events, and the clock of the place."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for event in events:
        check()
        calendar.add_component(event)
    calendar.add_component(_clock_of(place.zone))
    return bytes(calendar.to_ical())


def _events(place: Any, offer: Any) -> Iterable[Event]:
    zone, differ = (
        ZoneInfo(place.zone),
        sorted(offer.exceptions.all(), key=lambda row: (row.day, row.starts or dt.time())),
    )
    for row in sorted(offer.schedules.all(), key=lambda row: (row.rrule, row.starts, row.ends)):
        first = _first(row, today(place.zone))
        if first is None:
            continue
        event = _event(place, offer, ("week", row.rrule, row.starts), first, row.starts, row.ends)
        if only_day(row.rrule, row.first_day) is None:
            event.add("rrule", _rule(row, first, zone))
        off = {one.day for one in differ}
        gone = [
            dt.datetime.combine(day, row.starts, zone)
            for day in dates_of(row.rrule, row.first_day, first, first + CLOSED_AHEAD, CLOSED_AHEAD.days)
            if day in off or (offer.on_bank_holidays == "closed" and holiday_on(day, offer.place.nation))
        ]
        if gone:
            event.add("exdate", gone)
        yield event
    for one in differ:
        if one.starts is not None:
            yield _event(place, offer, ("day", one.day, one.starts), one.day, one.starts, one.ends)


def _clock_of(zone: str) -> Timezone:
    """The clock of a place. London's is a rule without an end: forward at 01:00, back at 02:00, on last Sundays.

    The library's own has an end, and says each change at 02:00 on the clock that is being left.
    """
    if zone != "Europe/London":
        return Timezone.from_tzid(zone)
    clock = Timezone()
    clock.add("tzid", zone)
    for part, last_sunday, before, after, name in (
        (TimezoneDaylight(), dt.datetime(1996, 3, 31, 1), 0, 1, "BST"),
        (TimezoneStandard(), dt.datetime(1996, 10, 27, 2), 1, 0, "GMT"),
    ):
        part.add("dtstart", last_sunday)
        part.add("rrule", {"freq": "yearly", "bymonth": last_sunday.month, "byday": "-1SU"})
        part.add("tzoffsetfrom", dt.timedelta(hours=before))
        part.add("tzoffsetto", dt.timedelta(hours=after))
        part.add("tzname", name)
        clock.add_component(part)
    return clock


def _rule(row: Any, first: dt.date, zone: ZoneInfo) -> vRecur:
    """The rule from its date `first` on: what it counts is what is left of it.

    A last day becomes an instant in UTC, as RFC 5545 §3.3.10 asks where the start has a zone.
    """
    rule = vRecur.from_ical(row.rrule)
    if "UNTIL" in rule:
        [last] = rule["UNTIL"]
        day = last.date() if isinstance(last, dt.datetime) else last
        rule["UNTIL"] = [dt.datetime.combine(day, dt.time(23, 59, 59), zone).astimezone(dt.UTC)]
    if "COUNT" in rule:
        before = first - dt.timedelta(days=1)
        [number] = rule["COUNT"]
        rule["COUNT"] = [number - len(dates_of(row.rrule, row.first_day, row.first_day, before, number))]
    return rule


def _first(row: Any, day: dt.date) -> dt.date | None:
    """The first date that is still to come: a calendar needs no past."""
    since = max(day, row.first_day)
    dates = dates_of(row.rrule, row.first_day, since, since + dt.timedelta(days=800), 1)
    return dates[0] if dates else None


def _event(
    place: Any, offer: Any, which: tuple[Any, ...], day: dt.date, starts: dt.time, ends: dt.time
) -> Event:
    zone = ZoneInfo(place.zone)
    event = Event()
    event.add("uid", f"{derived('calendar', offer.exchange_id, *map(str, which))}@helpfulacts")
    event.add("summary", offer.title)
    event.add("dtstart", dt.datetime.combine(day, starts, zone))
    event.add("dtend", dt.datetime.combine(ends_on(day, starts, ends), ends, zone))
    event.add("dtstamp", offer.changed_at)
    event.add("last-modified", offer.changed_at)
    if where := where_said(offer):
        event.add("location", where)
    if offer.on_bank_holidays == "unknown":
        event.add("description", "On a bank holiday, ring first.")
    return event


def where_said(offer: Any) -> str:
    """Its address where that is published; else its ward, or nothing."""
    return offer.address if offer.published_venue and offer.address else offer.ward.name if offer.ward else ""


def changed_since(offers: Iterable[Any]) -> dt.datetime:
    """When any of them last changed; the present where there are none."""
    return max((offer.changed_at for offer in offers), default=now())
