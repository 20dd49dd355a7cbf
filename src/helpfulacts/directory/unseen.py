"""What has a row among the words of a place and may not be seen now: a search must find and count as if it were not there."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import lru_cache
from typing import Any

from django.db import connection

from helpfulacts.core.clock import today
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place

from .apart import NONE
from .models import Offer


def unseen_keys(place: Place, apart: frozenset[uuid.UUID] = NONE) -> frozenset[int]:
    """Search keys of what `selectors.listed` leaves out though it is active: for nearly every place none, in one query.

    Some of them may be of offers that have no row any more. apart: as of `listed`.
    """
    sql, parameters = _asking(place.pk, today(place.zone))
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        keys = {key for (key,) in cursor.fetchall() if key is not None}
    if apart:
        rows = Offer.objects.filter(place=place, pk__in=apart).order_by()
        keys.update(rows.values_list("search_key", flat=True))
    return frozenset(keys)


@lru_cache(maxsize=64)
def _asking(place_id: uuid.UUID, day: dt.date) -> tuple[str, tuple[Any, ...]]:
    """The statement, made once a day: making it takes longer than asking it."""
    hidden = Person.objects.filter(place=place_id, protected=True).order_by()
    late = Offer.objects.filter(place=place_id, status="active", check_until__lt=day).order_by()
    every = late.values_list("search_key").union(
        hidden.values_list("gives__search_key"), hidden.values_list("keeps__search_key"), all=True
    )
    found: tuple[str, tuple[Any, ...]] = every.query.sql_with_params()
    return found
