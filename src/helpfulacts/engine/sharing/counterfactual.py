"""What more places would do, by running the round again with them. Exact: nothing is estimated.

Adding places to one offer costs nobody a place, and each added place helps at most one person more: the
rank of a transversal matroid, as a function of one capacity, rises by 0 or 1 at a time and is concave. So
if 6 more places help h people, k more help min(k, h), and one run per offer gives the whole ladder. While a
floor is unmet this does not hold (the first new place may only meet a floor of somebody already placed), so
then every step is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .admit import Floors, admit
from .instance import BadInstance, Instance, Ints, select_rows
from .order import total_order
from .share import Outcome


@dataclass(frozen=True)
class Effect:
    """People (rising) who would be placed and are not now, and who are placed now and would not be."""

    helped: Ints
    lost: Ints


@dataclass(frozen=True)
class Worth:
    """helped[k - 1]: how many more people k more places at `offer` would place, k = 1, 2, ...

    waiting: refused people whom the offer fits directly.
    """

    offer: int
    helped: tuple[int, ...]
    waiting: int


def more_places(
    instance: Instance,
    classes: ArrayLike,
    tickets: Sequence[str],
    offer: int,
    k: int,
    floors: Floors | None = None,
    standing: ArrayLike | None = None,
    outcome: Outcome | None = None,
) -> Effect:
    """Who would gain and lose a place if `offer` had k more places. k may be negative: fewer places.

    outcome: the round as it stands, to save running it once more. Raises BadInstance.
    """
    instance.validate()
    if not 0 <= offer < instance.offers:
        raise BadInstance(f"There is no offer {offer}.")
    order = total_order(classes, tickets, standing)
    now = (admit(instance, order, floors) if outcome is None else outcome).assign >= 0
    capacity = instance.capacity.copy()
    capacity[offer] = max(0, capacity[offer] + k)
    then = admit(instance.with_capacity(capacity), order, floors).assign >= 0
    return Effect(np.flatnonzero(then & ~now), np.flatnonzero(now & ~then))


def worth(
    instance: Instance,
    classes: ArrayLike,
    tickets: Sequence[str],
    outcome: Outcome,
    floors: Floors | None = None,
    standing: ArrayLike | None = None,
    places: int = 6,
    limit: int = 12,
) -> list[Worth]:
    """Tight offers in order of what `places` more places there would do; most people helped first.

    The `limit` offers looked at are the full ones that fit most refused people; then one run each.
    """
    _, wanted = select_rows(instance.indptr, outcome.refused)
    waiting = np.bincount(instance.offer[wanted], minlength=instance.offers)
    by_waiting = np.lexsort((np.arange(instance.offers), -waiting))
    found = []
    for offer in by_waiting[:limit]:
        if waiting[offer] == 0:
            break
        steps = range(1, places + 1)
        more = {
            k: more_places(instance, classes, tickets, int(offer), k, floors, standing, outcome).helped.size
            for k in (steps if outcome.unmet_floors.size else [places])
        }
        helped = tuple(more.get(k, min(k, more[places])) for k in steps)
        found.append(Worth(int(offer), helped, int(waiting[offer])))
    return sorted(found, key=lambda one: (-one.helped[-1], -one.waiting, one.offer))
