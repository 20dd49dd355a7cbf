"""Which offers a reader must never be led to: those of whoever's plan is open here. Whoever has a role looks for others."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from helpfulacts.directory.apart import NONE, offers_apart

from .visitor import visitor_of


def apart_here(request: HttpRequest) -> frozenset[uuid.UUID]:
    visitor = visitor_of(request)
    if visitor.person is None or visitor.roles:
        return NONE
    return offers_apart(visitor.person.place_id, visitor.person.pk)
