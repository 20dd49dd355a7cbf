"""What else of a plan is at the same hour is said before a yes, and forbids nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from helpfulacts.core.clock import today
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.support import selectors
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.book_for_act import book_for_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.clashes import at_the_same_time, busy_times

pytestmark = pytest.mark.django_db


def said(plan: Any) -> dict[str, str]:
    acts = selectors.acts_of(plan)
    words = at_the_same_time(acts)
    return {one.act.title: words[one.act.pk] for one in acts if one.act.pk in words}


def test_what_is_promised_at_that_hour_is_said_before_a_yes_and_after_it(offer: Any, make_plan: Any) -> None:
    plan = make_plan()
    at = {
        "Tea": ("thu", dt.time(10), dt.time(12)),
        "Chess": ("thu", dt.time(11), dt.time(13)),
        "Choir": ("thu", dt.time(12), dt.time(13)),
        "The library": ("thu", dt.time(9), dt.time(19)),
    }
    acts = {
        title: choose_offer(plan=plan, offer=offer(title, "service", weekly=(Weekly(*hours),)), by=plan.actor)
        for title, hours in at.items()
    }
    choose_offer(
        plan=plan, offer=offer("A drill", weekly=(Weekly("thu", dt.time(9), dt.time(12)),)), by=plan.actor
    )
    assert said(plan) == {}, "nothing is promised yet"
    answer_act(act=acts["Tea"], answer="yes", by=plan.actor)
    [words] = said(plan).values()
    assert set(said(plan)) == {"Chess"}, (
        "neither what begins as tea ends, nor long opening hours, nor a thing"
    )
    assert words.startswith("You are at Tea then (Thursday") and words.endswith("10am to noon).")
    assert answer_act(act=acts["Chess"], answer="yes", by=plan.actor).state == "promised"
    assert set(said(plan)) == {"Tea", "Chess", "Choir"}


def test_booked_time_counts_whatever_its_length(offer: Any, make_plan: Any) -> None:
    plan = make_plan()
    tomorrow = today() + dt.timedelta(days=1)
    hall = offer(
        "The hall", "resource", by="A hall", on_bank_holidays="runs",
        particulars={"mode": "booked", "unit": "session", "units": 1, "amount": 40, "each": 1},
        weekly=tuple(Weekly(day, dt.time(9), dt.time(17)) for day in DAYS),
    )  # fmt: skip
    chess = offer("Chess", "service", weekly=(Weekly(DAYS[tomorrow.weekday()], dt.time(15), dt.time(16)),), on_bank_holidays="runs")  # fmt: skip
    acts = [choose_offer(plan=plan, offer=one, by=plan.actor) for one in (hall, chess)]
    answer_act(act=acts[0], answer="yes", by=plan.actor)
    assert said(plan) == {} and busy_times(plan, besides=acts[0]) == []
    book_for_act(act=acts[0], day=tomorrow, first=18, last=34, by=plan.actor)
    assert set(said(plan)) == {"Chess"} and "9am to 5pm" in said(plan)["Chess"]
    answer_act(act=acts[1], answer="yes", by=plan.actor)
    first = busy_times(plan, besides=acts[0])[0]
    assert (first.title, first.day, first.hours) == ("Chess", tomorrow, "3pm to 4pm")
