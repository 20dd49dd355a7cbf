"""Clocks: how many days a promise of some kind may take, by which rule, and what is said on which day.

    due_day(CLOCKS["complaint"], dt.date(2026, 12, 1), "england")  -> dt.date(2026, 12, 31)
    notices_of(CLOCKS["complaint"], due, "england")                -> [("due soon", day), ("due today", day), ("late", day)]

Every clock counts days of the place, never hours, so a change of the clocks moves nothing. Sources are named in each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from helpfulacts.places.models import NATIONS
from helpfulacts.places.working_days import next_working_day, working_days_after

DAY = dt.timedelta(days=1)
IDENTITY = "we asked who they are"
CLARIFICATION = "we asked what they mean"


@dataclass(frozen=True)
class Clock:
    """One rule of time.

    length: in `unit` (“days”, “working days”, “weeks” or “months”), counted from the day after it began; a month ends on
    the day of the same number, or on the last day of a shorter month. rolls: a last day that is not a working day moves to
    the next one. longer: months that may be added once, when the person is told. pauses: the reasons for which it stands
    still. law: its day is not for anybody to set. soon: how many working days before the day it is said to be due soon;
    none: that is not said. everywhere: its working days leave out the bank holidays of every nation.
    """

    key: str
    called: str
    source: str
    length: int
    unit: str
    law: bool = False
    rolls: bool = False
    longer: int = 0
    pauses: tuple[str, ...] = ()
    soon: int = 0
    everywhere: bool = False


CLOCKS = {
    clock.key: clock
    for clock in (
        Clock(
            "complaint",
            "say that a complaint has come",
            "Data Protection Act 2018, section 164A: within 30 days",
            30,
            "days",
            law=True,
            rolls=True,
            soon=5,
        ),
        Clock(
            "complaint-answer",
            "answer a complaint",
            "a promise of this place; Data Protection Act 2018, section 164A: without undue delay",
            20,
            "working days",
            soon=5,
        ),
        Clock(
            "subject-access",
            "give somebody what is held about them",
            "UK GDPR, articles 12, 12A and 15: within one month, or three when they are told why",
            1,
            "months",
            law=True,
            rolls=True,
            longer=2,
            pauses=(IDENTITY, CLARIFICATION),
            soon=5,
        ),
        # A question that is not clear begins anew once it is: that is another promise, not a pause.
        Clock(
            "foi",
            "answer a question under freedom of information",
            "Freedom of Information Act 2000, section 10; in Scotland the Act of 2002, section 10: 20 working days",
            20,
            "working days",
            law=True,
            soon=5,
            everywhere=True,
        ),
        Clock(
            "look-again",
            "look again at what was decided",
            "a promise of this place",
            5,
            "working days",
            soon=1,
        ),
        Clock(
            "concern", "look at a worry about somebody's safety", "a promise of this place", 1, "working days"
        ),
        Clock(
            "taken-on",
            "find help, or a stand-in, that is missing",
            "a day of this place: whoever asked for it, or took it on, said the day",
            1,
            "months",
            soon=5,
        ),
        Clock(
            "member-query",
            "answer a query of an elected member",
            "a promise of this place",
            10,
            "working days",
            soon=3,
        ),
        Clock(
            "brought-words",
            "read what people brought to decide on",
            "a promise of this place",
            2,
            "working days",
        ),
        Clock("ring-me", "get in touch", "a promise of this place", 1, "working days"),
        Clock(
            "compact-notice",
            "give notice before a grant changes or ends",
            "the Compact: three months, or say why not",
            3,
            "months",
            soon=10,
        ),
        Clock(
            "compact-consultation",
            "give time to answer a consultation",
            "the Compact: twelve weeks, or say why not",
            12,
            "weeks",
            soon=10,
        ),
    )
}


def due_day(
    clock: Clock, begun: dt.date, nation: str, *, amount: int = 0, longer: bool = False, paused: int = 0
) -> dt.date:
    """The last day in time. amount: instead of the clock's own length; paused: days it stood still, which do not count."""
    length = amount or clock.length
    if clock.unit == "working days":
        return working_days_after(begun, length, nations_of(clock, nation)) + paused * DAY
    if clock.unit == "months":
        last = begun + relativedelta(months=length + (clock.longer if longer else 0))
    else:
        last = begun + length * (7 * DAY if clock.unit == "weeks" else DAY)
    last += paused * DAY
    return next_working_day(last, nations_of(clock, nation)) if clock.rolls else last


def nations_of(clock: Clock, nation: str) -> tuple[str, ...]:
    """Whose bank holidays it leaves out: in Scotland freedom of information has an Act of its own, with its own days."""
    return tuple(NATIONS) if clock.everywhere and nation != "scotland" else (nation,)


def notices_of(clock: Clock, due: dt.date, nation: str) -> list[tuple[str, dt.date]]:
    """(notice, the day it is said), in order."""
    soon = (
        [("due soon", working_days_after(due, -clock.soon, nations_of(clock, nation)))] if clock.soon else []
    )
    return [*soon, ("due today", due), ("late", due + DAY)]
