"""Change what an offer says, or end it. What people already hold stays theirs."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.places.models import Place

from .. import fulltext, history
from ..access import replace_access
from ..building import (
    capacity_of,
    other_day_rows,
    period_row,
    schedule_rows,
    trial_rows,
)
from ..checks import check_draft
from ..drafts import OfferDraft
from ..models import CapacityPeriod, Offer, Prerequisite, Schedule, ScheduleException, Trial
from ..moments import moment_of_change
from ..occurrences import rebuild
from ..offer_fields import Finder, fields_of
from ..prerequisites import prerequisite_rows
from ..reaching import forget_carried, replace_reach
from ..rules import may_change
from ..selectors import current_capacity
from ..standing import as_it_stands, read_status_again, wait_for_check
from .answer_part import leave_weaves
from .check_offer import HOW, HOW_REFUSED, stamp
from .index_offers import index_offers
from .list_offer import as_theirs, refuse_contact_details
from .state_capacity import state_capacity


def change_offer(
    *, offer: Offer, draft: OfferDraft, by: Actor, checked_how: str = "", seen: dt.datetime | None = None
) -> Offer:
    """Make `offer` say what `draft` says. A person's own offer is held again until it is checked.

    Its kind cannot change. Dates are made again. That it was changed does not mean that it was checked: only with
    `checked_how` (see `check_offer`) does the changer say so. `seen`: `changed_at` of the entry that the draft was made
    from (of `offer`, where none is given); a draft of what it said before somebody else changed it would undo that,
    and is refused. Raises Refused, NotAllowed.
    """
    if not may_change(by, offer):
        raise NotAllowed("Only the people who give this can change it.")
    if checked_how and checked_how not in HOW:
        raise Refused(HOW_REFUSED, field="how")
    if by.role == "citizen":
        draft = as_theirs(
            replace(
                draft, giver=offer.giver, kept_by=offer.kept_by, provider=offer.provider, sphere=offer.sphere
            )
        )
    refuse_contact_details(draft, besides=offer)
    seen = seen or offer.changed_at
    with register.writing(offer.place_id):
        as_it_stands(offer, seen)
        draft = replace(
            draft, checked_on=offer.checked_on, checked_by=offer.checked_by, checked_how=offer.checked_how
        )
        _apply(offer.place, [(offer, draft)], by, imported=False)
        if checked_how:
            stamp(offer, by, checked_how)
        if by.role == "citizen":
            wait_for_check(offer)
        register.record(
            place=offer.place,
            action="change_offer",
            noun="offer",
            subject=offer.pk,
            facts={"status": offer.status, "by": by.role},
        )
    return offer


def change_offers(
    *, place: Place, changes: Iterable[tuple[Offer, OfferDraft]], source: str = ""
) -> list[Offer]:
    """Change many at once, as a feed does: all or none, one register entry.

    What people here added stays: who tried it, what must be held first, facts of getting in. For what they changed see
    `kept_here`.
    """
    changes = list(changes)
    if not changes:
        return []
    with register.writing(place):
        _apply(place, changes, SYSTEM, imported=True)
        register.record(
            place=place,
            action="change_offers",
            noun="offer",
            facts={"offers": len(changes), "source": source[:200]},
        )
    return [offer for offer, _ in changes]


def end_offers(*, place: Place, offers: Iterable[Offer], by: Actor) -> int:
    """End offers: they leave the list and finding, and stay on record; the number ended."""
    offers = list(offers)
    if any(not may_change(by, offer) for offer in offers):
        raise NotAllowed("Only the people who give this can end it.")
    with register.writing(place):
        leave_weaves(offers=offers)
        gone, moment = [], moment_of_change(place)
        for offer in offers:
            if (
                Offer.objects.filter(place=place, pk=offer.pk)
                .exclude(status="ended")
                .update(status="ended", not_now=False, to_check=False, changed_at=moment)
            ):
                gone.append(offer)
            offer.status = "ended"
        ended = len(gone)
        fulltext.remove(offers)
        history.write(place, "ended", by, [(offer, {}, {}) for offer in gone])
        if ended:
            register.record(
                place=place,
                action="end_offers",
                noun="offer",
                subject=offers[0].pk if len(offers) == 1 else None,
                facts={"offers": ended, "by": by.role},
            )
    return ended


def _apply(place: Place, changes: list[tuple[Offer, OfferDraft]], by: Actor, *, imported: bool) -> None:
    finder, moment = Finder(place, [draft for _, draft in changes]), moment_of_change(place)
    versions = []
    read_status_again([offer for offer, _ in changes])
    for offer, draft in changes:
        if draft.kind != offer.kind:
            raise Refused(
                f"“{offer.title}” is {offer.kind}: end it and list a new one to change its kind.",
                field="kind",
            )
        check_draft(draft)
        fields = fields_of(draft, finder)
        before, new_dates = history.facts_of(offer), schedule_rows(offer, draft)
        days = None if draft.other_days is None else history.days_of(offer)
        if draft.carried is None:
            other_dates = _dates(offer.schedules.all()) != _dates(new_dates)
            changed = [name for name, value in fields.items() if getattr(offer, name) != value]
            forget_carried(offer, [*changed, *(["dates"] if other_dates else [])])
        for name, value in fields.items():
            setattr(offer, name, value)
        offer.changed_at = moment
        offer.save(update_fields=[*fields, "carried", "changed_at"])
        _replace_dates(offer, draft, new_dates)
        replace_access(offer, draft, imported=imported)
        after = history.facts_of(offer, new_dates)
        if days is not None:
            before, after = history.with_days(offer, days, before, after)
        said = history.differing(offer, before, after, by)
        if said[1]:
            versions.append((offer, *said))
        replace_reach(offer, draft)
        if draft.tried or draft.particulars.get("tried"):
            _replace_tries(offer, draft, imported=imported)
        _restate(offer, draft, by)
    history.write(place, "changed", by, versions)
    _replace_needs(place, changes, imported=imported)
    index_offers(place=place, offers=[offer for offer, _ in changes])


def _dates(schedules: Iterable[Schedule]) -> set[tuple[Any, ...]]:
    return {(one.rrule, one.starts, one.ends) for one in schedules}


def _replace_needs(place: Place, changes: list[tuple[Offer, OfferDraft]], *, imported: bool) -> None:
    """A person says all that must be held first. A list says its own part: what people here added stays."""
    ids: list[uuid.UUID] = [offer.pk for offer, _ in changes]
    rows = Prerequisite.objects.filter(place=place, offer__in=ids)
    came = set(rows.filter(imported=True).order_by().values_list("offer_id", "needs_id"))
    (rows.filter(imported=True) if imported else rows).delete()
    by_source: dict[str, list[tuple[Offer, OfferDraft]]] = {}
    for offer, draft in changes:
        by_source.setdefault(offer.source, []).append((offer, draft))
    for source, pairs in by_source.items():
        new = prerequisite_rows(place, pairs, source, imported=imported)
        for row in new:
            row.imported = row.imported or (row.offer_id, row.needs_id) in came
        Prerequisite.objects.bulk_create(new)


def _replace_tries(offer: Offer, draft: OfferDraft, *, imported: bool) -> None:
    """What people here wrote stays. What was hidden stays hidden, and does not come back with the next reading of its feed."""
    rows = Trial.objects.filter(place=offer.place_id, offer=offer)
    rows.filter(imported=True, hidden=False).delete()
    kept = set(rows.values_list("words", flat=True))
    new = trial_rows(offer, draft, imported=imported)
    Trial.objects.bulk_create([row for row in new if row.words not in kept])


def _replace_dates(offer: Offer, draft: OfferDraft, new: list[Schedule]) -> None:
    Schedule.objects.filter(place=offer.place_id, offer=offer).delete()
    Schedule.objects.bulk_create(new)
    if draft.other_days is not None:
        ScheduleException.objects.filter(place=offer.place_id, offer=offer).delete()
        ScheduleException.objects.bulk_create(other_day_rows(offer, draft))
    rebuild(offer)
    offer._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def _restate(offer: Offer, draft: OfferDraft, by: Actor) -> None:
    """Only a number that differs is stated anew: a change of words leaves the places as they are."""
    wanted = capacity_of(draft)
    if wanted is None:
        return
    period = current_capacity(offer)
    if period is None:
        new = period_row(offer, wanted)
        said = {
            "until": new.until, "unit": new.unit, "stated": new.stated, "own_cap": new.own_cap,
            "talks_first": new.talks_first,
        }  # fmt: skip
        there = CapacityPeriod.objects.filter(place=offer.place_id, offer=offer, begins=new.begins)
        if there.filter(**said).exists():
            return
        CapacityPeriod.objects.update_or_create(
            place=offer.place,
            offer=offer,
            begins=new.begins,
            defaults={**said, "places": new.places, "said_on": new.said_on},
        )
    elif (period.stated, period.own_cap, period.talks_first) != (
        wanted.stated,
        wanted.own_cap,
        wanted.talks_first,
    ):
        state_capacity(
            offer=offer, stated=wanted.stated, own_cap=wanted.own_cap, by=by, unit=wanted.unit,
            talks_first=wanted.talks_first,
        )  # fmt: skip
