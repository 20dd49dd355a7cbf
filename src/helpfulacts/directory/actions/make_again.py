"""Make again what is derived from the offers of a place: the rows they are found by, and their dates."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.places.models import Place

from .. import fulltext
from ..derived import words_out_of_step
from ..models import Offer
from ..occurrences import rebuild
from .index_offers import index_offers


def make_again(*, place: Place) -> int:
    """All of it anew; how many offers. Derived rows: nothing is recorded."""
    with register.writing(place):
        index_offers(place=place)
        fulltext.remove_keys(place.pk, words_out_of_step(place))
        offers = list(
            Offer.objects.filter(place=place, status="active").select_related("place").order_by("pk")
        )
        for offer in offers:
            rebuild(offer)
    return len(offers)
