"""The giver says how many they can take."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from .. import history
from ..building import CAPACITY_WEEKS, period_row
from ..drafts import CapacityDraft
from ..kinds import behaviour_of
from ..models import CapacityPeriod, Offer
from ..moments import has_changed
from ..rules import gives_it, may_change

_HOLDS = dt.timedelta(weeks=CAPACITY_WEEKS, days=-1)
AS_IT_IS = -1
"""For `own_cap`: leave the cap that the giver set."""


def state_capacity(
    *,
    offer: Offer,
    stated: int,
    own_cap: int | None = AS_IT_IS,
    by: Actor,
    unit: str = "",
    until: dt.date | None = None,
    on_their_word: bool = False,
    talks_first: bool = False,
) -> CapacityPeriod:
    """State the number of places from today; `own_cap` is what the giver can carry without wearing out.

    Left out, the cap stays as it is, and whoever gives this may still raise it by stating more. Nobody else lifts it:
    the desk only when the giver has said so (`on_their_word`, on record). None takes the cap away.

    A number below what people hold takes nothing from them: the places become what is held, and it closes to others.
    The period that counts today changes, and is looked at again in twelve weeks; without one, a new one begins.

    `talks_first`, with `stated` 0: they talk with each person, and say then if there is a place. Nothing is counted and
    nobody is turned away, until a number is stated again.
    """
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this can say how many they can take.")
    if not behaviour_of(offer).can_be_full:
        raise Refused("An idea is never full, so it has no number of places.")
    if not 0 <= stated <= 1_000_000 or (
        own_cap is not None and own_cap != AS_IT_IS and not 0 <= own_cap <= 1_000_000
    ):
        raise Refused("Say how many places there are: a whole number, 0 or more.", field="stated")
    if talks_first and (stated or offer.access == "shared"):
        raise Refused("Places here are shared out in a round, so they need a number. Write how many, or 0.")
    theirs = gives_it(by, offer) or by.has("system") or on_their_word
    day = today(offer.place.zone)
    with register.writing(offer.place_id):
        rows = CapacityPeriod.objects.filter(place=offer.place_id, offer=offer, begins__lte=day).order_by(
            "-begins"
        )
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        period = rows.first()
        kept = period.own_cap if period is not None else None
        if own_cap == AS_IT_IS:
            own_cap = stated if kept is not None and theirs and stated > kept else kept
        elif kept is not None and (own_cap is None or own_cap > kept) and not theirs:
            raise NotAllowed("Only the giver can raise their own limit. Ask them first.")
        before = _in_history(period)
        if period is None:
            following = (
                CapacityPeriod.objects.filter(place=offer.place_id, offer=offer, begins__gt=day)
                .order_by("begins")
                .first()
            )
            end = until or day + _HOLDS
            if following is not None:
                end = min(end, following.begins - dt.timedelta(days=1))
            period = period_row(offer, CapacityDraft(unit or "place", stated, own_cap, day, end, talks_first))
        else:
            period.before_full = None if stated else (period.limit or period.before_full)
            period.stated, period.own_cap = stated, own_cap
            period.unit = unit or period.unit
            again = period.until if period.until >= day else day + _HOLDS
            anew = talks_first != period.talks_first
            period.until = max(until or (day + _HOLDS if anew else again), day)
            period.talks_first, period.said_on = talks_first, day
        period.places = max(period.limit, period.held)
        period.closed = period.held > period.limit
        period.save()
        has_changed(offer.place_id, [offer])
        after = _in_history(period)
        if after != before:
            history.write(offer.place, "capacity", by, [(offer, {"places": before}, {"places": after})])
        register.record(
            place=offer.place,
            action="state_capacity",
            noun="offer",
            subject=offer.pk,
            facts={
                "stated": stated,
                "own_cap": own_cap,
                "places": period.places,
                "closed": period.closed,
                **({"talks_first": True} if talks_first else {}),
                **({"proxy": True} if on_their_word else {}),
                "by": by.role,
            },
        )
    return period


def _in_history(period: CapacityPeriod | None) -> int | str | None:
    """What the giver said: their number, or that they talk with people first."""
    if period is None:
        return None
    if period.talks_first:
        return "talk"
    return period.limit
