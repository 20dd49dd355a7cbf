"""Wipe out the words of complaints that were answered long ago: the counts stay, and that each came."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now

from ..complaints import NOUN
from ..models import Complaint

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

KEPT = dt.timedelta(days=365)


def forget_complaints(*, place: Place) -> int:
    """How many were emptied: those whose answer is a year old. Run each night; running it again changes nothing."""
    old = Complaint.objects.filter(place=place, answered_at__lt=now() - KEPT, words_sealed__isnull=False)
    with register.writing(place):
        emptied = old.update(words_sealed=None, contact_sealed=None, answer_sealed=None)
        if emptied:
            register.record(place=place, action="emptied old complaints", noun=NOUN)
    return emptied
