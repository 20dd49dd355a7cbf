"""Make the offers of a feed ready, batch by batch, unseen; then show them all in one short transaction, or drop them.

Nothing staged is in the register: it is recorded when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Count

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.people.actions.stage_organisations import drop_staged_organisations
from helpfulacts.places.models import Place

from .. import fulltext
from ..building import save_with_times
from ..drafts import OfferDraft
from ..keys import next_keys
from ..models import (
    AccessFact,
    CapacityPeriod,
    Occurrence,
    Offer,
    OfferBody,
    OfferLocation,
    OfferVersion,
    Prerequisite,
    Schedule,
    Staging,
    Trial,
)
from ..moments import moment_of_change

_BATCH = 500
_PARTS = (
    Occurrence,
    Schedule,
    CapacityPeriod,
    Trial,
    Prerequisite,
    OfferLocation,
    OfferBody,
    AccessFact,
    OfferVersion,
)


def begin_staging(*, place: Place, source: str, fingerprint: str, size: int) -> tuple[Staging, bool]:
    """(what is made ready, whether it goes on from an earlier try). Anything else that was begun is dropped."""
    kept = Staging.objects.filter(place=place).first()
    if kept is not None and (kept.source, kept.fingerprint, kept.size) == (source, fingerprint, size):
        return kept, True
    drop_staged(place=place)
    begun = Staging(
        place=place,
        source=source,
        fingerprint=fingerprint,
        first_key=next_keys(size)[0],
        size=size,
        begun_at=now(),
    )
    begun.save(force_insert=True)
    return begun, False


def stage_offers(*, staging: Staging, source: str, drafts: Sequence[tuple[int, OfferDraft]]) -> None:
    """Write one batch, each draft with its number in the feed, all of it or nothing. Raises Refused for a mistake.

    `source` is the feed that lists them: not always that of the staging, for a file of what was set aside is mended.
    """
    if not drafts:
        return
    place = staging.place
    with transaction.atomic():
        saved = save_with_times(
            place,
            [draft for _, draft in drafts],
            source=source,
            status="staged",
            keys=[staging.first_key + number for number, _ in drafts],
        )
        # Their times are at hand for the rows by which they are found; held on to, the two would keep each other in memory.
        for offer, times in saved:
            offer._prefetched_objects_cache = {"schedules": times}  # type: ignore[attr-defined]
        fulltext.write(offer for offer, _ in saved)
        for offer, _ in saved:
            offer._prefetched_objects_cache.clear()  # type: ignore[attr-defined]


def show_staged(*, place: Place) -> int:
    """Show every staged offer, in the caller's transaction with the rest of what its feed changes; their number."""
    with register.writing(place):
        staging = Staging.objects.get(place=place)
        rows = Offer.with_staged.filter(place=place, status="staged")
        kinds = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
        moment = moment_of_change(place)
        shown = rows.update(status="active", was_listed=True, created_at=moment, changed_at=moment)
        if shown:
            register.record(
                place=place,
                action="list_offers",
                noun="offer",
                facts={"offers": shown, "kinds": kinds, "source": staging.source},
            )
        staging.delete()
        fulltext.show_all(place.pk)
    return shown


def drop_staged(*, place: Place) -> int:
    """Take away what was made ready and never shown, batch by batch; the number of offers dropped."""
    dropped = 0
    while offers := list(
        Offer.with_staged.filter(place=place, status="staged").order_by("search_key")[:_BATCH]
    ):
        _drop(place, offers)
        dropped += len(offers)
    with transaction.atomic():
        drop_staged_organisations(place=place)
        Staging.objects.filter(place=place).delete()
    return dropped


def _drop(place: Place, offers: Iterable[Offer]) -> None:
    ids = [offer.pk for offer in offers]
    with transaction.atomic():
        fulltext.remove(offers)
        for model in _PARTS:
            model._default_manager.filter(place=place, offer__in=ids).delete()
        Offer.with_staged.filter(place=place, status="staged", pk__in=ids).delete()
