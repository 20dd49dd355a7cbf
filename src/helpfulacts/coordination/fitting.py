"""Which offers fit which claims: one test after another, on arrays. Free text is never read.

A pair fits when the offer helps with something the person chose (match grade 1 to 3) and none of `TESTS` fails.
What is not known never fails a test: it becomes a question to ask (`ASKS`). Distances are great-circle metres
(haversine, radius 6,371,008.8 m) as the crow flies; help that comes to the person, or by phone or online, is 0 m away.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.directory.eligibility import ASK, NO, YES, Tree, verdict
from helpfulacts.directory.facets import FACET_CODES, FACTS, LANGUAGES, SLOTS
from helpfulacts.engine.sharing.fit_codes import ASKS, TESTS
from helpfulacts.engine.sharing.instance import MICRO
from helpfulacts.places.geo import EARTH_M

NO_LIMIT = 2**31 - 1
BLOCK = 4_000_000
"""Pairs compared as one table; more are compared by the engine's kernel, which a page of one person need never load."""

Bits = NDArray[np.uint32]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_POSITION = {
    **{f"facet:{code}": n for n, code in enumerate(FACET_CODES)},
    **{f"fact:{code}": n for n, code in enumerate(FACTS)},
    **{f"slot:{code}": n for n, code in enumerate(SLOTS)},
    **{f"language:{code}": n for n, code in enumerate(LANGUAGES)},
}


def bits(prefix: str, codes: Any) -> int:
    """A set of codes as bits; codes we do not know are left out."""
    total = 0
    for code in codes or ():
        position = _POSITION.get(f"{prefix}:{code}")
        if position is not None:
            total |= 1 << position
    return total


def facet_codes(mask: int) -> list[str]:
    return [code for n, code in enumerate(FACET_CODES) if mask >> n & 1]


@dataclass(frozen=True)
class Claims:
    """n claims in columns, each with what its person told us.

    person: int64[n], row of the person. facets, times, languages, yes, no: bits (times or languages 0 = any, not
    known). limit_m: int64[n]. latitude, longitude: NaN when not known. ward: int64[n], -1 not known. age_low,
    age_high: -1 not known.
    """

    person: Ints
    facets: Bits
    importance: Ints
    times: Bits
    limit_m: Ints
    step_free: Flags
    latitude: Floats
    longitude: Floats
    ward: Ints
    languages: Bits
    age_low: Ints
    age_high: Ints
    yes: Bits
    no: Bits
    group: Flags

    @property
    def size(self) -> int:
        return int(self.person.size)

    def rows(self, which: Any) -> Claims:
        return Claims(**{f.name: getattr(self, f.name)[which] for f in fields(self)})


@dataclass(frozen=True)
class OfferColumns:
    """m offers in columns. grade: int8[m, facets]. wards: bool[m, wards], of those that somebody asks from.
    restricted: it is only for some wards of the place. rule: int64[m], which of `trees` says who it is for (0 = anybody).
    ward_names: of the columns of `wards`.

    comes: reaches the person (at home, by phone, online). steps: 1 no steps, 0 not known, -1 steps.
    group: a place there is for a group (1), for one person or household (0), or for either (-1). asks: something only a person can answer.
    """

    grade: NDArray[np.int8]
    latitude: Floats
    longitude: Floats
    comes: Flags
    times: Bits
    languages: Bits
    steps: NDArray[np.int8]
    min_age: Ints
    max_age: Ints
    rule: Ints
    wards: Flags
    restricted: Flags
    group: NDArray[np.int8]
    asks: Flags
    trees: tuple[Tree, ...] = ({},)
    ward_names: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return int(self.comes.size)

    def rows(self, which: Any) -> OfferColumns:
        whole = ("trees", "ward_names")
        return replace(
            self, **{f.name: getattr(self, f.name)[which] for f in fields(self) if f.name not in whole}
        )


