"""Write the rows by which offers are found again, from what is stored, and what a few edited ones mean."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import prefetch_related_objects

from helpfulacts.core.rows import batches
from helpfulacts.places.models import Place

from .. import fulltext
from ..models import Offer
from ..occurrences import rebuild
from .learn_meanings import learn_edited


def show_again(offers: Iterable[Offer]) -> None:
    """They are active again after a time off the list: their dates go on from today, and they can be found.

    While an offer is off the list the night makes no dates for it. In the caller's transaction.
    """
    for offer in offers:
        rebuild(offer)
        index_offers(place=offer.place, offers=[offer])


def index_offers(*, place: Place, offers: Iterable[Offer] | None = None) -> int:
    """Index `offers`, or every offer of the place; the number indexed. Derived rows: nothing is recorded."""
    rows = list(Offer.objects.filter(place=place).order_by("search_key") if offers is None else offers)
    with transaction.atomic():
        for batch in batches(rows):
            prefetch_related_objects(batch, "schedules", "ward")
            fulltext.write(batch)
        if offers is not None:
            learn_edited(place=place, offers=rows)
    return len(rows)
