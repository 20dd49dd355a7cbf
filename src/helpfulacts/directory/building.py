"""From drafts to rows: shared by listing and changing offers. No checks of who may, no register: the actions do that."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.ids import ordered_ids
from helpfulacts.core.rows import batches, insert_models
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.places.models import Place

from .access import save_access
from .checks import check_draft
from .drafts import CapacityDraft, OfferDraft, TrialDraft, identity
from .history import first_listing
from .keys import next_keys
from .kinds import behaviour_of
from .models import CapacityPeriod, Offer, Prerequisite, Schedule, ScheduleException, Trial
from .moments import NOT_YET, moment_of_change
from .occurrences import materialise, materialise_other_days, weeks_ahead
from .offer_fields import Finder, fields_of
from .prerequisites import prerequisite_rows
from .reaching import save_reach

BATCH = 500
CAPACITY_WEEKS = 12


def capacity_of(draft: OfferDraft) -> CapacityDraft | None:
    """What the draft states, or the limit that lies in its kind (stock, shares, seats)."""
    return draft.capacity or behaviour_of(draft.kind).implied_capacity(draft.particulars)


def period_row(offer: Offer, capacity: CapacityDraft) -> CapacityPeriod:
    begins = capacity.begins or today(offer.place.zone)
    until = capacity.until or begins + dt.timedelta(weeks=CAPACITY_WEEKS, days=-1)
    return CapacityPeriod(
        place=offer.place,
        offer=offer,
        begins=begins,
        until=max(until, begins),
        unit=capacity.unit,
        stated=capacity.stated,
        own_cap=capacity.own_cap,
        places=capacity.limit,
        talks_first=capacity.talks_first,
        said_on=today(offer.place.zone),
    )


def schedule_rows(offer: Offer, draft: OfferDraft) -> list[Schedule]:
    if not draft.weekly and not draft.repeats:
        return []
    first = today(offer.place.zone)
    rows = [
        Schedule(
            place=offer.place,
            offer=offer,
            rrule=f"FREQ=WEEKLY;BYDAY={week.day[:2].upper()}",
            first_day=first,
            starts=week.starts,
            ends=week.ends,
        )
        for week in draft.weekly
    ]
    rows += [
        Schedule(
            place=offer.place,
            offer=offer,
            rrule=rule.rrule.removeprefix("RRULE:"),
            first_day=rule.first_day or first,
            starts=rule.starts,
            ends=rule.ends,
        )
        for rule in draft.repeats
    ]
    return rows


def other_day_rows(offer: Offer, draft: OfferDraft) -> list[ScheduleException]:
    return [
        ScheduleException(
            place=offer.place,
            offer=offer,
            day=one.day,
            starts=one.starts,
            ends=one.ends,
            reason=one.reason,
        )
        for one in draft.other_days or ()
    ]


def trial_rows(offer: Offer, draft: OfferDraft, *, imported: bool) -> list[Trial]:
    tried = list(draft.tried) or [
        TrialDraft(str(row["by"]), str(row["words"]), bool(row["worked"]))
        for row in draft.particulars.get("tried", ())
    ]
    if not tried:
        return []
    day = today(offer.place.zone)
    return [
        Trial(
            place=offer.place,
            offer=offer,
            by=t.by[:120],
            words=t.words[:400],
            worked=t.worked,
            on=t.on or day,
            imported=imported,
        )
        for t in tried
    ]


def save_new(
    place: Place,
    drafts: Sequence[OfferDraft],
    *,
    source: str,
    status: str = "active",
    by: Actor = SYSTEM,
) -> list[Offer]:
    """Insert the offers of `drafts` with their schedules, dates, places and prerequisites; the caller's transaction."""
    for draft in drafts:
        check_draft(draft)
    return [offer for offer, _ in save_with_times(place, drafts, source=source, status=status, by=by)]


def save_with_times(
    place: Place,
    drafts: Sequence[OfferDraft],
    *,
    source: str,
    status: str,
    keys: Iterable[int] | None = None,
    by: Actor = SYSTEM,
) -> list[tuple[Offer, list[Schedule]]]:
    """As `save_new` for drafts that are checked, with the schedules of each. `keys`: search keys (default: fresh ones)."""
    finder, moment = Finder(place, drafts), now()
    changed = NOT_YET if status == "staged" else moment_of_change(place)
    ids = [identity(draft, source) for draft in drafts]
    _refuse_repeats(place, ids, drafts)
    offers = [
        Offer(
            place=place,
            status=status,
            was_listed=status == "active",
            source=source,
            exchange_id=exchange_id,
            search_key=key,
            created_at=moment,
            changed_at=changed,
            **fields_of(draft, finder),
        )
        for draft, exchange_id, key in zip(drafts, ids, keys or next_keys(len(drafts)), strict=True)
    ]
    for offer, own in zip(offers, ordered_ids(len(offers)), strict=True):
        offer.pk = own
    insert_models(offers)
    pairs = list(zip(offers, drafts, strict=True))
    times = [schedule_rows(offer, draft) for offer, draft in pairs]
    schedules = [row for rows in times for row in rows]
    for schedule, own in zip(schedules, ordered_ids(len(schedules)), strict=True):
        schedule.pk = own
    insert_models(schedules)
    ScheduleException.objects.bulk_create(
        [row for pair in pairs for row in other_day_rows(*pair)], batch_size=BATCH
    )
    materialise(schedules, until=weeks_ahead(place))
    for offer, draft in pairs:
        if draft.other_days:
            materialise_other_days(place, until=weeks_ahead(place), offer=offer)
    CapacityPeriod.objects.bulk_create(
        [period_row(offer, capacity) for offer, draft in pairs if (capacity := capacity_of(draft))],
        batch_size=BATCH,
    )
    listed = bool(source)
    Trial.objects.bulk_create(
        [row for pair in pairs for row in trial_rows(*pair, imported=listed)], batch_size=BATCH
    )
    Prerequisite.objects.bulk_create(
        prerequisite_rows(place, pairs, source, imported=listed), batch_size=BATCH
    )
    save_reach(pairs)
    save_access(pairs)
    first_listing(place, offers, by)
    return list(zip(offers, times, strict=True))


def _refuse_repeats(place: Place, ids: list[uuid.UUID], drafts: Sequence[OfferDraft]) -> None:
    seen: set[uuid.UUID] = set()
    for exchange_id, draft in zip(ids, drafts, strict=True):
        if exchange_id in seen:
            raise Refused(
                f"“{draft.title}” is in this list twice (id {draft.key or exchange_id}).", field="key"
            )
        seen.add(exchange_id)
    for batch in batches(ids):
        there = Offer.objects.filter(place=place, exchange_id__in=batch).order_by("title").first()
        if there is not None:
            raise Refused(
                f"“{there.title}” is already listed here. Change it instead of listing it again.", field="key"
            )
