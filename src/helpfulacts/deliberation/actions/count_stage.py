"""Count what people answered in a stage that is closed, and show that a count is what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.engine.ledger import canonical
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..counting import rule_called, rule_of
from ..models import Stage, Tally
from ..rules import may_convene

LONGEST_SEED = 64


def count_stage(*, stage: Stage, by: Actor, seed: str = "") -> Tally:
    """A count by the rule that the stage promised, never changed. Counted again it says the same under its next number.

    `seed`: only where equals are to be drawn by lot; it must have been public before the votes were. Raises Refused where the
    stage is not closed or nobody answers in it; NotAllowed.
    """
    require(may_convene(by), "count this")
    if len(seed) > LONGEST_SEED:
        raise Refused(f"Keep the seed to {LONGEST_SEED} letters.", field="seed")
    with register.writing(stage.place_id):
        stage.refresh_from_db(fields=["closed_at"])
        if stage.closed_at is None:
            raise Refused("This part is not closed yet. Close it, then count.")
        rule = rule_of(stage)
        made_from = rule.gather(stage)
        result, explanation = rule.count(made_from, stage.parameters, seed)
        last = Tally.objects.filter(place=stage.place_id, deliberation=stage.deliberation_id).aggregate(
            last=Max("number")
        )["last"]
        tally = Tally.objects.create(
            place=stage.place, deliberation=stage.deliberation, stage=stage, number=(last or 0) + 1, rule=rule.code,
            version=rule.version, parameters=stage.parameters, seed=seed, made_from=made_from,
            input_hash=input_hash(rule.code, rule.version, stage.parameters, seed, made_from), result=result,
            explanation=explanation, made_at=now(),
        )  # fmt: skip
        register.record(
            place=stage.place,
            action="counted",
            noun="tally",
            subject=tally.pk,
            facts={
                "number": tally.number, "deliberation": stage.deliberation.number, "stage": stage.order, "rule": rule.code,
                "version": rule.version, "input": tally.input_hash, "result": _hash(result),
            },
        )  # fmt: skip
    return tally


def verify_tally(tally: Tally) -> bool:
    """Does it come out again, from what it says it was made from? False too where its rule is not known here."""
    rule = rule_called(tally.rule, tally.version)
    if rule is None:
        return False
    made_of = input_hash(tally.rule, tally.version, tally.parameters, tally.seed, tally.made_from)
    if made_of != tally.input_hash:
        return False
    result, explanation = rule.count(tally.made_from, tally.parameters, tally.seed)
    return _hash(result) == _hash(tally.result) and _hash(explanation) == _hash(tally.explanation)


def input_hash(
    rule: str, version: int, parameters: Mapping[str, Any], seed: str, made_from: Mapping[str, Any]
) -> str:
    """SHA-256 of everything that the result depends on, in its one written form."""
    return _hash(
        {"rule": rule, "version": version, "parameters": parameters, "seed": seed, "made_from": made_from}
    )


def _hash(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(dict(value))).hexdigest()
