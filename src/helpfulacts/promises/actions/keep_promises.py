"""Many promises are kept at once, with one register entry."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.engine.sharing.explain import some

from ..models import Promise

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def keep_promises(*, place: Place, promises: Iterable[uuid.UUID], evidence: str, by: str) -> int:
    """How many were open and are now kept. Those already kept or excused stay as they are."""
    with register.writing(place):
        kept = Promise.objects.filter(
            place=place, pk__in=list(promises), kept_at__isnull=True, excepted_at__isnull=True
        ).update(kept_at=now(), evidence=evidence[:200])
        if kept:
            register.record(
                place=place, action="kept", noun="promise", facts={"promises": some(kept), "by": by}
            )
    return kept
