"""Which offers a reader must never be led to: those of whoever's plan is open here, also where a role is held here."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from helpfulacts.directory.apart import NONE, offers_apart

from .visitor import visitor_of


def apart_here(request: HttpRequest) -> frozenset[uuid.UUID]:
    person = visitor_of(request).person
    return NONE if person is None else offers_apart(person.place_id, person.pk)
