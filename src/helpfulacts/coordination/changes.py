"""Shared offers as they would be, for a round that is only worked out: other numbers of places, or none any more.

    freeze(place, rules, day, Changes(places={offer: 12}, ends=frozenset({other})))

Nothing is written. A round that is held has no changes (`NO_CHANGES`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from helpfulacts.directory.models import CapacityPeriod

from .offer_columns import RoundOffer

if TYPE_CHECKING:
    import datetime as dt

    from helpfulacts.places.models import Place


@dataclass(frozen=True)
class Changes:
    """places: how many places an offer would have in all, by offer. ends: offers that would be there no more.

    Whoever holds a place keeps it when places are fewer; they lose it when the offer ends, and ask again.
    """

    places: Mapping[uuid.UUID, int] = field(default_factory=dict)
    ends: frozenset[uuid.UUID] = frozenset()

    def of(self, offers: Sequence[RoundOffer], place: Place, day: dt.date) -> list[RoundOffer]:
        """The offers as they would be, in the same order."""
        now = places_now(place, day) if self.places else {}
        left = [offer for offer in offers if offer.id not in self.ends]
        return [
            replace(offer, free=max(0, (offer.free or 0) + self.places[offer.id] - now.get(offer.id, (0, 0))[0]))
            if offer.id in self.places
            else offer
            for offer in left
        ]  # fmt: skip


NO_CHANGES = Changes()


def places_now(place: Place, day: dt.date) -> dict[uuid.UUID, tuple[int, int]]:
    """(places, held) of each offer in the period that counts on `day`."""
    periods = CapacityPeriod.objects.filter(place=place, begins__lte=day).order_by("begins")
    return {
        offer: (places, held) for offer, places, held in periods.values_list("offer_id", "places", "held")
    }
