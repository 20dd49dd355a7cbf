"""What nobody has yet is told by month, ward, time and source, and no number under ten can be worked out of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
from collections import Counter
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import gap_work
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.directory.actions.work_on_gap import meet_gap, work_on_gap
from helpfulacts.directory.gap_figures import (
    GapFigure,
    GapRow,
    Split,
    both_whens,
    gap_figures,
    split,
    when_of,
)
from helpfulacts.directory.gaps_told import gaps_by_month, gaps_so_far
from helpfulacts.directory.models import Offer
from helpfulacts.exchange.gap_files import as_csv, as_json
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.places.selectors import area_by_name
from helpfulacts.promises.actions.fire_notices import fire_notices
from helpfulacts.promises.models import Promise
from helpfulacts.promises.selectors import asked_by, days_to_keep

OCTOBER = dt.date(2026, 10, 1)
WARDS, WHENS = ("East", "North", "South", "West"), ("any", "evening", "weekend")
ARCHITECT = Actor("Ines, system-architect", "system-architect")


def test_a_total_gives_no_hidden_name_away() -> None:
    assert split({"E": 12, "N": 10, "S": 4, "W": 9}) == Split((("E", 12), ("N", 10)), ("S", "W"))
    assert split({"E": 12, "N": 10, "S": 4}) == Split((("E", 12),), ("N", "S")), "26 less 22 would say 4"
    assert split({"E": 12, "N": 9, "S": 9}).shown == (), "18 over two under ten would say nine and nine"
    assert split(dict.fromkeys("abcdefghijkl", 1)) == Split(), "12 in twelve would say one each"


def test_a_time_is_one_word_that_says_little() -> None:
    said = {(): "any", ("mon_am", "tue_pm"): "day", ("fri_eve",): "evening", ("sat_eve", "sun_am"): "weekend"}
    assert {slots: when_of(slots) for slots in said} == said
    assert when_of(["mon_am", "sat_am"]) == "several"
    assert [both_whens("any", "evening"), both_whens("evening", "evening")] == ["evening", "evening"]
    assert [both_whens("any", "any"), both_whens("weekend", "evening")] == ["any", "several"]


def _bounds(told: GapFigure, keys: list[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[float, float]]:
    """The auditor: the least and the most that a cell, a ward or a time can be, given all that was told (HiGHS)."""
    names = {"wards": WARDS, "whens": WHENS}
    cells = list(itertools.product(WARDS, WHENS))
    rows, least, most = [], [], []

    def say(chosen: Any, low: float, high: float) -> None:
        rows.append([1.0 if chosen(cell) else 0.0 for cell in cells])
        least.append(low)
        most.append(high)

    say(lambda cell: True, *((told.times, told.times) if told.times else (1, 9)))
    for at, parts in enumerate((told.wards, told.whens)):
        shown = dict(parts.shown)
        for name in names[("wards", "whens")[at]]:
            if name in shown:
                say(lambda cell, n=name, a=at: cell[a] == n, shown[name], shown[name])
            elif name in parts.some_in:
                say(lambda cell, n=name, a=at: cell[a] == n, 1, np.inf)
            elif parts.some_in or sum(shown.values()) == told.times:
                say(lambda cell, n=name, a=at: cell[a] == n, 0, 0)  # not there at all
    matrix = np.array(rows)
    finite = np.isfinite(most)
    upper, limit = (
        np.vstack([-matrix, matrix[finite]]),
        np.concatenate([-np.array(least), np.array(most)[finite]]),
    )
    found = {}
    for key in keys:
        inside = [set(key) <= set(cell) for cell in cells]
        ends = [
            linprog([sign * float(one) for one in inside], A_ub=upper, b_ub=limit, method="highs").fun
            for sign in (1, -1)
        ]
        found[key] = (round(ends[0], 6), round(-ends[1], 6))
    return found


def test_no_number_under_ten_can_be_worked_out_from_what_is_told() -> None:
    rng = np.random.default_rng(20261126)
    told_small = 0
    for _ in range(60):
        size = int(rng.choice([4, 12, 25]))
        cells = {
            cell: int(rng.integers(1, size))
            for cell in itertools.product(WARDS, WHENS)
            if rng.random() < rng.choice([0.3, 0.9])
        }
        rows = [
            GapRow(OCTOBER, ("food",), ward, when, "plan")
            for (ward, when), times in cells.items()
            for _ in range(times)
        ]
        if not rows:
            continue
        (told,) = gap_figures(rows)
        assert told.times == (len(rows) if len(rows) >= 10 else None)
        truth: Counter[tuple[str, ...]] = Counter()
        for (ward, when), times in cells.items():
            truth.update({(ward, when): times, (ward,): times, (when,): times})
        for parts in (told.wards, told.whens):
            assert all(times == truth[(name,)] >= 10 for name, times in parts.shown)
        small = [key for key, times in truth.items() if 0 < times < 10] if told.times else []
        for key, (low, high) in _bounds(told, small).items():
            told_small += 1
            assert low <= truth[key] <= high
            assert high - low >= 10, f"{key} is {truth[key]}, and only {low} to {high} is left"
    assert told_small > 100, "the audit had something to audit"


@pytest.mark.django_db
def test_a_month_is_told_when_it_is_over_and_each_by_itself(place: Any) -> None:
    north, day = area_by_name(place, "North"), today()
    before = dt.datetime.combine(day.replace(day=1) - dt.timedelta(days=3), dt.time(12), dt.UTC)
    assert gaps_by_month(place, day) == [] and gaps_so_far(place, day) == []
    with as_if(before):
        for number in range(12):
            log_gap(place=place, facets=["money"], ward=north, times=["tue_eve"], source="note")
            log_gap(place=place, facets=["food"], source="finding") if number < 9 else None
    for _ in range(30):
        log_gap(place=place, facets=["money", "clothing"], ward=north, source="finding")
    assert gaps_so_far(place, day) == ["clothing", "money"]
    (month,) = gaps_by_month(place, day)
    assert month.first == before.date().replace(day=1)
    money, food = month.figures
    assert (money.facet, money.times, money.wards.shown) == ("money", 12, (("North", 12),)), (
        "this month adds nothing"
    )
    assert money.whens.shown == (("evening", 12),) and money.sources.shown == (("note", 12),)
    assert food == GapFigure("food", None) and month.times("grief") == 0
    told = json.loads(as_json(place, [month]))
    assert (
        told["months"][0]["figures"][0]["wards"] == {"North": 12}
        and told["months"][0]["figures"][1]["times"] == "some"
    )
    rows = list(csv.reader(io.StringIO(as_csv(place, [month]))))
    assert [f"{month.first:%Y-%m}", "Money and debt", "time", "In the evening", "12"] in rows
    assert [f"{month.first:%Y-%m}", "Food", "whole", place.name, "some"] in rows


@pytest.mark.django_db
def test_a_gap_is_worked_on_by_one_body_until_a_day_and_met_by_an_offer(place: Any, draft: Any) -> None:
    one, other = (begin_organisation(place=place, name=name) for name in ("Advice shop", "A church"))
    soon = today() + dt.timedelta(days=2)
    said: dict[str, Any] = {
        "place": place,
        "facet": "money",
        "ward": area_by_name(place, "North"),
        "by": ARCHITECT,
    }
    with pytest.raises(NotAllowed):
        work_on_gap(**{**said, "by": Actor("Tom", "navigator")}, body=one, until=soon)
    with pytest.raises(Refused, match="from today on"):
        work_on_gap(**said, body=one, until=today() - dt.timedelta(days=1))
    first = work_on_gap(**said, body=one, until=soon)
    assert work_on_gap(**said, body=one, until=soon) == first, "said twice is said once"
    second = work_on_gap(**said, body=other, until=soon)
    first.refresh_from_db()
    assert first.exception == "It was handed over." and second.by_shown_as == "A church"
    assert asked_by(second) == "a system-architect"
    itself = {**said, "by": Actor("Ola, officer", "officer", body_id=other.pk)}
    third = work_on_gap(**itself, body=other, until=soon)
    assert asked_by(third) == "" and work_on_gap(**said, body=other, until=soon) == third, (
        "its own word stays"
    )
    second.refresh_from_db()
    assert second.exception == "The body took it on itself."
    second = third
    (work,) = gap_work.work_on_gaps(place, ["North", "South"])
    assert (work.facet, work.ward, work.met, work.promise) == ("money", "North", "", second)
    fire_notices(place=place, day=today())
    assert [row.promise for row in days_to_keep(place)] == [second], "its day is on the list of days to keep"
    bit, good = list_offers(
        place=place,
        drafts=[
            draft("service", title=title, facets={"money": grade})
            for title, grade in (("A leaflet", 1), ("Debt advice", 3))
        ],
    )
    assert list(gap_work.that_meet(place, "money", said["ward"])) == [good]
    unfit: list[dict[str, Any]] = [
        {"serves_wards": ["South"]}, {"status": "hidden"},
    ]  # fmt: skip
    for fields in unfit:
        before = {name: getattr(good, name) for name in fields}
        Offer.objects.filter(pk=good.pk).update(**fields)
        with pytest.raises(Refused, match="helps with this"):
            meet_gap(**said, offer=good)
        Offer.objects.filter(pk=good.pk).update(**before)
    with pytest.raises(Refused, match="helps with this"):
        meet_gap(**said, offer=bit)
    meet_gap(**said, offer=good)
    Offer.objects.filter(pk=good.pk).update(title="Help with debts")
    (work,) = gap_work.work_on_gaps(place, ["North"])
    assert work.met == "Help with debts", "its name of today"
    Offer.objects.filter(pk=good.pk).update(status="hidden")
    assert gap_work.work_on_gaps(place, ["North"]) == [], "what is hidden is not named, and meets nothing"
    Offer.objects.filter(pk=good.pk).update(status="active")
    with pytest.raises(Refused, match="Nobody works on this"):
        meet_gap(**said, offer=good)
    assert Promise.objects.filter(place=place, clock="taken-on").count() == 3 and now() >= second.made_at
