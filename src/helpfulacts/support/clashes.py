"""What else of a plan is at the same hour. It is said before a yes, and stands in nobody's way."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpfulacts.core.clock import date_in_words, hours_in_words, time_in_words
from helpfulacts.directory.dates import ends_on

from .models import HelpfulAct, Plan
from .selectors import ActOnChain
from .sessions import Promised, sessions_if_yes, sessions_of

ONE_GOES_THERE = ("service", "intervention", "connection", "resource")
"""Kinds that somebody is at. What is fetched or tried has hours too, but nobody is there all that time."""
LONGEST_STAY = dt.timedelta(hours=6)
"""Longer hours say when something is open, not how long one person is there; booked time is theirs, however long."""


@dataclass(frozen=True)
class Busy:
    """A time at which the person is promised to be at `title`. `begins` and `ends` are wall time."""

    act: uuid.UUID
    title: str
    begins: dt.datetime
    ends: dt.datetime
    day: dt.date
    hours: str

    @property
    def words(self) -> str:
        """“You are at Tea then (Thursday 3 December, 10am to noon).”"""
        return f"You are at {self.title} then ({date_in_words(self.day)}, {self.hours})."

    def meets(self, other: Busy) -> bool:
        return self.act != other.act and self.begins < other.ends and other.begins < self.ends


def busy_times(plan: Plan, *, besides: HelpfulAct) -> list[Busy]:
    """When the plan's person is promised to be somewhere, from today on, in order; `besides` is left out."""
    acts = plan.acts.filter(state__in=("promised", "done", "confirmed"), kind__in=ONE_GOES_THERE).exclude(
        pk=besides.pk
    )
    rows = acts.select_related("offer__place", "place", "holds").prefetch_related(
        "offer__schedules", "offer__exceptions"
    )
    found = [one for act in rows for one in _busy(act, sessions_of(act))]
    return sorted(found, key=lambda one: (one.begins, one.title))


def at_the_same_time(acts: Iterable[ActOnChain]) -> Mapping[uuid.UUID, str]:
    """By act, the first time of those promised on the same plan that it meets, in words; nothing where it meets none."""
    rows = [one for one in acts if one.act.kind in ONE_GOES_THERE]
    promised = {one.act.pk: _busy(one.act, sessions_of(one.act)) for one in rows}
    busy = sorted((one for times in promised.values() for one in times), key=lambda one: one.begins)
    said: dict[uuid.UUID, str] = {}
    for one in rows:
        act, times = one.act, promised[one.act.pk]
        if act.state in ("suggested", "agreed"):
            times = _busy(act, sessions_if_yes(act, one.on_day, one.starts))
        met = next((other for other in busy if any(other.meets(mine) for mine in times)), None)
        if met is not None:
            said[act.pk] = met.words
    return said


def _busy(act: HelpfulAct, sessions: Iterable[Promised]) -> list[Busy]:
    found = []
    for one in sessions:
        if one.starts is None:
            continue
        begins = dt.datetime.combine(one.day, one.starts)
        ends = begins + dt.timedelta(minutes=30)
        hours = time_in_words(one.starts)
        if one.ends is not None:
            ends = dt.datetime.combine(ends_on(one.day, one.starts, one.ends), one.ends)
            hours = hours_in_words(one.starts, one.ends)
        if act.kind == "resource" or ends - begins <= LONGEST_STAY:
            found.append(Busy(act.pk, act.title, begins, ends, one.day, hours))
    return found
