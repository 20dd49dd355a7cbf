"""Import what was staged: new offers are listed, changed ones changed, closed ones end. All of it or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import SYSTEM, Actor

from ..drafts import OfferDraft
from ..models import Import, ImportRow, Offer
from ..snapshots import digests_of, said_by
from ..standing import stand_hidden
from .change_offer import change_offers, end_offers
from .list_offers import list_offers
from .stage_import import require_may_import


@dataclass
class Work:
    """What an import does. `again` were listed from this list before and ended by an import: they come back."""

    new: list[tuple[ImportRow, OfferDraft]] = field(default_factory=list)
    again: list[tuple[ImportRow, Offer, OfferDraft]] = field(default_factory=list)
    changed: list[tuple[ImportRow, Offer, OfferDraft]] = field(default_factory=list)
    ending: list[tuple[ImportRow, Offer]] = field(default_factory=list)

    @property
    def offers(self) -> list[Offer]:
        """All that were listed before."""
        return [offer for _, offer, _ in [*self.again, *self.changed]] + [offer for _, offer in self.ending]

    def __len__(self) -> int:
        return len(self.new) + len(self.again) + len(self.changed) + len(self.ending)


def finish_import(*, one: Import, work: Work, by: Actor) -> Import:
    """Do the work, keep what each offer said before, and record it. Cells that are not needed any more go.

    Raises Refused when there is nothing to do, or when it was undone meanwhile.
    """
    require_may_import(by)
    if not len(work):
        raise Refused("There is nothing to import yet. Mend a row first, or upload another file.")
    place = one.place
    with register.writing(place):
        one.refresh_from_db()
        if one.state not in ("ready", "done"):
            raise Refused("This list cannot be imported now. Open it again to see why.")
        listed = list_offers(place=place, drafts=[draft for _, draft in work.new], source=one.name)
        for (row, _), offer in zip(work.new, listed, strict=True):
            row.offer = offer
        _bring_back(place.pk, [offer for _, offer, _ in work.again])
        others = [(row, offer) for row, offer, _ in work.changed] + work.ending
        before = said_by([offer for _, offer in others])
        for row, offer in others:
            row.before = before[offer.pk]
        pairs = [(offer, draft) for _, offer, draft in [*work.again, *work.changed]]
        change_offers(place=place, changes=pairs, source=one.name)
        end_offers(place=place, offers=[offer for _, offer in work.ending], by=SYSTEM)
        forget_hashes(place.pk, [offer.pk for _, offer in work.ending])
        rows = [row for row, _ in work.new] + [row for row, *_ in work.again] + [row for row, _ in others]
        _keep(one, rows)
        one.state, one.finished_at = "done", now()
        one.save(update_fields=["state", "finished_at"])
        register.record(
            place=place,
            action="finish_import",
            noun="import",
            subject=one.pk,
            facts={
                "new": len(work.new) + len(work.again),
                "changed": len(work.changed),
                "ended": len(work.ending),
                "by": by.role,
            },
        )
    return one


def forget_hashes(place: uuid.UUID, offers: Sequence[uuid.UUID]) -> None:
    """An offer that an import ended has no hash: the list may bring it back. One that a person ended stays ended."""
    Offer.objects.filter(place=place, pk__in=list(offers), status="ended").update(source_hash="")


def _bring_back(place: uuid.UUID, offers: Sequence[Offer]) -> None:
    """What an import ended is listed again; what somebody decided to hide comes back hidden."""
    rows = Offer.objects.filter(place=place, status="ended", forgotten=False)
    hidden = stand_hidden(place, offers)
    ids = [offer.pk for offer in offers]
    rows.filter(pk__in=hidden).update(status="hidden")
    rows.filter(pk__in=ids).update(status="active", was_listed=True)


def _keep(one: Import, rows: Sequence[ImportRow]) -> None:
    after = digests_of(one.place, [row.offer_id for row in rows if row.offer_id])
    for row in rows:
        row.done, row.cells, row.reasons, row.changes = True, [], [], []
        row.after = after[row.offer_id] if row.offer_id else ""
    names = ["done", "cells_sealed", "reasons_sealed", "changes_sealed", "offer", "before_sealed", "after"]
    ImportRow.objects.bulk_update(rows, names, batch_size=200)
    unneeded = ImportRow.objects.filter(place=one.place_id, of=one)
    unneeded.filter(outcome__in=["same", "closed", "joined", "above"]).update(
        cells_sealed=None, changes_sealed=None
    )
    unneeded.exclude(sheet=one.sheet).delete()
