"""Look for help, and when nobody has it, log the gap."""

from __future__ import annotations

import hmac
import json
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from helpfulacts.core.idempotency import once
from helpfulacts.core.words import tidy

from ..apart import NONE
from ..eligibility import Known
from ..facets import DAYS, FACET_CODES
from ..filters import Filters
from ..finding import find
from ..results import Found
from ..window import PARTS
from .log_gap import log_gap

if TYPE_CHECKING:
    from helpfulacts.places.models import Area, Place
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
    apart: frozenset[uuid.UUID] = NONE,
    visit: str = "",
) -> Found:
    """As `finding.find`; a search that found nothing adds a Gap (facets and ward, never the words).

    `visit` is what a browser is known by: the same words for the same ward are one look of a visit, however often it
    asks, and count once. Without it each call counts.
    """
    found = find(place, words, where, filters=filters, without=without, limit=limit, known=known, apart=apart)
    if found.gap:
        facets = [code for code in found.read_as if code in FACET_CODES]
        asked_from = found.near or where
        ward = asked_from.ward if asked_from else None

        def write() -> None:
            log_gap(place=place, facets=facets, ward=ward, times=_times(found), source="finding")

        if visit:
            once(place=place, key=_look(visit, words, ward), action="log_gap", request="", write=write)
        else:
            write()
    return found


def _times(found: Found) -> list[str]:
    """The slots of the week of the time that the sentence asks for, if it asks for one."""
    if found.window is None:
        return []
    part = "eve" if found.window.starts >= PARTS["evening"][0] else "am"
    return [f"{DAYS[day.weekday()]}_{part}" for day in found.window.days]


def _look(visit: str, words: str, ward: Area | None) -> str:
    """A look by its keyed hash (HMAC-SHA-256), kept for a week beside no gap: from it nobody learns who looked or for what."""
    said = [visit, tidy(words).casefold(), str(ward.pk) if ward else ""]
    return "look-" + hmac.new(settings.SEARCH_SALT.encode(), json.dumps(said).encode(), "sha256").hexdigest()
