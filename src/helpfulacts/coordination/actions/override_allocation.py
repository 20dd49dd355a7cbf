"""A named human changes what a round gave one person, with a reason; it is checked again before it stands.

override_allocation(run=, allocation=, to_offer=Offer | None, reason=, by=Actor) -> Override
"""

from __future__ import annotations

from django.db import connection
from django.db.models import F

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.apart import offers_apart
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.support.models import Veto

from ..alternatives import claim_served, rights_unmet, room_of, row_held, still_wished
from ..inputs import RunInputs, open_inputs
from ..models import Alarm, Allocation, Opening, Override, Run
from ..round_rows import reason_of, seal_reason
from ..rule_document import RuleDocument
from ..rule_reading import parse
from ..rules import may_decide_round
from ..said import waiting_words

FEWEST_WORDS = 3


def override_allocation(
    *, run: Run, allocation: Allocation, to_offer: Offer | None, reason: str, by: Actor
) -> Override:
    """Give the person `to_offer`, or no place (None), instead. Only before the round is confirmed.

    Refused without a reason of a few words; when the offer does not fit the person or has no place left beside the
    round's own; when it would take away a right. Nobody else's answer changes, so nobody else can lose. Who changes a
    case has looked at it: the person sees that, as with `open_case`.
    """
    require(may_decide_round(by), "change what a round gave")
    assert by.account_id is not None  # an officer has an account
    reason = tidy(reason)
    if len(reason.split()) < FEWEST_WORDS:
        raise Refused(
            "Say in a few words why you change this. Your name and reason are kept with it.", field="reason"
        )
    if len(reason) > 400:
        raise Refused("Please keep the reason under 400 letters.", field="reason")
    rules = parse(run.rule_set.document)
    with register.writing(run.place_id):
        run, allocation = _lock(run, allocation)
        inputs = open_inputs(run)
        before = None if allocation.continuing else allocation.offer
        offer = _check(run, allocation, to_offer, inputs)
        _move_alarms(run, allocation, rules, inputs, offer)
        old_status = allocation.status
        allocation.offer, allocation.status = to_offer, "placed" if to_offer else "refused"
        allocation.continuing = False
        changed = {"code": "changed", "offer": offer, "by": by.shown_as, "why": reason}
        if offer is not None:
            changed["claim"], allocation.claim = claim_served(run, inputs, allocation.index, offer)
        seal_reason(allocation, {**reason_of(allocation), **changed})
        allocation.save(
            update_fields=["offer", "status", "claim", "continuing", "reason_sealed", "floor_unmet"]
        )
        _recount(run, old_status, allocation.status)
        open_record(
            place=run.place, actor=by, person=allocation.person, why=f"Sharing round {run.number}: Changed by a person",
            noun="allocation", subject=allocation.pk,
        )  # fmt: skip
        if waiting_words(allocation.person) is None:  # else the case is opened, and read, first
            Opening.objects.filter(
                place=run.place_id, run=run, allocation=allocation, opened_at__isnull=True
            ).update(opened_at=now(), opened_by_shown_as=by.shown_as[:80])
        made = Override(
            place=run.place, run=run, allocation=allocation, from_offer=before, to_offer=to_offer,
            by_account_id=by.account_id, by_shown_as=by.shown_as[:80], at=now(),
        )  # fmt: skip
        made.reason = reason
        made.save(force_insert=True)
        register.record(
            place=run.place, action="changed what a round gave", noun="round", subject=run.pk,
            facts={"number": run.number, "by": by.shown_as, "gives_a_place": to_offer is not None},
        )  # fmt: skip
    return made


def _lock(run: Run, allocation: Allocation) -> tuple[Run, Allocation]:
    rows = Run.objects.filter(place=run.place_id, pk=run.pk).select_related("rule_set", "place")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    run = rows.get()
    if run.state != "proposed":
        raise Refused(
            f"Round {run.number} can no longer be changed. Change the person's plan with them instead."
        )
    found = (
        Allocation.objects.filter(place=run.place_id, run=run, pk=allocation.pk)
        .select_related("person", "offer")
        .first()
    )
    if found is None:
        raise Refused("This case belongs to another round.")
    if found.continuing and not found.floor_unmet:
        raise Refused("This person keeps a place they already have. Change it on their plan, with them.")
    return run, found


def _check(run: Run, allocation: Allocation, to_offer: Offer | None, inputs: RunInputs) -> int | None:
    """The offer's row in the arrays, or None; Refused when the change cannot stand."""
    if to_offer is None:
        if allocation.status != "placed" or allocation.continuing:
            raise Refused("This person has no place in this round, so there is none to take back.")
        return None
    if to_offer.pk == allocation.offer_id:
        raise Refused("This person already has that place.")
    own = inputs.instance.offers_of(allocation.index).tolist()
    row = next((offer for offer in own if inputs.offer_uuid(offer) == to_offer.pk), None)
    apart = offers_apart(run.place_id, allocation.person_id)
    if row is None or to_offer.pk in apart or not directory.is_still_listed(to_offer):
        raise Refused("That offer does not fit what this person asked for, so it cannot be given to them.")
    if Veto.objects.filter(place=run.place_id, person=allocation.person_id, offer=to_offer).exists():
        raise Refused("This person said “not this one” to that offer.")
    if not still_wished(run, claim_served(run, inputs, allocation.index, row)[1]):
        raise Refused("What this offer would help with is no longer on this person's plan.")
    given = Allocation.objects.filter(
        place=run.place_id, run=run, offer=to_offer, status="placed", continuing=False
    ).count()
    if given >= room_of(run, inputs, {to_offer: row})[to_offer.pk]:
        raise Refused("That offer is full in this round. Nobody may lose a place for this change.")
    return row


def _move_alarms(
    run: Run, allocation: Allocation, rules: RuleDocument, inputs: RunInputs, offer: int | None
) -> None:
    """Rights met or lost by the change: one that would be lost refuses it; one that is met ends its alarm."""
    now_unmet = rights_unmet(allocation, rules, inputs, row_held(allocation, inputs))
    then_unmet = rights_unmet(allocation, rules, inputs, offer)
    if then_unmet - now_unmet:
        raise Refused("This would take away a place that the person has a right to.")
    for number in now_unmet - then_unmet:
        alarm = Alarm.objects.filter(place=run.place_id, run=run, floor=rules.floors[number].fact)
        alarm.filter(people=1).delete()
        alarm.update(people=F("people") - 1)
    if now_unmet and not then_unmet:
        allocation.floor_unmet = False
        Run.objects.filter(place=run.place_id, pk=run.pk).update(alarms=F("alarms") - 1)


def _recount(run: Run, before: str, after: str) -> None:
    if before == after:
        return
    column = {"placed": "placed", "refused": "refused", "gap": "gaps"}
    changes = {column[before]: F(column[before]) - 1, column[after]: F(column[after]) + 1}
    Run.objects.filter(place=run.place_id, pk=run.pk).update(**changes)
