"""Where a combination happens is a copy of its room's place: no entry holds it while one who gives a part must not be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from helpfulacts.core import register
from helpfulacts.people.models import Person

from ..models import Offer, Weave, WeavePart
from ..moments import moment_of_change
from ..selectors import from_protected, is_protected
from ..weaving import parts_of, place_of, role_of
from .index_offers import index_offers

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

_GAVE = ("agreed", "left")
_NOWHERE = {"address": "", "published_venue": False, "latitude": None, "longitude": None, "ward": None}


def hide_woven_places(*, place: Place) -> int:
    """Of how many combinations the place was still there, and is taken out. Run each night, for what was hidden before."""
    with register.writing(place):
        hidden = take_woven_places_out(place)
        if hidden:  # neither which nor whose: as `protect_giver`
            register.record(place=place, action="changed what the list shows", noun="place")
    return hidden


def take_woven_places_out(place: Place) -> int:
    """In the caller's `register.writing`; how many."""
    theirs = WeavePart.objects.filter(from_protected("offer__"), place=place, state__in=_GAVE)
    woven = Offer.objects.filter(place=place, pk__in=theirs.order_by().values("weave__offer"))
    return _place(place, list(woven.exclude(**_NOWHERE).order_by("search_key")), _NOWHERE)


def put_woven_places_back(person: Person) -> None:
    """The same, of one who may be found again; in the caller's `register.writing`.

    It stays out where another who gives a part must not be found, where somebody has said a new place since, or where no
    room that said yes has a place: no other part tells where it happens.
    """
    place = person.place
    theirs = Offer.objects.filter(Q(giver=person) | Q(kept_by=person), place=place)
    weaves = Weave.objects.filter(
        place=place,
        parts__offer__in=theirs,
        parts__state__in=_GAVE,
        offer__in=Offer.objects.filter(place=place, **_NOWHERE),
    )
    for weave in weaves.exclude(state="ended").select_related("offer").order_by("pk").distinct():
        given = [part for part in parts_of(weave) if part.state in _GAVE]
        rooms = [part.offer for part in given if part.state == "agreed" and _is_placed_room(part.offer)]
        if weave.offer is not None and rooms and not any(is_protected(part.offer) for part in given):
            _place(place, [weave.offer], place_of(rooms))


def _is_placed_room(offer: Offer) -> bool:
    has_place = offer.latitude is not None or offer.ward_id is not None or offer.published_venue
    return role_of(offer) == "room" and has_place


def _place(place: Place, offers: list[Offer], where: dict[str, object]) -> int:
    if offers:
        rows = Offer.objects.filter(place=place, pk__in=[offer.pk for offer in offers])
        rows.update(**where, changed_at=moment_of_change(place))
        index_offers(place=place, offers=rows.order_by("search_key"))
    return len(offers)
