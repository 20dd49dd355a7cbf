"""Rights in a round: who is owed a floor, what meets it, and which of them a kept place meets already.

P persons, n claims, R offers, F floors of the rules in force, each a bit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helpfulacts.directory.facets import FACET_CODES

from .fitting import Claims, Flags, Pairs, bits
from .offer_columns import RoundOffer
from .reading import Asker, Facets, Wish, best_grade
from .rule_document import RuleDocument

Bits = NDArray[np.uint32]


def least_grades(
    rules: RuleDocument, askers: Sequence[Asker], wishes: Sequence[Wish], others: int
) -> NDArray[np.int8]:
    """int8[wishes, facets]: the grade that help must have to serve a facet: `others`, or what a right of theirs asks."""
    least = np.full((len(wishes), len(FACET_CODES)), others, np.int8)
    for floor in rules.floors:
        column = FACET_CODES.index(floor.facet)
        rows = [row for row, wish in enumerate(wishes) if askers[wish.asker].facts.get(floor.fact)]
        least[rows, column] = np.maximum(least[rows, column], floor.min_grade)
    return least


def rights_of(
    rules: RuleDocument, askers: Sequence[Asker], wishes: Sequence[Wish], kept: Sequence[Sequence[Facets]]
) -> tuple[Bits, Bits]:
    """uint32[P] twice: floors that are owed still, and floors that a place they keep (`kept`, by person) meets."""
    owed, met = np.zeros(len(askers), np.uint32), np.zeros(len(askers), np.uint32)
    for wish in wishes:
        for number, floor in enumerate(rules.floors):
            if askers[wish.asker].facts.get(floor.fact) and floor.facet in wish.facets:
                meets = best_grade(kept[wish.asker], floor.facet) >= floor.min_grade
                (met if meets else owed)[wish.asker] |= np.uint32(1 << number)
    return owed, met


def floor_grades(rules: RuleDocument, offers: Sequence[RoundOffer]) -> NDArray[np.int8]:
    """int8[R, F]: how well each offer helps with what each floor is about."""
    grades = [[int(offer.facets.get(floor.facet, 0)) for floor in rules.floors] for offer in offers]
    return np.array(grades, np.int8).reshape(len(offers), len(rules.floors))


def pairs_owed(
    rules: RuleDocument, claims: Claims, pairs: Pairs, owed: Bits, grades: NDArray[np.int8]
) -> Flags:
    """bool[pairs]: the claim asks for what a floor owed to its person is about, and the offer meets that floor."""
    found = np.zeros(pairs.claim.size, bool)
    for number, floor in enumerate(rules.floors):
        due = (owed[claims.person[pairs.claim]] >> np.uint32(number) & np.uint32(1)).astype(bool)
        asks = (claims.facets[pairs.claim] & np.uint32(bits("facet", [floor.facet]))).astype(bool)
        found |= due & asks & (grades[pairs.offer, number] >= floor.min_grade)
    return found
