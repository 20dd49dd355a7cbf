"""The dates that an act promises to its person: those, and no others of its offer, and none after the act ends."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from helpfulacts.core.clock import date_in_words, time_in_words, time_now, today
from helpfulacts.directory import occurrences
from helpfulacts.directory.bookable import bookings_of_act, is_booked_by_time
from helpfulacts.directory.dates import Date, dates_of_offer
from helpfulacts.directory.half_hours import time_of
from helpfulacts.directory.kinds import behaviour_of
from helpfulacts.directory.models import Offer
from helpfulacts.directory.occurrences import weeks_ahead
from helpfulacts.places.models import Place

from .giving import giver_of
from .models import HelpfulAct


@dataclass(frozen=True)
class Promised:
    """One date of an act. `starts` and `ends` are None where no time is said. `uncertain`: a bank holiday; ring first."""

    day: dt.date
    starts: dt.time | None = None
    ends: dt.time | None = None
    uncertain: bool = False


def first_sessions(offers: Iterable[Offer], place: Place) -> dict[uuid.UUID, tuple[dt.date, dt.time | None]]:
    """(day, when it starts) by offer: the first session that somebody who says yes now can still come to the start of.

    Where the only one left is going on now it is today, with no time: the hour that it began at is not promised.
    """
    offers, day, clock = list(offers), today(place.zone), time_now(place.zone)
    going = occurrences.next_occurrences(offers, day, clock)
    coming = occurrences.next_occurrences(offers, day, clock, begun=False)
    found: dict[uuid.UUID, tuple[dt.date, dt.time | None]] = {
        pk: (one.day, None) for pk, one in going.items()
    }
    return found | {pk: (one.day, one.starts) for pk, one in coming.items()}


def _goes_on(act: HelpfulAct, offer: Offer) -> bool:
    """Is it promised, or done for the first time and still held until a last day, or until somebody says so?"""
    held = act.state in ("done", "confirmed") and act.holds_id is not None
    return act.state == "promised" or (
        held and behaviour_of(offer).end(offer.particulars) in ("date", "said")
    )


def sessions_of(act: HelpfulAct) -> list[Promised]:
    """From today on, in order: each time that is booked; of a course or a service, its sessions; else its one day.

    A course ends on its last day. A service goes on until somebody says so; its dates are those of the thirteen weeks
    for which dates are made. Only the sessions of the weekday and time of the first day are its person's, and of the other
    weekdays that they join. Help of their
    own has the day that they gave it.
    """
    offer, place = act.offer, act.place
    first = today(place.zone)
    if offer is None:
        to_come = act.state == "promised" and act.on_day is not None and act.on_day >= first
        return [Promised(act.on_day, act.starts)] if to_come and act.on_day else []
    if not _goes_on(act, offer):
        return []
    if is_booked_by_time(offer):
        return [
            Promised(one.day, time_of(one.from_slot), time_of(one.to_slot))
            for one in bookings_of_act(place, act.pk, first)
        ]
    if act.on_day is None:
        return []  # a day is still to be found with them: nothing is promised for any
    return _from(act, offer, act.on_day, act.starts, act.ends_on)


def sessions_if_yes(act: HelpfulAct, on_day: dt.date | None, starts: dt.time | None) -> list[Promised]:
    """The same of an act that waits for a yes and would begin on that day; none where they choose the time later."""
    offer = act.offer
    if offer is None or on_day is None or is_booked_by_time(offer):
        return []
    yes = behaviour_of(offer).on_yes(offer.particulars, today(act.place.zone), on_day)
    return _from(act, offer, on_day, starts, yes.ends_on)


def not_yet(act: HelpfulAct) -> str:
    """Why nothing of a promised act can have happened yet, in one sentence: “This is on Friday 27 November, 1pm.”

    "" once it can. What is booked begins with the first time that is booked, and a time is booked first. Where somebody
    who gives in person has still to say yes, and no day is agreed, that yes comes first; a thing waits for none. An idea,
    a thing, and what an organisation gives without a day, can happen on any.
    """
    offer = act.offer
    if act.state != "promised":
        return ""
    begins, starts = act.on_day, act.starts
    if offer is not None and is_booked_by_time(offer):
        booked = next(iter(bookings_of_act(act.place, act.pk)), None)
        if booked is None:
            return "No time is booked yet. A time is booked first."
        begins, starts = booked.day, time_of(booked.from_slot)
    if begins is None:
        waits = waits_for_giver(act) and act.kind not in ("idea", "product")
        return (
            "They have not said yes yet. Their yes comes first, and then a day that suits you both."
            if waits
            else ""
        )
    zone = act.place.zone
    if (begins, starts or dt.time()) <= (today(zone), time_now(zone)):
        return ""
    return f"This is on {date_in_words(begins)}{f', {time_in_words(starts)}' if starts else ''}."


def wants_day(act: HelpfulAct) -> bool:
    """Promised by somebody who gives it, and no day was fixed: who got it says on which day it came.

    So too with help of their own, that nobody offers. Not an idea, which is tried on any day, nor what is booked by
    time; nor once an introduction said that they met.
    """
    if act.state != "promised" or act.on_day is not None or act.kind == "idea":
        return False
    if act.offer is not None and is_booked_by_time(act.offer):
        return False
    return not act.introductions.filter(state__in=("in-progress", "completed")).exists()


def waits_for_giver(act: HelpfulAct) -> bool:
    """Promised, and somebody who gives in person, or keeps it for a body, has not said yes to this one yet."""
    return act.state == "promised" and giver_of(act) is not None and act.giver_said_yes_at is None


def _from(
    act: HelpfulAct, offer: Offer, on_day: dt.date, starts: dt.time | None, ends_on: dt.date | None
) -> list[Promised]:
    """Its dates from today on for somebody who begins on that day, at that time."""
    place = act.place
    first = today(place.zone)
    comes_again = offer.kind in ("intervention", "service")
    last = min(ends_on or dt.date.max, weeks_ahead(place)) if comes_again else on_day
    found = dates_of_offer(offer, max(first, on_day), last, place.nation)
    theirs = [one for one in found if is_theirs(one, on_day, starts, act.joins)]
    if on_day < first:
        theirs = theirs or found  # the usual week was changed since they began
    sessions = [Promised(one.day, one.starts, one.ends, one.uncertain) for one in theirs]
    if on_day < first or on_day in {one.day for one in sessions}:
        return sessions
    if any(one.day == on_day and one.starts is None for one in offer.exceptions.all()):
        return sessions
    return [Promised(on_day, starts), *sessions]  # agreed outside the usual week


def is_theirs(session: Date, on_day: dt.date, starts: dt.time | None, joins: Collection[int] = ()) -> bool:
    """On the weekday and at the time of their first day; or on that weekday, when that day has hours of its own; or on
    another weekday that they join. Once they said which weekdays they join, on no other.
    """
    if session.day.weekday() != on_day.weekday():
        return session.day.weekday() in joins
    if joins and session.day.weekday() not in joins:
        return False
    return starts in (None, session.starts) or session.usual is None


def lent_until(act: HelpfulAct) -> dt.date | None:
    """The day on which a thing that somebody has, or is promised, is due back; None for what is not lent, or is over."""
    there = act.state == "promised" or (act.state in ("done", "confirmed") and act.holds_id is not None)
    return act.return_by if act.offer is not None and there else None
