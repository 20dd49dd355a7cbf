"""Set how a place takes care: how soon a worry is looked at, and how long the address of a visit is kept."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..models import Place


def set_care(*, place: Place, concern_days: int | None = None, visit_kept_days: int | None = None) -> Place:
    """concern_days: working days, 1 to 20. visit_kept_days: days, 1 to 90. None leaves it as it is. Raises Refused."""
    if concern_days is None and visit_kept_days is None:
        raise Refused("Say what to set: --worries-within, --visits-kept, or both.")
    if concern_days is not None and not 1 <= concern_days <= 20:
        raise Refused("Worries are looked at within 1 to 20 working days.", field="concern_days")
    if visit_kept_days is not None and not 1 <= visit_kept_days <= 90:
        raise Refused("Addresses of visits are kept for 1 to 90 days.", field="visit_kept_days")
    place.concern_days = concern_days or place.concern_days
    place.visit_kept_days = visit_kept_days or place.visit_kept_days
    facts = {"concern_days": place.concern_days, "visit_kept_days": place.visit_kept_days}
    with register.writing(place):
        Place.objects.filter(pk=place.pk).update(**facts)
        register.record(
            place=place, action="set how a place takes care", noun="place", subject=place.pk, facts=facts
        )
    return place
