"""Delete worries that were closed long ago, with all that was said of them: that they came stays in the register."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.promises.models import Promise

from ..concerns import NOUN
from ..models import Concern

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

KEPT = dt.timedelta(days=6 * 365)
"""How long after it was closed: as long as a claim may be brought (Limitation Act 1980)."""


def forget_concerns(*, place: Place) -> int:
    """How many were deleted. Run each night; running it again changes nothing."""
    with register.writing(place):
        old = Concern.objects.filter(place=place, closed_at__lt=now() - KEPT)
        ids = list(old.values_list("pk", flat=True))
        if ids:
            Promise.objects.filter(place=place, about_noun=NOUN, about_id__in=ids).delete()
            old.delete()
            register.record(place=place, action="deleted old worries", noun=NOUN)
    return len(ids)
