"""Look for help, and when nobody has it, log the gap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..eligibility import Known
from ..facets import FACET_CODES
from ..filters import Filters
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
    filters: Filters | None = None,
    without: Iterable[str] = (),
    limit: int = 20,
    known: Known | None = None,
) -> Found:
    """As `finding.find`; a search that found nothing adds a Gap (facets and ward, never the words)."""
    found = find(place, words, where, filters=filters, without=without, limit=limit, known=known)
    if found.gap:
        facets = [code for code in found.read_as if code in FACET_CODES]
        asked_from = found.near or where
        log_gap(place=place, facets=facets, ward=asked_from.ward if asked_from else None, source="finding")
    return found
