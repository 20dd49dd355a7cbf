"""When an offer last changed, as feeds tell it: every change comes after the one before, whatever the clock does."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from helpfulacts.core.clock import now
from helpfulacts.core.rows import batches
from helpfulacts.places.models import Place

from .models import Offer

NOT_YET = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Of what is made ready and not shown: the newest moment of a place is found without passing over it."""
_NEXT = dt.timedelta(microseconds=1)


def moment_of_change(place: Place | uuid.UUID) -> dt.datetime:
    """Later than every change of the place before. Ask inside `register.writing`: there the order is that of the commits."""
    moments = Offer.with_staged.filter(place=place).order_by("-changed_at")
    last = moments.values_list("changed_at", flat=True).first()
    return now() if last is None else max(now(), last + _NEXT)


def has_changed(place: Place | uuid.UUID, offers: Sequence[Offer]) -> None:
    """Something that feeds show of these offers, and that is no column of theirs, is another now."""
    moment = moment_of_change(place)
    for some in batches(offer.pk for offer in offers):
        Offer.objects.filter(place=place, pk__in=some).update(changed_at=moment)
    for offer in offers:
        offer.changed_at = moment
