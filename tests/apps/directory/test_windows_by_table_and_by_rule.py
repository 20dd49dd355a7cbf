"""The table of dates answers a window as evaluating every rule does."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helpfulacts.cli.bench.windows import Rule, open_by_rules, open_by_table
from helpfulacts.core.clock import as_if
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import Repeats
from helpfulacts.directory.models import Offer, Schedule
from helpfulacts.directory.window import PARTS, Window

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2026, 10, 1, 5, tzinfo=dt.UTC)
RULES = (
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;BYDAY=SA,SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    "FREQ=MONTHLY;BYDAY=1TH",
    "FREQ=MONTHLY;BYDAY=-1SU",
)


def test_the_table_answers_as_the_rules_do(place: Any, draft: Any) -> None:
    rng = random.Random(7)
    with as_if(MOMENT):
        drafts = []
        for number in range(60):
            starts = dt.time(rng.randrange(24), rng.choice((0, 30)))  # some go over midnight
            rule = Repeats(
                rng.choice(RULES), starts, dt.time((starts.hour + 3) % 24), dt.date(2026, 9, 1 + number % 28)
            )
            drafts.append(draft(key=str(number), title=f"Offer {number}", weekly=(), repeats=(rule,)))
        list_offers(place=place, drafts=drafts, source="w")
        Offer.objects.filter(place=place).update(on_bank_holidays="runs")
        columns = ("offer__search_key", "rrule", "first_day", "starts", "ends")
        rules = [Rule(*row) for row in Schedule.objects.filter(place=place).values_list(*columns)]
        sizes = set()
        for _ in range(150):
            first = MOMENT.date() + dt.timedelta(days=1 + rng.randrange(70))
            days = tuple(first + dt.timedelta(days=step) for step in range(rng.choice((1, 2, 7))))
            hour = rng.randrange(24)
            hours = dt.time(hour), dt.time(min(hour + rng.choice((0, 1, 3)), 23))
            window = Window(
                days, *rng.choice((hours, PARTS["evening"], PARTS["morning"])), rng.random() < 0.1
            )
            table = open_by_table(place, window)
            assert table == open_by_rules(rules, window)
            sizes.add(len(table))
    assert len(sizes) > 5, "the windows tell offers apart"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is read in the words of SQLite")
@pytest.mark.parametrize(
    "window", [Window((MOMENT.date(),)), Window((MOMENT.date(),), dt.time(22), dt.time(2))]
)
def test_a_window_reads_the_dates_of_its_days_and_no_row_of_the_table(place: Any, window: Window) -> None:
    with as_if(MOMENT), CaptureQueriesContext(connection) as asked:
        open_by_table(place, window)
    looks = [one["sql"] for one in asked.captured_queries if 'FROM "directory_occurrence"' in one["sql"]]
    for look in looks:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {look}")
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "COVERING INDEX occurrence_by_time (place_id=? AND day=?)" in plan
        assert "COVERING INDEX offer_of_a_date" in plan
    assert len(looks) == len(window.sides())
