"""What more places would do, by running the round again with them. Exact: nothing is estimated.

Adding places to one offer costs nobody a place, and each added place helps at most one person more: the
rank of a transversal matroid, as a function of one capacity, rises by 0 or 1 at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .admit import Floors, admit
from .instance import BadInstance, Instance, Ints
from .order import total_order
from .share import Outcome


@dataclass(frozen=True)
class Effect:
    """People (rising) who would be placed and are not now, and who are placed now and would not be."""

    helped: Ints
    lost: Ints


def more_places(
    instance: Instance,
    classes: ArrayLike,
    tickets: Sequence[str],
    offer: int,
    k: int,
    floors: Floors | None = None,
    standing: ArrayLike | None = None,
    outcome: Outcome | None = None,
    order: ArrayLike | None = None,
) -> Effect:
    """Who would gain and lose a place if `offer` had k more places. k may be negative: fewer places.

    outcome: the round as it stands, to save running it once more. order: as in `share`. Raises BadInstance.
    """
    instance.validate()
    if not 0 <= offer < instance.offers:
        raise BadInstance(f"There is no offer {offer}.")
    order = np.asarray(total_order(classes, tickets, standing) if order is None else order, np.int64)
    now = (admit(instance, order, floors) if outcome is None else outcome).assign >= 0
    capacity = instance.capacity.copy()
    capacity[offer] = max(0, capacity[offer] + k)
    then = admit(instance.with_capacity(capacity), order, floors).assign >= 0
    return Effect(np.flatnonzero(then & ~now), np.flatnonzero(now & ~then))
