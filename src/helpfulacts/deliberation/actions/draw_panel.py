"""Draw the panel that a stage promised, from the members who said yes, by a seed from the public."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing.panel_quotas import BadPool, Pool, pool_of
from helpfulacts.engine.choosing.sortition import panel_lottery
from helpfulacts.engine.ledger import canonical
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..counting import draw
from ..models import Membership, Stage, Tally
from ..panels import PromisedPanel, promised_panel
from ..rules import may_convene
from .count_stage import LONGEST_SEED, input_hash


def draw_panel(
    *, stage: Stage, answers: Mapping[Membership, Mapping[str, str]], seed: str, by: Actor
) -> Tally:
    """Members become the panel, by size and quotas that were published. It is drawn once, and anybody can draw it again.

    answers: of each member who said yes, what they told about themselves for the quotas. It is read here and kept nowhere; the
    count holds nobody. Raises Refused where the quotas cannot hold, with the smallest change that would; NotAllowed.
    """
    require(may_convene(by), "draw a panel")
    promised = promised_panel(stage.parameters)
    seed = seed.strip()
    if not seed or len(seed) > LONGEST_SEED:
        raise Refused(f"Give the seed that was drawn in public, up to {LONGEST_SEED} letters.", field="seed")
    if stage.deliberation.published_at is None or stage.deliberation.ended_at is not None:
        raise Refused("A panel is drawn in what is published and not over.")
    with register.writing(stage.place_id):
        tallies = Tally.objects.filter(place=stage.place_id, deliberation=stage.deliberation_id)
        if tallies.filter(stage=stage, rule=draw.RULE.code).exists():
            raise Refused("The panel is drawn already, and is not drawn a second time.")
        pool = _pool(stage, promised, answers)
        try:
            lottery = panel_lottery(pool, promised.size)
        except BadPool as problem:
            raise Refused(str(problem)) from None
        made_from = draw.made_from(lottery)
        result, explanation = draw.count(made_from, stage.parameters, seed)
        Membership.objects.filter(place=stage.place_id, pk__in=lottery.panel(seed)).update(
            role="panel", came="drawn"
        )
        tally = Tally.objects.create(
            place=stage.place, deliberation=stage.deliberation, stage=stage,
            number=(tallies.aggregate(last=Max("number"))["last"] or 0) + 1, rule=draw.RULE.code,
            version=draw.RULE.version, parameters=stage.parameters, seed=seed, made_from=made_from,
            input_hash=input_hash(draw.RULE.code, draw.RULE.version, stage.parameters, seed, made_from),
            result=result, explanation=explanation, made_at=now(),
        )  # fmt: skip
        register.record(
            place=stage.place,
            action="drew a panel",
            noun="tally",
            subject=tally.pk,
            facts={
                "number": tally.number, "deliberation": stage.deliberation.number, "stage": stage.order, "size": promised.size,
                "seed": seed, "seed from": promised.seed_from, "input": tally.input_hash,
                "result": hashlib.sha256(canonical(result)).hexdigest(),
            },
        )  # fmt: skip
    return tally


def _pool(stage: Stage, promised: PromisedPanel, answers: Mapping[Membership, Mapping[str, str]]) -> Pool:
    """Those who said yes, by their answers, once it is seen that all of them may be drawn."""
    there = Membership.objects.filter(
        place=stage.place_id, deliberation=stage.deliberation_id, role="member", left_on__isnull=True
    )
    may = set(there.filter(person__isnull=False).values_list("pk", flat=True))
    known = {(quota.feature, quota.value) for quota in promised.quotas}
    rows = []
    for member, said in answers.items():
        if member.pk not in may:
            raise Refused("Somebody on the list does not take part here any more. Make the list again.")
        row = tuple(said.get(feature, "").strip() for feature in promised.features)
        for feature, value in zip(promised.features, row, strict=True):
            if (feature, value) not in known:
                raise Refused(
                    f"Somebody answered “{value[:40]}” to “{feature}”, and no quota says how many of those there may be."
                )
        rows.append(row)
    try:
        return pool_of([str(member.pk) for member in answers], rows, promised.quotas)
    except BadPool as problem:
        raise Refused(str(problem)) from None
