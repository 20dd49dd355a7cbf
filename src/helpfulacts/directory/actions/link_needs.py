"""Say which offers must be held before others, for many at once, as a feed does."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from helpfulacts.core import register
from helpfulacts.places.models import Place

from ..models import Prerequisite
from ..moments import has_changed
from ..selectors import offers_by_exchange_id


def link_needs(
    *, place: Place, needs: Mapping[uuid.UUID, Iterable[uuid.UUID]]
) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Make each offer need what its list names for it, all by exchange ids, besides what people here say that it needs.

    Answers the pairs that cannot be: one of the two is not listed here, or they would run in a circle.
    """
    wanted = {offer: list(dict.fromkeys(needed)) for offer, needed in needs.items()}
    with register.writing(place):
        there = offers_by_exchange_id(place, {*wanted, *(one for many in wanted.values() for one in many)})
        graph: dict[uuid.UUID, set[uuid.UUID]] = {}
        came: dict[uuid.UUID, set[uuid.UUID]] = {}
        for row in Prerequisite.objects.filter(place=place).select_related("offer", "needs").order_by("pk"):
            listed = row.imported and row.offer.exchange_id in wanted
            rows = came if listed else graph
            rows.setdefault(row.offer.exchange_id, set()).add(row.needs.exchange_id)
        refused, new, changed = [], [], []
        for offer, needed in sorted(wanted.items()):
            ours = graph.setdefault(offer, set())
            theirs: set[uuid.UUID] = set()
            for one in needed:
                if one in ours:
                    continue
                if offer in there and one in there and not _leads(graph, one, offer):
                    theirs.add(one)
                    ours.add(one)
                else:
                    refused.append((offer, one))
            if theirs != came.get(offer, set()):
                changed.append(offer)
                new += [
                    Prerequisite(place=place, offer=there[offer], needs=there[one], imported=True)
                    for one in sorted(theirs)
                ]
        if changed:
            ids = [there[offer].pk for offer in changed]
            Prerequisite.objects.filter(place=place, offer__in=ids, imported=True).delete()
            Prerequisite.objects.bulk_create(new, batch_size=500)
            has_changed(place, [there[offer] for offer in changed])
            register.record(place=place, action="link_needs", noun="offer", facts={"offers": len(changed)})
    return refused


def _leads(graph: Mapping[uuid.UUID, set[uuid.UUID]], start: uuid.UUID, end: uuid.UUID) -> bool:
    """Whether what `start` needs, and what that needs, comes to `end`."""
    seen, waiting = set(), [start]
    while waiting:
        one = waiting.pop()
        if one == end:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(graph.get(one, ()))
    return False
