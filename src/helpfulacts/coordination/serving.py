"""What open help already serves, facet by facet, so that nobody waits for a round who need not, and nobody who says
more loses by it.

A facet f of a wish is served by an open offer with a free place that fits when its grade on f is at least `least` and
its gain on f (importance x grade on f - travel term) is at least that of every shared offer that fits the wish and
helps with f. So a wider wish (one more facet, a longer way, another time or language) takes a shared pair away only
where something open is at least as good for that facet. Only an offer's own rule of who it is for may say no to a
language: a class for those who do not speak it yet is not for whoever speaks it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .fitting import Bits, Claims, Flags, OfferColumns, Pairs, gain


def served_facets(
    claims: Claims, offers: OfferColumns, pairs: Pairs, shared: Flags, least: NDArray[np.int8],
    micro_gain_per_km: int,
) -> Bits:  # fmt: skip
    """uint32[n]: the facets of each claim that need no round.

    offers: shared ones (`shared`: bool[m]) and open ones with a free place. pairs: those that fit. least: int8[n, facets].
    """
    served = np.zeros(claims.size, np.uint32)
    is_shared = shared[pairs.offer]
    for facet in range(offers.grade.shape[1]):
        grade = offers.grade[pairs.offer, facet].astype(np.int64)
        chosen = (claims.facets[pairs.claim] >> np.uint32(facet) & np.uint32(1)).astype(bool) & (grade > 0)
        enough = grade >= least[pairs.claim, facet]

        def best(rows: Flags, grade: NDArray[np.int64] = grade) -> NDArray[np.int64]:
            claim = pairs.claim[rows]
            found = np.full(claims.size, -1, np.int64)
            np.maximum.at(
                found,
                claim,
                gain(claims.importance[claim], grade[rows], pairs.distance_m[rows], micro_gain_per_km),
            )
            return found

        by_open = best(chosen & ~is_shared & enough)
        good = (by_open >= 0) & (by_open >= best(chosen & is_shared))
        served[good] |= np.uint32(1 << facet)
    return served
