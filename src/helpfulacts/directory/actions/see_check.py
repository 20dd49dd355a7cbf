"""Say what a giver would do, that a check was seen, and how many people who know them were spoken to.

Only that it was seen, its level and the day: never a certificate, its number or what it says.
"""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.places.models import Place

from .. import fulltext, history, vetting
from ..models import Offer
from ..moments import moment_of_change
from ..rules import gives_it
from ..standing import as_it_stands


def see_check(*, offer: Offer, activities: tuple[str, ...], level: str, names: int, by: Actor) -> Offer:
    """`level` is the code of the check that `by` has seen today, "none" for no check; `names` were spoken to.

    Raises Refused when the law allows no such check for any of `activities`, and NotAllowed for the giver.
    """
    if not by.has("navigator", "officer") or gives_it(by, offer):
        raise NotAllowed("A check is seen by a link worker or an officer who does not give this.")
    if not 0 <= names <= 9:
        raise Refused("Say how many people you spoke to, as a whole number.", field="names")
    rows = vetting.activities_of(activities)
    if not rows:
        raise Refused("Say what they would do: tick at least one.", field="activities")
    vetting.refuse_more_than_lawful(activities, level)
    day = today(offer.place.zone)
    with register.writing(offer.place_id):
        as_it_stands(offer)
        offer.activities = [row.code for row in rows]
        offer.names_spoken_to = names
        seen = level != vetting.NONE
        offer.check_level = level if seen else ""
        offer.check_seen_on = day if seen else None
        offer.check_seen_by = by.shown_as[:120] if seen else ""
        offer.check_until = vetting.count_until(activities, day) if seen else None
        if offer.status == "active":  # one that was never listed was never in a feed
            offer.changed_at = moment_of_change(offer.place_id)
        offer.save(
            update_fields=[
                "activities", "names_spoken_to", "check_level", "check_seen_on", "check_seen_by", "check_until",
                "changed_at",
            ]
        )  # fmt: skip
        history.note(offer, "vetted", by)
        register.record(
            place=offer.place,
            action="saw a check",
            noun="offer",
            subject=offer.pk,
            facts={"checked": seen, "by": by.role},  # not which check: that is between the two
        )
    return offer


def lapse_checks(*, place: Place) -> int:
    """Offers whose check was seen too long ago go back to those that wait; what was agreed stays, and so does a giver's “not now”. How many."""
    day = today(place.zone)
    with register.writing(place):
        late = list(
            Offer.objects.filter(place=place, status__in=("active", "paused"), check_until__lt=day).order_by(
                "pk"
            )
        )
        moment = moment_of_change(place)
        for offer in late:
            offer.status, offer.changed_at = "held", moment
            offer.save(update_fields=["status", "changed_at"])
        if late:
            fulltext.remove(late)
            history.write(place, "lapsed", SYSTEM, [(offer, {}, {}) for offer in late])
            register.record(place=place, action="checks ran out", noun="offer", facts={"offers": len(late)})
    return len(late)
