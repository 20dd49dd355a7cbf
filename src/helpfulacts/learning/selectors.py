"""Reads of recipes: those of a place, one of them, what it was begun from and what was begun from it."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from helpfulacts.core.clock import time_now, today
from helpfulacts.core.errors import NotFound
from helpfulacts.directory.early_end import days_held
from helpfulacts.directory.half_hours import SLOTS, time_of
from helpfulacts.directory.models import Weave
from helpfulacts.places.models import Place

from .models import Adoption, Practice


def practices(place: Place) -> QuerySet[Practice]:
    """Those that anybody may read, the newest first."""
    return Practice.objects.filter(place=place, taken_off_at__isnull=True).select_related("place", "body")


def get_practice(place: Place, practice_id: uuid.UUID) -> Practice:
    """One that anybody may read; or NotFound."""
    found = practices(place).filter(pk=practice_id).select_related("weave", "parent").first()
    if found is None:
        raise NotFound("There is no such recipe in this place.")
    return found


def practice_of(weave: Weave) -> Practice | None:
    """The recipe that was made of this combination."""
    return practices(weave.place).filter(weave=weave).first()


def begun_from(weave: Weave) -> Practice | None:
    """The recipe that this combination was begun from, also where it was taken off since."""
    rows = Adoption.objects.filter(place=weave.place_id, weave=weave).select_related("practice__place")
    found = rows.first()
    return found.practice if found else None


def made_after(practice: Practice) -> list[Practice]:
    """Recipes of combinations that were begun from this one, oldest first."""
    return list(practices(practice.place).filter(parent=practice).order_by("told_at", "pk"))


def times_begun(practice: Practice) -> int:
    """How many combinations were begun from it."""
    return Adoption.objects.filter(place=practice.place_id, practice=practice).count()


def to_tell(place: Place, key: str) -> list[Weave]:
    """What `key` wove that is over and of which nobody said how it went, the last first."""
    said = Practice.objects.filter(place=place, taken_off_at__isnull=True).values("weave")
    rows = Weave.objects.filter(place=place, woven_by_key=key, offer__isnull=False).exclude(pk__in=said)
    over = [weave for weave in rows.select_related("place") if is_over(weave)]
    return sorted(over, key=lambda weave: days_held(weave)[-1], reverse=True)


def is_over(weave: Weave) -> bool:
    """It was listed, and the last hour that was held has gone by, on the clock of its place."""
    days = days_held(weave)
    if not days:
        return False
    present, last = today(weave.place.zone), days[-1]
    if last != present:
        return last < present
    if weave.to_slot is None or weave.to_slot == SLOTS:
        return False
    return time_now(weave.place.zone) >= time_of(weave.to_slot)
