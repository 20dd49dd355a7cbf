"""Before an offer ends: who holds a place and who waits, what stands on it, the notice, and who must be asked; no names."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from helpfulacts.coordination.actions.confirm_run import confirm_run
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.coordination.impact import impact_of, notice_day
from helpfulacts.coordination.rule_reading import parse, shipped
from helpfulacts.coordination.what_if.naming import NOT_NAMED, named
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core.clock import today
from helpfulacts.directory.models import Offer, Prerequisite

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(make_offer: Any) -> Any:
    return make_offer(
        "Lunch club", places=25, permission="the hall", who_pays="ward money", facets={"food": 3}
    )


@pytest.fixture
def held(place: Any, rules: Any, club: Any, make_asker: Any, officer: Any, open_everything: Any) -> list[Any]:
    """20 of 65 and over from the north and 5 younger from the south have a place; 12 more wait."""
    people = [make_asker(("food",), age_band="65-79") for _ in range(20)]
    people += [make_asker(("food",), age_band="18-24", sector="TT3 1") for _ in range(5)]
    run = run_round(place=place)
    open_everything(run)
    confirm_run(run=run, by=officer)
    return people + [make_asker(("food",), age_band="50-64") for _ in range(12)]


def test_who_holds_and_who_waits_by_age_and_ward_without_names(
    place: Any, rules: Any, club: Any, held: list[Any]
) -> None:
    impact = impact_of(place, club, None, parse(rules.document), today())
    assert (impact["holding"], impact["waiting"]) == (25, 10)
    assert (impact["something_else"], impact["nothing_else"], impact["not_looked_at"]) == (0, 25, 0)
    assert [group["rows"] for group in impact["groups"]] == [[], []], "20 of the 25 would tell the five"
    said = json.dumps(impact)
    assert not any(str(person.pk) in said for person in held)


def test_what_stands_on_it_its_right_the_notice_and_who_is_asked(
    place: Any, rules: Any, club: Any, make_offer: Any
) -> None:
    Prerequisite.objects.create(place=place, offer=make_offer("Lifts to lunch"), needs=club)
    impact = impact_of(place, club, None, parse(rules.document), dt.date(2027, 11, 30))
    (impact,) = as_named(place, impact)["impact"]
    assert [one["title"] for one in impact["depends"]] == ["Lifts to lunch"]
    assert any(right["right"] == "I have no food" and right["body"] for right in impact["rights"])
    assert impact["not_before"] == "2028-02-29"
    assert {one["who"] for one in impact["ask"]} == {"A club in North", "the hall", "ward money"}


def as_named(place: Any, impact: Any) -> Any:
    return named(place, {"scenarios": [], "impact": [impact]})


def test_a_giver_who_left_is_named_no_more(place: Any, rules: Any, club: Any, make_offer: Any) -> None:
    after = make_offer("Lifts to lunch")
    Prerequisite.objects.create(place=place, offer=after, needs=club)
    scenario = Scenario("Ends", parse(rules.document), ends=frozenset({club.pk}))
    impact = impact_of(place, club, None, scenario.document, today())
    kept = json.dumps(impact)
    for name in ("Lunch club", "Lifts to lunch", "A club in North", "the hall", "ward money"):
        assert name not in kept, "what is kept for ever names nobody"
    Offer.objects.filter(pk__in=(club.pk, after.pk)).update(status="ended")
    (told,) = as_named(place, impact)["impact"]
    assert told["title"] == NOT_NAMED and told["ask"] == []
    assert [one["title"] for one in told["depends"]] == [NOT_NAMED]


def test_something_else_that_fits_is_counted(
    place: Any, rules: Any, club: Any, held: list[Any], make_offer: Any
) -> None:
    make_offer("Soup at six", places=30, facets={"food": 2})
    impact = impact_of(place, club, None, parse(rules.document), today())
    assert (impact["something_else"], impact["nothing_else"]) == (25, 0)


def test_fewer_places_than_people_hold_is_an_impact_too_and_nobody_loses_theirs(
    place: Any, club: Any, held: list[Any]
) -> None:
    figures = work_out(place, [Scenario("Smaller", shipped("default"), {club.pk: 10})], today()).figures
    (impact,) = figures["impact"]
    assert impact["places"] == 10 and not impact["ends"]
    assert figures["columns"][1]["lose"]["mean"] == 0 and figures["columns"][1]["placed"]["mean"] == 25
    ended = work_out(place, [Scenario("It ends", shipped("default"), ends=frozenset({club.pk}))], today())
    assert ended.figures["columns"][1]["lose"]["mean"] == 25
    same = work_out(place, [Scenario("As many", shipped("default"), {club.pk: 25})], today())
    assert same.figures["impact"] == []


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (dt.date(2027, 1, 15), dt.date(2027, 4, 15)),
        (dt.date(2027, 11, 30), dt.date(2028, 2, 29)),
        (dt.date(2027, 10, 31), dt.date(2028, 1, 31)),
        (dt.date(2027, 9, 30), dt.date(2027, 12, 30)),
    ],
)
def test_three_months_of_notice(day: dt.date, end: dt.date) -> None:
    assert notice_day(day) == end
