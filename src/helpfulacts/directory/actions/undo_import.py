"""Undo a whole import in one transaction: what it listed ends, and what it changed says again what it said before."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.places.models import Place

from .. import history
from ..emptied import take_away_emptied
from ..imports import KEPT, held_now, kept_until, may_be_undone
from ..models import Import, ImportRow, Offer, OfferVersion
from ..snapshots import digests_of, form, put_back
from .change_offer import end_offers
from .finish_import import forget_hashes
from .index_offers import index_offers
from .stage_import import require_may_import


@dataclass
class Undone:
    """`bodies` are organisations that only this list brought: they go. `kept_held` stay because somebody holds a place in them, `kept_changed` because people changed them since.

    `kept_unsure` changed since an import that was before an upgrade: whether people changed them is not known any more.
    """

    ended: int = 0
    put_back: int = 0
    bodies: int = 0
    kept_held: list[Offer] = field(default_factory=list)
    kept_changed: list[Offer] = field(default_factory=list)
    kept_unsure: list[Offer] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return len(self.kept_held) + len(self.kept_changed) + len(self.kept_unsure)


def undo_import(*, one: Import, in_use: Collection[uuid.UUID], by: Actor) -> Undone:
    """`in_use` are offers that somebody's plan counts on, besides those with a place held. Raises Refused."""
    require_may_import(by)
    with register.writing(one.place_id):
        one.refresh_from_db()
        if not may_be_undone(one):
            raise Refused(_why_not(one))
        rows = list(ImportRow.objects.filter(place=one.place_id, of=one, done=True).select_related("offer"))
        ids = [row.offer_id for row in rows if row.offer_id]
        says = digests_of(one.place, ids)
        known = form()
        untouched = _untouched(
            one, [row.offer for row in rows if row.offer and not row.after.startswith(known)]
        )
        busy = held_now(one.place, ids) | set(in_use)
        found, ending, back = Undone(), [], []
        brought = {row.offer.provider_id for row in rows if row.offer and row.offer.provider_id}
        for row in rows:
            offer = row.offer
            if offer is None:
                continue
            if row.before is None and offer.pk in busy:
                found.kept_held.append(offer)
            elif says.get(offer.pk) != row.after and offer.pk not in untouched:
                (found.kept_changed if row.after.startswith(known) else found.kept_unsure).append(offer)
            elif row.before is not None:
                back.append((offer, row.before))
            else:
                ending.append(offer)
        found.ended = end_offers(place=one.place, offers=ending, by=SYSTEM)
        forget_hashes(one.place_id, [offer.pk for offer in ending])
        versions = []
        for offer, before in back:
            said = history.facts_of(offer)
            put_back(offer, before)
            versions.append((offer, *history.differing(offer, said, history.facts_of(offer), SYSTEM)))
        # It says again what its list said: nobody here changed it, and the next list may.
        history.write(one.place, "changed", SYSTEM, versions)
        index_offers(place=one.place, offers=[offer for offer, _ in back if offer.status == "active"])
        found.put_back = len(back)
        _forget_rows(one)
        found.bodies = take_away_emptied(one.place, brought, one.name, {offer.pk for offer in ending})
        one.state, one.undone_at = "undone", now()
        one.save(update_fields=["state", "undone_at"])
        register.record(
            place=one.place,
            action="undo_import",
            noun="import",
            subject=one.pk,
            facts={
                "ended": found.ended,
                "put_back": found.put_back,
                "organisations": found.bodies,
                "kept": found.kept,
                "by": by.role,
            },
        )
    return found


def _untouched(one: Import, offers: list[Offer]) -> set[uuid.UUID]:
    """Of offers whose digest has the form of before an upgrade: those that nothing changed since, by moment and history."""
    assert one.finished_at is not None
    ids = [offer.pk for offer in offers if offer.changed_at <= one.finished_at]
    by_people = OfferVersion.objects.filter(place=one.place_id, offer__in=ids, at__gt=one.began_at)
    by_people = by_people.exclude(by_shown_as=history.THE_LIST)
    return set(ids) - set(by_people.values_list("offer_id", flat=True))


def _why_not(one: Import) -> str:
    if one.state == "undone":
        return "This import is undone already."
    if one.state != "done":
        return "This list is not imported yet, so there is nothing to undo."
    return f"This was imported more than thirty days ago, on {kept_until(one) - KEPT:%d %B}. Change the offers one by one."


def _forget_rows(one: Import) -> None:
    """What people wrote and what offers said before is needed no more; what became of each row stays."""
    rows = ImportRow.objects.filter(place=one.place_id, of=one)
    rows.update(cells_sealed=None, changes_sealed=None, before_sealed=None)


def forget_imports(*, place: Place, moment: dt.datetime | None = None) -> int:
    """Delete staged spreadsheets thirty days after they came or were imported; how many. Nothing is recorded."""
    until = (moment or now()) - KEPT
    old = Import.objects.filter(place=place, began_at__lt=until).exclude(finished_at__gte=until)
    ids = list(old.values_list("pk", flat=True))
    Import.objects.filter(place=place, pk__in=ids).delete()
    return len(ids)
