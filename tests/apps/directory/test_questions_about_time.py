"""“Open next Saturday afternoon” and more questions about time, each asked on a named day and answered by its date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.asking_when import read_when
from helpfulacts.directory.drafts import OfferDraft, OtherDay, Repeats, Weekly
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Occurrence
from helpfulacts.people.actor import Actor
from helpfulacts.places.selectors import locate
from helpfulacts.web.cards import cards_for

pytestmark = pytest.mark.django_db
OFFICER = Actor("An officer", "officer")
Lists = Callable[..., Any]


@pytest.fixture
def lists(place: Any) -> Lists:
    """List a service with its days: `lists("Chair yoga", ("sat", 14, 16))`."""
    from helpfulacts.directory.actions.list_offers import list_offers

    def make(title: str, *week: tuple[str, int, int], **fields: Any) -> Any:
        weekly = tuple(Weekly(day, dt.time(begins), dt.time(ends)) for day, begins, ends in week)
        draft = OfferDraft(
            title=title, kind="service", sphere="civic", shown_from="A club", weekly=weekly, imported=True,
            where=fields.pop("where", ("venue",)), **fields,
        )  # fmt: skip
        return list_offers(place=place, drafts=[draft])[0]

    return make


def asked(place: Any, at: str, words: str, where: str = "") -> dict[str, str]:
    """Ask at a moment of wall time; title → when it opens, in the order shown."""
    with time_machine.travel(dt.datetime.fromisoformat(f"{at}+00:00"), tick=False):
        roll_occurrences(place=place)
        found = find(place, words, locate(place, where) if where else None)
    return {
        result.offer.title: f"{result.opens.day:%a} {result.opens.day.day} {result.opens.day:%b} {result.opens.starts:%H:%M}"
        if result.opens
        else "any time"
        for result in found.results
    }


def listed_at(moment: str) -> Any:
    return time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False)


def test_open_next_saturday_afternoon_asked_on_wednesday_25_november_2026(place: Any, lists: Lists) -> None:
    with listed_at("2026-11-25T09:00"):
        lists("Chair yoga", ("sat", 14, 16))
        lists("Saturday breakfast", ("sat", 8, 10))
        lists("Friday choir", ("fri", 14, 16))
        lists("All day library", ("sat", 9, 17))
    assert asked(place, "2026-11-25T09:00", "open next Saturday afternoon") == {
        "All day library": "Sat 28 Nov 09:00",
        "Chair yoga": "Sat 28 Nov 14:00",
    }


def test_within_two_miles_leaves_out_what_is_farther_and_what_may_not_be_measured(
    place: Any, lists: Lists
) -> None:
    week, there = ("sat", 14, 16), {"published_venue": True, "address": "1 High Street"}
    with listed_at("2026-11-25T09:00"):
        lists("Near hall", week, latitude=52.521, longitude=-2.1, **there)
        lists("Far hall", week, latitude=52.60, longitude=-2.1, **there)
        lists("At home", week, where=("home",))
        lists("Somebody's kitchen", week, ward="North")
    found = asked(place, "2026-11-25T09:00", "open next Saturday afternoon within 2 miles", "TT1 1")
    assert set(found) == {"Near hall", "At home"}


def test_asked_on_a_saturday_next_saturday_is_in_a_week_and_saturday_is_today(
    place: Any, lists: Lists
) -> None:
    with listed_at("2026-11-28T09:00"):
        lists("Chair yoga", ("sat", 14, 16))
    assert asked(place, "2026-11-28T09:00", "open next Saturday") == {"Chair yoga": "Sat 5 Dec 14:00"}
    assert asked(place, "2026-11-28T09:00", "open on Saturday") == {"Chair yoga": "Sat 28 Nov 14:00"}


def test_the_clocks_go_back_on_sunday_25_october_2026_and_seven_stays_seven(place: Any, lists: Lists) -> None:
    with listed_at("2026-10-22T09:00"):
        lists("Evening choir", ("sun", 19, 21))
    assert asked(place, "2026-10-22T09:00", "open on Sunday evening") == {"Evening choir": "Sun 25 Oct 19:00"}
    # On the wall it is half past seven: at 19:30 universal time that day, at 18:30 the Sunday before.
    assert asked(place, "2026-10-25T19:30", "open now") == {"Evening choir": "Sun 25 Oct 19:00"}


def test_the_clocks_go_forward_on_sunday_28_march_2027_and_a_session_at_half_past_one_is_said_as_written(
    place: Any, lists: Lists
) -> None:
    with listed_at("2027-03-25T09:00"):
        lists("Night café", repeats=(Repeats("FREQ=WEEKLY;BYDAY=SU", dt.time(1, 30), dt.time(4)),))
    assert asked(place, "2027-03-25T09:00", "open on 28 March") == {"Night café": "Sun 28 Mar 01:30"}


def test_open_now_at_noon_in_summer_time_is_noon_on_the_wall(place: Any, lists: Lists) -> None:
    with listed_at("2026-07-01T09:00"):
        lists("Noon soup", ("wed", 12, 13))
    assert asked(place, "2026-07-01T11:15", "open now") == {"Noon soup": "Wed 1 Jul 12:00"}
    assert asked(place, "2026-07-01T10:45", "open now") == {}


def test_the_bank_holiday_of_boxing_day_2026_is_on_monday_28_december(place: Any, lists: Lists) -> None:
    with listed_at("2026-12-21T09:00"):
        lists("Monday lunch", ("mon", 12, 14), on_bank_holidays="runs")
        lists("Council desk", ("mon", 9, 17), on_bank_holidays="closed")
        lists("Chess", ("mon", 13, 15))
    found = asked(place, "2026-12-21T09:00", "open on the Boxing Day bank holiday")
    assert found == {"Chess": "Mon 28 Dec 13:00", "Monday lunch": "Mon 28 Dec 12:00"}
    assert Occurrence.objects.get(offer__title="Chess", day="2026-12-28").uncertain
    assert not Occurrence.objects.get(offer__title="Monday lunch", day="2026-12-28").uncertain
    assert not Occurrence.objects.filter(offer__title="Council desk", day="2026-12-28").exists()


def test_good_friday_2027_asked_in_march_and_a_year_before_any_date_was_made(
    place: Any, lists: Lists
) -> None:
    with listed_at("2026-04-10T09:00"):
        lists("Friday choir", ("fri", 14, 16), on_bank_holidays="runs")
    assert asked(place, "2026-04-10T09:00", "open on Good Friday") == {"Friday choir": "Fri 26 Mar 14:00"}
    assert asked(place, "2027-03-20T09:00", "open on Good Friday") == {"Friday choir": "Fri 26 Mar 14:00"}


def test_new_years_day_2027_is_a_friday_and_the_year_changes_with_it(place: Any, lists: Lists) -> None:
    with listed_at("2026-12-30T09:00"):
        lists("Friday walk", ("fri", 10, 12))
    assert asked(place, "2026-12-30T09:00", "a walk on New Year's Day") == {"Friday walk": "Fri 1 Jan 10:00"}


def test_29_february_2028_is_a_tuesday(place: Any, lists: Lists) -> None:
    with listed_at("2028-02-01T09:00"):
        lists("Tuesday soup", ("tue", 12, 14))
    assert asked(place, "2028-02-01T09:00", "open 29 February") == {"Tuesday soup": "Tue 29 Feb 12:00"}


def test_a_fifth_friday_comes_only_in_months_that_have_one(place: Any, lists: Lists) -> None:
    with listed_at("2027-01-04T09:00"):
        lists("Fifth Friday film", repeats=(Repeats("FREQ=MONTHLY;BYDAY=5FR", dt.time(19), dt.time(21)),))
    assert asked(place, "2027-01-04T09:00", "open on 29 January") == {"Fifth Friday film": "Fri 29 Jan 19:00"}
    assert asked(place, "2027-02-22T09:00", "open on 26 February") == {}


def test_a_closed_day_and_a_day_with_other_hours(place: Any, lists: Lists) -> None:
    with listed_at("2026-11-25T09:00"):
        lists(
            "Repair café", ("sat", 10, 12),
            other_days=(
                OtherDay(dt.date(2026, 11, 28), reason="The hall is being painted"),
                OtherDay(dt.date(2026, 12, 6), dt.time(14), dt.time(16), "Sunday instead"),
            ),
        )  # fmt: skip
    assert asked(place, "2026-11-25T09:00", "open on Saturday 28 November") == {}
    assert asked(place, "2026-11-25T09:00", "open 6 December") == {"Repair café": "Sun 6 Dec 14:00"}
    assert asked(place, "2026-11-25T09:00", "open on Saturday 5 December") == {
        "Repair café": "Sat 5 Dec 10:00"
    }


def test_after_five_on_weekdays_and_before_ten_tomorrow(place: Any, lists: Lists) -> None:
    with listed_at("2026-11-26T09:00"):
        lists("Late desk", ("tue", 16, 19))
        lists("Early gym", ("fri", 7, 9))
        lists("Sunday late", ("sun", 18, 20))
    assert asked(place, "2026-11-26T09:00", "open after 5 on weekdays") == {"Late desk": "Tue 1 Dec 16:00"}
    assert asked(place, "2026-11-26T09:00", "open before 10 tomorrow") == {"Early gym": "Fri 27 Nov 07:00"}


def test_what_is_over_today_is_not_open_today(place: Any, lists: Lists) -> None:
    with listed_at("2026-11-26T09:00"):
        lists("Morning tea", ("thu", 9, 11))
        lists("Evening tea", ("thu", 18, 20))
    assert asked(place, "2026-11-26T12:00", "open today") == {"Evening tea": "Thu 26 Nov 18:00"}


def test_what_can_be_asked_at_any_time_follows_what_is_open_then(place: Any, lists: Lists) -> None:
    with listed_at("2026-11-25T09:00"):
        lists("Choir singing", ("sat", 14, 16), facets={"making": 3})
        lists("Choir by phone singing", where=("phone",), facets={"making": 3})
        lists("Weekday choir singing", ("mon", 14, 16), facets={"making": 3})
    found = asked(place, "2026-11-25T09:00", "I want to sing in a choir next Saturday")
    assert found == {"Choir singing": "Sat 28 Nov 14:00", "Choir by phone singing": "any time"}


def test_when_nothing_is_open_then_the_other_times_are_shown_and_said_to_be_so(
    place: Any, lists: Lists
) -> None:
    with listed_at("2026-11-25T09:00"):
        lists("Weekday choir singing", ("mon", 14, 16), facets={"making": 3})
        found = find(place, "I want to sing in a choir next Saturday")
    assert found.not_then and [result.offer.title for result in found.results] == ["Weekday choir singing"]
    assert not found.gap and found.window is not None
    with listed_at("2026-11-25T09:00"):
        taken_away = find(place, "I want to sing in a choir next Saturday", without=["when"])
    assert taken_away.window is None and not taken_away.not_then


@pytest.mark.parametrize(
    "words",
    [
        "My husband died on Saturday", "he fell last Tuesday and cannot walk", "since Monday I have had no food",
        "I feel lonely in the evenings", "my sunday dinner is cold", "I have been alone for 3 months",
        "I am up 24/7 with him and need a break",
    ],
)  # fmt: skip
def test_a_day_that_is_told_of_is_no_question(words: str) -> None:
    assert read_when(words, dt.datetime(2026, 11, 26, 10), "england").window is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("somewhere warm tonight", "Thursday 26 November, 5pm to 4am the next day"),
        ("what's on this weekend", "Saturday 28 November to Sunday 29 November"),
        ("food bank open on bank holiday Monday", "Monday 28 December"),
        ("anything for kids between 2 and 4 on 3 December", "Thursday 3 December, 2pm to 4pm"),
        ("chair yoga every Tuesday", "Tuesdays until Tuesday 22 December"),
        ("open next week", "Monday 30 November to Sunday 6 December"),
        ("the day after tomorrow", "Saturday 28 November"),
        ("open 12/12", "Saturday 12 December"),
        ("a walk on Saturday week", "Saturday 5 December"),
        ("open at 3pm tomorrow", "Friday 27 November, at 3pm"),
        ("Sunday lunchtime", "Sunday 29 November, noon to 2pm"),
        ("open Christmas Day", "Friday 25 December"),
    ],
)
def test_the_page_says_what_was_understood(words: str, said: str) -> None:
    now = dt.datetime(2026, 11, 26, 10)
    window = read_when(words, now, "england").window
    assert window is not None and window.in_words(now.date()) == said


def test_a_change_of_hours_keeps_the_days_that_differ(place: Any, lists: Lists) -> None:
    with listed_at("2026-11-25T09:00"):
        offer = lists("Repair café", ("sat", 10, 12), other_days=(OtherDay(dt.date(2026, 11, 28)),))
        draft = OfferDraft(
            title="Repair café", kind="service", sphere="civic", shown_from="A club", imported=True,
            weekly=(Weekly("sat", dt.time(9), dt.time(13)),), where=("venue",),
        )  # fmt: skip
        change_offer(offer=offer, draft=draft, by=OFFICER)
    assert asked(place, "2026-11-25T09:00", "open on Saturday 28 November") == {}
    assert asked(place, "2026-11-25T09:00", "open 5 December") == {"Repair café": "Sat 5 Dec 09:00"}


def test_what_goes_on_now_says_until_when(place: Any, lists: Lists) -> None:
    with time_machine.travel(dt.datetime(2026, 11, 26, 17, 30, tzinfo=dt.UTC), tick=False):
        lists("Chair yoga", ("thu", 17, 19))
        [result] = find(place, "chair yoga").results
        assert "Now, until 7pm." in result.why
        assert cards_for(place, [result])[0].when == "Now, until 7pm."
