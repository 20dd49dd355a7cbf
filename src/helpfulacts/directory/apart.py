"""Which offers would bring people together who must never meet: the one rule that every search, plan and round asks."""

from __future__ import annotations

import uuid

from django.db.models import Q

from helpfulacts.people.apart import apart_from, everybody_apart
from helpfulacts.people.models import Apart

from .models import Offer

NONE: frozenset[uuid.UUID] = frozenset()


def offers_apart(place: uuid.UUID, person: uuid.UUID | None) -> frozenset[uuid.UUID]:
    """Ids of the offers that somebody must never be led to, and that must never be led to them: whoever gives them, keeps
    them for a body, or the body itself. For nearly everybody none, in one query."""
    if person is None:
        return NONE
    persons, bodies = apart_from(place, person)
    if not persons and not bodies:
        return NONE
    rows = Offer.objects.filter(_given_by(persons, bodies), place=place).order_by()
    return frozenset(rows.values_list("pk", flat=True))


def pairs_apart(place: uuid.UUID) -> dict[uuid.UUID, set[uuid.UUID]]:
    """As `offers_apart`, for everybody of a place whom it is about: for a round."""
    everybody = everybody_apart(place)
    if not everybody:
        return {}
    persons = set().union(*(persons for persons, _ in everybody.values()))
    bodies = set().union(*(bodies for _, bodies in everybody.values()))
    rows = Offer.objects.filter(_given_by(persons, bodies), place=place).order_by()
    given = list(rows.values_list("pk", "giver_id", "kept_by_id", "provider_id"))
    return {
        person: {
            offer
            for offer, giver, keeper, body in given
            if giver in those or keeper in those or body in groups
        }
        for person, (those, groups) in everybody.items()
    }


def people_apart(offer: Offer) -> set[uuid.UUID]:
    """Ids of the people who must never be led to this offer: for its queue."""
    givers = [one for one in (offer.giver_id, offer.kept_by_id) if one is not None]
    about = Q(other__in=givers) | Q(person__in=givers)
    if offer.provider_id is not None:
        about |= Q(body=offer.provider_id)
    rows = Apart.objects.filter(about, place=offer.place_id).order_by()
    found = {one for pair in rows.values_list("person_id", "other_id") for one in pair if one is not None}
    return found - set(givers)


def _given_by(persons: set[uuid.UUID], bodies: set[uuid.UUID]) -> Q:
    return Q(giver__in=persons) | Q(kept_by__in=persons) | Q(provider__in=bodies)
