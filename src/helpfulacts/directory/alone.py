"""Offers from one person alone, with no body behind them: nobody under 18 is brought together with whoever gives one."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from .models import Offer, WeavePart

MEETS = ("connection", "intervention", "service", "resource")
"""Kinds of a part at which people meet whoever gives it; a thing or an idea in a combination is handed over by its body."""


def is_alone(offer: Offer) -> bool:
    """No body stands behind it, or behind a part of it at which people meet. An idea is anybody's own to try."""
    if offer.provider_id is None and offer.kind != "idea":
        return True
    return _parts(offer.place_id).filter(weave__offer=offer).exists()


def offers_alone(place: uuid.UUID) -> frozenset[uuid.UUID]:
    """Ids of all such offers of a place that have not ended: for a round, and for suggestions."""
    own = Offer.objects.filter(place=place, provider=None).exclude(kind="idea").exclude(status="ended")
    woven = _parts(place).values_list("weave__offer_id", flat=True)
    return frozenset({*own.order_by().values_list("pk", flat=True), *woven})


def _parts(place: uuid.UUID) -> QuerySet[WeavePart]:
    """Agreed parts of combinations, from one person alone, at which people meet them."""
    alone = Q(offer__provider=None, offer__kind__in=MEETS)
    return WeavePart.objects.filter(alone, place=place, state="agreed", weave__offer__isnull=False).order_by()
