"""What is being made ready and not yet shown: for the searches that must pass over it, and for the import."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from helpfulacts.core.clock import now

from .models import Offer, Staging

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

NONE = (0, -1)


def staged_keys(place_id: Any) -> tuple[int, int]:
    """(first, last) of the search keys that finding passes over; `NONE` where nothing is being made ready."""
    found = Staging.objects.filter(place=place_id).values_list("first_key", "size").first()
    return (found[0], found[0] + found[1] - 1) if found else NONE


def staged_ids(place: Place, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these exchange ids are offers that are made ready already."""
    rows = Offer.with_staged.filter(place=place, status="staged", exchange_id__in=list(ids))
    return set(rows.order_by().values_list("exchange_id", flat=True))


def left_since(place: Place, age: dt.timedelta) -> bool:
    """Whether something has been waiting to be shown for longer than `age`."""
    return Staging.objects.filter(place=place, begun_at__lt=now() - age).exists()
