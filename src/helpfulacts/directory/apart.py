"""Which offers would bring people together who must never meet: the one rule that every search, plan and round asks."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet

from helpfulacts.people.apart import apart_from, everybody_apart

from .models import Offer, OfferBody, WeavePart

NONE: frozenset[uuid.UUID] = frozenset()


def offers_apart(place: uuid.UUID, person: uuid.UUID | None) -> frozenset[uuid.UUID]:
    """Ids of the offers that somebody must never be led to, and that must never be led to them: whoever gives them, keeps
    them for a body, or the body itself; so too where that is a part of a combination. For nearly everybody none, in one query.
    """
    if person is None:
        return NONE
    persons, bodies = apart_from(place, person)
    if not persons and not bodies:
        return NONE
    return frozenset(offer for offer, _ in _given_by(place, persons, bodies))


def pairs_apart(place: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """As `offers_apart`, for everybody of a place whom it is about: for a round, and for queues."""
    everybody = everybody_apart(place)
    if not everybody:
        return {}
    persons = set().union(*(persons for persons, _ in everybody.values()))
    bodies = set().union(*(bodies for _, bodies in everybody.values()))
    given = _given_by(place, persons, bodies)
    return {
        person: {offer for offer, giver in given if giver in those or giver in groups}
        for person, (those, groups) in everybody.items()
    }


def _given_by(
    place: uuid.UUID, persons: Collection[uuid.UUID], bodies: Collection[uuid.UUID]
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """(offer, which of these persons and bodies gives it, keeps it or does it), also by an agreed part of a combination."""
    own = Q(giver__in=persons) | Q(kept_by__in=persons) | Q(provider__in=bodies)
    rows = Offer.objects.filter(own, place=place).order_by()
    given = {
        (offer, one)
        for offer, *those in rows.values_list("pk", "giver_id", "kept_by_id", "provider_id")
        for one in those
        if one in persons or one in bodies
    }
    given |= set(_doing(place).filter(organisation__in=bodies).values_list("offer_id", "organisation_id"))
    parts = _agreed_parts(place).filter(offer__in={offer for offer, _ in given})
    woven = list(parts.values_list("offer_id", "weave__offer_id"))
    return given | {(whole, one) for part, whole in woven for offer, one in given if offer == part}


def _doing(place: uuid.UUID) -> QuerySet[OfferBody]:
    return OfferBody.objects.filter(place=place, part="delivers").order_by()


def _agreed_parts(place: uuid.UUID) -> QuerySet[WeavePart]:
    return WeavePart.objects.filter(place=place, state="agreed", weave__offer__isnull=False).order_by()
