"""What is being made ready and not yet shown, for the import; searches pass over it (see `postings.held`)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpfulacts.core.clock import now

from .models import Offer, Staging

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def staged_ids(place: Place, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these exchange ids are offers that are made ready already."""
    rows = Offer.with_staged.filter(place=place, status="staged", exchange_id__in=list(ids))
    return set(rows.order_by().values_list("exchange_id", flat=True))


def left_since(place: Place, age: dt.timedelta) -> bool:
    """Whether something has been waiting to be shown for longer than `age`."""
    return Staging.objects.filter(place=place, begun_at__lt=now() - age).exists()
