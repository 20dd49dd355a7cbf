"""Confirm a round: a named human, after every listed case was opened. Places are held and people are told.

    confirm_run(run=, by=Actor) -> Run

One transaction. Each place becomes a suggested act that holds it until `answer_by`; a place that vanished since the
round was run is refused honestly, and the last in the published order is the first to go without. Capacity can never
be exceeded: the hold is one conditional UPDATE an offer, and the database's own CHECK stands behind it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import F

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, moment_in_words, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.models import CapacityPeriod, Prerequisite
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.make_promise import TELL_WITHIN, draft_promise
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.choose_offer import draft_act, link_dependencies
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan, Veto

from ..alternatives import rights_unmet, row_held
from ..fitting import facet_codes
from ..inputs import RunInputs, open_outcome
from ..models import Alarm, Allocation, Opening, Run
from ..reasons import NOT_THEIR_DOING
from ..round_rows import reason_of, seal_reason
from ..rule_document import RuleDocument
from ..rule_reading import parse
from ..rules import may_decide_round

AT_ONCE = 500


def confirm_run(*, run: Run, by: Actor) -> Run:
    """Hold the places, make the suggestions, and put everybody without e-mail on the list to tell.

    Raises Refused while cases are unopened, when the round is not the one waiting, or when its time has passed.
    """
    require(may_decide_round(by), "confirm this round")
    inputs, outcome = open_outcome(run)
    rules = parse(run.rule_set.document)
    rank = outcome.rank.tolist()
    try:
        with register.writing(run.place_id):
            run = _lock(run)
            rows = list(
                Allocation.objects.filter(place=run.place_id, run=run)
                .select_related("person", "offer", "claim")
                .defer("claim__asked_sealed", "person__called_sealed", "person__contact_sealed")
                .order_by("index")
            )
            rows.sort(key=lambda row: rank[row.index])
            day = today(run.place.zone)
            answer_by = day + dt.timedelta(days=rules.rounds.holding_days)
            given = [row for row in rows if row.status == "placed" and not row.continuing]
            plans = _plans(run, given)
            stand, gone = _still_stand(run, given, plans)
            periods, late = _hold(stand, day)
            gone += late
            acts = _acts(
                run, [row for row in stand if row.pk in periods], plans, periods, inputs, day, answer_by
            )
            _raise_alarms(run, gone, rules, inputs)
            _refuse_honestly(run, gone)
            _tell(run, rows, acts, day, answer_by)
            _count_missed(run, rows, {row.pk for row, _ in gone})
            _mark(run, by, gone, acts)
    except IntegrityError:
        raise Refused(
            "Somebody changed a plan or a place at the same moment. Nothing was confirmed: try again."
        ) from None
    return run


def _lock(run: Run) -> Run:
    rows = Run.objects.filter(place=run.place_id, pk=run.pk).select_related("rule_set", "place")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    run = rows.get()
    if run.state != "proposed":
        state = "already confirmed" if run.state == "confirmed" else "replaced by a newer round"
        raise Refused(f"Round {run.number} is {state}.")
    if now() > run.confirm_by:
        until = moment_in_words(run.confirm_by, run.place.zone)
        raise Refused(
            f"Round {run.number} had to be confirmed by {until}. Run a new round: things have moved on."
        )
    left = Opening.objects.filter(place=run.place_id, run=run, opened_at__isnull=True).count()
    if left:
        cases = "1 case is" if left == 1 else f"{left:,} cases are"
        raise Refused(
            f"{cases} left to open before round {run.number} can be confirmed. Open each one first."
        )
    return run


def _batches(ids: Iterable[Any]) -> Iterator[list[Any]]:
    ids = list(ids)
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _plans(run: Run, given: list[Allocation]) -> dict[uuid.UUID, Plan]:
    """The live, consenting plan of each person, by person."""
    found: dict[uuid.UUID, Plan] = {}
    for batch in _batches(row.person_id for row in given):
        plans = Plan.objects.filter(place=run.place_id, person__in=batch, state="live", in_rounds=True)
        found |= {plan.person_id: plan for plan in plans.select_related("person", "place")}
    return found


Gone = list[tuple[Allocation, str]]


def _still_stand(
    run: Run, given: list[Allocation], plans: dict[uuid.UUID, Plan]
) -> tuple[list[Allocation], Gone]:
    """(who can still be given their place, who cannot and why)."""
    vetoed, has = set(), set()
    for batch in _batches(row.person_id for row in given):
        vetoes = Veto.objects.filter(place=run.place_id, person__in=batch)
        vetoed |= set(vetoes.values_list("person_id", "offer_id"))
        live = HelpfulAct.objects.filter(
            place=run.place_id, plan__person__in=batch, state__in=HelpfulAct.LIVE
        )
        has |= set(live.values_list("plan__person_id", "offer_id"))
    wanted: set[uuid.UUID] = set()
    for batch in _batches(row.claim.aspiration_id for row in given if row.claim):
        open_ones = Aspiration.objects.filter(place=run.place_id, pk__in=batch, state="open")
        wanted |= set(open_ones.values_list("pk", flat=True))
    stand, gone = [], []
    for row in given:
        pair = (row.person_id, row.offer_id)
        if row.person_id not in plans:
            gone.append((row, "paused"))
        elif pair in vetoed:
            gone.append((row, "vetoed"))
        elif pair in has:
            gone.append((row, "has_it"))
        elif row.claim is not None and row.claim.aspiration_id not in wanted:
            gone.append((row, "struck_out"))
        elif row.offer is None or row.offer.status != "active":
            gone.append((row, "ended"))
        else:
            stand.append(row)
    return stand, gone


def _hold(stand: list[Allocation], day: dt.date) -> tuple[dict[uuid.UUID, CapacityPeriod], Gone]:
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
    mine = CapacityPeriod.objects.filter(place=period.place_id, pk=period.pk, closed=False)
    while wanted > 0:
        if mine.filter(held__lte=F("places") - wanted).update(held=F("held") + wanted):
            return wanted
        left = mine.values_list(F("places") - F("held"), flat=True).first() or 0
        wanted = min(wanted - 1, left)
    return 0


def _acts(
    run: Run, stand: list[Allocation], plans: dict[uuid.UUID, Plan], periods: dict[uuid.UUID, CapacityPeriod],
    inputs: RunInputs, day: dt.date, answer_by: dt.date,
) -> dict[uuid.UUID, HelpfulAct]:  # fmt: skip
    """The suggested act of each allocation, in the database, each holding its place."""
    offers = {row.offer_id: row.offer for row in stand}
    soonest = directory.next_occurrences([offer for offer in offers.values() if offer], day)
    acts: dict[uuid.UUID, HelpfulAct] = {}
    for row in stand:
        offer, plan = row.offer, plans[row.person_id]
        assert offer is not None
        plan.place = run.place
        when = soonest.get(offer.pk)
        act = draft_act(
            plan=plan,
            offer=offer,
            aspiration=None,
            reason=_reason(run, row, inputs),
            answer_by=answer_by,
            holds=periods[row.pk],
            from_round=True,
            on_day=when.day if when else None,
            starts=when.starts if when else None,
        )
        act.aspiration_id = row.claim.aspiration_id if row.claim else None
        acts[row.pk] = act
        row.act = act
    HelpfulAct.objects.bulk_create(acts.values(), batch_size=AT_ONCE)
    Allocation.objects.bulk_update(stand, ["act"], batch_size=AT_ONCE)
    needing = set(Prerequisite.objects.filter(place=run.place_id).values_list("offer_id", flat=True))
    for act in acts.values():
        if act.offer_id in needing:
            link_dependencies(act)
    return acts


def _reason(run: Run, row: Allocation, inputs: RunInputs) -> dict[str, Any]:
    """What the act's own sentence is made from."""
    stored = reason_of(row)
    offer = int(stored["offer"])
    pairs = inputs.instance.pairs_of(row.index)
    at = pairs.start + int((inputs.offer[pairs] == offer).nonzero()[0][0])
    return {
        "code": "round",
        "round": run.number,
        "facets": facet_codes(int(inputs.claim_facets[int(inputs.pair_claim[at])])),
        "grade": int(inputs.pair_grade[at]),
        "metres": int(inputs.pair_metres[at]),
        "asks": int(inputs.pair_asks[at]),
    }


