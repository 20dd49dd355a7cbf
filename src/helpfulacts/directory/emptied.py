"""Organisations that a list brought and that nothing refers to once the list is undone."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection

from django.db import models

from helpfulacts.people.models import Organisation
from helpfulacts.places.models import Place
from helpfulacts.promises.models import Promise

from .models import ImportRow, Offer, OfferBody

_BY_OFFER: dict[type[models.Model], str] = {Offer: "pk", OfferBody: "offer"}


def take_away_emptied(
    place: Place, bodies: Collection[uuid.UUID], source: str, ended: Collection[uuid.UUID]
) -> int:
    """Delete those of `bodies` that `source` brought and to which nothing but the offers `ended` refers; how many.

    Those offers stay on record, from the name they were shown with. In the caller's transaction.
    """
    found = Organisation.objects.filter(place=place, pk__in=list(bodies), source=source).order_by()
    left = set(found.values_list("pk", flat=True))
    left -= _referred_to(place, left, ended)
    if not left:
        return 0
    said = _said_before(place)
    gone = [pk for pk in left if str(pk) not in said]
    Offer.objects.filter(place=place, provider__in=gone).update(provider=None)
    OfferBody.objects.filter(place=place, organisation__in=gone).delete()
    Organisation.objects.filter(place=place, pk__in=gone).delete()
    return len(gone)


def _referred_to(place: Place, bodies: Collection[uuid.UUID], ended: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `bodies` that anything but the offers `ended` names, by a key or as a party of a promise.

    One look for each relation, however many they are: it is done while all writers wait.
    """
    named: set[uuid.UUID] = set()
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model, key = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{"place": place, f"{key}__in": bodies}).order_by()
        if offers := _BY_OFFER.get(model):
            found = rows.values_list(relation.field.attname, offers)
            named |= {body for body, offer in found if offer not in ended}
        else:
            named |= set(rows.values_list(relation.field.attname, flat=True))
    for noun, party in (("by_noun", "by_id"), ("to_noun", "to_id")):
        promises = Promise.objects.filter(**{"place": place, noun: "organisation", f"{party}__in": bodies})
        named |= set(promises.order_by().values_list(party, flat=True))
    return named


def _said_before(place: Place) -> str:
    """What entries said before changes that may still be undone: it may name a body."""
    kept = ImportRow.objects.filter(place=place, before_sealed__isnull=False)
    return "\n".join(json.dumps(row.before) for row in kept.iterator())
