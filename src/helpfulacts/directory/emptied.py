"""Organisations that a list brought and that nothing refers to once the list is undone."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection
from functools import cache

from django.db import models
from django.db.models import Q

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
    taken, said = 0, cache(lambda: _said_before(place))
    for body in Organisation.objects.filter(place=place, pk__in=list(bodies), source=source):
        if _anything_else_refers_to(body, ended) or str(body.pk) in said():
            continue
        Offer.objects.filter(place=place, provider=body).update(provider=None)
        OfferBody.objects.filter(place=place, organisation=body).delete()
        body.delete()
        taken += 1
    return taken


def _anything_else_refers_to(body: Organisation, ended: Collection[uuid.UUID]) -> bool:
    """By a key, or as a party of a promise."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model = relation.related_model
        rows = model._base_manager.filter(**{"place": body.place_id, relation.field.name: body})
        offers = _BY_OFFER.get(model)
        if offers is None:
            if rows.exists():
                return True
        elif set(rows.values_list(offers, flat=True)) - set(ended):
            return True
    party = Q(by_noun="organisation", by_id=body.pk) | Q(to_noun="organisation", to_id=body.pk)
    return Promise.objects.filter(party, place=body.place_id).exists()


def _said_before(place: Place) -> str:
    """What entries said before changes that may still be undone: it may name a body."""
    kept = ImportRow.objects.filter(place=place, before_sealed__isnull=False)
    return "\n".join(json.dumps(row.before) for row in kept.iterator())
