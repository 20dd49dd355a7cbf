"""A plan's calendar has the dates that are promised to its person, and ends when the help does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, OtherDay, Weekly
from helpfulacts.exchange.plan_calendars import plan_calendar_of
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import add_own_act, choose_offer
from helpfulacts.support.actions.finish_act import finish_act
from helpfulacts.support.actions.report_act import mark_done
from helpfulacts.support.models import HelpfulAct
from helpfulacts.web.templatetags.act_parts import dates_words

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)
THURSDAY = dt.date(2026, 11, 26)
MONDAY = dt.date(2026, 11, 30)
COURSE = {"dose": "4 sessions", "weeks": 4, "consent": "To come", "risk": "It can be hard", "after": "A call"}


@pytest.fixture(autouse=True)
def one_thursday() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


class OnPlan:
    """A plan, and what its calendar says."""

    def __init__(self, place: Any, person: Any, citizen_of: Any) -> None:
        self.place, self.by = place, citizen_of(people.get_person(place, person.pk))
        self.plan = begin_plan(
            place=place, person=people.get_person(place, person.pk), words="Quiet.", by=self.by
        )
        self.club = Organisation.objects.create(place=place, name="A club")

    def yes(self, title: str, kind: str, particulars: dict[str, Any], **fields: Any) -> HelpfulAct:
        draft = OfferDraft(
            title=title, kind=kind, sphere="civic", shown_from="A club", provider=self.club, particulars=particulars,
            where=("venue",), ward="North", capacity=CapacityDraft("place", 4, 4), **fields,
        )  # fmt: skip
        [offer] = list_offers(place=self.place, drafts=[draft])
        return answer_act(act=choose_offer(plan=self.plan, offer=offer, by=self.by), answer="yes", by=self.by)

    def done(self, act: HelpfulAct) -> HelpfulAct:
        act = support.get_act(self.place, act.pk)
        mark_done(act=act, by=Actor("the club", "provider", body_id=self.club.pk))
        return support.get_act(self.place, act.pk)

    def events(self) -> list[Any]:
        acts = [one.act for one in support.acts_of(self.plan, states=("promised", "done", "confirmed"))]
        return list(Calendar.from_ical(plan_calendar_of(self.place, acts)).walk("VEVENT"))

    def days(self) -> list[dt.date]:
        assert all("RRULE" not in event for event in self.events()), "no rule goes on for ever"
        starts = [event["DTSTART"].dt for event in self.events()]
        return [one.date() if isinstance(one, dt.datetime) else one for one in starts]


@pytest.fixture
def mine(place: Any, make_person: Any, citizen_of: Any) -> OnPlan:
    return OnPlan(place, make_person(), citizen_of)


TWICE_A_WEEK = (Weekly("mon", dt.time(19), dt.time(21)), Weekly("thu", dt.time(14), dt.time(15)))


def test_a_course_has_its_own_sessions_and_ends_on_its_last_day(mine: OnPlan) -> None:
    act = mine.yes(
        "Stronger legs", "intervention", COURSE, weekly=TWICE_A_WEEK[:1],
        other_days=(OtherDay(MONDAY + WEEK, reason="Paint"),),
    )  # fmt: skip
    assert act.ends_on == MONDAY + 3 * WEEK
    assert mine.days() == [MONDAY, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK]
    one = mine.events()[0]
    assert (one["DTSTART"].dt.hour, one["DTEND"].dt.hour, str(one["LOCATION"])) == (19, 21, "North")
    assert len({str(event["UID"]) for event in mine.events()}) == 3
    assert dates_words(support.get_act(mine.place, act.pk)).startswith("Your next dates: Monday 30 November,")


def test_a_service_has_the_sessions_of_its_person_until_they_have_finished(
    mine: OnPlan, one_thursday: Any
) -> None:
    act = mine.yes("Tea", "service", {"per_session": 4, "starts": "any week"}, weekly=TWICE_A_WEEK)
    first = act.on_day
    assert first is not None
    expected = [day for n in range(14) if (day := first + n * WEEK) <= THURSDAY + 13 * WEEK]
    assert mine.days() == expected, "one weekday and time, as far as dates are made"
    one_thursday.move_to(dt.datetime.combine(first, dt.time(22), dt.UTC))
    act = mine.done(act)
    one_thursday.move_to(dt.datetime.combine(first + dt.timedelta(days=1), dt.time(9), dt.UTC))
    assert mine.days()[:2] == [first + WEEK, first + 2 * WEEK], "it goes on after the first time"
    finish_act(act=act, by=mine.by)
    assert mine.days() == [] and dates_words(support.get_act(mine.place, act.pk)) == ""


def test_a_thing_has_its_day_to_come_back_and_what_waits_has_no_day(mine: OnPlan) -> None:
    lent = {"stock": 2, "condition": "Mended", "delivery": "collect", "return_days": 14}
    act = mine.yes("A drill", "product", lent)
    assert mine.days() == [act.return_by]
    assert str(mine.events()[0]["SUMMARY"]) == "Bring back: A drill"
    tea = mine.yes("Tea", "service", {"per_session": 4, "starts": "any week"}, weekly=TWICE_A_WEEK)
    HelpfulAct.objects.filter(place=mine.place, pk=tea.pk).update(on_day=None, starts=None)
    assert mine.days() == [act.return_by], "a day that is still to be found is no date"
    HelpfulAct.objects.filter(place=mine.place, pk=act.pk).update(state="stopped", holds=None)
    assert mine.days() == []


def test_help_of_ones_own_with_a_day_is_in_it_until_the_day_is_over(mine: OnPlan, one_thursday: Any) -> None:
    def own(title: str, on_day: dt.date | None) -> HelpfulAct:
        return add_own_act(
            plan=mine.plan, title=title, shown_from="My sister", kind="service", sphere="personal", by=mine.by,
            on_day=on_day, state="promised",
        )  # fmt: skip

    own("Meena takes me to the clinic", MONDAY)
    own("Meena rings me", None)
    [event] = mine.events()
    assert (event["DTSTART"].dt, str(event["SUMMARY"])) == (MONDAY, "Meena takes me to the clinic")
    one_thursday.move_to(dt.datetime.combine(MONDAY + dt.timedelta(days=1), dt.time(9), dt.UTC))
    assert mine.events() == []