def _raise_alarms(run: Run, gone: Gone, rules: RuleDocument, inputs: RunInputs) -> None:
    """A right that the round met and that is lost now, through nothing the person did, is a floor alarm all the same."""
    lost: Counter[int] = Counter()
    for row, why in gone:
        if why in NOT_THEIR_DOING:
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


def _refuse_honestly(run: Run, gone: Gone) -> None:
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


def _tell(
    run: Run, rows: list[Allocation], acts: dict[uuid.UUID, HelpfulAct], day: dt.date, answer_by: dt.date
) -> None:
    """Everybody without e-mail goes on the desk's list, whatever the answer."""
    until = date_in_words(answer_by, reference=day)
    promises = []
    for row in rows:
        if row.person.channel == "email":
            continue
        act = acts.get(row.pk)
        if act is not None and row.offer is not None:
            what = (
                f"A place was found for them: {row.offer.title}. They can say yes or not now until {until}."
            )
        elif row.continuing:
            what = f"Sharing round {run.number}: they keep their place."
        else:
            what = (
                f"Sharing round {run.number}: no place this time. Read them the reason and what is open now."
            )
        promises.append(
            draft_promise(
                place=run.place,
                by_noun="desk",
                by_id=None,
                by_shown_as="The desk",
                to_noun="person",
                to_id=row.person_id,
                about_noun="helpful act" if act else "allocation",
                about_id=act.pk if act else row.pk,
                what=what,
                trigger=f"sharing round {run.number} was confirmed",
                due=day + TELL_WITHIN,
                kind="tell",
            )
        )
    Promise.objects.bulk_create(promises, batch_size=AT_ONCE)


