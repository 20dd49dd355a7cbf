"""Change the usual week of an offer. Days that differ and bank holidays stay as they are (`change_days`)."""

from __future__ import annotations

import datetime as dt

from helpfulacts.core import register
from helpfulacts.core.clock import are_hours, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor

from .. import history
from ..kinds import behaviour_of
from ..models import Offer, Schedule
from ..moments import moment_of_change
from ..occurrences import rebuild
from ..reaching import forget_carried
from ..rules import may_change
from ..standing import as_it_stands, wait_for_check
from ..week_grid import HOW_OFTEN, Week, rules_of, week_of
from .index_offers import index_offers

MOST_SLOTS = 40


def change_when(
    *, offer: Offer, week: Week, by: Actor, back: bool = False, seen: dt.datetime | None = None
) -> Offer:
    """Make `offer` happen as `week` says, from today. Its coming dates are made again; the same week changes nothing.

    `back`: to what stood before, which may have been no day at all. `seen`: `changed_at` of what the changer looked at
    (of `offer`, where none is given). A person's own offer is held again until it is checked. Raises Refused, NotAllowed.
    """
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this can change when it happens.")
    _refuse_mistakes(offer, week, back=back)
    place, day = offer.place, today(offer.place.zone)
    seen = seen or offer.changed_at
    with register.writing(place):
        as_it_stands(offer, seen)
        if week == week_of(offer, day):
            return offer
        before = history.facts_of(offer)
        Schedule.objects.filter(place=place, offer=offer).delete()
        Schedule.objects.bulk_create(
            Schedule(
                place=place, offer=offer, rrule=rule.rrule, first_day=rule.first_day, starts=rule.starts,
                ends=rule.ends,
            )
            for rule in rules_of(week, day)
        )  # fmt: skip
        forget_carried(offer, ["dates"])
        offer.changed_at = moment_of_change(place)
        offer.save(update_fields=["carried", "changed_at"])
        rebuild(offer)
        index_offers(place=place, offers=[offer])
        history.changed(offer, before, by)
        if by.role == "citizen":
            wait_for_check(offer)
        register.record(
            place=place, action="change_when", noun="offer", subject=offer.pk,
            facts={"status": offer.status, "by": by.role},
        )  # fmt: skip
    return offer


def _refuse_mistakes(offer: Offer, week: Week, *, back: bool) -> None:
    if len(week.slots) > MOST_SLOTS:
        raise Refused(f"There is room for {MOST_SLOTS} times a week.", field="slots")
    seen: set[tuple[str, dt.time, str]] = set()
    for slot in week.slots:
        if slot.often not in HOW_OFTEN:
            raise Refused("Say how often it comes round.", field="slots")
        if not are_hours(slot.starts, slot.ends):
            raise Refused("It has to end after it starts.", field="slots")
        if (slot.day, slot.starts, slot.often) in seen:
            raise Refused("The same time is there twice. Take one out.", field="slots")
        seen.add((slot.day, slot.starts, slot.often))
    if not back and behaviour_of(offer.kind).recurs and not (week.slots or week.others):
        raise Refused("Say at least one day and time. To stop it for good, end the offer.", field="slots")
