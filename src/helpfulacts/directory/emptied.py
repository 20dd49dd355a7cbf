"""Organisations that a list brought and that nothing refers to once the list is undone."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

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
    taken = 0
    for body in Organisation.objects.filter(place=place, pk__in=list(bodies), source=source):
        if _anything_else_refers_to(body, ended):
            continue
        Offer.objects.filter(place=place, provider=body).update(provider=None)
        OfferBody.objects.filter(place=place, organisation=body).delete()
        body.delete()
        taken += 1
    return taken


def _anything_else_refers_to(body: Organisation, ended: Collection[uuid.UUID]) -> bool:
    """By a key, as a party of a promise, or in what an entry said before a change that may still be undone."""
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
    if Promise.objects.filter(party, place=body.place_id).exists():
        return True
    kept = ImportRow.objects.filter(place=body.place_id, before__isnull=False)
    return kept.annotate(said=Cast("before", TextField())).filter(said__contains=str(body.pk)).exists()
