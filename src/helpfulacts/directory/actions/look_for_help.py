"""Look for help, and when nobody has it, log the gap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..finding import Found, find
from .log_gap import log_gap

if TYPE_CHECKING:
    from helpfulacts.places.models import Place
    from helpfulacts.places.selectors import Where


def look_for_help(
    *,
    place: Place,
    words: str,
    where: Where | None = None,
    kinds: Iterable[str] = (),
    limit: int = 20,
    **filters: Any,
) -> Found:
    """As `finding.find`; a search that found nothing adds a Gap (facets and ward, never the words)."""
    found = find(place, words, where, kinds=kinds, limit=limit, **filters)
    if found.gap:
        log_gap(place=place, facets=found.read_as, ward=where.ward if where else None, source="finding")
    return found