@dataclass(frozen=True)
class Pairs:
    """Pairs that fit, by (claim, offer): grade 1-3, distance_m (-1 not known), asks (bits)."""

    claim: Ints
    offer: Ints
    grade: Ints
    distance_m: Ints
    asks: Ints


def gain(importance: Any, grade: Any, metres: Any, micro_gain_per_km: int) -> Any:
    """Micro-gains: importance times grade, less the published travel term; never below 0. metres: -1 = not known."""
    travel = np.maximum(metres, 0) * micro_gain_per_km // 1000
    return np.maximum(0, importance * grade * MICRO - travel)


def fit(claims: Claims, offers: OfferColumns, excluded: Flags | None = None) -> tuple[Pairs, Ints]:
    """(pairs that fit, near: int64[n, len(TESTS)], how many offers miss by that one test alone).

    excluded: bool[n, m], pairs that are out of the question (a veto, a giver to themselves, a thing not yet held).
    """
    if claims.size * offers.size > BLOCK:
        return _fit_many(claims, offers, excluded)
    near = np.zeros((claims.size, len(TESTS)), np.int64)
    grade, distance, fails, asks, never = _compare(claims, offers)
    if excluded is not None:
        never |= excluded
    failures = np.zeros(grade.shape, np.int8)
    for failed in fails:
        failures += failed
    possible = (grade > 0) & ~never
    claim, offer = np.nonzero(possible & (failures == 0))
    at = (claim, offer)
    known = np.where(np.isnan(distance[at]), -1, distance[at]).astype(np.int64)
    one_short = possible & (failures == 1)
    for number, failed in enumerate(fails):
        near[:, number] = (one_short & failed).sum(axis=1)
    return Pairs(claim, offer, grade[at].astype(np.int64), known, asks[at].astype(np.int64)), near


def _fit_many(c: Claims, o: OfferColumns, excluded: Flags | None) -> tuple[Pairs, Ints]:
    """The same by the engine's kernel: a pair at a time, so that no table of claims by offers is made."""
    from helpfulacts.engine.sharing.candidates import Askers, Offered, candidates

    out = np.zeros((c.size, 0), bool) if excluded is None else excluded
    veto_from = np.zeros(c.size + 1, np.int64)
    np.cumsum(out.sum(axis=1), out=veto_from[1:])
    askers = Askers(
        c.facets, c.importance, c.times, c.languages, c.limit_m, c.latitude, c.longitude, c.ward, c.age_low, c.age_high,
        c.step_free, c.group, _rule_answers(c, o), veto_from, np.nonzero(out)[1].astype(np.int32),
    )  # fmt: skip
    limited = (o.min_age > 0) | (o.max_age < NO_LIMIT)
    offered = Offered(
        o.grade, o.latitude, o.longitude, o.comes, o.times, o.languages, o.steps, o.min_age, o.max_age, limited, o.rule,
        o.wards, o.restricted, o.group, o.asks,
    )  # fmt: skip
    found = candidates(askers, offered, english=bits("language", ["en"]), near=True)
    claim = np.repeat(np.arange(c.size), np.diff(found.indptr))
    columns = (found.offer, found.grade, found.metres, found.asks)
    return Pairs(claim, *(one.astype(np.int64) for one in columns)), found.near


