"""What became of the places of a round after it was worked out: changed by hand, lost, or free again.

    since = SinceThen(run, inputs)
    since.words([0, 4])            # sentences about these offers (rows of the arrays); none where nothing happened

A refusal is proved from what the rules gave. Where that is not what people hold now, it must say so.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpfulacts.core.rows import batches
from helpfulacts.engine.small import some

from .models import Allocation, Override, Run
from .refusal_words import LOST
from .round_rows import reason_of

if TYPE_CHECKING:
    from .inputs import RunInputs


class SinceThen:
    """changed: whose answers were changed by hand, by offer. lost, freed: how many places, by offer."""

    def __init__(self, run: Run, inputs: RunInputs) -> None:
        row_of = {key: row for row, key in enumerate(inputs.offer_ids)}
        self.changed: dict[int, set[uuid.UUID]] = defaultdict(set)
        self.lost: Counter[int] = Counter()
        self.freed: Counter[int] = Counter()
        by_hand: set[uuid.UUID] = set()
        placed = int((inputs.assign >= 0).sum() + (inputs.continuing >= 0).sum())
        made = Override.objects.filter(place=run.place_id, run=run).values_list(
            "allocation_id", "from_offer_id", "to_offer_id"
        )
        for allocation, before, after in made:
            by_hand.add(allocation)
            for offer, change in ((before, 1), (after, -1)):
                if offer is not None:
                    self.changed[row_of[str(offer)]].add(allocation)
                    self.freed[row_of[str(offer)]] += change
                    placed -= change
        # Counts first: mostly every place that was given is still the person's, and there is nothing to look for.
        if placed != Run.objects.values_list("placed", flat=True).get(place=run.place_id, pk=run.pk):
            self._find_gone(run, inputs, by_hand)

    def _find_gone(self, run: Run, inputs: RunInputs, by_hand: set[uuid.UUID]) -> None:
        refused = Allocation.objects.filter(place=run.place_id, run=run, status="refused")
        had = [
            key
            for key, index in refused.values_list("pk", "index")
            if inputs.assign[index] >= 0 or key in by_hand
        ]
        for batch in batches(had):
            for row in Allocation.objects.filter(place=run.place_id, pk__in=batch):
                stored = reason_of(row)
                if stored["code"] == "gone":
                    where = self.lost if stored["why"] in LOST else self.freed
                    where[int(stored["offer"])] += 1

    def words(self, offers: Iterable[int]) -> list[str]:
        """What a person is told for whom these offers were full. No count under ten, and nobody pointed at."""
        offers = list(offers)
        changed = set().union(*(self.changed[offer] for offer in offers if offer in self.changed))
        words = []
        if changed:
            words.append(f"A person changed {some(len(changed))} of these by hand and wrote down why.")
        if any(self.lost[offer] for offer in offers):
            words.append("Some of these places were lost before the round was confirmed.")
        if any(self.freed[offer] > 0 for offer in offers):
            words.append("Room came free here after the round was worked out. It goes into the next round.")
        return words
