"""What an offer needs first: rows that point at other offers of the place, never in a circle."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from helpfulacts.core.errors import Refused
from helpfulacts.places.models import Place

from .drafts import OfferDraft, exchange_id_for
from .models import Offer, Prerequisite


def prerequisite_rows(
    place: Place, pairs: Iterable[tuple[Offer, OfferDraft]], source: str, *, imported: bool
) -> list[Prerequisite]:
    """New rows for what each offer needs first, besides those that are kept.

    Refuses a need that is not listed, and needs that run in a circle.
    """
    pairs = [(offer, draft) for offer, draft in pairs if draft.needs]
    if not pairs:
        return []
    wanted = {
        need: need if isinstance(need, uuid.UUID) else _as_uuid(need, source)
        for _, draft in pairs
        for need in draft.needs
    }
    there = {
        offer.exchange_id: offer
        for offer in Offer.objects.filter(place=place, exchange_id__in=set(wanted.values())).order_by("title")
    }
    rows = []
    for offer, draft in pairs:
        for need in dict.fromkeys(draft.needs):
            needed = there.get(wanted[need])
            if needed is None:
                raise Refused(
                    f"“{offer.title}” needs “{need}” first, but that is not listed here.", field="needs"
                )
            if needed.pk == offer.pk:
                raise Refused(f"“{offer.title}” cannot need itself first.", field="needs")
            rows.append(Prerequisite(place=place, offer=offer, needs=needed, imported=imported))
    there_already = set(
        Prerequisite.objects.filter(place=place, offer__in=[offer.pk for offer, _ in pairs])
        .order_by()
        .values_list("offer_id", "needs_id")
    )
    rows = [row for row in rows if (row.offer_id, row.needs_id) not in there_already]
    _refuse_circles(place, rows)
    return rows


def _as_uuid(need: str, source: str) -> uuid.UUID:
    try:
        return uuid.UUID(need)
    except ValueError:
        return exchange_id_for(source, need)


def _refuse_circles(place: Place, new: list[Prerequisite]) -> None:
    """Peel off what needs nothing more; what is left runs in a circle."""
    names = {row.offer_id: row.offer.title for row in new}
    kept = Prerequisite.objects.filter(place=place).values_list("offer_id", "needs_id").order_by("pk")
    needs: dict[uuid.UUID, set[uuid.UUID]] = {}
    for offer_id, needs_id in [*kept, *((row.offer_id, row.needs_id) for row in new)]:
        needs.setdefault(offer_id, set()).add(needs_id)
    while free := [offer for offer, waits in needs.items() if not waits & needs.keys()]:
        for offer in free:
            del needs[offer]
    for offer in needs:
        if offer in names:
            raise Refused(f"“{names[offer]}” and what it needs first run in a circle.", field="needs")
