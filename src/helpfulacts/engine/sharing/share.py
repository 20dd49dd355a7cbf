"""The one entry point of a sharing round: who is placed (L1), then where (L2), with what proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .admit import Floors, admit
from .improve import improve
from .instance import BadInstance, Instance, Ints
from .order import total_order


@dataclass(frozen=True)
class Outcome:
    """The result of one round; sizes P people, R offers.

    assign: int64[P], offer held or -1. order: int64[P], people as they were tried. rank: int64[P], turn of each.
    refused, no_pairs: int64[], people with some pair but no place, and with no pair at all (rising).
    price: float64[R], micro-gains: what one more place there would add to the gain of those admitted.
    benefit: total gain in micro-gains, proved greatest for the people admitted when certified_gap is 0.
    served_by_class: people placed per class; 0 counts met floors. unmet_floors: int64[], rising.
    classes, standing: int64[P], as used: people whose floor was met are in class 0.
    restricted: the instance with the pairs of met floors cut down to qualifying offers.
    tight: int64[R], number of the tight set an offer closed in, or -1.
    """

    assign: Ints
    order: Ints
    rank: Ints
    refused: Ints
    no_pairs: Ints
    price: NDArray[np.float64]
    benefit: int
    certified_gap: float
    served_by_class: dict[int, int]
    unmet_floors: Ints
    classes: Ints
    standing: Ints
    restricted: Instance = field(repr=False)
    tight: Ints = field(repr=False)
    cache: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


def share(
    instance: Instance,
    classes: ArrayLike,
    tickets: Sequence[str],
    floors: Floors | None = None,
    standing: ArrayLike | None = None,
    order: ArrayLike | None = None,
) -> Outcome:
    """Share the places of `instance`: the same inputs give the same bytes.

    classes: int[P], 1 comes first (0 is for floors). tickets: P different strings (`order.ticket`).
    standing: int[P], more comes first within a class. order: int64[P], everybody once, where the rules say another
    order than that of classes, standing and tickets (`lottery`). Raises BadInstance.
    """
    instance.validate()
    classes, standing = _per_person(instance.people, classes, standing)
    if classes.size and classes.min() < (0 if floors is None else 1):
        raise BadInstance("Classes start at 1: class 0 is kept for floors.")
    if order is None:
        order = total_order(classes, tickets, standing)
    admission = admit(instance, np.asarray(order, np.int64), floors)
    improved = improve(instance, admission)
    if floors is not None:
        classes = classes.copy()
        classes[np.setdiff1d(floors.person, admission.unmet_floors)] = 0
    rank = np.empty(instance.people, np.int64)
    rank[admission.order] = np.arange(instance.people)
    placed = improved.assign >= 0
    asked = np.diff(instance.indptr) > 0
    return Outcome(
        assign=improved.assign,
        order=admission.order,
        rank=rank,
        refused=np.flatnonzero(asked & ~placed),
        no_pairs=np.flatnonzero(~asked),
        price=improved.price,
        benefit=improved.primal,
        certified_gap=improved.certified_gap,
        served_by_class={int(c): int(placed[classes == c].sum()) for c in np.unique(classes)},
        unmet_floors=admission.unmet_floors,
        classes=classes,
        standing=standing,
        restricted=admission.restricted,
        tight=admission.tight,
    )


def _per_person(people: int, classes: ArrayLike, standing: ArrayLike | None) -> tuple[Ints, Ints]:
    first = np.asarray(classes, dtype=np.int64)
    second = np.zeros(people, np.int64) if standing is None else np.asarray(standing, dtype=np.int64)
    if first.shape != (people,) or second.shape != (people,):
        raise BadInstance(f"There are {people} people: classes and standing must be one per person.")
    return first, second
