"""What would be left without cover if one thing stopped: the removal of one support, as a pure function.

Offers stand on supports (a person, a body, a room, money, another offer); if any of them stops, the offer stops. Offers
cover needs (one facet in one ward). A need is left when all that covers it has stopped. In the graph of one
need, with a root joined to each offer that covers it without the support, to the support, and the support to those that
stand on it, the need is left exactly when the support is an articulation point (Tarjan 1972); the tests ask networkx. One
graph for all needs together would not do: a way through an offer that has stopped is no way. Work: the sum of what each
offer stands on and covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Need = Any
"""Whatever tells one need from another: here (facet, ward)."""


@dataclass(frozen=True)
class Use:
    """One person who uses an offer: for which needs of theirs, and for how many weeks from now (at least one)."""

    offer: Hashable
    person: Hashable
    needs: frozenset[Need]
    weeks: int


@dataclass(frozen=True)
class Loss:
    """What stops with a support. offers: those that stand on it. needs: left with nothing. people: who use what stops for a
    need that is left; weeks: of the longest such use of each, added up. users: people who use anything that stops. A support
    that is an offer stops as well."""

    offers: frozenset[Hashable]
    needs: frozenset[Need]
    people: int
    weeks: int
    users: int = 0


def stands_on(
    direct: Mapping[Hashable, Iterable[Hashable]], waits_for: Mapping[Hashable, Iterable[Hashable]]
) -> dict[Hashable, frozenset[Hashable]]:
    """offer → all that it stands on: its own supports, the offers it needs, and what those stand on. No circles hang it."""
    found = {}
    for offer in direct:
        seen: set[Hashable] = set()
        open_ones = list(waits_for.get(offer, ()))
        while open_ones:
            needed = open_ones.pop()
            if needed not in seen and needed != offer:
                seen.add(needed)
                open_ones.extend(waits_for.get(needed, ()))
        found[offer] = frozenset(direct[offer]).union(seen, *(direct.get(needed, ()) for needed in seen))
    return found


def losses(
    supports: Mapping[Hashable, frozenset[Hashable]],
    covers: Mapping[Hashable, frozenset[Need]],
    uses: Iterable[Use],
) -> dict[Hashable, Loss]:
    """support → what stops with it, for every support that leaves a need with nothing or that any offer stands on."""
    on: dict[Hashable, set[Hashable]] = defaultdict(set)
    for offer, under in supports.items():
        for support in under:
            on[support].add(offer)
    covered_by: dict[Need, set[Hashable]] = defaultdict(set)
    for offer, needs in covers.items():
        for need in needs:
            covered_by[need].add(offer)
    used: dict[Hashable, list[Use]] = defaultdict(list)
    for use in uses:
        used[use.offer].append(use)
    return {support: _loss(support, standing, covers, covered_by, used) for support, standing in on.items()}


def _loss(
    support: Hashable,
    standing: set[Hashable],
    covers: Mapping[Hashable, frozenset[Need]],
    covered_by: Mapping[Need, set[Hashable]],
    used: Mapping[Hashable, list[Use]],
) -> Loss:
    # an offer that others stand on stops too, with what it covers itself
    stopped = standing | ({support} if support in covers else set())
    touched = {need for offer in stopped for need in covers.get(offer, ())}
    left = frozenset(need for need in touched if covered_by[need] <= stopped)
    all_uses = [use for offer in stopped for use in used.get(offer, ())]
    without = [use for use in all_uses if use.needs & left]
    longest: dict[Hashable, int] = {}
    for use in without:
        longest[use.person] = max(use.weeks, longest.get(use.person, 0))
    users = {use.person for use in all_uses}
    return Loss(frozenset(standing), left, len(longest), sum(longest.values()), len(users))
