"""A plan's dates for a calendar on a phone (RFC 5545): each session that is promised to its person, one by one.

It holds the name of each thing, its day and its place: nothing of why, and of the person's words only the name that they
gave to help of their own. No rule goes on for
ever: what is promised ends, and a file that is saved later has the dates of then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event

from helpfulacts.directory.dates import ends_on
from helpfulacts.support.sessions import Promised, lent_until, sessions_of

from .calendars import calendar_with, where_said
from .oruk.terms import derived


def plan_calendar_of(place: Any, acts: Iterable[Any]) -> bytes:
    """The dates of these acts (their offers, schedules and exceptions at hand), as UTF-8 text."""
    return calendar_with(place, "My plan", (event for act in acts for event in _events(place, act)))


def _events(place: Any, act: Any) -> Iterator[Event]:
    for one in sessions_of(act):
        event = _event(act, ("session", one.day, one.starts), act.offer.title if act.offer else act.title)
        _say_when(event, one, ZoneInfo(place.zone))
        if act.offer and (where := where_said(act.offer)):
            event.add("location", where)
        if one.uncertain:
            event.add("description", "On a bank holiday, ring first.")
        yield event
    if day := lent_until(act):
        event = _event(act, ("back", day), f"Bring back: {act.offer.title}")
        _say_when(event, Promised(day), ZoneInfo(place.zone))
        yield event


def _event(act: Any, which: tuple[Any, ...], name: str) -> Event:
    event = Event()
    event.add("uid", f"{derived('plan calendar', str(act.pk), *map(str, which))}@helpfulacts")
    event.add("summary", name)
    changed = max(act.changed_at, act.offer.changed_at) if act.offer else act.changed_at
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    return event


def _say_when(event: Event, one: Promised, zone: ZoneInfo) -> None:
    """A time on the wall; a whole day where no time is said; the start alone where no end is."""
    if one.starts is None:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + dt.timedelta(days=1))
        return
    event.add("dtstart", dt.datetime.combine(one.day, one.starts, zone))
    if one.ends is not None:
        event.add("dtend", dt.datetime.combine(ends_on(one.day, one.starts, one.ends), one.ends, zone))
