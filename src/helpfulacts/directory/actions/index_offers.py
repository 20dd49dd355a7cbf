"""Write the full-text rows of offers again, from what is stored."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import prefetch_related_objects

from helpfulacts.places.models import Place

from .. import fulltext
from ..models import Offer

_BATCH = 500


def index_offers(*, place: Place, offers: Iterable[Offer] | None = None) -> int:
    """Index `offers`, or every offer of the place; the number indexed. Derived rows: nothing is recorded."""
    rows = list(Offer.objects.filter(place=place).order_by("search_key") if offers is None else offers)
    with transaction.atomic():
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            prefetch_related_objects(batch, "schedules", "ward")
            fulltext.write(batch)
    return len(rows)
