"""“A choir in the evenings”, “a hot meal at lunchtime”, “after school”: a part of the day without a day is read as a time, and
what only sounds like one is not.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.asked_words import asked_in_words
from helpfulacts.directory.asking_when import read_when
from helpfulacts.directory.drafts import Weekly
from helpfulacts.directory.finding import find

THURSDAY = dt.datetime(2026, 11, 26, 10)
WEEK = "Thursday 26 November to Wednesday 2 December"
EVENINGS, MORNINGS, LUNCHTIMES = f"{WEEK}, after 5pm", f"{WEEK}, 6am to noon", f"{WEEK}, noon to 2pm"
WEEKENDS = "Saturdays and Sundays until Sunday 20 December"


@pytest.mark.parametrize(
    ("words", "said", "rest"),
    [
        ("a choir in the evenings", EVENINGS, "a choir"),
        ("I want to sing in the evening", EVENINGS, "i want to sing"),
        ("somebody to sit with mum in the early evening", EVENINGS, "somebody to sit with mum"),
        ("of an evening somebody to play cards with", EVENINGS, "somebody to play cards with"),
        ("I am free in the evenings and can drive", EVENINGS, "i am free and can drive"),
        ("a choir, evenings are best", EVENINGS, "a choir, are best"),
        ("what's on in the evenings", EVENINGS, ""),
        ("yoga mornings", MORNINGS, "yoga"),
        ("a phone call every morning", MORNINGS, "a phone call"),
        ("I work nights, so something in the afternoons", f"{WEEK}, noon to 5pm", "i work nights, so something"),
        ("a sitter in the evenings or afternoons", f"{WEEK}, after noon", "a sitter"),
        ("a hot meal at lunchtime", LUNCHTIMES, "a hot meal"),
        ("a walk in my lunch hour", LUNCHTIMES, "a walk"),
        (
            "somewhere for the kids to play after school",
            f"weekdays, {WEEK}, 3pm to 6pm",
            "somewhere for the kids to play after school",
        ),
        ("chess today after school", "Thursday 26 November, 3pm to 6pm", "chess after school"),
        ("something for my son at the weekend", "Saturday 28 November to Sunday 29 November", "something for my son"),
        ("at a weekend, a walk", WEEKENDS, "a walk"),
        ("weekend mornings football", f"{WEEKENDS}, 6am to noon", "football"),
        ("exercise on a weekday evening", f"weekdays, {EVENINGS}", "exercise"),
    ],
)  # fmt: skip
def test_a_part_of_the_day_without_a_day_is_read(words: str, said: str, rest: str) -> None:
    asked = read_when(words, THURSDAY, "england-and-wales")
    assert asked.window is not None, words
    assert (asked.window.in_words(THURSDAY.date()), asked.rest.strip(", ")) == (said, rest)


NO_TIME = """
an evening class in Spanish
is the evening class open to all
an open evening at the college
Sunday lunch club
a lunchtime club
good morning
good morning I need food
coffee mornings
a coffee morning
quiz evenings
a parents evening
after school club
after school clubs for my daughter
after-school care
before and after school
what to do after school leavers day
afternoon tea
morning sickness
the morning after pill
an evening meal delivered
in the evening sun
I feel lonely in the evenings
lonely in the evenings
dark evenings get me down
My wife died in spring and the evenings are long. I would like some company.
I work evenings and need childcare
single mum working mornings
I can't get out in the evenings
my mum gets confused in the evening and I need a break
dad is worse in the mornings
my husband died in the afternoon
my knees are stiff in the morning
I cry every morning
no food at lunchtime
he fell at the weekend and cannot walk
I get low at the weekend
a weekend away for carers
he wakes at 3 in the morning
somebody to talk to 3 o'clock in the morning
I take vitamin B12 in the morning
company in the mornings or evenings
yoga evenings or weekends
exercise at weekends or in the evenings
"""


@pytest.mark.parametrize("words", NO_TIME.split("\n")[1:-1])
def test_what_names_a_thing_or_tells_of_a_day_is_no_time_and_loses_no_word(words: str) -> None:
    asked = read_when(words, THURSDAY, "england-and-wales")
    assert asked.window is None and asked.rest == words


def _asked(place: Any, at: str, words: str, *gone: str) -> tuple[dict[str, str], list[str]]:
    """Ask at a moment of universal time: (title → when it opens, the chips)."""
    with time_machine.travel(dt.datetime.fromisoformat(f"{at}+00:00"), tick=False):
        roll_occurrences(place=place)
        found = find(place, words, without=gone)
        chips = [chip["words"] for chip in asked_in_words(place, found)]
    return {
        one.offer.title: f"{one.opens.day:%a} {one.opens.day.day} {one.opens.day:%b} {one.opens.starts:%H:%M}"
        if one.opens
        else ""
        for one in found.results
    }, chips


@pytest.fixture
def choirs(place: Any, draft: Any) -> Any:
    """Two choirs, of Sunday evening and of Wednesday morning."""
    evening = draft(
        title="Evening choir", facets={"making": 3}, weekly=(Weekly("sun", dt.time(17), dt.time(18)),)
    )
    morning = draft(
        title="Morning choir", facets={"making": 3}, weekly=(Weekly("wed", dt.time(10), dt.time(11)),)
    )
    with time_machine.travel(dt.datetime(2026, 10, 22, 9, tzinfo=dt.UTC), tick=False):
        list_offers(place=place, drafts=[evening, morning])
    return place


@pytest.mark.django_db
def test_the_clocks_go_back_on_25_october_2026_and_the_evening_begins_at_five_on_the_wall(
    choirs: Any,
) -> None:
    found, chips = _asked(choirs, "2026-10-22T09:00", "a choir in the evenings")
    assert found == {"Evening choir": "Sun 25 Oct 17:00"}
    assert chips == ["Open Thursday 22 October to Wednesday 28 October, after 5pm"]
    # Half past five on the wall is 17:30 universal time from that day on.
    under_way, _ = _asked(choirs, "2026-10-25T17:30", "a choir in the evenings")
    assert under_way == {"Evening choir": "Sun 25 Oct 17:00"}
    over, _ = _asked(choirs, "2026-10-25T18:30", "a choir in the evenings")
    assert over == {"Evening choir": "", "Morning choir": ""}, (
        "none in the week to come: other times are shown"
    )


@pytest.mark.django_db
def test_the_clocks_go_forward_on_28_march_2027_and_the_evening_begins_an_hour_sooner(choirs: Any) -> None:
    under_way, _ = _asked(choirs, "2027-03-28T16:30", "a choir in the evenings")
    assert under_way == {"Evening choir": "Sun 28 Mar 17:00"}
    over, _ = _asked(choirs, "2027-03-28T17:30", "a choir in the evenings")
    assert over == {"Evening choir": "", "Morning choir": ""}


@pytest.mark.django_db
def test_it_is_a_chip_that_the_reader_takes_away(choirs: Any) -> None:
    found, chips = _asked(choirs, "2026-10-22T09:00", "a choir in the mornings")
    assert found == {"Morning choir": "Wed 28 Oct 10:00"}
    assert chips == ["Open Thursday 22 October to Wednesday 28 October, 6am to noon"]
    found, chips = _asked(choirs, "2026-10-22T09:00", "a choir in the mornings", "when")
    assert set(found) == {"Evening choir", "Morning choir"} and chips == []
