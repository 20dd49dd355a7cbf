"""Who was served, with intervals and small numbers hidden; what more places and gentler rules would do."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.engine.evidence.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    # From Newcombe, Statistics in Medicine 17, 1998, table I, method 3 (Wilson's score interval).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_are_those_published(hits: int, n: int, low: float, high: float) -> None:
    assert wilson(hits, n) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@pytest.mark.django_db
def test_groups_areas_and_wards_add_up(place: Any, rules: Any, make_offer: Any, make_asker: Any) -> None:
    make_offer(places=8)
    for number in range(24):
        make_asker(sector="TT1 1" if number < 12 else "TT3 1", facts={"carer": number % 4 == 0})
    run = run_round(place=place)
    for rows in (selectors.served_by_class(run), selectors.served_by_decile(run)):
        assert sum(one.asked or 0 for one in rows) == 24
        assert sum(one.placed or 0 for one in rows) == run.placed
        assert all(one.low <= one.share <= one.high for one in rows if one.asked)
    wards = selectors.served_by_ward(run)
    assert [(one.label, one.asked, one.placed) for one in wards] == [("North", 12, None), ("South", 12, None)]


@pytest.mark.django_db
def test_more_places_are_worked_out_by_running_it_again(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.directory.models import CapacityPeriod

    pressed, quiet = make_offer("Pressed", places=1), make_offer("Quiet", places=1, facets={"food": 3})
    for _ in range(6):
        make_asker()
    make_asker(("food",)), make_asker(("food",))
    run = run_round(place=place, seed="m")
    rows = selectors.more_places(run, k=3)
    assert [(r.offer, r.helped, r.lost, r.waiting) for r in rows] == [(pressed, 3, 0, 5), (quiet, 1, 0, 1)]
    CapacityPeriod.objects.filter(offer=pressed).update(places=4)
    assert run_round(place=place, seed="m").placed == run.placed + 3


@pytest.mark.django_db
def test_gentler_rules_show_who_gains_and_who_loses(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=6)
    for number in range(20):
        make_asker(sector="TT3 1", facts={"carer": number < 6})
    run = run_round(place=place, seed="g")
    effects = {
        rule_set.title: selectors.effect_of_rules(run, rule_set) for rule_set in selectors.rules_beside(place)
    }
    one = effects["One group, rights first"]
    carers, others = one.by_class[1], one.by_class[2]
    assert (carers.placed_now, others.placed_now) == (6, 0)
    assert carers.lose == others.gain > 0 and others.lose == 0
    assert one.everyone.placed_then == one.everyone.placed_now == 6
    same = effects["Two bands, rights first"].everyone
    assert (same.gain, same.lose) == (0, 0)


@pytest.mark.django_db
def test_the_cases_to_open_are_alarms_near_misses_and_a_drawn_sample(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    make_offer(places=2)
    for _ in range(30):
        make_asker(sector="TT3 1")
    make_asker(("furniture",), facts={"no_bed": True})
    one, two = run_round(place=place, seed="x"), run_round(place=place, seed="x")
    whys = [opening.why for opening in selectors.cases_to_open(one)]
    assert whys == ["alarm", "cut_off", *["sample"] * 12]
    assert [o.allocation.index for o in selectors.cases_to_open(one)] == [
        o.allocation.index for o in selectors.cases_to_open(two)
    ]
    assert [(row.why, row.opened, row.of) for row in selectors.opened_so_far(one)] == [
        ("alarm", 0, 1), ("said", 0, 0), ("cut_off", 0, 1), ("sample", 0, 12),
    ]  # fmt: skip
