"""What the places given would cost whom, by sphere, from what each offer says it costs for each person helped.

Sums of money and time are rounded to what ten places of the dearest offer cost, so that no single place can be told
from them. What an offer does not say stays not known, and is counted.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from helpfulacts.directory.facets import SPHERES
from helpfulacts.directory.models import Offer
from helpfulacts.engine.small import SMALL, nearest

from .drawing import Drawn
from .showing import told_line

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

WHAT = ("pence", "paid_minutes", "unpaid_minutes")


@dataclass(frozen=True)
class Offers:
    """sphere, costs (None: not known) and title of each offer that any column shares."""

    sphere: Mapping[uuid.UUID, str]
    costs: Mapping[uuid.UUID, list[dict[str, Any]] | None]
    dearest: Mapping[tuple[str, str], int]


def offers_of(place: Place, columns: Sequence[Drawn]) -> Offers:
    ids = {offer for drawn in columns for offer in drawn.offers}
    rows = Offer.objects.filter(place=place, access="shared").values_list("id", "sphere", "costs")
    known = {offer: (sphere, costs or None) for offer, sphere, costs in rows if offer in ids}
    dearest: dict[tuple[str, str], int] = {}
    for _, costs in known.values():
        for key, amount in _by_sphere(costs or []).items():
            dearest[key] = max(dearest.get(key, 0), amount)
    return Offers(
        {offer: sphere for offer, (sphere, _) in known.items()},
        {offer: costs for offer, (_, costs) in known.items()},
        dearest,
    )


def _by_sphere(costs: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for row in costs:
        for what in WHAT:
            key = (str(row.get("sphere", "")), what)
            found[key] = found.get(key, 0) + int(row.get(what) or 0)
    return found


def costs_of(drawn: Drawn, offers: Offers) -> dict[str, Any]:
    """Places given anew, those whose cost nobody said, and what the others cost by sphere, on the mean of the draws."""
    given = drawn.given
    said = np.array([offers.costs.get(offer) is not None for offer in drawn.offers], bool)
    sums: dict[tuple[str, str], float] = {}
    means = given.mean(axis=0) if len(given) else np.zeros(0)
    for offer, mean in zip(drawn.offers, means.tolist(), strict=True):
        for key, amount in _by_sphere(offers.costs.get(offer) or []).items():
            sums[key] = sums.get(key, 0.0) + amount * mean
    rows = []
    for sphere in SPHERES:
        row: dict[str, Any] = {"sphere": sphere}
        for what in WHAT:
            unit = SMALL * offers.dearest.get((sphere, what), 0)
            row[what] = unit * int(sums.get((sphere, what), 0.0) / unit + 0.5) if unit else 0
        if any(row[what] for what in WHAT):
            rows.append(row)
    parts = {
        "places": given.sum(axis=1), "known": given[:, said].sum(axis=1), "not_known": given[:, ~said].sum(axis=1)
    }  # fmt: skip
    return {**told_line(parts, "places"), "rows": rows}


def spheres_of(drawn: Drawn, offers: Offers) -> dict[str, float]:
    """Of the places given, the share that each sphere gives, in whole tenths and by ten places at least; {} where few.

    In tenths, for a finer unit would tell how many places there are."""
    means = drawn.given.mean(axis=0) if len(drawn.given) else np.zeros(0)
    total = float(means.sum())
    if total < 2 * SMALL:
        return {}
    found = dict.fromkeys(SPHERES, 0.0)
    for offer, mean in zip(drawn.offers, means.tolist(), strict=True):
        found[offers.sphere.get(offer, "public")] += mean
    unit = math.ceil(10 * SMALL / total)  # tenths; ten places at least
    return {sphere: min(10, nearest(10 * number / total, unit)) / 10 for sphere, number in found.items()}  # fmt: skip
