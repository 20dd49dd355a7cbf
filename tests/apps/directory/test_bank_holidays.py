"""Bank holidays are those that gov.uk published for England and Wales (gov.uk/bank-holidays)."""

from __future__ import annotations

import datetime as dt

import pytest

from helpfulacts.directory.bank_holidays import bank_holidays, holiday_on, next_called

PUBLISHED = {
    2020: "1-1 4-10 4-13 5-8 5-25 8-31 12-25 12-28",
    2021: "1-1 4-2 4-5 5-3 5-31 8-30 12-27 12-28",
    2022: "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27",
    2023: "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26",
    2024: "1-1 3-29 4-1 5-6 5-27 8-26 12-25 12-26",
    2025: "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    2026: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2027: "1-1 3-26 3-29 5-3 5-31 8-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_day_is_one_that_was_published(year: int) -> None:
    days = [dt.date(year, *map(int, text.split("-"))) for text in PUBLISHED[year].split()]
    assert list(bank_holidays(year)) == days


def test_the_substitute_days_carry_their_names() -> None:
    assert bank_holidays(2022)[dt.date(2022, 12, 27)] == "Christmas Day"  # the 25th was a Sunday
    assert bank_holidays(2021)[dt.date(2021, 12, 27)] == "Christmas Day"  # the 25th was a Saturday
    assert bank_holidays(2021)[dt.date(2021, 12, 28)] == "Boxing Day"
    assert bank_holidays(2026)[dt.date(2026, 12, 28)] == "Boxing Day"  # the 26th is a Saturday


def test_christmas_on_a_weekend_is_a_holiday_too() -> None:
    assert holiday_on(dt.date(2027, 12, 25)) == "Christmas Day"
    assert holiday_on(dt.date(2026, 12, 26)) == "Boxing Day"
    assert holiday_on(dt.date(2026, 12, 27)) == ""


def test_the_next_one_by_name() -> None:
    assert next_called("Good Friday", dt.date(2026, 11, 25)) == dt.date(2027, 3, 26)
    assert next_called("Boxing Day", dt.date(2026, 11, 25)) == dt.date(2026, 12, 28)
