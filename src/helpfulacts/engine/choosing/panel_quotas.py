"""Who can be on a panel: people by type, the quotas, and where quotas cannot hold together, which ones and what would mend it.

People who are alike in every feature that a quota names are of one type. A panel is then how many it takes of each type,
x_t from 0 to n_t, and
    sum_t x_t = size,    least_q <= sum_{t has the value of q} x_t <= most_q    for each quota q.
Whether there is one is asked of HiGHS (a mixed-integer programme; Huangfu and Hall 2018). Where there is none, quotas that
clash are found by leaving out one bound after another as long as there is still no panel (the deletion filter of Chinneck and
Dravnieks, "Locating minimal infeasible constraint sets in linear programs", 1991), and the smallest relaxation is the panel
that breaks bounds by the fewest people in sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

INFEASIBLE = 2
"""What HiGHS says through scipy where there is no answer."""


class BadPool(ValueError):
    """Nothing can be drawn from what was given; the message is one sentence for the person who gave it."""


@dataclass(frozen=True)
class Quota:
    """From `least` to `most` people of the panel have this value of this feature."""

    feature: str
    value: str
    least: int
    most: int

    @property
    def said(self) -> str:
        """Which people, in words."""
        return f"{self.feature} “{self.value}”"


@dataclass(frozen=True)
class Change:
    """One bound of a quota that would have to give way: from `was` to `to` people."""

    quota: Quota
    bound: str
    was: int
    to: int

    def __str__(self) -> str:
        return f"Take at {self.bound} {self.to} of {self.quota.said} instead of {self.was}."


class CannotHold(BadPool):
    """No panel meets all quotas. clash: bounds that cannot hold together, none too many. changes: the smallest relaxation."""

    def __init__(self, size: int, clash: Sequence[tuple[Quota, str]], changes: Sequence[Change]) -> None:
        self.clash, self.changes = tuple(clash), tuple(changes)
        bounds = [f"at {bound} {getattr(quota, bound)} of {quota.said}" for quota, bound in clash]
        held = "This cannot hold" if len(bounds) == 1 else "These cannot hold together"
        super().__init__(
            f"No panel of {size} meets all quotas. {held}: {'; '.join(bounds)}. "
            f"The smallest change that works: {' '.join(map(str, changes))}"
        )


@dataclass(frozen=True)
class Pool:
    """Everybody who can be drawn, by type. Build one with `pool_of`.

    types: the values of each type in the order of `features`. people: who is of each type. Both in the order of the
    alphabet, so that the order in which people were given changes nothing. has: bool[Q, T], which types a quota counts.
    """

    features: tuple[str, ...]
    types: tuple[tuple[str, ...], ...]
    people: tuple[tuple[str, ...], ...]
    quotas: tuple[Quota, ...]
    has: NDArray[np.bool_]

    @property
    def sizes(self) -> Ints:
        """int64[T], how many people there are of each type."""
        return np.array([len(one) for one in self.people], np.int64)

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        """float64[Q] each, the least and the most of each quota."""
        return (
            np.array([quota.least for quota in self.quotas], np.float64),
            np.array([quota.most for quota in self.quotas], np.float64),
        )

    def relaxed(self, changes: Sequence[Change]) -> Pool:
        """The same people under quotas of which these bounds have given way."""
        new = {one: one for one in self.quotas}
        for change in changes:
            old = new[change.quota]
            new[change.quota] = (
                replace(old, least=change.to) if change.bound == "least" else replace(old, most=change.to)
            )
        return replace(self, quotas=tuple(new[one] for one in self.quotas))


def pool_of(ids: Sequence[str], answers: Sequence[Sequence[str]], quotas: Sequence[Quota]) -> Pool:
    """People as a pool. answers: for each of `ids` one value a feature, in the order in which `quotas` first name the features.

    Raises BadPool with one sentence.
    """
    if not quotas:
        raise BadPool(
            "There is no quota. Give at least one feature with how many of each value there may be."
        )
    features = tuple(dict.fromkeys(quota.feature for quota in quotas))
    if len(ids) != len(answers):
        raise BadPool(f"There are {len(ids)} people and answers of {len(answers)}. Give answers for each.")
    if not ids:
        raise BadPool("There is nobody to draw from.")
    if len(set(ids)) != len(ids):
        twice = next(one for one in ids if list(ids).count(one) > 1)
        raise BadPool(f"“{twice}” is there twice. Give each person their own name or number.")
    known = _checked(quotas)
    by_type: dict[tuple[str, ...], list[str]] = {}
    for one, values in zip(ids, answers, strict=True):
        if len(values) != len(features):
            raise BadPool(f"“{one}” needs one answer for each of {', '.join(features)}.")
        for feature, value in zip(features, values, strict=True):
            if (feature, value) not in known:
                raise BadPool(
                    f"“{one}” has {feature} “{value}”, and no quota says how many of those there may be. Add a quota for it."
                )
        by_type.setdefault(tuple(values), []).append(one)
    types = tuple(sorted(by_type))
    has = np.array(
        [[one[features.index(quota.feature)] == quota.value for one in types] for quota in quotas], np.bool_
    ).reshape(len(quotas), len(types))
    people = tuple(tuple(sorted(by_type[one])) for one in types)
    return Pool(features, types, people, tuple(quotas), has)


def _checked(quotas: Sequence[Quota]) -> set[tuple[str, str]]:
    known: set[tuple[str, str]] = set()
    for quota in quotas:
        if not 0 <= quota.least <= quota.most:
            raise BadPool(
                f"The quota for {quota.said} is from {quota.least} to {quota.most}. Give two numbers, 0 or more, the smaller first."
            )
        if (quota.feature, quota.value) in known:
            raise BadPool(f"There are two quotas for {quota.said}. Keep one.")
        known.add((quota.feature, quota.value))
    return known


@dataclass(frozen=True)
class Panels:
    """All panels of a size that meet the quotas, by the programme that describes them."""

    pool: Pool
    size: int

    def best(self, worth: Floats) -> Ints:
        """int64[T], a panel of the greatest worth. worth: float64[T], of one person of each type. There must be a panel."""
        scale = 1000 / max(float(np.abs(worth).max(initial=0)), 1e-300)
        found = solve(
            -worth * scale, self.pool.sizes, [self.of_size, _kept(self.pool, _all_bounds(self.pool))]
        )
        if found is None:
            raise CannotHold(self.size, *_what_clashes(self.pool, self.size))
        return found

    def check(self) -> None:
        """Raises BadPool where the size cannot be had, CannotHold where the quotas cannot."""
        everybody = int(self.pool.sizes.sum())
        if not 1 <= self.size <= everybody:
            raise BadPool(
                f"A panel of {self.size} cannot be drawn from {everybody} people. Choose a size from 1 to {everybody}."
            )
        self.best(np.zeros(len(self.pool.types)))

    @property
    def of_size(self) -> LinearConstraint:
        """The panel has its size."""
        return _of_size(len(self.pool.types), self.size)


def check_alone(quotas: Sequence[Quota], size: int) -> None:
    """Raises CannotHold where no people whatever could meet them: of one feature too many are asked for, or too few let in.

    Quotas of different features clash only through who there is, so each feature is looked at by itself.
    """
    for feature in dict.fromkeys(quota.feature for quota in quotas):
        own = tuple(quota for quota in quotas if quota.feature == feature)
        if not sum(one.least for one in own) <= size <= sum(one.most for one in own):
            enough = (("",) * size,) * len(own)
            pool = Pool(
                (feature,), tuple((one.value,) for one in own), enough, own, np.eye(len(own), dtype=np.bool_)
            )
            Panels(pool, size).check()


def _all_bounds(pool: Pool) -> list[tuple[int, str]]:
    return [(at, bound) for at in range(len(pool.quotas)) for bound in ("least", "most")]


def _of_size(types: int, size: int, more: int = 0) -> LinearConstraint:
    return LinearConstraint(np.append(np.ones(types), np.zeros(more))[None], size, size)


def _kept(pool: Pool, kept: Sequence[tuple[int, str]]) -> LinearConstraint:
    """Those bounds of quotas alone. kept: (position of the quota, "least" or "most")."""
    low, high = np.zeros(len(pool.quotas)), np.full(len(pool.quotas), np.inf)
    for at, bound in kept:
        (low if bound == "least" else high)[at] = getattr(pool.quotas[at], bound)
    return LinearConstraint(pool.has.astype(float), low, high)


def solve(
    aim: Floats, upper: NDArray[Any], rows: list[LinearConstraint], least: Floats | float = 0.0
) -> Ints | None:
    """int64[columns], the whole numbers from `least` to `upper` for which `aim` is least, or None where there are none."""
    answer = milp(
        aim,
        integrality=np.ones(aim.size),
        bounds=Bounds(least, upper),
        constraints=rows,
        options={"mip_rel_gap": 0.0},
    )
    if answer.x is None:
        if answer.status == INFEASIBLE:
            return None
        raise BadPool(f"The panel was not found: {answer.message}")
    return np.rint(answer.x).astype(np.int64)


def _what_clashes(pool: Pool, size: int) -> tuple[list[tuple[Quota, str]], list[Change]]:
    types, sizes = len(pool.types), pool.sizes
    kept = _all_bounds(pool)
    for one in list(kept):
        fewer = [other for other in kept if other != one]
        if solve(np.zeros(types), sizes, [_of_size(types, size), _kept(pool, fewer)]) is None:
            kept = fewer
    return [(pool.quotas[at], bound) for at, bound in kept], smallest_changes(pool, size)


def smallest_changes(pool: Pool, size: int) -> list[Change]:
    """The bounds to change, and to what, so that there is a panel: by the fewest people in sum. Empty where there is one.

    Columns: x of each type, then by how much each `least` goes down, then by how much each `most` goes up.
    """
    quotas, types = len(pool.quotas), len(pool.types)
    least, most = pool.bounds
    eye, none = np.eye(quotas), np.zeros((quotas, quotas))
    has = pool.has.astype(float)
    rows = [
        _of_size(types, size, 2 * quotas),
        LinearConstraint(np.hstack([has, eye, none]), least, np.inf),
        LinearConstraint(np.hstack([has, none, -eye]), -np.inf, most),
    ]
    upper = np.concatenate([pool.sizes, least, np.full(quotas, size)])
    aim = np.concatenate([np.zeros(types), np.ones(2 * quotas)])
    found = solve(aim, upper, rows)
    if found is None:
        raise BadPool(f"A panel of {size} cannot be drawn from {int(pool.sizes.sum())} people.")
    down, up = found[types : types + quotas], found[types + quotas :]
    return [
        change
        for at, quota in enumerate(pool.quotas)
        for change in (
            Change(quota, "least", quota.least, quota.least - int(down[at])),
            Change(quota, "most", quota.most, quota.most + int(up[at])),
        )
        if change.was != change.to
    ]