def _count_missed(run: Run, rows: list[Allocation], gone: set[uuid.UUID]) -> None:
    """A refusal moves a person up in their group later; a place sets the count back. A place that went does neither."""
    refused = [row.person_id for row in rows if row.status == "refused" and row.pk not in gone]
    placed = [row.person_id for row in rows if row.status == "placed"]
    for batch in _batches(refused):
        Person.objects.filter(place=run.place_id, pk__in=batch).update(missed_rounds=F("missed_rounds") + 1)
    for batch in _batches(placed):
        Person.objects.filter(place=run.place_id, pk__in=batch).update(missed_rounds=0)


def _mark(run: Run, by: Actor, gone: Gone, acts: dict[uuid.UUID, HelpfulAct]) -> None:
    run.placed -= len(gone)
    run.refused += len(gone)
    run.state, run.confirmed_at = "confirmed", now()
    run.confirmed_by_id, run.confirmed_by_shown_as = by.account_id, by.shown_as[:80]
    run.save(
        update_fields=[
            "placed",
            "refused",
            "alarms",
            "state",
            "confirmed_at",
            "confirmed_by",
            "confirmed_by_shown_as",
        ]
    )
    opened = Opening.objects.filter(place=run.place_id, run=run).count()
    register.record(
        place=run.place,
        action="confirmed a round",
        noun="round",
        subject=run.pk,
        facts={
            "number": run.number, "by": by.shown_as, "placed": run.placed, "refused": run.refused,
            "gaps": run.gaps, "suggested": len(acts), "opened": opened,
        },
    )  # fmt: skip
