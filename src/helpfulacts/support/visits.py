"""Reads of visits that people make alone: one's own, and those that went over their time, with their two sentences."""

from __future__ import annotations

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from helpfulacts.core.clock import now, time_in_words
from helpfulacts.core.errors import NotFound
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place
from helpfulacts.places.selectors import all_places

from .models import Visit

NOUN = "visit"
LONGEST = dt.timedelta(hours=12)
MORE = dt.timedelta(minutes=30)
TRY_AGAIN = dt.timedelta(minutes=2)
"""How long a claim to send the message counts: after it somebody else sends it."""


def my_visits(place: Place, by: Actor) -> list[Visit]:
    """Those that `by` said and is not out of yet, the next end first."""
    return list(_own(place, by).filter(out_at__isnull=True))


def get_my_visit(place: Place, visit_id: uuid.UUID, by: Actor) -> Visit:
    found = _own(place, by).filter(pk=visit_id).first()
    if found is None:
        raise NotFound("There is no such visit of yours.")
    return found


def any_open() -> bool:
    """Is anybody, in any place, on a visit or about to go on one?"""
    return any(Visit.objects.filter(place=place, out_at__isnull=True).exists() for place in all_places())


def overdue(place: Place) -> list[Visit]:
    """Who should be out by now and has not said so, the longest first."""
    return list(Visit.objects.filter(place=place, out_at__isnull=True, out_by__lte=now()).order_by("out_by"))


def get_overdue(place: Place, visit_id: uuid.UUID) -> Visit:
    """One of them. An address is not for the desk before its time: NotFound then."""
    for visit in overdue(place):
        if visit.pk == visit_id:
            return visit
    raise NotFound("There is no such visit that is over its time.")


def still_to_tell(place: Place) -> QuerySet[Visit]:
    """Visits over their time whose second person was not told, and that nobody is just telling."""
    claimed = Q(telling_at__isnull=True) | Q(telling_at__lt=now() - TRY_AGAIN)
    return Visit.objects.filter(
        claimed, place=place, out_at__isnull=True, told_at__isnull=True, out_by__lte=now()
    )


def why_nothing_leaves(place: Place, reach: str) -> str:
    """What to set before a message to this e-mail or number leaves the machine; "" where it does, or in a demonstration."""
    mail = "@" in reach
    if place.demonstration or (settings.SENDS_EMAIL if mail else settings.TEXTS_URL):
        return ""
    what, name = ("e-mails", "HELPFULACTS_EMAIL") if mail else ("texts", "HELPFULACTS_TEXTS_URL")
    return f"This site sends no {what} yet, so nobody would be told. Whoever runs it must set {name} first."


def message_about(visit: Visit) -> str:
    """What the second person reads: who, and by when. Never where, to whom, or why."""
    place = visit.place
    by = time_in_words(visit.out_by.astimezone(ZoneInfo(place.zone)).time().replace(second=0, microsecond=0))
    return (
        f"{visit.who} meant to be done by {by} and has not said so. Please ring {visit.who} now. "
        f"No answer? Ring {place.talk_to}: they know more. In danger, call 999."
    )


def _own(place: Place, by: Actor) -> QuerySet[Visit]:
    rows = Visit.objects.filter(place=place)
    if by.account_id is not None:
        return rows.filter(by_account=by.account_id)
    return rows.filter(by_account=None, by_body=by.body_id) if by.body_id is not None else rows.none()
