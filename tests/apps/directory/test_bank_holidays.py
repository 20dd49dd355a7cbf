"""Bank holidays are those that gov.uk published for each nation (gov.uk/bank-holidays.json, and the file behind it,
lib/data/bank-holidays.json of github.com/alphagov/frontend)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.asking_when import read_when
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.models import Occurrence
from helpfulacts.places.actions.create_place import create_place
from helpfulacts.places.bank_holidays import bank_holidays, holiday_on, next_called

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


SCOTLAND = {
    2019: "1-1 1-2 4-19 5-6 5-27 8-5 12-2 12-25 12-26",
    2020: "1-1 1-2 4-10 5-8 5-25 8-3 11-30 12-25 12-28",
    2021: "1-1 1-4 4-2 5-3 5-31 8-2 11-30 12-27 12-28",
    2022: "1-3 1-4 4-15 5-2 6-2 6-3 8-1 9-19 11-30 12-26 12-27",
    2023: "1-2 1-3 4-7 5-1 5-8 5-29 8-7 11-30 12-25 12-26",
    2024: "1-1 1-2 3-29 5-6 5-27 8-5 12-2 12-25 12-26",
    2025: "1-1 1-2 4-18 5-5 5-26 8-4 12-1 12-25 12-26",
    2026: "1-1 1-2 4-3 5-4 5-25 8-3 11-30 12-25 12-28",
    2027: "1-1 1-4 3-26 5-3 5-31 8-2 11-30 12-27 12-28",
}
NORTHERN_IRELAND = {
    2019: "1-1 3-18 4-19 4-22 5-6 5-27 7-12 8-26 12-25 12-26",
    2020: "1-1 3-17 4-10 4-13 5-8 5-25 7-13 8-31 12-25 12-28",
    2021: "1-1 3-17 4-2 4-5 5-3 5-31 7-12 8-30 12-27 12-28",
    2022: "1-3 3-17 4-15 4-18 5-2 6-2 6-3 7-12 8-29 9-19 12-26 12-27",
    2023: "1-2 3-17 4-7 4-10 5-1 5-8 5-29 7-12 8-28 12-25 12-26",
    2024: "1-1 3-18 3-29 4-1 5-6 5-27 7-12 8-26 12-25 12-26",
    2025: "1-1 3-17 4-18 4-21 5-5 5-26 7-14 8-25 12-25 12-26",
    2026: "1-1 3-17 4-3 4-6 5-4 5-25 7-13 8-31 12-25 12-28",
    2027: "1-1 3-17 3-26 3-29 5-3 5-31 7-12 8-30 12-27 12-28",
}
BY_NATION = {
    "england": PUBLISHED, "wales": PUBLISHED, "scotland": SCOTLAND, "northern-ireland": NORTHERN_IRELAND,
}  # fmt: skip


@pytest.mark.parametrize("nation", BY_NATION)
def test_every_day_is_one_that_was_published(nation: str) -> None:
    for year, texts in BY_NATION[nation].items():
        days = [dt.date(year, *map(int, text.split("-"))) for text in texts.split()]
        assert list(bank_holidays(year, nation)) == days, year


@pytest.mark.django_db
def test_a_place_keeps_the_holidays_of_its_nation_in_its_dates_and_its_questions(place: Any) -> None:
    there = create_place(slug="tayside", name="Tayside", person_to_talk_to="Ann", nation="scotland")
    draft = OfferDraft(
        title="Monday desk", kind="service", sphere="civic", shown_from="A club", imported=True, where=("venue",),
        weekly=(Weekly("mon", dt.time(10), dt.time(12)),), on_bank_holidays="closed",
    )  # fmt: skip
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC), tick=False):
        days = {}
        for one in (place, there):
            list_offers(place=one, drafts=[draft])
            days[one.slug] = set(Occurrence.objects.filter(place=one).values_list("day", flat=True))
        scottish, english = dt.date(2026, 8, 3), dt.date(2026, 8, 31)
        assert scottish in days["testham"] and scottish not in days["tayside"]
        assert english in days["tayside"] and english not in days["testham"]
        asked = {one.slug: narrowed(one, "open on St Andrew's Day") for one in (place, there)}
        assert asked["tayside"] == (dt.date(2026, 11, 30),) and asked["testham"] is None
    with pytest.raises(Refused, match="England, Wales, Scotland or Northern Ireland"):
        create_place(slug="mann", name="Mann", person_to_talk_to="Ann", nation="mann")


def narrowed(place: Any, words: str) -> tuple[dt.date, ...] | None:
    window = read_when(words, now(), place.nation).window
    return window.days if window else None


def test_the_substitute_days_carry_their_names() -> None:
    assert bank_holidays(2022, "england")[dt.date(2022, 12, 27)] == "Christmas Day"  # the 25th was a Sunday
    assert bank_holidays(2021, "england")[dt.date(2021, 12, 27)] == "Christmas Day"  # the 25th was a Saturday
    assert bank_holidays(2021, "england")[dt.date(2021, 12, 28)] == "Boxing Day"
    assert bank_holidays(2026, "england")[dt.date(2026, 12, 28)] == "Boxing Day"  # the 26th is a Saturday


def test_christmas_on_a_weekend_is_a_holiday_too() -> None:
    assert holiday_on(dt.date(2027, 12, 25), "england") == "Christmas Day"
    assert holiday_on(dt.date(2026, 12, 26), "england") == "Boxing Day"
    assert holiday_on(dt.date(2026, 12, 27), "england") == ""
    assert holiday_on(dt.date(2027, 1, 2), "scotland") == "2nd January"


def test_the_next_one_by_name() -> None:
    assert next_called("Good Friday", dt.date(2026, 11, 25), "england") == dt.date(2027, 3, 26)
    assert next_called("Boxing Day", dt.date(2026, 11, 25), "england") == dt.date(2026, 12, 28)
