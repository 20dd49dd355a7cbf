"""Confirm a round: a named human, after every listed case was opened. Places are held and people are told.

    confirm_run(run=, by=Actor) -> Run

One transaction. Each place becomes a suggested act that holds it until `answer_by`; a place that vanished since the
round was run is refused honestly, and the last in the published order is the first to go without (`still_standing.py`).
The seed of the draw is shown now, and the draw of the next round is fixed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import F

from helpfulacts.core import register
from helpfulacts.core.clock import moment_in_words, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.rows import AT_ONCE, batches
from helpfulacts.directory import occurrences
from helpfulacts.directory.models import CapacityPeriod, Prerequisite
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.people.rules import require
from helpfulacts.support.actions.choose_offer import draft_act, link_dependencies
from helpfulacts.support.models import HelpfulAct, Plan

from ..alarms import promise_answers
from ..figures import public_counts
from ..fitting import facet_codes
from ..funding_words import on_register
from ..inputs import RunInputs, open_outcome
from ..models import Allocation, Draw, Opening, Run
from ..public_rounds import tickets_root
from ..round_rows import reason_of
from ..rule_reading import parse
from ..rule_review import refuse_overdue
from ..rules import may_decide_round
from ..still_standing import (
    Gone,
    hold,
    plans_of,
    raise_alarms,
    refuse_honestly,
    still_stand,
)
from ..telling import tell
from .commit_draw import commit_draw


def confirm_run(*, run: Run, by: Actor) -> Run:
    """Hold the places, make the suggestions, put everybody without e-mail on the list to tell; bodies owe answers.

    Raises Refused while cases are unopened, when the round is not the one waiting, when its time has passed, or when the
    rules that it was worked out by are not those in force any more.
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
            plans = plans_of(run, given)
            stand, gone = still_stand(run, given, plans)
            periods, late = hold(stand, day)
            gone += late
            acts = _acts(
                run, [row for row in stand if row.pk in periods], plans, periods, inputs, day, answer_by
            )
            raise_alarms(run, gone, rules, inputs)
            refuse_honestly(gone)
            tell(run, rows, acts, day, answer_by)
            promise_answers(run)
            waiting = {row.pk for row in rows if inputs.waiting[row.index]}
            _count_missed(run, rows, {row.pk for row, _ in gone} | waiting)
            _mark(run, by, gone, inputs)
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
    if not run.rule_set.in_force:
        raise Refused(
            f"The rules changed since round {run.number} was worked out. Work it out again: run a new round."
        )
    refuse_overdue(run.rule_set, today(run.place.zone))
    left = Opening.objects.filter(place=run.place_id, run=run, opened_at__isnull=True).count()
    if left:
        cases = "1 case is" if left == 1 else f"{left:,} cases are"
        raise Refused(
            f"{cases} left to open before round {run.number} can be confirmed. Open each one first."
        )
    return run


def _acts(
    run: Run, stand: list[Allocation], plans: dict[uuid.UUID, Plan], periods: dict[uuid.UUID, CapacityPeriod],
    inputs: RunInputs, day: dt.date, answer_by: dt.date,
) -> dict[uuid.UUID, HelpfulAct]:  # fmt: skip
    """The suggested act of each allocation, in the database, each holding its place."""
    offers = {row.offer_id: row.offer for row in stand}
    given = [offer for offer in offers.values() if offer]
    # Nobody is expected before the last day to answer; only where there is no later date does an earlier one count.
    soonest = occurrences.next_occurrences(given, day) | occurrences.next_occurrences(
        given, answer_by + dt.timedelta(days=1)
    )
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


def _count_missed(run: Run, rows: list[Allocation], not_missed: set[uuid.UUID]) -> None:
    """A refusal moves a person up in their group later. A place that went does not, nor does a limit that makes somebody
    wait; a place given does nothing yet."""
    refused = [row.person_id for row in rows if row.status == "refused" and row.pk not in not_missed]
    for batch in batches(refused):
        Person.objects.filter(place=run.place_id, pk__in=batch).update(missed_rounds=F("missed_rounds") + 1)


def _mark(run: Run, by: Actor, gone: Gone, inputs: RunInputs) -> None:
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
    Draw.objects.filter(place=run.place_id, pk=run.draw_id, revealed_at__isnull=True).update(
        revealed_at=now()
    )
    register.record(
        place=run.place,
        action="confirmed a round",
        noun="round",
        subject=run.pk,
        facts={
            "number": run.number, "by": by.shown_as, **public_counts(run), "seed": run.seed,
            "tickets_root": tickets_root(inputs), **on_register(inputs, as_run=not gone),
        },
    )  # fmt: skip
    commit_draw(place=run.place)
