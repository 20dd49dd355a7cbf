"""What fits and what comes near, against a plain reference that looks at each pair by itself."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from fitting_makers import compare, metres, world
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.coordination.fitting import Claims, OfferColumns, fit, gain
from helpfulacts.coordination.freeze import pool
from helpfulacts.engine.sharing.fit_codes import ASKS, TESTS
from helpfulacts.engine.sharing.instance import MICRO


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_fits_and_what_comes_near_equal_the_plain_reference(seed: int) -> None:
    claims, offers = world(seed)
    excluded = np.random.default_rng(seed).random((claims.size, offers.size)) < 0.1
    pairs, near = fit(claims, offers, excluded)
    expected = []
    close = np.zeros_like(near)
    for i in range(claims.size):
        for j in range(offers.size):
            grade, failed, asks = compare(claims, offers, i, j)
            if grade == 0 or excluded[i, j]:
                continue
            if not failed:
                mask = sum(1 << ASKS.index(name) for name in asks)
                expected.append((i, j, grade, metres(claims, offers, i, j), mask))
            elif len(failed) == 1:
                close[i, TESTS.index(failed.pop())] += 1
    assert list(zip(*(column.tolist() for column in vars(pairs).values()), strict=True)) == expected
    assert near.tolist() == close.tolist()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_persons_claims_are_pooled_and_a_pair_keeps_its_best(seed: int) -> None:
    claims, offers = world(seed)
    people = 4
    claims = replace(claims, person=np.random.default_rng(seed).integers(0, people, claims.size))
    pairs, _ = fit(claims, offers)
    instance, best = pool(people, np.ones(offers.size, np.int64), claims, pairs, 50_000)
    expected: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (claim, offer, grade, away) in enumerate(
        zip(*(one.tolist() for one in (pairs.claim, pairs.offer, pairs.grade, pairs.distance_m)), strict=True)
    ):
        mine = int(gain(int(claims.importance[claim]), grade, away, 50_000))
        key = (int(claims.person[claim]), offer)
        expected[key] = max(expected.get(key, (-1, 0)), (mine, -row))
    person = np.repeat(np.arange(people), np.diff(instance.indptr)).tolist()
    found = zip(person, instance.offer.tolist(), instance.gain.tolist(), best.tolist(), strict=True)
    assert {(i, j): (mine, -row) for i, j, mine, row in found} == expected


def test_where_nobody_has_a_known_ward_a_place_for_some_wards_is_asked_about() -> None:
    claims, offers = world(3)
    claims.ward[:] = -1
    none = offers.rows(slice(None))
    columns = OfferColumns(**{**vars(none), "wards": np.zeros((offers.size, 0), bool)})
    pairs, _ = fit(claims, columns)
    asked = (pairs.asks >> ASKS.index("ward") & 1).astype(bool)
    assert asked.any() and asked.tolist() == columns.restricted[pairs.offer].tolist()


def test_a_gain_is_importance_times_grade_less_the_travel_term_and_never_below_nothing() -> None:
    assert gain(3, 2, 4000, 50_000) == 6 * MICRO - 200_000
    assert gain(3, 2, -1, 50_000) == 6 * MICRO
    assert gain(1, 1, 30_000, 50_000) == 0


def test_what_you_offer_never_changes_what_you_receive() -> None:
    """Nothing a person gives, owes or has given can enter: there is no place for it in what is compared."""
    assert {one.name for one in fields(Claims)} == {
        "person", "facets", "importance", "times", "limit_m", "step_free", "latitude", "longitude", "ward",
        "languages", "age_low", "age_high", "yes", "no", "group",
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_many_pairs_are_compared_by_the_engine_with_the_same_answer(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    claims, offers = world(seed, 60, 25)
    excluded = np.random.default_rng(seed).random((60, 25)) < 0.1
    for out in (None, excluded):
        monkeypatch.undo()
        few, near_few = fit(claims, offers, out)
        monkeypatch.setattr("helpfulacts.coordination.fitting.BLOCK", 70)
        many, near_many = fit(claims, offers, out)
        for name, column in vars(few).items():
            other = getattr(many, name)
            assert column.dtype == other.dtype and column.tolist() == other.tolist()
        assert (near_few == near_many).all() and near_few.dtype == near_many.dtype


@pytest.mark.django_db
def test_an_offer_for_one_ward_is_a_question_to_whoever_told_no_ward(
    place: Any, rules: Any, make_offer: Any, make_asker: Any
) -> None:
    from helpfulacts.coordination import selectors
    from helpfulacts.coordination.actions.run_round import run_round
    from helpfulacts.people.models import Person

    make_offer(places=2, serves_wards=["South"])
    make_offer(
        "For all wards by name", places=2, serves_wards=["North", "Middle", "South"], facets={"food": 3}
    )
    people = [make_asker(), make_asker(("food",))]
    Person.objects.update(postcode=None, ward=None)
    run = run_round(place=place)
    told = [selectors.explanation_for(selectors.allocation_of(run, one)).questions for one in people]
    assert told == [["This is for some parts of the place. They will ask where you live."], []]
