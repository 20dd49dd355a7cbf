"""How one service of a feed is read: the rules of docs/concepts/exchange.md, one by one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from oruk_feed import service

from helpfulacts.exchange.oruk import values
from helpfulacts.exchange.oruk.accessibility import facts_in
from helpfulacts.exchange.oruk.organisations import sphere_of
from helpfulacts.exchange.oruk.schedules import when

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"name": "X", "organization_identifiers": [{"identifier_scheme": "GB-LAE"}]}, "public"),
        ({"name": "X Ltd", "organization_identifiers": [{"identifier_scheme": "GB-CHC"}]}, "civic"),
        ({"name": "X", "website": "https://www.testham.gov.uk/help"}, "public"),
        ({"name": "X", "email": "desk@things.nhs.uk"}, "public"),
        ({"name": "Testham Borough Council"}, "public"),
        ({"name": "Grow Together CIC"}, "civic"),
        ({"name": "Handy Homes Ltd"}, "private"),
        ({"name": "X", "description": "A non-profit organisation."}, "civic"),
        ({"name": "X", "organization_identifiers": [{"identifier_scheme": "GB-COH"}]}, "private"),
        ({"name": "X"}, "civic"),
        ({"name": "Nhsomething gov.uk.example.com", "website": "https://gov.uk.example.com"}, "civic"),
    ],
)
def test_the_sphere_comes_from_the_first_hint_that_applies(record: dict[str, Any], expected: str) -> None:
    assert sphere_of(record)[0] == expected


def test_a_sphere_without_a_hint_is_marked_as_assumed() -> None:
    assert sphere_of({"name": "Choir"}) == ("civic", "assumed")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("10:00", dt.time(10)),
        ("10:00:00", dt.time(10)),
        ("8:00am", dt.time(8)),
        ("8am", dt.time(8)),
        ("12.30 pm", dt.time(12, 30)),
        ("12am", dt.time(0)),
        ("6:30 p.m.", dt.time(18, 30)),
        ("0930", dt.time(9, 30)),
        ("18:00:00Z", dt.time(18)),
        ("09:00:00+01:00", dt.time(9)),
        ("24:00", dt.time(23, 59)),
        ("", None),
        (None, None),
    ],
)
def test_times_are_read_as_feeds_write_them(said: Any, read: dt.time | None) -> None:
    assert values.time(said, "opening") == read


@pytest.mark.parametrize("said", ["25:00", "8", "noonish", "13pm", "10:99", 7, []])
def test_a_time_that_cannot_be_read_is_odd(said: Any) -> None:
    with pytest.raises(values.Odd):
        values.time(said, "opening")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("www.example.org/a", "https://www.example.org/a"),
        ("http://x.org", "http://x.org"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_web_address_without_its_scheme_gets_one(said: Any, read: str) -> None:
    assert values.website(said) == read


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "ftp://x.org", "https://", "not a site", "https://[", "//"]
)
def test_what_is_no_web_address_is_odd(said: str) -> None:
    with pytest.raises(values.Odd):
        values.website(said)


def test_words_lose_their_tags_and_control_characters() -> None:
    said = "<p>Tea &amp; toast</p><script>x</script>\x07 &lt;b&gt; " + "a" * 50
    assert values.text(said, 30).startswith("Tea & toast\nx aaa")
    assert len(values.text(said, 30)) == 30


@pytest.mark.parametrize(
    "said",
    [
        "<p>Tea &amp; toast</p>&lt;b&gt;free&lt;/b&gt;",
        "I <3 tea & cake > beer",
        "&amp;amp;amp;amp;amp;amp;amp;amp;amp;amp;lt;p&gt;",
        "one\r\n\n\n\n two\u2028three",
        "a" * 100,
    ],
)
def test_words_that_were_read_once_stay_as_they_are(said: str) -> None:
    once = values.text(said, 60)
    assert values.text(once, 60) == once
    assert values.line(values.line(said, 60), 60) == values.line(said, 60)


@pytest.mark.parametrize(
    ("schedule", "rule"),
    [
        ({"byday": "MO,WE"}, ["mon", "wed"]),
        ({"byday": "MO", "interval": 2, "dtstart": "2026-01-05"}, "FREQ=WEEKLY;BYDAY=MO;INTERVAL=2"),
        ({"byday": "MO", "valid_to": "2027-02-01"}, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270201"),
        ({"dtstart": "2026-01-06"}, ["tue"]),
        ({"freq": "MONTHLY", "byday": "1TU"}, "FREQ=MONTHLY;BYDAY=1TU"),
        ({"freq": "MONTHLY", "bymonthday": "15"}, "FREQ=MONTHLY;BYMONTHDAY=15"),
        ({"byday": "MO", "valid_to": "2005-01-01"}, []),
        ({"freq": None, "opens_at": None, "closes_at": None, "description": "By appointment"}, []),
    ],
)
def test_schedules_become_weekly_times_or_repetitions(schedule: dict[str, Any], rule: Any) -> None:
    full = {"freq": "WEEKLY", "opens_at": "10:00", "closes_at": "12:00"} | schedule
    weekly, repeats, odd = when({"schedules": [full]}, TODAY)
    assert odd == []
    if isinstance(rule, list):
        assert [week.day for week in weekly] == rule and not repeats
    else:
        assert [one.rrule for one in repeats] == [rule] and not weekly


@pytest.mark.parametrize(
    "schedule",
    [
        {"byday": "XX"},
        {"byday": None},
        {"freq": "DAILY"},
        {"opens_at": "late"},
        {"closes_at": None},
        {"closes_at": "09:00"},
        {"valid_from": "the spring"},
        {"interval": -1},
        {"freq": "MONTHLY", "byday": "TU"},
        {"freq": "MONTHLY", "byday": None, "bymonthday": "99"},
    ],
)
def test_a_schedule_that_cannot_be_used_says_why(schedule: dict[str, Any]) -> None:
    full = {"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"} | schedule
    weekly, repeats, odd = when({"schedules": [full]}, TODAY)
    assert not weekly and not repeats
    assert len(odd) == 1 and odd[0].endswith(".")


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Wheelchair access is possible on all levels.", {"step_free": "yes"}),
        ("There is no wheelchair access.", {"step_free": "no"}),
        ("Not fully accessible", {"step_free": "no"}),
        ("Induction loop", {"hearing_loop": "yes"}),
        (
            "Step-free entrance, but no accessible toilet. Hearing loop: not known.",
            {"step_free": "yes", "toilet": "no"},
        ),
        ("Step-free entrance: no", {"step_free": "no"}),
        (
            "Ring the bell. Blue Badge bays by the door; a quiet room. Lift: no",
            {"parking": "yes", "quiet": "yes", "lift": "no"},
        ),
        ("", {}),
    ],
)
def test_facts_are_read_from_words_and_unknown_is_not_no(words: str, read: dict[str, str]) -> None:
    found = facts_in({"accessibility": [{"description": words}]})
    assert {one.fact: one.answer for one in found} == read
    assert all(one.source == "import" and one.on is None for one in found)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cost_options": [{"amount": 0}]}, ("Free", 0)),
        (
            {"cost_options": [{"option": "Adult", "amount": 5}, {"option": "Child", "amount": 2}]},
            ("Adult: £5; Child: £2", None),
        ),
        ({"cost_options": [{"amount": 5, "currency": "EUR"}]}, ("5 EUR", None)),
        ({"cost_options": [{"amount": 5, "valid_to": "2001-01-01"}]}, ("", None)),
        ({"cost_options": None, "fees": "Free of charge."}, ("Free of charge.", 0)),
        ({"cost_options": None, "fees_description": "Ask us"}, ("Ask us", None)),
    ],
)
def test_costs_stay_words_unless_one_price_holds(feed: Any, changes: Any, expected: Any) -> None:
    feed.run(service(**changes))
    [offer] = feed.offers()
    assert (offer.cost, offer.cost_pence) == expected


def test_capacity_is_the_smaller_of_what_is_free_and_what_there_is(feed: Any) -> None:
    feed.run(service(service_capacity=[{"available": 12, "maximum": 10, "unit": {"name": "Bed"}}]))
    [period] = feed.offers()[0].capacity.all()
    assert (period.stated, period.unit) == (10, "bed")


def test_a_term_of_our_own_names_another_kind(feed: Any) -> None:
    term = {"id": "t", "taxonomy": "Helpful Acts kind", "name": "resource"}
    feed.run(service(attributes=[{"id": "a", "taxonomy_term": term}]))
    assert feed.offers()[0].kind == "resource"


def test_service_areas_that_name_our_wards_limit_who_it_serves(feed: Any) -> None:
    feed.run(service(service_areas=[{"name": "middle"}, {"name": "The moon"}]))
    assert feed.offers()[0].serves_wards == ["Middle"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"minimum_age": -1}, "youngest age"),
        ({"minimum_age": 40, "maximum_age": 30}, "ages were left out"),
        ({"minimum_age": "old"}, "youngest age"),
        ({"assured_date": "05/01/2026"}, "not a date"),
        ({"assured_date": "2090-01-01"}, "still to come"),
        ({"url": "javascript:alert(1)"}, "not a web address"),
        ({"cost_options": [{"amount": -5}]}, "not an amount of money"),
        ({"service_capacity": [{"maximum": -3}]}, "capacity is “-3”"),
        (
            {"schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "x", "closes_at": "12:00"}]},
            "opening time",
        ),
    ],
)
def test_a_part_that_cannot_be_used_is_left_out_with_its_reason(feed: Any, changes: Any, says: str) -> None:
    done = feed.run(service(**changes))
    assert (done.created, done.set_aside) == (1, 1)
    assert says in feed.reasons()[0]
