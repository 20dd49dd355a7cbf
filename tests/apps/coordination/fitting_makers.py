"""Claims and offers at random, and a slow plain answer to what fits. Shared by the tests of fitting and serving."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Any

import numpy as np

from helpfulacts.coordination.fitting import NO_LIMIT, Claims, OfferColumns, bits
from helpfulacts.directory.eligibility import Known, suits
from helpfulacts.directory.facets import FACET_CODES, FACTS, LANGUAGES
from helpfulacts.places.geo import EARTH_M

CODES = list(FACTS)

WARDS = 3
WARD_NAMES = ("North", "Middle", "South")
RULES: tuple[Any, ...] = (
    {},
    {"fact": CODES[0]},
    {"all": [{"fact": CODES[1]}, {"age": {"from": 18, "to": 39}}]},
    {"any": [{"lives_in": ["North", "Elsewhere"]}, {"not": {"speaks": "pa"}}, {"fact": CODES[2]}]},
    {"not": {"all": [{"fact": CODES[3]}, {"any": [{"age": {"to": 24}}, {"lives_in": ["South"]}]}]}},
    {"all": [{"ask": "Do you have a garden?"}, {"fact": CODES[4]}]},
)


def world(seed: int, n: int = 12, m: int = 10) -> tuple[Claims, OfferColumns]:
    """Claims and offers at random, in three wards eleven kilometres apart, with much that is not known."""
    draw = np.random.default_rng(seed)

    def some(size: int, bits: int, chance: float) -> np.ndarray:
        return (draw.random((size, bits)) < chance) @ (1 << np.arange(bits)).astype(np.int64)

    yes = some(n, 5, 0.4)
    age_low = draw.choice([-1, 18, 25, 65], n)
    claims = Claims(
        person=np.arange(n),
        facets=some(n, 6, 0.4).astype(np.uint32),
        importance=draw.integers(1, 4, n),
        times=some(n, 8, 0.3).astype(np.uint32),
        limit_m=draw.choice([0, 3000, 15_000], n),
        step_free=draw.random(n) < 0.5,
        latitude=np.where(draw.random(n) < 0.9, 52.5 + draw.integers(0, 3, n) * 0.1, np.nan),
        longitude=np.full(n, -2.1),
        ward=draw.integers(-1, WARDS, n),
        languages=some(n, 4, 0.4).astype(np.uint32),
        age_low=age_low,
        age_high=np.where(age_low < 0, -1, age_low + 14),
        yes=yes.astype(np.uint32),
        no=(some(n, 5, 0.5) & ~yes).astype(np.uint32),
        group=draw.random(n) < 0.2,
    )
    grade = np.zeros((m, len(FACET_CODES)), np.int8)
    grade[:, :6] = draw.integers(0, 4, (m, 6)) * (draw.random((m, 6)) < 0.6)
    wards = draw.random((m, WARDS)) < 0.5
    restricted = draw.random(m) < 0.4
    offers = OfferColumns(
        grade=grade,
        latitude=np.where(draw.random(m) < 0.9, 52.5 + draw.integers(0, 3, m) * 0.1, np.nan),
        longitude=np.full(m, -2.1),
        comes=draw.random(m) < 0.3,
        times=some(m, 8, 0.3).astype(np.uint32),
        languages=some(m, 4, 0.3).astype(np.uint32),
        steps=draw.integers(-1, 2, m).astype(np.int8),
        min_age=draw.choice([0, 0, 18, 60], m),
        max_age=draw.choice([25, 70, NO_LIMIT], m),
        rule=draw.integers(0, len(RULES), m),
        wards=wards | ~restricted[:, None],
        restricted=restricted,
        group=draw.integers(-1, 2, m).astype(np.int8),
        asks=draw.random(m) < 0.2,
        trees=RULES,
        ward_names=WARD_NAMES,
    )
    return claims, offers


def metres(c: Claims, o: OfferColumns, i: int, j: int) -> int:
    """As the crow flies; 0 where the help comes; -1 where an end is not known."""
    if o.comes[j]:
        return 0
    if np.isnan(c.latitude[i]) or np.isnan(o.latitude[j]):
        return -1
    one, other = radians(c.latitude[i]), radians(o.latitude[j])
    across = radians(o.longitude[j] - c.longitude[i])
    half = sin((other - one) / 2) ** 2 + cos(one) * cos(other) * sin(across / 2) ** 2
    return round(2 * EARTH_M * asin(sqrt(half)))


def known(c: Claims, i: int) -> Known:
    """What the person of a claim told, as the rule of one offer for one person reads it."""
    told = {code: True for n, code in enumerate(FACTS) if int(c.yes[i]) >> n & 1}
    told |= {code: False for n, code in enumerate(FACTS) if int(c.no[i]) >> n & 1}
    return Known(
        None if c.age_low[i] < 0 else (int(c.age_low[i]), int(c.age_high[i])),
        told,
        "" if c.ward[i] < 0 else WARD_NAMES[c.ward[i]],
        tuple(code for n, code in enumerate(LANGUAGES) if int(c.languages[i]) >> n & 1),
    )


def compare(c: Claims, o: OfferColumns, i: int, j: int) -> tuple[int, set[str], set[str]]:
    """(grade, tests failed, questions asked), one plain line each."""

    def apart(mine: int, theirs: int) -> bool:
        return mine != 0 and theirs != 0 and not mine & theirs

    chosen = [f for f in range(len(FACET_CODES)) if int(c.facets[i]) >> f & 1]
    grade = max((int(o.grade[j, f]) for f in chosen), default=0)
    if o.group[j] == (0 if c.group[i] else 1):
        grade = 0
    failed, asks = set(), set()
    if metres(c, o, i, j) > c.limit_m[i]:
        failed.add("travel")
    if apart(int(c.times[i]), int(o.times[j])):
        failed.add("times")
    if apart(int(c.languages[i]), int(o.languages[j])):
        failed.add("language")
    if c.languages[i] == 0 and o.languages[j] != 0 and not int(o.languages[j]) & bits("language", ["en"]):
        asks.add("language")
    low, high = int(c.age_low[i]), int(c.age_high[i])
    wrong_age = low >= 0 and (high < o.min_age[j] or low > o.max_age[j])
    answer = suits(o.trees[o.rule[j]], known(c, i))
    if wrong_age or answer == "no":
        failed.add("who_for")
    limited = o.min_age[j] > 0 or o.max_age[j] < NO_LIMIT
    if limited and not wrong_age and not (low >= o.min_age[j] and high <= o.max_age[j]):
        asks.add("age")
    if answer == "ask":
        asks.add("rule")
    if c.step_free[i] and not o.comes[j] and o.steps[j] < 1:
        (failed if o.steps[j] == -1 else asks).add("steps")
    if c.ward[i] < 0:
        if o.restricted[j]:
            asks.add("ward")
    elif not o.wards[j, c.ward[i]]:
        failed.add("ward")
    if o.asks[j]:
        asks.add("ask_first")
    return grade, failed, asks
