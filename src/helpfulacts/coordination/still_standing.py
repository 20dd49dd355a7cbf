"""What still stands of a round on the day that it is confirmed, and what has gone since it was worked out.

    stand, gone = still_stand(run, given, plans)     # who can be given their place; who cannot, and why
    periods, late = hold(stand, day)                 # the places are held here, best ranked first
    raise_alarms(run, gone + late, rules, inputs)    # a right that is lost with a place
    refuse_honestly(gone + late)

All in the transaction of `confirm_run`. Capacity can never be exceeded: the hold is one conditional UPDATE an offer.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict

from django.db.models import F

from helpfulacts.core.clock import now
from helpfulacts.core.rows import AT_ONCE, batches
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.alone import offers_alone
from helpfulacts.directory.apart import pairs_apart
from helpfulacts.directory.holding import with_room
from helpfulacts.directory.models import CapacityPeriod, Prerequisite
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan, Veto

from .alternatives import rights_unmet, row_held
from .inputs import RunInputs
from .models import Alarm, Allocation, Run
from .reading import is_held
from .refusal_words import STILL_OWED
from .round_rows import reason_of, seal_reason
from .rule_document import RuleDocument

Gone = list[tuple[Allocation, str]]
"""Who goes without what the round gave, and why: a key of `refusal_words.GONE`."""


def plans_of(run: Run, given: list[Allocation]) -> dict[uuid.UUID, Plan]:
    """The live, consenting plan of each person, by person."""
    found: dict[uuid.UUID, Plan] = {}
    for batch in batches(row.person_id for row in given):
        plans = Plan.objects.filter(place=run.place_id, person__in=batch, state="live", in_rounds=True)
        found |= {plan.person_id: plan for plan in plans.select_related("person", "place")}
    return found


def still_stand(
    run: Run, given: list[Allocation], plans: dict[uuid.UUID, Plan]
) -> tuple[list[Allocation], Gone]:
    """(who can still be given their place, who cannot and why)."""
    vetoed, has, held = set(), set(), set()
    for batch in batches(row.person_id for row in given):
        vetoes = Veto.objects.filter(place=run.place_id, person__in=batch)
        vetoed |= set(vetoes.values_list("person_id", "offer_id"))
        acts = HelpfulAct.objects.filter(
            place=run.place_id, plan__person__in=batch, state__in={*HelpfulAct.LIVE, "confirmed"}
        )
        for person, offer, state, holds in acts.values_list(
            "plan__person_id", "offer_id", "state", "holds_id"
        ):
            if state in HelpfulAct.LIVE:
                has.add((person, offer))
            if is_held(state, holds):
                held.add((person, offer))
    wanted: set[uuid.UUID] = set()
    asked = {row.claim.aspiration_id for row in given if row.claim and row.claim.aspiration_id}
    for wishes in batches(asked):
        open_ones = Aspiration.objects.filter(place=run.place_id, pk__in=wishes, state="open")
        wanted |= set(open_ones.values_list("pk", flat=True))
    listed: set[uuid.UUID] = set()
    for offers in batches({row.offer_id for row in given if row.offer_id}):
        listed |= set(directory.listed(run.place).filter(pk__in=offers).values_list("pk", flat=True))
    needs: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for offer, needed in Prerequisite.objects.filter(place=run.place_id).values_list("offer_id", "needs_id"):
        needs[offer].append(needed)

    young = any(plan.person.is_under_18 for plan in plans.values())
    alone = offers_alone(run.place_id) if young else frozenset()
    apart = pairs_apart(run.place_id)  # said as “it has ended”: nobody is told who must not meet whom

    def why_gone(row: Allocation) -> str:
        pair = (row.person_id, row.offer_id)
        if row.person_id not in plans:
            return "paused"
        if pair in vetoed:
            return "vetoed"
        if pair in has:
            return "has_it"
        if row.claim is not None and row.claim.aspiration_id not in wanted:
            return "struck_out"
        if row.offer is None or row.offer.pk not in listed or row.offer.pk in apart.get(row.person_id, ()):
            return "ended"
        if row.offer.pk in alone and plans[row.person_id].person.is_under_18:
            return "alone"
        if any((row.person_id, needed) not in held for needed in needs[row.offer.pk]):
            return "needs_gone"
        return ""

    stand, gone = [], []
    for row in given:
        why = why_gone(row)
        if why:
            gone.append((row, why))
        else:
            stand.append(row)
    return stand, gone


def hold(stand: list[Allocation], day: dt.date) -> tuple[dict[uuid.UUID, CapacityPeriod], Gone]:
    """(the period each allocation now holds a place of, by allocation; who came too late). Best ranked first."""
    by_offer: dict[uuid.UUID, list[Allocation]] = defaultdict(list)
    for row in stand:
        by_offer[row.offer_id].append(row)  # type: ignore[index]
    current = directory.capacity_on([rows[0].offer for rows in by_offer.values()], day)  # type: ignore[misc]
    periods: dict[uuid.UUID, CapacityPeriod] = {}
    late: Gone = []
    for offer_id in sorted(by_offer, key=str):
        rows, period = by_offer[offer_id], current.get(offer_id)
        held = _hold_many(period, len(rows)) if period else 0
        periods |= {row.pk: period for row in rows[:held] if period}
        late += [(row, "taken") for row in rows[held:]]
    return periods, late


def _hold_many(period: CapacityPeriod, wanted: int) -> int:
    """How many places could be held, at most `wanted`."""
    mine, offer = CapacityPeriod.objects.filter(place=period.place_id, pk=period.pk), period.offer
    while wanted > 0:
        if with_room(mine, offer, wanted).update(held=F("held") + wanted):
            return wanted
        left = directory.free_places([offer], period.begins)[offer.pk] or 0
        wanted = min(wanted - 1, left)
    return 0


def raise_alarms(run: Run, gone: Gone, rules: RuleDocument, inputs: RunInputs) -> None:
    """A right that the round met and that is lost now, while the person still asks for it, is a floor alarm all the same."""
    lost: Counter[int] = Counter()
    for row, why in gone:
        if why in STILL_OWED:
            without = rights_unmet(row, rules, inputs, None)
            lost.update(without - rights_unmet(row, rules, inputs, row_held(row, inputs)))
            run.alarms += bool(without) and not row.floor_unmet
            row.floor_unmet = bool(without)
    for number, people in sorted(lost.items()):
        floor = rules.floors[number]
        alarm, fresh = Alarm.objects.get_or_create(
            place=run.place,
            run=run,
            floor=floor.fact,
            defaults={
                "people": people,
                "responsible_body": floor.responsible_body,
                "answer_by": now() + dt.timedelta(days=floor.days),
            },
        )
        if not fresh:
            Alarm.objects.filter(place=run.place_id, pk=alarm.pk).update(people=F("people") + people)


def refuse_honestly(gone: Gone) -> None:
    """Who had a place in the round and cannot be given it is refused, with that as the reason."""
    changed = []
    for row, why in gone:
        stored = reason_of(row)
        seal_reason(row, {**stored, "code": "gone", "why": why, "before": stored["code"]})
        row.status, row.offer = "refused", None
        changed.append(row)
    Allocation.objects.bulk_update(
        changed, ["status", "offer", "reason_sealed", "floor_unmet"], batch_size=AT_ONCE
    )
