"""Many promises are kept at once, with one register entry."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.engine.small import some

from ..models import OPEN, Promise
from ..selectors import open_pauses
from .pause_clock import end_pause

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def keep_promises(*, place: Place, promises: Iterable[uuid.UUID], evidence: str, by: str) -> int:
    """How many were open and are now kept. Those already kept or excused stay as they are."""
    with register.writing(place):
        rows = Promise.objects.filter(OPEN, place=place, pk__in=list(promises))
        for paused in rows.filter(pk__in=open_pauses(place).values("promise")):
            end_pause(paused)
        kept = rows.update(kept_at=now(), evidence=evidence[:200])
        if kept:
            register.record(
                place=place, action="kept", noun="promise", facts={"promises": some(kept), "by": by}
            )
    return kept
