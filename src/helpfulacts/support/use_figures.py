"""How much each offer is in use: a reason to check one before another, and nothing else."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Count

from .models import HelpfulAct

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def acts_by_offer(place: Place) -> dict[uuid.UUID, int]:
    """How many people said yes to each offer and have not stopped; offers without any are left out."""
    rows = HelpfulAct.objects.filter(
        place=place, offer__isnull=False, state__in=("agreed", "promised", "done", "confirmed")
    ).order_by()
    return dict(rows.values_list("offer").annotate(n=Count("pk")))
