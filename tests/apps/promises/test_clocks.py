"""Days counted as each rule says, and 400 days of travelled time in which every notice comes once, on its day."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, today
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.fire_notices import fire_notices
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.lengthen_clock import lengthen_clock
from helpfulacts.promises.actions.pause_clock import go_on, pause_clock
from helpfulacts.promises.clocks import CLOCKS, IDENTITY, due_day, notices_of
from helpfulacts.promises.models import PromiseNotice

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("clock", "begun", "due", "how"),
    [
        ("complaint", "2026-12-01", "2026-12-31", {}),
        (
            "complaint",
            "2026-11-25",
            "2026-12-29",
            {},
        ),  # Christmas Day, a weekend and the Monday kept for Boxing Day
        (
            "subject-access",
            "2027-01-31",
            "2027-03-01",
            {},
        ),  # there is no 31 February, and the 28th is a Sunday
        ("subject-access", "2027-01-31", "2027-04-30", {"longer": True}),
        ("subject-access", "2027-02-24", "2027-03-30", {"paused": 2}),  # Good Friday to Easter Monday
        ("foi", "2027-03-10", "2027-04-12", {}),  # St Patrick's Day is kept in a part of the United Kingdom
        ("foi", "2027-03-10", "2027-04-08", {"nation": "scotland"}),
        ("look-again", "2026-12-23", "2027-01-04", {}),
        ("look-again", "2026-12-23", "2027-01-05", {"nation": "scotland"}),
        ("ring-me", "2026-12-24", "2026-12-29", {}),
        ("ring-me", "2026-06-19", "2026-06-22", {}),
        ("compact-notice", "2026-11-30", "2027-02-28", {}),
        ("compact-consultation", "2026-11-30", "2027-02-22", {}),
        ("compact-consultation", "2026-11-30", "2027-01-11", {"amount": 6}),
    ],
)
def test_each_clock_counts_as_its_rule_says(clock: str, begun: str, due: str, how: dict[str, Any]) -> None:
    how = dict(how)
    nation = how.pop("nation", "england")
    assert due_day(CLOCKS[clock], dt.date.fromisoformat(begun), nation, **how) == dt.date.fromisoformat(due)


def test_due_soon_is_said_some_working_days_before() -> None:
    due = dt.date(2026, 12, 31)
    assert notices_of(CLOCKS["complaint"], due, "england") == [
        ("due soon", dt.date(2026, 12, 22)), ("due today", due), ("late", dt.date(2027, 1, 1)),
    ]  # fmt: skip


def test_over_400_days_each_clock_speaks_once_on_its_day_also_when_nights_were_missed(
    place: Any, promise_of: Any
) -> None:
    """Nights at 00:30 and 23:30 on the wall, over both changes of the clocks, Christmas and Easter."""
    chance = random.Random(400)
    first = dt.date(2026, 9, 1)
    missed = {first + chance.randrange(400) * DAY for _ in range(90)} | {
        dt.date(2026, 12, 24) + n * DAY for n in range(5)
    }
    made: list[tuple[Any, dt.date]] = []
    ran: list[dt.date] = []
    for number in range(400):
        day = first + number * DAY
        wall = dt.time(0, 30) if number % 2 else dt.time(23, 30)
        with as_if(dt.datetime.combine(day, wall, ZoneInfo(place.zone)).astimezone(dt.UTC)):
            assert today(place.zone) == day
            if number % 4 == 0 and number < 330:
                clock = chance.choice(["complaint", "subject-access", "foi", "look-again", "ring-me"])
                law = CLOCKS[clock].law
                made.append((promise_of(kind="clock" if law else "tell", clock=clock), day))
            if (
                number == 41
            ):  # one that is kept says no more; one takes longer; one stands still over Christmas
                keep_promise(promise=made[10][0], evidence="done", by="officer")
                access = promise_of(kind="clock", clock="subject-access")
                still = promise_of(kind="clock", clock="subject-access")
                made += [(access, day), (still, day)]
                lengthen_clock(promise=access, by="officer")
            if day == dt.date(2026, 11, 2):
                pause_clock(promise=still, why=IDENTITY, by="officer")
            if day == dt.date(2027, 1, 20):
                go_on(promise=still, by="officer")
            if day not in missed:
                fire_notices(place=place, day=day)
                assert number % 20 or fire_notices(place=place, day=day) == 0, "run again, it says nothing"
                ran.append(day)
    said: dict[Any, list[tuple[str, dt.date]]] = {}
    for row in PromiseNotice.objects.filter(place=place).order_by("said_on", "due"):
        said.setdefault(row.promise_id, []).append((row.notice, row.said_on))
    for promise, begun in made:
        promise.refresh_from_db()
        if promise.kept_at:
            continue
        wanted = [
            (notice, next(night for night in ran if night >= max(its_day, begun)))
            for notice, its_day in notices_of(CLOCKS[promise.clock], promise.due, place.nation)
        ]
        assert sorted(said.pop(promise.pk)) == sorted(wanted), promise.clock
    assert all(promise.kept_at for promise, _ in made if promise.pk in said)
    assert len(made) > 80 and len(missed) > 60


def test_days_to_keep_are_listed_late_first_until_they_are_kept(place: Any, promise_of: Any) -> None:
    with as_if(dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)):
        late = promise_of(kind="clock", clock="complaint")
        soon = promise_of(kind="clock", clock="subject-access")
        promise_of(kind="clock", clock="compact-consultation")  # of which nothing is said yet
    for day in (dt.date(2026, 12, 24), dt.date(2027, 1, 1)):
        fire_notices(place=place, day=day)
    assert PromiseNotice.objects.filter(place=place).count() > 2
    assert register.entries(place).filter(action="said days").count() == 2, "one entry a night"
    listed = [(one.promise, one.notice) for one in promises.days_to_keep(place)]
    assert listed == [(late, "late"), (soon, "due soon")]
    keep_promise(promise=late, evidence="done", by="officer")
    assert [one.promise for one in promises.days_to_keep(place)] == [soon]
