"""Take many offers onto the list at once: all of them or none, and one register entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.places.models import Place

from ..building import save_new
from ..drafts import OfferDraft
from ..models import Offer
from .index_offers import index_offers


def list_offers(*, place: Place, drafts: Iterable[OfferDraft], source: str = "") -> list[Offer]:
    """List `drafts`, in their order. Raises Refused with the first mistake, and then lists nothing."""
    drafts = list(drafts)
    if not drafts:
        return []
    with register.writing(place):
        offers = save_new(place, drafts, source=source)
        index_offers(place=place, offers=offers)
        register.record(
            place=place,
            action="list_offers",
            noun="offer",
            facts={
                "offers": len(offers),
                "kinds": dict(Counter(o.kind for o in offers)),
                "source": source[:200],
            },
        )
    return offers
