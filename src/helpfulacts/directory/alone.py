"""Offers from one person alone, with no body behind them: nobody under 18 is brought together with whoever gives one."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from .models import Offer, WeavePart

MEETS = ("connection", "intervention", "service", "resource")
"""Kinds of a part at which people meet whoever gives it; a thing or an idea in a combination is handed over by its body."""


def given_alone(place: uuid.UUID) -> QuerySet[Offer]:
    """All such offers of a place, whatever their state: no body stands behind it, or behind a part of it at which people
    meet. An idea is anybody's own to try.
    """
    woven = Q(pk__in=_parts(place).values("weave__offer_id"))
    own = Q(provider=None) & ~Q(kind="idea")
    return Offer.objects.filter(own | woven, place=place).order_by()


def is_alone(offer: Offer) -> bool:
    """Is it one of them, as the database says now?"""
    return given_alone(offer.place_id).filter(pk=offer.pk).exists()


def offers_alone(place: uuid.UUID) -> frozenset[uuid.UUID]:
    """Ids of those of a place that have not ended: for a round, and for suggestions."""
    return frozenset(given_alone(place).exclude(status="ended").values_list("pk", flat=True))


def _parts(place: uuid.UUID) -> QuerySet[WeavePart]:
    """Agreed parts of combinations, from one person alone, at which people meet them."""
    alone = Q(offer__provider=None, offer__kind__in=MEETS)
    return WeavePart.objects.filter(alone, place=place, state="agreed", weave__offer__isnull=False).order_by()
