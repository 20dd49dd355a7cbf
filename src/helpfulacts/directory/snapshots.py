"""What an offer says at a moment, as plain JSON: kept when an import changes it, and put back when that is undone."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from helpfulacts.core.rows import batches
from helpfulacts.places.models import Place

from .confidential import hide_places
from .models import (
    AccessFact,
    CapacityPeriod,
    Offer,
    OfferBody,
    OfferLocation,
    Prerequisite,
    Schedule,
    ScheduleException,
)
from .moments import moment_of_change
from .occurrences import rebuild
from .standing import as_decided

_KEEPS = {"id", "place_id", "search_key", "exchange_id", "created_at", "changed_at", "was_listed"}
"""Columns that no change of words touches."""
_PARTS: tuple[type[models.Model], ...] = (Schedule, OfferLocation, OfferBody, AccessFact, Prerequisite)
_TOLD: tuple[type[models.Model], ...] = (*_PARTS, CapacityPeriod, ScheduleException)
"""What an import may replace, and what counts besides for whether people changed something since."""
_RULE = 1
"""Counted up whenever `_digest` reads the same rows in another way."""
_STATED = ("unit", "stated", "own_cap", "talks_first")
"""Of a capacity what its giver says: what is held, and when the next period begins, changes without anybody saying so."""


def said_by(offers: Iterable[Offer]) -> dict[uuid.UUID, dict[str, Any]]:
    """By offer: its columns by name, and the rows of its times, places, bodies, prerequisites, capacity and days that differ."""
    offers = list(offers)
    found: dict[uuid.UUID, dict[str, Any]] = {
        offer.pk: _columns(offer, _KEEPS) | {model.__name__: [] for model in _TOLD} for offer in offers
    }
    for batch in batches(offers):
        for model in _TOLD:
            rows = model._default_manager.filter(place=batch[0].place_id, offer__in=batch).order_by("pk")
            for row in rows:
                owner = row.offer_id  # type: ignore[attr-defined]
                found[owner][model.__name__].append(_columns(row, {"place_id", "offer_id"}))
    return {key: json.loads(json.dumps(said, cls=DjangoJSONEncoder)) for key, said in found.items()}


def digests_of(place: Place, offers: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """By offer, `form()` and the start of the SHA-256 of what it says now: 64 letters.

    Its rows count by what they say, not by which rows they are.
    """
    rows = [offer for batch in batches(offers) for offer in Offer.objects.filter(place=place, pk__in=batch)]
    known = form()
    return {key: f"{known}{_digest(said)}"[:64] for key, said in said_by(rows).items()}


def form() -> str:
    """Sixteen letters for what a digest is made of: an upgrade that adds a column makes another one."""
    models_read: tuple[type[models.Model], ...] = (Offer, *_TOLD)
    shape = {
        model.__name__: sorted(field.attname for field in model._meta.concrete_fields)
        for model in models_read
    }
    made_of = [_RULE, sorted(_KEEPS), _STATED, shape]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:16]


def _digest(said: dict[str, Any]) -> str:
    said[CapacityPeriod.__name__] = [
        {name: row[name] for name in _STATED} for row in said[CapacityPeriod.__name__]
    ]
    for model in _TOLD:
        without = {"id", "imported"} if model is AccessFact else {"id"}
        rows = [
            {name: value for name, value in row.items() if name not in without}
            for row in said[model.__name__]
        ]
        said[model.__name__] = sorted({json.dumps(row, sort_keys=True) for row in rows})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def put_back(offer: Offer, said: dict[str, Any]) -> None:
    """Make the offer say `said` again, in the caller's transaction; the row by which it is found is the caller's.

    One that a decision hid meanwhile stays hidden.
    """
    for field in Offer._meta.concrete_fields:
        if field.attname in said:
            setattr(offer, field.attname, _read(field, said[field.attname]))
    as_decided(offer)
    offer.changed_at = moment_of_change(offer.place_id)
    offer.save()
    for model in _PARTS:
        model._default_manager.filter(place=offer.place_id, offer=offer).delete()
        rows = [
            model(
                place_id=offer.place_id,
                offer=offer,
                **{
                    field.attname: _read(field, row[field.attname])
                    for field in model._meta.concrete_fields
                    if field.attname in row
                },
            )
            for row in said.get(model.__name__, [])
        ]
        model._default_manager.bulk_create(rows)
    hide_places(offer)
    _put_back_places(offer, said.get(CapacityPeriod.__name__, []))
    rebuild(offer)
    offer._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def _put_back_places(offer: Offer, said: list[dict[str, Any]]) -> None:
    """The numbers that were stated before; what people hold stays theirs."""
    before = {row["begins"]: row for row in said}
    for period in CapacityPeriod.objects.filter(place=offer.place_id, offer=offer):
        row = before.get(period.begins.isoformat())
        if row is not None:
            for name in _STATED:
                setattr(period, name, row[name])
            period.places, period.closed = max(period.limit, period.held), period.held > period.limit
            period.save()
        elif not said and not period.held:
            period.delete()  # no number was stated before


def _columns(row: models.Model, without: set[str]) -> dict[str, Any]:
    return {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.attname not in without
    }


def _read(field: Any, value: Any) -> Any:
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    return field.to_python(value)
