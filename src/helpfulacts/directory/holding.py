"""A giver's own cap counts everybody they help at once, whichever period their place was promised in.

What was given to keep no longer weighs on its giver: there the cap is for each period.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from .kinds import behaviour_of
from .models import CapacityPeriod, Offer


def weighs_until_it_ends(offer: Offer) -> bool:
    """Does whoever was promised a place stay with the giver until something ends it?"""
    return behaviour_of(offer).end(offer.particulars) != "never"


def with_room(periods: QuerySet[CapacityPeriod], offer: Offer, wanted: int = 1) -> QuerySet[CapacityPeriod]:
    """Those `periods` of `offer` that take `wanted` more: within their places, and within the giver's own cap."""
    others = (
        CapacityPeriod.objects.filter(place=offer.place_id, offer=offer)
        .exclude(pk=OuterRef("pk"))
        .order_by()
        .values("offer")
        .annotate(n=Sum("held"))
        .values("n")
    )
    elsewhere = Coalesce(Subquery(others), 0) if weighs_until_it_ends(offer) else Value(0)
    return periods.annotate(elsewhere=elsewhere).filter(
        Q(own_cap__isnull=True) | Q(own_cap__gte=F("held") + F("elsewhere") + wanted),
        closed=False,
        held__lte=F("places") - wanted,
    )


def rooms(
    offers: Iterable[Offer], counting: Iterable[CapacityPeriod], every: Iterable[CapacityPeriod]
) -> dict[uuid.UUID, int]:
    """How many more each offer can take in its period of `counting`; `every` are all periods where places are held."""
    weighs = {offer.pk: weighs_until_it_ends(offer) for offer in offers}
    held: Counter[uuid.UUID] = Counter()
    for period in every:
        held[period.offer_id] += period.held
    found = {}
    for period in counting:
        room = 0 if period.closed else period.places - period.held
        if period.own_cap is not None and weighs.get(period.offer_id):
            room = min(room, period.own_cap - max(held[period.offer_id], period.held))
        found[period.offer_id] = max(room, 0)
    return found
