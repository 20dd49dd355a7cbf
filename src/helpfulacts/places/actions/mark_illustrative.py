"""Mark a place as one where people and offers are invented: every page then says so, and it cannot be unmarked."""

from __future__ import annotations

from helpfulacts.core import register

from ..models import Place


def mark_illustrative(*, place: Place) -> None:
    """From now on every page of `place` is labelled illustrative. Marking twice changes nothing."""
    if place.demonstration:
        return
    place.demonstration = True
    with register.writing(place):
        Place.objects.filter(pk=place.pk).update(demonstration=True)
        register.record(place=place, action="marked as illustrative", noun="place", subject=place.pk)
