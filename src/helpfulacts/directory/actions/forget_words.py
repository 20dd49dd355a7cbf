"""The words of offers whose giver is forgotten go with them; that something was given stays."""

from __future__ import annotations

from collections.abc import Iterable

from helpfulacts.places.models import Place

from .. import fulltext, history
from ..models import Offer, Schedule


def forget_words(*, place: Place, offers: Iterable[Offer]) -> None:
    """Blank what ended `offers` said, where and when they were. In the caller's transaction, which records it."""
    offers = [offer for offer in offers if offer.status == "ended"]
    ids = [offer.pk for offer in offers]
    Offer.objects.filter(place=place, pk__in=ids).update(
        title="Something that was given",
        summary="",
        description="",
        shown_from="Somebody",
        particulars={},
        where=[],
        ward=None,
        latitude=None,
        longitude=None,
        brings="",
        eligibility={},
        ask_first="",
        check_level="",
        check_seen_on=None,
        check_seen_by="",
        check_until=None,
    )
    Schedule.objects.filter(place=place, offer__in=ids).delete()
    for offer in offers:
        history.forget_what_was_said(offer)
    fulltext.remove(offers)
