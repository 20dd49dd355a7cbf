"""What fits is the same whether a place's own tables or the engine's kernel decide it."""

from __future__ import annotations

import numpy as np
import pytest

from helpfulacts.coordination.fitting import ASKS, NO_LIMIT, TESTS, Claims, OfferColumns, fit
from helpfulacts.directory.facets import FACET_CODES
from helpfulacts.engine.sharing.candidates import candidates
from helpfulacts.engine.sharing.requirements import Offers, People, near_misses


def world(seed: int, n: int = 60, m: int = 25) -> tuple[Claims, OfferColumns]:
    draw = np.random.default_rng(seed)

    def some(size: int, bits: int, chance: float) -> np.ndarray:
        return (draw.random((size, bits)) < chance) @ (1 << np.arange(bits)).astype(np.int64)

    yes = some(n, 5, 0.4)
    claims = Claims(
        person=np.arange(n),
        facets=np.maximum(1, some(n, 6, 0.3)).astype(np.uint32),
        importance=draw.integers(1, 4, n),
        times=some(n, 8, 0.3).astype(np.uint32),
        limit_m=np.full(n, 3000, np.int64),
        step_free=np.zeros(n, bool),
        latitude=52.5 + draw.integers(0, 3, n) * 0.1,
        longitude=np.full(n, -2.1),
        ward=np.full(n, -1, np.int64),
        languages=some(n, 4, 0.4).astype(np.uint32),
        age_low=np.full(n, -1, np.int64),
        age_high=np.full(n, -1, np.int64),
        yes=yes.astype(np.uint32),
        no=(some(n, 5, 0.5) & ~yes).astype(np.uint32),
        group=np.zeros(n, bool),
    )
    grade = np.zeros((m, len(FACET_CODES)), np.int8)
    grade[:, :6] = draw.integers(0, 4, (m, 6)) * (draw.random((m, 6)) < 0.4)
    offers = OfferColumns(
        grade=grade,
        latitude=52.5 + draw.integers(0, 3, m) * 0.1,
        longitude=np.full(m, -2.1),
        comes=draw.random(m) < 0.3,
        times=some(m, 8, 0.2).astype(np.uint32),
        languages=some(m, 4, 0.3).astype(np.uint32),
        steps=np.ones(m, np.int8),
        min_age=np.zeros(m, np.int64),
        max_age=np.full(m, NO_LIMIT, np.int64),
        facts=some(m, 5, 0.15).astype(np.uint32),
        wards=np.zeros((m, 0), bool),
        group=np.zeros(m, np.int8),
        asks=np.zeros(m, bool),
    )
    return claims, offers


def as_engine(claims: Claims, offers: OfferColumns) -> tuple[People, Offers]:
    """The same world in the engine's columns: the three latitudes lie about 11 km apart, on one line."""
    facts = claims.yes.astype(np.int64)
    unknown = 31 & ~(facts | claims.no.astype(np.int64))
    people = People.build(
        x=np.zeros(claims.size), y=np.rint((claims.latitude - 52.5) * 111_195), reach=claims.limit_m,
        facets=claims.facets, importance=claims.importance, slots=claims.times, languages=claims.languages,
        facts=facts, unknown=unknown,
    )  # fmt: skip
    listed = Offers.build(
        x=np.zeros(offers.size), y=np.rint((offers.latitude - 52.5) * 111_195), grades=offers.grade,
        capacity=1, located=~offers.comes, slots=offers.times, languages=offers.languages, required=offers.facts,
    )  # fmt: skip
    return people, listed


@pytest.mark.parametrize("seed", range(6))
def test_the_same_pairs_fit_as_in_the_engine(seed: int) -> None:
    claims, offers = world(seed)
    pairs, near = fit(claims, offers)
    people, listed = as_engine(claims, offers)
    theirs = candidates(people, listed)
    row = np.repeat(np.arange(claims.size), np.diff(theirs.instance.indptr))
    mine = list(zip(pairs.claim.tolist(), pairs.offer.tolist(), pairs.grade.tolist(), strict=True))
    assert mine == list(zip(row.tolist(), theirs.instance.offer.tolist(), theirs.grade.tolist(), strict=True))
    asked = (pairs.asks >> ASKS.index("facts")) & 1 == 1
    assert asked.tolist() == theirs.ask.tolist()
    for claim in range(claims.size):
        one = near_misses(people, listed, claim)
        counted = dict(zip(TESTS, near[claim].tolist(), strict=True))
        assert (counted["times"], counted["language"], counted["travel"], counted["who_for"]) == (
            one.times, one.language, one.travel, one.eligibility,
        )  # fmt: skip


def test_blocks_do_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    claims, offers = world(1)
    whole, near = fit(claims, offers)
    monkeypatch.setattr("helpfulacts.coordination.fitting.BLOCK", 70)
    parts, near_in_parts = fit(claims, offers)
    assert all((a == b).all() for a, b in zip(vars(whole).values(), vars(parts).values(), strict=True))
    assert (near == near_in_parts).all()
