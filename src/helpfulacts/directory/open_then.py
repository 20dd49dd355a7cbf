"""What is open in a stretch of time: one lookup among dates that were made before, rules only beyond them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, F, Q, TextField

from helpfulacts.core.clock import now, past_midnight
from helpfulacts.core.deadline import check
from helpfulacts.core.rows import AT_ONCE, batches

from .dates import dates_between, is_over
from .models import Occurrence, Schedule, ScheduleException
from .occurrences import weeks_ahead
from .window import DAY, FIRST, Window

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


class Session(NamedTuple):
    """One date of an offer. `uncertain`: a bank holiday, and nobody has told us whether it runs."""

    day: dt.date
    starts: dt.time
    ends: dt.time
    uncertain: bool = False


def sessions_in(place: Place, window: Window, among: list[int] | None = None) -> dict[int, Session]:
    """By the search key of an offer, its first session that is under way within `window`. What is over is not open.

    `among`: only those offers, in days for which dates were made.
    """
    here = now().astimezone(ZoneInfo(place.zone))
    known = weeks_ahead(place)
    found: dict[int, Session] = {}
    if among is not None and len(among) > AT_ONCE:
        for keys in batches(among):
            found |= sessions_in(place, window, keys)
        return found
    for side in window.sides():
        near = [day for day in side.days if here.date() <= day <= known]
        rows = Occurrence.objects.filter(_under_way(near, side), place=place, offer__status="active")
        if among is not None:
            rows = rows.filter(offer__search_key__in=among)
        times = rows.order_by(*Session._fields).values_list(*Session._fields)
        for *said, keys in times.annotate(keys=_Joined("offer__search_key")):
            check()
            session = Session(*said)
            if _fits(session, side, here):
                for key in map(int, keys.split(",")):
                    found.setdefault(key, session)
        later = [day for day in side.days if day > known] if among is None else []
        for key, session in _beyond(place, later):
            if key not in found and _fits(session, side, here):
                found[key] = session
    return found


class _Joined(Aggregate):
    """The keys of all offers that share a time, with commas: hundreds do, and a row for each took longer than finding it."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **extra)


def _under_way(days: list[dt.date], side: Window) -> Q:
    """Sessions within one day, and all that go over midnight on it or the day before: few, and `_fits` looks at each.

    The days are said once for both, so that the index of dates is read for these days alone.
    """
    over_midnight, before = Q(ends__lt=F("starts")), [day - DAY for day in days]
    within = Q(day__in=days, starts__lte=side.ends, ends__gte=side.starts)
    return Q(day__in=sorted({*days, *before})) & (within | over_midnight)


def with_dates(place: Place, keys: list[int]) -> set[int]:
    """Those of the offers that come round at set times; the others can be asked at any time."""
    found: set[int] = set()
    for some in batches(keys):
        rows = Schedule.objects.filter(place=place, offer__search_key__in=some).order_by()
        others = ScheduleException.objects.filter(
            place=place, offer__search_key__in=some, starts__isnull=False
        ).order_by()
        found.update(rows.values_list("offer__search_key", flat=True))
        found.update(others.values_list("offer__search_key", flat=True))
    return found


def _fits(session: Session, window: Window, here: dt.datetime) -> bool:
    """It is under way within the window, and not over."""
    return overlaps(session, window) and not is_over(session, here.date(), here.time())


def overlaps(session: Session, window: Window) -> bool:
    """It is under way for some part of the window, or at its instant, on one of the days of the window."""
    if not past_midnight(session.starts, session.ends):
        return session.day in window.days and _meet(session.starts, session.ends, window)
    evening = session.day in window.days and _meet(session.starts, dt.time.max, window)
    return evening or (session.day + DAY in window.days and _meet(FIRST, session.ends, window))


def _meet(starts: dt.time, ends: dt.time, window: Window) -> bool:
    if window.whole:
        return starts <= window.starts and ends >= window.ends
    if window.starts == window.ends:
        return starts <= window.starts < ends
    return starts < window.ends and ends > window.starts


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
    return [
        (key, Session(date.day, date.starts, date.ends, date.uncertain))
        for key in sorted(holidays)
        for date in dates_between(
            schedules[key], others[key], holidays[key], min(days) - DAY, max(days), place.nation
        )
    ]
