"""Look through the list for entries that may be the same. Run nightly; running it twice changes nothing."""

from __future__ import annotations

import uuid

from helpfulacts.core import register
from helpfulacts.places.models import Place

from ..likeness import Pair, alike
from ..likenesses import entries_of
from ..models import Likeness


def propose_likenesses(*, place: Place) -> int:
    """Propose pairs that nobody has answered yet, and let go of proposals that no longer hold; the number now open.

    Nothing is merged: a person decides. A pair that was said to be two different things is not proposed again, and
    each of the two may still be the same as a third.
    """
    entries, ids = entries_of(place)
    key = {pk: number for number, pk in enumerate(ids)}
    distinct = Likeness.objects.filter(place=place, state="distinct").order_by("pk")
    answered = [
        (key[first], key[second])
        for first, second in distinct.values_list("first", "second")
        if first in key and second in key
    ]
    found: dict[tuple[uuid.UUID, uuid.UUID], Pair] = {}
    for pair in alike(entries, answered):
        first, second = sorted((ids[pair.first], ids[pair.second]))
        found[first, second] = pair
    with register.writing(place):
        rows = {
            (row.first_id, row.second_id): row for row in Likeness.objects.filter(place=place).order_by("pk")
        }
        gone = [row.pk for key, row in rows.items() if row.state == "proposed" and key not in found]
        Likeness.objects.filter(place=place, pk__in=gone).delete()
        new = []
        for (first, second), pair in found.items():
            row = rows.get((first, second))
            if row is None:
                new.append(
                    Likeness(
                        place=place, first_id=first, second_id=second, score=pair.score, reasons=pair.reasons
                    )
                )
            elif row.state == "proposed" and (row.score, row.reasons) != (pair.score, list(pair.reasons)):
                row.score, row.reasons = pair.score, list(pair.reasons)
                row.save(update_fields=["score", "reasons"])
        Likeness.objects.bulk_create(new)
        if new:
            register.record(place=place, action="propose_likenesses", noun="offer", facts={"pairs": len(new)})
    return sum(1 for key in found if key not in rows or rows[key].state == "proposed")
