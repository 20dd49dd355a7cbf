"""Which offers fit: the grid against every pair looked at in plain arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.sharing.candidate_pairs import EARTH_M
from helpfulacts.engine.sharing.candidates import Askers, Found, Offered, candidates
from helpfulacts.engine.sharing.fit_codes import ASKS, TESTS
from helpfulacts.engine.sharing.instance import MICRO

FACETS, RULES, WARDS, ENGLISH = 6, 3, 4, 1
PER_KM = 100_000


def world(seed: int, n: int, m: int, spread: float = 0.1) -> tuple[Askers, Offered]:
    """Claims and offers at random within `spread` degrees, with much that is not known."""
    draw = np.random.default_rng(seed)

    def bits(size: int, count: int, chance: float) -> np.ndarray:
        return ((draw.random((size, count)) < chance) @ (1 << np.arange(count))).astype(np.uint32)

    def at(size: int, centre: float) -> np.ndarray:
        return np.where(draw.random(size) < 0.93, centre + spread * draw.random(size), np.nan)

    low = draw.choice([-1, 18, 25, 65], n)
    vetoed = draw.random((n, m)) < 0.05
    askers = Askers(
        bits(n, FACETS, 0.3), draw.integers(1, 4, n), bits(n, 8, 0.3), bits(n, 4, 0.4),
        draw.choice([0, 1000, 3000, 8000], n), at(n, 52.5), at(n, -2.1), draw.integers(-1, WARDS, n), low,
        np.where(low < 0, -1, low + 14), draw.random(n) < 0.3, draw.random(n) < 0.2,
        draw.integers(-1, 2, (n, RULES)).astype(np.int8),
        np.concatenate([[0], np.cumsum(vetoed.sum(axis=1))]).astype(np.int64), np.nonzero(vetoed)[1].astype(np.int32),
    )  # fmt: skip
    wards = draw.random((m, WARDS)) < 0.7
    youngest, oldest = draw.choice([0, 0, 18, 60], m), draw.choice([25, 70, 999, 999], m)
    offered = Offered(
        (draw.integers(0, 4, (m, FACETS)) * (draw.random((m, FACETS)) < 0.4)).astype(np.int8), at(m, 52.5),
        at(m, -2.1), draw.random(m) < 0.1, bits(m, 8, 0.3), bits(m, 4, 0.3), draw.integers(-1, 2, m).astype(np.int8),
        youngest, oldest, (youngest > 0) | (oldest < 999), draw.integers(0, RULES, m), wards, ~wards.all(axis=1),
        draw.integers(-1, 2, m).astype(np.int8), draw.random(m) < 0.2,
    )  # fmt: skip
    return askers, offered


def plain(a: Askers, o: Offered) -> tuple[np.ndarray, ...]:
    """(fits, grade, metres, asks, near) as tables of claims by offers, by numpy and the haversine formula."""
    n, m = a.facets.size, o.comes.size
    grade = np.zeros((n, m), np.int64)
    for facet in range(o.grade.shape[1]):
        wants = (a.facets >> np.uint32(facet) & 1).astype(bool)[:, None]
        grade = np.maximum(grade, wants * o.grade[None, :, facet])
    lat1, lon1, lat2, lon2 = map(
        np.radians, (a.latitude[:, None], a.longitude[:, None], o.latitude, o.longitude)
    )
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    metres = np.where(o.comes, 0.0, np.rint(2 * EARTH_M * np.arcsin(np.sqrt(half))))
    low, high = a.age_low[:, None], a.age_high[:, None]
    outside = (low >= 0) & ((high < o.min_age) | (low > o.max_age))
    answer = a.answer[:, o.rule]
    ward, home = a.ward[:, None], np.maximum(a.ward, 0)
    spoken, steep = a.languages[:, None], a.step_free[:, None] & ~o.comes
    with np.errstate(invalid="ignore"):
        fails = {
            "travel": metres > a.limit_m[:, None],
            "times": (a.times[:, None] != 0) & (o.times != 0) & (a.times[:, None] & o.times == 0),
            "language": (spoken != 0) & (o.languages != 0) & (spoken & o.languages == 0),
            "who_for": outside | (answer < 0),
            "steps": steep & (o.steps == -1),
            "ward": (ward >= 0) & ~o.wards.T[home],
        }
    asked = {
        "age": o.limited & ~outside & ~((low >= o.min_age) & (high <= o.max_age)),
        "rule": answer == 0,
        "steps": steep & (o.steps == 0),
        "ward": (ward < 0) & o.restricted,
        "language": (spoken == 0) & (o.languages != 0) & (o.languages & ENGLISH == 0),
        "ask_first": np.broadcast_to(o.asks, (n, m)),
    }
    possible = (grade > 0) & ~np.where(a.group[:, None], o.group == 0, o.group == 1)
    owner = np.repeat(np.arange(n), np.diff(a.veto_from))
    possible[owner, a.veto] = False
    failed = sum(fails[name].astype(int) for name in TESTS)
    asks = sum(asked[name].astype(int) << number for number, name in enumerate(ASKS))
    near = np.stack([(possible & (failed == 1) & fails[name]).sum(axis=1) for name in TESTS], axis=1)
    return possible & (failed == 0), grade, np.where(np.isnan(metres), -1, metres).astype(int), asks, near


def listed(found: Found) -> list[tuple[int, ...]]:
    claim = np.repeat(np.arange(found.indptr.size - 1), np.diff(found.indptr))
    columns = (claim, found.offer, found.grade, found.metres, found.asks)
    return list(zip(*(one.tolist() for one in columns), strict=True))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 30),
    st.integers(1, 40),
    st.sampled_from([0.001, 0.1, 3.0, 170.0]),
)
def test_the_grid_finds_what_looking_at_every_pair_finds(seed: int, n: int, m: int, spread: float) -> None:
    askers, offered = world(seed, n, m, min(spread, 30.0))
    if spread == 170.0:  # round the earth
        askers = askers._replace(longitude=(askers.longitude + 2.1) * 12 - 180, limit_m=askers.limit_m * 2000)
        offered = offered._replace(longitude=(offered.longitude + 2.1) * 12 - 180)
    fits, grade, metres, asks, near = plain(askers, offered)
    rows = list(zip(*(one.tolist() for one in np.nonzero(fits)), strict=True))
    expected = [(i, j, int(grade[i, j]), int(metres[i, j]), int(asks[i, j])) for i, j in rows]
    assert listed(candidates(askers, offered, english=ENGLISH)) == expected
    beside = candidates(askers, offered, english=ENGLISH, near=True)
    assert listed(beside) == expected and beside.near.tolist() == near.tolist()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_the_best_of_each_claim_are_kept(seed: int, most: int) -> None:
    askers, offered = world(seed, 15, 60, 0.02)
    fits, grade, metres, _, _ = plain(askers, offered)
    found = candidates(askers, offered, english=ENGLISH, most=most, micro_gain_per_km=PER_KM)
    for i in range(15):
        own = np.flatnonzero(fits[i])
        travel = np.maximum(metres[i, own], 0) * PER_KM // 1000
        gain = np.maximum(0, askers.importance[i] * grade[i, own] * MICRO - travel)
        best = own[np.lexsort((own, -gain))][:most]
        assert found.offer[found.indptr[i] : found.indptr[i + 1]].tolist() == sorted(best.tolist())


def test_many_claims_and_offers_come_out_the_same() -> None:
    askers, offered = world(7, 1500, 900, 0.3)
    fits, *_ = plain(askers, offered)
    found = candidates(askers, offered, english=ENGLISH)
    claim = np.repeat(np.arange(1500), np.diff(found.indptr))
    assert found.offer.size > 1000
    assert np.array_equal(np.stack(np.nonzero(fits)), np.stack([claim, found.offer]))


@pytest.mark.parametrize(("n", "m"), [(0, 3), (3, 0)])
def test_nobody_and_nothing(n: int, m: int) -> None:
    found = candidates(*world(1, n, m), near=True)
    assert (
        found.indptr.tolist() == [0] * (n + 1)
        and found.offer.size == 0
        and found.near.shape == (n, len(TESTS))
    )
