"""What is open in a stretch of time: one lookup among dates that were made before, rules only beyond them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import CharField
from django.db.models.functions import Cast

from helpfulacts.core.clock import now

from .asking_when import Window
from .dates import dates_between
from .models import Occurrence, Schedule, ScheduleException
from .occurrences import weeks_ahead

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


class Session(NamedTuple):
    """One date of an offer. `uncertain`: a bank holiday, and nobody has told us whether it runs."""

    day: dt.date
    starts: dt.time
    ends: dt.time
    uncertain: bool = False


def sessions_in(place: Place, window: Window) -> dict[int, Session]:
    """By the search key of an offer, its first session that is under way within `window`. What is over is not open."""
    here = now().astimezone(ZoneInfo(place.zone))
    known = weeks_ahead(place)
    near = [day for day in window.days if here.date() <= day <= known]
    found: dict[int, Session] = {}
    rows = Occurrence.objects.filter(
        place=place, day__in=near, starts__lte=window.ends, ends__gte=window.starts, offer__status="active"
    )
    # Read as text: of thousands of rows the same few days and times come again and again.
    text = [Cast(name, CharField()) for name in ("day", "starts", "ends")]
    ordered = rows.order_by("day", "starts", "ends", "offer_id")
    for key, uncertain, day, starts, ends in ordered.values_list("offer__search_key", "uncertain", *text):
        if key not in found:
            _take(found, key, Session(_day(day), _time(starts), _time(ends), uncertain), window, here)
    for key, session in _beyond(place, [day for day in window.days if day > known]):
        _take(found, key, session, window, here)
    return found


_day, _time = lru_cache(1000)(dt.date.fromisoformat), lru_cache(1440)(dt.time.fromisoformat)


def with_dates(place: Place, keys: list[int]) -> set[int]:
    """Those of the offers that come round at set times; the others can be asked at any time."""
    rows = Schedule.objects.filter(place=place, offer__search_key__in=keys).order_by()
    others = ScheduleException.objects.filter(
        place=place, offer__search_key__in=keys, starts__isnull=False
    ).order_by()
    return {
        *rows.values_list("offer__search_key", flat=True),
        *others.values_list("offer__search_key", flat=True),
    }


def _take(found: dict[int, Session], key: int, session: Session, window: Window, here: dt.datetime) -> None:
    if key in found or not overlaps(session, window):
        return
    if session.day == here.date() and session.ends <= here.time():
        return
    found[key] = session


def overlaps(session: Session, window: Window) -> bool:
    """It is under way for some part of the window, or at its instant."""
    if window.starts == window.ends:
        return session.starts <= window.starts < session.ends
    return session.starts < window.ends and session.ends > window.starts


def _beyond(place: Place, days: list[dt.date]) -> list[tuple[int, Session]]:
    """Days for which no dates were made yet: read from the rules themselves."""
    if not days:
        return []
    schedules, others = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
    holidays: dict[int, str] = {}
    for rows, kept in (
        (Schedule.objects.select_related("offer"), schedules),
        (ScheduleException.objects.select_related("offer"), others),
    ):
        for row in rows.filter(place=place, offer__status="active").order_by("pk"):
            kept[row.offer.search_key].append(row)
            holidays[row.offer.search_key] = row.offer.on_bank_holidays
    wanted = set(days)
    return [
        (key, Session(date.day, date.starts, date.ends, date.uncertain))
        for key in sorted(holidays)
        for date in dates_between(schedules[key], others[key], holidays[key], min(days), max(days))
        if date.day in wanted
    ]
