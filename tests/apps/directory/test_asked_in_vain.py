"""What cannot be asked for is said in one plain sentence, and what was meant is read as people mean it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.asked_in_vain import asked_in_vain
from helpfulacts.directory.asking_when import read_when
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.finding import find
from helpfulacts.directory.meanings import as_meant

THURSDAY = dt.datetime(2026, 11, 26, 10)


@pytest.mark.parametrize(
    ("words", "said", "rest"),
    [
        ("Lunch on 31 February", "There is no 31 February. Say another day.", "lunch"),
        ("open on 30/2", "There is no 30 February. Say another day.", "open"),
        ("open on 29 February 2027", "There is no 29 February 2027. Say another day.", "open"),
        ("open on 3 March 2020", "Tuesday 3 March 2020 is over. Say a day from today on.", "open"),
        ("3 March 2020", "Tuesday 3 March 2020 is over. Say a day from today on.", ""),
        ("anything on 3 March 2020", "Tuesday 3 March 2020 is over. Say a day from today on.", "anything"),
        ("what was on yesterday", "Yesterday is over. Say a day from today on.", "what was"),
        ("choir within 0 miles", "That is too near to look. Say at least 50 metres.", "choir"),
        ("choir within 500 miles", "That is too far to look. Say up to 60 miles.", "choir"),
        ("open at 25:00", "We did not understand the time “25:00”. Say it as 9am or 14:30.", "open"),
        ("yesterday at noon", "Yesterday is over. Say a day from today on.", ""),
        ("last Friday", "Last Friday is over. Say a day from today on.", ""),
        # all of it can be, or it is no question
        ("I fell last Friday", None, None),
        ("open at 6.30am", None, None),
        ("Lunch on 29 February", None, None),
        ("choir within 2 miles", None, None),
        ("I fell yesterday and need a lift", None, None),
        ("he died on 3 March 2020", None, None),
        ("I am up 24/7 with him", None, None),
        ("My benefits stopped on 12 October 2025", None, None),
        ("born on 4 May 1950", None, None),
        ("I was evicted, need a bed since the tenancy ended on 3 March 2020", None, None),
        ("my tenancy runs out, the letter is dated on 3 March 2020", None, None),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_and_the_rest_is_looked_up(
    words: str, said: str | None, rest: str | None
) -> None:
    assert asked_in_vain(words, THURSDAY.date()) == (((said,), rest) if said else ((), words))
    if said is None and words[-4:].isdigit():
        assert read_when(words, THURSDAY, "england").window is None, "nothing is open on a day that is over"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("open on Boxing Day", "Saturday 26 December"),
        ("open on the Boxing Day bank holiday", "Monday 28 December"),
        ("open on New Year's Day", "Friday 1 January 2027"),
        ("somewhere warm tonight at midnight", "Thursday 26 November, at midnight"),
        ("somewhere warm at midnight", "Thursday 26 November to Wednesday 2 December, at midnight"),
    ],
)
def test_a_day_of_a_name_is_that_day_and_midnight_is_midnight(words: str, said: str) -> None:
    window = read_when(words, THURSDAY, "england").window
    assert window is not None and window.in_words(THURSDAY.date()) == said


@pytest.mark.parametrize("words", ["open on Christmas Day", "a choir on Christmas Day"])
@pytest.mark.django_db
def test_what_says_it_runs_on_a_bank_holiday_comes_before_what_may_and_what_is_closed_is_left_out(
    place: Any, words: str
) -> None:
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        for title, hour, bank_holidays in (
            ("A choir, nobody told us", 9, "unknown"),
            ("Another choir that is closed", 9, "closed"),
            ("Choir with no time to sing", 14, "runs"),
        ):
            draft = OfferDraft(
                title=title, kind="service", sphere="civic", shown_from="A club", imported=True, where=("venue",),
                weekly=(Weekly("fri", dt.time(hour), dt.time(hour + 2)),), on_bank_holidays=bank_holidays,
                facets={"making": 3 if bank_holidays == "unknown" else 1},
            )  # fmt: skip
            list_offers(place=place, drafts=[draft])
        found = find(place, words).results
    assert [one.offer.title for one in found] == ["Choir with no time to sing", "A choir, nobody told us"]
    assert "Open Friday 25 December, 2pm to 4pm." in found[0].why
    assert "May be open Friday 25 December, 9am to 11am. Bank holiday: ring first." in found[1].why


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("I would like some company", "I would like some companionship"),
        ("Company for my mum", "companionship for my mum"),
        ("somebody to keep me company", "somebody to keep me companionship"),
        ("my gas company cut me off", "my gas company cut me off"),
        ("I want to start a company", "I want to start a company"),
    ],
)
def test_wanting_company_is_not_looking_for_a_firm(words: str, meant: str) -> None:
    assert as_meant(words) == meant


@pytest.mark.django_db
def test_a_day_that_is_gone_is_no_gap(place: Any) -> None:
    for words in ("last Friday", "yesterday at noon", "25:00"):
        found = find(place, words)
        assert found.in_vain and not found.results and not found.gap