def _compare(c: Claims, o: OfferColumns) -> tuple[Any, Any, list[Flags], Any, Flags]:
    """(grade, distance in metres or NaN, one failure table per test, asks, never) of claims by offers."""
    shape = (c.size, o.size)
    grade = np.zeros(shape, np.int8)
    for facet in range(o.grade.shape[1]):
        chosen = (c.facets >> np.uint32(facet) & 1).astype(bool)
        if chosen.any() and o.grade[:, facet].any():
            grade[chosen] = np.maximum(grade[chosen], o.grade[None, :, facet])
    distance = _metres(c, o)
    asks = np.zeros(shape, np.uint8)

    def ask(name: str, where: Any) -> None:
        asks[np.broadcast_to(where, shape)] |= np.uint8(1 << ASKS.index(name))

    with np.errstate(invalid="ignore"):
        travel = distance > c.limit_m[:, None]
    times = (c.times[:, None] & o.times) == 0
    times &= (c.times != 0)[:, None] & (o.times != 0)
    language = (c.languages[:, None] & o.languages) == 0
    language &= (c.languages != 0)[:, None] & (o.languages != 0)
    ask(
        "language",
        (c.languages == 0)[:, None]
        & (o.languages & np.uint32(bits("language", ["en"])) == 0)
        & (o.languages != 0),
    )

    age_known = (c.age_low >= 0)[:, None]
    too_far = (c.age_high[:, None] < o.min_age) | (c.age_low[:, None] > o.max_age)
    inside = (c.age_low[:, None] >= o.min_age) & (c.age_high[:, None] <= o.max_age)
    limited = (o.min_age > 0) | (o.max_age < NO_LIMIT)
    ask("age", limited & ~inside & ~(age_known & too_far))
    answer = _rule_answers(c, o)[:, o.rule]
    ask("rule", answer == ASK)
    who_for = (age_known & too_far) | (answer == NO)

    steps = c.step_free[:, None] & (o.steps == -1) & ~o.comes
    ask("steps", c.step_free[:, None] & (o.steps == 0) & ~o.comes)
    if o.wards.shape[1]:
        ward = ~o.wards.T[np.maximum(c.ward, 0)] & (c.ward >= 0)[:, None]
    else:
        ward = np.zeros(shape, bool)
    ask("ward", (c.ward < 0)[:, None] & o.restricted)
    ask("ask_first", o.asks)
    never = np.where(c.group[:, None], o.group == 0, o.group == 1)
    return grade, distance, [travel, times, language, who_for, steps, ward], asks, never


def _rule_answers(c: Claims, o: OfferColumns) -> Any:
    """int8[n, trees]: yes, ask or no of each claim to each rule; a rule that many offers share is read once."""

    def known(bit: Any, told: Any, otherwise: Any) -> Any:
        return np.where(told & np.uint32(bit), YES, otherwise).astype(np.int8)

    def leaf(name: str, value: Any) -> Any:
        if name == "fact":
            bit = bits("fact", [value])
            return known(bit, c.yes, np.where(c.no & np.uint32(bit), NO, ASK))
        if name == "speaks":
            return known(bits("language", [value]), c.languages, np.where(c.languages == 0, ASK, NO))
        if name == "age":
            low, high = value.get("from", 0), value.get("to", NO_LIMIT)
            apart = (c.age_high < low) | (c.age_low > high)
            inside = (c.age_low >= low) & (c.age_high <= high)
            said = np.where(apart, NO, np.where(inside, YES, ASK))
            return np.where(c.age_low < 0, ASK, said).astype(np.int8)
        if name == "lives_in":
            there = np.isin(c.ward, [n for n, ward in enumerate(o.ward_names) if ward in value])
            return np.where(c.ward < 0, ASK, np.where(there, YES, NO)).astype(np.int8)
        return np.full(c.size, ASK, np.int8)

    return np.stack([np.broadcast_to(verdict(tree, leaf), c.size) for tree in o.trees], axis=1)


def _metres(c: Claims, o: OfferColumns) -> Any:
    """float64[n, m]: metres, whole; 0 where the help comes to the person; NaN where either end is not known."""
    lat1, lat2 = np.radians(c.latitude)[:, None], np.radians(o.latitude)
    half = (
        np.sin((lat2 - lat1) / 2) ** 2
        + np.cos(lat1)
        * np.cos(lat2)
        * np.sin((np.radians(o.longitude) - np.radians(c.longitude)[:, None]) / 2) ** 2
    )
    metres = np.rint(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(1.0, half))))
    return np.where(o.comes, 0.0, metres)
