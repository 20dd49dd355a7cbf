"""A combination of offers as plain values: what was chosen, what is planned, and what stops it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from helpfulacts.core.clock import date_in_words

from .condition_words import CONDITIONS
from .half_hours import between_in_words, runs

ROLES = ("room", "thing", "money", "people", "idea")


@dataclass(frozen=True)
class Need:
    """A condition that a part asks for. `met_until`: evidence was seen and runs until then (date.max: no end)."""

    code: str
    lifter: str
    lifter_id: str = ""
    lifter_role: str = ""
    number: int | None = None
    met_until: dt.date | None = None


@dataclass(frozen=True)
class Part:
    """One chosen offer. key: its identifier. keeper: who gives it, as people read it.

    free: day → half-hours that can be had; None where its time is not booked. holds: how many people it has room for
    now, within its own cap; None without a limit. only_people: “can say …”, of whom it is for; "" = anybody. pence: money that is left. where: latitude, longitude. food: what it does is food.
    """

    key: str
    name: str
    keeper: str
    keeper_id: str
    role: str
    free: Mapping[dt.date, Collection[int]] | None = None
    holds: int | None = None
    pence: int | None = None
    money_ends: dt.date | None = None
    only_for: str = ""
    min_age: int | None = None
    max_age: int | None = None
    only_people: str = ""
    step_free: str = "unknown"
    where: tuple[float, float] | None = None
    wards: tuple[str, ...] = ()
    ward: str = ""
    food: bool = False
    asks: tuple[Need, ...] = ()
    brings: Mapping[str, dt.date] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """What is planned. days: may be empty, then any common time will do. from_slot, to_slot: half-hours, or None.

    there_is: keys of `condition_words.THERE_IS`.
    """

    title: str
    people: int
    days: tuple[dt.date, ...] = ()
    from_slot: int | None = None
    to_slot: int | None = None
    min_age: int | None = None
    max_age: int | None = None
    step_free: bool = False
    pence: int = 0
    there_is: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stop:
    """key: stable, to lift it by. who: who can lift it, in words; "" where only another choice helps. ask: to them.

    lifter: (identifier of an organisation or person, role), one of them; both empty where it cannot be lifted.
    missing: what a further part would have to bring or be, "" where that cannot help.
    """

    key: str
    code: str
    sentence: str
    ask: str = ""
    who: str = ""
    lifter: tuple[str, str] = ("", "")
    missing: str = ""

    @property
    def evidence(self) -> str:
        """What has to be seen to lift it: “public liability insurance”; empty where a word is enough."""
        words = CONDITIONS.get(self.code)
        return words.name if words and words.evidence else ""

    @property
    def liftable(self) -> bool:
        return any(self.lifter)


@dataclass(frozen=True)
class Found:
    """stops: in the order of the parts. fine: what was looked at and stands in nobody's way, in sentences."""

    stops: tuple[Stop, ...]
    fine: tuple[str, ...]


def when_in_words(wanted: Wanted) -> str:
    """“on Saturday 6 June, 10am to 1pm”, “from … to …” over several days; “on a day to be found”."""
    if not wanted.days:
        return "on a day to be found"
    first, last = wanted.days[0], wanted.days[-1]
    days = f"on {date_in_words(first)}"
    if last != first:
        days = f"on {len(wanted.days)} days from {date_in_words(first)} to {date_in_words(last)}"
    if wanted.from_slot is None or wanted.to_slot is None:
        return days
    return f"{days}, {between_in_words(wanted.from_slot, wanted.to_slot)}"


def common_time(parts: Iterable[Part]) -> dict[dt.date, list[tuple[int, int]]]:
    """Day → runs of half-hours that every part whose time is booked has free. Empty where none is booked by time."""
    booked = [part.free for part in parts if part.free is not None]
    if not booked:
        return {}
    days = set(booked[0]).intersection(*booked[1:])
    common = {day: set(booked[0][day]).intersection(*(free[day] for free in booked[1:])) for day in days}
    return {day: runs(slots) for day, slots in sorted(common.items()) if slots}
