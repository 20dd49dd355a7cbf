"""When it happens: the usual week as a giver edits it, and as the page of an offer shows it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from office_samples import World, build

from helpfulacts.core import register
from helpfulacts.core.clock import as_if
from helpfulacts.core.errors import NotAllowed
from helpfulacts.directory.actions.change_days import say_bank_holidays, set_day
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.drafts import OtherDay, Repeats
from helpfulacts.directory.models import Occurrence, Schedule
from helpfulacts.directory.selectors import offer_by_id
from helpfulacts.directory.week_grid import Slot, Week, as_plain, from_plain, week_of
from helpfulacts.directory.week_words import other_words
from helpfulacts.people.actor import NOBODY, SYSTEM

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)  # a Tuesday
TEN, NOON, TWO, FOUR = dt.time(10), dt.time(12), dt.time(14), dt.time(16)
SATURDAYS = ("sat", "10:00", "12:00", "week")


@pytest.fixture
def world(place: Any) -> Any:
    with as_if(MOMENT):
        yield build(place, with_round=False)


def ours(world: World) -> Any:
    return offer_by_id(world.place, world.offers["tea"].pk)


def page(world: World) -> str:
    return world.url(f"offers/{world.offers['tea'].pk}/week")


def sent(*slots: tuple[str, str, str, str], **more: str) -> dict[str, str]:
    """A form as a browser sends it."""
    data = {"slots": str(len(slots)), "key": "k" * 20}
    for at, values in enumerate(slots):
        parts = ("day", "starts", "ends", "often")
        data |= {f"slot_{at}_{part}": one for part, one in zip(parts, values, strict=True)}
    return data | more


def test_the_next_dates_are_said_before_anything_is_saved(world: World) -> None:
    say_bank_holidays(offer=ours(world), answer="closed", by=SYSTEM)
    set_day(offer=ours(world), other=OtherDay(dt.date(2026, 12, 12), reason="A wedding"), by=SYSTEM)
    rae = world.browser("provider")
    answer = rae.post(page(world), sent(SATURDAYS, ("sun", "14:00", "16:00", "1"), do="look"))
    text = answer.content.decode()
    assert answer.status_code == 200 and "Nothing is saved yet" in text
    assert "Saturday 5 December, 10am to noon" in text and "Sunday 6 December, 2pm to 4pm" in text
    assert "12 December" not in text and "26 December" not in text, "closed days are no dates"
    assert not Schedule.objects.filter(offer=world.offers["tea"]).exists()
    assert rae.post(page(world), sent(SATURDAYS, do="save")).status_code == 302
    there = Occurrence.objects.filter(offer=world.offers["tea"]).order_by("day")
    assert [f"{row.day:%d/%m} {row.starts:%H}" for row in there][:3] == ["05/12 10", "19/12 10", "02/01 10"]


def test_the_last_change_is_undone_and_done_again(world: World) -> None:
    rae = world.browser("provider")
    rae.post(page(world), sent(SATURDAYS, do="save", key="a" * 20))
    rae.post(page(world), sent(("sun", "14:00", "16:00", "1"), do="save", key="b" * 20))
    assert week_of(ours(world), MOMENT.date()).slots == (Slot("sun", TWO, FOUR, "1"),)
    assert "Go back to how it was before" in rae.get(page(world)).content.decode()
    rae.post(world.url("our-offers/undo"), {"key": "c" * 20})
    assert week_of(ours(world), MOMENT.date()).slots == (Slot("sat", TEN, NOON),)
    rae.post(world.url("our-offers/undo"), {"key": "d" * 20})
    assert week_of(ours(world), MOMENT.date()).slots == (Slot("sun", TWO, FOUR, "1"),)


def test_undoing_what_was_never_changed_is_refused(world: World) -> None:
    answer = world.browser("provider").post(world.url("our-offers/undo"), {"key": "x" * 20}, follow=True)
    assert "There is nothing to take back." in answer.content.decode()


def test_mistakes_are_said_beside_the_line_and_nothing_is_lost(world: World) -> None:
    wrong = sent(
        ("mon", "9:00", "5:00", "week"), ("tue", "10:00", "", "week"), ("", "11:00", "", "week"),
        ("wed", "x", "12:00", "week"), do="save",
    )  # fmt: skip
    answer = world.browser("provider").post(page(world), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and 'value="9:00"' in text
    for words in (
        "write 17:00 and not 5:00",
        "Say until what time",
        "Choose the day",
        "Write a time, for example 14:30.",
    ):
        assert words in text
    assert not Schedule.objects.filter(offer=world.offers["tea"]).exists()


def test_no_day_takes_a_line_away_whatever_its_times(world: World) -> None:
    rae, sunday = world.browser("provider"), ("sun", "14:00", "16:00", "week")
    rae.post(page(world), sent(SATURDAYS, sunday, do="save", key="a" * 20))
    assert "Choose “No day” to take a line away." in rae.get(page(world)).content.decode()
    assert [one.day for one in week_of(ours(world), MOMENT.date()).slots] == ["sat", "sun"]
    gone = ("", *SATURDAYS[1:])
    assert rae.post(page(world), sent(gone, sunday, do="save", key="b" * 20)).status_code == 302
    assert [one.day for one in week_of(ours(world), MOMENT.date()).slots] == ["sun"]


@pytest.mark.parametrize(
    ("slots", "words"),
    [((), "Say at least one day and time"), ((SATURDAYS, SATURDAYS), "The same time is there twice")],
)
def test_what_cannot_be_saved_is_refused_in_one_sentence(world: World, slots: Any, words: str) -> None:
    answer = world.browser("provider").post(page(world), sent(*slots, do="save"))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Schedule.objects.filter(offer=world.offers["tea"]).exists()


def test_one_more_line_keeps_what_was_typed_and_says_no_mistake(world: World) -> None:
    answer = world.browser("provider").post(page(world), sent(("mon", "9:00", "", "week"), more="1"))
    text = answer.content.decode()
    assert answer.status_code == 200 and "slot_1_day" in text and 'value="9:00"' in text
    assert "Mistake" not in text


@pytest.mark.parametrize("number", ["-1", "99999", "x", "٣", ""])
def test_a_made_up_number_of_lines_breaks_nothing(world: World, number: str) -> None:
    answer = world.browser("provider").post(page(world), sent() | {"slots": number})
    assert answer.status_code == 200 and "No date in the next 13 weeks" in answer.content.decode()


def test_a_rule_that_lines_cannot_show_is_kept_and_said_in_words(world: World) -> None:
    fifth = Repeats("FREQ=MONTHLY;BYDAY=5FR", TEN, NOON, dt.date(2026, 1, 1))
    odd = Repeats("FREQ=MONTHLY;BYMONTHDAY=13", TEN, NOON, dt.date(2026, 1, 1))
    change_when(offer=ours(world), week=Week((Slot("sat", TEN, NOON),), (fifth, odd)), by=SYSTEM)
    rae = world.browser("provider")
    text = rae.get(page(world)).content.decode()
    assert "The fifth Friday of the month, 10am to noon. Next: Friday 29 January 2027" in text
    assert "At times of its own, 10am to noon. Next: Sunday 13 December" in text
    ticked = {"other_0": "on", "other_1": "on"}
    rae.post(page(world), sent(("sun", "10:00", "12:00", "week"), do="save", **ticked))
    assert set(week_of(ours(world), MOMENT.date()).others) == {fifth, odd}
    kept = {"other_0": "on"}
    rae.post(page(world), sent(SATURDAYS, do="save", key="z" * 20, **kept))
    assert week_of(ours(world), MOMENT.date()).others == (fifth,), "the tick of the other was taken off"


def test_the_same_week_again_changes_nothing(world: World) -> None:
    rae = world.browser("provider")
    rae.post(page(world), sent(SATURDAYS, do="save", key="a" * 20))
    before = register.head(world.place)
    answer = rae.post(page(world), sent(SATURDAYS, do="save", key="b" * 20), follow=True)
    assert "as before. Nothing was changed." in answer.content.decode()
    assert register.head(world.place) == before


@pytest.mark.parametrize("written", ["14:30", "14.30", "2:30pm", "2.30PM"])
def test_a_time_is_read_as_people_write_it(world: World, written: str) -> None:
    world.browser("provider").post(page(world), sent(("fri", written, "4pm", "week"), do="save"))
    text = Client().get(world.url(f"offers/{world.offers['tea'].pk}")).content.decode()
    assert "2:30pm to 4pm" in text


def test_the_desk_takes_its_own_change_back(world: World) -> None:
    desk = world.browser("navigator")
    desk.post(page(world), sent(SATURDAYS, do="save", key="a" * 20))
    assert "Go back to how it was before" in desk.get(page(world)).content.decode()
    desk.post(world.url("our-offers/undo"), {"key": "b" * 20})
    assert week_of(ours(world), MOMENT.date()).slots == ()


def test_every_line_comes_back_as_it_was_saved(world: World) -> None:
    often = ("week", "fortnight", "other_fortnight", "1", "2", "3", "4", "-1")
    week = Week(
        tuple(Slot("wed", dt.time(hour), dt.time(hour + 1), one) for hour, one in enumerate(often, 9))
    )
    change_when(offer=ours(world), week=week, by=SYSTEM)
    assert week_of(ours(world), MOMENT.date()) == week == from_plain(as_plain(week))
    later = week_of(ours(world), MOMENT.date() + dt.timedelta(weeks=1))
    turned = {one.starts.hour: one.often for one in later.slots}
    assert (turned[10], turned[11]) == ("other_fortnight", "fortnight"), "the week after, they change places"


def test_the_page_of_an_offer_shows_its_usual_week(world: World) -> None:
    week = Week((Slot("fri", TEN, NOON), Slot("fri", TWO, FOUR, "1"), Slot("tue", TWO, FOUR, "fortnight")))
    change_when(offer=ours(world), week=week, by=SYSTEM)
    text = Client().get(world.url(f"offers/{world.offers['tea'].pk}")).content.decode()
    for words in (
        "The usual week",
        "2pm to 4pm, the first of the month",
        "every second week: next on 1 December",
    ):
        assert words in text


def test_only_who_gives_it_or_the_desk_changes_it(world: World) -> None:
    with pytest.raises(NotAllowed):
        change_when(offer=ours(world), week=Week((Slot("fri", TEN, NOON),)), by=NOBODY)


def test_a_rule_in_words() -> None:
    last = Repeats("RRULE:FREQ=MONTHLY;BYDAY=-1MO", TEN, NOON, dt.date(2026, 12, 3))
    assert other_words(last, MOMENT.date()).startswith(
        "The last Monday of the month, 10am to noon. Next: Monday 28 December"
    )
