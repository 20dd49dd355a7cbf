"""Run a sharing round: freeze, share, explain. It proposes; nothing is held or sent until a named human confirms.

    run_round(place=, seed=None, by=SYSTEM, progress=None, batch="") -> Run

Every person with a claim is counted once: people = placed + refused + gaps. The draw was fixed when the last round was
confirmed, and its seed is shown when this one is: nobody could choose a seed that favours somebody, and running again
draws no other. The register gets the counts when the round is confirmed: two sets of them could be subtracted.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from django.db import IntegrityError
from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.models import Gap
from helpfulacts.engine.sharing.share import Outcome
from helpfulacts.people.actor import SYSTEM, Actor
from helpfulacts.people.rules import require
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered

from .. import round_rows
from ..freeze import Frozen, freeze
from ..inputs import RunInputs
from ..manifest import manifest_of
from ..models import Alarm, Allocation, Claim, Draw, Opening, RuleSet, Run
from ..rule_document import RuleDocument
from ..rule_reading import parse
from ..rules import may_propose_round
from ..said import open_for_said, to_be_read_again
from ..worked_out import worked_out
from .commit_draw import commit_draw
from .forget_claims import forget_claims

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

Progress = Callable[[str, float], None]
ROWS_AT_ONCE = 2000


def run_round(
    *, place: Place, seed: str | None = None, by: Actor = SYSTEM, progress: Progress | None = None, batch: str = ""
) -> Run:  # fmt: skip
    """One reproducible sharing of capacity, not confirmed; it supersedes rounds that were not confirmed.

    seed: only for a demonstration (`commit_draw`); else the draw that was fixed before. progress(what, share_done) is
    called between steps. batch: many places run at once: a place has one round in each, however often it is asked for
    (`_of_batch`). Raises Refused when no rules are in force.
    """
    require(may_propose_round(by), "run a sharing round")
    if (kept := _of_batch(place, batch)) is not None:
        return kept
    began = time.perf_counter()
    tell = progress or (lambda what, done: None)
    rule_set = RuleSet.objects.filter(place=place, state="in_force").first()
    if rule_set is None:
        raise Refused(
            f"{place.name} has no rules in force yet. A board decides them; then `helpfulacts place adopt-rules` puts them in force."
        )
    rules = parse(rule_set.document)
    lapse_unanswered(place=place, day=today(place.zone))
    forget_claims(place=place, day=today(place.zone))
    draw = commit_draw(place=place, seed=seed, with_round=True)
    run = Run(place=place, rule_set=rule_set, draw=draw, batch=batch)

    tell("Reading who asks and what there is", 0.05)
    run.ran_at = now()
    frozen = freeze(place, rules, today(place.zone))
    tell("Sharing the places", 0.35)
    inputs, outcome = _share(place, rules, frozen, draw.seed)
    tell("Writing the reasons", 0.5)
    _fill_run(run, rules, frozen, inputs, outcome)
    claims = round_rows.claims(run, frozen, _keep_until(run, rules))
    inputs.leaves[:] = np.frombuffer(b"".join(bytes.fromhex(c.leaf) for c in claims), np.uint8).reshape(
        -1, 32
    )
    run.manifest = manifest_of(run, rules, inputs)
    run.inputs_sealed = inputs.sealed(run.pk)
    allocations = round_rows.allocations(run, rules, frozen, inputs, claims)
    openings = round_rows.openings(run, rules, inputs, outcome, allocations)
    alarms = round_rows.alarms(run, rules, inputs)
    gaps = round_rows.gaps(run, frozen)
    tell("Keeping the round", 0.75)
    run.seconds = round(time.perf_counter() - began, 3)
    try:
        _save(run, by, claims, allocations, openings, alarms, gaps)
    except IntegrityError:
        # Two workers had the same task in hand, because one of them was thought lost: the first one's round stands.
        if (kept := _of_batch(place, batch)) is not None:
            return kept
        raise Refused(
            "Something changed while the round was worked out. Nothing was kept: run it again."
        ) from None
    tell("Done", 1.0)
    return run


def _of_batch(place: Place, batch: str) -> Run | None:
    """The round that the place has in that batch already. Its own unique constraint keeps it to one."""
    return Run.objects.filter(place=place, batch=batch).first() if batch else None


def _share(place: Place, rules: RuleDocument, frozen: Frozen, seed: str) -> tuple[RunInputs, Outcome]:
    """The arrays of the round with the engine's answer in them."""
    facts = round_rows.facts_of_place(
        parse(document)
        for document in RuleSet.objects.filter(place=place, state__in=["in_force", "beside"])
        .order_by("number")
        .values_list("document", flat=True)
    )
    return worked_out(place, rules, frozen, facts, seed)


def _fill_run(run: Run, rules: RuleDocument, frozen: Frozen, inputs: RunInputs, outcome: Outcome) -> None:
    status = round_rows.statuses(inputs)
    run.confirm_by = run.ran_at + dt.timedelta(hours=rules.rounds.confirm_hours)
    run.people = inputs.people
    run.placed, run.refused, run.gaps = (status.count(one) for one in ("placed", "refused", "gap"))
    run.not_asking = frozen.not_asking
    run.alarms = int((inputs.unmet > 0).sum())
    run.certified_gap = float(outcome.certified_gap)


def _keep_until(run: Run, rules: RuleDocument) -> dt.date:
    return run.ran_at.date() + dt.timedelta(days=rules.rounds.keep_claims_days)


def _save(
    run: Run, by: Actor, claims: list[Claim], allocations: list[Allocation], openings: list[Opening],
    alarms: list[Alarm], gaps: list[Gap],
) -> None:  # fmt: skip
    place = run.place
    with register.writing(place):
        if not Draw.objects.filter(place=place, pk=run.draw_id, revealed_at__isnull=True).exists():
            raise Refused(
                "The round before was confirmed meanwhile, so its draw is used. Nothing was kept: run it again."
            )
        last = Run.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
        run.number = last + 1
        waited = list(Run.objects.filter(place=place, state="proposed").values_list("pk", flat=True))
        superseded = Run.objects.filter(place=place, pk__in=waited).update(state="superseded")
        to_be_read_again(place, waited)
        run.save(force_insert=True)
        Claim.objects.bulk_create(claims, batch_size=ROWS_AT_ONCE)
        Allocation.objects.bulk_create(allocations, batch_size=ROWS_AT_ONCE)
        Opening.objects.bulk_create(openings, batch_size=ROWS_AT_ONCE)
        open_for_said(run, allocations)
        Alarm.objects.bulk_create(alarms, batch_size=ROWS_AT_ONCE)
        Gap.objects.bulk_create(gaps, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
        register.record(
            place=place,
            action="ran a round",
            noun="round",
            subject=run.pk,
            facts={
                "number": run.number,
                "by": by.shown_as,
                "draw": run.draw.number,
                "superseded": superseded,
                "manifest": run.manifest,
            },
        )
