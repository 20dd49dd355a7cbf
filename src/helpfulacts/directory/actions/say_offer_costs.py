"""Whoever gives an offer, or the desk, says who bears what of it for each person helped; and when its money ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor

from .. import history
from ..models import Offer
from ..moments import has_changed
from ..offer_costs import THE_GIVER, cost_row, with_row, without_row
from ..public_words import refuse_private
from ..rules import gives_it, may_change
from ..standing import as_it_stands

LONGEST = dt.timedelta(days=365 * 20)


def say_offer_cost(
    *,
    offer: Offer,
    bearer: str,
    sphere: str,
    pence: int,
    paid_minutes: int,
    unpaid_minutes: int,
    by: Actor,
) -> None:
    """One more who bears something for each person helped: money in pence, time in minutes. Raises Refused, NotAllowed.

    Everybody reads it, so a private person is “the giver” and no name. New plans begin with it (`support`'s acts).
    """
    row = cost_row(
        bearer=THE_GIVER if sphere == "personal" else bearer, sphere=sphere, pence=pence,
        paid_minutes=paid_minutes, unpaid_minutes=unpaid_minutes,
    )  # fmt: skip
    if sphere != "personal":
        refuse_private(tidy(bearer), field="bearer", where="the name", about=offer)
    row["by"] = "giver" if gives_it(by, offer) else "desk"
    with register.writing(offer.place_id):
        before = _before(offer, by)
        costs = with_row(offer.costs, row)
        _keep(offer, {"costs": costs}, before, by, "said what an offer costs", {"sphere": sphere})


def drop_offer_cost(*, offer: Offer, said: str, by: Actor) -> None:
    """Take a row out that was said here. Nothing happens where it has gone already. Raises Refused, NotAllowed."""
    with register.writing(offer.place_id):
        before = _before(offer, by)
        left = without_row(offer.costs, said)
        if len(left) < len(offer.costs):
            _keep(offer, {"costs": left}, before, by, "took back what an offer costs", {})


def say_money_ends(*, offer: Offer, ends: dt.date | None, by: Actor, seen: dt.datetime | None = None) -> bool:
    """The last day on which the money of `offer` can be used; None: no end is known. Whether it changed.

    `seen`: `changed_at` of what they looked at. Raises Refused, NotAllowed.
    """
    day = today(offer.place.zone)
    if ends is not None and ends < day:
        raise Refused("That day has gone. Choose today or a day to come.", field="ends")
    if ends is not None and ends > day + LONGEST:
        raise Refused("That is more than twenty years away. Look at the year again.", field="ends")
    with register.writing(offer.place_id):
        before = _before(offer, by, seen)
        if offer.funding_ends == ends:
            return False
        facts = {"ends": ends.isoformat() if ends else ""}
        _keep(offer, {"funding_ends": ends}, before, by, "said when money ends", facts)
    return True


def _before(offer: Offer, by: Actor, seen: dt.datetime | None = None) -> history.Facts:
    """What it says as it stands now, once `by` may change it."""
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this, or the desk, can say what it costs.")
    if seen is not None:
        as_it_stands(offer, seen)
    offer.refresh_from_db(fields=["costs", "funding_ends", "status"])
    if offer.status == "ended":
        raise Refused("This has ended, so there is nothing to change.")
    return history.facts_of(offer)


def _keep(
    offer: Offer, said: dict[str, Any], before: history.Facts, by: Actor, action: str, facts: dict[str, Any]
) -> None:
    Offer.objects.filter(place=offer.place_id, pk=offer.pk).update(**said)
    for name, value in said.items():
        setattr(offer, name, value)
    has_changed(offer.place_id, [offer])
    history.changed(offer, before, by)
    register.record(
        place=offer.place, action=action, noun="offer", subject=offer.pk, facts={**facts, "by": by.role}
    )
