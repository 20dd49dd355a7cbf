"""What rules and changes would do, before anybody decides: who gains and loses, and nobody can be found in it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from helpfulacts.coordination.changes import NO_CHANGES, Changes
from helpfulacts.coordination.models import Draw, Run
from helpfulacts.coordination.rule_reading import parse, shipped
from helpfulacts.coordination.what_if import drawing
from helpfulacts.coordination.what_if.counting import everybody
from helpfulacts.coordination.what_if.drawing import PLACED, SEEDS, draw
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.principles import PRINCIPLES

pytestmark = pytest.mark.django_db


def silent(what: str, done: float) -> None:
    pass


@pytest.fixture
def club(make_offer: Any) -> Any:
    return make_offer("Repair Saturday", places=12)


@pytest.fixture
def asked(rules: Any, club: Any, make_asker: Any) -> list[Any]:
    """30 who say they have no food, and 30 who do not: 12 places, so the first are served first."""
    first = [make_asker(facts={"no_food": True, "low_income": True}, age_band="50-64") for _ in range(30)]
    return first + [make_asker(age_band="25-49", sector="TT3 1") for _ in range(30)]


def column(figures: dict[str, Any], name: str, scenario: int = 1) -> Any:
    return figures["columns"][scenario][name]


def test_the_same_rules_change_nothing_for_anybody(place: Any, asked: Any) -> None:
    figures = work_out(place, [Scenario("As now", shipped("default"))], today()).figures
    for what in ("gain", "lose", "leave"):
        assert column(figures, what) == {"mean": 0, "between": [0, 0]}
    for group in figures["groups"]:
        for row in group["rows"]:
            assert row["columns"][1]["gain"] == row["columns"][1]["lose"] == 0
    assert figures["columns"][0]["placed"] == figures["columns"][1]["placed"]
    assert figures["columns"][0]["asked"] == 60


def test_gentler_rules_move_places_from_the_first_group_to_everybody(place: Any, asked: Any) -> None:
    figures = work_out(place, [Scenario("One group", shipped("one-class"))], today()).figures
    by_class = next(group for group in figures["groups"] if group["code"] == "class")
    first, last = by_class["rows"][0], by_class["rows"][-1]
    assert first["columns"][0]["placed"] == 10 and last["columns"][0]["placed"] == 0, (
        "12 places, by the rules"
    )
    assert first["columns"][1]["placed"] is None and last["columns"][1]["placed"] is None
    assert column(figures, "lose") == column(figures, "gain") == {"mean": None, "between": None}
    assert first["columns"][1]["lose"] is None and last["columns"][1]["gain"] is None, (
        "few in all: not by group"
    )
    assert first["columns"][0]["low"] < first["columns"][0]["share"] < first["columns"][0]["high"]


def test_more_places_never_cost_anybody_theirs_in_any_draw(place: Any, asked: Any, club: Any) -> None:
    now = draw(place, shipped("default"), today(), NO_CHANGES, silent)
    then = draw(place, shipped("default"), today(), Changes({club.pk: 19}), silent)
    assert ((now.status == PLACED) <= (then.status == PLACED)).all()
    assert (then.status == PLACED).sum(axis=1).tolist() == [19] * len(SEEDS)
    gained = everybody([now, then]).counts(np.ones(60, bool))[1]
    assert gained["gain"].tolist() == [7] * len(SEEDS) and not gained["lose"].any()


def test_an_offer_that_ends_costs_its_places(place: Any, asked: Any, club: Any) -> None:
    figures = work_out(
        place, [Scenario("It ends", shipped("default"), ends=frozenset({club.pk}))], today()
    ).figures
    assert column(figures, "placed")["mean"] == 0 and column(figures, "lose")["mean"] == 10
    assert column(figures, "gaps")["mean"] == 60
    (impact,) = figures["impact"]
    assert impact["ends"] and impact["offer"] == str(club.pk) and impact["waiting"] == 60


def test_the_same_inputs_give_the_same_bytes_and_nothing_is_written(
    place: Any, asked: Any, club: Any
) -> None:
    scenarios = [
        Scenario("More", shipped("default"), {club.pk: 30}), Scenario("One", shipped("one-class"))
    ]  # fmt: skip
    before = register.head(place), Run.objects.count(), Draw.objects.count()
    one, two = (json.dumps(work_out(place, scenarios, today()).figures, sort_keys=True) for _ in range(2))
    assert one == two
    assert (register.head(place), Run.objects.count(), Draw.objects.count()) == before
    for person in asked:
        assert str(person.pk) not in one and person.ticket_id not in one


def test_the_seed_of_a_draw_that_waits_is_never_used(place: Any, asked: Any, monkeypatch: Any) -> None:
    used = []
    real = drawing.worked_out

    def watched(*given: Any) -> Any:
        used.append(given[-1])
        return real(*given)

    monkeypatch.setattr(drawing, "worked_out", watched)
    work_out(place, [Scenario("As now", shipped("default"))], today())
    waits = Draw.objects.get(place=place, revealed_at__isnull=True).seed
    assert set(used) == set(SEEDS) and waits not in used


def test_every_principle_has_one_mark_and_one_sentence(place: Any, asked: Any) -> None:
    figures = work_out(place, [Scenario("One group", shipped("one-class"))], today()).figures
    (card,) = figures["principles"]
    assert [line["code"] for line in card] == [one.code for one in PRINCIPLES]
    assert {line["mark"] for line in card} <= {"supports", "costs", "unknown", "not assessed"}
    assert all(line["sentence"].endswith(".") for line in card)
    assert next(line for line in card if line["code"] == "P5")["mark"] == "not assessed"


def sentences(place: Any, *scenarios: Scenario) -> dict[str, str]:
    card = work_out(place, list(scenarios), today()).figures["principles"][0]
    return {line["code"]: line["sentence"] for line in card}


def test_what_is_hidden_is_said_to_be_hidden_and_not_too_few(place: Any, asked: Any) -> None:
    """30 of those who ask say that they have little money, but fewer than ten gain or lose a place."""
    said = sentences(place, Scenario("One group", shipped("one-class")))
    for code in ("P6", "W4"):
        assert "Hidden, so that nobody can be found" in said[code] and "Too few" not in said[code]


def test_where_nobody_says_it_that_is_said(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer("Repair Saturday", places=12)
    for _ in range(30):
        make_asker(age_band="25-49")
    said = sentences(place, Scenario("As now", shipped("default")))
    assert said["W4"].startswith("Nobody who asks says that they have little money")
    assert said["P6"].startswith("Those who ask live in areas that are alike")


def test_what_can_be_told_of_little_money_is_told(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer("Repair Saturday", places=100)
    for number in range(60):
        make_asker(facts={"low_income": True} if number % 2 else {})
    said = sentences(place, Scenario("As now", shipped("default")))
    assert said["W4"].startswith("Of people who say they have little money 100% have a place")


def test_each_way_says_how_its_rules_differ(place: Any, asked: Any) -> None:
    ways = [Scenario("As now", shipped("default")), Scenario("One group", shipped("one-class"))]
    same, other = work_out(place, ways, today()).figures["scenarios"]
    assert same["differs"] == []
    assert any(line.startswith("Gone: the group") for line in other["differs"])
    assert not any("Where the decision is written" in line for line in other["differs"])


def test_costs_are_told_by_sphere_and_what_is_not_known_is_counted(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    row = {"bearer": "The council", "sphere": "public", "pence": 500, "paid_minutes": 0, "unpaid_minutes": 60}
    make_offer("Told", places=20, costs=[row])
    make_offer("Not told", places=15, facets={"grief": 3})
    for facet in ("repairs", "grief"):
        for _ in range(20):
            make_asker((facet,))
    costs = column(work_out(place, [Scenario("As now", shipped("default"))], today()).figures, "costs")
    assert costs["known"] == 20 and costs["not_known"] == 15 and costs["places"] == 35
    (public,) = costs["rows"]
    assert public == {"sphere": "public", "pence": 10_000, "paid_minutes": 0, "unpaid_minutes": 1_200}


def test_rights_met_and_unmet_are_counted(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    meal = make_offer("Food parcels", places=14, facets={"food": 3})
    for _ in range(30):
        make_asker(("food",), facts={"no_food": True})
    figures = work_out(place, [Scenario("More", shipped("default"), {meal.pk: 30})], today()).figures
    now, then = (next(right for right in one["rights"] if right["owed"] == 30) for one in figures["columns"])
    assert (now["met"], now["unmet"], then["met"], then["unmet"]) == (15, 15, 30, 0)
    assert next(line for line in figures["principles"][0] if line["code"] == "P6")["mark"] != "costs"


@pytest.mark.parametrize("number", [0, 4])
def test_one_to_three_are_told_side_by_side(place: Any, asked: Any, number: int) -> None:
    with pytest.raises(Refused):
        work_out(place, [Scenario(str(n), shipped("default")) for n in range(number)], today())


def test_without_rules_in_force_or_anybody_asking_it_says_so(place: Any) -> None:
    with pytest.raises(Refused, match="no rules in force"):
        work_out(place, [Scenario("As now", shipped("default"))], today())


def test_nobody_asks(place: Any, rules: Any) -> None:
    with pytest.raises(Refused, match="Nobody asks"):
        work_out(place, [Scenario("As now", parse(rules.document))], today())
